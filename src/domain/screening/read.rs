//! Reads `questionnaire.yaml`, and tells every mistake in it.

use crate::content::{ContentError, Rule};
use crate::ids::EntryId;
use crate::mistakes::Mistakes;
use crate::yaml_tree::{self, Keys, Node, OF_FILE};

use super::condition::{Condition, Needs};
use super::diagram::Diagrams;
use super::jurisdiction::Concerns;
use super::questionnaire::{At, Block, FindOut, HandOver, Kind, Measure, Mitigation, Opens, Outcome, Questionnaire};
use super::read_condition::Names;
use super::read_questions::{counting, floors, questions, scales, shifts};
use super::reading::{at_most, items, line_in, named, pairs, positive, text, texts};

const KEYS: [&str; 15] = [
    "version",
    "scales",
    "shifts",
    "questions",
    "blocks",
    "hard_stops",
    "legal_checks",
    "outcomes",
    "find_out",
    "postures",
    "hand_over",
    "redesign",
    "measures",
    "forms",
    "mitigations",
];
/// More have no place in the set of blocks that opens.
const BLOCKS_MAX: usize = 8;
/// Nobody tells more of them apart.
const OUTCOMES_MAX: usize = 12;

impl Questionnaire {
    /// Reads the file's text. `name` is that of its folder.
    pub fn read(path: &str, name: &str, text: &str) -> Result<Self, Vec<ContentError>> {
        let mut mistakes = Mistakes::new(path);
        let root = match yaml_tree::read(text, 1, OF_FILE) {
            Ok(root) => root,
            Err((line, rule, message)) => return Err(vec![ContentError::new(path, line, message).under(rule)]),
        };
        let read = read(name, &root, &mut mistakes);
        match read {
            Some(questionnaire) if mistakes.is_empty() => {
                Ok(Self { diagrams: Diagrams::of(&questionnaire), ..questionnaire })
            }
            _ => Err(mistakes.found()),
        }
    }
}

fn read(name: &str, root: &Node, mistakes: &mut Mistakes<'_>) -> Option<Questionnaire> {
    let known: Vec<&str> = KEYS.into_iter().chain(["notes", "pre_checks"]).collect();
    let mut keys = Keys::of(root, &known, "a questionnaire", mistakes)?;
    let mut part = |key: &str, mistakes: &mut Mistakes<'_>| keys.required(key, mistakes);
    let version = part("version", mistakes).and_then(|node| positive(node, "version", mistakes))?;
    let scale_node = part("scales", mistakes)?;
    let question_node = part("questions", mistakes)?;
    let outcome_node = part("outcomes", mistakes)?;
    let find_out_node = part("find_out", mistakes)?;
    let mut scales = scales(scale_node, mistakes);
    let mut questions = questions(question_node, &scales, mistakes);
    let outcome_ids = outcome_ids(outcome_node, find_out_node, mistakes);
    let bare = questions.clone();
    let names = Names { questions: &bare, scales: &scales.clone(), outcomes: &outcome_ids };
    floors(scale_node, &names, &mut scales, mistakes);
    counting(question_node, &names, &mut questions, mistakes);
    let names = Names { questions: &questions, scales: &scales, outcomes: &outcome_ids };
    let shifts = keys.take("shifts").map_or_else(Vec::new, |node| shifts(node, &names, mistakes));
    let mut part = |key: &str, mistakes: &mut Mistakes<'_>| keys.required(key, mistakes);
    let blocks = part("blocks", mistakes).map(|node| blocks(node, &names, mistakes));
    let hard_stops = part("hard_stops", mistakes).map(|node| conditions(node, &names, Needs::Levels, mistakes));
    let legal_checks = part("legal_checks", mistakes).map(|node| {
        let mut found = Vec::new();
        for (id, line, node) in pairs(node, mistakes) {
            let question = names.question(id, *line, mistakes);
            let when = names.condition(node, Needs::Levels, mistakes);
            found.extend(question.map(|question| (question, when)));
        }
        found
    });
    let outcomes = outcomes(outcome_node, &names, mistakes);
    let find_out = find_out(find_out_node, &names, mistakes);
    let postures = part("postures", mistakes).map(|node| conditions(node, &names, Needs::Outcome, mistakes));
    let hand_over = part("hand_over", mistakes).map(|node| hand_over(node, &names, mistakes));
    let measures = part("measures", mistakes).map(|node| measures(node, &names, mistakes))?;
    let forms = part("forms", mistakes).map(|node| forms(node, &measures, mistakes));
    let mitigations = part("mitigations", mistakes).map(|node| mitigations(node, &names, mistakes));
    let notes = keys.take("notes").map_or_else(Vec::new, |node| conditions(node, &names, Needs::Outcome, mistakes));
    let pre_checks = keys.take("pre_checks").map_or_else(Vec::new, |node| pre_checks(node, &names, mistakes));
    let redesign = keys.take("redesign").and_then(|node| names.questions(node, mistakes).first().copied());
    let questionnaire = Questionnaire {
        name: name.to_owned(),
        version,
        shifts,
        blocks: blocks?,
        hard_stops: hard_stops?,
        legal_checks: legal_checks?,
        outcomes,
        find_out: find_out?,
        postures: postures?,
        hand_over: hand_over?,
        redesign,
        measures,
        forms: forms?,
        mitigations: mitigations?,
        notes,
        pre_checks,
        scales,
        questions,
        diagrams: Diagrams::default(),
    };
    whole(&questionnaire, root, mistakes);
    Some(questionnaire)
}

