//! Puts the parts together: the only place that knows every name. It decides nothing.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, anyhow};
use domain::handbook::Handbook;
use domain::ids::NetworkName;
use domain::limits::{Limit, Scope};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::authority::Authority;
use crate::chat::typing::Typing;
use crate::chat::{Connector, Intake, Verify};
use crate::clock::Clock;
use crate::config::{Config, LimitsConfig, Secret};
use crate::delivery::{Delivery, Settings};
use crate::engine::{Engine, Parts};
use crate::http::{self, Health};
use crate::metrics::Metrics;
use crate::reload::{Content, Reload, Served};
use crate::store::{OperatorKey, Store, StoreOptions};

/// How long stopping waits for replies that are on their way.
const DRAIN_MAX: Duration = Duration::from_secs(10);
/// How often retention looks for conversations whose time is over.
const RETENTION_EVERY: Duration = Duration::from_secs(3_600);
const DAY_MS: i64 = 24 * 3_600_000;

/// A running desk.
pub struct App {
    config: Config,
    reload: Reload,
    store: Store,
    engine: Engine,
    authority: Authority,
    connectors: BTreeMap<NetworkName, Arc<dyn Connector>>,
    clock: Clock,
    wake: Arc<Notify>,
    metrics: Metrics,
    /// Cancelled first, so that nothing new comes in while the rest is brought to its end.
    listening: CancellationToken,
    stop: CancellationToken,
}

/// Reads the content, and tells every mistake in it.
pub fn read_content(config: &Config) -> anyhow::Result<Content> {
    Content::read(config.desk.content_dir.clone(), config.desk()).map_err(|mistakes| {
        let lines: Vec<_> = mistakes.iter().map(ToString::to_string).collect();
        anyhow!("the content has {} mistakes:\n{}", lines.len(), lines.join("\n"))
    })
}

/// Where the store is and what opens it. Makes the data folder and, at first start, the operator's key.
pub fn store_options(config: &Config) -> anyhow::Result<StoreOptions> {
    let folder = &config.store.data_dir;
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make the data folder {}", folder.display()))?;
    let at = |file: &str| format!("sqlite://{}", folder.join(file).display());
    let url = config.store.url.reveal().map_or_else(|| at("fairway.sqlite"), ToOwned::to_owned);
    let keys_url = config.store.keys_url.reveal().map_or_else(|| at("keys.sqlite"), ToOwned::to_owned);
    let operator_key = operator_key(config)?;
    Ok(StoreOptions { url, keys_url, operator_key })
}

fn operator_key(config: &Config) -> anyhow::Result<OperatorKey> {
    let given = config.store.operator_key.clone();
    let key = match given.reveal() {
        Some(_) => given,
        None => {
            let file = config.store.data_dir.join("operator.key");
            let made = OperatorKey::generate()?.to_hex();
            Secret::kept_in(&file, || made.to_string())
                .with_context(|| format!("cannot keep the operator's key in {}", file.display()))?
        }
    };
    OperatorKey::from_hex(key.reveal().unwrap_or_default()).map_err(|error| anyhow!("store.operator_key: {error}"))
}

impl App {
    /// Opens the store and builds the engine over the given connectors.
    pub async fn open(
        config: Config,
        content: Content,
        connectors: Vec<Arc<dyn Connector>>,
        clock: Clock,
    ) -> anyhow::Result<Self> {
        warn_of_examples(&config, &content.served().borrow());
        let store = Store::open(store_options(&config)?).await?;
        let (wake, metrics, stop) = (Arc::new(Notify::new()), Metrics::default(), CancellationToken::new());
        let connectors: BTreeMap<_, _> =
            connectors.into_iter().map(|connector| (connector.network(), connector)).collect();
        let verifiers = connectors.iter().map(|(name, of)| (name.clone(), of.clone() as Arc<dyn Verify>)).collect();
        let authority = Authority::new(verifiers, config.advisers_rooms());
        let engine = Engine::new(Parts {
            store: store.clone(),
            handbook: content.served(),
            clock: clock.clone(),
            abilities: connectors.iter().map(|(name, connector)| (name.clone(), connector.abilities())).collect(),
            limits: limits(&config.limits),
            operator_room: config.operator_room(),
            authority: authority.clone(),
            delivery: wake.clone(),
            metrics: metrics.clone(),
            stop: stop.clone(),
        });
        let every_s = config.desk.reload_every_s;
        let every = (every_s > 0).then(|| Duration::from_secs(every_s));
        let reload = content.reload(every, clock.clone(), metrics.clone())?;
        let listening = CancellationToken::new();
        Ok(Self { config, reload, store, engine, authority, connectors, clock, wake, metrics, listening, stop })
    }

