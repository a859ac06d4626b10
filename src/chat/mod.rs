//! The seam to chat networks: all that the application knows of one.
//!
//! A connector listens and sends. It renders and translates, mints and parses its network's ids, and decides nothing.

pub mod console;
#[cfg(feature = "matrix")]
pub mod matrix;
pub mod typing;

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use domain::ids::{EventId, MessageId, NetworkName, RoomId};
use domain::message::{Abilities, Destination};

// What goes through the seam is plain data of the domain, so that the store can hold it and know no network.
pub use domain::message::{Arrived, Cursor, Deed, Outgoing};
use tokio_util::sync::CancellationToken;

/// What a chat network must be able to do.
#[async_trait]
pub trait Connector: Send + Sync {
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
    /// For a `Withdraw` the id returned is that of the network's own record of it.
    async fn send(&self, outgoing: &Outgoing) -> Result<MessageId, SendError>;

    /// Looks in the room's history, back to `outgoing.first_tried_at`, for what an earlier try may have left there.
    /// `Ok(None)` is said only when the history was read and does not hold it.
    async fn find(&self, outgoing: &Outgoing) -> Result<Option<MessageId>, SendError>;

    /// Shows, or stops showing, that a reply is being prepared. Best effort: a failure changes nothing.
    async fn show_typing(&self, to: &Destination, on: bool);

    /// Whether the network is being heard right now; for `/readyz`.
    fn is_connected(&self) -> bool;
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
    /// Certainly not done, and never will be: the room is gone, the bot was shown out or may not speak.
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

    /// Events taken in as `Unreadable` in the last day that have not been read since: worth another try when keys come.
    async fn unreadable(&self, network: &NetworkName) -> Result<Vec<(RoomId, EventId)>, IntakeError>;
}

/// The store did not take it. The connector waits and tries again.
#[derive(Debug, thiserror::Error)]
#[error("not taken in: {0}")]
pub struct IntakeError(pub String);
