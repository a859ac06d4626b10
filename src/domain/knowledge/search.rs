//! From a query to a ranking.

use jiff::civil::Date;

use super::index::{Index, SectionWords};
use super::query::Query;
use super::signal;
use super::{Features, Hit, Ranking};
use crate::ids::{EntryId, SectionId};
use crate::language::Language;

/// The most hits of a ranking.
pub const HITS_MAX: usize = 8;
/// How far another section must be ahead of the first one to be chosen, as a share of what could be reached.
const SECTION_LEAD: f32 = 0.15;

/// Whose question it is, as far as search can use it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope<'a> {
    /// The conversation's language.
    pub language: Option<Language>,
    pub among: Among<'a>,
    /// Entries that do not hold on that day are passed over; without one, none are.
    pub day: Option<Date>,
}

/// What is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among<'a> {
    All,
    /// All; of several entries that fit, those of this jurisdiction come first.
    Rather(&'a str),
    /// Only entries that hold in this jurisdiction; those that hold in hardly any other come first.
    Only(&'a str),
    /// Only this entry: its sections that have words of the query, best first, each with the share that it has.
    Sections(&'a EntryId),
}

impl From<Option<Language>> for Scope<'_> {
    fn from(language: Option<Language>) -> Self {
        Self { language, among: Among::All, day: None }
    }
}

/// How much more an entry counts that is about the preferred place.
const PREFERRED: f32 = 1.2;
/// An entry that holds in more places is about none of them.
const PLACES_MAX: usize = 3;

/// How much an entry's score counts.
fn preference(holds_in: &[String], among: Among<'_>) -> f32 {
    match among {
        Among::Rather(place) | Among::Only(place)
            if holds_in.len() <= PLACES_MAX && holds_in.iter().any(|code| code == place) =>
        {
            PREFERRED
        }
        _ => 1.0,
    }
}

/// An entry's place in a ranking before passages are chosen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ranked {
    pub doc: u32,
    pub score: f32,
}

/// The entries that come into question, best first; ties in order of id.
pub(super) fn rank(index: &Index, query: &Query, among: Among<'_>) -> Vec<Ranked> {
    let is_in = |doc: u32| {
        let doc = &index.docs[doc as usize];
        doc.holds_on(query.day)
            && !matches!(among, Among::Only(place) if !doc.holds_in.iter().any(|code| code == place))
    };
    let mut ranked = signal::best_by_words(index, query, signal::ALL[0].entries_max, is_in);
    for stage in &signal::ALL {
        keep_best(&mut ranked, stage.entries_max);
        let docs: Vec<u32> = ranked.iter().map(|ranked| ranked.doc).collect();
        let mut scores = vec![0.0; docs.len()];
        stage.signal.score(index, query, &docs, &mut scores);
        for (ranked, score) in ranked.iter_mut().zip(scores) {
            ranked.score += stage.weight * score;
        }
    }
    ranked.sort_by(order);
    ranked
}

fn order(a: &Ranked, b: &Ranked) -> std::cmp::Ordering {
    b.score.total_cmp(&a.score).then(a.doc.cmp(&b.doc))
}

pub(super) fn keep_best(ranked: &mut Vec<Ranked>, most: usize) {
    if ranked.len() > most {
        ranked.select_nth_unstable_by(most - 1, order);
        ranked.truncate(most);
    }
}

/// What the ranking tells of itself.
pub(super) fn features(query: &Query, ranked: &[Ranked]) -> Features {
    let Some(top) = ranked.first() else { return Features::default() };
    Features {
        fused: top.score,
        margin: (top.score - ranked.get(1).map_or(0.0, |second| second.score)).max(0.0),
        words: query.words.len(),
        weight: query.words.iter().map(|word| word.idf * word.count).sum(),
    }
}

/// Chooses passages for the best entries.
pub(super) fn ranking(index: &Index, query: Query, among: Among<'_>) -> Ranking {
    if let Among::Sections(entry) = among {
        return of_entry(index, query, entry);
    }
    let mut ranked = rank(index, &query, among);
    let preference = |ranked: &Ranked| preference(&index.docs[ranked.doc as usize].holds_in, among);
    ranked.sort_by(|a, b| (b.score * preference(b)).total_cmp(&(a.score * preference(a))).then(a.doc.cmp(&b.doc)));
    // A preferred place chooses between entries; it makes none of them a better answer.
    let features = features(&query, &ranked);
    ranked.iter_mut().for_each(|ranked| ranked.score *= preference(ranked));
    let hits = ranked
        .iter()
        .take(HITS_MAX)
        .filter(|ranked| ranked.score > 0.0)
        .filter_map(|ranked| {
            let section = section(index, &query, ranked.doc)?;
            Some(Hit { entry: index.docs[ranked.doc as usize].id.clone(), section, score: ranked.score })
        })
        .collect();
    Ranking { hits, corrected: query.corrected, language: query.language, features }
}

/// The sections of one entry.
fn of_entry(index: &Index, query: Query, entry: &EntryId) -> Ranking {
    let found = index.docs.binary_search_by(|doc| doc.id.cmp(entry)).ok();
    let mut hits = Vec::new();
    if let Some((sections, scores, best)) = found.and_then(|doc| section_scores(index, &query, doc as u32)) {
        let found = sections.iter().zip(scores).filter(|(_, score)| *score > 0.0);
        hits.extend(found.map(|(section, score)| Hit {
            entry: entry.clone(),
            section: section.id.clone(),
            score: score / best,
        }));
        // Stable: of equals, the one that comes first on the page.
        hits.sort_by(|a, b| b.score.total_cmp(&a.score));
    }
    Ranking { hits, corrected: query.corrected, language: query.language, features: Features::default() }
}

/// The section that the query speaks of; the first one, which an editor wrote for the usual ask, unless another is clearly ahead.
fn section(index: &Index, query: &Query, doc: u32) -> Option<SectionId> {
    let (sections, scores, best) = section_scores(index, query, doc)?;
    let mut chosen = 0;
    for (at, score) in scores.iter().enumerate() {
        let lead = if chosen == 0 { SECTION_LEAD * best } else { 0.0 };
        if *score > scores[chosen] + lead {
            chosen = at;
        }
    }
    sections.get(chosen).map(|section| section.id.clone())
}

/// An entry's sections in the query's language, what each has of the query, and what one could have at most.
fn section_scores<'a>(index: &'a Index, query: &Query, doc: u32) -> Option<(&'a [SectionWords], Vec<f32>, f32)> {
    let files = &index.docs[doc as usize].sections;
    let (_, sections) = files
        .iter()
        .find(|(language, _)| Some(*language) == query.language)
        .or_else(|| files.iter().find(|(language, _)| *language == Language::En))
        .or(files.first())?;
    let mut scores = vec![0.0_f32; sections.len()];
    let mut best = 0.0;
    for word in &query.words {
        let weights: Vec<f32> = sections.iter().map(|section| word_in_section(word, section)).collect();
        let with = weights.iter().filter(|weight| **weight > 0.0).count();
        best += word.idf * word.count;
        // A word that all sections have chooses none of them.
        if with < sections.len() {
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += word.idf * word.count * weight / (weight + 0.5);
            }
        }
    }
    Some((sections, scores, best))
}

fn word_in_section(word: &super::query::QueryWord, section: &SectionWords) -> f32 {
    word.terms
        .iter()
        .filter_map(|(term, _, _)| section.terms.binary_search_by_key(term, |(term, _)| *term).ok())
        .map(|at| section.terms[at].1)
        .fold(0.0, f32::max)
}
