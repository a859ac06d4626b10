//! Interactions: what a person asked of the bot with a command, a button or a form, and what the bot answers to it.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::messages::{FLAG_EPHEMERAL, FLAG_LOADING, Origin, TYPE_REPLY};
use super::refusal::Refusal;
use super::rest::{Answer, Call, File, Outcome};
use super::world::{Id, World, id};

/// Kinds of interactions.
pub const COMMAND: u64 = 2;
pub const COMPONENT: u64 = 3;
pub const AUTOCOMPLETE: u64 = 4;
pub const MODAL: u64 = 5;

/// Kinds of first answers.
const PONG: u64 = 1;
const SAY: u64 = 4;
const SAY_LATER: u64 = 5;
const CHANGE_LATER: u64 = 6;
const CHANGE: u64 = 7;
const CHOICES: u64 = 8;
const ASK_WITH_FORM: u64 = 9;

/// Kinds of messages that answer a command.
const TYPE_COMMAND: u64 = 20;
const TYPE_MENU: u64 = 23;

#[derive(Clone, Debug)]
pub struct Interaction {
    pub id: Id,
    pub token: String,
    pub kind: u64,
    pub user: Id,
    pub channel: Id,
    pub data: Value,
    /// The message whose component was used.
    pub message: Option<Id>,
    /// The interaction whose form was filled in.
    pub asked_by: Option<Id>,
    pub issued: Instant,
    pub acknowledged: Option<Acknowledged>,
    /// The message that is the first answer, or the one that is changed by it.
    pub original: Option<Id>,
    pub follow_ups: Vec<Id>,
}

/// The first answer to an interaction.
#[derive(Clone, Debug)]
pub struct Acknowledged {
    pub after: Duration,
    /// 4 says, 5 says later, 6 changes later, 7 changes, 8 gives choices, 9 asks with a form.
    pub kind: u64,
    pub data: Value,
}

impl World {
    /// `POST /interactions/{id}/{token}/callback`
    pub fn callback(&mut self, call: &Call) -> Outcome {
        let asked = call.id("interaction_id")?;
        let interaction = self.interactions.get(&asked).filter(|it| it.token == call.text("interaction_token"));
        let interaction = interaction.ok_or(Refusal::UNKNOWN_INTERACTION)?.clone();
        if interaction.acknowledged.is_some() {
            return Err(Refusal::ACKNOWLEDGED);
        }
        let after = interaction.issued.elapsed();
        if after > self.settings.acknowledge_within {
            return Err(Refusal::UNKNOWN_INTERACTION);
        }
        let kind = call.body["type"].as_u64().unwrap_or_default();
        let from_message = interaction.message.is_some();
        let fits = match kind {
            SAY | SAY_LATER => interaction.kind != AUTOCOMPLETE,
            CHANGE_LATER | CHANGE => interaction.kind != AUTOCOMPLETE && from_message,
            CHOICES => interaction.kind == AUTOCOMPLETE,
            ASK_WITH_FORM => matches!(interaction.kind, COMMAND | COMPONENT),
            _ => kind == PONG && interaction.kind == PONG,
        };
        if !fits {
            return Err(Refusal::invalid_at("/type", "no answer to an interaction of this kind"));
        }
        let data = call.body["data"].clone();
        let original = match kind {
            SAY | SAY_LATER => Some(self.say_original(&interaction, &data, &call.files, kind == SAY_LATER)?),
            CHANGE => {
                let message = interaction.message.expect("it fits");
                self.change(interaction.channel, message, &data, &call.files)?;
                Some(message)
            }
            CHANGE_LATER => interaction.message,
            _ => None,
        };
        let answered = self.interactions.get_mut(&asked).expect("it was there");
        answered.acknowledged = Some(Acknowledged { after, kind, data });
        answered.original = original;
        if call.query.get("with_response").is_none_or(|wanted| wanted != "true") {
            return Ok(Answer::NOTHING);
        }
        Ok(Answer(200, Some(self.callback_json(&interaction, kind, original))))
    }

