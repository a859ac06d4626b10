//! Puts diagrams together: equal nodes are one, and what was worked out once is remembered.

use std::collections::{BTreeMap, BTreeSet};

use crate::screening::questionnaire::Questionnaire;

use super::{ENDS, NO, Node, Ref, YES, node};

/// Nodes in the making.
pub(in crate::screening) struct Builder<'a> {
    pub(super) of: &'a Questionnaire,
    pub(super) nodes: Vec<Node>,
    unique: BTreeMap<Node, Ref>,
    ites: BTreeMap<(Ref, Ref, Ref), Ref>,
}

impl<'a> Builder<'a> {
    pub(in crate::screening) fn new(of: &'a Questionnaire) -> Self {
        Self { of, nodes: Vec::new(), unique: BTreeMap::new(), ites: BTreeMap::new() }
    }

    pub(super) fn make(&mut self, question: usize, branches: Vec<Ref>) -> Ref {
        if branches.iter().all(|branch| *branch == branches[0]) {
            return branches[0];
        }
        let node = Node { question, branches: branches.into() };
        if let Some(there) = self.unique.get(&node) {
            return *there;
        }
        let at = ENDS + self.nodes.len() as Ref;
        self.nodes.push(node.clone());
        self.unique.insert(node, at);
        at
    }

    fn question_of(&self, at: Ref) -> usize {
        node(&self.nodes, at).map_or(usize::MAX, |node| node.question)
    }

    fn branch(&self, at: Ref, question: usize, choice: usize) -> Ref {
        match node(&self.nodes, at) {
            Some(node) if node.question == question => node.branches[choice],
            _ => at,
        }
    }

    /// `then` where `when` holds, else `else_`.
    pub(in crate::screening) fn ite(&mut self, when: Ref, then: Ref, else_: Ref) -> Ref {
        match when {
            YES => return then,
            NO => return else_,
            _ if then == else_ => return then,
            _ if (then, else_) == (YES, NO) => return when,
            _ => {}
        }
        if let Some(done) = self.ites.get(&(when, then, else_)) {
            return *done;
        }
        let question = [when, then, else_].map(|at| self.question_of(at)).into_iter().min().unwrap_or(usize::MAX);
        let choices = self.of.questions[question].choices().len() + 1;
        let branches = (0..choices)
            .map(|choice| {
                let [when, then, else_] = [when, then, else_].map(|at| self.branch(at, question, choice));
                self.ite(when, then, else_)
            })
            .collect();
        let made = self.make(question, branches);
        self.ites.insert((when, then, else_), made);
        made
    }

    pub(in crate::screening) fn all(&mut self, of: impl IntoIterator<Item = Ref>) -> Ref {
        of.into_iter().fold(YES, |so_far, one| self.ite(so_far, one, NO))
    }

    pub(in crate::screening) fn any(&mut self, of: impl IntoIterator<Item = Ref>) -> Ref {
        of.into_iter().fold(NO, |so_far, one| self.ite(so_far, YES, one))
    }

    pub(in crate::screening) fn not(&mut self, of: Ref) -> Ref {
        self.ite(of, NO, YES)
    }

    /// So many of these, or more.
    pub(super) fn count(&mut self, of: &[Ref], at_least: usize) -> Ref {
        // What holds after those that were looked at, by how many more are needed.
        let mut needed: Vec<Ref> = (0..=at_least).map(|more| if more == 0 { YES } else { NO }).collect();
        for one in of.iter().rev() {
            for more in (1..=at_least).rev() {
                needed[more] = self.ite(*one, needed[more - 1], needed[more]);
            }
        }
        needed[at_least]
    }

    /// 1 where the end is one for which `is` holds, else 0.
    pub(in crate::screening) fn map(&mut self, at: Ref, is: &dyn Fn(u32) -> bool) -> Ref {
        self.rebuild(at, &|end| Ref::from(is(end)), &|_| true, &mut BTreeMap::new())
    }

    /// What is left when only some questions are asked, and there is no answer to the others.
    pub(in crate::screening) fn restrict(&mut self, at: Ref, asked: &dyn Fn(usize) -> bool) -> Ref {
        self.rebuild(at, &|end| end, asked, &mut BTreeMap::new())
    }

    fn rebuild(
        &mut self,
        at: Ref,
        end: &dyn Fn(u32) -> Ref,
        asked: &dyn Fn(usize) -> bool,
        seen: &mut BTreeMap<Ref, Ref>,
    ) -> Ref {
        let Some(Node { question, branches }) = node(&self.nodes, at) else { return end(at) };
        if let Some(done) = seen.get(&at) {
            return *done;
        }
        let (question, branches) = (*question, branches.clone());
        let made = if asked(question) {
            let branches = branches.iter().map(|branch| self.rebuild(*branch, end, asked, seen)).collect();
            self.make(question, branches)
        } else {
            self.rebuild(branches[0], end, asked, seen)
        };
        seen.insert(at, made);
        made
    }

    /// The ends of a diagram and the questions that it looks at, where each question may be answered by these choices only
    /// (shifted by one).
    pub(in crate::screening) fn left(&self, at: Ref, may: &[Vec<usize>]) -> super::Left {
        super::left(&self.nodes, at, may)
    }

    /// All ends of a diagram.
    pub(in crate::screening) fn ends(&self, at: Ref) -> BTreeSet<u32> {
        let may = self.of.questions.iter().map(|question| (0..=question.choices().len()).collect());
        self.left(at, &may.collect::<Vec<_>>()).ends
    }

    /// How many ways of answering lead to each end, where each question may be answered so: by these choices (shifted by
    /// one), each counted so many times. More than fit are as many as fit.
    pub(in crate::screening) fn ways(&self, at: Ref, may: &[Vec<(usize, u128)>]) -> BTreeMap<u32, u128> {
        let all = may.iter().map(|may| may.iter().fold(0_u128, |sum, (_, times)| sum.saturating_add(*times)));
        // The product of what comes before a question, and after it.
        let mut counting = Counting { nodes: &self.nodes, may, all: all.collect(), seen: BTreeMap::new() };
        let (from, ways) = counting.from(at);
        let above = counting.between(0, from);
        ways.into_iter().map(|(end, ways)| (end, ways.saturating_mul(above))).collect()
    }
}

struct Counting<'a> {
    nodes: &'a [Node],
    may: &'a [Vec<(usize, u128)>],
    /// By question: how many answers there are.
    all: Vec<u128>,
    seen: BTreeMap<Ref, BTreeMap<u32, u128>>,
}

impl Counting<'_> {
    fn between(&self, from: usize, to: usize) -> u128 {
        self.all[from..to].iter().fold(1, |product, all| product.saturating_mul(*all))
    }

    /// From the question of this node on.
    fn from(&mut self, at: Ref) -> (usize, BTreeMap<u32, u128>) {
        let Some(node) = node(self.nodes, at) else { return (self.may.len(), BTreeMap::from([(at, 1)])) };
        if let Some(ways) = self.seen.get(&at) {
            return (node.question, ways.clone());
        }
        let mut ways: BTreeMap<u32, u128> = BTreeMap::new();
        for (choice, times) in &self.may[node.question] {
            let (to, below) = self.from(node.branches[*choice]);
            let times = self.between(node.question + 1, to).saturating_mul(*times);
            for (end, count) in below {
                let so_far = ways.entry(end).or_insert(0);
                *so_far = so_far.saturating_add(count.saturating_mul(times));
            }
        }
        self.seen.insert(at, ways.clone());
        (node.question, ways)
    }
}
