use std::collections::{BTreeMap, BTreeSet};

use domain::ids::{EventId, NetworkName};
use domain::message::{Fate, What};
use fairway::chat::Deed;
use fairway::store::{Delivery, OutboxDraft};
use proptest::prelude::*;

use super::given::*;
use crate::support::home::{Home, on_both, run_async};

on_both! {
    async fn a_delivery_carries_what_the_turn_said(home) {
        let store = home.open().await;
        answer(&store, "ada", "$1", "k1", "hello").await;
        let claimed = claim(&store, at(3)).await;
        let delivery = &claimed[0];
        let wanted = draft("k1", "$1", "hello");
        assert_eq!((&delivery.outgoing.key, &delivery.outgoing.to), (&wanted.key, &wanted.to));
        assert_eq!(delivery.outgoing.what, Deed::Say(wanted.message.unwrap()));
        assert_eq!(delivery.outgoing.first_tried_at, Some(at(3)));
        assert_eq!((delivery.attempts, delivery.ambiguous), (1, false));
        assert_eq!(delivery.conversation, talk("ada"));
        assert!(store.mark_sent(delivery, &sent("$m"), at(4)).await.unwrap());
        assert!(claim(&store, at(5)).await.is_empty());
        assert!(!store.mark_sent(delivery, &sent("$m"), at(4)).await.unwrap(), "it is sent already");
        store.close().await.unwrap();
    }

    /// R10, I3: one message of a lane under way, in order; a lane in back-off stops no other.
    async fn r10_lanes_are_in_order_and_independent(home) {
        let store = home.open().await;
        for (name, event, key) in [("ada", "$1", "a1"), ("ada", "$2", "a2"), ("bob", "$3", "b1"), ("bob", "$4", "b2")] {
            answer(&store, name, event, key, "x").await;
        }
        let first = claim(&store, NOW).await;
        assert_eq!(keys(&first), ["a1", "b1"]);
        assert!(claim(&store, NOW).await.is_empty(), "the heads are under way");
        store.mark_retry(&first[0], at(1000), false).await.unwrap();
        store.mark_sent(&first[1], &sent("$b1"), NOW).await.unwrap();
        assert_eq!(next_due_ms(&store, at(-5)).await, Some(5));
        let second = claim(&store, NOW).await;
        assert_eq!(keys(&second), ["b2"], "ada's lane waits for its head");
        store.mark_sent(&second[0], &sent("$b2"), NOW).await.unwrap();
        assert_eq!(next_due_ms(&store, NOW).await, Some(1000));
        let third = claim(&store, at(1000)).await;
        assert_eq!(keys(&third), ["a1"]);
        assert_eq!((third[0].attempts, third[0].ambiguous, third[0].outgoing.first_tried_at), (2, false, Some(NOW)));
        store.give_up(&third[0], Fate::Refused, NOW).await.unwrap();
        assert_eq!(keys(&claim(&store, at(1000)).await), ["a2"]);
        store.close().await.unwrap();
    }

    async fn a_claim_is_limited_and_keeps_to_its_networks(home) {
        let store = home.open().await;
        for (name, event, key) in [("ada", "$1", "k1"), ("bob", "$2", "k2"), ("eve", "$3", "k3")] {
            answer(&store, name, event, key, "x").await;
        }
        let other = [NetworkName::new("discord")];
        assert!(store.claim(&other, NOW, LEASE_MS, 10).await.unwrap().is_empty());
        let both = [NetworkName::new("discord"), network()];
        assert_eq!(keys(&store.claim(&both, NOW, LEASE_MS, 2).await.unwrap()), ["k1", "k2"]);
        assert_eq!(keys(&store.claim(&both, NOW, LEASE_MS, 2).await.unwrap()), ["k3"]);
        store.close().await.unwrap();
    }

    /// What waits under a lease is due when the lease ends, by the clock that leases go by, however far the program's own is off.
    async fn what_is_due_next_goes_by_leases_and_networks(home) {
        let store = home.open().await;
        assert_eq!(next_due_ms(&store, NOW).await, None);
        answer(&store, "ada", "$1", "k1", "x").await;
        let other = [NetworkName::new("elsewhere")];
        assert_eq!(store.next_due_ms(&other, NOW).await.unwrap(), None, "nothing of this network waits");
        let lost = claim(&store, NOW).await;
        assert_eq!(keys(&lost), ["k1"]);
        let left = next_due_ms(&store, NOW).await.unwrap();
        assert!((LEASE_MS - 10_000..=LEASE_MS).contains(&left), "{left}");
        // An hour's difference between the clocks moves nothing where the database has one of its own.
        let left = next_due_ms(&store, at(3_600_000)).await.unwrap();
        let expect = if home.is_sqlite() { LEASE_MS - 3_600_000..=LEASE_MS - 3_600_000 } else { LEASE_MS - 10_000..=LEASE_MS };
        assert!(expect.contains(&left), "{left}");
        store.mark_sent(&lost[0], &sent("$m"), NOW).await.unwrap();
        assert_eq!(next_due_ms(&store, NOW).await, None);
        store.close().await.unwrap();
    }

    /// R11: a lease that ends is taken over, and the one that lost it changes nothing any more.
    async fn r11_who_lost_the_lease_is_not_heard(home) {
        let store = home.open().await;
        answer(&store, "ada", "$1", "k1", "x").await;
        // PostgreSQL measures leases by its own clock, SQLite by the caller's: both pass here.
        let stale = store.claim(&[network()], NOW, 50, 1).await.unwrap().remove(0);
        tokio::time::sleep(std::time::Duration::from_millis(80)).await;
        let fresh = claim(&store, at(50)).await.remove(0);
        assert_eq!((fresh.id, fresh.attempts, fresh.ambiguous), (stale.id, 2, true), "how the first try ended is unknown");
        assert!(fresh.fence > stale.fence);
        assert!(!store.mark_sent(&stale, &sent("$late"), NOW).await.unwrap());
        assert!(!store.mark_retry(&stale, NOW, false).await.unwrap());
        assert_eq!(store.give_up(&stale, Fate::GaveUp, NOW).await.unwrap(), None);
        assert!(store.mark_sent(&fresh, &sent("$m"), NOW).await.unwrap());
        store.close().await.unwrap();
    }

    /// R8: that a try may have reached the room is not forgotten by a later, plain failure.
    async fn r08_ambiguity_is_remembered(home) {
        let store = home.open().await;
        answer(&store, "ada", "$1", "k1", "x").await;
        for (ambiguous_before, ambiguous) in [(false, false), (false, true), (true, false)] {
            let delivery = claim(&store, NOW).await.remove(0);
            assert_eq!(delivery.ambiguous, ambiguous_before);
            store.mark_retry(&delivery, NOW, ambiguous).await.unwrap();
        }
        assert!(claim(&store, NOW).await[0].ambiguous);
        store.close().await.unwrap();
    }

    async fn giving_up_tells_the_conversation(home) {
        let store = home.open().await;
        answer(&store, "ada", "$1", "k1", "x").await;
        let delivery = claim(&store, NOW).await.remove(0);
        let told = store.give_up(&delivery, Fate::GaveUp, at(9)).await.unwrap().unwrap();
        assert_eq!(told.conversation, talk("ada"));
        let turn = begin(&store, told.seq).await.unwrap();
        let key = delivery.outgoing.key.clone();
        assert_eq!(turn.incoming.what, What::Reported { key, fate: Fate::GaveUp });
        assert_eq!((turn.incoming.place, turn.incoming.sender), (place(), person("ada")));
        assert_eq!(store.give_up(&delivery, Fate::GaveUp, NOW).await.unwrap(), None);
        store.close().await.unwrap();
    }

    /// F35, after the turn: each state of a message has its own way of being taken back.
    async fn f35_a_withdrawal_takes_back_what_was_said(home) {
        let store = home.open().await;
        let three = |source: &'static str| -> Vec<OutboxDraft> {
            (0..3).map(|part| draft(&format!("k{part}"), source, &format!("text {part}"))).collect()
        };
        turn_of(&store, "ada", "$1", said("x"), |commit| commit.says = three("$1")).await;
        let first = claim(&store, NOW).await.remove(0);
        store.mark_sent(&first, &sent("$m0"), NOW).await.unwrap();
        let under_way = claim(&store, NOW).await.remove(0);
        turn_of(&store, "ada", "$2", withdrew("$1"), |commit| commit.withdraw = vec![EventId::new("$1")]).await;
        // k0 is in the room: a row takes it back. k1 is under way: its answer decides. k2 never left: it is dropped.
        assert!(claim(&store, NOW).await.is_empty(), "k1 still holds the lane");
        store.mark_sent(&under_way, &sent("$m1"), NOW).await.unwrap();
        let mut taken_back = Vec::new();
        while let Some(delivery) = claim(&store, NOW).await.pop() {
            taken_back.push((delivery.outgoing.key.to_string(), delivery.outgoing.what.clone()));
            store.mark_sent(&delivery, &sent(&format!("$redaction-{}", taken_back.len())), NOW).await.unwrap();
        }
        let wanted = [("k0:withdraw", "$m0"), ("k1:withdraw", "$m1")]
            .map(|(key, id)| (key.to_owned(), Deed::Withdraw(message_id(id))));
        assert_eq!(taken_back, wanted);
        // Asked again, nothing is taken back twice.
        turn_of(&store, "ada", "$3", said("x"), |commit| commit.withdraw = vec![EventId::new("$1")]).await;
        assert!(claim(&store, NOW).await.is_empty());
        store.close().await.unwrap();
    }

    async fn f35_a_withdrawn_message_that_was_not_sent_is_not_tried_again(home) {
        let store = home.open().await;
        answer(&store, "ada", "$1", "k1", "x").await;
        answer(&store, "bob", "$2", "k2", "x").await;
        let claimed = claim(&store, NOW).await;
        for (name, event, source) in [("ada", "$3", "$1"), ("bob", "$4", "$2")] {
            turn_of(&store, name, event, withdrew(source), |commit| commit.withdraw = vec![EventId::new(source)]).await;
        }
        store.mark_retry(&claimed[0], NOW, false).await.unwrap();
        // Nobody knows whether bob's is in the room: it has to be settled before it can be taken back.
        store.mark_retry(&claimed[1], NOW, true).await.unwrap();
        let left = claim(&store, NOW).await;
        assert_eq!(keys(&left), ["k2"]);
        assert_eq!(store.give_up(&left[0], Fate::GaveUp, NOW).await.unwrap(), None, "nobody misses it");
        assert!(claim(&store, NOW).await.is_empty());
        store.close().await.unwrap();
    }

    async fn forgetting_erases_the_words_of_an_event_and_of_its_replies(home) {
        let store = home.open().await;
        turn_of(&store, "ada", "$1", said("x"), |commit| {
            commit.says = vec![draft("k0", "$1", "a"), draft("k1", "$1", "b"), draft("k2", "$1", "c")];
        })
        .await;
        let first = claim(&store, NOW).await.remove(0);
        store.mark_sent(&first, &sent("$m0"), NOW).await.unwrap();
        let under_way = claim(&store, NOW).await.remove(0);
        turn_of(&store, "ada", "$2", withdrew("$1"), |commit| commit.forget = vec![EventId::new("$1")]).await;
        let words = async || home.look("SELECT key FROM outbox WHERE message_sealed IS NOT NULL").await.len();
        assert_eq!(words().await, 1, "those under way are needed until the network has answered");
        assert!(home.look("SELECT 1 FROM inbox WHERE event = '$1' AND what_sealed IS NOT NULL").await.is_empty());
        store.mark_sent(&under_way, &sent("$m1"), NOW).await.unwrap();
        assert_eq!(words().await, 0);
        assert!(claim(&store, NOW).await.is_empty(), "what was not said yet is not said");
        store.close().await.unwrap();
    }

    /// A message that does not open ends with a count for the operator and stops neither its lane nor the others.
    async fn i03_a_damaged_message_stops_nothing(home) {
        let store = home.open().await;
        answer(&store, "ada", "$1", "k1", "x").await;
        answer(&store, "ada", "$2", "k2", "x").await;
        answer(&store, "bob", "$3", "k3", "x").await;
        home.meddle(
            "UPDATE outbox SET message_sealed = (SELECT message_sealed FROM outbox WHERE key = 'k2') WHERE key = 'k1'",
        )
        .await;
        assert_eq!(keys(&claim(&store, NOW).await), ["k3"]);
        assert_eq!(keys(&claim(&store, NOW).await), ["k2"]);
        assert_eq!(store.counts().await.unwrap().outbox_unreadable, 1);
        store.close().await.unwrap();
    }

    /// F02, F03: after a kill every unfinished message is claimed again, and one that was under way counts as uncertain.
    async fn f03_a_restart_finds_what_was_under_way(home) {
        let store = home.open().await;
        answer(&store, "ada", "$1", "k1", "x").await;
        let lease_ms = if home.is_sqlite() { LEASE_MS } else { 30 };
        let lost = store.claim(&[network()], NOW, lease_ms, 1).await.unwrap().remove(0);
        store.close().await.unwrap();
        let store = home.open().await;
        // On PostgreSQL another program might hold the lease, so it has to run out; in a file nobody can.
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        let found = claim(&store, NOW).await.remove(0);
        assert_eq!((found.outgoing.key, found.ambiguous, found.attempts), (lost.outgoing.key, true, 2));
        assert_eq!(found.outgoing.first_tried_at, Some(NOW));
        store.close().await.unwrap();
    }
}

