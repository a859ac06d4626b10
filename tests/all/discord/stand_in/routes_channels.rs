//! Routes about channels and threads.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::gateway;
use super::messages::Origin;
use super::permissions::{
    CREATE_PRIVATE_THREADS, CREATE_PUBLIC_THREADS, MANAGE_CHANNELS, MANAGE_THREADS, SEND_MESSAGES,
};
use super::refusal::Refusal;
use super::rest::{Answer, Call, Outcome};
use super::world::{DM, FORUM, Id, PRIVATE_THREAD, THREAD, Thread, World, id, now_ms};

const TYPE_THREAD_CREATED: u64 = 18;
const TYPE_THREAD_STARTER: u64 = 21;

impl World {
    pub fn get_channel(&mut self, call: &Call) -> Outcome {
        let channel = call.id("channel_id")?;
        self.require(channel, 0)?;
        Answer::ok(self.channel_json(channel))
    }

    pub fn patch_channel(&mut self, call: &Call) -> Outcome {
        let channel = call.id("channel_id")?;
        let there = self.channel(channel)?;
        let own = there.thread.as_ref().is_some_and(|thread| thread.owner == self.bot);
        let needed = match (&there.thread, own) {
            (None, _) => MANAGE_CHANNELS,
            // The one who opened a thread may rename and archive it, not lock it.
            (Some(_), true) if call.body.get("locked").is_none() => 0,
            (Some(_), _) => MANAGE_THREADS,
        };
        self.require(channel, needed)?;
        let there = self.channels.get_mut(&channel).expect("it was there");
        if let Some(name) = call.body["name"].as_str() {
            there.name = name.to_owned();
        }
        if let Some(topic) = call.body.get("topic") {
            there.topic = topic.as_str().map(str::to_owned);
        }
        if let Some(thread) = &mut there.thread {
            thread.archived = call.body["archived"].as_bool().unwrap_or(thread.archived);
            thread.locked = call.body["locked"].as_bool().unwrap_or(thread.locked);
            let minutes = call.body["auto_archive_duration"].as_u64();
            thread.archive_after_minutes = minutes.unwrap_or(thread.archive_after_minutes);
            if let Some(tags) = call.body["applied_tags"].as_array() {
                thread.tags = tags.clone();
            }
        }
        self.tell_channel(channel, "THREAD_UPDATE", "CHANNEL_UPDATE");
        Answer::ok(self.channel_json(channel))
    }

    pub fn delete_channel(&mut self, call: &Call) -> Outcome {
        let channel = call.id("channel_id")?;
        let needed = match self.channel(channel)? {
            there if there.kind == DM => 0,
            there if there.thread.is_some() => MANAGE_THREADS,
            _ => MANAGE_CHANNELS,
        };
        self.require(channel, needed)?;
        let last = self.channel_json(channel);
        self.tell_channel(channel, "THREAD_DELETE", "CHANNEL_DELETE");
        // A direct channel that the bot closes is only put aside.
        if needed != 0 {
            self.channels.remove(&channel);
        }
        Answer::ok(last)
    }

    /// Tells of a channel or thread as it is now.
    pub fn tell_channel(&mut self, channel: Id, of_thread: &'static str, of_channel: &'static str) {
        let mut event = self.channel_json(channel);
        let there = &self.channels[&channel];
        let name = if there.thread.is_some() { of_thread } else { of_channel };
        if name == "THREAD_DELETE" {
            event = json!({ "id": id(channel), "type": there.kind, "parent_id": there.parent.map(id) });
        }
        if name == "THREAD_CREATE" {
            event["newly_created"] = json!(true);
        }
        self.dispatch_in(channel, name, gateway::THREADS, event);
    }

    pub fn show_typing(&mut self, call: &Call) -> Outcome {
        let channel = call.id("channel_id")?;
        self.require(channel, SEND_MESSAGES)?;
        self.typing(channel, self.bot);
        Ok(Answer::NOTHING)
    }

    pub fn typing(&mut self, channel: Id, user: Id) {
        let mut event = json!({ "channel_id": id(channel), "user_id": id(user), "timestamp": now_ms() / 1000 });
        if let Some(guild) = self.channels.get(&channel).and_then(|channel| channel.guild) {
            event["member"] = self.member_json(guild, user, true);
        }
        self.dispatch_in(channel, "TYPING_START", gateway::TYPING, event);
    }

