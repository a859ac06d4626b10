//! The golden questions: how many are served right, and how many wrong, against a floor. The floor stands a little below what
//! was measured (docs/benchmarks.md), so that an editor's change of an entry is heard of when it costs answers.

use std::sync::OnceLock;

use domain::evaluate::{Case, Evaluation, Expect, evaluate, read_cases, with_slips};
use domain::handbook::{Desk, Handbook};
use domain::recognise::Kind;
use fairway::handbook;

use crate::support::root;

fn shipped() -> &'static Handbook {
    static SHIPPED: OnceLock<Handbook> = OnceLock::new();
    SHIPPED.get_or_init(|| handbook::load(&root(), Desk::default()).expect("what ships is right"))
}

fn cases(files: &[&str]) -> Vec<Case> {
    let read = |file: &&str| {
        let path = root().join("tests").join(file);
        let text = std::fs::read_to_string(&path).expect("the file is there");
        read_cases(file, &text, shipped()).unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
    };
    files.iter().flat_map(read).collect()
}

fn ask(cases: &[Case]) -> Evaluation {
    let evaluation = evaluate(shipped(), cases);
    println!("{evaluation}");
    evaluation.worst.iter().take(5).for_each(|(case, came)| println!("{}: {came}", case.message));
    evaluation
}

fn share(count: usize, of: usize) -> f64 {
    count as f64 / of as f64
}

const TUNED: [&str; 2] = ["retrieval/in-field.tsv", "retrieval/in-field-holdout.tsv"];
const TOPICS: [&str; 4] =
    ["golden/topics.en.tsv", "golden/topics.nl.tsv", "golden/topics.de.tsv", "golden/topics.fr.tsv"];
const OUTSIDE: [&str; 3] = ["golden/outside.tsv", "retrieval/outside.tsv", "retrieval/outside-holdout.tsv"];

/// Every question that an entry says it answers finds that entry first, or among the choices.
#[test]
fn every_entry_is_found_by_its_own_questions() {
    let mut lost = Vec::new();
    for entry in shipped().knowledge.entries() {
        for (language, asks) in &entry.asks {
            for question in asks {
                let ranking = shipped().knowledge.search(question, Some(*language));
                let found = ranking.hits.iter().take(2).any(|hit| hit.entry == entry.id);
                if !found {
                    lost.push(format!("{}: {question}", entry.id));
                }
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}
