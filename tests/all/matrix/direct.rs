//! What is for one person alone, and files: on a real homeserver, read by a client that shares no code with the bot.

use domain::ids::{PersonId, RoomId};
use domain::message::{Audience, File, Message, Privacy, What};
use fairway::chat::{Connector, Deed, Outgoing, SendError, Sent};
use matrix_sdk::reqwest;
use serde_json::{Value, json};

use super::{Account, Run, say, to, unique};
use crate::support::nio::Peer;
use crate::support::synapse::{self, Synapse};

/// Something for a person alone, from a turn in the room.
fn directly(room: &str, person: &str, markdown: &str) -> Outgoing {
    let mut outgoing = say(to(room, Some("$asked"), Some("$thread")), markdown);
    (outgoing.to.audience, outgoing.to.person) = (Audience::Directly, PersonId::new(person));
    outgoing
}

fn file(outgoing: Outgoing, text: &str) -> Outgoing {
    let file = File::of_text("screening.html", "text/html", text);
    Outgoing { what: Deed::Say(Message { files: vec![file], ..Message::default() }), ..outgoing }
}

fn room_of(sent: &Sent) -> &str {
    sent.elsewhere.as_ref().map(RoomId::as_str).expect("it stands elsewhere")
}

/// A room of the bot, ada and bob.
async fn shared_room(account: &Account, ada: &Peer, bob: &Peer) -> String {
    let room = ada.room_with(&[&account.user_id], true, false).await;
    ada.ask("invite", json!({ "room": room, "user": bob.user_id })).await;
    bob.ask("join", json!({ "room": room })).await;
    account.notebook.until(&room, 40, |events| events.iter().any(|event| event.what == What::Joined)).await;
    room
}

/// A direct chat that ada opened, which the bot knows that it is in.
async fn direct_room(account: &Account, ada: &Peer, encrypted: bool) -> String {
    let room = ada.room_with(&[&account.user_id], encrypted, true).await;
    account.notebook.until(&room, 40, |events| events.iter().any(|event| event.what == What::Joined)).await;
    room
}

async fn rooms_of(peer: &Peer, bot: &str) -> Value {
    peer.ask("rooms_with", json!({ "user": bot })).await
}

