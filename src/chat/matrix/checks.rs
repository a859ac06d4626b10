//! Start-up checks: what is wrong with the Matrix side, and what the operator can do.

use std::time::Duration;

use matrix_sdk::Client;
use matrix_sdk::encryption::recovery::RecoveryState;
use matrix_sdk::reqwest;

use super::errors::{self, Failure};
use super::{MatrixSettings, now, rooms};

/// More than this and events seem old or new that are not, and signatures fail.
const CLOCK_MAX_MS: i64 = 60_000;
const TIMEOUT: Duration = Duration::from_secs(10);

/// Something an operator should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether the bot cannot do its work until this is mended.
    pub serious: bool,
    pub problem: String,
    pub remedy: String,
}

impl Finding {
    fn new(serious: bool, problem: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { serious, problem: problem.into(), remedy: remedy.into() }
    }
}

/// Asks the server and the store. Where the server does not answer, that is all there is to say.
pub async fn examine(client: &Client, settings: &MatrixSettings) -> Vec<Finding> {
    if let Err(finding) = examine_server(settings).await {
        return vec![finding];
    }
    if let Err(finding) = examine_token(client, settings).await {
        return vec![finding];
    }
    let mut findings = Vec::new();
    findings.extend(examine_device(client).await);
    findings.extend(examine_recovery(client).await);
    for room in &settings.advisers_rooms {
        findings.extend(rooms::examine(client, room).await);
    }
    findings
}

/// Whether a Matrix server is at the address, and what time it has.
async fn examine_server(settings: &MatrixSettings) -> Result<(), Finding> {
    let base = settings.homeserver.trim_end_matches('/');
    let url = format!("{base}/_matrix/client/versions");
    let unreachable = |_| {
        Finding::new(
            true,
            format!("{base} cannot be reached"),
            "check that the homeserver runs and that `matrix.homeserver` is its address",
        )
    };
    let http = reqwest::Client::builder().timeout(TIMEOUT).build().map_err(unreachable)?;
    let response = http.get(&url).send().await.map_err(unreachable)?;
    let status = response.status().as_u16();
    let date = response.headers().get("date").and_then(|date| date.to_str().ok()).map(ToOwned::to_owned);
    let body = response.bytes().await.unwrap_or_default();
    let is_matrix = serde_json::from_slice::<serde_json::Value>(&body).is_ok_and(|body| body.get("versions").is_some());
    if !is_matrix {
        return Err(Finding::new(
            true,
            format!("{base} answers {status}, and not as a Matrix server"),
            "write the address that clients use, often https://matrix.example.org and not https://example.org, in `matrix.homeserver`",
        ));
    }
    let skew_ms = date.as_deref().and_then(time_of).map_or(0, |at| (now().0 - at).abs());
    if skew_ms > CLOCK_MAX_MS {
        let seconds = skew_ms / 1_000;
        return Err(Finding::new(
            true,
            format!("this machine's clock and the homeserver's differ by {seconds} s"),
            "set the clock; let NTP keep it",
        ));
    }
    Ok(())
}

/// An HTTP date, in milliseconds since 1970.
fn time_of(date: &str) -> Option<i64> {
    // HTTP writes the zone as `GMT`, which the parser of e-mail dates knows too.
    jiff::fmt::rfc2822::parse(date).ok().map(|date| date.timestamp().as_millisecond())
}

async fn examine_token(client: &Client, settings: &MatrixSettings) -> Result<(), Finding> {
    match client.whoami().await.map_err(|error| errors::sort_http(&error)) {
        Ok(who) if who.user_id.as_str() == settings.user => Ok(()),
        Ok(who) => Err(Finding::new(
            true,
            format!("the token belongs to {}", who.user_id),
            "put that user in `matrix.user`, or log in anew",
        )),
        Err(Failure::Revoked) => {
            Err(Finding::new(true, "the homeserver no longer accepts the bot's token", "run `fairway matrix login`"))
        }
        Err(failure) => Err(Finding::new(
            true,
            format!("the homeserver does not answer well: {}", failure.why()),
            "look at its log",
        )),
    }
}

async fn examine_device(client: &Client) -> Option<Finding> {
    // Asked of the server: what the store holds may be older than the signature.
    if let Some(me) = client.user_id() {
        let _ = client.encryption().request_user_identity(me).await;
    }
    let device = client.encryption().get_own_device().await.ok().flatten();
    let signed = device.is_some_and(|device| device.is_cross_signed_by_owner());
    (!signed).then(|| {
        Finding::new(
            true,
            "the bot's device is not cross-signed: clients that exclude unverified devices will not let it read",
            "set `matrix.recovery_key` and run `fairway matrix recover`; at a first start, `fairway matrix login`",
        )
    })
}

async fn examine_recovery(client: &Client) -> Option<Finding> {
    client.encryption().wait_for_e2ee_initialization_tasks().await;
    (client.encryption().recovery().state() != RecoveryState::Enabled).then(|| {
        Finding::new(
            false,
            "recovery is not set up: with the data folder the bot's identity would be lost",
            "run `fairway matrix login` and keep the key that it shows",
        )
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_server_s_date_is_read() {
        assert_eq!(super::time_of("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777_000));
        assert_eq!(super::time_of("yesterday"), None);
    }
}
