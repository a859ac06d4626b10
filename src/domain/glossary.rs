//! Abbreviations that need no explanation in every section, since they are explained here.

use std::collections::BTreeMap;

use crate::contact::Words;
use crate::content::{ContentError, Rule, short};
use crate::language::Language;

/// The abbreviations of `knowledge-base/glossary.yaml`, each with its long form in every language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glossary(BTreeMap<String, Words>);

impl Glossary {
    /// Reads the file's text and reports every mistake at once.
    pub fn read(path: &str, text: &str) -> Result<Self, Vec<ContentError>> {
        let rows: BTreeMap<String, BTreeMap<String, String>> = crate::yaml::read(path, text)?;
        let mut mistakes = Vec::new();
        let mut glossary = BTreeMap::new();
        for (abbreviation, given) in rows {
            let starts = |line: &str| line.trim_start_matches(['"', '\'']).starts_with(&abbreviation);
            let line = text.lines().position(starts).map_or(1, |index| index + 1);
            let mut add = |rule, message| mistakes.push(ContentError::new(path, line, message).under(rule));
            let shown = short(&abbreviation);
            if !is_abbreviation(&abbreviation) {
                add(Rule::WrongValue, format!("`{shown}` is no abbreviation: write two to six capital letters"));
            }
            let mut words = Words::new();
            for (code, long) in given {
                match code.parse::<Language>() {
                    Ok(language) if !long.trim().is_empty() => drop(words.insert(language, long)),
                    Ok(_) => {}
                    Err(_) => add(
                        Rule::WrongValue,
                        format!("{shown}: `{}` is none of the desk's languages: write en, nl, de or fr", short(&code)),
                    ),
                }
            }
            for language in Language::ALL.into_iter().filter(|language| !words.contains_key(language)) {
                let message = format!("{shown} is not explained in {}: add `{language}: …`", language.autonym());
                add(Rule::MissingLanguage, message);
            }
            glossary.insert(abbreviation, words);
        }
        if mistakes.is_empty() { Ok(Self(glossary)) } else { Err(mistakes) }
    }

    pub fn explains(&self, abbreviation: &str) -> bool {
        self.0.contains_key(abbreviation)
    }

    pub fn abbreviations(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// Two to six capitals.
pub(crate) fn is_abbreviation(word: &str) -> bool {
    (2..=6).contains(&word.len()) && word.bytes().all(|letter| letter.is_ascii_uppercase())
}
