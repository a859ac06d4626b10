//! Paths and failures as tables for a terminal, and paths as JSON.

use std::collections::BTreeMap;
use std::fmt::Write;

use domain::screening::Questionnaire;
use domain::screening::cases::Failure;
use domain::screening::flow::{Flaw, Flow, Path, PathEnd};
use serde::Serialize;

/// A table with columns as wide as what stands in them. The columns named in `right` end flush.
fn table(head: &[&str], right: &[usize], rows: &[Vec<String>]) -> String {
    let width = |at: usize| {
        let cells = rows.iter().map(|row| row[at].chars().count());
        cells.chain([head[at].chars().count()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let line = |cells: Vec<&str>| {
        let cells = cells.into_iter().enumerate().map(|(at, cell)| {
            let blanks = " ".repeat(widths[at] - cell.chars().count());
            if right.contains(&at) { format!("{blanks}{cell}") } else { format!("{cell}{blanks}") }
        });
        format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    let rows = rows.iter().map(|row| line(row.iter().map(String::as_str).collect()));
    [line(head.to_vec())].into_iter().chain(rows).collect()
}

/// One row for each path that is asked to the end, and one for all that a hard stop ends in the same blocks.
pub(super) fn paths(of: &Questionnaire, flow: &Flow) -> String {
    let mut rows: BTreeMap<(PathEnd, &[usize], usize), Vec<&Path>> = BTreeMap::new();
    for (at, path) in flow.paths.iter().enumerate() {
        let own = if path.end == PathEnd::Asked { at } else { 0 };
        rows.entry((path.end, &path.blocks, own)).or_default().push(path);
    }
    let row = |((end, blocks, _), paths): ((PathEnd, &[usize], usize), Vec<&Path>)| {
        let lengths = || paths.iter().map(|path| path.asked.len());
        let (least, most) = (lengths().min().unwrap_or(0), lengths().max().unwrap_or(0));
        let blocks: Vec<&str> = blocks.iter().map(|at| of.blocks[*at].id.as_str()).collect();
        let mut outcomes: Vec<usize> = paths.iter().flat_map(|path| path.outcomes.keys().copied()).collect();
        outcomes.sort_unstable();
        outcomes.dedup();
        let stopped = if end == PathEnd::Stopped { ", to a hard stop" } else { "" };
        vec![
            format!("{}{stopped}", blocks.join(" ")),
            if least == most { most.to_string() } else { format!("{least} to {most}") },
            grouped(paths.iter().fold(0, |sum, path| sum.saturating_add(path.ways))),
            outcomes.iter().map(|at| of.outcome_id(*at)).collect::<Vec<_>>().join(" "),
        ]
    };
    let rows: Vec<_> = rows.into_iter().map(row).collect();
    let mut text = table(&["BLOCKS", "QUESTIONS", "WAYS OF ANSWERING", "OUTCOMES"], &[1, 2], &rows);
    let count = |end: PathEnd| flow.paths.iter().filter(|path| path.end == end).count();
    for line in flow.flaws.iter().map(|flaw| told(of, *flaw)) {
        let _ = writeln!(text, "{line}");
    }
    for rule in &flow.idle_rules {
        let _ = writeln!(text, "rule that decides nothing: {rule}");
    }
    let outcomes = flow.outcomes().into_iter().rev();
    let outcomes = outcomes.map(|(at, ways)| format!("{} {}", of.outcome_id(at), grouped(ways)));
    let _ = writeln!(
        text,
        "{} paths to the end, {} to a hard stop; at most {} questions; {} ways of answering: {}",
        count(PathEnd::Asked),
        count(PathEnd::Stopped),
        flow.longest().map_or(0, |path| path.asked.len()),
        grouped(flow.ways()),
        outcomes.collect::<Vec<_>>().join(", ")
    );
    text
}

fn told(of: &Questionnaire, flaw: Flaw) -> String {
    match flaw {
        Flaw::NeverAsked(at) => format!("question that is never asked: {}", of.questions[at].id),
        Flaw::NeverOpens(at) => format!("block that never opens: {}", of.blocks[at].id),
        Flaw::Unreached(at) => format!("outcome that no answers lead to: {}", of.outcome_id(at)),
        Flaw::DecidesItself { block, question } => format!(
            "block that opens by what is asked only then: {} by {}",
            of.blocks[block].id, of.questions[question].id
        ),
    }
}

/// Digits in groups of three: numbers of ways have up to twenty.
fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[derive(Serialize)]
struct FlowOut<'a> {
    questionnaire: &'a str,
    version: u32,
    paths: Vec<PathOut<'a>>,
    total: TotalOut<'a>,
    never_asked: Vec<&'a str>,
    never_opens: Vec<&'a str>,
    unreached_outcomes: Vec<&'a str>,
    decides_itself: Vec<DecidesOut<'a>>,
    idle_rules: &'a [String],
}

#[derive(Serialize)]
struct PathOut<'a> {
    blocks: Vec<&'a str>,
    questions: Vec<&'a str>,
    length: usize,
    end: &'static str,
    ways: String,
    outcomes: BTreeMap<&'a str, String>,
}

#[derive(Serialize)]
struct TotalOut<'a> {
    paths: usize,
    longest: usize,
    ways: String,
    outcomes: BTreeMap<&'a str, String>,
}

#[derive(Serialize)]
struct DecidesOut<'a> {
    block: &'a str,
    question: &'a str,
}

