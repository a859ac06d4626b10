//! One turn: what it is decided on, and what it leaves, in one transaction.

use domain::command::Command;
use domain::conversation::Conversation;
use domain::conversation::feedback::Opinion;
use domain::ids::{DeliveryKey, EntryId, EventId, MessageId, PersonId, TimerKey, Timestamp};
use domain::limits::Use;
use domain::message::{Incoming, Place, What};
use domain::receipt::{Receipt, Served};
use domain::screening::Underway;
use sqlx::{AssertSqlSafe, Executor};

use super::conversations::write_conversation;
use super::error::StoreError;
use super::identities::{self, IdentityDraft};
use super::keys::{conversation_key, misses_key};
use super::misses::MissDraft;
use super::outbox::{OutboxDraft, amend, forget, insert_draft, withdraw};
use super::paused::{PausedDraft, paused_key};
use super::rows::{self, handle_site, what_site};
use super::tickets::{TakeOverDraft, TellDraft, TicketDraft};
use super::writer::Tx;
use super::{Pending, Seq, Store, misses, passages, paused, tickets, timers, wire};
use crate::faults;

/// All that a turn is decided on, read without holding anything. The engine asks for it and hands back a `Commit`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    pub seq: Seq,
    /// Rises when the words were edited while they waited.
    pub revision: i64,
    /// How often handling was begun, this time included; a try that ended the program is among them.
    pub attempts: u32,
    pub incoming: Incoming,
    pub conversation: Conversation,
    /// Of the conversation; 0 while it is not stored.
    pub version: i64,
    /// In the order in which they were asked for.
    pub budgets: Vec<Use>,
    /// For a reaction, a choice or a report: the event that the bot's message answered. `None` when it is no message of the
    /// bot's.
    pub reacted_to: Option<EventId>,
    /// For an edit or a withdrawal: its target was handled, and it is the same person's.
    pub answered: bool,
    /// The passage whose receipt is in the words, as it was served.
    pub kept: Option<Served>,
    /// The screening whose code is in the words, else the one that the conversation paused.
    pub paused: Option<Underway>,
}

/// What becomes of the inbox row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Handled,
    /// Given up after too many tries; its words are kept for the operator until they expire.
    Dead,
    /// Was not meant for the desk: its words are erased.
    Ignored,
}

/// All that a turn leaves. The engine makes it.
#[derive(Clone, Debug)]
pub struct Commit {
    pub seq: Seq,
    pub revision: i64,
    pub outcome: Outcome,
    /// What the turn is about.
    pub event: EventId,
    /// Where the turn came from and from whom: kept with the conversation, so that a timer can wake it there.
    pub place: Place,
    pub sender: PersonId,
    pub conversation: Conversation,
    /// As `begin_turn` gave it.
    pub version: i64,
    pub says: Vec<OutboxDraft>,
    /// Take back all that was said in reply to these events.
    pub withdraw: Vec<EventId>,
    /// Erase the words of these events and of what was said in reply.
    pub forget: Vec<EventId>,
    pub misses: Vec<MissDraft>,
    /// Passages that are served, to be kept for their receipts.
    pub passages: Vec<Served>,
    /// Screenings that are paused.
    pub park: Vec<PausedDraft>,
    /// A ticket that is opened by this turn.
    pub opens: Option<TicketDraft>,
    /// A ticket that goes on in this conversation from here on.
    pub takes_over: Option<TakeOverDraft>,
    /// Advisers who want to be called when something new comes, or no more.
    pub duty: Vec<(PersonId, bool)>,
    /// Identities that count from here on.
    pub identities: Vec<IdentityDraft>,
    /// What the other side of the ticket is told, in order.
    pub tells: Vec<TellDraft>,
    /// New words in place of earlier ones, in parts; all parts of one have the same source.
    pub amends: Vec<Vec<OutboxDraft>>,
    /// Paused screenings that are taken up or given up, by their marks.
    pub take_up: Vec<String>,
    /// What was said of answers, each with the entry.
    pub opinions: Vec<(Opinion, EntryId)>,
    pub wakes: Vec<(TimerKey, Timestamp)>,
    pub let_sleep: Vec<TimerKey>,
    /// Scope, window in milliseconds, whether the person is told now: each counts one. No scope twice with one window.
    pub spend: Vec<(String, i64, bool)>,
    pub now: Timestamp,
}

