//! How alike two questions are, and which belong together.
//!
//! Alike as search sees it: by stems of words, and by pieces of two to four letters, which see through slips, endings and
//! compounds and know words that two languages share. What a stem or piece tells (its inverse document frequency) is learnt
//! from the asks of the knowledge base and not from the questions: a handful of questions about one thing would otherwise teach
//! that the one word they share says nothing.

use std::collections::{BTreeMap, HashMap};

use crate::language::Language;
use crate::text::{self, Stemmers};

/// How alike the questions of a cluster are on average, from 0 to 1. Measured on the 400 questions of `tests/retrieval`, of
/// which no entry has many in one language: of the pairs that come together, 94 in 100 ask for the same entry; at 0.25 it
/// would be 85, and a quarter more pairs; at 0.2, 72. Rather too high than too low: a question that stays apart waits for
/// more people, and one that joins what it is not like would be shown for people who did not ask it.
const ALIKE: f32 = 0.33;
/// Stems name the subject, pieces see through how it is written.
const STEMS_SHARE: f32 = 0.5;

/// What each stem and piece tells. Made by [`Likeness::learn`].
pub struct Likeness {
    stemmers: Stemmers,
    asks: f32,
    stems: HashMap<String, f32>,
    pieces: HashMap<u16, f32>,
}

/// Questions that belong together, as places in what was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub members: Vec<usize>,
    /// The member that is most like the others.
    pub representative: usize,
}

/// A question as two vectors of length one, each sorted by its keys.
struct Vectors {
    stems: Vec<(String, f32)>,
    pieces: Vec<(u16, f32)>,
}

impl Likeness {
    /// Counts in how many asks each stem and piece is.
    pub fn learn<'a>(asks: impl IntoIterator<Item = (Language, &'a str)>) -> Self {
        let mut of = Self { stemmers: Stemmers::new(), asks: 0.0, stems: HashMap::new(), pieces: HashMap::new() };
        for (language, ask) in asks {
            of.count(language, ask);
        }
        of
    }

    fn count(&mut self, language: Language, text: &str) {
        let (stems, pieces) = self.parts(language, text);
        self.asks += 1.0;
        stems.into_iter().for_each(|stem| *self.stems.entry(stem).or_default() += 1.0);
        pieces.into_iter().for_each(|piece| *self.pieces.entry(piece).or_default() += 1.0);
    }

    /// Stems and pieces, sorted, each once.
    fn parts(&self, language: Language, text: &str) -> (Vec<String>, Vec<u16>) {
        let words = text::words(text::head(text));
        let mut stems: Vec<String> = words.iter().map(|word| self.stemmers.stem(language, word).into_owned()).collect();
        stems.sort_unstable();
        stems.dedup();
        let mut pieces = Vec::new();
        text::grams(words.iter().map(String::as_str), &mut pieces);
        (stems, pieces)
    }

    fn vectors(&self, language: Language, text: &str) -> Vectors {
        let (stems, pieces) = self.parts(language, text);
        let idf = |with: Option<&f32>| ((self.asks + 1.0) / (with.copied().unwrap_or(0.0) + 0.5)).ln().max(0.1);
        let stems = stems.into_iter().map(|stem| (idf(self.stems.get(&stem)), stem)).map(|(idf, stem)| (stem, idf));
        let pieces = pieces.into_iter().map(|piece| (piece, idf(self.pieces.get(&piece))));
        Vectors { stems: unit(stems.collect()), pieces: unit(pieces.collect()) }
    }

    /// Agglomerative: the two groups that are most alike on average become one, until none are alike enough. By the average,
    /// because by the nearest pair two subjects join over one question between them, and by the farthest one odd wording
    /// parts a subject. Given in sorted order, so that ties fall the same way each time.
    pub(super) fn group(&self, texts: &[(Language, &str)]) -> Vec<Group> {
        // The same words are one point, however often they were asked: else the average would be of their repetitions.
        let mut points: BTreeMap<(Language, String), Vec<usize>> = BTreeMap::new();
        for (at, (language, text)) in texts.iter().enumerate() {
            points.entry((*language, text::words(text).join(" "))).or_default().push(at);
        }
        let places: Vec<Vec<usize>> = points.into_values().collect();
        let vectors: Vec<Vectors> =
            places.iter().map(|places| texts[places[0]]).map(|(language, text)| self.vectors(language, text)).collect();
        let near = near_pairs(&vectors);
        let mut groups = Vec::new();
        for component in components(vectors.len(), &near) {
            for members in merge(&component, &vectors) {
                groups.push(Group {
                    representative: places[most_alike(&members, &vectors)][0],
                    members: members.iter().flat_map(|point| places[*point].iter().copied()).collect(),
                });
            }
        }
        groups
    }
}

