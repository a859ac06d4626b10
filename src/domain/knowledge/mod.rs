//! What the desk knows: entries, their passages, search and verdict.
//!
//! Reading order: `entry` (what an editor writes), `base` (all of it, and the way in), `query` and `signal` (how a question
//! is compared), `search` (how that becomes a ranking), `judge` (when the desk is sure).

pub(crate) mod address;
mod base;
pub mod body;
pub mod detect;
pub mod entry;
mod front_matter;
mod gram_index;
pub(crate) mod hygiene;
mod index;
mod judge;
pub mod keys;
mod lexicon;
mod near;
pub(crate) mod prose;
mod query;
mod search;
mod signal;
mod spelling;
mod translation;
mod values;
mod vocabulary;

pub use base::KnowledgeBase;
pub use lexicon::Lexicon;
pub use search::{Among, HITS_MAX, Scope};
pub use translation::Drift;

use crate::ids::{EntryId, SectionId};
use crate::language::Language;

/// A passage with its score. Made by search.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub entry: EntryId,
    pub section: SectionId,
    /// Means the same on every query, so that a threshold can speak of it.
    pub score: f32,
}

/// What a query found, best first. Made by [`KnowledgeBase::search`].
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// At most [`HITS_MAX`], one for each entry.
    pub hits: Vec<Hit>,
    /// The query's words as they were searched: folded, slips mended.
    pub corrected: String,
    /// The query's language, as far as it could be told.
    pub language: Option<Language>,
    pub features: Features,
}

/// What the verdict rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Features {
    /// The first hit's score, from 0 to a little over 1.
    pub fused: f32,
    /// How far it is ahead of the second.
    pub margin: f32,
    /// How many words of the query carry meaning.
    pub words: usize,
    /// How much they tell together: the sum of their inverse document frequencies.
    pub weight: f32,
}

/// What the ranking allows.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// One passage answers: it is served word for word.
    Sure(Hit),
    /// Up to four passages may be meant: the person is asked which.
    Unsure(Vec<Hit>),
    /// The desk does not know.
    Unknown,
}
