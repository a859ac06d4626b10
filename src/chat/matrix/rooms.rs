//! The rooms that the bot makes, and what must hold of a room in which advisers work: whoever is in it is an adviser, so that who may
//! let others in is what matters most.

use matrix_sdk::Client;
use matrix_sdk::ruma::api::client::room::create_room;
use matrix_sdk::ruma::api::client::room::create_room::v3::{CreationContent, RoomPreset};
use matrix_sdk::ruma::api::client::state::{get_state_event_for_key, send_state_event};
use matrix_sdk::ruma::events::{AnyInitialStateEvent, StateEventType};
use matrix_sdk::ruma::serde::Raw;
use matrix_sdk::ruma::{OwnedRoomId, OwnedUserId, RoomId};
use serde_json::{Value, json};

use super::checks::Finding;
use super::errors::{self, Failure};

/// May do everything in the room.
const OWNER: i64 = 100;
/// May speak among advisers: what clients call a moderator.
const ADVISER: i64 = 50;

/// A room to be made for advisers.
#[derive(Clone, Debug)]
pub struct AdvisersRoom {
    pub name: String,
    /// Lets others in and shows them out.
    pub owner: OwnedUserId,
    pub advisers: Vec<OwnedUserId>,
    /// Nobody from another server can ever be in it.
    pub is_local: bool,
}

/// Encrypted, without guests, with history as named: the state that every room of the bot's making begins with.
pub fn initial_state(history: &str) -> Vec<Value> {
    vec![
        json!({ "type": "m.room.encryption", "state_key": "", "content": { "algorithm": "m.megolm.v1.aes-sha2" } }),
        json!({ "type": "m.room.history_visibility", "state_key": "", "content": { "history_visibility": history } }),
        json!({ "type": "m.room.guest_access", "state_key": "", "content": { "guest_access": "forbidden" } }),
    ]
}

/// Who is let in, what the room is, and who is called there is for its owners alone; `speak`: who may say something.
pub fn power_levels<T>(speak: i64) -> Option<Raw<T>> {
    let levels = json!({
        "events_default": speak, "invite": OWNER, "kick": OWNER, "ban": OWNER, "state_default": OWNER,
        "notifications": { "room": OWNER },
    });
    Raw::new(&levels).ok().map(Raw::cast_unchecked)
}

pub fn raw(state: &[Value]) -> Vec<Raw<AnyInitialStateEvent>> {
    state.iter().filter_map(|event| Raw::new(event).ok()).map(Raw::cast_unchecked).collect()
}

/// Makes it and invites everybody. Whoever the owner lets in later reads along and, until they are made a moderator, can say nothing:
/// so nobody acts who was let in by mistake.
pub async fn make(client: &Client, room: &AdvisersRoom) -> Result<OwnedRoomId, String> {
    let mut request = create_room::v3::Request::new();
    request.preset = Some(RoomPreset::PrivateChat);
    request.name = Some(room.name.clone());
    request.invite = std::iter::once(&room.owner).chain(&room.advisers).cloned().collect();
    request.initial_state = raw(&initial_state("joined"));
    request.power_level_content_override = power_levels(ADVISER);
    if room.is_local {
        let mut content = CreationContent::new();
        content.federate = false;
        request.creation_content = Some(Raw::new(&content).map_err(|error| error.to_string())?);
    }
    let made = client.send(request).await.map_err(|error| why(&errors::sort_http(&error)))?.room_id;
    // Who has which power is added to what the server made of it: versions of rooms differ in whether their maker is named there.
    let mut levels = state(client, &made, StateEventType::RoomPowerLevels).await.map_err(|failure| why(&failure))?;
    levels["users"][room.owner.as_str()] = json!(OWNER);
    for adviser in &room.advisers {
        levels["users"][adviser.as_str()] = json!(ADVISER);
    }
    let content = Raw::new(&levels).map_err(|error| error.to_string())?.cast_unchecked();
    let request =
        send_state_event::v3::Request::new_raw(made.clone(), StateEventType::RoomPowerLevels, String::new(), content);
    client.send(request).await.map_err(|error| why(&errors::sort_http(&error)))?;
    Ok(made)
}

/// What is wrong with a room of advisers.
pub async fn examine(client: &Client, room: &str) -> Vec<Finding> {
    let finding = |serious, problem: String, remedy: &str| Finding { serious, problem, remedy: remedy.to_owned() };
    let Ok(id) = OwnedRoomId::try_from(room) else { return Vec::new() };
    let (rules, levels) = tokio::join!(
        state(client, &id, StateEventType::RoomJoinRules),
        state(client, &id, StateEventType::RoomPowerLevels)
    );
    let (encryption, history) = tokio::join!(
        state(client, &id, StateEventType::RoomEncryption),
        state(client, &id, StateEventType::RoomHistoryVisibility)
    );
    let Ok(rules) = rules else {
        return vec![finding(
            true,
            format!("the bot is not in the advisers' room {room}, or may not see what it is"),
            "invite the bot into it; `fairway matrix make-room` makes one that is as it should be",
        )];
    };
    let mut findings = Vec::new();
    // Not set where it could not be asked, which the next start tells.
    let rule = rules["join_rule"].as_str().unwrap_or("invite");
    if !matches!(rule, "invite" | "knock" | "private") {
        let problem = format!("people can join the advisers' room {room} without being invited, and are advisers then");
        findings.push(finding(true, problem, "set the room to “invite only”"));
    }
    if matches!(encryption, Err(Failure::Never { .. })) {
        let problem = format!("the advisers' room {room} is not encrypted, so no ticket goes into it");
        findings.push(finding(true, problem, "switch on encryption in the room's settings"));
    }
    let history = history.map_or_else(|_| "shared".to_owned(), |history| history["history_visibility"].to_string());
    if history.contains("world_readable") {
        let problem = format!("everybody can read the advisers' room {room}");
        findings.push(finding(true, problem, "let only members read its history"));
    } else if history.contains("shared") {
        let problem = format!("whoever joins the advisers' room {room} sees which tickets there were before");
        findings.push(finding(false, problem, "let members read its history “since they joined”"));
    }
    let invite = levels.ok().and_then(|levels| levels["invite"].as_i64()).unwrap_or(0);
    if invite < ADVISER {
        let problem = format!("everybody in the advisers' room {room} can invite others, who are advisers then");
        findings.push(finding(false, problem, "let only moderators or administrators invite"));
    }
    findings
}

async fn state(client: &Client, room: &RoomId, kind: StateEventType) -> Result<Value, Failure> {
    let request = get_state_event_for_key::v3::Request::new(room.to_owned(), kind, String::new());
    let answer = client.send(request).await.map_err(|error| errors::sort_http(&error))?;
    serde_json::from_str(answer.event_or_content.get()).map_err(|error| Failure::Unclear { why: error.to_string() })
}

fn why(failure: &Failure) -> String {
    format!("the homeserver did not make the room: {}", failure.why())
}
