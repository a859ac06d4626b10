//! Words that are not the field's: those that carry no meaning, and those of everyday life.

use std::collections::BTreeMap;

use crate::language::Language;
use crate::text;

/// Which languages a word is at home in: one bit for each.
type Languages = u8;

/// The lists that ship, looked up by folded word.
pub(super) struct EverydayWords {
    stop: BTreeMap<String, Languages>,
    common: BTreeMap<String, Languages>,
}

const STOP: [&str; 4] = [
    include_str!("words/stop.en.txt"),
    include_str!("words/stop.nl.txt"),
    include_str!("words/stop.de.txt"),
    include_str!("words/stop.fr.txt"),
];
const COMMON: [&str; 4] = [
    include_str!("words/common.en.txt"),
    include_str!("words/common.nl.txt"),
    include_str!("words/common.de.txt"),
    include_str!("words/common.fr.txt"),
];

impl EverydayWords {
    pub(super) fn new() -> Self {
        Self { stop: read(STOP), common: read(COMMON) }
    }

    /// True for words such as `the` or `waarom` in that language; without one, in any.
    pub(super) fn is_stop(&self, word: &str, language: Option<Language>) -> bool {
        self.stop.get(word).is_some_and(|languages| match language {
            Some(language) => languages & bit(language) != 0,
            None => true,
        })
    }

    /// The languages that have the word, without meaning or with.
    pub(super) fn languages(&self, word: &str) -> impl Iterator<Item = Language> {
        let bits =
            self.stop.get(word).copied().unwrap_or_default() | self.common.get(word).copied().unwrap_or_default();
        Language::ALL.into_iter().filter(move |language| bits & bit(*language) != 0)
    }

    /// All words, in order.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.stop.keys().chain(self.common.keys()).map(String::as_str)
    }
}

fn bit(language: Language) -> Languages {
    1 << language as u8
}

fn read(lists: [&str; 4]) -> BTreeMap<String, Languages> {
    let mut words = BTreeMap::new();
    for (language, list) in Language::ALL.into_iter().zip(lists) {
        for word in list.split_whitespace().flat_map(text::words) {
            *words.entry(word).or_default() |= bit(language);
        }
    }
    words
}
