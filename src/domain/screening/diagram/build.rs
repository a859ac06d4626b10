//! Makes the diagrams of a questionnaire's rules, from the conditions up.

use std::collections::BTreeMap;

use crate::screening::condition::Condition;
use crate::screening::questionnaire::{Choice, LEVEL_MAX, Opens, Question, Questionnaire, Scale};

use super::{Diagrams, ENDS, NO, Node, Ref, YES};

pub(super) fn build(questionnaire: &Questionnaire) -> Diagrams {
    let questions = &questionnaire.questions;
    let mut builder = Builder { nodes: Vec::new(), unique: BTreeMap::new(), ites: BTreeMap::new(), questions };
    let everywhere = builder.rules(questionnaire, &|_| true);
    let scan = questionnaire.scan();
    let scanned = builder.rules(questionnaire, &|question| scan.contains(&question));
    let blocks = builder.blocks(questionnaire, &scanned);
    Diagrams { nodes: builder.nodes, colour: everywhere.colour, blocks, at_end: everywhere.outcome }
}

struct Builder<'a> {
    nodes: Vec<Node>,
    unique: BTreeMap<Node, Ref>,
    ites: BTreeMap<(Ref, Ref, Ref), Ref>,
    questions: &'a [Question],
}

/// The rules of a questionnaire as diagrams.
struct Rules {
    /// By scale and level from 1 on.
    levels: Vec<Vec<Ref>>,
    hard_stop: Ref,
    legal_check: Ref,
    colour: Ref,
    outcome: Ref,
}

