//! The twin of `Conversation`. Its id is not inside: it is the row's.

use domain::conversation::{Conversation, Stage};
use domain::ids::{ConversationId, EventId};
use domain::language::Language;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::StoreError;
use super::message::{ChoiceWire, read_choices, write_choices};

const WHAT: &str = "conversation";

#[derive(Serialize, Deserialize)]
struct ConversationWire {
    chosen_language: Option<String>,
    last_language: Option<String>,
    introduced: bool,
    stage: StageWire,
    unread: Vec<String>,
    undelivered: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
enum StageWire {
    Open,
    Choosing { asked_by: String, choices: Vec<ChoiceWire>, question: Option<String> },
    Rewording { asked_by: String, choices: Vec<ChoiceWire>, text: String },
}

pub(in crate::store) fn write_conversation(conversation: &Conversation) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let Conversation { id: _, chosen_language, last_language, introduced, stage, unread, undelivered } = conversation;
    let code = |language: &Option<Language>| language.map(|language| language.code().to_owned());
    let wire = ConversationWire {
        chosen_language: code(chosen_language),
        last_language: code(last_language),
        introduced: *introduced,
        stage: write_stage(stage),
        unread: unread.iter().map(ToString::to_string).collect(),
        undelivered: *undelivered,
    };
    super::write(WHAT, wire)
}

pub(in crate::store) fn read_conversation(id: &ConversationId, bytes: &[u8]) -> Result<Conversation, StoreError> {
    let ConversationWire { chosen_language, last_language, introduced, stage, unread, undelivered } =
        super::read(WHAT, bytes)?;
    let language = |code: Option<String>| {
        code.map(|code| code.parse::<Language>()).transpose().map_err(|_| StoreError::Unreadable(WHAT))
    };
    Ok(Conversation {
        id: id.clone(),
        chosen_language: language(chosen_language)?,
        last_language: language(last_language)?,
        introduced,
        stage: read_stage(stage),
        unread: unread.into_iter().map(EventId::new).collect(),
        undelivered,
    })
}

fn write_stage(stage: &Stage) -> StageWire {
    match stage {
        Stage::Open => StageWire::Open,
        Stage::Choosing { asked_by, choices, question } => StageWire::Choosing {
            asked_by: asked_by.to_string(),
            choices: write_choices(choices),
            question: question.clone(),
        },
        Stage::Rewording { asked_by, choices, text } => {
            StageWire::Rewording { asked_by: asked_by.to_string(), choices: write_choices(choices), text: text.clone() }
        }
    }
}

fn read_stage(stage: StageWire) -> Stage {
    match stage {
        StageWire::Open => Stage::Open,
        StageWire::Choosing { asked_by, choices, question } => {
            Stage::Choosing { asked_by: EventId::new(asked_by), choices: read_choices(choices), question }
        }
        StageWire::Rewording { asked_by, choices, text } => {
            Stage::Rewording { asked_by: EventId::new(asked_by), choices: read_choices(choices), text }
        }
    }
}
