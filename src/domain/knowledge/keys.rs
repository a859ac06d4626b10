//! Which keys a file may have, and how much may stand behind them: what the check reads by and schemas are made from.

/// A key that a file may have: its name, whether the file must have it, and what it is, for an editor's program.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    pub name: &'static str,
    pub is_required: bool,
    pub about: &'static str,
}

const fn key(name: &'static str, about: &'static str) -> Key {
    Key { name, is_required: true, about }
}

const fn optional(name: &'static str, about: &'static str) -> Key {
    Key { name, is_required: false, about }
}

/// Of an English file.
pub const ENTRY_KEYS: [Key; 11] = [
    key("title", "What the entry answers, in the asker's words. Shown as a choice."),
    key("asks", "How people ask for it, for each language. What counts is breadth."),
    key("owner", "The team that answers for the content, such as export-control."),
    key("last_reviewed_on", "The day on which somebody last checked the facts against the sources."),
    key("review_in", "How long the review holds: 3 months for what is moving, 6 usually, 12 for what is stable."),
    key("jurisdiction", "Where it holds: int is everywhere."),
    key("sources", "The public pages that the facts come from."),
    key("status", "draft is seen by nobody; withdrawn is no longer said."),
    optional("valid_from", "The first day on which it holds."),
    optional("valid_to", "The last day on which it holds."),
    key("related", "Ids of entries to read next; [] if there are none."),
];
/// Of a translation.
pub const TRANSLATION_KEYS: [Key; 3] = [
    key("title", "What the entry answers, in this language. Shown as a choice."),
    optional("asks", "More ways to ask, beside those in the English file."),
    key("translates", "For each section the hash of the English one it was made from; the check tells the hashes."),
];
/// Of one source.
pub const SOURCE_KEYS: [Key; 3] = [
    key("title", "What the page is called and whose it is. Shown as the link's words."),
    key("url", "Its whole address, beginning with https://."),
    optional("as_of", "The date that the page itself speaks of: 2026, 2026-03 or 2026-03-09."),
];
pub const STATUSES: [&str; 3] = ["draft", "published", "withdrawn"];
pub const TITLE_MAX_CHARS: usize = 70;
pub const ASK_MAX_CHARS: usize = 200;
/// By language: en, nl, de, fr.
pub const ASKS_MIN: [usize; 4] = [6, 3, 3, 3];