/// What only shows once all of it is read.
fn whole(of: &Questionnaire, root: &Node, mistakes: &mut Mistakes<'_>) {
    let rules = of.outcomes.iter().flat_map(|outcome| outcome.rules.iter().map(move |rule| (&outcome.id, rule)));
    for (outcome, (rule, _)) in rules.filter(|(_, (_, when))| when.looks_apart(of)) {
        let message = format!(
            "the rule `{rule}` looks at a scale that stands apart: an outcome must not depend on it, so take it out of the rule"
        );
        mistakes.add(Rule::WrongValue, line_in(root, &["outcomes", outcome, "rules", rule]), message);
    }
    // Diagrams give each question one answer.
    for question in of.questions.iter().filter(|question| matches!(question.kind, Kind::Many(..))) {
        let parts: Vec<&Condition> = deciding(of).into_iter().flat_map(Condition::parts).collect();
        let adds =
            |scale: &usize| question.choices().iter().any(|choice| choice.adds.iter().any(|(to, _)| to == scale));
        let looks = |part: &&Condition| match part {
            Condition::Answered { question: at, .. } => of.questions[*at].id == question.id,
            Condition::Level { scale, .. } => adds(scale),
            Condition::Sum { scales, .. } => scales.iter().any(adds),
            _ => false,
        };
        if parts.iter().any(looks) {
            let id = &question.id;
            let message = format!(
                "{id} takes several answers, so no rule and no block can look at it or at what it adds to: ask a question of \
                 its own for that, and put the rule there"
            );
            mistakes.add(Rule::WrongValue, line_in(root, &["questions", id]), message);
        }
    }
}

/// All conditions that decide what is asked and which outcome it comes to.
fn deciding(of: &Questionnaire) -> Vec<&Condition> {
    let rules = of.outcomes.iter().flat_map(|outcome| outcome.rules.iter().map(|(_, when)| when));
    let stops = of.hard_stops.iter().map(|(_, when)| when);
    let checks = of.legal_checks.iter().map(|(_, when)| when);
    let shifts = of.shifts.iter().map(|shift| &shift.when);
    let counting = of.questions.iter().filter_map(|question| question.counts_while.as_ref());
    let blocks = of.blocks.iter().filter_map(|block| match &block.opens {
        Opens::OnScan(when) | Opens::AtEnd(when) => Some(when),
        Opens::Always => None,
    });
    rules.chain(stops).chain(checks).chain(shifts).chain(counting).chain(blocks).chain([&of.find_out.when]).collect()
}

