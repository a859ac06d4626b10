//! The values behind the keys, each read from the tree and checked.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::entry::{EntrySource, JURISDICTIONS, Lines, ReviewIn, Status, is_slug};
use super::front_matter::names;
use super::keys::{ASK_MAX_CHARS, SOURCE_KEYS, STATUSES, TITLE_MAX_CHARS};
use super::{address, hygiene};
use crate::content::{Rule, short};
use crate::ids::EntryId;
use crate::language::Language;
use crate::mistakes::{Mistakes, did_you_mean};
use crate::yaml_tree::{Keys, Node};

/// A piece of text, not empty.
fn words<'a>(node: &'a Node, what: &str, mistakes: &mut Mistakes<'_>) -> Option<&'a str> {
    match node {
        Node::Text { text, line } if !text.trim().is_empty() => {
            hygiene::check_decoded(text, *line, mistakes);
            Some(text.trim())
        }
        Node::Other { line, text } if !text.is_empty() => {
            mistakes.add(
                Rule::WrongValue,
                *line,
                format!("{what} must be text; put quotes round it: \"{}\"", short(text)),
            );
            None
        }
        other => {
            mistakes.add(
                Rule::WrongValue,
                other.line(),
                format!("{what} must be text and must not be empty: write it"),
            );
            None
        }
    }
}

fn list<'a>(node: &'a Node, what: &str, mistakes: &mut Mistakes<'_>) -> Option<&'a [Node]> {
    match node {
        Node::List { items, .. } => Some(items),
        other => {
            mistakes.add(
                Rule::WrongValue,
                other.line(),
                format!("{what} must be a list: lines that start with `- `, or `[one, two]`"),
            );
            None
        }
    }
}

pub(super) fn title(node: &Node, mistakes: &mut Mistakes<'_>) -> Option<String> {
    let title = words(node, "the title", mistakes)?;
    let length = title.chars().count();
    if length > TITLE_MAX_CHARS {
        mistakes.add(
            Rule::TooLong,
            node.line(),
            format!("the title has {length} characters; at most {TITLE_MAX_CHARS} fit on a button: shorten it"),
        );
    }
    if title.contains('\n') {
        mistakes.add(Rule::WrongValue, node.line(), "the title must be one line: put it all behind `title:`");
    }
    plain_words(title, "the title", node.line(), mistakes);
    Some(title.to_owned())
}

/// Titles stand inside Markdown of the desk: a mark in them would end its emphasis or its link, and begin one of theirs.
fn plain_words(text: &str, what: &str, line: usize, mistakes: &mut Mistakes<'_>) {
    let mark = text.chars().find(|letter| "[]<>*_`\\".contains(*letter));
    let code = text.split('&').skip(1).any(|rest| {
        rest.split_once(';').is_some_and(|(name, _)| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#')
        })
    });
    if let Some(mark) = mark.or(code.then_some('&')) {
        mistakes.add(
            Rule::PlainWords,
            line,
            format!("{what} has a `{mark}`, which is a mark of Markdown or HTML: write plain words"),
        );
    }
}

