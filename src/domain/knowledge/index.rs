//! What search looks things up in. Built once from the published entries; never changes.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, DefaultHasher};

use super::entry::{Entry, Status};
use super::text::{self, Stemmers};
use super::vocabulary::EverydayWords;
use crate::ids::{EntryId, SectionId};
use crate::language::Language;

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
    /// For each language that has a file of its own: the sections' words.
    pub sections: Vec<(Language, Vec<SectionWords>)>,
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

/// The pieces of asks, and of all asks of an entry together.
#[derive(Debug)]
pub(super) struct GramIndex {
    /// Entry × language → its first ask; one more than there are.
    ask_starts: Vec<u32>,
    /// Ask → where its pieces start; one more than there are asks.
    gram_starts: Vec<u32>,
    grams: Vec<u16>,
    /// The length of each ask's vector.
    norms: Vec<f32>,
    /// Entry × language → where the pieces of all its asks start.
    whole_starts: Vec<u32>,
    /// Piece and in how many asks it is.
    wholes: Vec<(u16, u8)>,
    whole_norms: Vec<f32>,
    /// Piece → how much it tells.
    pub idf: Vec<f32>,
    /// Count → what it weighs. A table: the logarithm is the dearest step of a search otherwise.
    damped: Vec<f32>,
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
                docs.push(Doc { id: entry.id.clone(), sections });
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

#[derive(Default)]
struct GramBuilder {
    ask_starts: Vec<u32>,
    gram_starts: Vec<u32>,
    grams: Vec<u16>,
    whole_starts: Vec<u32>,
    wholes: Vec<(u16, u8)>,
    /// The pieces of one ask, and of all of an entry's asks in a language.
    scratch: Vec<u16>,
    all: Vec<u16>,
}

impl GramBuilder {
    fn add(&mut self, files: &[&Entry]) {
        for language in Language::ALL {
            self.ask_starts.push(self.gram_starts.len() as u32);
            self.whole_starts.push(self.wholes.len() as u32);
            self.all.clear();
            let asks = files.iter().filter_map(|file| file.asks.get(&language)).flatten();
            // A title is one more way to ask.
            let titles = files.iter().filter(|file| file.language == language).map(|file| &file.title);
            for ask in asks.chain(titles) {
                // Words without meaning stay in: how people ask ("who can", "do I have to") tells entries apart, too.
                let words = text::words(ask);
                text::grams(words.iter().map(String::as_str), &mut self.scratch);
                self.gram_starts.push(self.grams.len() as u32);
                self.grams.extend_from_slice(&self.scratch);
                self.all.extend_from_slice(&self.scratch);
            }
            self.all.sort_unstable();
            let runs = self.all.chunk_by(|a, b| a == b);
            self.wholes.extend(runs.map(|run| (run[0], u8::try_from(run.len()).unwrap_or(u8::MAX))));
        }
    }

    fn build(mut self) -> GramIndex {
        let asks = self.gram_starts.len();
        self.ask_starts.push(asks as u32);
        self.gram_starts.push(self.grams.len() as u32);
        self.whole_starts.push(self.wholes.len() as u32);
        let mut asks_with = vec![0_u32; text::GRAM_BUCKETS];
        self.grams.iter().for_each(|gram| asks_with[usize::from(*gram)] += 1);
        let idf: Vec<f32> =
            asks_with.iter().map(|with| ((asks as f32 + 1.0) / (*with as f32 + 0.5)).ln().max(0.1)).collect();
        let weight = |gram: u16| idf[usize::from(gram)];
        let norm = |weights: &mut dyn Iterator<Item = f32>| weights.map(|weight| weight * weight).sum::<f32>().sqrt();
        let spans = |starts: &[u32]| -> Vec<std::ops::Range<usize>> {
            starts.windows(2).map(|pair| pair[0] as usize..pair[1] as usize).collect()
        };
        let norms = spans(&self.gram_starts)
            .into_iter()
            .map(|span| norm(&mut self.grams[span].iter().map(|gram| weight(*gram))))
            .collect();
        let whole_norms = spans(&self.whole_starts)
            .into_iter()
            .map(|span| norm(&mut self.wholes[span].iter().map(|(gram, count)| weight(*gram) * damped(*count))))
            .collect();
        GramIndex {
            ask_starts: self.ask_starts,
            gram_starts: self.gram_starts,
            grams: self.grams,
            norms,
            whole_starts: self.whole_starts,
            wholes: self.wholes,
            whole_norms,
            idf,
            damped: (0..=u8::MAX).map(damped).collect(),
        }
    }
}

/// The tenth ask with the same piece says less than the second.
fn damped(count: u8) -> f32 {
    1.0 + f32::from(count.max(1)).ln()
}

impl GramIndex {
    /// What a piece that so many asks of an entry have weighs in the whole.
    pub(super) fn damped(&self, count: u8) -> f32 {
        self.damped[usize::from(count)]
    }

    /// The entry's asks in a language, its title among them: pieces and length of each.
    pub(super) fn asks(&self, doc: u32, language: Language) -> impl Iterator<Item = (&[u16], f32)> {
        let slot = doc as usize * 4 + language as usize;
        (self.ask_starts[slot] as usize..self.ask_starts[slot + 1] as usize).map(|ask| {
            (&self.grams[self.gram_starts[ask] as usize..self.gram_starts[ask + 1] as usize], self.norms[ask])
        })
    }

    /// The pieces of all the entry's asks in a language with their counts, and the length of the whole.
    pub(super) fn whole(&self, doc: u32, language: Language) -> (&[(u16, u8)], f32) {
        let slot = doc as usize * 4 + language as usize;
        (&self.wholes[self.whole_starts[slot] as usize..self.whole_starts[slot + 1] as usize], self.whole_norms[slot])
    }
}
