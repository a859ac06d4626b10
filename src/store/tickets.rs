//! The two sides of a ticket, each a conversation: how one finds the other and tells it something, and where the advisers' threads
//! are.

use domain::conversation::{Conversation, Side, told};
use domain::ids::{ConversationId, EventId, MessageId, NetworkName, PersonId, RoomId, ThreadId, Timestamp};
use domain::message::{Incoming, Place, Privacy, Sent, What};
use domain::ticket::{News, Number, Permit, Recorded, Ticket, TicketId};
use sqlx::any::AnyRow;

use super::conversations::insert_conversation;
use super::error::StoreError;
use super::rows::{self, NewRow, insert_inbox, what_site};
use super::turn::Commit;
use super::writer::Tx;
use super::{Pending, Store, wire};
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
    /// See [`crate::phrases::hash`].
    pub phrase_hash: String,
}

/// A ticket that goes on in the conversation of a turn, with a new phrase.
#[derive(Clone, Debug)]
pub struct TakeOverDraft {
    pub ticket: TicketId,
    pub phrase_hash: String,
    /// What the phrase was compared with: somebody may have used it meanwhile.
    pub phrase_was: String,
}

/// A ticket that was looked for by its number.
#[derive(Clone, Debug)]
pub struct Numbered {
    pub ticket: Ticket,
    /// The conversation of the person's side.
    pub person: ConversationId,
    pub phrase_hash: Option<String>,
}

/// More open tickets than any desk can look at.
const TICKETS_MAX: i64 = 500;
/// More than anybody says in one ticket.
const RECORD_MAX: i64 = 5_000;

/// News for the other side of a ticket.
#[derive(Clone, Debug)]
pub struct TellDraft {
    pub ticket: TicketId,
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

    /// The open tickets, each with its thread.
    pub async fn open_tickets(&self) -> Result<Vec<(Ticket, Place)>, StoreError> {
        let rows = sqlx::query(
            "SELECT c.id, c.network, c.room, c.thread, c.privacy, c.version, c.state_sealed FROM tickets t
             JOIN conversations c ON c.id = t.advisers WHERE t.is_over = 0 ORDER BY t.opened_at LIMIT $1",
        )
        .bind(TICKETS_MAX)
        .fetch_all(&self.inner.readers)
        .await?;
        let mut found = Vec::new();
        for row in &rows {
            if let Some(ticket) = self.ticket_in(row).await? {
                found.push((ticket, rows::place(row)?));
            }
        }
        Ok(found)
    }

    /// A person's own, whichever conversation they are in, the latest first.
    pub async fn tickets_of(
        &self,
        network: &NetworkName,
        person: &PersonId,
    ) -> Result<Vec<(Ticket, ConversationId)>, StoreError> {
        let rows = sqlx::query(
            "SELECT c.id, c.version, c.state_sealed, t.person FROM tickets t
             JOIN conversations p ON p.id = t.person JOIN conversations c ON c.id = t.advisers
             WHERE p.network = $1 AND p.person = $2 ORDER BY t.opened_at DESC LIMIT $3",
        )
        .bind(network.as_str())
        .bind(person.as_str())
        .bind(TICKETS_MAX)
        .fetch_all(&self.inner.readers)
        .await?;
        let mut found = Vec::new();
        for row in &rows {
            if let Some(ticket) = self.ticket_in(row).await? {
                found.push((ticket, rows::conversation(row, "person")?));
            }
        }
        Ok(found)
    }

    /// The ticket with this number.
    pub async fn ticket_numbered(&self, number: &Number) -> Result<Option<Numbered>, StoreError> {
        let row = sqlx::query(
            "SELECT c.id, c.version, c.state_sealed, t.person, t.phrase_hash FROM tickets t
             JOIN conversations c ON c.id = t.advisers WHERE t.number = $1",
        )
        .bind(number.to_string())
        .fetch_optional(&self.inner.readers)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let Some(ticket) = self.ticket_in(&row).await? else { return Ok(None) };
        let person = rows::conversation(&row, "person")?;
        Ok(Some(Numbered { ticket, person, phrase_hash: rows::maybe_text(&row, "phrase_hash")? }))
    }

