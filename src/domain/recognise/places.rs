//! Places as people name them: a country, its people, its cities. Read from `knowledge-base/places.yaml`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use super::pattern::PLACE;
use crate::content::{ContentError, Rule, short};
use crate::language::Language;
use crate::text;

/// All places that are known by name.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The place's code, what the desk calls it, and what it is called.
    places: BTreeMap<String, BTreeMap<Language, String>>,
    /// By language, longest first: folded words of a name, and whose it is.
    names: [Vec<(Vec<String>, String)>; 4],
    abbreviations: BTreeMap<String, String>,
    /// The folded words of all names in all languages.
    words: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceFile {
    en: Vec<String>,
    nl: Vec<String>,
    de: Vec<String>,
    fr: Vec<String>,
    abbreviations: Vec<String>,
}

/// A text with the places that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    text: String,
    words: Vec<Word>,
    places: Vec<(String, Range<usize>)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    folded: String,
    /// Where it stands in the text, in bytes.
    at: Range<usize>,
}

impl Places {
    /// Reads the file's text and reports every mistake.
    pub fn read(path: &str, text: &str) -> Result<Self, Vec<ContentError>> {
        let file: BTreeMap<String, PlaceFile> = crate::yaml::read(path, text)?;
        let mut places = Self::default();
        let mut mistakes = Vec::new();
        let mut wrong = |code: &str, message: String| {
            let keys = [format!("{code}:"), format!("\"{code}\":")];
            let line = text.lines().position(|line| keys.iter().any(|key| line == key)).map_or(1, |at| at + 1);
            mistakes.push(ContentError::new(path, line, message).under(Rule::WrongValue));
        };
        for (code, PlaceFile { en, nl, de, fr, abbreviations }) in file {
            for (language, names) in Language::ALL.into_iter().zip([en, nl, de, fr]) {
                match names.first() {
                    Some(name) => {
                        places.places.entry(code.clone()).or_default().insert(language, name.clone());
                    }
                    None => {
                        wrong(&code, format!("`{}` has no name in {language}: write at least one", short(&code)));
                    }
                }
                for name in names {
                    let of_language = &mut places.names[language as usize];
                    let words = text::words(&name);
                    match of_language.iter().find(|(there, other)| *there == words && *other != code) {
                        Some((_, other)) => {
                            wrong(&code, format!("`{}` is also a name of `{}`: keep one", short(&name), short(other)))
                        }
                        None => of_language.push((words, code.clone())),
                    }
                }
            }
            for abbreviation in abbreviations {
                places.abbreviations.insert(abbreviation, code.clone());
            }
        }
        places.words = places.names.iter().flatten().flat_map(|(words, _)| words).cloned().collect();
        places.names.iter_mut().for_each(|names| names.sort_by_key(|(words, _)| std::cmp::Reverse(words.len())));
        if mistakes.is_empty() { Ok(places) } else { Err(mistakes) }
    }

    /// What the desk calls a place.
    pub fn name(&self, code: &str, language: Language) -> &str {
        self.places.get(code).and_then(|names| names.get(&language)).map_or("", String::as_str)
    }

    /// Whether a folded word is a place's name, or part of one, in any language.
    pub(crate) fn knows(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// Looks for places in a text. Their names count in the text's language; where it has none, in English, which is
    /// how many write a country in any language.
    pub fn seen_in(&self, written: &str, language: Language) -> Sighting {
        // Composed first: a letter that is followed by its accent would otherwise be divided from it.
        let composed: String = written.nfkc().collect();
        let words = words(&composed);
        let mut places = self.find(&composed, &words, language);
        if places.is_empty() && language != Language::En {
            places = self.find(&composed, &words, Language::En);
        }
        Sighting { text: composed, words, places }
    }

    fn find(&self, written: &str, words: &[Word], language: Language) -> Vec<(String, Range<usize>)> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let named = self.names[language as usize].iter().find(|(name, _)| {
                words[at..].len() >= name.len() && name.iter().zip(&words[at..]).all(|(a, b)| *a == b.folded)
            });
            let length = named.map_or(1, |(name, _)| name.len().max(1));
            let code = named.map(|(_, code)| code).or_else(|| self.abbreviations.get(&written[word.at.clone()]));
            if let Some(code) = code {
                found.push((code.clone(), at..at + length));
            }
            at += length;
        }
        found
    }
}

