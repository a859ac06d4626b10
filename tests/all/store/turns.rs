use domain::command::Command;
use domain::conversation::feedback::Opinion;
use domain::conversation::{Answered, Conversation, Question, Stage};
use domain::ids::{ChoiceId, DeliveryKey, EntryId, EventId, MessageId, SectionId, TimerKey};
use domain::language::Language;
use domain::limits::Use;
use domain::message::{Choice, Fate, What};
use fairway::store::{Commit, Committed, Outcome, Seq, Store};
use proptest::prelude::*;

use super::given::*;
use crate::support::home::{Home, on_both, run_async};

on_both! {
    async fn every_kind_of_event_comes_back_as_it_went_in(home) {
        let store = home.open().await;
        let all = [
            said("words ✓ \u{202e} and \0 more"),
            What::Chose { choice: ChoiceId::new("c"), on: MessageId::new("$m") },
            What::Reacted { symbol: "👍🏽".into(), on: MessageId::new("$m") },
            What::Invoked { command: Command::Ask { question: "?".into() } },
            What::Invoked { command: Command::Help },
            What::Invoked { command: Command::Language { language: Some(Language::Fr), unknown: None } },
            What::Invoked { command: Command::Language { language: None, unknown: Some("klingon".into()) } },
            What::Invoked { command: Command::Privacy },
            edited("$t", "new"),
            withdrew("$t"),
            What::Joined,
            What::Left,
            What::Unreadable,
            What::TimePassed { key: TimerKey::new("k") },
            What::Reported { key: DeliveryKey::new("d"), fate: Fate::Refused },
            What::Reported { key: DeliveryKey::new("d"), fate: Fate::GaveUp },
        ];
        for (number, what) in all.into_iter().enumerate() {
            let event = format!("$kind-{number}");
            let seq = take_one(&store, "ada", &event, what.clone()).await.unwrap();
            assert_eq!(begin(&store, seq).await.unwrap().incoming, incoming("ada", &event, what));
        }
        store.close().await.unwrap();
    }

    async fn every_stage_comes_back_as_it_went_in(home) {
        let store = home.open().await;
        let choices = vec![Choice::new("c1", "One")];
        let question = || Question { asked_by: EventId::new("$q"), words: "which one?".into(), is_kept: true };
        let served = Answered {
            replied_to: EventId::new("$1"),
            question: question(),
            entry: EntryId::new("travel"),
            section: SectionId::new("laptops"),
            is_liked: true,
        };
        let stages = [
            Stage::Open,
            Stage::Choosing { asked_by: EventId::new("$1"), choices: choices.clone(), question: Some(question()) },
            Stage::Served { asked_by: EventId::new("$1") },
            Stage::Rewording { asked_by: EventId::new("$1"), choices, text: "new wording".into() },
        ];
        for (number, stage) in stages.into_iter().enumerate() {
            let after = Conversation {
                chosen_language: Some(Language::De),
                last_language: (number == 0).then_some(Language::Nl),
                introduced: true,
                stage,
                unread: vec![EventId::new("$u")],
                undelivered: number == 1,
                answered: vec![served.clone(); number],
                ..new_conversation("ada")
            };
            let event = format!("$stage-{number}");
            turn_of(&store, "ada", &event, said("x"), |commit| commit.conversation = after.clone()).await;
            let next = take_one(&store, "ada", &format!("{event}-next"), said("y")).await.unwrap();
            let turn = begin(&store, next).await.unwrap();
            assert_eq!((turn.conversation, turn.version), (after, number as i64 + 1));
        }
        store.close().await.unwrap();
    }

    /// R6: all of a turn or nothing of it.
    async fn r06_a_stale_turn_writes_nothing(home) {
        let store = home.open().await;
        let first = take_one(&store, "ada", "$1", said("a")).await.unwrap();
        let second = take_one(&store, "ada", "$2", said("b")).await.unwrap();
        let (one, two) = (begin(&store, first).await.unwrap(), begin(&store, second).await.unwrap());
        assert_eq!((one.version, two.version), (0, 0));
        store.commit(plain(&one)).await.unwrap();
        let everything = Commit {
            says: vec![draft("k", "$2", "text")],
            withdraw: vec![EventId::new("$1")],
            forget: vec![EventId::new("$1")],
            misses: vec![missed("q", Language::En, "$1")],
            opinions: vec![(Opinion::Helped, EntryId::new("travel"))],
            passages: Vec::new(),
            park: Vec::new(),
            opens: None,
            takes_over: None,
            duty: Vec::new(),
            identities: Vec::new(),
            tells: Vec::new(),
            amends: Vec::new(),
            take_up: Vec::new(),
            wakes: vec![(TimerKey::new("t"), NOW)],
            spend: vec![("person".into(), 1000, true)],
            ..plain(&two)
        };
        assert_eq!(store.commit(everything.clone()).await.unwrap(), Committed::Stale);
        for table in ["outbox", "misses", "opinions", "timers", "budgets"] {
            assert!(home.look(&format!("SELECT 1 FROM {table}")).await.is_empty(), "{table}");
        }
        let again = begin(&store, second).await.unwrap();
        assert_eq!(again.version, 1);
        let fresh = Commit { version: again.version, ..everything };
        assert_eq!(store.commit(fresh.clone()).await.unwrap(), Committed::Done);
        for table in ["outbox", "misses", "opinions", "timers", "budgets"] {
            assert_eq!(home.look(&format!("SELECT 1 FROM {table}")).await.len(), 1, "{table}");
        }
        // F12: a commit whose answer was lost is tried again and finds the row ended.
        assert_eq!(store.commit(fresh).await.unwrap(), Committed::Stale);
        assert_eq!(begin(&store, second).await, None);
        store.close().await.unwrap();
    }

    /// A batch holds many turns: a stale one, and one that the database refuses, undo nothing of the others.
    async fn a_failing_turn_undoes_nothing_of_its_batch(home) {
        let store = home.open().await;
        let mut tasks = Vec::new();
        for number in 0..60 {
            let (store, name) = (store.clone(), format!("q{number}"));
            tasks.push(tokio::spawn(async move {
                let seq = take_one(&store, &name, &format!("$q{number}"), said("x")).await.unwrap();
                let turn = begin(&store, seq).await.unwrap();
                let mut commit = plain(&turn);
                match number % 3 {
                    0 => commit.says = vec![draft(&format!("q-good-{number}"), "$1", "x")],
                    1 => commit.version = 9,
                    _ => commit.says = vec![draft("q the same key", "$1", "x")],
                }
                (number % 3, store.commit(commit).await)
            }));
        }
        let (mut good, mut stale, mut same) = (0, 0, 0);
        for task in tasks {
            match task.await.unwrap() {
                (0, Ok(Committed::Done)) => good += 1,
                (1, Ok(Committed::Stale)) => stale += 1,
                (2, Ok(Committed::Done)) => same += 1,
                (2, Err(_)) => {}
                other => panic!("{other:?}"),
            }
        }
        assert_eq!((good, stale, same), (20, 20, 1));
        assert_eq!(home.look("SELECT 1 FROM outbox WHERE key LIKE 'q-good-%'").await.len(), 20);
        store.close().await.unwrap();
    }

    async fn what_was_not_meant_for_the_desk_leaves_no_words_and_no_conversation(home) {
        let store = home.open().await;
        turn_of(&store, "ada", "$1", said("chatter"), |commit| commit.outcome = Outcome::Ignored).await;
        assert!(home.look("SELECT 1 FROM inbox WHERE what_sealed IS NOT NULL").await.is_empty());
        assert!(home.look("SELECT 1 FROM conversations").await.is_empty());
        turn_of(&store, "ada", "$2", said("poison"), |commit| commit.outcome = Outcome::Dead).await;
        assert_eq!(home.look("SELECT 1 FROM inbox WHERE what_sealed IS NOT NULL AND state = 'dead'").await.len(), 1);
        // In a conversation that exists, an ignored event still counts as a turn of it.
        turn_of(&store, "ada", "$3", said("chatter"), |commit| commit.outcome = Outcome::Ignored).await;
        let seq = take_one(&store, "ada", "$4", said("x")).await.unwrap();
        assert_eq!(begin(&store, seq).await.unwrap().version, 2);
        store.close().await.unwrap();
    }

    /// R30: windows live in the database.
    async fn r30_budgets_count_by_window_and_survive_a_restart(home) {
        let store = home.open().await;
        let spend = |told| vec![("ada".to_owned(), 10_000, told), ("room".to_owned(), 60_000, false)];
        turn_of(&store, "ada", "$1", said("x"), |commit| commit.spend = spend(true)).await;
        turn_of(&store, "ada", "$2", said("x"), |commit| commit.spend = spend(false)).await;
        store.close().await.unwrap();
        let store = home.open().await;
        let seq = take_one(&store, "ada", "$3", said("x")).await.unwrap();
        let asked = [("room".to_owned(), 60_000), ("ada".to_owned(), 10_000), ("ada".to_owned(), 60_000)];
        let read = async |now| store.begin_turn(seq, |_| asked.to_vec(), now).await.unwrap().unwrap().budgets;
        let unused = Use { used: 0, told: false };
        assert_eq!(read(NOW).await, [Use { used: 2, told: false }, Use { used: 2, told: true }, unused]);
        assert_eq!(read(at(10_000)).await[1], unused, "the next window is full again");
        store.close().await.unwrap();
    }

    async fn timers_fire_once_move_and_can_be_dropped(home) {
        let store = home.open().await;
        let timer = TimerKey::new;
        assert_eq!(store.next_timer().await.unwrap(), None);
        turn_of(&store, "ada", "$1", said("x"), |commit| {
            commit.wakes = vec![(timer("a"), at(10)), (timer("b"), at(20)), (timer("c"), at(5))];
        })
        .await;
        turn_of(&store, "ada", "$2", said("x"), |commit| {
            commit.wakes = vec![(timer("a"), at(30))];
            commit.let_sleep = vec![timer("c")];
        })
        .await;
        assert_eq!(store.next_timer().await.unwrap(), Some(at(20)));
        assert_eq!(store.fire_timers(at(19)).await.unwrap(), []);
        let fired = store.fire_timers(at(25)).await.unwrap();
        assert_eq!(fired.len(), 1);
        let turn = begin(&store, fired[0].seq).await.unwrap();
        assert_eq!(turn.incoming.what, What::TimePassed { key: timer("b") });
        assert_eq!((turn.incoming.place, turn.incoming.sender, turn.incoming.at), (place(), person("ada"), at(20)));
        assert_eq!(turn.conversation.id, talk("ada"));
        assert_eq!(store.fire_timers(at(25)).await.unwrap(), []);
        assert_eq!(store.fire_timers(at(30)).await.unwrap().len(), 1);
        assert_eq!(store.next_timer().await.unwrap(), None);
        // Set again for the time at which it has fired already: the same event, so it is not fired twice.
        turn_of(&store, "ada", "$3", said("x"), |commit| commit.wakes = vec![(timer("a"), at(30))]).await;
        assert_eq!(store.fire_timers(at(31)).await.unwrap(), []);
        assert_eq!(store.next_timer().await.unwrap(), None);
        store.close().await.unwrap();
    }

    async fn a_reaction_finds_the_event_that_the_message_answered(home) {
        let store = home.open().await;
        answer(&store, "ada", "$1", "k1", "hello").await;
        let delivery = claim(&store, NOW).await.remove(0);
        store.mark_sent(&delivery, &sent("$bot"), NOW).await.unwrap();
        for (event, on, source) in [("$r1", "$bot", Some(EventId::new("$1"))), ("$r2", "$1", None)] {
            let what = What::Reacted { symbol: "1️⃣".into(), on: message_id(on) };
            let seq = take_one(&store, "ada", event, what).await.unwrap();
            assert_eq!(begin(&store, seq).await.unwrap().reacted_to, source);
        }
        let what = What::Chose { choice: ChoiceId::new("c"), on: message_id("$bot") };
        let seq = take_one(&store, "ada", "$c", what).await.unwrap();
        assert_eq!(begin(&store, seq).await.unwrap().reacted_to, Some(EventId::new("$1")));
        store.close().await.unwrap();
    }

    /// However many turns of one conversation are decided at once, each that is done was decided on the one before.
    async fn racing_turns_of_one_conversation_are_written_one_after_the_other(home) {
        let store = home.open().await;
        let mut tasks = Vec::new();
        for number in 0..24 {
            let store = store.clone();
            tasks.push(tokio::spawn(async move {
                let seq = take_one(&store, "ada", &format!("${number}"), said("x")).await.unwrap();
                loop {
                    let turn = begin(&store, seq).await.unwrap();
                    let mut commit = plain(&turn);
                    commit.conversation.unread.push(EventId::new(format!("${number}")));
                    if store.commit(commit).await.unwrap() == Committed::Done {
                        break;
                    }
                }
            }));
        }
        for task in tasks {
            task.await.unwrap();
        }
        let seq = take_one(&store, "ada", "$last", said("x")).await.unwrap();
        let turn = begin(&store, seq).await.unwrap();
        assert_eq!((turn.version, turn.conversation.unread.len()), (24, 24));
        store.close().await.unwrap();
    }
}

