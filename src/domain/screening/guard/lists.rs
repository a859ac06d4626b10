//! What the guard looks for, as editors write it: lists of words and patterns.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Found;
use super::sight::{Kind, Word};
use crate::content::{ContentError, short};
use crate::language::Language;
use crate::recognise::Pattern;
use crate::text;

/// What the guard looks for. Made by [`GuardWords::read`] from `knowledge-base/recognise/guard.yaml`.
#[derive(Debug)]
pub struct GuardWords {
    /// Words of names and organisations, of which the language does not matter.
    pub(super) shared: Lexicon,
    pub(super) titles_with_dot: Vec<String>,
    pub(super) titles_with_capital: Vec<String>,
    /// Endings of words that look like an organisation's and mean a person.
    pub(super) leaders: Vec<String>,
    pub(super) profiles: Vec<String>,
    /// By language.
    pub(super) views: [View; 4],
}

/// What is looked for in one language.
#[derive(Debug)]
pub(super) struct View {
    pub(super) lexicon: Lexicon,
    patterns: Vec<(Found, Pattern)>,
}

impl View {
    /// Whether a pattern says that it is there.
    pub(super) fn says(&self, found: Found, words: &[Word]) -> bool {
        self.patterns.iter().any(|(of, pattern)| *of == found && pattern.is_in(words))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GuardFile {
    titles: Vec<String>,
    titles_with_dot: Vec<String>,
    titles_with_capital: Vec<String>,
    particles: Vec<String>,
    first_names: Vec<String>,
    also_words: Vec<String>,
    surnames: Vec<String>,
    eponyms: Vec<String>,
    organisations: Vec<String>,
    leaders: Vec<String>,
    lettered: Vec<String>,
    profiles: Vec<String>,
    degrees: Vec<String>,
    headings: Vec<String>,
    cv: Vec<String>,
    name: Vec<String>,
    en: LanguageFile,
    nl: LanguageFile,
    de: LanguageFile,
    fr: LanguageFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LanguageFile {
    subjects: Vec<String>,
    persons: Vec<String>,
    crowds: Vec<String>,
    traits: Vec<String>,
    things: Vec<String>,
    countries: Vec<String>,
    peoples: Vec<String>,
    name: Vec<String>,
    phone: Vec<String>,
    identity: Vec<String>,
    nationality: Vec<String>,
}

impl GuardWords {
    /// Reads the file's text and reports every mistake.
    pub fn read(path: &str, text: &str) -> Result<Self, Vec<ContentError>> {
        let file: GuardFile = crate::yaml::read(path, text)?;
        let mut mistakes = Vec::new();
        // A `visum` is no person whatever the language of the word before it, which two languages may share.
        let things = [&file.en, &file.nl, &file.de, &file.fr].into_iter().flat_map(|of| of.things.clone()).collect();
        let shared = Lexicon::new(&[
            (Kind::Title, &file.titles),
            (Kind::Particle, &file.particles),
            (Kind::Given, &file.first_names),
            (Kind::Maybe, &file.also_words),
            (Kind::Surname, &file.surnames),
            (Kind::Org, &file.eponyms),
            (Kind::OrgWord, &file.organisations),
            (Kind::Lettered, &file.lettered),
            (Kind::Thing, &things),
            (Kind::Degree, &file.degrees),
            (Kind::Heading, &file.headings),
            (Kind::Cv, &file.cv),
        ]);
        let mut view = |language: &LanguageFile| {
            let lexicon = Lexicon::new(&[
                (Kind::Subject, &language.subjects),
                (Kind::Person, &language.persons),
                (Kind::Crowd, &language.crowds),
                (Kind::Trait, &language.traits),
                (Kind::Country, &language.countries),
                (Kind::People, &language.peoples),
            ]);
            let written = [
                (Found::Name, &file.name),
                (Found::Name, &language.name),
                (Found::Phone, &language.phone),
                (Found::Identity, &language.identity),
                (Found::Nationality, &language.nationality),
            ];
            let mut patterns = Vec::new();
            for (found, pattern) in written.into_iter().flat_map(|(found, all)| all.iter().map(move |one| (found, one)))
            {
                match Pattern::read_with(pattern, Kind::NAMES) {
                    Ok(read) => patterns.push((found, read)),
                    Err(why) => {
                        let line = text.lines().position(|line| line.trim_start_matches([' ', '-']) == pattern);
                        let line = line.or_else(|| text.lines().position(|line| line.contains(pattern.as_str())));
                        let message = format!("the pattern “{}” cannot be read: {why}", short(pattern));
                        mistakes.push(ContentError::new(path, line.map_or(1, |at| at + 1), message));
                    }
                }
            }
            View { lexicon, patterns }
        };
        let views = Language::ALL.map(|language| match language {
            Language::En => view(&file.en),
            Language::Nl => view(&file.nl),
            Language::De => view(&file.de),
            Language::Fr => view(&file.fr),
        });
        // What all languages share stands in each of them, and would be told four times.
        mistakes.sort();
        mistakes.dedup();
        let fold = |words: &[String]| words.iter().map(|word| text::fold(word)).collect();
        let words = Self {
            shared,
            titles_with_dot: fold(&file.titles_with_dot),
            titles_with_capital: fold(&file.titles_with_capital),
            leaders: fold(&file.leaders),
            profiles: fold(&file.profiles),
            views,
        };
        if mistakes.is_empty() { Ok(words) } else { Err(mistakes) }
    }

    /// Whether any list of any language has the word.
    pub(super) fn know(&self, word: &str) -> bool {
        self.views.iter().map(|view| &view.lexicon).chain([&self.shared]).any(|lexicon| lexicon.kinds(word) != 0)
    }
}

/// Folded words, word beginnings and phrases, and what kinds each is of, as bits.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    words: BTreeMap<String, u32>,
    /// By their first word: the others, longest first.
    phrases: BTreeMap<String, Vec<(Vec<String>, u32)>>,
    /// In order.
    beginnings: Vec<(String, u32)>,
}

impl Lexicon {
    fn new(lists: &[(Kind, &Vec<String>)]) -> Self {
        let mut lexicon = Self::default();
        for (kind, written) in lists.iter().flat_map(|(kind, list)| list.iter().map(move |written| (kind, written))) {
            let mut words = text::words(written);
            match (written.strip_suffix('*'), words.len()) {
                (_, 0) => {}
                (Some(_), 1) => lexicon.beginnings.push((words.remove(0), kind.bit())),
                (None, 1) => *lexicon.words.entry(words.remove(0)).or_default() |= kind.bit(),
                (ending, _) => {
                    // `sud africain*`: the last word of a phrase may have its endings as well.
                    let last = words.pop().unwrap_or_default() + if ending.is_some() { "*" } else { "" };
                    let first = words.remove(0);
                    words.push(last);
                    lexicon.phrases.entry(first).or_default().push((words, kind.bit()));
                }
            }
        }
        lexicon.beginnings.sort();
        lexicon.phrases.values_mut().for_each(|phrases| phrases.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len())));
        lexicon
    }

