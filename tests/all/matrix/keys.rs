//! Keys that come late, ciphertexts that come twice, tokens that are revoked: F20, F21, F25, F29.

use std::time::Duration;

use domain::message::What;
use fairway::chat::matrix::{ConnectError, MatrixConnector};
use matrix_sdk::reqwest;
use serde_json::{Value, json};

use super::{Account, unique};
use crate::support::nio::Peer;
use crate::support::synapse;

#[tokio::test(flavor = "multi_thread")]
async fn a_late_key_lets_the_same_event_be_read_once() {
    let Some(synapse) = synapse::shared() else { return };
    let account = Account::register(synapse);
    let ada = Peer::start(synapse, &unique("ada")).await;
    let run = account.start().await;
    let room = ada.room_with(&[&account.user_id], true, true).await;

    ada.ask("withhold_keys", json!({ "on": true })).await;
    let question = ada.say(&room, "Can you read this?").await;
    account.notebook.event(&room, &question, "unreadable").await;
    let released = ada.ask("withhold_keys", json!({ "on": false })).await;
    assert_eq!(released["released"], 1);
    let said = account.notebook.event(&room, &question, "said").await;
    assert_eq!(said.what, What::Said { text: "Can you read this?".to_owned(), addressed: true });

    // The session is known now: what follows is read at once.
    let next = ada.say(&room, "And this?").await;
    account.notebook.event(&room, &next, "said").await;
    let unreadable = account.notebook.of(&room).iter().filter(|event| event.what == What::Unreadable).count();
    assert_eq!(unreadable, 1);
    run.stop().await.expect("it stops");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_comes_while_the_bot_is_away_is_used_at_the_next_start() {
    let Some(synapse) = synapse::shared() else { return };
    let account = Account::register(synapse);
    let ada = Peer::start(synapse, &unique("ada")).await;
    let run = account.start().await;
    let room = ada.room_with(&[&account.user_id], true, true).await;
    ada.ask("withhold_keys", json!({ "on": true })).await;
    let question = ada.say(&room, "Can you read this?").await;
    account.notebook.event(&room, &question, "unreadable").await;
    run.stop().await.expect("it stops");

    ada.ask("withhold_keys", json!({ "on": false })).await;
    let run = account.start().await;
    account.notebook.event(&room, &question, "said").await;
    run.stop().await.expect("it stops");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ciphertext_that_is_sent_again_says_nothing_new() {
    let Some(synapse) = synapse::shared() else { return };
    let account = Account::register(synapse);
    let ada = Peer::start(synapse, &unique("ada")).await;
    let run = account.start().await;
    let room = ada.room_with(&[&account.user_id], true, true).await;
    let question = ada.say(&room, "Open the gate").await;
    account.notebook.event(&room, &question, "said").await;

    let raw = ada.ask("raw_event", json!({ "room": room, "event_id": question })).await;
    let replay = json!({ "room": room, "content": raw["content"], "type": "m.room.encrypted", "txn": "replay" });
    let replayed = ada.ask("send_raw", replay).await;
    let end = ada.say(&room, "Thank you").await;
    account.notebook.event(&room, &end, "said").await;
    assert!(replayed["event_id"].is_string(), "the server took the replay: {replayed}");
    assert_eq!(account.notebook.said(&room), ["Open the gate", "Thank you"]);
    run.stop().await.expect("it stops");

    // The same two words said twice in honesty are two events.
    let run = account.start().await;
    let again = ada.say(&room, "Thank you").await;
    account.notebook.event(&room, &again, "said").await;
    assert_eq!(account.notebook.said(&room).len(), 3);
    run.stop().await.expect("it stops");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_token_ends_listening_and_says_what_to_do() {
    let Some(synapse) = synapse::shared() else { return };
    let account = Account::register(synapse);
    let run = account.start().await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(MatrixConnector::login(account.settings()).await.expect("all is there"), None);

    let file = std::fs::read(account.settings().state_dir.join("session.json")).expect("a session is kept");
    let session: Value = serde_json::from_slice(&file).expect("as JSON");
    let token = session["access_token"].as_str().expect("with its token");
    let url = format!("{}/_matrix/client/v3/logout", synapse.url());
    let logout = reqwest::Client::new().post(url).bearer_auth(token).send().await;
    assert!(logout.is_ok_and(|response| response.status().is_success()));

    let error = tokio::time::timeout(Duration::from_secs(40), run.ended()).await.expect("listening ends");
    let error = error.expect_err("with an error").to_string();
    assert!(error.contains("fairway matrix login"), "{error}");

    // Logging a device out deletes its keys on the server: going on with it would leave everyone unable to write to it.
    let again = MatrixConnector::login(account.settings()).await;
    assert!(matches!(again, Err(ConnectError::DeviceDeleted(_))), "{again:?}");
}
