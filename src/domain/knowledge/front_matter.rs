//! The keys between the two `---` lines.
//!
//! Serde stops at its first error, and an editor wants all of them. So the YAML is read into a tree that takes anything and
//! remembers lines, and the tree is checked by hand.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::entry::{EntrySource, Lines, ReviewIn, Status};
use super::keys::{ASKS_MIN, ENTRY_KEYS, Key, TRANSLATION_KEYS};
use super::values::{asks_by_language, date, jurisdiction, related, review_in, slug, sources, status, title};
use crate::content::{Rule, short};
use crate::ids::{EntryId, SectionId};
use crate::language::Language;
use crate::mistakes::Mistakes;
use crate::yaml_tree::{self, Keys, Node, OF_PAGE};

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
    yaml_tree::read(text, first_line, OF_PAGE).map_err(|(line, rule, message)| mistakes.add(rule, line, message)).ok()
}

/// An English file's. `None` when something is missing or cannot be read; then `mistakes` says what.
pub(super) fn read(text: &str, first_line: usize, mistakes: &mut Mistakes<'_>) -> Option<FrontMatter> {
    let root = tree(text, first_line, mistakes)?;
    let mut keys = Keys::of(&root, &names(&ENTRY_KEYS), WHAT, mistakes)?;
    let mut lines = Lines::default();
    // Each is read before any is given up, so that all are checked.
    let title = keys.required("title", mistakes).and_then(|node| {
        lines.title = node.line();
        title(node, mistakes)
    });
    let asks = keys.required("asks", mistakes).and_then(|node| asks_by_language(node, ASKS_MIN, &mut lines, mistakes));
    let owner = keys.required("owner", mistakes).and_then(|node| slug(node, "owner", mistakes));
    let last_reviewed_on = keys.required("last_reviewed_on", mistakes).and_then(|node| {
        lines.last_reviewed_on = node.line();
        date(node, "last_reviewed_on", mistakes)
    });
    let review_in = keys.required("review_in", mistakes).and_then(|node| review_in(node, mistakes));
    let jurisdiction = keys.required("jurisdiction", mistakes).and_then(|node| jurisdiction(node, mistakes));
    let sources = keys.required("sources", mistakes).and_then(|node| sources(node, mistakes));
    let status = keys.required("status", mistakes).and_then(|node| status(node, mistakes));
    let valid_from = keys.take("valid_from").map(|node| (node.line(), date(node, "valid_from", mistakes)));
    let valid_to = keys.take("valid_to").map(|node| (node.line(), date(node, "valid_to", mistakes)));
    if let (Some((_, Some(from))), Some((line, Some(to)))) = (&valid_from, &valid_to)
        && to < from
    {
        mistakes.add(
            Rule::NeverHolds,
            *line,
            format!("valid_to {to} is before valid_from {from}, so the entry would never hold: correct one of them"),
        );
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
    let entry_keys = names(&ENTRY_KEYS);
    let own_keys = names(&TRANSLATION_KEYS);
    if let Node::Map { pairs, .. } = &root {
        let is_english = |key: &str| entry_keys.contains(&key) && !own_keys.contains(&key);
        for (key, line, _) in pairs.iter().filter(|(key, _, _)| is_english(key)) {
            mistakes.add(
                Rule::EnglishOnlyKey,
                *line,
                format!("`{key}` stands in the English file and holds for its translations, too: remove it here"),
            );
        }
    }
    let known: Vec<&str> = own_keys.into_iter().chain(entry_keys).collect();
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
            Rule::WrongValue,
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
            mistakes.add(
                Rule::DuplicateKey,
                *line,
                format!("the section `{}` is there twice: keep one", short(section)),
            );
        }
    }
    Some(hashes)
}

pub(super) fn names(keys: &[Key]) -> Vec<&'static str> {
    keys.iter().map(|key| key.name).collect()
}
