//! All paths of a questionnaire, as editors see it: what is asked together, how many ways of answering lead there, and in
//! which outcomes they end.
//!
//! Worked out by the diagrams of the rules: trying the answers of the collaboration screening one after the other would take
//! longer than anybody has. What an editor should know of it is [`Flaw`]; those that must not be are told by
//! [`flaws`] when the content is read.

use std::collections::{BTreeMap, BTreeSet};

use super::questionnaire::Questionnaire;

pub mod graph;
pub mod plain;
#[cfg(test)]
mod tests;
mod walk;

use walk::Walk;

/// More questions on one path are asked of nobody.
pub const ASKED_MAX: usize = 28;

/// All paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// In the order of their blocks; those that a hard stop ends after those that are asked to the end.
    pub paths: Vec<Path>,
    pub flaws: Vec<Flaw>,
    /// The rules that no answers bring to the fore: where one of them holds, the outcome is graver by another.
    pub idle_rules: Vec<String>,
}

/// A set of blocks that open together, and so a list of questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// By place.
    pub blocks: Vec<usize>,
    /// In the order in which they are asked.
    pub asked: Vec<usize>,
    pub end: PathEnd,
    /// How many ways of answering lead this way and no other. Words of one's own are one way.
    pub ways: u128,
    /// The outcomes in which they end, by place, each with its ways.
    pub outcomes: BTreeMap<usize, u128>,
}

/// How a path ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PathEnd {
    /// There is nothing left to ask.
    Asked,
    /// The answer to its last question brought a hard stop.
    Stopped,
}

/// What must not be in a questionnaire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flaw {
    /// No answers lead to this question.
    NeverAsked(usize),
    /// No answers open this block.
    NeverOpens(usize),
    /// No answers end in this outcome.
    Unreached(usize),
    /// Whether a block opens at the end hangs on a question that is asked only then.
    DecidesItself { block: usize, question: usize },
}

impl Flow {
    pub fn of(questionnaire: &Questionnaire) -> Self {
        let mut walk = Walk::through(questionnaire);
        let mut paths: Vec<Path> = walk
            .routes
            .clone()
            .into_iter()
            .map(|route| Path {
                outcomes: walk.outcomes(&route),
                blocks: route.blocks,
                asked: route.asked,
                end: route.end,
                ways: route.ways,
            })
            .collect();
        paths.sort_by(|a, b| (a.end, &a.blocks, a.asked.len()).cmp(&(b.end, &b.blocks, b.asked.len())));
        let reached = paths.iter().flat_map(|path| path.outcomes.keys().copied()).collect();
        let flaws = gather(questionnaire, &walk, &reached);
        let idle_rules = walk.idle_rules();
        Self { paths, flaws, idle_rules }
    }

    /// The ways of all paths together.
    pub fn ways(&self) -> u128 {
        self.paths.iter().fold(0, |sum, path| sum.saturating_add(path.ways))
    }

    /// The path with the most questions.
    pub fn longest(&self) -> Option<&Path> {
        self.paths.iter().max_by_key(|path| path.asked.len())
    }

    /// All outcomes that are reached, each with its ways.
    pub fn outcomes(&self) -> BTreeMap<usize, u128> {
        let mut all = BTreeMap::new();
        for (outcome, ways) in self.paths.iter().flat_map(|path| &path.outcomes) {
            let so_far: &mut u128 = all.entry(*outcome).or_insert(0);
            *so_far = so_far.saturating_add(*ways);
        }
        all
    }
}

/// What must not be in a questionnaire and can be seen from its rules. Quick enough for every reading of it: no more paths are
/// followed to their outcomes than it takes to have met each of them.
pub fn flaws(questionnaire: &Questionnaire) -> Vec<Flaw> {
    let mut walk = Walk::through(questionnaire);
    let mut reached = BTreeSet::new();
    for route in walk.routes.clone() {
        if reached.len() > questionnaire.find_out_at() {
            break;
        }
        reached.extend(walk.outcomes(&route).into_keys());
    }
    gather(questionnaire, &walk, &reached)
}

fn gather(of: &Questionnaire, walk: &Walk<'_>, reached: &BTreeSet<usize>) -> Vec<Flaw> {
    let asked: BTreeSet<usize> = walk.routes.iter().flat_map(|route| &route.asked).copied().collect();
    let opened: BTreeSet<usize> = walk.routes.iter().flat_map(|route| &route.blocks).copied().collect();
    let never = |count: usize, met: &BTreeSet<usize>| (0..count).filter(|at| !met.contains(at)).collect::<Vec<_>>();
    let questions = never(of.questions.len(), &asked).into_iter().map(Flaw::NeverAsked);
    let blocks = never(of.blocks.len(), &opened).into_iter().map(Flaw::NeverOpens);
    let outcomes = never(of.find_out_at() + 1, reached).into_iter().map(Flaw::Unreached);
    let deciding =
        walk.deciding.iter().map(|(block, question)| Flaw::DecidesItself { block: *block, question: *question });
    questions.chain(blocks).chain(outcomes).chain(deciding).collect()
}
