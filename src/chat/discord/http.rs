//! Discord's REST: one client for all requests, with the certificates that the operator trusts. serenity puts the requests
//! together; `limits` says when they may go.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use domain::message::File;
use reqwest::header::AUTHORIZATION;
use reqwest::multipart::{Form, Part};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use serde_json::Value;
use serenity::all::{ApplicationId, LightMethod, Request, Route, UserId};
use tokio::sync::OnceCell;

use super::DiscordSettings;
use super::errors::{self, Failure};
use super::limits::{Counts, Limits};
use crate::chat::SendError;

/// How long one request may take. Less than delivery's own patience, so that what happened is known here.
const REQUEST_MAX: Duration = Duration::from_secs(15);
/// An acknowledgement must be there within three seconds; one that hangs is tried again before that.
const RESPONSE_MAX: Duration = Duration::from_millis(1_200);
/// So long a request waits for its turn in a bucket; what must wait longer goes back to the outbox.
const WAIT_MAX: Duration = Duration::from_millis(1_500);
/// The name behind which Discord's REST is.
const HOST: &str = "discord.com";
/// Where what people attach lies.
const FILES_HOST: &str = "cdn.discordapp.com";
const FILES_HOSTS: [&str; 2] = [FILES_HOST, "media.discordapp.net"];
/// What stands between that name and what is asked for.
const API: &str = "/api/v10/";
/// Discord turns away who does not say what they are, and serenity says it only in the requests that it builds.
/// <https://discord.com/developers/docs/reference#user-agent>
const USER_AGENT: &str = serenity::constants::USER_AGENT;

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
    client: reqwest::Client,
    token: String,
    tls: Arc<ClientConfig>,
    me: OnceCell<Me>,
    limits: Limits,
}

impl Api {
    pub fn new(settings: &DiscordSettings) -> Result<Self, ConnectError> {
        let tls = Arc::new(tls(settings.root_certificates.as_deref())?);
        let mut client = reqwest::Client::builder()
            .use_preconfigured_tls(tls.as_ref().clone())
            .user_agent(USER_AGENT)
            .timeout(REQUEST_MAX)
            .http1_only();
        if let Some(address) = settings.connect_to {
            client = client.resolve(HOST, address).resolve(FILES_HOST, address);
        }
        let client = client.build().map_err(|error| ConnectError::Tls(error.to_string()))?;
        let token = format!("Bot {}", settings.token.reveal());
        Ok(Self { client, token, tls, me: OnceCell::new(), limits: Limits::default() })
    }

    /// For the gateway: the same certificates.
    pub fn tls(&self) -> Arc<ClientConfig> {
        self.tls.clone()
    }

    /// Who the bot is, asked once.
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

    /// The same with files, as a form in which the JSON stands beside them. serenity's own form numbers them only within its
    /// builders of messages.
    pub async fn send_with(
        &self,
        method: LightMethod,
        route: Route<'_>,
        body: &Value,
        files: &[File],
    ) -> Result<Value, Failure> {
        if files.is_empty() {
            return self.send(method, route, body).await;
        }
        let mut form = Form::new().text("payload_json", body.to_string());
        for (number, file) in files.iter().enumerate() {
            let plain = || Part::bytes(file.content.clone()).file_name(file.name.clone());
            let part = plain().mime_str(&file.media_type).unwrap_or_else(|_| plain());
            form = form.part(format!("files[{number}]"), part);
        }
        let (path, method) = (route.path(), method.reqwest_method());
        let (bucket, counts) = counted(method.as_str(), &path);
        let request = self.client.request(method, &*path).header(AUTHORIZATION, &self.token).multipart(form);
        self.ask(&bucket, counts, request).await
    }

    /// Makes a request and tells what became of it; the answer is read as loose JSON, so that one field that serenity does not
    /// know costs nothing. A long rate limit is not slept out here: then nothing was sent.
    pub async fn call(&self, request: Request<'_>) -> Result<Value, Failure> {
        let (bucket, counts) = counted(request.method_ref().reqwest_method().as_str(), &request.route_ref().path());
        let built = request.build(&self.client, &self.token, None).map_err(|error| errors::sort(&error))?;
        self.ask(&bucket, counts, built).await
    }

    /// The first response to an interaction: nothing but its token is needed, and it counts for no limit of the bot's.
    pub async fn respond(&self, interaction: u64, token: &str, response: &Value) -> Result<(), Failure> {
        let url = format!("https://{HOST}{API}interactions/{interaction}/{token}/callback");
        let request = self
            .client
            .post(url)
            .header("content-type", "application/json")
            .timeout(RESPONSE_MAX)
            .body(response.to_string());
        self.ask(&format!("interaction {interaction}"), Counts::ForItself, request).await.map(drop)
    }

