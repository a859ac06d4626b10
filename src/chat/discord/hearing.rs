//! Hearing: what the gateway brings, handed in in order and not lost while the store is slow.
//!
//! Commands go their own way at once, because Discord waits three seconds for them. Everything else goes through one worker.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::ids::{EventId, PersonId, RoomId, Timestamp};
use domain::message::{Incoming, Notice, What};
use serde_json::Value;
use serenity::all::{ChannelId, Route};
use tokio::sync::mpsc;
use tokio::task::AbortHandle;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::errors::Failure;
use super::gateway::{Event, Gateway};
use super::incoming::{self, NotUnderstood, Read, Reader};
use super::progress::Mark;
use super::rooms::Kind;
use super::{Shared, checks, interactions, network, now, sweep};
use crate::chat::{Arrived, Cursor, Intake, IntakeError, ListenError};
use crate::faults;

/// Events that wait for a slow store; beyond them Discord's own buffer holds what comes.
const WAITING_MAX: usize = 10_000;
/// Discord may bring two messages in the wrong order; within this they are put right. Nobody types twice in it.
const ORDER_WITHIN: Duration = Duration::from_millis(40);
const RETRY_FIRST: Duration = Duration::from_millis(100);
const RETRY_MAX: Duration = Duration::from_secs(5);
/// How often the operator is told, at most, of events that were not understood.
const TELL_EVERY: Duration = Duration::from_secs(3_600);

impl Shared {
    pub(super) fn reader<'a>(&'a self, me: &'a str, room: &str, direct: bool) -> Reader<'a> {
        let parent = match self.rooms.kind(room) {
            Some(Kind::Thread { parent }) => Some(parent),
            _ => None,
        };
        let is_among = |ids: &[String]| ids.iter().any(|id| id == room || Some(id) == parent.as_ref());
        let settings = &self.settings;
        let advisers = self.is_ticket(room);
        Reader {
            me,
            direct,
            mentions: is_among(&settings.channels),
            plain_talk: is_among(&settings.plain_talk),
            advisers,
        }
    }

    pub(super) fn misunderstood(&self, kind: &str, part: NotUnderstood) {
        let so_far = self.not_understood.fetch_add(1, Ordering::Relaxed) + 1;
        tracing::warn!(kind, part = part.0, so_far, "discord: an event could not be understood");
    }
}

/// Hears until stopped.
pub async fn listen(shared: Arc<Shared>, intake: Arc<dyn Intake>, stop: CancellationToken) -> Result<(), ListenError> {
    tokio::select! {
        () = stop.cancelled() => return Ok(()),
        ready = prepare(&shared) => ready?,
    }
    let (sender, receiver) = mpsc::channel(WAITING_MAX);
    let mut gateway = Gateway::new(shared.clone(), sender);
    let hearing = Hearing { shared, intake, stop: stop.clone(), sweep: Arc::default() };
    let ended = tokio::select! {
        ended = gateway.run(&stop) => ended,
        () = hearing.run(receiver) => Ok(()),
        () = hearing.tell_of_misunderstandings() => Ok(()),
    };
    hearing.end_sweep();
    ended
}

/// What must be known before anything is heard. Waits for Discord; ends with what a person must mend.
async fn prepare(shared: &Arc<Shared>) -> Result<(), ListenError> {
    let mut pause = RETRY_FIRST;
    loop {
        let failure = match checks::examine(shared).await {
            Ok(()) => return Ok(()),
            Err(checks::Trouble::Mend(error)) => return Err(error),
            Err(checks::Trouble::Wait(failure)) => failure,
        };
        tracing::warn!(why = failure.why(), "discord: not ready yet");
        tokio::time::sleep(wait_for(&failure, pause)).await;
        pause = (pause * 2).min(RETRY_MAX);
    }
}

fn wait_for(failure: &Failure, pause: Duration) -> Duration {
    match failure {
        Failure::Later { after: Some(after), .. } => (*after).max(pause),
        _ => pause,
    }
}