fn unit<K>(mut vector: Vec<(K, f32)>) -> Vec<(K, f32)> {
    let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    vector.iter_mut().for_each(|(_, weight)| *weight /= length);
    vector
}

fn dot<K: Ord>(a: &[(K, f32)], b: &[(K, f32)]) -> f32 {
    let (mut at, mut sum) = (0, 0.0);
    for (key, weight) in a {
        while b.get(at).is_some_and(|(other, _)| other < key) {
            at += 1;
        }
        if let Some((_, other)) = b.get(at).filter(|(other, _)| other == key) {
            sum += weight * other;
        }
    }
    sum
}

fn alike(a: &Vectors, b: &Vectors) -> f32 {
    STEMS_SHARE * dot(&a.stems, &b.stems) + (1.0 - STEMS_SHARE) * dot(&a.pieces, &b.pieces)
}

fn near_pairs(vectors: &[Vectors]) -> Vec<(usize, usize)> {
    let mut near = Vec::new();
    for (b, second) in vectors.iter().enumerate() {
        let with_b = vectors[..b].iter().enumerate().filter(|(_, first)| alike(first, second) >= ALIKE);
        near.extend(with_b.map(|(a, _)| (a, b)));
    }
    near
}

/// Points that are joined by near pairs. Groups never reach beyond one: where all pairs are below the threshold, so is their
/// average. So only within them must all pairs be held in memory.
fn components(points: usize, near: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut root: Vec<usize> = (0..points).collect();
    fn find(root: &mut [usize], mut point: usize) -> usize {
        while root[point] != point {
            root[point] = root[root[point]];
            point = root[point];
        }
        point
    }
    for (a, b) in near {
        let (a, b) = (find(&mut root, *a), find(&mut root, *b));
        root[a.max(b)] = a.min(b);
    }
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for point in 0..points {
        found.entry(find(&mut root, point)).or_default().push(point);
    }
    found.into_values().collect()
}

fn merge(component: &[usize], vectors: &[Vectors]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = component.iter().map(|point| vec![*point]).collect();
    // Between two groups: the sum over all pairs, which adds up when groups join.
    let mut sums: Vec<Vec<f32>> = component
        .iter()
        .map(|a| component.iter().map(|b| alike(&vectors[*a.min(b)], &vectors[*a.max(b)])).collect())
        .collect();
    loop {
        let mut best: Option<(f32, usize, usize)> = None;
        for b in 1..groups.len() {
            for a in 0..b {
                let average = sums[a][b] / (groups[a].len() * groups[b].len()) as f32;
                if average >= ALIKE && best.is_none_or(|(most, _, _)| average > most) {
                    best = Some((average, a, b));
                }
            }
        }
        let Some((_, a, b)) = best else { return groups };
        let (joined, row) = (groups.remove(b), sums.remove(b));
        groups[a].extend(joined);
        for (sum, more) in sums[a].iter_mut().zip(row) {
            *sum += more;
        }
        for (at, row) in sums.iter_mut().enumerate() {
            let more = row.remove(b);
            if at != a {
                row[a] += more;
            }
        }
    }
}

/// The member with the greatest likeness to all others; the first of equals.
fn most_alike(members: &[usize], vectors: &[Vectors]) -> usize {
    let sum = |of: usize| -> f32 { members.iter().map(|other| alike(&vectors[of], &vectors[*other])).sum() };
    let mut best = (f32::MIN, members[0]);
    for member in members {
        let sum = sum(*member);
        if sum > best.0 {
            best = (sum, *member);
        }
    }
    best.1
}
