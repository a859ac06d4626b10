//! What was said while nobody listened: at every start of a session, and once an hour, each channel is read back to its cursor.

use std::time::Duration;

use domain::ids::{EventId, RoomId, Timestamp};
use serde_json::Value;
use serenity::all::{ChannelId, LightMethod, Request, Route};

use super::errors::Failure;
use super::hearing::Hearing;
use super::incoming;
use super::rooms::Kind;
use super::{Shared, network, now, snowflake_at, time_of};
use crate::faults;

/// Discord's largest page.
pub const PAGE: usize = 100;
/// Read again before the cursor: events may have come in another order than the messages were written.
const OVERLAP_MS: i64 = 60_000;
/// A direct chat that was silent for this long is not read back: nobody waits there, and each costs a request.
const SILENT_MAX_MS: i64 = 400 * 24 * 3_600_000;
/// Few, because somebody may wait in the channel; the whole is repeated soon.
const TRIES_MAX: u32 = 4;
const SLEEP_MAX: Duration = Duration::from_secs(120);
const AGAIN_AFTER: Duration = Duration::from_secs(10);
const EVERY: Duration = Duration::from_secs(3_600);

/// Reads back every channel that was heard before, and then once an hour. Aborted when a new session begins.
pub async fn run(hearing: &Hearing, cursors: Vec<(RoomId, EventId)>) {
    faults::point("discord.before_sweep");
    if faults::bug("discord.no-sweep") {
        return;
    }
    begin_named_channels(hearing, &cursors).await;
    let new = new_tickets(hearing, &cursors).await;
    read_back(hearing, cursors.into_iter().chain(new).collect()).await;
    loop {
        tokio::time::sleep(EVERY).await;
        match hearing.intake.cursors(&network()).await {
            Ok(cursors) => read_back(hearing, cursors).await,
            Err(error) => tracing::warn!(%error, "discord: the channels could not be read back"),
        }
    }
}

/// Reads back all of these channels, again and again where that fails; first those in which somebody waits.
async fn read_back(hearing: &Hearing, mut left: Vec<(RoomId, EventId)>) {
    let rooms = &hearing.shared.rooms;
    let mut failed = Vec::new();
    while !left.is_empty() {
        let next = left.iter().position(|(room, _)| rooms.is_waited_for(room.as_str())).unwrap_or(0);
        let (room, event) = left.remove(next);
        rooms.open_gap(room.as_str());
        match sweep(hearing, room.as_str(), event.as_str().parse().unwrap_or(0)).await {
            Ok(()) | Err(Failure::Never { .. }) => close(hearing, room.as_str()).await,
            Err(failure) => {
                tracing::warn!(why = failure.why(), "discord: a channel could not be read back; trying again");
                // Nobody waits for a history that cannot be read; but the cursor stays before it.
                let held = rooms.take_held(room.as_str());
                hearing.hand_in_room(room.as_str(), held, false).await;
                failed.push((room, event));
            }
        }
        if left.is_empty() && !failed.is_empty() {
            tokio::time::sleep(AGAIN_AFTER).await;
            left = std::mem::take(&mut failed);
        }
    }
}

/// What was heard while the channel was read is taken in now.
async fn close(hearing: &Hearing, room: &str) {
    while !hearing.shared.rooms.close_gap(room) {
        let held = hearing.shared.rooms.take_held(room);
        hearing.hand_in_room(room, held, true).await;
    }
}

/// A channel that the settings name counts from now on: what was said before the bot came was not said to it.
async fn begin_named_channels(hearing: &Hearing, cursors: &[(RoomId, EventId)]) {
    let settings = &hearing.shared.settings;
    for room in settings.channels.iter().chain(&settings.plain_talk) {
        if !cursors.iter().any(|(known, _)| known.as_str() == room) {
            hearing.take_in_to(room, false, Vec::new(), Some(snowflake_at(now()))).await;
        }
    }
}

