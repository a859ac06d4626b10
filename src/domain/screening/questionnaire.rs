//! What a questionnaire is: questions, what each answer adds to which scale, and rules that lead to outcomes. No words.

use std::collections::BTreeMap;

use crate::ids::EntryId;

use super::condition::Condition;
use super::diagram::Diagrams;
use super::jurisdiction::Concerns;

/// The highest level of a scale; the lowest is 0.
pub const LEVEL_MAX: u8 = 3;

/// A questionnaire, read from `questionnaire.yaml` and checked. Its parts name each other by their places in these lists.
#[derive(Clone, Debug)]
pub struct Questionnaire {
    /// The folder's name.
    pub name: String,
    /// Rises with each change that may alter an outcome.
    pub version: u32,
    pub scales: Vec<Scale>,
    pub shifts: Vec<Shift>,
    pub questions: Vec<Question>,
    pub blocks: Vec<Block>,
    pub hard_stops: Vec<(String, Condition)>,
    /// Each by the question after which somebody has to check what the law says.
    pub legal_checks: Vec<(usize, Condition)>,
    /// From the most careful to the least.
    pub outcomes: Vec<Outcome>,
    pub find_out: FindOut,
    pub postures: Vec<(String, Condition)>,
    pub hand_over: Vec<HandOver>,
    /// The question that offers the measures.
    pub redesign: Option<usize>,
    pub measures: Vec<Measure>,
    /// From the most open to the closest: each with the measures that it amounts to.
    pub forms: Vec<(String, Vec<usize>)>,
    pub mitigations: Vec<Mitigation>,
    pub notes: Vec<(String, Condition)>,
    /// When what the law of a place wants looked at is named, by what it is about.
    pub pre_checks: Vec<(Concerns, Condition)>,
    /// The rules once more, in a form that can be asked about all answers at once.
    pub(super) diagrams: Diagrams,
}

/// A level from 0 to 3 that answers raise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    pub id: String,
    /// Told beside the outcome; no rule may look at it.
    pub apart: bool,
    pub floor: Option<Floor>,
}

/// Where enough of these questions add something, the scale stands at least at this level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Floor {
    pub level: u8,
    /// So many of them must.
    pub adding: usize,
    pub of: Vec<usize>,
}

/// Moves a scale that stands at one of these levels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    pub scale: usize,
    pub from: Vec<u8>,
    pub by: i8,
    pub when: Condition,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub id: String,
    /// The entry that tells why it matters.
    pub entry: EntryId,
    pub kind: Kind,
    /// Its answer counts only while this holds; `None` is always.
    pub counts_while: Option<Condition>,
    /// It asks for checks by law that concern this: those of the person's place are named beside it.
    pub pre_checks: Option<Concerns>,
}

/// What kind of answer a question takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    One(Vec<Choice>),
    /// Several, at most so many.
    Many(Vec<Choice>, usize),
    /// A person's own words, at most so many characters.
    Text(usize),
}

/// A code that may be answered, and what it adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub code: String,
    /// Scale and level.
    pub adds: Vec<(usize, u8)>,
    /// It says that the person does not know, or has not looked.
    pub is_unknown: bool,
    /// It says that somebody looked: a plain "no" is not taken for it without asking.
    pub is_checked: bool,
}

/// The code that every question takes.
pub const UNKNOWN: &str = "unknown";

/// Questions that are asked together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub id: String,
    pub opens: Opens,
    pub asks: Vec<usize>,
}

/// When a block opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opens {
    Always,
    /// Judged on the answers of the first block alone, once they are all there.
    OnScan(Condition),
    /// Judged on all answers, when all other open blocks are answered.
    AtEnd(Condition),
}

/// What the person should do next; its rules, each by its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub id: String,
    pub rules: Vec<(String, Condition)>,
}

/// The outcome where too little is known to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindOut {
    pub id: String,
    /// It stands in place of these outcomes.
    pub instead_of: Vec<usize>,
    pub when: Condition,
}

/// When people take over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOver {
    pub reason: String,
    pub at: At,
    pub when: Condition,
}

/// How soon people take over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum At {
    None,
    /// It is offered.
    Offer,
    /// It is put forward at once.
    Now,
}

/// Something about the plan that may be changed. It raises no scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    pub id: String,
    /// What these answers add falls away.
    pub cancels: Vec<usize>,
    /// What these answers add falls by one.
    pub eases: Vec<usize>,
    /// These scales fall by one.
    pub lowers: Vec<usize>,
}

/// Something that helps, where it is called for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mitigation {
    pub id: String,
    pub when: Condition,
    pub entry: EntryId,
}

impl Questionnaire {
    pub fn question(&self, id: &str) -> Option<usize> {
        self.questions.iter().position(|question| question.id == id)
    }

    /// The id of an outcome, by its place; the one past the last is that of [`FindOut`].
    pub fn outcome_id(&self, outcome: usize) -> &str {
        self.outcomes.get(outcome).map_or(&self.find_out.id, |outcome| &outcome.id)
    }

    /// What may be asked by the place of [`FindOut`] in the order of outcomes.
    pub fn find_out_at(&self) -> usize {
        self.outcomes.len()
    }

    /// The questions of the first block.
    pub fn scan(&self) -> &[usize] {
        self.blocks.first().map_or(&[], |block| &block.asks)
    }

    /// All entries that it links to, each with the thing that does.
    pub fn entries(&self) -> BTreeMap<&EntryId, &str> {
        let questions = self.questions.iter().map(|question| (&question.entry, question.id.as_str()));
        questions.chain(self.mitigations.iter().map(|mitigation| (&mitigation.entry, mitigation.id.as_str()))).collect()
    }
}

impl Question {
    pub fn choices(&self) -> &[Choice] {
        match &self.kind {
            Kind::One(choices) | Kind::Many(choices, _) => choices,
            Kind::Text(_) => &[],
        }
    }

    pub fn code(&self, code: &str) -> Option<usize> {
        self.choices().iter().position(|choice| choice.code == code)
    }

    /// The choice that says "I don't know": its own word for it, where it has one.
    pub fn unknown(&self) -> Option<usize> {
        let own = |choice: &Choice| choice.is_unknown && choice.code != UNKNOWN;
        self.choices().iter().position(own).or_else(|| self.code(UNKNOWN))
    }

    /// The places of the choices that an unknown may turn out to be.
    pub fn known(&self) -> impl Iterator<Item = usize> + '_ {
        self.choices().iter().enumerate().filter(|(_, choice)| !choice.is_unknown).map(|(place, _)| place)
    }

    pub fn adds(&self, choice: usize, scale: usize) -> u8 {
        let adds = self.choices().get(choice).map_or(&[][..], |choice| &choice.adds);
        adds.iter().find(|(to, _)| *to == scale).map_or(0, |(_, level)| *level)
    }
}
