//! The seam to chat networks: all that the application knows of one.
//!
//! A connector listens and sends. It renders and translates, mints and parses its network's ids, and decides nothing.

pub mod console;
#[cfg(feature = "discord")]
pub mod discord;
#[cfg(feature = "matrix")]
pub mod matrix;
#[cfg(all(test, any(feature = "discord", feature = "matrix")))]
mod read_back;
pub mod typing;

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use domain::ids::{EventId, NetworkName, PersonId, RoomId};
use domain::language::Language;
use domain::message::{Abilities, Attachment, Destination, Notice};

// What goes through the seam is plain data of the domain, so that the store can hold it and know no network.
pub use domain::message::{Arrived, Cursor, Deed, Outgoing, Sent};
use tokio_util::sync::CancellationToken;

pub use crate::authority::{Is, Verify};

/// What a chat network must be able to do.
#[async_trait]
pub trait Connector: Verify + Send + Sync {
    /// The network's name as it appears in config, ids and logs.
    fn network(&self) -> NetworkName;

    /// What the network can show. Data, so that the core may look and never has to call.
    fn abilities(&self) -> Abilities;

    /// For how long the network drops a repeated key, in milliseconds from the first try. An ambiguous send older than
    /// this is looked up with `find` before it is repeated.
    fn key_lifetime_ms(&self) -> i64;

    /// Hands what happens to `intake` until `stop`. Reconnecting is the connector's own business; it returns early only
    /// with an error that a person must mend. At start, after every gap and once an hour it reads each room back to its
    /// cursor, so that the network is the log and nothing depends on what an SDK remembers.
    async fn listen(&self, intake: Arc<dyn Intake>, stop: CancellationToken) -> Result<(), ListenError>;

    /// Carries out one delivery. `outgoing.key` is the same on every retry, so that the network drops a repeat.
    /// For a `Withdraw` the id returned is that of the network's own record of it. What is for the person directly goes
    /// into the direct chat with them, which is opened if there is none; a retry finds the one that an earlier try opened.
    async fn send(&self, outgoing: &Outgoing) -> Result<Sent, SendError>;

    /// Looks in the room's history, back to `outgoing.first_tried_at`, for what an earlier try may have left there.
    /// `Ok(None)` is said only when the history was read and does not hold it.
    async fn find(&self, outgoing: &Outgoing) -> Result<Option<Sent>, SendError>;

    /// Brings what an attachment's handle stands for, at most so many bytes of it. `Refused`: it is gone, or larger.
    async fn bring(&self, _attachment: &Attachment, _most: u64) -> Result<Vec<u8>, SendError> {
        Err(SendError::Refused { why: "nothing is attached on this network".to_owned() })
    }

    /// Shows, or stops showing, that a reply is being prepared. Best effort: a failure changes nothing.
    async fn show_typing(&self, to: &Destination, on: bool);

    /// Whether the network is being heard right now; for `/readyz`.
    fn is_connected(&self) -> bool;

    /// Events that the connector should have understood and could not, since the start; for `/metrics`.
    fn not_understood(&self) -> u64 {
        0
    }
}

/// A password, token or recovery key that a connector's settings hold. It never prints and is wiped when dropped.
#[derive(Clone)]
pub struct Secret(zeroize::Zeroizing<String>);

impl Secret {
    pub fn new(value: impl Into<String>) -> Self {
        Self(zeroize::Zeroizing::new(value.into()))
    }

    /// The secret itself: the only way out.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// Why a send did not plainly succeed. The words are for the operator's log and never hold what people wrote.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Certainly not done; worth repeating, not before `after_ms` where the network says so.
    #[error("not sent: {why}")]
    NotSent { after_ms: Option<u64>, why: String },
    /// Certainly not done: it is for the person alone, and they take no direct messages.
    #[error("unreachable")]
    Unreachable,
    /// Certainly not done, and never will be: the room is gone, nobody else is in it, the bot was shown out or may not speak.
    #[error("refused: {why}")]
    Refused { why: String },
    /// It may have been done: a time-out, a reset, a server error after the request was written.
    #[error("unclear: {why}")]
    Ambiguous { why: String },
}

/// Why listening ended for good. Says what is wrong and what the operator can do.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ListenError(pub String);

/// Where connectors hand in what happened. The engine implements it; a connector never sees the store.
#[async_trait]
pub trait Intake: Send + Sync {
    /// Takes in events of one room, oldest first, and moves the room's cursor, in one transaction. When it returns `Ok`
    /// all is durable; what was seen before is passed over. On `Err` nothing was taken in: try again, do not go on.
    async fn take_in(&self, events: Vec<Arrived>, cursor: Option<Cursor>) -> Result<(), IntakeError>;

    /// The last event of the room that was taken in; `None` for a room never heard before.
    async fn cursor(&self, network: &NetworkName, room: &RoomId) -> Result<Option<EventId>, IntakeError>;

    /// Every room that was heard, with the last event that was taken in.
    async fn cursors(&self, network: &NetworkName) -> Result<Vec<(RoomId, EventId)>, IntakeError>;

    /// Whose event it is, where it was taken in: some networks tell that a message was deleted and not whose it was.
    async fn author(
        &self,
        network: &NetworkName,
        room: &RoomId,
        event: &EventId,
    ) -> Result<Option<PersonId>, IntakeError>;

    /// Says something in the room that the operator named; the same `key` twice counts once. Nothing where they named none.
    async fn tell_operator(&self, key: &str, notice: Notice) -> Result<(), IntakeError>;

    /// Events taken in as `Unreadable` in the last day that have not been read since: worth another try when keys come.
    async fn unreadable(&self, network: &NetworkName) -> Result<Vec<(RoomId, EventId)>, IntakeError>;
}

/// What a connector may look up beside a turn: no row is written and nothing waits.
pub trait LookUp: Send + Sync {
    /// Titles of entries that what was typed may mean, best first; some titles when nothing was typed yet.
    fn titles(&self, typed: &str, language: Option<Language>, most: usize) -> Vec<String>;

    /// The few words that a connector says by itself; `None`: the desk's own language.
    fn words(&self, phrase: Phrase, language: Option<Language>) -> String;
}

/// Words that belong to how a network shows things and not to a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phrase {
    /// In a list of choices from which nothing was taken yet.
    ChooseOne,
    /// In place of a reply to a command that was cut short before it was taken in.
    CutShort,
}

/// The store did not take it. The connector waits and tries again.
#[derive(Debug, thiserror::Error)]
#[error("not taken in: {0}")]
pub struct IntakeError(pub String);
