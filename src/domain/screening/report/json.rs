//! A report as desks send it to each other: ids and codes, no words but a person's own. `knowledge-base/schema/screening-report.json`
//! says the same to other programs.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::screening::codes::{Told, Written};

use super::Findings;

/// By this a report is told from any other JSON.
pub const FORMAT: &str = "fairway-screening-report";
/// Rises with each change that a reader of the one before would not understand.
pub const FORMAT_VERSION: u32 = 1;

/// A report as it is sent. Its fields stand in this order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    pub format: String,
    pub format_version: u32,
    pub case: String,
    /// Year-month-day.
    pub date: String,
    pub language: String,
    pub jurisdiction: Option<String>,
    pub questionnaire: String,
    /// Of the rules by which what follows was computed.
    pub version: u32,
    pub answers: BTreeMap<String, Written>,
    #[serde(flatten)]
    pub told: Told,
}

impl Sent {
    pub(super) fn of(findings: &Findings<'_>) -> Self {
        let (record, rules) = (findings.record, &findings.screening.questionnaire);
        let day: Date = record.made_on;
        Self {
            format: FORMAT.to_owned(),
            format_version: FORMAT_VERSION,
            case: record.case.clone(),
            date: day.to_string(),
            language: record.language.code().to_owned(),
            jurisdiction: findings.place.clone(),
            questionnaire: record.questionnaire.clone(),
            version: rules.version,
            answers: record.answers.iter().map(|(id, answer)| (id.to_owned(), Written::of(answer))).collect(),
            told: rules.told(&findings.given, &findings.weighed),
        }
    }
}

pub(super) fn write(findings: &Findings<'_>) -> String {
    // Keys are texts and values numbers, texts and lists of them: there is nothing that JSON could not say.
    serde_json::to_string_pretty(&Sent::of(findings)).map(|json| json + "\n").unwrap_or_default()
}
