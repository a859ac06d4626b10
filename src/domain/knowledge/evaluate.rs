//! How well the knowledge base does on questions whose answer is known.

use std::collections::BTreeMap;

use super::{KnowledgeBase, Verdict};
use crate::ids::EntryId;
use crate::language::Language;

/// A question with what should come of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub language: Language,
    pub question: String,
    /// The entries that answer it, any of them; empty when the desk should say that it does not know.
    pub expect: Vec<EntryId>,
    /// Slips of the pen are in it on purpose.
    pub has_typos: bool,
}

/// What became of one case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// Served, and right.
    Right,
    /// Offered among the choices.
    Offered,
    /// Choices that do not hold it.
    OfferedOthers,
    /// The desk said that it does not know what it knows.
    Missed,
    /// Served, and wrong.
    Wrong,
    /// Outside the field, and declined.
    Declined,
    /// Outside the field, and asked back.
    AskedBack,
    /// Outside the field, and answered.
    FalseAnswer,
}

/// Counts over cases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub fates: BTreeMap<Fate, usize>,
    /// Cases in the field whose entry the ranking puts first, whatever the verdict.
    pub right_first: usize,
    /// The same among the first four.
    pub right_in_four: usize,
}

/// What an evaluation found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evaluation {
    pub all: Counts,
    pub by_language: BTreeMap<Language, Counts>,
    /// Cases in the field, without typos and with.
    pub clean: Counts,
    pub with_typos: Counts,
    /// The fate of each case, in the order given.
    pub fates: Vec<Fate>,
}

impl Counts {
    pub fn of(&self, fate: Fate) -> usize {
        self.fates.get(&fate).copied().unwrap_or_default()
    }

    /// How many cases the knowledge base should answer.
    pub fn in_field(&self) -> usize {
        [Fate::Right, Fate::Offered, Fate::OfferedOthers, Fate::Missed, Fate::Wrong]
            .map(|fate| self.of(fate))
            .iter()
            .sum()
    }

    /// How many it should decline.
    pub fn outside(&self) -> usize {
        [Fate::Declined, Fate::AskedBack, Fate::FalseAnswer].map(|fate| self.of(fate)).iter().sum()
    }

    fn add(&mut self, fate: Fate, place: Option<usize>) {
        *self.fates.entry(fate).or_default() += 1;
        self.right_first += usize::from(place == Some(0));
        self.right_in_four += usize::from(place.is_some_and(|place| place < 4));
    }
}

/// Asks every case and counts what comes of it.
pub fn evaluate(knowledge: &KnowledgeBase, cases: &[Case]) -> Evaluation {
    let mut evaluation = Evaluation::default();
    for case in cases {
        let ranking = knowledge.search(&case.question, Some(case.language));
        let fate = fate(&knowledge.judge(&ranking), &case.expect);
        let place = ranking.hits.iter().position(|hit| case.expect.contains(&hit.entry));
        evaluation.fates.push(fate);
        evaluation.all.add(fate, place);
        evaluation.by_language.entry(case.language).or_default().add(fate, place);
        if !case.expect.is_empty() {
            let counts = if case.has_typos { &mut evaluation.with_typos } else { &mut evaluation.clean };
            counts.add(fate, place);
        }
    }
    evaluation
}

fn fate(verdict: &Verdict, expect: &[EntryId]) -> Fate {
    match (verdict, expect.is_empty()) {
        (Verdict::Sure(_), true) => Fate::FalseAnswer,
        (Verdict::Unsure(_), true) => Fate::AskedBack,
        (Verdict::Unknown, true) => Fate::Declined,
        (Verdict::Sure(hit), false) if expect.contains(&hit.entry) => Fate::Right,
        (Verdict::Sure(_), false) => Fate::Wrong,
        (Verdict::Unsure(hits), false) if hits.iter().any(|hit| expect.contains(&hit.entry)) => Fate::Offered,
        (Verdict::Unsure(_), false) => Fate::OfferedOthers,
        (Verdict::Unknown, false) => Fate::Missed,
    }
}
