//! What an event means: from Discord's JSON to what the core knows. Pure.
//!
//! Events are read as loose JSON and not as serenity's types: Discord adds fields and changes others, and one of the wrong
//! type in a corner that does not matter here must not cost a person the answer.

use domain::command::{Command, Typed};
use domain::ids::{EventId, MessageId, ReplyToken, Timestamp};
use domain::language::Language;
use domain::message::{Attachment, Audience, ReplyHandle, What};
use serde_json::Value;

use super::time_of;

/// Discord takes replies to a command for fifteen minutes. A little less, so that none comes a second late.
const REPLY_WITHIN_MS: i64 = 15 * 60_000 - 20_000;

/// Types of messages that people write: a message, and a reply. All others are Discord's own.
const WRITTEN: [u64; 2] = [0, 19];

/// An event that the desk should understand and does not. The word says which part, and nothing of what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotUnderstood(pub &'static str);

/// Where messages are read, and by whom.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    pub me: &'a str,
    /// One person and the bot.
    pub direct: bool,
    /// A mention is answered here.
    pub mentions: bool,
    /// Everything said here is a question.
    pub plain_talk: bool,
    /// Advisers write here: all that they say may be for a ticket.
    pub advisers: bool,
}

/// A message as it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    pub event: EventId,
    /// `None` where Discord does not say whose it was.
    pub sender: Option<String>,
    pub at: Timestamp,
    pub what: What,
}

impl Reader<'_> {
    /// A new message; `None` when it is none of the desk's business.
    pub fn message(&self, message: &Value) -> Result<Option<Read>, NotUnderstood> {
        let id = snowflake(message, "id").ok_or(NotUnderstood("id"))?;
        let kind = message["type"].as_u64().ok_or(NotUnderstood("type"))?;
        let Some(sender) = self.author(message)? else { return Ok(None) };
        if !WRITTEN.contains(&kind) || !self.is_addressed(message) {
            return Ok(None);
        }
        let content = message["content"].as_str().ok_or(NotUnderstood("content"))?;
        let text = self.without_mention(content);
        let has_more = ["attachments", "sticker_items", "embeds", "poll"].iter().any(|part| is_there(&message[*part]));
        let attachments = self.attachments(message);
        // In a post that is no ticket only what is said to the bot is answered.
        let addressed = !self.advisers || self.is_called(message);
        let what = match text.is_empty() && content.is_empty() && !has_more {
            // Without the intent Discord leaves out the words: that is no empty message, which nobody can send.
            true => What::Withheld,
            false if attachments.is_empty() => What::Said { text, addressed },
            false => What::Attached { text, attachments, addressed },
        };
        Ok(Some(Read { event: EventId::new(id.to_string()), sender: Some(sender), at: time_of(id), what }))
    }

    /// In a place where they can be for advisers. An address of Discord's holds for a day, so the message is asked again when they are
    /// brought.
    fn attachments(&self, message: &Value) -> Vec<Attachment> {
        if !self.direct && !self.advisers {
            return Vec::new();
        }
        let (room, id) = (message["channel_id"].as_str(), message["id"].as_str());
        let (Some(room), Some(id)) = (room, id) else { return Vec::new() };
        let attachment = |attachment: &Value| {
            let handle = format!("{room}/{id}/{}", attachment["id"].as_str()?);
            let size = attachment["size"].as_u64().unwrap_or(0);
            Some(Attachment { network: super::network(), handle, size })
        };
        message["attachments"].as_array().into_iter().flatten().filter_map(attachment).collect()
    }

    /// A changed message. Discord also tells of a preview that it made of a link; that is no change.
    pub fn edit(&self, message: &Value) -> Result<Option<Read>, NotUnderstood> {
        let id = snowflake(message, "id").ok_or(NotUnderstood("id"))?;
        if !self.direct && !self.mentions && !self.plain_talk && !self.advisers {
            return Ok(None);
        }
        let Some(edited_at) = message["edited_timestamp"].as_str() else { return Ok(None) };
        let Some(content) = message["content"].as_str().filter(|content| !content.is_empty()) else { return Ok(None) };
        let sender = match message.get("author") {
            Some(_) => match self.author(message)? {
                Some(sender) => Some(sender),
                None => return Ok(None),
            },
            None => None,
        };
        let at = edited_at.parse::<jiff::Timestamp>().map_err(|_| NotUnderstood("edited_timestamp"))?;
        let what = What::Edited { target: EventId::new(id.to_string()), text: self.without_mention(content) };
        let event = EventId::new(format!("{id}:{edited_at}"));
        Ok(Some(Read { event, sender, at: Timestamp(at.as_millisecond()), what }))
    }

    /// `None` for bots, webhooks and the bot itself: two bots that answer each other never stop.
    fn author(&self, message: &Value) -> Result<Option<String>, NotUnderstood> {
        let author = message.get("author").ok_or(NotUnderstood("author"))?;
        let id = author["id"].as_str().ok_or(NotUnderstood("author.id"))?;
        let is_bot = author["bot"] == true || is_there(&message["webhook_id"]) || id == self.me;
        Ok((!is_bot).then(|| id.to_owned()))
    }

    fn is_addressed(&self, message: &Value) -> bool {
        let replied_to = message["referenced_message"].get("author");
        let to_somebody_else = replied_to.is_some_and(|author| author["id"].as_str() != Some(self.me));
        let mentioned = self.is_mentioned(message);
        self.direct
            || self.advisers
            || (self.plain_talk && (mentioned || !to_somebody_else))
            || (self.mentions && self.is_called(message))
    }

    fn is_mentioned(&self, message: &Value) -> bool {
        let is_me = |user: &Value| user["id"].as_str() == Some(self.me);
        message["mentions"].as_array().is_some_and(|users| users.iter().any(is_me))
    }

    /// By a mention, or by a reply to what the bot said.
    fn is_called(&self, message: &Value) -> bool {
        let replied_to = message["referenced_message"].get("author");
        self.is_mentioned(message) || replied_to.is_some_and(|author| author["id"].as_str() == Some(self.me))
    }

    fn without_mention(&self, content: &str) -> String {
        let content = content.replace(&format!("<@{}>", self.me), " ").replace(&format!("<@!{}>", self.me), " ");
        content.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").trim().to_owned()
    }
}

