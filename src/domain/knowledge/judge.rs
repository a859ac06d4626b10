//! What a ranking allows: learnt from the knowledge base itself.
//!
//! Each ask is taken out and asked: what comes first is right or not. Each entry is taken out and its asks are asked: nothing
//! can be right. From the two a logistic model learns how likely the first hit is right.

use super::index::{AskRef, Index};
use super::query::{Query, Tools, Without};
use super::{Features, Ranking, Verdict, search};
use crate::language::Language;

/// From this likelihood on the first hit is served. High: a wrong passage does more harm than a question back.
const SURE_FROM: f32 = 0.85;
/// From this likelihood on the best hits are offered.
const UNSURE_FROM: f32 = 0.25;
/// The most that are offered.
const CHOICES_MAX: usize = 4;
/// At most so many asks are tried, evenly spread: what is learnt settles long before, and start-up time is the operator's.
const ASKS_MAX: usize = 400;
const FEATURES: usize = 8;

/// A logistic model over [`Features`]. Made by [`Judge::learn`].
#[derive(Clone, Debug)]
pub(super) struct Judge {
    weights: [f32; FEATURES],
}

impl Judge {
    /// Tries asks against the rest of the knowledge base, in memory, without chance: the same entries give the same judge.
    pub(super) fn learn(asks: &[(AskRef, &str)], tools: &Tools<'_>) -> Self {
        let step = asks.len().div_ceil(ASKS_MAX).max(1);
        let mut cases: Vec<([f32; FEATURES], f32)> = Vec::new();
        for (ask, text) in asks.iter().step_by(step) {
            for without in [Without::Ask(*ask), Without::Entry(ask.doc)] {
                let query = Query::new(text, Some(ask.language), without, tools);
                let ranked = search::rank(tools.index, &query);
                let is_right = ranked.first().is_some_and(|top| top.doc == ask.doc);
                cases.push((vector(&search::features(&query, tools.index, &ranked)), f32::from(u8::from(is_right))));
            }
        }
        Self { weights: fit(&cases) }
    }

    /// How likely the first hit is right, from 0 to 1.
    pub(super) fn likelihood(&self, features: &Features) -> f32 {
        let vector = vector(features);
        logistic(self.weights.iter().zip(vector).map(|(weight, value)| weight * value).sum())
    }

    pub(super) fn judge(&self, ranking: &Ranking) -> Verdict {
        let Some(first) = ranking.hits.first() else { return Verdict::Unknown };
        let likelihood = self.likelihood(&ranking.features);
        if likelihood >= SURE_FROM && ranking.features.agreement > 0.5 {
            Verdict::Sure(first.clone())
        } else if likelihood >= UNSURE_FROM {
            let near = first.score * 0.5;
            Verdict::Unsure(ranking.hits.iter().take(CHOICES_MAX).filter(|hit| hit.score >= near).cloned().collect())
        } else {
            Verdict::Unknown
        }
    }
}

fn vector(features: &Features) -> [f32; FEATURES] {
    [
        1.0,
        features.fused,
        features.margin.min(0.3) * 3.0,
        features.agreement,
        features.unknown,
        features.coverage,
        features.best_ask,
        features.words.min(6.0) / 6.0,
    ]
}

fn logistic(value: f32) -> f32 {
    1.0 / (1.0 + (-value).exp())
}

/// Newton's method with a small penalty: a dozen steps, no rate to choose, no chance in it.
fn fit(cases: &[([f32; FEATURES], f32)]) -> [f32; FEATURES] {
    let mut weights = [0.0_f64; FEATURES];
    for _ in 0..12 {
        let mut gradient = [0.0_f64; FEATURES];
        let mut curve = [[0.0_f64; FEATURES]; FEATURES];
        for (at, row) in curve.iter_mut().enumerate() {
            row[at] = 1.0;
            gradient[at] = -weights[at];
        }
        for (vector, right) in cases {
            let sum: f64 = weights.iter().zip(vector).map(|(weight, value)| weight * f64::from(*value)).sum();
            let likelihood = 1.0 / (1.0 + (-sum).exp());
            let spread = likelihood * (1.0 - likelihood);
            for row in 0..FEATURES {
                gradient[row] += (f64::from(*right) - likelihood) * f64::from(vector[row]);
                for column in 0..FEATURES {
                    curve[row][column] += spread * f64::from(vector[row]) * f64::from(vector[column]);
                }
            }
        }
        for (weight, step) in weights.iter_mut().zip(solve(curve, gradient)) {
            *weight += step;
        }
    }
    weights.map(|weight| weight as f32)
}

/// Gauss elimination; the penalty on the diagonal keeps it solvable.
fn solve(mut matrix: [[f64; FEATURES]; FEATURES], mut right: [f64; FEATURES]) -> [f64; FEATURES] {
    for pivot in 0..FEATURES {
        for row in pivot + 1..FEATURES {
            let factor = matrix[row][pivot] / matrix[pivot][pivot];
            for column in pivot..FEATURES {
                matrix[row][column] -= factor * matrix[pivot][column];
            }
            right[row] -= factor * right[pivot];
        }
    }
    for pivot in (0..FEATURES).rev() {
        let known: f64 = (pivot + 1..FEATURES).map(|column| matrix[pivot][column] * right[column]).sum();
        right[pivot] = (right[pivot] - known) / matrix[pivot][pivot];
    }
    right
}

/// Each published ask with its place, in the order of entries.
pub(super) fn asks<'a>(index: &Index, entries: &'a [super::entry::Entry]) -> Vec<(AskRef, &'a str)> {
    let mut asks = Vec::new();
    for (doc, of_doc) in index.docs.iter().enumerate() {
        let start = entries.partition_point(|entry| entry.id < of_doc.id);
        let files: Vec<_> = entries[start..]
            .iter()
            .take_while(|entry| entry.id == of_doc.id)
            .filter(|entry| entry.status == super::entry::Status::Published)
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
