//! Messages that lean on what was said before: "and in Germany?", "why?", "more". Told by the patterns of
//! `knowledge-base/recognise/follow-up.yaml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::pattern::Pattern;
use super::places::Sighting;
use crate::content::{ContentError, Rule, short};
use crate::language::Language;
use crate::text;

/// What a message asks of the topic that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FollowUp {
    More,
    Why,
    Who,
    /// When, by when, or how long.
    When,
    /// What to do now.
    Next,
    /// The same for another place.
    Elsewhere,
    /// Something about the topic, in the message's own words.
    Refers,
}

/// What a person tells of where they work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// At this place; `alone` when the message says nothing else.
    WorksIn { place: String, alone: bool },
    /// What they said is to be forgotten.
    Forget,
}

/// Longer messages stand for themselves.
const WORDS_MAX: usize = 8;

/// The patterns, by language. Made by [`FollowUps::read`].
#[derive(Debug)]
pub struct FollowUps([OfLanguage; 4]);

#[derive(Debug, Default)]
struct OfLanguage {
    /// In the order in which they are tried.
    whole: Vec<(FollowUp, Pattern)>,
    begins: Vec<Pattern>,
    refers: Vec<Pattern>,
    works_in: Vec<Pattern>,
    forget_place: Vec<Pattern>,
    around: Vec<String>,
    words: BTreeMap<FollowUp, String>,
}

type Lists = BTreeMap<Language, Vec<String>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    more: Lists,
    why: Asked,
    who: Asked,
    when: Asked,
    next: Asked,
    elsewhere: Lists,
    begins: Lists,
    refers: Lists,
    works_in: Lists,
    forget_place: Lists,
    around: Lists,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    patterns: Lists,
    /// What the section that answers it has.
    words: Lists,
}

impl FollowUps {
    /// Reads the file's text and reports every mistake.
    pub fn read(path: &str, text: &str) -> Result<Self, Vec<ContentError>> {
        let file: File = crate::yaml::read(path, text)?;
        let mut mistakes = Vec::new();
        let mut read = |lists: &mut Lists, language| {
            let written = lists.remove(&language).unwrap_or_default();
            patterns(path, text, &written, &mut mistakes)
        };
        let File { mut more, why, who, when, next, mut elsewhere, .. } = file;
        let File { mut begins, mut refers, mut works_in, mut forget_place, mut around, .. } = file;
        let mut asked = [(FollowUp::Why, why), (FollowUp::Who, who), (FollowUp::When, when), (FollowUp::Next, next)];
        let of_language = Language::ALL.map(|language| {
            let mut of = OfLanguage {
                begins: read(&mut begins, language),
                refers: read(&mut refers, language),
                works_in: read(&mut works_in, language),
                forget_place: read(&mut forget_place, language),
                around: around
                    .remove(&language)
                    .unwrap_or_default()
                    .iter()
                    .flat_map(|word| text::words(word))
                    .collect(),
                ..OfLanguage::default()
            };
            let mut add = |kind, found: Vec<Pattern>| of.whole.extend(found.into_iter().map(|one| (kind, one)));
            add(FollowUp::Elsewhere, read(&mut elsewhere, language));
            for (kind, Asked { patterns, words }) in &mut asked {
                add(*kind, read(patterns, language));
                of.words.insert(*kind, words.remove(&language).unwrap_or_default().join(" "));
            }
            add(FollowUp::More, read(&mut more, language));
            of
        });
        if mistakes.is_empty() { Ok(Self(of_language)) } else { Err(mistakes) }
    }

    /// What a short message asks of an open topic; `None` when it stands for itself. Only [`FollowUp::Refers`] is a guess.
    pub fn recognise(&self, sighting: &Sighting, language: Language) -> Option<FollowUp> {
        let words = sighting.words();
        if words.is_empty() || words.len() > WORDS_MAX {
            return None;
        }
        self.tried(language).find_map(|of| {
            let core = of.without_around(&words);
            let whole = of.whole.iter().find(|(_, pattern)| pattern.is_all_of(core) || pattern.is_all_of(&words));
            let refers = || {
                of.begins.iter().any(|pattern| pattern.begins(&words))
                    || of.refers.iter().any(|pattern| pattern.is_in(&words))
            };
            whole.map(|(kind, _)| *kind).or_else(|| refers().then_some(FollowUp::Refers))
        })
    }

    /// What the message tells of where the person works.
    pub fn whereabouts(&self, sighting: &Sighting, language: Language) -> Option<Whereabouts> {
        let words = sighting.words();
        self.tried(language).find_map(|of| {
            let core = of.without_around(&words);
            if of.forget_place.iter().any(|pattern| pattern.is_all_of(core)) {
                return Some(Whereabouts::Forget);
            }
            let pattern = of.works_in.iter().find(|pattern| pattern.is_in(&words))?;
            // Two places in one message: nobody can tell which of them it is.
            let mut codes: Vec<&str> = sighting.codes().collect();
            codes.dedup();
            let [place] = codes.as_slice() else { return None };
            Some(Whereabouts::WorksIn { place: (*place).to_owned(), alone: pattern.is_all_of(core) })
        })
    }

    /// Words that a section has which answers such a question, in this language and in English.
    pub fn words(&self, kind: FollowUp, language: Language) -> String {
        let of = |language: Language| self.0[language as usize].words.get(&kind).map_or("", String::as_str);
        if language == Language::En {
            of(language).to_owned()
        } else {
            format!("{} {}", of(language), of(Language::En))
        }
    }

