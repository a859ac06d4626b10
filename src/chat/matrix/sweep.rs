//! Reading a room back to its cursor: what makes the connector at-least-once, whatever the SDK remembers.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::ids::NetworkName;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use matrix_sdk::Room;
use matrix_sdk::ruma::api::client::message::get_message_events;
use matrix_sdk::ruma::events::AnyTimelineEvent;
use matrix_sdk::ruma::serde::Raw;
use matrix_sdk::ruma::{OwnedRoomId, RoomId, uint};
use serde_json::Value;
use tokio::sync::Notify;

use super::errors::{self, Failure};
use super::hearing::{Ears, NotHeard, open, room_id};
use super::{NETWORK, now};
use crate::faults;

/// Rooms read at the same time: enough to start quickly, few enough for a homeserver's limits.
const ROOMS_AT_ONCE: usize = 4;
/// Pages of 100 events, at most, for one room.
const PAGES_MAX: usize = 200;
/// Events before the cursor that are offered again. Federation may insert an event before one that was already read.
const OVERLAP_EVENTS: usize = 20;
/// Events handed in together.
const PART_EVENTS: usize = 100;
/// Without a cursor, older events are history and not questions.
const HISTORY_MAX_MS: i64 = 24 * 3_600_000;
/// Clocks of homeservers differ.
const CLOCK_MARGIN_MS: i64 = 3_600_000;
const RETRY_AFTER: Duration = Duration::from_secs(2);

/// The rooms that are to be read back.
#[derive(Default)]
pub struct Sweeper {
    state: Mutex<State>,
    wake: Notify,
}

#[derive(Default)]
struct State {
    queue: VecDeque<OwnedRoomId>,
    /// Rooms with a hole after their cursor. Nothing newer is handed in before it is filled: it would move the cursor past
    /// the hole, and a crash would make that final.
    held: HashSet<OwnedRoomId>,
    /// Rooms that are being read now; never twice at a time.
    reading: HashSet<OwnedRoomId>,
    /// Rooms of which more was heard while they were being read.
    again: HashSet<OwnedRoomId>,
}

impl State {
    fn enqueue(&mut self, room: &RoomId) {
        if !self.reading.contains(room) && !self.queue.iter().any(|queued| queued == room) {
            self.queue.push_back(room.to_owned());
        }
    }
}

impl Sweeper {
    /// The room has a hole: read it, and take nothing live from it before that.
    pub fn hold(&self, room: &RoomId) {
        if faults::bug("matrix.no-sweep") {
            return;
        }
        let mut state = self.lock();
        state.held.insert(room.to_owned());
        // A reading that has begun may have begun before the hole.
        if state.reading.contains(room) {
            state.again.insert(room.to_owned());
        }
        state.enqueue(room);
        self.wake.notify_one();
    }

    /// Read the room to be sure; it goes on being heard live.
    pub fn check(&self, room: &RoomId) {
        self.lock().enqueue(room);
        self.wake.notify_one();
    }

    /// Whether the room waits for its hole to be filled. Then it is read once more when that is done.
    pub fn is_held(&self, room: &RoomId) -> bool {
        let mut state = self.lock();
        let held = state.held.contains(room);
        if held {
            state.again.insert(room.to_owned());
        }
        held
    }

    /// Reads the queued rooms, without end.
    pub async fn run(&self, ears: &Ears) {
        let mut reading = FuturesUnordered::new();
        let mut waiting = FuturesUnordered::new();
        loop {
            while reading.len() < ROOMS_AT_ONCE {
                let Some(room) = self.begin() else { break };
                reading.push(async move { (sweep(ears, &room).await, room) });
            }
            tokio::select! {
                () = self.wake.notified() => {}
                Some((result, room)) = reading.next() => {
                    if let Some(after) = self.ended(&room, result) {
                        waiting.push(async move { tokio::time::sleep(after).await; room });
                    }
                }
                Some(room) = waiting.next() => self.check(&room),
            }
        }
    }

    fn begin(&self) -> Option<OwnedRoomId> {
        let mut state = self.lock();
        let room = state.queue.pop_front()?;
        state.again.remove(&room);
        state.reading.insert(room.clone());
        Some(room)
    }

