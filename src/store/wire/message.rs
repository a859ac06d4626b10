//! The twin of `Message` and of what it is made of.

use domain::ids::{ChoiceId, EntryId, NetworkName, PersonId, SectionId};
use domain::message::{Attachment, Choice, File, Message, Source};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::StoreError;

#[derive(Serialize, Deserialize)]
struct MessageWire {
    markdown: String,
    choices: Vec<ChoiceWire>,
    sources: Vec<SourceWire>,
    // Not there in what was written before anybody could be called.
    #[serde(default)]
    calls: Vec<String>,
    #[serde(default)]
    tag: Option<String>,
    #[serde(default)]
    attachments: Vec<AttachmentWire>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct ChoiceWire {
    id: String,
    label: String,
    // Not there in what was written before replies could be for one person alone.
    #[serde(default)]
    for_everyone: bool,
    #[serde(default)]
    beside: bool,
    #[serde(default)]
    number: Option<u8>,
}

#[derive(Serialize, Deserialize)]
struct SourceWire {
    entry: String,
    section: String,
    reviewed: String,
}

#[derive(Serialize, Deserialize)]
pub(super) struct AttachmentWire {
    network: String,
    handle: String,
    size: u64,
}

/// Only the core's own are written, and those are text.
#[derive(Serialize, Deserialize)]
struct FileWire {
    name: String,
    media_type: String,
    text: String,
}

/// All but the files: they are kept apart, because they go sooner.
pub(in crate::store) fn write_message(message: &Message) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let Message { markdown, choices, sources, files: _, calls, tag, attachments } = message;
    let sources = sources.iter().map(|Source { entry, section, reviewed }| SourceWire {
        entry: entry.to_string(),
        section: section.to_string(),
        reviewed: reviewed.clone(),
    });
    let wire = MessageWire {
        markdown: markdown.clone(),
        choices: write_choices(choices),
        sources: sources.collect(),
        calls: calls.iter().map(ToString::to_string).collect(),
        tag: tag.clone(),
        attachments: write_attachments(attachments),
    };
    super::write("message", wire)
}

pub(in crate::store) fn read_message(bytes: &[u8]) -> Result<Message, StoreError> {
    let MessageWire { markdown, choices, sources, calls, tag, attachments } = super::read("message", bytes)?;
    let sources = sources.into_iter().map(|SourceWire { entry, section, reviewed }| Source {
        entry: EntryId::new(entry),
        section: SectionId::new(section),
        reviewed,
    });
    Ok(Message {
        markdown,
        choices: read_choices(choices),
        sources: sources.collect(),
        files: Vec::new(),
        calls: calls.into_iter().map(PersonId::new).collect(),
        tag,
        attachments: read_attachments(attachments),
    })
}

pub(super) fn write_attachments(attachments: &[Attachment]) -> Vec<AttachmentWire> {
    let twin = |Attachment { network, handle, size }: &Attachment| AttachmentWire {
        network: network.to_string(),
        handle: handle.clone(),
        size: *size,
    };
    attachments.iter().map(twin).collect()
}

pub(super) fn read_attachments(attachments: Vec<AttachmentWire>) -> Vec<Attachment> {
    let twin =
        |AttachmentWire { network, handle, size }| Attachment { network: NetworkName::new(network), handle, size };
    attachments.into_iter().map(twin).collect()
}

/// The twins of a message's files.
pub(in crate::store) fn write_files(files: &[File]) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let twin = |File { name, media_type, content }: &File| FileWire {
        name: name.clone(),
        media_type: media_type.clone(),
        text: String::from_utf8_lossy(content).into_owned(),
    };
    super::write("files", files.iter().map(twin).collect::<Vec<_>>())
}

pub(in crate::store) fn read_files(bytes: &[u8]) -> Result<Vec<File>, StoreError> {
    let files: Vec<FileWire> = super::read("files", bytes)?;
    Ok(files
        .into_iter()
        .map(|FileWire { name, media_type, text }| File { name, media_type, content: text.into_bytes() })
        .collect())
}

pub(super) fn write_choices(choices: &[Choice]) -> Vec<ChoiceWire> {
    let twin = |Choice { id, label, for_everyone, is_beside, number }: &Choice| ChoiceWire {
        id: id.to_string(),
        label: label.clone(),
        for_everyone: *for_everyone,
        beside: *is_beside,
        number: *number,
    };
    choices.iter().map(twin).collect()
}

pub(super) fn read_choices(choices: Vec<ChoiceWire>) -> Vec<Choice> {
    let choice = |ChoiceWire { id, label, for_everyone, beside, number }| Choice {
        id: ChoiceId::new(id),
        label,
        for_everyone,
        is_beside: beside,
        number,
    };
    choices.into_iter().map(choice).collect()
}
