//! Killed while it logs in, joins, opens a direct chat, or reads late: the next start goes on from there.

use serde_json::json;

use super::unique;
use crate::support::nio::Peer;
use crate::support::program::Program;
use crate::support::synapse;

#[tokio::test(flavor = "multi_thread")]
async fn a_first_start_that_is_killed_is_finished_by_the_next() {
    let Some(synapse) = synapse::shared() else { return };
    for point in [
        "matrix.login.device_chosen:1",
        "matrix.login.logged_in:1",
        "matrix.session.before_rename:2",
        "matrix.identity.signed:1",
    ] {
        let mut program = Program::install(synapse, &unique("killed"));
        program.start(&[("FAIRWAY_CRASH_AT", point)]);
        wait_for_end(&mut program, point).await;
        program.start(&[]);
        program.wait_ready();
        assert!(!program.log().contains("is not verified"), "{point}: {}", program.log());
        let ada = Peer::start(synapse, &unique("ada")).await;
        let room = ada.room_with(&[&program.user_id], true, true).await;
        ada.say(&room, "help").await;
        ada.messages(&room, &program.user_id, 2, 60).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_and_a_late_key_survive_a_kill() {
    let Some(synapse) = synapse::shared() else { return };
    for point in ["matrix.invite.before_join:1", "matrix.invite.joined:1", "matrix.late_key.read:1"] {
        let mut program = Program::install(synapse, &unique("killed"));
        program.start(&[("FAIRWAY_CRASH_AT", point)]);
        let ada = Peer::start(synapse, &unique("ada")).await;
        let made = ada.ask("create_room", json!({ "invite": [program.user_id], "direct": true })).await;
        let room = made["room"].as_str().expect("a room").to_owned();
        let late = point.contains("late_key");
        if late {
            ada.ask("wait_for_member", json!({ "room": room, "user": program.user_id, "timeout_s": 60 })).await;
            ada.messages(&room, &program.user_id, 1, 60).await;
            ada.ask("withhold_keys", json!({ "on": true })).await;
            ada.say(&room, "language").await;
            tokio::time::sleep(std::time::Duration::from_secs(3)).await;
            ada.ask("withhold_keys", json!({ "on": false })).await;
        }
        wait_for_end(&mut program, point).await;
        program.start(&[]);
        ada.ask("wait_for_member", json!({ "room": room, "user": program.user_id, "timeout_s": 60 })).await;
        let count = if late { 2 } else { 1 };
        ada.messages(&room, &program.user_id, count, 60).await;
        tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        let heard = ada.messages(&room, &program.user_id, count, 1).await;
        assert_eq!(heard.len(), count, "{point}: nothing is said twice");
    }
}

/// In a room that others read, a screening is offered in a direct chat.
#[tokio::test(flavor = "multi_thread")]
async fn a_direct_chat_is_made_once_though_its_making_is_killed() {
    let Some(synapse) = synapse::shared() else { return };
    for point in ["matrix.direct.before_create:1", "matrix.direct.opened:1"] {
        let mut program = Program::install(synapse, &unique("killed"));
        program.start(&[("FAIRWAY_CRASH_AT", point)]);
        let ada = Peer::start(synapse, &unique("ada")).await;
        let bob = Peer::start(synapse, &unique("bob")).await;
        let room = ada.room_with(&[&program.user_id], true, false).await;
        ada.ask("invite", json!({ "room": room, "user": bob.user_id })).await;
        bob.ask("join", json!({ "room": room })).await;
        ada.messages(&room, &program.user_id, 1, 60).await;
        ada.say(&room, "!screen").await;
        wait_for_end(&mut program, point).await;
        program.start(&[]);
        let invited = ada.ask("wait_for_invite", json!({ "sender": program.user_id, "timeout_s": 60 })).await;
        let direct = invited["room"].as_str().expect("a room").to_owned();
        ada.ask("join", json!({ "room": direct })).await;
        ada.messages(&direct, &program.user_id, 1, 60).await;
        // And told in the room where it was asked.
        ada.messages(&room, &program.user_id, 2, 60).await;
        tokio::time::sleep(std::time::Duration::from_secs(3)).await;
        let rooms = ada.ask("rooms_with", json!({ "user": program.user_id })).await;
        let heard = [&direct, &room].map(|room| ada.messages(room, &program.user_id, 0, 1));
        let [direct, room] = heard;
        assert_eq!((rooms, direct.await.len(), room.await.len()), (json!(2), 1, 2), "{point}: {}", program.log());
    }
}

async fn wait_for_end(program: &mut Program, point: &str) {
    for _ in 0..600 {
        if program.has_ended() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("{point} was not passed:\n{}", program.log());
}
