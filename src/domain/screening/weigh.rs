//! What follows from answers: levels, hard stops, checks by law, the outcome, and why.

use std::collections::BTreeSet;

use super::answers::Sheet;
use super::condition::{Condition, Facts};
use super::questionnaire::{At, LEVEL_MAX, Measure, Questionnaire};

/// All that follows from a set of answers. Computed each time, kept nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighed {
    /// The answers that count.
    pub sheet: Sheet,
    /// Of each scale, from 0 to 3.
    pub levels: Vec<u8>,
    /// Their places.
    pub hard_stops: Vec<usize>,
    pub legal_checks: Vec<usize>,
    /// The outcome by the rules, never that of [`super::questionnaire::FindOut`].
    pub colour: usize,
    /// The outcome as it is told.
    pub outcome: usize,
}

/// A rule that led to the outcome, with the answers that made it hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason<'a> {
    /// The rule's id; for too little knowledge that of its outcome.
    pub rule: &'a str,
    /// The questions, in their order.
    pub answers: Vec<usize>,
}

/// Whether and why people take over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakeOver<'a> {
    pub at: At,
    pub reasons: Vec<&'a str>,
}

impl Questionnaire {
    /// Weighs answers, as they were given.
    pub fn weigh(&self, given: &Sheet) -> Weighed {
        let sheet = given.counted(self);
        let levels = self.levels(&sheet, &[]);
        let facts = Facts { levels: &levels, ..Facts::answers(&sheet) };
        let hold = |conditions: Vec<&Condition>| -> Vec<usize> {
            conditions.iter().enumerate().filter(|(_, when)| when.holds(facts)).map(|(at, _)| at).collect()
        };
        let hard_stops = hold(self.hard_stops.iter().map(|(_, when)| when).collect());
        let legal_checks = hold(self.legal_checks.iter().map(|(_, when)| when).collect());
        let facts = Facts { hard_stop: !hard_stops.is_empty(), legal_check: !legal_checks.is_empty(), ..facts };
        let colour = self.colour(facts);
        let too_little = self.find_out.instead_of.contains(&colour) && self.find_out.when.holds(facts);
        let outcome = if too_little { self.find_out_at() } else { colour };
        Weighed { sheet, levels, hard_stops, legal_checks, colour, outcome }
    }

    /// The first outcome with a rule that holds; the last where none does.
    fn colour(&self, facts: Facts<'_>) -> usize {
        let holds = |rules: &[(String, Condition)]| rules.iter().any(|(_, when)| when.holds(facts));
        let found = self.outcomes.iter().position(|outcome| holds(&outcome.rules));
        found.unwrap_or(self.outcomes.len().saturating_sub(1))
    }

    /// The outcome if these measures were taken, by the same rules: hard stops and checks by law stand as they are, and what is
    /// not known counts as it does now.
    pub fn colour_with(&self, weighed: &Weighed, measures: &[&Measure]) -> usize {
        let levels = self.levels(&weighed.sheet, measures);
        self.colour(Facts { levels: &levels, ..weighed.facts() })
    }

    /// What an answer adds to a scale, measures taken off.
    fn adds(&self, sheet: &Sheet, question: usize, scale: usize, measures: &[&Measure]) -> u8 {
        let of = &self.questions[question];
        let added = sheet.choices(question).iter().map(|choice| of.adds(*choice, scale)).max().unwrap_or(0);
        measures.iter().fold(added, |added, measure| {
            if measure.cancels.contains(&question) {
                0
            } else {
                added - u8::from(added > 0 && measure.eases.contains(&question))
            }
        })
    }

    fn levels(&self, sheet: &Sheet, measures: &[&Measure]) -> Vec<u8> {
        let shifting = Facts::answers(sheet);
        let level = |(at, scale): (usize, &super::questionnaire::Scale)| {
            let adds = |question: usize| self.adds(sheet, question, at, measures);
            let mut level = (0..self.questions.len()).map(adds).max().unwrap_or(0);
            if let Some(floor) = &scale.floor
                && floor.of.iter().filter(|question| adds(**question) > 0).count() >= floor.adding
            {
                level = level.max(floor.level);
            }
            let shifts = self.shifts.iter().filter(|shift| shift.scale == at && shift.from.contains(&level));
            let by: i8 = shifts.filter(|shift| shift.when.holds(shifting)).map(|shift| shift.by).sum();
            let level = level.saturating_add_signed(by).min(LEVEL_MAX);
            let lowered = measures.iter().filter(|measure| measure.lowers.contains(&at)).count();
            level.saturating_sub(u8::try_from(lowered).unwrap_or(LEVEL_MAX))
        };
        self.scales.iter().enumerate().map(level).collect()
    }

