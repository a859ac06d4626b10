//! A desk over a real store and the test network: engine and delivery as in the program, with a clock that tests move.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use domain::handbook::{Advisers, ContentFile, Desk as Says, Handbook, Readers, ShownAs};
use domain::ids::{ConversationId, DeliveryKey, EventId, PersonId, RoomId, ThreadId};
use domain::limits::Limit;
use domain::message::{Audience, Destination, Incoming, Message, Place, Privacy, What};
use domain::split;
use fairway::authority::Authority;
use fairway::chat::{Arrived, Connector, Intake, Verify};
use fairway::clock::Clock;
use fairway::delivery::{Delivery, Settings};
use fairway::engine::{Engine, Parts, conversation_id};
use fairway::metrics::Metrics;
use fairway::store::{Carried, Commit, Committed, OperatorKey, OutboxDraft, Outcome, Store, StoreOptions};
use tempfile::TempDir;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::root;
use super::test_network::TestNetwork;

/// 2026-11-01 09:00 UTC.
const START_MS: i64 = 1_793_523_600_000;

/// A desk that can be stopped and started again over the same data.
pub struct Desk {
    pub network: TestNetwork,
    pub clock: Arc<AtomicI64>,
    folder: TempDir,
    content: watch::Sender<Arc<Handbook>>,
    limits: Vec<Limit>,
    events: u64,
    /// Every conversation that was ever spoken in.
    pub conversations: BTreeSet<ConversationId>,
    running: Option<Running>,
}

struct Running {
    store: Store,
    engine: Engine,
    stop: CancellationToken,
    delivery: JoinHandle<()>,
    timers: JoinHandle<()>,
}

/// Where a person of a test is.
#[derive(Clone, Debug)]
pub struct Seat {
    pub person: String,
    pub room: String,
    pub thread: Option<String>,
    pub privacy: Privacy,
}

impl Desk {
    pub async fn open() -> Self {
        Self::with(TestNetwork::default(), Vec::new()).await
    }

    pub async fn with(network: TestNetwork, limits: Vec<Limit>) -> Self {
        Self::over(Arc::new(fixture_handbook()), network, limits).await
    }

    /// Over content of one's choice.
    pub async fn over(content: Arc<Handbook>, network: TestNetwork, limits: Vec<Limit>) -> Self {
        let clock = Arc::new(AtomicI64::new(START_MS));
        let folder = tempfile::tempdir().unwrap();
        let content = watch::Sender::new(content);
        let mut desk =
            Self { network, clock, folder, content, limits, events: 0, conversations: BTreeSet::new(), running: None };
        desk.start().await;
        desk
    }

    pub async fn start(&mut self) {
        let at = |file: &str| format!("sqlite://{}", self.folder.path().join(file).display());
        let options = StoreOptions {
            url: at("fairway.sqlite"),
            keys_url: at("keys.sqlite"),
            operator_key: OperatorKey::new([7; 32]),
        };
        let store = Store::open(options).await.unwrap();
        let (wake, stop, metrics) = (Arc::new(Notify::new()), CancellationToken::new(), Metrics::default());
        let clock = Clock::Fixed(self.clock.clone());
        // The second is the room of the first route of a scenario that has one.
        let advisers = ["advisers", "export"].map(|room| (self.network.network(), RoomId::new(room)));
        let verifiers = BTreeMap::from([(self.network.network(), Arc::new(self.network.clone()) as Arc<dyn Verify>)]);
        let authority = Authority::new(verifiers, advisers.to_vec());
        let engine = Engine::new(Parts {
            store: store.clone(),
            handbook: self.content.subscribe(),
            clock: clock.clone(),
            abilities: BTreeMap::from([(self.network.network(), self.network.abilities())]),
            limits: self.limits.clone(),
            operator_room: Some((self.network.network(), RoomId::new("operator"))),
            authority: authority.clone(),
            delivery: wake.clone(),
            metrics: metrics.clone(),
            stop: stop.clone(),
        });
        engine.recover().await.unwrap();
        let delivery = Delivery {
            store: store.clone(),
            engine: engine.clone(),
            authority,
            connectors: BTreeMap::from([(
                self.network.network(),
                Arc::new(self.network.clone()) as Arc<dyn Connector>,
            )]),
            clock,
            wake,
            metrics,
            settings: Settings {
                send_timeout_ms: 5_000,
                retry_pause_max_ms: 60_000,
                give_up_after_ms: 72 * 3_600_000,
                attachment_max_bytes: 8_000_000,
            },
        };
        let until = stop.clone();
        let delivery = tokio::spawn(async move { delivery.run(until).await.unwrap() });
        let keeper = engine.clone();
        let timers = tokio::spawn(async move { keeper.keep_time().await.unwrap() });
        self.running = Some(Running { store, engine, stop, delivery, timers });
    }

