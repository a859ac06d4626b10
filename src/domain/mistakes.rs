//! What is wrong with one file, gathered so that an editor hears of all of it at once.

use crate::content::{ContentError, Rule};

/// At most so many of one file are told: more are no editor's slips, and nobody would read them.
const MISTAKES_MAX: usize = 200;

/// Collects what is wrong with one file.
pub(crate) struct Mistakes<'a> {
    path: &'a str,
    found: Vec<ContentError>,
}

impl<'a> Mistakes<'a> {
    pub(crate) fn new(path: &'a str) -> Self {
        Self { path, found: Vec::new() }
    }

    pub(crate) fn add(&mut self, rule: Rule, line: usize, message: impl Into<String>) {
        if self.found.len() < MISTAKES_MAX {
            self.found.push(ContentError::new(self.path, line, message).under(rule));
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// In order of lines.
    pub(crate) fn found(mut self) -> Vec<ContentError> {
        self.found.sort();
        self.found.dedup();
        self.found
    }
}

/// The one of `known` that was probably meant, as the end of a sentence; a full stop when nothing is near.
pub(crate) fn did_you_mean<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    // What is much longer than any known word is no slip of one, and comparing takes time with its length.
    let known = known.into_iter().filter(|_| written.len() <= 100);
    let near = known
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(written, word), word))
        .filter(|(distance, word)| *distance <= 1 + word.chars().count() / 4)
        .min();
    near.map_or_else(|| ".".to_owned(), |(_, word)| format!("; did you mean `{word}`?"))
}
