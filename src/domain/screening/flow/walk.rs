//! Walks through a questionnaire for everybody at once: where a person would have given an answer, here stands a diagram of
//! all answers that lead on.

use std::collections::{BTreeMap, BTreeSet};

use crate::screening::diagram::{Builder, NO, Ref, Rules, Scope, YES};
use crate::screening::questionnaire::{Kind, Opens, Question, Questionnaire};

use super::PathEnd;

/// The end of a diagram for answers that do not lead this way; no outcome has this place.
const ELSEWHERE: Ref = 255;

pub(super) struct Walk<'a> {
    of: &'a Questionnaire,
    builder: Builder<'a>,
    /// Where a hard stop stands.
    stop: Ref,
    /// The rules while none does, and once one does.
    going: Rules<'static>,
    stopped: Rules<'static>,
    /// The blocks that are judged at the end, with what opens them.
    at_end: Vec<(usize, Ref)>,
    pub(super) routes: Vec<Route>,
    /// Blocks with a question that is asked at the end and decides whether they open.
    pub(super) deciding: BTreeSet<(usize, usize)>,
}

/// A path, before it is known where it leads.
#[derive(Clone)]
pub(super) struct Route {
    pub blocks: Vec<usize>,
    pub asked: Vec<usize>,
    pub end: PathEnd,
    /// The answers that lead this way, among those to what is asked.
    when: Ref,
    pub ways: u128,
}

/// Where all stand who answered in the same open blocks.
#[derive(Clone)]
struct Stand {
    blocks: Vec<usize>,
    asked: Vec<usize>,
    when: Ref,
}

impl<'a> Walk<'a> {
    pub(super) fn through(of: &'a Questionnaire) -> Self {
        let mut builder = Builder::new(of);
        let everywhere = |stop| Scope { asked: &|_| true, counting: true, stop: Some(stop) };
        let going = builder.rules(everywhere(false));
        let stopped = builder.rules(everywhere(true));
        let stop = builder.stops(&going);
        let mut at_end = Vec::new();
        for (at, block) in of.blocks.iter().enumerate() {
            if let Opens::AtEnd(when) = &block.opens {
                at_end.push((at, builder.condition(when, &going)));
            }
        }
        let (routes, deciding) = (Vec::new(), BTreeSet::new());
        let mut walk = Self { of, builder, stop, going, stopped, at_end, routes, deciding };
        walk.walk();
        walk
    }

    fn walk(&mut self) {
        let (of, scan) = (self.of, self.of.scan());
        let always = (0..of.blocks.len()).filter(|at| of.blocks[*at].opens == Opens::Always).collect();
        let mut begun = Stand { blocks: always, asked: Vec::new(), when: YES };
        self.stop_some(&mut begun);
        self.ask(&mut begun, scan);
        let asked = |at: usize| scan.contains(&at);
        let scanned = self.builder.rules(Scope { asked: &asked, counting: true, stop: Some(false) });
        let opened = self.builder.opened(&scanned);
        for mut stand in self.fork(&begun, opened) {
            self.ask_open(&mut stand);
            self.finish(&stand);
        }
    }

    /// All on-scan blocks are answered: some open at the end, or none.
    fn finish(&mut self, stand: &Stand) {
        self.note_deciding(stand);
        let asked = |at: usize| stand.asked.contains(&at);
        let mut bits = Vec::new();
        for (at, opens) in self.at_end.clone() {
            bits.push((at, self.builder.restrict(opens, &asked)));
        }
        let opened = self.builder.mask(&bits);
        for mut last in self.fork(stand, opened) {
            self.ask_open(&mut last);
            self.arrive(&last, last.when, PathEnd::Asked);
        }
    }

    /// One stand for each set of blocks that some of those here open.
    fn fork(&mut self, stand: &Stand, opened: Ref) -> Vec<Stand> {
        let mut found = Vec::new();
        for mask in self.builder.ends(opened) {
            let these = self.builder.map(opened, &|end| end == mask);
            let when = self.builder.all([stand.when, these]);
            if self.ways(when, &stand.asked) > 0 {
                let more = (0..self.of.blocks.len()).filter(|at| mask >> at & 1 == 1);
                let blocks = stand.blocks.iter().copied().chain(more).collect();
                found.push(Stand { blocks, asked: stand.asked.clone(), when });
            }
        }
        found
    }

    fn ask_open(&mut self, stand: &mut Stand) {
        let questions = self.of.asked_in(&stand.blocks);
        self.ask(stand, &questions);
    }

    /// Asks what was not asked before, one question after the other; some are stopped by their answer.
    fn ask(&mut self, stand: &mut Stand, questions: &[usize]) {
        for question in questions {
            if !stand.asked.contains(question) {
                stand.asked.push(*question);
                self.stop_some(stand);
            }
        }
    }