/// Whether a turn was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Committed {
    Done,
    /// The event or its conversation has changed since `begin_turn`: nothing was written; begin again.
    Stale,
}

impl Store {
    /// Reads what a turn needs. `None` when the event no longer waits for one, or its words are erased.
    pub async fn begin_turn(
        &self,
        seq: Seq,
        budgets: impl Fn(&Incoming) -> Vec<(String, i64)>,
        now: Timestamp,
    ) -> Result<Option<Turn>, StoreError> {
        let row = sqlx::query(
            "SELECT i.network, i.room, i.thread, i.privacy, i.event, i.kind, i.conversation, i.sender, i.revision, i.attempts,
               i.happened_at, i.what_sealed, i.handle_sealed, c.version, c.state_sealed
             FROM inbox i LEFT JOIN conversations c ON c.id = i.conversation WHERE i.seq = $1 AND i.state = 'new'",
        )
        .bind(seq.0)
        .fetch_optional(&self.inner.readers)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let id = rows::conversation(&row, "conversation")?;
        let (place, event) = (rows::place(&row)?, EventId::new(rows::text(&row, "event")?));
        let (kind, revision) = (rows::text(&row, "kind")?, rows::number(&row, "revision")?);
        let Some(content) = rows::sealed(&row, "what_sealed")? else { return Ok(None) };
        let site = what_site(&id, &place, &event, &kind, revision);
        let Some(content) = self.inner.keys.open_sealed(&site, &content).await? else { return Ok(None) };
        let handle = match rows::sealed(&row, "handle_sealed")? {
            Some(sealed) => self.inner.keys.open_sealed(&handle_site(&id, &place, &event, &kind), &sealed).await?,
            None => None,
        };
        let mut incoming = Incoming {
            event,
            place,
            sender: rows::person(&row, "sender")?,
            at: Timestamp(rows::number(&row, "happened_at")?),
            what: wire::read_what(&content)?,
            handle: handle.map(|handle| wire::read_handle(&handle)).transpose()?,
        };
        let (conversation, version) = self.conversation(&id, &row).await?;
        if let (What::Told { ticket, .. }, Some(latest)) = (&mut incoming.what, conversation.links().last())
            && ticket.as_str().is_empty()
        {
            // Written before news named its ticket: then a chat knew one alone.
            ticket.clone_from(&latest.id);
        }
        let budgets = self.budgets(&budgets(&incoming), now).await?;
        let reacted_to = match &incoming.what {
            What::Reacted { on, .. } | What::Chose { on, .. } => self.source_of(&incoming.place, on).await?,
            What::Reported { key, .. } => self.source_of_key(key).await?,
            _ => None,
        };
        let answered = match &incoming.what {
            What::Edited { target, .. } | What::Withdrew { target } => self.was_handled(&incoming, target).await?,
            _ => false,
        };
        let kept = match receipt_in(&incoming.what) {
            Some(receipt) => self.passage(&receipt).await?,
            None => None,
        };
        let paused = self.paused_for(&incoming, &conversation).await?;
        let attempts = rows::small(&row, "attempts")?;
        Ok(Some(Turn {
            seq,
            revision,
            attempts,
            incoming,
            conversation,
            version,
            budgets,
            reacted_to,
            answered,
            kept,
            paused,
        }))
    }

    /// Writes all that a turn leaves, or nothing.
    pub async fn commit(&self, commit: Commit) -> Result<Committed, StoreError> {
        self.commit_and_tell(commit).await.map(|(committed, _)| committed)
    }

    /// The same, with the events by which the other side of a ticket is told.
    pub async fn commit_and_tell(&self, commit: Commit) -> Result<(Committed, Vec<Pending>), StoreError> {
        let mut keys = vec![conversation_key(&commit.conversation.id)];
        if !commit.misses.is_empty() {
            keys.push(misses_key(commit.now));
        }
        keys.extend(commit.park.iter().map(|draft| paused_key(&draft.mark)));
        match self.inner.writer.write(keys, commit, |tx, input| Box::pin(write_commit(tx, input))).await {
            Ok(told) => Ok((Committed::Done, told)),
            Err(StoreError::Stale) => Ok((Committed::Stale, Vec::new())),
            Err(error) => Err(error),
        }
    }

