//! The Matrix connector against a real Synapse and a client that shares no code with it.

mod dialogue;
mod direct;
mod downtime;
mod keys;
#[cfg(feature = "faults")]
mod kills;
mod limits;
mod notebook;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::ids::{DeliveryKey, EventId, NetworkName, PersonId, RoomId, ThreadId};
use domain::message::{Audience, Destination, Message};
use fairway::chat::matrix::{MatrixConnector, MatrixSettings};
use fairway::chat::{Connector, Deed, ListenError, Outgoing, Secret};
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::support::synapse::Synapse;
use notebook::Notebook;

/// A bot's account and everything that outlives a run of it.
pub struct Account {
    dir: TempDir,
    pub name: String,
    pub user_id: String,
    homeserver: String,
    pub notebook: Arc<Notebook>,
}

/// A run of the connector on that account.
pub struct Run {
    pub connector: Arc<MatrixConnector>,
    /// Hearing ends with the run, also when a test fails.
    stop: DropGuard,
    listening: JoinHandle<Result<(), ListenError>>,
}

/// A name that no other test of this binary has.
pub fn unique(base: &str) -> String {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    format!("{base}{}", COUNT.fetch_add(1, Ordering::SeqCst))
}

impl Account {
    pub fn register(synapse: &Synapse) -> Self {
        let name = unique("fairway");
        synapse.register(&name);
        let dir = tempfile::tempdir().expect("a folder for the session");
        let user_id = Synapse::user_id(&name);
        Self { dir, name, user_id, homeserver: synapse.url(), notebook: Arc::default() }
    }

    pub fn settings(&self) -> MatrixSettings {
        MatrixSettings {
            advisers_rooms: Vec::new(),
            homeserver: self.homeserver.clone(),
            user: self.user_id.clone(),
            password: Some(Secret::new(self.name.clone())),
            access_token: None,
            device_name: "Fairway".to_owned(),
            state_dir: self.dir.path().join("matrix"),
            store_key: [7; 32],
            recovery_key: None,
            allow_invites_from: Vec::new(),
            prefix: "!".to_owned(),
            notices: true,
            own_bots: Vec::new(),
        }
    }

    pub async fn start(&self) -> Run {
        self.start_with(self.settings()).await
    }

    pub async fn start_with(&self, settings: MatrixSettings) -> Run {
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let connector = Arc::new(MatrixConnector::connect(settings).await.expect("the bot logs in"));
        let stop = CancellationToken::new();
        let (hearing, intake, until) = (connector.clone(), self.notebook.clone(), stop.clone());
        let listening = tokio::spawn(async move { hearing.listen(intake, until).await });
        Run { connector, stop: stop.drop_guard(), listening }
    }
}

impl Run {
    /// Ends hearing, as a program does that is told to stop.
    pub async fn stop(self) -> Result<(), ListenError> {
        drop(self.stop);
        self.listening.await.expect("listening does not panic")
    }

    /// Waits until hearing ends by itself.
    pub async fn ended(self) -> Result<(), ListenError> {
        let Self { listening, stop: _stop, .. } = self;
        listening.await.expect("listening does not panic")
    }
}

pub fn to(room: &str, reply_to: Option<&str>, thread: Option<&str>) -> Destination {
    Destination {
        network: NetworkName::new("matrix"),
        room: RoomId::new(room),
        thread: thread.map(ThreadId::new),
        audience: Audience::Everyone,
        person: PersonId::new(""),
        reply_to: reply_to.map(EventId::new),
        handle: None,
    }
}

/// Something to say, with a key of its own.
pub fn say(to: Destination, markdown: &str) -> Outgoing {
    let message = Message { markdown: markdown.to_owned(), ..Message::default() };
    Outgoing { key: DeliveryKey::new(unique("key")), part: 0, to, what: Deed::Say(message), first_tried_at: None }
}
