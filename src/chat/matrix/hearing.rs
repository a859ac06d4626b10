//! From the SDK's events to the intake: decrypts what is still encrypted, looks up what an event points at, reads it, and
//! hands it in. What is new (`sync`), what was missed (`sweep`) and what is read late (`late_keys`) all pass through here.

use std::sync::{Arc, PoisonError};

use domain::ids::{EventId, NetworkName, PersonId, RoomId, ThreadId};
use domain::message::{Incoming, Place, Privacy, What};
use matrix_sdk::deserialized_responses::{TimelineEvent, TimelineEventKind};
use matrix_sdk::encryption::vodozemac::megolm::MegolmMessage;
use matrix_sdk::ruma::api::client::room::get_room_event;
use matrix_sdk::ruma::events::AnyTimelineEvent;
use matrix_sdk::ruma::serde::Raw;
use matrix_sdk::{Room, RoomMemberships, RoomState};
use serde_json::Value;

use super::cache::Seen;
use super::errors::{self, Failure};
use super::incoming::{Reader, thread_of};
use super::late_keys::Waiting;
use super::{NETWORK, Shared, direct, now};
use crate::chat::{Arrived, Cursor, Intake, IntakeError};
use crate::faults;

/// Hands in what is heard. One per `listen`.
pub struct Ears {
    pub shared: Arc<Shared>,
    pub intake: Arc<dyn Intake>,
    /// What could not be decrypted yet.
    pub waiting: Waiting,
}

/// An event on its way in.
#[derive(Clone, Debug)]
pub struct Heard {
    pub event: Value,
    pub once: Once,
}

/// What tells a replayed ciphertext.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Once {
    /// Not encrypted, or not decrypted: nothing to replay.
    Plain,
    /// Session and message index of the ciphertext.
    Known(String),
    /// It was decrypted by the SDK, which keeps the session's id and drops the index.
    ToBeFetched,
}

/// Why something could not be handed in now.
#[derive(Debug)]
pub enum NotHeard {
    Network(Failure),
    Intake(IntakeError),
}

impl NotHeard {
    pub fn why(&self) -> &str {
        match self {
            NotHeard::Network(failure) => failure.why(),
            NotHeard::Intake(error) => &error.0,
        }
    }
}

impl Ears {
    pub fn new(shared: Arc<Shared>, intake: Arc<dyn Intake>) -> Self {
        Self { shared, intake, waiting: Waiting::default() }
    }

    /// Reads events of one room, oldest first, and hands in what concerns the desk, together with the room's new cursor.
    pub async fn hand_in(&self, room: &Room, heard: Vec<Heard>, cursor: Option<String>) -> Result<(), NotHeard> {
        let mut events = Vec::new();
        let (own, heard): (Vec<_>, Vec<_>) = heard.into_iter().partition(|heard| self.shared.is_own_word(&heard.event));
        own.iter().for_each(|own| self.remember_own(room, &own.event));
        if !heard.is_empty() {
            let name = self.shared.display_name();
            let comes = |heard: &Heard| self.shared.is_own_membership(&heard.event);
            let made_for = match heard.iter().any(comes) {
                true => direct::made_for(&self.shared, room).await.map_err(NotHeard::Network)?,
                false => None,
            };
            let direct = self.is_direct(room).await?;
            let reader = self.shared.reader(room, name.as_deref(), direct, made_for.is_some());
            for heard in heard {
                events.extend(self.understand(room, &reader, heard).await?);
            }
        }
        if events.is_empty() && cursor.is_none() {
            return Ok(());
        }
        let unreadable: Vec<_> = events
            .iter()
            .filter(|event| event.incoming.what == What::Unreadable)
            .map(|event| event.incoming.event.clone())
            .collect();
        let cursor = cursor.map(|event| Cursor { network: network(), room: room_id(room), event: EventId::new(event) });
        faults::point("matrix.hear.before_hand_in");
        self.intake.take_in(events, cursor).await.map_err(NotHeard::Intake)?;
        faults::point("matrix.hear.handed_in");
        self.waiting.add(room.room_id(), unreadable);
        Ok(())
    }

    /// One event as the core knows it, or `None` when it is none of the desk's business.
    async fn understand(&self, room: &Room, reader: &Reader<'_>, heard: Heard) -> Result<Option<Arrived>, NotHeard> {
        let Some(id) = heard.event.get("event_id").and_then(Value::as_str).map(ToOwned::to_owned) else {
            return Ok(None);
        };
        let target = match reader.target(&heard.event) {
            Some(target) => self.target(room, reader, &target).await?,
            None => None,
        };
        self.remember(room, reader, &id, &heard.event);
        let Some(read) = reader.read(&heard.event, target.as_ref()) else { return Ok(None) };
        let once = match heard.once {
            Once::Known(once) => Some(once),
            // A replay of what nobody can read does no harm, and must not stand in the way of reading the original.
            Once::Plain => None,
            Once::ToBeFetched => self.fetch(room, &id).await?.and_then(|raw| ciphertext(&raw)),
        };
        let incoming = Incoming {
            event: EventId::new(id),
            place: Place {
                network: network(),
                room: room_id(room),
                thread: read.thread.map(ThreadId::new),
                privacy: if reader.direct { Privacy::Direct } else { Privacy::Shared },
            },
            sender: PersonId::new(read.sender),
            at: read.at,
            what: read.what,
            handle: None,
        };
        Ok(Some(Arrived { incoming, once }))
    }

