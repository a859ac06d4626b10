use std::collections::BTreeMap;

use super::*;
use crate::screening::answers::{Answer, Answers};
use crate::screening::laws::{Chance, shipped};
use crate::screening::questionnaire::{Kind, Question};

/// All that a questionnaire can hold, and few enough answers that all of them can be tried.
const SMALL: &str = "
version: 1
scales:
  risk: {floor: {level: 2, where: 2, of: [b1, b2]}}
  gain: {apart: true}
shifts:
  - {scale: risk, from: [1, 2], by: 1, when: {a2: near, not: {b2: small}}}
questions:
  - {id: a1, entry: e, options: {home: {}, away: {risk: 1}, listed: {}}}
  - {id: a2, entry: e, not_known: [unsure], options: {near: {risk: 1}, far: {}, unsure: {risk: 1}}}
  - {id: a3, entry: e, at_most: 2, options: {gold: {gain: 3}, fame: {gain: 1}}}
  - {id: b1, entry: e, options: {big: {risk: 1}, small: {}}, counts_while: {a1: away}}
  - {id: b2, entry: e, options: {big: {risk: 1}, small: {}, mad: {}}}
  - {id: c1, entry: e, options: {yes: {}, no: {risk: 2}}}
  - {id: z1, entry: e, options: {smaller: {}, none: {}}}
  - {id: z2, entry: e, text_max: 10}
blocks:
  - {id: scan, asks: [a1, a2, a3]}
  - {id: money, on: scan, when: {risk: 1}, asks: [b1, b2]}
  - {id: law, on: scan, when: {not: {a1: home}}, asks: [b2, c1]}
  - {id: end, when: {outcome: [red, grey]}, asks: [z1, z2]}
hard_stops:
  h1: {a1: listed, a2: far}
  h2: {b2: mad, risk: 1}
legal_checks:
  c1: {c1: unknown}
outcomes:
  - id: red
    rules: {stop: {hard_stop: any}, much: {risk: 3}, law: {legal_check: any, risk: 2}}
  - id: yellow
    rules: {some: {risk: 2}, two: {sum: {of: [risk], at_least: 2}}}
  - id: green
find_out: {id: grey, instead_of: [green, yellow], when: {count: {at_least: 2, of: [{a1: unknown}, {a2: [unsure, unknown]}, {b1: unknown}]}}}
postures: {fine: {}}
hand_over: []
measures: {}
forms: {}
mitigations: {}
";

fn small() -> Questionnaire {
    Questionnaire::read("questionnaire.yaml", "small", SMALL).unwrap()
}

/// Every answer that a question takes. One's own words are one.
fn answers_to(question: &Question) -> Vec<Answer> {
    match &question.kind {
        Kind::Text(_) => vec![Answer::Text("a".into())],
        Kind::One(choices) => choices.iter().map(|choice| Answer::code(&choice.code)).collect(),
        Kind::Many(choices, most) => {
            let sets = (1_usize..1 << choices.len()).filter(|set| set.count_ones() as usize <= *most);
            let codes = |set: usize| {
                let chosen = choices.iter().enumerate().filter(move |(at, _)| set >> at & 1 == 1);
                Answer::Codes(chosen.map(|(_, choice)| choice.code.clone()).collect())
            };
            sets.map(codes).collect()
        }
    }
}

type Met = BTreeMap<(Vec<usize>, PathEnd, usize), u128>;

/// Gives every answer to the question that comes next, and so on to the end.
fn try_all(of: &Questionnaire, answers: &mut Answers, asked: &mut Vec<usize>, met: &mut Met) {
    let given = of.sheet(answers);
    let weighed = of.weigh(&given);
    let Some(next) = of.position(&given, &weighed).next else {
        let end = if weighed.hard_stops.is_empty() { PathEnd::Asked } else { PathEnd::Stopped };
        *met.entry((asked.clone(), end, weighed.outcome)).or_insert(0) += 1;
        return;
    };
    asked.push(next);
    for answer in answers_to(&of.questions[next]) {
        answers.set(&of.questions[next].id, answer);
        try_all(of, answers, asked, met);
    }
    answers.take_back(&of.questions[next].id);
    asked.pop();
}