/// A deleted message. Discord does not say whose it was.
pub fn deletion(id: u64, at: Timestamp) -> Read {
    let what = What::Withdrew { target: EventId::new(id.to_string()) };
    Read { event: EventId::new(format!("{id}:deleted")), sender: None, at, what }
}

/// A command, or a button that was pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interaction {
    pub id: u64,
    pub token: String,
    pub room: String,
    pub direct: bool,
    pub guild: Option<String>,
    pub sender: String,
    pub language: Option<Language>,
    pub deed: Deed,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Something is to be taken in.
    Happened { what: What, for_everyone: bool },
    /// Somebody is typing, and wants to be offered something.
    Typing { typed: String },
}

impl Interaction {
    /// `None` for what the bot never offered.
    pub fn read(data: &Value) -> Result<Option<Self>, NotUnderstood> {
        let id = snowflake(data, "id").ok_or(NotUnderstood("id"))?;
        let user = [&data["member"]["user"], &data["user"]].into_iter().find_map(|user| user["id"].as_str());
        let deed = match data["type"].as_u64().ok_or(NotUnderstood("type"))? {
            2 => command(&data["data"])?,
            3 => component(data)?,
            4 => Deed::Typing { typed: focused(&data["data"]).unwrap_or_default() },
            _ => return Ok(None),
        };
        let guild = data["guild_id"].as_str().map(ToOwned::to_owned);
        Ok(Some(Self {
            id,
            token: data["token"].as_str().ok_or(NotUnderstood("token"))?.to_owned(),
            room: data["channel_id"].as_str().ok_or(NotUnderstood("channel_id"))?.to_owned(),
            direct: guild.is_none(),
            guild,
            sender: user.ok_or(NotUnderstood("user"))?.to_owned(),
            language: data["locale"].as_str().and_then(language),
            deed,
        }))
    }

