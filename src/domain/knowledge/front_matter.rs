//! The keys between the two `---` lines.
//!
//! Serde stops at its first error, and an editor wants all of them. So the YAML is read into a tree that takes anything and
//! remembers lines, and the tree is checked by hand.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::entry::{EntrySource, JURISDICTIONS, Lines, Mistakes, ReviewIn, Status, did_you_mean, is_slug};
use super::yaml_tree::{self, Node};
use crate::ids::{EntryId, SectionId};
use crate::language::Language;

const KEYS: [&str; 11] = [
    "title",
    "asks",
    "owner",
    "last_reviewed_on",
    "review_in",
    "jurisdiction",
    "sources",
    "status",
    "valid_from",
    "valid_to",
    "related",
];
const TRANSLATION_KEYS: [&str; 3] = ["title", "asks", "translates"];
const SOURCE_KEYS: [&str; 3] = ["title", "url", "as_of"];
const TITLE_MAX_CHARS: usize = 70;
const ASK_MAX_CHARS: usize = 200;
/// By language: en, nl, de, fr.
const ASKS_MIN: [usize; 4] = [6, 3, 3, 3];

pub(super) struct FrontMatter {
    pub title: String,
    pub asks: BTreeMap<Language, Vec<String>>,
    pub owner: String,
    pub last_reviewed_on: Date,
    pub review_in: ReviewIn,
    pub jurisdiction: Vec<String>,
    pub sources: Vec<EntrySource>,
    pub status: Status,
    pub valid_from: Option<Date>,
    pub valid_to: Option<Date>,
    pub related: Vec<EntryId>,
    pub lines: Lines,
}

/// What a translation's file says of itself.
pub(super) struct TranslationFront {
    pub title: String,
    pub asks: BTreeMap<Language, Vec<String>>,
    pub translates: BTreeMap<SectionId, (usize, String)>,
    pub lines: Lines,
}

const WHAT: &str = "the part between the `---` lines";

fn tree(text: &str, first_line: usize, mistakes: &mut Mistakes<'_>) -> Option<Node> {
    yaml_tree::read(text, first_line).map_err(|(line, message)| mistakes.add(line, message)).ok()
}

/// An English file's. `None` when something is missing or cannot be read; then `mistakes` says what.
pub(super) fn read(text: &str, first_line: usize, mistakes: &mut Mistakes<'_>) -> Option<FrontMatter> {
    let root = tree(text, first_line, mistakes)?;
    let mut keys = Keys::of(&root, &KEYS, WHAT, mistakes)?;
    let mut lines = Lines::default();
    // Each is read before any is given up, so that all are checked.
    let title = keys.required("title", mistakes).and_then(|node| {
        lines.title = node.line();
        title(node, mistakes)
    });
    let asks = keys.required("asks", mistakes).and_then(|node| asks_by_language(node, ASKS_MIN, &mut lines, mistakes));
    let owner = keys.required("owner", mistakes).and_then(|node| slug(node, "owner", mistakes));
    let last_reviewed_on =
        keys.required("last_reviewed_on", mistakes).and_then(|node| date(node, "last_reviewed_on", mistakes));
    let review_in = keys.required("review_in", mistakes).and_then(|node| review_in(node, mistakes));
    let jurisdiction = keys.required("jurisdiction", mistakes).and_then(|node| jurisdiction(node, mistakes));
    let sources = keys.required("sources", mistakes).and_then(|node| sources(node, mistakes));
    let status = keys.required("status", mistakes).and_then(|node| status(node, mistakes));
    let valid_from = keys.take("valid_from").map(|node| (node.line(), date(node, "valid_from", mistakes)));
    let valid_to = keys.take("valid_to").map(|node| (node.line(), date(node, "valid_to", mistakes)));
    if let (Some((_, Some(from))), Some((line, Some(to)))) = (&valid_from, &valid_to)
        && to < from
    {
        mistakes.add(*line, format!("valid_to {to} is before valid_from {from}: the entry would never hold"));
    }
    let related = keys.required("related", mistakes).and_then(|node| related(node, &mut lines, mistakes));
    Some(FrontMatter {
        title: title?,
        asks: asks?,
        owner: owner?,
        last_reviewed_on: last_reviewed_on?,
        review_in: review_in?,
        jurisdiction: jurisdiction?,
        sources: sources?,
        status: status?,
        valid_from: valid_from.and_then(|(_, date)| date),
        valid_to: valid_to.and_then(|(_, date)| date),
        related: related?,
        lines,
    })
}

