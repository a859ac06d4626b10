//! The report of a screening: what a person takes along. As Markdown, as a page to print, and for another desk's program.
//!
//! Reading order: what a screening came to in words (`findings`), which of it belongs on the page and in what order
//! (`compose`, into the shapes of `page`), how a page is written (`markdown`, `html`), and what programs exchange (`json`).

mod compose;
mod findings;
mod html;
mod json;
mod markdown;
mod page;
mod said;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::handbook::Handbook;
use crate::language::Language;

use super::{Answers, Pressing};

pub use findings::Findings;
pub use json::{FORMAT, FORMAT_VERSION, Sent};
pub use said::{Answered, Change, Chosen, Class, Form, LegalCheck, Level, PlaceContact, Reason, Reply, Said};

/// What is kept of a screening, and all that a report is made from. Everything else is computed from it, each time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// A random reference of the case, made by the application.
    pub case: String,
    pub made_on: Date,
    pub language: Language,
    /// The code of the place whose law counts; `None` is that of the desk, if it has one.
    pub jurisdiction: Option<String>,
    /// The questionnaire's name.
    pub questionnaire: String,
    /// The version of the questionnaire that was answered.
    pub version: u32,
    pub answers: Answers,
    /// The researcher's own description of the plan. It finds themes of the green list and is never shown.
    pub plan_words: Option<String>,
    /// What the researcher said to be urgent. No rule weighs it; it brings a person sooner, and only a deadline is written down:
    /// a report is passed on, and the rest is told to a person in confidence.
    pub pressing: Option<Pressing>,
    /// How many times too little was known for a result, this one included.
    pub found_out: u8,
}

/// The report of one record. It borrows the words that it is written in.
pub struct Report<'a> {
    pub findings: Findings<'a>,
}

impl<'a> Report<'a> {
    /// Weighs a record by the rules of today. `None` where the desk has no such questionnaire.
    pub fn of(record: &'a Record, handbook: &'a Handbook) -> Option<Self> {
        Some(Self { findings: Findings::of(record, handbook)? })
    }

    /// As Markdown, plain enough to be read as it stands.
    pub fn markdown(&self) -> String {
        markdown::write(&compose::page(&self.findings))
    }

    /// As one page of HTML that needs nothing beside it and prints on A4.
    pub fn html(&self) -> String {
        html::write(&compose::page(&self.findings))
    }

    /// For another desk: `knowledge-base/schema/screening-report.json`.
    pub fn json(&self) -> String {
        json::write(&self.findings)
    }
}
