//! The two sides of a ticket, each a conversation: how one finds the other and tells it something, and where the advisers' threads
//! are.

use domain::conversation::{Conversation, Side, told};
use domain::ids::{ConversationId, EventId, MessageId, NetworkName, PersonId, RoomId, ThreadId, Timestamp};
use domain::message::{Incoming, Place, Privacy, Sent, What};
use domain::ticket::{News, Number, Permit, TicketId};

use super::conversations::insert_conversation;
use super::error::StoreError;
use super::rows::{self, NewRow, insert_inbox};
use super::writer::Tx;
use super::{Pending, Store};
use crate::faults;

/// A ticket that is opened, with the advisers' side as it begins.
#[derive(Clone, Debug)]
pub struct TicketDraft {
    pub id: TicketId,
    pub number: Number,
    pub advisers: Conversation,
    /// The advisers' room; their thread is known once it was opened.
    pub network: NetworkName,
    pub room: RoomId,
}

/// News for the other side.
#[derive(Clone, Debug)]
pub struct TellDraft {
    pub news: News,
    pub permit: Option<Permit>,
}

impl Store {
    /// The advisers' conversation whose thread a place is.
    pub async fn thread(&self, place: &Place) -> Result<Option<ConversationId>, StoreError> {
        let thread = place.thread.as_ref().map_or("", ThreadId::as_str);
        let row = sqlx::query("SELECT conversation FROM threads WHERE network = $1 AND room = $2 AND thread = $3")
            .bind(place.network.as_str())
            .bind(place.room.as_str())
            .bind(thread)
            .fetch_optional(&self.inner.readers)
            .await?;
        row.map(|row| rows::conversation(&row, "conversation")).transpose()
    }

    /// The advisers' conversation in which the bot said a message. Its head stands in no thread: it is what the thread hangs on.
    pub async fn thread_of_message(
        &self,
        network: &NetworkName,
        room: &RoomId,
        message: &MessageId,
    ) -> Result<Option<ConversationId>, StoreError> {
        let row = sqlx::query(
            "SELECT o.conversation FROM outbox o JOIN tickets t ON t.advisers = o.conversation
             WHERE o.network = $1 AND o.room = $2 AND o.message_id = $3 LIMIT 1",
        )
        .bind(network.as_str())
        .bind(room.as_str())
        .bind(message.as_str())
        .fetch_optional(&self.inner.readers)
        .await?;
        row.map(|row| rows::conversation(&row, "conversation")).transpose()
    }

    /// Whether the head of a thread may stand in this room already without our knowing: then what is said in a thread that nobody
    /// knows may belong to it.
    pub async fn is_opening_threads(&self, network: &NetworkName, room: &RoomId) -> Result<bool, StoreError> {
        let row = sqlx::query(
            "SELECT COUNT(*) AS n FROM outbox WHERE network = $1 AND room = $2 AND deed = 'open'
               AND (state = 'sending' OR state = 'pending' AND ambiguous = 1)",
        )
        .bind(network.as_str())
        .bind(room.as_str())
        .fetch_one(&self.inner.readers)
        .await?;
        Ok(rows::number(&row, "n")? > 0)
    }
}

pub(super) async fn open(
    tx: &mut Tx,
    person: &ConversationId,
    draft: &TicketDraft,
    now: Timestamp,
) -> Result<(), StoreError> {
    let TicketDraft { id, number, advisers, network, room } = draft;
    let done = sqlx::query(
        "INSERT INTO tickets (id, number, person, advisers, opened_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
    )
    .bind(id.as_str())
    .bind(number.to_string())
    .bind(person.as_str())
    .bind(advisers.id.as_str())
    .bind(now.0)
    .execute(&mut tx.conn)
    .await?;
    // A number that another ticket has: decided again, another is drawn.
    if done.rows_affected() == 0 {
        return Err(StoreError::Stale);
    }
    let place = Place { network: network.clone(), room: room.clone(), thread: None, privacy: Privacy::Shared };
    insert_conversation(tx, advisers, &place, &PersonId::new(""), now).await?;
    faults::point("store.commit.ticket_opened");
    Ok(())
}

/// Writes the news into the inbox of the other side; from there it is a turn like any other. `None` where there is no other side, or
/// it has heard this before.
pub(super) async fn tell(
    tx: &mut Tx,
    teller: &Conversation,
    event: &EventId,
    place_in_turn: usize,
    draft: &TellDraft,
    now: Timestamp,
) -> Result<Option<Pending>, StoreError> {
    let (id, column) = match &teller.ticket {
        Some(Side::Person(link)) => (&link.id, "advisers"),
        Some(Side::Advisers(ticket)) => (&ticket.id, "person"),
        None => return Ok(None),
    };
    let row = sqlx::query(
        "SELECT c.id, c.network, c.room, c.thread, c.privacy, c.person FROM tickets t
         JOIN conversations c ON c.id = CASE WHEN $2 = 'advisers' THEN t.advisers ELSE t.person END WHERE t.id = $1",
    )
    .bind(id.as_str())
    .bind(column)
    .fetch_optional(&mut tx.conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let conversation = rows::conversation(&row, "id")?;
    let event = match &draft.news {
        // By this id everything that comes of the message later finds it.
        News::Wrote { said, .. } => told(said),
        _ => EventId::new(format!("{}#{}-{place_in_turn}", told(event), draft.news.word())),
    };
    let what = What::Told { news: draft.news.clone(), permit: draft.permit.clone() };
    let (place, sender) = (rows::place(&row)?, rows::person(&row, "person")?);
    let incoming = Incoming { event, place, sender, at: now, what, handle: None };
    let seq = insert_inbox(tx, NewRow { conversation: &conversation, incoming: &incoming, once: None, now }).await?;
    faults::point("store.commit.told");
    Ok(seq.map(|seq| Pending { seq, conversation }))
}

/// The head of a thread stands: from here on the thread is the place of its conversation.
pub(super) async fn bind_thread(
    tx: &mut Tx,
    conversation: &ConversationId,
    network: &NetworkName,
    room: &RoomId,
    sent: &Sent,
) -> Result<(), StoreError> {
    // A thread that is a room of its own, or one that hangs on its first message.
    let (room, thread) = match &sent.elsewhere {
        Some(room) => (room.as_str(), None),
        None => (room.as_str(), Some(sent.id.as_str())),
    };
    sqlx::query(
        "INSERT INTO threads (conversation, network, room, thread) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
    )
    .bind(conversation.as_str())
    .bind(network.as_str())
    .bind(room)
    .bind(thread.unwrap_or(""))
    .execute(&mut tx.conn)
    .await?;
    sqlx::query("UPDATE conversations SET room = $2, thread = $3 WHERE id = $1")
        .bind(conversation.as_str())
        .bind(room)
        .bind(thread)
        .execute(&mut tx.conn)
        .await?;
    Ok(())
}
