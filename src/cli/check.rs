//! `fairway check`: what is found in the content, with file, line, rule and what to write instead.

mod report;
mod schema;

use std::path::PathBuf;

use domain::content::Severity;
use domain::handbook::Desk;
use jiff::civil::Date;

use crate::clock::Clock;
use crate::handbook;

use super::CliError;
use report::{Format, Report};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder that holds knowledge-base and prompts
    #[arg(default_value = ".", value_name = "FOLDER")]
    folder: PathBuf,
    /// How to write the findings
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Exit with 1 when there is a note, too, not only for a mistake
    #[arg(long)]
    strict: bool,
    /// Tell which reviews are overdue on this day (year-month-day) instead of today
    #[arg(long, value_name = "DAY")]
    on: Option<Date>,
    /// Print the JSON Schema for the keys of a file, and check nothing
    #[arg(long, value_enum, value_name = "FILE")]
    schema: Option<schema::Of>,
    /// Print the table of rules as Markdown, and check nothing
    #[arg(long, conflicts_with = "schema")]
    rules: bool,
}

pub fn run(args: &Args) -> Result<(), CliError> {
    if let Some(of) = args.schema {
        println!("{}", schema::schema(of));
        return Ok(());
    }
    if args.rules {
        print!("{}", report::rules());
        return Ok(());
    }
    let today = args.on.unwrap_or_else(|| Clock::System.today());
    let report = Report { findings: handbook::check(&args.folder, Desk::default(), today), folder: &args.folder };
    print!("{}", report.write(args.format));
    let (mistakes, notes) = (report.count(Severity::Mistake), report.count(Severity::Note));
    if mistakes > 0 || (args.strict && notes > 0) {
        return Err(CliError::Found(format!("{mistakes} mistakes, {notes} notes")));
    }
    Ok(())
}
