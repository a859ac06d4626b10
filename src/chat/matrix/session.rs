//! The bot's session: logged in once, kept beside the SDK's store, and the same device for life.
//!
//! The device id is part of what makes a transaction id unique, and of every key that was shared: a new device would
//! repeat messages and could not read old ones. It is made here and written down before the first login, so that a crash
//! in between does not leave a store that belongs to a device nobody knows.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use matrix_sdk::authentication::matrix::MatrixSession;
use matrix_sdk::config::{RequestConfig, StoreConfig};
use matrix_sdk::cross_process_lock::CrossProcessLockConfig;
use matrix_sdk::ruma::api::MatrixVersion;
use matrix_sdk::ruma::api::client::keys::get_keys;
use matrix_sdk::ruma::{OwnedDeviceId, OwnedUserId};
use matrix_sdk::store::RoomLoadSettings;
use matrix_sdk::{Client, SessionMeta, SessionTokens, SqliteCryptoStore, SqliteStateStore, SqliteStoreConfig};
use serde::{Deserialize, Serialize};

use super::errors::{self, Failure};
use super::{MatrixSettings, identity};
use crate::chat::Secret;
use crate::faults;

const SESSION_FILE: &str = "session.json";
const STORE_DIR: &str = "sdk";
/// For one request; the SDK adds the long poll's time to it.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);
const DEVICE_ID_PREFIX: &str = "FAIRWAY";

/// Why there is no working session, and what the operator can do.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    #[error("{0} is no user id: write @name:server in `matrix.user`")]
    User(String),
    #[error("`matrix.homeserver` is no usable address ({0}): write https://matrix.example.org")]
    Homeserver(String),
    #[error("the folder of the Matrix session cannot be used ({0}): check its owner and rights")]
    Folder(#[from] std::io::Error),
    #[error(
        "the Matrix store cannot be opened ({0}): was `operator_key` changed, or the store restored from elsewhere?"
    )]
    Store(String),
    #[error(
        "the stored session belongs to {0}: put that user in `matrix.user`, or give the new user its own data folder"
    )]
    OtherAccount(String),
    #[error("there is no session yet: set `matrix.password` for the first login, then run `fairway matrix login`")]
    NoSession,
    #[error("the homeserver refused the login ({0}): check `matrix.user` and `matrix.password`")]
    Refused(String),
    #[error("the homeserver did not answer ({0}): check `matrix.homeserver` and that the server runs")]
    Unreachable(String),
    #[error(
        "the homeserver no longer knows the bot's device: someone logged it out. Move the folder {0} away, set \
         `matrix.recovery_key` and run `fairway matrix login`"
    )]
    DeviceDeleted(String),
    #[error(
        "the account already has an identity that this device does not hold: set `matrix.recovery_key` and run \
         `fairway matrix recover`"
    )]
    NeedsRecovery,
    #[error("setting up cross-signing and recovery failed: {0}")]
    Identity(String),
}

/// What is kept of a session. The SDK's store does not hold the token.
#[derive(Clone, Serialize, Deserialize)]
struct Session {
    user_id: OwnedUserId,
    device_id: OwnedDeviceId,
    /// `None`: the device id was chosen and the login has not succeeded yet.
    access_token: Option<String>,
    /// Cross-signing and recovery are set up.
    identity_ready: bool,
}

/// Opens the stored session, or logs in. The recovery key comes along when it was made just now.
pub async fn open(settings: &MatrixSettings) -> Result<(Client, Option<Secret>), ConnectError> {
    let (client, mut session) = match restore(settings).await? {
        Some(restored) => restored,
        None => log_in(settings).await?,
    };
    if session.identity_ready {
        return Ok((client, None));
    }
    match set_up_identity(settings, &client, &mut session).await {
        Ok(key) => Ok((client, key)),
        // The bot answers without it, and `examine` and the next start say so again.
        Err(error) => {
            tracing::warn!(%error, "matrix: the device is not verified");
            Ok((client, None))
        }
    }
}

/// For `fairway matrix login`.
pub async fn login(settings: &MatrixSettings) -> Result<Option<String>, ConnectError> {
    let (client, mut session) = match restore(settings).await? {
        Some((client, session)) => match client.whoami().await.map_err(|error| errors::sort_http(&error)) {
            Ok(_) => (client, session),
            Err(Failure::Revoked) => log_in_again(settings).await?,
            Err(failure) => return Err(ConnectError::Unreachable(failure.why().to_owned())),
        },
        None => log_in(settings).await?,
    };
    if session.identity_ready {
        return Ok(None);
    }
    let key = set_up_identity(settings, &client, &mut session).await?;
    Ok(key.map(|key| key.reveal().to_owned()))
}

