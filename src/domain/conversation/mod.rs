//! One turn of a dialogue: what came in, and what becomes of it.

pub mod advance;
pub mod answering;
mod choosing;
pub mod effect;
pub mod feedback;
pub mod intention;
mod reply;

use crate::ids::{ChoiceId, ConversationId, EventId};
use crate::language::Language;
use crate::message::Choice;

pub use feedback::Served;

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
    /// The answers served last, oldest first, so that a 👍 or 👎 finds what it is about.
    pub served: Vec<Served>,
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
            served: Vec::new(),
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
}

impl Stage {
    /// What is on offer, with the event whose reply offers it.
    pub fn offer(&self) -> Option<(&EventId, &[Choice])> {
        match self {
            Stage::Open | Stage::Served { .. } => None,
            Stage::Choosing { asked_by, choices, .. } | Stage::Rewording { asked_by, choices, .. } => {
                Some((asked_by, choices))
            }
        }
    }

    pub fn choice(&self, id: &ChoiceId) -> Option<&Choice> {
        self.offer()?.1.iter().find(|choice| &choice.id == id)
    }
}
