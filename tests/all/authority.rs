//! Who may do what with a ticket: every order by every kind of person, in every place and state, and an adviser who is removed between
//! any two steps. What is expected is written here a second time, from the rules and not from the code.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::command::Command;
use domain::conversation::advance::{Given, advance};
use domain::conversation::effect::Effect;
use domain::conversation::{Conversation, Side, Stage, needs};
use domain::handbook::Handbook;
use domain::ids::{ChoiceId, ConversationId, EventId, MessageId, NetworkName, PersonId, RoomId, ThreadId, Timestamp};
use domain::language::Language;
use domain::message::{Abilities, Choice, Incoming, Place, Privacy, Size, What};
use domain::ticket::parcel::Parcel;
use domain::ticket::{
    Facts, Link, Named, News, Number, Order, Overview, Permit, Priority, Recorded, Standing, State, Ticket, TicketId,
};

use crate::support::desk::{Desk, Seat, advisers, fixture_handbook};
use crate::support::test_network::{Mood, TestNetwork};

const NOW: Timestamp = Timestamp(1_793_523_600_000);

/// What somebody does. `!` and `/desk` orders, words, and what is done to a message.
const ACTS: [&str; 41] = [
    "!claim",
    "!release",
    "!reply Words of an adviser",
    "Words of an adviser",
    "!note Words",
    "!waiting",
    "!resolve",
    "!close",
    "!close Words of an adviser",
    "!reopen",
    "!topic Words",
    "!priority high",
    "!priority",
    "!transfer dora",
    "!transfer",
    "!snippet tell-more",
    "!snippet nothing",
    "!transcript",
    "!duty on",
    "!duty off",
    "!duty",
    "!list",
    "!mine",
    "!help",
    "!nothing",
    "!confirm dora",
    "!confirm",
    "/desk claim",
    "/desk reply Words of an adviser",
    "/desk note Words of an adviser",
    "/desk close Words of an adviser",
    "/desk list",
    "/desk confirm dora",
    "/desk nothing",
    "edits a reply",
    "edits a note",
    "deletes",
    "presses",
    "reacts",
    "reacts elsewhere",
    "ticks",
];
/// Who does it: whoever has the ticket, another adviser, and those whom the network does not confirm.
const WHO: [&str; 7] =
    ["the owner", "a colleague", "no adviser", "no answer", "an unverified device", "a new identity", "never asked"];
/// Where: in the ticket's thread, in the advisers' room, in a person's chat, in a room with others.
const PLACES: [&str; 4] = ["thread", "desk", "chat", "room"];
/// What the network says of whoever else has the ticket.
const OWNERS: [&str; 3] = ["still an adviser", "none any more", "no answer"];

struct Cell {
    act: &'static str,
    who: &'static str,
    place: &'static str,
    owner: &'static str,
    state: State,
    /// For an edit or a deletion: the message is one's own, and was handled.
    is_own: bool,
}

fn handbook() -> Handbook {
    let mut handbook = fixture_handbook();
    handbook.desk.advisers = Some(advisers());
    handbook
}

fn permit(person: &str) -> Permit {
    let (network, room) = (NetworkName::new("test"), RoomId::new("advisers"));
    Permit { network, room, person: PersonId::new(person), name: None }
}

