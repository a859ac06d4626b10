//! A stand-in for Discord: a real server on the loopback interface, with TLS and a gateway, which ends with the test that
//! started it. Every word of it and to it is held against Discord's own description; what is wrong stands in
//! `StandIn::violations`.

#![allow(dead_code)]

mod asking;
mod connection;
mod contents;
mod describe;
pub mod faults;
pub mod gateway;
pub mod interactions;
mod limits;
mod listen;
mod messages;
mod multipart;
mod oddities;
mod people;
pub mod permissions;
mod refusal;
pub mod rest;
mod routes;
mod routes_channels;
mod routes_guilds;
mod routes_messages;
mod rules;
mod seen;
mod shapes;
mod tls;
pub mod world;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;

pub use faults::{Fault, Times};
pub use seen::{Asked, Seen};
pub use world::{Id, Settings};

use world::World;

/// Longer than anything that a test waits for here.
const PATIENCE: Duration = Duration::from_secs(60);

/// The world, for all who serve it, and word of every change.
pub struct Shared {
    world: Mutex<World>,
    changed: watch::Sender<u64>,
}

/// A running stand-in.
pub struct StandIn {
    shared: Arc<Shared>,
    dir: TempDir,
    tls: TlsAcceptor,
    tls_address: SocketAddr,
    plain_address: SocketAddr,
    /// Of its own, so that no test can hold it up.
    runtime: Option<Runtime>,
    /// Ends the listeners and every connection; `None` during an outage.
    running: Mutex<Option<CancellationToken>>,
}

impl Shared {
    pub fn read<T>(&self, look: impl FnOnce(&World) -> T) -> T {
        look(&self.lock())
    }

    pub fn change<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        let result = change(&mut self.lock());
        self.changed.send_modify(|count| *count += 1);
        result
    }

    fn lock(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until there is something to be seen.
    pub async fn until<T>(&self, what: &str, mut look: impl FnMut(&World) -> Option<T>) -> T {
        let mut changed = self.changed.subscribe();
        let found = tokio::time::timeout(PATIENCE, async {
            loop {
                changed.mark_unchanged();
                if let Some(found) = self.read(&mut look) {
                    return found;
                }
                let _ = changed.changed().await;
            }
        });
        found.await.unwrap_or_else(|_| panic!("not within {PATIENCE:?}: {what}"))
    }
}

impl StandIn {
    /// Starts one; `None` where Discord's description is missing.
    pub fn start() -> Option<Self> {
        Self::start_with(Settings::default())
    }

    pub fn start_with(settings: Settings) -> Option<Self> {
        describe::document()?;
        let dir = tempfile::tempdir().expect("a folder for the certificate");
        let tls = tls::acceptor(&dir.path().join("root.pem"));
        let (secure, plain) = (bind(0), bind(0));
        let [tls_address, plain_address] =
            [&secure, &plain].map(|listener| listener.local_addr().expect("the listener's address"));
        let world = World::new(settings, plain_address.to_string());
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let stand_in = Self {
            shared: Arc::new(Shared { world: Mutex::new(world), changed: watch::Sender::new(0) }),
            dir,
            tls,
            tls_address,
            plain_address,
            runtime: Some(runtime.expect("a runtime")),
            running: Mutex::new(None),
        };
        stand_in.serve(secure, plain);
        Some(stand_in)
    }

    fn serve(&self, secure: TcpListener, plain: TcpListener) {
        let stop = CancellationToken::new();
        let runtime = self.runtime.as_ref().expect("it runs until it is dropped");
        runtime.spawn(listen::listen(self.shared.clone(), secure, Some(self.tls.clone()), stop.clone()));
        runtime.spawn(listen::listen(self.shared.clone(), plain, None, stop.clone()));
        *self.running.lock().unwrap_or_else(PoisonError::into_inner) = Some(stop);
    }

    /// An outage: nobody listens any more, and every connection ends. What was said stays.
    pub fn stop(&self) {
        if let Some(running) = self.running.lock().unwrap_or_else(PoisonError::into_inner).take() {
            running.cancel();
        }
    }

    /// The end of it, on the same ports.
    pub async fn go_on(&self) {
        // The listeners of before end in their own time.
        let mut bound = Vec::new();
        for address in [self.tls_address, self.plain_address] {
            loop {
                match TcpListener::bind(address) {
                    Ok(listener) => break bound.push(listener),
                    Err(_) => tokio::time::sleep(Duration::from_millis(5)).await,
                }
            }
        }
        let plain = bound.pop().expect("two listeners");
        self.serve(bound.pop().expect("two listeners"), plain);
    }

    /// Where `discord.com`, `cdn.discordapp.com` and `gateway.discord.gg` are, with TLS.
    pub fn tls_address(&self) -> SocketAddr {
        self.tls_address
    }

    /// The same without TLS.
    pub fn plain_address(&self) -> SocketAddr {
        self.plain_address
    }

    /// The certificate, in PEM, that a client must trust.
    pub fn root_certificate(&self) -> PathBuf {
        self.dir.path().join("root.pem")
    }

    /// A folder that is gone with the stand-in.
    pub fn folder(&self) -> &Path {
        self.dir.path()
    }

    pub fn token(&self) -> String {
        self.shared.read(|world| world.settings.token.clone())
    }

    /// The bot's user id, which is its application's id as well.
    pub fn bot(&self) -> Id {
        self.shared.read(|world| world.bot)
    }

    /// Changes how it behaves from now on.
    pub fn set(&self, change: impl FnOnce(&mut Settings)) {
        self.shared.change(|world| change(&mut world.settings));
    }

    /// Looks at the world.
    pub fn read<T>(&self, look: impl FnOnce(&World) -> T) -> T {
        self.shared.read(look)
    }

    /// Waits until something is to be seen; panics when it takes too long.
    pub async fn until<T>(&self, what: &str, look: impl FnMut(&World) -> Option<T>) -> T {
        self.shared.until(what, look).await
    }

    /// What was wrong with requests and with the stand-in's own answers. A test that was served well ends with none.
    pub fn violations(&self) -> Vec<String> {
        self.shared.read(|world| world.violations.clone())
    }

    /// The same, and forgets them: for tests that do something wrong on purpose.
    pub fn take_violations(&self) -> Vec<String> {
        self.shared.change(|world| std::mem::take(&mut world.violations))
    }

    /// Every request so far, in the order they came.
    pub fn requests(&self) -> Vec<rest::Request> {
        self.shared.read(|world| world.requests.clone())
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        self.stop();
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

fn bind(port: u16) -> TcpListener {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).expect("a free port")
}
