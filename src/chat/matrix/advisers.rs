//! Who is an adviser on Matrix: whoever is in the advisers' room, as the homeserver says at this moment, and acts on a device that their
//! account has confirmed (cross-signed).

use domain::ids::{EventId, PersonId, RoomId};
use matrix_sdk::Room;
use matrix_sdk::deserialized_responses::TimelineEventKind;
use matrix_sdk::ruma::api::client::membership::joined_members;
use matrix_sdk::ruma::api::client::state::get_state_event_for_key;
use matrix_sdk::ruma::events::StateEventType;
use matrix_sdk::ruma::{OwnedEventId, OwnedRoomId, OwnedUserId, UserId};

use super::Shared;
use super::errors::{self, Failure};
use crate::authority::{Is, Profile};

/// `None`: the homeserver gave no answer that settles it.
pub async fn who_is(shared: &Shared, room: &RoomId, person: &PersonId, acted: Option<&EventId>) -> Option<Is> {
    let room = OwnedRoomId::try_from(room.as_str()).ok()?;
    // What is no account is nobody's.
    let Ok(person) = OwnedUserId::try_from(person.as_str()) else { return Some(Is::NoAdviser) };
    let device = async {
        match acted {
            Some(acted) => how_acted(shared, &shared.client.get_room(&room)?, &person, acted).await,
            None => Some((true, None)),
        }
    };
    let (member, acted) = tokio::join!(member(shared, room.clone(), &person), device);
    let Some(name) = member? else { return Some(Is::NoAdviser) };
    let (is_confirmed, identity) = acted?;
    Some(if is_confirmed { Is::Adviser(Profile { name, identity }) } else { Is::OnUnverifiedDevice })
}

/// The name that is shown of somebody who is in the room, if any; `Some(None)`: they are not there. Asked of the homeserver each time: what the SDK
/// keeps is as old as the last sync.
async fn member(shared: &Shared, room: OwnedRoomId, person: &UserId) -> Option<Option<Option<String>>> {
    let request = get_state_event_for_key::v3::Request::new(room, StateEventType::RoomMember, person.to_string());
    match shared.client.send(request).await {
        Ok(answer) => {
            let state: serde_json::Value = serde_json::from_str(answer.event_or_content.get()).ok()?;
            let name = state["displayname"].as_str().map(ToOwned::to_owned);
            Some((state["membership"] == "join").then_some(name))
        }
        Err(error) => match errors::sort_http(&error) {
            // There is no such state: somebody who never was there.
            Failure::Never { status: 404, .. } => Some(None),
            _ => None,
        },
    }
}

/// Whether an event was encrypted on a device that the account of its sender has signed, and the identity of that account. What clients
/// never encrypt, a reaction or a deletion, says nothing of a device and is taken: it can say how a ticket stands or take words back, and
/// say nothing.
async fn how_acted(shared: &Shared, room: &Room, person: &UserId, acted: &EventId) -> Option<(bool, Option<String>)> {
    let event = room.event(&OwnedEventId::try_from(acted.as_str()).ok()?, None).await.ok()?;
    let TimelineEventKind::Decrypted(decrypted) = &event.kind else {
        let kind: Option<String> = event.raw().get_field("type").ok().flatten();
        return match kind.as_deref() {
            Some("m.reaction" | "m.room.redaction") => Some((true, identity(shared, person).await.ok()?)),
            // It cannot be read now; its key may come.
            Some("m.room.encrypted") => None,
            _ => Some((false, None)),
        };
    };
    let device = decrypted.encryption_info.sender_device.clone()?;
    // Devices and signatures anew: one that was signed out or replaced must not count.
    let identity = identity(shared, person).await.ok()?;
    let device = shared.client.encryption().get_device(person, &device).await.ok()?;
    Some((device.is_some_and(|device| device.is_cross_signed_by_owner()), identity))
}

/// The account's master key, with which it signs its devices, asked of the homeserver anew.
pub async fn identity(shared: &Shared, person: &UserId) -> matrix_sdk::Result<Option<String>> {
    let identity = shared.client.encryption().request_user_identity(person).await?;
    Ok(identity.and_then(|identity| Some(identity.master_key().get_first_key()?.to_base64())))
}

/// Those in the room who are called so: an id, its first part, or the name that is shown. Whoever is named by a pill is, too: what a
/// client puts there is one of these.
pub async fn named(shared: &Shared, room: &RoomId, name: &str) -> Option<Vec<PersonId>> {
    let room = OwnedRoomId::try_from(room.as_str()).ok()?;
    let answer = shared.client.send(joined_members::v3::Request::new(room)).await.ok()?;
    let folded = |name: &str| name.trim().trim_start_matches('@').trim_end_matches(':').to_lowercase();
    let wanted = folded(name);
    let others = answer.joined.iter().filter(|(person, _)| **person != shared.me);
    let is_meant = |(person, member): &(&OwnedUserId, &joined_members::v3::RoomMember)| {
        let shown = member.display_name.as_deref().map(folded);
        folded(person.as_str()) == wanted || folded(person.localpart()) == wanted || shown.as_ref() == Some(&wanted)
    };
    Some(others.filter(is_meant).map(|(person, _)| PersonId::new(person.as_str())).collect())
}

/// An address that every client of Matrix opens.
pub fn address(room: &str, event: &str) -> String {
    let encoded = |id: &str| id.replace('%', "%25").replace('/', "%2F").replace('?', "%3F").replace('#', "%23");
    format!("https://matrix.to/#/{}/{}", encoded(room), encoded(event))
}
