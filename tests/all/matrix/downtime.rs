//! What happens while the bot is away, and to a bot that comes back: I1 and I2, F01, F18, F19, F30.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use domain::message::What;
use fairway::chat::{Connector, Secret, SendError};
use serde_json::json;

use super::{Account, say, to, unique};
use crate::support::nio::Peer;
use crate::support::synapse;

#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_while_the_bot_was_away_is_taken_in_once_and_in_order() {
    let Some(synapse) = synapse::shared() else { return };
    let account = Account::register(synapse);
    let ada = Peer::start(synapse, &unique("ada")).await;
    let run = account.start().await;
    let room = ada.room_with(&[&account.user_id], true, true).await;
    let first = ada.say(&room, "before").await;
    account.notebook.event(&room, &first, "said").await;
    run.stop().await.expect("it stops");

    // More than a sync's timeline holds, and more than one page of history.
    let mut said = vec!["before".to_owned()];
    for n in 0..120 {
        said.push(format!("while away {n}"));
        ada.say(&room, &format!("while away {n}")).await;
    }
    let run = account.start().await;
    account.notebook.until(&room, 90, |events| events.len() > 121).await;
    let last = ada.say(&room, "afterwards").await;
    account.notebook.event(&room, &last, "said").await;
    said.push("afterwards".to_owned());
    assert_eq!(account.notebook.said(&room), said);
    assert_eq!(account.notebook.cursor_of(&room).map(|id| id.as_str().to_owned()), Some(last));
    run.stop().await.expect("it stops");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_sdk_has_seen_and_the_store_has_not_is_not_lost() {
    let Some(synapse) = synapse::shared() else { return };
    let account = Account::register(synapse);
    let ada = Peer::start(synapse, &unique("ada")).await;
    let run = account.start().await;
    let room = ada.room_with(&[&account.user_id], true, true).await;
    let first = ada.say(&room, "before").await;
    account.notebook.event(&room, &first, "said").await;

    account.notebook.closed.store(true, Ordering::SeqCst);
    let lost = ada.say(&room, "the store does not take this").await;
    // The SDK's token is past the question as soon as the sync that brought it has ended.
    tokio::time::sleep(Duration::from_secs(3)).await;
    run.stop().await.expect("it stops");
    account.notebook.closed.store(false, Ordering::SeqCst);
    assert_eq!(account.notebook.said(&room), ["before"]);

    let run = account.start().await;
    account.notebook.event(&room, &lost, "said").await;

    // The same within one run: the room is read again as soon as the store takes in.
    account.notebook.closed.store(true, Ordering::SeqCst);
    ada.say(&room, "nor this").await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    ada.say(&room, "nor this either").await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    account.notebook.closed.store(false, Ordering::SeqCst);
    account.notebook.until(&room, 40, |events| events.len() >= 5).await;
    assert_eq!(account.notebook.said(&room), ["before", "the store does not take this", "nor this", "nor this either"]);
    run.stop().await.expect("it stops");
}

/// The SDK holds a message back for five seconds when it takes the bot's own devices for unknown (see `sync::filter`).
#[tokio::test(flavor = "multi_thread")]
async fn after_a_start_messages_in_several_encrypted_rooms_are_not_held_back() {
    let Some(synapse) = synapse::shared() else { return };
    let account = Account::register(synapse);
    let ada = Peer::start(synapse, &unique("ada")).await;
    let run = account.start().await;
    let mut rooms = Vec::new();
    for _ in 0..3 {
        let room = ada.room_with(&[&account.user_id], true, true).await;
        let first = ada.say(&room, "before").await;
        account.notebook.event(&room, &first, "said").await;
        run.connector.send(&say(to(&room, None, None), "Before.")).await.expect("it is sent");
        rooms.push(room);
    }
    run.stop().await.expect("it stops");

    let run = account.start().await;
    let in_each = rooms.iter().map(|room| {
        let connector = &run.connector;
        async move {
            for _ in 0..5 {
                let began = Instant::now();
                connector.send(&say(to(room, None, None), "After.")).await.expect("it is sent");
                assert!(began.elapsed() < Duration::from_secs(4), "held back for {:?}", began.elapsed());
            }
        }
    });
    futures_util::future::join_all(in_each).await;
    run.stop().await.expect("it stops");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_before_the_bot_came_was_not_said_to_it() {
    let Some(synapse) = synapse::shared() else { return };
    let account = Account::register(synapse);
    let ada = Peer::start(synapse, &unique("ada")).await;
    let run = account.start().await;
    let room = ada.room_with(&[], false, false).await;
    ada.say(&room, "!help before it came").await;
    ada.ask("invite", json!({ "room": room, "user": account.user_id })).await;
    ada.ask("wait_for_member", json!({ "room": room, "user": account.user_id })).await;
    let after = ada.say(&room, "!help after it came").await;
    account.notebook.event(&room, &after, "said").await;
    assert_eq!(account.notebook.said(&room), ["!help after it came"]);

    // Shown out, what is said is not heard, and nothing can be said.
    ada.ask("kick", json!({ "room": room, "user": account.user_id })).await;
    account.notebook.until(&room, 40, |events| events.iter().any(|event| event.what == What::Left)).await;
    let refused = run.connector.send(&say(to(&room, None, None), "Hello?")).await;
    assert!(matches!(refused, Err(SendError::Refused { .. })), "{refused:?}");
    ada.say(&room, "!help while it is out").await;
    ada.ask("invite", json!({ "room": room, "user": account.user_id })).await;
    ada.ask("wait_for_member", json!({ "room": room, "user": account.user_id })).await;
    let back = ada.say(&room, "!help again").await;
    account.notebook.event(&room, &back, "said").await;
    assert_eq!(account.notebook.said(&room), ["!help after it came", "!help again"]);
    run.stop().await.expect("it stops");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_folder_makes_a_new_device_that_recovers_and_answers_nothing_twice() {
    let Some(synapse) = synapse::shared() else { return };
    let account = Account::register(synapse);
    let ada = Peer::start(synapse, &unique("ada")).await;
    let run = account.start().await;
    let key = run.connector.take_recovery_key().expect("a first start makes a recovery key");
    let room = ada.room_with(&[&account.user_id], true, true).await;
    let first = ada.say(&room, "before").await;
    account.notebook.event(&room, &first, "said").await;
    run.stop().await.expect("it stops");

    let mut settings = account.settings();
    std::fs::remove_dir_all(&settings.state_dir).expect("the folder is lost");
    settings.recovery_key = Some(Secret::new(key.reveal()));
    let run = account.start_with(settings).await;
    assert!(run.connector.take_recovery_key().is_none(), "the old key stays the key");
    account.notebook.until(&room, 40, |events| !events.is_empty()).await;
    // The new device has to be seen by the other side before it is written to.
    tokio::time::sleep(Duration::from_secs(3)).await;
    let second = ada.say(&room, "after").await;
    account.notebook.event(&room, &second, "said").await;
    assert_eq!(account.notebook.said(&room), ["before", "after"]);
    assert_eq!(run.connector.examine().await, []);
    run.stop().await.expect("it stops");
}
