//! Reads the scales and the questions of a questionnaire.

use crate::content::Rule;
use crate::ids::EntryId;
use crate::mistakes::Mistakes;
use crate::yaml_tree::{Keys, Node};

use super::condition::Needs;
use super::jurisdiction::Concerns;
use super::questionnaire::{Choice, Floor, Kind, Question, Scale, Shift, UNKNOWN};
use super::read_condition::Names;
use super::reading::{at_most, items, level, named, number, pairs, positive, text, texts};

pub(super) fn scales(node: &Node, mistakes: &mut Mistakes<'_>) -> Vec<Scale> {
    let mut scales = Vec::new();
    for (id, _, value) in pairs(node, mistakes) {
        let Some(mut keys) = Keys::of(value, &["apart", "floor"], "a scale", mistakes) else { continue };
        let apart = keys.take("apart").is_some_and(|node| matches!(node, Node::Other { text, .. } if text == "true"));
        scales.push(Scale { id: id.clone(), apart, floor: None });
    }
    scales
}

/// Floors name questions, and questions name scales: so these come after both.
pub(super) fn floors(node: &Node, names: &Names<'_>, scales: &mut [Scale], mistakes: &mut Mistakes<'_>) {
    for ((_, _, value), scale) in pairs(node, mistakes).iter().zip(scales) {
        let Node::Map { pairs, .. } = value else { continue };
        let Some((_, _, floor)) = pairs.iter().find(|(key, ..)| key == "floor") else { continue };
        let Some(mut keys) = Keys::of(floor, &["level", "where", "of"], "a floor", mistakes) else { continue };
        let of = keys.required("of", mistakes).map(|node| names.questions(node, mistakes));
        let at = keys.required("level", mistakes).and_then(|node| level(node, mistakes));
        let adding = keys.required("where", mistakes).and_then(|node| positive(node, "where", mistakes));
        if let (Some(of), Some(level), Some(adding)) = (of, at, adding) {
            scale.floor = Some(Floor { level, adding: adding as usize, of });
        }
    }
}

/// All sets of them are looked at.
const SHIFTS_MAX: usize = 8;
const QUESTION_KEYS: [&str; 9] =
    ["id", "entry", "options", "not_known", "checked", "at_most", "text_max", "counts_while", "pre_checks"];

pub(super) fn questions(node: &Node, scales: &[Scale], mistakes: &mut Mistakes<'_>) -> Vec<Question> {
    let mut questions: Vec<Question> = Vec::new();
    for item in items(node, mistakes) {
        let Some(question) = question(item, scales, mistakes) else { continue };
        if questions.iter().any(|before| before.id == question.id) {
            mistakes.add(
                Rule::RepeatedValue,
                item.line(),
                format!("the question `{}` is there twice: keep one", question.id),
            );
        }
        questions.push(question);
    }
    questions
}