    /// The place that Discord holds open for the reply.
    pub fn handle(&self, for_everyone: bool) -> ReplyHandle {
        let everyone = self.direct || for_everyone;
        ReplyHandle {
            token: Token {
                interaction: self.id,
                user: self.sender.clone(),
                direct: self.direct,
                token: self.token.clone(),
            }
            .write(),
            expires_at: time_of(self.id).plus_ms(REPLY_WITHIN_MS),
            audience: if everyone { Audience::Everyone } else { Audience::AskerAlone },
            language: self.language,
        }
    }
}

/// What the connector puts into a [`ReplyToken`].
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    pub interaction: u64,
    pub user: String,
    /// It was given in a direct chat.
    pub direct: bool,
    pub token: String,
}

impl Token {
    pub fn write(&self) -> ReplyToken {
        ReplyToken::new(format!("{}:{}:{}:{}", self.interaction, self.user, u8::from(self.direct), self.token))
    }

    pub fn read(token: &ReplyToken) -> Option<Self> {
        let mut parts = token.as_str().splitn(4, ':');
        Some(Self {
            interaction: parts.next()?.parse().ok()?,
            user: parts.next()?.to_owned(),
            direct: parts.next()? == "1",
            token: parts.next()?.to_owned(),
        })
    }
}

fn command(data: &Value) -> Result<Deed, NotUnderstood> {
    let name = data["name"].as_str().ok_or(NotUnderstood("data.name"))?;
    let happened = |what| Deed::Happened { what, for_everyone: false };
    if data["type"].as_u64() == Some(3) {
        let target = data["target_id"].as_str().ok_or(NotUnderstood("data.target_id"))?;
        let content = data["resolved"]["messages"][target]["content"].as_str().unwrap_or_default().trim().to_owned();
        // A message may be a picture alone: then this is what the core says of a question without words.
        return Ok(happened(What::Invoked { command: Command::Ask { question: content } }));
    }
    let option = &data["options"][0];
    // Of a command with parts the option is the part, and the argument below it.
    let (part, argument) = match option["type"].as_u64() {
        Some(1) => (option["name"].as_str().unwrap_or_default(), &option["options"][0]["value"]),
        _ => ("", &option["value"]),
    };
    let argument = argument.as_str().unwrap_or_default();
    match Command::read(&format!("{name} {part} {argument}")) {
        Typed::Command(command) => {
            // Colleagues see what becomes of an order; what only looks something up is for whoever asks.
            let for_everyone = matches!(&command, Command::Desk { order: Some(order) } if !order.only_looks_up());
            Ok(Deed::Happened { what: What::Invoked { command }, for_everyone })
        }
        // One that an earlier version offered, and that a client still shows.
        Typed::Unknown { .. } => Ok(happened(What::Invoked { command: Command::Help })),
    }
}

fn component(data: &Value) -> Result<Deed, NotUnderstood> {
    let on = data["message"]["id"].as_str().ok_or(NotUnderstood("message.id"))?;
    let pressed = match data["data"]["component_type"].as_u64() {
        Some(2) => data["data"]["custom_id"].as_str(),
        _ => data["data"]["values"][0].as_str(),
    };
    let (choice, for_everyone) = pressed.and_then(super::outgoing::choice_of).ok_or(NotUnderstood("custom_id"))?;
    Ok(Deed::Happened { what: What::Chose { choice, on: MessageId::new(on) }, for_everyone })
}

fn focused(data: &Value) -> Option<String> {
    let options = data["options"].as_array()?;
    let focused = options.iter().find(|option| option["focused"] == true)?;
    focused["value"].as_str().map(ToOwned::to_owned)
}

fn language(locale: &str) -> Option<Language> {
    locale.split('-').next()?.parse().ok()
}

pub fn snowflake(data: &Value, name: &str) -> Option<u64> {
    data[name].as_str()?.parse().ok()
}

fn is_there(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        _ => true,
    }
}

#[cfg(test)]
#[path = "incoming_tests.rs"]
mod tests;
