//! `fairway screen --import`: another desk's report, weighed by the rules here.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use domain::content::short;
use domain::screening::Screenings;
use domain::screening::import::{Import, What};

use super::super::CliError;

/// A report has a few kilobytes.
const FILE_MAX_BYTES: u64 = 1024 * 1024;

/// Ends with 1 where something differs.
pub(super) fn run(file: &Path, screenings: &Screenings) -> Result<(), CliError> {
    let failed = |message: String| CliError::Found(format!("{}: {message}", file.display()));
    let text = read(file).map_err(failed)?;
    let import = Import::read(&text, screenings).map_err(|error| failed(error.to_string()))?;
    let (there, rules) = (&import.there, &import.screening.questionnaire);
    println!("Case {} of {}, questionnaire {}.", short(&there.case), short(&there.date), rules.name);
    println!("There: rules version {}, {}.", there.version, short(&there.told.outcome));
    println!("Here:  rules version {}, {}.", rules.version, import.here.outcome);
    let differences = import.differences();
    if differences.is_empty() && import.left_out.is_empty() {
        println!("\nNothing differs: the rules here say the same of these answers.");
        return Ok(());
    }
    if !differences.is_empty() {
        println!("\nWhat differs:");
        for of in &differences {
            println!("- {}: there {}; here {}", name(of.what), list(&of.there), list(&of.here));
        }
    }
    if !import.left_out.is_empty() {
        println!("\nAnswers that are not known here and were left out:");
        for (id, why) in &import.left_out {
            println!("- {}: {}", short(id), plain(&why.to_string()));
        }
    }
    if !import.unasked.is_empty() {
        println!("\nQuestions that would be asked here and have no answer: {}.", import.unasked.join(", "));
    }
    Err(CliError::Found(String::new()))
}

fn read(file: &Path) -> Result<String, String> {
    let file = File::open(file).map_err(|error| format!("cannot be opened ({error}): see whether it is there"))?;
    let mut text = String::new();
    let taken = file.take(FILE_MAX_BYTES + 1).read_to_string(&mut text);
    match taken {
        Ok(_) if text.len() as u64 > FILE_MAX_BYTES => {
            Err("this is too large for a report: give the file itself".into())
        }
        Ok(_) => Ok(text),
        Err(error) => Err(format!("cannot be read ({error}): a report is text in UTF-8")),
    }
}

fn name(what: What) -> &'static str {
    match what {
        What::Version => "rule-set version",
        What::Outcome => "outcome",
        What::Range => "range",
        What::HardStops => "hard stops",
        What::LegalChecks => "legal checks",
        What::NextQuestion => "next question",
        What::Unknowns => "unknowns that matter",
        What::Scales => "scales",
        What::Opportunity => "opportunity",
        What::Posture => "posture",
        What::HandOver => "hand-over",
        What::Rules => "rules that apply",
        What::WhatIf => "what would change it",
    }
}

/// What another desk wrote is shown with care: a terminal obeys control characters.
fn list(of: &[String]) -> String {
    if of.is_empty() { "none".to_owned() } else { of.iter().map(|text| short(text)).collect::<Vec<_>>().join(", ") }
}

fn plain(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}
