//! Multinomial logistic regression over hashed features: learns within a fraction of a second from what editors wrote, without
//! chance, so that the same content always gives the same desk.

use super::examples::{BUCKETS, Examples, Features, features};

/// How often all examples are gone through. More teaches the examples by heart.
const ROUNDS: usize = 8;
/// How far a first step goes; later ones shrink with what was learnt (AdaGrad: Duchi, Hazan, Singer 2011).
const STEP: f32 = 0.1;

/// No row has this number; if examples had every single feature, the last one would go without.
const NOT_SEEN: u16 = u16::MAX;

/// What was learnt. Made by [`Learner::learn`].
#[derive(Debug)]
pub(super) struct Learner<L> {
    labels: Vec<L>,
    /// How much a feature tells: rare ones more.
    idf: Vec<f32>,
    /// Feature → its row of weights; `NOT_SEEN` for one that no example has. Most have none: they would take up megabytes.
    rows: Vec<u16>,
    /// Row × label.
    weights: Vec<f32>,
    biases: Vec<f32>,
}

impl<L: Copy + Ord> Learner<L> {
    pub(super) fn learn(examples: &Examples<L>) -> Self {
        let mut labels: Vec<L> = examples.labelled.iter().map(|(label, _)| *label).collect();
        labels.sort_unstable();
        labels.dedup();
        let (count, all) = (labels.len(), examples.labelled.len());
        let mut with = vec![0_u32; BUCKETS];
        examples.labelled.iter().flat_map(|(_, features)| features.all()).for_each(|at| with[at] += 1);
        let idf = with.iter().map(|with| ((all as f32 + 1.0) / (*with as f32 + 1.0)).ln().max(0.1)).collect();
        let mut rows = vec![NOT_SEEN; BUCKETS];
        let seen = with.iter().zip(&mut rows).filter(|(with, _)| **with > 0).map(|(_, row)| row);
        let seen = (0..NOT_SEEN).zip(seen).map(|(at, row)| *row = at).count();
        let mut learner = Self { labels, idf, rows, weights: vec![0.0; seen * count], biases: vec![0.0; count] };
        // A label with few examples must not drown in the others.
        let mut of_label = vec![0_usize; count];
        let place = |label: &L, labels: &[L]| labels.binary_search(label).unwrap_or_default();
        examples.labelled.iter().for_each(|(label, _)| of_label[place(label, &learner.labels)] += 1);
        let importance: Vec<f32> = of_label.iter().map(|of| all as f32 / (count * of).max(1) as f32).collect();
        let mut squares = vec![1e-3_f32; seen * count];
        let mut bias_squares = vec![1e-3_f32; count];
        for round in 0..ROUNDS {
            for at in order(all, round) {
                let (label, features) = &examples.labelled[at];
                let right = place(label, &learner.labels);
                let weighted = learner.weighted(features);
                let shares = learner.shares(&weighted);
                for (of, share) in shares.iter().enumerate() {
                    let error = (share - f32::from(u8::from(of == right))) * importance[right];
                    bias_squares[of] += error * error;
                    learner.biases[of] -= STEP * error / bias_squares[of].sqrt();
                    for (row, value) in &weighted {
                        let slot = row * count + of;
                        let slope = error * value;
                        squares[slot] += slope * slope;
                        learner.weights[slot] -= STEP * slope / squares[slot].sqrt();
                    }
                }
            }
        }
        learner
    }

    /// How likely each label is; together 1.
    pub(super) fn likely(&self, message: &str) -> Vec<(L, f32)> {
        if self.labels.is_empty() {
            return Vec::new();
        }
        let shares = self.shares(&self.weighted(&features(message)));
        self.labels.iter().copied().zip(shares).collect()
    }

    /// The rows of the features that are known, with their weights. Words and pieces weigh the same together, though there
    /// are more pieces.
    fn weighted(&self, features: &Features) -> Vec<(usize, f32)> {
        let mut weighted = Vec::with_capacity(features.words.len() + features.pieces.len());
        for of in [&features.words, &features.pieces] {
            let idf = |at: &u16| self.idf[usize::from(*at)];
            let length = of.iter().map(|at| idf(at).powi(2)).sum::<f32>().sqrt().max(1e-6);
            let row = |at: &u16| Some(self.rows[usize::from(*at)]).filter(|row| *row != NOT_SEEN).map(usize::from);
            weighted.extend(of.iter().filter_map(|at| Some((row(at)?, idf(at) / length))));
        }
        weighted
    }

    fn shares(&self, weighted: &[(usize, f32)]) -> Vec<f32> {
        let count = self.labels.len();
        let mut sums = self.biases.clone();
        for (row, value) in weighted {
            let of_row = &self.weights[row * count..(row + 1) * count];
            sums.iter_mut().zip(of_row).for_each(|(sum, weight)| *sum += weight * value);
        }
        let most = sums.iter().copied().fold(f32::MIN, f32::max);
        sums.iter_mut().for_each(|sum| *sum = (*sum - most).exp());
        let all: f32 = sums.iter().sum();
        sums.iter_mut().for_each(|sum| *sum /= all);
        sums
    }
}

/// All places, far apart from each other in turn, and differently each round: files list examples of one kind in a row.
fn order(all: usize, round: usize) -> impl Iterator<Item = usize> {
    // Any number without a common divisor goes through all of them; one more than a multiple has none.
    let first = all * 618 / 1000 + 1 + round * 7;
    let stride = (first..=first + all).find(|stride| gcd(*stride, all) == 1).unwrap_or(1);
    (0..all).map(move |at| (at * stride + round) % all)
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_seen_once_a_round() {
        for all in [0, 1, 2, 7, 100, 3_401] {
            for round in 0..3 {
                let mut seen: Vec<_> = order(all, round).collect();
                seen.sort_unstable();
                assert_eq!(seen, (0..all).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn what_was_taught_is_told_apart_and_shares_are_shares() {
        let mut examples = Examples::default();
        for (label, message) in [
            (1, "we plan to host a guest"),
            (1, "we plan a joint laboratory"),
            (1, "our plan is to share data"),
            (2, "somebody threatened me"),
            (2, "I am afraid of that man"),
            (2, "they threatened my family"),
        ] {
            examples.add(label, message);
        }
        let learner = Learner::learn(&examples);
        for (message, label) in [("we plan to share a laboratory", 1), ("that man threatened me", 2)] {
            let likely = learner.likely(message);
            let best = likely.iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(label, _)| *label);
            assert_eq!(best, Some(label), "{message}: {likely:?}");
            assert!((likely.iter().map(|(_, share)| share).sum::<f32>() - 1.0).abs() < 1e-4);
        }
        assert!(Learner::<u8>::learn(&Examples::default()).likely("anything").is_empty());
    }
}
