//! Receipts: what an answer can be held to later. A receipt names an entry, a section and the hash of the words that were
//! served, as in `travel-devices#take-a-clean-device@4f9e2c71ab`.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use similar::{ChangeTag, TextDiff};

use crate::ids::{EntryId, SectionId};
use crate::knowledge::KnowledgeBase;
use crate::knowledge::entry::{Entry, HASH_CHARS, Section, is_slug};
use crate::language::Language;

/// Names the passage that was served. Made by [`Receipt::of`], read back from what people type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Receipt {
    pub entry: EntryId,
    pub section: SectionId,
    /// As [`Section::hash`] makes it: of the words in the language in which they were served.
    pub hash: String,
}

/// A passage as it was served. The store keeps each once, by its receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    pub receipt: Receipt,
    pub language: Language,
    pub heading: String,
    pub text: String,
}

/// What has become of a passage since it was served.
#[derive(Clone, Debug, PartialEq)]
pub enum Verification<'a> {
    /// The words stand as they were served.
    Current { entry: &'a Entry, section: &'a Section },
    /// They have changed; `changes` is empty where the words of then are not kept here.
    Changed { entry: &'a Entry, section: &'a Section, changes: Vec<Change> },
    /// The entry, or the section, is served no more.
    Withdrawn,
    /// There never was such an entry here.
    NeverThere,
}

/// One place where the words have changed, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What stood there; empty where words were added.
    pub was: String,
    /// What stands there; empty where words were taken out.
    pub is: String,
}

/// Text that is no receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a receipt looks like travel-devices#take-a-clean-device@4f9e2c71ab")]
pub struct NoReceipt;

impl Receipt {
    /// The receipt of a section of that entry.
    pub fn of(entry: &EntryId, section: &Section) -> Self {
        Self { entry: entry.clone(), section: section.id.clone(), hash: section.hash() }
    }

    /// The first receipt in a text.
    pub fn find(text: &str) -> Option<Self> {
        // People copy the quotes and full stops around it, too.
        text.split_whitespace()
            .find_map(|word| word.trim_matches(|letter: char| !letter.is_ascii_alphanumeric()).parse().ok())
    }
}

impl FromStr for Receipt {
    type Err = NoReceipt;

    fn from_str(text: &str) -> Result<Self, NoReceipt> {
        let (entry, rest) = text.split_once('#').ok_or(NoReceipt)?;
        let (section, hash) = rest.split_once('@').ok_or(NoReceipt)?;
        let hash = hash.to_ascii_lowercase();
        let is_hash = hash.len() == HASH_CHARS && hash.bytes().all(|digit| digit.is_ascii_hexdigit());
        if !is_hash || !is_slug(entry) || !is_slug(section) {
            return Err(NoReceipt);
        }
        Ok(Self { entry: EntryId::new(entry), section: SectionId::new(section), hash })
    }
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}@{}", self.entry, self.section, self.hash)
    }
}

/// Compares a receipt with what is served today. `kept` is the passage as it was served, where the store has it.
pub fn verify<'a>(
    knowledge: &'a KnowledgeBase,
    receipt: &Receipt,
    kept: Option<&Served>,
    today: Date,
) -> Verification<'a> {
    let files = || knowledge.entries().filter(|entry| entry.id == receipt.entry);
    if files().next().is_none() && kept.is_none() {
        return Verification::NeverThere;
    }
    let holding = || files().filter(|entry| entry.holds_on(today));
    let as_served = holding().find_map(|entry| {
        Some((entry, entry.section(&receipt.section).filter(|section| section.hash() == receipt.hash)?))
    });
    if let Some((entry, section)) = as_served {
        return Verification::Current { entry, section };
    }
    // In the language of then, as far as that is known; English comes first otherwise.
    let language = kept.map_or(Language::En, |kept| kept.language);
    let in_language = |language| holding().find(move |entry| entry.language == language);
    let now = in_language(language).or_else(|| in_language(Language::En));
    let now = now.and_then(|entry| Some((entry, entry.section(&receipt.section)?)));
    match now {
        Some((entry, section)) => {
            let changes = kept.filter(|kept| kept.language == entry.language).map(|kept| changes(kept, section));
            Verification::Changed { entry, section, changes: changes.unwrap_or_default() }
        }
        None => Verification::Withdrawn,
    }
}

