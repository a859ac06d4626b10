//! A screening in ids and codes alone, as programs exchange it: answers in, what follows from them out.
//!
//! Its names and their order are those of `fairway screen`, one line each, and of the reports that desks send each other: they
//! stay as they are.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::answers::{Answer, AnswerError, Sheet};
use super::questionnaire::{At, Kind, Questionnaire, UNKNOWN};
use super::weigh::Weighed;

/// An answer as it is written: a code or words, or several codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Written {
    One(String),
    Some(Vec<String>),
}

/// All that follows from answers. Made by [`Questionnaire::told`], or read from another desk's report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub outcome: String,
    /// `None`: there is nothing left to ask.
    pub next_question: Option<String>,
    /// Outcomes, the lightest first.
    pub range: Vec<String>,
    /// The questions of which it matters what their answer turns out to be.
    pub unknowns: Vec<String>,
    /// The level of each scale that an outcome may depend on.
    pub scales: BTreeMap<String, u8>,
    /// The level of the scale that stands apart.
    pub opportunity: Option<u8>,
    pub posture: String,
    pub hard_stops: Vec<String>,
    /// The questions after which somebody has to check what the law says.
    pub legal_checks: Vec<String>,
    pub handover: HandOver,
    pub why: Vec<Why>,
    pub what_if: Vec<WhatIf>,
}

/// Whether people take over, in codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    /// `now`, `offer` or `none`.
    pub when: String,
    pub reasons: Vec<String>,
}

/// A rule with the questions behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    pub rule: String,
    pub answers: Vec<String>,
}

/// Measures with the outcome that they lead to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhatIf {
    pub measures: Vec<String>,
    pub outcome: String,
}

impl At {
    /// What it is called where programs exchange it.
    pub fn word(self) -> &'static str {
        match self {
            At::Now => "now",
            At::Offer => "offer",
            At::None => "none",
        }
    }
}

impl Written {
    /// An answer as it is written; a single code without a list around it.
    pub fn of(answer: &Answer) -> Self {
        match answer {
            Answer::Text(text) => Written::One(text.clone()),
            Answer::Codes(codes) => match &codes[..] {
                [code] => Written::One(code.clone()),
                codes => Written::Some(codes.to_vec()),
            },
        }
    }
}

impl Questionnaire {
    /// Reads an answer by the kind of its question. Whether its codes are known is for [`Questionnaire::check`] to say.
    pub fn read_answer(&self, id: &str, written: Written) -> Result<Answer, AnswerError> {
        let at = self.question(id).ok_or_else(|| AnswerError::Question(id.to_owned()))?;
        Ok(match (written, &self.questions[at].kind) {
            (Written::One(text), Kind::Text(_)) if text != UNKNOWN => Answer::Text(text),
            (Written::One(code), _) => Answer::code(code),
            (Written::Some(codes), Kind::Many(..)) => Answer::Codes(codes),
            (Written::Some(_), _) => return Err(AnswerError::List { question: id.to_owned() }),
        })
    }

    /// What follows from answers. `weighed` is of these answers.
    pub fn told(&self, given: &Sheet, weighed: &Weighed) -> Told {
        let id = |at: usize| self.questions[at].id.clone();
        let outcome = |at: usize| self.outcome_id(at).to_owned();
        let range = self.range(given, weighed);
        let taken = self.take_over(weighed);
        let levels = self.scales.iter().zip(&weighed.levels);
        let whys = self.reasons(weighed).into_iter();
        let what_ifs = self.what_if(weighed).into_iter();
        let measures = |of: Vec<usize>| of.into_iter().map(|at| self.measures[at].id.clone()).collect();
        Told {
            outcome: outcome(weighed.outcome),
            next_question: self.position(given, weighed).next.map(id),
            range: range.outcomes.into_iter().map(outcome).collect(),
            unknowns: range.unknowns.into_iter().map(id).collect(),
            scales: levels.filter(|(scale, _)| !scale.apart).map(|(scale, level)| (scale.id.clone(), *level)).collect(),
            opportunity: self.scales.iter().position(|scale| scale.apart).and_then(|at| self.apart(weighed, at)),
            posture: self.posture(weighed).to_owned(),
            hard_stops: weighed.hard_stops.iter().map(|at| self.hard_stops[*at].0.clone()).collect(),
            legal_checks: weighed.legal_checks.iter().map(|at| id(self.legal_checks[*at].0)).collect(),
            handover: HandOver {
                when: taken.at.word().to_owned(),
                reasons: taken.reasons.into_iter().map(ToOwned::to_owned).collect(),
            },
            why: whys
                .map(|why| Why { rule: why.rule.to_owned(), answers: why.answers.into_iter().map(id).collect() })
                .collect(),
            what_if: what_ifs
                .map(|of| WhatIf { measures: measures(of.measures), outcome: outcome(of.outcome) })
                .collect(),
        }
    }
}
