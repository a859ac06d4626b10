//! What search looks things up in. Built once from the published entries; never changes.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, DefaultHasher};

use jiff::civil::Date;

use super::entry::{Entry, Status};
use super::gram_index::{GramBuilder, GramIndex};
use super::vocabulary::EverydayWords;
use crate::ids::{EntryId, SectionId};
use crate::language::Language;
use crate::text::{self, Stemmers};

/// A map that is only looked up in, never walked through: its order would be nobody's.
type Lookup<V> = HashMap<Box<str>, V, BuildHasherDefault<DefaultHasher>>;

/// How much a word counts for an entry, by where it stands.
const TITLE_WEIGHT: f32 = 2.0;
pub(super) const ASK_WEIGHT: f32 = 1.0;
const HEADING_WEIGHT: f32 = 1.0;
const TEXT_WEIGHT: f32 = 0.6;

/// The searched form of one entry in all its languages.
#[derive(Debug)]
pub(super) struct Doc {
    pub id: EntryId,
    /// The first and the last day on which it holds, where there are such.
    pub holds: (Option<Date>, Option<Date>),
    /// Codes of the places where it holds.
    pub holds_in: Vec<String>,
    /// For each language that has a file of its own: the sections' words.
    pub sections: Vec<(Language, Vec<SectionWords>)>,
}

impl Doc {
    /// True without a day: then all that is published counts.
    pub(super) fn holds_on(&self, day: Option<Date>) -> bool {
        let (from, to) = self.holds;
        day.is_none_or(|day| from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to))
    }
}

/// The words of one section, to choose among the sections of an entry.
#[derive(Debug)]
pub(super) struct SectionWords {
    pub id: SectionId,
    /// Term → weight, by term.
    pub terms: Vec<(u32, f32)>,
}

/// One ask of one entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct AskRef {
    pub doc: u32,
    pub language: Language,
    /// Its place among the entry's asks in that language.
    pub at: u32,
}

#[derive(Debug)]
pub(super) struct Index {
    /// In order of id.
    pub docs: Vec<Doc>,
    /// For each language: stem → term.
    terms: [Lookup<u32>; 4],
    /// Term → where its postings start; one more than there are terms.
    posting_starts: Vec<u32>,
    /// Entry and weighted count, in order of entry.
    postings: Vec<(u32, f32)>,
    /// For each entry and language: weighted number of words, divided by the language's mean.
    lengths: Vec<[f32; 4]>,
    pub grams: GramIndex,
}

impl Index {
    pub(super) fn new(
        entries: &[Entry],
        everyday: &EverydayWords,
        stemmers: &Stemmers,
    ) -> (Self, BTreeMap<String, u32>) {
        let mut builder = Builder { everyday, stemmers, index: Tables::default() };
        let mut docs: Vec<Doc> = Vec::new();
        let mut grams = GramBuilder::default();
        let mut at = 0;
        while let Some(entry) = entries.get(at) {
            let files = entries[at..].iter().take_while(|other| other.id == entry.id).count();
            let published: Vec<&Entry> =
                entries[at..at + files].iter().filter(|file| file.status == Status::Published).collect();
            at += files;
            if !published.is_empty() {
                let doc = docs.len() as u32;
                let sections = published.iter().map(|file| (file.language, builder.add(doc, file))).collect();
                let (holds, holds_in) = ((entry.valid_from, entry.valid_to), entry.jurisdiction.clone());
                docs.push(Doc { id: entry.id.clone(), holds, holds_in, sections });
                grams.add(&published);
            }
        }
        let grams = grams.build();
        let Tables { terms, mut by_term, mut lengths, counted, .. } = builder.index;
        for language in Language::ALL {
            let there: Vec<f32> =
                lengths.iter().map(|of| of[language as usize]).filter(|length| *length > 0.0).collect();
            let mean = (there.iter().sum::<f32>() / there.len().max(1) as f32).max(1.0);
            lengths.iter_mut().for_each(|of| of[language as usize] /= mean);
        }
        let mut posting_starts = Vec::with_capacity(by_term.len() + 1);
        let mut postings = Vec::with_capacity(by_term.iter().map(Vec::len).sum());
        for of_term in &mut by_term {
            posting_starts.push(postings.len() as u32);
            postings.append(of_term);
        }
        posting_starts.push(postings.len() as u32);
        // In order of words from here on.
        let counted = counted.into_iter().map(|(word, (entries, _))| (word.into_string(), entries)).collect();
        (Self { docs, terms, posting_starts, postings, lengths, grams }, counted)
    }