/// For `fairway matrix recover`.
pub async fn recover(settings: &MatrixSettings) -> Result<(), ConnectError> {
    let (client, mut session) = match restore(settings).await? {
        Some(restored) => restored,
        None => log_in(settings).await?,
    };
    let key = settings.recovery_key.as_ref().ok_or(ConnectError::NeedsRecovery)?;
    identity::recover(&client, key).await?;
    session.identity_ready = true;
    save(settings, &session)
}

/// The session without its store, for requests that need no encryption: also while the desk runs.
pub async fn bystander(settings: &MatrixSettings) -> Result<Client, ConnectError> {
    let session = load(settings)?.ok_or(ConnectError::NoSession)?;
    let token = session.access_token.clone().ok_or(ConnectError::NoSession)?;
    let client = plain_client(settings).await?;
    adopt(&client, &session, token).await?;
    Ok(client)
}

async fn set_up_identity(
    settings: &MatrixSettings,
    client: &Client,
    session: &mut Session,
) -> Result<Option<Secret>, ConnectError> {
    let key = identity::set_up(client, settings).await?;
    session.identity_ready = true;
    save(settings, session)?;
    Ok(key)
}

async fn restore(settings: &MatrixSettings) -> Result<Option<(Client, Session)>, ConnectError> {
    let Some(session) = load(settings)? else { return Ok(None) };
    if session.user_id.as_str() != settings.user {
        return Err(ConnectError::OtherAccount(session.user_id.to_string()));
    }
    let Some(token) = session.access_token.clone() else { return Ok(None) };
    let client = build(settings).await?;
    adopt(&client, &session, token).await?;
    Ok(Some((client, session)))
}

async fn adopt(client: &Client, session: &Session, access_token: String) -> Result<(), ConnectError> {
    let session = MatrixSession {
        meta: SessionMeta { user_id: session.user_id.clone(), device_id: session.device_id.clone() },
        tokens: SessionTokens { access_token, refresh_token: None },
    };
    let restored = client.matrix_auth().restore_session(session, RoomLoadSettings::default()).await;
    restored.map_err(|error| ConnectError::Store(error.to_string()))
}

async fn log_in(settings: &MatrixSettings) -> Result<(Client, Session), ConnectError> {
    let user = OwnedUserId::try_from(settings.user.as_str()).map_err(|_| ConnectError::User(settings.user.clone()))?;
    if let Some(token) = &settings.access_token {
        return log_in_by_token(settings, user, token).await;
    }
    let password = settings.password.as_ref().ok_or(ConnectError::NoSession)?;
    let mut session = match load(settings)? {
        Some(session) => session,
        None => {
            let device_id = new_device_id();
            let session = Session { user_id: user, device_id, access_token: None, identity_ready: false };
            save(settings, &session)?;
            session
        }
    };
    faults::point("matrix.login.device_chosen");
    let client = build(settings).await?;
    let auth = client.matrix_auth();
    let login = auth.login_username(&session.user_id, password.reveal()).device_id(session.device_id.as_str());
    let response =
        login.initial_device_display_name(&settings.device_name).send().await.map_err(|error| refused(&error))?;
    faults::point("matrix.login.logged_in");
    session.access_token = Some(response.access_token);
    save(settings, &session)?;
    Ok((client, session))
}

/// The token's session was made elsewhere, for the bot alone; its device is taken over.
async fn log_in_by_token(
    settings: &MatrixSettings,
    user_id: OwnedUserId,
    token: &Secret,
) -> Result<(Client, Session), ConnectError> {
    // A client of its own asks whose token it is: the SDK takes a session only whole, and only once.
    let asking = plain_client(settings).await?;
    let unknown =
        Session { user_id: user_id.clone(), device_id: "UNKNOWN".into(), access_token: None, identity_ready: false };
    adopt(&asking, &unknown, token.reveal().to_owned()).await?;
    let who = asking.whoami().await.map_err(|error| refused(&error.into()))?;
    if who.user_id != user_id {
        return Err(ConnectError::OtherAccount(who.user_id.to_string()));
    }
    let device_id = who.device_id.ok_or_else(|| ConnectError::Refused("the token belongs to no device".to_owned()))?;
    let session = Session { user_id, device_id, access_token: Some(token.reveal().to_owned()), identity_ready: false };
    let client = build(settings).await?;
    adopt(&client, &session, token.reveal().to_owned()).await?;
    save(settings, &session)?;
    Ok((client, session))
}

