//! What becomes of a change that has nowhere to go, and that it makes nothing known which was left out.

use domain::ids::{EventId, NetworkName};
use domain::message::{Attachment, Privacy, What};

use crate::authority::{by, desk_with_ticket, said};
use crate::support::desk::{Desk, Seat};
use crate::support::test_network::{Mood, TestNetwork};

fn chat(person: &str) -> Seat {
    Seat { person: person.to_owned(), room: format!("direct-{person}"), thread: None, privacy: Privacy::Direct }
}

fn edited(target: &EventId, words: &str) -> What {
    What::Edited { target: target.clone(), text: words.to_owned() }
}

/// Lets something happen and waits for all that comes of it.
async fn and_then(desk: &mut Desk, seat: &Seat, what: What) -> EventId {
    let event = desk.happen(seat, what).await;
    desk.settle().await;
    event
}

/// A desk in which the first person has a ticket that cara has.
async fn claimed() -> (Desk, Seat, Seat) {
    let network = TestNetwork::default();
    network.world.lock().unwrap().advisers.insert("cara".into());
    let (mut desk, threads) = desk_with_ticket(network, 1).await;
    let cara = by("cara", &threads[0]);
    and_then(&mut desk, &cara, said("!claim")).await;
    (desk, chat("person-0"), cara)
}

/// All that stands in a room, the content of files included.
fn seen(desk: &Desk, room: &str) -> Vec<String> {
    let world = desk.network.world.lock().unwrap();
    let there = world.sent.iter().filter(|sent| sent.to.room.as_str() == room && !sent.withdrawn);
    let whole = |sent: &crate::support::test_network::Sent| {
        let files = sent.message.files.iter().map(|file| String::from_utf8_lossy(&file.content).into_owned());
        [sent.message.markdown.clone()].into_iter().chain(files).collect::<Vec<_>>().join("\n")
    };
    there.map(whole).collect()
}

