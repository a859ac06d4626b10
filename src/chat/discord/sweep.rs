//! What was said while nobody listened: at every start of a session each channel is read back to its cursor.

use std::time::Duration;

use domain::ids::Timestamp;
use serde_json::Value;
use serenity::all::{ChannelId, LightMethod, Request, Route};

use super::errors::Failure;
use super::hearing::Hearing;
use super::incoming;
use super::{Shared, network, snowflake_at, time_of};
use crate::faults;

/// Discord's largest page.
pub const PAGE: usize = 100;
/// Read again before the cursor: events may have come in another order than the messages were written.
const OVERLAP_MS: i64 = 60_000;
/// A channel that was silent for this long is not read back: nobody waits there, and each costs a request.
const SILENT_MAX_MS: i64 = 40 * 24 * 3_600_000;
const TRIES_MAX: u32 = 8;

/// Reads back every channel that was heard before, and learns where the configured ones stand.
pub async fn run(hearing: &Hearing) {
    faults::point("discord.before_sweep");
    if faults::bug("discord.no-sweep") {
        return;
    }
    let cursors = match hearing.intake.cursors(&network()).await {
        Ok(cursors) => cursors,
        Err(error) => return tracing::warn!(%error, "discord: the channels could not be read back"),
    };
    for (room, event) in &cursors {
        let cursor = hearing.cursor_of(room.as_str(), Some(event.clone()));
        if super::hearing::age_ms(cursor) > SILENT_MAX_MS {
            continue;
        }
        if let Err(failure) = sweep(hearing, room.as_str(), cursor).await {
            tracing::warn!(why = failure.why(), "discord: a channel could not be read back");
        }
    }
    let settings = &hearing.shared.settings;
    for room in settings.channels.iter().chain(&settings.plain_talk) {
        if !cursors.iter().any(|(known, _)| known.as_str() == room) {
            // From here on: what was said before the bot came was not said to it.
            hearing.start_at(room, snowflake_at(super::now())).await;
        }
    }
}

async fn sweep(hearing: &Hearing, room: &str, cursor: u64) -> Result<(), Failure> {
    let id = ChannelId::new(room.parse().map_err(|_| Failure::Never { status: 404, code: 0 })?);
    let direct = match hearing.shared.rooms.is_direct(room) {
        Some(direct) => direct,
        None => {
            let channel = patiently(|| hearing.shared.api.get(Route::Channel { channel_id: id })).await?;
            hearing.shared.rooms.note(&channel);
            channel["type"] == 1
        }
    };
    let me = patiently(|| hearing.shared.api.me()).await?.user.to_string();
    let reader = hearing.shared.reader(&me, room, direct).await;
    let mut after = snowflake_at(Timestamp(time_of(cursor).0 - OVERLAP_MS)).max(1);
    loop {
        let page = patiently(|| list(&hearing.shared, id, after)).await?;
        let mut messages: Vec<(u64, &Value)> =
            page.iter().filter_map(|message| Some((incoming::snowflake(message, "id")?, message))).collect();
        messages.sort_by_key(|(id, _)| *id);
        let Some((newest, _)) = messages.last().copied() else { return Ok(()) };
        let mut read = Vec::new();
        for (id, message) in &messages {
            match reader.message(message) {
                Ok(one) => read.extend(one.map(|one| (one, Some(*id)))),
                Err(part) => hearing.shared.misunderstood("a message read back", part),
            }
        }
        hearing.take_in(room, direct, read).await;
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
            Err(Failure::Later { after: Some(after), .. }) => tokio::time::sleep(after.max(pause)).await,
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
