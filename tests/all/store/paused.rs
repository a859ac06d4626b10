//! Paused screenings: whoever brings the code first has it, and nobody else; a kill loses none and doubles none.

use std::collections::{BTreeMap, BTreeSet};

use domain::screening::{Answer, Answers, Code, Underway};
use fairway::store::{Committed, PausedDraft, Store};

use super::given::*;
use crate::support::home::on_both;

fn underway(case: &str) -> Underway {
    Underway {
        case: case.to_owned(),
        questionnaire: "collaboration".to_owned(),
        version: 1,
        begun_at: NOW,
        jurisdiction: Some("nl".to_owned()),
        pressing: None,
        answers: [("q1", Answer::Codes(vec!["guest".to_owned()]))].into_iter().collect::<Answers>(),
        order: vec!["q1".to_owned()],
        asked_as: BTreeMap::new(),
        stood: "green".to_owned(),
        said_in: BTreeMap::new(),
        found_out: 0,
        plan: None,
    }
}

fn draft_of(code: &Code, case: &str) -> PausedDraft {
    PausedDraft { mark: code.mark(), screening: underway(case), until: at(1_000) }
}

/// The code of a case, which a test can make again.
fn code_of(case: &str) -> Code {
    let letters = case.bytes().fold(7_u128, |sum, byte| sum.wrapping_mul(1_099_511_628_211) ^ u128::from(byte));
    Code::from_chance(letters ^ (letters >> 60))
}

/// Pauses a screening under its own code.
pub async fn pause(store: &Store, name: &str, case: &str) {
    turn_of(store, name, &format!("{case}-pause"), said("pause"), |commit| {
        commit.park = vec![draft_of(&code_of(case), case)];
    })
    .await;
}

/// Takes up what was paused; fails where it is not there.
pub async fn take_up(store: &Store, name: &str, case: &str) {
    turn_of(store, name, &format!("{case}-resume"), said("resume"), |commit| {
        commit.take_up = vec![code_of(case).mark()];
    })
    .await;
}

/// The case that somebody who brings the code of a case would find. They leave it there.
async fn found(store: &Store, case: &str) -> Option<String> {
    let event = format!("{}-passing", fairway::clock::new_event_id());
    let seq = take_one(store, "onlooker", &event, said(&format!("resume {}", code_of(case)))).await.unwrap();
    let turn = begin(store, seq).await.unwrap();
    assert_eq!(store.commit(plain(&turn)).await.unwrap(), Committed::Done);
    turn.paused.map(|underway| underway.case)
}

/// After a kill: what was paused for certain is there, and what was taken up for certain is not.
pub async fn look_after(store: &Store, confirmed: &BTreeSet<String>) -> Result<(), String> {
    let cases = |word: &str| confirmed.iter().filter_map(|line| line.strip_prefix(word)).collect::<BTreeSet<_>>();
    let (taking, taken) = (cases("taking-up "), cases("taken-up "));
    for case in cases("paused ") {
        let there = found(store, case).await;
        if taken.contains(case) && there.is_some() {
            return Err(format!("taken up and still there: {case}"));
        }
        if !taking.contains(case) && there.as_deref() != Some(case) {
            return Err(format!("paused and lost: {case}"));
        }
    }
    Ok(())
}

on_both! {
    async fn of_two_who_bring_one_code_the_first_has_it(home) {
        let store = home.open().await;
        pause(&store, "ada", "c1").await;
        let words = format!("resume {}", code_of("c1"));
        let mut turns = Vec::new();
        for (name, event) in [("bob", "$2"), ("eve", "$3")] {
            let seq = take_one(&store, name, event, said(&words)).await.unwrap();
            let turn = begin(&store, seq).await.unwrap();
            assert_eq!(turn.paused, Some(underway("c1")), "both see it");
            turns.push(turn);
        }
        let commit = |turn| {
            let mut commit = plain(turn);
            commit.take_up = vec![code_of("c1").mark()];
            commit.says = vec![draft(&format!("key-{}", turn.incoming.event), turn.incoming.event.as_str(), "back")];
            commit
        };
        assert_eq!(store.commit(commit(&turns[0])).await.unwrap(), Committed::Done);
        assert_eq!(store.commit(commit(&turns[1])).await.unwrap(), Committed::Stale);
        // Decided again, the second finds nothing; and nothing of its first try was said.
        let again = begin(&store, turns[1].seq).await.unwrap();
        assert_eq!(again.paused, None);
        let said: Vec<_> = home.look("SELECT key FROM outbox").await.iter().map(|row| sqlx::Row::get::<String, _>(row, 0)).collect();
        assert_eq!(said, ["key-$2"]);
        store.close().await.unwrap();
    }

    async fn a_thousand_who_race_for_one_code_leave_one_winner(home) {
        let store = home.open().await;
        pause(&store, "ada", "c1").await;
        let words = format!("resume {}", code_of("c1"));
        let mut racing = Vec::new();
        for number in 0..1_000 {
            let (store, words) = (store.clone(), words.clone());
            racing.push(tokio::spawn(async move {
                let seq = take_one(&store, &format!("p{number}"), &format!("$r{number}"), said(&words)).await.unwrap();
                let turn = begin(&store, seq).await.unwrap();
                let mut commit = plain(&turn);
                commit.take_up = turn.paused.iter().map(|_| code_of("c1").mark()).collect();
                let has_it = !commit.take_up.is_empty();
                store.commit(commit).await.unwrap() == Committed::Done && has_it
            }));
        }
        let mut winners = 0;
        for racer in racing {
            winners += usize::from(racer.await.unwrap());
        }
        assert_eq!(winners, 1);
        store.close().await.unwrap();
    }

    async fn what_was_paused_is_erased_when_its_time_is_over(home) {
        let store = home.open().await;
        pause(&store, "ada", "c1").await;
        store.expire(at(1_000), 1_000_000, 1_000_000).await.unwrap();
        assert_eq!(found(&store, "c1").await.as_deref(), Some("c1"), "until then it is there");
        store.expire(at(1_001), 1_000_000, 1_000_000).await.unwrap();
        assert_eq!(found(&store, "c1").await, None);
        assert!(home.look("SELECT mark FROM paused").await.is_empty());
        store.close().await.unwrap();
    }
}
