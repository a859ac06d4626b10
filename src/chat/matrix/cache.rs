//! What is remembered of events that later ones point at: replies, reactions, edits and redactions name a target, and
//! only the target says whose it was and in which thread.

use std::collections::{HashMap, VecDeque};
use std::sync::Mutex;

/// Enough for days of a desk's traffic; older targets are asked of the server.
const CACHE_MAX_EVENTS: usize = 8_192;

/// What must be known of a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub sender: String,
    pub thread: Option<String>,
    /// Whether its words were meant for the bot; `None`: not known.
    pub addressed: Option<bool>,
}

impl Seen {
    /// Of an event of the bot's own.
    pub fn own(me: &str, thread: Option<String>) -> Self {
        Self { sender: me.to_owned(), thread, addressed: Some(false) }
    }
}

/// Events by room and id, the oldest dropped first. In memory alone: it holds ids and no words, and the server has it all.
#[derive(Default)]
pub struct Cache(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    events: HashMap<(String, String), Seen>,
    order: VecDeque<(String, String)>,
}

impl Cache {
    pub fn get(&self, room: &str, event: &str) -> Option<Seen> {
        self.lock().events.get(&(room.to_owned(), event.to_owned())).cloned()
    }

    pub fn put(&self, room: &str, event: &str, seen: Seen) {
        let key = (room.to_owned(), event.to_owned());
        let mut inner = self.lock();
        if inner.events.insert(key.clone(), seen).is_none() {
            inner.order.push_back(key);
        }
        while inner.order.len() > CACHE_MAX_EVENTS {
            if let Some(oldest) = inner.order.pop_front() {
                inner.events.remove(&oldest);
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
