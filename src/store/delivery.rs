//! How delivery empties the outbox: lane by lane, one message of a lane under way at most (R10), each under a lease with
//! a fence number, so that whoever comes back from the dead changes nothing (R11).

use domain::ids::{ConversationId, DeliveryKey, EventId, MessageId, NetworkName, RoomId, ThreadId, Timestamp};
use domain::message::{Fate, Message, Sent};
use domain::ticket::Permit;
use sqlx::any::AnyRow;

use super::error::StoreError;
use super::outbox::{files_site, message_site, outbox_handle_site, permit_site, take_back_sent};
use super::reports::{give_up, report};
use super::rows;
use super::tickets::bind_thread;
use super::writer::Tx;
use super::{Deed, Outgoing, Pending, Store, wire};
use crate::faults;

/// One outbox row under lease. `claim` makes it; it is handed back to say what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    pub id: i64,
    /// Rises with each lease; of two that hold the same row only the later one is heard.
    pub fence: i64,
    pub conversation: ConversationId,
    /// `first_tried_at` is the time of the first claim, this one included.
    pub outgoing: Outgoing,
    /// How often sending was begun, this time included.
    pub attempts: u32,
    /// An earlier try may have reached the room: nobody knows how it ended.
    pub ambiguous: bool,
    /// Whose words they are: to be held back if that is no adviser any more.
    pub permit: Option<Permit>,
    /// It belongs into the thread of a ticket, and there is none: its head was not taken. Beside it there is no place for it.
    pub has_no_place: bool,
}

struct Claim {
    networks: Vec<NetworkName>,
    now: Timestamp,
    lease_ms: i64,
    limit: i64,
}

impl Store {
    /// Leases what is due: of each lane its first unfinished row, unless another holds it, oldest first, at most
    /// `limit`. The try is counted and its first time noted, durably, before anything is handed out.
    pub async fn claim(
        &self,
        networks: &[NetworkName],
        now: Timestamp,
        lease_ms: i64,
        limit: usize,
    ) -> Result<Vec<Delivery>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let input = Claim { networks: networks.to_vec(), now, lease_ms, limit };
        self.inner.writer.write(Vec::new(), input, |tx, input| Box::pin(claim(tx, input))).await
    }

    /// The message is in the room, or where `sent` says; from there it can be taken back, and there a choice finds it.
    /// False when the lease was lost meanwhile: then another try speaks for the row. When its withdrawal was asked for
    /// meanwhile, a new row takes it back.
    pub async fn mark_sent(&self, delivery: &Delivery, sent: &Sent, now: Timestamp) -> Result<bool, StoreError> {
        self.mark_and_report(delivery, sent, now).await.map(|(marked, _)| marked)
    }

    /// The same, with the event by which the conversation is told, where it wants to know.
    pub async fn mark_and_report(
        &self,
        delivery: &Delivery,
        sent: &Sent,
        now: Timestamp,
    ) -> Result<(bool, Option<Pending>), StoreError> {
        let input = (delivery.clone(), sent.clone(), now);
        self.inner
            .writer
            .write(Vec::new(), input, |tx, (delivery, sent, now)| Box::pin(mark_sent(tx, delivery, sent, *now)))
            .await
    }

    /// To be tried again, not before `due`. `ambiguous` says that this try may have reached the room; the row remembers
    /// that for good. A row whose withdrawal was asked for meanwhile ends here, if no try of it was ambiguous. False
    /// when the lease was lost.
    pub async fn mark_retry(&self, delivery: &Delivery, due: Timestamp, ambiguous: bool) -> Result<bool, StoreError> {
        let input = (delivery.clone(), due, ambiguous);
        self.inner
            .writer
            .write(Vec::new(), input, |tx, (delivery, due, ambiguous)| {
                Box::pin(mark_retry(tx, delivery, *due, *ambiguous))
            })
            .await
    }

    /// The row ends undelivered, and the conversation is told by an event. `None` when nobody is to be told: the lease
    /// was lost, the conversation is gone, or the row was a withdrawal or was to be withdrawn.
    pub async fn give_up(
        &self,
        delivery: &Delivery,
        fate: Fate,
        now: Timestamp,
    ) -> Result<Option<Pending>, StoreError> {
        let input = (delivery.clone(), fate, now);
        self.inner
            .writer
            .write(Vec::new(), input, |tx, (delivery, fate, now)| Box::pin(give_up(tx, delivery, *fate, *now)))
            .await
    }

    /// In how many ms the next row of these networks may be claimed: it is due by `now`, and no lease holds it by the clock
    /// that leases go by. 0 or less: at once. It only reads, so that asking costs a fraction of a claim.
    pub async fn next_due_ms(&self, networks: &[NetworkName], now: Timestamp) -> Result<Option<i64>, StoreError> {
        let clock_ms = match self.inner.address.dialect().clock() {
            Some(clock) => rows::number(&sqlx::query(clock).fetch_one(&self.inner.readers).await?, "now_ms")?,
            None => now.0,
        };
        let mut next = None;
        for network in networks {
            let row = sqlx::query(
                "SELECT MIN(CASE WHEN o.due_at - $2 > o.lease_until - $3 THEN o.due_at - $2 ELSE o.lease_until - $3 END)
                   AS due_in FROM outbox o
                 WHERE o.done_at IS NULL AND o.network = $1 AND NOT EXISTS (SELECT 1 FROM outbox e
                   WHERE e.conversation = o.conversation AND e.done_at IS NULL AND e.id < o.id)",
            )
            .bind(network.as_str())
            .bind(now.0)
            .bind(clock_ms)
            .fetch_one(&self.inner.readers)
            .await?;
            next = next.into_iter().chain(rows::maybe_number(&row, "due_in")?).min();
        }
        Ok(next)
    }
}

