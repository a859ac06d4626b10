use domain::command::Command;
use domain::ids::ChoiceId;
use serde_json::json;

use super::*;

const DIRECT: Reader = Reader { me: "9", direct: true, mentions: false, plain_talk: false, advisers: false };
const MENTIONS: Reader = Reader { direct: false, mentions: true, ..DIRECT };
const TALK: Reader = Reader { direct: false, plain_talk: true, ..DIRECT };
const ELSEWHERE: Reader = Reader { direct: false, ..DIRECT };

fn message(content: &str) -> Value {
    json!({ "id": "175928847299117063", "type": 0, "channel_id": "5", "author": { "id": "3" }, "content": content })
}

fn with(mut message: Value, name: &str, value: Value) -> Value {
    message[name] = value;
    message
}

fn said(reader: Reader, message: Value) -> Option<What> {
    reader.message(&message).unwrap().map(|read| read.what)
}

fn words(text: &str) -> Option<What> {
    Some(What::Said { text: text.to_owned(), addressed: true })
}

#[test]
fn a_direct_message_is_a_question() {
    assert_eq!(said(DIRECT, message("may I travel?")), words("may I travel?"));
    let read = DIRECT.message(&message("x")).unwrap().unwrap();
    assert_eq!((read.sender.as_deref(), read.at), (Some("3"), Timestamp(1_462_015_105_796)));
}

#[test]
fn a_file_is_heard_where_it_can_be_for_advisers_and_its_name_stays_where_it_was() {
    let file = json!([{ "id": "1", "size": 5, "filename": "passport.png" }]);
    let message = with(with(message(""), "attachments", file), "channel_id", json!("7"));
    let handle = format!("7/{}/1", message["id"].as_str().unwrap());
    let attachments = vec![Attachment { network: super::super::network(), handle, size: 5 }];
    assert_eq!(
        said(DIRECT, message.clone()),
        Some(What::Attached { text: String::new(), attachments, addressed: true })
    );
    assert_eq!(said(TALK, message), words(""), "elsewhere it is a message without words");
}

#[test]
fn in_a_channel_only_what_is_meant_for_the_bot_is_read() {
    let mention = with(message("<@9> may I travel?"), "mentions", json!([{ "id": "9" }]));
    let reply = |to: &str| with(message("and then?"), "referenced_message", json!({ "author": { "id": to } }));
    assert_eq!(said(MENTIONS, mention.clone()), words("may I travel?"));
    assert_eq!(said(MENTIONS, reply("9")), words("and then?"));
    assert_eq!(said(MENTIONS, reply("4")), None);
    assert_eq!(said(MENTIONS, message("may I travel?")), None);
    assert_eq!(said(TALK, message("may I travel?")), words("may I travel?"));
    assert_eq!(said(TALK, reply("4")), None);
    assert_eq!(said(ELSEWHERE, mention), None);
}

#[test]
fn words_that_discord_keeps_back_are_no_empty_question() {
    assert_eq!(said(TALK, message("")), Some(What::Withheld));
    assert_eq!(said(MENTIONS, with(message("<@9>"), "mentions", json!([{ "id": "9" }]))), words(""));
}

#[test]
fn bots_and_discord_itself_are_not_answered() {
    assert_eq!(said(DIRECT, with(message("x"), "author", json!({ "id": "4", "bot": true }))), None);
    assert_eq!(said(DIRECT, with(message("x"), "author", json!({ "id": "9" }))), None);
    assert_eq!(said(DIRECT, with(message("x"), "webhook_id", json!("4"))), None);
    assert_eq!(said(DIRECT, with(message("x"), "type", json!(6))), None);
    assert_eq!(DIRECT.message(&with(message("x"), "author", json!("?"))), Err(NotUnderstood("author.id")));
    assert_eq!(DIRECT.message(&json!({})), Err(NotUnderstood("id")));
}