#[derive(Clone, Debug)]
enum Move {
    Say(usize),
    Claim(usize),
    Sent(usize),
    Retry(usize, bool),
    GiveUp(usize),
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let which = 0usize..6;
    let step = prop_oneof![
        3 => (0usize..3).prop_map(Move::Say),
        3 => (1usize..4).prop_map(Move::Claim),
        3 => which.clone().prop_map(Move::Sent),
        1 => (which.clone(), any::<bool>()).prop_map(|(n, ambiguous)| Move::Retry(n, ambiguous)),
        1 => which.prop_map(Move::GiveUp),
    ];
    proptest::collection::vec(step, 1..60)
}

/// Whatever delivery does: a lane has at most one message under way, and its messages end in the order in which they
/// were written.
async fn lane_law(home: &Home, moves: Vec<Move>) {
    let store = home.open().await;
    let names = ["ada", "bob", "eve"];
    let mut written = 0;
    let mut under_way: Vec<Delivery> = Vec::new();
    let mut last: BTreeMap<String, i64> = BTreeMap::new();
    for step in moves {
        match step {
            Move::Say(n) => {
                written += 1;
                answer(&store, names[n], &format!("${written}"), &format!("k{written}"), "x").await;
            }
            Move::Claim(limit) => {
                under_way.extend(store.claim(&[network()], NOW, LEASE_MS, limit).await.unwrap());
                let lanes: BTreeSet<_> = under_way.iter().map(|delivery| &delivery.conversation).collect();
                assert_eq!(lanes.len(), under_way.len(), "two of one lane are under way");
                for delivery in &under_way {
                    let before = last.get(delivery.conversation.as_str()).copied().unwrap_or(0);
                    assert!(delivery.id > before, "a message came after a later one");
                }
            }
            Move::Sent(n) if n < under_way.len() => {
                let delivery = under_way.remove(n);
                let id = message_id(&format!("$m{}", delivery.id));
                assert!(store.mark_sent(&delivery, &id.into(), NOW).await.unwrap());
                last.insert(delivery.conversation.to_string(), delivery.id);
            }
            Move::Retry(n, ambiguous) if n < under_way.len() => {
                let delivery = under_way.remove(n);
                assert!(store.mark_retry(&delivery, NOW, ambiguous).await.unwrap());
            }
            Move::GiveUp(n) if n < under_way.len() => {
                let delivery = under_way.remove(n);
                assert!(store.give_up(&delivery, Fate::GaveUp, NOW).await.unwrap().is_some());
                last.insert(delivery.conversation.to_string(), delivery.id);
            }
            _ => {}
        }
    }
    store.close().await.unwrap();
}

fn check_lane_law(home: impl Fn() -> Option<Home>, cases: u32) {
    if home().is_none() {
        return;
    }
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(moves in moves())| {
        run_async(async { lane_law(&home().unwrap(), moves).await });
    });
}

#[test]
fn lane_law_on_sqlite() {
    check_lane_law(|| Some(Home::sqlite()), 24);
}

#[test]
fn lane_law_on_postgres() {
    check_lane_law(Home::postgres, 8);
}
