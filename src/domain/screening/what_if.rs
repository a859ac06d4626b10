//! What would change an outcome: measures that can be taken, never facts.
//!
//! "If the partner were not military" would help nobody but a person who wants to lie; facts can be disputed, with a person.

use super::questionnaire::{Measure, Questionnaire};
use super::weigh::Weighed;

/// Measures that together lead to a lighter outcome, none of which can be spared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhatIf {
    /// Their places, in order.
    pub measures: Vec<usize>,
    pub outcome: usize,
}

impl Questionnaire {
    /// The smallest sets of measures that lead to each lighter outcome, the smallest first. None while too little is known, or
    /// a hard stop stands.
    pub fn what_if(&self, weighed: &Weighed) -> Vec<WhatIf> {
        if weighed.outcome == self.find_out_at() || !weighed.hard_stops.is_empty() {
            return Vec::new();
        }
        let count = self.measures.len().min(16);
        let of = |set: usize| (0..count).filter(move |at| set >> at & 1 == 1);
        let with = |set: usize| {
            let measures: Vec<&Measure> = of(set).map(|at| &self.measures[at]).collect();
            self.colour_with(weighed, &measures)
        };
        let outcomes: Vec<usize> = (0..1_usize << count).map(with).collect();
        // A set that can spare a measure and still leads as far, is not among the smallest. Looking at sets with one measure
        // less is enough, since no measure makes an outcome graver.
        let is_smallest = |set: &usize| of(*set).all(|at| outcomes[set ^ (1 << at)] < outcomes[*set]);
        let mut found: Vec<WhatIf> = (1..outcomes.len())
            .filter(|set| outcomes[*set] > weighed.colour)
            .filter(is_smallest)
            .map(|set| WhatIf { measures: of(set).collect(), outcome: outcomes[set] })
            .collect();
        found.sort_by_key(|what_if| (what_if.measures.len(), what_if.measures.clone()));
        found
    }

    /// The outcome with the measures that the person chose; `None` where that is today's.
    pub fn redesigned(&self, given: &super::Sheet, weighed: &Weighed) -> Option<usize> {
        let question = self.redesign?;
        let codes =
            given.choices(question).iter().map(|choice| self.questions[question].choices()[*choice].code.as_str());
        let chosen: Vec<&Measure> =
            codes.filter_map(|code| self.measures.iter().find(|measure| measure.id == code)).collect();
        let colour = self.colour_with(weighed, &chosen);
        let told = weighed.hard_stops.is_empty() && weighed.outcome != self.find_out_at();
        (told && colour != weighed.colour).then_some(colour)
    }
}
