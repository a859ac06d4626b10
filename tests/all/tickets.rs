//! A ticket from end to end, with the real program: a person on one network, advisers in an encrypted room on Matrix, and neither side
//! learns who or where the other is.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::nio::{Peer, text};
use crate::support::program::Program;
use crate::support::synapse::{self, Synapse};

const WITHIN: Duration = Duration::from_secs(60);
/// What the person says and what the adviser says, as nothing else is said.
const PLAN: &str = "Our partner would like access to the measurements before they are published.";
const REPLY: &str = "Which measurements are these, and who paid for them?";

fn body(event: &Value) -> &str {
    event["content"]["body"].as_str().unwrap_or_default()
}

/// The message of the bot in a room that holds these words; whatever else it says meanwhile.
async fn until(peer: &Peer, room: &str, bot: &str, words: &str) -> Value {
    let end = Instant::now() + WITHIN;
    loop {
        let said = peer.messages(room, bot, 0, 1).await;
        if let Some(found) = said.iter().find(|event| body(event).contains(words)) {
            return found.clone();
        }
        assert!(Instant::now() < end, "{words:?} was never said: {said:#?}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// A room of advisers, with the bot in it, made before the program knows that it is theirs.
async fn advisers(synapse: &Synapse, program: &mut Program, name: &str) -> (Peer, String) {
    room_of_advisers(synapse, program, name, true).await
}

async fn room_of_advisers(synapse: &Synapse, program: &mut Program, name: &str, encrypted: bool) -> (Peer, String) {
    let cara = Peer::start(synapse, &format!("cara-{name}")).await;
    cara.ask("cross_sign", json!({})).await;
    program.start(&[]);
    program.wait_ready();
    let room = cara.room_with(&[&program.user_id], encrypted, false).await;
    until(&cara, &room, &program.user_id, "").await;
    program.terminate();
    program.set("ADVISERS__ROOM", format!("matrix:{room}"));
    program.start(&[]);
    program.wait_ready();
    (cara, room)
}

async fn say_in(peer: &Peer, room: &str, thread: &str, words: &str) -> String {
    let content = json!({
        "msgtype": "m.text", "body": words,
        "m.relates_to": { "rel_type": "m.thread", "event_id": thread, "is_falling_back": true, "m.in_reply_to": { "event_id": thread } },
    });
    peer.send(room, content).await
}

async fn is_redacted(peer: &Peer, room: &str, event: &Value) {
    let end = Instant::now() + WITHIN;
    loop {
        let found = peer.ask("raw_event", json!({ "room": room, "event_id": text(event, "event_id") })).await;
        if found["unsigned"]["redacted_because"].is_object() {
            return;
        }
        assert!(Instant::now() < end, "it was not taken back: {found}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Everything that the bot sent into a room, as its members read it, holds none of these.
async fn nothing_names(peer: &Peer, room: &str, bot: &str, secrets: &[&str]) {
    for event in peer.messages(room, bot, 0, 1).await {
        let all = event.to_string();
        for secret in secrets {
            assert!(!all.contains(secret), "{secret} is in {event:#}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_matrix_to_matrix_and_back() {
    let Some(synapse) = synapse::shared() else { return };
    let mut program = Program::install(synapse, "bot-ticket");
    let (cara, desk) = advisers(synapse, &mut program, "ticket").await;
    let bot = program.user_id.clone();
    let anna = Peer::start(synapse, "anna-ticket").await;
    let room = anna.room_with(&[&bot], true, true).await;
    until(&anna, &room, &bot, "I am a machine").await;

    // What is sent is what was shown and agreed to.
    anna.say(&room, "!ticket").await;
    until(&anna, &room, &bot, "What are you planning").await;
    anna.say(&room, PLAN).await;
    until(&anna, &room, &bot, PLAN).await;
    anna.say(&room, "1").await;
    until(&anna, &room, &bot, "Your ticket is").await;
    let card = until(&cara, &desk, &bot, PLAN).await;
    assert!(card["decrypted"].as_bool().unwrap_or_default(), "it came encrypted: {card:#}");
    let thread = text(&card, "event_id");

    // Claimed by a reaction; then words both ways.
    cara.react(&desk, &thread, "1️⃣").await;
    until(&cara, &desk, &bot, "has this ticket").await;
    until(&anna, &room, &bot, "An adviser has taken").await;
    let asked = say_in(&cara, &desk, &thread, REPLY).await;
    let heard = until(&anna, &room, &bot, REPLY).await;
    let delivered = until(&cara, &desk, &bot, "Delivered").await;
    let relation = &delivered["content"]["m.relates_to"];
    assert_eq!((&relation["event_id"], &relation["m.in_reply_to"]["event_id"]), (&json!(thread), &json!(asked)));
    let said = anna.say(&room, "They are of sea ice.").await;
    let carried = until(&cara, &desk, &bot, "They are of sea ice.").await;
    assert_eq!(carried["content"]["m.relates_to"]["event_id"], thread.as_str(), "in the ticket's thread: {carried:#}");

    // Edits as edits, deletions as deletions.
    anna.edit(&room, &said, "They are of sea ice and clouds.").await;
    let changed = until(&cara, &desk, &bot, "sea ice and clouds").await;
    let relation = &changed["content"]["m.relates_to"];
    assert_eq!((&relation["rel_type"], &relation["event_id"]), (&json!("m.replace"), &carried["event_id"]));
    anna.ask("redact", json!({ "room": room, "event_id": said })).await;
    is_redacted(&cara, &desk, &carried).await;
    cara.ask("redact", json!({ "room": desk, "event_id": asked })).await;
    is_redacted(&anna, &room, &heard).await;

    // Somebody else in the room of the advisers would be one; somebody who is shown out is none any more.
    cara.ask("redact", json!({ "room": desk, "event_id": delivered["event_id"] })).await;
    say_in(&cara, &desk, &thread, "!close Publish first.").await;
    until(&anna, &room, &bot, "Publish first.").await;

    nothing_names(&anna, &room, &bot, &[&cara.user_id, "cara-ticket", &desk, &thread, &asked]).await;
    nothing_names(&cara, &desk, &bot, &[&anna.user_id, "anna-ticket", &room, &said]).await;
    let words = [PLAN, REPLY, "sea ice", "Publish first"];
    assert!(words.iter().all(|words| !program.log().contains(words)), "no words in a log");
    assert_eq!(program.terminate(), Some(0), "{}", program.log());
}

/// Whoever is not in the advisers' room any more is no adviser: nothing is done for them, from one moment to the next.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_shown_out_is_no_adviser() {
    let Some(synapse) = synapse::shared() else { return };
    let mut program = Program::install(synapse, "bot-shown-out");
    let (cara, desk) = advisers(synapse, &mut program, "shown-out").await;
    let bot = program.user_id.clone();
    let dora = Peer::start(synapse, "dora-shown-out").await;
    cara.ask("invite", json!({ "room": desk, "user": dora.user_id })).await;
    dora.ask("join", json!({ "room": desk })).await;
    dora.ask("cross_sign", json!({})).await;
    let anna = Peer::start(synapse, "anna-shown-out").await;
    let room = anna.room_with(&[&bot], true, true).await;
    until(&anna, &room, &bot, "I am a machine").await;
    for words in ["!ticket", PLAN, "1"] {
        anna.say(&room, words).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    let thread = text(&until(&dora, &desk, &bot, PLAN).await, "event_id");
    say_in(&dora, &desk, &thread, "!claim").await;
    until(&anna, &room, &bot, "An adviser has taken").await;
    cara.ask("kick", json!({ "room": desk, "user": dora.user_id })).await;
    // The ticket is free at once for whoever is still there.
    say_in(&cara, &desk, &thread, "!claim").await;
    until(&cara, &desk, &bot, &format!("{} has this ticket", cara.user_id)).await;
    say_in(&cara, &desk, &thread, REPLY).await;
    until(&anna, &room, &bot, REPLY).await;
}

/// Somebody who got hold of an adviser's account, and signs in with it, is no adviser before the device was confirmed from another one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_device_that_nobody_has_confirmed_does_nothing() {
    let Some(synapse) = synapse::shared() else { return };
    let mut program = Program::install(synapse, "bot-device");
    let (cara, desk) = advisers(synapse, &mut program, "device").await;
    let bot = program.user_id.clone();
    let dora = Peer::start(synapse, "dora-device").await;
    cara.ask("invite", json!({ "room": desk, "user": dora.user_id })).await;
    dora.ask("join", json!({ "room": desk })).await;
    let anna = Peer::start(synapse, "anna-device").await;
    let room = anna.room_with(&[&bot], true, true).await;
    until(&anna, &room, &bot, "I am a machine").await;
    for (words, answer) in [("!ticket", "What are you planning"), (PLAN, PLAN), ("1", "Your ticket is")] {
        anna.say(&room, words).await;
        until(&anna, &room, &bot, answer).await;
    }
    let thread = text(&until(&dora, &desk, &bot, PLAN).await, "event_id");
    say_in(&dora, &desk, &thread, "!claim").await;
    until(&dora, &desk, &bot, "is not verified").await;
    // A reaction is never encrypted, so it tells of no device: it takes the ticket, and no word of theirs leaves.
    dora.react(&desk, &thread, "1️⃣").await;
    until(&anna, &room, &bot, "An adviser has taken").await;
    say_in(&dora, &desk, &thread, REPLY).await;
    let end = Instant::now() + WITHIN;
    while dora.messages(&desk, &bot, 0, 1).await.iter().filter(|event| body(event).contains("is not verified")).count()
        < 2
    {
        assert!(Instant::now() < end, "the second one is not refused");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    dora.ask("cross_sign", json!({})).await;
    // Called by the name that is shown, as a pill writes it.
    say_in(&dora, &desk, &thread, "!transfer cara-device").await;
    until(&anna, &room, &bot, "Another adviser has your ticket").await;
    let called = until(&cara, &desk, &bot, &format!("{} has this ticket", cara.user_id)).await;
    assert_eq!(called["content"]["m.mentions"], json!({ "user_ids": [cara.user_id] }));
    nothing_names(&anna, &room, &bot, &[REPLY]).await;
    say_in(&cara, &desk, &thread, "!duty on").await;
    say_in(&cara, &desk, &thread, "!transcript").await;
    until(&cara, &desk, &bot, "ticket-").await;
    cara.say(&desk, "!list").await;
    let list = until(&cara, &desk, &bot, "Open tickets: 1").await;
    let address = format!("https://matrix.to/#/{desk}/{thread}");
    assert!(list.to_string().contains(&address), "{address} is not in {list:#}");
}

/// Into a room that others could read nothing of a case goes, neither what was agreed to nor what is written after it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_room_that_is_not_encrypted_takes_no_ticket() {
    let Some(synapse) = synapse::shared() else { return };
    let mut program = Program::install(synapse, "bot-open-room");
    let (cara, desk) = room_of_advisers(synapse, &mut program, "open-room", false).await;
    let bot = program.user_id.clone();
    let anna = Peer::start(synapse, "anna-open-room").await;
    let room = anna.room_with(&[&bot], true, true).await;
    until(&anna, &room, &bot, "I am a machine").await;
    anna.say(&room, "!ticket").await;
    until(&anna, &room, &bot, "What are you planning").await;
    anna.say(&room, PLAN).await;
    until(&anna, &room, &bot, PLAN).await;
    anna.say(&room, "1").await;
    anna.say(&room, "They are of sea ice.").await;
    until(&anna, &room, &bot, "did not reach the advisers").await;
    // Whichever came first: words that are on their way then have nowhere to stand.
    tokio::time::sleep(Duration::from_secs(3)).await;
    nothing_names(&cara, &desk, &bot, &[PLAN, "sea ice", "Ticket"]).await;
}

/// A person on Discord and an adviser on Matrix share a case.
#[cfg(feature = "stand-in")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_discord_to_matrix_and_back() {
    use crate::discord::stand_in::StandIn;
    let Some(synapse) = synapse::shared() else { return };
    let Some(discord) = StandIn::start() else { return };
    let mut program = Program::install(synapse, "bot-both");
    for (name, value) in [
        ("DISCORD__ENABLED", "true".to_owned()),
        ("DISCORD__TOKEN", discord.token()),
        ("DISCORD__ROOT_CERTIFICATES", discord.root_certificate().display().to_string()),
        ("DISCORD__CONNECT_TO", discord.tls_address().to_string()),
    ] {
        program.set(name, value);
    }
    let anna = discord.user("anna");
    let guild = discord.guild("Institute", anna);
    discord.channel(guild, "general");
    let (cara, desk) = advisers(synapse, &mut program, "both").await;
    let bot = program.user_id.clone();
    let dm = discord.dm(anna);
    let said = async |words: &str, expect: &str| {
        discord.say(anna, dm, words);
        let end = Instant::now() + WITHIN;
        loop {
            if let Some(seen) = discord.said_by_bot(anna, dm).into_iter().rfind(|seen| seen.content.contains(expect)) {
                return seen;
            }
            assert!(Instant::now() < end, "{expect:?} was never said: {:#?}", discord.said_by_bot(anna, dm));
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    // What the network can read is said before anything confidential.
    let aloud = said("ticket", "not encrypted from end to end").await;
    discord.click(anna, dm, aloud.id, "Nothing confidential: go on here").answer().await;
    let card = said(PLAN, PLAN).await;
    let receipt = discord.click(anna, dm, card.id, "Send exactly this").answer().await;
    assert!(receipt.content.contains("Your ticket is"), "{receipt:#?}");
    let thread = text(&until(&cara, &desk, &bot, PLAN).await, "event_id");
    say_in(&cara, &desk, &thread, "!claim").await;
    say_in(&cara, &desk, &thread, &format!("{REPLY} @everyone")).await;
    until(&cara, &desk, &bot, "Delivered").await;
    let heard = said("They are of sea ice. <@1> [x](https://evil.example)", REPLY).await;
    assert!(!heard.content.contains("@everyone"), "{heard:#?}");
    let carried = until(&cara, &desk, &bot, "They are of sea ice.").await;
    assert!(body(&carried).contains("[x](https://evil.example)"), "words stay words: {carried:#}");
    // They close their direct messages: the adviser learns it.
    discord.close_dms(anna, true);
    say_in(&cara, &desk, &thread, "Are you there?").await;
    until(&cara, &desk, &bot, "Not delivered").await;

    nothing_names(&cara, &desk, &bot, &[&anna.to_string(), &dm.to_string(), "anna", "discord"]).await;
    for seen in discord.said_by_bot(anna, dm) {
        let all = seen.json.to_string();
        assert!(![cara.user_id.as_str(), "cara", &desk, &thread].iter().any(|secret| all.contains(secret)), "{all}");
    }
    assert_eq!(discord.violations(), [""; 0]);
}