/// What a turn of the property below does.
#[derive(Clone, Copy, Debug)]
enum Step {
    Begin(usize),
    Commit(usize),
    Edit(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let which = 0usize..4;
    let step = prop_oneof![
        which.clone().prop_map(Step::Begin),
        which.clone().prop_map(Step::Commit),
        which.prop_map(Step::Edit)
    ];
    proptest::collection::vec(step, 1..40)
}

/// Against a model in a few lines: a turn is done when its event still waits, its words are those it was decided on, and
/// no other turn of the conversation was done since it began; else it is stale and changes nothing.
async fn version_law(home: &Home, steps: Vec<Step>) {
    let store = home.open().await;
    let mut seqs: Vec<Seq> = Vec::new();
    for number in 0..4 {
        seqs.push(take_one(&store, "ada", &format!("${number}"), said("x")).await.unwrap());
    }
    let (mut version, mut edits) = (0, 0);
    let mut revision = [1; 4];
    let mut waits = [true; 4];
    let mut begun: [Option<(Commit, i64, i64)>; 4] = Default::default();
    for step in steps {
        match step {
            Step::Begin(n) => {
                let turn = begin(&store, seqs[n]).await;
                assert_eq!(turn.is_some(), waits[n]);
                begun[n] = turn.map(|turn| (plain(&turn), version, revision[n]));
            }
            Step::Edit(n) => {
                edits += 1;
                take_one(&store, "ada", &format!("$edit-{edits}"), edited(&format!("${n}"), "y")).await;
                revision[n] += i64::from(waits[n]);
            }
            Step::Commit(n) => {
                let Some((commit, decided_on, wording)) = begun[n].clone() else { continue };
                let expected = waits[n] && decided_on == version && wording == revision[n];
                let done = store.commit(commit).await.unwrap() == Committed::Done;
                assert_eq!(done, expected, "turn of event {n}");
                if done {
                    version += 1;
                    waits[n] = false;
                }
            }
        }
    }
    store.close().await.unwrap();
}

fn check_version_law(home: impl Fn() -> Option<Home>, cases: u32) {
    if home().is_none() {
        return;
    }
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(steps in steps())| {
        run_async(async { version_law(&home().unwrap(), steps).await });
    });
}

#[test]
fn version_law_on_sqlite() {
    check_version_law(|| Some(Home::sqlite()), 24);
}

#[test]
fn version_law_on_postgres() {
    check_version_law(Home::postgres, 8);
}

/// Keeps `Store` honest about being shared between tasks.
#[test]
fn the_store_can_be_shared() {
    fn shared<T: Clone + Send + Sync + 'static>() {}
    shared::<Store>();
}
