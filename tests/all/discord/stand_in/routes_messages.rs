//! Routes about messages, reactions and pins.

use serde_json::{Value, json};

use super::gateway::{self, MESSAGE_CONTENT};
use super::messages::{Message, Origin};
use super::permissions::{ADD_REACTIONS, ATTACH_FILES, MANAGE_MESSAGES, READ_MESSAGE_HISTORY, SEND_MESSAGES};
use super::refusal::Refusal;
use super::rest::{Answer, Call, Outcome};
use super::world::{Id, World, id, now_ms, time};

impl World {
    fn readable_json(&self, message: &Message) -> Value {
        let with_content = self.settings.privileged_intents & MESSAGE_CONTENT != 0;
        self.readable(self.message_json(message), with_content)
    }

    /// A message of the channel that everyone sees: what only one person sees is not in its history.
    fn in_history(&self, call: &Call) -> Result<(Id, Id), Refusal> {
        let (channel, message) = (call.id("channel_id")?, call.id("message_id")?);
        self.require(channel, 0)?;
        match self.message(channel, message)?.ephemeral_to {
            None => Ok((channel, message)),
            Some(_) => Err(Refusal::UNKNOWN_MESSAGE),
        }
    }

    pub fn create_message(&mut self, call: &Call) -> Outcome {
        let channel = call.id("channel_id")?;
        self.require(channel, if call.files.is_empty() { SEND_MESSAGES } else { SEND_MESSAGES | ATTACH_FILES })?;
        self.require_open_dm(channel)?;
        self.open_thread_for(channel, self.bot)?;
        let message = self.post(channel, self.bot, &call.body, &call.files, Origin::default())?;
        Answer::ok(self.message_json(self.message(channel, message)?))
    }

    pub fn get_message(&mut self, call: &Call) -> Outcome {
        let (channel, message) = self.in_history(call)?;
        self.require(channel, READ_MESSAGE_HISTORY)?;
        Answer::ok(self.readable_json(self.message(channel, message)?))
    }

    /// The newest first, as Discord gives them, whichever side of a message was asked for.
    pub fn list_messages(&mut self, call: &Call) -> Outcome {
        let channel = call.id("channel_id")?;
        self.require(channel, 0)?;
        if self.require(channel, READ_MESSAGE_HISTORY).is_err() {
            return Answer::ok(json!([]));
        }
        let limit = call.query.get("limit").map_or(Ok(50), |limit| limit.parse::<usize>());
        let limit = limit.ok().filter(|limit| (1..=100).contains(limit));
        let limit = limit.ok_or(Refusal::invalid_at("/limit", "int value should be between 1 and 100."))?;
        let all = || self.channels[&channel].messages.values().filter(|message| message.ephemeral_to.is_none());
        let mut chosen: Vec<&Message> = match (call.query_id("after"), call.query_id("before"), call.query_id("around"))
        {
            (Some(after), _, _) => all().filter(|message| message.id > after).take(limit).collect(),
            (_, Some(before), _) => all().rev().filter(|message| message.id < before).take(limit).collect(),
            (_, _, Some(around)) => {
                let half = limit / 2;
                let below = all().rev().filter(|message| message.id <= around).take(half.max(1));
                below.chain(all().filter(|message| message.id > around).take(half)).collect()
            }
            _ => all().rev().take(limit).collect(),
        };
        chosen.sort_by_key(|message| std::cmp::Reverse(message.id));
        Answer::ok(chosen.into_iter().map(|message| self.readable_json(message)).collect())
    }

    pub fn patch_message(&mut self, call: &Call) -> Outcome {
        let (channel, message) = self.in_history(call)?;
        if self.message(channel, message)?.author != self.bot {
            return Err(Refusal::NOT_YOURS);
        }
        self.open_thread_for(channel, self.bot)?;
        self.change(channel, message, &call.body, &call.files)?;
        Answer::ok(self.message_json(self.message(channel, message)?))
    }

    pub fn delete_message(&mut self, call: &Call) -> Outcome {
        let (channel, message) = self.in_history(call)?;
        if self.message(channel, message)?.author != self.bot {
            self.require(channel, MANAGE_MESSAGES)?;
        }
        self.remove(channel, message)?;
        Ok(Answer::NOTHING)
    }

    pub fn add_reaction(&mut self, call: &Call) -> Outcome {
        let (channel, message) = self.in_history(call)?;
        self.require(channel, READ_MESSAGE_HISTORY)?;
        let emoji = call.text("emoji_name");
        if self.message(channel, message)?.reactions.iter().all(|(known, _)| known != emoji) {
            self.require(channel, ADD_REACTIONS)?;
        }
        self.react(channel, message, self.bot, emoji)?;
        Ok(Answer::NOTHING)
    }