    /// Runs until a signal, the end of the console's input, or a part that ends in error: then the process ends, and
    /// starting again is recovering.
    pub async fn run(mut self) -> anyhow::Result<()> {
        let left = self.engine.recover().await?;
        tracing::info!(left, networks = ?self.connectors.keys().map(NetworkName::as_str).collect::<Vec<_>>(), "started");
        let mut tasks: JoinSet<anyhow::Result<&'static str>> = JoinSet::new();
        self.spawn_http(&mut tasks).await?;
        self.spawn_keepers(&mut tasks);
        for connector in self.connectors.values() {
            let connector = connector.clone();
            let intake: Arc<dyn Intake> = Arc::new(Typing::over(Arc::new(self.engine.clone()), connector.clone()));
            let stop = self.listening.clone();
            tasks.spawn(async move { Ok(connector.listen(intake, stop).await.map(|()| "listen")?) });
        }
        let mut delivery = tokio::spawn(self.delivery().run(self.stop.clone()));
        let ended = tokio::select! {
            Some(ended) = tasks.join_next() => ended?,
            signal = until_signal() => signal.map(|()| "signal").map_err(Into::into),
            never = self.reload.run() => match never {},
            ended = &mut delivery => Err(anyhow!("delivery ended: {ended:?}")),
            // After a failure of the disk: what is not written must not be answered, so the process ends and recovers.
            () = self.store.ended() => Err(anyhow!("the store no longer writes")),
        };
        tracing::info!(by = *ended.as_ref().unwrap_or(&"error"), "stopping");
        self.listening.cancel();
        if ended.is_ok() {
            self.drain().await;
            self.stop.cancel();
            let _ = tokio::time::timeout(DRAIN_MAX, delivery).await;
        }
        let closed = self.store.close().await;
        ended?;
        Ok(closed?)
    }

    fn delivery(&self) -> Delivery {
        let of = &self.config.delivery;
        let ms = |hours: u64| i64::try_from(hours.saturating_mul(3_600_000)).unwrap_or(i64::MAX);
        Delivery {
            store: self.store.clone(),
            engine: self.engine.clone(),
            authority: self.authority.clone(),
            connectors: self.connectors.clone(),
            clock: self.clock.clone(),
            wake: self.wake.clone(),
            metrics: self.metrics.clone(),
            settings: Settings {
                send_timeout_ms: of.send_timeout_s.saturating_mul(1_000),
                retry_pause_max_ms: of.retry_pause_max_s.saturating_mul(1_000),
                give_up_after_ms: ms(of.give_up_after_h),
                attachment_max_bytes: u64::from(self.config.advisers.attachment_max_mb) * 1_000_000,
            },
        }
    }

    async fn spawn_http(&self, tasks: &mut JoinSet<anyhow::Result<&'static str>>) -> anyhow::Result<()> {
        let address = self.config.http.listen.clone();
        if address.is_empty() {
            return Ok(());
        }
        let listener =
            TcpListener::bind(&address).await.with_context(|| format!("http.listen: cannot listen on {address}"))?;
        let connectors = self.connectors.values().cloned().collect();
        let health = Health { store: self.store.clone(), connectors, metrics: self.metrics.clone() };
        let stop = self.stop.clone();
        tasks.spawn(async move { Ok(http::serve(listener, health, stop).await.map(|()| "http")?) });
        Ok(())
    }