async fn claim(tx: &mut Tx, input: &Claim) -> Result<Vec<Delivery>, StoreError> {
    let clock_ms = match tx.dialect.clock() {
        Some(clock) => rows::number(&sqlx::query(clock).fetch_one(&mut tx.conn).await?, "now_ms")?,
        None => input.now.0,
    };
    let mut claimed = Vec::new();
    for network in &input.networks {
        let left = input.limit.saturating_sub(i64::try_from(claimed.len()).unwrap_or(i64::MAX));
        let mut leased = sqlx::query(tx.dialect.claim())
            .bind(network.as_str())
            .bind(input.now.0)
            .bind(clock_ms)
            .bind(clock_ms.saturating_add(input.lease_ms))
            .bind(left)
            .fetch_all(&mut tx.conn)
            .await?
            .iter()
            .map(|row| Ok((rows::number(row, "id")?, row_of(row)?)))
            .collect::<Result<Vec<_>, StoreError>>()?;
        leased.sort_by_key(|(id, _)| *id);
        for (_, row) in leased {
            claimed.extend(open(tx, row, input.now).await?);
        }
    }
    faults::point("store.claim.leased");
    Ok(claimed)
}

/// A leased row before its words are opened.
struct Leased {
    delivery: Delivery,
    sealed: Option<Vec<u8>>,
    files: Option<Vec<u8>>,
    handle: Option<Vec<u8>>,
    permit: Option<Vec<u8>>,
}

