//! Markdown and what becomes of it.

use domain::ids::{DeliveryKey, EventId, NetworkName, PersonId, RoomId, ThreadId};
use domain::message::{Audience, Choice, Destination, Message};
use serde_json::{Value, json};

use super::{content, render, seeds};

#[track_caller]
fn check(markdown: &str, plain: &str, html: &str) {
    assert_eq!(render(markdown), (plain.to_owned(), html.to_owned()));
}

fn to(reply_to: Option<&str>, thread: Option<&str>) -> Destination {
    Destination {
        network: NetworkName::new("matrix"),
        room: RoomId::new("!r:x"),
        thread: thread.map(ThreadId::new),
        audience: Audience::Everyone,
        person: PersonId::new("@ada:x"),
        reply_to: reply_to.map(EventId::new),
        handle: None,
    }
}

fn message(markdown: &str) -> Message {
    Message { markdown: markdown.to_owned(), ..Message::default() }
}

fn written(markdown: &str, to: &Destination) -> Value {
    content(&message(markdown), to, &DeliveryKey::new("k1"), true)
}

#[test]
fn the_plain_body_is_words_and_the_html_is_markup() {
    check(
        "**Yes**, _with_ `care`.",
        "Yes, with care.",
        "<p><strong>Yes</strong>, <em>with</em> <code>care</code>.</p>",
    );
    check("# Title\n\nText", "Title\n\nText", "<h1>Title</h1>\n<p>Text</p>");
    check("one\ntwo\\\nthree", "one two\nthree", "<p>one\ntwo<br />\nthree</p>");
    check("[law](https://e.org/l)", "law (https://e.org/l)", "<p><a href=\"https://e.org/l\">law</a></p>");
    check("<https://e.org>", "https://e.org", "<p><a href=\"https://e.org\">https://e.org</a></p>");
    check("![map](https://e.org/m.png)", "map (https://e.org/m.png)", "<p><a href=\"https://e.org/m.png\">map</a></p>");
    check("~~old~~ new", "old new", "<p><del>old</del> new</p>");
}

#[test]
fn lists_quotations_and_tables_keep_their_shape_in_plain_text() {
    let plain = |markdown: &str| render(markdown).0;
    assert_eq!(plain("1. Loan\n2. Own\n   - old\n   - new"), "1. Loan\n2. Own\n   - old\n   - new");
    assert_eq!(plain("- a\n\n- b"), "- a\n\n- b");
    assert_eq!(plain("> said\n>\n> twice"), "> said\n>\n> twice");
    assert_eq!(plain("| a | b |\n|---|---|\n| 1 | 2 |"), "a | b\n1 | 2");
    assert_eq!(plain("```\nx\ny\n```\n\nz"), "x\ny\n\nz");
    assert_eq!(plain("a\n\n---\n\nb"), "a\n\n---\n\nb");
}

#[test]
fn html_in_the_text_is_shown_and_never_passed_through() {
    let (plain, html) = render("<b>bold</b> & <img src=x onerror=alert(1)>\n\n<script>alert(1)</script>");
    assert!(!html.contains("<b>") && !html.contains("<img") && !html.contains("<script"), "{html}");
    assert!(html.contains("&lt;script&gt;"), "{html}");
    assert!(plain.contains("<script>alert(1)</script>"), "{plain}");
    let (_, html) = render("[click](javascript:alert(1))");
    assert!(!html.contains("javascript:"), "{html}");
}

#[test]
fn nobody_is_pinged_and_controls_do_not_pass() {
    let content = written("Hello @room and @bob:x\u{7}", &to(None, None));
    assert_eq!(content["m.mentions"], json!({}));
    assert_eq!(content["body"], "Hello @\u{2060}room and @bob:x");
    assert!(!content["formatted_body"].as_str().unwrap().contains("@room"));
}

#[test]
fn a_reply_a_thread_and_neither() {
    let relation = |reply_to, thread| written("x", &to(reply_to, thread)).get("m.relates_to").cloned();
    assert_eq!(relation(None, None), None);
    assert_eq!(relation(Some("$q"), None), Some(json!({ "m.in_reply_to": { "event_id": "$q" } })));
    let thread = |reply: &str| json!({ "rel_type": "m.thread", "event_id": "$t", "is_falling_back": true, "m.in_reply_to": { "event_id": reply } });
    assert_eq!(relation(Some("$q"), Some("$t")), Some(thread("$q")));
    assert_eq!(relation(None, Some("$t")), Some(thread("$t")));
}

#[test]
fn a_message_carries_its_key_and_its_type() {
    let content = written("x", &to(None, None));
    assert_eq!((&content["io.fairway.key"], &content["msgtype"]), (&json!("k1"), &json!("m.notice")));
    let text = super::content(&message("x"), &to(None, None), &DeliveryKey::new("k1"), false);
    assert_eq!(text["msgtype"], "m.text");
}

/// What an event may weigh once it is encrypted: the content in JSON, in Base64, and what goes around it.
#[track_caller]
fn check_weight(markdown: &str) {
    let content = written(markdown, &to(Some("$q"), Some("$t")));
    let weight = serde_json::to_string(&content).unwrap().len() * 4 / 3 + 2_000;
    assert!(weight < 65_536, "{weight} bytes for {:?}…", markdown.chars().take(10).collect::<String>());
}

#[test]
fn the_longest_message_fits_into_an_event_whatever_it_is_made_of() {
    for unit in [
        "a", "\"", "<", "&", "**a** ", "\n", "é", "🚢", "\\", "> ", "- a\n", "| a ", "[a](b) ", "1. a\n\n", "@room ",
        "`a` ",
    ] {
        check_weight(&unit.repeat(crate::chat::matrix::MESSAGE_MAX_BYTES / unit.len()));
    }
}

#[test]
fn each_choice_has_a_number_up_to_nine() {
    let with = |count: usize| Message {
        choices: (0..count).map(|n| Choice::new(n.to_string(), n.to_string())).collect(),
        ..message("x")
    };
    assert!(seeds(&with(0)).is_empty());
    assert_eq!(seeds(&with(2)), ["1️⃣", "2️⃣"]);
    assert_eq!(seeds(&with(12)).len(), 9);
    let mut numbered = with(3);
    numbered.choices[1].number = Some(4);
    numbered.choices[2].number = Some(0);
    assert_eq!(seeds(&numbered), ["1️⃣", "4️⃣", "0️⃣"]);
}

#[test]
fn a_file_says_what_it_is_and_where_it_lies() {
    let it = domain::message::File::of_text("a.html", "text/html", "é");
    let to = to(Some("$q"), Some("$t"));
    let content = super::file(&it, ("url", json!("mxc://x/1")), &to, &DeliveryKey::new("k1"));
    assert_eq!(
        (&content["msgtype"], &content["body"], &content["filename"]),
        (&json!("m.file"), &json!("a.html"), &json!("a.html"))
    );
    assert_eq!(content["info"], json!({ "mimetype": "text/html", "size": 2 }));
    assert_eq!((&content["url"], &content["io.fairway.key"]), (&json!("mxc://x/1"), &json!("k1")));
    assert_eq!(content["m.relates_to"], written("x", &to)["m.relates_to"]);
    assert_eq!(content["m.mentions"], json!({}));
}

#[test]
fn relayed_words_are_read_as_those_words() {
    crate::chat::read_back::judge("matrix", |markdown| render(markdown).1);
}
