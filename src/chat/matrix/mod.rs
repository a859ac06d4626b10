//! Matrix: the connector over matrix-sdk.
//!
//! Reading order: what comes in (`incoming`, pure) and what goes out (`outgoing`, pure); the account (`session`,
//! `identity`, `checks`); hearing (`sync` for what is new, `sweep` for what was missed, `late_keys` for what could not
//! be read, `invites`), all of which hand in through `hearing`; and speaking (`speaking`, `direct`).
//!
//! The SDK is at-most-once: it stores its sync token before anyone has seen the events. So nothing here depends on that
//! token. The homeserver is the log, the intake's cursor per room says how far it was read, and `sync` is only the fast
//! way to learn that there is more.

mod advisers;
mod cache;
pub mod checks;
mod direct;
mod errors;
mod glob;
mod hearing;
mod identity;
mod incoming;
mod invites;
mod late_keys;
mod outgoing;
pub mod rooms;
mod session;
mod speaking;
mod sweep;
mod sync;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use async_trait::async_trait;
use domain::ids::{EventId, NetworkName, PersonId, RoomId, Timestamp};
use domain::message::{Abilities, Attachment, Destination, Place, Size};
use matrix_sdk::Client;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::chat::{Connector, Intake, Is, ListenError, Outgoing, Secret, SendError, Sent, Verify};

pub use session::ConnectError;

/// What the SDK logs that is no news to an operator: at a first login it reports as errors that secret storage, backup
/// and filters are not there yet (404), and it warns of every event it cannot decrypt, which is handed in anyway.
pub const LOG_FILTER: &str = "matrix_sdk=warn,matrix_sdk_base=warn,matrix_sdk_crypto=error,matrix_sdk_sqlite=warn,\
    matrix_sdk::http_client=error,matrix_sdk::encryption=off,matrix_sdk_crypto::backups=error,ruma=warn,hyper=warn,reqwest=warn";

/// Matrix's name in config, ids and logs.
pub const NETWORK: &str = "matrix";

/// Bytes of Markdown in one message. As plain and as HTML body, in Base64 and with the encryption's own overhead this
/// stays below the 65,536 bytes that a homeserver takes.
const MESSAGE_MAX_BYTES: usize = 16_000;

/// Synapse keeps transaction ids for 24 hours; half of that, so that a clock that is off does no harm.
const KEY_LIFETIME_MS: i64 = 12 * 3_600_000;

/// What an operator decides about the Matrix side. The application makes it from its config.
#[derive(Clone, Debug)]
pub struct MatrixSettings {
    /// The homeserver's address: `https://matrix.example.org`.
    pub homeserver: String,
    /// The bot's whole user id: `@fairway:example.org`.
    pub user: String,
    /// For the first login. Afterwards only a new login needs it.
    pub password: Option<Secret>,
    /// Instead of a password: a token of a session that was made for the bot and that nothing else uses.
    pub access_token: Option<Secret>,
    /// What people see as the name of the bot's device.
    pub device_name: String,
    /// Where the session and the SDK's store lie. One process at a time may use it; the application holds the lock.
    pub state_dir: PathBuf,
    /// What the SDK's store is encrypted with: raw, because a passphrase costs 200,000 rounds at every start.
    pub store_key: [u8; 32],
    /// Brings cross-signing and key backup to a new device.
    pub recovery_key: Option<Secret>,
    /// Globs on user ids whose invitations are accepted; empty: everyone on the bot's own server.
    pub allow_invites_from: Vec<String>,
    /// What commands begin with, beside `/`.
    pub prefix: String,
    /// Whether the bot speaks `m.notice`, as bots should; some clients mute these.
    pub notices: bool,
    /// Globs on user ids that are never answered: other bots of the same operator.
    pub own_bots: Vec<String>,
    /// The ids of the rooms in which advisers work.
    pub advisers_rooms: Vec<String>,
}

/// A logged-in account. Made by `connect`.
pub struct MatrixConnector {
    shared: Arc<Shared>,
    recovery_key: Mutex<Option<Secret>>,
}

