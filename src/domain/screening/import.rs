//! Reads another desk's report, weighs its answers by this desk's rules, and tells what differs.

use super::answers::{AnswerError, Answers};
use super::codes::{HandOver, Told, WhatIf, Why};
use super::report::{FORMAT, FORMAT_VERSION, Sent};
use super::{Screening, Screenings};

/// A report of another desk beside what the rules of this one say. Made by [`Import::read`].
pub struct Import<'a> {
    pub screening: &'a Screening,
    /// As it was sent.
    pub there: Sent,
    /// What follows from the answers here.
    pub here: Told,
    /// The answers that are known here.
    pub answers: Answers,
    /// Those that are not, each with its question and the reason; they were left out.
    pub left_out: Vec<(String, AnswerError)>,
    /// The questions that would be asked here along the way and have no answer.
    pub unasked: Vec<String>,
}

/// Why a text is no report that this desk can weigh.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    #[error("this is no JSON: {0}")]
    Json(String),
    #[error(
        "this is no report of a screening: its `format` is not `{FORMAT}`; make one with `fairway screen --report json`"
    )]
    Format,
    #[error(
        "this report was written in format {0}, and this desk reads up to {FORMAT_VERSION}: update Fairway, or ask for the report in \
         an older format"
    )]
    Newer(u64),
    #[error("this report is not whole: {0}")]
    Malformed(String),
    #[error("this desk has no questionnaire `{name}`: it has {known}")]
    Questionnaire { name: String, known: String },
}

/// Something that is another thing here than there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub what: What,
    pub there: Vec<String>,
    pub here: Vec<String>,
}

/// What may differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Version,
    Outcome,
    Range,
    HardStops,
    LegalChecks,
    NextQuestion,
    Unknowns,
    Scales,
    Opportunity,
    Posture,
    HandOver,
    Rules,
    WhatIf,
}

impl<'a> Import<'a> {
    /// Reads a report and weighs its answers here. Fields that are not known are passed over.
    pub fn read(text: &str, screenings: &'a Screenings) -> Result<Self, ImportError> {
        let there = sent(text)?;
        let screening = screenings.get(&there.questionnaire).ok_or_else(|| ImportError::Questionnaire {
            name: crate::content::short(&there.questionnaire),
            known: screenings.all.keys().cloned().collect::<Vec<_>>().join(", "),
        })?;
        let of = &screening.questionnaire;
        let (mut answers, mut left_out) = (Answers::default(), Vec::new());
        for (id, written) in &there.answers {
            let read = of.read_answer(id, written.clone());
            let taken = read.and_then(|answer| {
                of.check(&Answers::from_iter([(id, answer.clone())]))?;
                Ok(answer)
            });
            match taken {
                Ok(answer) => answers.set(id, answer),
                Err(error) => left_out.push((id.clone(), error)),
            }
        }
        let given = of.sheet(&answers);
        let weighed = of.weigh(&given);
        let here = of.told(&given, &weighed);
        let position = of.position(&given, &weighed);
        let open = position.asked.iter().filter(|at| position.next.is_some() && !given.is_answered(**at));
        let unasked = open.map(|at| of.questions[*at].id.clone()).collect();
        Ok(Self { screening, there, here, answers, left_out, unasked })
    }

    /// All that differs; nothing where both desks say the same. Answers that were left out are told apart.
    pub fn differences(&self) -> Vec<Difference> {
        let (version, here) = (self.screening.questionnaire.version, &self.here);
        let there = &self.there.told;
        let one = |text: &str| vec![text.to_owned()];
        let some = |text: &Option<String>| text.iter().cloned().collect::<Vec<_>>();
        let pairs = [
            (What::Version, one(&self.there.version.to_string()), one(&version.to_string())),
            (What::Outcome, one(&there.outcome), one(&here.outcome)),
            (What::Range, there.range.clone(), here.range.clone()),
            (What::HardStops, there.hard_stops.clone(), here.hard_stops.clone()),
            (What::LegalChecks, there.legal_checks.clone(), here.legal_checks.clone()),
            (What::NextQuestion, some(&there.next_question), some(&here.next_question)),
            (What::Unknowns, there.unknowns.clone(), here.unknowns.clone()),
            (What::Scales, scales(there), scales(here)),
            (What::Opportunity, opportunity(there), opportunity(here)),
            (What::Posture, one(&there.posture), one(&here.posture)),
            (What::HandOver, hand_over(&there.handover), hand_over(&here.handover)),
            (What::Rules, there.why.iter().map(rule).collect(), here.why.iter().map(rule).collect()),
            (What::WhatIf, there.what_if.iter().map(what_if).collect(), here.what_if.iter().map(what_if).collect()),
        ];
        let differing = pairs.into_iter().filter(|(_, there, here)| there != here);
        differing.map(|(what, there, here)| Difference { what, there, here }).collect()
    }
}

fn sent(text: &str) -> Result<Sent, ImportError> {
    let value: serde_json::Value = serde_json::from_str(text).map_err(|error| ImportError::Json(error.to_string()))?;
    if value.get("format").and_then(|format| format.as_str()) != Some(FORMAT) {
        return Err(ImportError::Format);
    }
    // Looked at first: of a newer format nobody here knows what else it holds.
    match value.get("format_version").and_then(|version| version.as_u64()) {
        Some(newer) if newer > u64::from(FORMAT_VERSION) => Err(ImportError::Newer(newer)),
        _ => serde_json::from_value(value).map_err(|error| ImportError::Malformed(error.to_string())),
    }
}

fn scales(told: &Told) -> Vec<String> {
    told.scales.iter().map(|(scale, level)| format!("{scale} {level}")).collect()
}

fn opportunity(told: &Told) -> Vec<String> {
    told.opportunity.iter().map(ToString::to_string).collect()
}

fn hand_over(of: &HandOver) -> Vec<String> {
    [&of.when].into_iter().chain(&of.reasons).cloned().collect()
}

fn rule(why: &Why) -> String {
    format!("{} ({})", why.rule, why.answers.join(", "))
}

fn what_if(of: &WhatIf) -> String {
    format!("{}: {}", of.measures.join(" + "), of.outcome)
}