fn question(node: &Node, scales: &[Scale], mistakes: &mut Mistakes<'_>) -> Option<Question> {
    let mut keys = Keys::of(node, &QUESTION_KEYS, "a question", mistakes)?;
    let id = keys.required("id", mistakes).and_then(|node| text(node, "an id", mistakes))?;
    let entry = keys.required("entry", mistakes).and_then(|node| text(node, "an entry", mistakes))?;
    let most = keys.take("text_max").and_then(|node| positive(node, "text_max", mistakes));
    let kind = match most {
        Some(most) => Kind::Text(most as usize),
        None => {
            let mut codes = |key: &str| -> Vec<String> {
                let named = keys.take(key).map(|node| texts(node, mistakes)).unwrap_or_default();
                named.into_iter().map(|(code, _)| code).collect()
            };
            let (unknown, checked) = (codes("not_known"), codes("checked"));
            let options = keys.required("options", mistakes)?;
            let mut choices: Vec<Choice> = Vec::new();
            for (code, _, adds) in pairs(options, mistakes) {
                let is_unknown = code == UNKNOWN || unknown.contains(code);
                let is_checked = checked.contains(code);
                choices.push(Choice {
                    code: code.clone(),
                    adds: adding(adds, scales, mistakes),
                    is_unknown,
                    is_checked,
                });
            }
            for (key, named) in [("not_known", &unknown), ("checked", &checked)] {
                for code in named.iter().filter(|code| choices.iter().all(|choice| &choice.code != *code)) {
                    let message = format!("`{key}` names `{code}`, which is no option: add it to the options");
                    mistakes.add(Rule::UnknownName, node.line(), message);
                }
            }
            // Every question takes it, whether it adds something or not.
            if choices.iter().all(|choice| choice.code != UNKNOWN) {
                choices.push(Choice {
                    code: UNKNOWN.to_owned(),
                    adds: Vec::new(),
                    is_unknown: true,
                    is_checked: false,
                });
            }
            match keys.take("at_most").and_then(|node| positive(node, "at_most", mistakes)) {
                Some(most) => Kind::Many(choices, most as usize),
                None => Kind::One(choices),
            }
        }
    };
    let pre_checks = keys.take("pre_checks").and_then(|node| {
        let words = texts(node, mistakes);
        let (word, line) = words.first()?;
        let named = named(word, *line, "kind of check", Concerns::ALL.into_iter().map(Concerns::word), mistakes)?;
        Some(Concerns::ALL[named])
    });
    Some(Question { id, entry: EntryId::new(entry), kind, counts_while: None, pre_checks })
}

fn adding(node: &Node, scales: &[Scale], mistakes: &mut Mistakes<'_>) -> Vec<(usize, u8)> {
    let mut adds = Vec::new();
    for (id, line, value) in pairs(node, mistakes) {
        let scale = named(id, *line, "scale", scales.iter().map(|scale| scale.id.as_str()), mistakes);
        if let (Some(scale), Some(level)) = (scale, level(value, mistakes)) {
            adds.push((scale, level));
        }
    }
    adds
}

/// Questions name each other here, so this comes after all of them.
pub(super) fn counting(node: &Node, names: &Names<'_>, questions: &mut [Question], mistakes: &mut Mistakes<'_>) {
    for item in items(node, mistakes) {
        let Node::Map { pairs, .. } = item else { continue };
        let value = |key: &str| pairs.iter().find(|(of, ..)| of == key).map(|(_, _, value)| value);
        let Some(when) = value("counts_while") else { continue };
        let condition = names.condition(when, Needs::Answers, mistakes);
        if let Some(Node::Text { text: id, .. }) = value("id")
            && let Some(question) = questions.iter_mut().find(|question| question.id == *id)
        {
            question.counts_while = Some(condition);
        }
    }
}

pub(super) fn shifts(node: &Node, names: &Names<'_>, mistakes: &mut Mistakes<'_>) -> Vec<Shift> {
    let read = |item: &Node, mistakes: &mut Mistakes<'_>| {
        let mut keys = Keys::of(item, &["scale", "from", "by", "when"], "a shift", mistakes)?;
        let scale = keys.required("scale", mistakes).and_then(|node| match node {
            Node::Text { text, line } => names.scale(text, *line, mistakes),
            _ => None,
        });
        let from = keys.required("from", mistakes).map(|node| {
            let items = items(node, mistakes);
            items.iter().filter_map(|item| level(item, mistakes)).collect()
        });
        let by = keys.required("by", mistakes).and_then(|node| {
            let by = number(node).and_then(|number| i8::try_from(number).ok());
            if by.is_none() {
                mistakes.add(Rule::WrongValue, node.line(), "`by` is a whole number, for instance 1 or -1");
            }
            by
        });
        let when = keys.required("when", mistakes).map(|node| names.condition(node, Needs::Answers, mistakes));
        Some(Shift { scale: scale?, from: from?, by: by?, when: when? })
    };
    let items = items(node, mistakes);
    at_most(SHIFTS_MAX, items, "shifts", node, mistakes);
    items.iter().filter_map(|item| read(item, mistakes)).collect()
}
