//! `fairway screen --report`: one set of answers, as a report.

use std::io::{Read, Write};
use std::path::Path;

use domain::handbook::Desk;
use domain::screening::code;
use domain::screening::report::{Record, Report};

use super::super::CliError;
use super::{Args, check_jurisdiction, take};
use crate::clock::Clock;

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// Plain enough to be read as it stands
    Markdown,
    /// One page that needs nothing beside it and prints on A4
    Html,
    /// For another desk, which weighs it with `--import`
    Json,
}

pub(super) fn run(format: Format, args: &Args) -> Result<(), CliError> {
    let mut object = Vec::new();
    std::io::stdin().lock().read_to_end(&mut object).map_err(anyhow::Error::from)?;
    let handbook = super::super::load(Path::new("."), Desk::default())?;
    let taken = take(&handbook.screenings, &object).map_err(CliError::Found)?;
    if let Some(code) = &args.jurisdiction {
        check_jurisdiction(&handbook.screenings, code).map_err(CliError::Found)?;
    }
    let of = &taken.screening.questionnaire;
    let record = Record {
        case: code::case(Clock::System.chance()),
        made_on: args.at.unwrap_or_else(|| Clock::System.today()),
        language: args.language.or(taken.language).unwrap_or(handbook.desk.default_language),
        jurisdiction: args.jurisdiction.clone().or(taken.jurisdiction),
        questionnaire: of.name.clone(),
        version: of.version,
        answers: taken.answers,
        plan_words: None,
        pressing: None,
        found_out: 0,
    };
    let report = Report::of(&record, &handbook).ok_or_else(|| CliError::Found("the questionnaire is gone".into()))?;
    let written = match format {
        Format::Markdown => report.markdown(),
        Format::Html => report.html(),
        Format::Json => report.json(),
    };
    std::io::stdout().lock().write_all(written.as_bytes()).map_err(|error| CliError::Other(error.into()))
}
