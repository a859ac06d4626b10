//! The questions that were not answered, or not well: gathered by likeness, and shown from a number of people on.
//!
//! Everything is done here, on the operator's machine. A language model would see likenesses that letters do not show, and
//! would have to be shown what people asked.

mod likeness;
mod stub;

use std::collections::{BTreeMap, BTreeSet};

use crate::ids::{EntryId, SectionId, Timestamp};
use crate::language::Language;

pub use likeness::Likeness;
pub use stub::{Stub, stub};

/// The words of fewer people are not shown: a question that one person asks can tell who that is.
pub const PEOPLE_MIN: usize = 3;

/// Why a question was kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MissKind {
    /// No entry answers it.
    Unknown,
    /// None of the entries on offer was meant.
    NoneOfThese,
    /// This section was served, and was not what was asked.
    Unhelpful { entry: EntryId, section: SectionId },
}

impl MissKind {
    /// A short word that never changes.
    pub fn word(&self) -> &'static str {
        match self {
            MissKind::Unknown => "unknown",
            MissKind::NoneOfThese => "none_of_these",
            MissKind::Unhelpful { .. } => "unhelpful",
        }
    }
}

/// A question that was kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Miss {
    pub question: String,
    pub language: Language,
    pub kind: MissKind,
    /// The day on which it was asked, by its first millisecond in UTC. The hour is not kept: it would lead to the person.
    pub day: Timestamp,
    /// A mark that is the same for the same person and tells nothing else; `None` for what was kept before there were marks.
    pub person: Option<String>,
}

/// Questions that are alike, asked by at least [`PEOPLE_MIN`] people. Made by [`gather`].
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// How many different people certainly asked.
    pub people: usize,
    /// The one that is most like the others.
    pub representative: String,
    /// Each wording once, the representative first.
    pub questions: Vec<(Language, String)>,
    /// How often it was asked, in all.
    pub asked: usize,
    /// How often, by why it was kept.
    pub kinds: BTreeMap<&'static str, usize>,
    /// What was served and did not help, and how often.
    pub served: BTreeMap<(EntryId, SectionId), usize>,
    pub first_day: Timestamp,
    pub last_day: Timestamp,
}

impl Cluster {
    pub fn languages(&self) -> BTreeSet<Language> {
        self.questions.iter().map(|(language, _)| *language).collect()
    }
}

/// What may be seen of the misses. Words of clusters below [`PEOPLE_MIN`] are not in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gathered {
    /// Those that most people asked come first.
    pub clusters: Vec<Cluster>,
    /// Clusters that fewer people asked.
    pub withheld: usize,
    /// The questions in them.
    pub withheld_questions: usize,
}

/// Gathers misses by likeness. The same misses in any order come out the same.
pub fn gather(mut misses: Vec<Miss>, likeness: &Likeness) -> Gathered {
    misses.sort();
    let texts: Vec<(Language, &str)> = misses.iter().map(|miss| (miss.language, miss.question.as_str())).collect();
    let mut gathered = Gathered::default();
    for group in likeness.group(&texts) {
        let of_group: Vec<&Miss> = group.members.iter().map(|at| &misses[*at]).collect();
        if people(&of_group) < PEOPLE_MIN {
            gathered.withheld += 1;
            gathered.withheld_questions += of_group.len();
        } else {
            gathered.clusters.push(cluster(&of_group, &misses[group.representative]));
        }
    }
    let key = |cluster: &Cluster| (std::cmp::Reverse((cluster.people, cluster.asked)), cluster.representative.clone());
    gathered.clusters.sort_by_key(key);
    gathered
}

/// How many different people it certainly was. Those without a mark may all have been one, and one of the others.
fn people(misses: &[&Miss]) -> usize {
    let marks: BTreeSet<&str> = misses.iter().filter_map(|miss| miss.person.as_deref()).collect();
    marks.len().max(usize::from(!misses.is_empty()))
}

fn cluster(misses: &[&Miss], representative: &Miss) -> Cluster {
    let (mut kinds, mut served) = (BTreeMap::new(), BTreeMap::new());
    let mut questions = vec![(representative.language, representative.question.clone())];
    for miss in misses {
        *kinds.entry(miss.kind.word()).or_default() += 1;
        if let MissKind::Unhelpful { entry, section } = &miss.kind {
            *served.entry((entry.clone(), section.clone())).or_default() += 1;
        }
        let question = (miss.language, miss.question.clone());
        if !questions.contains(&question) {
            questions.push(question);
        }
    }
    let days = || misses.iter().map(|miss| miss.day);
    Cluster {
        people: people(misses),
        representative: representative.question.clone(),
        questions,
        asked: misses.len(),
        kinds,
        served,
        first_day: days().min().unwrap_or(representative.day),
        last_day: days().max().unwrap_or(representative.day),
    }
}

#[cfg(test)]
#[path = "misses/tests.rs"]
mod tests;