impl Cell {
    /// The actor; the owner is `cara`.
    fn actor(&self) -> &'static str {
        if self.who == "a colleague" { "dora" } else { "cara" }
    }

    fn ticket(&self) -> Ticket {
        Ticket {
            id: TicketId::new("id"),
            number: Number::from_chance(1),
            state: self.state,
            owner: (self.state != State::New).then(|| PersonId::new("cara")),
            priority: Priority::Normal,
            topic: None,
            language: Language::En,
            opened_at: NOW,
            parcel: Parcel::default(),
        }
    }

    fn conversation(&self) -> Conversation {
        let blank = Conversation { introduced: true, ..Conversation::new(ConversationId::new("c")) };
        match self.place {
            "thread" => {
                let choices = vec![Choice::new("desk:claim", "I take it")];
                let stage = Stage::Choosing { asked_by: EventId::new("$card"), choices, question: None };
                Conversation { ticket: Some(Side::Advisers(Box::new(self.ticket()))), stage, ..blank }
            }
            "chat" => {
                let (id, number) = (TicketId::new("id"), Number::from_chance(1));
                let link = Link { id, number, is_over: self.state.is_over(), has_moved: false, handed: Vec::new() };
                Conversation { ticket: Some(Side::Person(vec![link])), ..blank }
            }
            _ => blank,
        }
    }

    fn incoming(&self) -> Incoming {
        let (room, privacy) = match self.place {
            "thread" | "desk" => ("advisers", Privacy::Shared),
            "chat" => ("direct", Privacy::Direct),
            _ => ("room", Privacy::Shared),
        };
        let thread = (self.place == "thread").then(|| ThreadId::new("$head"));
        let place = Place { network: NetworkName::new("test"), room: RoomId::new(room), thread, privacy };
        let (target, on) = (EventId::new("$said"), MessageId::new("$head"));
        let what = match self.act {
            "edits a reply" => What::Edited { target, text: "Words of an adviser".into() },
            "edits a note" => What::Edited { target, text: "!note Words of an adviser".into() },
            "deletes" => What::Withdrew { target },
            "presses" => What::Chose { choice: ChoiceId::new("desk:claim"), on },
            "reacts" | "reacts elsewhere" => What::Reacted { symbol: "1️⃣".into(), on },
            "ticks" => What::Reacted { symbol: "✅".into(), on },
            command if command.starts_with('/') => {
                let order = Order::read(command.trim_start_matches("/desk "));
                What::Invoked { command: Command::Desk { order } }
            }
            words => What::Said { text: words.into(), addressed: true },
        };
        Incoming {
            event: EventId::new("$now"),
            place,
            sender: PersonId::new(self.actor()),
            at: NOW,
            what,
            handle: None,
        }
    }

    fn standing(&self) -> Standing {
        match self.who {
            "the owner" | "a colleague" => Standing::Confirmed(permit(self.actor())),
            "no adviser" => Standing::Denied,
            "no answer" => Standing::NoAnswer,
            "an unverified device" => Standing::Unverified,
            "a new identity" => Standing::Renewed,
            _ => Standing::NotAsked,
        }
    }

    fn given(&self) -> Given {
        let owner = match self.owner {
            "still an adviser" => Standing::Confirmed(permit("cara")),
            "none any more" => Standing::Denied,
            _ => Standing::NoAnswer,
        };
        let other = Ticket {
            id: TicketId::new("other"),
            number: Number::from_chance(2),
            state: State::Open,
            owner: None,
            topic: Some("a secret topic".into()),
            ..self.ticket()
        };
        let overview = Overview { ticket: other, address: None, is_here: false };
        let recorded = Recorded {
            event: EventId::new("$r"),
            at: NOW,
            by: PersonId::new("x"),
            what: Some(What::Told {
                ticket: TicketId::new("id"),
                news: News::Opened { text: "a secret plan".into() },
                permit: None,
            }),
        };
        let facts = Facts {
            standing: self.standing(),
            owner: if self.actor() == "cara" { Standing::NotAsked } else { owner },
            named: if self.act.ends_with(" dora") { Named::Adviser(PersonId::new("dora")) } else { Named::NotAsked },
            is_renewed: self.act.ends_with("confirm dora"),
            is_desk: self.place == "desk",
            // Given though nobody should have asked: nothing of it may show to whoever is not confirmed.
            tickets: vec![overview],
            record: vec![recorded],
            on_duty: vec![PersonId::new("secret-duty")],
            ..Facts::default()
        };
        let on_reply_to = ["reacts", "ticks"].contains(&self.act).then(|| EventId::new("$card"));
        let abilities = Abilities::text_only(Size::Bytes(16_000));
        Given { facts, on_reply_to, target_handled: self.is_own, ..Given::alone(NOW, abilities) }
    }

    /// Whether the rules let this act leave something for the other side, and what: the kind of news.
    fn may_tell(&self) -> Option<&'static str> {
        let is_confirmed = matches!(self.standing(), Standing::Confirmed(_));
        if self.place != "thread" || !is_confirmed {
            return None;
        }
        // Whoever has it; and whoever may take it from somebody who is no adviser any more.
        let owns = self.state != State::New && self.actor() == "cara";
        let is_free = self.state == State::New || !owns && self.owner == "none any more";
        let under_way = !matches!(self.state, State::New | State::Closed);
        match self.act {
            "!claim" | "/desk claim" | "presses" | "reacts" => {
                (is_free && self.state != State::Closed).then_some("taken")
            }
            "!transfer dora" if self.state == State::New => Some("taken"),
            "!transfer dora" => (owns && under_way).then_some("passed"),
            "!reply Words of an adviser"
            | "/desk reply Words of an adviser"
            | "Words of an adviser"
            | "!snippet tell-more" => (owns && under_way).then_some("wrote"),
            "!waiting" => (owns && matches!(self.state, State::Open | State::Resolved)).then_some("waits"),
            "!resolve" | "ticks" => (owns && matches!(self.state, State::Open | State::Waiting)).then_some("resolved"),
            "!close" | "!close Words of an adviser" | "/desk close Words of an adviser" => {
                (owns && under_way).then_some("closed")
            }
            "!reopen" => (self.state == State::Closed).then_some("reopened"),
            "edits a reply" => self.is_own.then_some("changed"),
            "deletes" => self.is_own.then_some("took_back"),
            _ => None,
        }
    }
}

