//! What findings are made of: sentences of a questionnaire with what belongs to them.

use crate::contact::ContactPoint;
use crate::ids::EntryId;
use crate::screening::jurisdiction::Point;
use crate::screening::questionnaire::Questionnaire;

/// What an outcome asks for, whatever a questionnaire calls it. It decides what a report holds, and in what order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// The most careful outcome: this step rests until a person has looked.
    Pause,
    /// The next one: no commitment before advice.
    Advice,
    /// Whatever lies between.
    Conditions,
    /// The outcome that holds where no rule does.
    Free,
    /// Too little is known to tell.
    FindOut,
}

/// A sentence with the entry that says more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said<'a> {
    pub text: &'a str,
    pub entry: &'a EntryId,
}

/// A rule that led to the outcome, with the answers behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason<'a> {
    pub rule: &'a str,
    pub answers: Vec<Answered<'a>>,
}

/// A question, and what was said to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered<'a> {
    pub id: &'a str,
    pub ask: &'a str,
    /// A few words that name the question.
    pub short: &'a str,
    /// Who can usually answer it.
    pub whom: &'a str,
    pub entry: &'a EntryId,
    pub reply: Reply<'a>,
    /// Whether the answer counts, as the others stand.
    pub counts: bool,
}

/// What was said to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply<'a> {
    /// Nothing yet, though it is asked.
    Nothing,
    Labels(Vec<String>),
    /// The same, where it says that the person does not know.
    Unknown(Vec<String>),
    /// A person's own words.
    Words(&'a str),
}

/// What somebody has to check before the plan goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LegalCheck<'a> {
    pub text: &'a str,
    pub whom: &'a str,
    pub entry: &'a EntryId,
}

/// Measures that together lead to a lighter outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<'a> {
    pub measures: Vec<&'a str>,
    pub outcome: usize,
}

/// The measures that a person chose; `None` where they alter nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen<'a> {
    pub measures: Vec<&'a str>,
    pub outcome: Option<usize>,
}

/// A form of working together, with the outcome that it would have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form<'a> {
    pub text: &'a str,
    pub outcome: usize,
    /// Whether that is lighter than today's.
    pub is_lighter: bool,
}

/// How far a scale stands; `None` where nothing was answered that it depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level<'a> {
    pub name: &'a str,
    pub level: Option<u8>,
    /// Told beside the outcome, which never depends on it.
    pub is_apart: bool,
}

/// A contact point of a place: as the desk names it, as the screenings do, or both for one and the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceContact<'a> {
    pub national: Option<&'a ContactPoint>,
    pub point: Option<&'a Point>,
}

impl Questionnaire {
    /// What an outcome asks for, by its place among the others.
    pub fn class(&self, outcome: usize) -> Class {
        match outcome {
            at if at == self.find_out_at() => Class::FindOut,
            at if at + 1 == self.outcomes.len() => Class::Free,
            0 => Class::Pause,
            1 => Class::Advice,
            _ => Class::Conditions,
        }
    }
}
