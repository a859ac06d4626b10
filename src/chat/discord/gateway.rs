//! The gateway session: connecting, identifying, heartbeats, resuming. It hands on what happens in Discord's order, and
//! knows nothing of what it means.
//!
//! <https://discord.com/developers/docs/events/gateway>

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use domain::ids::Timestamp;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use serenity::all::Route;
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};
use tokio_tungstenite::tungstenite::{Error as WsError, Message};
use tokio_tungstenite::{Connector as Tls, MaybeTlsStream, WebSocketStream, client_async_tls_with_config};
use tokio_util::sync::CancellationToken;

use super::incoming::NotUnderstood;
use super::memory::{Memory, Session};
use super::progress::{Mark, Progress};
use super::{Shared, now};
use crate::chat::ListenError;
use crate::{clock, faults};

const CONNECT_MAX: Duration = Duration::from_secs(15);
const PAUSE_FIRST: Duration = Duration::from_secs(1);
/// Discord wants five seconds between identifications.
const PAUSE_IDENTIFY: Duration = Duration::from_secs(5);
const PAUSE_MAX: Duration = Duration::from_secs(60);
/// Where nobody answers, asking again costs nothing.
const PAUSE_DROPPED_MAX: Duration = Duration::from_secs(8);
/// So long a session may take to begin, or to be resumed.
const BEGIN_MAX: Duration = Duration::from_secs(30);
/// A connection that held this long was a good one. After so many that did not, the pauses grow.
const STEADY: Duration = Duration::from_secs(30);
const FAILURES_AT_ONCE: u32 = 4;
/// How often the session is written down: what was taken in since then is brought again by RESUME, and passed over.
const KEEP_EVERY: Duration = Duration::from_millis(250);

/// Guilds and direct messages; what is said in channels only where the operator named some; the words of others only where
/// everything said is a question.
pub mod intents {
    pub const GUILDS: u64 = 1;
    pub const GUILD_MESSAGES: u64 = 1 << 9;
    pub const DIRECT_MESSAGES: u64 = 1 << 12;
    pub const MESSAGE_CONTENT: u64 = 1 << 15;
}

/// Something that happened, by the name that Discord gives it.
#[derive(Debug)]
pub struct Event {
    pub kind: String,
    pub data: Value,
    /// Where a session begins or goes on: from when to when nothing was heard before it, if that is not told yet.
    pub gap: Option<(Timestamp, Timestamp)>,
    /// Dropped when the event is safely taken in.
    pub mark: Mark,
}

/// How one connection ended.
enum Ended {
    Stopped,
    /// The session can be resumed.
    Dropped,
    /// It cannot.
    SessionOver,
    /// A person must mend it.
    Never(ListenError),
}

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

pub struct Gateway {
    shared: Arc<Shared>,
    memory: Memory,
    events: mpsc::Sender<Event>,
    progress: Progress,
    /// Id and address.
    session: Option<(String, String)>,
    /// The number of the event that began it, where this run saw that.
    began_with: u64,
    /// The number of the event with which the gap before it is told.
    tells_with: u64,
    /// Connections in a row that came to nothing, and sessions in a row that Discord ended.
    failures: u32,
    refusals: u32,
}

impl Gateway {
    pub fn new(shared: Arc<Shared>, events: mpsc::Sender<Event>) -> Self {
        let memory = Memory::open(shared.settings.state_dir.join("gateway.json"));
        let is_ours = |session: &Session| {
            session.intents == wanted_intents(&shared.settings)
                && session.of == mark_of(&shared.settings)
                && !faults::bug("discord.forget-session")
        };
        let kept = memory.session().cloned().filter(is_ours);
        let progress = Progress::from(kept.as_ref().map_or(0, |session| session.seq));
        let session = kept.map(|Session { id, url, .. }| (id, url));
        Self { shared, memory, events, progress, session, began_with: 0, tells_with: 0, failures: 0, refusals: 0 }
    }

