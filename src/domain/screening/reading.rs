//! What all content of screenings is read with.

use crate::content::{Rule, short};
use crate::mistakes::{Mistakes, did_you_mean};
use crate::yaml_tree::Node;

use super::questionnaire::LEVEL_MAX;

/// The keys of a map with their values; told and empty where it is none.
pub(super) fn pairs<'a>(node: &'a Node, mistakes: &mut Mistakes<'_>) -> &'a [(String, usize, Node)] {
    match node {
        Node::Map { pairs, .. } => {
            for (at, (key, line, _)) in pairs.iter().enumerate() {
                if pairs[..at].iter().any(|(before, ..)| before == key) {
                    mistakes.add(Rule::DuplicateKey, *line, format!("`{key}` is there twice: keep one"));
                }
            }
            pairs
        }
        other => {
            mistakes.add(Rule::WrongValue, other.line(), "write keys with values here, a line each");
            &[]
        }
    }
}

pub(super) fn items<'a>(node: &'a Node, mistakes: &mut Mistakes<'_>) -> &'a [Node] {
    match node {
        Node::List { items, .. } => items,
        other => {
            mistakes.add(Rule::WrongValue, other.line(), "write a list here: lines that begin with `- `");
            &[]
        }
    }
}

pub(super) fn text(node: &Node, what: &str, mistakes: &mut Mistakes<'_>) -> Option<String> {
    match node {
        Node::Text { text, .. } if !text.is_empty() => Some(text.clone()),
        other => {
            mistakes.add(Rule::WrongValue, other.line(), format!("{what} is a word: write it"));
            None
        }
    }
}

pub(super) fn positive(node: &Node, what: &str, mistakes: &mut Mistakes<'_>) -> Option<u32> {
    let found = number(node).and_then(|number| u32::try_from(number).ok()).filter(|number| *number > 0);
    if found.is_none() {
        mistakes.add(Rule::WrongValue, node.line(), format!("`{what}` is a whole number from 1 on: write one"));
    }
    found
}

/// The place of what is called so; where nothing is, it is told what there is.
pub(super) fn named<'a>(
    id: &str,
    line: usize,
    what: &str,
    known: impl Iterator<Item = &'a str> + Clone,
    mistakes: &mut Mistakes<'_>,
) -> Option<usize> {
    let found = known.clone().position(|known| known == id);
    if found.is_none() {
        let hint = did_you_mean(id, known.clone());
        let known: Vec<_> = known.collect();
        let message = format!("there is no {what} `{}`{hint} There are: {}", short(id), known.join(", "));
        mistakes.add(Rule::UnknownName, line, message);
    }
    found
}

/// Tells where more is listed than can be worked with.
pub(super) fn at_most<T>(most: usize, of: &[T], what: &str, node: &Node, mistakes: &mut Mistakes<'_>) {
    if of.len() > most {
        mistakes.add(Rule::YamlLimit, node.line(), format!("there may be at most {most} {what}: remove or join some"));
    }
}

/// One text or a list of them, each with its line.
pub(super) fn texts(node: &Node, mistakes: &mut Mistakes<'_>) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    let items = match node {
        Node::List { items, .. } => items.iter().collect(),
        other => vec![other],
    };
    for item in items {
        match item {
            Node::Text { text, line } | Node::Other { text, line } if !text.is_empty() => {
                found.push((text.clone(), *line))
            }
            other => mistakes.add(Rule::WrongValue, other.line(), "write one word, or a list of words: `[one, two]`"),
        }
    }
    found
}

/// A whole number from 0 to 3.
pub(super) fn level(node: &Node, mistakes: &mut Mistakes<'_>) -> Option<u8> {
    let found = number(node).and_then(|number| u8::try_from(number).ok()).filter(|level| *level <= LEVEL_MAX);
    if found.is_none() {
        mistakes.add(Rule::WrongValue, node.line(), format!("a level is a number from 0 to {LEVEL_MAX}: write one"));
    }
    found
}

pub(super) fn number(node: &Node) -> Option<i64> {
    match node {
        Node::Other { text, .. } => text.parse().ok(),
        _ => None,
    }
}

/// The line on which something of a file stands: down these keys, and in a list to the item of that id. Where there is no such
/// thing, the line of the last that was found.
pub(super) fn line_of(text: &str, path: &[&str]) -> usize {
    let root = crate::yaml_tree::read(text, 1, crate::yaml_tree::OF_FILE);
    root.map_or(1, |root| line_in(&root, path))
}

/// The same in a file that is read already.
pub(super) fn line_in(root: &Node, path: &[&str]) -> usize {
    let (mut at, mut line) = (root, 1);
    for step in path {
        let found = match at {
            Node::Map { pairs, .. } => {
                pairs.iter().find(|(key, ..)| key == step).map(|(_, line, value)| (value, *line))
            }
            Node::List { items, .. } => items.iter().find(|item| is_called(item, step)).map(|item| (item, item.line())),
            _ => None,
        };
        let Some((below, at_line)) = found else { break };
        (at, line) = (below, at_line);
    }
    line
}

fn is_called(item: &Node, id: &str) -> bool {
    let Node::Map { pairs, .. } = item else { return false };
    pairs.iter().any(|(key, _, value)| key == "id" && matches!(value, Node::Text { text, .. } if text == id))
}