    pub(super) fn term(&self, language: Language, stem: &str) -> Option<u32> {
        self.terms[language as usize].get(stem).copied()
    }

    /// Entries that have the term, each with its weighted count.
    pub(super) fn postings(&self, term: u32) -> &[(u32, f32)] {
        &self.postings[self.posting_starts[term as usize] as usize..self.posting_starts[term as usize + 1] as usize]
    }

    /// How long the entry is in that language; 1 is the mean.
    pub(super) fn length(&self, doc: u32, language: Language) -> f32 {
        self.lengths[doc as usize][language as usize]
    }
}

#[derive(Default)]
struct Tables {
    terms: [Lookup<u32>; 4],
    by_term: Vec<Vec<(u32, f32)>>,
    lengths: Vec<[f32; 4]>,
    /// Word → in how many entries, and the last of them.
    counted: Lookup<(u32, u32)>,
}

struct Builder<'a> {
    everyday: &'a EverydayWords,
    stemmers: &'a Stemmers,
    index: Tables,
}

impl Builder<'_> {
    /// Adds one file of an entry; returns its sections' words.
    fn add(&mut self, doc: u32, file: &Entry) -> Vec<SectionWords> {
        if self.index.lengths.len() <= doc as usize {
            self.index.lengths.resize(doc as usize + 1, [0.0; 4]);
        }
        for (language, asks) in &file.asks {
            for ask in asks {
                self.words(doc, *language, ask, ASK_WEIGHT);
            }
        }
        self.words(doc, file.language, &file.title, TITLE_WEIGHT);
        let mut sections = Vec::with_capacity(file.sections.len());
        for section in &file.sections {
            let mut terms = self.words(doc, file.language, &section.heading, HEADING_WEIGHT);
            terms.extend(self.words(doc, file.language, &section.text, TEXT_WEIGHT));
            terms.sort_by_key(|(term, _)| *term);
            terms.dedup_by(|next, kept| {
                next.0 == kept.0 && {
                    kept.1 += next.1;
                    true
                }
            });
            sections.push(SectionWords { id: section.id.clone(), terms });
        }
        sections
    }

    fn words(&mut self, doc: u32, language: Language, text: &str, weight: f32) -> Vec<(u32, f32)> {
        let mut found = Vec::new();
        for token in text::tokens(text) {
            self.count(doc, &token.word);
            if !token.is_abbreviation && self.everyday.is_stop(&token.word, Some(language)) {
                continue;
            }
            let stem = self.stemmers.stem(language, &token.word);
            let Tables { terms, by_term, lengths, .. } = &mut self.index;
            let terms = &mut terms[language as usize];
            let term = match terms.get(stem.as_ref()) {
                Some(term) => *term,
                None => {
                    let term = by_term.len() as u32;
                    terms.insert(stem.into(), term);
                    by_term.push(Vec::new());
                    term
                }
            };
            match by_term[term as usize].last_mut() {
                Some((last, count)) if *last == doc => *count += weight,
                _ => by_term[term as usize].push((doc, weight)),
            }
            lengths[doc as usize][language as usize] += weight;
            found.push((term, weight));
        }
        found
    }

    fn count(&mut self, doc: u32, word: &str) {
        match self.index.counted.get_mut(word) {
            Some((entries, last)) => {
                *entries += u32::from(*last != doc);
                *last = doc;
            }
            None => {
                self.index.counted.insert(word.into(), (1, doc));
            }
        }
    }
}
