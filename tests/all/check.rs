//! `fairway check` as editors, their programs and their forge see it.

use std::path::Path;
use std::process::{Command, Output};

use domain::content::{Rule, Severity};
use domain::handbook::Desk;
use domain::knowledge::entry;
use fairway::handbook;
use jiff::civil::date;
use serde_json::Value;

use crate::support::{copy, root};

const RIGHT: &str = "tests/content-bad/right";

fn check(folder: &Path, arguments: &[&str]) -> Output {
    let on = ["--on", "2026-11-25"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_fairway"));
    command.arg("check").arg(folder).args(on).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The right files with the shipped prompts, and what `change` does to the English page.
fn content(change: impl Fn(String) -> String) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("prompts"), &folder.path().join("prompts"));
    copy(&root().join(RIGHT), folder.path());
    let page = folder.path().join("knowledge-base/entries/test/hiring.en.md");
    std::fs::write(&page, change(std::fs::read_to_string(&page).unwrap())).unwrap();
    folder
}

#[test]
fn a_mistake_ends_with_1_and_a_note_only_where_it_is_asked_for() {
    for (change, plain, strict) in
        [(("Ask", "Ask"), 0, 0), (("Ask every", "At MIVD, ask every"), 0, 1), (("owner:", "ownr:"), 1, 1)]
    {
        let folder = content(|page| page.replacen(change.0, change.1, 1));
        assert_eq!(check(folder.path(), &[]).status.code(), Some(plain), "{change:?}");
        assert_eq!(check(folder.path(), &["--strict"]).status.code(), Some(strict), "{change:?}");
    }
}

#[test]
fn one_finding_is_the_same_in_every_format() {
    let folder = content(|page| page.replace("status: published", "status: publisht"));
    let out = |format: &str| text(&check(folder.path(), &["--format", format]).stdout);
    let (path, line, rule) = ("knowledge-base/entries/test/hiring.en.md", 30, "wrong-value");
    let says = "the status `publisht` is not known; did you mean `published`? Write draft, published or withdrawn";

    let lines = out("text");
    assert!(lines.contains(&format!("{path}:{line}: mistake: {says} [{rule}]\n")), "{lines}");

    assert_eq!(out("github"), format!("::error file={path},line={line},title={rule}::{says}\n"));

    let json: Value = serde_json::from_str(&out("json")).unwrap();
    assert_eq!((&json["mistakes"], &json["notes"]), (&1.into(), &0.into()));
    let finding = &json["findings"][0];
    assert_eq!((&finding["path"], &finding["line"], &finding["rule"]), (&path.into(), &line.into(), &rule.into()));
    assert_eq!((&finding["severity"], &finding["message"]), (&"mistake".into(), &says.into()));

    let sarif: Value = serde_json::from_str(&out("sarif")).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    let result = &run["results"][0];
    assert_eq!((&result["ruleId"], &result["level"]), (&rule.into(), &"error".into()));
    assert_eq!(result["message"]["text"], says);
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!((&place["artifactLocation"]["uri"], &place["region"]["startLine"]), (&path.into(), &line.into()));
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), Rule::ALL.len());
    assert_eq!(rules[result["ruleIndex"].as_u64().unwrap() as usize]["id"], rule);
}

#[test]
fn the_shipped_content_has_no_mistake_and_few_notes() {
    let found = handbook::check(&root(), Desk::default(), date(2026, 11, 26));
    let (near, rest): (Vec<_>, Vec<_>) = found.iter().partition(|finding| finding.rule == Rule::AskNearElsewhere);
    let rest: Vec<_> = rest.iter().map(ToString::to_string).collect();
    // The examples ship on purpose. All else that a note asks for is mended at once.
    let are_examples = rest.iter().all(|finding| finding.contains("still the example"));
    assert!(rest.len() == 2 && are_examples, "{}", rest.join("\n"));
    // "breach" and "is GDPR part of this" are such asks: they are short, and right where they are.
    assert!(near.len() <= 10, "{near:#?}");
    assert!(found.iter().all(|finding| finding.severity() == Severity::Note && finding.message.chars().count() < 300));
}

#[test]
fn schemas_and_the_table_of_rules_are_what_the_program_prints() {
    let print = |arguments: &[&str]| {
        let out = Command::new(env!("CARGO_BIN_EXE_fairway")).arg("check").args(arguments).output().unwrap();
        text(&out.stdout)
    };
    let file = |path: &str| std::fs::read_to_string(root().join(path)).unwrap();
    for of in ["entry", "translation"] {
        let path = format!("knowledge-base/schema/{of}.json");
        assert_eq!(file(&path), print(&["--schema", of]), "write {path} anew: fairway check --schema {of} > {path}");
    }
    let table = print(&["--rules"]);
    let readme = file("knowledge-base/README.md");
    assert!(readme.contains(&table), "put what `fairway check --rules` prints into knowledge-base/README.md:\n{table}");
}

/// The schema is made from the reader's own table; here, that the reader does need what the table says it needs.
#[test]
fn the_keys_that_the_schema_requires_are_those_that_the_reader_misses() {
    use domain::knowledge::keys::{ENTRY_KEYS, TRANSLATION_KEYS};
    for (path, keys) in [("csc.en.md", &ENTRY_KEYS[..]), ("csc.nl.md", &TRANSLATION_KEYS[..])] {
        let path = format!("knowledge-base/entries/test/{path}");
        let page = std::fs::read_to_string(root().join(RIGHT).join(&path)).unwrap();
        for key in keys {
            // Behind another name, the key is missing.
            let without = page.replacen(&format!("\n{}:", key.name), "\nzzz:", 1);
            let found = entry::parse(&path, &without).err().unwrap_or_default();
            let missed = found.iter().any(|finding| finding.rule == Rule::MissingKey);
            assert_eq!(missed, key.is_required, "{path} {}", key.name);
        }
    }
}

#[test]
fn every_group_of_pages_has_somebody_who_reads_its_proposals() {
    let owners = std::fs::read_to_string(root().join(".github/CODEOWNERS")).unwrap();
    for group in std::fs::read_dir(root().join("knowledge-base/entries")).unwrap() {
        let line = format!("/knowledge-base/entries/{}/ ", group.unwrap().file_name().to_str().unwrap());
        assert!(owners.contains(&line), "no line for {line}in .github/CODEOWNERS");
    }
}
