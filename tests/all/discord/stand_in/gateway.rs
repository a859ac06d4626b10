//! The gateway's sessions: which events a bot asked for, in which order they came, and what a resume replays.

use std::collections::VecDeque;

use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;

use super::describe;
use super::world::{Id, World, id};

pub const GUILDS: u64 = 1;
pub const GUILD_MEMBERS: u64 = 1 << 1;
pub const GUILD_PRESENCES: u64 = 1 << 8;
pub const DIRECT_MESSAGES: u64 = 1 << 12;
pub const MESSAGE_CONTENT: u64 = 1 << 15;
/// Intents that must be switched on for the application first.
pub const PRIVILEGED: u64 = GUILD_MEMBERS | GUILD_PRESENCES | MESSAGE_CONTENT;

/// Events that come by one intent in guilds and by another in direct conversations.
pub const MESSAGES: (u64, u64) = (1 << 9, DIRECT_MESSAGES);
pub const REACTIONS: (u64, u64) = (1 << 10, 1 << 13);
pub const TYPING: (u64, u64) = (1 << 11, 1 << 14);
pub const THREADS: (u64, u64) = (GUILDS, GUILDS);

/// What goes out on a connection.
#[derive(Clone, Debug)]
pub enum Out {
    Payload(Value),
    Close(u16, &'static str),
    /// The connection ends without a word.
    Drop,
}

pub struct Session {
    pub id: String,
    pub intents: u64,
    pub sequence: u64,
    /// What was sent, for a resume.
    pub sent: VecDeque<Value>,
    /// The connection, while there is one.
    pub outlet: Option<UnboundedSender<Out>>,
}

#[derive(Default)]
pub struct Gateway {
    pub sessions: Vec<Session>,
    pub identifies: u32,
    pub resumes: u32,
    /// Heartbeats stay unanswered.
    pub deaf: bool,
    /// New connections of all kinds end at once.
    pub refuses_all: bool,
    /// New connections to the gateway are answered 503.
    pub closed: bool,
    /// How many of the next events come twice.
    pub twice: u32,
    /// How many of the next events are held back, and then come the last one first.
    pub shuffled: usize,
    held: Vec<(String, Value)>,
}

/// The application's flags that say which privileged intents it has, as a bot in few guilds has them.
pub fn application_flags(intents: u64) -> u64 {
    [(GUILD_PRESENCES, 1 << 13), (GUILD_MEMBERS, 1 << 15), (MESSAGE_CONTENT, 1 << 19)]
        .into_iter()
        .filter(|(intent, _)| intents & intent != 0)
        .fold(0, |flags, (_, flag)| flags | flag)
}

impl Session {
    /// Sends an event, and keeps it whether or not there is a connection.
    pub fn send(&mut self, event: &str, data: Value, keep: usize) -> Value {
        self.sequence += 1;
        let payload = json!({ "op": 0, "s": self.sequence, "t": event, "d": data });
        self.sent.push_back(payload.clone());
        while self.sent.len() > keep {
            self.sent.pop_front();
        }
        payload
    }

    pub fn put(&self, payload: Value) {
        if let Some(outlet) = &self.outlet {
            // A connection that has just ended gets it with its resume.
            let _ = outlet.send(Out::Payload(payload));
        }
    }

    /// What was sent after `sequence`; `None` when not all of it is kept.
    pub fn after(&self, sequence: u64) -> Option<Vec<Value>> {
        let missed: Vec<Value> =
            self.sent.iter().filter(|payload| payload["s"].as_u64() > Some(sequence)).cloned().collect();
        (missed.len() as u64 == self.sequence - sequence).then_some(missed)
    }
}

impl World {
    /// Tells every session that asked for this kind of event; an intent of 0 is for all.
    pub fn dispatch(&mut self, event: &'static str, intent: u64, data: Value) {
        self.hold_against_description(event, &data);
        let (twice, keep) = (self.gateway.twice > 0, self.settings.replay);
        let mut sessions = std::mem::take(&mut self.gateway.sessions);
        let wanted = |session: &Session| intent == 0 || session.intents & intent != 0;
        let heard = sessions.iter().any(wanted);
        for session in sessions.iter_mut().filter(|session| wanted(session)) {
            let mut data = data.clone();
            if matches!(event, "MESSAGE_CREATE" | "MESSAGE_UPDATE") {
                data = self.readable(data, session.intents & MESSAGE_CONTENT != 0);
            }
            let payload = session.send(event, data, keep);
            if self.gateway.shuffled > 0 {
                self.gateway.held.push((session.id.clone(), payload));
                continue;
            }
            session.put(payload.clone());
            if twice {
                session.put(payload);
            }
        }
        self.gateway.sessions = sessions;
        if heard {
            self.gateway.twice = self.gateway.twice.saturating_sub(1);
            self.let_go();
        }
    }

