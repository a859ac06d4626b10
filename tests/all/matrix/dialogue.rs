//! What people say, in plain and encrypted rooms, and what is said back.

use domain::message::{Choice, Message, Privacy, What};
use fairway::chat::{Connector, Deed, Outgoing};
use serde_json::{Value, json};

use super::{Account, say, to, unique};
use crate::support::nio::Peer;
use crate::support::synapse;

fn body(event: &Value) -> &str {
    event.pointer("/content/body").and_then(Value::as_str).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_and_its_answer_are_encrypted_both_ways() {
    let Some(synapse) = synapse::shared() else { return };
    let account = Account::register(synapse);
    let ada = Peer::start(synapse, &unique("ada")).await;
    let run = account.start().await;
    assert!(run.connector.take_recovery_key().is_some(), "a first start makes a recovery key");

    let room = ada.room_with(&[&account.user_id], true, true).await;
    let joined =
        account.notebook.until(&room, 40, |events| events.iter().any(|event| event.what == What::Joined)).await;
    assert_eq!(joined[0].sender.as_str(), ada.user_id, "the bot was let in by who invited it");

    let question = ada.say(&room, "May I share data with a partner abroad?").await;
    let said = account.notebook.event(&room, &question, "said").await;
    let text = "May I share data with a partner abroad?".to_owned();
    assert_eq!(said.what, What::Said { text, addressed: true });
    assert_eq!(said.place.privacy, Privacy::Direct);
    assert_eq!(said.sender.as_str(), ada.user_id);

    let answer =
        say(to(&room, Some(&question), None), "**Yes**, with an agreement. [Read more](https://example.org/x)");
    let id = run.connector.send(&answer).await.expect("the answer is sent");
    let heard = ada.messages(&room, &account.user_id, 1, 30).await;
    assert_eq!(heard[0]["event_id"], id.id.as_str());
    assert_eq!(heard[0]["decrypted"], true);
    assert_eq!(heard[0]["content"]["msgtype"], "m.notice");
    assert_eq!(body(&heard[0]), "Yes, with an agreement. Read more (https://example.org/x)");
    assert_eq!(heard[0]["content"]["m.relates_to"]["m.in_reply_to"]["event_id"], question.as_str());
    let html = heard[0]["content"]["formatted_body"].as_str().unwrap_or_default();
    assert!(html.contains("<strong>Yes</strong>"), "{html}");

    assert!(run.connector.examine().await.is_empty(), "{:?}", run.connector.examine().await);
    run.stop().await.expect("it stops");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_a_reaction_an_edit_and_a_withdrawal_find_their_counterparts() {
    let Some(synapse) = synapse::shared() else { return };
    let account = Account::register(synapse);
    let ada = Peer::start(synapse, &unique("ada")).await;
    let run = account.start().await;
    let room = ada.room_with(&[&account.user_id], true, true).await;

    let root = ada.say(&room, "About my trip").await;
    account.notebook.event(&room, &root, "said").await;
    let relation = json!({ "rel_type": "m.thread", "event_id": root, "is_falling_back": true, "m.in_reply_to": { "event_id": root } });
    let in_thread =
        ada.send(&room, json!({ "msgtype": "m.text", "body": "Which laptop?", "m.relates_to": relation })).await;
    let said = account.notebook.event(&room, &in_thread, "said").await;
    assert_eq!(said.place.thread.as_ref().map(|thread| thread.as_str()), Some(root.as_str()));

    // Choices: the numbers are seeded as reactions, and a repeat of the same delivery changes nothing.
    let choice = |id: &str| Choice::new(id, id);
    let message = Message {
        markdown: "Which?\n\n1. Loan\n2. Own".to_owned(),
        choices: vec![choice("loan"), choice("own")],
        ..Message::default()
    };
    let offer = Outgoing { what: Deed::Say(message), ..say(to(&room, Some(&in_thread), Some(&root)), "") };
    let offered = run.connector.send(&offer).await.expect("the offer is sent").id;
    assert_eq!(run.connector.send(&offer).await.expect("and again").id, offered);
    let heard = ada.messages(&room, &account.user_id, 1, 30).await;
    assert_eq!(heard.len(), 1);
    assert_eq!(heard[0]["content"]["m.relates_to"]["rel_type"], "m.thread");
    assert_eq!(heard[0]["content"]["m.relates_to"]["event_id"], root.as_str());
    let wait = json!({ "room": room, "sender": account.user_id, "type": "m.reaction", "count": 2 });
    let seeds = ada.ask("wait", wait).await;
    let symbols: Vec<_> =
        seeds.as_array().into_iter().flatten().map(|seed| seed["content"]["m.relates_to"]["key"].clone()).collect();
    assert_eq!(symbols, ["1️⃣", "2️⃣"]);

    let reaction = ada.react(&room, offered.as_str(), "2️⃣").await;
    let reacted = account.notebook.event(&room, &reaction, "reacted").await;
    assert_eq!(reacted.what, What::Reacted { symbol: "2️⃣".to_owned(), on: offered.clone() });
    assert_eq!(reacted.place.thread.as_ref().map(|thread| thread.as_str()), Some(root.as_str()));

    let edit = ada.edit(&room, &in_thread, "Which phone?").await;
    let edited = account.notebook.event(&room, &edit, "edited").await;
    assert_eq!(edited.what, What::Edited { target: in_thread.as_str().into_event(), text: "Which phone?".to_owned() });
    assert_eq!(edited.place.thread.as_ref().map(|thread| thread.as_str()), Some(root.as_str()));

    let taken_back = ada.ask("redact", json!({ "room": room, "event_id": in_thread })).await;
    let taken_back = taken_back["event_id"].as_str().expect("an id").to_owned();
    let withdrew = account.notebook.event(&room, &taken_back, "withdrew").await;
    assert_eq!(withdrew.what, What::Withdrew { target: in_thread.as_str().into_event() });

    // The bot takes its own words back; a repeat and a search find the same record.
    let withdraw = Outgoing { what: Deed::Withdraw(offered.clone()), ..say(to(&room, None, None), "") };
    assert_eq!(run.connector.find(&withdraw).await.expect("the history is read"), None);
    let record = run.connector.send(&withdraw).await.expect("it is taken back");
    assert_eq!(run.connector.send(&withdraw).await.expect("and again"), record);
    assert_eq!(run.connector.find(&withdraw).await.expect("the history is read"), Some(record));
    run.stop().await.expect("it stops");
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_shared_room_only_what_is_meant_for_the_bot_is_heard() {
    let Some(synapse) = synapse::shared() else { return };
    let account = Account::register(synapse);
    let ada = Peer::start(synapse, &unique("ada")).await;
    let bob = Peer::start(synapse, &unique("bob")).await;
    let run = account.start().await;
    let room = ada.room_with(&[&account.user_id], true, false).await;
    ada.ask("invite", json!({ "room": room, "user": bob.user_id })).await;
    bob.ask("join", json!({ "room": room })).await;
    ada.ask("wait_for_member", json!({ "room": room, "user": bob.user_id })).await;
    account.notebook.until(&room, 40, |events| events.iter().any(|event| event.what == What::Joined)).await;

    let long = "We talk among ourselves here, and none of this is any of the bot's business at all.";
    ada.say(&room, long).await;
    let notice = json!({ "msgtype": "m.notice", "body": "!help" });
    ada.send(&room, notice).await;
    let mention = json!({
        "msgtype": "m.text", "body": format!("{}: may I travel with my laptop to the conference?", account.user_id),
        "m.mentions": { "user_ids": [account.user_id] },
    });
    let asked = ada.send(&room, mention).await;
    let said = account.notebook.event(&room, &asked, "said").await;
    let text = "may I travel with my laptop to the conference?".to_owned();
    assert_eq!(said.what, What::Said { text, addressed: true });
    assert_eq!(said.place.privacy, Privacy::Shared);

    let answer = run.connector.send(&say(to(&room, Some(&asked), None), "Yes.")).await.expect("sent");
    let reply = json!({
        "msgtype": "m.text", "body": "And what about the phone that I use for private things only, always?",
        "m.relates_to": { "m.in_reply_to": { "event_id": answer.id.as_str() } },
    });
    let reply = ada.send(&room, reply).await;
    let number = ada.say(&room, "2").await;
    account.notebook.event(&room, &reply, "said").await;
    account.notebook.event(&room, &number, "said").await;
    assert_eq!(
        account.notebook.said(&room),
        [
            "may I travel with my laptop to the conference?",
            "And what about the phone that I use for private things only, always?",
            "2"
        ],
    );
    let words = account.notebook.words(&room);
    assert!(matches!(words[1].what, What::Said { addressed: true, .. }), "a reply to the bot is addressed");
    assert!(matches!(words[2].what, What::Said { addressed: false, .. }), "a bare number may be an answer");

    let left = bob.ask("leave", json!({ "room": room })).await;
    assert!(left.is_object());
    account
        .notebook
        .until(&room, 30, |events| {
            events.iter().any(|event| event.what == What::Left && event.sender.as_str() == bob.user_id)
        })
        .await;
    run.stop().await.expect("it stops");
}

trait IntoEvent {
    fn into_event(self) -> domain::ids::EventId;
}

impl IntoEvent for &str {
    fn into_event(self) -> domain::ids::EventId {
        domain::ids::EventId::new(self)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_found_again_by_its_key_and_what_was_never_sent_is_not() {
    let Some(synapse) = synapse::shared() else { return };
    let account = Account::register(synapse);
    let ada = Peer::start(synapse, &unique("ada")).await;
    let run = account.start().await;
    let room = ada.room_with(&[&account.user_id], true, true).await;
    account.notebook.until(&room, 40, |events| events.iter().any(|event| event.what == What::Joined)).await;
    let mut answer = say(to(&room, None, None), "Found again");
    answer.first_tried_at = Some(domain::ids::Timestamp(0));
    assert_eq!(run.connector.find(&answer).await.expect("the history is read"), None);
    let id = run.connector.send(&answer).await.expect("sent");
    for n in 0..3 {
        ada.say(&room, &format!("meanwhile {n}")).await;
    }
    assert_eq!(run.connector.find(&answer).await.expect("the history is read"), Some(id));
    run.stop().await.expect("it stops");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_from_elsewhere_is_declined() {
    let Some(synapse) = synapse::shared() else { return };
    let account = Account::register(synapse);
    let ada = Peer::start(synapse, &unique("ada")).await;
    let mut settings = account.settings();
    settings.allow_invites_from = vec!["*:elsewhere.example".to_owned()];
    let run = account.start_with(settings).await;
    let made = ada.ask("create_room", json!({ "invite": [account.user_id] })).await;
    let room = made["room"].as_str().expect("a room").to_owned();
    let wait = json!({ "room": room, "sender": account.user_id, "type": "m.room.member", "timeout_s": 30 });
    let heard = ada.ask("wait", wait).await;
    assert_eq!(heard[0]["content"]["membership"], "leave");
    assert!(account.notebook.of(&room).iter().all(|event| event.what != What::Joined));
    run.stop().await.expect("it stops");
}
