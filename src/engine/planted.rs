//! Bugs that could be made between what the core decides and what the store keeps, planted to prove that the ledger of the tests bites.
//! Only with the feature `faults`.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use domain::conversation::advance::Advance;
use domain::conversation::effect::Effect;
use domain::conversation::{HandingStep, Side, Stage};
use domain::ids::{ConversationId, RoomId};
use domain::message::{Place, What};
use domain::ticket::{News, Order, Permit, State, TicketId};

use crate::faults;
use crate::store::Turn;

/// Whose thread it is that something happened in.
pub(super) fn thread_of(place: &Place, thread: ConversationId) -> ConversationId {
    static KNOWN: Mutex<BTreeMap<RoomId, ConversationId>> = Mutex::new(BTreeMap::new());
    if !faults::bug("ticket.thread-by-its-room") {
        return thread;
    }
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    known.entry(place.room.clone()).or_insert(thread).clone()
}

/// What is read before a turn is decided.
pub(super) fn read(turn: &mut Turn) {
    let is_claim =
        matches!(&turn.incoming.what, What::Said { text, .. } if Order::in_message(text) == Some(Order::Claim));
    if let Some(Side::Advisers(ticket)) = &mut turn.conversation.ticket
        && is_claim
        && faults::bug("ticket.second-claim-wins")
    {
        (ticket.owner, ticket.state) = (None, State::New);
    }
    let newest = turn.conversation.links().last().map(|link| link.id.clone());
    if let (What::Told { ticket, .. }, Some(newest)) = (&mut turn.incoming.what, newest)
        && faults::bug("ticket.news-of-the-newest")
    {
        *ticket = newest;
    }
}

/// What becomes of a turn, before it is written.
pub(super) fn decided(turn: &Turn, mut advance: Advance) -> Advance {
    let effects = std::mem::take(&mut advance.effects);
    advance.effects = effects.into_iter().flat_map(|effect| changed(turn, effect)).collect();
    advance.effects.extend(more(turn));
    let before = &turn.conversation.ticket;
    if faults::bug("ticket.linked-to-newest") {
        link_to_newest(&mut advance);
    }
    let is_told_of_end = matches!(&turn.incoming.what, What::Told { news: News::Closed, .. });
    if is_told_of_end && faults::bug("ticket.end-half-heard") {
        advance.conversation.ticket.clone_from(before);
    }
    let order = match &turn.incoming.what {
        What::Said { text, .. } => Order::in_message(text),
        _ => None,
    };
    // Whoever has it may give it away; else it changes hands only where that is no adviser any more.
    let gives = matches!(order, Some(Order::Release | Order::Transfer(_) | Order::Reopen));
    if let (Some(Side::Advisers(was)), Some(Side::Advisers(now))) = (before, &advance.conversation.ticket)
        && was.owner.is_some()
        && was.owner != now.owner
        && !gives
        && faults::bug("ticket.removed-keep-it")
    {
        advance.conversation.ticket.clone_from(before);
    }
    advance
}

fn link_to_newest(advance: &mut Advance) {
    static NEWEST: Mutex<Option<TicketId>> = Mutex::new(None);
    let Some(Side::Person(links)) = &mut advance.conversation.ticket else { return };
    let Some(link) = links.last_mut() else { return };
    let mut newest = NEWEST.lock().unwrap_or_else(PoisonError::into_inner);
    match &*newest {
        Some(newest) if !advance.effects.iter().any(|effect| matches!(effect, Effect::OpenTicket { .. })) => {
            link.id.clone_from(newest);
        }
        _ => *newest = Some(link.id.clone()),
    }
}

fn changed(turn: &Turn, effect: Effect) -> Vec<Effect> {
    match effect {
        Effect::Tell { news: News::Closed, .. } if faults::bug("ticket.end-untold") => Vec::new(),
        Effect::Tell { news: News::Wrote { attachments, .. }, .. }
            if !attachments.is_empty() && faults::bug("ticket.words-with-files-lost") =>
        {
            Vec::new()
        }
        Effect::Tell { news: News::NotReopened, .. } if faults::bug("ticket.open-beside-another") => Vec::new(),
        // They are told already when they are on their way.
        Effect::Tell { news: News::Arrived { .. }, .. } if faults::bug("ticket.arrived-before-sent") => Vec::new(),
        Effect::Tell { ticket, news, .. } if faults::bug("ticket.permit-lost") => {
            vec![Effect::Tell { ticket, news, permit: None }]
        }
        Effect::Tell { .. } if faults::bug("ticket.news-twice") => vec![effect.clone(), effect],
        Effect::Carry { .. } if faults::bug("ticket.words-twice") => vec![effect.clone(), effect],
        Effect::Carry { mut message, permit: Some(permit) } if faults::bug("ticket.names-the-adviser") => {
            message.markdown = format!("{}: {}", permit.person, message.markdown);
            vec![Effect::Carry { message, permit: Some(permit) }]
        }
        Effect::Amend { message, permit, .. } if faults::bug("ticket.edit-says") => {
            vec![Effect::Carry { message, permit }]
        }
        Effect::Amend { .. } if faults::bug("ticket.edit-forgotten") => Vec::new(),
        Effect::Withdraw { .. } if faults::bug("ticket.withdrawal-forgotten") => Vec::new(),
        Effect::OpenTicket { ticket, text, route, phrase } => {
            vec![Effect::OpenTicket { ticket, text: parcel(turn, text), route, phrase }]
        }
        effect => vec![effect],
    }
}

fn parcel(turn: &Turn, text: String) -> String {
    match &turn.conversation.stage {
        Stage::Handing { step: HandingStep::Card { parcel }, .. } if faults::bug("ticket.struck-lines-sent") => {
            parcel.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n")
        }
        _ if faults::bug("ticket.names-the-person") => format!("{text} ({})", turn.incoming.sender),
        _ => text,
    }
}

fn more(turn: &Turn) -> Option<Effect> {
    match (&turn.incoming.what, &turn.conversation.ticket) {
        (What::Said { text, .. }, Some(Side::Advisers(ticket))) if faults::bug("ticket.notes-carried") => {
            let words = text.strip_prefix("!note ")?;
            let permit = Permit {
                network: turn.incoming.place.network.clone(),
                room: turn.incoming.place.room.clone(),
                person: turn.incoming.sender.clone(),
                name: None,
            };
            let (said, text) = (turn.incoming.event.clone(), words.to_owned());
            let news = News::Wrote { said, text, attachments: Vec::new() };
            Some(Effect::Tell { ticket: ticket.id.clone(), news, permit: Some(permit) })
        }
        (What::Told { ticket, news: News::Wrote { said, .. }, .. }, Some(Side::Person(_)))
            if faults::bug("ticket.arrived-before-sent") =>
        {
            Some(Effect::Tell { ticket: ticket.clone(), news: News::Arrived { said: said.clone() }, permit: None })
        }
        _ => None,
    }
}
