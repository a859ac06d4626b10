//! Whether people's words come out of a renderer as those words and nothing else, by the judgement of parsers that share no code with the bot
//! (`tests/peers/read_back.mjs`). For the tests of the renderers.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use domain::ticket::Plain;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

/// How many are made up beside the corpus; ten times as many with `FAIRWAY_LONG=1`.
const MADE_UP: usize = 100_000;
const HEADER: &str = "Adviser, ticket X85-BXMC:";
/// Marks of all kinds, and what they stand beside in names, links and calls.
const MARKS: &str = "[-\\\\`*_{}\\[\\]<>|~#&$^='\"+.:;()!@/%? a1\n\u{301}\u{5d0}\u{202e}]{0,60}";
const PIECES: &str = "(\\*\\*|__|\\|\\||~~|```|>>> |> |# |-# |- |1\\. |@everyone|@here|@room|<@1234567890123456789>|<@&1234567890123456789>|<#1234567890123456789>|<:a:1234567890123456789>|<t:1700000000:R>|</a:1234567890123456789>|https://a\\.example/|\\[x\\]\\(|\\]\\(|<https:|</blockquote>|<b>|&amp;|&#64;|\\\\|\n|\n\n|a|b c| ){0,24}";

/// The corpus (`tests/hostile/words.jsonl`), any words, and words made of marks.
fn words() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = std::fs::read_to_string(root.join("tests/hostile/words.jsonl")).unwrap();
    let of = |line: &str| serde_json::from_str::<Value>(line).unwrap()["words"].as_str().unwrap().to_owned();
    let mut words: Vec<String> = corpus.lines().map(of).collect();
    assert!(words.len() >= 150, "the corpus is smaller than it was");
    let count = if std::env::var_os("FAIRWAY_LONG").is_some() { 10 * MADE_UP } else { MADE_UP };
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), random);
    let kinds = prop_oneof![1 => "\\PC{0,80}", 2 => MARKS, 3 => PIECES];
    words.extend((0..count).map(|_| kinds.new_tree(&mut runner).unwrap().current()));
    words
}

/// Has all words relayed as a ticket relays them, and what the network is given of them read.
pub fn judge(network: &str, shown: impl Fn(&str) -> String) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let node = std::env::var_os("FAIRWAY_TEST_NODE").map_or_else(|| root.join(".node"), Into::into);
    if !node.join("node_modules/parse5").exists() {
        assert!(std::env::var_os("CI").is_none(), "no parse5: run `tests/run` or set FAIRWAY_TEST_NODE");
        return eprintln!("skipped: no parse5 in {}; set FAIRWAY_TEST_NODE", node.display());
    }
    let mut reader = Command::new("node")
        .arg(root.join("tests/peers/read_back.mjs"))
        .arg(&node)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node starts");
    let (mut input, output) = (reader.stdin.take().unwrap(), BufReader::new(reader.stdout.take().unwrap()));
    let said = std::thread::spawn(move || output.lines().collect::<Result<Vec<_>, _>>().unwrap());
    let mut given = 0;
    for words in words() {
        let plain = Plain::of(&words);
        if plain.is_empty() {
            continue;
        }
        let shown = shown(&format!("**{HEADER}**\n\n{}", plain.quote()));
        let lines: Vec<String> = plain.text().lines().map(str::to_owned).collect();
        let line = json!({ "network": network, "header": HEADER, "lines": lines, "shown": shown });
        writeln!(input, "{line}").unwrap();
        given += 1;
    }
    drop(input);
    let said = said.join().unwrap();
    assert!(reader.wait().unwrap().success(), "{said:#?}");
    let end: Value = serde_json::from_str(said.last().unwrap()).unwrap();
    println!("{network}: {end}");
    assert_eq!(end, json!({ "read": given, "wrong": 0 }), "{}", said.join("\n"));
}