    /// The message that is the first answer, or stands for it until it comes.
    fn say_original(
        &mut self,
        interaction: &Interaction,
        data: &Value,
        files: &[File],
        loading: bool,
    ) -> Result<Id, Refusal> {
        let kind = match (interaction.kind, interaction.data["type"].as_u64()) {
            (COMMAND, Some(2 | 3)) => TYPE_MENU,
            (COMMAND, _) => TYPE_COMMAND,
            _ if interaction.message.is_some() => TYPE_REPLY,
            _ => TYPE_COMMAND,
        };
        let ephemeral = data["flags"].as_u64().unwrap_or_default() & FLAG_EPHEMERAL != 0;
        let origin = Origin {
            kind: Some(kind),
            interaction: Some(interaction.id),
            ephemeral_to: ephemeral.then_some(interaction.user),
            loading,
            missed: None,
            first_of: None,
        };
        self.post(interaction.channel, self.bot, data, files, origin)
    }

    fn callback_json(&self, interaction: &Interaction, kind: u64, original: Option<Id>) -> Value {
        let mut it =
            json!({ "id": id(interaction.id), "type": interaction.kind, "channel_id": id(interaction.channel) });
        let mut resource = json!({ "type": kind });
        if let Some(message) = original.and_then(|original| self.message(interaction.channel, original).ok()) {
            it["response_message_id"] = id(message.id);
            it["response_message_loading"] = json!(message.flags() & FLAG_LOADING != 0);
            it["response_message_ephemeral"] = json!(message.ephemeral_to.is_some());
            resource["message"] = self.message_json(message);
        }
        let mut whole = json!({ "interaction": it });
        if matches!(kind, SAY | CHANGE) {
            whole["resource"] = resource;
        }
        whole
    }

    /// The interaction whose token a webhook call bears, if it is still good.
    fn by_token(&self, call: &Call) -> Result<Interaction, Refusal> {
        let token = call.text("webhook_token");
        let found = self.interactions.values().rev().find(|it| it.token == token);
        let found = found.filter(|_| call.id("webhook_id").is_ok_and(|it| it == self.bot));
        let interaction = found.ok_or(Refusal::UNKNOWN_WEBHOOK)?;
        if interaction.issued.elapsed() > self.settings.token_lifetime {
            return Err(Refusal::INVALID_TOKEN);
        }
        // Before its first answer an interaction has no webhook.
        match interaction.acknowledged {
            Some(_) => Ok(interaction.clone()),
            None => Err(Refusal::UNKNOWN_WEBHOOK),
        }
    }

    /// The message that a webhook call names, which must be one of the interaction's own.
    fn named_in(&self, interaction: &Interaction, call: &Call) -> Result<Id, Refusal> {
        let named = match call.find("message_id") {
            Some(_) => Some(call.id("message_id")?),
            None => interaction.original,
        };
        let own = |message: &Id| interaction.original == Some(*message) || interaction.follow_ups.contains(message);
        named.filter(own).ok_or(Refusal::UNKNOWN_MESSAGE)
    }

    /// `POST /webhooks/{application}/{token}`: a further answer. While the first one is still to come, this is it.
    pub fn follow_up(&mut self, call: &Call) -> Outcome {
        let interaction = self.by_token(call)?;
        let waiting = interaction.original.filter(|original| {
            self.message(interaction.channel, *original).is_ok_and(|message| message.flags() & FLAG_LOADING != 0)
        });
        let message = match waiting {
            Some(original) => {
                self.change(interaction.channel, original, &call.body, &call.files)?;
                original
            }
            None => {
                let ephemeral = call.body["flags"].as_u64().unwrap_or_default() & FLAG_EPHEMERAL != 0;
                let origin = Origin {
                    interaction: Some(interaction.id),
                    ephemeral_to: ephemeral.then_some(interaction.user),
                    ..Origin::default()
                };
                let new = self.post(interaction.channel, self.bot, &call.body, &call.files, origin)?;
                self.interactions.get_mut(&interaction.id).expect("it was there").follow_ups.push(new);
                new
            }
        };
        self.answer_with(interaction.channel, message)
    }

