//! Signals: each says, from 0 to 1, how much an entry answers a query. Their weighted sum ranks.
//!
//! The words of the query choose which entries are looked at; the others compare those more closely. A further one (an
//! embedding, say) is one more implementation of [`Signal`] and a line in [`ALL`].

use super::index::{ASK_WEIGHT, Index};
use super::query::{Query, QueryWord};
use super::search::{Ranked, keep_best};
use crate::language::Language;

/// One way to compare a query with entries. What it gives must mean the same on every query, since thresholds rest on it.
pub(super) trait Signal: std::fmt::Debug + Send + Sync {
    /// Writes into `scores`, which is as long as `docs`, what it thinks of each.
    fn score(&self, index: &Index, query: &Query, docs: &[u32], scores: &mut [f32]);
}

/// A signal in the row of signals.
pub(super) struct Stage {
    pub signal: &'static dyn Signal,
    pub weight: f32,
    /// It looks at so many entries at most, the best by the signals before it.
    pub entries_max: usize,
}

/// The signals after the words, cheapest first: each one spares the next those entries that cannot come first any more.
pub(super) static ALL: [Stage; 2] = [
    Stage { signal: &WholeEntry, weight: 0.5, entries_max: 24 },
    Stage { signal: &BestAsk, weight: 0.3, entries_max: 8 },
];

const WORDS_WEIGHT: f32 = 0.4;
/// From how many mentions on a further one adds little.
const SATURATION: f32 = 0.8;
/// How much a long entry's mentions count less.
const LENGTH: f32 = 0.4;

/// The `most` best entries by BM25 over title, asks and sections, divided by the most that any entry could reach for the query.
/// Words that no entry has count in the divisor: a question half of which is unknown gets half at best. Where too few entries
/// have any of the words, others fill up, in order of id.
///
/// Words are taken in the order of what they can give. Once those that are left cannot lift another entry among the best any
/// more, only entries found so far are looked up (MaxScore: Turtle and Flood 1995): the result is the same, and frequent words,
/// which nearly every entry has, are hardly ever walked through.
pub(super) fn best_by_words(index: &Index, query: &Query, most: usize, is_in: impl Fn(u32) -> bool) -> Vec<Ranked> {
    let best: f32 = query.words.iter().map(most_of).sum();
    let mut words: Vec<&QueryWord> = query.words.iter().collect();
    words.sort_by(|a, b| most_of(b).total_cmp(&most_of(a)));
    let mut sums = Sums { of: vec![0.0; index.docs.len()], of_word: vec![0.0; index.docs.len()], found: Vec::new() };
    for (at, word) in words.iter().enumerate() {
        let left: f32 = words[at..].iter().map(|word| most_of(word)).sum();
        let is_closed = sums.narrow(most, left * ROUNDING);
        sums.add(index, query, word, is_closed, &is_in);
    }
    let score = |doc: u32| if best > 0.0 { WORDS_WEIGHT * sums.of[doc as usize] / best } else { 0.0 };
    let mut ranked: Vec<Ranked> = sums.found.iter().map(|doc| Ranked { doc: *doc, score: score(*doc) }).collect();
    if ranked.len() < most {
        let others = (0..index.docs.len() as u32).filter(|doc| sums.of[*doc as usize] == 0.0 && is_in(*doc));
        ranked.extend(others.take(most - ranked.len()).map(|doc| Ranked { doc, score: 0.0 }));
    }
    keep_best(&mut ranked, most);
    ranked
}

/// Above every error of rounding in a sum of words.
const ROUNDING: f32 = 1.001;

/// The most that a word can give an entry.
fn most_of(word: &QueryWord) -> f32 {
    word.count * word.idf
}

/// What entries have of the query's words so far.
struct Sums {
    /// By entry.
    of: Vec<f32>,
    /// Of the word that is being added; all 0 between words.
    of_word: Vec<f32>,
    /// The entries that have something and can still be among the best, in no order.
    found: Vec<u32>,
}

impl Sums {
    /// Whether entries that have nothing yet cannot be among the `most` best any more, when all words together can give `left`.
    /// Then those that were found and cannot either are dropped.
    fn narrow(&mut self, most: usize, left: f32) -> bool {
        let most_so_far = self.found.iter().map(|doc| self.of[*doc as usize]).fold(0.0, f32::max);
        if self.found.len() < most || most_so_far <= left {
            return false;
        }
        let mut sums: Vec<f32> = self.found.iter().map(|doc| self.of[*doc as usize]).collect();
        let (_, floor, _) = sums.select_nth_unstable_by(most - 1, |a, b| b.total_cmp(a));
        let floor = *floor;
        if floor <= left {
            return false;
        }
        let of = &self.of;
        self.found.retain(|doc| of[*doc as usize] + left >= floor);
        true
    }

