//! The direct chat with a person: found among the bot's rooms, else made.
//!
//! Nothing is remembered here. The homeserver knows the bot's rooms and who is in them, and a room that the bot made says for
//! whom in its first state; so a retry, or the start after a kill, finds what an earlier try left, and makes no second room.

use std::time::Duration;

use matrix_sdk::ruma::api::client::membership::joined_rooms;
use matrix_sdk::ruma::api::client::room::create_room;
use matrix_sdk::ruma::api::client::room::create_room::v3::RoomPreset;
use matrix_sdk::ruma::api::client::state::get_state_event_for_key;
use matrix_sdk::ruma::events::{AnyInitialStateEvent, StateEventType};
use matrix_sdk::ruma::serde::Raw;
use matrix_sdk::ruma::{OwnedUserId, UserId};
use matrix_sdk::{Room, RoomMemberships};
use serde_json::json;

use super::Shared;
use super::errors::{self, Failure};
use super::rooms;
use crate::chat::SendError;
use crate::faults;

/// The state in which a room of the bot's making says for whom it is.
const MADE_FOR: &str = "io.fairway.direct";
/// How long a new room may take to come back with the sync.
const KNOWN_WITHIN: Duration = Duration::from_secs(10);
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// How soon a room that is about to be known is looked for again, in ms.
const LOOK_AGAIN_MS: u64 = 1_000;
/// How soon an invitation that the server does not take now is tried again, in ms.
const INVITE_AGAIN_MS: u64 = 30_000;

/// The encrypted room in which the person alone reads what the bot says; opened if there is none. They need not have accepted
/// its invitation: what is said there is theirs to read from the invitation on. `Unreachable` where they, or their server,
/// refuse to be invited.
pub async fn open(shared: &Shared, person: &str) -> Result<Room, SendError> {
    let person = user_id(person)?;
    if let Some(room) = known(shared, shared.client.joined_rooms(), &person).await? {
        return Ok(room);
    }
    // One at a time: two of a person's conversations would make two rooms.
    let _alone = shared.opening.lock().await;
    // Looked through once: a room that the SDK hears of meanwhile was not.
    let rooms = shared.client.joined_rooms();
    if let Some(room) = known(shared, rooms.clone(), &person).await? {
        return Ok(room);
    }
    let room = match left_alone(shared, &rooms, &person).await? {
        Some(room) => {
            invite(shared, &room, &person).await?;
            room
        }
        None => create(shared, &rooms, &person).await?,
    };
    faults::point("matrix.direct.opened");
    let is_known = async {
        while !is_with(shared, &room, &person).await? {
            tokio::time::sleep(LOOK_EVERY).await;
        }
        Ok(())
    };
    let not_in_time = |_| Err(not_yet("the new room is not known yet", LOOK_AGAIN_MS));
    tokio::time::timeout(KNOWN_WITHIN, is_known).await.unwrap_or_else(not_in_time)?;
    Ok(room)
}

/// The room that [`open`] would find; `None` where it would make one.
pub async fn find(shared: &Shared, person: &str) -> Result<Option<Room>, SendError> {
    known(shared, shared.client.joined_rooms(), &user_id(person)?).await
}

/// Whether the bot is there by itself, with nobody invited either.
pub async fn is_deserted(shared: &Shared, room: &Room) -> Result<bool, SendError> {
    Ok(members(shared, room).await? == [shared.me.clone()])
}

fn user_id(person: &str) -> Result<OwnedUserId, SendError> {
    UserId::parse(person).map_err(|_| SendError::Refused { why: "the person's id is malformed".to_owned() })
}

/// Among several the one that the account lists as a direct chat, and else always the same one.
async fn known(shared: &Shared, mut rooms: Vec<Room>, person: &UserId) -> Result<Option<Room>, SendError> {
    let is_listed = |room: &Room| room.direct_targets().iter().any(|target| target.as_str() == person.as_str());
    rooms.sort_by_cached_key(|room| (!is_listed(room), room.room_id().to_owned()));
    for room in rooms {
        if is_with(shared, &room, person).await? {
            return Ok(Some(room));
        }
    }
    Ok(None)
}

/// Whether the bot is alone with the person there, and nobody else can read what is said: the homeserver neither.
async fn is_with(shared: &Shared, room: &Room, person: &UserId) -> Result<bool, SendError> {
    let members = members(shared, room).await?;
    if members.len() != 2 || !members.iter().any(|member| member == person) {
        return Ok(false);
    }
    let encryption = room.latest_encryption_state().await.map_err(|error| not_said(errors::sort(&error)))?;
    if encryption.is_encrypted() {
        return Ok(true);
    }
    // The SDK may have heard of a room that was half made.
    match state(shared, room, StateEventType::RoomEncryption, "").await.map_err(not_said)? {
        Some(_) => Err(not_yet("a room is not known to be encrypted yet", LOOK_AGAIN_MS)),
        None => Ok(false),
    }
}

/// Who is in the room or invited to it; nobody where the bot may not know.
async fn members(shared: &Shared, room: &Room) -> Result<Vec<OwnedUserId>, SendError> {
    // Asks only where the SDK does not trust its list.
    match room.sync_members().await.map_err(|error| errors::sort(&error)) {
        Ok(()) => {}
        Err(Failure::Never { .. }) => return Ok(Vec::new()),
        Err(failure) => return Err(not_said(failure)),
    }
    let members = shared.client.state_store().get_user_ids(room.room_id(), RoomMemberships::ACTIVE).await;
    members.map_err(|_| not_yet("the members of a room cannot be read", LOOK_AGAIN_MS))
}