    /// The rules of the outcome that hold, each with the answers behind it; none where nothing is amiss.
    pub fn reasons(&self, weighed: &Weighed) -> Vec<Reason<'_>> {
        if weighed.outcome == self.find_out_at() {
            let answers = self.support(weighed, &self.find_out.when);
            return vec![Reason { rule: &self.find_out.id, answers: answers.into_iter().collect() }];
        }
        let rules = self.outcomes[weighed.outcome].rules.iter();
        let holding = rules.filter(|(_, when)| when.holds(weighed.facts()));
        let answers = |when| self.support(weighed, when).into_iter().collect();
        holding.map(|(rule, when)| Reason { rule, answers: answers(when) }).collect()
    }

    /// The questions whose answers make a condition hold.
    fn support(&self, weighed: &Weighed, when: &Condition) -> BTreeSet<usize> {
        let of =
            |when: &Condition| if when.holds(weighed.facts()) { self.support(weighed, when) } else { BTreeSet::new() };
        match when {
            Condition::Answered { question, .. } => BTreeSet::from([*question]),
            Condition::Level { scale, at_least } => self.behind(weighed, *scale, *at_least),
            Condition::Sum { scales, .. } => {
                scales.iter().flat_map(|scale| self.behind(weighed, *scale, weighed.levels[*scale].max(1))).collect()
            }
            Condition::Count { of: all, .. } | Condition::All(all) | Condition::Any(all) => {
                all.iter().flat_map(of).collect()
            }
            Condition::HardStop => weighed.hard_stops.iter().flat_map(|at| of(&self.hard_stops[*at].1)).collect(),
            Condition::LegalCheck => weighed.legal_checks.iter().flat_map(|at| of(&self.legal_checks[*at].1)).collect(),
            Condition::Not(_) | Condition::Outcome(_) => BTreeSet::new(),
        }
    }

    /// The questions whose answers bring a scale to a level: those that add so much, else those that add up to it.
    fn behind(&self, weighed: &Weighed, scale: usize, level: u8) -> BTreeSet<usize> {
        let adding = |least: u8| -> BTreeSet<usize> {
            let questions = 0..self.questions.len();
            questions.filter(|question| self.adds(&weighed.sheet, *question, scale, &[]) >= least).collect()
        };
        let enough = adding(level);
        if !enough.is_empty() || weighed.levels[scale] < level {
            return enough;
        }
        let facts = Facts::answers(&weighed.sheet);
        let shifts = self.shifts.iter().filter(|shift| shift.scale == scale && shift.when.holds(facts));
        let shifting = shifts.flat_map(|shift| self.support(weighed, &shift.when));
        adding(1).into_iter().chain(shifting).collect()
    }

    pub fn posture(&self, weighed: &Weighed) -> &str {
        let found = self.postures.iter().find(|(_, when)| when.holds(weighed.facts()));
        found.map_or("", |(posture, _)| posture)
    }

    /// The level of a scale that stands apart; `None` until a question that adds to it is answered.
    pub fn apart(&self, weighed: &Weighed, scale: usize) -> Option<u8> {
        let adds = |at: &usize| {
            self.questions[*at].choices().iter().any(|choice| choice.adds.iter().any(|(to, _)| *to == scale))
        };
        let answered = (0..self.questions.len()).filter(adds).any(|at| weighed.sheet.is_answered(at));
        answered.then(|| weighed.levels[scale])
    }

    /// Whether people take over: a hard stop is always a reason, and first.
    pub fn take_over(&self, weighed: &Weighed) -> TakeOver<'_> {
        let stops = weighed.hard_stops.iter().map(|at| (At::Now, self.hard_stops[*at].0.as_str()));
        let rows = self.hand_over.iter().filter(|row| row.when.holds(weighed.facts()));
        let all: Vec<_> = stops.chain(rows.map(|row| (row.at, row.reason.as_str()))).collect();
        TakeOver {
            at: all.iter().map(|(at, _)| *at).max().unwrap_or(At::None),
            reasons: all.into_iter().map(|(_, reason)| reason).collect(),
        }
    }

    /// The ids of the conditions in a list that hold.
    pub fn holding<'a>(&self, weighed: &Weighed, of: &'a [(String, Condition)]) -> Vec<&'a str> {
        of.iter().filter(|(_, when)| when.holds(weighed.facts())).map(|(id, _)| id.as_str()).collect()
    }
}

impl Weighed {
    pub fn facts(&self) -> Facts<'_> {
        Facts {
            sheet: &self.sheet,
            levels: &self.levels,
            hard_stop: !self.hard_stops.is_empty(),
            legal_check: !self.legal_checks.is_empty(),
            outcome: self.outcome,
        }
    }
}