async fn send(run: &Run, outgoing: &Outgoing) -> Sent {
    run.connector.send(outgoing).await.expect("it is sent")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_turn_in_a_shared_room_opens_a_direct_chat_and_the_next_one_uses_it() {
    let Some(synapse) = synapse::shared() else { return };
    let account = Account::register(synapse);
    let (ada, bob) = (Peer::start(synapse, &unique("ada")).await, Peer::start(synapse, &unique("bob")).await);
    let run = account.start().await;
    let shared = shared_room(&account, &ada, &bob).await;

    let first = directly(&shared, &ada.user_id, "**For you** alone.");
    assert_eq!(run.connector.find(&first).await.expect("the rooms are known"), None);
    // Both at once: two of her conversations.
    let also = directly(&shared, &ada.user_id, "This, too.");
    let (sent, twin) = tokio::join!(send(&run, &first), send(&run, &also));
    let room = room_of(&sent).to_owned();
    assert_eq!(room_of(&twin), room);
    assert_eq!(send(&run, &first).await, sent, "a retry is the same message");
    assert_eq!(run.connector.find(&first).await.expect("the history is read"), Some(sent.clone()));

    // The words are there before she accepts, and hers to read when she does.
    let invite = ada.ask("wait_for_invite", json!({ "sender": account.user_id })).await;
    assert_eq!(invite["room"], room);
    ada.ask("join", json!({ "room": room })).await;
    let heard = ada.messages(&room, &account.user_id, 2, 40).await;
    let mut bodies: Vec<_> = heard.iter().filter_map(|event| event["content"]["body"].as_str()).collect();
    bodies.sort_unstable();
    assert_eq!(bodies, ["For you alone.", "This, too."]);
    assert!(heard.iter().all(|event| event["decrypted"] == true && event["content"].get("m.relates_to").is_none()));
    let encryption = ada.ask("state", json!({ "room": room, "type": "m.room.encryption" })).await;
    assert_eq!(encryption["algorithm"], "m.megolm.v1.aes-sha2");
    let me = ada.ask("state", json!({ "room": room, "type": "m.room.member", "key": ada.user_id })).await;
    assert_eq!(me["membership"], "join");
    let visible = ada.ask("state", json!({ "room": room, "type": "m.room.history_visibility" })).await;
    assert_eq!(visible["history_visibility"], "invited");
    // They let nobody else in: what is said there stays between the two.
    let levels = ada.ask("state", json!({ "room": room, "type": "m.room.power_levels" })).await;
    assert_eq!((&levels["invite"], &levels["events_default"]), (&json!(100), &json!(0)));
    assert!(ada.try_ask("invite", json!({ "room": room, "user": bob.user_id })).await.is_err());

    // It is a direct chat like one that she opened, in which nobody was greeted.
    let reply = ada.say(&room, "Thank you").await;
    let said = account.notebook.event(&room, &reply, "said").await;
    assert_eq!(said.place.privacy, Privacy::Direct);
    assert!(account.notebook.of(&room).iter().all(|event| event.what != What::Joined));

    // After a restart, too; and what stands there is taken back there.
    run.stop().await.expect("it stops");
    let run = account.start().await;
    let later = send(&run, &directly(&shared, &ada.user_id, "And this.")).await;
    assert_eq!(room_of(&later), room);
    let withdraw = Outgoing { what: Deed::Withdraw(sent.id.clone()), ..say(to(&room, None, None), "") };
    send(&run, &withdraw).await;
    let wait = json!({ "room": room, "sender": account.user_id, "type": "m.room.redaction", "timeout_s": 30 });
    assert_eq!(ada.ask("wait", wait).await[0]["redacts"], sent.id.as_str());
    assert_eq!(rooms_of(&ada, &account.user_id).await, json!(2), "the shared one and the direct one");
    assert_eq!(ada.messages(&shared, &account.user_id, 0, 1).await.len(), 0, "others read nothing");
    run.stop().await.expect("it stops");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_direct_chat_that_the_person_opened_is_used() {
    let Some(synapse) = synapse::shared() else { return };
    let account = Account::register(synapse);
    let (ada, bob) = (Peer::start(synapse, &unique("ada")).await, Peer::start(synapse, &unique("bob")).await);
    let run = account.start().await;
    let plain = ada.room_with(&[&account.user_id], false, true).await;
    let encrypted = ada.room_with(&[&account.user_id], true, true).await;
    let shared = shared_room(&account, &ada, &bob).await;
    let sent = send(&run, &directly(&shared, &ada.user_id, "For you alone.")).await;
    assert_eq!(room_of(&sent), encrypted, "and not {plain}, which the homeserver can read");
    ada.messages(&encrypted, &account.user_id, 1, 30).await;
    run.stop().await.expect("it stops");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_arrives_and_can_be_opened_once() {
    let Some(synapse) = synapse::shared() else { return };
    let account = Account::register(synapse);
    let ada = Peer::start(synapse, &unique("ada")).await;
    let run = account.start().await;
    for encrypted in [true, false] {
        let room = direct_room(&account, &ada, encrypted).await;
        let outgoing = file(say(to(&room, None, None), ""), "<p>é</p>");
        let sent = send(&run, &outgoing).await;
        // Brought to the server once more, under other keys, and said once.
        assert_eq!(send(&run, &outgoing).await, sent);
        let heard = ada.messages(&room, &account.user_id, 1, 30).await;
        let content = &heard[0]["content"];
        assert_eq!((heard.len(), &heard[0]["event_id"]), (1, &json!(sent.id.as_str())));
        assert_eq!((&content["msgtype"], &content["body"]), (&json!("m.file"), &json!("screening.html")));
        assert_eq!((content.get("file").is_some(), content.get("url").is_some()), (encrypted, !encrypted));
        let opened = ada.ask("file", json!({ "content": content })).await;
        assert_eq!(opened["text"], "<p>é</p>");
        assert_eq!(run.connector.find(&outgoing).await.expect("the history is read"), Some(sent));
    }
    let both = Message { markdown: "Here.".into(), ..file_of(&file(say(to("!r:x", None, None), ""), "x")) };
    let room = direct_room(&account, &ada, true).await;
    let both = Outgoing { what: Deed::Say(both), ..say(to(&room, None, None), "") };
    assert!(matches!(run.connector.send(&both).await, Err(SendError::Refused { .. })), "the core splits them");
    run.stop().await.expect("it stops");
}

fn file_of(outgoing: &Outgoing) -> Message {
    let Deed::Say(message) = &outgoing.what else { panic!("{outgoing:?}") };
    message.clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_for_one_person_alone_arrives_in_the_new_room() {
    let Some(synapse) = synapse::shared() else { return };
    let account = Account::register(synapse);
    let (ada, bob) = (Peer::start(synapse, &unique("ada")).await, Peer::start(synapse, &unique("bob")).await);
    let run = account.start().await;
    let shared = shared_room(&account, &ada, &bob).await;
    let words = send(&run, &directly(&shared, &ada.user_id, "Here it is.")).await;
    let sent = send(&run, &file(directly(&shared, &ada.user_id, ""), "<p>ok</p>")).await;
    let room = room_of(&sent).to_owned();
    assert_eq!(room_of(&words), room);
    ada.ask("wait_for_invite", json!({ "sender": account.user_id })).await;
    ada.ask("join", json!({ "room": room })).await;
    let heard = ada.messages(&room, &account.user_id, 2, 40).await;
    let opened = ada.ask("file", json!({ "content": heard[1]["content"] })).await;
    assert_eq!((&heard[1]["decrypted"], &opened["text"]), (&json!(true), &json!("<p>ok</p>")));
    run.stop().await.expect("it stops");
}

/// The server makes the room and then refuses the invitation; nobody is asked again by a second room.
#[tokio::test(flavor = "multi_thread")]
async fn who_refuses_invitations_is_out_of_reach_and_reached_when_they_do_not() {
    let Some(synapse) = synapse::shared() else { return };
    let account = Account::register(synapse);
    let (ada, bob) = (Peer::start(synapse, &unique("ada")).await, Peer::start(synapse, &unique("bob")).await);
    let run = account.start().await;
    let shared = shared_room(&account, &ada, &bob).await;
    ada.ask("refuse_invites", json!({ "on": true })).await;
    let outgoing = directly(&shared, &ada.user_id, "For you alone.");
    assert_eq!(run.connector.send(&outgoing).await, Err(SendError::Unreachable));
    assert_eq!(until_settled(&run, &outgoing).await, Err(SendError::Unreachable));
    assert_eq!(bots_rooms(synapse, &account).await, 2, "the shared one, and one that waits for ada");
    ada.ask("refuse_invites", json!({ "on": false })).await;
    let sent = until_settled(&run, &outgoing).await.expect("she can be reached");
    let invite = ada.ask("wait_for_invite", json!({ "sender": account.user_id })).await;
    assert_eq!(invite["room"], room_of(&sent));
    ada.ask("join", json!({ "room": room_of(&sent) })).await;
    assert_eq!(ada.messages(room_of(&sent), &account.user_id, 1, 40).await[0]["decrypted"], true);
    assert_eq!(bots_rooms(synapse, &account).await, 2);

    // She leaves and asks again: she is invited into the same room.
    ada.ask("leave", json!({ "room": room_of(&sent) })).await;
    account.notebook.until(room_of(&sent), 30, |events| events.iter().any(|event| event.what == What::Left)).await;
    let again = until_settled(&run, &directly(&shared, &ada.user_id, "Once more.")).await.expect("she can be reached");
    assert_eq!(again.elsewhere, sent.elsewhere);
    run.stop().await.expect("it stops");
}

/// The homeserver takes what is said into a room that everybody has left: it is not said to have arrived.
#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_is_there_to_read_is_refused() {
    let Some(synapse) = synapse::shared() else { return };
    let account = Account::register(synapse);
    let ada = Peer::start(synapse, &unique("ada")).await;
    let run = account.start().await;
    let room = direct_room(&account, &ada, true).await;
    send(&run, &say(to(&room, None, None), "You read this.")).await;
    ada.ask("leave", json!({ "room": room })).await;
    account.notebook.until(&room, 30, |events| events.iter().any(|event| event.what == What::Left)).await;
    let unread = run.connector.send(&say(to(&room, None, None), "You do not read this.")).await;
    assert!(matches!(unread, Err(SendError::Refused { .. })), "{unread:?}");
    run.stop().await.expect("it stops");
}

/// A room whose making had no answer, or that a kill left behind, is the one that is used.
#[tokio::test(flavor = "multi_thread")]
async fn a_room_that_an_earlier_try_left_is_found() {
    let Some(synapse) = synapse::shared() else { return };
    let account = Account::register(synapse);
    let (ada, bob) = (Peer::start(synapse, &unique("ada")).await, Peer::start(synapse, &unique("bob")).await);
    let run = account.start().await;
    let shared = shared_room(&account, &ada, &bob).await;
    run.stop().await.expect("it stops");
    let state = json!([
        { "type": "m.room.encryption", "content": { "algorithm": "m.megolm.v1.aes-sha2" } },
        { "type": "io.fairway.direct", "content": { "person": ada.user_id } },
    ]);
    let left = as_bot(synapse, &account, "createRoom", Some(json!({ "initial_state": state }))).await;
    let run = account.start().await;
    let sent = until_settled(&run, &directly(&shared, &ada.user_id, "For you alone.")).await.expect("it is sent");
    assert_eq!(left["room_id"], room_of(&sent));
    // While it runs: the answer is lost, so that only the server knows of the room.
    let body = json!({ "initial_state": state, "invite": [bob.user_id], "is_direct": true });
    let left = as_bot(synapse, &account, "createRoom", Some(body)).await;
    let sent = until_settled(&run, &directly(&shared, &bob.user_id, "For you alone.")).await.expect("it is sent");
    assert_eq!(left["room_id"], room_of(&sent));
    run.stop().await.expect("it stops");
}

/// As delivery does: what is not sent is tried again, and where that is unclear it is looked for first.
async fn until_settled(run: &Run, outgoing: &Outgoing) -> Result<Sent, SendError> {
    let mut why = String::new();
    for _ in 0..120 {
        match run.connector.send(outgoing).await {
            Err(SendError::NotSent { why: this, .. }) => why = this,
            Err(SendError::Ambiguous { why: this }) => {
                why = this;
                if let Ok(Some(sent)) = run.connector.find(outgoing).await {
                    return Ok(sent);
                }
            }
            settled => return settled,
        }
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    }
    panic!("it is never sent: {why}");
}

/// A request with the bot's own token.
async fn as_bot(synapse: &Synapse, account: &Account, path: &str, body: Option<Value>) -> Value {
    let kept = std::fs::read(account.settings().state_dir.join("session.json")).expect("a session is kept");
    let kept: Value = serde_json::from_slice(&kept).expect("as JSON");
    let url = format!("{}/_matrix/client/v3/{path}", synapse.url());
    let client = reqwest::Client::new();
    let request = match body {
        Some(body) => client.post(url).body(body.to_string()),
        None => client.get(url),
    };
    let token = kept["access_token"].as_str().expect("with its token");
    let answer = request.bearer_auth(token).send().await.expect("an answer").text().await.expect("a body");
    serde_json::from_str(&answer).expect("JSON")
}

async fn bots_rooms(synapse: &Synapse, account: &Account) -> usize {
    as_bot(synapse, account, "joined_rooms", None).await["joined_rooms"].as_array().expect("a list").len()
}
