//! Takes in what happened, decides it in the domain, commits what should be done. It never sends.

mod lanes;
#[cfg(feature = "faults")]
mod planted;
mod ticket;
mod turn;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain::conversation::intention;
use domain::ids::{ConversationId, EventId, MessageId, NetworkName, PersonId, RoomId};
use domain::limits::Limit;
use domain::message::{Abilities, Incoming, Notice, Place, Privacy, What};
use domain::ticket::Order;
use tokio::sync::{Mutex, Notify};
use tokio_util::sync::CancellationToken;

use crate::authority::Authority;
use crate::chat::typing::Working;
use crate::chat::{Arrived, Cursor, Intake, IntakeError};
use crate::clock::{self, Clock};
use crate::faults;
use crate::metrics::Metrics;
use crate::reload::Served;
use crate::store::{Pending, Store, StoreError};

use lanes::{Lanes, Work};

/// How far back unreadable events are worth another try, in ms.
const UNREADABLE_WITHIN_MS: i64 = 24 * 3_600_000;
/// How long at most until timers are looked at again, in ms.
const TIMERS_EVERY_MS: i64 = 60_000;

/// What the engine works with. One per process.
#[derive(Clone)]
pub struct Engine(Arc<Inner>);

struct Inner {
    store: Store,
    handbook: Served,
    clock: Clock,
    abilities: BTreeMap<NetworkName, Abilities>,
    limits: Vec<Limit>,
    operator_room: Option<(NetworkName, RoomId)>,
    authority: Authority,
    /// Wakes delivery: something may be due.
    delivery: Arc<Notify>,
    /// Wakes the timekeeper: a timer may be earlier than the one it waits for.
    timers: Notify,
    lanes: Lanes,
    /// Held during a turn that an earlier run left over: if one of them ends the program again, it is the one counted.
    one_left_over: Mutex<()>,
    metrics: Metrics,
    stop: CancellationToken,
}

/// What an engine is made of.
pub struct Parts {
    pub store: Store,
    pub handbook: Served,
    pub clock: Clock,
    pub abilities: BTreeMap<NetworkName, Abilities>,
    pub limits: Vec<Limit>,
    /// Where the operator reads what they should know.
    pub operator_room: Option<(NetworkName, RoomId)>,
    /// Who is asked about advisers, and where they are.
    pub authority: Authority,
    pub delivery: Arc<Notify>,
    pub metrics: Metrics,
    pub stop: CancellationToken,
}

impl Engine {
    pub fn new(parts: Parts) -> Self {
        let Parts { store, handbook, clock, abilities, limits, operator_room, authority, delivery, metrics, stop } =
            parts;
        let lanes = Lanes::default();
        Self(Arc::new(Inner {
            store,
            handbook,
            clock,
            abilities,
            limits,
            operator_room,
            authority,
            delivery,
            timers: Notify::new(),
            lanes,
            one_left_over: Mutex::default(),
            metrics,
            stop,
        }))
    }

    /// Takes up what an earlier run left: starting is recovering, there is no other start.
    pub async fn recover(&self) -> Result<usize, StoreError> {
        let mut pending = self.0.store.left_over().await?;
        if faults::bug("engine.forgets-inbox") {
            pending.clear();
        }
        faults::point("engine.after_recover");
        let left = pending.len();
        self.push(pending, true);
        self.0.delivery.notify_one();
        Ok(left)
    }

    /// Fires due timers until stopped. Timers are rows; this only waits for the next one.
    pub async fn keep_time(&self) -> Result<(), StoreError> {
        loop {
            let fired = self.0.store.fire_timers(self.0.clock.now()).await?;
            faults::point("engine.after_fire_timers");
            self.enqueue(fired);
            if !self.until_timer().await? {
                return Ok(());
            }
        }
    }

    /// Returns when a timer may be due; false when stopped. Each word in a ticket moves a timer that is weeks away, so what wakes this
    /// is only looked at: firing is a write.
    async fn until_timer(&self) -> Result<bool, StoreError> {
        loop {
            let now = self.0.clock.now();
            let wait_ms = self.0.store.next_timer().await?.map_or(TIMERS_EVERY_MS, |at| at.ms_since(now));
            let pause = Duration::from_millis(u64::try_from(wait_ms.clamp(0, TIMERS_EVERY_MS)).unwrap_or_default());
            tokio::select! {
                () = self.0.stop.cancelled() => return Ok(false),
                () = tokio::time::sleep(pause) => return Ok(true),
                () = self.0.timers.notified() => {}
            }
        }
    }