/// Word by word, heading and text; what stands next to each other is one change.
fn changes(then: &Served, now: &Section) -> Vec<Change> {
    let (then, now) = (format!("{}\n\n{}", then.heading, then.text), format!("{}\n\n{}", now.heading, now.text));
    let diff = TextDiff::from_words(&then, &now);
    let mut changes: Vec<Change> = Vec::new();
    let mut is_open = false;
    for part in diff.iter_all_changes() {
        let blank = part.value().trim().is_empty();
        match part.tag() {
            // A single blank between two changed words is part of the change.
            ChangeTag::Equal => is_open = is_open && blank,
            tag => {
                if !is_open {
                    changes.push(Change { was: String::new(), is: String::new() });
                    is_open = true;
                }
                if let Some(change) = changes.last_mut() {
                    let side = if tag == ChangeTag::Delete { &mut change.was } else { &mut change.is };
                    if !side.is_empty() && !blank {
                        side.push(' ');
                    }
                    side.push_str(part.value().trim());
                }
            }
        }
    }
    changes.retain(|change| change.was != change.is);
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Lexicon;
    use crate::knowledge::entry::{Page, parse, tests::FILE};

    const PATH: &str = "knowledge-base/entries/partners/csc.en.md";
    const TODAY: Date = jiff::civil::date(2026, 11, 25);

    fn knowledge(file: &str) -> KnowledgeBase {
        let page = parse(PATH, &file.replace("related: [hiring]", "related: []")).expect("the file is right");
        KnowledgeBase::new(vec![page], &Lexicon::default()).expect("it stands alone")
    }

    fn served() -> Served {
        let Ok(Page::Entry(entry)) = parse(PATH, FILE) else { panic!("the file is right") };
        let section = &entry.sections[1];
        let receipt = Receipt::of(&entry.id, section);
        Served { receipt, language: Language::En, heading: section.heading.clone(), text: section.text.clone() }
    }

    #[test]
    fn a_receipt_is_read_back_from_what_people_paste() {
        let receipt = served().receipt;
        for around in ["{}", "receipt `{}`.", "is this still so: “{}”?", "({})\nthanks"] {
            assert_eq!(Receipt::find(&around.replace("{}", &receipt.to_string())), Some(receipt.clone()), "{around}");
        }
        for not in ["", "csc#next", "csc#next@12", "csc@0123456789#next", "C S#C@0123456789", "csc#next@zzzzzzzzzz"] {
            assert_eq!(Receipt::find(not), None, "{not}");
        }
    }

    #[test]
    fn what_stands_is_current_and_what_changed_is_told_word_for_word() {
        let (served, then) = (served(), knowledge(FILE));
        let current = verify(&then, &served.receipt, None, TODAY);
        assert!(
            matches!(current, Verification::Current { section, .. } if section.id.as_str() == "next"),
            "{current:?}"
        );
        let now = knowledge(&FILE.replace("Ask **your** contact point.", "Ask **your** own desk first."));
        let Verification::Changed { changes, .. } = verify(&now, &served.receipt, Some(&served), TODAY) else {
            panic!("the words have changed")
        };
        let expected = Change { was: "contact point.".to_owned(), is: "own desk first.".to_owned() };
        assert_eq!(changes, [expected]);
        let Verification::Changed { changes, .. } = verify(&now, &served.receipt, None, TODAY) else {
            panic!("changed")
        };
        assert!(changes.is_empty(), "nobody kept the words of then");
    }

    #[test]
    fn what_is_served_no_more_is_withdrawn() {
        let served = served();
        for file in [
            String::from(FILE).replace("status: published", "status: withdrawn"),
            FILE.replace("status: published", "status: published\nvalid_to: 2026-11-24"),
            FILE.replace("{#next}", "{#after}"),
        ] {
            assert_eq!(verify(&knowledge(&file), &served.receipt, Some(&served), TODAY), Verification::Withdrawn);
        }
        let other: Receipt = "travel#next@0123456789".parse().expect("a receipt");
        assert_eq!(verify(&knowledge(FILE), &other, None, TODAY), Verification::NeverThere);
    }
}
