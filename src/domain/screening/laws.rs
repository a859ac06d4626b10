//! The laws of screenings, held against the questionnaire that ships: by trying, where trying is possible.

use std::collections::BTreeSet;

use crate::handbook::ContentFile;

use super::Screenings;
use super::answers::{Answer, Answers, Sheet};
use super::questionnaire::{Kind, Measure, Questionnaire};
use super::weigh::Weighed;

const SHIPPED: &str = include_str!("../../../knowledge-base/questionnaires/collaboration/questionnaire.yaml");

pub(super) fn shipped() -> Questionnaire {
    Questionnaire::read("questionnaire.yaml", "collaboration", SHIPPED).unwrap()
}

pub(super) fn shipped_screenings() -> Screenings {
    macro_rules! file {
        ($name:literal) => {
            ContentFile {
                path: concat!("knowledge-base/questionnaires/collaboration/", $name).to_owned(),
                text: include_str!(concat!("../../../knowledge-base/questionnaires/collaboration/", $name)).to_owned(),
            }
        };
    }
    let files = [
        file!("questionnaire.yaml"),
        file!("cases.yaml"),
        file!("words.en.yaml"),
        file!("words.nl.yaml"),
        file!("words.de.yaml"),
        file!("words.fr.yaml"),
    ];
    Screenings::read(&files).unwrap()
}

/// The same numbers on every run.
pub(super) struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, most: usize) -> usize {
        // xorshift64* (S. Vigna, ACM Transactions on Mathematical Software 42(4), 2016).
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % most
    }

    pub fn choose<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// Answers as somebody might give them: each question answered with that chance of ten, and unknown with that one of ten.
fn some_answers(of: &Questionnaire, chance: &mut Chance, answered: usize, unknown: usize) -> Answers {
    let mut answers = Answers::default();
    for question in &of.questions {
        if chance.below(10) >= answered {
            continue;
        }
        let answer = match &question.kind {
            Kind::Text(_) => Answer::Text("x".repeat(chance.below(300))),
            Kind::One(choices) | Kind::Many(choices, _) => {
                let (unknowns, known): (Vec<_>, Vec<_>) = choices.iter().partition(|choice| choice.is_unknown);
                let from = if chance.below(10) < unknown { unknowns } else { known };
                Answer::code(&chance.choose(&from).code)
            }
        };
        answers.set(&question.id, answer);
    }
    answers
}

/// Every way in which the unknowns of the answers that count may turn out.
fn completions(of: &Questionnaire, sheet: &Sheet) -> Vec<Sheet> {
    let mut all = vec![sheet.clone()];
    for unknown in sheet.unknowns(of).collect::<Vec<_>>() {
        let with = |sheet: &Sheet, choice| {
            let mut sheet = sheet.clone();
            sheet.choose(unknown, choice);
            sheet
        };
        all = all
            .iter()
            .flat_map(|sheet| of.questions[unknown].known().map(|choice| with(sheet, choice)).collect::<Vec<_>>())
            .collect();
    }
    all
}

fn freed(of: &Questionnaire) -> Questionnaire {
    let mut free = of.clone();
    free.questions.iter_mut().for_each(|question| question.counts_while = None);
    free
}

#[test]
fn range_and_unknowns_are_those_of_trying_every_completion() {
    let (of, mut chance) = (shipped(), Chance(7));
    let free = freed(&of);
    let mut tried = 0;
    while tried < 200 {
        let answers = some_answers(&of, &mut chance, 8, 2);
        let given = of.sheet(&answers);
        let weighed = of.weigh(&given);
        let unknowns: Vec<usize> = weighed.sheet.unknowns(&of).collect();
        if unknowns.is_empty() || unknowns.len() > 5 {
            continue;
        }
        tried += 1;
        let all = completions(&of, &weighed.sheet);
        let colours: Vec<usize> = all.iter().map(|sheet| free.weigh(sheet).colour).collect();
        let possible: BTreeSet<usize> = colours.iter().copied().collect();
        let differing = |unknown: usize| {
            let same_else =
                |a: &Sheet, b: &Sheet| (0..of.questions.len()).all(|q| q == unknown || a.choices(q) == b.choices(q));
            let pairs = all.iter().zip(&colours).enumerate();
            pairs.clone().any(|(at, (a, one))| {
                all.iter().zip(&colours).take(at).any(|(b, other)| one != other && same_else(a, b))
            })
        };
        let range = of.range(&given, &weighed);
        assert_eq!(range.outcomes, possible.into_iter().rev().collect::<Vec<_>>(), "{answers:?}");
        if all.len() <= 250 {
            let matter: Vec<usize> = unknowns.into_iter().filter(|unknown| differing(*unknown)).collect();
            assert_eq!(range.unknowns, matter, "{answers:?}");
        }
    }
}