/// A translation's.
pub(super) fn read_translation(text: &str, first_line: usize, mistakes: &mut Mistakes<'_>) -> Option<TranslationFront> {
    let root = tree(text, first_line, mistakes)?;
    if let Node::Map { pairs, .. } = &root {
        for (key, line, _) in pairs.iter().filter(|(key, _, _)| !TRANSLATION_KEYS.contains(&key.as_str())) {
            if KEYS.contains(&key.as_str()) {
                mistakes.add(
                    *line,
                    format!("`{key}` stands in the English file and holds for its translations, too: remove it here"),
                );
            }
        }
    }
    let known: Vec<&str> = TRANSLATION_KEYS.into_iter().chain(KEYS).collect();
    let mut keys = Keys::of(&root, &known, WHAT, mistakes)?;
    let mut lines = Lines::default();
    let title = keys.required("title", mistakes).and_then(|node| {
        lines.title = node.line();
        title(node, mistakes)
    });
    // A translation is found by the asks of the English file; it may add some.
    let asks = match keys.take("asks") {
        Some(node) => asks_by_language(node, [0; 4], &mut lines, mistakes),
        None => Some(BTreeMap::new()),
    };
    let translates = keys.required("translates", mistakes).and_then(|node| translates(node, mistakes));
    Some(TranslationFront { title: title?, asks: asks?, translates: translates?, lines })
}

/// Section → hash. What the hashes must be shows when the English file is beside it.
fn translates(node: &Node, mistakes: &mut Mistakes<'_>) -> Option<BTreeMap<SectionId, (usize, String)>> {
    let Node::Map { pairs, .. } = node else {
        mistakes.add(
            node.line(),
            "translates must name each English section and the hash it was made from: `section: hash`; `fairway check` \
             tells the hashes",
        );
        return None;
    };
    let mut hashes = BTreeMap::new();
    for (section, line, value) in pairs {
        let hash = match value {
            Node::Text { text, .. } | Node::Other { text, .. } => text.trim().to_owned(),
            Node::List { .. } | Node::Map { .. } => String::new(),
        };
        if hashes.insert(SectionId::new(section), (*line, hash)).is_some() {
            mistakes.add(*line, format!("the section `{section}` is there twice: keep one"));
        }
    }
    Some(hashes)
}

/// The keys of one map, each known and there once.
struct Keys<'a> {
    line: usize,
    found: BTreeMap<&'a str, &'a Node>,
}

impl<'a> Keys<'a> {
    fn of(node: &'a Node, known: &[&str], what: &str, mistakes: &mut Mistakes<'_>) -> Option<Self> {
        let Node::Map { line, pairs } = node else {
            mistakes.add(node.line(), format!("{what} must be keys with values: {}", known.join(", ")));
            return None;
        };
        let mut found = BTreeMap::new();
        for (key, key_line, value) in pairs {
            if !known.contains(&key.as_str()) {
                let hint = did_you_mean(key, known.iter().copied());
                mistakes.add(
                    *key_line,
                    format!("the key `{key}` is not known here{hint} Known keys: {}", known.join(", ")),
                );
            } else if found.insert(key.as_str(), value).is_some() {
                mistakes.add(*key_line, format!("the key `{key}` is there twice: keep one"));
            }
        }
        Some(Self { line: *line, found })
    }

    fn take(&mut self, key: &str) -> Option<&'a Node> {
        self.found.remove(key)
    }

    fn required(&mut self, key: &str, mistakes: &mut Mistakes<'_>) -> Option<&'a Node> {
        let node = self.take(key);
        if node.is_none() {
            mistakes.add(self.line, format!("the key `{key}` is missing: add a line `{key}: …`"));
        }
        node
    }
}

