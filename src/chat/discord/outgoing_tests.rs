use domain::message::Choice;

use super::*;

fn check(markdown: &str, expect: &str) {
    assert_eq!(render(markdown), expect, "{markdown:?}");
}

#[test]
fn markdown_becomes_what_discord_reads() {
    check("Ask\nfirst.\n\nThen go.", "Ask first.\n\nThen go.");
    check("**Yes**, *perhaps*, `/ask`", "**Yes**, *perhaps*, `/ask`");
    check("[A page](<https://a.example/x>)", "[A page](<https://a.example/x>)");
    check("<https://a.example/x_y>", "<https://a.example/x_y>");
    check("- one\n- two\n  more", "- one\n- two more");
    check("2. two\n3. three", "2. two\n3. three");
    check("> a\n> b\n\nc", "> a\n> b\n\nc");
    check("## Head\n\ntext", "## Head\ntext");
    check("#### Head\n\n- one", "### Head\n- one");
}

#[test]
fn words_stay_words() {
    check("a\\_b \\*c\\* ||d||", "a\\_b \\*c\\* \\|\\|d\\|\\|");
    check("\\# no heading", "\\# no heading");
    check("@everyone and <@1>", "@\u{200b}everyone and \\<@1>");
    check("a@example.org", "a@example.org");
}

#[test]
fn a_bare_address_leads_where_it_says() {
    check("See https://a.example/x_y_z, then", "See <https://a.example/x_y_z>, then");
    check("(http://a.example/~b) a_b", "(<http://a.example/~b>) a\\_b");
    check("https://a.example", "<https://a.example>");
    check("https:// and https", "https\\:// and https");
    check("[https://a.example/x_y](https://a.example/x_y)", "<https://a.example/x_y>");
    check("[see http://a.example](http://b.example)", "see <http://a.example> (<http://b.example>)");
    check("Write to <a_b@example.org>", "Write to a\\_b@example.org");
    check("[Write to us](mailto:a_b@example.org)", "Write to us (a\\_b@example.org)");
}

fn message(markdown: &str, choices: usize) -> Message {
    let choices = (0..choices).map(|n| Choice::new(format!("passage:e#{n}"), format!("Entry {n}"))).collect();
    Message { markdown: markdown.to_owned(), choices, ..Message::default() }
}

#[test]
fn choices_are_buttons_up_to_five_and_a_list_above() {
    let five = body(&message("x", 5), "Choose");
    assert_eq!(five["components"][0]["components"].as_array().map(Vec::len), Some(5));
    assert_eq!(five["components"][0]["components"][4]["custom_id"], "apassage:e#4");
    let six = body(&message("x", 6), "Choose");
    let list = &six["components"][0]["components"][0];
    assert_eq!((list["type"].as_u64(), list["placeholder"].as_str()), (Some(3), Some("Choose")));
    assert_eq!(list["options"].as_array().map(Vec::len), Some(6));
    assert_eq!(choice_of("apassage:e#4"), Some((ChoiceId::new("passage:e#4"), false)));
    assert_eq!(choice_of("eshare:e#4"), Some((ChoiceId::new("share:e#4"), true)));
    assert_eq!(choice_of(""), None);
}

#[test]
fn what_does_not_fit_stands_in_an_embed() {
    let long = body(&message(&"A sentence of some words. ".repeat(200), 0), "Choose");
    let content = long["content"].as_str().unwrap();
    let embed = long["embeds"][0]["description"].as_str().unwrap();
    assert!(length(content) <= 2_000 && length(embed) <= 4_096);
    assert_eq!(content.matches("sentence").count() + embed.matches("sentence").count(), 200);
    assert_eq!(body(&message("short", 0), "Choose")["embeds"], Value::Null);
}

#[test]
fn nobody_is_ever_pinged() {
    assert_eq!(body(&message("x", 0), "Choose")["allowed_mentions"], json!({ "parse": [] }));
}

proptest::proptest! {
    #[test]
    fn any_markdown_fits(markdown in "(\\PC|\n|[*_`>#\\[\\]()-]){0,400}", times in 1_usize..12) {
        let body = body(&message(&markdown.repeat(times), 3), "Choose");
        proptest::prop_assert!(length(body["content"].as_str().unwrap()) <= 2_000);
        proptest::prop_assert!(!body["content"].as_str().unwrap().contains("@everyone"));
    }
}

#[test]
fn relayed_words_are_read_as_those_words() {
    crate::chat::read_back::judge("discord", render);
}
