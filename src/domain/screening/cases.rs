//! Cases: answers in, outcome out, in a form that an editor can read and write. `cases.yaml` beside a questionnaire.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::content::{ContentError, Rule};

use super::answers::{Answer, Answers};
use super::questionnaire::{Kind, Questionnaire};
use super::what_if::WhatIf;

/// One case: answers, and what must follow from them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub name: String,
    /// Where it stands in the file.
    pub line: usize,
    pub steps: Vec<Step>,
}

/// Answers that are given or changed, and what must follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// An answer that is `None` is taken back.
    pub change: BTreeMap<String, Option<Answer>>,
    pub expect: Expect,
}

/// What must follow; what is not named may be anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    pub outcome: String,
    /// The question that comes next, `none` where there is nothing left to ask.
    pub next: Option<String>,
    pub blocks: Option<Vec<String>>,
    pub hard_stops: Option<Vec<String>>,
    pub legal_checks: Option<Vec<String>>,
    pub range: Option<Vec<String>>,
    pub unknowns: Option<Vec<String>>,
    pub posture: Option<String>,
    pub hand_over: Option<String>,
    pub rules: Option<Vec<String>>,
    pub notes: Option<Vec<String>>,
    /// Each set of measures in one line, `narrower + clauses: yellow`.
    pub what_if: Option<Vec<String>>,
}

/// What a case expected and what came instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub case: String,
    pub line: usize,
    /// Counted from 1.
    pub step: usize,
    pub what: &'static str,
    pub expected: String,
    pub found: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    cases: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: serde_saphyr::Spanned<String>,
    answers: BTreeMap<String, Value>,
    expect: Expect,
    #[serde(default)]
    then: Vec<ThenRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThenRow {
    change: BTreeMap<String, Value>,
    expect: Expect,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Value {
    Some(Vec<String>),
    One(String),
}

/// What takes an answer back.
const TAKEN_BACK: &str = "taken-back";

/// Reads the cases of a questionnaire, and tells every answer that it does not know.
pub fn read(path: &str, text: &str, of: &Questionnaire) -> Result<Vec<Case>, Vec<ContentError>> {
    let file: File = crate::yaml::read(path, text)?;
    let mut mistakes = Vec::new();
    let mut cases = Vec::new();
    for row in file.cases {
        let line = row.name.referenced.line() as usize;
        let first = ThenRow { change: row.answers, expect: row.expect };
        let steps = [first].into_iter().chain(row.then).map(|step| Step {
            change: step.change.into_iter().map(|(id, value)| (id.clone(), value.read(&id, of))).collect(),
            expect: step.expect,
        });
        let case = Case { name: row.name.value, line, steps: steps.collect() };
        let answers = case.steps.iter().flat_map(|step| &step.change);
        for (id, answer) in answers {
            let answers: Answers = answer.iter().map(|answer| (id.clone(), answer.clone())).collect();
            if let Err(error) = of.check(&answers) {
                mistakes
                    .push(ContentError::new(path, line, format!("{}: {error}", case.name)).under(Rule::UnknownName));
            }
        }
        cases.push(case);
    }
    if mistakes.is_empty() { Ok(cases) } else { Err(mistakes) }
}

impl Value {
    fn read(self, id: &str, of: &Questionnaire) -> Option<Answer> {
        let is_text = of.question(id).is_some_and(|at| matches!(of.questions[at].kind, Kind::Text(_)));
        match self {
            Value::One(code) if code == TAKEN_BACK => None,
            Value::One(text) if is_text => Some(Answer::Text(text)),
            Value::One(code) => Some(Answer::code(code)),
            Value::Some(codes) => Some(Answer::Codes(codes)),
        }
    }
}

impl Case {
    /// The answers after each step.
    pub fn answers(&self) -> impl Iterator<Item = Answers> + '_ {
        self.steps.iter().scan(Answers::default(), |answers, step| {
            for (id, answer) in &step.change {
                match answer {
                    Some(answer) => answers.set(id, answer.clone()),
                    None => drop(answers.take_back(id)),
                }
            }
            Some(answers.clone())
        })
    }

    /// What does not come out as it should; nothing where the case holds.
    pub fn run(&self, of: &Questionnaire) -> Vec<Failure> {
        let mut failures = Vec::new();
        for (at, (step, answers)) in self.steps.iter().zip(self.answers()).enumerate() {
            let failure = |(what, expected, found)| Failure {
                case: self.name.clone(),
                line: self.line,
                step: at + 1,
                what,
                expected,
                found,
            };
            failures.extend(step.expect.compare(of, &answers).into_iter().map(failure));
        }
        failures
    }
}

impl Expect {
    fn compare(&self, of: &Questionnaire, answers: &Answers) -> Vec<(&'static str, String, String)> {
        let given = of.sheet(answers);
        let weighed = of.weigh(&given);
        let position = of.position(&given, &weighed);
        let range = of.range(&given, &weighed);
        let id = |at: usize| of.questions[at].id.clone();
        let names = |found: Vec<&str>| found.into_iter().map(ToOwned::to_owned).collect::<Vec<_>>();
        let questions = |found: &[usize]| found.iter().map(|at| id(*at)).collect::<Vec<_>>();
        let outcomes = range.outcomes.iter().map(|at| of.outcome_id(*at).to_owned()).collect();
        let legal = weighed.legal_checks.iter().map(|at| of.legal_checks[*at].0).collect::<Vec<_>>();
        let stops = weighed.hard_stops.iter().map(|at| of.hard_stops[*at].0.as_str()).collect();
        let rules = of.reasons(&weighed).into_iter().map(|reason| reason.rule).collect();
        let blocks = position.blocks.iter().map(|at| of.blocks[*at].id.as_str()).collect();
        let what_if = of.what_if(&weighed).iter().map(|what_if| line_of(of, what_if)).collect();
        let hand_over = of.take_over(&weighed).at.word();
        let next = position.next.map_or_else(|| "none".to_owned(), id);
        let lists = [
            ("blocks", &self.blocks, names(blocks)),
            ("hard_stops", &self.hard_stops, names(stops)),
            ("legal_checks", &self.legal_checks, questions(&legal)),
            ("range", &self.range, outcomes),
            ("unknowns", &self.unknowns, questions(&range.unknowns)),
            ("rules", &self.rules, names(rules)),
            ("notes", &self.notes, names(of.holding(&weighed, &of.notes))),
            ("what_if", &self.what_if, what_if),
        ];
        let words = [
            ("outcome", Some(&self.outcome), of.outcome_id(weighed.outcome).to_owned()),
            ("next", self.next.as_ref(), next),
            ("posture", self.posture.as_ref(), of.posture(&weighed).to_owned()),
            ("hand_over", self.hand_over.as_ref(), hand_over.to_owned()),
        ];
        let words = words.into_iter().filter_map(|(what, expected, found)| {
            expected.filter(|expected| **expected != found).map(|expected| (what, expected.clone(), found))
        });
        let lists = lists.into_iter().filter_map(|(what, expected, found)| {
            let expected = expected.as_ref().filter(|expected| **expected != found)?;
            Some((what, expected.join(", "), found.join(", ")))
        });
        words.chain(lists).collect()
    }
}

fn line_of(of: &Questionnaire, what_if: &WhatIf) -> String {
    let measures: Vec<&str> = what_if.measures.iter().map(|at| of.measures[*at].id.as_str()).collect();
    format!("{}: {}", measures.join(" + "), of.outcome_id(what_if.outcome))
}
