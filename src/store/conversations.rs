//! What is kept of conversations beside their messages.

use domain::conversation::{Conversation, Side};
use domain::ids::{ConversationId, PersonId, ThreadId, Timestamp};
use domain::message::Place;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::error::StoreError;
use super::keys::conversation_key;
use super::rows;
use super::seal::Site;
use super::turn::{Commit, Outcome};
use super::writer::Tx;
use super::{Store, wire};
use crate::faults;

impl Store {
    /// All that is kept of a conversation beside its messages; `None` where it has none.
    pub async fn conversation_kept(&self, id: &ConversationId) -> Result<Option<Conversation>, StoreError> {
        let row = sqlx::query("SELECT version, state_sealed FROM conversations WHERE id = $1")
            .bind(id.as_str())
            .fetch_optional(&self.inner.readers)
            .await?;
        match row {
            Some(row) => Ok(Some(self.conversation(id, &row).await?.0)),
            None => Ok(None),
        }
    }

    pub(super) async fn conversation(
        &self,
        id: &ConversationId,
        row: &AnyRow,
    ) -> Result<(Conversation, i64), StoreError> {
        let Some(version) = rows::maybe_number(row, "version")? else { return Ok((Conversation::new(id.clone()), 0)) };
        let state = match rows::sealed(row, "state_sealed")? {
            Some(sealed) => self.inner.keys.open_sealed(&state_site(id, version), &sealed).await?,
            None => None,
        };
        let conversation = match state {
            Some(state) => wire::read_conversation(id, &state)?,
            // Erased: the person begins anew, and the version keeps counting.
            None => Conversation::new(id.clone()),
        };
        Ok((conversation, version))
    }
}

fn state_site(id: &ConversationId, version: i64) -> Site {
    Site::new("conversations.state_sealed", conversation_key(id), &[&version.to_string()])
}

/// A conversation that another one begins.
pub(super) async fn insert_conversation(
    tx: &mut Tx,
    conversation: &Conversation,
    place: &Place,
    person: &PersonId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let state = tx.keys().seal(&state_site(&conversation.id, 1), &wire::write_conversation(conversation)?).await?;
    sqlx::query(
        "INSERT INTO conversations (id, network, room, thread, privacy, person, version, touched_at, state_sealed)
         VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $8)",
    )
    .bind(conversation.id.as_str())
    .bind(place.network.as_str())
    .bind(place.room.as_str())
    .bind(place.thread.as_ref().map(ThreadId::as_str))
    .bind(rows::privacy_word(place.privacy))
    .bind(person.as_str())
    .bind(now.0)
    .bind(state)
    .execute(&mut tx.conn)
    .await?;
    Ok(())
}

pub(super) async fn write_conversation(tx: &mut Tx, commit: &Commit) -> Result<(), StoreError> {
    let Commit { conversation, place, version, .. } = commit;
    // A conversation in which nothing has happened is not stored: else everyone who ever speaks in a room gets a row.
    let nothing_happened = commit.outcome == Outcome::Ignored
        && *version == 0
        && commit.says.is_empty()
        && commit.wakes.is_empty()
        && *conversation == Conversation::new(conversation.id.clone());
    if nothing_happened {
        return Ok(());
    }
    let mut version = *version;
    if faults::bug("store.skip-version") {
        let row = sqlx::query("SELECT COALESCE(MAX(version), 0) AS n FROM conversations WHERE id = $1")
            .bind(conversation.id.as_str())
            .fetch_one(&mut tx.conn)
            .await?;
        version = row.try_get("n")?;
    }
    let site = state_site(&conversation.id, version + 1);
    let state = tx.keys().seal(&site, &wire::write_conversation(conversation)?).await?;
    if let Some(Side::Advisers(ticket)) = &conversation.ticket {
        sqlx::query("UPDATE tickets SET is_over = $2 WHERE id = $1 AND is_over <> $2")
            .bind(ticket.id.as_str())
            .bind(i64::from(ticket.state.is_over()))
            .execute(&mut tx.conn)
            .await?;
        // An advisers' thread stays where it is, wherever beside it something happened.
        let text = "UPDATE conversations SET version = $2 + 1, touched_at = $3, state_sealed = $4 WHERE id = $1 AND version = $2";
        let query = sqlx::query(text).bind(conversation.id.as_str()).bind(version).bind(commit.now.0).bind(state);
        let done = query.execute(&mut tx.conn).await?;
        return if done.rows_affected() == 0 { Err(StoreError::Stale) } else { Ok(()) };
    }
    let text = if version == 0 {
        "INSERT INTO conversations (id, network, room, thread, privacy, person, version, touched_at, state_sealed)
         VALUES ($1, $2, $3, $4, $5, $6, $7 + 1, $8, $9) ON CONFLICT DO NOTHING"
    } else {
        "UPDATE conversations SET network = $2, room = $3, thread = $4, privacy = $5, person = $6, version = $7 + 1,
           touched_at = $8, state_sealed = $9 WHERE id = $1 AND version = $7"
    };
    let done = sqlx::query(text)
        .bind(conversation.id.as_str())
        .bind(place.network.as_str())
        .bind(place.room.as_str())
        .bind(place.thread.as_ref().map(ThreadId::as_str))
        .bind(rows::privacy_word(place.privacy))
        .bind(commit.sender.as_str())
        .bind(version)
        .bind(commit.now.0)
        .bind(state)
        .execute(&mut tx.conn)
        .await?;
    if done.rows_affected() == 0 { Err(StoreError::Stale) } else { Ok(()) }
}