    /// A thread that grows from a message bears the message's id.
    pub fn thread_of_message(&mut self, call: &Call) -> Outcome {
        let (channel, message) = (call.id("channel_id")?, call.id("message_id")?);
        self.require(channel, CREATE_PUBLIC_THREADS)?;
        self.message(channel, message)?;
        if self.channels.contains_key(&message) {
            return Err(Refusal::HAS_THREAD);
        }
        let thread = self.open_thread(channel, self.bot, THREAD, Some(message), &call.body)?;
        Ok(Answer(201, Some(self.channel_json(thread))))
    }

    pub fn thread_alone(&mut self, call: &Call) -> Outcome {
        let channel = call.id("channel_id")?;
        let forum = self.channel(channel)?.kind == FORUM;
        let kind = if forum { THREAD } else { call.body["type"].as_u64().unwrap_or(PRIVATE_THREAD) };
        // A post in a forum needs what a message needs.
        let needed = match kind {
            _ if forum => SEND_MESSAGES,
            THREAD => CREATE_PUBLIC_THREADS,
            _ => CREATE_PRIVATE_THREADS,
        };
        self.require(channel, needed)?;
        let thread = self.open_thread(channel, self.bot, kind, None, &call.body)?;
        let mut answer = self.channel_json(thread);
        if forum {
            let origin = Origin { first_of: Some(thread), ..Origin::default() };
            let first = self.post(thread, self.bot, &call.body["message"], &call.files, origin)?;
            answer = self.channel_json(thread);
            answer["message"] = self.message_json(self.message(thread, first)?);
        }
        Ok(Answer(201, Some(answer)))
    }

    pub fn open_thread(
        &mut self,
        parent: Id,
        owner: Id,
        kind: u64,
        of: Option<Id>,
        request: &Value,
    ) -> Result<Id, Refusal> {
        let there = self.channel(parent)?;
        let (guild, forum) = (there.guild.ok_or(Refusal::UNKNOWN_CHANNEL)?, there.kind == FORUM);
        let name = request["name"].as_str().unwrap_or_default();
        let made = self.add_channel(kind, Some(guild), Some(parent), name);
        let mut thread = self.channels.remove(&made).expect("just made");
        thread.id = of.unwrap_or(made);
        thread.thread = Some(Thread {
            owner,
            archive_after_minutes: request["auto_archive_duration"].as_u64().unwrap_or(4320),
            members: BTreeMap::from([(owner, now_ms())]),
            tags: request["applied_tags"].as_array().cloned().unwrap_or_default(),
            ..Thread::default()
        });
        let thread_id = thread.id;
        self.channels.insert(thread_id, thread);
        self.tell_channel(thread_id, "THREAD_CREATE", "CHANNEL_CREATE");
        // What the channel and the thread show of it, as Discord writes it by itself.
        let (place, kind, said) = match of {
            Some(_) => (thread_id, TYPE_THREAD_STARTER, json!({})),
            None if forum || kind == PRIVATE_THREAD => return Ok(thread_id),
            None => (parent, TYPE_THREAD_CREATED, json!({ "content": name })),
        };
        let origin = Origin { kind: Some(kind), ..Origin::default() };
        self.post(place, owner, &said, &[], origin)?;
        if let Some(message) = of {
            self.tell("MESSAGE_UPDATE", parent, message);
        }
        Ok(thread_id)
    }

    /// Writing opens an archived thread again, unless it is locked.
    pub fn open_thread_for(&mut self, channel: Id, writer: Id) -> Result<(), Refusal> {
        let may = self.permissions_in(channel, writer);
        let there = self.channels.get_mut(&channel).ok_or(Refusal::UNKNOWN_CHANNEL)?;
        let Some(thread) = there.thread.as_mut().filter(|thread| thread.archived) else { return Ok(()) };
        if thread.locked && may & MANAGE_THREADS == 0 {
            return Err(Refusal::THREAD_ARCHIVED);
        }
        thread.archived = false;
        self.tell_channel(channel, "THREAD_UPDATE", "CHANNEL_UPDATE");
        Ok(())
    }