    /// What kinds one word is of.
    pub(super) fn kinds(&self, word: &str) -> u32 {
        let exact = self.words.get(word).copied().unwrap_or_default();
        let after = self.beginnings.partition_point(|(beginning, _)| beginning.as_str() <= word);
        let near = |beginning: &str| beginning.as_bytes().iter().zip(word.as_bytes()).take(2).all(|(a, b)| a == b);
        // All that the word could begin with stand before it, and have their first letters in common with it.
        let begun = self.beginnings[..after].iter().rev().take_while(|(beginning, _)| near(beginning));
        begun.filter(|(beginning, _)| word.starts_with(beginning)).fold(exact, |all, (_, kinds)| all | kinds)
    }

    /// The longest phrase with which the words begin: of how many words it is, and what kind.
    pub(super) fn phrase(&self, words: &[Word]) -> Option<(usize, u32)> {
        let fits = |(written, seen): (&String, &Word)| match written.strip_suffix('*') {
            Some(beginning) => seen.folded.starts_with(beginning),
            None => seen.folded == *written,
        };
        let of_first = self.phrases.get(&words.first()?.folded)?;
        let longest =
            of_first.iter().find(|(rest, _)| words.len() > rest.len() && rest.iter().zip(&words[1..]).all(fits))?;
        Some((longest.0.len() + 1, longest.1))
    }
}
