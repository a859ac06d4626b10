//! What the tests hand to the store.

use domain::conversation::Conversation;
use domain::ids::{
    ConversationId, DeliveryKey, EntryId, EventId, MessageId, NetworkName, PersonId, RoomId, SectionId, ThreadId,
    Timestamp,
};
use domain::language::Language;
use domain::message::{Attachment, Audience, Choice, Destination, Incoming, Message, Place, Privacy, Source, What};
use domain::misses::MissKind;
use fairway::chat::{Arrived, Cursor, Sent};
use fairway::store::{Carried, Commit, Committed, Delivery, MissDraft, OutboxDraft, Outcome, Seq, Store, Turn};

pub const NOW: Timestamp = Timestamp(1_795_000_000_000);
pub const LEASE_MS: i64 = 60_000;

pub fn at(ms: i64) -> Timestamp {
    NOW.plus_ms(ms)
}

pub fn network() -> NetworkName {
    NetworkName::new("matrix")
}

pub fn person(name: &str) -> PersonId {
    PersonId::new(format!("@{name}:example.org"))
}

/// The conversation of a person in the one room of these tests.
pub fn talk(name: &str) -> ConversationId {
    ConversationId::new(format!("matrix/!room/-/@{name}:example.org"))
}

pub fn place() -> Place {
    Place {
        network: network(),
        room: RoomId::new("!room"),
        thread: Some(ThreadId::new("$thread")),
        privacy: Privacy::Shared,
    }
}

pub fn incoming(name: &str, event: &str, what: What) -> Incoming {
    Incoming { event: EventId::new(event), place: place(), sender: person(name), at: at(-5), what, handle: None }
}

pub fn arrived(name: &str, event: &str, what: What) -> (ConversationId, Arrived) {
    (talk(name), Arrived { incoming: incoming(name, event, what), once: None })
}

pub fn said(text: &str) -> What {
    What::Said { text: text.to_owned(), addressed: true }
}

pub fn edited(target: &str, text: &str) -> What {
    What::Edited { target: EventId::new(target), text: text.to_owned() }
}

pub fn withdrew(target: &str) -> What {
    What::Withdrew { target: EventId::new(target) }
}

pub fn cursor(event: &str) -> Option<Cursor> {
    Some(Cursor { network: network(), room: RoomId::new("!room"), event: EventId::new(event) })
}

pub async fn take_one(store: &Store, name: &str, event: &str, what: What) -> Option<Seq> {
    store.take_in(vec![arrived(name, event, what)], None, NOW).await.unwrap()[0]
}

pub async fn begin(store: &Store, seq: Seq) -> Option<Turn> {
    store.begin_turn(seq, |_| Vec::new(), NOW).await.unwrap()
}

/// A turn that leaves nothing but its own end.
pub fn plain(turn: &Turn) -> Commit {
    Commit {
        seq: turn.seq,
        revision: turn.revision,
        outcome: Outcome::Handled,
        event: turn.incoming.event.clone(),
        place: turn.incoming.place.clone(),
        sender: turn.incoming.sender.clone(),
        conversation: turn.conversation.clone(),
        version: turn.version,
        says: Vec::new(),
        withdraw: Vec::new(),
        forget: Vec::new(),
        misses: Vec::new(),
        passages: Vec::new(),
        park: Vec::new(),
        opens: None,
        takes_over: None,
        duty: Vec::new(),
        identities: Vec::new(),
        tells: Vec::new(),
        amends: Vec::new(),
        take_up: Vec::new(),
        opinions: Vec::new(),
        wakes: Vec::new(),
        let_sleep: Vec::new(),
        spend: Vec::new(),
        now: NOW,
    }
}

pub fn message(text: &str) -> Message {
    Message {
        markdown: text.to_owned(),
        choices: vec![Choice::new(format!("choice-{text}"), format!("label {text}"))],
        sources: vec![Source {
            entry: EntryId::new("export-control"),
            section: SectionId::new("licences"),
            reviewed: "2026-11-01".to_owned(),
        }],
        files: Vec::new(),
        calls: vec![PersonId::new("@cara")],
        tag: Some("open".into()),
        attachments: vec![Attachment { network: network(), handle: format!("handle {text}"), size: 7 }],
    }
}

pub fn draft(key: &str, source: &str, text: &str) -> OutboxDraft {
    OutboxDraft {
        key: DeliveryKey::new(key),
        part: 0,
        to: Destination {
            network: network(),
            room: RoomId::new("!room"),
            thread: Some(ThreadId::new("$thread")),
            audience: Audience::AskerAlone,
            person: person("ada"),
            reply_to: Some(EventId::new(source)),
            handle: None,
        },
        source: EventId::new(source),
        message: Some(message(text)),
        carried: Carried::default(),
    }
}

/// Takes in a question and answers it with one message; the key is `key`, the source `event`.
pub async fn answer(store: &Store, name: &str, event: &str, key: &str, text: &str) {
    let seq = take_one(store, name, event, said(text)).await.unwrap();
    let turn = begin(store, seq).await.unwrap();
    let commit = Commit { says: vec![draft(key, event, text)], ..plain(&turn) };
    assert_eq!(store.commit(commit).await.unwrap(), Committed::Done);
}

/// Takes in an event and runs a turn of it that leaves what `change` adds.
pub async fn turn_of(store: &Store, name: &str, event: &str, what: What, change: impl FnOnce(&mut Commit)) {
    let seq = take_one(store, name, event, what).await.unwrap();
    let turn = begin(store, seq).await.unwrap();
    let mut commit = plain(&turn);
    change(&mut commit);
    assert_eq!(store.commit(commit).await.unwrap(), Committed::Done);
}

pub async fn next_due_ms(store: &Store, now: Timestamp) -> Option<i64> {
    store.next_due_ms(&[network()], now).await.unwrap()
}

pub async fn claim(store: &Store, now: Timestamp) -> Vec<Delivery> {
    store.claim(&[network()], now, LEASE_MS, 100).await.unwrap()
}

pub fn keys(deliveries: &[Delivery]) -> Vec<&str> {
    deliveries.iter().map(|delivery| delivery.outgoing.key.as_str()).collect()
}

/// A question that nothing answers, asked by the event.
pub fn missed(question: &str, language: Language, asked_by: &str) -> MissDraft {
    MissDraft { kind: MissKind::Unknown, question: question.into(), language, asked_by: EventId::new(asked_by) }
}

pub fn message_id(id: &str) -> MessageId {
    MessageId::new(id)
}

/// In the room where it was meant to stand.
pub fn sent(id: &str) -> Sent {
    message_id(id).into()
}

pub fn new_conversation(name: &str) -> Conversation {
    Conversation::new(talk(name))
}
