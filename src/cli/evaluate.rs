//! `fairway evaluate`: how well the desk answers a file of questions whose answer is known.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use domain::evaluate::{Case, Evaluation, Expect, evaluate, read_cases, with_slips};
use domain::handbook::Desk;
use domain::ids::EntryId;
use serde_json::json;

use crate::clock::Clock;

use super::CliError;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files of questions: a language, a message and what should come of it in each line, divided by tabs; what should come
    /// is entry ids with | between them, none, or a kind of message such as plan or needs_person
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How many of the worst cases to list
    #[arg(long, default_value_t = 10, value_name = "COUNT")]
    worst: usize,
    /// Print one JSON object instead of a table
    #[arg(long)]
    json: bool,
    /// Print the cases with their slips instead, as a file of questions: for `benches/peers.py`
    #[arg(long, hide = true)]
    slips: bool,
}

pub fn run(args: &Args) -> Result<(), CliError> {
    let handbook = super::load(Path::new("."), Desk::default())?;
    let mut cases = Vec::new();
    let mut mistakes = String::new();
    for file in &args.files {
        let text = std::fs::read_to_string(file).map_err(|error| anyhow::anyhow!("{}: {error}", file.display()))?;
        match read_cases(&file.to_string_lossy(), &text, &handbook) {
            Ok(read) => cases.extend(read),
            // Writing into a String cannot fail.
            Err(found) => found.iter().for_each(|mistake| {
                let _ = writeln!(mistakes, "{mistake}");
            }),
        }
    }
    if !mistakes.is_empty() {
        return Err(CliError::Found(mistakes.trim_end().to_owned()));
    }
    let slipped: Vec<Case> =
        cases.iter().map(|case| Case { message: with_slips(&case.message), ..case.clone() }).collect();
    if args.slips {
        slipped.iter().for_each(|case| println!("{}\t{}\t{}", case.language, case.message, expected(&case.expect)));
        return Ok(());
    }
    let now = Clock::System.now();
    let (written, with_slips) = (evaluate(&handbook, &cases, now), evaluate(&handbook, &slipped, now));
    if args.json {
        println!(
            "{}",
            json!({ "written": as_json(&written, args.worst), "with_slips": as_json(&with_slips, args.worst) })
        );
        return Ok(());
    }
    println!("As written\n==========\n{written}");
    println!(
        "With a slip of the pen for every eight characters\n=================================================\n{with_slips}"
    );
    if !written.worst.is_empty() && args.worst > 0 {
        println!("The worst cases as written\n==========================");
        for (case, came) in written.worst.iter().take(args.worst) {
            println!("{} {}\n   {came}", case.language, case.message);
        }
    }
    Ok(())
}

/// As a file of questions writes it.
fn expected(expect: &Expect) -> String {
    match expect {
        Expect::Entries(ids) => ids.iter().map(EntryId::as_str).collect::<Vec<_>>().join("|"),
        Expect::Nothing => "none".to_owned(),
        Expect::Kind(kind) => kind.word().to_owned(),
    }
}

fn as_json(evaluation: &Evaluation, worst: usize) -> serde_json::Value {
    let (answers, declines) = (evaluation.all_answers(), evaluation.all_declines());
    let worst: Vec<_> = evaluation.worst.iter().take(worst).map(|(case, came)| json!([case.message, came])).collect();
    let kinds: serde_json::Map<_, _> = evaluation
        .kinds
        .keys()
        .map(|kind| {
            let (asked, right) = evaluation.kind(*kind);
            (kind.word().to_owned(), json!({ "asked": asked, "right": right }))
        })
        .collect();
    json!({
        "in_field": { "asked": answers.asked, "first": answers.first, "first_or_offered": answers.first_or_offered,
            "served_right": answers.served_right, "served_wrong": answers.served_wrong },
        "outside": { "asked": declines.asked, "served": declines.served, "offered": declines.offered },
        "kinds": kinds,
        "worst": worst,
    })
}
