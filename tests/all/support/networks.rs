//! The real program on both networks, and the people who talk to it there.

use std::time::{Duration, Instant};

use serde_json::json;

use super::nio::{Peer, text};
use super::program::Program;
use super::synapse::Synapse;
use crate::discord::stand_in::{Settings, StandIn};

const WITHIN: Duration = Duration::from_secs(60);
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// With it Discord's client shows `/desk`.
const MANAGE_THREADS: u64 = 1 << 34;

/// Somebody, and where they write and read.
pub enum Seat {
    Matrix { peer: Peer, room: String, thread: Option<String> },
    Discord { user: u64, channel: u64 },
}

/// A message of the bot's as somebody sees it now: with its new words where it was edited.
#[derive(Clone, Debug)]
pub struct Heard {
    pub id: String,
    pub words: String,
    /// The message that it is a reply to.
    pub answers: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    Matrix,
    Discord,
}

pub struct Networks {
    pub discord: StandIn,
    pub program: Program,
    pub guild: u64,
}

impl Networks {
    /// With two advisers in a room of their own on one of the networks.
    pub async fn open(synapse: &Synapse, name: &str, advisers: On) -> Option<(Self, Seat, Seat)> {
        let settings = Settings { privileged_intents: 1 << 15, message_limit: None, ..Settings::default() };
        let discord = StandIn::start_with(settings)?;
        let mut program = Program::install(synapse, &format!("bot-{name}"));
        let founder = discord.user("founder");
        let guild = discord.guild("Institute", founder);
        discord.channel(guild, "general");
        program.also_on(&discord);
        let seats = match advisers {
            On::Matrix => {
                let (cara, dora) = (
                    Peer::start(synapse, &format!("cara-{name}")).await,
                    Peer::start(synapse, &format!("dora-{name}")).await,
                );
                for peer in [&cara, &dora] {
                    peer.ask("cross_sign", json!({})).await;
                }
                // The room that the program makes for them.
                assert_eq!(program.call(&["matrix", "login"]).0, Some(0));
                let (code, said) = program.call(&["matrix", "make-room", &cara.user_id, &dora.user_id]);
                assert_eq!(code, Some(0), "{said}");
                let room = said.split('"').find_map(|part| part.strip_prefix("matrix:")).expect("a room").to_owned();
                for peer in [&cara, &dora] {
                    peer.ask("wait_for_invite", json!({ "sender": program.user_id })).await;
                    peer.ask("join", json!({ "room": room })).await;
                }
                program.set("ADVISERS__ROOM", format!("matrix:{room}"));
                let seat = |peer| Seat::Matrix { peer, room: room.clone(), thread: None };
                (seat(cara), seat(dora))
            }
            On::Discord => {
                let (cara, dora) = (discord.user("cara"), discord.user("dora"));
                let (forum, role) = (discord.forum(guild, "tickets"), discord.role(guild, "adviser"));
                for user in [cara, dora] {
                    discord.join(guild, user);
                    discord.set_role(guild, user, role, true);
                    discord.let_member(guild, user, MANAGE_THREADS);
                }
                program.set("ADVISERS__ROOM", format!("discord:{forum}"));
                program.set("ADVISERS__ROLES", role.to_string());
                (Seat::Discord { user: cara, channel: forum }, Seat::Discord { user: dora, channel: forum })
            }
        };
        let (code, said) = program.call(&["discord", "commands", "sync"]);
        assert_eq!(code, Some(0), "{said}");
        program.start(&[]);
        program.wait_ready();
        Some((Self { discord, program, guild }, seats.0, seats.1))
    }

    /// A person in a chat with the bot alone.
    pub async fn person(&self, synapse: &Synapse, on: On, name: &str) -> Seat {
        match on {
            On::Matrix => {
                let peer = Peer::start(synapse, name).await;
                let room = peer.room_with(&[&self.program.user_id], true, true).await;
                let seat = Seat::Matrix { peer, room, thread: None };
                self.until(&seat, "I am a machine").await;
                seat
            }
            On::Discord => {
                let user = self.discord.user(name);
                self.discord.join(self.guild, user);
                Seat::Discord { user, channel: self.discord.dm(user) }
            }
        }
    }