    /// A file that somebody attached, at an address that Discord named; without the bot's token, and at most so many bytes.
    pub async fn download(&self, address: &str, most: u64) -> Result<Vec<u8>, SendError> {
        let refused = |why: &str| SendError::Refused { why: why.to_owned() };
        let is_discords = reqwest::Url::parse(address)
            .is_ok_and(|url| url.scheme() == "https" && url.host_str().is_some_and(|host| FILES_HOSTS.contains(&host)));
        if !is_discords {
            return Err(refused("the file lies elsewhere"));
        }
        let broke = |_| SendError::NotSent { after_ms: None, why: "a file could not be brought".to_owned() };
        let mut answer = self.client.get(address).send().await.map_err(broke)?;
        match answer.status().as_u16() {
            200 => {}
            401..=410 => return Err(refused("the file is gone")),
            status => {
                let why = format!("a file could not be brought: {status}");
                return Err(SendError::NotSent { after_ms: None, why });
            }
        }
        let mut content = Vec::new();
        while let Some(part) = answer.chunk().await.map_err(broke)? {
            content.extend_from_slice(&part);
            if u64::try_from(content.len()).is_ok_and(|size| size > most) {
                return Err(refused("the file is larger than it was said to be"));
            }
        }
        Ok(content)
    }

    async fn ask(&self, bucket: &str, counts: Counts, request: reqwest::RequestBuilder) -> Result<Value, Failure> {
        let leave = match self.limits.ask(bucket, counts) {
            Err(wait) if wait <= WAIT_MAX => {
                tokio::time::sleep(wait).await;
                self.limits.ask(bucket, counts)
            }
            leave => leave,
        };
        let leave = leave.map_err(Failure::limited)?;
        let answer = request.send().await.map_err(|error| errors::of_request(&error))?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = answer.bytes().await.map_err(|_| Failure::Unclear { why: "the connection broke".to_owned() })?;
        if let Some(after) = leave.answered(status, &headers, &body) {
            return Err(Failure::limited(after));
        }
        if !status.is_success() {
            return Err(errors::of_answer(status.as_u16(), &body));
        }
        if body.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_slice(&body)
            .map_err(|_| Failure::Unclear { why: "Discord's answer could not be read".to_owned() })
    }
}

/// With what a request is counted.
fn counted(method: &str, url: &str) -> (String, Counts) {
    let counts = if url.contains("/webhooks/") { Counts::ForItself } else { Counts::ForTheBot };
    (format!("{method} {}", bucket_of(url)), counts)
}

/// Requests that Discord counts together, as far as one can know beforehand: those of one channel, server or webhook and of
/// one kind. The id of a message is none of it. `url` is a whole address, as serenity's routes give it.
fn bucket_of(url: &str) -> String {
    let mut parts = url.split_once(API).map_or(url, |(_, path)| path).split('/');
    let major: Vec<_> = parts.by_ref().take(2).collect();
    let is_id = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    let kind: Vec<_> = parts.filter(|part| !is_id(part)).collect();
    format!("{}/{}", major.join("/"), kind.join("/"))
}

const MESSAGE_CONTENT: u64 = 1 << 18;
const MESSAGE_CONTENT_LIMITED: u64 = 1 << 19;

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
    use serenity::all::{ChannelId, MessageId};

    use super::*;

    #[test]
    fn requests_that_count_together_share_a_bucket() {
        let check = |a: Route<'_>, b: Route<'_>, same| {
            let (a, b) = (a.path(), b.path());
            assert_eq!(bucket_of(&a) == bucket_of(&b), same, "{a} {b}");
        };
        let messages = |channel| Route::ChannelMessages { channel_id: ChannelId::new(channel) };
        let message = |id| Route::ChannelMessage { channel_id: ChannelId::new(1), message_id: MessageId::new(id) };
        let reply = |token| Route::WebhookOriginalInteractionResponse { application_id: ApplicationId::new(1), token };
        check(messages(1), messages(2), false);
        check(message(5), message(6), true);
        check(messages(1), Route::ChannelTyping { channel_id: ChannelId::new(1) }, false);
        check(reply("abc"), reply("def"), false);
        assert_eq!(bucket_of(&message(5).path()), "channels/1/messages");
    }
}
