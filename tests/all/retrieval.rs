//! The golden questions: how many are served right, and how many wrong, against a floor. The floor stands a little below what
//! was measured (docs/benchmarks.md), so that an editor's change of an entry is heard of when it costs answers.

use domain::handbook::{Desk, Handbook};
use domain::ids::EntryId;
use domain::knowledge::evaluate;
use domain::knowledge::evaluate::{Case, Evaluation, Fate};
use fairway::handbook;

use crate::support::root;

fn cases(file: &str) -> Vec<Case> {
    let text = std::fs::read_to_string(root().join("tests/retrieval").join(file)).unwrap();
    let rows = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    rows.filter(|row| !row.starts_with("language\t"))
        .map(|row| {
            let fields: Vec<_> = row.split('\t').collect();
            let [language, question, expect, rest @ ..] = fields.as_slice() else { panic!("{file}: {row}") };
            let expect = if *expect == "none" { Vec::new() } else { expect.split('|').map(EntryId::new).collect() };
            Case {
                language: language.parse().unwrap(),
                question: (*question).to_owned(),
                expect,
                has_typos: rest.first() == Some(&"typo"),
            }
        })
        .collect()
}

fn ask(handbook: &Handbook, files: &[&str]) -> Evaluation {
    let cases: Vec<_> = files.iter().flat_map(|file| cases(file)).collect();
    let evaluation = evaluate(&handbook.knowledge, &cases);
    for (case, fate) in cases.iter().zip(&evaluation.fates) {
        if matches!(fate, Fate::Wrong | Fate::FalseAnswer) {
            println!("{fate:?}: {} {}", case.language, case.question);
        }
    }
    evaluation
}

#[test]
fn questions_in_the_field_find_their_entry_and_others_are_declined() {
    let handbook = handbook::load(&root(), Desk::default()).unwrap();
    let field = ask(&handbook, &["in-field.tsv", "in-field-holdout.tsv"]).all;
    let share = |count: usize, of: usize| count as f64 / of as f64;
    let first = share(field.right_first, field.in_field());
    let offered = field.of(Fate::Right) + field.of(Fate::Offered);
    let helped = share(offered, field.in_field());
    let wrong = share(field.of(Fate::Wrong), field.in_field());
    println!("in the field: right first {first:.3}, served or offered {helped:.3}, wrong {wrong:.3}");
    assert!(field.in_field() >= 400 && first >= 0.90 && helped >= 0.85 && wrong <= 0.01, "{field:?}");
    let outside = ask(&handbook, &["outside.tsv", "outside-holdout.tsv"]).all;
    let answered = share(outside.of(Fate::FalseAnswer), outside.outside());
    println!("outside: answered {answered:.3}");
    assert!(outside.outside() >= 200 && answered <= 0.02, "{outside:?}");
}

/// Every question that an entry says it answers finds that entry first, or among the choices.
#[test]
fn every_entry_is_found_by_its_own_questions() {
    let handbook = handbook::load(&root(), Desk::default()).unwrap();
    let mut lost = Vec::new();
    for entry in handbook.knowledge.entries() {
        for (language, asks) in &entry.asks {
            for question in asks {
                let ranking = handbook.knowledge.search(question, Some(*language));
                let found = ranking.hits.iter().take(2).any(|hit| hit.entry == entry.id);
                if !found {
                    lost.push(format!("{}: {question}", entry.id));
                }
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}