impl Sighting {
    /// The codes of the places, in the order in which they are named.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.places.iter().map(|(code, _)| code.as_str())
    }

    /// The folded words, each place as the one word that patterns have for it.
    pub(super) fn words(&self) -> Vec<String> {
        let mut words = Vec::with_capacity(self.words.len());
        for (at, word) in self.words.iter().enumerate() {
            match self.places.iter().find(|(_, range)| range.contains(&at)) {
                Some((_, range)) if range.start == at => words.push(PLACE.to_owned()),
                Some(_) => {}
                None => words.push(word.folded.clone()),
            }
        }
        words
    }

    /// The text with `name` for each of the places that are to go; after it, where it has none of them.
    pub fn moved_to(&self, name: &str, goes: impl Fn(&str) -> bool) -> String {
        let mut moved = String::new();
        let mut from = 0;
        for (_, range) in self.places.iter().filter(|(code, _)| goes(code)) {
            moved.push_str(&self.text[from..self.words[range.start].at.start]);
            moved.push_str(name);
            from = self.words[range.end - 1].at.end;
        }
        let is_same = from == 0;
        moved.push_str(&self.text[from..]);
        if is_same { format!("{moved} {name}") } else { moved }
    }
}

fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (letter.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(Word { folded: text::fold(&text[from..at]), at: from..at });
                start = None;
            }
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Places {
        let text = "de:\n  en: [Germany, german]\n  nl: [Duitsland]\n  de: [Deutschland]\n  fr: [Allemagne]\n  abbreviations: [DE]\n\
                    us:\n  en: [United States, america]\n  nl: [Verenigde Staten]\n  de: [USA]\n  fr: [États-Unis]\n  abbreviations: [US]\n\
                    in:\n  en: [India]\n  nl: [India]\n  de: [Indien]\n  fr: [Inde]\n  abbreviations: []\n";
        Places::read("places.yaml", text).unwrap()
    }

    #[test]
    fn places_are_seen_by_name_and_by_abbreviation() {
        let places = places();
        let check = |text: &str, language, expect: &[&str]| {
            let seen = places.seen_in(text, language);
            assert_eq!(seen.codes().collect::<Vec<_>>(), expect, "{text}");
        };
        check("and in Germany or the united states?", Language::En, &["de", "us"]);
        check("tell us what DE does", Language::En, &["de"]);
        check("aux e\u{301}tats-unis ?", Language::Fr, &["us"]);
        check("indien het mag", Language::Nl, &[]);
        check("en in Germany?", Language::Nl, &["de"]);
        check("nowhere", Language::En, &[]);
    }

    #[test]
    fn a_question_moves_to_another_place() {
        let places = places();
        let moved = |text: &str| places.seen_in(text, Language::En).moved_to("India", |code| code == "de");
        assert_eq!(moved("a German law, or Germany's?"), "a India law, or India's?");
        assert_eq!(moved("may I travel to america?"), "may I travel to america? India");
        assert_eq!(moved("may I?"), "may I? India");
    }

    #[test]
    fn a_name_that_two_places_share_is_told_with_its_line() {
        let text = "de:\n  en: [x]\n  nl: [x]\n  de: [x]\n  fr: [x]\n  abbreviations: []\n\
                    fr:\n  en: [x]\n  nl: []\n  de: [y]\n  fr: [y]\n  abbreviations: []\n";
        let told: Vec<_> = Places::read("places.yaml", text).unwrap_err().iter().map(ToString::to_string).collect();
        let told = told.join("\n");
        assert!(told.contains("places.yaml:7") && told.contains("`x` is also a name of `de`: keep one"), "{told}");
        assert!(told.contains("`fr` has no name in nl: write at least one"), "{told}");
    }
}