    fn thread_member(&self, call: &Call) -> Result<(Id, Id), Refusal> {
        let channel = call.id("channel_id")?;
        let user = call.find("user_id").map_or(Ok(self.bot), |_| call.id("user_id"))?;
        self.require(channel, 0)?;
        match self.channel(channel)?.thread {
            Some(_) => Ok((channel, user)),
            None => Err(Refusal::UNKNOWN_CHANNEL),
        }
    }

    pub fn join_thread(&mut self, call: &Call) -> Outcome {
        let (channel, user) = self.thread_member(call)?;
        self.channels
            .get_mut(&channel)
            .and_then(|there| there.thread.as_mut())
            .expect("a thread")
            .members
            .insert(user, now_ms());
        self.tell_members(channel, json!([]), Some(user));
        Ok(Answer::NOTHING)
    }

    pub fn leave_thread(&mut self, call: &Call) -> Outcome {
        let (channel, user) = self.thread_member(call)?;
        self.channels
            .get_mut(&channel)
            .and_then(|there| there.thread.as_mut())
            .expect("a thread")
            .members
            .remove(&user);
        self.tell_members(channel, json!([id(user)]), None);
        Ok(Answer::NOTHING)
    }

    fn tell_members(&mut self, channel: Id, removed: Value, added: Option<Id>) {
        let there = &self.channels[&channel];
        let thread = there.thread.as_ref().expect("a thread");
        let guild = there.guild.expect("threads are in guilds");
        let added: Vec<Value> = added
            .map(|user| {
                let mut it = Self::thread_member_json(channel, thread, user);
                it["member"] = self.member_json(guild, user, true);
                it["presence"] = Value::Null;
                it
            })
            .into_iter()
            .collect();
        let event = json!({
            "id": id(channel), "member_count": thread.members.len(), "added_members": added,
            "removed_member_ids": removed,
        });
        self.dispatch_in(channel, "THREAD_MEMBERS_UPDATE", gateway::THREADS, event);
    }

    pub fn list_thread_members(&mut self, call: &Call) -> Outcome {
        let (channel, _) = self.thread_member(call)?;
        let thread = self.channels[&channel].thread.as_ref().expect("a thread");
        Answer::ok(thread.members.keys().map(|user| Self::thread_member_json(channel, thread, *user)).collect())
    }

    pub fn get_thread_member(&mut self, call: &Call) -> Outcome {
        let (channel, user) = self.thread_member(call)?;
        let thread = self.channels[&channel].thread.as_ref().expect("a thread");
        match thread.members.contains_key(&user) {
            true => Answer::ok(Self::thread_member_json(channel, thread, user)),
            false => Err(Refusal::UNKNOWN_MEMBER),
        }
    }

    pub fn archived_threads(&mut self, call: &Call) -> Outcome {
        self.archived(call, THREAD)
    }

    pub fn archived_private_threads(&mut self, call: &Call) -> Outcome {
        self.archived(call, PRIVATE_THREAD)
    }

    fn archived(&mut self, call: &Call, kind: u64) -> Outcome {
        let parent = call.id("channel_id")?;
        self.require(parent, 0)?;
        Answer::ok(self.threads(|channel| channel.1 == Some(parent) && channel.2 == kind, true))
    }

    pub fn active_threads(&mut self, call: &Call) -> Outcome {
        let guild = call.guild(self)?.id;
        Answer::ok(self.threads(|channel| channel.0 == Some(guild), false))
    }

    /// Threads by guild, parent and kind, and the bot's own membership in them.
    fn threads(&self, wanted: impl Fn((Option<Id>, Option<Id>, u64)) -> bool, archived: bool) -> Value {
        let mut threads = Vec::new();
        let mut members = Vec::new();
        for channel in self.channels.values().rev() {
            let Some(thread) = channel.thread.as_ref().filter(|thread| thread.archived == archived) else { continue };
            if wanted((channel.guild, channel.parent, channel.kind)) && self.require(channel.id, 0).is_ok() {
                threads.push(self.channel_json(channel.id));
                if thread.members.contains_key(&self.bot) {
                    members.push(Self::thread_member_json(channel.id, thread, self.bot));
                }
            }
        }
        json!({ "threads": threads, "members": members, "has_more": false })
    }
}