/// A piece of text, not empty.
fn words<'a>(node: &'a Node, what: &str, mistakes: &mut Mistakes<'_>) -> Option<&'a str> {
    match node {
        Node::Text { text, .. } if !text.trim().is_empty() => Some(text.trim()),
        Node::Other { line, text } if !text.is_empty() => {
            mistakes.add(*line, format!("{what} must be text; put quotes round it: \"{text}\""));
            None
        }
        other => {
            mistakes.add(other.line(), format!("{what} must be text and must not be empty"));
            None
        }
    }
}

fn list<'a>(node: &'a Node, what: &str, mistakes: &mut Mistakes<'_>) -> Option<&'a [Node]> {
    match node {
        Node::List { items, .. } => Some(items),
        other => {
            mistakes.add(other.line(), format!("{what} must be a list: lines that start with `- `, or `[one, two]`"));
            None
        }
    }
}

fn title(node: &Node, mistakes: &mut Mistakes<'_>) -> Option<String> {
    let title = words(node, "the title", mistakes)?;
    let length = title.chars().count();
    if length > TITLE_MAX_CHARS {
        mistakes
            .add(node.line(), format!("the title has {length} characters; at most {TITLE_MAX_CHARS} fit on a button"));
    }
    if title.contains('\n') {
        mistakes.add(node.line(), "the title must be one line");
    }
    Some(title.to_owned())
}

fn asks_by_language(
    node: &Node,
    at_least: [usize; 4],
    lines: &mut Lines,
    mistakes: &mut Mistakes<'_>,
) -> Option<BTreeMap<Language, Vec<String>>> {
    let Node::Map { line, pairs } = node else {
        mistakes.add(node.line(), "asks must be one list for each language: `en:`, `nl:`, `de:`, `fr:`");
        return None;
    };
    let mut asks: BTreeMap<Language, Vec<String>> = BTreeMap::new();
    for (code, code_line, value) in pairs {
        let Ok(asked_in) = code.parse::<Language>() else {
            mistakes.add(*code_line, format!("`{code}` is none of the desk's languages: write en, nl, de or fr"));
            continue;
        };
        let mut seen = Vec::new();
        for item in list(value, &format!("the asks in `{code}`"), mistakes).unwrap_or_default() {
            let Some(ask) = words(item, "an ask", mistakes) else { continue };
            if ask.chars().count() > ASK_MAX_CHARS {
                mistakes.add(
                    item.line(),
                    format!("an ask has at most {ASK_MAX_CHARS} characters: write it as people would in a chat"),
                );
            }
            if seen.contains(&ask.to_lowercase()) {
                mistakes.add(item.line(), format!("the ask “{ask}” is there twice: keep one"));
            }
            seen.push(ask.to_lowercase());
            asks.entry(asked_in).or_default().push(ask.to_owned());
            lines.asks.entry(asked_in).or_default().push(item.line());
        }
    }
    for wanted in Language::ALL {
        let least = at_least[wanted as usize];
        let there = asks.get(&wanted).map_or(0, Vec::len);
        if there < least {
            mistakes.add(
                *line,
                format!(
                    "asks in `{wanted}`: {there} of at least {least}. Write how people really ask, in different words"
                ),
            );
        }
    }
    Some(asks)
}

fn slug(node: &Node, what: &str, mistakes: &mut Mistakes<'_>) -> Option<String> {
    let text = words(node, what, mistakes)?;
    if !is_slug(text) {
        mistakes
            .add(node.line(), format!("{what} `{text}` may hold small letters a to z, digits and single hyphens only"));
        return None;
    }
    Some(text.to_owned())
}

fn date(node: &Node, what: &str, mistakes: &mut Mistakes<'_>) -> Option<Date> {
    let (Node::Text { text, .. } | Node::Other { text, .. }) = node else {
        mistakes.add(node.line(), format!("{what} must be a date such as 2026-11-24"));
        return None;
    };
    match full_date(text) {
        Some(date) => Some(date),
        None => {
            mistakes.add(
                node.line(),
                format!("`{text}` is no date: write year-month-day with two digits each, such as 2026-11-24"),
            );
            None
        }
    }
}