#[test]
fn paths_are_those_of_trying_every_answer() {
    let of = small();
    let mut met = Met::new();
    try_all(&of, &mut Answers::default(), &mut Vec::new(), &mut met);
    let flow = Flow::of(&of);
    let mut found = Met::new();
    for path in &flow.paths {
        assert_eq!(path.ways, path.outcomes.values().sum::<u128>());
        for (outcome, ways) in &path.outcomes {
            // Two sets of blocks may ask the same questions.
            *found.entry((path.asked.clone(), path.end, *outcome)).or_insert(0) += ways;
        }
    }
    assert_eq!(found, met);
    assert_eq!(flow.ways(), met.values().sum());
    assert!(met.len() > 10 && flow.ways() > 2_000, "too small to show much: {} {}", met.len(), flow.ways());
    assert_eq!(flow.flaws, []);
    // What `some` says is what `two` says.
    assert_eq!(flow.idle_rules, [] as [String; 0]);
}

#[test]
fn whoever_goes_through_the_shipped_screening_goes_one_of_its_paths() {
    let (of, mut chance) = (shipped(), Chance(23));
    let flow = Flow::of(&of);
    for _ in 0..2_000 {
        let (mut answers, mut asked) = (Answers::default(), Vec::new());
        let (weighed, blocks) = loop {
            let given = of.sheet(&answers);
            let weighed = of.weigh(&given);
            let position = of.position(&given, &weighed);
            let Some(next) = position.next else { break (weighed, position.blocks) };
            asked.push(next);
            answers.set(&of.questions[next].id, chance.choose(&answers_to(&of.questions[next])).clone());
        };
        let end = if weighed.hard_stops.is_empty() { PathEnd::Asked } else { PathEnd::Stopped };
        let path = flow.paths.iter().find(|path| path.asked == asked && path.end == end && path.blocks == blocks);
        let path = path.unwrap_or_else(|| panic!("{end:?} {asked:?} {blocks:?}"));
        assert!(path.outcomes.contains_key(&weighed.outcome), "{path:?}");
    }
}

#[test]
fn the_shipped_screening_has_no_flaw_and_is_seen_as_a_whole() {
    let of = shipped();
    let flow = Flow::of(&of);
    assert_eq!((flow.flaws.as_slice(), flow.idle_rules.as_slice()), (&[][..], &[][..]));
    assert_eq!(flaws(&of), []);
    assert!(flow.longest().is_some_and(|path| path.asked.len() <= ASKED_MAX));
    assert_eq!(flow.outcomes().len(), of.find_out_at() + 1);
}

#[test]
fn flaws_are_found() {
    let check = |from: &str, to: &str, expect: &[Flaw], idle: &[&str]| {
        assert!(SMALL.contains(from), "{from}");
        let of = Questionnaire::read("questionnaire.yaml", "small", &SMALL.replacen(from, to, 1)).unwrap();
        let flow = Flow::of(&of);
        assert_eq!((flow.flaws.as_slice(), &flow.idle_rules[..]), (expect, &idle.map_owned()[..]), "{to}");
        assert_eq!(flaws(&of), expect, "{to}");
    };
    check("asks: [b2, c1]", "asks: [b2]", &[Flaw::NeverAsked(5)], &["law"]);
    check(
        "when: {not: {a1: home}}",
        "when: {a1: listed, a2: far}",
        &[Flaw::NeverAsked(5), Flaw::NeverOpens(2)],
        &["law"],
    );
    check(
        "much: {risk: 3}",
        "much: {}",
        &[Flaw::Unreached(1), Flaw::Unreached(2), Flaw::Unreached(3)],
        &["some", "two"],
    );
    check(
        "outcome: [red, grey]",
        "any: [{outcome: [red, grey]}, {z1: none}]",
        &[Flaw::DecidesItself { block: 3, question: 6 }],
        &[],
    );
    // Asked before, it decides nothing that is still to come.
    check("asks: [z1, z2]", "asks: [b1, z1, z2]", &[], &[]);
}

trait MapOwned {
    fn map_owned(&self) -> Vec<String>;
}

impl MapOwned for [&str] {
    fn map_owned(&self) -> Vec<String> {
        self.iter().map(|id| (*id).to_owned()).collect()
    }
}