impl Builder<'_> {
    fn make(&mut self, question: usize, branches: Vec<Ref>) -> Ref {
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
        (at as usize).checked_sub(ENDS as usize).map_or(usize::MAX, |at| self.nodes[at].question)
    }

    fn branch(&self, at: Ref, question: usize, choice: usize) -> Ref {
        if self.question_of(at) == question { self.nodes[at as usize - ENDS as usize].branches[choice] } else { at }
    }

    /// `then` where `when` holds, else `else_`.
    fn ite(&mut self, when: Ref, then: Ref, else_: Ref) -> Ref {
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
        let choices = self.questions[question].choices().len() + 1;
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

    fn all(&mut self, of: impl IntoIterator<Item = Ref>) -> Ref {
        of.into_iter().fold(YES, |so_far, one| self.ite(so_far, one, NO))
    }

    fn any(&mut self, of: impl IntoIterator<Item = Ref>) -> Ref {
        of.into_iter().fold(NO, |so_far, one| self.ite(so_far, YES, one))
    }

    /// So many of these, or more.
    fn count(&mut self, of: &[Ref], at_least: usize) -> Ref {
        // What holds after those that were looked at, by how many more are needed.
        let mut needed: Vec<Ref> = (0..=at_least).map(|more| if more == 0 { YES } else { NO }).collect();
        for one in of.iter().rev() {
            for more in (1..=at_least).rev() {
                needed[more] = self.ite(*one, needed[more - 1], needed[more]);
            }
        }
        needed[at_least]
    }

    /// The question is answered by a choice for which `is` holds.
    fn answered(&mut self, question: usize, is: impl Fn(usize, &Choice) -> bool) -> Ref {
        let choices = self.questions[question].choices();
        let branches: Vec<Ref> = choices.iter().enumerate().map(|(at, choice)| Ref::from(is(at, choice))).collect();
        self.make(question, [NO].into_iter().chain(branches).collect())
    }

    fn rules(&mut self, of: &Questionnaire, asked: &dyn Fn(usize) -> bool) -> Rules {
        let mut rules = Rules { levels: Vec::new(), hard_stop: NO, legal_check: NO, colour: NO, outcome: NO };
        for (at, scale) in of.scales.iter().enumerate() {
            let levels = self.levels(of, at, scale, asked);
            rules.levels.push(levels);
        }
        let stops: Vec<Ref> = of.hard_stops.iter().map(|(_, when)| self.condition(when, &rules, asked)).collect();
        rules.hard_stop = self.any(stops);
        let checks: Vec<Ref> = of.legal_checks.iter().map(|(_, when)| self.condition(when, &rules, asked)).collect();
        rules.legal_check = self.any(checks);
        let last = of.outcomes.len().saturating_sub(1) as Ref;
        rules.colour = of.outcomes.iter().enumerate().rev().fold(last, |else_, (at, outcome)| {
            let holding: Vec<Ref> = outcome.rules.iter().map(|(_, when)| self.condition(when, &rules, asked)).collect();
            let any = self.any(holding);
            self.ite(any, at as Ref, else_)
        });
        let too_little = self.condition(&of.find_out.when, &rules, asked);
        let instead = of.find_out.instead_of.clone();
        let replaced = self.map(rules.colour, &|end| instead.contains(&(end as usize)));
        let find_out = self.all([too_little, replaced]);
        rules.outcome = self.ite(find_out, of.find_out_at() as Ref, rules.colour);
        rules
    }

    /// 1 where the end is one for which `is` holds, else 0.
    fn map(&mut self, at: Ref, is: &dyn Fn(u32) -> bool) -> Ref {
        let mut seen = BTreeMap::new();
        self.map_from(at, is, &mut seen)
    }

    fn map_from(&mut self, at: Ref, is: &dyn Fn(u32) -> bool, seen: &mut BTreeMap<Ref, Ref>) -> Ref {
        if at < ENDS {
            return Ref::from(is(at));
        }
        if let Some(done) = seen.get(&at) {
            return *done;
        }
        let Node { question, branches } = self.nodes[at as usize - ENDS as usize].clone();
        let branches = branches.iter().map(|branch| self.map_from(*branch, is, seen)).collect();
        let made = self.make(question, branches);
        seen.insert(at, made);
        made
    }

    /// Of one scale, from level 1 on: where it stands at that level or above.
    fn levels(&mut self, of: &Questionnaire, at: usize, scale: &Scale, asked: &dyn Fn(usize) -> bool) -> Vec<Ref> {
        let asked: Vec<usize> = (0..of.questions.len()).filter(|question| asked(*question)).collect();
        let adds = |this: &mut Self, question: usize, level: u8| {
            let adds = |choice: &Choice| choice.adds.iter().any(|(to, adds)| *to == at && *adds >= level);
            this.answered(question, |_, choice| adds(choice))
        };
        let mut levels: Vec<Ref> = Vec::new();
        for level in 1..=LEVEL_MAX {
            let each: Vec<Ref> = asked.iter().map(|question| adds(self, *question, level)).collect();
            levels.push(self.any(each));
        }
        if let Some(floor) = &scale.floor {
            let of: Vec<usize> = floor.of.iter().copied().filter(|question| asked.contains(question)).collect();
            let each: Vec<Ref> = of.iter().map(|question| adds(self, *question, 1)).collect();
            let raised = self.count(&each, floor.adding);
            for level in levels.iter_mut().take(usize::from(floor.level)) {
                *level = self.any([*level, raised]);
            }
        }
        let is_asked = |question: usize| asked.contains(&question);
        self.shifted(of, at, levels, &is_asked)
    }

    fn shifted(&mut self, of: &Questionnaire, at: usize, levels: Vec<Ref>, asked: &dyn Fn(usize) -> bool) -> Vec<Ref> {
        let shifts: Vec<_> = of.shifts.iter().filter(|shift| shift.scale == at).collect();
        if shifts.is_empty() {
            return levels;
        }
        let blank = Rules { levels: Vec::new(), hard_stop: NO, legal_check: NO, colour: NO, outcome: NO };
        let whens: Vec<Ref> = shifts.iter().map(|shift| self.condition(&shift.when, &blank, asked)).collect();
        let mut shifted = vec![NO; usize::from(LEVEL_MAX)];
        for base in 0..=LEVEL_MAX {
            let from = if base == 0 { YES } else { levels[usize::from(base) - 1] };
            let above = levels.get(usize::from(base)).copied().unwrap_or(NO);
            let stands = self.ite(above, NO, from);
            for set in 0..1_usize << shifts.len() {
                let applies = |at: usize| set >> at & 1 == 1;
                if (0..shifts.len()).any(|at| applies(at) && !shifts[at].from.contains(&base)) {
                    continue;
                }
                let mut here = stands;
                for (number, when) in whens.iter().enumerate() {
                    let may = shifts[number].from.contains(&base);
                    here = match (applies(number), may) {
                        (true, _) => self.ite(*when, here, NO),
                        (false, true) => self.ite(*when, NO, here),
                        (false, false) => here,
                    };
                }
                let by: i8 = (0..shifts.len()).filter(|at| applies(*at)).map(|at| shifts[at].by).sum();
                let level = base.saturating_add_signed(by).min(LEVEL_MAX);
                for reached in shifted.iter_mut().take(usize::from(level)) {
                    *reached = self.any([*reached, here]);
                }
            }
        }
        shifted
    }

    fn condition(&mut self, when: &Condition, rules: &Rules, asked: &dyn Fn(usize) -> bool) -> Ref {
        let each = |this: &mut Self, of: &[Condition]| -> Vec<Ref> {
            of.iter().map(|one| this.condition(one, rules, asked)).collect()
        };
        match when {
            Condition::Answered { question, choices } if asked(*question) => {
                self.answered(*question, |at, _| choices.contains(&at))
            }
            Condition::Answered { .. } => NO,
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
                let not = self.condition(not, rules, asked);
                self.ite(not, NO, YES)
            }
            Condition::Outcome(outcomes) => {
                let outcomes = outcomes.clone();
                self.map(rules.outcome, &|end| outcomes.contains(&(end as usize)))
            }
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

    fn blocks(&mut self, of: &Questionnaire, scanned: &Rules) -> Ref {
        let scan = of.scan();
        let asked = |question: usize| scan.contains(&question);
        let mut bits = Vec::new();
        for (at, block) in of.blocks.iter().enumerate().take(8) {
            if let Opens::OnScan(when) = &block.opens {
                bits.push((at, self.condition(when, scanned, &asked)));
            }
        }
        self.mask(&bits, 0)
    }

    fn mask(&mut self, bits: &[(usize, Ref)], so_far: Ref) -> Ref {
        let Some(((at, opens), rest)) = bits.split_first() else { return so_far };
        let (with, without) = (self.mask(rest, so_far | 1 << at), self.mask(rest, so_far));
        self.ite(*opens, with, without)
    }
}
