//! What the conversation of an outbox row is told of it: that it has arrived, or that it never will.

use domain::conversation::is_told;
use domain::ids::{EventId, Timestamp};
use domain::message::{Audience, Destination, Fate, Incoming, ReplyHandle, What};

use super::Pending;
use super::delivery::{Delivery, end};
use super::error::StoreError;
use super::rows::{self, NewRow, insert_inbox};
use super::writer::Tx;
use crate::faults;

/// Tells the conversation of a row what became of it. `None` where there is no such conversation any more.
pub(super) async fn report(
    tx: &mut Tx,
    delivery: &Delivery,
    fate: Fate,
    handle: Option<ReplyHandle>,
    now: Timestamp,
) -> Result<Option<Pending>, StoreError> {
    let row = sqlx::query("SELECT network, room, thread, privacy, person FROM conversations WHERE id = $1")
        .bind(delivery.conversation.as_str())
        .fetch_optional(&mut tx.conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let key = delivery.outgoing.key.clone();
    let incoming = Incoming {
        event: EventId::new(format!("report:{key}")),
        place: rows::place(&row)?,
        sender: rows::person(&row, "person")?,
        at: now,
        what: What::Reported { key, fate },
        handle,
    };
    let conversation = delivery.conversation.clone();
    let new = NewRow { conversation: &conversation, incoming: &incoming, once: None, now };
    Ok(insert_inbox(tx, new).await?.map(|seq| Pending { seq, conversation }))
}

pub(super) async fn give_up(
    tx: &mut Tx,
    delivery: &Delivery,
    fate: Fate,
    now: Timestamp,
) -> Result<Option<Pending>, StoreError> {
    let row = sqlx::query("SELECT withdraw_asked, deed, source FROM outbox WHERE id = $1")
        .bind(delivery.id)
        .fetch_optional(&mut tx.conn)
        .await?;
    let state = match fate {
        Fate::Refused => "refused",
        Fate::GaveUp => "gave_up",
        Fate::Unreachable => "unreachable",
        Fate::Withheld | Fate::Arrived => "withheld",
        Fate::Unfit => "unfit",
        Fate::NotChanged => "not_changed",
    };
    if !end(tx, delivery, state, now).await? {
        return Ok(None);
    }
    let Some(row) = row else { return Ok(None) };
    let (deed, source) = (rows::text(&row, "deed")?, EventId::new(rows::text(&row, "source")?));
    // Whatever is in the way of new words, the old ones still stand.
    let fate = match deed.as_str() {
        "amend" => Fate::NotChanged,
        "say" | "open" => fate,
        _ => return Ok(None),
    };
    if rows::flag(&row, "withdraw_asked")? {
        return Ok(None);
    }
    let (fate, handle) = match fate {
        // Whoever wrote the words is told of them; their own room is open.
        Fate::Unreachable if is_told(&source) => (fate, None),
        Fate::Unreachable => where_to_say_so(&delivery.outgoing.to),
        _ => (fate, None),
    };
    if fate == Fate::Unreachable || fate == Fate::Refused && deed == "say" && is_told(&source) {
        drop_the_rest(tx, delivery, &source, now).await?;
    }
    if fate == Fate::Withheld {
        withhold_the_rest(tx, delivery, &source, now).await?;
    }
    if fate == Fate::Withheld && faults::bug("ticket.held-back-untold") {
        return Ok(None);
    }
    let fate = if faults::bug("ticket.lost-is-arrived") { Fate::Arrived } else { fate };
    let reported = report(tx, delivery, fate, handle, now).await?;
    faults::point("store.give_up.reported");
    Ok(reported)
}

/// Who cannot be reached alone is told where they asked, so that they do not wait. Each place is tried once: after the one
/// that is held open for them alone comes the room, and after that nothing.
fn where_to_say_so(to: &Destination) -> (Fate, Option<ReplyHandle>) {
    let handle = to.handle.clone();
    match to.audience {
        Audience::Directly => (Fate::Unreachable, handle),
        Audience::AskerAlone => {
            (Fate::Unreachable, handle.map(|handle| ReplyHandle { audience: Audience::Everyone, ..handle }))
        }
        Audience::Everyone => (Fate::Refused, None),
    }
}

/// What else was said to the person in reply to the same would not reach them either, and they are told once; the place that
/// the turn would have closed stays open for that.
async fn drop_the_rest(tx: &mut Tx, delivery: &Delivery, source: &EventId, now: Timestamp) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE outbox SET state = 'unreachable', done_at = $3, message_sealed = NULL, files_sealed = NULL,
           handle_sealed = NULL
         WHERE conversation = $1 AND source = $2 AND state = 'pending'
           AND (deed = 'dismiss' OR deed = 'say' AND audience = $4)",
    )
    .bind(delivery.conversation.as_str())
    .bind(source.as_str())
    .bind(now.0)
    .bind(rows::audience_word(delivery.outgoing.to.audience))
    .execute(&mut tx.conn)
    .await?;
    Ok(())
}

/// The other parts of the same words, and the files that came with them, are held back with them, and it is said once.
async fn withhold_the_rest(
    tx: &mut Tx,
    delivery: &Delivery,
    source: &EventId,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE outbox SET state = 'withheld', done_at = $3, message_sealed = NULL, files_sealed = NULL
         WHERE conversation = $1 AND source = $2 AND state = 'pending' AND deed = 'say' AND ambiguous = 0
           AND permit_sealed IS NOT NULL",
    )
    .bind(delivery.conversation.as_str())
    .bind(source.as_str())
    .bind(now.0)
    .execute(&mut tx.conn)
    .await?;
    Ok(())
}
