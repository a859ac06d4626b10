//! Discord's REST, by serenity: one client for all requests, with the certificates that the operator trusts.

use std::cell::Cell;
use std::future::poll_fn;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::task::Poll;
use std::time::Duration;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use serde_json::Value;
use serenity::all::{ApplicationId, Http, HttpBuilder, LightMethod, Ratelimiter, Request, Route, UserId};
use serenity::http::HttpError;
use tokio::sync::OnceCell;

use super::errors::{self, Failure};
use super::{DiscordSettings, now};

/// How long one request may take. Less than delivery's own patience, so that what happened is known here.
const REQUEST_MAX: Duration = Duration::from_secs(15);
/// An acknowledgement must be there within three seconds; one that hangs is tried again before that.
const RESPONSE_MAX: Duration = Duration::from_millis(1_200);
/// A rate limit that is longer than this is waited for in the outbox and not in a request.
const SLEEP_MAX: Duration = Duration::from_secs(3);
/// The names behind which Discord's REST is.
const HOST: &str = "discord.com";

/// Why the connector cannot be made. Says what the operator can do.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    #[error("discord.root_certificates: {0} cannot be read as certificates in PEM form")]
    Certificates(PathBuf),
    #[error("the folder {0} cannot be used: {1}")]
    Folder(PathBuf, std::io::Error),
    #[error("no secure connection can be prepared: {0}")]
    Tls(String),
}

/// Who the bot is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Me {
    pub user: UserId,
    pub application: ApplicationId,
    /// Whether the portal lets it read messages that do not mention it.
    pub may_read_messages: bool,
}

/// The way to Discord's REST.
pub struct Api {
    http: Http,
    client: reqwest::Client,
    tls: Arc<ClientConfig>,
    me: OnceCell<Me>,
    /// Nothing is asked of Discord before this, in milliseconds since 1970: a limit on everything was met.
    held_until: Arc<AtomicI64>,
}

tokio::task_local! {
    /// What the rate limiter wants to sleep before it tries a request of this task.
    static WANTS_SLEEP: Cell<Option<Duration>>;
}

impl Api {
    pub fn new(settings: &DiscordSettings) -> Result<Self, ConnectError> {
        let tls = Arc::new(tls(settings.root_certificates.as_deref())?);
        let mut client =
            reqwest::Client::builder().use_preconfigured_tls(tls.as_ref().clone()).timeout(REQUEST_MAX).http1_only();
        if let Some(address) = settings.connect_to {
            client = client.resolve(HOST, address);
        }
        let client = client.build().map_err(|error| ConnectError::Tls(error.to_string()))?;
        let held_until = Arc::new(AtomicI64::new(0));
        let mut limiter = Ratelimiter::new(client.clone(), format!("Bot {}", settings.token.reveal()));
        let held = held_until.clone();
        limiter.set_ratelimit_callback(Box::new(move |limit| {
            // serenity's own limiter lets the other routes go on.
            if limit.global {
                hold(&held, limit.timeout);
            }
            let _ = WANTS_SLEEP.try_with(|wants| wants.set(Some(limit.timeout)));
        }));
        let http = HttpBuilder::new(settings.token.reveal()).client(client.clone()).ratelimiter(limiter).build();
        Ok(Self { http, client, tls, me: OnceCell::new(), held_until })
    }

    /// For the gateway: the same certificates.
    pub fn tls(&self) -> Arc<ClientConfig> {
        self.tls.clone()
    }

    /// Who the bot is, asked once. Also makes serenity know the application, whose id is in the address of every reply.
    pub async fn me(&self) -> Result<Me, Failure> {
        let asked = self.me.get_or_try_init(async || {
            let user = self.get(Route::UserMe).await?;
            let application = self.get(Route::Oauth2ApplicationCurrent).await?;
            let id = |of: &Value| of["id"].as_str().and_then(|id| id.parse::<u64>().ok()).filter(|id| *id > 0);
            let unclear = || Failure::Unclear { why: "Discord's answer could not be read".to_owned() };
            let (user, application_id) = (id(&user).ok_or_else(unclear)?, id(&application).ok_or_else(unclear)?);
            let flags = application["flags"].as_u64().unwrap_or(0);
            let may_read_messages = flags & (MESSAGE_CONTENT | MESSAGE_CONTENT_LIMITED) != 0;
            Ok(Me { user: UserId::new(user), application: ApplicationId::new(application_id), may_read_messages })
        });
        asked.await.copied()
    }

