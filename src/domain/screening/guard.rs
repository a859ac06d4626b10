//! Looks at what somebody typed in their own words, and says whether it must not be kept: words that name or identify a
//! person, and where a person comes from.
//!
//! Nobody is judged, and nothing that was found is told on: [`Found`] holds no text. Reading order: what is looked for is in
//! `knowledge-base/recognise/guard.yaml` (`lists`), each word of a text is seen as what it may be (`sight`), signs that are
//! no words, such as addresses and numbers, are in `signs`.

mod lists;
mod sight;
mod signs;

use unicode_normalization::UnicodeNormalization;

use crate::prompts::Prompt;
use crate::prompts::screening::keys;
use crate::recognise::Places;

pub use lists::GuardWords;

/// Of a longer text only the beginning is looked at: nothing so long is kept as an answer.
pub const LOOKED_AT_MAX_CHARS: usize = 2_000;

/// What a text holds that must not be kept. It never says which words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// A life in dates, degrees and places.
    Cv,
    /// A number or a date that stands for one person: of a passport, a citizen, a student, an account, an ORCID; a birthday.
    Identity,
    Email,
    Phone,
    /// A personal page, or a name in a network.
    Profile,
    Name,
    /// Where a person comes from. The place of an organisation is none.
    Nationality,
}

impl Found {
    /// In the order in which they tell most of somebody.
    pub const ALL: [Found; 7] =
        [Found::Cv, Found::Identity, Found::Email, Found::Phone, Found::Profile, Found::Name, Found::Nationality];

    /// What is said instead of keeping the text.
    pub fn prompt(self) -> Prompt {
        match self {
            Found::Name => keys::GUARD_NAME,
            Found::Email | Found::Phone | Found::Profile => keys::GUARD_CONTACT,
            Found::Cv => keys::GUARD_CV,
            Found::Identity => keys::GUARD_IDENTITY,
            Found::Nationality => keys::GUARD_NATIONALITY,
        }
    }
}

/// What must not be kept of a text in any of the desk's languages: of several things the one that tells most. `None` where
/// nothing was found, which is no promise.
pub fn guard(text: &str, words: &GuardWords, places: &Places) -> Option<Found> {
    // Composed: a letter that is followed by its accent would otherwise be divided from it.
    let text: String = text.nfkc().take(LOOKED_AT_MAX_CHARS).collect();
    let seen = sight::see(&text, words, places);
    let views = words.views.each_ref().map(|view| sight::in_language(&seen, view));
    let says = |found| words.views.iter().zip(&views).any(|(view, words)| view.says(found, words));
    Found::ALL.into_iter().find(|found| match found {
        Found::Cv => signs::is_cv(&seen, words),
        Found::Identity => signs::has_known_number(&text) || says(Found::Identity),
        Found::Email => signs::has_email(&text),
        Found::Phone => signs::has_phone(&text) || says(Found::Phone),
        Found::Profile => signs::has_profile(&text, &words.profiles),
        Found::Name | Found::Nationality => says(*found),
    })
}

#[cfg(test)]
mod tests;
