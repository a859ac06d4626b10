//! A case that people take over: the ticket, its number, what is handed over, and words on their way between the two sides.
//!
//! A ticket is a conversation of its own, on the advisers' side. It and the conversation of the person who asked speak to each other
//! through [`News`] alone: neither knows where the other stands or who is there, so neither can tell.

mod facts;
mod news;
mod number;
mod order;
pub mod parcel;
mod phrase;
mod plain;
mod state;

pub use facts::{Facts, Named, Overview, Recorded, Resumed, Standing};
pub use news::News;
pub use number::Number;
pub use order::{ALL as ORDERS, Order, OrderArgument, OrderRow};
pub use phrase::Phrase;
pub use plain::Plain;
pub use state::{Move, State};

use std::fmt;

use parcel::Parcel;

use crate::ids::{EventId, NetworkName, PersonId, RoomId, Timestamp};
use crate::language::Language;

/// What is kept of a ticket, by the advisers' side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    pub id: TicketId,
    pub number: Number,
    pub state: State,
    /// The adviser who has it; not while it is new.
    pub owner: Option<PersonId>,
    pub priority: Priority,
    /// What it is about, in an adviser's words.
    pub topic: Option<String>,
    /// The language that the person speaks with the bot.
    pub language: Language,
    pub opened_at: Timestamp,
    /// What was handed over, as it stands now: the person may change and take back what they said in it.
    pub parcel: Parcel,
}

/// Eighty random bits in letters: what the program goes by. Nobody can guess it, and nobody has to say it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TicketId(String);

impl TicketId {
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    pub fn from_chance(chance: u128) -> Self {
        Self(number::id_from_chance(chance))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A ticket as the person's side knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub id: TicketId,
    pub number: Number,
    /// As it was told last.
    pub is_over: bool,
    /// It goes on elsewhere: somebody brought its phrase there. What was said here is still reported on.
    pub has_moved: bool,
    /// The messages of which something was handed over with it.
    pub handed: Vec<EventId>,
}

/// That somebody was confirmed by the network as an adviser, at the moment of what they did. Only the application's `authority` makes
/// one, and what it allows is checked with it once more before it leaves.
#[derive(Clone, PartialEq, Eq)]
pub struct Permit {
    pub network: NetworkName,
    /// The advisers' room.
    pub room: RoomId,
    pub person: PersonId,
    /// What their network calls them; beyond the advisers' room only where the operator has advisers shown by their names.
    pub name: Option<String>,
}

impl fmt::Debug for Permit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Permit(***)")
    }
}

/// How soon a ticket should be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Priority {
    Low,
    Normal,
    High,
}

impl Priority {
    pub const ALL: [Priority; 3] = [Priority::Low, Priority::Normal, Priority::High];

    pub fn word(self) -> &'static str {
        match self {
            Priority::Low => "low",
            Priority::Normal => "normal",
            Priority::High => "high",
        }
    }

    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|priority| priority.word() == word)
    }
}

impl Ticket {
    /// Takes one step. False, and nothing is changed, where it is not allowed.
    pub fn take(&mut self, step: Move) -> bool {
        let Some(state) = self.state.after(step) else { return false };
        self.state = state;
        if matches!(step, Move::Release) {
            self.owner = None;
        }
        true
    }
}
