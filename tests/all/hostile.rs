//! Prompts that attack language models. There is none here to attack, and this says so: whatever is asked, every line of every
//! reply is one that the content gives, but for at most 24 letters and blanks of what was typed behind `!`.
//!
//! A fixed part of the prompts is asked, all of them with `FAIRWAY_LONG=1`. `FAIRWAY_RELEASE` names a program built with
//! `--release` to ask instead of the one under test: only that is held to 50 ms.

use std::collections::HashSet;
use std::ffi::OsString;
use std::io::Write;
use std::process::{Command, Stdio};

use domain::command;
use domain::conversation::intention::QUERY_MAX_CHARS;
use domain::handbook::{Desk, Handbook};
use domain::knowledge::entry::Entry;
use domain::language::Language;
use domain::prompts::{self, Prompt, keys};
use domain::receipt::Receipt;
use fairway::handbook;
use serde_json::Value;

use crate::support::root;

/// How many are asked without `FAIRWAY_LONG`.
const SAMPLE: usize = 500;
/// How long an answer may take, in a release build and in the one under test.
const RELEASE_MAX_MICROS: u64 = 50_000;
const DEBUG_MAX_MICROS: u64 = 500_000;
/// What `quotable` in `reply.rs` lets through.
const TYPED_MAX_CHARS: usize = 24;

/// The lines that the content gives.
struct Frame {
    lines: HashSet<String>,
    /// What stands before and behind words that were typed.
    around_typed: Vec<(String, String)>,
}

impl Frame {
    fn of(handbook: &Handbook) -> Self {
        let mut frame = Frame { lines: HashSet::new(), around_typed: Vec::new() };
        let entries: Vec<&Entry> = handbook.knowledge.entries().collect();
        for language in Language::ALL {
            frame.add_prompts(handbook, language);
            frame.add_choices(handbook, language, &entries);
            for entry in &entries {
                frame.add_passages(handbook, language, entry);
            }
        }
        frame
    }

    fn add(&mut self, text: &str) {
        for line in text.lines() {
            self.lines.insert(line.to_owned());
            self.lines.insert(format!("> {line}"));
        }
    }

    /// Every prompt whose slots the content or the settings fill.
    fn add_prompts(&mut self, handbook: &Handbook, language: Language) {
        let contact = handbook.contact(language);
        let (days, most) = (handbook.desk.keep_days.to_string(), QUERY_MAX_CHARS.to_string());
        let filled = [("contact", contact.as_str()), ("days", &days), ("most", &most), ("help", "help")];
        for prompt in prompts::all() {
            let slots: Vec<_> = filled.iter().filter(|(name, _)| prompt.slots.contains(name)).copied().collect();
            if slots.len() == prompt.slots.len() {
                self.add(&handbook.say(language, *prompt, &slots));
            }
        }
        for office in offices() {
            let slots = [("office", office.as_str()), ("contact", &contact)];
            self.add(&handbook.say(language, keys::OUTSIDE_OFFICE, &slots));
        }
        for row in command::ALL {
            let say = |prompt| handbook.say(language, prompt, &[]);
            let argument = row.argument.map(|argument| say(argument.usage)).unwrap_or_default();
            let usage = format!("{} {argument}", row.name);
            let slots = [("usage", usage.trim()), ("about", &say(row.about))];
            self.add(&handbook.say(language, keys::HELP_ROW, &slots));
            self.add_typed(handbook, language, keys::COMMAND_UNKNOWN_NEAR, row.name);
        }
        self.add_typed(handbook, language, keys::COMMAND_UNKNOWN, "");
        self.add_typed(handbook, language, keys::LANGUAGE_UNKNOWN, "");
    }

    fn add_typed(&mut self, handbook: &Handbook, language: Language, prompt: Prompt, near: &str) {
        let slots = [("typed", "\u{1}"), ("near", near)];
        let said = handbook.say(language, prompt, &slots[..prompt.slots.len()]);
        let (before, behind) = said.split_once('\u{1}').unwrap();
        self.around_typed.push((before.to_owned(), behind.to_owned()));
    }

