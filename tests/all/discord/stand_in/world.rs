//! What there is in the stand-in's Discord: people, guilds, channels, what was said. It outlives outages.

use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use super::faults::Faults;
use super::gateway::Gateway;
use super::interactions::Interaction;
use super::limits::Limits;
use super::messages::Message;
use super::permissions;
use super::refusal::Refusal;
use super::rest::Request;

/// A snowflake.
pub type Id = u64;

/// The bot's account is older than everything else here.
const BOT: Id = 1_200_000_000_000_000_000;
/// Libraries read the bot's id from the first part.
const TOKEN: &str = "MTIwMDAwMDAwMDAwMDAwMDAwMA.for-tests.not-a-secret";
/// When Discord's ids begin.
const EPOCH_MS: u64 = 1_420_070_400_000;

/// Kinds of channels.
pub const TEXT: u64 = 0;
pub const DM: u64 = 1;
pub const THREAD: u64 = 11;
pub const PRIVATE_THREAD: u64 = 12;
pub const FORUM: u64 = 15;

/// What a test may want otherwise.
#[derive(Clone, Debug)]
pub struct Settings {
    pub token: String,
    pub heartbeat: Duration,
    /// How long an interaction waits for its first answer.
    pub acknowledge_within: Duration,
    /// How long an interaction's token is good.
    pub token_lifetime: Duration,
    /// How long the same nonce means the same message.
    pub nonce_window: Duration,
    /// The privileged intents that are switched on for the application.
    pub privileged_intents: u64,
    /// What one channel takes of sending, changing and removing messages; `None` for no limit.
    pub message_limit: Option<(u32, Duration)>,
    /// Our own rule: a request that can mention someone bars it.
    pub mentions_barred: bool,
    /// How many events a session keeps for a resume.
    pub replay: usize,
    /// Whether a person's first direct message is announced with `CHANNEL_CREATE`. Since version 8 of its interface Discord
    /// does not, and serenity could not read it.
    pub announces_dms: bool,
    /// IDENTIFYs that are left today, as `GET /gateway/bot` says it.
    pub session_starts_left: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            token: TOKEN.to_owned(),
            heartbeat: Duration::from_millis(41_250),
            acknowledge_within: Duration::from_secs(3),
            token_lifetime: Duration::from_secs(15 * 60),
            nonce_window: Duration::from_secs(180),
            privileged_intents: 0,
            message_limit: Some((5, Duration::from_secs(5))),
            mentions_barred: false,
            replay: 10_000,
            announces_dms: false,
            session_starts_left: 1_000,
        }
    }
}

#[derive(Clone, Debug)]
pub struct User {
    pub id: Id,
    pub name: String,
    pub bot: bool,
    pub locale: String,
    /// Takes no messages from bots: 50007.
    pub dms_closed: bool,
}

#[derive(Clone, Debug)]
pub struct Role {
    pub id: Id,
    pub name: String,
    pub permissions: u64,
    pub of_bot: Option<Id>,
}

#[derive(Clone, Debug)]
pub struct Guild {
    pub id: Id,
    pub name: String,
    pub owner: Id,
    pub locale: String,
    pub roles: Vec<Role>,
    /// Members and their roles.
    pub members: BTreeMap<Id, Vec<Id>>,
    /// Whether the bot is in it.
    pub joined: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Thread {
    pub owner: Id,
    pub archived: bool,
    pub locked: bool,
    pub archive_after_minutes: u64,
    /// Members and when they joined.
    pub members: BTreeMap<Id, u64>,
    pub sent: u64,
    pub tags: Vec<Value>,
}

#[derive(Clone, Debug)]
pub struct Channel {
    pub id: Id,
    pub kind: u64,
    pub guild: Option<Id>,
    pub parent: Option<Id>,
    pub name: String,
    pub topic: Option<String>,
    /// Of a forum: what its posts can be marked with.
    pub available_tags: Vec<(Id, String)>,
    pub recipients: Vec<Id>,
    /// What the bot may not do here although its roles let it.
    pub denied: u64,
    pub messages: BTreeMap<Id, Message>,
    pub thread: Option<Thread>,
    pub last_message: Option<Id>,
}

pub struct World {
    pub settings: Settings,
    /// `127.0.0.1:PORT` of the plain listener.
    pub plain: String,
    /// The bot's user, and the application: Discord gives both one id.
    pub bot: Id,
    pub users: BTreeMap<Id, User>,
    pub guilds: BTreeMap<Id, Guild>,
    pub channels: BTreeMap<Id, Channel>,
    pub interactions: BTreeMap<Id, Interaction>,
    /// Registered commands, of a guild or of all places.
    pub commands: BTreeMap<Option<Id>, Vec<Value>>,
    /// What was attached, by the path of its address.
    pub files: HashMap<String, Vec<u8>>,
    pub gateway: Gateway,
    pub faults: Faults,
    pub limits: Limits,
    pub requests: Vec<Request>,
    pub violations: Vec<String>,
    last_id: Id,
}

pub fn now_ms() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis() as u64
}

