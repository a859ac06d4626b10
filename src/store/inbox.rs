//! Taking in: an event is a durable row before anything else is done with it (R1, R2).

use domain::ids::{ConversationId, EventId, NetworkName, PersonId, RoomId, ThreadId, Timestamp};
use domain::message::{Incoming, What};

use super::error::StoreError;
use super::keys::conversation_key;
use super::rows::{self, NewRow, insert_inbox, what_site};
use super::wire;
use super::writer::Tx;
use super::{Arrived, Cursor, Pending, Seq, Store};
use crate::faults;

struct TakeIn {
    events: Vec<(ConversationId, Arrived)>,
    cursor: Option<Cursor>,
    now: Timestamp,
}

impl Store {
    /// Takes in events, oldest first, and moves the cursor, in one transaction. For each event `Some` when it is new,
    /// `None` when it was seen before: the same network, room, event and kind, or the same `once` in the room.
    ///
    /// An edit whose question still waits for its turn replaces the question's words (same sender; its revision rises,
    /// so that a turn under way turns out stale), and a withdrawal of a waiting event erases it. Both are then done
    /// with: `begin_turn` answers `None` for them.
    pub async fn take_in(
        &self,
        events: Vec<(ConversationId, Arrived)>,
        cursor: Option<Cursor>,
        now: Timestamp,
    ) -> Result<Vec<Option<Seq>>, StoreError> {
        let keys = events.iter().map(|(conversation, _)| conversation_key(conversation)).collect();
        let input = TakeIn { events, cursor, now };
        self.inner.writer.write(keys, input, |tx, input| Box::pin(take_in(tx, input))).await
    }

    /// The last event of the room that was taken in.
    pub async fn cursor(&self, network: &NetworkName, room: &RoomId) -> Result<Option<EventId>, StoreError> {
        let row = sqlx::query("SELECT event FROM cursors WHERE network = $1 AND room = $2")
            .bind(network.as_str())
            .bind(room.as_str())
            .fetch_optional(&self.inner.readers)
            .await?;
        row.map(|row| Ok(EventId::new(rows::text(&row, "event")?))).transpose()
    }

    /// Every room of the network that was heard, with the last event that was taken in.
    pub async fn cursors(&self, network: &NetworkName) -> Result<Vec<(RoomId, EventId)>, StoreError> {
        let found = sqlx::query("SELECT room, event FROM cursors WHERE network = $1 ORDER BY moved_at DESC")
            .bind(network.as_str())
            .fetch_all(&self.inner.readers)
            .await?;
        let pair = |row| Ok((RoomId::new(rows::text(row, "room")?), EventId::new(rows::text(row, "event")?)));
        found.iter().map(pair).collect()
    }

    /// Whose event it is, where it was taken in.
    pub async fn author(
        &self,
        network: &NetworkName,
        room: &RoomId,
        event: &EventId,
    ) -> Result<Option<PersonId>, StoreError> {
        let row = sqlx::query("SELECT sender FROM inbox WHERE network = $1 AND room = $2 AND event = $3 LIMIT 1")
            .bind(network.as_str())
            .bind(room.as_str())
            .bind(event.as_str())
            .fetch_optional(&self.inner.readers)
            .await?;
        row.map(|row| rows::person(&row, "sender")).transpose()
    }

    /// In which thread of the room an event was, where it was taken in.
    pub async fn thread_of_event(
        &self,
        network: &NetworkName,
        room: &RoomId,
        event: &EventId,
    ) -> Result<Option<ThreadId>, StoreError> {
        let row = sqlx::query("SELECT thread FROM inbox WHERE network = $1 AND room = $2 AND event = $3 LIMIT 1")
            .bind(network.as_str())
            .bind(room.as_str())
            .bind(event.as_str())
            .fetch_optional(&self.inner.readers)
            .await?;
        Ok(row.map(|row| rows::maybe_text(&row, "thread")).transpose()?.flatten().map(ThreadId::new))
    }

    /// Events that could not be decrypted when they were taken in, since then, and have not been read yet.
    pub async fn unreadable(
        &self,
        network: &NetworkName,
        since: Timestamp,
    ) -> Result<Vec<(RoomId, EventId)>, StoreError> {
        let found = sqlx::query(
            "SELECT u.room, u.event FROM inbox u
             WHERE u.network = $1 AND u.kind = 'unreadable' AND u.taken_in_at >= $2 AND NOT EXISTS (SELECT 1 FROM inbox r
               WHERE r.network = u.network AND r.room = u.room AND r.event = u.event AND r.kind <> 'unreadable')
             ORDER BY u.seq",
        )
        .bind(network.as_str())
        .bind(since.0)
        .fetch_all(&self.inner.readers)
        .await?;
        let pair = |row| Ok((RoomId::new(rows::text(row, "room")?), EventId::new(rows::text(row, "event")?)));
        found.iter().map(pair).collect()
    }

    /// At start: all that an earlier run left waiting for its turn, oldest first. It counts no try of any: which of them
    /// ended that run is not known here, and most only waited beside it.
    pub async fn left_over(&self) -> Result<Vec<Pending>, StoreError> {
        let rows = sqlx::query("SELECT seq, conversation FROM inbox WHERE state = 'new' ORDER BY seq")
            .fetch_all(&self.inner.readers)
            .await?;
        let pending = |row| {
            Ok(Pending { seq: Seq(rows::number(row, "seq")?), conversation: rows::conversation(row, "conversation")? })
        };
        rows.iter().map(pending).collect()
    }

