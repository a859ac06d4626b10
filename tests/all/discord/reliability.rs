//! What Discord does to a bot on bad days, and what people see of it: nothing.

use std::time::{Duration, Instant};

use serde_json::json;

use super::desk::{ANSWER, Desk, QUESTION};
use super::stand_in::{Fault, Id, Seen, Settings, StandIn, Times};

/// The messages that were answered, in the order of the replies.
fn answered(discord: &StandIn, user: Id, channel: Id) -> Vec<Id> {
    discord.said_by_bot(user, channel).iter().filter_map(|seen| seen.reply_to).collect()
}

async fn until_answered(discord: &StandIn, user: Id, channel: Id, messages: &[Id]) {
    let wanted = messages.len();
    for _ in 0..600 {
        if answered(discord, user, channel).len() >= wanted {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    // A second reply that must not come would come soon.
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    assert_eq!(
        answered(discord, user, channel),
        messages,
        "{}\n{:?}",
        discord.identifies(),
        discord.requests().iter().rev().take(12).map(|r| (&r.method, &r.path, r.status)).collect::<Vec<_>>()
    );
}

/// F43, F44: an answer of Discord's that gets lost, in every way, makes no second reply and loses none.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_sent_and_not_confirmed_stands_once() {
    let Some(desk) = Desk::open().await else { return };
    let (discord, anna) = (&desk.discord, desk.anna);
    let dm = discord.dm(anna);
    let mut said = Vec::new();
    let faults = [
        Fault::DoneThenFails(500),
        Fault::DoneThenDropped,
        Fault::Fails(502),
        Fault::Dropped,
        Fault::Fails(500),
        Fault::RateLimited { retry_after: Duration::from_millis(300) },
        Fault::GloballyLimited { retry_after: Duration::from_millis(300) },
    ];
    for fault in faults {
        discord.lay("POST /channels", fault, Times::Next(2));
        said.push(discord.say_dm(anna, "thanks"));
        until_answered(discord, anna, dm, &said).await;
    }
    desk.is_clean();
}

/// The nonce is forgotten after minutes: then the channel is looked through before anything is said again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_the_nonce_is_forgotten_the_channel_is_looked_through() {
    let settings = Settings { nonce_window: Duration::ZERO, ..Settings::default() };
    let Some(mut desk) = Desk::open_with(settings).await else { return };
    desk.program.kill();
    desk.start(&[("FAIRWAY__DELIVERY__SEND_TIMEOUT_S", "1"), ("FAIRWAY_MS", "discord.key_lifetime:200")]);
    let (discord, anna) = (&desk.discord, desk.anna);
    discord.lay("POST /channels", Fault::DoneThenFails(500), Times::Next(1));
    let said = discord.say_dm(anna, "thanks");
    until_answered(discord, anna, discord.dm(anna), &[said]).await;
    let looked = discord.requests().iter().any(|request| request.method == "GET" && request.path.contains("/messages"));
    assert!(looked, "it was looked for");
    desk.is_clean();
}