fn row_of(row: &AnyRow) -> Result<Leased, StoreError> {
    let deed = rows::text(row, "deed")?;
    let what = match (rows::maybe_text(row, "withdraws")?, deed.as_str(), rows::maybe_text(row, "amended")?) {
        (Some(id), ..) => Deed::Withdraw(MessageId::new(id)),
        (None, "dismiss", _) => Deed::Dismiss,
        // All others get their words when they are opened.
        (None, "open", _) => Deed::Open(Message::default()),
        (None, "amend", Some(target)) => Deed::Amend { target: MessageId::new(target), message: Message::default() },
        (None, ..) => Deed::Say(Message::default()),
    };
    let mut to = rows::destination(row)?;
    // The thread was not known when the turn was decided, or the turn came from beside it.
    let thread = rows::maybe_text(row, "in_room")?;
    let has_no_place = rows::flag(row, "in_ticket")? && thread.is_none() && deed != "open";
    if let Some(room) = thread {
        to.room = RoomId::new(room);
        to.thread = rows::maybe_text(row, "in_thread")?.filter(|thread| !thread.is_empty()).map(ThreadId::new);
    }
    let amends_nothing = deed == "amend" && !matches!(what, Deed::Amend { .. });
    let outgoing = Outgoing {
        key: DeliveryKey::new(rows::text(row, "key")?),
        part: rows::small(row, "part")?,
        to,
        what,
        first_tried_at: rows::maybe_time(row, "first_tried_at")?,
    };
    let delivery = Delivery {
        id: rows::number(row, "id")?,
        fence: rows::number(row, "fence")?,
        conversation: rows::conversation(row, "conversation")?,
        outgoing,
        attempts: rows::small(row, "attempts")?,
        ambiguous: rows::flag(row, "ambiguous")?,
        permit: None,
        has_no_place,
    };
    let [sealed, files, handle] = ["message_sealed", "files_sealed", "handle_sealed"].map(|at| rows::sealed(row, at));
    let permit = rows::sealed(row, "permit_sealed")?;
    // What was to be changed is not there any more: then there are no words either.
    let sealed = if amends_nothing { None } else { sealed? };
    Ok(Leased { delivery, sealed, files: files?, handle: handle?, permit })
}

/// The delivery with its words. A row whose words were erased ends as withdrawn; one that does not open ends as
/// unreadable with a line in the operator's log, so that it stops neither its lane nor the others.
async fn open(tx: &mut Tx, leased: Leased, now: Timestamp) -> Result<Option<Delivery>, StoreError> {
    let Leased { mut delivery, sealed, files, handle, permit } = leased;
    if let Some(permit) = permit {
        let site = permit_site(&delivery.conversation, delivery.outgoing.key.as_str());
        let opened = tx.keys().open_sealed(&site, &permit).await?;
        delivery.permit = opened.map(|permit| wire::read_permit(&permit)).transpose()?;
    }
    if let Some(handle) = handle {
        let site = outbox_handle_site(&delivery.conversation, delivery.outgoing.key.as_str());
        let opened = tx.keys().open_sealed(&site, &handle).await?;
        delivery.outgoing.to.handle = opened.map(|handle| wire::read_handle(&handle)).transpose()?;
    }
    if matches!(delivery.outgoing.what, Deed::Dismiss | Deed::Withdraw(_)) {
        return Ok(Some(delivery));
    }
    match message(tx, &delivery, sealed, files).await {
        Ok(Some(words)) => {
            if let Deed::Say(message) | Deed::Open(message) | Deed::Amend { message, .. } = &mut delivery.outgoing.what
            {
                *message = words;
            }
            return Ok(Some(delivery));
        }
        Ok(None) => end(tx, &delivery, "withdrawn", now).await?,
        Err(error @ (StoreError::Unsealed(_) | StoreError::Unreadable(_) | StoreError::Format { .. })) => {
            tracing::error!(outbox_id = delivery.id, %error, "a message of the outbox cannot be read and is not sent");
            end(tx, &delivery, "unreadable", now).await?
        }
        Err(error) => return Err(error),
    };
    Ok(None)
}

/// The words of a row and the files that go with them; `None` when they were erased.
async fn message(
    tx: &mut Tx,
    delivery: &Delivery,
    sealed: Option<Vec<u8>>,
    files: Option<Vec<u8>>,
) -> Result<Option<Message>, StoreError> {
    let (conversation, key) = (&delivery.conversation, delivery.outgoing.key.as_str());
    let Some(sealed) = sealed else { return Ok(None) };
    let Some(words) = tx.keys().open_sealed(&message_site(conversation, key), &sealed).await? else { return Ok(None) };
    let mut message = wire::read_message(&words)?;
    if let Some(sealed) = files {
        let files = tx.keys().open_sealed(&files_site(conversation, key), &sealed).await?;
        message.files = files.map(|files| wire::read_files(&files)).transpose()?.unwrap_or_default();
    }
    Ok(Some(message))
}