    /// Ends as after a signal: nothing in memory survives.
    pub async fn stop(&mut self) {
        let Some(running) = self.running.take() else { return };
        running.stop.cancel();
        running.delivery.await.unwrap();
        running.timers.await.unwrap();
        running.store.close().await.unwrap();
    }

    /// Other content from here on, as after a pull request.
    pub fn goes_by(&self, content: Arc<Handbook>) {
        self.content.send_replace(content);
    }

    pub fn store(&self) -> &Store {
        &self.running.as_ref().unwrap().store
    }

    pub fn engine(&self) -> &Engine {
        &self.running.as_ref().unwrap().engine
    }

    /// Lets something happen, and returns its event id.
    pub async fn happen(&mut self, seat: &Seat, what: What) -> EventId {
        self.events += 1;
        let event = EventId::new(format!("${}", self.events));
        self.happen_as(seat, event.clone(), what).await;
        event
    }

    /// The same under a given event id: a repetition, or an event that can be read at last.
    pub async fn happen_as(&mut self, seat: &Seat, event: EventId, what: What) {
        self.happen_together(seat, vec![(event, what)]).await;
    }

    /// Several things, handed in at once: as a network does that was away.
    pub async fn happen_together(&mut self, seat: &Seat, events: Vec<(EventId, What)>) {
        let arrived = |(event, what)| Arrived { incoming: self.incoming(seat, event, what), once: None };
        let arrived: Vec<Arrived> = events.into_iter().map(arrived).collect();
        self.conversations.extend(arrived.iter().map(|arrived| conversation_id(&arrived.incoming)));
        self.engine().take_in(arrived, None).await.unwrap();
    }

    /// Has a turn in reply to an event that says this to the person alone; no word of people's leads to such a turn yet.
    pub async fn say_directly(&mut self, seat: &Seat, asked: &EventId, message: Message) {
        self.events += 1;
        let incoming = self.incoming(seat, EventId::new(format!("${}", self.events)), What::Joined);
        let (now, conversation) = (incoming.at, conversation_id(&incoming));
        let to = Destination {
            network: incoming.place.network.clone(),
            room: incoming.place.room.clone(),
            thread: incoming.place.thread.clone(),
            audience: Audience::Directly,
            person: incoming.sender.clone(),
            reply_to: Some(asked.clone()),
            handle: None,
        };
        let draft = |(part, message)| OutboxDraft {
            key: DeliveryKey::new(format!("direct-{}-{part}", self.events)),
            part,
            to: to.clone(),
            source: asked.clone(),
            message: Some(message),
            carried: Carried::default(),
        };
        let says = (0..).zip(split::message(message, &self.network.abilities())).map(draft).collect();
        let store = self.store();
        let arrived = Arrived { incoming, once: None };
        let seq = store.take_in(vec![(conversation, arrived)], None, now).await.unwrap()[0].unwrap();
        let turn = store.begin_turn(seq, |_| Vec::new(), now).await.unwrap().unwrap();
        let commit = Commit {
            seq,
            revision: turn.revision,
            outcome: Outcome::Handled,
            event: turn.incoming.event.clone(),
            place: turn.incoming.place,
            sender: turn.incoming.sender,
            conversation: turn.conversation,
            version: turn.version,
            says,
            withdraw: Vec::new(),
            forget: Vec::new(),
            misses: Vec::new(),
            passages: Vec::new(),
            park: Vec::new(),
            opens: None,
            takes_over: None,
            duty: Vec::new(),
            identities: Vec::new(),
            tells: Vec::new(),
            amends: Vec::new(),
            take_up: Vec::new(),
            opinions: Vec::new(),
            wakes: Vec::new(),
            let_sleep: Vec::new(),
            spend: Vec::new(),
            now,
        };
        assert_eq!(store.commit(commit).await.unwrap(), Committed::Done);
        // Wakes delivery, as the engine does after a turn of its own.
        self.engine().recover().await.unwrap();
    }

