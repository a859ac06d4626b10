//! One turn of a dialogue: what came in, and what becomes of it.

pub mod advance;
mod advising;
pub mod answering;
mod choosing;
mod desk;
pub mod effect;
pub mod feedback;
mod following;
mod handing;
pub mod intention;
mod linked;
mod needs;
mod ordered;
mod own;
mod reply;
mod screening;

use crate::handbook::Handbook;
use crate::ids::{ChoiceId, ConversationId, EntryId, EventId, SectionId, Timestamp};
use crate::language::Language;
use crate::message::Choice;
use crate::receipt::Verification;
use crate::screening::Underway;
use crate::ticket::parcel::Parcel;
use crate::ticket::{Link, Ticket};

/// What is said about a receipt that was verified, in a conversation or elsewhere.
pub fn verified(handbook: &Handbook, language: Language, verified: &Verification<'_>) -> String {
    reply::verified(handbook, language, verified).markdown
}

pub use feedback::Answered;
pub use linked::{is_told, told};
pub use needs::{Needs, Whose, needs};

/// Everything between one person and the bot in one room and thread, as far as the next turn needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    pub id: ConversationId,
    /// The language the person chose; where they chose none, each message's own is used.
    pub chosen_language: Option<Language>,
    /// The language last spoken, for messages too short to tell.
    pub last_language: Option<Language>,
    /// Whether the bot has said what it is.
    pub introduced: bool,
    pub stage: Stage,
    /// Events that could not be decrypted and that the person has not been told of.
    pub unread: Vec<EventId>,
    /// A message of the bot's did not reach the room: the next reply says so.
    pub undelivered: bool,
    /// What the last answer was about: what "and in Germany?" asks of.
    pub topic: Option<Topic>,
    /// Where the person said that they work.
    pub works_in: Option<Workplace>,
    /// The answers served last, oldest first, so that a 👍 or 👎 finds what it is about.
    pub answered: Vec<Answered>,
    /// The screening that the person is in, also while they ask something else.
    pub screening: Option<Underway>,
    /// The mark of the code of a screening that was paused here.
    pub paused: Option<Paused>,
    /// The tickets that the person has here, or the one that this thread of the advisers is about.
    pub ticket: Option<Side>,
}

/// On which side of a ticket a conversation is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    /// The tickets that were begun or taken up here, the latest at the end. One at most is open, so that plain words have one reader.
    Person(Vec<Link>),
    Advisers(Box<Ticket>),
}

/// A screening that was paused here, and waits to be taken up here or elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paused {
    /// See [`crate::screening::Code::mark`].
    pub mark: String,
    pub until: Timestamp,
}

/// What the last answer was about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    pub entry: EntryId,
    /// The sections that were served, the last one at the end.
    pub served: Vec<SectionId>,
    /// The words that it answered.
    pub question: String,
    /// The message that had those words: with it they go.
    pub asked_in: EventId,
}

/// Where a person said that they work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workplace {
    /// A code of `knowledge-base/places.yaml`.
    pub place: String,
    /// The message that said so: with it the place goes.
    pub said_in: EventId,
}

impl Conversation {
    pub fn new(id: ConversationId) -> Self {
        Self {
            id,
            chosen_language: None,
            last_language: None,
            introduced: false,
            stage: Stage::Open,
            unread: Vec::new(),
            undelivered: false,
            topic: None,
            works_in: None,
            answered: Vec::new(),
            screening: None,
            paused: None,
            ticket: None,
        }
    }

    /// The person's tickets here, the latest at the end; none in an advisers' thread.
    pub fn links(&self) -> &[Link] {
        match &self.ticket {
            Some(Side::Person(links)) => links,
            Some(Side::Advisers(_)) | None => &[],
        }
    }
}

/// A question with the event that asked it: when that is deleted, its words go wherever they were kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub asked_by: EventId,
    pub words: String,
    /// Kept as a miss already.
    pub is_kept: bool,
}

/// Which part of the dialogue a conversation is in. Only `advance` changes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// Ready for anything.
    #[default]
    Open,
    /// Choices were offered in reply to `asked_by` and none has been taken yet.
    Choosing {
        asked_by: EventId,
        choices: Vec<Choice>,
        /// The question they were offered for; kept as a miss when none of them fits.
        question: Option<Question>,
    },
    /// A passage was served in reply to `asked_by`, and what is said of it counts. Waits for nothing: whatever else comes is
    /// read as ever.
    Served { asked_by: EventId },
    /// A message that was answered has been edited; the new wording waits for a yes.
    Rewording { asked_by: EventId, choices: Vec<Choice>, text: String },
    /// In a screening, which waits for an answer to this.
    Screening { asked_by: EventId, choices: Vec<Choice>, step: Step },
    /// Something is being handed over to advisers.
    Handing { asked_by: EventId, choices: Vec<Choice>, step: HandingStep },
}

/// How far a hand-over has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HandingStep {
    /// It was said that the network can read along.
    Aloud,
    /// Waits for words; `asked`: those of before, which may be taken.
    Words { asked: Option<String> },
    /// Waits for agreement to exactly this.
    Card { parcel: Parcel },
}

/// What a screening waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A yes to begin without names.
    Agree,
    Country,
    Pressing,
    /// The answer to the question with this id.
    Ask(String),
    /// One more answer to it, or a word that these are all.
    More(String),
    /// A yes to the questions being others now.
    Renewed,
    /// Nothing: the result is told, and something can be said of it.
    Result,
}

impl Stage {
    /// What is on offer, with the event whose reply offers it.
    pub fn offer(&self) -> Option<(&EventId, &[Choice])> {
        match self {
            Stage::Open | Stage::Served { .. } => None,
            Stage::Choosing { asked_by, choices, .. }
            | Stage::Rewording { asked_by, choices, .. }
            | Stage::Screening { asked_by, choices, .. }
            | Stage::Handing { asked_by, choices, .. } => Some((asked_by, choices)),
        }
    }

    pub fn choice(&self, id: &ChoiceId) -> Option<&Choice> {
        self.offer()?.1.iter().find(|choice| &choice.id == id)
    }
}
