//! Timers are rows: memory holds none, so a restart forgets none.

use domain::ids::{ConversationId, EventId, TimerKey, Timestamp};
use domain::message::{Incoming, What};

use super::error::StoreError;
use super::rows::{self, NewRow, insert_inbox};
use super::writer::Tx;
use super::{Pending, Store};
use crate::faults;

/// Timers that one call fires; the rest follow with the next.
const FIRED_AT_ONCE: i64 = 64;

impl Store {
    /// Turns timers that are due into events that wait for their turn, in one transaction. A timer whose conversation
    /// is gone goes too.
    pub async fn fire_timers(&self, now: Timestamp) -> Result<Vec<Pending>, StoreError> {
        self.inner.writer.write(Vec::new(), now, |tx, now| Box::pin(fire(tx, *now))).await
    }

    /// When the next timer is due.
    pub async fn next_timer(&self) -> Result<Option<Timestamp>, StoreError> {
        let row = sqlx::query("SELECT MIN(at) AS at FROM timers").fetch_one(&self.inner.readers).await?;
        rows::maybe_time(&row, "at")
    }
}

async fn fire(tx: &mut Tx, now: Timestamp) -> Result<Vec<Pending>, StoreError> {
    let due = sqlx::query(
        "SELECT t.conversation, t.key, t.at, c.network, c.room, c.thread, c.privacy, c.person
         FROM timers t JOIN conversations c ON c.id = t.conversation WHERE t.at <= $1 ORDER BY t.at LIMIT $2",
    )
    .bind(now.0)
    .bind(FIRED_AT_ONCE)
    .fetch_all(&mut tx.conn)
    .await?;
    let mut fired = Vec::with_capacity(due.len());
    for row in &due {
        let conversation = rows::conversation(row, "conversation")?;
        let (key, at) = (TimerKey::new(rows::text(row, "key")?), rows::number(row, "at")?);
        let incoming = Incoming {
            // The same timer at the same time is the same event: fired twice, it counts once.
            event: EventId::new(format!("timer:{conversation}:{key}:{at}")),
            place: rows::place(row)?,
            sender: rows::person(row, "person")?,
            at: Timestamp(at),
            what: What::TimePassed { key: key.clone() },
            handle: None,
        };
        let new = NewRow { conversation: &conversation, incoming: &incoming, once: None, now };
        if let Some(seq) = insert_inbox(tx, new).await? {
            fired.push(Pending { seq, conversation: conversation.clone() });
        }
        drop_timer(tx, &conversation, &key).await?;
    }
    sqlx::query(
        "DELETE FROM timers WHERE at <= $1 AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.id = conversation)",
    )
    .bind(now.0)
    .execute(&mut tx.conn)
    .await?;
    faults::point("store.timers.fired");
    Ok(fired)
}

/// Sets a timer; one that is set already moves.
pub(super) async fn set_timer(
    tx: &mut Tx,
    conversation: &ConversationId,
    key: &TimerKey,
    at: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO timers (conversation, key, at) VALUES ($1, $2, $3)
         ON CONFLICT (conversation, key) DO UPDATE SET at = excluded.at",
    )
    .bind(conversation.as_str())
    .bind(key.as_str())
    .bind(at.0)
    .execute(&mut tx.conn)
    .await?;
    Ok(())
}

pub(super) async fn drop_timer(tx: &mut Tx, conversation: &ConversationId, key: &TimerKey) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM timers WHERE conversation = $1 AND key = $2")
        .bind(conversation.as_str())
        .bind(key.as_str())
        .execute(&mut tx.conn)
        .await?;
    Ok(())
}