    /// Hears until stopped; returns early only with what a person must mend.
    pub async fn run(&mut self, stop: &CancellationToken) -> Result<(), ListenError> {
        loop {
            let connected_at = Instant::now();
            let ended = tokio::select! {
                () = stop.cancelled() => Ended::Stopped,
                ended = self.connection() => ended,
            };
            self.keep();
            self.shared.connected.store(false, Ordering::SeqCst);
            if connected_at.elapsed() > STEADY {
                (self.failures, self.refusals) = (0, 0);
            }
            let pause = match ended {
                Ended::Stopped => return Ok(()),
                Ended::Never(error) => return Err(error),
                Ended::Dropped => {
                    self.failures = self.failures.saturating_add(1);
                    // People wait three seconds for the answer to a command: the first attempt is made at once.
                    let doubled = self.failures.saturating_sub(FAILURES_AT_ONCE).min(6);
                    if self.failures == 1 {
                        Duration::ZERO
                    } else {
                        (PAUSE_FIRST * (1 << doubled)).min(PAUSE_DROPPED_MAX)
                    }
                }
                Ended::SessionOver => {
                    self.session = None;
                    self.failures = 0;
                    self.refusals = self.refusals.saturating_add(1);
                    (PAUSE_IDENTIFY * (1 << (self.refusals - 1).min(6))).min(PAUSE_MAX)
                }
            };
            tokio::select! {
                () = stop.cancelled() => return Ok(()),
                () = tokio::time::sleep(pause.mul_f64(1.0 + clock::jitter() / 4.0)) => {}
            }
        }
    }

    async fn connection(&mut self) -> Ended {
        let socket = match self.open().await {
            Ok(socket) => socket,
            Err(ended) => return ended,
        };
        match self.talk(socket).await {
            Ok(ended) | Err(ended) => ended,
        }
    }

    /// Where to connect: where the session is, else where Discord says.
    async fn address(&mut self) -> Result<String, Ended> {
        // An address that leads nowhere any more must not make the bot deaf for good.
        if let Some((_, url)) = self.session.as_ref().filter(|_| self.failures < FAILURES_AT_ONCE) {
            return Ok(url.clone());
        }
        let answer = self.shared.api.get(Route::GatewayBot).await;
        let gateway = answer.map_err(|failure| {
            if failure.is_bad_token() {
                return Ended::Never(super::checks::bad_token());
            }
            tracing::warn!(why = failure.why(), "discord: not connected");
            Ended::Dropped
        })?;
        let limit = &gateway["session_start_limit"];
        if limit["remaining"] == 0 {
            let ms = limit["reset_after"].as_u64().unwrap_or(60_000);
            tracing::error!(ms, "discord: no more sessions may be started today; waiting");
            tokio::time::sleep(Duration::from_millis(ms)).await;
        }
        Ok(gateway["url"].as_str().unwrap_or("wss://gateway.discord.gg").to_owned())
    }

    async fn open(&mut self) -> Result<Socket, Ended> {
        let url = format!("{}/?v=10&encoding=json", self.address().await?.trim_end_matches('/'));
        match timeout(CONNECT_MAX, connect(&self.shared, &url)).await {
            Ok(Ok(socket)) => Ok(socket),
            failed => {
                let why = match failed {
                    Ok(Err(error)) => error.to_string(),
                    _ => "no answer".to_owned(),
                };
                tracing::warn!(why, "discord: the gateway cannot be reached");
                Err(Ended::Dropped)
            }
        }
    }

