//! What is to be said: rows that a turn writes and that delivery carries out later.

use domain::ids::{ConversationId, DeliveryKey, EventId, ThreadId, Timestamp};
use domain::message::{Destination, Message};
use domain::ticket::Permit;

use super::error::StoreError;
use super::keys::conversation_key;
use super::misses;
use super::rows::{self, audience_word, number, text};
use super::seal::Site;
use super::wire;
use super::writer::Tx;
use crate::faults;

/// One message to be said. The engine makes it, and with it the key that every try of its delivery will bear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxDraft {
    pub key: DeliveryKey,
    /// The place among the parts of a message that was split, counted from 0.
    pub part: u32,
    pub to: Destination,
    /// The event that it answers.
    pub source: EventId,
    /// `None`: nothing is said, and the network is told to stop waiting.
    pub message: Option<Message>,
    pub carried: Carried,
}

/// What is different about words on their way between the two sides of a ticket.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// It is the head of a thread that is opened with it.
    pub opens: bool,
    /// It takes the place of what was said in reply to the draft's source.
    pub amends: bool,
    /// Its conversation is told also when it has arrived.
    pub is_reported: bool,
    /// Whose words they are: held back if that is no adviser any more when they are sent.
    pub permit: Option<Permit>,
}

pub(super) fn permit_site(conversation: &ConversationId, key: &str) -> Site {
    Site::new("outbox.permit_sealed", conversation_key(conversation), &[key])
}

pub(super) fn message_site(conversation: &ConversationId, key: &str) -> Site {
    Site::new("outbox.message_sealed", conversation_key(conversation), &[key])
}

pub(super) fn files_site(conversation: &ConversationId, key: &str) -> Site {
    Site::new("outbox.files_sealed", conversation_key(conversation), &[key])
}

pub(super) fn outbox_handle_site(conversation: &ConversationId, key: &str) -> Site {
    Site::new("outbox.handle_sealed", conversation_key(conversation), &[key])
}

pub(super) async fn insert_draft(
    tx: &mut Tx,
    conversation: &ConversationId,
    draft: &OutboxDraft,
    now: Timestamp,
) -> Result<(), StoreError> {
    let OutboxDraft { key, part, to, source, message, carried } = draft;
    let astray = (*part >= FILES_FROM && faults::bug("ticket.files-outlive-words")).then(|| format!("{source}#file"));
    let source = &astray.map_or_else(|| source.clone(), EventId::new);
    let words = match message {
        Some(message) => {
            Some(tx.keys().seal(&message_site(conversation, key.as_str()), &wire::write_message(message)?).await?)
        }
        None => None,
    };
    let files = match message {
        Some(message) if !message.files.is_empty() => {
            let site = files_site(conversation, key.as_str());
            Some(tx.keys().seal(&site, &wire::write_files(&message.files)?).await?)
        }
        _ => None,
    };
    let deed = match (words.is_some(), carried.opens, carried.amends) {
        (false, ..) => "dismiss",
        (true, true, _) => "open",
        (true, false, true) => "amend",
        (true, false, false) => "say",
    };
    let permit = match &carried.permit {
        Some(permit) => {
            let site = permit_site(conversation, key.as_str());
            Some(tx.keys().seal(&site, &wire::write_permit(permit)?).await?)
        }
        None => None,
    };
    let handle = match &to.handle {
        Some(handle) => {
            let site = outbox_handle_site(conversation, key.as_str());
            Some(tx.keys().seal(&site, &wire::write_handle(handle)?).await?)
        }
        None => None,
    };
    sqlx::query(
        "INSERT INTO outbox (conversation, key, part, source, network, room, thread, audience, reply_to, deed,
           message_sealed, handle_sealed, files_sealed, state, due_at, attempts, ambiguous, withdraw_asked, forget_asked,
           lease_until, fence, created_at, amends, reported, permit_sealed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $14, 'pending', $13, 0, 0, 0, 0, 0, 0, $13, $15, $16, $17)",
    )
    .bind(conversation.as_str())
    .bind(key.as_str())
    .bind(i64::from(*part))
    .bind(source.as_str())
    .bind(to.network.as_str())
    .bind(to.room.as_str())
    .bind(to.thread.as_ref().map(ThreadId::as_str))
    .bind(audience_word(to.audience))
    .bind(to.reply_to.as_ref().map(EventId::as_str))
    .bind(deed)
    .bind(words)
    .bind(handle)
    .bind(now.0)
    .bind(files)
    .bind(carried.amends.then_some(source.as_str()))
    .bind(i64::from(carried.is_reported))
    .bind(permit)
    .execute(&mut tx.conn)
    .await?;
    Ok(())
}

