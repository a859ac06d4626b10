//! Greetings, thanks and goodbyes: recognised from word lists that editors keep, so that they get a short human reply.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::content::ContentError;

/// What kind of small talk a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Smalltalk {
    Greeting,
    Farewell,
    /// Said last here: a message that thanks and greets is a thanks.
    Thanks,
}

/// The phrases of `knowledge-base/recognise/smalltalk.yaml`, folded.
#[derive(Clone, Debug, Default)]
pub struct SmalltalkPhrases {
    /// A phrase as its words, with its kind; `None` for words that may stand beside one ("there", "so much").
    phrases: Vec<(Vec<String>, Option<Smalltalk>)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    greeting: BTreeMap<String, Vec<String>>,
    thanks: BTreeMap<String, Vec<String>>,
    farewell: BTreeMap<String, Vec<String>>,
    beside: BTreeMap<String, Vec<String>>,
}

/// Longer messages are questions that begin politely.
const WORDS_MAX: usize = 8;

impl SmalltalkPhrases {
    pub fn read(path: &str, text: &str) -> Result<Self, Vec<ContentError>> {
        let file: File = crate::yaml::read(path, text)?;
        let lists = [
            (file.greeting, Some(Smalltalk::Greeting)),
            (file.thanks, Some(Smalltalk::Thanks)),
            (file.farewell, Some(Smalltalk::Farewell)),
            (file.beside, None),
        ];
        let mut phrases: Vec<_> = lists
            .into_iter()
            .flat_map(|(list, kind)| list.into_values().flatten().map(move |phrase| (words(&phrase), kind)))
            .filter(|(words, _)| !words.is_empty())
            .collect();
        // Longest first, so that "good night" is not read as "good" and a word left over.
        phrases.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        Ok(Self { phrases })
    }

    /// The kind of small talk that the whole message is; `None` as soon as one word is left over.
    pub fn recognise(&self, text: &str) -> Option<Smalltalk> {
        let words = words(text);
        if words.len() > WORDS_MAX {
            return None;
        }
        let mut rest = words.as_slice();
        let mut kind = None;
        while !rest.is_empty() {
            let (phrase, of) = self.phrases.iter().find(|(phrase, _)| rest.starts_with(phrase))?;
            kind = kind.max(*of);
            rest = rest.get(phrase.len()..)?;
        }
        kind
    }
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
             farewell: {en: [bye]}\nbeside: {en: [there, so much, a lot]}\n",
        )
        .unwrap();
        let check = |text: &str, expect| assert_eq!(phrases.recognise(text), expect, "{text:?}");
        check("Hi there!", Some(Smalltalk::Greeting));
        check("bonjour", Some(Smalltalk::Greeting));
        check("Good morning, thanks a lot 🙏", Some(Smalltalk::Thanks));
        check("vielen dank!", Some(Smalltalk::Thanks));
        check("thanks, bye", Some(Smalltalk::Thanks));
        check("hi, may I host a guest?", None);
        check("there", None);
        check("", None);
    }
}
