//! Carrying out a delivery: sending, taking back, seeding reactions, and finding what an earlier try left in the room.

use std::time::Duration;

use domain::ids::{DeliveryKey, MessageId, RoomId};
use domain::message::{Attachment, Audience, Destination, File, Message};
use matrix_sdk::media::{MediaFormat, MediaRequestParameters};
use matrix_sdk::ruma::api::client::media::create_content;
use matrix_sdk::ruma::api::client::message::get_message_events;
use matrix_sdk::ruma::api::client::redact::redact_event;
use matrix_sdk::ruma::events::AnyMessageLikeEventContent;
use matrix_sdk::ruma::events::room::MediaSource;
use matrix_sdk::ruma::serde::Raw;
use matrix_sdk::ruma::{OwnedEventId, OwnedRoomId, OwnedTransactionId, uint};
use matrix_sdk::{Room, RoomState};
use serde_json::Value;

use super::cache::Seen;
use super::hearing::open;
use super::{KEY_LIFETIME_MS, Shared, direct, errors, now, outgoing};
use crate::chat::{Deed, Outgoing, SendError, Sent};
use crate::faults;

/// Clocks of homeservers differ, and the first try was written down before it was made.
const FIND_MARGIN_MS: i64 = 10 * 60_000;
/// Pages of 100 events that are looked through, at most.
const FIND_PAGES_MAX: usize = 100;

/// How long a message waits for the first sync before it is tried again later.
const SYNCED_WITHIN: Duration = Duration::from_secs(5);

/// Carries out one delivery.
pub async fn send(shared: &Shared, outgoing: &Outgoing) -> Result<Sent, SendError> {
    until_synced(shared).await?;
    match &outgoing.what {
        Deed::Say(message) if outgoing.to.audience == Audience::Directly => {
            let room = direct::open(shared, outgoing.to.person.as_str()).await?;
            let id = say(shared, &room, &there(&room, &outgoing.to), &outgoing.key, message).await?;
            Ok(stands_in(&room, id))
        }
        Deed::Say(message) => {
            let room = room_with_readers(shared, &outgoing.to).await?;
            say(shared, &room, &outgoing.to, &outgoing.key, message).await.map(Sent::from)
        }
        // Only ever into a room that nobody but those in it can read.
        Deed::Open(message) => {
            let room = room_with_readers(shared, &outgoing.to).await?;
            let encryption = room.latest_encryption_state().await.map_err(|error| errors::sort(&error).of_send())?;
            if !encryption.is_encrypted() {
                return Err(SendError::Refused { why: "the advisers' room is not encrypted".to_owned() });
            }
            say(shared, &room, &outgoing.to, &outgoing.key, message).await.map(Sent::from)
        }
        Deed::Amend { target, message } => {
            let room = room_with_readers(shared, &outgoing.to).await?;
            let content = outgoing::replacement(message, target, &outgoing.to, &outgoing.key, shared.settings.notices);
            put(&room, "m.room.message", &content, transaction(&outgoing.key, "")).await.map(Sent::from)
        }
        Deed::Dismiss => Err(nothing_waits()),
        Deed::Withdraw(message) => {
            let room = room(shared, &outgoing.to)?;
            redact(shared, &room, message, transaction(&outgoing.key, "")).await.map(Sent::from)
        }
    }
}

/// A destination within another room: what the message answers stands elsewhere.
fn there(room: &Room, to: &Destination) -> Destination {
    Destination { room: RoomId::new(room.room_id().as_str()), thread: None, reply_to: None, ..to.clone() }
}

fn stands_in(room: &Room, id: MessageId) -> Sent {
    Sent { id, elsewhere: Some(RoomId::new(room.room_id().as_str())) }
}

/// No place is ever held open for a reply on Matrix.
fn nothing_waits() -> SendError {
    SendError::Refused { why: "nothing waits for a reply".to_owned() }
}

/// Looks for what an earlier try of this delivery left in the room.
pub async fn find(shared: &Shared, outgoing: &Outgoing) -> Result<Option<Sent>, SendError> {
    match &outgoing.what {
        Deed::Say(_) if outgoing.to.audience == Audience::Directly => {
            // Before the first sync of a run the SDK may know none of them.
            until_synced(shared).await?;
            let Some(room) = direct::find(shared, outgoing.to.person.as_str()).await? else { return Ok(None) };
            Ok(find_said(shared, &room, outgoing).await?.map(|id| stands_in(&room, id)))
        }
        Deed::Say(_) | Deed::Open(_) | Deed::Amend { .. } => {
            Ok(find_said(shared, &room(shared, &outgoing.to)?, outgoing).await?.map(Sent::from))
        }
        Deed::Dismiss => Err(nothing_waits()),
        Deed::Withdraw(message) => {
            Ok(find_redaction(shared, &room(shared, &outgoing.to)?, message).await?.map(Sent::from))
        }
    }
}

/// Best effort.
pub async fn show_typing(shared: &Shared, to: &Destination, on: bool) {
    if let Ok(room) = room(shared, to)
        && let Err(error) = room.typing_notice(on).await
    {
        tracing::debug!(why = errors::sort(&error).why(), "matrix: typing was not shown");
    }
}

