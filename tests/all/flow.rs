//! `fairway flow` as an editor sees it.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::support::{copy, root};

fn flow(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_fairway")).arg("flow").args(arguments).current_dir(folder).output().unwrap()
}

/// What it prints when all is well.
fn told(arguments: &[&str]) -> String {
    let out = flow(&root(), arguments);
    assert!(out.status.success(), "{arguments:?}: {}", text(&out.stderr));
    text(&out.stdout)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The shipped screening alone, after a change of one of its files.
fn changed(file: &str, from: &str, to: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("prompts")).unwrap();
    let screening = "knowledge-base/questionnaires/collaboration";
    copy(&root().join(screening), &folder.path().join(screening));
    let path = folder.path().join(screening).join(file);
    let before = std::fs::read_to_string(&path).unwrap();
    assert!(before.contains(from), "{file}: {from}");
    std::fs::write(&path, before.replacen(from, to, 1)).unwrap();
    folder
}

#[test]
fn paths_add_up() {
    let paths: Value = serde_json::from_str(&told(&["paths", "collaboration", "--json"])).unwrap();
    let number = |value: &Value| value.as_str().unwrap().parse::<u128>().unwrap();
    let all = paths["paths"].as_array().unwrap();
    let mut ways = 0;
    for path in all {
        let outcomes = path["outcomes"].as_object().unwrap().values();
        assert_eq!(outcomes.map(number).sum::<u128>(), number(&path["ways"]), "{path}");
        assert_eq!(path["length"], path["questions"].as_array().unwrap().len());
        ways += number(&path["ways"]);
    }
    let total = &paths["total"];
    assert_eq!((total["paths"].as_u64(), number(&total["ways"])), (Some(all.len() as u64), ways));
    assert!(total["longest"].as_u64().unwrap() <= 28);
    assert_eq!(total["outcomes"].as_object().unwrap().len(), 5);
    for none in ["never_asked", "never_opens", "unreached_outcomes", "decides_itself", "idle_rules"] {
        assert_eq!(paths[none], Value::Array(Vec::new()), "{none}");
    }

    let table = told(&["paths", "collaboration"]);
    let asked = all.iter().filter(|path| path["end"] == "asked").count();
    let last = table.lines().last().unwrap();
    assert!(last.starts_with(&format!("{asked} paths to the end, {} to a hard stop", all.len() - asked)), "{last}");
    // The open topic with a civil partner: nothing more is asked.
    assert!(table.lines().any(|line| line.split_whitespace().collect::<Vec<_>>() == ["scan", "8", "4,704", "green"]));
}

#[test]
fn the_graph_says_all_in_each_language_and_stays_the_same() {
    for language in ["en", "nl", "de", "fr"] {
        let words = root().join(format!("knowledge-base/questionnaires/collaboration/words.{language}.yaml"));
        let words = std::fs::read_to_string(words).unwrap();
        for format in ["mermaid", "svg"] {
            let draw = || told(&["graph", "collaboration", "--format", format, "--language", language]);
            let graph = draw();
            assert_eq!(graph, draw());
            // Words may be broken over lines, so the longest one of each stands for it.
            let longest =
                |line: &str| line.split([' ', '\'', '"']).max_by_key(|word| word.len()).unwrap_or("").to_owned();
            let shorts = words.lines().filter_map(|line| line.trim().strip_prefix("short: "));
            for short in shorts.map(longest) {
                assert!(graph.contains(&short), "{language} {format}: no {short}");
            }
            for stop in ["h1", "h2", "h3", "h4", "h5"] {
                assert!(graph.contains(&format!("hard stop {stop}")), "{language} {format}: no {stop}");
            }
        }
    }
    let refused = flow(&root(), &["graph", "collaboration", "--language", "it"]);
    assert_eq!(refused.status.code(), Some(2), "{}", text(&refused.stderr));
}

#[test]
fn the_picture_in_the_docs_is_the_one_that_is_drawn() {
    let drawn = told(&["graph", "collaboration", "--format", "svg"]);
    let kept = std::fs::read_to_string(root().join("docs/collaboration.svg")).unwrap();
    let how = "fairway flow graph collaboration --format svg >docs/collaboration.svg";
    assert!(kept == drawn, "the screening has changed, draw it anew: {how}");
    let width: u32 = drawn.split("width=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().parse().unwrap();
    // A page of paper at 96 dots to an inch.
    assert!(width <= 794, "{width}");
}

#[test]
fn cases_that_fail_are_told_in_a_table() {
    assert!(told(&["test", "collaboration"]).ends_with(" cases, all hold\n"));

    let folder =
        changed("cases.yaml", "{outcome: green, next: none, blocks: [scan], range", "{outcome: red, next: q1, range");
    let out = flow(folder.path(), &["test", "collaboration"]);
    assert_eq!(out.status.code(), Some(1));
    let lines: Vec<Vec<String>> = text(&out.stdout)
        .lines()
        .map(|line| line.split("  ").filter(|cell| !cell.is_empty()).map(|cell| cell.trim().to_owned()).collect())
        .collect();
    assert_eq!(lines[0], ["CASE", "LINE", "STEP", "WHAT", "EXPECTED", "FOUND"]);
    assert_eq!(lines[1], ["T1: an open topic with a civil partner", "5", "1", "outcome", "red", "green"]);
    assert_eq!(lines[2][3..], ["next", "q1", "none"]);
    assert_eq!(lines.len(), 3);
    let said = text(&out.stderr);
    assert!(said.contains("1 of ") && said.contains(" cases fail"), "{said}");
}

#[test]
fn what_a_desk_would_refuse_can_still_be_looked_at() {
    // Nobody is asked d20 any more.
    let folder = changed("questionnaire.yaml", "asks: [d19, d20]", "asks: [d19]");
    let paths = flow(folder.path(), &["paths", "collaboration"]);
    assert!(text(&paths.stdout).contains("question that is never asked: d20"), "{}", text(&paths.stdout));
    let screen = Command::new(env!("CARGO_BIN_EXE_fairway"))
        .args(["screen", "--jsonl"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(screen.status.code(), Some(1));
    assert!(text(&screen.stderr).contains("no answers lead to the question `d20`"), "{}", text(&screen.stderr));
    assert_eq!(flow(folder.path(), &["graph", "collaboration"]).status.code(), Some(0));
}

#[test]
fn an_unknown_name_is_told_what_there_is() {
    for action in ["graph", "paths", "test"] {
        let out = flow(&root(), &[action, "colaboration"]);
        assert_eq!(out.status.code(), Some(1));
        assert!(text(&out.stderr).contains("`colaboration`: write one of collaboration"), "{}", text(&out.stderr));
    }
    let nowhere = tempfile::tempdir().unwrap();
    let out = flow(nowhere.path(), &["test", "collaboration"]);
    assert!(text(&out.stderr).contains("start in the project's folder"), "{}", text(&out.stderr));
}