    /// `None` where its words are erased.
    async fn ticket_in(&self, row: &AnyRow) -> Result<Option<Ticket>, StoreError> {
        let id = rows::conversation(row, "id")?;
        match self.conversation(&id, row).await?.0.ticket {
            Some(Side::Advisers(ticket)) => Ok(Some(*ticket)),
            Some(Side::Person(_)) | None => Ok(None),
        }
    }

    /// Whether a conversation has heard of an event of the other side of this ticket.
    pub async fn has_heard(&self, id: &ConversationId, ticket: &TicketId, said: &EventId) -> Result<bool, StoreError> {
        let row =
            sqlx::query("SELECT COUNT(*) AS n FROM inbox WHERE event = $1 AND kind = 'told' AND conversation = $2")
                .bind(told(ticket, said).as_str())
                .bind(id.as_str())
                .fetch_one(&self.inner.readers)
                .await?;
        Ok(rows::number(&row, "n")? > 0)
    }

    /// All that happened in a conversation and into it, in order; what was taken back without its words.
    pub async fn record(&self, id: &ConversationId) -> Result<Vec<Recorded>, StoreError> {
        let rows = sqlx::query(
            "SELECT network, room, thread, privacy, event, kind, sender, revision, happened_at, what_sealed FROM inbox
             WHERE conversation = $1 AND kind IN ('said', 'attached', 'invoked', 'edited', 'told') AND state = 'handled'
             ORDER BY seq LIMIT $2",
        )
        .bind(id.as_str())
        .bind(RECORD_MAX)
        .fetch_all(&self.inner.readers)
        .await?;
        let mut record = Vec::with_capacity(rows.len());
        for row in &rows {
            let (place, event) = (rows::place(row)?, EventId::new(rows::text(row, "event")?));
            let (kind, revision) = (rows::text(row, "kind")?, rows::number(row, "revision")?);
            let what = match rows::sealed(row, "what_sealed")? {
                Some(sealed) => {
                    self.inner.keys.open_sealed(&what_site(id, &place, &event, &kind, revision), &sealed).await?
                }
                None => None,
            };
            let (by, at) = (rows::person(row, "sender")?, Timestamp(rows::number(row, "happened_at")?));
            record.push(Recorded { event, at, by, what: what.map(|what| wire::read_what(&what)).transpose()? });
        }
        Ok(record)
    }

    /// The advisers of a room who want to be called, longest first.
    pub async fn on_duty(&self, place: &Place) -> Result<Vec<PersonId>, StoreError> {
        let rows = sqlx::query("SELECT person FROM duty WHERE network = $1 AND room = $2 ORDER BY since, person")
            .bind(place.network.as_str())
            .bind(place.room.as_str())
            .fetch_all(&self.inner.readers)
            .await?;
        rows.iter().map(|row| rows::person(row, "person")).collect()
    }
}

pub(super) async fn set_duty(
    tx: &mut Tx,
    place: &Place,
    person: &PersonId,
    is_on: bool,
    now: Timestamp,
) -> Result<(), StoreError> {
    let text = match is_on {
        true => "INSERT INTO duty (network, room, person, since) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        false => "DELETE FROM duty WHERE network = $1 AND room = $2 AND person = $3 AND since <= $4",
    };
    let query = sqlx::query(text).bind(place.network.as_str()).bind(place.room.as_str());
    query.bind(person.as_str()).bind(now.0).execute(&mut tx.conn).await?;
    Ok(())
}