    fn remember_own(&self, room: &Room, event: &Value) {
        if let Some(id) = event.get("event_id").and_then(Value::as_str) {
            let seen = Seen::own(self.shared.me.as_str(), thread_of(event));
            self.shared.cache.put(room.room_id().as_str(), id, seen);
        }
    }

    fn remember(&self, room: &Room, reader: &Reader<'_>, id: &str, event: &Value) {
        if let Some(sender) = event.get("sender").and_then(Value::as_str) {
            let seen =
                Seen { sender: sender.to_owned(), thread: thread_of(event), addressed: reader.is_addressed(event) };
            self.shared.cache.put(room.room_id().as_str(), id, seen);
        }
    }

    /// What is known of an event that another points at; `None` when the server does not have it.
    async fn target(&self, room: &Room, reader: &Reader<'_>, id: &str) -> Result<Option<Seen>, NotHeard> {
        if let Some(seen) = self.shared.cache.get(room.room_id().as_str(), id) {
            return Ok(Some(seen));
        }
        let Some(raw) = self.fetch(room, id).await? else { return Ok(None) };
        let heard = open(room, &raw).await;
        let Some(heard) = heard else { return Ok(None) };
        self.remember(room, reader, id, &heard.event);
        Ok(self.shared.cache.get(room.room_id().as_str(), id))
    }

    /// Whether the bot talks with one person alone. Invited people count: they will read what is said.
    ///
    /// Counted from the members: the server sends their number only to those who load members lazily (see `sync::filter`).
    async fn is_direct(&self, room: &Room) -> Result<bool, NotHeard> {
        // After a gap the SDK does not trust its list, and asks.
        if room.state() == RoomState::Joined
            && let Err(error) = room.sync_members().await
        {
            return match errors::sort(&error) {
                Failure::Never { .. } => Ok(false),
                failure => Err(NotHeard::Network(failure)),
            };
        }
        let members = self.shared.client.state_store().get_user_ids(room.room_id(), RoomMemberships::ACTIVE).await;
        Ok(members.is_ok_and(|members| (1..=2).contains(&members.len())))
    }

    /// The event as it lies on the server; `None` when it is not there or not for the bot to see.
    pub async fn fetch(&self, room: &Room, id: &str) -> Result<Option<Raw<AnyTimelineEvent>>, NotHeard> {
        let Ok(id) = matrix_sdk::ruma::OwnedEventId::try_from(id) else { return Ok(None) };
        let request = get_room_event::v3::Request::new(room.room_id().to_owned(), id);
        match self.shared.client.send(request).await {
            Ok(response) => Ok(Some(response.event)),
            Err(error) => match errors::sort_http(&error) {
                Failure::Never { .. } => Ok(None),
                failure => Err(NotHeard::Network(failure)),
            },
        }
    }
}

impl Shared {
    pub fn display_name(&self) -> Option<String> {
        self.display_name.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Something that the bot itself said, and not something that happened to it, such as joining.
    pub fn is_own_word(&self, event: &Value) -> bool {
        event.get("sender").and_then(Value::as_str) == Some(self.me.as_str()) && event.get("state_key").is_none()
    }

    fn is_own_membership(&self, event: &Value) -> bool {
        event.get("type").and_then(Value::as_str) == Some("m.room.member")
            && event.get("state_key").and_then(Value::as_str) == Some(self.me.as_str())
    }

    fn reader<'a>(&'a self, room: &Room, display_name: Option<&'a str>, direct: bool, made_here: bool) -> Reader<'a> {
        Reader {
            me: self.me.as_str(),
            display_name,
            prefix: &self.settings.prefix,
            own_bots: &self.settings.own_bots,
            direct,
            advisers: self.settings.advisers_rooms.iter().any(|advisers| advisers == room.room_id().as_str()),
            made_here,
            now: now(),
        }
    }
}

/// An event of the SDK's sync.
pub fn heard(event: &TimelineEvent) -> Option<Heard> {
    let once = if matches!(event.kind, TimelineEventKind::Decrypted(_)) { Once::ToBeFetched } else { Once::Plain };
    let event = serde_json::from_str(event.raw().json().get()).ok()?;
    Some(Heard { event, once })
}

/// Opens an event as the server keeps it. What cannot be decrypted stays as it is; `None` only for what is no event.
pub async fn open(room: &Room, raw: &Raw<AnyTimelineEvent>) -> Option<Heard> {
    if let Some(index) = ciphertext(raw)
        && let Ok(event) = room.decrypt_event(raw.cast_ref_unchecked(), None).await
        && matches!(event.kind, TimelineEventKind::Decrypted(_))
    {
        let event = serde_json::from_str(event.raw().json().get()).ok()?;
        return Some(Heard { event, once: Once::Known(index) });
    }
    Some(Heard { event: serde_json::from_str(raw.json().get()).ok()?, once: Once::Plain })
}

/// Session and message index of a Megolm ciphertext. The SDK reads the index too and tells nobody.
fn ciphertext(raw: &Raw<AnyTimelineEvent>) -> Option<String> {
    let content: Value = raw.get_field("content").ok()??;
    let session = content.get("session_id")?.as_str()?;
    let message = MegolmMessage::from_base64(content.get("ciphertext")?.as_str()?).ok()?;
    Some(format!("{session}:{}", message.message_index()))
}

fn network() -> NetworkName {
    NetworkName::new(NETWORK)
}

pub fn room_id(room: &Room) -> RoomId {
    RoomId::new(room.room_id().as_str())
}