/// F36 to F39: the same event twice, in the wrong order, after a resume, after a session that is over.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn events_come_twice_late_and_in_the_wrong_order() {
    let Some(desk) = Desk::open().await else { return };
    let (discord, anna) = (&desk.discord, desk.anna);
    let dm = discord.dm(anna);
    let mut said = vec![discord.say_dm(anna, "thanks")];
    until_answered(discord, anna, dm, &said).await;

    discord.send_twice(1);
    said.push(discord.say_dm(anna, "thanks"));
    until_answered(discord, anna, dm, &said).await;

    discord.send_backwards(3);
    said.extend([(); 3].map(|()| discord.say_dm(anna, "thanks")));
    until_answered(discord, anna, dm, &said).await;

    // Said while the connection is away: RESUME brings it.
    let resumes = discord.resumes();
    discord.drop_connections();
    said.push(discord.say_dm(anna, "thanks"));
    until_answered(discord, anna, dm, &said).await;
    assert_eq!(discord.resumes(), resumes + 1);

    discord.ask_to_reconnect();
    said.push(discord.say_dm(anna, "thanks"));
    until_answered(discord, anna, dm, &said).await;

    // The session is over: nothing is brought, so the channel is read back.
    let identifies = discord.identifies();
    discord.close_gateway(true);
    discord.drop_connections();
    discord.forget_sessions();
    said.push(discord.say_dm(anna, "thanks"));
    discord.close_gateway(false);
    until_answered(discord, anna, dm, &said).await;
    assert_eq!(discord.identifies(), identifies + 1);

    // The same while the line is up.
    discord.invalidate(false);
    said.push(discord.say_dm(anna, "thanks"));
    until_answered(discord, anna, dm, &said).await;
    assert_eq!(discord.identifies(), identifies + 2);
    desk.is_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dead_line_is_noticed_by_the_heartbeat() {
    let settings = Settings { heartbeat: Duration::from_millis(400), ..Settings::default() };
    let Some(desk) = Desk::open_with(settings).await else { return };
    let resumes = desk.discord.resumes();
    desk.discord.ignore_heartbeats(true);
    let began = Instant::now();
    while desk.discord.resumes() == resumes {
        assert!(began.elapsed() < Duration::from_secs(15), "{}", desk.program.log());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    desk.discord.ignore_heartbeats(false);
    let said = desk.discord.say_dm(desk.anna, "thanks");
    until_answered(&desk.discord, desk.anna, desk.discord.dm(desk.anna), &[said]).await;
    assert!(desk.program.log().contains("a heartbeat was not answered"));
    desk.is_clean();
}

/// An event that cannot be understood is counted and told, and the next one is answered.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_that_cannot_be_understood_is_counted() {
    let Some(desk) = Desk::open().await else { return };
    let discord = &desk.discord;
    discord.send_event("SOMETHING_NEW", json!({ "a": 1 }));
    discord.send_event("MESSAGE_CREATE", json!({ "id": "1", "channel_id": "2", "content": "a secret" }));
    let said = discord.say_dm(desk.anna, "thanks");
    until_answered(discord, desk.anna, discord.dm(desk.anna), &[said]).await;
    let metrics = desk.program.get("/metrics").unwrap_or_default();
    assert!(metrics.contains("fairway_events_not_understood_total{network=\"discord\"} 1"), "{metrics}");
    let log = desk.program.log();
    assert!(log.contains("an event could not be understood") && !log.contains("a secret"), "{log}");
}

/// Twenty seconds away: what was said meanwhile is answered, once, and the operator hears of what nobody can fetch.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_seconds_without_discord_lose_nothing_that_it_still_has() {
    let Some(mut desk) = Desk::prepare(Settings::default()) else { return };
    let operators = desk.discord.channel(desk.guild, "operators");
    desk.program.set("DESK__OPERATOR_ROOM", format!("discord:{operators}"));
    desk.start(&[]);
    let (discord, anna) = (&desk.discord, desk.anna);
    let dm = discord.dm(anna);
    let mut said = vec![discord.say_dm(anna, "thanks")];
    until_answered(discord, anna, dm, &said).await;
    discord.stop();
    tokio::time::sleep(Duration::from_secs(20)).await;
    discord.forget_sessions();
    said.push(discord.say_unheard(anna, dm, "thanks", Duration::from_secs(5)));
    // Nobody had written from here before: Discord does not tell of it afterwards, and no bot can know the channel.
    let bert = discord.user("bert");
    let unknown = discord.dm(bert);
    discord.say_unheard(bert, unknown, "hello?", Duration::from_secs(4));
    discord.go_on().await;
    until_answered(discord, anna, dm, &said).await;
    assert!(discord.said_by_bot(bert, unknown).is_empty());
    let told = discord.until_said(anna, operators, 1).await;
    assert!(told[0].content.contains("the first message of a person who had never written to me"), "{told:#?}");
    assert_eq!(told.len(), 1);
    desk.is_clean();
}

