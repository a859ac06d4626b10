//! Commands and buttons. Discord waits three seconds for an acknowledgement, whatever the store does; the reply then has
//! fifteen minutes.

use std::time::Duration;

use domain::command::Command;
use domain::ids::{EventId, PersonId};
use domain::message::{Audience, Incoming, Notice, ReplyHandle, What};
use serde_json::{Value, json};
use tokio::time::{Instant, timeout_at};

use super::errors::Failure;
use super::hearing::Hearing;
use super::incoming::{Deed, Interaction};
use super::outgoing::EPHEMERAL;
use super::spool::Deferred;
use super::{Shared, now, speaking, time_of};
use crate::chat::{Arrived, Phrase};
use crate::faults;

/// The store is usually done in a few milliseconds, and what is acknowledged is then safe. When it is slow, this long.
const ACKNOWLEDGE_AFTER: Duration = Duration::from_millis(600);
/// When Discord stops waiting, with a little to spare.
const ACKNOWLEDGE_WITHIN: Duration = Duration::from_millis(2_900);
/// A command that is brought late is tried all the same: Discord alone knows whether it still waits.
const TRY_AT_LEAST: Duration = Duration::from_millis(1_200);
/// What RESUME brings again is not lost: after so long, what was cut short did not come back.
const BROUGHT_AGAIN_WITHIN: Duration = Duration::from_secs(6);
const RETRY_AFTER: Duration = Duration::from_millis(150);
/// Discord takes so many suggestions.
const SUGGESTIONS_MAX: usize = 25;
const SUGGESTION_MAX_CHARS: usize = 100;

/// Takes in one interaction, from its acknowledgement to the store.
pub async fn hear(hearing: &Hearing, data: &Value, heard_at: Instant) {
    let interaction = match Interaction::read(data) {
        Ok(Some(interaction)) => interaction,
        Ok(None) => return,
        Err(part) => return hearing.shared.misunderstood("INTERACTION_CREATE", part),
    };
    match interaction.deed.clone() {
        Deed::Typing { typed } => suggest(&hearing.shared, &interaction, &typed, heard_at).await,
        Deed::Happened { what, for_everyone } => {
            // Orders are for advisers: anywhere else the answer to one is for nobody but whoever gave it.
            let is_order = matches!(what, What::Invoked { command: Command::Desk { .. } });
            let for_everyone = for_everyone && (!is_order || hearing.shared.is_ticket(&interaction.room));
            let handle = interaction.handle(for_everyone);
            let place = hearing.shared.place(&interaction.room, interaction.direct);
            let incoming = Incoming {
                event: EventId::new(interaction.id.to_string()),
                place,
                sender: PersonId::new(&interaction.sender),
                at: domain::ids::Timestamp(time_of(interaction.id).0.min(now().0)),
                what,
                handle: Some(handle.clone()),
            };
            take_in(hearing, &interaction, incoming, &handle, heard_at).await;
        }
    }
}

/// First into the store and then acknowledged; the other way round when the store is slow.
async fn take_in(
    hearing: &Hearing,
    interaction: &Interaction,
    incoming: Incoming,
    handle: &ReplyHandle,
    heard_at: Instant,
) {
    let shared = &hearing.shared;
    let acknowledging = shared.acks.begin(interaction.id);
    faults::point("discord.interaction");
    let mut taken = Box::pin(hearing.durably(vec![Arrived { incoming, once: None }], None));
    let in_time = tokio::time::timeout(ACKNOWLEDGE_AFTER, &mut taken).await.is_ok();
    if in_time {
        acknowledge(shared, interaction, handle, heard_at).await;
        faults::point("discord.acknowledged");
        return drop(acknowledging);
    }
    let deferred = shared.spool.put(interaction.id, &interaction.room, handle);
    if let Err(error) = &deferred {
        tracing::warn!(%error, "discord: a command could not be noted; if this program is killed now, nobody is told");
    }
    // Meanwhile the store goes on.
    tokio::join!(
        async {
            acknowledge(shared, interaction, handle, heard_at).await;
            faults::point("discord.acknowledged_first");
            drop(acknowledging);
        },
        async {
            taken.await;
            if let Ok(deferred) = deferred {
                deferred.done();
            }
        }
    );
}

/// Tells Discord that a reply will come, and who will see it.
async fn acknowledge(shared: &Shared, interaction: &Interaction, handle: &ReplyHandle, heard_at: Instant) {
    let flags = if handle.audience == Audience::AskerAlone { EPHEMERAL } else { 0 };
    respond(shared, interaction, &json!({ "type": 5, "data": { "flags": flags } }), heard_at).await;
}

async fn suggest(shared: &Shared, interaction: &Interaction, typed: &str, heard_at: Instant) {
    let titles = shared.look_up.titles(typed, interaction.language, SUGGESTIONS_MAX);
    let fits = |title: &String| title.encode_utf16().count() <= SUGGESTION_MAX_CHARS;
    let choices: Vec<_> =
        titles.into_iter().filter(fits).map(|title| json!({ "name": title, "value": title })).collect();
    respond(shared, interaction, &json!({ "type": 8, "data": { "choices": choices } }), heard_at).await;
}

/// Tries until Discord no longer waits. That it has the response already is as good as success. Counted from when the command
/// was heard, and not from the time in its id: the clocks may differ.
async fn respond(shared: &Shared, interaction: &Interaction, response: &Value, heard_at: Instant) {
    let until = heard_at + ACKNOWLEDGE_WITHIN;
    let tries = async {
        loop {
            match shared.api.respond(interaction.id, &interaction.token, response).await {
                Ok(()) => return,
                Err(failure) if failure.is_acknowledged_already() => return,
                Err(Failure::Never { status, code }) => {
                    return tracing::warn!(status, code, "discord: a command was not acknowledged");
                }
                Err(Failure::Later { after: Some(after), .. }) => tokio::time::sleep(after).await,
                Err(_) => tokio::time::sleep(RETRY_AFTER).await,
            }
        }
    };
    if timeout_at(until.max(Instant::now() + TRY_AT_LEAST), tries).await.is_err() {
        // The reply will go to the person directly.
        tracing::warn!("discord: a command could not be acknowledged in time");
    }
}

/// At start: commands that were acknowledged and never taken in, and that Discord did not bring again. Whoever gave them is
/// asked to try once more.
pub async fn tell_cut_short(hearing: &Hearing) {
    let left = hearing.shared.spool.left();
    if left.is_empty() {
        return;
    }
    tokio::time::sleep(BROUGHT_AGAIN_WITHIN).await;
    let mut told = Vec::new();
    for deferred in left {
        let place = hearing.shared.place(&deferred.room, false);
        let (network, room) = (place.network, place.room);
        let event = EventId::new(deferred.interaction.to_string());
        match hearing.intake.author(&network, &room, &event).await {
            Ok(Some(_)) => deferred.done(),
            Ok(None) => {
                let words = hearing.shared.look_up.words(Phrase::CutShort, deferred.handle.language);
                speaking::say_in_place(&hearing.shared, &deferred.handle, &words).await;
                told.push(deferred);
            }
            // Nothing is known: the next start looks again.
            Err(_) => {}
        }
    }
    // The notes go last: killed before, the next start says the same once more, in the same places.
    if let Some(last) = told.last() {
        let count = u32::try_from(told.len()).unwrap_or(u32::MAX);
        hearing.tell(&format!("cut-short:{}", last.interaction), Notice::CutShort { count }).await;
    }
    told.into_iter().for_each(Deferred::done);
}
