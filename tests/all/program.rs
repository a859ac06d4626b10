//! The whole program in an encrypted room: what a researcher sees.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::nio::{Peer, text};
use crate::support::program::Program;
use crate::support::synapse::{self, Synapse};

const QUESTION: &str = "can I upload controlled code to GitHub?";

fn body(event: &Value) -> &str {
    event["content"]["body"].as_str().unwrap_or_default()
}

/// The event that a reply answers, whether in a thread or not.
pub fn answers(event: &Value) -> Option<&str> {
    event["content"]["m.relates_to"]["m.in_reply_to"]["event_id"].as_str()
}

async fn desk(synapse: &Synapse, name: &str) -> (Program, Peer) {
    let mut program = Program::install(synapse, &format!("bot-{name}"));
    program.start(&[]);
    program.wait_ready();
    (program, Peer::start(synapse, &format!("anna-{name}")).await)
}

async fn last(peer: &Peer, room: &str, bot: &str, count: usize) -> Value {
    peer.messages(room, bot, count, 60).await.pop().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_researcher_asks_in_an_encrypted_room() {
    let Some(synapse) = synapse::shared() else { return };
    let (mut program, anna) = desk(synapse, "asks").await;
    let bot = program.user_id.clone();
    let room = anna.room_with(&[&bot], true, true).await;
    let welcome = last(&anna, &room, &bot, 1).await;
    assert!(body(&welcome).contains("I am a machine"), "{welcome}");

    let asked = anna.say(&room, QUESTION).await;
    let reply = last(&anna, &room, &bot, 2).await;
    assert!(body(&reply).contains("Last reviewed 2026") && body(&reply).contains("eur-lex"), "{reply}");
    assert_eq!(answers(&reply), Some(asked.as_str()));
    assert_eq!(reply["content"]["msgtype"], "m.notice");
    assert!(!body(&reply).contains("**"), "the plain body is no Markdown: {reply}");
    assert!(reply["content"]["formatted_body"].as_str().unwrap_or_default().contains("<strong>"), "{reply}");
    assert!(reply["decrypted"].as_bool().unwrap_or(true));

    anna.say(&room, "when does the cafeteria open?").await;
    let reply = last(&anna, &room, &bot, 3).await;
    assert!(
        body(&reply).contains("I do not know this") && body(&reply).contains("knowledge-security@example.org"),
        "{reply}"
    );

    // An edit offers to answer the new wording; deleting the question takes every reply to it back.
    anna.edit(&room, &asked, "thank you").await;
    let offer = last(&anna, &room, &bot, 4).await;
    anna.react(&room, &text(&offer, "event_id"), "1️⃣").await;
    let reply = last(&anna, &room, &bot, 5).await;
    assert!(body(&reply).contains("You are welcome"), "{reply}");
    anna.ask("redact", json!({ "room": room, "event_id": asked })).await;
    for _ in 0..100 {
        let answer = anna.ask("raw_event", json!({ "room": room, "event_id": text(&reply, "event_id") })).await;
        if answer["unsigned"]["redacted_because"].is_object() {
            assert_eq!(program.terminate(), Some(0), "SIGTERM drains and ends well:\n{}", program.log());
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the reply was not taken back:\n{}", program.log());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_a_shared_room_a_mention_is_needed_and_threads_are_kept() {
    let Some(synapse) = synapse::shared() else { return };
    let (program, anna) = desk(synapse, "room").await;
    let bert = Peer::start(synapse, "bert-room").await;
    let bot = program.user_id.clone();
    let room = anna.room_with(&[&bot], true, false).await;
    anna.ask("invite", json!({ "room": room, "user": bert.user_id })).await;
    bert.ask("join", json!({ "room": room })).await;
    anna.ask("wait_for_member", json!({ "room": room, "user": bert.user_id })).await;
    last(&anna, &room, &bot, 1).await;
    anna.say(&room, QUESTION).await;
    let root = anna.say(&room, "a thread about our plans").await;
    let mention = json!({
        "msgtype": "m.text", "body": format!("{bot}: {QUESTION}"), "m.mentions": { "user_ids": [bot] },
        "m.relates_to": { "rel_type": "m.thread", "event_id": root, "is_falling_back": true, "m.in_reply_to": { "event_id": root } },
    });
    let asked = anna.send(&room, mention).await;
    let reply = last(&anna, &room, &bot, 2).await;
    assert_eq!(answers(&reply), Some(asked.as_str()), "only what was addressed is answered: {reply}");
    assert_eq!(reply["content"]["m.relates_to"]["event_id"], root.as_str());

    // "Which of these?" in the room; another person's number is not the asker's.
    anna.say(&room, "!language").await;
    let offer = last(&anna, &room, &bot, 3).await;
    assert!(body(&offer).contains("3. Deutsch"), "{offer}");
    bert.say(&room, "2").await;
    anna.say(&room, "3").await;
    let reply = last(&anna, &room, &bot, 4).await;
    assert!(body(&reply).contains("Deutsch mit Ihnen"), "{reply}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_homeserver_that_is_away_for_twenty_seconds_loses_nothing() {
    let Some(synapse) = Synapse::start(synapse::Profile::Lifted) else { return };
    let (program, anna) = desk(&synapse, "away").await;
    let bot = program.user_id.clone();
    let room = anna.room_with(&[&bot], true, true).await;
    last(&anna, &room, &bot, 1).await;
    let before = anna.say(&room, "help").await;
    synapse.kill();
    tokio::time::sleep(Duration::from_secs(20)).await;
    synapse.go_on();
    let after = anna.say(&room, "thanks").await;
    let replies = anna.messages(&room, &bot, 3, 90).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    let all = anna.messages(&room, &bot, 3, 5).await;
    let answered: Vec<_> = all.iter().filter_map(answers).collect();
    assert_eq!(answered, [before.as_str(), after.as_str()], "{replies:#?}\n{}", program.log());
}

/// I6: fifty words that people wrote are found in no log, metric, database, write-ahead log or SDK store.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_people_write_is_found_nowhere() {
    let Some(synapse) = synapse::shared() else { return };
    let mut program = Program::install(synapse, "bot-canary");
    program.start(&[("RUST_LOG", "trace")]);
    program.wait_ready();
    let anna = Peer::start(synapse, "anna-canary").await;
    let bot = program.user_id.clone();
    let room = anna.room_with(&[&bot], true, true).await;
    let canaries: Vec<_> = (0..50).map(|number| format!("canary{number:02}zq")).collect();
    for five in canaries.chunks(5) {
        anna.say(&room, &format!("may our partner {} see this?", five.join(" "))).await;
    }
    anna.messages(&room, &bot, 11, 90).await;
    let metrics = program.get("/metrics").unwrap_or_default();
    assert!(metrics.contains("fairway_turns_total"), "{metrics}");
    let mut places = program.files();
    places.push(("metrics".to_owned(), metrics.into_bytes()));
    program.kill();
    places.extend(program.files());
    assert!(places.iter().any(|(name, bytes)| name.ends_with("log.jsonl") && bytes.len() > 1_000));
    assert!(places.iter().any(|(name, _)| name.ends_with("-wal")), "the write-ahead log was looked at");
    for (name, bytes) in &places {
        for canary in &canaries {
            let found = bytes.windows(canary.len()).any(|window| window == canary.as_bytes());
            assert!(!found, "{canary} stands in {name}");
        }
    }
}

/// F72: a message that kills the program each time is given up after three tries; its sender is told where a person is,
/// and the program goes on for everyone else.
#[cfg(feature = "faults")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_poisoned_message_ends_as_a_dead_letter_and_stops_nobody_else() {
    let Some(synapse) = synapse::shared() else { return };
    let (mut program, anna) = desk(synapse, "poison").await;
    let bot = program.user_id.clone();
    let room = anna.room_with(&[&bot], true, true).await;
    last(&anna, &room, &bot, 1).await;
    let bert = Peer::start(synapse, "bert-poison").await;
    let other = bert.room_with(&[&bot], true, true).await;
    last(&bert, &other, &bot, 1).await;
    program.kill();
    let poison = [("FAIRWAY_POISON", "arsenic")];
    anna.say(&room, "what about arsenic?").await;
    // Bert's message waits beside the poisoned one through all that follows, and is not given up with it.
    bert.say(&other, "thanks").await;
    let mut starts = 0;
    let mut told = Vec::new();
    while told.is_empty() {
        starts += 1;
        assert!(starts <= 6, "the message stops the program for ever:\n{}", program.log());
        program.start(&poison);
        for _ in 0..200 {
            if program.has_ended() {
                break;
            }
            let heard = anna.ask("wait", json!({ "room": room, "sender": bot, "count": 0, "timeout_s": 1 })).await;
            told = heard.as_array().cloned().unwrap_or_default().split_off(1);
            if !told.is_empty() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        if told.is_empty() {
            program.kill();
        }
    }
    assert_eq!(starts, 4, "three tries, and then it is given up");
    assert!(body(&told[0]).contains("Something went wrong on my side"), "{told:?}");
    let reply = last(&bert, &other, &bot, 2).await;
    assert!(body(&reply).contains("You are welcome"), "{reply}");
    let log = program.log();
    assert!(log.contains("turn: given up") && !log.contains("arsenic"), "{log}");
    assert!(program.get("/metrics").unwrap_or_default().contains("fairway_dead_letters_total 1"));
}