    /// In the order in which they are asked for. All in one statement, as each costs a journey to the connection's thread.
    pub async fn budgets(&self, asked: &[(String, i64)], now: Timestamp) -> Result<Vec<Use>, StoreError> {
        let mut uses = vec![Use::default(); asked.len()];
        if asked.is_empty() {
            return Ok(uses);
        }
        let which = numbered(asked.len(), 3, " OR ", |n| {
            format!("(scope = ${n} AND window_ms = ${} AND window_start = ${})", n + 1, n + 2)
        });
        let sql = format!("SELECT scope, window_ms, used, told FROM budgets WHERE {which}");
        let query = asked.iter().fold(sqlx::query(AssertSqlSafe(sql)), |query, (scope, window_ms)| {
            query.bind(scope).bind(window_ms).bind(window_start(*window_ms, now))
        });
        for row in query.fetch_all(&self.inner.readers).await? {
            let found = (rows::text(&row, "scope")?, rows::number(&row, "window_ms")?);
            for (_, place) in asked.iter().zip(&mut uses).filter(|(asked, _)| **asked == found) {
                *place = Use { used: rows::small(&row, "used")?, told: rows::flag(&row, "told")? };
            }
        }
        Ok(uses)
    }

    async fn source_of(&self, place: &Place, message: &MessageId) -> Result<Option<EventId>, StoreError> {
        let row = sqlx::query(
            "SELECT source FROM outbox WHERE network = $1 AND room = $2 AND message_id = $3 AND deed IN ('say', 'open')
             ORDER BY id LIMIT 1",
        )
        .bind(place.network.as_str())
        .bind(place.room.as_str())
        .bind(message.as_str())
        .fetch_optional(&self.inner.readers)
        .await?;
        row.map(|row| Ok(EventId::new(rows::text(&row, "source")?))).transpose()
    }

    async fn source_of_key(&self, key: &DeliveryKey) -> Result<Option<EventId>, StoreError> {
        let row = sqlx::query("SELECT source FROM outbox WHERE key = $1")
            .bind(key.as_str())
            .fetch_optional(&self.inner.readers)
            .await?;
        row.map(|row| Ok(EventId::new(rows::text(&row, "source")?))).transpose()
    }

    async fn was_handled(&self, incoming: &Incoming, target: &EventId) -> Result<bool, StoreError> {
        if faults::bug("ticket.edited-by-anyone") {
            return Ok(true);
        }
        let row = sqlx::query(
            "SELECT COUNT(*) AS n FROM inbox WHERE network = $1 AND room = $2 AND event = $3 AND sender = $4
               AND state = 'handled' AND kind IN ('said', 'attached', 'invoked')",
        )
        .bind(incoming.place.network.as_str())
        .bind(incoming.place.room.as_str())
        .bind(target.as_str())
        .bind(incoming.sender.as_str())
        .fetch_one(&self.inner.readers)
        .await?;
        Ok(rows::number(&row, "n")? > 0)
    }
}

/// Windows are counted from 1970, so that all programs agree on them and a restart refills nothing (R30).
fn window_start(window_ms: i64, now: Timestamp) -> i64 {
    now.0 - now.0.rem_euclid(window_ms.max(1))
}

