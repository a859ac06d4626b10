//! Events whose key comes late. The SDK never tells of them again: they are remembered, and fetched once more when their
//! room's keys come, shortly after they were heard, at start and once an hour.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::ids::{EventId, NetworkName};
use futures_util::StreamExt;
use futures_util::future::Either;
use futures_util::stream;
use matrix_sdk::ruma::{OwnedRoomId, RoomId};
use serde_json::Value;

use super::NETWORK;
use super::hearing::{Ears, NotHeard, open};
use crate::faults;

/// How often events that have just been heard are tried once, for a key that came between decrypting and remembering.
const FRESH_EVERY: Duration = Duration::from_secs(5);
const ALL_EVERY: Duration = Duration::from_secs(3_600);
/// Events remembered in one room; a flood of rubbish must not fill the memory.
const PER_ROOM_MAX: usize = 1_000;

/// What could not be decrypted yet.
#[derive(Default)]
pub struct Waiting(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    events: HashMap<OwnedRoomId, HashSet<String>>,
    fresh: HashSet<OwnedRoomId>,
    /// Read since, and none of the desk's business: the intake still counts these as unread.
    settled: HashSet<(OwnedRoomId, String)>,
}

impl Waiting {
    /// Remembers events that were handed in as unreadable.
    pub fn add(&self, room: &RoomId, events: impl IntoIterator<Item = EventId>) {
        let mut inner = self.lock();
        for event in events {
            let event = event.as_str().to_owned();
            if inner.settled.contains(&(room.to_owned(), event.clone())) {
                continue;
            }
            let of_room = inner.events.entry(room.to_owned()).or_default();
            if of_room.len() < PER_ROOM_MAX && of_room.insert(event) {
                inner.fresh.insert(room.to_owned());
            }
        }
    }

    fn of(&self, room: &RoomId) -> Vec<String> {
        self.lock().events.get(room).into_iter().flatten().cloned().collect()
    }

    fn rooms(&self) -> Vec<OwnedRoomId> {
        self.lock().events.keys().cloned().collect()
    }

    fn take_fresh(&self) -> Vec<OwnedRoomId> {
        self.lock().fresh.drain().collect()
    }

    fn settle(&self, room: &RoomId, event: &str) {
        let mut inner = self.lock();
        if let Some(of_room) = inner.events.get_mut(room) {
            of_room.remove(event);
        }
        inner.events.retain(|_, events| !events.is_empty());
        inner.settled.insert((room.to_owned(), event.to_owned()));
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tries again, without end.
pub async fn run(ears: &Ears) {
    let mut keys = match ears.shared.client.encryption().room_keys_received_stream().await {
        Some(keys) => Either::Left(Box::pin(keys)),
        None => Either::Right(stream::pending()),
    };
    let mut all = tokio::time::interval(ALL_EVERY);
    let mut fresh = tokio::time::interval(FRESH_EVERY);
    loop {
        tokio::select! {
            Some(batch) = keys.next() => match batch {
                Ok(batch) => {
                    let rooms: HashSet<_> = batch.into_iter().map(|key| key.room_id).collect();
                    for room in rooms {
                        try_room(ears, &room).await;
                    }
                }
                Err(_) => try_rooms(ears, ears.waiting.rooms()).await,
            },
            _ = fresh.tick() => try_rooms(ears, ears.waiting.take_fresh()).await,
            _ = all.tick() => {
                recall(ears).await;
                try_rooms(ears, ears.waiting.rooms()).await;
            }
        }
    }
}

/// What an earlier run could not read.
async fn recall(ears: &Ears) {
    match ears.intake.unreadable(&NetworkName::new(NETWORK)).await {
        Ok(events) => {
            for (room, event) in events {
                if let Ok(room) = OwnedRoomId::try_from(room.as_str()) {
                    ears.waiting.add(&room, [event]);
                }
            }
        }
        Err(_) => tracing::warn!("matrix: the store did not say which events are unread; asking again in an hour"),
    }
}

async fn try_rooms(ears: &Ears, rooms: Vec<OwnedRoomId>) {
    for room in rooms {
        try_room(ears, &room).await;
    }
}

async fn try_room(ears: &Ears, id: &RoomId) {
    for event in ears.waiting.of(id) {
        if let Err(error) = try_event(ears, id, &event).await {
            tracing::warn!(why = error.why(), "matrix: an unreadable event could not be fetched; trying again later");
            return;
        }
    }
}

async fn try_event(ears: &Ears, id: &RoomId, event: &str) -> Result<(), NotHeard> {
    let Some(room) = ears.shared.client.get_room(id) else { return Ok(()) };
    let heard = match ears.fetch(&room, event).await? {
        Some(raw) => open(&room, &raw).await,
        None => None,
    };
    if let Some(heard) = heard {
        let encrypted = heard.event.get("type").and_then(Value::as_str) == Some("m.room.encrypted");
        if encrypted && heard.event.pointer("/content/ciphertext").is_some() {
            return Ok(());
        }
        faults::point("matrix.late_key.read");
        ears.hand_in(&room, vec![heard], None).await?;
    }
    ears.waiting.settle(id, event);
    Ok(())
}