#[derive(Clone)]
pub struct Hearing {
    pub shared: Arc<Shared>,
    pub intake: Arc<dyn Intake>,
    stop: CancellationToken,
    /// One at a time reads the channels back.
    sweep: Arc<Mutex<Option<AbortHandle>>>,
}

/// A message on its way in.
pub struct Heard {
    order: u64,
    room: String,
    direct: bool,
    read: Read,
    is_new: bool,
    /// Where it came by the gateway: dropped when it is safely taken in.
    _mark: Option<Mark>,
}

impl Heard {
    #[cfg(test)]
    pub fn for_test(room: &str) -> Self {
        let read = incoming::deletion(1, Timestamp(0));
        Self { order: 1, room: room.to_owned(), direct: true, read, is_new: false, _mark: None }
    }
}

impl Hearing {
    async fn run(&self, mut events: mpsc::Receiver<Event>) {
        let Ok(me) = self.shared.api.me().await else { return };
        let me = me.user.to_string();
        let (worker, waiting) = mpsc::channel(WAITING_MAX);
        let sort = async {
            while let Some(event) = events.recv().await {
                if event.kind == "INTERACTION_CREATE" {
                    self.interaction(event);
                } else if worker.send(event).await.is_err() {
                    return;
                }
            }
        };
        tokio::select! {
            () = sort => {}
            () = self.work(&me, waiting) => {}
        }
    }

    fn interaction(&self, Event { data, mark, .. }: Event) {
        if self.shared.rooms.is_refused(data["guild_id"].as_str()) {
            return;
        }
        let (hearing, heard_at) = (self.clone(), Instant::now());
        tokio::spawn(async move {
            interactions::hear(&hearing, &data, heard_at).await;
            drop(mark);
        });
    }

    async fn work(&self, me: &str, mut events: mpsc::Receiver<Event>) {
        // RESUME brings what was missed before it says that it did.
        self.open_gaps().await;
        let mut waiting: Vec<Heard> = Vec::new();
        let (mut until, mut has_begun) = (Instant::now(), false);
        loop {
            tokio::select! {
                event = events.recv() => {
                    let Some(event) = event else { return };
                    if ["READY", "RESUMED"].contains(&event.kind.as_str()) {
                        if event.kind == "READY" || !has_begun {
                            self.begin(event.gap, !has_begun).await;
                        }
                        has_begun = true;
                    } else if let Some(heard) = self.sort(me, event).await {
                        if waiting.is_empty() {
                            until = Instant::now() + ORDER_WITHIN;
                        }
                        waiting.push(heard);
                    }
                }
                () = tokio::time::sleep_until(until), if !waiting.is_empty() => {
                    waiting.sort_by_key(|heard| heard.order);
                    self.hand_in(std::mem::take(&mut waiting)).await;
                }
            }
        }
    }

    /// A message is returned, to be put in order; everything else is done here.
    async fn sort(&self, me: &str, event: Event) -> Option<Heard> {
        let Event { kind, data, mark, .. } = event;
        let rooms = &self.shared.rooms;
        match kind.as_str() {
            "GUILD_CREATE" => {
                data["threads"].as_array().into_iter().flatten().for_each(|thread| rooms.note(thread));
                checks::judge_guild(&self.shared, me, &data);
            }
            "CHANNEL_CREATE" | "THREAD_CREATE" | "THREAD_UPDATE" => rooms.note(&data),
            "CHANNEL_DELETE" | "THREAD_DELETE" => rooms.forget(&data),
            _ if rooms.is_refused(data["guild_id"].as_str()) => {}
            "MESSAGE_CREATE" | "MESSAGE_UPDATE" | "MESSAGE_DELETE" => {
                return self.message(me, &kind, &data, mark).await.unwrap_or_else(|part| {
                    self.shared.misunderstood(&kind, part);
                    None
                });
            }
            "MESSAGE_DELETE_BULK" => self.deleted_together(&data).await,
            _ => {}
        }
        None
    }