    pub fn take_reaction(&mut self, call: &Call) -> Outcome {
        let (channel, message) = self.in_history(call)?;
        let user = call.find("user_id").map_or(Ok(self.bot), |_| call.id("user_id"))?;
        if user != self.bot {
            self.require(channel, MANAGE_MESSAGES)?;
        }
        self.unreact(channel, message, user, call.text("emoji_name"))?;
        Ok(Answer::NOTHING)
    }

    pub fn clear_reactions(&mut self, call: &Call) -> Outcome {
        let (channel, message) = self.in_history(call)?;
        self.require(channel, MANAGE_MESSAGES)?;
        self.message_mut(channel, message)?.reactions.clear();
        let event = json!({ "channel_id": id(channel), "message_id": id(message) });
        self.dispatch_in(channel, "MESSAGE_REACTION_REMOVE_ALL", gateway::REACTIONS, event);
        Ok(Answer::NOTHING)
    }

    pub fn list_reactions(&mut self, call: &Call) -> Outcome {
        let (channel, message) = self.in_history(call)?;
        let reactions = &self.message(channel, message)?.reactions;
        let of_emoji = reactions.iter().find(|(emoji, _)| emoji == call.text("emoji_name"));
        let users = of_emoji.into_iter().flat_map(|(_, users)| users);
        Answer::ok(users.map(|user| self.user_json(*user)).collect())
    }

    /// Someone reacts; once is enough.
    pub fn react(&mut self, channel: Id, message: Id, user: Id, emoji: &str) -> Result<(), Refusal> {
        let it = self.message_mut(channel, message)?;
        let author = it.author;
        match it.reactions.iter_mut().find(|(known, _)| known == emoji) {
            Some((_, users)) if users.contains(&user) => return Ok(()),
            Some((_, users)) => users.push(user),
            None => it.reactions.push((emoji.to_owned(), vec![user])),
        }
        let mut event = Self::reaction_json(channel, message, user, emoji);
        event["message_author_id"] = id(author);
        if let Some(guild) = self.channel(channel)?.guild {
            event["member"] = self.member_json(guild, user, true);
        }
        self.dispatch_in(channel, "MESSAGE_REACTION_ADD", gateway::REACTIONS, event);
        Ok(())
    }

    pub fn unreact(&mut self, channel: Id, message: Id, user: Id, emoji: &str) -> Result<(), Refusal> {
        let it = self.message_mut(channel, message)?;
        for (_, users) in it.reactions.iter_mut().filter(|(known, _)| known == emoji) {
            users.retain(|it| *it != user);
        }
        it.reactions.retain(|(_, users)| !users.is_empty());
        let event = Self::reaction_json(channel, message, user, emoji);
        self.dispatch_in(channel, "MESSAGE_REACTION_REMOVE", gateway::REACTIONS, event);
        Ok(())
    }

    fn reaction_json(channel: Id, message: Id, user: Id, emoji: &str) -> Value {
        json!({
            "user_id": id(user), "channel_id": id(channel), "message_id": id(message), "burst": false, "type": 0,
            "emoji": { "id": null, "name": emoji },
        })
    }

    pub fn pin(&mut self, call: &Call) -> Outcome {
        self.set_pinned(call, true)
    }

    pub fn unpin(&mut self, call: &Call) -> Outcome {
        self.set_pinned(call, false)
    }

    fn set_pinned(&mut self, call: &Call, pinned: bool) -> Outcome {
        let (channel, message) = self.in_history(call)?;
        if self.channel(channel)?.guild.is_some() {
            self.require(channel, MANAGE_MESSAGES)?;
        }
        self.message_mut(channel, message)?.body["pinned"] = json!(pinned);
        self.tell("MESSAGE_UPDATE", channel, message);
        Ok(Answer::NOTHING)
    }

    pub fn list_pins(&mut self, call: &Call) -> Outcome {
        let channel = call.id("channel_id")?;
        self.require(channel, READ_MESSAGE_HISTORY)?;
        let pinned = self.channels[&channel].messages.values().rev().filter(|message| message.body["pinned"] == true);
        let items: Vec<Value> = pinned
            .map(|message| json!({ "pinned_at": time(now_ms()), "message": self.readable_json(message) }))
            .collect();
        Answer::ok(json!({ "items": items, "has_more": false }))
    }
}
