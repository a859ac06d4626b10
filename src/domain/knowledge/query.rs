//! A query made ready for the signals: corrected once, so that all of them see the same words.

use jiff::civil::Date;

use super::index::{AskRef, Index};
use super::lexicon::Meanings;
use super::spelling::Speller;
use super::vocabulary::EverydayWords;
use crate::language::Language;
use crate::text::{self, Stemmers, Token};

/// How much a word of another language than the query's counts: the same letters may mean something else there.
const OTHER_LANGUAGE: f32 = 0.8;

/// How much a word counts that stands for the query's.
const MEANING: f32 = 0.7;

/// Made by [`Query::new`]; read by every signal.
#[derive(Debug)]
pub(super) struct Query {
    /// The corrected words, joined by spaces.
    pub corrected: String,
    pub language: Option<Language>,
    /// Entries that do not hold on that day are passed over.
    pub day: Option<Date>,
    /// The words that carry meaning.
    pub words: Vec<QueryWord>,
    pub grams: QueryGrams,
    /// An ask that search must do without, to learn how it fares on what it has not seen; the query is that ask.
    pub left_out: Option<AskRef>,
}

#[derive(Debug)]
pub(super) struct QueryWord {
    /// What it tells: high for rare words, highest for those that no entry has.
    pub idf: f32,
    /// How often it is in the query.
    pub count: f32,
    /// The terms it can match, each with its language and how much a match counts.
    pub terms: Vec<(u32, Language, f32)>,
}

/// What a query is made with.
pub(super) struct Tools<'a> {
    pub index: &'a Index,
    pub everyday: &'a EverydayWords,
    pub meanings: &'a Meanings,
    pub stemmers: &'a Stemmers,
    pub speller: &'a Speller,
}

impl Query {
    pub(super) fn new(text: &str, language: Option<Language>, left_out: Option<AskRef>, tools: &Tools<'_>) -> Self {
        let tokens = text::tokens(text::head(text));
        // What is left out may be asked in words that only it has; mending them would tell where it was.
        let tokens = if left_out.is_none() { tools.speller.correct(tokens) } else { tokens };
        let corrected = tokens.iter().map(|token| token.word.as_str()).collect::<Vec<_>>().join(" ");
        let mut grams = Vec::new();
        text::grams(tokens.iter().map(|token| token.word.as_str()), &mut grams);
        let mut seen: Vec<(&str, usize)> = Vec::new();
        let mut words: Vec<QueryWord> = Vec::new();
        for token in &tokens {
            if !token.is_abbreviation && tools.everyday.is_stop(&token.word, language) {
                continue;
            }
            match seen.iter().find(|(word, _)| *word == token.word) {
                Some((_, at)) => words[*at].count += 1.0,
                None => {
                    seen.push((&token.word, words.len()));
                    words.push(QueryWord::new(token, language, tools));
                }
            }
        }
        let grams = QueryGrams::new(&grams, &tools.index.grams.idf);
        Self { corrected, language, day: None, words, grams, left_out }
    }
}

impl QueryWord {
    fn new(token: &Token, language: Option<Language>, tools: &Tools<'_>) -> Self {
        let mut terms = Vec::new();
        let mut entries = 0;
        for in_language in Language::ALL {
            let stem = tools.stemmers.stem(in_language, &token.word);
            let Some(term) = tools.index.term(in_language, &stem) else { continue };
            let weight = match language {
                Some(language) if language != in_language && !token.is_abbreviation => OTHER_LANGUAGE,
                _ => 1.0,
            };
            terms.push((term, in_language, weight));
            entries = entries.max(tools.index.postings(term).len());
        }
        let mut meanings: Vec<(u32, Language, f32)> = Vec::new();
        for in_language in language.map_or(Language::ALL.to_vec(), |language| vec![language]) {
            let stem = tools.stemmers.stem(in_language, &token.word);
            for term in tools.meanings.of(in_language, &stem) {
                if !terms.iter().chain(&meanings).any(|(there, _, _)| there == term) {
                    meanings.push((*term, Language::En, MEANING));
                }
            }
        }
        if terms.is_empty() && !meanings.is_empty() {
            // How much an unheard word tells is how much its meanings do, on the whole.
            let sum: usize = meanings.iter().map(|(term, _, _)| tools.index.postings(*term).len()).sum();
            entries = sum / meanings.len();
        }
        terms.extend(meanings);
        let all = tools.index.docs.len() as f32;
        let idf = (1.0 + (all - entries as f32 + 0.5).max(0.0) / (entries as f32 + 0.5)).ln();
        Self { idf, count: 1.0, terms }
    }
}

/// The query's pieces of words as a vector.
///
/// Asked about a hundred thousand pieces for each query, nearly all of which the query has not. So the answer "no" comes from
/// eight kilobytes of bits, which stay in the processor's nearest cache; a table of weights by piece took five times as long.
#[derive(Debug)]
pub(super) struct QueryGrams {
    bits: Vec<u64>,
    /// For each word of `bits`: how many pieces stand before it.
    before: Vec<u16>,
    /// In order of piece.
    weights: Vec<f32>,
    /// The vector's length.
    pub length: f32,
}

impl QueryGrams {
    /// `grams` are sorted and without repeats.
    fn new(grams: &[u16], idf: &[f32]) -> Self {
        let mut bits = vec![0_u64; text::GRAM_BUCKETS / 64];
        grams.iter().for_each(|gram| bits[usize::from(*gram) / 64] |= 1 << (gram % 64));
        let mut before = Vec::with_capacity(bits.len());
        let mut count = 0;
        for word in &bits {
            before.push(count);
            count += word.count_ones() as u16;
        }
        let weights: Vec<f32> = grams.iter().map(|gram| idf[usize::from(*gram)].powi(2)).collect();
        let length = weights.iter().sum::<f32>().sqrt();
        Self { bits, before, weights, length }
    }

    /// What a piece adds to the product with a vector that has it once: its weight squared, since it weighs the same in both.
    #[inline]
    pub(super) fn product(&self, gram: u16) -> f32 {
        let (at, bit) = (usize::from(gram) / 64, 1_u64 << (gram % 64));
        let word = self.bits[at];
        if word & bit == 0 {
            0.0
        } else {
            self.weights[usize::from(self.before[at]) + (word & (bit - 1)).count_ones() as usize]
        }
    }
}