    /// Counts an event that was held back, and lets all go when it was the last.
    fn let_go(&mut self) {
        if self.gateway.shuffled == 0 {
            return;
        }
        self.gateway.shuffled -= 1;
        if self.gateway.shuffled == 0 {
            for (session, payload) in std::mem::take(&mut self.gateway.held).into_iter().rev() {
                self.gateway.sessions.iter().filter(|it| it.id == session).for_each(|it| it.put(payload.clone()));
            }
        }
    }

    /// The same for what happens in a channel: only when the bot sees it, and with the guild that it is in.
    pub fn dispatch_in(&mut self, channel: Id, event: &'static str, intents: (u64, u64), mut data: Value) {
        let Some(there) = self.channels.get(&channel) else { return };
        let Some(guild) = there.guild else { return self.dispatch(event, intents.1, data) };
        if self.require(channel, 0).is_ok() {
            data["guild_id"] = id(guild);
            self.dispatch(event, intents.0, data);
        }
    }

    /// The parts of an event that Discord's description knows.
    fn hold_against_description(&mut self, event: &str, data: &Value) {
        let mut parts: Vec<(&str, Value)> = Vec::new();
        match event {
            "MESSAGE_CREATE" | "MESSAGE_UPDATE" => parts.push(("MessageResponse", data.clone())),
            "THREAD_CREATE" | "THREAD_UPDATE" => parts.push(("ThreadResponse", data.clone())),
            "CHANNEL_CREATE" | "CHANNEL_UPDATE" | "CHANNEL_DELETE" if data["type"] == 1 => {
                parts.push(("PrivateChannelResponse", data.clone()));
            }
            "CHANNEL_CREATE" | "CHANNEL_UPDATE" | "CHANNEL_DELETE" => {
                parts.push(("GuildChannelResponse", data.clone()))
            }
            "GUILD_CREATE" => {
                parts.push(("GuildResponse", data.clone()));
                for channel in data["channels"].as_array().into_iter().flatten() {
                    let mut channel = channel.clone();
                    channel["guild_id"] = data["id"].clone();
                    parts.push(("GuildChannelResponse", channel));
                }
                parts.extend(each("GuildMemberResponse", &data["members"]));
                parts.extend(each("ThreadResponse", &data["threads"]));
            }
            "GUILD_MEMBER_ADD" | "GUILD_MEMBER_UPDATE" => parts.push(("GuildMemberResponse", data.clone())),
            "INTERACTION_CREATE" => {
                parts.extend(data.get("user").map(|it| ("UserResponse", it.clone())));
                parts.extend(data.get("member").map(|it| ("GuildMemberResponse", it.clone())));
                parts.extend(data.get("message").map(|it| ("MessageResponse", it.clone())));
                let messages = data["data"]["resolved"]["messages"].as_object().into_iter().flatten();
                parts.extend(messages.map(|(_, it)| ("MessageResponse", it.clone())));
            }
            _ => {}
        }
        for (schema, part) in parts {
            let mistakes = describe::named(schema, &part);
            self.note(&format!("the stand-in's {event} ({schema})"), &mistakes);
        }
    }

    /// Ends every connection; sessions stay and can be resumed.
    pub fn end_connections(&mut self, with: Out) {
        for session in &mut self.gateway.sessions {
            if let Some(outlet) = session.outlet.take() {
                let _ = outlet.send(with.clone());
            }
        }
    }

    /// Says something to every connection that is not an event.
    pub fn put_to_all(&mut self, payload: Value) {
        self.gateway.sessions.iter().for_each(|session| session.put(payload.clone()));
    }

    /// An event that no description knows, in the usual order of events.
    pub fn send_raw(&mut self, event: &str, data: Value) {
        let keep = self.settings.replay;
        for session in &mut self.gateway.sessions {
            let payload = session.send(event, data.clone(), keep);
            session.put(payload);
        }
    }
}

fn each(schema: &'static str, list: &Value) -> Vec<(&'static str, Value)> {
    list.as_array().into_iter().flatten().map(|it| (schema, it.clone())).collect()
}
