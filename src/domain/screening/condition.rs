//! Conditions on answers and levels: few forms, so that an editor can read them and every question about them can be decided.

use std::collections::BTreeSet;

use super::answers::Sheet;
use super::questionnaire::Questionnaire;

/// What must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The question is answered with one of these choices, by their places.
    Answered {
        question: usize,
        choices: BTreeSet<usize>,
    },
    /// The scale stands at this level or above.
    Level {
        scale: usize,
        at_least: u8,
    },
    /// The levels of these scales add up to so much or more.
    Sum {
        scales: Vec<usize>,
        at_least: u8,
    },
    /// So many of these hold, or more.
    Count {
        of: Vec<Condition>,
        at_least: usize,
    },
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    /// The outcome is one of these, by their places.
    Outcome(BTreeSet<usize>),
    HardStop,
    LegalCheck,
}

/// What a condition may look at, from the first that is known to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Needs {
    Answers,
    Levels,
    /// Hard stops and checks by law.
    Flags,
    Outcome,
}

/// What conditions are judged on.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The answers that count.
    pub sheet: &'a Sheet,
    pub levels: &'a [u8],
    pub hard_stop: bool,
    pub legal_check: bool,
    pub outcome: usize,
}

impl<'a> Facts<'a> {
    /// Answers alone: nothing else is known yet.
    pub fn answers(sheet: &'a Sheet) -> Self {
        Self { sheet, levels: &[], hard_stop: false, legal_check: false, outcome: usize::MAX }
    }
}

impl Condition {
    /// What always holds.
    pub fn always() -> Self {
        Condition::All(Vec::new())
    }

    pub fn holds(&self, facts: Facts<'_>) -> bool {
        let level = |scale: &usize| facts.levels.get(*scale).copied().unwrap_or(0);
        match self {
            Condition::Answered { question, choices } => {
                facts.sheet.choices(*question).iter().any(|choice| choices.contains(choice))
            }
            Condition::Level { scale, at_least } => level(scale) >= *at_least,
            Condition::Sum { scales, at_least } => scales.iter().map(level).sum::<u8>() >= *at_least,
            Condition::Count { of, at_least } => of.iter().filter(|of| of.holds(facts)).count() >= *at_least,
            Condition::All(all) => all.iter().all(|one| one.holds(facts)),
            Condition::Any(any) => any.iter().any(|one| one.holds(facts)),
            Condition::Not(not) => !not.holds(facts),
            Condition::Outcome(outcomes) => outcomes.contains(&facts.outcome),
            Condition::HardStop => facts.hard_stop,
            Condition::LegalCheck => facts.legal_check,
        }
    }

    /// What it looks at.
    pub fn needs(&self) -> Needs {
        let most = |of: &[Condition]| of.iter().map(Condition::needs).max().unwrap_or(Needs::Answers);
        match self {
            Condition::Answered { .. } => Needs::Answers,
            Condition::Level { .. } | Condition::Sum { .. } => Needs::Levels,
            Condition::HardStop | Condition::LegalCheck => Needs::Flags,
            Condition::Outcome(_) => Needs::Outcome,
            Condition::Count { of, .. } | Condition::All(of) | Condition::Any(of) => most(of),
            Condition::Not(not) => not.needs(),
        }
    }

    /// Every part of it, itself included.
    pub fn parts(&self) -> Vec<&Condition> {
        let mut parts = vec![self];
        match self {
            Condition::Count { of, .. } | Condition::All(of) | Condition::Any(of) => {
                parts.extend(of.iter().flat_map(Condition::parts));
            }
            Condition::Not(not) => parts.extend(not.parts()),
            _ => {}
        }
        parts
    }

    /// Whether it looks at a scale that stands apart.
    pub fn looks_apart(&self, questionnaire: &Questionnaire) -> bool {
        let apart = |scale: &usize| questionnaire.scales[*scale].apart;
        self.parts().into_iter().any(|part| match part {
            Condition::Level { scale, .. } => apart(scale),
            Condition::Sum { scales, .. } => scales.iter().any(apart),
            _ => false,
        })
    }
}