#[test]
fn with_everything_known_the_range_is_the_outcome() {
    let (of, mut chance) = (shipped(), Chance(11));
    for _ in 0..3_000 {
        let given = of.sheet(&some_answers(&of, &mut chance, 9, 0));
        let weighed = of.weigh(&given);
        let range = of.range(&given, &weighed);
        assert_eq!((range.outcomes, range.unknowns), (vec![weighed.colour], vec![]));
    }
}

#[test]
fn opportunity_never_changes_the_colour() {
    let (of, mut chance) = (shipped(), Chance(13));
    let q8 = of.question("q8").unwrap();
    for _ in 0..3_000 {
        let mut given = of.sheet(&some_answers(&of, &mut chance, 9, 2));
        let outcomes: BTreeSet<usize> = (0..of.questions[q8].choices().len())
            .map(|choice| {
                given.choose(q8, choice);
                of.weigh(&given).outcome
            })
            .collect();
        assert_eq!(outcomes.len(), 1);
    }
}

#[test]
fn no_measure_makes_anything_graver() {
    let (of, mut chance) = (shipped(), Chance(17));
    for _ in 0..250 {
        let weighed = of.weigh(&of.sheet(&some_answers(&of, &mut chance, 9, 2)));
        for set in 0..1_usize << of.measures.len() {
            let with = |set: usize| -> Vec<&Measure> {
                (0..of.measures.len()).filter(|at| set >> at & 1 == 1).map(|at| &of.measures[at]).collect()
            };
            for more in 0..of.measures.len() {
                let (before, after) = (with(set), with(set | 1 << more));
                assert!(of.colour_with(&weighed, &after) >= of.colour_with(&weighed, &before));
            }
        }
        for what_if in of.what_if(&weighed) {
            assert!(what_if.outcome > weighed.colour);
        }
    }
}

/// Where an organisation is, is never a reason by itself (the principle of the study, and of this desk).
#[test]
fn a_place_alone_decides_nothing() {
    let (of, mut chance) = (shipped(), Chance(19));
    let place = |id: &str| of.scales.iter().position(|scale| scale.id == id).unwrap();
    let (domain, partner, access) = (place("domain"), place("partner"), place("access"));
    let (ethics, interference) = (place("ethics"), place("interference"));
    let q6 = of.question("q6").unwrap();
    let at = |code: &str| of.questions[q6].code(code).unwrap();
    let (green, embargo) = (of.outcomes.len() - 1, at("embargo"));
    for _ in 0..6_000 {
        let mut given = of.sheet(&some_answers(&of, &mut chance, 9, 2));
        let mut weigh = |choice| {
            given.choose(q6, choice);
            of.weigh(&given)
        };
        let (none, low) = (weigh(at("none")), weigh(at("low")));
        let levels = &none.levels;
        let small =
            levels[domain] + levels[partner] + levels[access] < 2 && levels[ethics] == 0 && levels[interference] < 2;
        assert!(!small || none.colour == low.colour, "(a) {given:?}");
        let steps = none.colour - low.colour;
        assert!(steps == 0 || steps == 1 && low.colour > 0, "(c) {} {} {given:?}", none.colour, low.colour);
        let alone = |weighed: &Weighed| of.reasons(weighed).into_iter().any(|reason| reason.answers == [q6]);
        assert!(!alone(&none) && !alone(&low), "(b) {given:?}");
        assert!(weigh(embargo).colour < green);
    }
}

/// Building takes part of the time in which the program starts, and every step of a dialogue asks it.
#[test]
fn the_diagrams_stay_small() {
    let of = shipped();
    let nodes = of.diagrams.len();
    assert!(nodes < 10_000, "{nodes}");
}

#[test]
fn the_cases_hold_and_every_outcome_has_three() {
    let of = shipped();
    let text = include_str!("../../../knowledge-base/questionnaires/collaboration/cases.yaml");
    let cases = super::cases::read("cases.yaml", text, &of).unwrap();
    let failures: Vec<_> = cases.iter().flat_map(|case| case.run(&of)).collect();
    assert!(failures.is_empty(), "{failures:#?}");
    for outcome in 0..=of.find_out_at() {
        let id = of.outcome_id(outcome);
        let count = cases.iter().filter(|case| case.steps.iter().any(|step| step.expect.outcome == id)).count();
        assert!(count >= 3, "{id}: {count}");
    }
}
