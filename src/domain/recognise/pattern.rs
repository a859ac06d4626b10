//! Patterns: phrases that are a sure sign of a kind, as editors write them.
//!
//! `(a|b c)` is one or the other, `[word]` may be missing, `threat*` is any word that begins so, `...` stands for up to four
//! words, `PLACE` for any place. A pattern is found anywhere in a message whose words are folded: small letters without accents.

use crate::content::short;
use crate::text;

/// How many words `...` can stand for.
const GAP_WORDS_MAX: usize = 4;
/// Deeper brackets than these are nothing that a person reads.
const DEPTH_MAX: usize = 6;

/// The word that stands for a place. In capitals, so that no folded word is the same.
pub(super) const PLACE: &str = "PLACE";

/// A word of a message, as patterns see it.
pub(crate) trait Seen {
    fn word(&self) -> &str;

    /// Whether it is of a kind, by its place in the list that the pattern was read with.
    fn is(&self, _kind: usize) -> bool {
        false
    }
}

impl Seen for String {
    fn word(&self) -> &str {
        self
    }
}

/// A phrase to look for.
#[derive(Debug)]
pub(crate) struct Pattern {
    parts: Vec<Part>,
    /// The words that it can begin with; `None` when any can. Nearly every pattern is ruled out by them.
    first: Option<Vec<First>>,
}

#[derive(Debug)]
enum First {
    Word(String),
    Beginning(String),
    Kind(usize),
}

impl First {
    fn fits(&self, seen: &impl Seen) -> bool {
        match self {
            First::Word(first) => seen.word() == first,
            First::Beginning(stem) => seen.word().starts_with(stem.as_str()),
            First::Kind(kind) => seen.is(*kind),
        }
    }
}

#[derive(Debug)]
enum Part {
    Word(String),
    Beginning(String),
    Kind(usize),
    /// One of these sequences; an empty one among them makes it optional.
    OneOf(Vec<Vec<Part>>),
    Gap,
}

impl Pattern {
    /// Reads a pattern. The error says what to write instead.
    pub(super) fn read(written: &str) -> Result<Self, String> {
        Self::read_with(written, &[])
    }

    /// Reads a pattern in which some words, in capitals, stand for any word of a kind.
    pub(crate) fn read_with(written: &str, kinds: &[&str]) -> Result<Self, String> {
        let mut rest = written.chars().peekable();
        let mut alternatives = read_alternatives(&mut rest, kinds, 0)?;
        if rest.peek().is_some() {
            return Err("a closing bracket has no opening one".to_owned());
        }
        if alternatives.len() != 1 {
            return Err("put `(` and `)` round the alternatives of a `|`".to_owned());
        }
        let parts = alternatives.remove(0);
        if !parts.iter().any(|part| !matches!(part, Part::Gap)) {
            return Err("it would be found in every message: write words".to_owned());
        }
        let mut first = Vec::new();
        let first = (gather_first(&parts, &mut first) == Some(false)).then_some(first);
        let pattern = Self { parts, first };
        if pattern.is_in::<String>(&[]) {
            return Err("all of it may be missing: leave one word outside of `[` and `]`".to_owned());
        }
        Ok(pattern)
    }

    /// Whether the words hold the phrase.
    pub(crate) fn is_in<W: Seen>(&self, words: &[W]) -> bool {
        (0..=words.len()).any(|start| self.begins(&words[start..]))
    }

    /// Whether the words begin with the phrase.
    pub(super) fn begins<W: Seen>(&self, words: &[W]) -> bool {
        self.may_begin(words) && fits(&self.parts, words, &mut |_| true)
    }

    /// Whether the words are the phrase and nothing else.
    pub(super) fn is_all_of(&self, words: &[String]) -> bool {
        self.may_begin(words) && fits(&self.parts, words, &mut <[String]>::is_empty)
    }

    fn may_begin<W: Seen>(&self, words: &[W]) -> bool {
        match (&self.first, words.first()) {
            (None, _) => true,
            (Some(first), Some(word)) => first.iter().any(|first| first.fits(word)),
            (Some(_), None) => false,
        }
    }
}

/// Gathers the words that parts can begin with, and says whether all of the parts may be missing; `None` when any word can be
/// the first.
fn gather_first(parts: &[Part], first: &mut Vec<First>) -> Option<bool> {
    for part in parts {
        match part {
            Part::Word(word) => first.push(First::Word(word.clone())),
            Part::Beginning(stem) => first.push(First::Beginning(stem.clone())),
            Part::Kind(kind) => first.push(First::Kind(*kind)),
            Part::Gap => return None,
            Part::OneOf(alternatives) => {
                let mut may_be_missing = false;
                for alternative in alternatives {
                    may_be_missing |= gather_first(alternative, first)?;
                }
                if may_be_missing {
                    continue;
                }
            }
        }
        return Some(false);
    }
    Some(true)
}

type Letters<'a> = std::iter::Peekable<std::str::Chars<'a>>;

