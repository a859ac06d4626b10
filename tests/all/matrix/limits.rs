//! A homeserver that limits and one that goes away: F27, F28.

use std::time::{Duration, Instant};

use domain::message::What;
use fairway::chat::{Connector, SendError};
use serde_json::Value;

use super::{Account, say, to, unique};
use crate::support::nio::Peer;
use crate::support::synapse::{Profile, Synapse};

/// One homeserver of its own for both: it is stopped here, and it has Synapse's own limits.
#[tokio::test(flavor = "multi_thread")]
async fn limits_are_honoured_and_a_server_that_was_away_is_heard_again() {
    let Some(synapse) = Synapse::start(Profile::Default) else { return };
    let account = Account::register(&synapse);
    let ada = Peer::start(&synapse, &unique("ada")).await;
    let run = account.start().await;
    let room = ada.room_with(&[&account.user_id], true, true).await;
    account.notebook.until(&room, 40, |events| events.iter().any(|event| event.what == What::Joined)).await;

    // Ten at once, then one in five seconds: whatever is refused says when to come back, and nothing is dropped.
    let mut refusals = 0;
    for n in 0..13 {
        let outgoing = say(to(&room, None, None), &format!("line {n}"));
        loop {
            match run.connector.send(&outgoing).await {
                Ok(_) => break,
                Err(SendError::NotSent { after_ms: Some(after_ms), .. }) => {
                    refusals += 1;
                    tokio::time::sleep(Duration::from_millis(after_ms)).await;
                }
                Err(error) => panic!("line {n}: {error}"),
            }
        }
    }
    assert!(refusals > 0, "the server has limits");
    let heard = ada.messages(&room, &account.user_id, 13, 60).await;
    let bodies: Vec<_> =
        heard.iter().map(|event| event["content"]["body"].as_str().unwrap_or_default().to_owned()).collect();
    assert_eq!(bodies, (0..13).map(|n| format!("line {n}")).collect::<Vec<_>>());

    synapse.kill();
    let stopped = Instant::now();
    let outgoing = say(to(&room, None, None), "after the outage");
    let away = run.connector.send(&outgoing).await;
    assert!(matches!(away, Err(SendError::NotSent { .. } | SendError::Ambiguous { .. })), "{away:?}");
    let mut connected = true;
    while connected && stopped.elapsed() < Duration::from_secs(60) {
        tokio::time::sleep(Duration::from_millis(200)).await;
        connected = run.connector.is_connected();
    }
    assert!(!connected, "the outage is noticed");
    tokio::time::sleep(Duration::from_secs(20).saturating_sub(stopped.elapsed())).await;
    tokio::task::block_in_place(|| synapse.go_on());

    let question = ada.say(&room, "Are you there again?").await;
    account.notebook.event(&room, &question, "said").await;
    assert!(run.connector.is_connected());
    let sent = run.connector.send(&outgoing).await.expect("it is sent now");
    let heard = ada.messages(&room, &account.user_id, 14, 60).await;
    let last = heard.last().map(|event| event["event_id"].clone());
    assert_eq!(last, Some(Value::from(sent.id.as_str())));
    run.stop().await.expect("it stops");
}
