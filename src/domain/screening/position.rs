//! Where a screening stands: which blocks are open, and what is asked next. Always computed from the answers.

use super::answers::Sheet;
use super::condition::Facts;
use super::questionnaire::{Opens, Questionnaire};
use super::weigh::Weighed;

/// Where a screening stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// The open blocks, by place.
    pub blocks: Vec<usize>,
    /// What is asked along the way, in order; a question that stands in two open blocks once, in the first.
    pub asked: Vec<usize>,
    /// The first of them without an answer. `None`: there is nothing left to ask.
    pub next: Option<usize>,
}

impl Questionnaire {
    /// The position that answers lead to. `weighed` is what follows from them.
    pub fn position(&self, given: &Sheet, weighed: &Weighed) -> Position {
        let scan = self.scan();
        let mut blocks: Vec<usize> =
            (0..self.blocks.len()).filter(|at| self.blocks[*at].opens == Opens::Always).collect();
        let is_scanned = scan.iter().all(|question| given.is_answered(*question));
        if is_scanned {
            blocks.extend(self.opened_by_scan(&given.only(scan)));
        }
        let mut asked = self.asked_in(&blocks);
        let open = |asked: &[usize]| asked.iter().copied().find(|question| !given.is_answered(*question));
        let mut next = open(&asked);
        if is_scanned && next.is_none() {
            let opens =
                |at: &usize| matches!(&self.blocks[*at].opens, Opens::AtEnd(when) if when.holds(weighed.facts()));
            blocks.extend((0..self.blocks.len()).filter(opens));
            asked = self.asked_in(&blocks);
            next = open(&asked);
        }
        if !weighed.hard_stops.is_empty() {
            next = None;
        }
        Position { blocks, asked, next }
    }

    /// The blocks that the answers of the first one open.
    pub(super) fn opened_by_scan(&self, scanned: &Sheet) -> Vec<usize> {
        let weighed = self.weigh(scanned);
        let facts: Facts<'_> = weighed.facts();
        let opens = |at: &usize| matches!(&self.blocks[*at].opens, Opens::OnScan(when) if when.holds(facts));
        (0..self.blocks.len()).filter(opens).collect()
    }

    pub(super) fn asked_in(&self, blocks: &[usize]) -> Vec<usize> {
        let mut asked = Vec::new();
        let mut blocks = blocks.to_vec();
        blocks.sort_unstable();
        for question in blocks.iter().flat_map(|at| &self.blocks[*at].asks) {
            if !asked.contains(question) {
                asked.push(*question);
            }
        }
        asked
    }
}
