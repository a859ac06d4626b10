//! The two sides of a ticket in the store: each finds the other, hears what it is told once, and a thread is known from where it
//! stands.

use std::collections::BTreeSet;

use domain::conversation::{Conversation, Side, told};
use domain::ids::{ConversationId, EventId, RoomId, ThreadId};
use domain::language::Language;
use domain::message::{Fate, Message, Place, Privacy, What};
use domain::ticket::parcel::{Line, Parcel};
use domain::ticket::{Link, News, Number, Permit, Priority, State, Ticket, TicketId};
use fairway::chat::{Deed, Sent};
use fairway::store::{Carried, Commit, Committed, OutboxDraft, Store, TakeOverDraft, TellDraft, TicketDraft};

use super::given::*;
use crate::support::home::on_both;

fn number(of: &str) -> Number {
    Number::from_chance(of.bytes().fold(0_u128, |sum, byte| sum.wrapping_mul(257).wrapping_add(u128::from(byte))))
}

fn link(id: &str) -> Link {
    Link { id: TicketId::new(id), number: number(id), is_over: false, has_moved: false, handed: Vec::new() }
}

fn ticket_draft(id: &str) -> TicketDraft {
    let ticket = Ticket {
        id: TicketId::new(id),
        number: number(id),
        state: State::New,
        owner: None,
        priority: Priority::Normal,
        topic: None,
        language: Language::En,
        opened_at: NOW,
        parcel: Parcel::of([
            Line::said("a plan", EventId::new("$plan")),
            Line::quoted("asked: why", EventId::new("$why")),
        ]),
    };
    let side = Some(Side::Advisers(Box::new(ticket)));
    TicketDraft {
        id: TicketId::new(id),
        number: number(id),
        advisers: Conversation { introduced: true, ticket: side, ..Conversation::new(thread_of(id)) },
        network: network(),
        room: RoomId::new("!advisers"),
        phrase_hash: format!("hash of {id}"),
    }
}

fn thread_of(id: &str) -> ConversationId {
    ConversationId::new(format!("ticket-{id}"))
}

fn wrote(ticket: &str, said: &str, text: &str) -> TellDraft {
    TellDraft {
        ticket: TicketId::new(ticket),
        news: News::Wrote { said: EventId::new(said), text: text.to_owned(), attachments: Vec::new() },
        permit: None,
    }
}

fn news(ticket: &str, news: News) -> TellDraft {
    TellDraft { ticket: TicketId::new(ticket), news, permit: None }
}

fn told_of(ticket: &str, news: News, permit: Option<Permit>) -> What {
    What::Told { ticket: TicketId::new(ticket), news, permit }
}

/// Opens a ticket and tells its first words.
pub async fn open(store: &Store, name: &str, id: &str) {
    turn_of(store, name, &format!("{id}-opens"), said("send"), |commit| {
        commit.opens = Some(ticket_draft(id));
        commit.conversation.ticket = Some(Side::Person(vec![link(id)]));
        commit.tells = vec![wrote(id, &format!("{id}-words"), "words of the person")];
    })
    .await;
}

/// Who was in `name` goes on in `to`, as long as the phrase is the one that the ticket was opened with.
pub async fn take_over(store: &Store, to: &str, id: &str) {
    turn_of(store, to, &format!("{id}-moves"), said("resume"), |commit| {
        let (phrase_hash, phrase_was) = (format!("next of {id}"), format!("hash of {id}"));
        commit.takes_over = Some(TakeOverDraft { ticket: TicketId::new(id), phrase_hash, phrase_was });
        commit.conversation.ticket = Some(Side::Person(vec![link(id)]));
        commit.tells = vec![news(id, News::CameBack)];
    })
    .await;
}

/// After a kill: a ticket that was opened for certain is there, and its other side has heard of it once.
pub async fn look_after(store: &Store, confirmed: &BTreeSet<String>, events: &[String]) -> Result<(), String> {
    for id in confirmed.iter().filter_map(|line| line.strip_prefix("ticket ")) {
        let advisers = store.conversation_kept(&thread_of(id)).await.map_err(|error| error.to_string())?;
        if !advisers.is_some_and(|kept| matches!(kept.ticket, Some(Side::Advisers(_)))) {
            return Err(format!("a ticket is lost: {id}"));
        }
        let heard = events.iter().filter(|event| **event == format!("told:{id}:{id}-words")).count();
        if heard != 1 {
            return Err(format!("the other side heard {heard} times of {id}"));
        }
    }
    for id in confirmed.iter().filter_map(|line| line.strip_prefix("moved ")) {
        let found = store.ticket_numbered(&number(id)).await.map_err(|error| error.to_string())?;
        let is_moved = found.is_some_and(|found| found.phrase_hash == Some(format!("next of {id}")));
        let told = |end: &str| events.iter().filter(|event| **event == format!("told:{id}:{id}-moves{end}")).count();
        if !is_moved || (told("#moved"), told("#came_back-0")) != (1, 1) {
            return Err(format!(
                "{id} goes on elsewhere and somebody does not know: {is_moved}, {}, {}",
                told("#moved"),
                told("#came_back-0")
            ));
        }
    }
    Ok(())
}

