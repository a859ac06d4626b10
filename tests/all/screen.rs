//! `fairway screen`, called as a program: the door, reports, and reports of another desk.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::support::{copy, root};

const ORANGE: &str = r#"{"jurisdiction":"nl","language":"nl","answers":{"q1":"joint-project","q2":"plausible","q3":"mid","q4":"civil","q5":"clear","q6":"low","q7":"joint","q8":["scientific"],"d1":"no","d2":"free","d3":"no","d4":"none","d5":"clear","d6":"normal","d7":"no","d12":"neutral","d13":"yes","d14":"all","d15":"none","d16":"no","d17":"unlikely","d18":"no","d19":["published-only","clauses"],"d20":"ten years <script>"}}"#;

struct Out {
    code: Option<i32>,
    out: String,
    err: String,
}

/// Calls it in a folder with content.
fn screen(folder: &Path, arguments: &[&str], input: &str) -> Out {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fairway"));
    command.arg("screen").args(arguments).current_dir(folder);
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    // Beside the reading: both sides of a pipe fill up.
    let writing = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let out = child.wait_with_output().unwrap();
    let _ = writing.join().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Out { code: out.status.code(), out: text(out.stdout), err: text(out.stderr) }
}

#[test]
fn the_door_keeps_its_shape() {
    let lines = [
        r#"{"answers":{"q1":"joint-project","q2":"plausible","q3":"mid","q4":"civil","q5":"clear","q6":"low","q7":"joint","q8":["scientific"]}}"#,
        r#"{"answers":{"q1":"sail","x":"y"}}"#,
        r#"{"answers":{"q1":["guest"]}}"#,
        r#"{"jurisdiction":"zz","answers":{}}"#,
        "no object",
        r#"{"questionnaire":"x"}"#,
    ];
    let out = screen(&root(), &["--jsonl"], &lines.join("\n"));
    let told: Vec<&str> = out.out.lines().collect();
    let first = concat!(
        r#"{"outcome":"orange","next_question":"d1","range":["orange"],"unknowns":[],"scales":{"access":1,"context":2,"#,
        r#""domain":2,"ethics":0,"interference":0,"partner":0},"opportunity":2,"posture":"redesign","hard_stops":[],"#,
        r#""legal_checks":[],"handover":{"when":"offer","reasons":["outcome"]},"why":[{"rule":"sensitive-topic-and-partner-or-place","#,
        r#""answers":["q2","q6","q7"]}],"what_if":[{"measures":["published-only"],"outcome":"yellow"},{"measures":["narrower"],"#,
        r#""outcome":"yellow"},{"measures":["published-only","narrower"],"outcome":"green"}]}"#
    );
    assert_eq!(told[0], first);
    for (line, expect) in [
        (1, "there is no question `x`"),
        (2, "q1 takes one answer"),
        (3, "no jurisdiction `zz`: write one of au"),
        (4, "no answers: "),
        (5, "no questionnaire `x`: write one of collaboration"),
    ] {
        assert!(told[line].starts_with(r#"{"error":"#) && told[line].contains(expect), "{}", told[line]);
    }
    assert_eq!((told.len(), out.code), (lines.len(), Some(0)));
}

#[test]
fn a_thousand_lines_take_less_than_two_seconds() {
    let lines = format!("{ORANGE}\n").repeat(1_000);
    // The quickest of three: other tests run beside it.
    let quickest = (0..3).map(|_| {
        let began = Instant::now();
        assert_eq!(screen(&root(), &["--jsonl"], &lines).out.lines().count(), 1_000);
        began.elapsed()
    });
    let took = quickest.min().unwrap();
    assert!(took.as_secs_f64() < 2.0, "{took:?}");
}

#[test]
fn a_report_is_written_in_three_formats() {
    let report = |arguments: &[&str]| {
        let out = screen(&root(), &[&["--report"], arguments].concat(), ORANGE);
        assert_eq!(out.code, Some(0), "{}", out.err);
        out.out
    };
    let markdown = report(&["markdown", "--at", "2027-01-31"]);
    assert!(markdown.starts_with("# Verslag van een screening\n") && markdown.contains("2027-01-31"), "{markdown}");
    let html = report(&["html", "--language", "fr", "--jurisdiction", "GB"]);
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"fr\">"), "{html}");
    assert!(html.contains("Royaume-Uni") && html.contains("ten years &lt;script&gt;") && !html.contains("<script"));
    let json = report(&["json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((json["format"].as_str(), json["outcome"].as_str()), (Some("fairway-screening-report"), Some("orange")));
    assert_eq!(json["answers"]["d19"], serde_json::json!(["published-only", "clauses"]));
    let case = json["case"].as_str().unwrap();
    assert!(case.len() == 7 && case.as_bytes()[3] == b'-', "{case}");
    assert!(!markdown.contains(case) && !html.contains(case), "each report has a reference of its own");
}

#[test]
fn wrong_calls_say_what_to_write() {
    for (arguments, input, code, expect) in [
        (&["--report", "pdf"][..], "{}", 2, "markdown"),
        (&["--jsonl", "--report", "html"], "{}", 2, "cannot be used with"),
        (&["--language", "nl"], "{}", 2, "--report"),
        (&[], "{}", 2, "--import"),
        (&["--report", "html", "--language", "xx"], "{}", 2, "en, nl, de or fr"),
        (&["--report", "html"], r#"{"answers":{"q1":"sail"}}"#, 1, "`sail` is no answer to q1"),
        (&["--report", "html", "--jurisdiction", "zz"], "{}", 1, "no jurisdiction `zz`"),
        (&["--report", "html"], "", 1, "no answers"),
    ] {
        let out = screen(&root(), arguments, input);
        assert_eq!(out.code, Some(code), "{arguments:?}: {}", out.err);
        assert!(out.err.contains(expect), "{arguments:?}: {}", out.err);
    }
}

/// Cases that hold under all the rules that are tried here.
const CASES: &str = "cases:
  - {name: a, answers: {q1: teaching, q2: hardly, q4: civil, q5: clear, q6: none, q7: joint}, expect: {outcome: green}}
  - {name: b, answers: {q1: teaching, q2: hardly, q4: civil, q5: clear, q6: none, q7: data}, expect: {outcome: yellow}}
  - {name: c, answers: {q1: teaching, q2: hardly, q4: civil, q5: clear, q6: embargo}, expect: {outcome: orange}}
  - {name: d, answers: {q1: teaching, q5: listed}, expect: {outcome: red}}
  - {name: e, answers: {q1: teaching, q2: unknown, q4: unknown, q5: unchecked}, expect: {outcome: grey}}
";

/// A desk with rules of its own: the content that ships, with changes.
fn other_desk(folder: &Path, changes: &[(&str, &str)]) {
    copy(&root().join("prompts"), &folder.join("prompts"));
    copy(&root().join("knowledge-base"), &folder.join("knowledge-base"));
    let file = folder.join("knowledge-base/questionnaires/collaboration/questionnaire.yaml");
    let mut text = std::fs::read_to_string(&file).unwrap();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    std::fs::write(&file, text).unwrap();
    std::fs::write(file.with_file_name("cases.yaml"), CASES).unwrap();
}

#[test]
fn a_report_goes_round_and_tells_what_differs_elsewhere() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("report.json");
    let name = file.to_str().unwrap();
    let sent = screen(&root(), &["--report", "json"], ORANGE).out;
    std::fs::write(&file, &sent).unwrap();
    let same = screen(&root(), &["--import", name], "");
    assert_eq!(same.code, Some(0), "{}{}", same.out, same.err);
    assert!(same.out.contains("Nothing differs"), "{}", same.out);

    // Places weigh less there, and somebody has to look at every joint project.
    let changes = [
        ("version: 1", "version: 2"),
        ("low: {context: 2}", "low: {context: 1}"),
        ("  q6: {q6: embargo}", "  q6: {q6: [embargo, low]}"),
        ("  h1: {q5: listed}", "  h1: {any: [{q5: listed}, {q1: joint-project}]}"),
    ];
    let desk = home.path().join("stricter");
    other_desk(&desk, &changes);
    let differs = screen(&desk, &["--import", name], "");
    assert_eq!(differs.code, Some(1), "{}{}", differs.out, differs.err);
    for line in [
        "There: rules version 1, orange.",
        "Here:  rules version 2, red.",
        "- rule-set version: there 1; here 2",
        "- outcome: there orange; here red",
        "- range: there orange; here red",
        "- hard stops: there none; here h1",
        "- legal checks: there none; here q6",
        "- hand-over: there offer, outcome; here now, h1, outcome",
    ] {
        assert!(differs.out.contains(line), "{line:?} is not in\n{}{}", differs.out, differs.err);
    }
    assert!(differs.err.is_empty(), "{}", differs.err);

    // A question more is asked there, and an answer less is known.
    let changes = [
        ("asks: [d1, d2, d3]", "asks: [d1, d2, d3, d8]"),
        ("options: {all: {}, some: {interference: 1},", "options: {whole: {}, some: {interference: 1},"),
    ];
    let desk = home.path().join("other");
    other_desk(&desk, &changes);
    for language in ["en", "nl", "de", "fr"] {
        let words = desk.join(format!("knowledge-base/questionnaires/collaboration/words.{language}.yaml"));
        let text = std::fs::read_to_string(&words).unwrap();
        let (before, after) = text.split_once("  d14:").unwrap();
        let after = after.replacen("all:", "whole:", 1);
        std::fs::write(&words, format!("{before}  d14:{after}")).unwrap();
    }
    let differs = screen(&desk, &["--import", name], "");
    assert_eq!(differs.code, Some(1), "{}{}", differs.out, differs.err);
    for line in [
        "- next question: there none; here d8",
        "Answers that are not known here and were left out:\n- d14: `all` is no answer to d14: write one of whole,",
        "Questions that would be asked here and have no answer: d8, d14.",
    ] {
        assert!(differs.out.contains(line), "{line:?} is not in\n{}{}", differs.out, differs.err);
    }
}

#[test]
fn what_is_no_report_is_refused_with_what_to_do() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("report.json");
    let name = file.to_str().unwrap();
    let right = screen(&root(), &["--report", "json"], ORANGE).out;
    for (text, expect) in [
        ("{".to_owned(), "this is no JSON"),
        ("[]".to_owned(), "no report of a screening: its `format` is not `fairway-screening-report`"),
        (right.replace("fairway-screening-report", "other"), "make one with `fairway screen --report json`"),
        (
            right.replace("\"format_version\": 1", "\"format_version\": 3"),
            "written in format 3, and this desk reads up to 1",
        ),
        (right.replace("\"format_version\": 1", "\"format_version\": \"x\""), "not whole"),
        (right.replace("\"collaboration\"", "\"fishing\""), "no questionnaire `fishing`: it has collaboration"),
        (right.replace("\"outcome\": \"orange\",", ""), "not whole: missing field `outcome`"),
        ("x".repeat(2_000_000), "too large"),
    ] {
        std::fs::write(&file, &text).unwrap();
        let out = screen(&root(), &["--import", name], "");
        assert_eq!(out.code, Some(1), "{}", out.err);
        assert!(out.err.contains(expect) && out.err.contains("report.json: "), "{expect}: {}", out.err);
    }
    let out = screen(&root(), &["--import", "none.json"], "");
    assert!(out.code == Some(1) && out.err.contains("cannot be opened"), "{}", out.err);
    // A terminal obeys control characters; those of another desk do not reach it.
    std::fs::write(
        &file,
        right.replace("\"case\": \"", "\"case\": \"\\u001b[2J").replace("\"d1\": \"no\"", "\"\\u001b[31m\": \"no\""),
    )
    .unwrap();
    let out = screen(&root(), &["--import", name], "");
    assert!(out.code == Some(1) && !out.out.contains('\u{1b}') && !out.err.contains('\u{1b}'), "{:?}", out.out);
}

/// A second reading of the model, written apart from this one, answers as the desk does.
#[test]
fn a_second_reading_answers_alike() {
    let script = root().join("tests/peers/screening_peer.py");
    let run = Command::new("python3")
        .arg(script)
        .arg(env!("CARGO_BIN_EXE_fairway"))
        .args(["--lines", "300"])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&run.stdout);
    assert!(
        run.status.success(),
        "{}\n{}",
        told.lines().take(60).collect::<Vec<_>>().join("\n"),
        String::from_utf8_lossy(&run.stderr)
    );
}
