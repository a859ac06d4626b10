//! The bot's identity: cross-signing, so that clients that exclude unsigned devices send it their keys, and recovery, so
//! that a lost data folder does not make it a stranger.

use matrix_sdk::Client;
use matrix_sdk::encryption::recovery::RecoveryError;
use matrix_sdk::ruma::api::client::uiaa::{AuthData, MatrixUserIdentifier, Password, UserIdentifier};

use super::{ConnectError, MatrixSettings};
use crate::chat::Secret;
use crate::faults;

/// Sets up cross-signing and recovery where they are missing. Returns the recovery key if one was made, to be shown once.
pub async fn set_up(client: &Client, settings: &MatrixSettings) -> Result<Option<Secret>, ConnectError> {
    let encryption = client.encryption();
    encryption.wait_for_e2ee_initialization_tasks().await;
    let me = client.user_id().ok_or(ConnectError::NoSession)?;
    let identity = encryption.request_user_identity(me).await.map_err(failed)?;
    let held = encryption.cross_signing_status().await.is_some_and(|status| status.is_complete());
    match (identity, held, &settings.recovery_key) {
        (Some(_), true, _) => {}
        // The account has an identity, made before the store was lost. Making another would turn every client's shield red.
        (Some(_), false, Some(key)) => {
            recover(client, key).await?;
            return Ok(None);
        }
        (Some(_), false, None) => return Err(ConnectError::NeedsRecovery),
        (None, _, _) => bootstrap(client, settings).await?,
    }
    faults::point("matrix.identity.signed");
    enable_recovery(client).await
}

/// Brings the identity and the key backup to this device.
pub async fn recover(client: &Client, key: &Secret) -> Result<(), ConnectError> {
    client.encryption().wait_for_e2ee_initialization_tasks().await;
    client.encryption().recovery().recover(key.reveal()).await.map_err(failed)
}

async fn bootstrap(client: &Client, settings: &MatrixSettings) -> Result<(), ConnectError> {
    let encryption = client.encryption();
    let Err(error) = encryption.bootstrap_cross_signing(None).await else { return Ok(()) };
    // The server wants the password again.
    let (Some(challenge), Some(password)) = (error.as_uiaa_response(), &settings.password) else {
        return Err(failed(error));
    };
    let user = UserIdentifier::Matrix(MatrixUserIdentifier::new(settings.user.clone()));
    let mut auth = Password::new(user, password.reveal().to_owned());
    auth.session = challenge.session.clone();
    encryption.bootstrap_cross_signing(Some(AuthData::Password(auth))).await.map_err(failed)
}

async fn enable_recovery(client: &Client) -> Result<Option<Secret>, ConnectError> {
    let recovery = client.encryption().recovery();
    let enabled = client.encryption().secret_storage().is_enabled().await.map_err(failed)?;
    // An earlier start made a key and ended before it could be shown: nobody has it, so another one takes its place.
    let key = if enabled { recovery.reset_key().await } else { recovery.enable().await };
    match key {
        Ok(key) => Ok(Some(Secret::new(key))),
        Err(RecoveryError::BackupExistsOnServer) => {
            tracing::warn!("matrix: the account has a key backup from elsewhere; recovery is left as it is");
            Ok(None)
        }
        Err(error) => Err(failed(error)),
    }
}

fn failed(error: impl std::fmt::Display) -> ConnectError {
    ConnectError::Identity(error.to_string())
}
