//! Measures the knowledge base: `measure <folder>` on what is in the project's folder, `measure --size <entries>` on made-up
//! entries. Prints how long loading and asking took. How well it answers is what `fairway evaluate` tells.
//!
//! It is the one place in this package that reads files and a clock, and it ships nowhere.
#![allow(clippy::disallowed_methods, reason = "measuring needs files and a clock")]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use domain::knowledge::{KnowledgeBase, Lexicon, Scope, entry};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [flag, size] if flag == "--size" => at_size(size.parse().expect("a number of entries")),
        [folder] => {
            let knowledge = load(read_folder(folder));
            let asks: Vec<String> =
                knowledge.entries().flat_map(|entry| entry.asks.values().flatten()).cloned().collect();
            time(&knowledge, &asks);
        }
        _ => eprintln!("measure <folder of entries> | measure --size <entries>"),
    }
}

fn read_folder(folder: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(folder).to_owned()];
    while let Some(folder) = folders.pop() {
        for item in fs::read_dir(&folder).expect("the folder can be read").flatten() {
            let path = item.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                files.push((path.display().to_string(), fs::read_to_string(&path).expect("the file can be read")));
            }
        }
    }
    files.sort();
    files
}

fn load(files: Vec<(String, String)>) -> KnowledgeBase {
    let start = Instant::now();
    let mut pages = Vec::new();
    for (path, text) in &files {
        match entry::parse(path, text) {
            Ok(page) => pages.push(page),
            Err(mistakes) => mistakes.iter().for_each(|mistake| eprintln!("{mistake}")),
        }
    }
    let parsed = start.elapsed();
    let count = pages.len();
    let start = Instant::now();
    let knowledge = match KnowledgeBase::new(pages, &Lexicon::default()) {
        Ok(knowledge) => knowledge,
        Err(mistakes) => {
            mistakes.iter().for_each(|mistake| eprintln!("{mistake}"));
            std::process::exit(1);
        }
    };
    println!("{count} entries: parsed in {parsed:.1?}, built in {:.1?}; {}", start.elapsed(), memory());
    knowledge
}

fn memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find(|line| line.starts_with("VmRSS"))
        .unwrap_or("memory unknown")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn time(knowledge: &KnowledgeBase, queries: &[String]) {
    let mut times: Vec<Duration> = Vec::new();
    for query in queries.iter().cycle().take(queries.len().max(2_000)) {
        let start = Instant::now();
        let ranking = knowledge.search(query, Scope::from(None));
        std::hint::black_box(knowledge.judge(&ranking));
        times.push(start.elapsed());
    }
    times.sort();
    let at =
        |share: f64| times.get(((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1))).copied();
    println!("search and verdict: p50 {:.0?}, p99 {:.0?}", at(0.5).unwrap_or_default(), at(0.99).unwrap_or_default());
}

/// Entries of made-up words, some frequent and most rare, as in language.
fn at_size(size: usize) {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let syllables =
        ["ka", "ren", "to", "vis", "lo", "mun", "der", "sa", "phi", "gra", "ost", "el", "qui", "bor", "tan", "ze"];
    let mut word = move || {
        // The square of a chance number: low ranks come often.
        let rank = {
            let share = (next() % 10_000) as f64 / 10_000.0;
            (share.powi(3) * 60_000.0) as usize
        };
        let mut rest = rank * 7 + 300;
        let mut word = String::new();
        while rest > 0 {
            word.push_str(syllables[rest % 16]);
            rest /= 16;
        }
        word
    };
    let mut words = |count: usize| (0..count).map(|_| word()).collect::<Vec<_>>().join(" ");
    let mut files = Vec::new();
    let mut queries = Vec::new();
    for at in 0..size {
        let mut asks = String::new();
        for (language, count) in [("en", 6), ("nl", 3), ("de", 3), ("fr", 3)] {
            asks.push_str(&format!("  {language}:\n"));
            for nth in 0..count {
                let ask = words(6);
                if queries.len() < 2_000 && at % 7 == 0 {
                    queries.push(format!("{} {}", &ask[..ask.len() - 2], words(2)));
                }
                asks.push_str(&format!("    - {ask} {at}x{nth}{language}\n"));
            }
        }
        let sections: String = (0..3).map(|nth| format!("## {} {nth}\n\n{}.\n\n", words(3), words(60))).collect();
        let text = format!(
            "---\ntitle: {} {at}\nasks:\n{asks}owner: desk\nlast_reviewed_on: 2026-01-01\nreview_in: 6 months\njurisdiction: [int]\nsources:\n  - title: a\n    url: https://example.org/\nstatus: published\nrelated: []\n---\n{sections}",
            words(4)
        );
        files.push((format!("entries/made/e{at:06}.en.md"), text));
    }
    let knowledge = load(files);
    time(&knowledge, &queries);
}
