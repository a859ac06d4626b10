//! What not knowing leaves open: the outcomes that are still possible, and the unknowns that matter.

use super::answers::Sheet;
use super::diagram::completions;
use super::questionnaire::Questionnaire;
use super::weigh::Weighed;

/// What the unknown answers may still come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// The outcomes by the rules over everything that the unknowns may turn out to be, the lightest first. The answers that count
    /// are those that count now.
    pub outcomes: Vec<usize>,
    /// The unknowns of which it matters what they turn out to be: there are two completions which differ in that answer alone
    /// and in the outcome. In the order of the questions.
    pub unknowns: Vec<usize>,
    /// How many more questions could come up, at the most, once the unknowns of the first block are known.
    pub opens: usize,
}

impl Questionnaire {
    pub fn range(&self, given: &Sheet, weighed: &Weighed) -> Range {
        let left = self.diagrams.colours(&completions(self, &weighed.sheet));
        let mut outcomes: Vec<usize> = left.ends.into_iter().map(|end| end as usize).collect();
        outcomes.reverse();
        Range { outcomes, unknowns: left.questions.into_iter().collect(), opens: self.may_open(given) }
    }

    fn may_open(&self, given: &Sheet) -> usize {
        let scan = self.scan();
        if !scan.iter().all(|question| given.is_answered(*question)) {
            return 0;
        }
        let asked = |blocks: &[usize]| {
            let open = self.asked_in(blocks).into_iter().filter(|question| !given.is_answered(*question));
            open.collect::<Vec<_>>()
        };
        let now = asked(&self.opened_by_scan(&given.only(scan)));
        let left = self.diagrams.open_blocks(&completions(self, &given.only(scan)));
        let masks = left.ends.into_iter().map(|mask| (0..self.blocks.len()).filter(|at| mask >> at & 1 == 1).collect());
        let more = |blocks: Vec<usize>| asked(&blocks).into_iter().filter(|question| !now.contains(question)).count();
        masks.map(more).max().unwrap_or(0)
    }
}
