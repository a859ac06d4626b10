//! The twin of `Message` and of what it is made of.

use domain::ids::{ChoiceId, EntryId, SectionId};
use domain::message::{Choice, Message, Source};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::StoreError;

#[derive(Serialize, Deserialize)]
struct MessageWire {
    markdown: String,
    choices: Vec<ChoiceWire>,
    sources: Vec<SourceWire>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct ChoiceWire {
    id: String,
    label: String,
}

#[derive(Serialize, Deserialize)]
struct SourceWire {
    entry: String,
    section: String,
    reviewed: String,
}

pub(in crate::store) fn write_message(message: &Message) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let Message { markdown, choices, sources } = message;
    let sources = sources.iter().map(|Source { entry, section, reviewed }| SourceWire {
        entry: entry.to_string(),
        section: section.to_string(),
        reviewed: reviewed.clone(),
    });
    let wire = MessageWire { markdown: markdown.clone(), choices: write_choices(choices), sources: sources.collect() };
    super::write("message", wire)
}

pub(in crate::store) fn read_message(bytes: &[u8]) -> Result<Message, StoreError> {
    let MessageWire { markdown, choices, sources } = super::read("message", bytes)?;
    let sources = sources.into_iter().map(|SourceWire { entry, section, reviewed }| Source {
        entry: EntryId::new(entry),
        section: SectionId::new(section),
        reviewed,
    });
    Ok(Message { markdown, choices: read_choices(choices), sources: sources.collect() })
}

pub(super) fn write_choices(choices: &[Choice]) -> Vec<ChoiceWire> {
    choices.iter().map(|Choice { id, label }| ChoiceWire { id: id.to_string(), label: label.clone() }).collect()
}

pub(super) fn read_choices(choices: Vec<ChoiceWire>) -> Vec<Choice> {
    choices.into_iter().map(|ChoiceWire { id, label }| Choice { id: ChoiceId::new(id), label }).collect()
}