    /// Adds a word. For each the best of its terms counts, not their sum: they are the same word in different languages.
    fn add(&mut self, index: &Index, query: &Query, word: &QueryWord, is_closed: bool, is_in: impl Fn(u32) -> bool) {
        let mut touched: Vec<u32> = Vec::new();
        for (term, language, weight) in &word.terms {
            let postings = index.postings(*term);
            let mut take = |doc: u32, count: f32| {
                let count = count - left_out(query, doc, *language, word.count);
                if count <= 0.01 {
                    return;
                }
                let length = 1.0 - LENGTH + LENGTH * index.length(doc, *language);
                let slot = &mut self.of_word[doc as usize];
                if *slot == 0.0 {
                    touched.push(doc);
                }
                *slot = slot.max(weight * count / (count + SATURATION * length));
            };
            if !is_closed {
                postings.iter().filter(|(doc, _)| is_in(*doc)).for_each(|(doc, count)| take(*doc, *count));
            } else if self.found.len() * (postings.len().max(2).ilog2() as usize) < postings.len() {
                for doc in &self.found {
                    if let Ok(at) = postings.binary_search_by_key(doc, |(doc, _)| *doc) {
                        take(*doc, postings[at].1);
                    }
                }
            } else {
                let of = &self.of;
                let found = postings.iter().filter(|(doc, _)| of[*doc as usize] > 0.0);
                found.for_each(|(doc, count)| take(*doc, *count));
            }
        }
        for doc in touched {
            let sum = &mut self.of[doc as usize];
            if *sum == 0.0 {
                self.found.push(doc);
            }
            *sum += std::mem::take(&mut self.of_word[doc as usize]) * most_of(word);
        }
    }
}

/// What the ask that is left out had given to a word's count.
fn left_out(query: &Query, doc: u32, language: Language, count: f32) -> f32 {
    match query.left_out {
        Some(ask) if ask.doc == doc && ask.language == language => count * ASK_WEIGHT,
        _ => 0.0,
    }
}

/// How alike the query is to the most alike of an entry's asks, by pieces of words.
#[derive(Debug)]
pub(super) struct BestAsk;

/// How much likeness to asks in another language than the query's counts. Close to 1: the field's terms are international,
/// and an ask in another language beats an entry that has nothing.
const OTHER_LANGUAGE: f32 = 0.9;

fn language_weight(query: &Query, language: Language) -> f32 {
    if query.language.is_none_or(|of_query| of_query == language) { 1.0 } else { OTHER_LANGUAGE }
}

impl Signal for BestAsk {
    fn score(&self, index: &Index, query: &Query, docs: &[u32], scores: &mut [f32]) {
        let length = query.grams.length;
        if length == 0.0 {
            return;
        }
        for (doc, score) in docs.iter().zip(scores) {
            for language in Language::ALL {
                let counts = language_weight(query, language);
                let left_out = match query.left_out {
                    Some(ask) if ask.doc == *doc && ask.language == language => Some(ask.at as usize),
                    _ => None,
                };
                for (at, (grams, norm)) in index.grams.asks(*doc, language).enumerate() {
                    if Some(at) == left_out || norm == 0.0 {
                        continue;
                    }
                    let dot: f32 = grams.iter().map(|gram| query.grams.product(*gram)).sum();
                    *score = score.max(counts * dot / (norm * length));
                }
            }
        }
    }
}

/// How alike the query is to all of an entry's asks together, by pieces of words.
#[derive(Debug)]
pub(super) struct WholeEntry;

impl Signal for WholeEntry {
    fn score(&self, index: &Index, query: &Query, docs: &[u32], scores: &mut [f32]) {
        let length = query.grams.length;
        if length == 0.0 {
            return;
        }
        for (doc, score) in docs.iter().zip(scores) {
            for language in Language::ALL {
                let (grams, norm) = index.grams.whole(*doc, language);
                if norm == 0.0 {
                    continue;
                }
                let is_in = matches!(query.left_out, Some(ask) if ask.doc == *doc && ask.language == language);
                let mut dot = 0.0;
                for (gram, count) in grams {
                    let weight = query.grams.product(*gram);
                    if weight > 0.0 {
                        match count - u8::from(is_in) {
                            0 => {}
                            count => dot += weight * index.grams.damped(count),
                        }
                    }
                }
                *score = score.max(language_weight(query, language) * dot / (norm * length));
            }
        }
    }
}
