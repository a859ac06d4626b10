//! Hearing: what the gateway brings, handed in in order and not lost while the store is slow.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::ids::{EventId, PersonId, RoomId, Timestamp};
use domain::message::{Incoming, Notice, Place, Privacy};
use serde_json::Value;
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::gateway::{Event, Gateway, Mark};
use super::incoming::{self, NotUnderstood, Read, Reader};
use super::{Shared, checks, errors::Failure, interactions, network, now, sweep, time_of};
use crate::chat::{Arrived, Cursor, Intake, ListenError};
use crate::faults;

/// Events that wait for a slow store; beyond them Discord's own buffer holds what comes.
const WAITING_MAX: usize = 10_000;
/// Discord may bring two messages in the wrong order; within this they are put right. Nobody types twice in it.
const ORDER_WITHIN: Duration = Duration::from_millis(40);
const RETRY_FIRST: Duration = Duration::from_millis(100);
const RETRY_MAX: Duration = Duration::from_secs(5);
/// How often the operator is told, at most, of events that were not understood.
const TELL_EVERY: Duration = Duration::from_secs(3_600);

/// What is known of channels, for as long as the process lives.
#[derive(Default)]
pub struct Rooms(Mutex<Known>);

#[derive(Default)]
struct Known {
    /// Whether a channel is one person and the bot.
    direct: HashMap<String, bool>,
    /// The channel that a thread belongs to.
    parents: HashMap<String, String>,
    /// How far each was taken in.
    cursors: HashMap<String, u64>,
    /// Servers in which the bot has more power than it may.
    refused: BTreeSet<String>,
}

impl Rooms {
    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn is_direct(&self, room: &str) -> Option<bool> {
        self.known().direct.get(room).copied()
    }

    /// Notes a channel as Discord describes it: 1 is a direct chat; 10 to 12 are threads.
    pub fn note(&self, channel: &Value) {
        let Some(id) = channel["id"].as_str() else { return };
        let mut known = self.known();
        known.direct.insert(id.to_owned(), channel["type"] == 1);
        if let (10..=12, Some(parent)) = (channel["type"].as_u64().unwrap_or(0), channel["parent_id"].as_str()) {
            known.parents.insert(id.to_owned(), parent.to_owned());
        }
    }

    pub fn refuse(&self, guild: &str) {
        self.known().refused.insert(guild.to_owned());
    }

    pub fn is_refused(&self, guild: Option<&str>) -> bool {
        guild.is_some_and(|guild| self.known().refused.contains(guild))
    }

    /// Moves a channel's cursor, never backwards; returns where it stands.
    fn advance(&self, room: &str, to: u64) -> u64 {
        let mut known = self.known();
        let cursor = known.cursors.entry(room.to_owned()).or_default();
        *cursor = (*cursor).max(to);
        *cursor
    }
}

impl Shared {
    pub(super) async fn reader<'a>(&'a self, me: &'a str, room: &str, direct: bool) -> Reader<'a> {
        let parent = self.rooms.known().parents.get(room).cloned();
        let is_among = |ids: &[String]| ids.iter().any(|id| id == room || Some(id) == parent.as_ref());
        Reader {
            me,
            direct,
            mentions: is_among(&self.settings.channels),
            plain_talk: is_among(&self.settings.plain_talk),
        }
    }

    pub(super) fn misunderstood(&self, kind: &str, part: NotUnderstood) {
        let so_far = self.not_understood.fetch_add(1, Ordering::Relaxed);
        tracing::warn!(kind, part = part.0, so_far = so_far + 1, "discord: an event could not be understood");
    }
}

/// Hears until stopped.
pub async fn listen(shared: Arc<Shared>, intake: Arc<dyn Intake>, stop: CancellationToken) -> Result<(), ListenError> {
    tokio::select! {
        () = stop.cancelled() => return Ok(()),
        ready = prepare(&shared, intake.as_ref()) => ready?,
    }
    let (sender, receiver) = mpsc::channel(WAITING_MAX);
    let mut gateway = Gateway::new(shared.clone(), sender);
    let hearing = Hearing { shared, intake, stop: stop.clone() };
    tokio::select! {
        ended = gateway.run(&stop) => ended,
        () = hearing.run(receiver) => Ok(()),
    }
}