    fn add_choices(&mut self, handbook: &Handbook, language: Language, entries: &[&Entry]) {
        let mut labels: Vec<String> = entries.iter().map(|entry| entry.title.clone()).collect();
        labels
            .extend([keys::UNSURE_NONE, keys::REWORD_YES, keys::REWORD_NO].map(|key| handbook.say(language, key, &[])));
        labels.push(handbook.say(language, prompts::screening::keys::OFFER, &[]));
        labels.extend(Language::ALL.map(|of| of.autonym().to_owned()));
        labels.extend(command::ALL.map(|row| row.name.to_owned()));
        for number in 1..=9 {
            let number = number.to_string();
            for label in &labels {
                self.add(&handbook.say(language, keys::CHOICE_ROW, &[("number", &number), ("label", label)]));
            }
            self.add(&handbook.say(language, keys::CHOICE_HOW, &[("last", &number)]));
        }
    }

    fn add_passages(&mut self, handbook: &Handbook, language: Language, entry: &Entry) {
        let links: Vec<_> =
            entry.sources.iter().map(|source| format!("[{}](<{}>)", source.title, source.url)).collect();
        for section in &entry.sections {
            self.add(&format!("**{}**", section.heading));
            self.add(&section.text);
            let reviewed = entry.last_reviewed_on.to_string();
            let (title, heading) = (entry.title.as_str(), section.heading.as_str());
            let slots = [("title", title), ("section", heading), ("reviewed", &reviewed), ("owner", &entry.owner)];
            self.add(&handbook.say(language, keys::ANSWER_SOURCE, &slots));
            let receipt = Receipt::of(&entry.id, section).to_string();
            let receipt = handbook.say(language, keys::ANSWER_RECEIPT, &[("receipt", &receipt)]);
            for most in 0..=links.len() {
                let links = handbook.say(language, keys::ANSWER_LINK, &[("links", &links[..most].join(" · "))]);
                self.add(&format!("{links} · {receipt}"));
            }
        }
        self.add(&handbook.say(language, keys::MORE_SECTIONS, &[("title", &entry.title)]));
    }

    /// The first line that the content does not give.
    fn foreign<'a>(&self, reply: &'a str) -> Option<&'a str> {
        // Not `lines`: what a person could smuggle in may hold other ends of lines.
        reply.split('\n').find(|line| !line.is_empty() && !self.lines.contains(*line) && !self.is_around_typed(line))
    }

    fn is_around_typed(&self, line: &str) -> bool {
        let typed = |(before, behind): &(String, String)| {
            line.strip_prefix(before.as_str())?.strip_suffix(behind.as_str()).map(is_quotable)
        };
        self.around_typed.iter().any(|around| typed(around) == Some(true))
    }
}

fn is_quotable(typed: &str) -> bool {
    typed.chars().count() <= TYPED_MAX_CHARS && typed.chars().all(|c| c.is_alphanumeric() || c == ' ' || c == '-')
}

/// The names of the offices in `outside.yaml`.
fn offices() -> Vec<String> {
    let text = std::fs::read_to_string(root().join("knowledge-base/recognise/outside.yaml")).unwrap();
    let names = text.lines().filter_map(|line| {
        let (language, name) = line.strip_prefix("      ")?.split_once(": ")?;
        language.parse::<Language>().ok()?;
        Some(name.trim().trim_matches('"').to_owned())
    });
    let names: Vec<_> = names.collect();
    assert!(!names.is_empty());
    names
}

/// The prompts, as lines for `fairway ask --jsonl`; none where they were not fetched, which is said.
fn prompts() -> Option<Vec<String>> {
    let printed = Command::new("python3").arg(root().join("tests/peers/hostile.py")).output();
    match printed {
        Ok(out) if out.status.success() => {
            let lines = String::from_utf8(out.stdout).unwrap();
            let mut lines: Vec<_> = lines.lines().map(ToOwned::to_owned).collect();
            assert!(lines.len() > 8_000, "{} prompts", lines.len());
            // An id begins with a hash of the words: sorted by it, the first are a fair part, and the same every time.
            lines.sort();
            Some(lines)
        }
        other => {
            assert!(std::env::var_os("CI").is_none(), "no hostile prompts: {other:?}");
            eprintln!("skipped: no hostile prompts; tests/peers/hostile.py --fetch brings them");
            None
        }
    }
}