    /// Whether every lane is at rest; for draining.
    pub fn is_idle(&self) -> bool {
        self.0.lanes.is_empty()
    }

    /// Puts inbox rows that this run wrote into their lanes.
    pub fn enqueue(&self, pending: Vec<Pending>) {
        self.push(pending, false);
    }

    fn push(&self, pending: Vec<Pending>, left_over: bool) {
        for Pending { seq, conversation } in pending {
            if self.0.lanes.push(&conversation, Work { seq, left_over }) {
                let engine = self.clone();
                tokio::spawn(async move { engine.work(conversation).await });
            }
        }
    }

    /// Works a lane until it is empty: one turn at a time, in order.
    async fn work(&self, conversation: ConversationId) {
        while let Some(work) = self.0.lanes.next(&conversation) {
            let _alone = if work.left_over { Some(self.0.one_left_over.lock().await) } else { None };
            if self.0.stop.is_cancelled() {
                return;
            }
            self.turn(work).await;
        }
    }
}

impl Working for Engine {
    fn is_working_on(&self, incoming: &Incoming) -> bool {
        self.0.lanes.has(&conversation_id(incoming))
    }
}

#[async_trait]
impl Intake for Engine {
    async fn take_in(&self, events: Vec<Arrived>, cursor: Option<Cursor>) -> Result<(), IntakeError> {
        let mut placed = Vec::with_capacity(events.len());
        for mut arrived in events {
            if self.0.authority.is_desk(&arrived.incoming.place) && faults::bug("ticket.advisers-heard-again") {
                arrived.incoming.event = EventId::new(format!("{}#{}", arrived.incoming.event, clock::new_event_id()));
            }
            self.put_in_its_thread(&mut arrived.incoming).await?;
            match self.thread_of(&arrived.incoming).await? {
                // What advisers say in a ticket's thread is for the ticket, whomever they address.
                Some(thread) => placed.push((thread, arrived)),
                None if is_worth_keeping(&arrived.incoming.what) || self.is_order(&arrived.incoming) => {
                    placed.push((conversation_id(&arrived.incoming), arrived));
                }
                None => {}
            }
        }
        let events = placed;
        let conversations: Vec<_> = events.iter().map(|(conversation, _)| conversation.clone()).collect();
        faults::point("engine.before_take_in");
        let taken = self
            .0
            .store
            .take_in(events, cursor, self.0.clock.now())
            .await
            .map_err(|error| IntakeError(error.to_string()))?;
        faults::point("engine.after_take_in");
        let new = conversations
            .into_iter()
            .zip(taken)
            .filter_map(|(conversation, seq)| Some(Pending { seq: seq?, conversation }));
        self.enqueue(new.collect());
        Ok(())
    }

    async fn cursor(&self, network: &NetworkName, room: &RoomId) -> Result<Option<EventId>, IntakeError> {
        self.0.store.cursor(network, room).await.map_err(|error| IntakeError(error.to_string()))
    }

    async fn cursors(&self, network: &NetworkName) -> Result<Vec<(RoomId, EventId)>, IntakeError> {
        self.0.store.cursors(network).await.map_err(|error| IntakeError(error.to_string()))
    }

    async fn author(
        &self,
        network: &NetworkName,
        room: &RoomId,
        event: &EventId,
    ) -> Result<Option<PersonId>, IntakeError> {
        self.0.store.author(network, room, event).await.map_err(|error| IntakeError(error.to_string()))
    }

    async fn tell_operator(&self, key: &str, notice: Notice) -> Result<(), IntakeError> {
        tracing::warn!(?notice, "for the operator");
        let known = |(network, _): &(NetworkName, RoomId)| self.0.abilities.contains_key(network);
        let Some((network, room)) = self.0.operator_room.clone().filter(known) else { return Ok(()) };
        let incoming = Incoming {
            event: EventId::new(format!("notice:{key}")),
            place: Place { network, room, thread: None, privacy: Privacy::Shared },
            // Nobody: a notice is part of no person's conversation.
            sender: PersonId::new(""),
            at: self.0.clock.now(),
            what: What::Noticed { notice },
            handle: None,
        };
        self.take_in(vec![Arrived { incoming, once: None }], None).await
    }