/// What is said while the channels are still being read back comes after what was said before, and hides none of it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_said_meanwhile_hides_nothing_that_was_said_before() {
    let Some(mut desk) = Desk::open().await else { return };
    let bert = desk.discord.user("bert");
    let people = [(desk.anna, desk.discord.dm(desk.anna)), (bert, desk.discord.dm(bert))];
    let mut said: Vec<Vec<Id>> = people.map(|(user, _)| vec![desk.discord.say_dm(user, "thanks")]).to_vec();
    for ((user, dm), said) in people.iter().zip(&said) {
        until_answered(&desk.discord, *user, *dm, said).await;
    }
    desk.program.kill();
    desk.discord.forget_sessions();
    for ((user, _), said) in people.iter().zip(&mut said) {
        said.push(desk.discord.say_dm(*user, "hello"));
    }
    // Reading takes its time, and not even a minute is read again before the cursor.
    desk.discord.lay("GET /channels", Fault::Slow(Duration::from_millis(1_500)), Times::UntilCleared);
    desk.start(&[("FAIRWAY_MS", "discord.overlap:0")]);
    for ((user, _), said) in people.iter().zip(&mut said) {
        said.push(desk.discord.say_dm(*user, "thanks"));
    }
    for ((user, dm), said) in people.iter().zip(&said) {
        until_answered(&desk.discord, *user, *dm, said).await;
    }
    desk.is_clean();
}

/// Killed while it reads back, and the next start has a session that brings newer messages first: none of the older is hidden.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_resume_brings_hides_nothing_that_was_said_before() {
    let Some(mut desk) = Desk::open().await else { return };
    let (anna, dm) = (desk.anna, desk.discord.dm(desk.anna));
    let first = desk.discord.say_dm(anna, "thanks");
    until_answered(&desk.discord, anna, dm, &[first]).await;
    desk.program.kill();
    desk.discord.forget_sessions();
    let missed = desk.discord.say_dm(anna, "hello");
    // Not even a minute is read again before the cursor.
    let overlap = ("FAIRWAY_MS", "discord.overlap:0");
    desk.program.start(&[overlap, ("FAIRWAY_CRASH_AT", "discord.before_sweep:1")]);
    desk.program.until_ended().await;
    let brought = desk.discord.say_dm(anna, "thanks");
    // So that it takes longer than messages wait to be put in order.
    (0..3_000).for_each(|_| desk.discord.send_event("SOMETHING_NEW", json!({})));
    desk.start(&[overlap]);
    until_answered(&desk.discord, anna, dm, &[first, missed, brought]).await;
    assert_eq!(desk.discord.resumes(), 1);
    desk.is_clean();
}

/// The next start knows a session that lived for a moment only: its commands come again, and the gap before it is told.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_as_a_session_begins_it_is_resumed() {
    let settings = Settings { acknowledge_within: Duration::from_secs(60), ..Settings::default() };
    let Some(mut desk) = Desk::prepare(settings) else { return };
    let operators = desk.discord.channel(desk.guild, "operators");
    desk.program.set("DESK__OPERATOR_ROOM", format!("discord:{operators}"));
    // The first one of all; then one after a gap, killed before that is told.
    for (sessions, crash_at) in [(1, "discord.before_sweep:1"), (2, "engine.before_take_in:1")] {
        desk.program.start(&[("FAIRWAY_CRASH_AT", crash_at)]);
        desk.program.until_ended().await;
        let asked = desk.discord.slash(desk.anna, desk.channel, "ask", &[("question", json!(QUESTION))]);
        desk.start(&[]);
        asked.answer().await;
        assert_eq!((desk.discord.identifies(), desk.discord.resumes()), (sessions, sessions));
        desk.program.kill();
        desk.discord.forget_sessions();
    }
    assert_eq!(desk.discord.until_said(desk.anna, operators, 1).await.len(), 1);
    desk.is_clean();
}

