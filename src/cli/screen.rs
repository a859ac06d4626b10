//! `fairway screen`: answers to a questionnaire, weighed against the content of this folder. No config, database or network,
//! and no search index.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::path::Path;

use domain::language::Language;
use domain::screening::questionnaire::{At, Kind, Questionnaire};
use domain::screening::{Answer, AnswerError, Answers, COLLABORATION, Screening, Screenings, Weighed};
use serde::{Deserialize, Serialize};

use super::CliError;
use crate::handbook;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Read one JSON object a line, {"questionnaire"?,"jurisdiction"?,"language"?,"answers":{…}}, and write one a line
    #[arg(long, required = true)]
    jsonl: bool,
}

pub fn run(args: &Args) -> Result<(), CliError> {
    let Args { jsonl: _ } = args;
    let screenings = handbook::load_screenings(Path::new("."))
        .map_err(|mistakes| CliError::Found(mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")))?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().split(b'\n') {
        let line = line.map_err(anyhow::Error::from)?;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let told = match screen_line(&screenings, &line) {
            Ok(told) => told,
            Err(error) => serde_json::json!({ "error": error }).to_string(),
        };
        writeln!(out, "{told}").map_err(anyhow::Error::from)?;
        out.flush().map_err(anyhow::Error::from)?;
    }
    Ok(())
}

#[derive(Deserialize)]
struct LineIn {
    questionnaire: Option<String>,
    jurisdiction: Option<String>,
    language: Option<String>,
    #[serde(default)]
    answers: BTreeMap<String, Given>,
}

/// An answer as it is written.
#[derive(Deserialize)]
#[serde(untagged)]
enum Given {
    One(String),
    Some(Vec<String>),
}

#[derive(Serialize)]
struct LineOut<'a> {
    outcome: &'a str,
    next_question: Option<&'a str>,
    range: Vec<&'a str>,
    unknowns: Vec<&'a str>,
    scales: serde_json::Map<String, serde_json::Value>,
    opportunity: Option<u8>,
    posture: &'a str,
    hard_stops: Vec<&'a str>,
    legal_checks: Vec<&'a str>,
    handover: HandOver<'a>,
    why: Vec<Why<'a>>,
    what_if: Vec<WhatIf<'a>>,
}

#[derive(Serialize)]
struct HandOver<'a> {
    when: &'static str,
    reasons: Vec<&'a str>,
}

#[derive(Serialize)]
struct Why<'a> {
    rule: &'a str,
    answers: Vec<&'a str>,
}

#[derive(Serialize)]
struct WhatIf<'a> {
    measures: Vec<&'a str>,
    outcome: &'a str,
}

fn screen_line(screenings: &Screenings, line: &[u8]) -> Result<String, String> {
    let asked: LineIn = serde_json::from_slice(line)
        .map_err(|error| format!("no answers: {error}; write {{\"answers\": {{\"q1\": \"joint-project\"}}}}"))?;
    let name = asked.questionnaire.as_deref().unwrap_or(COLLABORATION);
    let known = || screenings.all.keys().cloned().collect::<Vec<_>>().join(", ");
    let screening =
        screenings.get(name).ok_or_else(|| format!("there is no questionnaire `{name}`: write one of {}", known()))?;
    if let Some(code) = asked.jurisdiction.as_deref().filter(|code| screenings.jurisdiction(code).is_none()) {
        let known: Vec<&str> = screenings.jurisdictions.keys().map(String::as_str).collect();
        return Err(format!("there is no jurisdiction `{code}`: write one of {}", known.join(", ")));
    }
    if let Some(Err(error)) = asked.language.as_deref().map(str::parse::<Language>) {
        return Err(error.to_string());
    }
    let of = &screening.questionnaire;
    let mut answers = Answers::default();
    for (id, given) in asked.answers {
        let answer = read(of, &id, given).map_err(|error| error.to_string())?;
        answers.set(id, answer);
    }
    of.check(&answers).map_err(|error| error.to_string())?;
    serde_json::to_string(&told(screening, &answers)).map_err(|error| error.to_string())
}

fn read(of: &Questionnaire, id: &str, given: Given) -> Result<Answer, AnswerError> {
    let at = of.question(id).ok_or_else(|| AnswerError::Question(id.to_owned()))?;
    Ok(match (given, &of.questions[at].kind) {
        (Given::One(text), Kind::Text(_)) => Answer::Text(text),
        (Given::One(code), _) => Answer::code(code),
        (Given::Some(codes), Kind::Many(..)) => Answer::Codes(codes),
        (Given::Some(_), _) => return Err(AnswerError::List { question: id.to_owned() }),
    })
}

fn told<'a>(screening: &'a Screening, answers: &Answers) -> LineOut<'a> {
    let of = &screening.questionnaire;
    let given = of.sheet(answers);
    let weighed = of.weigh(&given);
    let id = |at: usize| of.questions[at].id.as_str();
    let range = of.range(&given, &weighed);
    let taken = of.take_over(&weighed);
    LineOut {
        outcome: of.outcome_id(weighed.outcome),
        next_question: of.position(&given, &weighed).next.map(id),
        range: range.outcomes.iter().map(|at| of.outcome_id(*at)).collect(),
        unknowns: range.unknowns.iter().map(|at| id(*at)).collect(),
        scales: levels(of, &weighed),
        opportunity: of.scales.iter().position(|scale| scale.apart).and_then(|at| of.apart(&weighed, at)),
        posture: of.posture(&weighed),
        hard_stops: weighed.hard_stops.iter().map(|at| of.hard_stops[*at].0.as_str()).collect(),
        legal_checks: weighed.legal_checks.iter().map(|at| id(of.legal_checks[*at].0)).collect(),
        handover: HandOver { when: word(taken.at), reasons: taken.reasons },
        why: of
            .reasons(&weighed)
            .into_iter()
            .map(|reason| Why { rule: reason.rule, answers: reason.answers.into_iter().map(id).collect() })
            .collect(),
        what_if: of
            .what_if(&weighed)
            .into_iter()
            .map(|what_if| WhatIf {
                measures: what_if.measures.iter().map(|at| of.measures[*at].id.as_str()).collect(),
                outcome: of.outcome_id(what_if.outcome),
            })
            .collect(),
    }
}

fn levels(of: &Questionnaire, weighed: &Weighed) -> serde_json::Map<String, serde_json::Value> {
    let scales = of.scales.iter().zip(&weighed.levels).filter(|(scale, _)| !scale.apart);
    scales.map(|(scale, level)| (scale.id.clone(), (*level).into())).collect()
}

fn word(at: At) -> &'static str {
    match at {
        At::Now => "now",
        At::Offer => "offer",
        At::None => "none",
    }
}