    async fn talk(&mut self, mut socket: Socket) -> Result<Ended, Ended> {
        let hello = timeout(CONNECT_MAX, receive(&self.shared, &mut socket)).await.map_err(|_| Ended::Dropped)??;
        let interval = hello["d"]["heartbeat_interval"].as_u64().filter(|_| hello["op"] == 10).ok_or(Ended::Dropped)?;
        let interval = Duration::from_millis(interval.max(10));
        self.introduce(&mut socket).await?;
        // The first heartbeat somewhere in the first interval: a thousand bots must not all come at once after an outage.
        let mut heartbeats = interval_at(Instant::now() + interval.mul_f64(clock::jitter()), interval);
        let mut keeping = interval_at(Instant::now() + KEEP_EVERY, KEEP_EVERY);
        heartbeats.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (mut unanswered, begun) = (false, Instant::now());
        loop {
            let is_up = self.shared.connected.load(Ordering::SeqCst);
            tokio::select! {
                () = tokio::time::sleep_until(begun + BEGIN_MAX), if !is_up => {
                    tracing::warn!("discord: the session did not begin; connecting anew");
                    return Ok(Ended::Dropped);
                }
                frame = receive(&self.shared, &mut socket) => {
                    let frame = frame?;
                    match frame["op"].as_u64() {
                        Some(0) => self.dispatch(frame).await?,
                        Some(1) => send(&mut socket, &json!({ "op": 1, "d": self.progress.safe() })).await?,
                        Some(7) => return Ok(Ended::Dropped),
                        Some(9) if frame["d"] == true => return Ok(Ended::Dropped),
                        Some(9) => return Ok(Ended::SessionOver),
                        Some(11) => unanswered = false,
                        _ => {}
                    }
                }
                _ = heartbeats.tick() => {
                    if unanswered {
                        // The line is dead although nobody said so.
                        tracing::warn!("discord: a heartbeat was not answered; connecting anew");
                        return Ok(Ended::Dropped);
                    }
                    send(&mut socket, &json!({ "op": 1, "d": self.progress.safe() })).await?;
                    unanswered = true;
                }
                _ = keeping.tick() => self.keep(),
            }
        }
    }

    async fn introduce(&mut self, socket: &mut Socket) -> Result<(), Ended> {
        let token = self.shared.settings.token.reveal();
        if let Some((id, _)) = &self.session {
            let seq = self.resumes_after();
            return send(socket, &json!({ "op": 6, "d": { "token": token, "session_id": id, "seq": seq } })).await;
        }
        match self.memory.may_identify(now()) {
            Ok(Ok(())) => {}
            Ok(Err(ms)) => {
                tracing::error!(
                    ms,
                    "discord: identified too often in a day; waiting, or Discord would reset the token"
                );
                tokio::time::sleep(Duration::from_millis(u64::try_from(ms).unwrap_or(0))).await;
                return Err(Ended::Dropped);
            }
            Err(error) => {
                return Err(Ended::Never(ListenError(format!("the data folder cannot be written: {error}"))));
            }
        }
        let settings = &self.shared.settings;
        let properties = json!({ "os": std::env::consts::OS, "browser": "fairway", "device": "fairway" });
        let d = json!({ "token": token, "intents": wanted_intents(settings), "properties": properties });
        send(socket, &json!({ "op": 2, "d": d })).await
    }

    async fn dispatch(&mut self, mut frame: Value) -> Result<(), Ended> {
        let seq = frame["s"].as_u64().unwrap_or(0);
        let kind = frame["t"].as_str().unwrap_or_default().to_owned();
        let data = frame["d"].take();
        if kind == "READY" {
            let text = |name: &str| data[name].as_str().unwrap_or_default().to_owned();
            self.session = Some((text("session_id"), text("resume_gateway_url")));
            // Marks of an earlier session keep to that one's numbers.
            self.progress = Progress::from(seq.saturating_sub(1));
            self.began_with = seq;
            self.memory.begin(now());
            if self.session.as_ref().is_some_and(|(_, url)| url.is_empty()) {
                self.session = None;
            }
        }
        let begins = kind == "READY" || kind == "RESUMED";
        let gap = self.memory.gap().filter(|_| begins);
        let mark = self.progress.begin(seq);
        if begins {
            self.tells_with = seq;
            self.shared.connected.store(true, Ordering::SeqCst);
            // Before anything else is heard: commands can be had again from this session alone.
            self.keep();
        }
        // Full only when the store is slow; then Discord's own buffer holds what comes.
        self.events.send(Event { kind, data, gap, mark }).await.map_err(|_| Ended::Stopped)
    }

    /// What RESUME need not bring again. Not the event that began the session: every start reads back, and the memory holds
    /// what is to be told.
    fn resumes_after(&self) -> u64 {
        self.progress.safe().max(self.began_with)
    }