    /// What is to become of a room that was read: `Some(after)` to try it again.
    fn ended(&self, room: &RoomId, result: Result<(), NotHeard>) -> Option<Duration> {
        let mut state = self.lock();
        state.reading.remove(room);
        match result {
            Ok(()) if state.again.remove(room) => Some(Duration::ZERO),
            Ok(()) | Err(NotHeard::Network(Failure::Never { .. })) => {
                state.held.remove(room);
                None
            }
            Err(error) => {
                tracing::warn!(why = error.why(), "matrix: a room could not be read back; trying again");
                let asked = if let NotHeard::Network(failure) = &error { failure.after() } else { None };
                Some(asked.unwrap_or(RETRY_AFTER))
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads one room back to its cursor and hands in what was missed.
async fn sweep(ears: &Ears, room: &RoomId) -> Result<(), NotHeard> {
    let Some(room) = ears.shared.client.get_room(room) else { return Ok(()) };
    let cursor = ears.intake.cursor(&NetworkName::new(NETWORK), &room_id(&room)).await.map_err(NotHeard::Intake)?;
    let events = missed(ears, &room, cursor.as_ref().map(|cursor| cursor.as_str())).await?;
    for part in events.chunks(PART_EVENTS) {
        let mut heard = Vec::new();
        for raw in part {
            heard.extend(open(&room, raw).await);
        }
        let last = part.last().and_then(|raw| field(raw, "event_id"));
        ears.hand_in(&room, heard, last).await?;
        faults::point("matrix.sweep.part_handed_in");
    }
    Ok(())
}

/// What lies after the cursor, oldest first, and a little of what lies before it.
async fn missed(ears: &Ears, room: &Room, cursor: Option<&str>) -> Result<Vec<Raw<AnyTimelineEvent>>, NotHeard> {
    let day_ago = now().0.saturating_sub(HISTORY_MAX_MS);
    let mut back = Back { me: ears.shared.me.as_str(), cursor, day_ago, overlap: None, events: Vec::new() };
    let mut from = None;
    let mut floor = day_ago;
    for page in 0..PAGES_MAX {
        let mut request = get_message_events::v3::Request::backward(room.room_id().to_owned());
        request.limit = uint!(100);
        request.from = from;
        let response =
            ears.shared.client.send(request).await.map_err(|error| NotHeard::Network(errors::sort_http(&error)))?;
        faults::point("matrix.sweep.page_read");
        let newest = response.chunk.iter().filter_map(time).max();
        let done = response.chunk.into_iter().any(|raw| back.take(raw));
        if let (0, false, Some(cursor)) = (page, done, cursor) {
            floor = floor_of(ears, room, cursor).await?.unwrap_or(day_ago);
        }
        from = response.end;
        // By the newest of a page, so that one event with a wrong clock does not end the reading.
        if done || from.is_none() || newest.is_some_and(|newest| newest < floor.saturating_sub(CLOCK_MARGIN_MS)) {
            return Ok(back.oldest_first());
        }
    }
    tracing::warn!(pages = PAGES_MAX, "matrix: a room's gap is too long; its oldest part was passed over");
    Ok(back.oldest_first())
}

/// When the cursor's event was sent: nothing much older can lie after it.
async fn floor_of(ears: &Ears, room: &Room, cursor: &str) -> Result<Option<i64>, NotHeard> {
    Ok(ears.fetch(room, cursor).await?.as_ref().and_then(time))
}

/// Collects events while the history is read backward.
struct Back<'a> {
    me: &'a str,
    cursor: Option<&'a str>,
    day_ago: i64,
    /// Events before the cursor taken so far; `None` until it was met.
    overlap: Option<usize>,
    events: Vec<Raw<AnyTimelineEvent>>,
}

impl Back<'_> {
    /// Takes one event; `true` when nothing before it is wanted.
    fn take(&mut self, raw: Raw<AnyTimelineEvent>) -> bool {
        let id = field(&raw, "event_id");
        let passed = self.cursor.is_some() && id.as_deref() == self.cursor;
        let history = self.cursor.is_none() || self.overlap.is_some();
        let recent = time(&raw).is_some_and(|at| at >= self.day_ago);
        let joined = joins(&raw, self.me);
        // The cursor's own event comes along, so that the cursor never moves back.
        if !history || recent {
            self.events.push(raw);
        }
        if passed {
            self.overlap = Some(0);
        } else if let Some(count) = &mut self.overlap {
            *count += 1;
        }
        // What was said before the bot came was not said to it.
        history && joined || self.overlap.is_some_and(|count| count >= OVERLAP_EVENTS)
    }

    fn oldest_first(mut self) -> Vec<Raw<AnyTimelineEvent>> {
        self.events.reverse();
        without_absence(self.events, self.me)
    }
}

/// Drops what was said between the bot's leaving and its coming back.
fn without_absence(events: Vec<Raw<AnyTimelineEvent>>, me: &str) -> Vec<Raw<AnyTimelineEvent>> {
    let mut present = true;
    events
        .into_iter()
        .filter(|raw| match membership(raw, me).as_deref() {
            Some("join") => {
                present = true;
                true
            }
            Some("leave" | "ban") => std::mem::replace(&mut present, false),
            _ => present,
        })
        .collect()
}

/// Whether the bot came into the room by this event.
fn joins(raw: &Raw<AnyTimelineEvent>, me: &str) -> bool {
    if membership(raw, me).as_deref() != Some("join") {
        return false;
    }
    let unsigned: Option<Value> = raw.get_field("unsigned").ok().flatten();
    let before =
        unsigned.as_ref().and_then(|unsigned| unsigned.pointer("/prev_content/membership")).and_then(Value::as_str);
    before != Some("join")
}

fn membership(raw: &Raw<AnyTimelineEvent>, me: &str) -> Option<String> {
    if field(raw, "state_key")? != me || field(raw, "type")? != "m.room.member" {
        return None;
    }
    let content: Value = raw.get_field("content").ok()??;
    content.get("membership")?.as_str().map(ToOwned::to_owned)
}

fn field(raw: &Raw<AnyTimelineEvent>, name: &str) -> Option<String> {
    raw.get_field(name).ok().flatten()
}

fn time(raw: &Raw<AnyTimelineEvent>) -> Option<i64> {
    raw.get_field("origin_server_ts").ok().flatten()
}

#[cfg(test)]
#[path = "sweep_tests.rs"]
mod tests;
