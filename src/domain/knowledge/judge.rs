//! What a ranking allows: learnt from the knowledge base itself.
//!
//! Each ask is taken out and asked: what then comes first is right or not. Each entry is taken out and its asks are asked:
//! nothing can be right. How strong the wrong ones look is what a ranking must exceed. Nobody tunes by hand, and an editor who
//! adds an entry beside another one makes the desk ask back where the two cannot be told apart.
//!
//! One number is compared with two thresholds. A logistic model over all features was tried on the same cases and did worse:
//! what separates an ask from its neighbours is not what separates the field from the rest of life.

use super::entry::{Entry, Status};
use super::index::{AskRef, Index};
use super::query::{Query, Tools, Without};
use super::{Features, Ranking, Verdict, search};
use crate::language::Language;

/// The share of wrong first places that may look strong enough to be served. Most of those that do are asks which the
/// neighbouring entry answers, too; of questions outside the field far fewer get there.
/// With 80 entries, 0.03 answered 3 of 140 held-out questions outside the field; 0.02 answered none of them, but made every
/// second person choose from a list what the desk had right. Two in a hundred, each with its source and a way to a person,
/// is the lesser harm.
const SURE_WRONG_SHARE: f32 = 0.03;
/// The share of asks without their entry for which the desk may ask back.
const UNSURE_WRONG_SHARE: f32 = 0.4;
/// Thresholds stay within these, whatever a small or odd knowledge base would teach.
const SURE_WITHIN: (f32, f32) = (0.85, 1.2);
const UNSURE_WITHIN: (f32, f32) = (0.4, 0.7);
/// Serving needs this much, too: at most so much of the query unknown,
const SURE_UNKNOWN_MAX: f32 = 0.35;
/// two of three signals agreed,
const SURE_AGREEMENT_MIN: f32 = 0.5;
/// either some word that is not everyday life's, or nearly an ask's own words.
const SURE_FIELD_MIN: f32 = 0.15;
const SURE_BEST_ASK_MIN: f32 = 0.65;
/// and a lead: two entries that are nearly even are a question back, however strong both look.
const SURE_MARGIN_MIN: f32 = 0.1;
/// A lone word names a subject and asks nothing: it is answered only where one entry is far ahead, as for an abbreviation.
const SURE_LONE_WORD_MARGIN_MIN: f32 = 0.2;
/// The most that are offered, and how near to the first they must be.
const CHOICES_MAX: usize = 4;
const CHOICES_NEAR: f32 = 0.5;
/// At most so many asks are tried, evenly spread: the thresholds settle before, and start-up time is the operator's.
const ASKS_MAX: usize = 300;
/// Of a very large knowledge base so few that trying them stays a matter of seconds.
const ASKS_MAX_IF_LARGE: usize = 100;
const LARGE: usize = 5_000;

/// The thresholds. Made by [`Judge::learn`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Judge {
    sure_from: f32,
    unsure_from: f32,
}

impl Features {
    /// How strong the first hit looks: its score, its lead, and how much of the query is the field's own words.
    pub fn strength(&self) -> f32 {
        self.fused + self.margin.min(0.3) + 0.2 * self.field
    }
}

impl Judge {
    /// Tries asks against the rest of the knowledge base, in memory, without chance: the same entries give the same judge.
    pub(super) fn learn(asks: &[(AskRef, &str)], tools: &Tools<'_>) -> Self {
        let most = if tools.index.docs.len() > LARGE { ASKS_MAX_IF_LARGE } else { ASKS_MAX };
        let mut wrong = Vec::new();
        let mut without_entry = Vec::new();
        for (ask, text) in asks.iter().step_by(asks.len().div_ceil(most).max(1)) {
            for without in [Without::Ask(*ask), Without::Entry(ask.doc)] {
                let query = Query::new(text, Some(ask.language), without, tools);
                let ranked = search::rank(tools.index, &query);
                let features = search::features(&query, tools.index, &ranked);
                if ranked.first().is_some_and(|top| top.doc != ask.doc) {
                    wrong.push(if may_serve(&features) { features.strength() } else { 0.0 });
                }
                if let Without::Entry(_) = without {
                    without_entry.push(features.strength());
                }
            }
        }
        Self {
            sure_from: exceeded_by(wrong, SURE_WRONG_SHARE).clamp(SURE_WITHIN.0, SURE_WITHIN.1),
            unsure_from: exceeded_by(without_entry, UNSURE_WRONG_SHARE).clamp(UNSURE_WITHIN.0, UNSURE_WITHIN.1),
        }
    }

    pub(super) fn judge(&self, ranking: &Ranking) -> Verdict {
        let Some(first) = ranking.hits.first() else { return Verdict::Unknown };
        let strength = ranking.features.strength();
        if strength >= self.sure_from && may_serve(&ranking.features) {
            Verdict::Sure(first.clone())
        } else if strength >= self.unsure_from {
            let near = first.score * CHOICES_NEAR;
            Verdict::Unsure(ranking.hits.iter().take(CHOICES_MAX).filter(|hit| hit.score >= near).cloned().collect())
        } else {
            Verdict::Unknown
        }
    }
}

fn may_serve(features: &Features) -> bool {
    features.unknown <= SURE_UNKNOWN_MAX
        && features.agreement >= SURE_AGREEMENT_MIN
        && (features.field >= SURE_FIELD_MIN || features.best_ask >= SURE_BEST_ASK_MIN)
        && features.margin >= if features.words > 1.0 { SURE_MARGIN_MIN } else { SURE_LONE_WORD_MARGIN_MIN }
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
