//! What the operator asks for: gauges, erasing, expiry.

use std::collections::HashSet;

use domain::ids::{ConversationId, Timestamp};
use sqlx::Row;

use super::Store;
use super::dialect::Dialect;
use super::error::StoreError;
use super::keys::{conversation_key, conversation_of, misses_key};
use super::misses;
use super::paused;
use super::rows;
use super::writer::Tx;
use crate::faults;

/// Conversations that expire in one transaction.
const EXPIRED_AT_ONCE: i64 = 100;

/// Gauges for `/metrics`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Events that wait for their turn.
    pub inbox_new: i64,
    /// Events given up after too many tries.
    pub inbox_dead: i64,
    /// Messages to be said or taken back.
    pub outbox_pending: i64,
    /// When the oldest of them was written.
    pub outbox_oldest: Option<Timestamp>,
    /// Messages that could not be opened and were not sent: the storage is damaged or was tampered with.
    pub outbox_unreadable: i64,
    pub conversations: i64,
}

impl Store {
    pub async fn counts(&self) -> Result<Counts, StoreError> {
        let row = sqlx::query(
            "SELECT (SELECT COUNT(*) FROM inbox WHERE state = 'new') AS inbox_new,
               (SELECT COUNT(*) FROM inbox WHERE state = 'dead') AS inbox_dead,
               (SELECT COUNT(*) FROM outbox WHERE done_at IS NULL) AS outbox_pending,
               (SELECT MIN(created_at) FROM outbox WHERE done_at IS NULL) AS outbox_oldest,
               (SELECT COUNT(*) FROM outbox WHERE state = 'unreadable') AS outbox_unreadable,
               (SELECT COUNT(*) FROM conversations) AS conversations",
        )
        .fetch_one(&self.inner.readers)
        .await?;
        Ok(Counts {
            inbox_new: rows::number(&row, "inbox_new")?,
            inbox_dead: rows::number(&row, "inbox_dead")?,
            outbox_pending: rows::number(&row, "outbox_pending")?,
            outbox_oldest: rows::maybe_time(&row, "outbox_oldest")?,
            outbox_unreadable: rows::number(&row, "outbox_unreadable")?,
            conversations: rows::number(&row, "conversations")?,
        })
    }

    /// Erases a conversation for good: its key is destroyed, its words, timers and state go, and what was still to be
    /// said in it is not said. What was asked in it and not answered goes, too. The ids of its events stay, so that they
    /// are not taken for new.
    pub async fn erase(&self, conversation: &ConversationId, now: Timestamp) -> Result<(), StoreError> {
        let input = (vec![conversation.clone()], now);
        let erasing = self.inner.writer.write(Vec::new(), input, |tx, (ids, now)| {
            Box::pin(async move {
                erase_all(tx, ids, *now).await?;
                for id in ids {
                    misses::forget_all(tx, id).await?;
                }
                Ok(())
            })
        });
        erasing.await?;
        self.fold_log().await
    }

    /// Erases conversations that nobody touched for `keep_ms`, the months of misses that ended `keep_misses_ms` ago,
    /// and budgets whose window is over. Answers how many conversations that were.
    pub async fn expire(&self, now: Timestamp, keep_ms: i64, keep_misses_ms: i64) -> Result<u64, StoreError> {
        let mut expired = 0;
        loop {
            let input = (now, now.plus_ms(-keep_ms));
            let step = self
                .inner
                .writer
                .write(Vec::new(), input, |tx, (now, before)| Box::pin(expire_some(tx, *now, *before)));
            match step.await? {
                0 => break,
                count => expired += count,
            }
        }
        let input = (now, now.plus_ms(-keep_ms), now.plus_ms(-keep_misses_ms));
        let rest = self.inner.writer.write(Vec::new(), input, |tx, (now, before, misses_before)| {
            Box::pin(expire_rest(tx, *now, *before, *misses_before))
        });
        rest.await?;
        self.fold_log().await?;
        Ok(expired)
    }

    /// Carries out what an erasure began: words whose key is gone, after a kill in between or after an older copy of the
    /// database came back.
    pub(super) async fn finish_erasures(&self) -> Result<(), StoreError> {
        // The rows are read before the keys: a key is durable before its first row, so no living row looks erased.
        let found = sqlx::query(
            "SELECT conversation FROM inbox WHERE what_sealed IS NOT NULL UNION
             SELECT conversation FROM outbox WHERE message_sealed IS NOT NULL UNION
             SELECT id AS conversation FROM conversations",
        )
        .fetch_all(&self.inner.readers)
        .await?;
        let names: HashSet<String> = self.inner.keys.names().await?.into_iter().collect();
        let mut erased = Vec::new();
        for row in &found {
            let id = rows::conversation(row, "conversation")?;
            if !names.contains(&conversation_key(&id)) {
                erased.push(id);
            }
        }
        if erased.is_empty() {
            return Ok(());
        }
        let done = self.inner.writer.write(Vec::new(), erased, |tx, ids| {
            Box::pin(async move {
                for id in ids {
                    // Done "at the beginning of time": when it was asked for is not known any more.
                    erase_rows(tx, id, Timestamp(0)).await?;
                }
                Ok(())
            })
        });
        done.await
    }

