//! The rules of a questionnaire as diagrams, from the conditions up.

use crate::screening::condition::Condition;
use crate::screening::questionnaire::{Choice, LEVEL_MAX, Opens, Questionnaire, Scale};

use super::builder::Builder;
use super::{Diagrams, NO, Ref, YES};

pub(super) fn build(questionnaire: &Questionnaire) -> Diagrams {
    let mut builder = Builder::new(questionnaire);
    // What is asked of it are the answers that count.
    let everywhere = builder.rules(Scope { asked: &|_| true, counting: false, stop: None });
    let scan = questionnaire.scan();
    let asked = |question: usize| scan.contains(&question);
    let scanned = builder.rules(Scope { asked: &asked, counting: true, stop: None });
    let blocks = builder.opened(&scanned);
    Diagrams { colour: everywhere.colour, blocks, nodes: builder.nodes }
}

/// What rules are judged on.
#[derive(Clone, Copy)]
pub(in crate::screening) struct Scope<'s> {
    /// The questions that are asked; there is no answer to the others.
    pub asked: &'s dyn Fn(usize) -> bool,
    /// Whether answers may be there that do not count, and fall away.
    pub counting: bool,
    /// Whether a hard stop stands, where that is known.
    pub stop: Option<bool>,
}

/// The rules of a questionnaire as diagrams.
pub(in crate::screening) struct Rules<'s> {
    asked: &'s dyn Fn(usize) -> bool,
    /// By question: where its answer counts. Empty where all do.
    counts: Vec<Ref>,
    /// By scale and level from 1 on.
    levels: Vec<Vec<Ref>>,
    hard_stop: Ref,
    legal_check: Ref,
    /// Ends in the place of an outcome, never that of finding out.
    colour: Ref,
    /// Ends in the outcome as it is told.
    pub outcome: Ref,
}