    /// Where the advisers speak of the one ticket that there is, once its head with these words stands there.
    pub async fn thread(&self, adviser: &Seat, words: &str) -> String {
        let Seat::Discord { channel: forum, .. } = adviser else { return self.until(adviser, words).await.id };
        let end = Instant::now() + WITHIN;
        loop {
            if let [(thread, _)] = self.discord.threads(*forum).as_slice() {
                return thread.to_string();
            }
            assert!(Instant::now() < end, "no post\n{}", self.program.log());
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// What stands of all that the bot said there.
    pub async fn heard(&self, seat: &Seat) -> Vec<Heard> {
        match seat {
            Seat::Matrix { peer, room, .. } => {
                let said = peer.standing(room, &self.program.user_id).await;
                let heard = said.iter().map(|event| Heard {
                    id: text(event, "event_id"),
                    words: event["content"]["body"].as_str().unwrap_or_default().to_owned(),
                    answers: event["content"]["m.relates_to"]["m.in_reply_to"]["event_id"].as_str().map(str::to_owned),
                });
                heard.collect()
            }
            Seat::Discord { user, channel } => {
                let said = self.discord.said_by_bot(*user, *channel).into_iter();
                let heard = said.map(|seen| {
                    let more = seen.embeds.iter().filter_map(|embed| embed["description"].as_str());
                    let files = seen.attachments.iter().filter_map(|file| file["filename"].as_str());
                    let words: Vec<_> = [seen.content.as_str()].into_iter().chain(more).chain(files).collect();
                    let answers = seen.reply_to.map(|id| id.to_string());
                    Heard { id: seen.id.to_string(), words: words.join("\n"), answers }
                });
                heard.collect()
            }
        }
    }

    pub async fn until(&self, seat: &Seat, words: &str) -> Heard {
        self.until_heard(seat, words, |heard| heard.words.contains(words)).await
    }

    /// The bot's reply to a message.
    pub async fn until_answered(&self, seat: &Seat, said: &str) -> Heard {
        self.until_heard(seat, said, |heard| heard.answers.as_deref() == Some(said)).await
    }

    async fn until_heard(&self, seat: &Seat, what: &str, is_it: impl Fn(&Heard) -> bool) -> Heard {
        let end = Instant::now() + WITHIN;
        loop {
            let heard = self.heard(seat).await;
            if let Some(found) = heard.iter().rfind(|heard| is_it(heard)) {
                return found.clone();
            }
            assert!(Instant::now() < end, "{what:?} was never said: {heard:#?}\n{}", self.program.log());
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    pub async fn say(&self, seat: &Seat, words: &str) -> String {
        match seat {
            Seat::Matrix { peer, room, thread: None } => peer.say(room, words).await,
            Seat::Matrix { peer, room, thread: Some(thread) } => {
                let content = json!({
                    "msgtype": "m.text", "body": words,
                    "m.relates_to": { "rel_type": "m.thread", "event_id": thread, "is_falling_back": true, "m.in_reply_to": { "event_id": thread } },
                });
                peer.send(room, content).await
            }
            Seat::Discord { user, channel } => self.discord.say(*user, *channel, words).to_string(),
        }
    }

    /// Says something and waits for what the bot says next.
    pub async fn ask(&self, seat: &Seat, words: &str) -> String {
        let before = self.heard(seat).await.len();
        self.say(seat, words).await;
        let end = Instant::now() + WITHIN;
        loop {
            let heard = self.heard(seat).await;
            if heard.len() > before {
                return heard.last().expect("one more").words.clone();
            }
            assert!(Instant::now() < end, "no answer to {words:?}: {heard:#?}");
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    pub async fn edit(&self, seat: &Seat, said: &str, words: &str) {
        match seat {
            Seat::Matrix { peer, room, .. } => drop(peer.edit(room, said, words).await),
            Seat::Discord { channel, .. } => self.discord.edit(*channel, said.parse().expect("an id"), words),
        }
    }

    pub async fn delete(&self, seat: &Seat, said: &str) {
        match seat {
            Seat::Matrix { peer, room, .. } => {
                drop(peer.ask("redact", json!({ "room": room, "event_id": said })).await);
            }
            Seat::Discord { channel, .. } => self.discord.delete(*channel, said.parse().expect("an id")),
        }
    }

    /// A text with words above it.
    pub async fn attach(&self, seat: &Seat, words: &str, name: &str, content: &str) -> String {
        match seat {
            Seat::Matrix { peer, room, thread } => {
                let file = json!({ "room": room, "name": name, "text": content, "caption": words, "thread": thread });
                text(&peer.ask("attach", file).await, "event_id")
            }
            Seat::Discord { user, channel } => {
                self.discord.send_file(*user, *channel, words, name, content.as_bytes()).to_string()
            }
        }
    }

    pub async fn is_gone(&self, seat: &Seat, heard: &Heard) {
        let end = Instant::now() + WITHIN;
        while self.heard(seat).await.iter().any(|other| other.id == heard.id) {
            assert!(Instant::now() < end, "it was not taken back: {heard:?}");
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// All that the bot sent there, as the network brought it.
    pub async fn traffic(&self, seat: &Seat) -> Vec<String> {
        match seat {
            Seat::Matrix { peer, room, .. } => {
                let said = peer.messages(room, &self.program.user_id, 0, 1).await;
                said.iter().map(ToString::to_string).collect()
            }
            Seat::Discord { user, channel } => {
                self.discord.said_by_bot(*user, *channel).iter().map(|seen| seen.json.to_string()).collect()
            }
        }
    }

    pub async fn names_nobody(&self, reader: &Seat, others: &[&Seat]) {
        let secrets: Vec<String> = others.iter().flat_map(|seat| seat.identifiers()).collect();
        for sent in self.traffic(reader).await {
            for secret in &secrets {
                assert!(!sent.contains(secret), "{secret} is in {sent}");
            }
        }
    }
}

impl Seat {
    /// Whatever would tell who this is, or where.
    fn identifiers(&self) -> Vec<String> {
        match self {
            Seat::Matrix { peer, room, thread } => {
                [Some(peer.user_id.clone()), Some(room.clone()), thread.clone()].into_iter().flatten().collect()
            }
            Seat::Discord { user, channel } => vec![user.to_string(), channel.to_string()],
        }
    }

    /// Now that the ticket's thread is there.
    pub fn into_thread(self, thread: &str) -> Self {
        match self {
            Seat::Matrix { peer, room, .. } => Seat::Matrix { peer, room, thread: Some(thread.to_owned()) },
            Seat::Discord { user, .. } => Seat::Discord { user, channel: thread.parse().expect("an id") },
        }
    }
}