    async fn message(&self, me: &str, kind: &str, data: &Value, mark: Mark) -> Result<Option<Heard>, NotUnderstood> {
        let room = data["channel_id"].as_str().ok_or(NotUnderstood("channel_id"))?.to_owned();
        let direct = data["guild_id"].is_null();
        self.learn(&room, direct, data, me).await;
        let reader = self.shared.reader(me, &room, direct);
        let id = incoming::snowflake(data, "id").ok_or(NotUnderstood("id"))?;
        let read = match kind {
            "MESSAGE_CREATE" => reader.message(data)?,
            "MESSAGE_UPDATE" => reader.edit(data)?,
            _ => Some(incoming::deletion(id, now())),
        };
        let is_new = kind == "MESSAGE_CREATE";
        Ok(read.map(|read| Heard { order: id, room, direct, read, is_new, _mark: Some(mark) }))
    }

    /// A thread that was there before this process began, or that was asleep, is asked about when it may matter.
    async fn learn(&self, room: &str, direct: bool, message: &Value, me: &str) {
        let settings = &self.shared.settings;
        let is_named = settings.channels.iter().chain(&settings.plain_talk).any(|id| id == room);
        if direct || is_named || self.shared.rooms.kind(room).is_some() {
            return;
        }
        let mentions_me = message["mentions"].to_string().contains(me) || message["referenced_message"].is_object();
        if !settings.plain_talk.is_empty() || settings.advisers.is_some() || mentions_me {
            let Some(id) = room.parse().ok().filter(|id| *id > 0) else { return };
            if let Ok(channel) = self.shared.api.get(Route::Channel { channel_id: ChannelId::new(id) }).await {
                self.shared.rooms.note(&channel);
            }
        }
    }

    async fn deleted_together(&self, data: &Value) {
        let Some(room) = data["channel_id"].as_str() else { return };
        let ids = data["ids"].as_array().into_iter().flatten().filter_map(|id| id.as_str()?.parse::<u64>().ok());
        let found = ids.map(|id| incoming::deletion(id, now())).collect();
        self.take_in_to(room, data["guild_id"].is_null(), found, None).await;
    }

    async fn hand_in(&self, heard: Vec<Heard>) {
        faults::point("discord.heard");
        let mut rooms: BTreeMap<String, Vec<Heard>> = BTreeMap::new();
        for one in heard {
            rooms.entry(one.room.clone()).or_default().push(one);
        }
        for (room, all) in rooms {
            if let Some(all) = self.shared.rooms.hold(&room, all) {
                self.hand_in_room(&room, all, true).await;
            }
        }
    }

    /// What was heard in one channel. `moves`: all before it was taken in, so that the cursor may stand behind it.
    pub async fn hand_in_room(&self, room: &str, heard: Vec<Heard>, moves: bool) {
        let direct = heard.first().is_some_and(|one| one.direct);
        let newest = heard.iter().filter(|one| one.is_new && moves).map(|one| one.order).max();
        let cursor = newest.map(|newest| self.shared.rooms.advance(room, newest));
        let found = heard.iter().map(|one| one.read.clone()).collect();
        self.take_in_to(room, direct, found, cursor).await;
    }

    /// Hands in what was read in one channel, oldest first, and moves the channel's cursor; waits until the store has it.
    pub async fn take_in_to(&self, room: &str, direct: bool, found: Vec<Read>, cursor: Option<u64>) {
        // Whose messages these are, for changes that come together with them.
        let authors: HashMap<EventId, PersonId> =
            found.iter().filter_map(|read| Some((read.event.clone(), PersonId::new(read.sender.clone()?)))).collect();
        let mut arrived = Vec::new();
        for read in found {
            arrived.extend(self.arrived(room, direct, read, &authors).await);
        }
        let cursor = cursor.map(|id| Cursor {
            network: network(),
            room: RoomId::new(room),
            event: EventId::new(id.to_string()),
        });
        if !arrived.is_empty() || cursor.is_some() {
            self.durably(arrived, cursor).await;
        }
    }

