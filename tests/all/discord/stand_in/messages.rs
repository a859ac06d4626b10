//! Messages: how they are made, changed, and what of them the bot may read.

use std::time::Instant;

use serde_json::{Value, json};

use super::gateway;
use super::permissions::READ_MESSAGE_HISTORY;
use super::refusal::Refusal;
use super::rest::File;
use super::world::{DM, Id, World, id, made_at_ms, now_ms, time};

pub const FLAG_EPHEMERAL: u64 = 1 << 6;
pub const FLAG_LOADING: u64 = 1 << 7;

const TYPE_DEFAULT: u64 = 0;
pub const TYPE_REPLY: u64 = 19;

#[derive(Clone, Debug)]
pub struct Message {
    pub id: Id,
    pub channel: Id,
    pub author: Id,
    /// All that stays as it was sent, in Discord's form.
    pub body: Value,
    /// Who alone sees it.
    pub ephemeral_to: Option<Id>,
    /// The interaction that it answers.
    pub of_interaction: Option<Id>,
    pub reactions: Vec<(String, Vec<Id>)>,
    nonce: Option<(Value, Instant)>,
    pub references: Option<Id>,
}

/// Where a message comes from, besides its author.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The kind of message, where it is not a usual one.
    pub kind: Option<u64>,
    pub interaction: Option<Id>,
    pub ephemeral_to: Option<Id>,
    /// Stands for an answer that is to come.
    pub loading: bool,
    /// An id of the past: nobody is told.
    pub missed: Option<Id>,
    /// The first message of a post, which bears the post's id.
    pub first_of: Option<Id>,
}

impl World {
    /// Puts a message into a channel and tells who may know. The same author's same nonce gives the earlier message, when
    /// that was asked for.
    pub fn post(
        &mut self,
        channel: Id,
        author: Id,
        request: &Value,
        files: &[File],
        origin: Origin,
    ) -> Result<Id, Refusal> {
        if let Some(earlier) = self.earlier_of_nonce(channel, author, request) {
            return Ok(earlier);
        }
        let new = origin.missed.or(origin.first_of).unwrap_or_else(|| self.new_id());
        let references = self.referenced(channel, request)?;
        let kind = origin.kind.unwrap_or(if references.is_some() { TYPE_REPLY } else { TYPE_DEFAULT });
        let mut flags = request["flags"].as_u64().unwrap_or_default() & !FLAG_EPHEMERAL;
        flags |= if origin.ephemeral_to.is_some() { FLAG_EPHEMERAL } else { 0 };
        flags |= if origin.loading { FLAG_LOADING } else { 0 };
        let mut body = json!({
            "type": kind, "timestamp": time(made_at_ms(new)), "edited_timestamp": null, "flags": flags, "pinned": false,
            "tts": request["tts"] == true, "content": "", "embeds": [], "components": [], "attachments": [],
            "mentions": [], "mention_roles": [], "mention_everyone": false,
        });
        if let Some(replied) = references {
            body["message_reference"] = json!({ "type": 0, "channel_id": id(channel), "message_id": id(replied) });
            if let Some(guild) = self.channel(channel)?.guild {
                body["message_reference"]["guild_id"] = id(guild);
            }
        }
        if origin.interaction.is_some() {
            body["application_id"] = id(self.bot);
            body["webhook_id"] = id(self.bot);
        }
        let mut message = Message {
            id: new,
            channel,
            author,
            body,
            ephemeral_to: origin.ephemeral_to,
            of_interaction: origin.interaction,
            reactions: Vec::new(),
            nonce: request.get("nonce").filter(|nonce| !nonce.is_null()).map(|nonce| (nonce.clone(), Instant::now())),
            references,
        };
        self.fill(&mut message, request, files);
        let there = self.channels.get_mut(&channel).ok_or(Refusal::UNKNOWN_CHANNEL)?;
        if message.ephemeral_to.is_none() {
            there.last_message = there.last_message.max(Some(new));
        }
        there.messages.insert(new, message);
        if let Some(thread) = &mut there.thread {
            thread.sent += 1;
            thread.members.entry(author).or_insert_with(now_ms);
        }
        if origin.missed.is_none() {
            self.tell("MESSAGE_CREATE", channel, new);
        }
        Ok(new)
    }

    /// Changes what a message shows. Fields that are not named stay.
    pub fn change(&mut self, channel: Id, message: Id, request: &Value, files: &[File]) -> Result<(), Refusal> {
        let mut changed = self.message(channel, message)?.clone();
        let was_loading = changed.flags() & FLAG_LOADING != 0;
        self.fill(&mut changed, request, files);
        let shows = ["content", "embeds", "components", "attachments"];
        if shows.iter().all(|field| match &changed.body[*field] {
            Value::String(text) => text.is_empty(),
            other => other.as_array().is_none_or(Vec::is_empty),
        }) {
            return Err(Refusal::EMPTY);
        }
        let flags = changed.flags() & !FLAG_LOADING | request["flags"].as_u64().unwrap_or_default() & !FLAG_EPHEMERAL;
        changed.body["flags"] = json!(flags);
        // The first answer to what was deferred is no change of anything that was said.
        if !was_loading {
            changed.body["edited_timestamp"] = time(now_ms());
        }
        *self.message_mut(channel, message)? = changed;
        self.tell("MESSAGE_UPDATE", channel, message);
        Ok(())
    }