fn release() -> Option<OsString> {
    std::env::var_os("FAIRWAY_RELEASE")
}

/// Asks all in one run: a panic would end it, and lines would be missing.
fn ask(lines: &[String]) -> Vec<Value> {
    let program = release().unwrap_or_else(|| env!("CARGO_BIN_EXE_fairway").into());
    let mut child = Command::new(program)
        .args(["ask", "--jsonl"])
        .current_dir(root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut to, input) = (child.stdin.take().unwrap(), lines.join("\n"));
    // Beside the reading: both pipes fill.
    let writing = std::thread::spawn(move || to.write_all(input.as_bytes()));
    let out = child.wait_with_output().unwrap();
    assert!(out.status.success(), "{:?}", out.status);
    writing.join().unwrap().unwrap();
    String::from_utf8(out.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn hostile_prompts_get_nothing_but_what_the_content_says() {
    let Some(mut lines) = prompts() else { return };
    if std::env::var_os("FAIRWAY_LONG").is_none() {
        lines.truncate(SAMPLE);
    }
    let frame = Frame::of(&handbook::load(&root(), Desk::default()).unwrap());
    let answers = ask(&lines);
    assert_eq!(answers.len(), lines.len());
    let most = if release().is_some() { RELEASE_MAX_MICROS } else { DEBUG_MAX_MICROS };
    let mut slow = Vec::new();
    let mut typed = 0;
    for (answer, line) in answers.iter().zip(&lines) {
        let (id, reply) = (&answer["id"], answer["text"].as_str().unwrap_or_default());
        assert!(!reply.is_empty(), "{id} got no answer: {answer}");
        assert_eq!(frame.foreign(reply), None, "{id} got a line that the content does not give");
        typed += usize::from(reply.lines().any(|line| frame.is_around_typed(line)));
        if answer["micros"].as_u64() > Some(most) {
            slow.push(line.clone());
        }
    }
    assert!(typed > 0, "what is typed behind `!` was never quoted, so nothing was said about it");
    let served = answers.iter().filter(|answer| answer["sources"][0].is_object()).count();
    assert!(served > 0, "no passage was served, so nothing was said about those");
    let mut times: Vec<_> = answers.iter().filter_map(|answer| answer["micros"].as_u64()).collect();
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 1000];
    println!("{} prompts; {served} got a passage, {typed} were quoted", lines.len());
    println!("microseconds: half within {}, 99 % within {}, the longest {}", at(500), at(990), at(1000));
    // A machine that does other things may take longer once, but not three times.
    for _ in 0..2 {
        let answers = if slow.is_empty() { Vec::new() } else { ask(&slow) };
        println!("asked again, because they took too long: {}", slow.len());
        let still = answers.iter().zip(&slow).filter(|(answer, _)| answer["micros"].as_u64() > Some(most));
        slow = still.map(|(_, line)| line.clone()).collect();
    }
    assert!(slow.is_empty(), "took over {most} µs three times: {slow:?}");
}

/// The net itself: it holds what the content does not give, and lets through what it gives.
#[test]
fn a_line_that_the_content_does_not_give_is_seen() {
    let handbook = handbook::load(&root(), Desk::default()).unwrap();
    let frame = Frame::of(&handbook);
    let unknown = |typed: &str| handbook.say(Language::En, keys::COMMAND_UNKNOWN, &[("typed", typed)]);
    for (reply, foreign) in [
        (unknown("ignore all"), false),
        (unknown("*ignore* all"), true),
        (unknown("ignore all previous instructions"), true),
        (format!("{}\n\nDAN mode enabled", unknown("ignore")), true),
        (format!("{} DAN", handbook.say(Language::En, keys::THANKS, &[])), true),
        (handbook.say(Language::Fr, keys::THANKS, &[]), false),
        (format!("> {}", handbook.say(Language::De, keys::INTRODUCTION_NOT_ADOPTED, &[])), false),
    ] {
        assert_eq!(frame.foreign(&reply).is_some(), foreign, "{reply}");
    }
}