    fn spawn_keepers(&self, tasks: &mut JoinSet<anyhow::Result<&'static str>>) {
        let engine = self.engine.clone();
        tasks.spawn(async move { Ok(engine.keep_time().await.map(|()| "timers")?) });
        let (store, clock, stop) = (self.store.clone(), self.clock.clone(), self.stop.clone());
        let days = |days: u32| i64::from(days).saturating_mul(DAY_MS);
        let (keep_ms, keep_misses_ms) = (days(self.config.desk.keep_days), days(self.config.desk.keep_questions_days));
        tasks.spawn(async move {
            while !stop.is_cancelled() {
                let erased = store.expire(clock.now(), keep_ms, keep_misses_ms).await?;
                tracing::debug!(erased, "retention");
                let _ = tokio::time::timeout(RETENTION_EVERY, stop.cancelled()).await;
            }
            Ok("retention")
        });
    }

    /// Lets what has been taken in be answered and sent, for as long as stopping may take. Whatever is left stays in the
    /// inbox and outbox, so cutting this short loses nothing.
    async fn drain(&self) {
        let rested = async {
            loop {
                let counts = self.store.counts().await;
                let empty = counts.is_ok_and(|counts| counts.inbox_new == 0 && counts.outbox_pending == 0);
                if empty && self.engine.is_idle() {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        if tokio::time::timeout(DRAIN_MAX, rested).await.is_err() {
            tracing::info!("stopping with work left: it is taken up at the next start");
        }
    }
}

async fn until_signal() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

fn limits(config: &LimitsConfig) -> Vec<Limit> {
    let limit = |scope, most, window_s: i64| Limit { scope, most, window_ms: window_s * 1_000 };
    vec![
        limit(Scope::Person, config.per_person_in_10_s, 10),
        limit(Scope::Person, config.per_person_in_1_h, 3_600),
        limit(Scope::Room, config.per_room_in_60_s, 60),
        limit(Scope::Room, config.per_room_in_10_min, 600),
    ]
}

/// What ships is an example, and an operator must not learn that from a researcher.
fn warn_of_examples(config: &Config, handbook: &Handbook) {
    if handbook.contacts.example {
        tracing::warn!(
            "knowledge-base/contact-points.yaml is still the example: fill in your institution's own and set `example: false`"
        );
    }
    if config.desk.adopted_by.is_empty() {
        tracing::warn!(
            "the entries are compiled from public pages and approved by no authority; when yours has reviewed them, set desk.adopted_by"
        );
    }
}

/// Connects the networks that the settings enable. What a connector says by itself is looked up in what is served.
pub async fn connectors(config: &Config, served: Served) -> anyhow::Result<Vec<Arc<dyn Connector>>> {
    #[cfg_attr(not(any(feature = "matrix", feature = "discord")), allow(unused_mut))]
    let mut connectors: Vec<Arc<dyn Connector>> = Vec::new();
    #[cfg(feature = "matrix")]
    if config.matrix.enabled {
        let connector = Arc::new(crate::chat::matrix::MatrixConnector::connect(matrix_settings(config)?).await?);
        if let Some(key) = connector.take_recovery_key() {
            // To the terminal and never to the log, which others may read.
            println!("recovery key, shown this once; keep it in a safe place: {}", key.reveal());
        }
        tokio::spawn(tell_findings(connector.clone()));
        connectors.push(connector);
    }
    #[cfg(feature = "discord")]
    if config.discord.enabled {
        let handbook = served.borrow().clone();
        let connector = Arc::new(discord(config, served)?);
        let asking = connector.clone();
        tokio::spawn(async move { asking.tell_of_stale_commands(&handbook).await });
        connectors.push(connector);
    }
    #[cfg(not(feature = "discord"))]
    drop(served);
    for (is_enabled, is_built, name) in [
        (config.matrix.enabled, cfg!(feature = "matrix"), "matrix"),
        (config.discord.enabled, cfg!(feature = "discord"), "discord"),
    ] {
        anyhow::ensure!(
            is_built || !is_enabled,
            "{name}.enabled is set, but this program was built without it: build it with the feature `{name}`"
        );
    }
    Ok(connectors)
}

/// The Discord connector. What it keeps of commands that were cut short is sealed with a key derived from the operator's.
#[cfg(feature = "discord")]
pub fn discord(config: &Config, served: Served) -> anyhow::Result<crate::chat::discord::DiscordConnector> {
    let of = &config.discord;
    let token = of.token.reveal().filter(|token| token.split('.').count() == 3);
    let token = token.context("discord.token: write the bot's token, three parts with dots between them")?;
    std::fs::create_dir_all(&config.store.data_dir)?;
    let operator_key = operator_key(config)?;
    let settings = crate::chat::discord::DiscordSettings {
        token: crate::chat::Secret::new(token),
        state_dir: config.store.data_dir.join("discord"),
        state_key: operator_key.derive("fairway 2026-11 discord state"),
        channels: of.channels.clone(),
        plain_talk: of.plain_talk.clone(),
        advisers: discord_advisers(config)?,
        root_certificates: Some(of.root_certificates.clone()).filter(|path| !path.as_os_str().is_empty()),
        connect_to: of.connect_to.parse().ok(),
    };
    let look_up = Arc::new(crate::look_up::Serving { served, clock: Clock::System });
    Ok(crate::chat::discord::DiscordConnector::connect(settings, look_up)?)
}

#[cfg(feature = "discord")]
fn discord_advisers(config: &Config) -> anyhow::Result<Option<crate::chat::discord::AdvisersSettings>> {
    let forums = config.advisers_on("discord");
    if forums.is_empty() {
        return Ok(None);
    }
    let roles = config.advisers.roles.clone();
    anyhow::ensure!(
        !roles.is_empty(),
        "advisers.roles: name the roles whose members are advisers, by their ids: in Discord, with Developer Mode on, under Server \
         Settings, Roles, Copy Role ID. Without one nobody could take a ticket"
    );
    Ok(Some(crate::chat::discord::AdvisersSettings { forums, roles }))
}

/// Beside the start and not before it: a server that is down must not keep what was taken in from being answered later.
#[cfg(feature = "matrix")]
async fn tell_findings(connector: Arc<crate::chat::matrix::MatrixConnector>) {
    for finding in connector.examine().await {
        if finding.serious {
            tracing::error!(problem = finding.problem, remedy = finding.remedy, "matrix");
        } else {
            tracing::warn!(problem = finding.problem, remedy = finding.remedy, "matrix");
        }
    }
}

/// The Matrix connector's settings. The key of the SDK's store is derived from the operator's, so that there is one
/// secret to keep.
#[cfg(feature = "matrix")]
pub fn matrix_settings(config: &Config) -> anyhow::Result<crate::chat::matrix::MatrixSettings> {
    let of = &config.matrix;
    anyhow::ensure!(
        !of.homeserver.is_empty(),
        "matrix.homeserver is empty: write your server's address, https://matrix.example.org"
    );
    anyhow::ensure!(
        of.user.starts_with('@') && of.user.contains(':'),
        "matrix.user: write the whole account, @fairway:example.org"
    );
    std::fs::create_dir_all(&config.store.data_dir)?;
    let operator_key = operator_key(config)?;
    let secret = |given: &Secret| given.reveal().map(crate::chat::Secret::new);
    Ok(crate::chat::matrix::MatrixSettings {
        advisers_rooms: config.advisers_on("matrix"),
        homeserver: of.homeserver.clone(),
        user: of.user.clone(),
        password: secret(&of.password),
        access_token: None,
        device_name: of.device_name.clone(),
        state_dir: config.store.data_dir.join("matrix"),
        store_key: operator_key.derive("fairway 2026-11 matrix store"),
        recovery_key: secret(&of.recovery_key),
        allow_invites_from: of.allow_invites_from.clone(),
        prefix: of.prefix.clone(),
        notices: of.notices,
        own_bots: of.other_bots.clone(),
    })
}
