//! The content that ships: it loads, it checks out, and it answers the questions it is made for.

use std::process::Command;

use domain::handbook::Desk;
use domain::language::Language;
use domain::screening::guard::{Found, guard};
use fairway::handbook;

use crate::support::{lay_out_fixture, root};

#[test]
fn the_shipped_content_has_no_mistakes() {
    let handbook = handbook::load(&root(), Desk::default()).unwrap_or_else(|mistakes| {
        let lines: Vec<_> = mistakes.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    });
    assert!(handbook.knowledge.entries().count() >= 71);
    assert!(handbook.contacts.example, "what ships must be marked as an example");
    for language in Language::ALL {
        assert!(!handbook.contact(language).is_empty());
    }
}

/// Thousands of sentences about this field that nobody wrote with a guard in mind.
#[test]
fn the_guard_sees_no_names_in_what_people_ask() {
    let handbook = handbook::load(&root(), Desk::default()).unwrap();
    let asks = handbook.knowledge.entries().flat_map(|entry| entry.asks.values()).flatten();
    let found = asks.filter_map(|ask| Some((guard(ask, &handbook.guard, &handbook.places)?, ask)));
    let (people, others): (Vec<_>, Vec<_>) = found.partition(|(found, _)| *found == Found::Nationality);
    // "telt 088 04 26200 ook voor spoed".
    assert!(others.iter().all(|(found, ask)| *found == Found::Phone && ask.contains("088 04 26200")), "{others:#?}");
    // Where an ask does say where somebody comes from, it is found; that is one in a hundred.
    assert!((40..=80).contains(&people.len()), "{people:#?}");
}

#[test]
fn ask_jsonl_writes_one_line_for_each_line() {
    let lines = [
        r#"{"id":1,"text":"can I upload controlled code to GitHub?"}"#,
        r#"{"id":"two","text":"what is for lunch in the cafeteria today?"}"#,
        "this is no JSON",
        r#"{"id":4,"text":"hello!","lang":"xx"}"#,
        r#"{"id":5,"text":"Vielen Dank!"}"#,
        r#"{"id":6,"text":"hi","conversation":"c"}"#,
        r#"{"id":7,"text":"hi","conversation":"c"}"#,
        "",
        r#"{"id":9,"text":""}"#,
        r#"{"id":10,"text":"who in the netherlands can i phone about a partner university","conversation":"d","lang":"en"}"#,
        r#"{"id":11,"text":"and in Sweden?","conversation":"d","lang":"en"}"#,
    ];
    let answers = ask_jsonl(&format!("{}\n", lines.join("\n")));
    assert_eq!(answers.len(), lines.len());
    let words = |index: usize, key: &str| answers[index][key].as_str().unwrap_or_default().to_owned();
    assert_eq!(
        (words(0, "verdict"), words(0, "kind"), words(0, "offer")),
        ("sure".into(), "question".into(), "none".into())
    );
    assert_eq!(
        (answers[0]["entries"][0].as_str(), answers[0]["sources"][0]["entry"].as_str()),
        (Some("publishing-code"), Some("publishing-code"))
    );
    assert!(words(0, "text").contains("Last reviewed 2026"), "{}", words(0, "text"));
    assert_eq!(answers[1]["id"], "two");
    assert_eq!(words(1, "verdict"), "unknown");
    assert!(answers[2]["id"].is_null() && words(2, "error").contains("no question"));
    assert!(answers[3]["id"] == 4 && words(3, "error").contains("en, nl, de or fr"));
    assert_eq!(
        (words(4, "kind"), words(4, "language"), words(4, "verdict")),
        ("smalltalk".into(), "de".into(), "unknown".into())
    );
    assert!(words(10, "text").contains("Sweden"), "a follow-up keeps its topic: {}", words(10, "text"));
    assert!(
        words(5, "text").len() > words(6, "text").len(),
        "only the first reply of a conversation introduces the bot"
    );
}