/// Every cell, and none of them wrong.
#[test]
fn every_act_by_everybody_everywhere_is_allowed_or_not_as_the_rules_say() {
    let handbook = handbook();
    let (mut cells, mut told) = (0, 0);
    for act in ACTS {
        for who in WHO {
            for place in PLACES {
                for owner in OWNERS {
                    for (state, is_own) in State::ALL.into_iter().flat_map(|state| [(state, true), (state, false)]) {
                        let cell = Cell { act, who, place, owner, state, is_own };
                        let name = format!("{act} by {who} in {place}, owner {owner}, {state:?}, own {is_own}");
                        told += usize::from(check(&cell, &handbook, &name));
                        cells += 1;
                    }
                }
            }
        }
    }
    assert_eq!(cells, ACTS.len() * WHO.len() * PLACES.len() * OWNERS.len() * 10);
    // The table would hold if nothing were ever allowed.
    assert!(told > 200, "{told} of {cells}");
}

fn check(cell: &Cell, handbook: &Handbook, name: &str) -> bool {
    let (before, incoming, given) = (cell.conversation(), cell.incoming(), cell.given());
    let asked = needs(&before, &incoming, cell.place == "desk");
    let after = advance(before.clone(), &incoming, handbook, &given);
    let is_confirmed = matches!(cell.standing(), Standing::Confirmed(_));
    // Whatever an adviser does is asked about; in other places nobody is one.
    if cell.place == "thread" {
        assert!(asked.standing, "{name}: the network is not asked");
    } else if cell.place != "desk" {
        assert!(!asked.standing, "{name}");
    }
    let (mut news, mut confirmed) = (Vec::new(), 0);
    for effect in &after.effects {
        match effect {
            Effect::Tell { ticket, news: told, permit: by } => {
                assert_eq!(ticket.as_str(), "id", "{name}: of another ticket");
                // A person tells the other side of their own ticket, with nobody's permit.
                if cell.place == "chat" {
                    assert_eq!(*by, None, "{name}");
                    continue;
                }
                assert_eq!(by.as_ref(), Some(&permit(cell.actor())), "{name}: in another's name");
                news.push(told.word());
            }
            Effect::SetDuty { adviser, .. } => {
                assert!(is_confirmed && matches!(cell.place, "thread" | "desk"), "{name}");
                assert_eq!(adviser.as_str(), cell.actor(), "{name}: for somebody else");
            }
            Effect::ConfirmIdentity { adviser } => {
                assert!(is_confirmed && matches!(cell.place, "thread" | "desk"), "{name}");
                assert!(cell.act.ends_with("confirm dora") && adviser.as_str() == "dora", "{name}");
                confirmed += 1;
            }
            Effect::Say { message, .. } | Effect::SayDirectly { message, .. } => {
                let shown = format!("{message:?}");
                let secrets = ["a secret plan", "a secret topic", "secret-duty"];
                assert!(
                    is_confirmed && matches!(cell.place, "thread" | "desk")
                        || !secrets.iter().any(|secret| shown.contains(secret)),
                    "{name}: {shown}"
                );
            }
            Effect::OpenTicket { .. }
            | Effect::OpenThread { .. }
            | Effect::Carry { .. }
            | Effect::Amend { .. }
            | Effect::TakeOver { .. } => {
                panic!("{name}: {effect:?}");
            }
            _ => {}
        }
    }
    let may_tell = match cell.may_tell() {
        // What was agreed goes by itself.
        Some("closed") if cell.act.contains("Words") => vec!["agreed", "closed"],
        may_tell => Vec::from_iter(may_tell),
    };
    assert_eq!(news, may_tell, "{name}");
    // Nobody for themselves: it is dora's account that is in doubt.
    let may_confirm = is_confirmed && matches!(cell.place, "thread" | "desk") && cell.actor() != "dora";
    assert_eq!(confirmed == 1, may_confirm && cell.act.ends_with("confirm dora"), "{name}");
    // Without the network's word a ticket changes in one way alone: it goes back when its owner is none any more.
    if !is_confirmed && cell.place == "thread" && after.conversation != before {
        let Some(Side::Advisers(now)) = &after.conversation.ticket else { panic!("{name}") };
        let given_back = cell.who == "no adviser" && now.state == State::New && now.owner.is_none();
        assert!(given_back, "{name}: {now:?}");
    }
    !news.is_empty()
}

