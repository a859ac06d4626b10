//! Decision diagrams: a questionnaire's rules in a form that can be asked about all answers at once.
//!
//! A node looks at one question and has a branch for each choice, the first one for "no answer that counts"; equal nodes are
//! one, and a node whose branches are all the same is not there (R. E. Bryant, *Graph-based algorithms for Boolean function
//! manipulation*, IEEE Transactions on Computers C-35(8), 1986; branches instead of bits as in A. Srinivasan et al., ICCAD
//! 1990). What is left of an outcome's diagram once the known answers are put in looks at exactly those unknowns that matter,
//! and ends in exactly the outcomes that are still possible. Trying every completion takes the product of all choices; this
//! takes the few hundred nodes that there are.

use std::collections::{BTreeMap, BTreeSet};

use super::answers::Sheet;
use super::questionnaire::{Question, Questionnaire};

mod build;
mod builder;

pub(super) use build::{Rules, Scope};
pub(super) use builder::Builder;

/// A node, or, below [`ENDS`], an end.
pub(super) type Ref = u32;
/// Ends are outcomes, sets of blocks (one bit each), or 0 and 1.
const ENDS: Ref = 256;
pub(super) const NO: Ref = 0;
pub(super) const YES: Ref = 1;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Node {
    question: usize,
    /// By choice, shifted by one: 0 is no answer that counts.
    branches: Box<[Ref]>,
}

/// What is asked of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Diagrams {
    nodes: Vec<Node>,
    /// Ends in the place of an outcome, never that of finding out.
    colour: Ref,
    /// Ends in the blocks that open on the answers of the first: bit `n` is the block at `n`.
    blocks: Ref,
}

impl Diagrams {
    /// Made once, when a questionnaire is read.
    pub(super) fn of(questionnaire: &Questionnaire) -> Self {
        build::build(questionnaire)
    }

    /// What is left of the diagram of outcomes when each question may be answered by these choices only (shifted by one).
    pub(super) fn colours(&self, may: &[Vec<usize>]) -> Left {
        left(&self.nodes, self.colour, may)
    }

    pub(super) fn open_blocks(&self, may: &[Vec<usize>]) -> Left {
        left(&self.nodes, self.blocks, may)
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }
}

fn node(nodes: &[Node], at: Ref) -> Option<&Node> {
    nodes.get((at as usize).checked_sub(ENDS as usize)?)
}

fn left(nodes: &[Node], root: Ref, may: &[Vec<usize>]) -> Left {
    let mut left = Leaving { nodes, may, seen: BTreeMap::new(), unique: BTreeMap::new(), left: Left::default() };
    left.leave(root);
    left.left
}

/// What is left of a diagram: the ends that can be reached, and the questions that make a difference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Left {
    pub ends: BTreeSet<u32>,
    pub questions: BTreeSet<usize>,
}

struct Leaving<'a> {
    nodes: &'a [Node],
    may: &'a [Vec<usize>],
    /// From a node to what is left of it.
    seen: BTreeMap<Ref, Ref>,
    unique: BTreeMap<(usize, Vec<Ref>), Ref>,
    left: Left,
}

impl Leaving<'_> {
    /// What is left of a node. Nodes that are the same by what is left are one, and one whose branches are the same is not
    /// there; so every question that is met makes a difference to somebody.
    fn leave(&mut self, at: Ref) -> Ref {
        let Some(node) = node(self.nodes, at) else {
            self.left.ends.insert(at);
            return at;
        };
        if let Some(left) = self.seen.get(&at) {
            return *left;
        }
        let branches: Vec<Ref> =
            self.may[node.question].iter().map(|choice| self.leave(node.branches[*choice])).collect();
        let left = match branches.as_slice() {
            [first, rest @ ..] if rest.iter().all(|branch| branch == first) => *first,
            _ => {
                self.left.questions.insert(node.question);
                let next = ENDS + self.unique.len() as Ref;
                *self.unique.entry((node.question, branches)).or_insert(next)
            }
        };
        self.seen.insert(at, left);
        left
    }
}

/// For each question the choices that remain (shifted by one): what was answered, or, where the answer is an unknown, all that
/// it may turn out to be.
pub(super) fn completions(questionnaire: &Questionnaire, sheet: &Sheet) -> Vec<Vec<usize>> {
    let may = |(at, question): (usize, &Question)| match sheet.choices(at) {
        [choice] if question.choices()[*choice].is_unknown => question.known().map(|known| known + 1).collect(),
        [choice] => vec![choice + 1],
        _ => vec![0],
    };
    questionnaire.questions.iter().enumerate().map(may).collect()
}