/// Posts in the advisers' forum in which nobody was heard yet: from their beginning on, what is said there is for a ticket.
async fn new_tickets(hearing: &Hearing, cursors: &[(RoomId, EventId)]) -> Vec<(RoomId, EventId)> {
    let threads = match patiently(|| hearing.shared.tickets()).await {
        Ok(threads) => threads,
        Err(failure) => {
            tracing::warn!(why = failure.why(), "discord: the posts of the forum could not be listed");
            return Vec::new();
        }
    };
    threads.iter().for_each(|thread| hearing.shared.rooms.note(thread));
    let ids = threads.iter().filter_map(|thread| thread["id"].as_str());
    let new = ids.filter(|id| !cursors.iter().any(|(known, _)| known.as_str() == *id));
    new.map(|id| (RoomId::new(id), EventId::new(id))).collect()
}

async fn sweep(hearing: &Hearing, room: &str, cursor: u64) -> Result<(), Failure> {
    let shared = &hearing.shared;
    let Some(id) = room.parse().ok().filter(|id| *id > 0) else { return Ok(()) };
    let id = ChannelId::new(id);
    let direct = match shared.rooms.kind(room) {
        Some(kind) => kind == Kind::Direct,
        None => {
            let channel = patiently(|| shared.api.get(Route::Channel { channel_id: id })).await?;
            shared.rooms.note(&channel);
            shared.rooms.kind(room) == Some(Kind::Direct)
        }
    };
    if direct && now().ms_since(time_of(cursor)) > SILENT_MAX_MS {
        return Ok(());
    }
    let me = patiently(|| shared.api.me()).await?.user.to_string();
    let reader = shared.reader(&me, room, direct);
    let mut after = snowflake_at(Timestamp(time_of(cursor).0 - faults::ms("discord.overlap", OVERLAP_MS))).max(1);
    loop {
        let page = patiently(|| list(shared, id, after)).await?;
        let mut messages: Vec<(u64, &Value)> =
            page.iter().filter_map(|message| Some((incoming::snowflake(message, "id")?, message))).collect();
        messages.sort_by_key(|(id, _)| *id);
        let Some((newest, _)) = messages.last().copied() else { return Ok(()) };
        let mut found = Vec::new();
        for (_, message) in &messages {
            match reader.message(message) {
                Ok(read) => found.extend(read),
                Err(part) => shared.misunderstood("a message read back", part),
            }
        }
        hearing.take_in_to(room, direct, found, Some(newest.max(cursor))).await;
        faults::point("discord.swept_page");
        if messages.len() < PAGE {
            return Ok(());
        }
        after = newest;
    }
}

/// A reading may be repeated as often as it takes.
async fn patiently<T, F: Future<Output = Result<T, Failure>>>(ask: impl Fn() -> F) -> Result<T, Failure> {
    let mut pause = Duration::from_millis(500);
    for _ in 1..TRIES_MAX {
        match ask().await {
            Err(Failure::Never { status, code }) => return Err(Failure::Never { status, code }),
            Err(Failure::Later { after: Some(after), .. }) => tokio::time::sleep(after.max(pause).min(SLEEP_MAX)).await,
            Err(_) => tokio::time::sleep(pause).await,
            done => return done,
        }
        pause = (pause * 2).min(Duration::from_secs(30));
    }
    ask().await
}

/// Messages after an id, in no order that one may rely on.
pub async fn list(shared: &Shared, channel_id: ChannelId, after: u64) -> Result<Vec<Value>, Failure> {
    let params = vec![("limit", PAGE.to_string()), ("after", after.to_string())];
    let request = Request::new(Route::ChannelMessages { channel_id }, LightMethod::Get).params(Some(params));
    match shared.api.call(request).await? {
        Value::Array(messages) => Ok(messages),
        _ => Err(Failure::Unclear { why: "Discord's answer could not be read".to_owned() }),
    }
}
