//! What a ranking allows: learnt from the knowledge base itself.
//!
//! Each ask is taken out and asked: what then comes first is right or not. Each entry is taken out and its asks are asked:
//! nothing can be right. How strong the wrong ones look, in each language, is what a ranking must exceed. Nobody tunes by hand,
//! and an editor who adds an entry beside another one makes the desk ask back where the two cannot be told apart. Learning takes
//! a fraction of a second, so it is done at each start and what was learnt is never out of date.
//!
//! One number is compared with two thresholds. Logistic models over this and more (agreement of signals, share of unknown
//! words, share of the field's own words, likeness to the best ask) were tried on the same cases: none served more at the same
//! share of false answers, and most served less, since what separates an ask from its neighbours is not what separates the
//! field from the rest of life.

use super::entry::{Entry, Status};
use super::index::{AskRef, Index};
use super::query::{Query, Tools};
use super::{Among, Features, Ranking, Verdict, search};
use crate::language::Language;

/// The share of wrong first places that may look strong enough to be served. One in fourteen sounds like many: nearly all that get
/// there are asks which a neighbouring entry answers, too. Of questions by people who had not seen the entries 1 in 100 was
/// then served wrong, and of messages outside the field 1 in 100 was answered (docs/benchmarks.md).
const SURE_WRONG_SHARE: f32 = 0.07;
/// The share of asks without their entry for which the desk may ask back. Choices cost a look, and none of them claims to be
/// the answer; a question that is turned away is lost.
const UNSURE_WRONG_SHARE: f32 = 0.8;
/// Thresholds stay within these, whatever a small or odd knowledge base would teach.
const SURE_WITHIN: (f32, f32) = (1.2, 2.4);
const UNSURE_WITHIN: (f32, f32) = (0.6, 1.2);
/// A lead beyond this says no more.
const MARGIN_MAX: f32 = 0.3;
/// How much the same score is worth more for a longer question. Score and lead are shares of the query, and who tells a story
/// before asking cannot get a great share; but so much agreement by chance is far less likely over many words.
const WEIGHT_POWER: f32 = 0.4;
/// A lone word names a subject and asks nothing: it is answered only where one entry is far ahead, as for an abbreviation.
const LONE_WORD_MARGIN_MIN: f32 = 0.2;
/// The most that are offered, and how near to the first they must be.
const CHOICES_MAX: usize = 4;
const CHOICES_NEAR: f32 = 0.4;
/// At most so many asks of a language are tried, evenly spread: the thresholds settle before, and start-up time is the
/// operator's.
const ASKS_MAX: usize = 120;
/// Of a very large knowledge base so few that trying them stays a matter of seconds.
const ASKS_MAX_IF_LARGE: usize = 25;
const LARGE: usize = 5_000;

/// The thresholds, by language. Made by [`Judge::learn`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Judge([Thresholds; 4]);

#[derive(Clone, Copy, Debug, PartialEq)]
struct Thresholds {
    sure: f32,
    unsure: f32,
}

impl Features {
    /// How strong the first hit looks.
    pub fn strength(&self) -> f32 {
        (self.fused + self.margin.min(MARGIN_MAX)) * self.weight.powf(WEIGHT_POWER)
    }
}

impl Judge {
    /// Tries asks against the rest of the knowledge base, in memory, without chance: the same entries give the same judge.
    pub(super) fn learn(asks: &[(AskRef, &str)], tools: &Tools<'_>) -> Self {
        Self(Language::ALL.map(|language| {
            let of_language: Vec<_> = asks.iter().filter(|(ask, _)| ask.language == language).collect();
            Thresholds::learn(&of_language, tools)
        }))
    }

    pub(super) fn judge(&self, ranking: &Ranking) -> Verdict {
        let Some(first) = ranking.hits.first() else { return Verdict::Unknown };
        let Thresholds { sure, unsure } = self.thresholds(ranking.language);
        let strength = ranking.features.strength();
        if strength >= sure && may_serve(&ranking.features) {
            Verdict::Sure(first.clone())
        } else if strength >= unsure {
            let near = first.score * CHOICES_NEAR;
            Verdict::Unsure(ranking.hits.iter().take(CHOICES_MAX).filter(|hit| hit.score >= near).cloned().collect())
        } else {
            Verdict::Unknown
        }
    }

    /// Where the language cannot be told, the strictest.
    fn thresholds(&self, language: Option<Language>) -> Thresholds {
        match language {
            Some(language) => self.0[language as usize],
            None => self.0.iter().copied().fold(self.0[0], |most, of| Thresholds {
                sure: most.sure.max(of.sure),
                unsure: most.unsure.max(of.unsure),
            }),
        }
    }
}

impl Thresholds {
    fn learn(asks: &[&(AskRef, &str)], tools: &Tools<'_>) -> Self {
        let most = if tools.index.docs.len() > LARGE { ASKS_MAX_IF_LARGE } else { ASKS_MAX };
        let mut wrong = Vec::new();
        let mut without_entry = Vec::new();
        for (ask, text) in asks.iter().step_by(asks.len().div_ceil(most).max(1)) {
            let query = Query::new(text, Some(ask.language), Some(*ask), tools);
            let mut ranked = search::rank(tools.index, &query, Among::All);
            let features = search::features(&query, &ranked);
            let strength = |features: &Features| if may_serve(features) { features.strength() } else { 0.0 };
            if ranked.first().is_some_and(|top| top.doc != ask.doc) {
                wrong.push(strength(&features));
            }
            // Nearly what the others look like when it is not there: its words count as a little less rare.
            ranked.retain(|ranked| ranked.doc != ask.doc);
            let features = search::features(&query, &ranked);
            if !ranked.is_empty() {
                wrong.push(strength(&features));
            }
            without_entry.push(features.strength());
        }
        Self {
            sure: exceeded_by(wrong, SURE_WRONG_SHARE).clamp(SURE_WITHIN.0, SURE_WITHIN.1),
            unsure: exceeded_by(without_entry, UNSURE_WRONG_SHARE).clamp(UNSURE_WITHIN.0, UNSURE_WITHIN.1),
        }
    }
}

fn may_serve(features: &Features) -> bool {
    features.words != 1 || features.margin >= LONE_WORD_MARGIN_MIN
}

/// The value that so great a share of the values exceed; 0 without values.
fn exceeded_by(mut values: Vec<f32>, share: f32) -> f32 {
    values.sort_by(f32::total_cmp);
    let at = (values.len() as f32 * (1.0 - share)) as usize;
    values.get(at.min(values.len().saturating_sub(1))).copied().unwrap_or_default()
}

/// Each published ask with its place, in the order of entries.
pub(super) fn asks<'a>(index: &Index, entries: &'a [Entry]) -> Vec<(AskRef, &'a str)> {
    let mut asks = Vec::new();
    for (doc, of_doc) in index.docs.iter().enumerate() {
        let start = entries.partition_point(|entry| entry.id < of_doc.id);
        let files: Vec<_> = entries[start..]
            .iter()
            .take_while(|entry| entry.id == of_doc.id)
            .filter(|entry| entry.status == Status::Published)
            .collect();
        for language in Language::ALL {
            let of_language = files.iter().filter_map(|file| file.asks.get(&language)).flatten();
            for (at, ask) in of_language.enumerate() {
                asks.push((AskRef { doc: doc as u32, language, at: at as u32 }, ask.as_str()));
            }
        }
    }
    asks
}