    /// `GET /webhooks/{application}/{token}/messages/{message}`
    pub fn webhook_message(&mut self, call: &Call) -> Outcome {
        let interaction = self.by_token(call)?;
        let message = self.named_in(&interaction, call)?;
        self.answer_with(interaction.channel, message)
    }

    /// `PATCH` of the same.
    pub fn change_webhook_message(&mut self, call: &Call) -> Outcome {
        let interaction = self.by_token(call)?;
        let message = self.named_in(&interaction, call)?;
        self.change(interaction.channel, message, &call.body, &call.files)?;
        self.answer_with(interaction.channel, message)
    }

    /// `DELETE` of the same.
    pub fn remove_webhook_message(&mut self, call: &Call) -> Outcome {
        let interaction = self.by_token(call)?;
        let message = self.named_in(&interaction, call)?;
        self.remove(interaction.channel, message)?;
        Ok(Answer::NOTHING)
    }

    /// A message as the interaction's own webhook sees it: in full.
    fn answer_with(&self, channel: Id, message: Id) -> Outcome {
        Ok(Answer(200, Some(self.message_json(self.message(channel, message)?))))
    }

    fn owners_json(&self, interaction: &Interaction) -> Value {
        let guild = self.channels.get(&interaction.channel).and_then(|channel| channel.guild);
        json!({ "0": guild.unwrap_or_default().to_string() })
    }

    /// What a message says of the interaction that it answers.
    pub fn metadata_json(&self, interaction: &Interaction) -> Value {
        let mut it = json!({
            "id": id(interaction.id), "type": interaction.kind, "user": self.user_json(interaction.user),
            "authorizing_integration_owners": self.owners_json(interaction),
        });
        match (interaction.kind, interaction.message, interaction.asked_by) {
            (MODAL, _, Some(asked_by)) => {
                it["triggering_interaction_metadata"] = self.metadata_json(&self.interactions[&asked_by]);
            }
            (COMPONENT, Some(message), _) => it["interacted_message_id"] = id(message),
            _ => {}
        }
        it
    }

    /// Hands an interaction to the bot.
    pub fn ask(&mut self, kind: u64, user: Id, channel: Id, data: Value, from: (Option<Id>, Option<Id>)) -> Id {
        let new = self.new_id();
        let (message, asked_by) = from;
        let interaction = Interaction {
            id: new,
            token: format!("interaction-token-{new}"),
            kind,
            user,
            channel,
            data,
            message,
            asked_by,
            issued: Instant::now(),
            acknowledged: None,
            original: None,
            follow_ups: Vec::new(),
        };
        let event = self.event_json(&interaction);
        self.interactions.insert(new, interaction);
        self.dispatch("INTERACTION_CREATE", 0, event);
        new
    }

    fn event_json(&self, interaction: &Interaction) -> Value {
        let channel = &self.channels[&interaction.channel];
        let mut it = json!({
            "id": id(interaction.id), "application_id": id(self.bot), "type": interaction.kind, "version": 1,
            "token": interaction.token, "data": interaction.data, "channel_id": id(channel.id),
            "channel": self.partial_channel_json(channel.id, interaction.user),
            "locale": self.users[&interaction.user].locale, "entitlements": [], "attachment_size_limit": 10_485_760,
            "app_permissions": self.permissions_in(channel.id, self.bot).to_string(),
            "authorizing_integration_owners": self.owners_json(interaction),
            "context": if channel.guild.is_some() { 0 } else { 1 },
        });
        match channel.guild {
            Some(guild) => {
                let locale = &self.guilds[&guild].locale;
                it["guild_id"] = id(guild);
                it["guild_locale"] = json!(locale);
                it["guild"] = json!({ "id": id(guild), "locale": locale, "features": [] });
                it["member"] = self.member_json(guild, interaction.user, true);
                it["member"]["permissions"] = json!(self.permissions_in(channel.id, interaction.user).to_string());
            }
            None => it["user"] = self.user_json(interaction.user),
        }
        if let Some(message) = interaction.message.and_then(|message| self.message(channel.id, message).ok()) {
            it["message"] = self.message_json(message);
        }
        it
    }
}