/// The number from which on parts are files that somebody sent along: they belong to the words and are none of their parts.
pub const FILES_FROM: u32 = 1_000;

/// Puts the parts of new words in place of those that were said in reply to an event: a part that stands is changed, one more is said,
/// and what is left over is taken back. Files that came with them stay.
pub(super) async fn amend(
    tx: &mut Tx,
    conversation: &ConversationId,
    drafts: &[OutboxDraft],
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(source) = drafts.first().map(|draft| draft.source.clone()) else { return Ok(()) };
    let rows = sqlx::query(
        "SELECT COUNT(*) AS n FROM outbox WHERE conversation = $1 AND source = $2 AND deed IN ('say', 'open')
           AND part < $3 AND (done_at IS NULL OR state = 'sent')",
    )
    .bind(conversation.as_str())
    .bind(source.as_str())
    .bind(i64::from(FILES_FROM))
    .fetch_one(&mut tx.conn)
    .await?;
    let said = usize::try_from(number(&rows, "n")?).unwrap_or(0);
    // What never left, or was taken back, is not said for the first time by a change of it.
    if said == 0 {
        return Ok(());
    }
    let renewed = match drafts.first().and_then(|draft| draft.message.as_ref()) {
        Some(message) => renew_head(tx, conversation, &source, message).await?,
        None => false,
    };
    for (place, draft) in drafts.iter().enumerate().skip(usize::from(renewed)) {
        let carried = Carried { amends: place < said, ..draft.carried.clone() };
        insert_draft(tx, conversation, &OutboxDraft { carried, ..draft.clone() }, now).await?;
    }
    let left = i64::try_from(drafts.len()).unwrap_or(i64::MAX);
    sqlx::query(
        "UPDATE outbox SET withdraw_asked = 1 WHERE conversation = $1 AND source = $2 AND deed = 'say' AND part >= $3
           AND part < $4",
    )
    .bind(conversation.as_str())
    .bind(source.as_str())
    .bind(left)
    .bind(i64::from(FILES_FROM))
    .execute(&mut tx.conn)
    .await?;
    take_back_sent(tx, conversation, &source, now).await
}

/// Puts new words into the head of a thread that certainly has not left, so that the old ones never do. Whom it calls, and how the ticket stands, stays.
/// False where there is no such head.
async fn renew_head(
    tx: &mut Tx,
    conversation: &ConversationId,
    source: &EventId,
    message: &Message,
) -> Result<bool, StoreError> {
    let row = sqlx::query(
        "SELECT key, message_sealed FROM outbox WHERE conversation = $1 AND source = $2 AND deed = 'open' AND state = 'pending'
           AND ambiguous = 0",
    )
    .bind(conversation.as_str())
    .bind(source.as_str())
    .fetch_optional(&mut tx.conn)
    .await?;
    let Some(row) = row else { return Ok(false) };
    let (key, sealed) = (text(&row, "key")?, rows::sealed(&row, "message_sealed")?);
    let site = message_site(conversation, &key);
    let old = match sealed {
        Some(sealed) => tx.keys().open_sealed(&site, &sealed).await?,
        None => None,
    };
    let Message { calls, tag, .. } = old.map(|old| wire::read_message(&old)).transpose()?.unwrap_or_default();
    let words = wire::write_message(&Message { calls, tag, ..message.clone() })?;
    let words = tx.keys().seal(&site, &words).await?;
    let done =
        sqlx::query("UPDATE outbox SET message_sealed = $2, forget_asked = 0 WHERE key = $1 AND state = 'pending'")
            .bind(&key)
            .bind(words)
            .execute(&mut tx.conn)
            .await?;
    Ok(done.rows_affected() > 0)
}