    fn stop_some(&mut self, stand: &mut Stand) {
        let stop = self.builder.restrict(self.stop, &|at| stand.asked.contains(&at));
        let stopped = self.builder.all([stand.when, stop]);
        self.arrive(stand, stopped, PathEnd::Stopped);
        let going = self.builder.not(stop);
        stand.when = self.builder.all([stand.when, going]);
    }

    fn arrive(&mut self, stand: &Stand, when: Ref, end: PathEnd) {
        let ways = self.ways(when, &stand.asked);
        if ways > 0 {
            let Stand { blocks, asked, .. } = stand.clone();
            self.routes.push(Route { blocks, asked, end, when, ways });
        }
    }

    /// Finds the questions of blocks that open at the end which would open or close one of these blocks again.
    fn note_deciding(&mut self, stand: &Stand) {
        let is_asked = |at: usize| stand.asked.contains(&at);
        let at_end = self.at_end.iter().flat_map(|(block, _)| &self.of.blocks[*block].asks);
        let more: BTreeSet<usize> = at_end.copied().filter(|at| !is_asked(*at)).collect();
        let may = |(at, question): (usize, &Question)| {
            let from = usize::from(is_asked(at));
            let to = if is_asked(at) || more.contains(&at) { question.choices().len() } else { 0 };
            (from..=to).collect()
        };
        let may: Vec<Vec<usize>> = self.of.questions.iter().enumerate().map(may).collect();
        for (block, opens) in self.at_end.clone() {
            let opens = self.builder.all([stand.when, opens]);
            let looked_at = self.builder.left(opens, &may).questions;
            self.deciding.extend(looked_at.intersection(&more).map(|question| (block, *question)));
        }
    }

    /// How many ways there are to answer what is asked so that this holds.
    fn ways(&self, when: Ref, asked: &[usize]) -> u128 {
        if when == NO { 0 } else { self.ends(when, asked).remove(&YES).unwrap_or(0) }
    }

    fn ends(&self, at: Ref, asked: &[usize]) -> BTreeMap<u32, u128> {
        let answers = |(at, question): (usize, &Question)| match &question.kind {
            _ if !asked.contains(&at) => vec![(0, 1)],
            Kind::Text(_) => vec![(0, 1)],
            Kind::One(choices) => (1..=choices.len()).map(|choice| (choice, 1)).collect(),
            // No rule looks at it, so that all its answers are as one.
            Kind::Many(choices, most) => vec![(1, subsets(choices.len(), *most))],
        };
        let may: Vec<_> = self.of.questions.iter().enumerate().map(answers).collect();
        self.builder.ways(at, &may)
    }

    /// The outcomes in which a path ends, each with its ways.
    pub(super) fn outcomes(&mut self, route: &Route) -> BTreeMap<usize, u128> {
        let outcome = match route.end {
            PathEnd::Asked => self.going.outcome,
            PathEnd::Stopped => self.stopped.outcome,
        };
        let outcome = self.builder.restrict(outcome, &|at| route.asked.contains(&at));
        let outcome = self.builder.ite(route.when, outcome, ELSEWHERE);
        let ends = self.ends(outcome, &route.asked).into_iter().filter(|(end, _)| *end != ELSEWHERE);
        ends.filter(|(_, ways)| *ways > 0).map(|(end, ways)| (end as usize, ways)).collect()
    }

    /// The rules that hold for no answers that end in their outcome.
    pub(super) fn idle_rules(&mut self) -> Vec<String> {
        let rules = self.of.outcomes.iter().enumerate();
        let rules = rules.flat_map(|(at, outcome)| outcome.rules.iter().map(move |(id, when)| (at, id, when)));
        let mut idle = Vec::new();
        for (outcome, id, when) in rules {
            let [going, stopped] = [&self.going, &self.stopped].map(|rules| {
                let holds = self.builder.condition(when, rules);
                let here = self.builder.map(rules.outcome, &|end| end as usize == outcome);
                self.builder.all([holds, here])
            });
            let mut routes = self.routes.clone().into_iter();
            let decides = |route: Route| {
                let holds = if route.end == PathEnd::Asked { going } else { stopped };
                let holds = self.builder.restrict(holds, &|at| route.asked.contains(&at));
                let holds = self.builder.all([holds, route.when]);
                self.ways(holds, &route.asked) > 0
            };
            if !routes.any(decides) {
                idle.push(id.clone());
            }
        }
        idle
    }
}

/// How many sets of one to `most` there are among `of`.
fn subsets(of: usize, most: usize) -> u128 {
    let mut all = 0_u128;
    let mut sets = 1_u128;
    for size in 1..=most.min(of) {
        sets = sets.saturating_mul((of - size + 1) as u128) / size as u128;
        all = all.saturating_add(sets);
    }
    all
}
