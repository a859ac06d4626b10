//! Reads a condition from an editor's keys.

use std::collections::BTreeSet;

use crate::content::{Rule, short};
use crate::mistakes::{Mistakes, did_you_mean};
use crate::yaml_tree::Node;

use super::condition::{Condition, Needs};
use super::questionnaire::{Choice, Question, Scale};
use super::reading::{level, named, number, texts};

/// What conditions may name.
pub(super) struct Names<'a> {
    pub questions: &'a [Question],
    pub scales: &'a [Scale],
    /// The last is that of finding out.
    pub outcomes: &'a [String],
}

impl Names<'_> {
    /// Reads a condition that may look no further than `most`. A mistake in it is told, and what is left is read on.
    pub(super) fn condition(&self, node: &Node, most: Needs, mistakes: &mut Mistakes<'_>) -> Condition {
        let condition = self.read(node, mistakes);
        if condition.needs() > most {
            let known = match most {
                Needs::Answers => "answers alone",
                Needs::Levels => "answers and scales",
                Needs::Flags | Needs::Outcome => "answers, scales, `hard_stop` and `legal_check`",
            };
            let message = format!("this looks at something that is not known yet: here conditions look at {known}");
            mistakes.add(Rule::WrongValue, node.line(), message);
        }
        condition
    }

    fn read(&self, node: &Node, mistakes: &mut Mistakes<'_>) -> Condition {
        let Node::Map { pairs, line } = node else {
            let message = "a condition is keys with values, for instance `{q2: listed, access: 2}`: write it so";
            mistakes.add(Rule::WrongValue, node.line(), message);
            return Condition::always();
        };
        let mut all: Vec<Condition> =
            pairs.iter().filter_map(|(key, line, value)| self.part(key, *line, value, mistakes)).collect();
        if pairs.iter().enumerate().any(|(at, (key, ..))| pairs[..at].iter().any(|(before, ..)| before == key)) {
            mistakes.add(Rule::DuplicateKey, *line, "a key stands twice in this condition: put both under `all: […]`");
        }
        if all.len() == 1 { all.remove(0) } else { Condition::All(all) }
    }

    fn part(&self, key: &str, line: usize, value: &Node, mistakes: &mut Mistakes<'_>) -> Option<Condition> {
        let place = |of: Option<usize>| of;
        if let Some(question) = place(self.questions.iter().position(|question| question.id == key)) {
            return self.answered(question, value, mistakes);
        }
        if let Some(scale) = self.scales.iter().position(|scale| scale.id == key) {
            let at_least = level(value, mistakes)?;
            return Some(Condition::Level { scale, at_least });
        }
        match key {
            "any" => Some(Condition::Any(self.list(value, mistakes))),
            "all" => Some(Condition::All(self.list(value, mistakes))),
            "not" => Some(Condition::Not(Box::new(self.read(value, mistakes)))),
            "count" => {
                let (of, at_least) = some_of(value, mistakes)?;
                Some(Condition::Count { of: self.list(of, mistakes), at_least })
            }
            "sum" => {
                let (of, at_least) = some_of(value, mistakes)?;
                let scales = texts(of, mistakes).into_iter().filter_map(|(id, line)| self.scale(&id, line, mistakes));
                let scales = scales.collect();
                Some(Condition::Sum { scales, at_least: u8::try_from(at_least).unwrap_or(u8::MAX) })
            }
            "outcome" => {
                let known = self.outcomes.iter().map(String::as_str);
                let mut found = BTreeSet::new();
                for (id, line) in texts(value, mistakes) {
                    found.extend(named(&id, line, "outcome", known.clone(), mistakes));
                }
                Some(Condition::Outcome(found))
            }
            "hard_stop" | "legal_check" => {
                if !matches!(value, Node::Text { text, .. } if text == "any") {
                    mistakes.add(Rule::WrongValue, value.line(), format!("write `{key}: any`"));
                }
                Some(if key == "hard_stop" { Condition::HardStop } else { Condition::LegalCheck })
            }
            _ => {
                let words = ["any", "all", "not", "count", "sum", "outcome", "hard_stop", "legal_check"];
                let questions = self.questions.iter().map(|question| question.id.as_str());
                let scales = self.scales.iter().map(|scale| scale.id.as_str());
                let hint = did_you_mean(key, questions.chain(scales).chain(words));
                let message = format!(
                    "`{}` is no question, no scale and no word of conditions{hint} The words are {}",
                    short(key),
                    words.join(", ")
                );
                mistakes.add(Rule::UnknownKey, line, message);
                None
            }
        }
    }

    fn answered(&self, question: usize, value: &Node, mistakes: &mut Mistakes<'_>) -> Option<Condition> {
        let of = &self.questions[question];
        let mut choices = BTreeSet::new();
        for (code, line) in texts(value, mistakes) {
            let known = of.choices().iter().map(|choice: &Choice| choice.code.as_str());
            choices.extend(named(&code, line, &format!("answer to {}", of.id), known, mistakes));
        }
        (!choices.is_empty()).then_some(Condition::Answered { question, choices })
    }

    pub(super) fn list(&self, node: &Node, mistakes: &mut Mistakes<'_>) -> Vec<Condition> {
        let Node::List { items, .. } = node else {
            mistakes.add(Rule::WrongValue, node.line(), "this is a list of conditions: write `[{…}, {…}]`");
            return Vec::new();
        };
        items.iter().map(|item| self.read(item, mistakes)).collect()
    }

    pub(super) fn scale(&self, id: &str, line: usize, mistakes: &mut Mistakes<'_>) -> Option<usize> {
        named(id, line, "scale", self.scales.iter().map(|scale| scale.id.as_str()), mistakes)
    }

    pub(super) fn question(&self, id: &str, line: usize, mistakes: &mut Mistakes<'_>) -> Option<usize> {
        named(id, line, "question", self.questions.iter().map(|question| question.id.as_str()), mistakes)
    }

    pub(super) fn questions(&self, node: &Node, mistakes: &mut Mistakes<'_>) -> Vec<usize> {
        texts(node, mistakes).into_iter().filter_map(|(id, line)| self.question(&id, line, mistakes)).collect()
    }
}

fn some_of<'a>(node: &'a Node, mistakes: &mut Mistakes<'_>) -> Option<(&'a Node, usize)> {
    let mut keys = crate::yaml_tree::Keys::of(node, &["of", "at_least"], "this", mistakes)?;
    let (of, at_least) = (keys.required("of", mistakes), keys.required("at_least", mistakes));
    let at_least = at_least.and_then(|node| match number(node).and_then(|number| usize::try_from(number).ok()) {
        Some(number) => Some(number),
        None => {
            mistakes.add(Rule::WrongValue, node.line(), "`at_least` is a whole number");
            None
        }
    });
    Some((of?, at_least?))
}
