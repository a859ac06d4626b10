//! Greetings, thanks and goodbyes: recognised from word lists that editors keep, so that they get a short human reply.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::content::{ContentError, Rule, short};
use crate::language::Language;

/// What kind of small talk a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Smalltalk {
    Greeting,
    Farewell,
    Thanks,
    /// "That helped": counts for the answer that was served.
    Helped,
    /// "Not what I asked". Said last here: a message that thanks and says this, says this.
    Missed,
}

/// The phrases of `knowledge-base/recognise/smalltalk.yaml`, folded.
#[derive(Clone, Debug, Default)]
pub struct SmalltalkPhrases {
    phrases: Vec<Phrase>,
}

#[derive(Clone, Debug)]
struct Phrase {
    words: Vec<String>,
    /// `None` for words that may stand beside a phrase ("there", "so much").
    kind: Option<Smalltalk>,
    languages: BTreeSet<Language>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    greeting: BTreeMap<String, Vec<String>>,
    thanks: BTreeMap<String, Vec<String>>,
    farewell: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    helped: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    missed: BTreeMap<String, Vec<String>>,
    beside: BTreeMap<String, Vec<String>>,
}

/// Longer messages are questions that begin politely.
const WORDS_MAX: usize = 10;

impl SmalltalkPhrases {
    pub fn read(path: &str, text: &str) -> Result<Self, Vec<ContentError>> {
        let file: File = crate::yaml::read(path, text)?;
        let lists = [
            (file.greeting, Some(Smalltalk::Greeting)),
            (file.thanks, Some(Smalltalk::Thanks)),
            (file.farewell, Some(Smalltalk::Farewell)),
            (file.helped, Some(Smalltalk::Helped)),
            (file.missed, Some(Smalltalk::Missed)),
            (file.beside, None),
        ];
        let mut found: BTreeMap<(Vec<String>, Option<Smalltalk>), BTreeSet<Language>> = BTreeMap::new();
        let mut mistakes = Vec::new();
        for (list, kind) in lists {
            for (code, phrases) in list {
                match code.parse::<Language>() {
                    Ok(language) => {
                        phrases.iter().map(|phrase| words(phrase)).filter(|words| !words.is_empty()).for_each(|words| {
                            found.entry((words, kind)).or_default().insert(language);
                        })
                    }
                    Err(_) => mistakes.push(wrong_language(path, text, &code)),
                }
            }
        }
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        let mut phrases: Vec<_> =
            found.into_iter().map(|((words, kind), languages)| Phrase { words, kind, languages }).collect();
        // Longest first, so that "good night" is not read as "good" and a word left over.
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        Ok(Self { phrases })
    }

    /// The kind of small talk that the whole message is, and its language where the phrases belong to one alone; `None`
    /// as soon as one word is left over.
    pub fn recognise(&self, text: &str) -> Option<(Smalltalk, Option<Language>)> {
        let words = words(text);
        if words.len() > WORDS_MAX {
            return None;
        }
        let mut rest = words.as_slice();
        let mut kind = None;
        let mut languages = BTreeSet::from(Language::ALL);
        while !rest.is_empty() {
            let phrase = self.phrases.iter().find(|phrase| rest.starts_with(&phrase.words))?;
            kind = kind.max(phrase.kind);
            languages = languages.intersection(&phrase.languages).copied().collect();
            rest = rest.get(phrase.words.len()..)?;
        }
        let only = if languages.len() == 1 { languages.first().copied() } else { None };
        kind.map(|kind| (kind, only))
    }
}

/// Points at the first line on which the code is a key.
fn wrong_language(path: &str, text: &str, code: &str) -> ContentError {
    let line = text.lines().position(|line| line.contains(&format!("{code}:"))).map_or(1, |index| index + 1);
    let message = format!("`{}` is none of the desk's languages: write en, nl, de or fr", short(code));
    ContentError::new(path, line, message).under(Rule::WrongValue)
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(ToOwned::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_messages_of_small_talk_are_recognised_and_nothing_else() {
        let phrases = SmalltalkPhrases::read(
            "smalltalk.yaml",
            "greeting: {en: [hi, good morning], fr: [bonjour]}\nthanks: {en: [thanks, thank you], de: [vielen Dank]}\n\
             farewell: {en: [bye]}\nhelped: {en: [that helped]}\nmissed: {en: [not what I asked]}\n\
             beside: {en: [there, so much, a lot, but]}\n",
        )
        .unwrap();
        let check = |text: &str, expect| {
            assert_eq!(phrases.recognise(text).map(|(kind, _)| kind), expect, "{text:?}");
        };
        check("Hi there!", Some(Smalltalk::Greeting));
        check("bonjour", Some(Smalltalk::Greeting));
        check("Good morning, thanks a lot 🙏", Some(Smalltalk::Thanks));
        check("vielen dank!", Some(Smalltalk::Thanks));
        check("thanks, bye", Some(Smalltalk::Thanks));
        check("that helped, thanks", Some(Smalltalk::Helped));
        check("thanks a lot, but not what I asked", Some(Smalltalk::Missed));
        check("hi, may I host a guest?", None);
        check("there", None);
        check("", None);
        let language = |text: &str| phrases.recognise(text).and_then(|(_, language)| language);
        assert_eq!(language("vielen Dank"), Some(Language::De));
        assert_eq!(language("hi, vielen Dank"), None);
    }
}