impl Builder<'_> {
    pub(in crate::screening) fn rules<'s>(&mut self, scope: Scope<'s>) -> Rules<'s> {
        let of = self.of;
        let mut rules = Rules {
            asked: scope.asked,
            counts: Vec::new(),
            levels: Vec::new(),
            hard_stop: NO,
            legal_check: NO,
            colour: NO,
            outcome: NO,
        };
        if scope.counting {
            let always = Condition::always();
            let counts = of.questions.iter().map(|question| question.counts_while.as_ref().unwrap_or(&always));
            rules.counts = counts.map(|when| self.condition(when, &rules)).collect();
        }
        for (at, scale) in of.scales.iter().enumerate() {
            let levels = self.levels(at, scale, &rules);
            rules.levels.push(levels);
        }
        rules.hard_stop = scope.stop.map_or_else(|| self.stops(&rules), Ref::from);
        let checks: Vec<Ref> = of.legal_checks.iter().map(|(_, when)| self.condition(when, &rules)).collect();
        rules.legal_check = self.any(checks);
        let last = of.outcomes.len().saturating_sub(1) as Ref;
        rules.colour = of.outcomes.iter().enumerate().rev().fold(last, |else_, (at, outcome)| {
            let holding: Vec<Ref> = outcome.rules.iter().map(|(_, when)| self.condition(when, &rules)).collect();
            let any = self.any(holding);
            self.ite(any, at as Ref, else_)
        });
        let too_little = self.condition(&of.find_out.when, &rules);
        let replaced = self.map(rules.colour, &|end| of.find_out.instead_of.contains(&(end as usize)));
        let find_out = self.all([too_little, replaced]);
        rules.outcome = self.ite(find_out, of.find_out_at() as Ref, rules.colour);
        rules
    }

    /// Where a hard stop stands.
    pub(in crate::screening) fn stops(&mut self, rules: &Rules<'_>) -> Ref {
        let stops: Vec<Ref> = self.of.hard_stops.iter().map(|(_, when)| self.condition(when, rules)).collect();
        self.any(stops)
    }

    /// The question is answered by a choice for which `is` holds, and its answer counts.
    fn answered(&mut self, question: usize, rules: &Rules<'_>, is: impl Fn(usize, &Choice) -> bool) -> Ref {
        if !(rules.asked)(question) {
            return NO;
        }
        let choices = self.of.questions[question].choices();
        let branches = choices.iter().enumerate().map(|(at, choice)| Ref::from(is(at, choice)));
        let answered = self.make(question, [NO].into_iter().chain(branches).collect());
        match rules.counts.get(question) {
            Some(counts) => self.all([*counts, answered]),
            None => answered,
        }
    }

    /// Of one scale, from level 1 on: where it stands at that level or above.
    fn levels(&mut self, at: usize, scale: &Scale, rules: &Rules<'_>) -> Vec<Ref> {
        let adds = |this: &mut Self, question: usize, level: u8| {
            let adds = |choice: &Choice| choice.adds.iter().any(|(to, adds)| *to == at && *adds >= level);
            this.answered(question, rules, |_, choice| adds(choice))
        };
        let mut levels: Vec<Ref> = Vec::new();
        for level in 1..=LEVEL_MAX {
            let each: Vec<Ref> = (0..self.of.questions.len()).map(|question| adds(self, question, level)).collect();
            levels.push(self.any(each));
        }
        if let Some(floor) = &scale.floor {
            let each: Vec<Ref> = floor.of.iter().map(|question| adds(self, *question, 1)).collect();
            let raised = self.count(&each, floor.adding);
            for level in levels.iter_mut().take(usize::from(floor.level)) {
                *level = self.any([*level, raised]);
            }
        }
        self.shifted(at, levels, rules)
    }

    fn shifted(&mut self, at: usize, levels: Vec<Ref>, rules: &Rules<'_>) -> Vec<Ref> {
        let shifts: Vec<_> = self.of.shifts.iter().filter(|shift| shift.scale == at).collect();
        if shifts.is_empty() {
            return levels;
        }
        let whens: Vec<Ref> = shifts.iter().map(|shift| self.condition(&shift.when, rules)).collect();
        let mut shifted = vec![NO; usize::from(LEVEL_MAX)];
        for base in 0..=LEVEL_MAX {
            let from = if base == 0 { YES } else { levels[usize::from(base) - 1] };
            let above = levels.get(usize::from(base)).copied().unwrap_or(NO);
            let stands = self.ite(above, NO, from);
            // Only these can move it from here, each of them or not.
            let may: Vec<usize> = (0..shifts.len()).filter(|at| shifts[*at].from.contains(&base)).collect();
            for set in 0..1_usize << may.len() {
                let (mut here, mut by) = (stands, 0);
                for (bit, number) in may.iter().enumerate() {
                    if set >> bit & 1 == 1 {
                        by += shifts[*number].by;
                        here = self.ite(whens[*number], here, NO);
                    } else {
                        here = self.ite(whens[*number], NO, here);
                    }
                }
                let level = base.saturating_add_signed(by).min(LEVEL_MAX);
                for reached in shifted.iter_mut().take(usize::from(level)) {
                    *reached = self.any([*reached, here]);
                }
            }
        }
        shifted
    }

    pub(in crate::screening) fn condition(&mut self, when: &Condition, rules: &Rules<'_>) -> Ref {
        let each = |this: &mut Self, of: &[Condition]| -> Vec<Ref> {
            of.iter().map(|one| this.condition(one, rules)).collect()
        };
        match when {
            Condition::Answered { question, choices } => self.answered(*question, rules, |at, _| choices.contains(&at)),
            Condition::Level { scale, at_least } => self.level(rules, *scale, *at_least),
            Condition::Sum { scales, at_least } => self.sum(rules, scales, *at_least),
            Condition::Count { of, at_least } => {
                let of = each(self, of);
                self.count(&of, *at_least)
            }
            Condition::All(of) => {
                let of = each(self, of);
                self.all(of)
            }
            Condition::Any(of) => {
                let of = each(self, of);
                self.any(of)
            }
            Condition::Not(not) => {
                let not = self.condition(not, rules);
                self.not(not)
            }
            Condition::Outcome(outcomes) => self.map(rules.outcome, &|end| outcomes.contains(&(end as usize))),
            Condition::HardStop => rules.hard_stop,
            Condition::LegalCheck => rules.legal_check,
        }
    }

    fn level(&self, rules: &Rules, scale: usize, at_least: u8) -> Ref {
        match at_least {
            0 => YES,
            _ => rules.levels[scale].get(usize::from(at_least) - 1).copied().unwrap_or(NO),
        }
    }

    fn sum(&mut self, rules: &Rules, scales: &[usize], at_least: u8) -> Ref {
        let Some((first, rest)) = scales.split_first() else { return Ref::from(at_least == 0) };
        let each: Vec<Ref> = (0..=LEVEL_MAX)
            .map(|level| {
                let more = self.sum(rules, rest, at_least.saturating_sub(level));
                let first = self.level(rules, *first, level);
                self.all([first, more])
            })
            .collect();
        self.any(each)
    }

    /// The blocks that open on the answers of the first one: bit `n` is the block at `n`.
    pub(in crate::screening) fn opened(&mut self, scanned: &Rules<'_>) -> Ref {
        let mut bits = Vec::new();
        for (at, block) in self.of.blocks.iter().enumerate() {
            if let Opens::OnScan(when) = &block.opens {
                bits.push((at, self.condition(when, scanned)));
            }
        }
        self.mask(&bits)
    }

    /// A set as the end of a diagram: bit `n` where what belongs to `n` holds.
    pub(in crate::screening) fn mask(&mut self, bits: &[(usize, Ref)]) -> Ref {
        self.mask_from(bits, 0)
    }

    fn mask_from(&mut self, bits: &[(usize, Ref)], so_far: Ref) -> Ref {
        let Some(((at, holds), rest)) = bits.split_first() else { return so_far };
        let (with, without) = (self.mask_from(rest, so_far | 1 << at), self.mask_from(rest, so_far));
        self.ite(*holds, with, without)
    }
}
