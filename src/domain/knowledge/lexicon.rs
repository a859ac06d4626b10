//! Word lists: which words of the pages a question's words stand for. They let a question in one language find a page in
//! another, and everyday words find the field's.

use std::collections::BTreeMap;

use super::index::Index;
use crate::content::ContentError;
use crate::language::Language;
use crate::text::{self, Stemmers};

/// The word lists of `knowledge-base/words/<lang>.tsv`: a word, a tab, and the English words it stands for.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// For each language: folded word → folded English words.
    words: [BTreeMap<String, Vec<String>>; 4],
}

/// More would match everything.
const MEANINGS_MAX: usize = 6;

impl Lexicon {
    /// Reads one language's list. Every mistake is reported.
    pub fn add(&mut self, path: &str, language: Language, text: &str) -> Result<(), Vec<ContentError>> {
        let mut mistakes = Vec::new();
        let of_language = &mut self.words[language as usize];
        for (at, row) in text.lines().enumerate().filter(|(_, row)| !row.trim().is_empty() && !row.starts_with('#')) {
            let mut wrong = |message: &str| mistakes.push(ContentError::new(path, at + 1, message));
            let Some((word, meanings)) = row.split_once('\t') else {
                wrong("write a word, a tab, and the English words it stands for");
                continue;
            };
            let (word, meanings) = (text::words(word), text::words(meanings));
            if word.is_empty() || meanings.is_empty() || meanings.len() > MEANINGS_MAX {
                wrong("write one word, a tab, and one to six English words it stands for");
                continue;
            }
            // `e-mail` is two words to search; what they stand for together would be found by each alone.
            if let [word] = word.as_slice() {
                of_language.entry(word.clone()).or_default().extend(meanings);
            }
        }
        if mistakes.is_empty() { Ok(()) } else { Err(mistakes) }
    }

    /// All words that are explained, in order of language.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().flat_map(BTreeMap::keys).map(String::as_str)
    }
}

/// The word lists as search uses them: for each language, the stem of a word → terms of the index.
#[derive(Debug)]
pub(super) struct Meanings([BTreeMap<String, Vec<u32>>; 4]);

impl Meanings {
    pub(super) fn new(lexicon: &Lexicon, stemmers: &Stemmers, index: &Index) -> Self {
        Self(Language::ALL.map(|language| {
            let mut by_stem: BTreeMap<String, Vec<u32>> = BTreeMap::new();
            for (word, meanings) in &lexicon.words[language as usize] {
                let terms =
                    meanings.iter().filter_map(|word| index.term(Language::En, &stemmers.stem(Language::En, word)));
                let of_stem = by_stem.entry(stemmers.stem(language, word).into_owned()).or_default();
                of_stem.extend(terms);
                of_stem.sort_unstable();
                of_stem.dedup();
            }
            by_stem
        }))
    }

    /// The English terms that a stem of that language stands for.
    pub(super) fn of(&self, language: Language, stem: &str) -> &[u32] {
        self.0[language as usize].get(stem).map_or(&[], Vec::as_slice)
    }
}