/// `YYYY-MM-DD` and nothing else: the date library reads more forms, which would then stand in files side by side.
fn full_date(text: &str) -> Option<Date> {
    (text.len() == 10 && text.bytes().filter(|byte| *byte == b'-').count() == 2).then(|| text.parse().ok())?
}

fn review_in(node: &Node, mistakes: &mut Mistakes<'_>) -> Option<ReviewIn> {
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
                node.line(),
                format!("review_in `{text}` cannot be read: write `3 months`, `6 months` or `12 months`"),
            );
            None
        }
    }
}

fn jurisdiction(node: &Node, mistakes: &mut Mistakes<'_>) -> Option<Vec<String>> {
    let mut codes = Vec::new();
    for item in list(node, "jurisdiction", mistakes)? {
        let Some(code) = words(item, "a jurisdiction", mistakes) else { continue };
        if !JURISDICTIONS.contains(&code) {
            let hint = did_you_mean(code, JURISDICTIONS);
            mistakes.add(
                item.line(),
                format!("the jurisdiction `{code}` is not known{hint} Known: {}", JURISDICTIONS.join(", ")),
            );
        }
        codes.push(code.to_owned());
    }
    if codes.is_empty() {
        mistakes.add(node.line(), "name at least one jurisdiction; `[int]` is everywhere");
    }
    Some(codes)
}

fn sources(node: &Node, mistakes: &mut Mistakes<'_>) -> Option<Vec<EntrySource>> {
    let items = list(node, "sources", mistakes)?;
    if items.is_empty() {
        mistakes.add(node.line(), "name at least one source, with `title` and `url`");
    }
    Some(items.iter().filter_map(|item| source(item, mistakes)).collect())
}

fn source(node: &Node, mistakes: &mut Mistakes<'_>) -> Option<EntrySource> {
    let mut keys = Keys::of(node, &SOURCE_KEYS, "a source", mistakes)?;
    let title = keys.required("title", mistakes).and_then(|node| words(node, "a source's title", mistakes));
    let url = keys.required("url", mistakes).and_then(|node| {
        let url = words(node, "a source's url", mistakes)?;
        if !is_web_address(url) {
            mistakes.add(node.line(), format!("`{url}` is no web address: write it in full, starting with https://"));
        }
        Some(url)
    });
    let as_of = match keys.take("as_of") {
        Some(Node::Text { text, .. } | Node::Other { text, .. }) if is_part_date(text) => Some(text.clone()),
        Some(other) => {
            mistakes.add(other.line(), "as_of must be a date: 2026, 2026-03 or 2026-03-09");
            None
        }
        None => None,
    };
    Some(EntrySource { title: title?.to_owned(), url: url?.to_owned(), as_of })
}

pub(super) fn is_web_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        && !url.chars().any(|character| character.is_whitespace() || "<>\"`".contains(character))
}

fn is_part_date(text: &str) -> bool {
    match text.len() {
        4 => full_date(&format!("{text}-01-01")).is_some(),
        7 => full_date(&format!("{text}-01")).is_some(),
        _ => full_date(text).is_some(),
    }
}

fn status(node: &Node, mistakes: &mut Mistakes<'_>) -> Option<Status> {
    const KNOWN: [&str; 3] = ["draft", "published", "withdrawn"];
    match words(node, "status", mistakes)? {
        "draft" => Some(Status::Draft),
        "published" => Some(Status::Published),
        "withdrawn" => Some(Status::Withdrawn),
        other => {
            let hint = did_you_mean(other, KNOWN);
            mistakes.add(
                node.line(),
                format!("the status `{other}` is not known{hint} Write draft, published or withdrawn"),
            );
            None
        }
    }
}

fn related(node: &Node, lines: &mut Lines, mistakes: &mut Mistakes<'_>) -> Option<Vec<EntryId>> {
    let mut ids = Vec::new();
    for item in list(node, "related", mistakes)? {
        let Some(id) = slug(item, "a related id", mistakes) else { continue };
        ids.push(EntryId::new(id));
        lines.related.push(item.line());
    }
    Some(ids)
}