    fn keep(&mut self) {
        if !self.shared.connected.load(Ordering::SeqCst) {
            return;
        }
        let (seq, heard_at) = (self.resumes_after(), now());
        let told = self.progress.safe() >= self.tells_with;
        let settings = &self.shared.settings;
        let (intents, of) = (wanted_intents(settings), mark_of(settings));
        let session = self.session.clone().map(|(id, url)| Session { id, url, seq, intents, of });
        if let Err(error) = self.memory.keep(session, heard_at, told) {
            tracing::warn!(%error, "discord: the session could not be written down");
        }
    }
}

/// What the bot must hear for what it is configured to do, and nothing more.
pub fn wanted_intents(settings: &super::DiscordSettings) -> u64 {
    let mut wanted = intents::GUILDS | intents::DIRECT_MESSAGES;
    if !settings.channels.is_empty() || !settings.plain_talk.is_empty() || settings.advisers.is_some() {
        wanted |= intents::GUILD_MESSAGES;
    }
    if !settings.plain_talk.is_empty() || settings.advisers.is_some() {
        wanted |= intents::MESSAGE_CONTENT;
    }
    wanted
}

/// Tells two bots apart, and tells nobody the token.
fn mark_of(settings: &super::DiscordSettings) -> String {
    blake3::derive_key("fairway 2026-11 discord session", settings.token.reveal().as_bytes())[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

async fn connect(shared: &Shared, url: &str) -> Result<Socket, WsError> {
    let uri: tokio_tungstenite::tungstenite::http::Uri =
        url.parse().map_err(|_| WsError::Url(tokio_tungstenite::tungstenite::error::UrlError::UnsupportedUrlScheme))?;
    let host = uri.host().unwrap_or_default().to_owned();
    let is_discord = host == "discord.gg" || host.ends_with(".discord.gg") || host.ends_with(".discord.com");
    let stream = match shared.settings.connect_to.filter(|_| is_discord) {
        Some(address) => TcpStream::connect(address).await?,
        None => {
            let port = uri.port_u16().unwrap_or(if uri.scheme_str() == Some("ws") { 80 } else { 443 });
            TcpStream::connect((host.as_str(), port)).await?
        }
    };
    stream.set_nodelay(true)?;
    let (socket, _) = client_async_tls_with_config(url, stream, None, Some(Tls::Rustls(shared.api.tls()))).await?;
    Ok(socket)
}

async fn send(socket: &mut Socket, frame: &Value) -> Result<(), Ended> {
    socket.send(Message::text(frame.to_string())).await.map_err(|_| Ended::Dropped)
}

async fn receive(shared: &Shared, socket: &mut Socket) -> Result<Value, Ended> {
    loop {
        match socket.next().await {
            Some(Ok(Message::Text(text))) => match serde_json::from_str(&text) {
                Ok(frame) => return Ok(frame),
                Err(_) => shared.misunderstood("a frame", NotUnderstood("all of it")),
            },
            Some(Ok(Message::Close(frame))) => return Err(of_close(frame.map_or(1_005, |frame| frame.code.into()))),
            Some(Ok(_)) => {}
            Some(Err(_)) | None => return Err(Ended::Dropped),
        }
    }
}

/// <https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes>
fn of_close(code: u16) -> Ended {
    match code {
        4_004 => Ended::Never(super::checks::bad_token()),
        4_010..=4_013 => Ended::Never(ListenError(format!("Discord ended the session for good ({code})"))),
        4_014 => Ended::Never(super::checks::missing_intent()),
        4_003 | 4_007 | 4_009 => Ended::SessionOver,
        _ => Ended::Dropped,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_close_code_says_whether_the_session_lives() {
        let check = |code, expect: &str| {
            let name = match of_close(code) {
                Ended::Never(_) => "never",
                Ended::SessionOver => "new session",
                Ended::Dropped => "resume",
                Ended::Stopped => "stopped",
            };
            assert_eq!(name, expect, "{code}");
        };
        check(1_006, "resume");
        check(4_000, "resume");
        check(4_004, "never");
        check(4_007, "new session");
        check(4_009, "new session");
        check(4_014, "never");
    }
}