fn blocks(node: &Node, names: &Names<'_>, mistakes: &mut Mistakes<'_>) -> Vec<Block> {
    let items = items(node, mistakes);
    at_most(BLOCKS_MAX, items, "blocks", node, mistakes);
    let read = |(at, item): (usize, &Node), mistakes: &mut Mistakes<'_>| {
        let mut keys = Keys::of(item, &["id", "on", "when", "asks"], "a block", mistakes)?;
        let id = keys.required("id", mistakes).and_then(|node| text(node, "an id", mistakes));
        let asks = keys.required("asks", mistakes).map(|node| names.questions(node, mistakes));
        let on = keys.take("on");
        let when = keys.take("when").map(|node| names.condition(node, Needs::Outcome, mistakes));
        let opens = match (at, when, on) {
            (0, None, None) => Opens::Always,
            (1.., Some(when), Some(on)) => {
                if !matches!(on, Node::Text { text, .. } if text == "scan") {
                    mistakes.add(Rule::WrongValue, on.line(), "write `on: scan`, or nothing");
                }
                Opens::OnScan(when)
            }
            (1.., Some(when), None) => Opens::AtEnd(when),
            _ => {
                let message = "the first block is always asked and has no `when`; each other one has one: put it so";
                mistakes.add(Rule::WrongValue, item.line(), message);
                Opens::Always
            }
        };
        if asks.as_ref().is_some_and(Vec::is_empty) {
            mistakes.add(Rule::WrongValue, item.line(), "a block asks at least one question: add one to `asks`");
        }
        Some(Block { id: id?, opens, asks: asks? })
    };
    items.iter().enumerate().filter_map(|item| read(item, mistakes)).collect()
}

fn conditions(node: &Node, names: &Names<'_>, most: Needs, mistakes: &mut Mistakes<'_>) -> Vec<(String, Condition)> {
    let mut found = Vec::new();
    for (id, _, value) in pairs(node, mistakes) {
        found.push((id.clone(), names.condition(value, most, mistakes)));
    }
    found
}

fn outcome_ids(outcomes: &Node, find_out: &Node, mistakes: &mut Mistakes<'_>) -> Vec<String> {
    let id = |node: &Node| match node {
        Node::Map { pairs, .. } => pairs.iter().find(|(key, ..)| key == "id").and_then(|(_, _, value)| match value {
            Node::Text { text, .. } => Some(text.clone()),
            _ => None,
        }),
        _ => None,
    };
    let nodes: Vec<&Node> = items(outcomes, mistakes).iter().chain([find_out]).collect();
    let mut ids = Vec::new();
    for node in nodes {
        match id(node) {
            Some(id) if ids.contains(&id) => {
                mistakes.add(Rule::RepeatedValue, node.line(), format!("the outcome `{id}` is there twice: keep one"));
            }
            Some(id) => ids.push(id),
            None => mistakes.add(Rule::MissingKey, node.line(), "an outcome has an id: add `id: …`"),
        }
    }
    at_most(OUTCOMES_MAX, &ids, "outcomes", outcomes, mistakes);
    if ids.len() < 3 {
        let message = "there are at least two outcomes beside that of finding out: add one";
        mistakes.add(Rule::WrongValue, outcomes.line(), message);
    }
    ids
}

fn outcomes(node: &Node, names: &Names<'_>, mistakes: &mut Mistakes<'_>) -> Vec<Outcome> {
    let nodes = items(node, mistakes);
    let mut outcomes = Vec::new();
    for (at, item) in nodes.iter().enumerate() {
        let Some(mut keys) = Keys::of(item, &["id", "rules"], "an outcome", mistakes) else { continue };
        let Some(id) = keys.required("id", mistakes).and_then(|node| text(node, "an id", mistakes)) else { continue };
        let rules = keys.take("rules").map(|node| conditions(node, names, Needs::Flags, mistakes));
        let is_last = at + 1 == nodes.len();
        if is_last == rules.is_some() {
            let message =
                "every outcome but the last has `rules`; the last is what holds where no rule does: put it so";
            mistakes.add(Rule::WrongValue, item.line(), message);
        }
        outcomes.push(Outcome { id, rules: rules.unwrap_or_default() });
    }
    outcomes
}

fn find_out(node: &Node, names: &Names<'_>, mistakes: &mut Mistakes<'_>) -> Option<FindOut> {
    let mut keys = Keys::of(node, &["id", "instead_of", "when"], "`find_out`", mistakes)?;
    let id = keys.required("id", mistakes).and_then(|node| text(node, "an id", mistakes));
    let instead_of = keys.required("instead_of", mistakes).map(|node| {
        let known = names.outcomes.iter().map(String::as_str);
        let texts = texts(node, mistakes);
        texts.into_iter().filter_map(|(id, line)| named(&id, line, "outcome", known.clone(), mistakes)).collect()
    });
    let when = keys.required("when", mistakes).map(|node| names.condition(node, Needs::Flags, mistakes));
    Some(FindOut { id: id?, instead_of: instead_of?, when: when? })
}