/// Waits for the first sync of this run, with which the SDK asks for the devices that the last run left unasked. A
/// message encrypted before that waits for the answer under the lock that the question needs: until the SDK gives up,
/// five seconds later.
async fn until_synced(shared: &Shared) -> Result<(), SendError> {
    let mut synced = shared.synced.subscribe();
    match tokio::time::timeout(SYNCED_WITHIN, synced.wait_for(|synced| *synced)).await {
        Ok(Ok(_)) => Ok(()),
        _ => Err(not_synced()),
    }
}

fn not_synced() -> SendError {
    SendError::NotSent { after_ms: None, why: "not synced yet".to_owned() }
}

/// The room, if the bot may speak there as far as the SDK knows.
fn room(shared: &Shared, to: &Destination) -> Result<Room, SendError> {
    let refused = |why: &str| SendError::Refused { why: why.to_owned() };
    let id = OwnedRoomId::try_from(to.room.as_str()).map_err(|_| refused("the room's id is malformed"))?;
    match shared.client.get_room(&id) {
        Some(room) if room.state() == RoomState::Joined => Ok(room),
        // Before the first sync of a run the SDK may not know yet that the bot is in, or in again.
        _ if !*shared.synced.borrow() => Err(not_synced()),
        _ => Err(refused("the bot is not in the room")),
    }
}

/// The same, refused where nobody else is in it: the homeserver would take it, and an adviser be told that it was delivered.
async fn room_with_readers(shared: &Shared, to: &Destination) -> Result<Room, SendError> {
    let room = room(shared, to)?;
    if direct::is_deserted(shared, &room).await? {
        return Err(SendError::Refused { why: "nobody else is in the room".to_owned() });
    }
    Ok(room)
}

async fn say(
    shared: &Shared,
    room: &Room,
    to: &Destination,
    key: &DeliveryKey,
    message: &Message,
) -> Result<MessageId, SendError> {
    let content = match message.files.as_slice() {
        [] => outgoing::content(message, to, key, shared.settings.notices),
        [file] if message.markdown.is_empty() => outgoing::file(file, upload(shared, room, file).await?, to, key),
        // The core splits by `Abilities::files_with_words`.
        _ => return Err(SendError::Refused { why: "a file is a message of its own here".to_owned() }),
    };
    let thread = to.thread.as_ref().map(|thread| thread.as_str().to_owned());
    faults::point("matrix.send.before");
    let id = put(room, "m.room.message", &content, transaction(key, "")).await?;
    faults::point("matrix.send.after");
    shared.cache.put(room.room_id().as_str(), id.as_str(), Seen::own(shared.me.as_str(), thread));
    seed(shared, room, key, message, &id).await;
    Ok(id)
}

/// Brings a file to the server, in an encrypted room encrypted, and tells where it is in the words of an `m.file`. A repeat
/// leaves a copy that nothing points at.
async fn upload(shared: &Shared, room: &Room, file: &File) -> Result<(&'static str, Value), SendError> {
    let failed = |failure: errors::Failure| match failure.of_send() {
        // Whether it is there or not, nothing was said.
        SendError::Ambiguous { why } => SendError::NotSent { after_ms: None, why },
        error => error,
    };
    let encryption = room.latest_encryption_state().await.map_err(|error| failed(errors::sort(&error)))?;
    if encryption.is_encrypted() {
        let mut content = file.content.as_slice();
        let uploaded = shared.client.upload_encrypted_file(&mut content).await;
        let uploaded = uploaded.map_err(|error| failed(errors::sort(&error)))?;
        return Ok(("file", serde_json::to_value(uploaded).unwrap_or_default()));
    }
    let mut request = create_content::v3::Request::new(file.content.clone());
    request.content_type = Some(file.media_type.clone());
    let uploaded = shared.client.send(request).await.map_err(|error| failed(errors::sort_http(&error)))?;
    Ok(("url", Value::String(uploaded.content_uri.to_string())))
}

/// What somebody attached, decrypted where it was encrypted.
pub async fn bring(shared: &Shared, attachment: &Attachment, most: u64) -> Result<Vec<u8>, SendError> {
    let refused = |why: &str| SendError::Refused { why: why.to_owned() };
    let source: MediaSource = serde_json::from_str(&attachment.handle).map_err(|_| refused("no file of Matrix"))?;
    let request = MediaRequestParameters { source, format: MediaFormat::File };
    // Not kept by the SDK: it goes on and is done with.
    let content = shared.client.media().get_media_content(&request, false).await;
    let content = content.map_err(|error| errors::sort(&error).of_send())?;
    if u64::try_from(content.len()).is_ok_and(|size| size <= most) {
        Ok(content)
    } else {
        Err(refused("the file is larger than it was said to be"))
    }
}

