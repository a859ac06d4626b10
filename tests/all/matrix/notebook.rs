//! An intake in memory with the promises of the real one: what was seen is passed over, and the cursor moves with it.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use domain::ids::{EventId, NetworkName, PersonId, RoomId};
use domain::message::{Incoming, Notice, What};
use fairway::chat::{Arrived, Cursor, Intake, IntakeError};
use tokio::sync::Notify;

#[derive(Default)]
pub struct Notebook {
    inner: Mutex<Inner>,
    news: Notify,
    /// While set, nothing is taken in, as with a full disk.
    pub closed: AtomicBool,
}

#[derive(Default)]
struct Inner {
    taken: Vec<Incoming>,
    offered: usize,
    seen: HashSet<(RoomId, EventId, &'static str)>,
    once: HashMap<(RoomId, String), EventId>,
    cursors: HashMap<RoomId, EventId>,
}

#[async_trait]
impl Intake for Notebook {
    async fn take_in(&self, events: Vec<Arrived>, cursor: Option<Cursor>) -> Result<(), IntakeError> {
        if self.closed.load(Ordering::SeqCst) {
            return Err(IntakeError("closed".to_owned()));
        }
        let mut inner = self.lock();
        for Arrived { incoming, once } in events {
            inner.offered += 1;
            let room = incoming.place.room.clone();
            let replayed = once.is_some_and(|once| {
                let first = inner.once.entry((room.clone(), once)).or_insert_with(|| incoming.event.clone());
                *first != incoming.event
            });
            if !replayed && inner.seen.insert((room, incoming.event.clone(), incoming.what.kind())) {
                inner.taken.push(incoming);
            }
        }
        if let Some(cursor) = cursor {
            inner.cursors.insert(cursor.room, cursor.event);
        }
        drop(inner);
        self.news.notify_waiters();
        Ok(())
    }

    async fn cursor(&self, _: &NetworkName, room: &RoomId) -> Result<Option<EventId>, IntakeError> {
        Ok(self.lock().cursors.get(room).cloned())
    }

    async fn cursors(&self, _: &NetworkName) -> Result<Vec<(RoomId, EventId)>, IntakeError> {
        Ok(self.lock().cursors.clone().into_iter().collect())
    }

    async fn author(&self, _: &NetworkName, room: &RoomId, id: &EventId) -> Result<Option<PersonId>, IntakeError> {
        let inner = self.lock();
        let found = inner.taken.iter().find(|event| event.place.room == *room && event.event == *id);
        Ok(found.map(|event| event.sender.clone()))
    }

    async fn tell_operator(&self, _: &str, _: Notice) -> Result<(), IntakeError> {
        Ok(())
    }

    async fn unreadable(&self, _: &NetworkName) -> Result<Vec<(RoomId, EventId)>, IntakeError> {
        let inner = self.lock();
        let read: HashSet<_> = inner
            .taken
            .iter()
            .filter(|event| event.what != What::Unreadable)
            .map(|event| event.event.clone())
            .collect();
        let unread = inner.taken.iter().filter(|event| event.what == What::Unreadable && !read.contains(&event.event));
        Ok(unread.map(|event| (event.place.room.clone(), event.event.clone())).collect())
    }
}

impl Notebook {
    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everything taken in of a room, in the order it was.
    pub fn of(&self, room: &str) -> Vec<Incoming> {
        self.lock().taken.iter().filter(|event| event.place.room.as_str() == room).cloned().collect()
    }

    /// Everything of a room but comings and goings.
    pub fn words(&self, room: &str) -> Vec<Incoming> {
        self.of(room).into_iter().filter(|event| !matches!(event.what, What::Joined | What::Left)).collect()
    }

    /// The texts that were said in a room.
    pub fn said(&self, room: &str) -> Vec<String> {
        self.of(room)
            .into_iter()
            .filter_map(|event| match event.what {
                What::Said { text, .. } => Some(text),
                _ => None,
            })
            .collect()
    }

    pub fn cursor_of(&self, room: &str) -> Option<EventId> {
        self.lock().cursors.get(&RoomId::new(room)).cloned()
    }

    /// Waits until `wanted` holds of what was taken in of the room.
    pub async fn until(&self, room: &str, timeout_s: u64, wanted: impl Fn(&[Incoming]) -> bool) -> Vec<Incoming> {
        let wait = async {
            loop {
                let news = self.news.notified();
                let events = self.of(room);
                if wanted(&events) {
                    return events;
                }
                // The sleep covers news that came between looking and waiting.
                tokio::select! {
                    () = news => {}
                    () = tokio::time::sleep(Duration::from_millis(200)) => {}
                }
            }
        };
        match tokio::time::timeout(Duration::from_secs(timeout_s), wait).await {
            Ok(events) => events,
            Err(_) => panic!("waited {timeout_s} s in vain; taken in: {:?}", self.of(room)),
        }
    }

    /// Waits for the event with this id and kind.
    pub async fn event(&self, room: &str, id: &str, kind: &str) -> Incoming {
        let is = |event: &&Incoming| event.event.as_str() == id && event.what.kind() == kind;
        let events = self.until(room, 40, |events| events.iter().any(|event| is(&event))).await;
        events.into_iter().find(|event| is(&event)).expect("it was just there")
    }
}
