//! Discord: the connector over serenity's routes and requests, and a gateway session of our own.
//!
//! Reading order: what comes in (`incoming`, pure) and what goes out (`outgoing`, pure); the connection (`http`, `errors`,
//! `gateway` with its `memory`); hearing (`hearing` for what is new, `interactions` for commands and buttons, `sweep` for
//! what was missed), speaking (`speaking` with `acks`), and what an operator does (`commands`, `checks`).
//!
//! serenity's own gateway was not taken. It hands out each event in a task of its own, so that two messages change places;
//! it forgets its session with the process, so that what was said during a restart is gone where RESUME would have
//! brought it; it asks nobody before an IDENTIFY, of which there are a thousand a day; and it trusts no certificate but those
//! compiled in.

mod acks;
mod advisers;
mod checks;
pub mod commands;
mod errors;
mod gateway;
mod hearing;
mod http;
mod incoming;
mod interactions;
mod limits;
mod memory;
mod outgoing;
mod progress;
mod rooms;
mod speaking;
mod spool;
mod sweep;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use async_trait::async_trait;
use domain::ids::{EventId, NetworkName, PersonId, RoomId, Timestamp};
use domain::message::{Abilities, Attachment, Destination, Place, Size};
use serenity::all::GuildId;
use tokio_util::sync::CancellationToken;

use crate::chat::{Connector, Intake, Is, ListenError, LookUp, Outgoing, Secret, SendError, Sent, Verify};
use crate::faults;

pub use http::ConnectError;

/// Discord's name in config, ids and logs.
pub const NETWORK: &str = "discord";

/// Characters of a message's content, by Discord's own limit.
const CONTENT_MAX_CHARS: usize = 2_000;
/// Of a whole message: what does not fit into the content stands in an embed below it, whose text has at most 4,096. A little
/// less, because what is shown may be a little longer than the Markdown that is counted. So nearly every reply is one
/// message, and its buttons stand under all of it.
const TEXT_MAX_CHARS: usize = CONTENT_MAX_CHARS + 3_500;

/// Discord keeps a nonce for "a few minutes"; 90 seconds, so that a clock that is off does no harm.
const KEY_LIFETIME_MS: i64 = 90_000;

/// The first second of Discord's snowflakes, in milliseconds since 1970: 2015-01-01 UTC.
const EPOCH_MS: i64 = 1_420_070_400_000;

/// What an operator decides about the Discord side. The application makes it from its config.
#[derive(Clone, Debug)]
pub struct DiscordSettings {
    pub token: Secret,
    /// Where the gateway session and what was cut short are kept. One process at a time may use it; the application holds
    /// the lock.
    pub state_dir: PathBuf,
    /// What is kept there of people's commands is sealed with it.
    pub state_key: [u8; 32],
    /// Ids of channels in which a mention is answered.
    pub channels: Vec<String>,
    /// Ids of channels in which every message is a question.
    pub plain_talk: Vec<String>,
    /// Where advisers work, if they do on Discord.
    pub advisers: Option<AdvisersSettings>,
    /// Certificates to trust beside the system's.
    pub root_certificates: Option<PathBuf>,
    /// Where discord.com and discord.gg are reached instead.
    pub connect_to: Option<SocketAddr>,
}

/// Forums, in which each ticket is a post, and who takes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdvisersSettings {
    /// The ids of the forum channels.
    pub forums: Vec<String>,
    /// Ids of roles: whoever has one of them is an adviser.
    pub roles: Vec<String>,
}

/// The bot's account. Made by `connect`, which asks nobody: a server that is down must not keep the desk from starting.
pub struct DiscordConnector {
    shared: Arc<Shared>,
}

/// What hearing and speaking have in common.
struct Shared {
    api: http::Api,
    settings: DiscordSettings,
    look_up: Arc<dyn LookUp>,
    acks: acks::Acks,
    channels: speaking::Channels,
    rooms: rooms::Rooms,
    /// The server in which a forum of advisers is; it never moves.
    forum_in: Mutex<HashMap<String, GuildId>>,
    spool: spool::Spool,
    connected: AtomicBool,
    not_understood: AtomicU64,
}

