//! `fairway flow`: a questionnaire as its editors look at it, as a picture, as paths, and by its cases. No config, database or
//! network, and no search index.

mod mermaid;
mod svg;
mod table;

use std::path::Path;

use domain::content::ContentError;
use domain::language::Language;
use domain::screening::flow::Flow;
use domain::screening::flow::graph::Graph;
use domain::screening::{Screening, Screenings};

use super::CliError;
use crate::handbook;

#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Draw a questionnaire: its blocks, when each opens, what ends it, and the outcomes
    Graph {
        /// The questionnaire, by its folder in knowledge-base/questionnaires
        name: String,
        /// How to draw it
        #[arg(long, value_enum, default_value_t = Format::Mermaid)]
        format: Format,
        /// The language of its words: en, nl, de or fr
        #[arg(long, default_value = "en")]
        language: Language,
    },
    /// List all paths: which blocks open together, how many questions they ask, in which outcomes they end
    Paths {
        /// The questionnaire, by its folder in knowledge-base/questionnaires
        name: String,
        /// Write one JSON object, each path with its questions; numbers of ways are texts, since they are large
        #[arg(long)]
        json: bool,
    },
    /// Run the cases of a questionnaire and tell which fail
    Test {
        /// The questionnaire, by its folder in knowledge-base/questionnaires
        name: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Text that forges and many editors draw
    Mermaid,
    /// A picture for a browser
    Svg,
}

pub fn run(action: &Action) -> Result<(), CliError> {
    let screenings = handbook::draft_screenings(Path::new(".")).map_err(found)?;
    match action {
        Action::Graph { name, format, language } => {
            let screening = named(&screenings, name)?;
            let graph = Graph::of(&screening.questionnaire, screening.words(*language));
            print!("{}", if *format == Format::Svg { svg::draw(&graph) } else { mermaid::write(&graph) });
        }
        Action::Paths { name, json } => {
            let of = &named(&screenings, name)?.questionnaire;
            let flow = Flow::of(of);
            print!("{}", if *json { table::json(of, &flow) } else { table::paths(of, &flow) });
        }
        Action::Test { name } => return test(named(&screenings, name)?),
    }
    Ok(())
}

fn test(screening: &Screening) -> Result<(), CliError> {
    let (cases, of) = (&screening.cases, &screening.questionnaire);
    let ran: Vec<_> = cases.iter().map(|case| case.run(of)).collect();
    let failed = ran.iter().filter(|failures| !failures.is_empty()).count();
    if failed == 0 {
        println!("{} cases, all hold", cases.len());
        return Ok(());
    }
    print!("{}", table::failures(&ran.concat()));
    Err(CliError::Found(format!("{failed} of {} cases fail", cases.len())))
}

fn named<'a>(screenings: &'a Screenings, name: &str) -> Result<&'a Screening, CliError> {
    let known = || screenings.all.keys().cloned().collect::<Vec<_>>().join(", ");
    let unknown = || match screenings.all.is_empty() {
        true => format!("there is no questionnaire `{name}`, and no other: start in the project's folder"),
        false => format!("there is no questionnaire `{name}`: write one of {}", known()),
    };
    screenings.get(name).ok_or_else(|| CliError::Found(unknown()))
}

fn found(mistakes: Vec<ContentError>) -> CliError {
    CliError::Found(mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}