/// Reads up to a closing bracket or the end.
fn read_alternatives(rest: &mut Letters<'_>, kinds: &[&str], depth: usize) -> Result<Vec<Vec<Part>>, String> {
    if depth > DEPTH_MAX {
        return Err(format!("more than {DEPTH_MAX} brackets within each other: write several patterns"));
    }
    let mut alternatives = vec![Vec::new()];
    let mut written = String::new();
    let end_word = |written: &mut String, alternatives: &mut Vec<Vec<Part>>| -> Result<(), String> {
        if let (false, Some(last)) = (written.is_empty(), alternatives.last_mut()) {
            last.push(read_word(&std::mem::take(written), kinds)?);
        }
        Ok(())
    };
    while let Some(letter) = rest.peek().copied() {
        match letter {
            ')' | ']' => break,
            '(' | '[' => {
                rest.next();
                end_word(&mut written, &mut alternatives)?;
                let mut within = read_alternatives(rest, kinds, depth + 1)?;
                let closing = if letter == '(' { ')' } else { ']' };
                if rest.next() != Some(closing) {
                    return Err(format!("`{letter}` is not closed by `{closing}`"));
                }
                if within.iter().all(Vec::is_empty) {
                    return Err(format!("there is nothing between `{letter}` and `{closing}`"));
                }
                if letter == '[' {
                    within.push(Vec::new());
                }
                alternatives
                    .last_mut()
                    .into_iter()
                    .for_each(|last| last.push(Part::OneOf(std::mem::take(&mut within))));
            }
            '|' => {
                rest.next();
                end_word(&mut written, &mut alternatives)?;
                alternatives.push(Vec::new());
            }
            _ if letter.is_whitespace() => {
                rest.next();
                end_word(&mut written, &mut alternatives)?;
            }
            _ => {
                rest.next();
                written.push(letter);
            }
        }
    }
    end_word(&mut written, &mut alternatives)?;
    Ok(alternatives)
}

fn read_word(written: &str, kinds: &[&str]) -> Result<Part, String> {
    if let Some(kind) = kinds.iter().position(|kind| *kind == written) {
        return Ok(Part::Kind(kind));
    }
    if written == "..." || written == "…" {
        return Ok(Part::Gap);
    }
    if written == PLACE {
        return Ok(Part::Word(PLACE.to_owned()));
    }
    let (stem, is_beginning) = written.strip_suffix('*').map_or((written, false), |stem| (stem, true));
    match text::words(stem).as_slice() {
        [word] if is_beginning => Ok(Part::Beginning(word.clone())),
        [word] => Ok(Part::Word(word.clone())),
        _ => Err(format!(
            "`{}` is no single word: put a space where a message has a sign or an apostrophe",
            short(written)
        )),
    }
}

/// Whether the parts fit the beginning of the words; `then` judges what is left.
fn fits<W: Seen>(parts: &[Part], words: &[W], then: &mut dyn FnMut(&[W]) -> bool) -> bool {
    let Some((part, parts)) = parts.split_first() else { return then(words) };
    match part {
        Part::Word(word) => words.first().is_some_and(|seen| seen.word() == word) && fits(parts, &words[1..], then),
        Part::Beginning(stem) => {
            words.first().is_some_and(|seen| seen.word().starts_with(stem.as_str())) && fits(parts, &words[1..], then)
        }
        Part::Kind(kind) => words.first().is_some_and(|seen| seen.is(*kind)) && fits(parts, &words[1..], then),
        Part::OneOf(alternatives) => {
            alternatives.iter().any(|alternative| fits(alternative, words, &mut |left| fits(parts, left, then)))
        }
        Part::Gap => (0..=GAP_WORDS_MAX.min(words.len())).any(|gap| fits(parts, &words[gap..], then)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_found_anywhere_in_a_message() {
        for (pattern, message, is_in) in [
            ("i want (a human|to [really] talk to someone)", "Please, I want to talk to someone!", true),
            ("i want (a human|to [really] talk to someone)", "I want to really talk to someone", true),
            ("i want (a human|to [really] talk to someone)", "I want to talk", false),
            ("threat* ... family", "they threatened me and my old family", true),
            ("threat* ... family", "a threat of the kind that family knows", true),
            ("threat* ... family", "threat one two three four five family", false),
            ("été menacé", "J'ai ETE MENACE hier", true),
            ("plan", "planning", false),
            ("[[please] [do]] (send|give [me]) help", "do send help", true),
            ("[[please] [do]] (send|give [me]) help", "give me help", true),
            ("[[please] [do]] (send|give [me]) help", "please help", false),
        ] {
            let read = Pattern::read(pattern).expect(pattern);
            assert_eq!(read.is_in(&text::words(message)), is_in, "{pattern}: {message}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        for (pattern, says) in [
            ("i want (a human", "not closed"),
            ("a human)", "no opening"),
            ("a | b", "alternatives"),
            ("...", "every message"),
            ("[please]", "may be missing"),
            ("()", "nothing between"),
            ("don't", "no single word"),
            ("((((((((a))))))))", "within each other"),
        ] {
            let why = Pattern::read(pattern).err().unwrap_or_default();
            assert!(why.contains(says), "{pattern}: {why}");
        }
    }
}