/// The token was revoked. As the same device, if the server still has it: the store's keys belong to it.
async fn log_in_again(settings: &MatrixSettings) -> Result<(Client, Session), ConnectError> {
    let (client, session) = log_in(settings).await?;
    let mut request = get_keys::v3::Request::new();
    request.device_keys.insert(session.user_id.clone(), Vec::new());
    let keys = client.send(request).await.map_err(|error| refused(&error.into()))?;
    let known = keys.device_keys.get(&session.user_id).is_some_and(|devices| devices.contains_key(&session.device_id));
    if known {
        Ok((client, session))
    } else {
        Err(ConnectError::DeviceDeleted(settings.state_dir.display().to_string()))
    }
}

fn refused(error: &matrix_sdk::Error) -> ConnectError {
    match errors::sort(error) {
        Failure::Never { why, .. } => ConnectError::Refused(why),
        failure => ConnectError::Unreachable(failure.why().to_owned()),
    }
}

/// Crypto and state lie in SQLite, sealed with the raw key. Events and media stay in memory: the homeserver is the log,
/// and people's words have one place to be erased from.
async fn build(settings: &MatrixSettings) -> Result<Client, ConnectError> {
    let path = settings.state_dir.join(STORE_DIR);
    make_dir(&path)?;
    let config = SqliteStoreConfig::new(&path).key(Some(&settings.store_key));
    let state =
        SqliteStateStore::open_with_config(&config).await.map_err(|error| ConnectError::Store(error.to_string()))?;
    let crypto =
        SqliteCryptoStore::open_with_config(&config).await.map_err(|error| ConnectError::Store(error.to_string()))?;
    let stores = StoreConfig::new(CrossProcessLockConfig::SingleProcess).state_store(state).crypto_store(crypto);
    finish(settings, stores).await
}

async fn plain_client(settings: &MatrixSettings) -> Result<Client, ConnectError> {
    finish(settings, StoreConfig::new(CrossProcessLockConfig::SingleProcess)).await
}

async fn finish(settings: &MatrixSettings, stores: StoreConfig) -> Result<Client, ConnectError> {
    let builder = Client::builder()
        .homeserver_url(&settings.homeserver)
        .store_config(stores)
        .cross_process_store_config(CrossProcessLockConfig::SingleProcess)
        // The outbox retries, and knows when it may.
        .request_config(RequestConfig::new().disable_retry().timeout(REQUEST_TIMEOUT))
        // The address in the settings is the operator's word; a server's own idea of its address is not asked.
        .respect_login_well_known(false)
        // Known, so that starting does not need the server.
        .server_versions([MatrixVersion::V1_1, MatrixVersion::V1_5, MatrixVersion::V1_11])
        // A newcomer does not get the keys to what was said before. Devices that nobody verified get the bot's keys and
        // are read, as the SDK does by default: few researchers verify theirs. Rooms with tickets will ask for more.
        .with_enable_share_history_on_invite(false);
    builder.build().await.map_err(|error| ConnectError::Homeserver(error.to_string()))
}

fn new_device_id() -> OwnedDeviceId {
    let random = uuid::Uuid::now_v7().simple().to_string().to_uppercase();
    format!("{DEVICE_ID_PREFIX}{}", random.get(20..).unwrap_or_default()).into()
}

fn session_file(settings: &MatrixSettings) -> PathBuf {
    settings.state_dir.join(SESSION_FILE)
}

fn load(settings: &MatrixSettings) -> Result<Option<Session>, ConnectError> {
    match fs::read(session_file(settings)) {
        Ok(bytes) => Ok(Some(
            serde_json::from_slice(&bytes).map_err(|error| std::io::Error::new(ErrorKind::InvalidData, error))?,
        )),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Whole or not at all, and for the bot's own user alone.
fn save(settings: &MatrixSettings, session: &Session) -> Result<(), ConnectError> {
    make_dir(&settings.state_dir)?;
    let path = session_file(settings);
    let draft = path.with_extension("new");
    match fs::remove_file(&draft) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
    let json = serde_json::to_vec(session).map_err(std::io::Error::other)?;
    file.write_all(&json)?;
    file.sync_all()?;
    faults::point("matrix.session.before_rename");
    fs::rename(&draft, &path)?;
    File::open(&settings.state_dir)?.sync_all()?;
    Ok(())
}

fn make_dir(path: &Path) -> Result<(), ConnectError> {
    Ok(fs::DirBuilder::new().recursive(true).mode(0o700).create(path)?)
}
