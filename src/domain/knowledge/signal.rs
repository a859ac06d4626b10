//! Signals: each says, from 0 to 1, how much an entry answers a query. Their weighted sum ranks.
//!
//! A further one (an embedding, say) is one more implementation of [`Signal`] and a line in [`ALL`].

use super::index::{ASK_WEIGHT, Index};
use super::query::{Query, Without};
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

/// The signals, cheapest first: each one spares the next those entries that cannot come first any more.
pub(super) static ALL: [Stage; 3] = [
    Stage { signal: &Words, weight: 0.5, entries_max: usize::MAX },
    Stage { signal: &WholeEntry, weight: 0.35, entries_max: 48 },
    Stage { signal: &BestAsk, weight: 0.35, entries_max: 12 },
];

/// BM25 over title, asks and sections, divided by the most that any entry could reach for the query. Words that no entry
/// has count in the divisor: a question half of which is unknown gets half at best.
#[derive(Debug)]
pub(super) struct Words;

/// From how many mentions on a further one adds little.
const SATURATION: f32 = 0.8;
/// How much a long entry's mentions count less.
const LENGTH: f32 = 0.4;

impl Signal for Words {
    fn score(&self, index: &Index, query: &Query, docs: &[u32], scores: &mut [f32]) {
        let best: f32 = query.words.iter().map(|word| word.count * word.idf).sum();
        if best == 0.0 {
            return;
        }
        // For each word the best of its terms counts, not their sum: they are the same word in different languages.
        let mut of_word = vec![0.0_f32; index.docs.len()];
        let mut sums = vec![0.0_f32; index.docs.len()];
        let mut touched: Vec<u32> = Vec::new();
        for word in &query.words {
            for (term, language, weight) in &word.terms {
                for (doc, count) in index.postings(*term) {
                    let count = count - left_out(query, *doc, *language, word.count);
                    if count <= 0.01 {
                        continue;
                    }
                    let length = 1.0 - LENGTH + LENGTH * index.length(*doc, *language);
                    let score = weight * count / (count + SATURATION * length);
                    let slot = &mut of_word[*doc as usize];
                    if *slot == 0.0 {
                        touched.push(*doc);
                    }
                    *slot = slot.max(score);
                }
            }
            for doc in touched.drain(..) {
                sums[doc as usize] += std::mem::take(&mut of_word[doc as usize]) * word.count * word.idf;
            }
        }
        for (doc, score) in docs.iter().zip(scores) {
            *score = sums[*doc as usize] / best;
        }
    }
}

/// What the ask that is left out had given to a word's count.
fn left_out(query: &Query, doc: u32, language: Language, count: f32) -> f32 {
    match query.without {
        Without::Ask(ask) if ask.doc == doc && ask.language == language => count * ASK_WEIGHT,
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
                let left_out = match query.without {
                    Without::Ask(ask) if ask.doc == *doc && ask.language == language => Some(ask.at as usize),
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
                let is_in = matches!(query.without, Without::Ask(ask) if ask.doc == *doc && ask.language == language);
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
