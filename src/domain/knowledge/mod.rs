//! What the desk knows: entries, their passages, search and verdict.

use crate::ids::{EntryId, SectionId};

/// A passage with its score. Made by search.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub entry: EntryId,
    pub section: SectionId,
    /// Means the same on every query, so that a threshold can speak of it.
    pub score: f32,
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
