//! What continues a ticket from another account or network: its number, which finds it, and a secret, which nobody can guess.

use std::fmt;

use super::Number;
use super::number::part_of;
use crate::spoken;

/// Letters of the secret: 125 random bits, so that no number of tries finds it.
const SECRET: usize = 25;
const NUMBER: usize = 7;
/// A mistyped phrase has at least so many digits, if hardly ever fewer.
const DIGITS_LEAST: usize = 4;
/// So many words may stand before it.
const WORDS_MAX: usize = 4;

/// `K7M-4Q2X-…`: whoever brings it is taken for the person whose ticket it is. Shown once, when the ticket is opened or continued; what
/// is kept is its Argon2id hash. Never printed by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Phrase {
    number: Number,
    secret: String,
}

impl Phrase {
    /// Made from what the shell drew by chance; the chance tells nothing of the number that the same draw makes.
    pub fn from_chance(number: Number, chance: u128) -> Self {
        let mut secret = spoken::letters(part_of(chance, "fairway ticket phrase"), SECRET);
        // So that it can be told from words: one in eighty thousand has no digit of its own.
        if !secret.contains(|letter: char| letter.is_ascii_digit()) {
            secret.replace_range(SECRET - 1.., "7");
        }
        Self { number, secret }
    }

    /// Reads what somebody typed or pasted. Also one with a wrong letter, which no ticket has: who brings it should hear that, and
    /// not what is said to a question. Words of as many letters have no digits.
    pub fn read(typed: &str) -> Option<Self> {
        let letters = spoken::read(typed.trim_start_matches('#'), NUMBER + SECRET)?;
        let digits = typed.chars().filter(char::is_ascii_digit).count();
        let (number, secret) = letters.split_at(NUMBER);
        let number = Number::read(number).filter(|_| digits > 0);
        let mistyped = || (digits >= DIGITS_LEAST).then(|| Number::unchecked(&letters[..NUMBER]));
        Some(Self { number: number.or_else(mistyped)?, secret: secret.to_owned() })
    }

    /// A phrase at the end of some words, such as "resume …": it has so many letters that nothing else reads as one.
    pub fn in_words(text: &str) -> Option<Self> {
        let text = text.trim();
        let after_words = text.match_indices(char::is_whitespace).map(|(at, blank)| at + blank.len()).take(WORDS_MAX);
        std::iter::once(0).chain(after_words).find_map(|at| Self::read(&text[at..]))
    }

    pub fn number(&self) -> &Number {
        &self.number
    }

    /// The secret part alone: what is hashed and compared.
    pub fn secret(&self) -> &str {
        &self.secret
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.number, spoken::grouped(&self.secret, &[5; 5]))
    }
}

impl fmt::Debug for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phrase(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_read_as_it_is_shown_and_never_printed() {
        let number = Number::from_chance(7);
        let phrase = Phrase::from_chance(number.clone(), 7);
        let shown = phrase.to_string();
        assert_eq!((shown.len(), Phrase::read(&shown).as_ref()), (38, Some(&phrase)));
        assert_eq!(Phrase::read(&shown.to_lowercase().replace('-', " ")), Some(phrase.clone()));
        assert_eq!((Phrase::read(&number.to_string()), Phrase::read(&shown[1..])), (None, None));
        let wrong = format!("{}{}", if shown.starts_with('A') { "B" } else { "A" }, &shown[1..]);
        assert_ne!(Phrase::read(&wrong).expect("it is plainly meant as one").number(), &number);
        assert_eq!(Phrase::read("may we share the data we have made there"), None);
        assert!(!format!("{phrase:?}").contains(phrase.secret()));
        assert_ne!(Phrase::from_chance(number, 8).secret(), phrase.secret());
    }
}