/// Ends a row that this delivery still holds; false when it holds it no longer. Only what was sent keeps its words.
pub(super) async fn end(tx: &mut Tx, delivery: &Delivery, state: &str, now: Timestamp) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "UPDATE outbox SET state = $1, done_at = $2, message_sealed = NULL, files_sealed = NULL, handle_sealed = NULL
         WHERE id = $3 AND fence = $4 AND state = 'sending'",
    )
    .bind(state)
    .bind(now.0)
    .bind(delivery.id)
    .bind(delivery.fence)
    .execute(&mut tx.conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

async fn mark_sent(
    tx: &mut Tx,
    delivery: &Delivery,
    sent: &Sent,
    now: Timestamp,
) -> Result<(bool, Option<Pending>), StoreError> {
    let rows = sqlx::query(
        "UPDATE outbox SET state = 'sent', done_at = $1, message_id = $2, handle_sealed = NULL, files_sealed = NULL,
           room = COALESCE($5, room), thread = CASE WHEN $6 = 1 THEN NULL ELSE thread END,
           message_sealed = CASE WHEN forget_asked = 1 THEN NULL ELSE message_sealed END
         WHERE id = $3 AND fence = $4 AND state = 'sending' RETURNING source, withdraw_asked, reported",
    )
    .bind(now.0)
    .bind(sent.id.as_str())
    .bind(delivery.id)
    .bind(delivery.fence)
    .bind(sent.elsewhere.as_ref().map(RoomId::as_str))
    .bind(i64::from(sent.elsewhere.is_some()))
    .fetch_all(&mut tx.conn)
    .await?;
    let Some(row) = rows.first() else { return Ok((false, None)) };
    if rows::flag(row, "withdraw_asked")? {
        let source = EventId::new(rows::text(row, "source")?);
        take_back_sent(tx, &delivery.conversation, &source, now).await?;
    }
    if matches!(delivery.outgoing.what, Deed::Open(_)) {
        let to = &delivery.outgoing.to;
        bind_thread(tx, &delivery.conversation, &to.network, &to.room, sent).await?;
    }
    let reported = match rows::flag(row, "reported")? && !faults::bug("ticket.arrived-untold") {
        true => report(tx, delivery, Fate::Arrived, None, now).await?,
        false => None,
    };
    faults::point("store.mark_sent.marked");
    Ok((true, reported))
}

async fn mark_retry(tx: &mut Tx, delivery: &Delivery, due: Timestamp, ambiguous: bool) -> Result<bool, StoreError> {
    let rows = sqlx::query(
        "UPDATE outbox SET state = 'pending', due_at = $1, lease_until = 0,
           ambiguous = CASE WHEN $2 = 1 THEN 1 ELSE ambiguous END
         WHERE id = $3 AND fence = $4 AND state = 'sending' RETURNING ambiguous, withdraw_asked, forget_asked, deed",
    )
    .bind(due.0)
    .bind(i64::from(ambiguous))
    .bind(delivery.id)
    .bind(delivery.fence)
    .fetch_all(&mut tx.conn)
    .await?;
    let Some(row) = rows.first() else { return Ok(false) };
    // Without its head a ticket has no thread: what is to be forgotten of it is changed once it stands.
    let is_head = rows::text(row, "deed")? == "open";
    let unwanted = rows::flag(row, "withdraw_asked")? || rows::flag(row, "forget_asked")? && !is_head;
    if unwanted && !rows::flag(row, "ambiguous")? {
        let text = "UPDATE outbox SET state = 'withdrawn', message_sealed = NULL, files_sealed = NULL, done_at = $1
                    WHERE id = $2";
        sqlx::query(text).bind(due.0).bind(delivery.id).execute(&mut tx.conn).await?;
    }
    Ok(true)
}
