//! Recorded events (`tests/events/matrix`) and what they mean.

use domain::ids::{EventId, MessageId, NetworkName, Timestamp};
use domain::message::{Attachment, What};
use serde_json::{Value, json};

use super::{Reader, without_quotation};
use crate::chat::matrix::cache::Seen;

const ME: &str = "@fairway:localhost";
const ADA: &str = "@ada:localhost";

fn reader(direct: bool) -> Reader<'static> {
    let now = Timestamp(i64::MAX);
    Reader {
        me: ME,
        display_name: Some("Fairway"),
        prefix: "!",
        own_bots: &[],
        direct,
        advisers: false,
        made_here: false,
        now,
    }
}

fn recorded(name: &str) -> Value {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/events/matrix/{name}.json"));
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn seen(sender: &str) -> Seen {
    Seen { sender: sender.to_owned(), thread: Some("$root".to_owned()), addressed: Some(false) }
}

fn said(text: &str, addressed: bool) -> Option<What> {
    Some(What::Said { text: text.to_owned(), addressed })
}

/// A recorded event, in a direct chat or a shared room, whose target was sent by `target`.
#[track_caller]
fn check(name: &str, direct: bool, target: Option<&str>, expect: Option<What>) {
    let event = recorded(name);
    let target = target.map(seen);
    let read = reader(direct).read(&event, target.as_ref());
    assert_eq!(read.map(|read| read.what), expect, "{name}, direct: {direct}");
}

#[test]
fn words_are_heard_in_a_direct_chat() {
    check("text", true, None, said("May I share data with a partner abroad?", true));
    check("emote", true, None, said("wonders about laptops", true));
    check("command", true, None, said("!ask may I share data with a partner outside the European Union?", true));
    check("mention", true, None, said("may I travel with my laptop to the conference in June?", true));
}

#[test]
fn in_a_shared_room_only_what_is_addressed_or_short_is_heard() {
    check("text", false, None, said("May I share data with a partner abroad?", false));
    check("command", false, None, said("!ask may I share data with a partner outside the European Union?", true));
    check("mention", false, None, said("may I travel with my laptop to the conference in June?", true));
    check("mention_old", false, None, said("may I travel with my laptop to the conference in June?", true));
    let reply = "And which agreement would that be, in our case of a guest researcher?";
    check("reply_quoted", false, Some(ME), said(reply, true));
    check("reply_quoted", false, Some(ADA), None);
    check("reply_quoted", false, None, None);
}

#[test]
fn notices_verification_and_what_has_been_taken_back_are_not_heard() {
    for direct in [true, false] {
        check("notice", direct, None, None);
        check("verification", direct, None, None);
        check("redacted", direct, None, None);
        check("encrypted_redacted", direct, None, None);
    }
}

#[test]
fn what_is_no_text_is_answered_in_a_direct_chat_alone() {
    for name in ["sticker", "location"] {
        check(name, true, None, said("", true));
        check(name, false, None, None);
    }
}

#[test]
fn a_file_is_heard_where_it_can_be_for_advisers_and_its_name_stays_where_it_was() {
    let handle = r#"{"url":"mxc://localhost/abc"}"#.to_owned();
    let attachment = Attachment { network: NetworkName::new("matrix"), handle, size: 0 };
    let attached = |text: &str, addressed| {
        Some(What::Attached { text: text.to_owned(), attachments: vec![attachment.clone()], addressed })
    };
    check("image", true, None, attached("", true));
    check("image", false, None, None);
    let mut captioned = recorded("image");
    captioned["content"]["filename"] = json!("passport.png");
    captioned["content"]["body"] = json!("Here it is.");
    let desk = Reader { advisers: true, ..reader(false) };
    assert_eq!(desk.read(&captioned, None).map(|read| read.what), attached("Here it is.", false));
}

#[test]
fn edits_reactions_and_redactions_name_their_target() {
    let target = "$G7n3CU1WueAAicd_gRaq9-9OpXjf0Sd0xqdvyZPmVZQ";
    let edited =
        What::Edited { target: EventId::new(target), text: "May I share code with a partner abroad?".to_owned() };
    check("edit", true, Some(ADA), Some(edited.clone()));
    check("edit", false, Some(ADA), Some(edited));
    check("edit", true, Some("@mallory:localhost"), None);
    check("edit", true, None, None);
    check("redaction", true, Some(ADA), Some(What::Withdrew { target: EventId::new(target) }));
    check("redaction", true, Some(ME), None);

    let on = recorded("reaction").pointer("/content/m.relates_to/event_id").and_then(Value::as_str).unwrap().to_owned();
    let reacted = What::Reacted { symbol: "1️⃣".to_owned(), on: MessageId::new(on) };
    check("reaction", true, Some(ME), Some(reacted));
    check("reaction", true, Some(ADA), None);
}

#[test]
fn a_moderator_s_redaction_is_the_author_s_withdrawal() {
    let mut event = recorded("redaction");
    event["sender"] = json!("@moderator:localhost");
    let read = reader(false).read(&event, Some(&seen(ADA))).unwrap();
    assert_eq!((read.sender.as_str(), read.thread.as_deref()), (ADA, Some("$root")));
}

#[test]
fn a_thread_is_kept_also_while_the_event_cannot_be_read() {
    let thread = |name: &str| reader(true).read(&recorded(name), None).unwrap().thread;
    let root = |name: &str| {
        recorded(name).pointer("/content/m.relates_to/event_id").and_then(Value::as_str).map(ToOwned::to_owned)
    };
    assert_eq!(thread("thread"), root("thread"));
    assert_eq!(thread("encrypted"), root("encrypted"));
    check("encrypted", true, None, Some(What::Unreadable));
}

#[test]
fn coming_and_going_name_who_invited_and_who_left() {
    let joined = reader(false).read(&recorded("joined"), None).unwrap();
    assert_eq!((joined.sender.as_str(), joined.what), (ADA, What::Joined));
    // In a room of its own the bot has nobody to greet.
    assert_eq!(Reader { made_here: true, ..reader(true) }.read(&recorded("joined"), None), None);
    let left = reader(false).read(&recorded("kicked"), None).unwrap();
    assert_eq!((left.sender.as_str(), left.what), (ME, What::Left));
    // A new display name or picture is no arrival.
    let mut renamed = recorded("joined");
    renamed["unsigned"]["prev_content"]["membership"] = json!("join");
    assert_eq!(reader(false).read(&renamed, None), None);
}

#[test]
fn the_own_words_and_those_of_known_bots_are_not_heard() {
    let mut event = recorded("text");
    event["sender"] = json!(ME);
    assert_eq!(reader(true).read(&event, None), None);
    let bots = ["@*-bot:localhost".to_owned()];
    event["sender"] = json!("@news-bot:localhost");
    let reader = Reader { own_bots: &bots, ..reader(true) };
    assert_eq!(reader.read(&event, None), None);
}

#[test]
fn an_event_from_the_future_happened_now() {
    let reader = Reader { now: Timestamp(5), ..reader(true) };
    assert_eq!(reader.read(&recorded("text"), None).unwrap().at, Timestamp(5));
}

/// What a body becomes in a shared room; `addressed` and text, or nothing.
#[track_caller]
fn check_body(body: &str, mentions: Option<&[&str]>, expect: Option<(&str, bool)>) {
    let mut event = json!({
        "type": "m.room.message", "event_id": "$e", "sender": ADA, "origin_server_ts": 1,
        "content": { "msgtype": "m.text", "body": body },
    });
    if let Some(mentions) = mentions {
        event["content"]["m.mentions"] = json!({ "user_ids": mentions });
    }
    let what = reader(false).read(&event, None).map(|read| read.what);
    assert_eq!(what, expect.and_then(|(text, addressed)| said(text, addressed)), "{body}");
}

#[test]
fn a_name_is_cut_where_it_calls_the_bot() {
    let long = "may I take a laptop with unpublished results along?";
    check_body(&format!("Fairway: {long}"), None, Some((long, true)));
    check_body(&format!("fairway, {long}"), None, Some((long, true)));
    check_body(&format!("@fairway: {long}"), None, Some((long, true)));
    check_body(&format!("@fairway:localhost {long}"), Some(&[ME]), Some((long, true)));
    check_body(&format!("{ME}: {long}"), Some(&[ME]), Some((long, true)));
    check_body(&format!("Fairway {long}"), Some(&[ME]), Some((long, true)));
    check_body("Fairway: !help", None, Some(("!help", true)));
    check_body("Fairway", Some(&[ME]), Some(("!help", true)));
    check_body("Fairway:", None, Some(("!help", true)));
    check_body("Fairway is the part of a river that a ship can safely use.", None, None);
    check_body("Fairways, as everyone knows, are the parts that ships can use.", None, None);
    check_body(&format!("Fairway, {long}"), Some(&["@bob:localhost"]), Some((long, true)));
    check_body(
        "What does the desk say about this, and would it also hold in summer?",
        Some(&[ME]),
        Some(("What does the desk say about this, and would it also hold in summer?", true)),
    );
}

#[test]
fn commands_of_the_desk_are_addressed_and_others_are_not() {
    check_body("!help", None, Some(("!help", true)));
    check_body("/hilfe", None, Some(("/hilfe", true)));
    check_body("!roll the dice of another bot, as long as you like it to be", None, None);
    check_body("2", None, Some(("2", false)));
    check_body("", None, None);
    check_body("   ", None, None);
}

#[test]
fn another_prefix_is_handed_in_as_the_core_knows_it() {
    let reader = Reader { prefix: "!ks", ..reader(false) };
    let event = |body: &str| {
        json!({ "type": "m.room.message", "sender": ADA, "origin_server_ts": 1,
                "content": { "msgtype": "m.text", "body": body } })
    };
    let what = |body: &str| reader.read(&event(body), None).map(|read| read.what);
    assert_eq!(what("!ks ask may I?"), said("!ask may I?", true));
    assert_eq!(what("!ask may I?"), said("!ask may I?", false));
}

#[test]
fn only_a_client_s_own_quotation_is_cut() {
    assert_eq!(without_quotation("> <@a:b> one\n> two\n\nthree"), "three");
    assert_eq!(without_quotation("> * <@a:b> waves\n\nthree"), "three");
    assert_eq!(without_quotation("> said someone\n\nthree"), "> said someone\n\nthree");
    assert_eq!(without_quotation("> <@a:b> one"), "");
}

#[test]
fn a_target_is_asked_for_only_where_it_matters() {
    let target = |name: &str, direct: bool| reader(direct).target(&recorded(name));
    assert!(target("reaction", true).is_some());
    assert!(target("redaction", true).is_some());
    assert!(target("edit", true).is_some());
    assert!(target("reply_quoted", false).is_some());
    assert_eq!(target("reply_quoted", true), None);
    assert_eq!(target("mention", false), None);
    assert_eq!(target("text", false), None);
}

#[test]
fn malformed_events_are_passed_over() {
    let base = recorded("text");
    for pointer in ["/content", "/content/body", "/content/msgtype", "/sender", "/type", "/origin_server_ts"] {
        for wrong in [json!(null), json!(7), json!([]), json!({}), json!({ "a": [1] })] {
            let mut event = base.clone();
            *event.pointer_mut(pointer).unwrap() = wrong.clone();
            if pointer == "/origin_server_ts" && wrong == json!(7) {
                continue;
            }
            assert_eq!(reader(true).target(&event), None);
            assert_eq!(reader(true).read(&event, None), None, "{pointer} = {wrong}");
        }
    }
    for relation in [json!(null), json!(7), json!({ "rel_type": 7 }), json!({ "rel_type": "m.thread", "event_id": [] })]
    {
        let mut event = base.clone();
        event["content"]["m.relates_to"] = relation;
        assert!(reader(true).read(&event, None).is_some_and(|read| read.thread.is_none()));
    }
}

/// Clients name the last message of a thread as the one that is replied to, and that is mostly another adviser's.
#[test]
fn all_that_advisers_write_is_heard_however_long_it_is() {
    let long = "We would first like to know who else has seen these measurements.";
    let mut event = recorded("text");
    event["content"] = json!({
        "msgtype": "m.text", "body": long,
        "m.relates_to": { "rel_type": "m.thread", "event_id": "$head", "is_falling_back": true, "m.in_reply_to": { "event_id": "$other" } },
    });
    let other = Seen { sender: "@dora:example.org".into(), thread: Some("$head".into()), addressed: Some(false) };
    assert_eq!(reader(false).read(&event, Some(&other)), None);
    let read = Reader { advisers: true, ..reader(false) }.read(&event, Some(&other)).expect("it is heard");
    assert_eq!(
        (read.what, read.thread.as_deref()),
        (What::Said { text: long.into(), addressed: false }, Some("$head"))
    );
}
