//! Mends a query's words before anything is compared with them.

use std::fmt;

use fst::{IntoStreamer, Map, Streamer};
use levenshtein_automata::LevenshteinAutomatonBuilder;

use crate::text::Token;

/// Shorter words have too many neighbours: `csc` is one letter from everything.
const LETTERS_MIN: usize = 4;
/// From so many letters on, two slips are mended.
const TWO_SLIPS_FROM: usize = 7;
/// Up to so many letters the first must be right; people seldom mistype it, and short words differ in little else.
const FIRST_LETTER_UP_TO: usize = 5;
/// The shortest half of a word that was written in one: `dual` + `use`.
const HALF_MIN: usize = 3;
/// From so many letters on a half cannot be there by accident.
const PLAIN_HALF_MIN: usize = 5;
/// Letters that German and Dutch put between the halves of a word.
const JOINTS: [&str; 5] = ["", "s", "n", "en", "es"];

/// The knowledge base's words and the everyday ones, searchable by likeness.
pub(super) struct Speller {
    /// Word → in how many entries it is; 0 for a word that is only an everyday one or in the word lists.
    words: Map<Vec<u8>>,
    one_slip: LevenshteinAutomatonBuilder,
    two_slips: LevenshteinAutomatonBuilder,
}

impl fmt::Debug for Speller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Speller").field("words", &self.words.len()).finish_non_exhaustive()
    }
}

impl Speller {
    /// `counted`: each word of the knowledge base with the number of entries that it is in; `others` are right, too.
    pub(super) fn new<'a>(
        counted: impl IntoIterator<Item = (String, u32)>,
        others: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let mut words: std::collections::BTreeMap<String, u64> =
            others.into_iter().filter(|word| !has_digit(word)).map(|word| (word.to_owned(), 0)).collect();
        // What holds digits is never mended, and nothing is mended into it.
        for (word, entries) in counted.into_iter().filter(|(word, _)| !has_digit(word)) {
            words.insert(word, u64::from(entries.max(1)));
        }
        // Sorted and unique by construction, which is all that can fail here; without words nothing is corrected.
        let words = Map::from_iter(words).unwrap_or_default();
        Self {
            words,
            one_slip: LevenshteinAutomatonBuilder::new(1, true),
            two_slips: LevenshteinAutomatonBuilder::new(2, true),
        }
    }

    /// In how many entries the word is; `None` when it is neither there nor an everyday word.
    fn entries(&self, word: &str) -> Option<u64> {
        self.words.get(word)
    }

    /// The words with slips mended and joined words divided. Words that are known, short, abbreviated or hold digits stay.
    pub(super) fn correct(&self, tokens: Vec<Token>) -> Vec<Token> {
        let mut corrected = Vec::with_capacity(tokens.len());
        for token in tokens {
            let letters = token.word.chars().count();
            let stays = letters < LETTERS_MIN
                || token.is_abbreviation
                || has_digit(&token.word)
                || self.entries(&token.word).is_some();
            if stays {
                corrected.push(token);
                continue;
            }
            let halves = self.halves(&token.word);
            let nearest = self.nearest(&token.word, 1);
            // Two long words of the field, each right to the letter, are no slip, even if a compound of another language is near.
            let are_plain = halves.as_ref().is_some_and(|halves| halves.are_plain);
            if let Some(halves) = halves.filter(|_| are_plain || nearest.is_none()) {
                corrected.push(Token { word: halves.left, ..token.clone() });
                corrected.push(Token { word: halves.right, ..token });
            } else if let Some(word) = nearest {
                corrected.push(Token { word, ..token });
            } else if let Some(word) = (letters >= TWO_SLIPS_FROM).then(|| self.nearest(&token.word, 2)).flatten() {
                corrected.push(Token { word, ..token });
            } else {
                corrected.push(token);
            }
        }
        corrected
    }

    /// The most alike of the words within so many slips.
    fn nearest(&self, word: &str, slips: u8) -> Option<String> {
        let builder = if slips == 1 { &self.one_slip } else { &self.two_slips };
        let mut stream = self.words.search(builder.build_dfa(word)).into_stream();
        let first = word.chars().next();
        let is_short = word.chars().count() <= FIRST_LETTER_UP_TO;
        let mut best: Option<(f64, String)> = None;
        while let Some((candidate, entries)) = stream.next() {
            let Ok(candidate) = std::str::from_utf8(candidate) else { continue };
            if candidate.chars().count() < LETTERS_MIN - 1 || (is_short && candidate.chars().next() != first) {
                continue;
            }
            let likeness = likeness(word, candidate, entries);
            // The stream is in order of words, so that the first of equals wins and the choice never changes.
            if best.as_ref().is_none_or(|(found, _)| likeness > *found) {
                best = Some((likeness, candidate.to_owned()));
            }
        }
        best.map(|(_, word)| word)
    }

    /// Two known words, at least one of the knowledge base, that were written as one.
    fn halves(&self, word: &str) -> Option<Halves> {
        let mut best: Option<((u8, usize), Halves)> = None;
        for (at, _) in word.char_indices().skip(HALF_MIN) {
            let (left, right) = word.split_at(at);
            if right.chars().count() < HALF_MIN {
                break;
            }
            let Some(right_entries) = self.entries(right) else { continue };
            for joint in JOINTS {
                let Some(left) = left.strip_suffix(joint).filter(|left| left.chars().count() >= HALF_MIN) else {
                    continue;
                };
                let Some(left_entries) = self.entries(left) else { continue };
                // Both halves from the field beat one; then the split nearest to the middle.
                let from_field = u8::from(left_entries > 0) + u8::from(right_entries > 0);
                let rank = (from_field, left.len().min(right.len()));
                if from_field > 0 && best.as_ref().is_none_or(|(found, _)| rank > *found) {
                    let are_plain = joint.is_empty() && from_field == 2 && rank.1 >= PLAIN_HALF_MIN;
                    best = Some((rank, Halves { left: left.to_owned(), right: right.to_owned(), are_plain }));
                }
            }
        }
        best.map(|(_, halves)| halves)
    }
}