    /// The language's own patterns, then the English ones, which people use in any language.
    fn tried(&self, language: Language) -> impl Iterator<Item = &OfLanguage> {
        let english = (language != Language::En).then_some(Language::En);
        std::iter::once(language).chain(english).map(|language| &self.0[language as usize])
    }
}

impl OfLanguage {
    /// The words without "ok", "please" and "and" at either end.
    fn without_around<'a>(&self, words: &'a [String]) -> &'a [String] {
        let is_around = |word: &String| self.around.contains(word);
        let start = words.iter().position(|word| !is_around(word)).unwrap_or(0);
        let end = words.iter().rposition(|word| !is_around(word)).map_or(words.len(), |at| at + 1);
        &words[start..end]
    }
}

fn patterns(path: &str, text: &str, written: &[String], mistakes: &mut Vec<ContentError>) -> Vec<Pattern> {
    let read = |pattern: &String| {
        Pattern::read(pattern).map_err(|why| {
            let message =
                format!("the pattern “{}” cannot be read: {why}. Take its neighbours for an example", short(pattern));
            ContentError::new(path, super::line_of(text, pattern), message).under(Rule::WrongValue)
        })
    };
    let (found, wrong): (Vec<_>, Vec<_>) = written.iter().map(read).partition(Result::is_ok);
    mistakes.extend(wrong.into_iter().filter_map(Result::err));
    found.into_iter().filter_map(Result::ok).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Places;
    use super::*;

    const PLACES: &str = "de:\n  en: [Germany, german]\n  nl: [Duitsland]\n  de: [Deutschland]\n  fr: [Allemagne]\n  abbreviations: []\n\
                          nl:\n  en: [Netherlands, delft]\n  nl: [Nederland, delft]\n  de: [Niederlande]\n  fr: [Pays-Bas]\n  abbreviations: [NL]\n";
    const SHIPPED: &str = include_str!("../../../knowledge-base/recognise/follow-up.yaml");

    fn read() -> (FollowUps, Places) {
        (FollowUps::read("follow-up.yaml", SHIPPED).unwrap(), Places::read("places.yaml", PLACES).unwrap())
    }

    #[test]
    fn short_messages_lean_on_what_was_said_and_full_ones_do_not() {
        let (follow_ups, places) = read();
        let check = |language, text: &str, expect| {
            let found = follow_ups.recognise(&places.seen_in(text, language), language);
            assert_eq!(found, expect, "{text}");
        };
        check(Language::En, "More, please!", Some(FollowUp::More));
        check(Language::En, "ok, tell me more about it", Some(FollowUp::More));
        check(Language::En, "why?", Some(FollowUp::Why));
        check(Language::En, "Who decides that?", Some(FollowUp::Who));
        check(Language::En, "and how long does it take", Some(FollowUp::When));
        check(Language::En, "what do I do now", Some(FollowUp::Next));
        check(Language::En, "and in Germany?", Some(FollowUp::Elsewhere));
        check(Language::En, "what about the German one?", Some(FollowUp::Elsewhere));
        check(Language::En, "NL?", Some(FollowUp::Elsewhere));
        check(Language::En, "is it binding", Some(FollowUp::Refers));
        check(Language::En, "may I export a laser to Germany?", None);
        check(Language::En, "who decides about export licences for lasers", None);
        check(Language::Nl, "en in Duitsland dan?", Some(FollowUp::Elsewhere));
        check(Language::Nl, "wie beslist daarover", Some(FollowUp::Who));
        check(Language::Nl, "vertel me meer", Some(FollowUp::More));
        check(Language::De, "wie lange dauert das?", Some(FollowUp::When));
        check(Language::De, "und in den Niederlande", Some(FollowUp::Elsewhere));
        check(Language::De, "was soll ich jetzt tun", Some(FollowUp::Next));
        check(Language::Fr, "et en Allemagne ?", Some(FollowUp::Elsewhere));
        check(Language::Fr, "pourquoi pas ?", Some(FollowUp::Why));
        check(Language::Fr, "combien de temps ça prend", Some(FollowUp::When));
    }

    #[test]
    fn where_a_person_works_is_heard_in_their_own_words_only() {
        let (follow_ups, places) = read();
        let check = |language, text: &str, expect: Option<Whereabouts>| {
            assert_eq!(follow_ups.whereabouts(&places.seen_in(text, language), language), expect, "{text}");
        };
        let works_in = |place: &str, alone| Some(Whereabouts::WorksIn { place: place.to_owned(), alone });
        check(Language::En, "I work in Germany.", works_in("de", true));
        check(Language::En, "we are at Delft", works_in("nl", true));
        check(Language::En, "I'm a postdoc in Germany, may I take my laptop to a conference?", works_in("de", false));
        check(Language::Nl, "ik werk in Duitsland", works_in("de", true));
        check(Language::De, "Ich arbeite in Deutschland", works_in("de", true));
        check(Language::Fr, "je travaille en Allemagne", works_in("de", true));
        check(Language::En, "our partner works in Germany", None);
        check(Language::En, "I work with a German firm", None);
        check(Language::En, "I work in Germany or Delft", None);
        check(Language::En, "forget where I work", Some(Whereabouts::Forget));
        check(Language::Nl, "vergeet waar ik werk", Some(Whereabouts::Forget));
        check(Language::De, "Vergessen Sie bitte, wo ich arbeite", Some(Whereabouts::Forget));
        check(Language::Fr, "oubliez où je travaille", Some(Whereabouts::Forget));
    }
}
