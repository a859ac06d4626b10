//! What can be said of a questionnaire only when all of it is there: mistakes that keep it from being served, and notes.

use std::collections::BTreeMap;

use crate::content::{ContentError, Rule, short};

use super::cases::{Case, Failure};
use super::flow::{self, ASKED_MAX, Flaw, Flow};
use super::questionnaire::Questionnaire;
use super::reading::line_of;

/// So many cases show that an outcome is meant, and not met by chance.
const CASES_MIN: usize = 3;

/// The files that a questionnaire was read from, each its path and text.
pub(super) struct Source<'a> {
    pub questionnaire: (&'a str, &'a str),
    pub cases: &'a str,
}

/// What must not be: questions that nobody is asked, outcomes that nobody meets, cases that fail.
pub(super) fn mistakes(of: &Questionnaire, cases: &[Case], source: &Source<'_>) -> Vec<ContentError> {
    let mut found: Vec<_> = flow::flaws(of).into_iter().map(|flaw| of_flaw(of, flaw, source)).collect();
    found.extend(cases.iter().filter_map(|case| of_case(&case.run(of), source)));
    for (outcome, count) in reaching(of, cases) {
        if count == 0 {
            let message = format!("no case reaches the outcome `{outcome}`: add one");
            found.push(ContentError::new(source.cases, 1, message).under(Rule::NoCase));
        }
    }
    found
}

/// What somebody should look at.
pub(super) fn notes(of: &Questionnaire, cases: &[Case], source: &Source<'_>) -> Vec<ContentError> {
    let (path, text) = source.questionnaire;
    let flow = Flow::of(of);
    let mut found = Vec::new();
    if let Some(longest) = flow.longest().filter(|longest| longest.asked.len() > ASKED_MAX) {
        let blocks: Vec<&str> = longest.blocks.iter().map(|at| of.blocks[*at].id.as_str()).collect();
        let message = format!(
            "{} questions are asked where these blocks are open: {}. At most {ASKED_MAX} are answered with patience: remove some",
            longest.asked.len(),
            short(&blocks.join(", "))
        );
        found.push(ContentError::new(path, line_of(text, &["blocks"]), message).under(Rule::LongPath));
    }
    for rule in &flow.idle_rules {
        let owner = of.outcomes.iter().find(|outcome| outcome.rules.iter().any(|(id, _)| id == rule));
        let line = owner.map_or(1, |outcome| line_of(text, &["outcomes", &outcome.id, "rules", rule]));
        let message = format!(
            "the rule `{rule}` decides nothing: wherever it holds, a graver outcome stands. Correct or remove it"
        );
        found.push(ContentError::new(path, line, message).under(Rule::IdleRule));
    }
    for (outcome, count) in reaching(of, cases) {
        if (1..CASES_MIN).contains(&count) {
            let message = format!(
                "few cases reach the outcome `{outcome}`, namely {count}: add some, until there are {CASES_MIN}"
            );
            found.push(ContentError::new(source.cases, 1, message).under(Rule::FewCases));
        }
    }
    found
}

/// How many cases expect each outcome.
fn reaching<'a>(of: &'a Questionnaire, cases: &[Case]) -> BTreeMap<&'a str, usize> {
    let expects = |case: &&Case, id: &str| case.steps.iter().any(|step| step.expect.outcome == id);
    let ids = (0..=of.find_out_at()).map(|at| of.outcome_id(at));
    ids.map(|id| (id, cases.iter().filter(|case| expects(case, id)).count())).collect()
}

fn of_flaw(of: &Questionnaire, flaw: Flaw, source: &Source<'_>) -> ContentError {
    let (path, text) = source.questionnaire;
    let question = |at: usize| of.questions[at].id.as_str();
    let block = |at: usize| of.blocks[at].id.as_str();
    let (line, rule, message) = match flaw {
        Flaw::NeverAsked(at) => (
            line_of(text, &["questions", question(at)]),
            Rule::NeverAsked,
            format!("no answers lead to the question `{}`: add it to a block that opens, or remove it", question(at)),
        ),
        Flaw::NeverOpens(at) => (
            line_of(text, &["blocks", block(at)]),
            Rule::NeverAsked,
            format!("no answers open the block `{}`: correct its `when`, or remove it", block(at)),
        ),
        Flaw::Unreached(at) => {
            let id = of.outcome_id(at);
            let line = if at == of.find_out_at() { &["find_out"][..] } else { &["outcomes", id] };
            let advice = "correct its rules or those of graver outcomes, or remove it";
            (line_of(text, line), Rule::Unreached, format!("no answers lead to the outcome `{id}`: {advice}"))
        }
        Flaw::DecidesItself { block: at, question: by } => (
            line_of(text, &["blocks", block(at)]),
            Rule::DecidesItself,
            format!(
                "`{}` opens at the end by the answer to {}, which is asked only then: move the question to an earlier block, \
                 or take it out of `when`",
                block(at),
                question(by)
            ),
        ),
    };
    ContentError::new(path, line, message).under(rule)
}

/// One finding for a case, however much of it fails: the first tells most.
fn of_case(failures: &[Failure], source: &Source<'_>) -> Option<ContentError> {
    let first = failures.first()?;
    let shown = |text: &str| if text.is_empty() { "nothing".to_owned() } else { short(text) };
    let more = match failures.len() - 1 {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    let message = format!(
        "the case “{}” fails in step {}: {} should be {} and is {}{more}. Correct the case, or what it shows",
        short(&first.case),
        first.step,
        first.what,
        shown(&first.expected),
        shown(&first.found),
    );
    Some(ContentError::new(source.cases, first.line, message).under(Rule::CaseFails))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A questionnaire that asks so many questions of everybody.
    fn of(questions: usize) -> (Questionnaire, String) {
        let ids: Vec<String> = (0..questions).map(|at| format!("q{at}")).collect();
        let rows: String = ids
            .iter()
            .map(|id| format!("  - {{id: {id}, entry: e, options: {{no: {{}}, yes: {{risk: 3}}}}}}\n"))
            .collect();
        let text = format!(
            "version: 1\nscales: {{risk: {{}}}}\nquestions:\n{rows}blocks:\n  - {{id: all, asks: [{}]}}\nhard_stops: {{}}\n\
             legal_checks: {{}}\noutcomes: [{{id: red, rules: {{high: {{risk: 3}}}}}}, {{id: green}}]\n\
             find_out: {{id: grey, instead_of: [green], when: {{q0: unknown}}}}\npostures: {{fine: {{}}}}\nhand_over: []\n\
             measures: {{}}\nforms: {{}}\nmitigations: {{}}\n",
            ids.join(", ")
        );
        (Questionnaire::read("questionnaire.yaml", "long", &text).unwrap(), text)
    }

    #[test]
    fn a_path_with_too_many_questions_is_noted_where_blocks_begin() {
        for (questions, noted) in [(ASKED_MAX, false), (ASKED_MAX + 1, true)] {
            let (of, text) = of(questions);
            let found = notes(&of, &[], &Source { questionnaire: ("questionnaire.yaml", &text), cases: "cases.yaml" });
            let long: Vec<_> = found.iter().filter(|finding| finding.rule == Rule::LongPath).collect();
            assert_eq!(long.len(), usize::from(noted), "{found:#?}");
            let advice =
                |finding: &&ContentError| finding.message.contains("remove") && finding.message.chars().count() < 300;
            assert!(long.iter().all(|finding| finding.line == 4 + questions && advice(finding)), "{found:#?}");
        }
    }
}