    fn incoming(&self, seat: &Seat, event: EventId, what: What) -> Incoming {
        let place = Place {
            network: self.network.network(),
            room: RoomId::new(&seat.room),
            thread: seat.thread.as_ref().map(ThreadId::new),
            privacy: seat.privacy,
        };
        let at = Clock::Fixed(self.clock.clone()).now();
        Incoming { event, place, sender: PersonId::new(&seat.person), at, what, handle: None }
    }

    pub fn advance_clock(&self, ms: i64) {
        self.clock.fetch_add(ms, Ordering::SeqCst);
    }

    /// Waits until nothing moves any more: the inbox is worked off, and what can be sent is sent.
    pub async fn settle(&self) {
        let mut calm = 0;
        for _ in 0..2_000 {
            let counts = self.store().counts().await.unwrap();
            let now = Clock::Fixed(self.clock.clone()).now();
            let due = self.store().next_due_ms(&[self.network.network()], now).await.unwrap().is_some_and(|ms| ms <= 0);
            let rings = self.store().next_timer().await.unwrap().is_some_and(|at| at <= now);
            let busy = counts.inbox_new > 0 || due || rings || !self.engine().is_idle();
            calm = if busy { 0 } else { calm + 1 };
            // A row that is being sent looks the same as one that waits for a later try: only time tells them apart.
            if calm >= if counts.outbox_pending == 0 { 3 } else { 60 } {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("the desk does not come to rest");
    }

    /// Where its database is.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The raw bytes of everything that the desk has written.
    pub fn bytes_on_disk(&self) -> Vec<u8> {
        let files = std::fs::read_dir(self.folder.path()).unwrap();
        files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
    }
}

/// Advisers as most tests have them: in an encrypted room, taking all cases.
pub fn advisers() -> Advisers {
    Advisers {
        readers: Readers { name: None, network: "Matrix".to_owned(), is_encrypted: true },
        routes: Vec::new(),
        from_networks_that_read: true,
        other_way: None,
        plain_words_go: true,
        attachment_max_bytes: 8_000_000,
        shown_as: ShownAs::Adviser,
    }
}

/// The shipped prompts over a handful of entries made for tests, so that an editor's change of an entry breaks no test.
pub fn fixture_handbook() -> Handbook {
    read(&fixture_files())
}

pub fn fixture_files() -> Vec<ContentFile> {
    let mut files = Vec::new();
    collect(&root(), Path::new("prompts"), &mut files);
    collect(&root(), Path::new("knowledge-base/recognise"), &mut files);
    let mut fixtures = Vec::new();
    collect(&root().join("tests/content"), Path::new("knowledge-base"), &mut fixtures);
    files.extend(fixtures);
    files
}

/// The files of all content that ships.
pub fn shipped_files() -> Vec<ContentFile> {
    let mut files = Vec::new();
    collect(&root(), Path::new("prompts"), &mut files);
    collect(&root(), Path::new("knowledge-base"), &mut files);
    files.retain(|file| !file.path.ends_with(".json"));
    files
}

pub fn read(files: &[ContentFile]) -> Handbook {
    Handbook::read(files, Says::default()).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
}

/// All content that ships, read once.
pub fn shipped_handbook() -> Arc<Handbook> {
    static READ: OnceLock<Arc<Handbook>> = OnceLock::new();
    READ.get_or_init(|| Arc::new(read(&shipped_files()))).clone()
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<ContentFile>) {
    for entry in std::fs::read_dir(root.join(folder)).unwrap() {
        let entry = entry.unwrap();
        let path = folder.join(entry.file_name());
        if entry.path().is_dir() {
            collect(root, &path, files);
        } else if !path.ends_with("README.md") {
            let text = std::fs::read_to_string(entry.path()).unwrap();
            files.push(ContentFile { path: path.to_str().unwrap().replace('\\', "/"), text });
        }
    }
}