    /// Tries until the store has it, or the program stops: then Discord is asked again at the next start.
    pub async fn durably(&self, arrived: Vec<Arrived>, cursor: Option<Cursor>) {
        self.until_done(|| self.intake.take_in(arrived.clone(), cursor.clone())).await;
        faults::point("discord.taken_in");
    }

    async fn until_done<T, F: Future<Output = Result<T, IntakeError>>>(&self, job: impl Fn() -> F) -> T {
        let mut pause = RETRY_FIRST;
        loop {
            match job().await {
                Ok(done) => return done,
                Err(error) => tracing::warn!(%error, "discord: trying again"),
            }
            tokio::select! {
                () = self.stop.cancelled() => std::future::pending().await,
                () = tokio::time::sleep(pause) => {}
            }
            pause = (pause * 2).min(RETRY_MAX);
        }
    }

    async fn arrived(
        &self,
        room: &str,
        direct: bool,
        read: Read,
        authors: &HashMap<EventId, PersonId>,
    ) -> Option<Arrived> {
        let Read { event, sender, at, what } = read;
        let place = self.shared.place(room, direct);
        let sender = match &what {
            // Only what was taken in can be changed or taken back: in a channel others change messages, too.
            What::Withdrew { target } | What::Edited { target, .. } => match authors.get(target) {
                Some(author) => author.clone(),
                None => self.until_done(|| self.intake.author(&place.network, &place.room, target)).await?,
            },
            _ => PersonId::new(sender?),
        };
        // A clock of Discord's that is ahead of ours must not date a message into the future.
        let at = Timestamp(at.0.min(now().0));
        Some(Arrived { incoming: Incoming { event, place, sender, at, what, handle: None }, once: None })
    }

    /// How far each channel was taken in. Before anything is heard, so that no live message moves a cursor past what is to be
    /// read back.
    async fn open_gaps(&self) -> Vec<(RoomId, EventId)> {
        let network = network();
        let cursors = self.until_done(|| self.intake.cursors(&network)).await;
        cursors.iter().for_each(|(room, _)| self.shared.rooms.open_gap(room.as_str()));
        cursors
    }

    /// A session began: what was said before it is read back, and the operator learns what nobody can read back.
    async fn begin(&self, gap: Option<(Timestamp, Timestamp)>, is_first: bool) {
        let cursors = self.open_gaps().await;
        if let Some((from, to)) = gap {
            let notice = Notice::Outage { from, to };
            let key = format!("outage:{}:{}", from.0, to.0);
            self.until_done(|| self.intake.tell_operator(&key, notice)).await;
        }
        let hearing = self.clone();
        let sweep = tokio::spawn(async move { sweep::run(&hearing, cursors).await });
        if let Some(before) = self.swept().replace(sweep.abort_handle()) {
            before.abort();
        }
        if is_first {
            let hearing = self.clone();
            tokio::spawn(async move { interactions::tell_cut_short(&hearing).await });
        }
    }

    fn swept(&self) -> std::sync::MutexGuard<'_, Option<AbortHandle>> {
        self.sweep.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn end_sweep(&self) {
        if let Some(sweep) = self.swept().take() {
            sweep.abort();
        }
    }

    async fn tell_of_misunderstandings(&self) {
        let mut told = 0;
        loop {
            tokio::time::sleep(TELL_EVERY).await;
            let so_far = self.shared.not_understood.load(Ordering::Relaxed);
            if so_far > told {
                let count = u32::try_from(so_far - told).unwrap_or(u32::MAX);
                self.tell(&format!("not-understood:{}", now().0), Notice::NotUnderstood { count }).await;
                told = so_far;
            }
        }
    }

    pub async fn tell(&self, key: &str, notice: Notice) {
        if let Err(error) = self.intake.tell_operator(key, notice).await {
            tracing::warn!(%error, ?notice, "discord: the operator could not be told");
        }
    }
}