fn hand_over(node: &Node, names: &Names<'_>, mistakes: &mut Mistakes<'_>) -> Vec<HandOver> {
    let read = |item: &Node, mistakes: &mut Mistakes<'_>| {
        let mut keys = Keys::of(item, &["reason", "at", "when"], "a reason to hand over", mistakes)?;
        let reason = keys.required("reason", mistakes).and_then(|node| text(node, "a reason", mistakes));
        let at = keys.required("at", mistakes).and_then(|node| match node {
            Node::Text { text, .. } if text == "now" => Some(At::Now),
            Node::Text { text, .. } if text == "offer" => Some(At::Offer),
            other => {
                mistakes.add(Rule::WrongValue, other.line(), "write `at: now` or `at: offer`");
                None
            }
        });
        let when = keys.required("when", mistakes).map(|node| names.condition(node, Needs::Outcome, mistakes));
        Some(HandOver { reason: reason?, at: at?, when: when? })
    };
    items(node, mistakes).iter().filter_map(|item| read(item, mistakes)).collect()
}

fn measures(node: &Node, names: &Names<'_>, mistakes: &mut Mistakes<'_>) -> Vec<Measure> {
    let mut measures = Vec::new();
    for (id, _, value) in pairs(node, mistakes) {
        let Some(mut keys) = Keys::of(value, &["cancels", "eases", "lowers"], "a measure", mistakes) else { continue };
        let mut questions = |key: &str, mistakes: &mut Mistakes<'_>| {
            keys.take(key).map_or_else(Vec::new, |node| names.questions(node, mistakes))
        };
        let (cancels, eases) = (questions("cancels", mistakes), questions("eases", mistakes));
        let lowers = keys.take("lowers").map_or_else(Vec::new, |node| {
            let texts = texts(node, mistakes);
            texts.into_iter().filter_map(|(id, line)| names.scale(&id, line, mistakes)).collect()
        });
        measures.push(Measure { id: id.clone(), cancels, eases, lowers });
    }
    measures
}

fn forms(node: &Node, measures: &[Measure], mistakes: &mut Mistakes<'_>) -> Vec<(String, Vec<usize>)> {
    let mut forms = Vec::new();
    for (id, _, value) in pairs(node, mistakes) {
        let known = measures.iter().map(|measure| measure.id.as_str());
        let mut with = Vec::new();
        for item in items(value, mistakes) {
            for (id, line) in texts(item, mistakes) {
                with.extend(named(&id, line, "measure", known.clone(), mistakes));
            }
        }
        forms.push((id.clone(), with));
    }
    forms
}

fn pre_checks(node: &Node, names: &Names<'_>, mistakes: &mut Mistakes<'_>) -> Vec<(Concerns, Condition)> {
    let mut found = Vec::new();
    for (id, line, value) in pairs(node, mistakes) {
        let about = named(id, *line, "kind of check", Concerns::ALL.iter().map(|of| of.word()), mistakes);
        let when = names.condition(value, Needs::Outcome, mistakes);
        found.extend(about.map(|about| (Concerns::ALL[about], when)));
    }
    found
}

fn mitigations(node: &Node, names: &Names<'_>, mistakes: &mut Mistakes<'_>) -> Vec<Mitigation> {
    let mut found = Vec::new();
    for (id, _, value) in pairs(node, mistakes) {
        let Some(mut keys) = Keys::of(value, &["when", "entry"], "a mitigation", mistakes) else { continue };
        let when = keys.required("when", mistakes).map(|node| names.condition(node, Needs::Outcome, mistakes));
        let entry = keys.required("entry", mistakes).and_then(|node| text(node, "an entry", mistakes));
        if let (Some(when), Some(entry)) = (when, entry) {
            found.push(Mitigation { id: id.clone(), when, entry: EntryId::new(entry) });
        }
    }
    found
}