    /// Empties the write-ahead log after an erasure. Best effort: a reader may be in the way, and what the log still
    /// holds is sealed under a key that no longer exists.
    async fn fold_log(&self) -> Result<(), StoreError> {
        if self.inner.address.dialect() == Dialect::Sqlite {
            sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_all(&self.inner.readers).await?;
        }
        Ok(())
    }
}

/// The keys go first: once they are destroyed the words are erased, whatever happens to the rows.
async fn erase_all(tx: &mut Tx, ids: &[ConversationId], now: Timestamp) -> Result<(), StoreError> {
    let names: Vec<String> = ids.iter().map(conversation_key).collect();
    tx.keys().destroy(&names).await?;
    faults::point("store.erase.key_destroyed");
    for id in ids {
        erase_rows(tx, id, now).await?;
    }
    Ok(())
}

async fn erase_rows(tx: &mut Tx, id: &ConversationId, now: Timestamp) -> Result<(), StoreError> {
    for step in [
        "UPDATE inbox SET what_sealed = NULL, state = CASE WHEN state = 'new' THEN 'withdrawn' ELSE state END,
           done_at = COALESCE(done_at, $2) WHERE conversation = $1",
        // A row under way is left to its delivery; withdrawals have no words and are still wanted.
        "UPDATE outbox SET message_sealed = NULL, files_sealed = NULL, state = CASE WHEN state = 'pending' THEN 'withdrawn' ELSE state END,
           done_at = CASE WHEN state = 'pending' THEN $2 ELSE done_at END WHERE conversation = $1 AND deed = 'say'",
    ] {
        sqlx::query(step).bind(id.as_str()).bind(now.0).execute(&mut tx.conn).await?;
    }
    for step in [
        "DELETE FROM timers WHERE conversation = $1",
        "DELETE FROM conversations WHERE id = $1",
        "DELETE FROM threads WHERE conversation = $1",
        "DELETE FROM tickets WHERE advisers = $1",
    ] {
        sqlx::query(step).bind(id.as_str()).execute(&mut tx.conn).await?;
    }
    Ok(())
}

async fn expire_some(tx: &mut Tx, now: Timestamp, before: Timestamp) -> Result<u64, StoreError> {
    let found = sqlx::query("SELECT id FROM conversations WHERE touched_at < $1 ORDER BY touched_at LIMIT $2")
        .bind(before.0)
        .bind(EXPIRED_AT_ONCE)
        .fetch_all(&mut tx.conn)
        .await?;
    let ids: Vec<ConversationId> = found.iter().map(|row| rows::conversation(row, "id")).collect::<Result<_, _>>()?;
    if !ids.is_empty() {
        erase_all(tx, &ids, now).await?;
    }
    Ok(found.len() as u64)
}

async fn expire_rest(
    tx: &mut Tx,
    now: Timestamp,
    before: Timestamp,
    misses_before: Timestamp,
) -> Result<(), StoreError> {
    // Dead letters of conversations that were never stored.
    sqlx::query(
        "UPDATE inbox SET what_sealed = NULL WHERE what_sealed IS NOT NULL AND taken_in_at < $1 AND state <> 'new'
           AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.id = inbox.conversation)",
    )
    .bind(before.0)
    .execute(&mut tx.conn)
    .await?;
    sqlx::query("DELETE FROM budgets WHERE window_start + window_ms < $1").bind(now.0).execute(&mut tx.conn).await?;
    paused::expire(tx, now).await?;
    let month = misses_key(misses_before);
    let mut gone = unused_keys(tx).await?;
    // Names of months sort by time, and all of a month is older than any day of a later one.
    gone.extend(tx.keys().names().await?.into_iter().filter(|name| name.starts_with("misses-") && *name < month));
    if !gone.is_empty() {
        tx.keys().destroy(&gone).await?;
        faults::point("store.erase.key_destroyed");
    }
    misses::expire(tx, &month).await
}

/// Keys of conversations of which no words are left: people who spoke in a room and not to the desk. On PostgreSQL they
/// stay, because another program may be about to write the first row under such a key.
async fn unused_keys(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    if tx.dialect == Dialect::Postgres {
        return Ok(Vec::new());
    }
    let found = sqlx::query(
        "SELECT conversation FROM inbox WHERE what_sealed IS NOT NULL UNION
         SELECT conversation FROM outbox WHERE message_sealed IS NOT NULL UNION
         SELECT id AS conversation FROM conversations",
    )
    .fetch_all(&mut tx.conn)
    .await?;
    let used: HashSet<String> =
        found.iter().map(|row| row.try_get("conversation")).collect::<Result<_, sqlx::Error>>()?;
    let names = tx.keys().names().await?;
    Ok(names.into_iter().filter(|name| conversation_of(name).is_some_and(|id| !used.contains(id))).collect())
}
