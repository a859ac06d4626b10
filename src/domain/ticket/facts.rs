//! What the world says to a turn about tickets; the shell gathers what [`crate::conversation::needs`] asks for.

use super::{Link, Permit, Ticket, TicketId};
use crate::ids::{PersonId, Timestamp};
use crate::message::What;

/// All that a turn may be told beside its own conversation. Empty where nothing was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// What the network says of who acts among the advisers.
    pub standing: Standing,
    /// What it says of whoever has the ticket, where that is somebody else.
    pub owner: Standing,
    /// Whom an order names.
    pub named: Named,
    /// Their account has another identity than when they first acted; asked where a colleague confirms it.
    pub is_renewed: bool,
    /// The turn comes from the advisers' room itself, and from no ticket's thread.
    pub is_desk: bool,
    /// For advisers the open ones; for a person their own, the latest first.
    pub tickets: Vec<Overview>,
    /// What was said in this thread and into it, in order.
    pub record: Vec<Recorded>,
    /// Advisers who want to be called when something new comes.
    pub on_duty: Vec<PersonId>,
    pub resumed: Resumed,
    /// The tickets with which the message that the turn changes or takes back was heard: by their advisers; of news from these, here.
    pub heard: Vec<TicketId>,
}

/// Whether somebody is an adviser, by the network's own word of this moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Nothing in this turn needs it.
    #[default]
    NotAsked,
    Confirmed(Permit),
    Denied,
    /// An adviser, on a device that its owner has not confirmed: it may be anybody's.
    Unverified,
    /// An adviser whose account has another cryptographic identity than when they first acted. It may have been taken over, so it waits
    /// for a colleague's word.
    Renewed,
    /// No answer is no.
    NoAnswer,
}

/// Whom an order names, as the network knows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Named {
    #[default]
    NotAsked,
    Adviser(PersonId),
    /// No adviser is called so.
    Nobody,
    /// More than one is.
    Several(Vec<PersonId>),
    NoAnswer,
}

/// A ticket in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    pub ticket: Ticket,
    /// Where its thread can be opened, as the network writes an address.
    pub address: Option<String>,
    /// A person's own: it goes on in the conversation that asks.
    pub is_here: bool,
}

/// One thing that happened in a ticket's thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    pub event: crate::ids::EventId,
    pub at: Timestamp,
    pub by: PersonId,
    /// `None`: it was taken back, and its words are erased.
    pub what: Option<What>,
}

/// What became of a phrase that was brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Resumed {
    #[default]
    NotAsked,
    /// It is the ticket's, which goes on here. `is_here`: it did before.
    Yes { link: Link, is_here: bool },
    /// No ticket has this phrase. Said alike whether there is such a ticket or not.
    No,
    /// Too many were brought within the hour.
    TooMany,
}