    async fn unreadable(&self, network: &NetworkName) -> Result<Vec<(RoomId, EventId)>, IntakeError> {
        let since = self.0.clock.now().plus_ms(-UNREADABLE_WITHIN_MS);
        self.0.store.unreadable(network, since).await.map_err(|error| IntakeError(error.to_string()))
    }
}

impl Engine {
    /// What advisers order in their own room is for the desk, whomever they address.
    fn is_order(&self, incoming: &Incoming) -> bool {
        let What::Said { text, .. } = &incoming.what else { return false };
        self.0.authority.is_desk(&incoming.place) && Order::in_message(text).is_some()
    }

    /// What is left of a deleted message does not say in which thread it was; the deletion belongs there, and so does an edit before it.
    async fn put_in_its_thread(&self, incoming: &mut Incoming) -> Result<(), IntakeError> {
        let (What::Withdrew { target } | What::Edited { target, .. }) = &incoming.what else { return Ok(()) };
        let place = &mut incoming.place;
        if place.thread.is_none() {
            let thread = self.0.store.thread_of_event(&place.network, &place.room, target).await;
            place.thread = thread.map_err(|error| IntakeError(error.to_string()))?;
        }
        Ok(())
    }

    /// The ticket's conversation, where something happened in an advisers' thread or under its head.
    async fn thread_of(&self, incoming: &Incoming) -> Result<Option<ConversationId>, IntakeError> {
        let place = &incoming.place;
        // However many are in it: with one adviser it looks like a direct chat.
        if !self.0.authority.is_desk(place) || is_our_own(&incoming.what) {
            return Ok(None);
        }
        let on = match &incoming.what {
            What::Chose { on, .. } | What::Reacted { on, .. } => Some(on),
            _ => None,
        };
        let failed = |error: StoreError| IntakeError(error.to_string());
        let known = self.known_thread(place, on).await.map_err(failed)?;
        // The first words in a thread, or a button under its head, may be here before it is known that the head stands.
        let may_be_new = place.thread.is_some() || on.is_some();
        if known.is_some() || !may_be_new {
            return Ok(known);
        }
        if self.0.store.is_opening_threads(&place.network, &place.room).await.map_err(failed)? {
            return Err(IntakeError("a thread is being opened".to_owned()));
        }
        // It may have become known between the two questions.
        self.known_thread(place, on).await.map_err(failed)
    }

    async fn known_thread(&self, place: &Place, on: Option<&MessageId>) -> Result<Option<ConversationId>, StoreError> {
        if let Some(thread) = self.0.store.thread(place).await? {
            #[cfg(feature = "faults")]
            let thread = planted::thread_of(place, thread);
            return Ok(Some(thread));
        }
        match on {
            Some(on) => self.0.store.thread_of_message(&place.network, &place.room, on).await,
            None => Ok(None),
        }
    }
}

/// What the program tells itself has its conversation already.
fn is_our_own(what: &What) -> bool {
    matches!(what, What::TimePassed { .. } | What::Reported { .. } | What::Told { .. } | What::Noticed { .. })
}

/// Words that people say to each other are not stored, not even for a moment: only what could answer an open choice.
fn is_worth_keeping(what: &What) -> bool {
    match what {
        What::Said { text, addressed } => *addressed || intention::could_be_choice(text),
        What::Attached { addressed, .. } => *addressed,
        _ => true,
    }
}

/// A conversation is (network, room, thread, person): two people in one thread share nothing.
pub fn conversation_id(incoming: &Incoming) -> ConversationId {
    conversation_of(&incoming.place, &incoming.sender)
}

fn conversation_of(place: &Place, person: &PersonId) -> ConversationId {
    let mut hasher = blake3::Hasher::new();
    let thread = place.thread.as_ref().map_or("", |thread| thread.as_str());
    for part in [place.network.as_str(), place.room.as_str(), thread, person.as_str()] {
        // Lengths keep ("ab", "c") and ("a", "bc") apart.
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    ConversationId::new(hasher.finalize().to_hex().as_str().chars().take(32).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_say_and_send_to_each_other_is_not_kept() {
        let said = |text: &str, addressed| What::Said { text: text.into(), addressed };
        let attached = |addressed| What::Attached { text: String::new(), attachments: Vec::new(), addressed };
        assert!(is_worth_keeping(&said("a question", true)) && is_worth_keeping(&attached(true)));
        assert!(is_worth_keeping(&said("2", false)), "it may be a choice");
        assert!(!is_worth_keeping(&said("see you at nine", false)) && !is_worth_keeping(&attached(false)));
    }
}
