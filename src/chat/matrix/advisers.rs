//! Who is an adviser on Matrix: whoever is in the advisers' room, as the homeserver says at this moment.

use domain::ids::{PersonId, RoomId};
use matrix_sdk::ruma::api::client::state::get_state_event_for_key;
use matrix_sdk::ruma::events::StateEventType;
use matrix_sdk::ruma::{OwnedRoomId, OwnedUserId};

use super::Shared;
use super::errors::{self, Failure};

/// `None`: the homeserver gave no answer that settles it.
pub async fn is_adviser(shared: &Shared, room: &RoomId, person: &PersonId) -> Option<bool> {
    let room = OwnedRoomId::try_from(room.as_str()).ok()?;
    // What is no account is nobody's.
    let Ok(person) = OwnedUserId::try_from(person.as_str()) else { return Some(false) };
    // Asked of the homeserver each time: what the SDK keeps is as old as the last sync.
    let request = get_state_event_for_key::v3::Request::new(room, StateEventType::RoomMember, person.to_string());
    match shared.client.send(request).await {
        Ok(answer) => {
            let state: serde_json::Value = serde_json::from_str(answer.event_or_content.get()).ok()?;
            Some(state["membership"] == "join")
        }
        Err(error) => match errors::sort_http(&error) {
            // There is no such state: somebody who never was there.
            Failure::Never { status: 404, .. } => Some(false),
            _ => None,
        },
    }
}