async fn pending(store: &Store, of: &ConversationId) -> Vec<fairway::store::Turn> {
    let mut turns = Vec::new();
    for waiting in store.left_over().await.unwrap().into_iter().filter(|pending| pending.conversation == *of) {
        turns.extend(begin(store, waiting.seq).await);
    }
    turns
}

fn carried(key: &str, source: &str, text: &str, carried: Carried) -> OutboxDraft {
    let message = Some(Message { markdown: text.to_owned(), ..Message::default() });
    OutboxDraft { message, carried, ..draft(key, source, "") }
}

on_both! {
    async fn each_side_finds_the_other_and_hears_it_once(home) {
        let store = home.open().await;
        open(&store, "ada", "t1").await;
        let thread = thread_of("t1");
        let turns = pending(&store, &thread).await;
        let heard = told_of("t1", wrote("t1", "t1-words", "words of the person").news, None);
        assert_eq!(turns.iter().map(|turn| &turn.incoming.what).collect::<Vec<_>>(), [&heard]);
        assert_eq!(turns[0].incoming.event, told(&TicketId::new("t1"), &EventId::new("t1-words")));
        assert_eq!(turns[0].incoming.place.room, RoomId::new("!advisers"));
        // And back, in the name of an adviser.
        let permit = Permit { network: network(), room: RoomId::new("!advisers"), person: person("cara"), name: None };
        let answer = TellDraft { permit: Some(permit.clone()), ..wrote("t1", "$reply", "words of an adviser") };
        let commit = Commit { tells: vec![answer.clone(), answer], ..plain(&turns[0]) };
        let (committed, told) = store.commit_and_tell(commit).await.unwrap();
        assert_eq!((committed, told.len(), &told[0].conversation), (Committed::Done, 1, &talk("ada")), "the same words count once");
        let back = begin(&store, told[0].seq).await.unwrap();
        let heard = told_of("t1", wrote("t1", "$reply", "words of an adviser").news, Some(permit));
        assert_eq!((back.incoming.what, back.incoming.place.room, back.incoming.sender), (heard, RoomId::new("!room"), person("ada")));
        store.close().await.unwrap();
    }

    async fn a_ticket_goes_on_elsewhere_once_for_each_phrase(home) {
        let store = home.open().await;
        open(&store, "ada", "t1").await;
        let found = store.ticket_numbered(&number("t1")).await.unwrap().unwrap();
        assert_eq!((found.person, found.phrase_hash.as_deref()), (talk("ada"), Some("hash of t1")));
        let thread = pending(&store, &thread_of("t1")).await.remove(0);
        let (_, told) = store.commit_and_tell(Commit { tells: vec![wrote("t1", "$before", "words")], ..plain(&thread) }).await.unwrap();
        assert_eq!(told[0].conversation, talk("ada"));
        // Two bring the same phrase at once: both were looked at, and one comes first.
        let mut turns = Vec::new();
        for name in ["bob", "eve"] {
            let seq = take_one(&store, name, &format!("${name}"), said("resume")).await.unwrap();
            turns.push(begin(&store, seq).await.unwrap());
        }
        let commit = |turn| {
            let (phrase_hash, phrase_was) = ("next".to_owned(), "hash of t1".to_owned());
            let takes_over = Some(TakeOverDraft { ticket: TicketId::new("t1"), phrase_hash, phrase_was });
            let mut commit = Commit { takes_over, ..plain(turn) };
            commit.conversation.ticket = Some(Side::Person(vec![link("t1")]));
            commit.tells = vec![news("t1", News::CameBack)];
            commit
        };
        let (done, told) = store.commit_and_tell(commit(&turns[0])).await.unwrap();
        assert_eq!((done, &told[0].conversation, &told[1].conversation), (Committed::Done, &talk("ada"), &thread_of("t1")));
        let moved = begin(&store, told[0].seq).await.unwrap();
        assert_eq!(moved.incoming.what, told_of("t1", News::MovedAway, None));
        assert_eq!(store.commit(commit(&turns[1])).await.unwrap(), Committed::Stale);
        assert_eq!(store.ticket_numbered(&number("t1")).await.unwrap().unwrap().person, talk("bob"));
        // What advisers tell goes where the person is now; what they take back, where it was heard.
        let thread = pending(&store, &thread_of("t1")).await.remove(0);
        let takes_back = news("t1", News::TookBack { said: EventId::new("$before") });
        let tells = vec![wrote("t1", "$reply", "words of an adviser"), takes_back];
        let (_, told) = store.commit_and_tell(Commit { tells, ..plain(&thread) }).await.unwrap();
        assert_eq!([&told[0].conversation, &told[1].conversation], [&talk("bob"), &talk("ada")]);
        let heard = async |name: &str, ticket: &str, said: &str| {
            store.has_heard(&talk(name), &TicketId::new(ticket), &EventId::new(said)).await.unwrap()
        };
        assert!(heard("bob", "t1", "$reply").await && heard("ada", "t1", "$before").await);
        assert!(!heard("ada", "t1", "$reply").await && !heard("bob", "t2", "$reply").await);
        let numbers = async |name: &str| store.tickets_of(&network(), &person(name)).await.unwrap().len();
        assert_eq!((numbers("ada").await, numbers("bob").await, numbers("eve").await), (0, 1, 0));
        store.close().await.unwrap();
    }

    async fn open_tickets_are_listed_until_they_are_over_and_go_with_their_words(home) {
        let store = home.open().await;
        open(&store, "ada", "t1").await;
        open(&store, "bob", "t2").await;
        assert_eq!(store.open_tickets().await.unwrap().len(), 2);
        let turn = pending(&store, &thread_of("t1")).await.remove(0);
        let mut commit = plain(&turn);
        if let Some(Side::Advisers(ticket)) = &mut commit.conversation.ticket {
            ticket.state = State::Closed;
        }
        assert_eq!(store.commit(commit).await.unwrap(), Committed::Done);
        let open = store.open_tickets().await.unwrap();
        assert_eq!(open.iter().map(|(ticket, _)| ticket.id.as_str()).collect::<Vec<_>>(), ["t2"]);
        let record = store.record(&thread_of("t1")).await.unwrap();
        assert!(matches!(&record[0].what, Some(What::Told { news: News::Wrote { .. }, .. })), "{record:?}");
        store.erase(&thread_of("t2"), NOW).await.unwrap();
        assert!(store.ticket_numbered(&number("t2")).await.unwrap().is_none());
        assert!(store.open_tickets().await.unwrap().is_empty());
        store.close().await.unwrap();
    }

    async fn who_is_on_duty_is_known_by_room(home) {
        let store = home.open().await;
        let set = async |event: &str, who: &str, is_on| {
            turn_of(&store, "cara", event, said("!duty"), |commit| commit.duty = vec![(person(who), is_on)]).await;
        };
        for (event, who, is_on) in [("$1", "cara", true), ("$2", "dora", true), ("$3", "cara", true), ("$4", "eve", false)] {
            set(event, who, is_on).await;
        }
        let at = |room: &str| Place { network: network(), room: RoomId::new(room), thread: None, privacy: Privacy::Shared };
        let mut on_duty = store.on_duty(&at("!room")).await.unwrap();
        on_duty.sort();
        assert_eq!(on_duty, [person("cara"), person("dora")]);
        set("$5", "cara", false).await;
        assert_eq!(store.on_duty(&at("!room")).await.unwrap(), [person("dora")]);
        assert!(store.on_duty(&at("!another")).await.unwrap().is_empty());
        store.close().await.unwrap();
    }

    async fn a_number_that_is_taken_is_drawn_again(home) {
        let store = home.open().await;
        open(&store, "ada", "t1").await;
        let seq = take_one(&store, "bob", "$2", said("send")).await.unwrap();
        let turn = begin(&store, seq).await.unwrap();
        let taken = TicketDraft { number: number("t1"), ..ticket_draft("t2") };
        let commit = |opens| Commit { opens: Some(opens), ..plain(&turn) };
        assert_eq!(store.commit(commit(taken)).await.unwrap(), Committed::Stale);
        assert_eq!(store.conversation_kept(&thread_of("t2")).await.unwrap(), None, "nothing of it is there");
        assert_eq!(store.commit(commit(ticket_draft("t2"))).await.unwrap(), Committed::Done);
        store.close().await.unwrap();
    }

    async fn a_thread_is_known_once_its_head_stands(home) {
        let store = home.open().await;
        open(&store, "ada", "t1").await;
        let turn = pending(&store, &thread_of("t1")).await.remove(0);
        let opens = Carried { opens: true, ..Carried::default() };
        let mut head = carried("head", "told:t1-words", "**Ticket**", opens);
        let mut next = carried("next", "told:t1-words", "below", Carried::default());
        for draft in [&mut head, &mut next] {
            (draft.to.room, draft.to.thread) = (RoomId::new("!advisers"), None);
        }
        let commit = Commit { says: vec![head, next], ..plain(&turn) };
        assert_eq!(store.commit(commit).await.unwrap(), Committed::Done);
        let place = |thread: &str| Place {
            network: network(),
            room: RoomId::new("!advisers"),
            thread: Some(ThreadId::new(thread)),
            privacy: Privacy::Shared,
        };
        assert_eq!(store.thread(&place("$head")).await.unwrap(), None);
        let claimed = store.claim(&[network()], NOW, LEASE_MS, 9).await.unwrap();
        assert!(matches!(claimed[0].outgoing.what, Deed::Open(_)), "{claimed:?}");
        assert!(store.is_opening_threads(&network(), &RoomId::new("!advisers")).await.unwrap());
        store.mark_sent(&claimed[0], &sent("$head"), NOW).await.unwrap();
        assert!(!store.is_opening_threads(&network(), &RoomId::new("!advisers")).await.unwrap());
        assert_eq!(store.thread(&place("$head")).await.unwrap(), Some(thread_of("t1")));
        let of = store.thread_of_message(&network(), &RoomId::new("!advisers"), &message_id("$head")).await.unwrap();
        assert_eq!(of, Some(thread_of("t1")));
        // What was written before the thread was known goes into it.
        let below = store.claim(&[network()], NOW, LEASE_MS, 9).await.unwrap();
        assert_eq!(below[0].outgoing.to.thread, Some(ThreadId::new("$head")));
        store.close().await.unwrap();
    }

    async fn without_its_head_nothing_of_a_ticket_has_a_place(home) {
        let store = home.open().await;
        open(&store, "ada", "t1").await;
        let turn = pending(&store, &thread_of("t1")).await.remove(0);
        let head = carried("head", "told:t1-words", "**Ticket**", Carried { opens: true, ..Carried::default() });
        let next = carried("next", "told:t1-words", "below", Carried { is_reported: true, ..Carried::default() });
        assert_eq!(store.commit(Commit { says: vec![head, next], ..plain(&turn) }).await.unwrap(), Committed::Done);
        let head = store.claim(&[network()], NOW, LEASE_MS, 9).await.unwrap().remove(0);
        assert!(!head.has_no_place);
        assert!(store.give_up(&head, Fate::Refused, NOW).await.unwrap().is_some(), "its conversation is told");
        let next = store.claim(&[network()], NOW, LEASE_MS, 9).await.unwrap().remove(0);
        assert!(next.has_no_place, "it would stand in the advisers' room, outside of any thread: {next:?}");
        assert!(store.give_up(&next, Fate::Refused, NOW).await.unwrap().is_some());
        store.close().await.unwrap();
    }

    async fn carried_words_are_reported_and_changed_where_they_stand(home) {
        let store = home.open().await;
        let permit = Permit { network: network(), room: RoomId::new("!advisers"), person: person("cara"), name: None };
        let reported = Carried { is_reported: true, permit: Some(permit.clone()), ..Carried::default() };
        turn_of(&store, "ada", "$1", said("x"), |commit| commit.says = vec![carried("k1", "told:$a", "first", reported.clone())]).await;
        let amend = |key: &str, part, text: &str| OutboxDraft { part, ..carried(key, "told:$a", text, Carried::default()) };
        turn_of(&store, "ada", "$2", said("x"), |commit| commit.amends = vec![vec![amend("k2", 0, "second"), amend("k3", 1, "and more")]]).await;
        turn_of(&store, "ada", "$3", said("x"), |commit| commit.amends = vec![vec![OutboxDraft { source: EventId::new("told:$never"), ..amend("k4", 0, "of nothing") }]]).await;
        let first = store.claim(&[network()], NOW, LEASE_MS, 9).await.unwrap().remove(0);
        assert_eq!(first.permit, Some(permit));
        let (marked, told) = store.mark_and_report(&first, &sent("$m"), NOW).await.unwrap();
        let report = begin(&store, told.unwrap().seq).await.unwrap();
        assert!(marked && matches!(report.incoming.what, What::Reported { fate: Fate::Arrived, .. }), "{report:?}");
        assert_eq!(report.reacted_to, Some(EventId::new("told:$a")));
        let mut done = Vec::new();
        while let Some(next) = store.claim(&[network()], NOW, LEASE_MS, 1).await.unwrap().pop() {
            store.mark_sent(&next, &sent(&format!("${}", next.outgoing.key)), NOW).await.unwrap();
            done.push(next.outgoing.what);
        }
        let words = |text: &str| Message { markdown: text.to_owned(), ..Message::default() };
        assert_eq!(done, [Deed::Amend { target: message_id("$m"), message: words("second") }, Deed::Say(words("and more"))]);
        store.close().await.unwrap();
    }
}

fn message_id(id: &str) -> domain::ids::MessageId {
    domain::ids::MessageId::new(id)
}

fn sent(id: &str) -> Sent {
    message_id(id).into()
}
