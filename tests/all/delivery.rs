//! Failures, retries, restarts: nothing lost, nothing said twice (I1, I2, I3).

use domain::limits::{Limit, Scope};
use domain::message::{Audience, File, Message, Privacy, What};

use crate::support::desk::{Desk, Seat};
use crate::support::test_network::{Mood, TestNetwork};

fn anna() -> Seat {
    Seat { person: "anna".into(), room: "direct-anna".into(), thread: None, privacy: Privacy::Direct }
}

fn said(text: &str) -> What {
    What::Said { text: text.to_owned(), addressed: true }
}

/// R8: an ambiguous send that is older than the network remembers keys is looked up, not repeated.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_old_ambiguous_send_is_looked_up_before_it_is_repeated() {
    let mut desk = Desk::open().await;
    desk.network.set(Mood::LosesAnswers);
    desk.happen(&anna(), said("thanks")).await;
    desk.settle().await;
    desk.stop().await;
    desk.network.world.lock().unwrap().forgets_keys = true;
    desk.network.set(Mood::Well);
    desk.advance_clock(13 * 3_600_000);
    desk.start().await;
    desk.settle().await;
    let world = desk.network.world.lock().unwrap();
    assert_eq!((world.sent.len(), world.lookups), (1, 1));
}

/// R10: what was asked in order is answered in order, also across a time of failures.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn replies_keep_their_order_through_failures() {
    let mut desk = Desk::open().await;
    desk.network.set(Mood::Down);
    let mut asked = Vec::new();
    for text in ["hello", "help", "thanks", "privacy", "bye"] {
        asked.push(desk.happen(&anna(), said(text)).await);
    }
    desk.settle().await;
    desk.network.set(Mood::Well);
    desk.advance_clock(120_000);
    desk.stop().await;
    desk.start().await;
    desk.settle().await;
    let world = desk.network.world.lock().unwrap();
    let answered: Vec<_> = world.sent.iter().filter_map(|sent| sent.to.reply_to.clone()).collect();
    assert_eq!(answered, asked);
}

/// A panic within a connector is one more unclear outcome: tried again with the same key, and nobody waits for a lease.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connector_that_breaks_off_holds_up_nobody() {
    let mut desk = Desk::open().await;
    desk.network.set(Mood::Panics);
    let asked = desk.happen(&anna(), said("hello")).await;
    desk.settle().await;
    desk.network.set(Mood::Well);
    // Far less than a lease.
    desk.advance_clock(30_000);
    let next = desk.happen(&anna(), said("thanks")).await;
    desk.settle().await;
    let world = desk.network.world.lock().unwrap();
    let answered: Vec<_> = world.sent.iter().filter_map(|sent| sent.to.reply_to.clone()).collect();
    assert_eq!(answered, [asked, next]);
}

/// R30: past the limit one polite notice is given, and after the window all is as before; a restart refills nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn limits_give_one_notice_and_survive_a_restart() {
    let limits = vec![Limit { scope: Scope::Person, most: 2, window_ms: 10_000 }];
    let mut desk = Desk::with(TestNetwork::default(), limits).await;
    for _ in 0..3 {
        desk.happen(&anna(), said("thanks")).await;
        desk.settle().await;
    }
    desk.stop().await;
    desk.start().await;
    for _ in 0..2 {
        desk.happen(&anna(), said("thanks")).await;
        desk.settle().await;
    }
    let texts = |desk: &Desk| -> Vec<String> {
        desk.network.world.lock().unwrap().sent.iter().map(|sent| sent.message.markdown.clone()).collect()
    };
    let so_far = texts(&desk);
    assert_eq!(so_far.len(), 3, "{so_far:#?}");
    assert!(so_far[2].contains("pausing"), "{so_far:#?}");
    desk.advance_clock(11_000);
    desk.happen(&anna(), said("thanks")).await;
    desk.settle().await;
    assert_eq!(texts(&desk).len(), 4);
}