    pub fn remove(&mut self, channel: Id, message: Id) -> Result<(), Refusal> {
        let there = self.channels.get_mut(&channel).ok_or(Refusal::UNKNOWN_CHANNEL)?;
        let gone = there.messages.remove(&message).ok_or(Refusal::UNKNOWN_MESSAGE)?;
        if gone.ephemeral_to.is_none() {
            let event = json!({ "id": id(message), "channel_id": id(channel) });
            self.dispatch_in(channel, "MESSAGE_DELETE", gateway::MESSAGES, event);
        }
        Ok(())
    }

    fn earlier_of_nonce(&self, channel: Id, author: Id, request: &Value) -> Option<Id> {
        let wanted = request.get("nonce").filter(|_| request["enforce_nonce"] == true)?;
        let good = |message: &&Message| {
            let fits =
                |(nonce, sent): &(Value, Instant)| nonce == wanted && sent.elapsed() < self.settings.nonce_window;
            message.author == author && message.nonce.as_ref().is_some_and(fits)
        };
        self.channels.get(&channel)?.messages.values().rev().find(good).map(|message| message.id)
    }

    /// The message that a request replies to.
    fn referenced(&self, channel: Id, request: &Value) -> Result<Option<Id>, Refusal> {
        let reference = &request["message_reference"];
        let Some(replied) = reference["message_id"].as_str().and_then(|id| id.parse::<Id>().ok()) else {
            return Ok(None);
        };
        let there = self.channel(channel)?.messages.get(&replied).filter(|message| message.ephemeral_to.is_none());
        if there.is_none() && reference["fail_if_not_exists"] != false {
            return Err(Refusal::invalid_at("/message_reference", "Unknown message"));
        }
        self.require(channel, READ_MESSAGE_HISTORY)?;
        Ok(there.map(|message| message.id))
    }

    /// The message in full; see `readable` for what the bot sees of it.
    pub fn message_json(&self, message: &Message) -> Value {
        let mut it = self.basic_json(message);
        if !message.reactions.is_empty() {
            let reaction = |(emoji, users): &(String, Vec<Id>)| {
                json!({
                    "emoji": { "id": null, "name": emoji }, "count": users.len(), "me": users.contains(&self.bot),
                    "count_details": { "burst": 0, "normal": users.len() }, "me_burst": false, "burst_colors": [],
                })
            };
            it["reactions"] = message.reactions.iter().map(reaction).collect();
        }
        if let Some(replied) = message.references {
            let replied = self.message(message.channel, replied).ok();
            it["referenced_message"] = replied.map_or(Value::Null, |replied| self.basic_json(replied));
        }
        if self.channels.get(&message.id).is_some_and(|thread| thread.thread.is_some()) {
            it["thread"] = self.channel_json(message.id);
        }
        it
    }

    fn basic_json(&self, message: &Message) -> Value {
        let mut it = message.body.clone();
        it["id"] = id(message.id);
        it["channel_id"] = id(message.channel);
        it["author"] = self.user_json(message.author);
        if let Some((nonce, _)) = &message.nonce {
            it["nonce"] = nonce.clone();
        }
        if let Some(interaction) = message.of_interaction.and_then(|it| self.interactions.get(&it)) {
            it["interaction_metadata"] = self.metadata_json(interaction);
        }
        it
    }

    /// Takes out of a message what only bots with the intent for content may read: everything, unless it stands in a
    /// direct conversation, is the bot's own, or mentions it.
    pub fn readable(&self, mut message: Value, with_content: bool) -> Value {
        let channel = message["channel_id"].as_str().and_then(|id| id.parse::<Id>().ok());
        let direct = channel.and_then(|id| self.channels.get(&id)).is_some_and(|channel| channel.kind == DM);
        if with_content || direct {
            return message;
        }
        let me = id(self.bot);
        let own = |it: &Value| {
            it["author"]["id"] == me || it["mentions"].as_array().into_iter().flatten().any(|user| user["id"] == me)
        };
        let hide = |it: &mut Value| {
            if it.is_object() && !own(it) {
                it["content"] = json!("");
                for field in ["embeds", "attachments", "components"] {
                    it[field] = json!([]);
                }
            }
        };
        hide(&mut message);
        if let Some(replied) = message.get_mut("referenced_message") {
            hide(replied);
        }
        message
    }

    /// Tells the bot of a message. What only one person sees is not told in the channel but as a direct message is.
    pub fn tell(&mut self, event: &'static str, channel: Id, message: Id) {
        let Ok(message) = self.message(channel, message) else { return };
        let mut it = self.message_json(message);
        let (author, ephemeral) = (message.author, message.ephemeral_to.is_some());
        let there = &self.channels[&channel];
        it["channel_type"] = json!(there.kind);
        if let (Some(guild), false) = (there.guild, ephemeral) {
            it["member"] = self.member_json(guild, author, false);
        }
        if ephemeral {
            self.dispatch(event, gateway::DIRECT_MESSAGES, it);
        } else {
            self.dispatch_in(channel, event, gateway::MESSAGES, it);
        }
    }
}

impl Message {
    pub fn flags(&self) -> u64 {
        self.body["flags"].as_u64().unwrap_or_default()
    }
}
