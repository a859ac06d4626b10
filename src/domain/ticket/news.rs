//! What the two sides of a ticket tell each other. There is no place and no person in it.

use crate::ids::EventId;
use crate::message::{Attachment, Fate};

/// One thing that the other side should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// To the advisers: a ticket was opened with this, word for word as it was agreed to.
    Opened { text: String },
    /// Words of a person, said in a message that the teller knows by `said`.
    Wrote { said: EventId, text: String, attachments: Vec<Attachment> },
    /// The words of that message are others now.
    Changed { said: EventId, text: String },
    /// That message was taken back.
    TookBack { said: EventId },
    /// The words of that message have arrived.
    Arrived { said: EventId },
    /// They have not, and will not.
    Lost { said: EventId, fate: Fate },
    /// To the person: an adviser has the ticket now.
    Taken,
    /// To the person: the adviser waits for their reply.
    Waits,
    /// To the person: it is held for answered.
    Resolved,
    /// To the person: what was agreed, said in the message by which the adviser ends it.
    Agreed { said: EventId, text: String },
    /// It is over.
    Closed,
    /// It goes on.
    Reopened,
    /// To the person: another adviser has the ticket now.
    Passed,
    /// Nothing was said for so long that it is over.
    Rested,
    /// To where the person was: the ticket goes on elsewhere, with its phrase. Another one may go on there since.
    MovedAway,
    /// To the advisers: the person goes on from another place.
    CameBack,
    /// To the person: the advisers' room did not take the ticket, so there is none.
    NotOpened,
    /// To the advisers: the person has another ticket open there by now, so this one stays closed.
    NotReopened,
}

impl News {
    /// The kind as a short stable word.
    pub fn word(&self) -> &'static str {
        match self {
            News::Opened { .. } => "opened",
            News::Wrote { .. } => "wrote",
            News::Changed { .. } => "changed",
            News::TookBack { .. } => "took_back",
            News::Arrived { .. } => "arrived",
            News::Lost { .. } => "lost",
            News::Taken => "taken",
            News::Waits => "waits",
            News::Resolved => "resolved",
            News::Agreed { .. } => "agreed",
            News::Closed => "closed",
            News::Reopened => "reopened",
            News::Passed => "passed",
            News::Rested => "rested",
            News::MovedAway => "moved_away",
            News::CameBack => "came_back",
            News::NotOpened => "not_opened",
            News::NotReopened => "not_reopened",
        }
    }
}
