//! The twin of `Underway`, and of what it is made of.

use std::collections::BTreeMap;

use domain::ids::{EventId, Timestamp};
use domain::screening::{Answer, Pressing, Underway};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::StoreError;

const WHAT: &str = "screening";

#[derive(Serialize, Deserialize)]
pub(super) struct UnderwayWire {
    case: String,
    questionnaire: String,
    version: u32,
    begun_at: i64,
    jurisdiction: Option<String>,
    pressing: Option<String>,
    answers: BTreeMap<String, AnswerWire>,
    order: Vec<String>,
    asked_as: BTreeMap<String, String>,
    stood: String,
    said_in: BTreeMap<String, String>,
    found_out: u8,
    plan: Option<PlanWire>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum AnswerWire {
    Codes(Vec<String>),
    Text(String),
}

#[derive(Serialize, Deserialize)]
struct PlanWire {
    said_in: String,
    words: String,
}

pub(super) fn twin(underway: &Underway) -> UnderwayWire {
    let Underway {
        case,
        questionnaire,
        version,
        begun_at,
        jurisdiction,
        pressing,
        answers,
        order,
        asked_as,
        stood,
        said_in,
        found_out,
        plan,
    } = underway;
    let answer = |answer: &Answer| match answer {
        Answer::Codes(codes) => AnswerWire::Codes(codes.clone()),
        Answer::Text(text) => AnswerWire::Text(text.clone()),
    };
    UnderwayWire {
        case: case.clone(),
        questionnaire: questionnaire.clone(),
        version: *version,
        begun_at: begun_at.0,
        jurisdiction: jurisdiction.clone(),
        pressing: pressing.map(|pressing| pressing.word().to_owned()),
        answers: answers.iter().map(|(id, given)| (id.to_owned(), answer(given))).collect(),
        order: order.clone(),
        asked_as: asked_as.clone(),
        stood: stood.clone(),
        said_in: said_in.iter().map(|(id, event)| (id.clone(), event.to_string())).collect(),
        found_out: *found_out,
        plan: plan.as_ref().map(|(said_in, words)| PlanWire { said_in: said_in.to_string(), words: words.clone() }),
    }
}

pub(super) fn untwin(wire: UnderwayWire) -> Result<Underway, StoreError> {
    let UnderwayWire {
        case,
        questionnaire,
        version,
        begun_at,
        jurisdiction,
        pressing,
        answers,
        order,
        asked_as,
        stood,
        said_in,
        found_out,
        plan,
    } = wire;
    let answer = |answer| match answer {
        AnswerWire::Codes(codes) => Answer::Codes(codes),
        AnswerWire::Text(text) => Answer::Text(text),
    };
    let pressing = pressing.map(|word| Pressing::read(&word).ok_or(StoreError::Unreadable(WHAT))).transpose()?;
    Ok(Underway {
        case,
        questionnaire,
        version,
        begun_at: Timestamp(begun_at),
        jurisdiction,
        pressing,
        answers: answers.into_iter().map(|(id, given)| (id, answer(given))).collect(),
        order,
        asked_as,
        stood,
        said_in: said_in.into_iter().map(|(id, event)| (id, EventId::new(event))).collect(),
        found_out,
        plan: plan.map(|PlanWire { said_in, words }| (EventId::new(said_in), words)),
    })
}

pub(in crate::store) fn write_underway(underway: &Underway) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    super::write(WHAT, twin(underway))
}

pub(in crate::store) fn read_underway(bytes: &[u8]) -> Result<Underway, StoreError> {
    untwin(super::read(WHAT, bytes)?)
}