    pub async fn get(&self, route: Route<'_>) -> Result<Value, Failure> {
        self.call(Request::new(route, LightMethod::Get)).await
    }

    pub async fn send(&self, method: LightMethod, route: Route<'_>, body: &Value) -> Result<Value, Failure> {
        self.call(Request::new(route, method).body(Some(body.to_string().into_bytes()))).await
    }

    /// Makes a request and tells what became of it; the answer is read as loose JSON, so that one field that serenity does not
    /// know costs nothing. A long rate limit is not slept out here: then nothing was sent.
    pub async fn call(&self, request: Request<'_>) -> Result<Value, Failure> {
        self.is_held()?;
        let mut asking = Box::pin(self.http.request(request));
        let watched = poll_fn(|context| {
            let polled = asking.as_mut().poll(context);
            let wants = WANTS_SLEEP.with(|wants| wants.take()).filter(|_| polled.is_pending());
            match wants.filter(|wants| *wants > SLEEP_MAX) {
                // The limiter tells before it sleeps, and sleeps before it sends: what is dropped now was not sent.
                Some(wants) => Poll::Ready(Err(Failure::limited(wants))),
                None => polled.map_err(|error| errors::sort(&error)),
            }
        });
        let answer = WANTS_SLEEP.scope(Cell::new(None), watched).await;
        let answer = self.held_by(answer)?;
        let bytes = answer.bytes().await.map_err(|_| Failure::Unclear { why: "the connection broke".to_owned() })?;
        if bytes.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_slice(&bytes)
            .map_err(|_| Failure::Unclear { why: "Discord's answer could not be read".to_owned() })
    }

    /// The first response to an interaction. Past serenity, which repeats it after no rate limit and does not tell for how long
    /// that one holds.
    pub async fn respond(&self, interaction: u64, token: &str, response: &Value) -> Result<(), Failure> {
        self.is_held()?;
        let url = format!("https://{HOST}/api/v10/interactions/{interaction}/{token}/callback");
        let sent = self
            .client
            .post(url)
            .header("content-type", "application/json")
            .timeout(RESPONSE_MAX)
            .body(response.to_string())
            .send();
        let answer = sent.await.map_err(|error| errors::sort(&serenity::Error::Http(HttpError::Request(error))))?;
        if answer.status().is_success() {
            return Ok(());
        }
        let status = answer.status().as_u16();
        let body = answer.bytes().await.unwrap_or_default();
        self.held_by(Err(errors::sort_response(status, &body)))
    }

    fn is_held(&self) -> Result<(), Failure> {
        let ms = self.held_until.load(Ordering::SeqCst) - now().0;
        if ms > 0 { Err(Failure::limited(Duration::from_millis(ms.unsigned_abs()))) } else { Ok(()) }
    }

    fn held_by<T>(&self, answer: Result<T, Failure>) -> Result<T, Failure> {
        if let Err(Failure::Later { after: Some(after), limits_all: true, .. }) = &answer {
            hold(&self.held_until, *after);
        }
        answer
    }
}

const MESSAGE_CONTENT: u64 = 1 << 18;
const MESSAGE_CONTENT_LIMITED: u64 = 1 << 19;

fn hold(until: &AtomicI64, for_so_long: Duration) {
    let ms = i64::try_from(for_so_long.as_millis()).unwrap_or(i64::MAX);
    until.fetch_max(now().plus_ms(ms).0, Ordering::SeqCst);
}

fn tls(own_roots: Option<&Path>) -> Result<ClientConfig, ConnectError> {
    let mut roots = RootCertStore::empty();
    // Some systems hold certificates that nobody can read; the rest of them still count.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if let Some(path) = own_roots {
        let unreadable = || ConnectError::Certificates(path.to_owned());
        let own: Vec<_> = CertificateDer::pem_file_iter(path)
            .and_then(Iterator::collect::<Result<_, _>>)
            .map_err(|_| unreadable())?;
        let (added, _) = roots.add_parsable_certificates(own);
        if added == 0 {
            return Err(unreadable());
        }
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| ConnectError::Tls(error.to_string()))?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

#[cfg(test)]
mod tests {
    use domain::ids::Timestamp;

    use super::*;

    #[test]
    fn a_hold_only_grows() {
        let until = AtomicI64::new(0);
        hold(&until, Duration::from_secs(60));
        let long = until.load(Ordering::SeqCst);
        hold(&until, Duration::from_secs(1));
        assert_eq!(until.load(Ordering::SeqCst), long);
        assert!(Timestamp(long).ms_since(now()) > 50_000);
    }
}
