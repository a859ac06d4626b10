//! `fairway screen`: answers to a questionnaire, weighed against the content of this folder, as a line for programs or as a report
//! for people; and another desk's report, weighed here. No config, database or network.

mod import;
mod report;

use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

use domain::language::Language;
use domain::screening::codes::Written;
use domain::screening::questionnaire::Questionnaire;
use domain::screening::{Answers, COLLABORATION, Screening, Screenings};
use jiff::civil::Date;
use serde::Deserialize;

use super::CliError;
use crate::handbook;

#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("what").required(true).args(["jsonl", "report", "import"]))]
pub struct Args {
    /// Read one JSON object a line, {"questionnaire"?,"jurisdiction"?,"language"?,"answers":{…}}, and write one a line
    #[arg(long)]
    jsonl: bool,
    /// Read one such object and write the report of it
    #[arg(long, value_name = "FORMAT")]
    report: Option<report::Format>,
    /// Weigh the answers of another desk's report, a file that `--report json` made there, by the rules here, and tell what
    /// differs; ends with 1 where something does
    #[arg(long, value_name = "FILE")]
    import: Option<PathBuf>,
    /// The report's language, whatever the object says: en, nl, de or fr
    #[arg(long, requires = "report")]
    language: Option<Language>,
    /// The place whose law counts, whatever the object says: nl for instance
    #[arg(long, requires = "report", value_name = "CODE")]
    jurisdiction: Option<String>,
    /// Date the report on that day, 2026-07-01 for instance, instead of today
    #[arg(long, requires = "report", value_name = "DAY")]
    at: Option<Date>,
}

pub fn run(args: &Args) -> Result<(), CliError> {
    match (&args.report, &args.import) {
        (Some(format), _) => report::run(*format, args),
        (_, Some(file)) => import::run(file, &screenings()?),
        _ => lines(&screenings()?),
    }
}

fn lines(screenings: &Screenings) -> Result<(), CliError> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().split(b'\n') {
        let line = line.map_err(anyhow::Error::from)?;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let told = match screen_line(screenings, &line) {
            Ok(told) => told,
            Err(error) => serde_json::json!({ "error": error }).to_string(),
        };
        writeln!(out, "{told}").map_err(anyhow::Error::from)?;
        out.flush().map_err(anyhow::Error::from)?;
    }
    Ok(())
}

/// The screenings alone: no entry is read and nothing is indexed.
fn screenings() -> Result<Screenings, CliError> {
    handbook::load_screenings(Path::new("."))
        .map_err(|mistakes| CliError::Found(mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")))
}

/// What is written at the door.
#[derive(Deserialize)]
struct Asked {
    questionnaire: Option<String>,
    jurisdiction: Option<String>,
    language: Option<String>,
    #[serde(default)]
    answers: BTreeMap<String, Written>,
}

/// The same, once it is known to be right.
struct Taken<'a> {
    screening: &'a Screening,
    jurisdiction: Option<String>,
    language: Option<Language>,
    answers: Answers,
}

fn screen_line(screenings: &Screenings, line: &[u8]) -> Result<String, String> {
    let taken = take(screenings, line)?;
    let of = &taken.screening.questionnaire;
    let given = of.sheet(&taken.answers);
    serde_json::to_string(&of.told(&given, &of.weigh(&given))).map_err(|error| error.to_string())
}

fn take<'a>(screenings: &'a Screenings, object: &[u8]) -> Result<Taken<'a>, String> {
    let asked: Asked = serde_json::from_slice(object)
        .map_err(|error| format!("no answers: {error}; write {{\"answers\": {{\"q1\": \"joint-project\"}}}}"))?;
    let name = asked.questionnaire.as_deref().unwrap_or(COLLABORATION);
    let known = || screenings.all.keys().cloned().collect::<Vec<_>>().join(", ");
    let screening =
        screenings.get(name).ok_or_else(|| format!("there is no questionnaire `{name}`: write one of {}", known()))?;
    if let Some(code) = &asked.jurisdiction {
        check_jurisdiction(screenings, code)?;
    }
    let language = asked.language.as_deref().map(str::parse::<Language>).transpose();
    let language = language.map_err(|error| error.to_string())?;
    let answers = read(&screening.questionnaire, asked.answers)?;
    Ok(Taken { screening, jurisdiction: asked.jurisdiction, language, answers })
}

fn check_jurisdiction(screenings: &Screenings, code: &str) -> Result<(), String> {
    if screenings.jurisdiction(code).is_some() {
        return Ok(());
    }
    let known: Vec<&str> = screenings.jurisdictions.keys().map(String::as_str).collect();
    Err(format!("there is no jurisdiction `{code}`: write one of {}", known.join(", ")))
}

fn read(of: &Questionnaire, written: BTreeMap<String, Written>) -> Result<Answers, String> {
    let mut answers = Answers::default();
    for (id, written) in written {
        let answer = of.read_answer(&id, written).map_err(|error| error.to_string())?;
        answers.set(id, answer);
    }
    of.check(&answers).map_err(|error| error.to_string())?;
    Ok(answers)
}