    /// Counts one more try of an event, before it is handled; answers how many there have been (R5).
    pub async fn count_attempt(&self, seq: Seq) -> Result<u32, StoreError> {
        self.inner.writer.write(Vec::new(), seq, |tx, seq| Box::pin(count_attempt(tx, *seq))).await
    }
}

async fn take_in(tx: &mut Tx, input: &TakeIn) -> Result<Vec<Option<Seq>>, StoreError> {
    let mut seqs = Vec::with_capacity(input.events.len());
    for (conversation, Arrived { incoming, once }) in &input.events {
        let new = NewRow { conversation, incoming, once: once.as_deref(), now: input.now };
        let seq = insert_inbox(tx, new).await?;
        if let Some(seq) = seq
            && overtakes(tx, conversation, incoming, input.now).await?
        {
            sqlx::query("UPDATE inbox SET state = 'handled', done_at = $1, what_sealed = NULL WHERE seq = $2")
                .bind(input.now.0)
                .bind(seq.0)
                .execute(&mut tx.conn)
                .await?;
        }
        seqs.push(seq);
    }
    faults::point("store.take_in.inserted");
    if let Some(Cursor { network, room, event }) = &input.cursor {
        sqlx::query(
            "INSERT INTO cursors (network, room, event, moved_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (network, room) DO UPDATE SET event = excluded.event, moved_at = excluded.moved_at",
        )
        .bind(network.as_str())
        .bind(room.as_str())
        .bind(event.as_str())
        .bind(input.now.0)
        .execute(&mut tx.conn)
        .await?;
    }
    Ok(seqs)
}

/// Whether this edit or withdrawal reached its target before the target's turn, and has been carried out.
async fn overtakes(
    tx: &mut Tx,
    conversation: &ConversationId,
    incoming: &Incoming,
    now: Timestamp,
) -> Result<bool, StoreError> {
    match &incoming.what {
        What::Edited { target, text } => replace_words(tx, conversation, incoming, target, text).await,
        What::Withdrew { target } => withdraw_waiting(tx, incoming, target, now).await,
        _ => Ok(false),
    }
}

async fn replace_words(
    tx: &mut Tx,
    conversation: &ConversationId,
    edit: &Incoming,
    target: &EventId,
    text: &str,
) -> Result<bool, StoreError> {
    let row = sqlx::query(
        "SELECT seq, revision, what_sealed FROM inbox WHERE network = $1 AND room = $2 AND event = $3
           AND kind = 'said' AND sender = $4 AND conversation = $5 AND state = 'new'",
    )
    .bind(edit.place.network.as_str())
    .bind(edit.place.room.as_str())
    .bind(target.as_str())
    .bind(edit.sender.as_str())
    .bind(conversation.as_str())
    .fetch_optional(&mut tx.conn)
    .await?;
    let Some(row) = row else { return Ok(false) };
    let (seq, revision) = (rows::number(&row, "seq")?, rows::number(&row, "revision")?);
    let Some(old) = rows::sealed(&row, "what_sealed")? else { return Ok(false) };
    let site = what_site(conversation, &edit.place, target, "said", revision);
    let Some(old) = tx.keys().open_sealed(&site, &old).await? else { return Ok(false) };
    let What::Said { addressed, .. } = wire::read_what(&old)? else { return Ok(false) };
    let words = wire::write_what(&What::Said { text: text.to_owned(), addressed })?;
    let site = what_site(conversation, &edit.place, target, "said", revision + 1);
    let words = tx.keys().seal(&site, &words).await?;
    let done = sqlx::query(
        "UPDATE inbox SET what_sealed = $1, revision = revision + 1 WHERE seq = $2 AND revision = $3 AND state = 'new'",
    )
    .bind(words)
    .bind(seq)
    .bind(revision)
    .execute(&mut tx.conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Waiting edits of the target go too; but only when the target itself was still waiting is there nothing left to do.
async fn withdraw_waiting(
    tx: &mut Tx,
    withdrawal: &Incoming,
    target: &EventId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let mut withdrawn = [0, 0];
    for (count, which) in withdrawn.iter_mut().zip([
        "UPDATE inbox SET state = 'withdrawn', what_sealed = NULL, done_at = $1 WHERE network = $2 AND room = $3
           AND sender = $4 AND state = 'new' AND event = $5 AND kind <> 'withdrew'",
        "UPDATE inbox SET state = 'withdrawn', what_sealed = NULL, done_at = $1 WHERE network = $2 AND room = $3
           AND sender = $4 AND state = 'new' AND target = $5 AND kind = 'edited'",
    ]) {
        let done = sqlx::query(which)
            .bind(now.0)
            .bind(withdrawal.place.network.as_str())
            .bind(withdrawal.place.room.as_str())
            .bind(withdrawal.sender.as_str())
            .bind(target.as_str())
            .execute(&mut tx.conn)
            .await?;
        *count = done.rows_affected();
    }
    Ok(withdrawn[0] > 0)
}

async fn count_attempt(tx: &mut Tx, seq: Seq) -> Result<u32, StoreError> {
    let rows = sqlx::query("UPDATE inbox SET attempts = attempts + 1 WHERE seq = $1 RETURNING attempts")
        .bind(seq.0)
        .fetch_all(&mut tx.conn)
        .await?;
    rows::small(rows.first().ok_or(StoreError::NoSuchRow(seq.0))?, "attempts")
}
