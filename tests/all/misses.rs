//! `fairway misses` as an operator sees it, over what a desk has kept.

use std::path::Path;
use std::process::{Command, Output};

use domain::message::{Privacy, What};
use serde_json::Value;

use crate::support::desk::{Desk, Seat};
use crate::support::lay_out_fixture;

/// Asked by three people, and by two.
const BY_THREE: [&str; 3] = [
    "what does the treaty say about telescopes",
    "what does the treaty say about a telescope?",
    "what does the old treaty say about telescopes?",
];
const BY_TWO: [&str; 2] =
    ["what rules hold for satellite data of the Arctic?", "what rules hold for satellite data from the Arctic"];

fn seat(person: &str) -> Seat {
    Seat { person: person.into(), room: format!("direct-{person}"), thread: None, privacy: Privacy::Direct }
}

async fn ask(desk: &mut Desk, person: &str, text: &str) {
    desk.happen(&seat(person), What::Said { text: text.into(), addressed: true }).await;
    desk.settle().await;
}

/// A desk that has been asked, and stopped; with content beside it.
async fn asked() -> Desk {
    let mut desk = Desk::open().await;
    for (person, text) in ["ada", "bob", "eve"].iter().zip(BY_THREE) {
        ask(&mut desk, person, text).await;
    }
    for (person, text) in ["ada", "bob"].iter().zip(BY_TWO) {
        ask(&mut desk, person, text).await;
        ask(&mut desk, person, text).await;
    }
    for person in ["ada", "bob", "eve"] {
        ask(&mut desk, person, "may I take my laptop to a conference abroad?").await;
        ask(&mut desk, person, "not what I asked").await;
    }
    ask(&mut desk, "ada", "can I upload controlled code to GitHub?").await;
    ask(&mut desk, "ada", "that helped").await;
    desk
}

/// The content of the tests with the shipped prompts, as a folder.
fn content() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    lay_out_fixture(folder.path());
    folder
}

fn misses(desk: &Desk, content: &Path, arguments: &[&str]) -> Output {
    let config = content.join("fairway.toml");
    let text = format!(
        "[desk]\ncontent_dir = {:?}\n[store]\ndata_dir = {:?}\noperator_key = \"{}\"\n",
        content,
        desk.folder(),
        "07".repeat(32)
    );
    std::fs::write(&config, text).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_fairway"));
    command.arg("--config").arg(config).arg("misses").args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn hides_what_two_asked(output: &Output) {
    let all = format!("{}{}", text(&output.stdout), text(&output.stderr));
    for word in ["satellite", "Arctic"] {
        assert!(!all.contains(word), "{word}: {all}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_of_fewer_than_three_people_are_never_shown() {
    let (mut desk, content) = (asked().await, content());
    let running = misses(&desk, content.path(), &[]);
    desk.stop().await;
    let stopped = misses(&desk, content.path(), &[]);
    assert_eq!(running.stdout, stopped.stdout, "{}", text(&running.stderr));
    let json = misses(&desk, content.path(), &["--json"]);
    let file = content.path().join("knowledge-base/entries/test/third.en.md");
    let third = misses(&desk, content.path(), &["--export", "3", file.to_str().unwrap()]);
    for output in [&stopped, &json, &third] {
        hides_what_two_asked(output);
    }
    assert_eq!((third.status.code(), file.exists()), (Some(1), false));
    let listed = text(&stopped.stdout);
    assert!(listed.contains("telescope") && listed.contains("3 people, 3 times"), "{listed}");
    assert!(listed.contains("travel-devices#") && listed.contains("unhelpful 3"), "{listed}");
    assert!(listed.contains("Withheld: 4 questions in 1 clusters"), "{listed}");
    assert!(listed.contains("publishing-code: helped 1 times"), "{listed}");
    let json: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(json["clusters"].as_array().unwrap().len(), 2, "{json:#}");
    assert_eq!((&json["clusters"][0]["people"], &json["withheld"]["questions"]), (&3.into(), &4.into()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_exported_draft_passes_the_check_which_names_what_is_left() {
    let (mut desk, content) = (asked().await, content());
    desk.stop().await;
    let entries = content.path().join("knowledge-base/entries/test");
    // Both at once: what stands in place of asks must not be shared by two drafts.
    for (number, name) in [("1", "one.en.md"), ("2", "two.en.md")] {
        let file = entries.join(name);
        let exported = misses(&desk, content.path(), &["--export", number, file.to_str().unwrap()]);
        assert_eq!(exported.status.code(), Some(0), "{}", text(&exported.stderr));
        let again = misses(&desk, content.path(), &["--export", number, file.to_str().unwrap()]);
        assert_eq!(again.status.code(), Some(1), "nothing is overwritten");
    }
    let drafts = ["one.en.md", "two.en.md"].map(|name| std::fs::read_to_string(entries.join(name)).unwrap());
    assert!(drafts.iter().any(|draft| BY_THREE.iter().all(|ask| draft.contains(ask))), "{drafts:?}");
    let mut check = Command::new(env!("CARGO_BIN_EXE_fairway"));
    let checked = check.arg("check").arg(content.path()).output().unwrap();
    let found = text(&checked.stdout);
    assert_eq!(checked.status.code(), Some(0), "{found}");
    assert!(found.contains("one.en.md") && found.contains("[unfinished]"), "{found}");
    let name = entries.join("Not a name.md");
    let exported = misses(&desk, content.path(), &["--export", "1", name.to_str().unwrap()]);
    assert!(text(&exported.stderr).contains("<id>.en.md") && !name.exists());
}