fn ask_jsonl(input: &str) -> Vec<serde_json::Value> {
    use std::io::Write;
    let mut child = Command::new(env!("CARGO_BIN_EXE_fairway"))
        .args(["ask", "--jsonl"])
        .current_dir(root())
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    assert!(out.status.success());
    String::from_utf8(out.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn check_tells_every_mistake_and_exits_with_1() {
    let folder = tempfile::tempdir().unwrap();
    lay_out_fixture(folder.path());
    let check = || Command::new(env!("CARGO_BIN_EXE_fairway")).arg("check").arg(folder.path()).output().unwrap();
    assert!(check().status.success(), "{:?}", check());
    let entry = folder.path().join("knowledge-base/entries/test/hiring.en.md");
    let text = std::fs::read_to_string(&entry).unwrap();
    std::fs::write(&entry, text.replace("owner:", "ownr:").replace("status: published", "status: publisched")).unwrap();
    let contacts = folder.path().join("knowledge-base/contact-points.yaml");
    std::fs::write(&contacts, std::fs::read_to_string(&contacts).unwrap().replace("email: desk@", "email: desk."))
        .unwrap();
    let out = check();
    let told = String::from_utf8(out.stdout).unwrap();
    assert_eq!(out.status.code(), Some(1));
    for expect in
        ["hiring.en.md:", "did you mean `owner`", "publisched", "contact-points.yaml:", "is no e-mail address"]
    {
        assert!(told.contains(expect), "{expect:?} not in\n{told}");
    }
}

#[test]
fn every_command_explains_itself_and_wrong_calls_exit_with_2() {
    let fairway = |args: &[&str]| Command::new(env!("CARGO_BIN_EXE_fairway")).args(args).output().unwrap();
    for command in ["run", "chat", "ask", "check", "config", "db", "healthcheck", "completions"] {
        let out = fairway(&[command, "--help"]);
        assert!(out.status.success() && out.stdout.len() > 80, "{command}");
    }
    assert_eq!(fairway(&["sail"]).status.code(), Some(2));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("wrong.toml");
    std::fs::write(&file, "[desk]\nkeep_dys = 3\n").unwrap();
    let out = fairway(&["--config", file.to_str().unwrap(), "config", "show"]);
    assert_eq!(out.status.code(), Some(78));
    assert!(String::from_utf8_lossy(&out.stderr).contains("did you mean `desk.keep_days`"));
    std::fs::write(&file, "[http]\nlisten = \"127.0.0.1:1\"\n").unwrap();
    assert_eq!(fairway(&["--config", file.to_str().unwrap(), "healthcheck"]).status.code(), Some(69));
}

#[test]
fn the_example_config_is_the_defaults() {
    let example = std::fs::read_to_string(root().join("config.example.toml")).unwrap();
    let example: toml::Table = toml::from_str(&example).unwrap();
    let defaults: toml::Table = toml::from_str(&toml::to_string(&fairway::config::Config::default()).unwrap()).unwrap();
    assert_eq!(example, defaults);
}

#[test]
fn the_console_answers_what_is_piped_in_and_ends() {
    use std::io::Write;
    let data = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_fairway"))
        .arg("chat")
        .current_dir(root())
        .env("FAIRWAY__STORE__DATA_DIR", data.path())
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all("can I upload controlled code to GitHub?\nthanks\n".as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    let said = String::from_utf8(out.stdout).unwrap();
    assert!(out.status.success());
    assert!(said.contains("Last reviewed") && said.contains("You are welcome"), "{said}");
}

/// Whom to ask is said once in a reply, wherever it stands, and in front of whoever needs it.
#[test]
fn a_reply_names_the_contact_point_once() {
    let messages = [
        ("my laptop was seized at the border of China, who can help me?", "needs_person"),
        ("we plan to host a guest researcher in our lab next spring, what do we arrange?", "plan"),
        ("what do I do with my laptop and phone when I travel abroad?", "question"),
        ("is Dr Novak a spy?", "about_person"),
    ];
    let lines = messages.map(|(text, _)| serde_json::json!({ "id": 1, "text": text }).to_string());
    for ((message, kind), answer) in messages.iter().zip(ask_jsonl(&lines.join("\n"))) {
        let said = answer["text"].as_str().unwrap();
        assert_eq!(answer["kind"], *kind, "{message}");
        assert_eq!(said.matches("Write to knowledge-security@example.org").count(), 1, "{said}");
    }
}

#[test]
fn an_answer_leads_to_its_page_in_the_forge_where_there_is_one() {
    use std::io::Write;
    let data = tempfile::tempdir().unwrap();
    let chat = |edit_url: &str| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_fairway"))
            .arg("chat")
            .current_dir(root())
            .env("FAIRWAY__STORE__DATA_DIR", data.path())
            .env("FAIRWAY__DESK__EDIT_URL", edit_url)
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        // A program that refused its settings no longer reads.
        let _ = child.stdin.take().unwrap().write_all(b"can I upload controlled code to GitHub?\n");
        let out = child.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (out.status.code(), format!("{}{}", text(out.stdout), text(out.stderr)))
    };
    let (code, said) = chat("https://forge.example/edit/main/{path}");
    assert_eq!(code, Some(0), "{said}");
    let link = "https://forge.example/edit/main/knowledge-base/entries/law/publishing-code.en.md";
    assert!(said.contains("Edit this page") && said.contains(link), "{said}");
    for wrong in ["https://forge.example/edit", "forge.example/{path}"] {
        let (code, said) = chat(wrong);
        assert!(code == Some(78) && said.contains("has {path}"), "{said}");
    }
}

fn fairway(arguments: &[&str]) -> (Option<i32>, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_fairway")).args(arguments).current_dir(root()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (out.status.code(), format!("{}{}", text(out.stdout), text(out.stderr)))
}

/// As a review grows old its answer is hedged, and then no longer served.
#[test]
fn an_answer_past_its_review_is_hedged_and_then_withheld() {
    let question = "what do I do with my laptop and phone when I travel abroad?";
    for (day, hedged, served) in [("2026-11-25", false, true), ("2027-07-01", true, true), ("2029-01-01", false, false)]
    {
        let (code, said) = fairway(&["ask", "--at", day, question]);
        assert_eq!(code, Some(0), "{said}");
        assert_eq!(said.contains("may be out of date"), hedged, "{day}: {said}");
        assert_eq!(said.contains("Receipt: `travel-devices#"), served, "{day}: {said}");
        assert_eq!(said.contains("too long ago"), !served, "{day}: {said}");
    }
    let (code, said) = fairway(&["ask", "--at", "yesterday", question]);
    assert_eq!(code, Some(2), "{said}");
}

/// A button on Discord carries the passage that it stands for in its id, which has at most 100 characters.
#[test]
fn every_passage_fits_into_the_id_of_a_button() {
    let handbook = fairway::handbook::load(&root(), domain::handbook::Desk::default()).expect("what ships is right");
    for entry in handbook.knowledge.entries() {
        for section in &entry.sections {
            let id = format!("apassage:{}#{}", entry.id, section.id);
            assert!(id.len() <= 100, "{id}: shorten the section's heading, or give it a {{#name}}");
        }
    }
}

#[test]
fn a_plan_whose_page_is_withheld_is_told_so() {
    let plan = "We plan to travel to our partner in China next month and take our laptops and phones along.";
    for (day, served) in [("2026-11-25", true), ("2029-01-01", false)] {
        let (code, said) = fairway(&["ask", "--at", day, plan]);
        assert!(code == Some(0) && said.contains("This sounds like a concrete plan"), "{said}");
        assert_eq!(said.contains("Receipt: `travel-devices#"), served, "{day}: {said}");
        assert_eq!(said.contains("I also have a page on this"), !served, "{day}: {said}");
    }
}

#[test]
fn a_receipt_is_verified_without_a_database() {
    let (_, said) = fairway(&["ask", "what do I do with my laptop and phone when I travel abroad?"]);
    let receipt = said.split("Receipt: `").nth(1).and_then(|rest| rest.split('`').next()).expect("a receipt");
    let (code, said) = fairway(&["verify", receipt]);
    assert!(code == Some(0) && said.contains("that still stands"), "{said}");
    let other = format!("{}0000000000", &receipt[..receipt.len() - 10]);
    let (code, said) = fairway(&["verify", &other]);
    assert!(code == Some(1) && said.contains("This has changed"), "{said}");
    let (code, said) = fairway(&["verify", "not-a-receipt"]);
    assert!(code == Some(2) && said.contains("a receipt looks like"), "{said}");
}