/// A room that was made for the person and that they are not in: inviting them failed, or they left.
async fn left_alone(shared: &Shared, rooms: &[Room], person: &UserId) -> Result<Option<Room>, SendError> {
    for room in rooms {
        if is_deserted(shared, room).await?
            && made_for(shared, room).await.map_err(not_said)?.as_deref() == Some(person.as_str())
        {
            return Ok(Some(room.clone()));
        }
    }
    Ok(None)
}

/// The SDK may not have heard yet that the person is there: a server refuses to invite who has joined.
async fn invite(shared: &Shared, room: &Room, person: &UserId) -> Result<(), SendError> {
    let Err(error) = room.invite_user_by_id(person).await else { return Ok(()) };
    let failure = errors::sort(&error);
    if let Failure::Never { status: 403, .. } = failure {
        let member = state(shared, room, StateEventType::RoomMember, person.as_str()).await.map_err(not_said)?;
        let membership = member.as_ref().and_then(|member| member.pointer("/content/membership"));
        if membership.is_some_and(|membership| membership == "join" || membership == "invite") {
            return Ok(());
        }
    }
    Err(not_opened(failure))
}

/// For whom the bot made the room; `None` where it did not. That others can make the bot one of a room's creators, and write
/// any state into rooms of theirs, changes nothing.
pub async fn made_for(shared: &Shared, room: &Room) -> Result<Option<String>, Failure> {
    let Some(state) = state(shared, room, MADE_FOR.into(), "").await? else { return Ok(None) };
    let is_ours = state["sender"] == shared.me.as_str();
    let person = state.pointer("/content/person").and_then(|person| person.as_str());
    Ok(person.filter(|_| is_ours).map(ToOwned::to_owned))
}

/// An event of the room's state; `None` where there is none, or none that the bot may see. Asked of the homeserver: the SDK
/// need not keep state of a type that it does not know, nor know yet what has just changed.
async fn state(
    shared: &Shared,
    room: &Room,
    kind: StateEventType,
    key: &str,
) -> Result<Option<serde_json::Value>, Failure> {
    let mut request = get_state_event_for_key::v3::Request::new(room.room_id().to_owned(), kind, key.to_owned());
    request.format = get_state_event_for_key::v3::StateEventFormat::Event;
    match shared.client.send(request).await.map_err(|error| errors::sort_http(&error)) {
        Ok(answer) => Ok(serde_json::from_str(answer.event_or_content.get()).ok()),
        Err(Failure::Never { status: 403 | 404, .. }) => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// `looked_through`: the rooms that are not it.
async fn create(shared: &Shared, looked_through: &[Room], person: &UserId) -> Result<Room, SendError> {
    // A room whose making had no answer is not known before the next sync.
    let rooms = shared.client.send(joined_rooms::v3::Request::new()).await;
    let rooms = rooms.map_err(|error| not_said(errors::sort_http(&error)))?.joined_rooms;
    if rooms.iter().any(|id| !looked_through.iter().any(|room| room.room_id() == id)) {
        return Err(not_yet("a room is not known yet", LOOK_AGAIN_MS));
    }
    let mut request = create_room::v3::Request::new();
    request.preset = Some(RoomPreset::PrivateChat);
    request.is_direct = true;
    request.invite = vec![person.to_owned()];
    // The person speaks, and lets nobody else in.
    request.power_level_content_override = rooms::power_levels(0);
    request.initial_state = initial_state(person);
    faults::point("matrix.direct.before_create");
    shared.client.create_room(request).await.map_err(|error| not_opened(errors::sort(&error)))
}

/// Saying for whom it was made: should inviting them fail, the room is there all the same. To be read from the invitation on and not
/// only from joining: what is said before they accept is theirs, and nobody else can be invited.
fn initial_state(person: &UserId) -> Vec<Raw<AnyInitialStateEvent>> {
    let mut state = rooms::initial_state("invited");
    state.push(json!({ "type": MADE_FOR, "state_key": "", "content": { "person": person } }));
    rooms::raw(&state)
}

/// Nothing was said yet, whatever became of the question.
fn not_said(failure: Failure) -> SendError {
    match failure.of_send() {
        SendError::Ambiguous { why } => SendError::NotSent { after_ms: None, why },
        error => error,
    }
}

/// What a failure to open a direct chat means.
fn not_opened(failure: Failure) -> SendError {
    match failure {
        Failure::Never { status: 403, .. } => SendError::Unreachable,
        // Synapse has no other number for too many invitations at once.
        Failure::Never { status: 400, .. } => not_yet("no direct chat was opened", INVITE_AGAIN_MS),
        failure => not_said(failure),
    }
}

fn not_yet(why: &str, after_ms: u64) -> SendError {
    SendError::NotSent { after_ms: Some(after_ms), why: why.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_direct_chat_that_is_not_opened_leaves_nothing_said() {
        let check = |failure: Failure, expect: &str| {
            let name = match not_opened(failure) {
                SendError::NotSent { after_ms: None, .. } => "not sent",
                SendError::NotSent { after_ms: Some(_), .. } => "later",
                SendError::Unreachable => "unreachable",
                SendError::Refused { .. } => "refused",
                SendError::Ambiguous { .. } => "unclear",
            };
            assert_eq!(name, expect);
        };
        let never = |status| Failure::Never { status, why: String::new() };
        check(never(403), "unreachable");
        check(never(400), "later");
        check(never(404), "refused");
        check(Failure::Unclear { why: String::new() }, "not sent");
        check(Failure::Later { after: Some(Duration::from_secs(2)), why: String::new() }, "later");
    }
}