pub(super) fn asks_by_language(
    node: &Node,
    at_least: [usize; 4],
    lines: &mut Lines,
    mistakes: &mut Mistakes<'_>,
) -> Option<BTreeMap<Language, Vec<String>>> {
    let Node::Map { line, pairs } = node else {
        mistakes.add(
            Rule::WrongValue,
            node.line(),
            "asks must be one list for each language: `en:`, `nl:`, `de:`, `fr:`",
        );
        return None;
    };
    let mut asks: BTreeMap<Language, Vec<String>> = BTreeMap::new();
    let mut languages = BTreeSet::new();
    for (code, code_line, value) in pairs {
        let Ok(asked_in) = code.parse::<Language>() else {
            mistakes.add(
                Rule::WrongValue,
                *code_line,
                format!("`{}` is none of the desk's languages: write en, nl, de or fr", short(code)),
            );
            continue;
        };
        if !languages.insert(asked_in) {
            mistakes.add(
                Rule::DuplicateKey,
                *code_line,
                format!("`{code}` is there twice: put all asks of the language under one"),
            );
        }
        let mut seen = BTreeSet::new();
        for item in list(value, &format!("the asks in `{code}`"), mistakes).unwrap_or_default() {
            let Some(ask) = words(item, "an ask", mistakes) else { continue };
            if ask.chars().count() > ASK_MAX_CHARS {
                mistakes.add(
                    Rule::TooLong,
                    item.line(),
                    format!("an ask has at most {ASK_MAX_CHARS} characters: write it as people would in a chat"),
                );
            }
            if !seen.insert(ask.to_lowercase()) {
                mistakes.add(
                    Rule::DuplicateAsk,
                    item.line(),
                    format!("the ask “{}” is there twice: keep one", short(ask)),
                );
            }
            asks.entry(asked_in).or_default().push(ask.to_owned());
            lines.asks.entry(asked_in).or_default().push(item.line());
        }
    }
    for wanted in Language::ALL {
        let least = at_least[wanted as usize];
        let there = asks.get(&wanted).map_or(0, Vec::len);
        if there < least {
            mistakes.add(
                Rule::TooFewAsks,
                *line,
                format!(
                    "asks in `{wanted}`: {there} of at least {least}. Write how people really ask, in different words"
                ),
            );
        }
    }
    Some(asks)
}

pub(super) fn slug(node: &Node, what: &str, mistakes: &mut Mistakes<'_>) -> Option<String> {
    let text = words(node, what, mistakes)?;
    if !is_slug(text) {
        mistakes.add(
            Rule::WrongValue,
            node.line(),
            format!("{what} `{}` may hold small letters a to z, digits and single hyphens only", short(text)),
        );
        return None;
    }
    Some(text.to_owned())
}

pub(super) fn date(node: &Node, what: &str, mistakes: &mut Mistakes<'_>) -> Option<Date> {
    let (Node::Text { text, .. } | Node::Other { text, .. }) = node else {
        mistakes.add(Rule::WrongValue, node.line(), format!("{what} must be a date: write it such as 2026-11-24"));
        return None;
    };
    match full_date(text) {
        Some(date) => Some(date),
        None => {
            mistakes.add(
                Rule::WrongValue,
                node.line(),
                format!("`{}` is no date: write year-month-day with two digits each, such as 2026-11-24", short(text)),
            );
            None
        }
    }
}

/// `YYYY-MM-DD` and nothing else: the date library reads more forms, which would then stand in files side by side.
fn full_date(text: &str) -> Option<Date> {
    (text.len() == 10 && text.bytes().filter(|byte| *byte == b'-').count() == 2).then(|| text.parse().ok())?
}

pub(super) fn review_in(node: &Node, mistakes: &mut Mistakes<'_>) -> Option<ReviewIn> {
    let text = words(node, "review_in", mistakes)?;
    let months = text.split_once(' ').and_then(|(number, unit)| {
        let number: u16 = number.parse().ok()?;
        match unit {
            "month" | "months" => Some(number),
            "year" | "years" => number.checked_mul(12),
            _ => None,
        }
    });
    match months {
        Some(months @ 1..=60) => Some(ReviewIn { months }),
        _ => {
            mistakes.add(
                Rule::WrongValue,
                node.line(),
                format!("review_in `{}` cannot be read: write `3 months`, `6 months` or `12 months`", short(text)),
            );
            None
        }
    }
}

pub(super) fn jurisdiction(node: &Node, mistakes: &mut Mistakes<'_>) -> Option<Vec<String>> {
    let mut codes = Vec::new();
    for item in list(node, "jurisdiction", mistakes)? {
        let Some(code) = words(item, "a jurisdiction", mistakes) else { continue };
        if !JURISDICTIONS.contains(&code) {
            let hint = did_you_mean(code, JURISDICTIONS);
            mistakes.add(
                Rule::WrongValue,
                item.line(),
                format!("the jurisdiction `{}` is not known{hint} Known: {}", short(code), JURISDICTIONS.join(", ")),
            );
        } else if codes.iter().any(|known| known == code) {
            repeated(code, item.line(), mistakes);
        }
        codes.push(code.to_owned());
    }
    if codes.is_empty() {
        mistakes.add(Rule::WrongValue, node.line(), "name at least one jurisdiction; `[int]` is everywhere");
    }
    Some(codes)
}