/// Puts a number under the message for each choice. Best effort: the numbers stand in the text too. The transaction ids
/// follow from the key, so that a retry does not double them.
async fn seed(shared: &Shared, room: &Room, key: &DeliveryKey, message: &Message, id: &MessageId) {
    for (index, symbol) in outgoing::seeds(message).iter().enumerate() {
        let part = format!(".choice{}", index + 1);
        match put(room, "m.reaction", &outgoing::reaction(id.as_str(), symbol), transaction(key, &part)).await {
            Ok(reaction) => {
                let seen = Seen::own(shared.me.as_str(), None);
                shared.cache.put(room.room_id().as_str(), reaction.as_str(), seen);
            }
            Err(error) => {
                tracing::debug!(%error, "matrix: a choice was not seeded");
                return;
            }
        }
        faults::point("matrix.seed.sent");
    }
}

async fn put(
    room: &Room,
    kind: &str,
    content: &Value,
    transaction: OwnedTransactionId,
) -> Result<MessageId, SendError> {
    let refused = |_| SendError::Refused { why: "the message cannot be written as JSON".to_owned() };
    let content = Raw::new(content).map_err(refused)?.cast_unchecked::<AnyMessageLikeEventContent>();
    let sent = room.send_raw(kind, content).with_transaction_id(&transaction).await;
    match sent {
        Ok(sent) => Ok(MessageId::new(sent.response.event_id.as_str())),
        Err(error) => Err(errors::sort(&error).of_send()),
    }
}

async fn redact(
    shared: &Shared,
    room: &Room,
    message: &MessageId,
    transaction: OwnedTransactionId,
) -> Result<MessageId, SendError> {
    let refused = |_| SendError::Refused { why: "the message's id is malformed".to_owned() };
    let target = OwnedEventId::try_from(message.as_str()).map_err(refused)?;
    let request = redact_event::v3::Request::new(room.room_id().to_owned(), target, transaction);
    faults::point("matrix.redact.before");
    let response = shared.client.send(request).await.map_err(|error| errors::sort_http(&error).of_send())?;
    faults::point("matrix.redact.after");
    Ok(MessageId::new(response.event_id.as_str()))
}

/// The same for every try, so that the homeserver drops a repeat.
fn transaction(key: &DeliveryKey, part: &str) -> OwnedTransactionId {
    if faults::bug("matrix.new-txn-per-try") {
        return matrix_sdk::ruma::TransactionId::new();
    }
    OwnedTransactionId::from(format!("fairway.{key}{part}"))
}

async fn find_said(shared: &Shared, room: &Room, outgoing: &Outgoing) -> Result<Option<MessageId>, SendError> {
    let first = outgoing.first_tried_at.unwrap_or(now().plus_ms(-KEY_LIFETIME_MS));
    let floor = first.plus_ms(-FIND_MARGIN_MS).0;
    let mut from = None;
    for _ in 0..FIND_PAGES_MAX {
        let mut request = get_message_events::v3::Request::backward(room.room_id().to_owned());
        request.limit = uint!(100);
        request.from = from;
        let response = shared.client.send(request).await.map_err(|error| errors::sort_http(&error).of_send())?;
        let mut newest = i64::MIN;
        for raw in &response.chunk {
            newest = newest.max(raw.get_field("origin_server_ts").ok().flatten().unwrap_or(i64::MIN));
            if raw.get_field::<String>("sender").ok().flatten().as_deref() != Some(shared.me.as_str()) {
                continue;
            }
            let Some(heard) = open(room, raw).await else { continue };
            let field = |name: &str| heard.event.get(name).and_then(Value::as_str);
            let key =
                heard.event.get("content").and_then(|content| content.get(outgoing::KEY_FIELD)).and_then(Value::as_str);
            if key == Some(outgoing.key.as_str()) {
                return Ok(field("event_id").map(MessageId::new));
            }
            if field("type") == Some("m.room.encrypted") && heard.event.pointer("/content/ciphertext").is_some() {
                return Err(unclear("a message of the bot's own cannot be decrypted, so it may be this one"));
            }
        }
        from = response.end;
        // A page may be empty and not the last.
        if from.is_none() || (newest < floor && !response.chunk.is_empty()) {
            return Ok(None);
        }
    }
    Err(unclear("the room's history is too long to look through"))
}

/// A redacted event names the event that took it back.
async fn find_redaction(shared: &Shared, room: &Room, message: &MessageId) -> Result<Option<MessageId>, SendError> {
    use matrix_sdk::ruma::api::client::room::get_room_event;

    let refused = |_| SendError::Refused { why: "the message's id is malformed".to_owned() };
    let target = OwnedEventId::try_from(message.as_str()).map_err(refused)?;
    let request = get_room_event::v3::Request::new(room.room_id().to_owned(), target);
    let response = shared.client.send(request).await.map_err(|error| errors::sort_http(&error).of_send())?;
    let unsigned: Option<Value> = response.event.get_field("unsigned").ok().flatten();
    let by =
        unsigned.as_ref().and_then(|unsigned| unsigned.pointer("/redacted_because/event_id")).and_then(Value::as_str);
    Ok(by.map(MessageId::new))
}

fn unclear(why: &str) -> SendError {
    SendError::Ambiguous { why: why.to_owned() }
}