/// A reply longer than the network takes comes in parts, each its own row, in order.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn long_replies_come_in_parts() {
    let network = TestNetwork { message_max_bytes: Some(300), ..TestNetwork::default() };
    let mut desk = Desk::with(network, Vec::new()).await;
    desk.happen(&anna(), said("privacy")).await;
    desk.settle().await;
    let world = desk.network.world.lock().unwrap();
    assert!(world.sent.len() > 3);
    assert!(world.sent.iter().all(|sent| sent.message.markdown.len() <= 300));
    assert!(world.sent.first().is_some_and(|sent| sent.message.markdown.starts_with("> I am a machine")));
}

/// What people say to each other in a room is not stored, not even sealed; what they say to the bot is sealed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_are_sealed_and_overheard_words_are_not_kept() {
    let mut desk = Desk::open().await;
    let room = Seat { room: "lab".into(), privacy: Privacy::Shared, ..anna() };
    desk.happen(&room, What::Said { text: "canary-overheard".into(), addressed: false }).await;
    desk.happen(&anna(), said("what about the canary-asked programme?")).await;
    desk.settle().await;
    let counts = desk.store().counts().await.unwrap();
    assert_eq!(counts.conversations, 1);
    desk.stop().await;
    let bytes = desk.bytes_on_disk();
    for canary in ["canary-overheard", "canary-asked", "I am a machine"] {
        assert!(!bytes.windows(canary.len()).any(|window| window == canary.as_bytes()), "{canary} stands on disk");
    }
}

/// What is for one person alone and cannot reach them is told where they asked, in reply, and that goes with the question.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_takes_nothing_directly_is_told_so_where_they_asked() {
    let mut desk = Desk::open().await;
    let room = Seat { room: "lab".into(), thread: Some("t".into()), privacy: Privacy::Shared, ..anna() };
    let asked = desk.happen(&room, said("thanks")).await;
    desk.settle().await;
    desk.network.set(Mood::TakesNothingDirectly);
    desk.say_directly(&room, &asked, Message { markdown: "For you alone.".into(), ..Message::default() }).await;
    desk.settle().await;
    {
        let world = desk.network.world.lock().unwrap();
        let told = world.sent.last().unwrap();
        assert!(told.message.markdown.contains("I may not write to you directly"), "{told:?}");
        assert_eq!((told.to.audience, told.to.room.as_str()), (Audience::Everyone, "lab"));
        assert_eq!((&told.to.reply_to, world.sent.len()), (&Some(asked.clone()), 2));
    }
    desk.happen(&room, What::Withdrew { target: asked }).await;
    desk.settle().await;
    assert!(desk.network.world.lock().unwrap().sent.iter().all(|sent| sent.withdrawn));
}

/// An answer that got lost makes no second message, and a message in a direct chat is taken back there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_said_directly_stands_once_and_goes_with_the_question() {
    let mut desk = Desk::open().await;
    let room = Seat { room: "lab".into(), privacy: Privacy::Shared, ..anna() };
    let asked = desk.happen(&room, said("thanks")).await;
    desk.settle().await;
    desk.network.set(Mood::LosesAnswers);
    let file = File::of_text("a.html", "text/html", "<p>");
    let message = Message { markdown: "For you alone.".into(), files: vec![file], ..Message::default() };
    desk.say_directly(&room, &asked, message).await;
    desk.settle().await;
    desk.network.set(Mood::Well);
    desk.advance_clock(30_000);
    desk.stop().await;
    desk.start().await;
    desk.settle().await;
    let direct = |desk: &Desk| {
        let world = desk.network.world.lock().unwrap();
        let sent = world.sent.iter().filter(|sent| sent.to.room.as_str() == "direct-anna");
        sent.map(|sent| (sent.message.files.len(), sent.withdrawn)).collect::<Vec<_>>()
    };
    assert_eq!(direct(&desk), [(0, false), (1, false)], "words, then the file, on a network that keeps them apart");
    desk.happen(&room, What::Withdrew { target: asked }).await;
    desk.settle().await;
    assert_eq!(direct(&desk), [(0, true), (1, true)]);
}