/// A desk with advisers, a person's ticket in it, and the thread of that.
pub async fn desk_with_ticket(network: TestNetwork, persons: usize) -> (Desk, Vec<Seat>) {
    let mut desk = Desk::over(Arc::new(handbook()), network, Vec::new()).await;
    for number in 0..persons {
        let person = format!("person-{number}");
        let seat = Seat { room: format!("direct-{person}"), person, thread: None, privacy: Privacy::Direct };
        // Another second draws another number.
        desk.advance_clock(1_000);
        for words in ["!ticket", "We plan a visit to a partner's lab.", "send"] {
            desk.happen(&seat, What::Said { text: words.into(), addressed: true }).await;
            desk.settle().await;
        }
    }
    let world = desk.network.world.lock().unwrap();
    let heads = world.sent.iter().filter(|sent| sent.to.room.as_str() == "advisers");
    let thread = |head: &crate::support::test_network::Sent| Seat {
        person: String::new(),
        room: "advisers".into(),
        thread: Some(head.id.to_string()),
        privacy: Privacy::Shared,
    };
    let threads: Vec<Seat> = heads.map(thread).collect();
    drop(world);
    assert_eq!(threads.len(), persons);
    (desk, threads)
}

pub fn by(person: &str, thread: &Seat) -> Seat {
    Seat { person: person.to_owned(), ..thread.clone() }
}

pub fn said(words: &str) -> What {
    What::Said { text: words.into(), addressed: true }
}

/// Removed before the first question to the network, before the second, and so on to beyond the last: no word leaves that the network
/// did not answer for just before.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_adviser_who_is_removed_at_any_step_says_nothing_after_it() {
    let (mut left, mut kept, mut answers) = (0, 0, 0);
    for at in 0..12 {
        let network = TestNetwork::default();
        network.world.lock().unwrap().advisers.insert("cara".into());
        let (mut desk, threads) = desk_with_ticket(network, 1).await;
        let cara = by("cara", &threads[0]);
        {
            let mut world = desk.network.world.lock().unwrap();
            (world.steps, world.removed_at) = (0, Some((at, "cara".to_owned())));
        }
        for words in ["!claim", "First words of an adviser", "!snippet tell-more", "!close Last words of an adviser"] {
            desk.happen(&cara, said(words)).await;
            desk.settle().await;
        }
        let (log, steps, is_out) = {
            let world = desk.network.world.lock().unwrap();
            (world.log.clone(), world.steps, !world.advisers.contains("cara"))
        };
        let mut removed = false;
        for step in &log {
            removed |= step == "removed";
            let is_of_adviser = step.starts_with("says") && step.contains("Adviser, ticket");
            left += usize::from(is_of_adviser);
            // The answer stands right before the words; a removal in between is one that nobody can see.
            assert!(!(is_of_adviser && removed), "at {at}: {log:#?}");
        }
        kept += usize::from(log.iter().any(|step| step == "removed"));
        answers = answers.max(steps);
        assert!(is_out || at >= steps, "at {at}: {steps} steps");
        desk.stop().await;
    }
    assert!(kept >= 7, "removed before each of the questions: {kept}");
    assert!(answers < 12 && left > answers, "words left {left} times, {answers} questions");
}