fn count(desk: &Desk, room: &str, words: &str) -> usize {
    seen(desk, room).iter().filter(|message| message.contains(words)).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_edit_of_what_was_left_out_is_in_no_transcript() {
    let network = TestNetwork::default();
    network.world.lock().unwrap().advisers.insert("cara".into());
    let (mut desk, threads) = desk_with_ticket(network, 1).await;
    let (anna, cara) = (chat("anna"), by("cara", &threads[0]));
    desk.advance_clock(1_000);
    let asked = and_then(&mut desk, &anna, said("may I take my laptop to a conference abroad?")).await;
    and_then(&mut desk, &anna, said("!ticket")).await;
    let plan = and_then(&mut desk, &anna, said("We plan a visit to a lab.")).await;
    for words in ["leave out b", "send", "We leave in May."] {
        and_then(&mut desk, &anna, said(words)).await;
    }
    let head = {
        let world = desk.network.world.lock().unwrap();
        let head = world.sent.iter().find(|sent| sent.message.markdown.contains("> We plan a visit to a lab."));
        head.map(|head| head.id.to_string()).unwrap()
    };
    let cara = Seat { thread: Some(head), ..cara };
    and_then(&mut desk, &cara, said("!claim")).await;
    and_then(&mut desk, &anna, edited(&asked, "may I take the secret prototype?")).await;
    and_then(&mut desk, &anna, edited(&plan, "We plan a visit to a laboratory.")).await;
    and_then(&mut desk, &cara, said("!transcript")).await;
    assert_eq!(count(&desk, "advisers", "secret prototype"), 0, "{:#?}", seen(&desk, "advisers"));
    // The same transcript tells of a change of what they do have.
    let transcript = seen(&desk, "advisers").pop().unwrap();
    assert!(transcript.contains("We leave in May.") && transcript.contains("a laboratory"), "{transcript}");
    // And the bot, asked again after the end, is told a question that is nobody's but its own.
    and_then(&mut desk, &anna, said("!ticket close")).await;
    let again = and_then(&mut desk, &anna, said("may I take my laptop to a conference abroad?")).await;
    and_then(&mut desk, &anna, edited(&again, "may I take the secret prototype?")).await;
    assert_eq!(count(&desk, "direct-anna", "new wording"), 1, "{:#?}", seen(&desk, "direct-anna"));
    and_then(&mut desk, &cara, said("!transcript")).await;
    assert_eq!(count(&desk, "advisers", "secret prototype"), 0);
    desk.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_that_reaches_nobody_is_said_to_whoever_made_it() {
    let (mut desk, person, cara) = claimed().await;
    let advice = and_then(&mut desk, &cara, said("Take a loan laptop.")).await;
    let words = and_then(&mut desk, &person, said("We leave in May.")).await;
    desk.network.set(Mood::ChangesNothing);
    and_then(&mut desk, &cara, edited(&advice, "Take a loan laptop and no phone.")).await;
    assert_eq!(count(&desk, "advisers", "Not changed:"), 1, "{:#?}", seen(&desk, "advisers"));
    and_then(&mut desk, &person, edited(&words, "We leave in June.")).await;
    let told = "your change did not reach the advisers";
    assert_eq!(count(&desk, &person.room, told), 1, "{:#?}", seen(&desk, &person.room));
    // The head of the ticket, too; it is no reason to close it.
    let plan = EventId::new("$2");
    and_then(&mut desk, &person, edited(&plan, "We plan a visit to a laboratory.")).await;
    assert_eq!(count(&desk, &person.room, told), 2, "{:#?}", seen(&desk, &person.room));
    desk.network.set(Mood::Well);
    and_then(&mut desk, &cara, said("Is this still right?")).await;
    assert_eq!(count(&desk, &person.room, "Is this still right?"), 1, "the ticket goes on");
    desk.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_chat_that_is_not_told_of_the_other_one_concerns_no_adviser() {
    let (mut desk, person, _) = claimed().await;
    let receipt = seen(&desk, &person.room).into_iter().find(|seen| seen.contains("Your ticket is")).unwrap();
    let phrase = receipt.split('`').find(|part| part.len() == 38).unwrap().to_owned();
    desk.network.set(Mood::TakesNothingDirectly);
    and_then(&mut desk, &chat("person-0-at-work"), said(&format!("resume {phrase}"))).await;
    assert_eq!(count(&desk, "advisers", "another chat"), 1, "{:#?}", seen(&desk, "advisers"));
    assert_eq!(count(&desk, "advisers", "Not delivered"), 0, "{:#?}", seen(&desk, "advisers"));
    desk.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_arrived_before_nothing_was_taken_any_more_has_arrived() {
    let (mut desk, person, cara) = claimed().await;
    desk.network.set(Mood::LosesAnswers);
    desk.happen(&cara, said("Take a loan laptop.")).await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    desk.network.set(Mood::TakesNothingDirectly);
    desk.advance_clock(130_000);
    desk.settle().await;
    assert_eq!(count(&desk, &person.room, "Take a loan laptop."), 1, "{:#?}", seen(&desk, &person.room));
    let told = ["Not delivered", "Delivered"].map(|words| count(&desk, "advisers", words));
    assert_eq!(told, [0, 1], "{:#?}", seen(&desk, "advisers"));
    desk.stop().await;
}

/// A homeserver keeps nothing of what was deleted, its thread neither, and after a start the connector remembers none.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deletion_that_names_no_thread_is_in_the_thread_of_what_was_deleted() {
    let (mut desk, person, cara) = claimed().await;
    let regretted = and_then(&mut desk, &cara, said("Send all of it to me.")).await;
    assert_eq!(count(&desk, &person.room, "Send all of it"), 1);
    let nowhere = Seat { thread: None, ..cara };
    and_then(&mut desk, &nowhere, What::Withdrew { target: regretted }).await;
    assert_eq!(count(&desk, &person.room, "Send all of it"), 0, "{:#?}", seen(&desk, &person.room));
    desk.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_adviser_learns_that_the_person_had_left_before_a_change() {
    let (mut desk, person, cara) = claimed().await;
    let advice = and_then(&mut desk, &cara, said("Take a loan laptop.")).await;
    let receipt = seen(&desk, &person.room).into_iter().find(|seen| seen.contains("Your ticket is")).unwrap();
    let phrase = receipt.split('`').find(|part| part.len() == 38).unwrap().to_owned();
    let elsewhere = chat("person-0-at-work");
    and_then(&mut desk, &elsewhere, said(&format!("resume {phrase}"))).await;
    and_then(&mut desk, &cara, edited(&advice, "Take a loan laptop and no phone.")).await;
    assert_eq!(count(&desk, "advisers", "Not changed:"), 1, "{:#?}", seen(&desk, "advisers"));
    for room in [&person.room, &elsewhere.room] {
        assert_eq!(count(&desk, room, "no phone"), 0, "new words go to nobody who has left");
    }
    desk.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_are_held_back_with_their_files_and_that_is_said_once() {
    let (mut desk, person, cara) = claimed().await;
    desk.network.set(Mood::StandsStill);
    let content = "A file of the adviser's.".to_owned();
    let (network, size) = (NetworkName::new("test"), content.len() as u64);
    let attachments = vec![Attachment { network, handle: content, size }];
    let what = What::Attached { text: "Take this form.".into(), attachments, addressed: true };
    desk.happen(&cara, what).await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    desk.network.world.lock().unwrap().advisers.remove("cara");
    desk.network.set(Mood::Well);
    desk.advance_clock(130_000);
    desk.settle().await;
    assert_eq!(count(&desk, "advisers", "Held back:"), 1, "{:#?}", seen(&desk, "advisers"));
    assert_eq!(count(&desk, &person.room, "Take this form."), 0);
    desk.stop().await;
}