/// When something with this id was made.
pub fn made_at_ms(id: Id) -> u64 {
    (id >> 22) + EPOCH_MS
}

pub fn time(ms: u64) -> Value {
    let moment = jiff::Timestamp::from_millisecond(ms as i64).expect("a moment of this age");
    json!(moment.strftime("%Y-%m-%dT%H:%M:%S%.6f+00:00").to_string())
}

/// An id as Discord writes it.
pub fn id(id: Id) -> Value {
    json!(id.to_string())
}

impl World {
    pub fn new(settings: Settings, plain: String) -> Self {
        let bot =
            User { id: BOT, name: "fairway".to_owned(), bot: true, locale: "en-US".to_owned(), dms_closed: false };
        Self {
            settings,
            plain,
            bot: BOT,
            users: BTreeMap::from([(BOT, bot)]),
            guilds: BTreeMap::new(),
            channels: BTreeMap::new(),
            interactions: BTreeMap::new(),
            commands: BTreeMap::new(),
            files: HashMap::new(),
            gateway: Gateway::default(),
            faults: Faults::default(),
            limits: Limits::default(),
            requests: Vec::new(),
            violations: Vec::new(),
            last_id: 0,
        }
    }

    /// An id of this moment, above all that were made before.
    pub fn new_id(&mut self) -> Id {
        self.last_id = (self.last_id + 1).max((now_ms() - EPOCH_MS) << 22);
        self.last_id
    }

    /// An id of a moment that is past.
    pub fn new_id_of(&mut self, ago: Duration) -> Id {
        let now = self.new_id();
        now - ((ago.as_millis() as u64) << 22)
    }

    pub fn add_user(&mut self, name: &str) -> Id {
        let id = self.new_id();
        self.users
            .insert(id, User { id, name: name.to_owned(), bot: false, locale: "en-GB".to_owned(), dms_closed: false });
        id
    }

    pub fn add_guild(&mut self, name: &str, owner: Id) -> Id {
        let id = self.new_id();
        let role = self.new_id();
        let everyone = Role { id, name: "@everyone".to_owned(), permissions: permissions::EVERYONE, of_bot: None };
        let of_bot =
            Role { id: role, name: "fairway".to_owned(), permissions: permissions::BOT, of_bot: Some(self.bot) };
        let members = BTreeMap::from([(owner, Vec::new()), (self.bot, vec![role])]);
        let guild = Guild {
            id,
            name: name.to_owned(),
            owner,
            locale: "en-GB".to_owned(),
            roles: vec![everyone, of_bot],
            members,
            joined: true,
        };
        self.guilds.insert(id, guild);
        id
    }

    pub fn add_channel(&mut self, kind: u64, guild: Option<Id>, parent: Option<Id>, name: &str) -> Id {
        let id = self.new_id();
        let channel = Channel {
            id,
            kind,
            guild,
            parent,
            name: name.to_owned(),
            topic: None,
            available_tags: Vec::new(),
            recipients: Vec::new(),
            denied: 0,
            messages: BTreeMap::new(),
            thread: None,
            last_message: None,
        };
        self.channels.insert(id, channel);
        id
    }

    pub fn channel(&self, channel: Id) -> Result<&Channel, Refusal> {
        self.channels.get(&channel).ok_or(Refusal::UNKNOWN_CHANNEL)
    }

    /// The direct channel of a person and the bot, if they have one.
    pub fn dm_of(&self, user: Id) -> Option<Id> {
        self.channels
            .values()
            .find(|channel| channel.kind == DM && channel.recipients.contains(&user))
            .map(|channel| channel.id)
    }

    /// The same, made when there is none.
    pub fn dm_with(&mut self, user: Id) -> Id {
        self.dm_of(user).unwrap_or_else(|| {
            let dm = self.add_channel(DM, None, None, "");
            self.channels.get_mut(&dm).expect("just made").recipients.push(user);
            dm
        })
    }

    /// A message where it is, with its channel.
    pub fn message(&self, channel: Id, message: Id) -> Result<&Message, Refusal> {
        self.channel(channel)?.messages.get(&message).ok_or(Refusal::UNKNOWN_MESSAGE)
    }

    pub fn message_mut(&mut self, channel: Id, message: Id) -> Result<&mut Message, Refusal> {
        let channel = self.channels.get_mut(&channel).ok_or(Refusal::UNKNOWN_CHANNEL)?;
        channel.messages.get_mut(&message).ok_or(Refusal::UNKNOWN_MESSAGE)
    }

    /// Notes what must not be: a test that was served well ends with none of these.
    pub fn note(&mut self, what: &str, mistakes: &[(String, String)]) {
        for (place, mistake) in mistakes {
            self.violations.push(format!("{what}: {place}: {mistake}"));
        }
    }
}