/// A word divided.
struct Halves {
    left: String,
    right: String,
    /// Both are long words of the field with nothing between them.
    are_plain: bool,
}

fn has_digit(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
}

/// How likely `candidate` was meant: few slips first, a like beginning, then how much of the field speaks of it.
fn likeness(word: &str, candidate: &str, entries: u64) -> f64 {
    let slips = strsim::damerau_levenshtein(word, candidate) as f64;
    let frequency = (1.0 + entries as f64).ln();
    strsim::jaro_winkler(word, candidate) - 0.15 * slips + 0.01 * frequency
}

#[cfg(test)]
mod tests {
    use super::super::vocabulary::EverydayWords;
    use super::*;
    use crate::text;

    fn speller() -> Speller {
        let field = [
            "exportcontrole",
            "uitvoercontrole",
            "export",
            "control",
            "sanctions",
            "dual",
            "use",
            "espionage",
            "kennisveiligheid",
            "kontrolle",
            "rcat",
            "zusammenarbeit",
            "partner",
            "scholarship",
        ];
        Speller::new(field.map(|word| (word.to_owned(), 3)), EverydayWords::new().all())
    }

    #[track_caller]
    fn check(query: &str, expect: &str) {
        let corrected = speller().correct(text::tokens(query));
        let words: Vec<_> = corrected.into_iter().map(|token| token.word).collect();
        assert_eq!(words.join(" "), expect, "{query}");
    }

    #[test]
    fn slips_are_mended() {
        check("exprot contorl", "export control");
        check("sanctoins", "sanctions");
        check("kenisveilighied", "kennisveiligheid");
        check("scholarschip", "scholarship");
    }

    #[test]
    fn everyday_words_are_not_bent_into_the_field() {
        check("where is the cafeteria", "where is the cafeteria");
        check("cafetaria", "cafeteria");
        check("parking", "parking");
        check("love", "love");
    }

    #[test]
    fn short_words_and_abbreviations_stay() {
        for query in ["csc", "mou", "zrr", "uas"] {
            check(query, query);
        }
        check("RCTA ATSA", "rcta atsa");
    }

    #[test]
    fn a_small_abbreviation_of_four_letters_is_mended() {
        check("rcta", "rcat");
    }

    #[test]
    fn joined_words_are_divided() {
        check("exportcontrol", "export control");
        check("dualuse", "dual use");
        check("exportskontrolle", "export kontrolle");
        check("uitvoercontrol", "uitvoercontrole");
    }

    #[test]
    fn what_is_like_nothing_stays() {
        check("qwertzuiop asdfghjkl", "qwertzuiop asdfghjkl");
    }
}
