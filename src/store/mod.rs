//! All that is kept, and all the SQL there is.
//!
//! Reading order: what a row holds (`migrations/`), how a message comes in (`inbox`), what a turn reads and writes
//! (`turn`, `outbox`, `timers`), how delivery empties the outbox (`delivery`), and what the operator asks for
//! (`operate`, `misses`, `backup`). Below them: the one task that writes (`writer`), sealing (`seal`, `keys`, `wire`), and the two
//! databases (`dialect`, `files`, `migrate`).

mod backup;
mod conversations;
mod delivery;
mod dialect;
mod error;
mod files;
mod identities;
mod inbox;
mod keys;
mod look;
mod migrate;
mod misses;
mod open;
mod operate;
mod outbox;
mod passages;
mod paused;
mod reports;
mod rows;
mod seal;
mod tickets;
mod timers;
mod turn;
mod wire;
mod writer;

use std::fmt;
use std::sync::Arc;

use domain::ids::ConversationId;
use sqlx::AnyPool;

pub use delivery::Delivery;
pub use error::StoreError;
pub use identities::IdentityDraft;
pub use misses::{MissDraft, Misses, OpinionCount};
pub use open::StoreOptions;
pub use operate::Counts;
pub use outbox::{Carried, FILES_FROM, OutboxDraft};
pub use paused::PausedDraft;
pub use seal::OperatorKey;
pub use tickets::{Numbered, TakeOverDraft, TellDraft, TicketDraft};
pub use turn::{Commit, Committed, Outcome, Turn};

use domain::message::{Arrived, Cursor, Deed, Outgoing};

/// The number of an inbox row. Rows of one program rise in the order in which they were taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Seq(pub i64);

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An inbox row that waits for its turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    pub seq: Seq,
    pub conversation: ConversationId,
}

/// The store. Cheap to clone; all clones are one.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    writer: writer::Writer,
    readers: AnyPool,
    keys: Arc<keys::Keys>,
    address: dialect::Address,
}

impl Store {
    /// Finishes what was handed in, folds the write-ahead log in and lets go of the files. Every clone then answers
    /// `Closed`. Nothing depends on its being called: a start after a kill finds the same.
    pub async fn close(self) -> Result<(), StoreError> {
        self.inner.readers.close().await;
        self.inner.writer.stop().await
    }

    /// Returns when nothing more is written: after `close`, or after a failure of the disk. The application ends then.
    pub async fn ended(&self) {
        self.inner.writer.ended().await;
    }
}