/// What hearing and speaking have in common.
struct Shared {
    client: Client,
    settings: MatrixSettings,
    me: matrix_sdk::ruma::OwnedUserId,
    cache: cache::Cache,
    /// The account's display name, for mentions that are typed.
    display_name: Mutex<Option<String>>,
    connected: AtomicBool,
    /// Held while a direct chat is opened.
    opening: tokio::sync::Mutex<()>,
    /// Whether this run has synced: before it, a room that the SDK does not know may well exist.
    synced: watch::Sender<bool>,
}

impl MatrixConnector {
    /// Restores the stored session, without needing the server, or logs in for the first time.
    pub async fn connect(settings: MatrixSettings) -> Result<Self, ConnectError> {
        let (client, recovery_key) = session::open(&settings).await?;
        let me = client.user_id().ok_or(ConnectError::NoSession)?.to_owned();
        let shared = Shared {
            client,
            settings,
            me,
            cache: cache::Cache::default(),
            display_name: Mutex::new(None),
            connected: AtomicBool::new(false),
            opening: tokio::sync::Mutex::default(),
            synced: watch::Sender::new(false),
        };
        Ok(Self { shared: Arc::new(shared), recovery_key: Mutex::new(recovery_key) })
    }

    /// Logs in, sets up cross-signing and recovery, and returns the recovery key to be shown once; `None` when all of it
    /// was there already. With a stored session whose token was revoked it logs in again as the same device.
    pub async fn login(settings: MatrixSettings) -> Result<Option<String>, ConnectError> {
        session::login(&settings).await
    }

    /// Brings cross-signing and key backup to this device with the settings' recovery key.
    pub async fn recover(settings: MatrixSettings) -> Result<(), ConnectError> {
        session::recover(&settings).await
    }

    /// Makes a room for advisers, also while the desk runs; answers with its id, or with what is wrong in the operator's words.
    pub async fn make_room(settings: MatrixSettings, room: &rooms::AdvisersRoom) -> Result<String, String> {
        let client = session::bystander(&settings).await.map_err(|error| error.to_string())?;
        rooms::make(&client, room).await.map(|id| id.to_string())
    }

    /// The recovery key that `connect` made at a first start, once.
    pub fn take_recovery_key(&self) -> Option<Secret> {
        self.recovery_key.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take()
    }

    /// What is wrong with the account, the device or the server, and what the operator can do.
    pub async fn examine(&self) -> Vec<checks::Finding> {
        checks::examine(&self.shared.client, &self.shared.settings).await
    }
}

/// What Matrix can show.
pub fn abilities() -> Abilities {
    Abilities::text_only(Size::Bytes(MESSAGE_MAX_BYTES))
}

/// A message as it is handed to Matrix, plain and as HTML; for tests that look at what people see.
pub fn rendered(message: &domain::message::Message) -> (String, String) {
    outgoing::render(&message.markdown)
}

#[async_trait]
impl Verify for MatrixConnector {
    async fn who_is(&self, room: &RoomId, person: &PersonId, acted: Option<&EventId>) -> Option<Is> {
        advisers::who_is(&self.shared, room, person, acted).await
    }

    async fn identity(&self, person: &PersonId) -> Option<String> {
        let person = matrix_sdk::ruma::OwnedUserId::try_from(person.as_str()).ok()?;
        advisers::identity(&self.shared, &person).await.ok().flatten()
    }

    async fn advisers_named(&self, room: &RoomId, name: &str) -> Option<Vec<PersonId>> {
        advisers::named(&self.shared, room, name).await
    }

    fn address(&self, place: &Place) -> Option<String> {
        Some(advisers::address(place.room.as_str(), place.thread.as_ref()?.as_str()))
    }
}

#[async_trait]
impl Connector for MatrixConnector {
    fn network(&self) -> NetworkName {
        NetworkName::new(NETWORK)
    }

    fn abilities(&self) -> Abilities {
        abilities()
    }

    fn key_lifetime_ms(&self) -> i64 {
        KEY_LIFETIME_MS
    }

    async fn listen(&self, intake: Arc<dyn Intake>, stop: CancellationToken) -> Result<(), ListenError> {
        let result = sync::listen(self.shared.clone(), intake, stop).await;
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
}

/// The time, for ages and for events that claim to come from the future.
fn now() -> Timestamp {
    let ms = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
    Timestamp(i64::try_from(ms).unwrap_or(i64::MAX))
}