/// Advisers who claim at once: each ticket has one owner, and everybody else is told who.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_thousand_racing_claims_each_ticket_has_one_winner() {
    const TICKETS: usize = 40;
    const ADVISERS: usize = 25;
    let network = TestNetwork::default();
    let names: Vec<String> = (0..ADVISERS).map(|number| format!("adviser-{number:02}")).collect();
    network.world.lock().unwrap().advisers.extend(names.iter().cloned());
    let (desk, threads) = desk_with_ticket(network, TICKETS).await;
    let before = desk.network.world.lock().unwrap().sent.len();
    let engine = desk.engine().clone();
    let mut racing = tokio::task::JoinSet::new();
    for (place, name) in names.iter().enumerate() {
        let (engine, desk_network, threads, name) =
            (engine.clone(), NetworkName::new("test"), threads.clone(), name.clone());
        racing.spawn(async move {
            // Each begins elsewhere, so that every ticket is raced for by all.
            for turn in 0..TICKETS {
                let number = (turn + place * 7) % TICKETS;
                let seat = &threads[number];
                let incoming = Incoming {
                    event: EventId::new(format!("$claim-{name}-{number}")),
                    place: Place {
                        network: desk_network.clone(),
                        room: RoomId::new(&seat.room),
                        thread: seat.thread.as_ref().map(ThreadId::new),
                        privacy: Privacy::Shared,
                    },
                    sender: PersonId::new(&name),
                    at: NOW,
                    what: said("!claim"),
                    handle: None,
                };
                use fairway::chat::{Arrived, Intake};
                engine.take_in(vec![Arrived { incoming, once: None }], None).await.unwrap();
            }
        });
    }
    racing.join_all().await;
    desk.settle().await;
    let world = desk.network.world.lock().unwrap();
    let mut winners: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut losers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for sent in world.sent[before..].iter().filter(|sent| sent.to.room.as_str() == "advisers") {
        let thread = sent.to.thread.as_ref().unwrap().to_string();
        let words = &sent.message.markdown;
        let who = words.split(' ').next().unwrap().replace('\\', "");
        if words.contains("has this ticket. The person") {
            winners.entry(thread).or_default().push(who);
        } else if words.contains("has this ticket already") {
            losers.entry(thread).or_default().push(who);
        } else {
            panic!("{words}");
        }
    }
    assert_eq!(winners.len(), TICKETS);
    for (thread, winner) in &winners {
        assert_eq!(winner.len(), 1, "{thread}: {winner:?}");
        let told = &losers[thread];
        assert_eq!(told.len(), ADVISERS - 1);
        assert!(told.iter().all(|named| *named == winner[0]), "everybody is told who: {winner:?} {told:?}");
    }
    let different: std::collections::BTreeSet<_> = winners.values().flatten().collect();
    assert!(different.len() > 1, "it was no race: {different:?}");
    let persons = world.sent[before..].iter().filter(|sent| sent.message.markdown.contains("An adviser has taken"));
    assert_eq!(persons.count(), TICKETS, "each person is told once");
    assert_eq!(world.mood, Mood::Well);
}

/// Fifty within an hour, whoever brings them: many accounts guess no more than one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_phrases_few_are_looked_at_for_all_people_together() {
    let (mut desk, _) = desk_with_ticket(TestNetwork::default(), 1).await;
    for person in 0..11 {
        let person = format!("guesser-{person}");
        let seat = Seat { room: format!("direct-{person}"), person, thread: None, privacy: Privacy::Direct };
        for guess in 0..5 {
            desk.happen(&seat, said(&format!("resume X85-BXMC-00000-00000-00000-00000-0000{guess}"))).await;
        }
        desk.settle().await;
    }
    let world = desk.network.world.lock().unwrap();
    let heard = |words: &str| world.sent.iter().filter(|sent| sent.message.markdown.contains(words)).count();
    assert_eq!((heard("No ticket has this phrase"), heard("too many phrases")), (50, 5));
}
