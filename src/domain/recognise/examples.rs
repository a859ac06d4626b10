//! Labelled messages, as numbers that a learner can add up.

use crate::text;

/// Labelled messages.
#[derive(Debug)]
pub(super) struct Examples<L> {
    pub labelled: Vec<(L, Features)>,
}

impl<L> Default for Examples<L> {
    fn default() -> Self {
        Self { labelled: Vec::new() }
    }
}

impl<L> Examples<L> {
    pub(super) fn add(&mut self, label: L, message: &str) {
        self.labelled.push((label, features(text::head(message))));
    }
}

/// The number of different features.
pub(super) const BUCKETS: usize = 1 << 16;

/// What is in a message, as numbers from a hash; sorted, without repeats.
#[derive(Debug)]
pub(super) struct Features {
    /// Its words and pairs of words. Words without meaning stay in: "we plan to" is a plan because of them.
    pub words: Vec<u16>,
    /// Pieces of words, which survive endings, compounds and slips.
    pub pieces: Vec<u16>,
}

impl Features {
    /// Both kinds, words first.
    pub(super) fn all(&self) -> impl Iterator<Item = usize> {
        self.words.iter().chain(&self.pieces).map(|at| usize::from(*at))
    }
}

pub(super) fn features(message: &str) -> Features {
    let found = text::words(message);
    let mut pieces = Vec::new();
    text::grams(found.iter().map(String::as_str), &mut pieces);
    // The beginning and the end of a message are words, too: "help!" alone is not "help" within a sentence.
    let mut padded: Vec<&str> = vec!["^"];
    padded.extend(found.iter().map(String::as_str));
    padded.push("$");
    let mut words: Vec<u16> = found.iter().map(|word| text::bucket(word.chars().chain(['\u{1}']))).collect();
    words.extend(padded.windows(2).map(|pair| text::bucket(pair[0].chars().chain(['\u{2}']).chain(pair[1].chars()))));
    words.sort_unstable();
    words.dedup();
    Features { words, pieces }
}