impl DiscordConnector {
    pub fn connect(settings: DiscordSettings, look_up: Arc<dyn LookUp>) -> Result<Self, ConnectError> {
        let api = http::Api::new(&settings)?;
        let spool = spool::Spool::open(settings.state_dir.join("deferred"), settings.state_key)
            .map_err(|error| ConnectError::Folder(settings.state_dir.clone(), error))?;
        let shared = Shared {
            api,
            settings,
            look_up,
            acks: acks::Acks::default(),
            channels: speaking::Channels::default(),
            rooms: rooms::Rooms::default(),
            forum_in: Mutex::default(),
            spool,
            connected: AtomicBool::new(false),
            not_understood: AtomicU64::new(0),
        };
        Ok(Self { shared: Arc::new(shared) })
    }
}

/// What Discord can show.
pub fn abilities() -> Abilities {
    Abilities {
        buttons: true,
        slash_commands: true,
        reads_along: true,
        files_with_words: true,
        message_max: Size::Characters(TEXT_MAX_CHARS),
    }
}

/// A message as it is handed to Discord; for tests that look at what people see.
pub fn rendered(message: &domain::message::Message) -> serde_json::Value {
    outgoing::body(message, "")
}

#[async_trait]
impl Verify for DiscordConnector {
    /// On Discord nothing tells of devices.
    async fn who_is(&self, room: &RoomId, person: &PersonId, _acted: Option<&EventId>) -> Option<Is> {
        advisers::who_is(&self.shared, room, person).await
    }

    async fn advisers_named(&self, room: &RoomId, name: &str) -> Option<Vec<PersonId>> {
        advisers::named(&self.shared, room, name).await
    }

    fn address(&self, place: &Place) -> Option<String> {
        advisers::address(&self.shared, place)
    }
}

#[async_trait]
impl Connector for DiscordConnector {
    fn network(&self) -> NetworkName {
        network()
    }

    fn abilities(&self) -> Abilities {
        abilities()
    }

    fn key_lifetime_ms(&self) -> i64 {
        faults::ms("discord.key_lifetime", KEY_LIFETIME_MS)
    }

    async fn listen(&self, intake: Arc<dyn Intake>, stop: CancellationToken) -> Result<(), ListenError> {
        let result = hearing::listen(self.shared.clone(), intake, stop).await;
        self.shared.connected.store(false, Ordering::SeqCst);
        result
    }

    async fn send(&self, outgoing: &Outgoing) -> Result<Sent, SendError> {
        speaking::send(&self.shared, outgoing).await
    }

    async fn find(&self, outgoing: &Outgoing) -> Result<Option<Sent>, SendError> {
        speaking::find(&self.shared, outgoing).await
    }

    async fn bring(&self, attachment: &Attachment, most: u64) -> Result<Vec<u8>, SendError> {
        speaking::bring(&self.shared, attachment, most).await
    }

    async fn show_typing(&self, to: &Destination, on: bool) {
        speaking::show_typing(&self.shared, to, on).await;
    }

    fn is_connected(&self) -> bool {
        self.shared.connected.load(Ordering::SeqCst)
    }

    fn not_understood(&self) -> u64 {
        self.shared.not_understood.load(Ordering::Relaxed)
    }
}

fn network() -> NetworkName {
    NetworkName::new(NETWORK)
}

fn now() -> Timestamp {
    let ms = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
    Timestamp(i64::try_from(ms).unwrap_or(i64::MAX))
}

/// When Discord made an id.
fn time_of(snowflake: u64) -> Timestamp {
    Timestamp(i64::try_from(snowflake >> 22).unwrap_or(i64::MAX).saturating_add(EPOCH_MS))
}

/// The lowest id that Discord could make at a moment.
fn snowflake_at(at: Timestamp) -> u64 {
    u64::try_from(at.0.saturating_sub(EPOCH_MS)).unwrap_or(0) << 22
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_tells_its_time() {
        // The example of Discord's documentation.
        assert_eq!(time_of(175_928_847_299_117_063), Timestamp(1_462_015_105_796));
        assert!(snowflake_at(Timestamp(1_462_015_105_796)) <= 175_928_847_299_117_063);
        assert_eq!(time_of(snowflake_at(Timestamp(1_462_015_105_796))), Timestamp(1_462_015_105_796));
        assert_eq!(snowflake_at(Timestamp(0)), 0);
    }
}