async fn write_commit(tx: &mut Tx, commit: &Commit) -> Result<Vec<Pending>, StoreError> {
    let id = &commit.conversation.id;
    end_inbox_row(tx, commit).await?;
    // Before the outbox rows: on PostgreSQL this row's lock keeps two programs from mixing one lane's rows.
    write_conversation(tx, commit).await?;
    if faults::bug("store.half-a-turn") {
        for statement in ["COMMIT", tx.dialect.begin(), "SAVEPOINT job"] {
            tx.conn.execute(statement).await?;
        }
    }
    faults::point("store.commit.state_written");
    // Taking back comes before saying, so that what this turn says stays.
    for source in &commit.withdraw {
        withdraw(tx, id, source, commit.now).await?;
    }
    for source in &commit.forget {
        forget(tx, id, source, commit.now).await?;
    }
    for draft in &commit.says {
        insert_draft(tx, id, draft, commit.now).await?;
    }
    for drafts in &commit.amends {
        amend(tx, id, drafts, commit.now).await?;
    }
    faults::point("store.commit.outbox_written");
    for key in &commit.let_sleep {
        timers::drop_timer(tx, id, key).await?;
    }
    for (key, at) in &commit.wakes {
        timers::set_timer(tx, id, key, *at).await?;
    }
    for miss in &commit.misses {
        misses::insert(tx, commit, miss).await?;
    }
    for (opinion, entry) in &commit.opinions {
        misses::count_opinion(tx, *opinion, entry, commit.now).await?;
    }
    for draft in &commit.park {
        paused::park(tx, draft).await?;
    }
    for mark in &commit.take_up {
        paused::take_up(tx, mark).await?;
    }
    for served in &commit.passages {
        passages::insert_passage(tx, served).await?;
    }
    spend(tx, &commit.spend, commit.now).await?;
    if let Some(draft) = &commit.opens {
        tickets::open(tx, id, draft, commit.now).await?;
    }
    let mut told = Vec::new();
    if let Some(draft) = &commit.takes_over {
        told.extend(tickets::take_over(tx, commit, draft).await?);
    }
    for (adviser, is_on) in &commit.duty {
        tickets::set_duty(tx, &commit.place, adviser, *is_on, commit.now).await?;
    }
    for draft in &commit.identities {
        identities::keep(tx, commit, draft).await?;
    }
    for (place, draft) in commit.tells.iter().enumerate() {
        told.extend(tickets::tell(tx, &commit.conversation, &commit.event, place, draft, commit.now).await?);
    }
    Ok(told)
}

fn receipt_in(what: &What) -> Option<Receipt> {
    match what {
        What::Said { text, .. } => Receipt::find(text),
        What::Invoked { command: Command::Verify { receipt } } => receipt.clone(),
        _ => None,
    }
}

async fn end_inbox_row(tx: &mut Tx, commit: &Commit) -> Result<(), StoreError> {
    let (state, erase): (&str, i64) = match commit.outcome {
        Outcome::Handled => ("handled", 0),
        Outcome::Dead => ("dead", 0),
        Outcome::Ignored => ("ignored", 1),
    };
    let done = sqlx::query(
        "UPDATE inbox SET state = $1, done_at = $2, handle_sealed = NULL,
           what_sealed = CASE WHEN $3 = 1 THEN NULL ELSE what_sealed END
         WHERE seq = $4 AND revision = $5 AND state = 'new'",
    )
    .bind(state)
    .bind(commit.now.0)
    .bind(erase)
    .bind(commit.seq.0)
    .bind(commit.revision)
    .execute(&mut tx.conn)
    .await?;
    if done.rows_affected() == 0 { Err(StoreError::Stale) } else { Ok(()) }
}

async fn spend(tx: &mut Tx, budgets: &[(String, i64, bool)], now: Timestamp) -> Result<(), StoreError> {
    if budgets.is_empty() {
        return Ok(());
    }
    let values = numbered(budgets.len(), 4, ", ", |n| format!("(${n}, ${}, ${}, 1, ${})", n + 1, n + 2, n + 3));
    let sql = format!(
        "INSERT INTO budgets (scope, window_ms, window_start, used, told) VALUES {values}
         ON CONFLICT (scope, window_ms, window_start) DO UPDATE SET used = budgets.used + 1,
           told = CASE WHEN excluded.told > budgets.told THEN excluded.told ELSE budgets.told END"
    );
    let query = budgets.iter().fold(sqlx::query(AssertSqlSafe(sql)), |query, (scope, window_ms, told)| {
        query.bind(scope).bind(window_ms).bind(window_start(*window_ms, now)).bind(i64::from(*told))
    });
    query.execute(&mut tx.conn).await?;
    Ok(())
}

/// `count` times a piece of SQL with so many placeholders each; `piece` is given the number of its first.
fn numbered(count: usize, placeholders: usize, between: &str, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(|at| piece(at * placeholders + 1)).collect::<Vec<_>>().join(between)
}