/// What must be known before anything is heard. Waits for Discord; ends with what a person must mend.
async fn prepare(shared: &Arc<Shared>, intake: &dyn Intake) -> Result<(), ListenError> {
    let mut pause = RETRY_FIRST;
    loop {
        let failure = match checks::refuse_or_go(shared).await {
            Ok(verdict) => {
                verdict?;
                break;
            }
            Err(failure) => failure,
        };
        tracing::warn!(why = failure.why(), "discord: not ready yet");
        tokio::time::sleep(wait_for(&failure, pause)).await;
        pause = (pause * 2).min(RETRY_MAX);
    }
    interactions::tell_cut_short(shared, intake).await;
    Ok(())
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
}

/// A message on its way in.
struct Heard {
    order: u64,
    room: String,
    direct: bool,
    read: Read,
    is_new: bool,
    _mark: Mark,
}

impl Hearing {
    async fn run(self, mut events: mpsc::Receiver<Event>) {
        let Ok(me) = self.shared.api.me().await else { return };
        let me = me.user.to_string();
        let mut waiting: Vec<Heard> = Vec::new();
        let mut until = Instant::now();
        loop {
            tokio::select! {
                event = events.recv() => {
                    let Some(event) = event else { return };
                    if let Some(heard) = self.sort(&me, event).await {
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

    /// A message is returned, to be put in order; everything else is begun here.
    async fn sort(&self, me: &str, event: Event) -> Option<Heard> {
        let Event { kind, data, lost_since, mark } = event;
        if self.shared.rooms.is_refused(data["guild_id"].as_str()) {
            return None;
        }
        let heard = match kind.as_str() {
            "READY" => {
                self.begin_again(lost_since, mark).await;
                return None;
            }
            "INTERACTION_CREATE" => {
                let hearing = self.clone();
                tokio::spawn(async move {
                    interactions::hear(&hearing, &data).await;
                    drop(mark);
                });
                return None;
            }
            "GUILD_CREATE" => {
                for channels in ["channels", "threads"] {
                    data[channels].as_array().into_iter().flatten().for_each(|channel| self.shared.rooms.note(channel));
                }
                checks::refuse_guild(&self.shared, &data);
                return None;
            }
            "CHANNEL_CREATE" | "THREAD_CREATE" => {
                self.shared.rooms.note(&data);
                return None;
            }
            "MESSAGE_CREATE" | "MESSAGE_UPDATE" | "MESSAGE_DELETE" => self.message(me, &kind, &data, mark).await,
            "MESSAGE_DELETE_BULK" => {
                self.deleted_together(&data).await;
                return None;
            }
            _ => return None,
        };
        heard.unwrap_or_else(|part| {
            self.shared.misunderstood(&kind, part);
            None
        })
    }

    async fn message(&self, me: &str, kind: &str, data: &Value, mark: Mark) -> Result<Option<Heard>, NotUnderstood> {
        let room = data["channel_id"].as_str().ok_or(NotUnderstood("channel_id"))?.to_owned();
        let direct = data["guild_id"].is_null();
        let reader = self.shared.reader(me, &room, direct).await;
        let id = incoming::snowflake(data, "id").ok_or(NotUnderstood("id"))?;
        let read = match kind {
            "MESSAGE_CREATE" => reader.message(data)?,
            "MESSAGE_UPDATE" => reader.edit(data)?,
            _ => Some(incoming::deletion(id, now())),
        };
        let is_new = kind == "MESSAGE_CREATE";
        Ok(read.map(|read| Heard { order: id, room, direct, read, is_new, _mark: mark }))
    }

    async fn deleted_together(&self, data: &Value) {
        let Some(room) = data["channel_id"].as_str() else { return };
        let ids = data["ids"].as_array().into_iter().flatten().filter_map(|id| id.as_str()?.parse::<u64>().ok());
        for id in ids {
            self.take_in(room, data["guild_id"].is_null(), vec![(incoming::deletion(id, now()), None)]).await;
        }
    }

    async fn hand_in(&self, heard: Vec<Heard>) {
        faults::point("discord.heard");
        let mut rooms: BTreeMap<(String, bool), Vec<Heard>> = BTreeMap::new();
        for one in heard {
            rooms.entry((one.room.clone(), one.direct)).or_default().push(one);
        }
        for ((room, direct), all) in rooms {
            let read = all.iter().map(|heard| (heard.read.clone(), heard.is_new.then_some(heard.order))).collect();
            self.take_in(&room, direct, read).await;
        }
    }

    /// Hands in what was read in one channel, oldest first, each with its id where it moves the cursor; waits until the
    /// store has it.
    pub async fn take_in(&self, room: &str, direct: bool, read: Vec<(Read, Option<u64>)>) {
        let mut newest = None;
        let mut arrived = Vec::new();
        for (read, id) in read {
            newest = newest.max(id);
            arrived.extend(self.arrived(room, direct, read).await);
        }
        let cursor = newest.map(|newest| self.cursor(room, newest));
        if !arrived.is_empty() || cursor.is_some() {
            self.durably(arrived, cursor).await;
        }
    }

    /// From here on the channel is read back.
    pub async fn start_at(&self, room: &str, id: u64) {
        self.durably(Vec::new(), Some(self.cursor(room, id))).await;
    }

    fn cursor(&self, room: &str, id: u64) -> Cursor {
        let event = EventId::new(self.shared.rooms.advance(room, id).to_string());
        Cursor { network: network(), room: RoomId::new(room), event }
    }

    /// Tries until the store has it, or the program stops: then Discord is asked again at the next start.
    pub async fn durably(&self, arrived: Vec<Arrived>, cursor: Option<Cursor>) {
        let mut pause = RETRY_FIRST;
        while let Err(error) = self.intake.take_in(arrived.clone(), cursor.clone()).await {
            tracing::warn!(%error, "discord: trying again");
            tokio::select! {
                () = self.stop.cancelled() => std::future::pending().await,
                () = tokio::time::sleep(pause) => {}
            }
            pause = (pause * 2).min(RETRY_MAX);
        }
        faults::point("discord.taken_in");
    }

    async fn arrived(&self, room: &str, direct: bool, read: Read) -> Option<Arrived> {
        let Read { event, sender, at, what } = read;
        let sender = match (sender, &what) {
            (Some(sender), _) => PersonId::new(sender),
            (None, domain::message::What::Withdrew { target } | domain::message::What::Edited { target, .. }) => {
                self.intake.author(&network(), &RoomId::new(room), target).await.ok().flatten()?
            }
            (None, _) => return None,
        };
        let place = Place {
            network: network(),
            room: RoomId::new(room),
            thread: None,
            privacy: if direct { Privacy::Direct } else { Privacy::Shared },
        };
        // A clock of Discord's that is ahead of ours must not date a message into the future.
        let at = Timestamp(at.0.min(now().0));
        Some(Arrived { incoming: Incoming { event, place, sender, at, what, handle: None }, once: None })
    }

    /// A session began: what was said before it is read back, and the operator learns what nobody can read back.
    async fn begin_again(&self, lost_since: Option<Timestamp>, mark: Mark) {
        if let Some(from) = lost_since {
            self.tell(&format!("outage:{}", from.0), Notice::Outage { from, to: now() }).await;
        }
        let hearing = self.clone();
        tokio::spawn(async move {
            sweep::run(&hearing).await;
            drop(mark);
        });
        let hearing = self.clone();
        tokio::spawn(async move { hearing.tell_of_misunderstandings().await });
    }

    async fn tell_of_misunderstandings(&self) {
        let before = self.shared.not_understood.load(Ordering::Relaxed);
        tokio::time::sleep(TELL_EVERY).await;
        let since = self.shared.not_understood.load(Ordering::Relaxed).saturating_sub(before);
        if since > 0 {
            let count = u32::try_from(since).unwrap_or(u32::MAX);
            self.tell(&format!("not-understood:{}", now().0), Notice::NotUnderstood { count }).await;
        }
    }

    async fn tell(&self, key: &str, notice: Notice) {
        if let Err(error) = self.intake.tell_operator(key, notice).await {
            tracing::warn!(%error, ?notice, "discord: the operator could not be told");
        }
    }

    /// How far a channel was taken in, in this run or an earlier one.
    pub fn cursor_of(&self, room: &str, kept: Option<EventId>) -> u64 {
        let kept = kept.and_then(|event| event.as_str().parse().ok()).unwrap_or(0);
        self.shared.rooms.advance(room, kept)
    }
}

/// How old a message is.
pub fn age_ms(id: u64) -> i64 {
    now().ms_since(time_of(id))
}