#[test]
fn an_edit_is_one_only_when_words_changed() {
    assert_eq!(DIRECT.edit(&message("a link gets its preview")), Ok(None));
    let edit = with(message("new words"), "edited_timestamp", json!("2026-11-26T10:00:00.000000+00:00"));
    let read = DIRECT.edit(&edit).unwrap().unwrap();
    let target = EventId::new("175928847299117063");
    assert_eq!(read.what, What::Edited { target, text: "new words".to_owned() });
    assert_eq!(read.at, Timestamp(1_795_687_200_000));
}

fn interaction(kind: u64, data: Value) -> Value {
    json!({
        "id": "175928847299117063", "type": kind, "token": "aw:some", "channel_id": "5", "guild_id": "6", "locale": "nl",
        "member": { "user": { "id": "3" } }, "data": data, "message": { "id": "8" },
    })
}

fn happened(interaction: &Value) -> (What, bool) {
    match Interaction::read(interaction).unwrap().unwrap().deed {
        Deed::Happened { what, for_everyone } => (what, for_everyone),
        deed => panic!("{deed:?}"),
    }
}

#[test]
fn commands_and_buttons_are_read() {
    let ask = |question: &str| What::Invoked { command: Command::Ask { question: question.to_owned() } };
    let slash =
        interaction(2, json!({ "type": 1, "name": "ask", "options": [{ "name": "question", "value": "may I?" }] }));
    assert_eq!(happened(&slash), (ask("may I?"), false));
    let menu = json!({ "type": 3, "name": "Ask the desk about this", "target_id": "4",
        "resolved": { "messages": { "4": { "content": "could we go?" } } } });
    assert_eq!(happened(&interaction(2, menu)), (ask("could we go?"), false));
    let chose = |id: &str| What::Chose { choice: ChoiceId::new(id), on: MessageId::new("8") };
    let button = interaction(3, json!({ "component_type": 2, "custom_id": "eshare:a#b" }));
    assert_eq!(happened(&button), (chose("share:a#b"), true));
    let list = interaction(3, json!({ "component_type": 3, "custom_id": "choose", "values": ["anone"] }));
    assert_eq!(happened(&list), (chose("none"), false));
    let forged = interaction(3, json!({ "component_type": 2, "custom_id": "?" }));
    assert_eq!(Interaction::read(&forged), Err(NotUnderstood("custom_id")));
    let typing =
        interaction(4, json!({ "name": "ask", "options": [{ "name": "question", "value": "lap", "focused": true }] }));
    let deed = Interaction::read(&typing).unwrap().unwrap().deed;
    assert_eq!(deed, Deed::Typing { typed: "lap".to_owned() });
}

#[test]
fn a_handle_says_who_will_see_the_reply_and_until_when() {
    let mut read = Interaction::read(&interaction(2, json!({ "type": 1, "name": "help" }))).unwrap().unwrap();
    let handle = read.handle(false);
    assert_eq!((handle.audience, handle.language), (Audience::AskerAlone, Some(Language::Nl)));
    assert_eq!(handle.expires_at, Timestamp(1_462_015_105_796 + 14 * 60_000 + 40_000));
    assert_eq!(read.handle(true).audience, Audience::Everyone);
    let token = Token::read(&handle.token).unwrap();
    assert_eq!(
        (token.interaction, token.user.as_str(), token.token.as_str()),
        (175_928_847_299_117_063, "3", "aw:some")
    );
    assert!(!format!("{handle:?}").contains("aw:some"));
    read.direct = true;
    assert_eq!(read.handle(false).audience, Audience::Everyone);
}

#[test]
fn all_that_advisers_write_is_heard_and_what_is_said_to_the_bot_is_told_apart() {
    let desk = Reader { direct: false, advisers: true, ..DIRECT };
    let addressed = |message: serde_json::Value| match desk.message(&message).unwrap().unwrap().what {
        What::Said { addressed, .. } => addressed,
        other => panic!("{other:?}"),
    };
    let message = |mentions: serde_json::Value| json!({ "id": "175928847299117063", "type": 0, "content": "hello", "author": { "id": "5" }, "mentions": mentions });
    assert!(!addressed(message(json!([]))));
    assert!(addressed(message(json!([{ "id": "9" }]))));
}