pub(super) fn json(of: &Questionnaire, flow: &Flow) -> String {
    let question = |at: &usize| of.questions[*at].id.as_str();
    let block = |at: &usize| of.blocks[*at].id.as_str();
    let outcomes = |ways: &BTreeMap<usize, u128>| {
        ways.iter().map(|(at, ways)| (of.outcome_id(*at), ways.to_string())).collect::<BTreeMap<_, _>>()
    };
    let path = |path: &Path| PathOut {
        blocks: path.blocks.iter().map(block).collect(),
        questions: path.asked.iter().map(question).collect(),
        length: path.asked.len(),
        end: if path.end == PathEnd::Asked { "asked" } else { "hard_stop" },
        ways: path.ways.to_string(),
        outcomes: outcomes(&path.outcomes),
    };
    let mut out = FlowOut {
        questionnaire: &of.name,
        version: of.version,
        paths: flow.paths.iter().map(path).collect(),
        total: TotalOut {
            paths: flow.paths.len(),
            longest: flow.longest().map_or(0, |path| path.asked.len()),
            ways: flow.ways().to_string(),
            outcomes: outcomes(&flow.outcomes()),
        },
        never_asked: Vec::new(),
        never_opens: Vec::new(),
        unreached_outcomes: Vec::new(),
        decides_itself: Vec::new(),
        idle_rules: &flow.idle_rules,
    };
    for flaw in &flow.flaws {
        match flaw {
            Flaw::NeverAsked(at) => out.never_asked.push(question(at)),
            Flaw::NeverOpens(at) => out.never_opens.push(block(at)),
            Flaw::Unreached(at) => out.unreached_outcomes.push(of.outcome_id(*at)),
            Flaw::DecidesItself { block: at, question: by } => {
                out.decides_itself.push(DecidesOut { block: block(at), question: question(by) });
            }
        }
    }
    format!("{}\n", serde_json::to_string_pretty(&out).unwrap_or_default())
}

/// What cases expected and what came instead.
pub(super) fn failures(failures: &[Failure]) -> String {
    let shown = |text: &str| if text.is_empty() { "nothing".to_owned() } else { text.to_owned() };
    let row = |failure: &Failure| {
        vec![
            failure.case.clone(),
            failure.line.to_string(),
            failure.step.to_string(),
            failure.what.to_owned(),
            shown(&failure.expected),
            shown(&failure.found),
        ]
    };
    let rows: Vec<_> = failures.iter().map(row).collect();
    table(&["CASE", "LINE", "STEP", "WHAT", "EXPECTED", "FOUND"], &[1, 2], &rows)
}