/// Takes back all that was said in reply to an event: what certainly never left is dropped, what is in the room gets a
/// row of its own that removes it, and what may be on its way is marked, so that the network's answer decides.
pub(super) async fn withdraw(
    tx: &mut Tx,
    conversation: &ConversationId,
    source: &EventId,
    now: Timestamp,
) -> Result<(), StoreError> {
    // A try that certainly failed leaves nothing in the room: such a row is as good as one never tried.
    sqlx::query(
        "UPDATE outbox SET state = 'withdrawn', message_sealed = NULL, files_sealed = NULL, handle_sealed = NULL, done_at = $3
         WHERE conversation = $1 AND source = $2 AND deed = 'say' AND state = 'pending' AND ambiguous = 0",
    )
    .bind(conversation.as_str())
    .bind(source.as_str())
    .bind(now.0)
    .execute(&mut tx.conn)
    .await?;
    sqlx::query(
        "UPDATE outbox SET withdraw_asked = 1
         WHERE conversation = $1 AND source = $2 AND deed = 'say' AND (done_at IS NULL OR state = 'sent')",
    )
    .bind(conversation.as_str())
    .bind(source.as_str())
    .execute(&mut tx.conn)
    .await?;
    take_back_sent(tx, conversation, source, now).await
}

/// Writes a row that removes each message that is in the room and was asked to be withdrawn; once for each, because the
/// key of the row is made from the message's.
pub(super) async fn take_back_sent(
    tx: &mut Tx,
    conversation: &ConversationId,
    source: &EventId,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO outbox (conversation, key, part, source, network, room, thread, audience, deed, withdraws, state,
           due_at, attempts, ambiguous, withdraw_asked, forget_asked, lease_until, fence, created_at)
         SELECT conversation, key || ':withdraw', part, source, network, room, thread, audience, 'withdraw', message_id,
           'pending', $3, 0, 0, 0, 0, 0, 0, $3 FROM outbox
         WHERE conversation = $1 AND source = $2 AND deed = 'say' AND state = 'sent' AND withdraw_asked = 1
           AND message_id IS NOT NULL
         ORDER BY id ON CONFLICT (key) DO NOTHING",
    )
    .bind(conversation.as_str())
    .bind(source.as_str())
    .bind(now.0)
    .execute(&mut tx.conn)
    .await?;
    Ok(())
}

/// Erases the words of an event, of its edits and of all that was said in reply, and the miss that it left. Words that may be on their way are
/// erased once the network has answered: without them a try that failed unclearly could not be settled.
pub(super) async fn forget(
    tx: &mut Tx,
    conversation: &ConversationId,
    source: &EventId,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE inbox SET what_sealed = NULL, handle_sealed = NULL, state = CASE WHEN state = 'new' THEN 'withdrawn' ELSE state END,
           done_at = COALESCE(done_at, $3) WHERE conversation = $1 AND (event = $2 OR target = $2)",
    )
    .bind(conversation.as_str())
    .bind(source.as_str())
    .bind(now.0)
    .execute(&mut tx.conn)
    .await?;
    sqlx::query(
        "UPDATE outbox SET state = 'withdrawn', done_at = $3
         WHERE conversation = $1 AND source = $2 AND deed = 'say' AND state = 'pending' AND ambiguous = 0",
    )
    .bind(conversation.as_str())
    .bind(source.as_str())
    .bind(now.0)
    .execute(&mut tx.conn)
    .await?;
    sqlx::query(
        "UPDATE outbox SET forget_asked = 1,
           message_sealed = CASE WHEN done_at IS NULL THEN message_sealed ELSE NULL END,
           files_sealed = CASE WHEN done_at IS NULL THEN files_sealed ELSE NULL END
         WHERE conversation = $1 AND source = $2 AND deed IN ('say', 'open', 'amend')",
    )
    .bind(conversation.as_str())
    .bind(source.as_str())
    .execute(&mut tx.conn)
    .await?;
    misses::forget(tx, conversation, source).await
}