/// The person's side is in this conversation from here on, and where it was is told so, in order with all else.
pub(super) async fn take_over(
    tx: &mut Tx,
    commit: &Commit,
    draft: &TakeOverDraft,
) -> Result<Option<Pending>, StoreError> {
    let here = &commit.conversation.id;
    let row = sqlx::query(
        "SELECT c.id, c.network, c.room, c.thread, c.privacy, c.person FROM tickets t
         LEFT JOIN conversations c ON c.id = t.person WHERE t.id = $1",
    )
    .bind(draft.ticket.as_str())
    .fetch_optional(&mut tx.conn)
    .await?;
    let Some(row) = row else { return Err(StoreError::Stale) };
    let before = rows::maybe_text(&row, "id")?;
    let person = if faults::bug("ticket.moved-still-hear") { before.as_deref() } else { Some(here.as_str()) };
    let phrase = if faults::bug("ticket.phrase-kept") { &draft.phrase_was } else { &draft.phrase_hash };
    let done = sqlx::query("UPDATE tickets SET person = $2, phrase_hash = $3 WHERE id = $1 AND phrase_hash = $4")
        .bind(draft.ticket.as_str())
        .bind(person)
        .bind(phrase)
        .bind(&draft.phrase_was)
        .execute(&mut tx.conn)
        .await?;
    // Of two who bring it at once the second is looked at again, and its phrase is an old one by then.
    if done.rows_affected() == 0 && !faults::bug("ticket.phrase-opens-twice") {
        return Err(StoreError::Stale);
    }
    faults::point("store.commit.taken_over");
    if before.is_none() || faults::bug("ticket.moved-untold") {
        return Ok(None);
    }
    let conversation = rows::conversation(&row, "id")?;
    let what = What::Told { ticket: draft.ticket.clone(), news: News::MovedAway, permit: None };
    let event = EventId::new(format!("{}#moved", told(&draft.ticket, &commit.event)));
    let (place, sender) = (rows::place(&row)?, rows::person(&row, "person")?);
    let incoming = Incoming { event, place, sender, at: commit.now, what, handle: None };
    let row = NewRow { conversation: &conversation, incoming: &incoming, once: None, now: commit.now };
    Ok(insert_inbox(tx, row).await?.map(|seq| Pending { seq, conversation }))
}

pub(super) async fn open(
    tx: &mut Tx,
    person: &ConversationId,
    draft: &TicketDraft,
    now: Timestamp,
) -> Result<(), StoreError> {
    let TicketDraft { id, number, advisers, network, room, phrase_hash } = draft;
    let done = sqlx::query(
        "INSERT INTO tickets (id, number, person, advisers, opened_at, phrase_hash) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT DO NOTHING",
    )
    .bind(id.as_str())
    .bind(number.to_string())
    .bind(person.as_str())
    .bind(advisers.id.as_str())
    .bind(now.0)
    .bind(phrase_hash)
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

/// The conversation of the other side. An adviser's words are taken back where they were heard: the person may be elsewhere since.
async fn other_side(tx: &mut Tx, teller: &Conversation, draft: &TellDraft) -> Result<Option<AnyRow>, StoreError> {
    let column = match &teller.ticket {
        Some(Side::Person(_)) => "advisers",
        Some(Side::Advisers(_)) => "person",
        None => return Ok(None),
    };
    if let (News::TookBack { said }, "person") = (&draft.news, column) {
        let row = sqlx::query(
            "SELECT c.id, c.network, c.room, c.thread, c.privacy, c.person FROM inbox i
             JOIN conversations c ON c.id = i.conversation WHERE i.event = $1 AND i.kind = 'told'",
        )
        .bind(told(&draft.ticket, said).as_str())
        .fetch_optional(&mut tx.conn)
        .await?;
        if row.is_some() {
            return Ok(row);
        }
    }
    let row = sqlx::query(
        "SELECT c.id, c.network, c.room, c.thread, c.privacy, c.person FROM tickets t
         JOIN conversations c ON c.id = CASE WHEN $2 = 'advisers' THEN t.advisers ELSE t.person END WHERE t.id = $1",
    );
    Ok(row.bind(draft.ticket.as_str()).bind(column).fetch_optional(&mut tx.conn).await?)
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
    let Some(row) = other_side(tx, teller, draft).await? else { return Ok(None) };
    let TellDraft { ticket, news, permit } = draft.clone();
    let conversation = rows::conversation(&row, "id")?;
    let event = match &news {
        // By this id everything that comes of the message later finds it.
        News::Wrote { said, .. } | News::Agreed { said, .. } if !faults::bug("ticket.told-by-another-id") => {
            told(&ticket, said)
        }
        _ => EventId::new(format!("{}#{}-{place_in_turn}", told(&ticket, event), news.word())),
    };
    let what = What::Told { ticket, news, permit };
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
