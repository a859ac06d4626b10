//! What a turn asks of the shell. Effects are values: the engine commits them, delivery carries them out.

use crate::ids::{EntryId, EventId, PersonId, TimerKey, Timestamp};
use crate::language::Language;
use crate::message::Message;
use crate::misses::MissKind;
use crate::receipt::Served;
use crate::screening::Underway;
use crate::ticket::{News, Permit, Phrase, Ticket, TicketId};

use super::Question;
use super::feedback::Opinion;

/// One thing that may be done because of a turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Say this where the turn came from, in reply to `reply_to` where the network can show that.
    Say { message: Message, reply_to: Option<EventId> },
    /// Say this to the person alone, in a direct chat; the same as `Say` where the turn came from one. If they take no
    /// direct messages, a report follows ([`crate::message::Fate::Unreachable`]).
    SayDirectly { message: Message, reply_to: Option<EventId> },
    /// Take back everything that was said in reply to this event, sent or not.
    Withdraw { replies_to: EventId },
    /// Keep a question that was not answered, or not well, without a name.
    KeepMiss { kind: MissKind, question: Question, language: Language },
    /// Count what was said of an answer from this entry.
    CountOpinion { opinion: Opinion, entry: EntryId },
    /// Keep a passage that was served, so that its receipt can be verified when the page has changed.
    KeepPassage(Served),
    /// Wake this conversation at a time. A key that is set again moves.
    WakeAt { key: TimerKey, at: Timestamp },
    /// Drop a timer that is no longer wanted.
    LetSleep { key: TimerKey },
    /// Erase the words of an event and what was said in reply.
    Forget { event: EventId },
    /// Keep a paused screening until then, for whoever brings its code.
    Park { mark: String, screening: Box<Underway>, until: Timestamp },
    /// Open a ticket with this text, which was agreed to: its own conversation on the advisers' side begins with the news of it. Whoever
    /// brings the phrase later goes on with it.
    /// `route`: which of the desk's routes takes it.
    OpenTicket { ticket: Box<Ticket>, text: String, route: Option<usize>, phrase: Phrase },
    /// The person's side of the ticket is here from now on; only this phrase moves it again.
    TakeOver { ticket: TicketId, phrase: Phrase },
    /// An adviser wants to be called when something new comes, or no more.
    SetDuty { adviser: PersonId, is_on: bool },
    /// An adviser's account has a new identity, and a colleague says that it is theirs: it counts from here on.
    ConfirmIdentity { adviser: PersonId },
    /// Say this at the head of a thread of its own, in which all that follows stands.
    OpenThread { message: Message },
    /// Tell the other side of this ticket. `permit`: of the adviser who does so.
    Tell { ticket: TicketId, news: News, permit: Option<Permit> },
    /// Say words of the other side here, and report what becomes of them. With a permit they are held back if the adviser is none any
    /// more when they are sent.
    Carry { message: Message, permit: Option<Permit> },
    /// Put these words in place of what was said in reply to an event.
    Amend { replies_to: EventId, message: Message, permit: Option<Permit> },
    /// A paused screening is taken up: it waits no more. Where somebody else has taken it, the turn is decided again.
    TakeUp { mark: String },
}
