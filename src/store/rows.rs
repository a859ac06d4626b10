//! Reading and writing what several tables have in common.

use domain::conversation::told;
use domain::ids::{ConversationId, EventId, NetworkName, PersonId, RoomId, ThreadId, Timestamp};
use domain::message::{Audience, Destination, Incoming, Place, Privacy, What};
use domain::ticket::News;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::Seq;
use super::error::StoreError;
use super::keys::conversation_key;
use super::seal::Site;
use super::wire;
use super::writer::Tx;

pub(super) fn privacy_word(privacy: Privacy) -> &'static str {
    match privacy {
        Privacy::Direct => "direct",
        Privacy::Shared => "shared",
    }
}

pub(super) fn audience_word(audience: Audience) -> &'static str {
    match audience {
        Audience::Everyone => "everyone",
        Audience::AskerAlone => "asker_alone",
        Audience::Directly => "directly",
    }
}

pub(super) fn text(row: &AnyRow, column: &str) -> Result<String, StoreError> {
    Ok(row.try_get(column)?)
}

pub(super) fn maybe_text(row: &AnyRow, column: &str) -> Result<Option<String>, StoreError> {
    Ok(row.try_get(column)?)
}

pub(super) fn number(row: &AnyRow, column: &str) -> Result<i64, StoreError> {
    Ok(row.try_get(column)?)
}

/// A count that fits where the API has 32 bits; one that does not is shown as the largest.
pub(super) fn small(row: &AnyRow, column: &str) -> Result<u32, StoreError> {
    Ok(u32::try_from(number(row, column)?).unwrap_or(u32::MAX))
}

pub(super) fn flag(row: &AnyRow, column: &str) -> Result<bool, StoreError> {
    Ok(number(row, column)? != 0)
}

pub(super) fn maybe_number(row: &AnyRow, column: &str) -> Result<Option<i64>, StoreError> {
    Ok(row.try_get(column)?)
}

pub(super) fn maybe_time(row: &AnyRow, column: &str) -> Result<Option<Timestamp>, StoreError> {
    Ok(maybe_number(row, column)?.map(Timestamp))
}

pub(super) fn sealed(row: &AnyRow, column: &str) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(row.try_get(column)?)
}

pub(super) fn conversation(row: &AnyRow, column: &str) -> Result<ConversationId, StoreError> {
    Ok(ConversationId::new(text(row, column)?))
}

pub(super) fn place(row: &AnyRow) -> Result<Place, StoreError> {
    Ok(Place {
        network: NetworkName::new(text(row, "network")?),
        room: RoomId::new(text(row, "room")?),
        thread: maybe_text(row, "thread")?.map(ThreadId::new),
        privacy: match text(row, "privacy")?.as_str() {
            "direct" => Privacy::Direct,
            // The careful reading of anything else: others may read along.
            _ => Privacy::Shared,
        },
    })
}

pub(super) fn destination(row: &AnyRow) -> Result<Destination, StoreError> {
    Ok(Destination {
        network: NetworkName::new(text(row, "network")?),
        room: RoomId::new(text(row, "room")?),
        thread: maybe_text(row, "thread")?.map(ThreadId::new),
        audience: match text(row, "audience")?.as_str() {
            "everyone" => Audience::Everyone,
            "directly" => Audience::Directly,
            _ => Audience::AskerAlone,
        },
        // Nobody, once the conversation is erased: then there are no words left to say to them.
        person: PersonId::new(maybe_text(row, "person")?.unwrap_or_default()),
        reply_to: maybe_text(row, "reply_to")?.map(EventId::new),
        // It is sealed: whoever opens the words opens it, too.
        handle: None,
    })
}

/// Where the content of an inbox row is sealed to. The revision is part of it: an older wording does not open.
pub(super) fn what_site(id: &ConversationId, place: &Place, event: &EventId, kind: &str, revision: i64) -> Site {
    let row = [place.network.as_str(), place.room.as_str(), event.as_str(), kind, &revision.to_string()];
    Site::new("inbox.what_sealed", conversation_key(id), &row)
}

/// Where the handle of an inbox row is sealed to.
pub(super) fn handle_site(id: &ConversationId, place: &Place, event: &EventId, kind: &str) -> Site {
    let row = [place.network.as_str(), place.room.as_str(), event.as_str(), kind];
    Site::new("inbox.handle_sealed", conversation_key(id), &row)
}

/// A new inbox row.
pub(super) struct NewRow<'a> {
    pub conversation: &'a ConversationId,
    pub incoming: &'a Incoming,
    pub once: Option<&'a str>,
    pub now: Timestamp,
}

/// Writes an inbox row; `None` when the event was seen before.
pub(super) async fn insert_inbox(tx: &mut Tx, new: NewRow<'_>) -> Result<Option<Seq>, StoreError> {
    let NewRow { conversation, incoming, once, now } = new;
    let Incoming { event, place, sender, at, what, handle } = incoming;
    // The planted bug makes every event a new one.
    let bug = crate::faults::bug("store.no-dedupe");
    let event = if bug { EventId::new(format!("{event}#{}", uuid::Uuid::now_v7())) } else { event.clone() };
    let site = what_site(conversation, place, &event, what.kind(), 1);
    let content = tx.keys().seal(&site, &wire::write_what(what)?).await?;
    let handle = match handle {
        Some(handle) => {
            let site = handle_site(conversation, place, &event, what.kind());
            Some(tx.keys().seal(&site, &wire::write_handle(handle)?).await?)
        }
        None => None,
    };
    let target = match what {
        What::Edited { target, .. } | What::Withdrew { target } => Some(target.clone()),
        // A later wording goes with the one that it replaced.
        What::Told { ticket, news: News::Changed { said, .. }, .. } => Some(told(ticket, said)),
        _ => None,
    };
    // All rows are fetched although there is at most one: a statement that is left half-read stays open.
    let rows = sqlx::query(
        "INSERT INTO inbox (network, room, thread, privacy, event, kind, once, conversation, sender, target, state,
           revision, attempts, happened_at, taken_in_at, what_sealed, handle_sealed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'new', 1, 1, $11, $12, $13, $14)
         ON CONFLICT DO NOTHING RETURNING seq",
    )
    .bind(place.network.as_str())
    .bind(place.room.as_str())
    .bind(place.thread.as_ref().map(ThreadId::as_str))
    .bind(privacy_word(place.privacy))
    .bind(event.as_str())
    .bind(what.kind())
    .bind(once.filter(|_| !bug))
    .bind(conversation.as_str())
    .bind(sender.as_str())
    .bind(target.as_ref().map(EventId::as_str))
    .bind(at.0)
    .bind(now.0)
    .bind(content)
    .bind(handle)
    .fetch_all(&mut tx.conn)
    .await?;
    rows.first().map(|row| Ok(Seq(number(row, "seq")?))).transpose()
}

pub(super) fn person(row: &AnyRow, column: &str) -> Result<PersonId, StoreError> {
    Ok(PersonId::new(text(row, column)?))
}
