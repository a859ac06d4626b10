//! The sync loop: how new events, keys and invitations are heard of.
//!
//! `Client::sync` was not taken: it sleeps a second between two quick answers, and gives up when the server is away.

use std::collections::HashSet;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use matrix_sdk::config::SyncSettings;
use matrix_sdk::ruma::OwnedRoomId;
use matrix_sdk::ruma::api::client::filter::FilterDefinition;
use matrix_sdk::ruma::uint;
use matrix_sdk::sync::{SyncResponse, Timeline};
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::errors::{self, Failure};
use super::hearing::{Ears, heard};
use super::invites::Invites;
use super::sweep::Sweeper;
use super::{Shared, late_keys};
use crate::chat::{Intake, ListenError};
use crate::faults;

/// How long the server may hold a request open when nothing happens.
const LONG_POLL: Duration = Duration::from_secs(30);
const PAUSE_FIRST: Duration = Duration::from_millis(500);
const PAUSE_MAX: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);

/// Hears until `stop`, or until the token is revoked.
pub async fn listen(shared: Arc<Shared>, intake: Arc<dyn Intake>, stop: CancellationToken) -> Result<(), ListenError> {
    let ears = Ears::new(shared, intake);
    let (sweeper, invites) = (Sweeper::default(), Invites::default());
    // All on one task: what ends or panics here ends listening, and no half of it dies in silence.
    tokio::select! {
        () = stop.cancelled() => Ok(()),
        result = run(&ears, &sweeper, &invites) => result,
        () = sweeper.run(&ears) => Ok(()),
        () = late_keys::run(&ears) => Ok(()),
        () = invites.run(&ears.shared) => Ok(()),
        () = hourly(&ears, &sweeper) => Ok(()),
    }
}

async fn run(ears: &Ears, sweeper: &Sweeper, invites: &Invites) -> Result<(), ListenError> {
    let client = &ears.shared.client;
    let mut pause = Pause::default();
    let mut known = HashSet::new();
    let mut starting = true;
    loop {
        let timeout = if starting { Duration::ZERO } else { LONG_POLL };
        let settings = SyncSettings::new().timeout(timeout).filter(filter().into());
        match client.sync_once(settings).await {
            Ok(response) => {
                faults::point("matrix.sync.received");
                pause.reset();
                ears.shared.synced.send_replace(true);
                ears.shared.connected.store(true, Ordering::SeqCst);
                let rooms = Rooms { ears, sweeper, invites };
                rooms.hear(response, &mut known, starting).await;
                if starting {
                    rooms.start(&mut known).await;
                    starting = false;
                }
                faults::point("matrix.sync.handed_in");
            }
            Err(error) => {
                ears.shared.connected.store(false, Ordering::SeqCst);
                let failure = errors::sort(&error);
                if failure == Failure::Revoked {
                    return Err(ListenError(REVOKED.to_owned()));
                }
                let wait = failure.after().unwrap_or_else(|| pause.next());
                tracing::warn!(why = failure.why(), wait_ms = wait.as_millis() as u64, "matrix: sync failed");
                tokio::time::sleep(wait).await;
            }
        }
    }
}

const REVOKED: &str = "the homeserver no longer accepts the bot's access token: someone logged the device out or \
    deactivated the account. Run `fairway matrix login` to log in again.";

/// What one sync response is taken apart with.
struct Rooms<'a> {
    ears: &'a Ears,
    sweeper: &'a Sweeper,
    invites: &'a Invites,
}

