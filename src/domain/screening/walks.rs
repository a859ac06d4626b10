//! Screenings walked through at random, as impatient people do: forward, back, changing, beginning anew. None ends in a panic,
//! none in a place from which nothing leads on.

use crate::ids::Timestamp;

use super::laws::{Chance, shipped_screenings};
use super::questionnaire::Kind;
use super::{Answer, Screening, Underway};

fn answer(screening: &Screening, question: usize, chance: &mut Chance) -> Answer {
    match &screening.questionnaire.questions[question].kind {
        Kind::Text(most) => Answer::Text("x".repeat(chance.below(most + 1))),
        Kind::One(choices) => Answer::code(&chance.choose(choices).code),
        Kind::Many(choices, most) => {
            let mut codes: Vec<String> =
                (0..=chance.below(*most)).map(|_| chance.choose(choices).code.clone()).collect();
            codes.dedup();
            Answer::Codes(codes)
        }
    }
}

/// One step; how often a result was reached.
fn step(screening: &Screening, underway: &mut Underway, chance: &mut Chance) -> bool {
    let of = &screening.questionnaire;
    let standing = underway.standing(of);
    let next = standing.position.next;
    let stops = !standing.weighed.hard_stops.is_empty();
    assert!(next.is_none_or(|next| !standing.given.is_answered(next) && !stops), "{underway:?}");
    assert!(next.is_some() || stops || standing.position.asked.iter().all(|asked| standing.given.is_answered(*asked)));
    assert!(standing.position.asked.len() <= of.questions.len());
    let answered = underway.answered(of);
    match (chance.below(10), next) {
        (0, _) => drop(underway.back(of)),
        (1, _) if !answered.is_empty() => {
            let question = *chance.choose(&answered);
            let given = answer(screening, question, chance);
            underway.answer(screening, question, given);
        }
        (_, Some(question)) => {
            let given = answer(screening, question, chance);
            underway.answer(screening, question, given);
        }
        (_, None) => {
            let outcome = of.outcome_id(standing.weighed.outcome);
            assert!(outcome != "green" || !stops);
            assert_eq!(stops, outcome == "red" && of.posture(&standing.weighed) == "pause");
            let question = *chance.choose(&standing.position.asked);
            let given = answer(screening, question, chance);
            underway.answer(screening, question, given);
            return true;
        }
    }
    false
}

fn walk(sequences: usize, seed: u64) {
    let screenings = shipped_screenings();
    let screening = screenings.get("collaboration").unwrap();
    let (mut chance, mut results) = (Chance(seed), 0_usize);
    for _ in 0..sequences {
        let mut underway = Underway::begin("AAA-AAA".to_owned(), screening, Timestamp(0));
        for _ in 0..=chance.below(40) {
            results += usize::from(step(screening, &mut underway, &mut chance));
        }
        assert_eq!(underway.renewal(screening).filter(|renewal| renewal.moves.is_none()), None);
        // From wherever it stands, answering leads to an end.
        let mut left = screening.questionnaire.questions.len();
        while let Some(question) = underway.standing(&screening.questionnaire).position.next {
            let given = answer(screening, question, &mut chance);
            underway.answer(screening, question, given);
            left = left.checked_sub(1).expect("more questions than there are");
        }
    }
    assert!(results > sequences / 10, "{results}");
}

#[test]
fn no_walk_ends_in_a_panic_or_in_a_dead_end() {
    walk(2_000, 23);
}

/// A hundred thousand in every whole test run.
#[test]
#[ignore = "half a minute: tests/run asks for it"]
fn a_hundred_thousand_walks() {
    walk(100_000, 29);
}

/// `just long`.
#[test]
#[ignore = "minutes"]
fn a_million_walks() {
    walk(1_000_000, 31);
}
