//! Which of the desk's languages a text is in.

use std::sync::LazyLock;

use whatlang::{Detector, Lang};

use super::vocabulary::EverydayWords;
use crate::language::Language;
use crate::text;

/// Built once: the lists hold three thousand words.
static WORDS: LazyLock<EverydayWords> = LazyLock::new(EverydayWords::new);

/// How far the leading language's words must be ahead of the next one's.
const LEAD: f32 = 0.5;
/// A shorter word alone tells no language.
const LONE_WORD_LETTERS_MIN: usize = 5;
/// Below so many letters the statistics of letters are noise.
const LETTERS_MIN: usize = 14;
/// What the statistics of letters must say of themselves when no everyday word helps.
const CONFIDENCE_MIN: f64 = 0.25;

/// The language of a message, or `None` where it cannot be told: one word, a name, code, another language.
///
/// Everyday words decide where they can, since a question of four words has some and is too short for statistics of letters;
/// those come second.
pub fn detect(text: &str) -> Option<Language> {
    let text = text::head(text);
    let words = text::words(text);
    // `ok`, `stop`, `RCAT`: alone, a short word is at home everywhere.
    if words.len() < 2 && words.iter().all(|word| word.chars().count() < LONE_WORD_LETTERS_MIN) {
        return None;
    }
    let mut votes = [0.0_f32; 4];
    for word in &words {
        let languages: Vec<Language> = WORDS.languages(word).collect();
        for language in &languages {
            votes[*language as usize] += 1.0 / languages.len() as f32;
        }
    }
    let mut ranked = Language::ALL.map(|language| (votes[language as usize], language));
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let [(first, language), (second, _), ..] = ranked;
    let letters = by_letters(text, &words);
    // One everyday word among names decides nothing unless the letters agree.
    if first - second >= LEAD && (first >= 1.0 || letters.is_some_and(|(heard, _)| heard == language)) {
        return Some(language);
    }
    letters.and_then(|(heard, confidence)| {
        (confidence >= CONFIDENCE_MIN && votes[heard as usize] >= first - LEAD).then_some(heard)
    })
}

/// Whether a folded word is one of everyday life in any of the desk's languages, and so hardly anybody's name.
pub(crate) fn is_everyday(word: &str) -> bool {
    WORDS.languages(word).next().is_some()
}

/// Whether a folded word is one without meaning, such as `the` and `waarom`, in any of the desk's languages.
pub(crate) fn is_stop(word: &str) -> bool {
    WORDS.is_stop(word, None)
}

fn by_letters(text: &str, words: &[String]) -> Option<(Language, f64)> {
    if words.iter().map(|word| word.chars().filter(|character| character.is_alphabetic()).count()).sum::<usize>()
        < LETTERS_MIN
    {
        return None;
    }
    let info = Detector::with_allowlist(vec![Lang::Eng, Lang::Nld, Lang::Deu, Lang::Fra]).detect(text)?;
    let language = match info.lang() {
        Lang::Eng => Language::En,
        Lang::Nld => Language::Nl,
        Lang::Deu => Language::De,
        Lang::Fra => Language::Fr,
        _ => return None,
    };
    Some((language, info.confidence()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: Option<Language>) {
        assert_eq!(detect(text), expect, "{text}");
    }

    #[test]
    fn short_questions_are_told_apart() {
        use Language::*;
        for (text, language) in [
            ("what is dual use?", En),
            ("can I take my laptop to China", En),
            ("who decides about exports", En),
            ("partner on a sanctions list", En),
            ("wat is kennisveiligheid?", Nl),
            ("mag ik mijn laptop meenemen", Nl),
            ("wie beslist hierover", Nl),
            ("gastonderzoeker uit Iran ontvangen", Nl),
            ("was ist Dual-Use?", De),
            ("darf ich meinen Laptop mitnehmen", De),
            ("wer entscheidet darüber", De),
            ("Gastwissenschaftler aus China einladen", De),
            ("qu'est-ce que le double usage ?", Fr),
            ("puis-je emporter mon ordinateur", Fr),
            ("qui décide chez nous", Fr),
            ("accueillir un chercheur invité", Fr),
        ] {
            check(text, Some(language));
        }
    }

    #[test]
    fn what_is_no_language_is_none() {
        for text in ["", "RCAT", "ATAS?", "12345", "🙂🙂", "ok", "China"] {
            check(text, None);
        }
    }

    #[test]
    fn a_long_paste_is_judged_by_its_beginning() {
        check(&"the quick brown fox is over the lazy dog. ".repeat(10_000), Some(Language::En));
    }
}