/// Where a channel's history cannot be read nobody waits for it, and what was said before comes when it can.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_history_that_cannot_be_read_holds_nobody_up() {
    let Some(mut desk) = Desk::open().await else { return };
    let (anna, dm) = (desk.anna, desk.discord.dm(desk.anna));
    let first = desk.discord.say_dm(anna, "thanks");
    until_answered(&desk.discord, anna, dm, &[first]).await;
    desk.program.kill();
    desk.discord.forget_sessions();
    let missed = desk.discord.say_dm(anna, "hello");
    desk.discord.lay("GET /channels", Fault::Fails(500), Times::UntilCleared);
    desk.start(&[]);
    let now = desk.discord.say_dm(anna, "thanks");
    until_answered(&desk.discord, anna, dm, &[first, now]).await;
    desk.discord.clear_faults();
    until_answered(&desk.discord, anna, dm, &[first, now, missed]).await;
    desk.is_clean();
}

/// F42: a reply that takes longer than Discord holds the place open comes as a direct message; and where that is closed, a
/// word says so where the person asked.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_late_reply_comes_directly_and_else_says_so() {
    let settings = Settings { token_lifetime: Duration::from_secs(2), ..Settings::default() };
    let Some(desk) = Desk::open_with(settings).await else { return };
    let (discord, anna, channel) = (&desk.discord, desk.anna, desk.channel);
    discord.set(|settings| settings.message_limit = None);
    let hold = || discord.lay("PATCH /webhooks", Fault::Fails(503), Times::For(Duration::from_millis(2_500)));
    hold();
    discord.slash(anna, channel, "ask", &[("question", json!(QUESTION))]).acknowledged().await;
    let direct = discord.until_said(anna, discord.dm(anna), 1).await.pop().unwrap();
    assert!(direct.json.to_string().contains("No, not without a check first."), "{direct:#?}");

    let bert = discord.user("bert");
    discord.join(desk.guild, bert);
    discord.close_dms(bert, true);
    discord.clear_faults();
    hold();
    discord.slash(bert, channel, "ask", &[("question", json!(QUESTION))]).acknowledged().await;
    let told = until_public(discord, anna, channel).await;
    assert!(told.content.starts_with(&format!("<@{bert}> I have a reply for you")), "{told:#?}");
    assert!(!told.content.contains(ANSWER), "{told:#?}");
    desk.is_clean();
}

async fn until_public(discord: &StandIn, user: Id, channel: Id) -> Seen {
    for _ in 0..200 {
        if let Some(seen) = discord.said_by_bot(user, channel).into_iter().find(|seen| !seen.ephemeral && !seen.loading)
        {
            return seen;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("nothing was said in the channel");
}

/// I6: what people wrote and the tokens that speak in the bot's name are found in no log, metric or file.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_people_write_is_found_nowhere() {
    let Some(mut desk) = Desk::prepare(Settings::default()) else { return };
    desk.discord.set(|settings| settings.message_limit = None);
    desk.start(&[("RUST_LOG", "trace")]);
    let (discord, anna, channel) = (&desk.discord, desk.anna, desk.channel);
    let dm = discord.dm(anna);
    let canaries: Vec<_> = (0..20).map(|number| format!("canary{number:02}zq")).collect();
    for (number, canary) in canaries.iter().enumerate() {
        let words = format!("may our partner {canary} see this?");
        if number % 2 == 0 {
            discord.say_dm(anna, &words);
            discord.until_said(anna, dm, number / 2 + 1).await;
        } else {
            discord.slash(anna, channel, "ask", &[("question", json!(words))]).answer().await;
        }
    }
    let tokens: Vec<_> = discord.interactions().iter().map(|asked| asked.token.clone()).collect();
    let metrics = desk.program.get("/metrics").unwrap_or_default();
    let mut places = desk.program.files();
    places.push(("metrics".to_owned(), metrics.into_bytes()));
    desk.program.kill();
    places.extend(desk.program.files());
    assert!(places.iter().any(|(name, bytes)| name.ends_with("log.jsonl") && bytes.len() > 1_000));
    let bot_token = desk.discord.token();
    for (name, bytes) in &places {
        for secret in canaries.iter().chain(&tokens).chain([&bot_token]) {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{secret} stands in {name}");
        }
    }
    desk.is_clean();
}