pub(super) fn sources(node: &Node, mistakes: &mut Mistakes<'_>) -> Option<Vec<EntrySource>> {
    let items = list(node, "sources", mistakes)?;
    if items.is_empty() {
        mistakes.add(Rule::WrongValue, node.line(), "name at least one source, with `title` and `url`");
    }
    let mut sources: Vec<EntrySource> = Vec::new();
    for item in items {
        let Some(source) = source(item, mistakes) else { continue };
        if sources.iter().any(|other| other.url == source.url) {
            repeated(&source.url, item.line(), mistakes);
        }
        sources.push(source);
    }
    Some(sources)
}

fn repeated(what: &str, line: usize, mistakes: &mut Mistakes<'_>) {
    mistakes.add(Rule::RepeatedValue, line, format!("`{}` is there twice: keep one", short(what)));
}

fn source(node: &Node, mistakes: &mut Mistakes<'_>) -> Option<EntrySource> {
    let mut keys = Keys::of(node, &names(&SOURCE_KEYS), "a source", mistakes)?;
    let title = keys.required("title", mistakes).and_then(|node| {
        let title = words(node, "a source's title", mistakes)?;
        plain_words(title, "a source's title", node.line(), mistakes);
        Some((node.line(), title))
    });
    let url = keys.required("url", mistakes).and_then(|node| {
        let url = words(node, "a source's url", mistakes)?;
        if let Some((rule, message)) = address::wrong(url) {
            mistakes.add(rule, node.line(), message);
        }
        Some(url)
    });
    if let (Some((line, title)), Some(url)) = (title, url)
        && address::passes_for_another(title, url)
    {
        mistakes.add(
            Rule::LookAlikeLink,
            line,
            format!(
                "the source's title looks like an address, and like another one than `{}`: write its name",
                short(url)
            ),
        );
    }
    let as_of = match keys.take("as_of") {
        Some(Node::Text { text, .. } | Node::Other { text, .. }) if is_part_date(text) => Some(text.clone()),
        Some(other) => {
            mistakes.add(Rule::WrongValue, other.line(), "as_of must be a date: write 2026, 2026-03 or 2026-03-09");
            None
        }
        None => None,
    };
    Some(EntrySource { title: title?.1.to_owned(), url: url?.to_owned(), as_of })
}

fn is_part_date(text: &str) -> bool {
    match text.len() {
        4 => full_date(&format!("{text}-01-01")).is_some(),
        7 => full_date(&format!("{text}-01")).is_some(),
        _ => full_date(text).is_some(),
    }
}

pub(super) fn status(node: &Node, mistakes: &mut Mistakes<'_>) -> Option<Status> {
    match words(node, "status", mistakes)? {
        "draft" => Some(Status::Draft),
        "published" => Some(Status::Published),
        "withdrawn" => Some(Status::Withdrawn),
        other => {
            let hint = did_you_mean(other, STATUSES);
            mistakes.add(
                Rule::WrongValue,
                node.line(),
                format!("the status `{}` is not known{hint} Write draft, published or withdrawn", short(other)),
            );
            None
        }
    }
}

pub(super) fn related(node: &Node, lines: &mut Lines, mistakes: &mut Mistakes<'_>) -> Option<Vec<EntryId>> {
    let mut ids = Vec::new();
    for item in list(node, "related", mistakes)? {
        let Some(id) = slug(item, "a related id", mistakes) else { continue };
        if ids.iter().any(|other: &EntryId| other.as_str() == id) {
            repeated(&id, item.line(), mistakes);
        }
        ids.push(EntryId::new(id));
        lines.related.push(item.line());
    }
    Some(ids)
}
