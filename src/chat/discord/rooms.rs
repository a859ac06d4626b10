//! What is known of channels, for as long as the process lives: which are direct chats, to which channel a thread belongs, how
//! far each was taken in, and which are being read back right now.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;

use super::hearing::Heard;

#[derive(Default)]
pub struct Rooms(Mutex<Known>);

#[derive(Default)]
struct Known {
    kinds: HashMap<String, Kind>,
    /// The newest message of each that was heard.
    newest: HashMap<String, u64>,
    /// Those that are being read back, with what was heard meanwhile: it is said after what is still to be read, and must not
    /// move the cursor past it.
    gaps: HashMap<String, Vec<Heard>>,
    /// Servers in which the bot has more power than it may.
    refused: BTreeSet<String>,
}

/// What kind of place a channel is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One person and the bot.
    Direct,
    Thread {
        parent: String,
    },
    Channel,
}

impl Kind {
    /// Of a channel as Discord describes it: 1 is a direct chat; 10 to 12 are threads.
    fn of(channel: &Value) -> Self {
        match (channel["type"].as_u64().unwrap_or(0), channel["parent_id"].as_str()) {
            (1, _) => Kind::Direct,
            (10..=12, Some(parent)) => Kind::Thread { parent: parent.to_owned() },
            _ => Kind::Channel,
        }
    }
}

impl Rooms {
    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn kind(&self, room: &str) -> Option<Kind> {
        self.known().kinds.get(room).cloned()
    }

    pub fn note(&self, channel: &Value) {
        if let Some(id) = channel["id"].as_str() {
            self.known().kinds.insert(id.to_owned(), Kind::of(channel));
        }
    }

    pub fn forget(&self, channel: &Value) {
        if let Some(id) = channel["id"].as_str() {
            let mut known = self.known();
            known.kinds.remove(id);
            known.newest.remove(id);
            known.gaps.remove(id);
        }
    }

    pub fn refuse(&self, guild: &str, refused: bool) {
        let mut known = self.known();
        if refused {
            known.refused.insert(guild.to_owned());
        } else {
            known.refused.remove(guild);
        }
    }

    pub fn is_refused(&self, guild: Option<&str>) -> bool {
        guild.is_some_and(|guild| self.known().refused.contains(guild))
    }

    /// A message was taken in: where the cursor stands now. Never backwards.
    pub fn advance(&self, room: &str, id: u64) -> u64 {
        let mut known = self.known();
        let newest = known.newest.entry(room.to_owned()).or_default();
        *newest = (*newest).max(id);
        *newest
    }

    /// From here on the channel is being read back.
    pub fn open_gap(&self, room: &str) {
        self.known().gaps.entry(room.to_owned()).or_default();
    }

    /// Keeps what was heard in a channel that is being read back; gives it back where none is.
    pub fn hold(&self, room: &str, heard: Vec<Heard>) -> Option<Vec<Heard>> {
        match self.known().gaps.get_mut(room) {
            Some(held) => {
                held.extend(heard);
                None
            }
            None => Some(heard),
        }
    }

    /// What was heard while the channel was read back. It goes on being read back.
    pub fn take_held(&self, room: &str) -> Vec<Heard> {
        self.known().gaps.get_mut(room).map(std::mem::take).unwrap_or_default()
    }

    /// The channel was read back to its end; false while something that was heard meanwhile is still held.
    pub fn close_gap(&self, room: &str) -> bool {
        let mut known = self.known();
        let is_empty = known.gaps.get(room).is_none_or(Vec::is_empty);
        if is_empty {
            known.gaps.remove(room);
        }
        is_empty
    }

    /// Whether somebody spoke in the channel while it waits to be read back.
    pub fn is_waited_for(&self, room: &str) -> bool {
        self.known().gaps.get(room).is_some_and(|held| !held.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_heard_while_a_channel_is_read_back_waits() {
        let rooms = Rooms::default();
        let heard = || vec![Heard::for_test("a")];
        assert!(rooms.hold("a", heard()).is_some());
        rooms.open_gap("a");
        assert!(rooms.hold("a", heard()).is_none());
        assert!(rooms.hold("b", heard()).is_some());
        assert_eq!((rooms.is_waited_for("a"), rooms.is_waited_for("b")), (true, false));
        assert!(!rooms.close_gap("a"), "it is open until nothing is left");
        assert_eq!((rooms.take_held("a").len(), rooms.take_held("a").len()), (1, 0));
        assert!(rooms.hold("a", heard()).is_none());
        assert_eq!(rooms.take_held("a").len(), 1);
        assert!(rooms.close_gap("a"));
        assert!(rooms.hold("a", heard()).is_some());
    }

    #[test]
    fn a_cursor_never_goes_back() {
        let rooms = Rooms::default();
        assert_eq!((rooms.advance("a", 5), rooms.advance("a", 3), rooms.advance("b", 1)), (5, 5, 1));
    }

    #[test]
    fn channels_are_told_apart() {
        let rooms = Rooms::default();
        rooms.note(&json!({ "id": "1", "type": 1 }));
        rooms.note(&json!({ "id": "2", "type": 11, "parent_id": "3" }));
        rooms.note(&json!({ "id": "3", "type": 0, "parent_id": "9" }));
        let kinds = ["1", "2", "3", "4"].map(|room| rooms.kind(room));
        let thread = Kind::Thread { parent: "3".into() };
        assert_eq!(kinds, [Some(Kind::Direct), Some(thread), Some(Kind::Channel), None]);
    }
}
