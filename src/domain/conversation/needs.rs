//! What a turn about tickets must be told of the world before it is taken. The core may not ask; the shell asks no more than this.

use crate::command::{Command, TicketStep};
use crate::ids::EventId;
use crate::message::{Fate, Incoming, What};
use crate::ticket::{News, Order, Phrase};

use super::{Conversation, Side};

/// What is to be asked; see [`crate::ticket::Facts`] for the answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    pub standing: bool,
    pub owner: bool,
    pub named: Option<String>,
    /// Whether the one who is named has a new identity.
    pub identity: bool,
    pub tickets: Option<Whose>,
    pub record: bool,
    pub on_duty: bool,
    pub phrase: Option<Phrase>,
    /// With which of the tickets the other side has heard this message, or this one what is changed of it now.
    pub heard: Option<EventId>,
}

/// Whose tickets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The open ones of all.
    Desk,
    /// Those of the person who asks.
    Own,
}

/// `is_desk`: it happened in the advisers' room itself, and in no ticket's thread.
pub fn needs(conversation: &Conversation, incoming: &Incoming, is_desk: bool) -> Needs {
    let what = &incoming.what;
    match &conversation.ticket {
        Some(Side::Advisers(ticket)) => match what {
            What::Told { news: News::Lost { fate: Fate::Withheld, .. }, .. } => {
                Needs { owner: true, ..Needs::default() }
            }
            What::Told { news: News::Opened { .. }, .. } => Needs { on_duty: true, ..Needs::default() },
            What::Told { news: News::Wrote { .. } | News::Reopened | News::CameBack, .. } => {
                Needs { on_duty: ticket.owner.is_none(), ..Needs::default() }
            }
            What::Said { text, .. } => Needs { owner: true, ..of_order(Order::in_message(text)) },
            What::Invoked { command: Command::Desk { order } } => Needs { owner: true, ..of_order(order.clone()) },
            What::Attached { .. }
            | What::Edited { .. }
            | What::Withdrew { .. }
            | What::Chose { .. }
            | What::Reacted { .. } => Needs { standing: true, owner: true, ..Needs::default() },
            _ => Needs::default(),
        },
        _ if is_desk => match what {
            What::Said { text, .. } => match Order::in_message(text) {
                Some(order) => of_order(Some(order)),
                None => of_person(what),
            },
            What::Invoked { command: Command::Desk { order } } => of_order(order.clone()),
            _ => of_person(what),
        },
        _ => of_person(what),
    }
}

fn of_order(order: Option<Order>) -> Needs {
    let needs = Needs { standing: true, ..Needs::default() };
    match order {
        Some(Order::List | Order::Mine) => Needs { tickets: Some(Whose::Desk), ..needs },
        Some(Order::Duty(_)) => Needs { on_duty: true, ..needs },
        Some(Order::Transcript) => Needs { record: true, ..needs },
        Some(Order::Transfer(name)) if !name.is_empty() => Needs { named: Some(name), ..needs },
        Some(Order::Confirm(name)) if !name.is_empty() => Needs { named: Some(name), identity: true, ..needs },
        _ => needs,
    }
}

fn of_person(what: &What) -> Needs {
    let command = match what {
        What::Edited { target: said, .. }
        | What::Withdrew { target: said }
        | What::Told { news: News::Changed { said, .. }, .. } => {
            return Needs { heard: Some(said.clone()), ..Needs::default() };
        }
        What::Said { text, .. } => Command::in_message(text),
        What::Invoked { command } => Some(command.clone()),
        _ => None,
    };
    match command {
        Some(Command::Ticket { step: Some(TicketStep::List) }) => {
            Needs { tickets: Some(Whose::Own), ..Needs::default() }
        }
        Some(Command::Ticket { step: Some(TicketStep::Resume(phrase)) }) => {
            Needs { phrase: Some(phrase), ..Needs::default() }
        }
        _ => Needs::default(),
    }
}