impl Rooms<'_> {
    async fn hear(&self, response: SyncResponse, known: &mut HashSet<OwnedRoomId>, starting: bool) {
        for (id, update) in response.rooms.joined {
            let is_new = known.insert(id.clone());
            tell_of_upgrade(&update.timeline);
            let unread = (starting || is_new) && !faults::bug("matrix.trust-sdk-token");
            if (update.timeline.limited || unread) && !faults::bug("matrix.no-sweep") {
                // What this response holds of the room is read with the rest, in order.
                self.sweeper.hold(&id);
            } else {
                self.hear_room(&id, update.timeline).await;
            }
        }
        for (id, update) in response.rooms.left {
            known.remove(&id);
            self.hear_farewell(&id, update.timeline).await;
        }
        self.invites.add(response.rooms.invited.into_keys());
    }

    async fn hear_room(&self, id: &OwnedRoomId, timeline: Timeline) {
        if timeline.events.is_empty() || self.sweeper.is_held(id) {
            return;
        }
        let Some(room) = self.ears.shared.client.get_room(id) else { return };
        let events: Vec<_> = timeline.events.iter().filter_map(heard).collect();
        // Nothing but the bot's own words moves no cursor: that would be one more commit for each reply, and they are passed
        // over when the room is read back.
        let all_own = events.iter().all(|heard| self.ears.shared.is_own_word(&heard.event));
        let last = timeline.events.last().filter(|_| !all_own);
        let cursor = last.and_then(|event| event.event_id()).map(|id| id.to_string());
        if let Err(error) = self.ears.hand_in(&room, events, cursor).await {
            tracing::warn!(why = error.why(), "matrix: events not taken in; the room will be read again");
            self.sweeper.hold(id);
        }
    }

    /// Only that the bot left: what was said before in a room that is closed to it has nobody to answer any more.
    async fn hear_farewell(&self, id: &OwnedRoomId, timeline: Timeline) {
        let Some(room) = self.ears.shared.client.get_room(id) else { return };
        let me = self.ears.shared.me.as_str();
        let farewell = |event: &Value| event.get("state_key").and_then(Value::as_str) == Some(me);
        let events: Vec<_> = timeline.events.iter().filter_map(heard).filter(|heard| farewell(&heard.event)).collect();
        if let Err(error) = self.ears.hand_in(&room, events, None).await {
            tracing::warn!(why = error.why(), "matrix: leaving a room was not taken in");
        }
    }

    /// After the first sync of this run: all rooms are read back to their cursors.
    async fn start(&self, known: &mut HashSet<OwnedRoomId>) {
        let client = &self.ears.shared.client;
        for room in client.joined_rooms() {
            known.insert(room.room_id().to_owned());
            if !faults::bug("matrix.trust-sdk-token") {
                self.sweeper.hold(room.room_id());
            }
        }
        self.invites.add(client.invited_rooms().iter().map(|room| room.room_id().to_owned()));
        learn_name(&self.ears.shared).await;
    }
}

async fn hourly(ears: &Ears, sweeper: &Sweeper) {
    loop {
        tokio::time::sleep(HOUR).await;
        learn_name(&ears.shared).await;
        for room in ears.shared.client.joined_rooms() {
            sweeper.check(room.room_id());
        }
    }
}

async fn learn_name(shared: &Shared) {
    if let Ok(name) = shared.client.account().get_display_name().await {
        *shared.display_name.lock().unwrap_or_else(PoisonError::into_inner) = name;
    }
}

/// A room that was replaced stays as it is: whether to follow is the operator's decision, not that of whoever closed it.
fn tell_of_upgrade(timeline: &Timeline) {
    let closed = timeline.events.iter().any(|event| event.kind.event_type().as_deref() == Some("m.room.tombstone"));
    if closed {
        tracing::warn!("matrix: a room was replaced by a new one; invite the bot there if it is still wanted");
    }
}

/// Members are not loaded lazily. Synapse would send the bot's own membership with nearly every message that the bot
/// wrote, because it remembers for each person one room alone in which it sent it; and it would take each for a new
/// member, whose devices may have changed. While the SDK does not know the bot's devices, each encrypted message waits.
fn filter() -> FilterDefinition {
    let mut filter = FilterDefinition::default();
    filter.presence.types = Some(Vec::new());
    filter.room.ephemeral.types = Some(Vec::new());
    filter.room.timeline.limit = Some(uint!(50));
    filter
}

/// The pause after a failure: doubled each time, with jitter so that bots do not come back all at once.
pub struct Pause(Duration);

impl Default for Pause {
    fn default() -> Self {
        Self(PAUSE_FIRST)
    }
}

impl Pause {
    pub fn next(&mut self) -> Duration {
        let whole = self.0;
        self.0 = (whole * 2).min(PAUSE_MAX);
        let mut byte = [0];
        // Without randomness the pause is merely whole.
        let share = if getrandom::fill(&mut byte).is_ok() { f64::from(byte[0]) / 255.0 } else { 1.0 };
        whole.mul_f64(0.5 + share / 2.0)
    }

    pub fn reset(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_minute_and_are_never_less_than_half() {
        let mut pause = Pause::default();
        let mut whole = PAUSE_FIRST;
        for _ in 0..12 {
            let next = pause.next();
            assert!(next >= whole / 2 && next <= whole, "{next:?} of {whole:?}");
            whole = (whole * 2).min(PAUSE_MAX);
        }
        assert_eq!(whole, PAUSE_MAX);
        pause.reset();
        assert!(pause.next() <= PAUSE_FIRST);
    }
}
