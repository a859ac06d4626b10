//! A real process is killed by SIGKILL in the middle of its work, again and again, and what it was told is durable is
//! looked for afterwards (I1, I2, I3).
//!
//! The process is this test binary, asked to run `child` alone. It takes events in, answers them and delivers, and
//! prints a line after each thing that the store confirmed. Without the feature `faults` it is killed at chance
//! moments; with it, at every crash point of the store in turn.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use fairway::store::{Committed, Store, StoreOptions};
use sqlx::Row;

use super::given::*;
use super::{paused, tickets};
use crate::support::home::{Home, run_async};

const TALKERS: usize = 6;

/// Not a test: the process that is killed.
#[test]
#[ignore = "run by the kill tests in a process of its own"]
fn child() {
    let Ok(url) = std::env::var("FAIRWAY_TEST_URL") else { return };
    let keys_url = std::env::var("FAIRWAY_TEST_KEYS_URL").unwrap();
    let round = std::env::var("FAIRWAY_TEST_ROUND").unwrap();
    run_async(async {
        let store = Store::open(StoreOptions { url, keys_url, operator_key: Home::operator_key() }).await.unwrap();
        for pending in store.left_over().await.unwrap() {
            handle(&store, pending.seq).await;
        }
        let mut tasks = Vec::new();
        for talker in 0..TALKERS {
            tasks.push(tokio::spawn(talk_on(store.clone(), talker, round.clone())));
        }
        tasks.push(tokio::spawn(deliver(store.clone())));
        for task in tasks {
            task.await.unwrap();
        }
    });
}

/// One write of one line, so that a kill cannot tear lines of two tasks into one.
fn confirm(line: String) {
    std::io::stdout().lock().write_all(format!("\n@{line}\n").as_bytes()).unwrap();
    std::io::stdout().flush().unwrap();
}

async fn talk_on(store: Store, talker: usize, round: String) {
    for number in 0..100_000 {
        let event = format!("$r{round}-t{talker}-n{number:06}");
        let events = vec![arrived(&format!("t{talker}"), &event, said(&event))];
        let seq = store.take_in(events, cursor(&event), NOW).await.unwrap()[0].unwrap();
        confirm(format!("taken {event}"));
        handle(&store, seq).await;
        if number % 40 == 39 {
            store.erase(&talk(&format!("passing-{talker}")), NOW).await.unwrap();
        } else if number % 10 == 5 {
            let passing = format!("passing-{talker}");
            turn_of(&store, &passing, &format!("{event}-passing"), said("x"), |_| {}).await;
        }
        // Codes go from hand to hand; the name keeps them out of what is looked for in the turns of the talkers.
        let case = |number| format!("$r{round}-t{talker}-n{number:06}-passing");
        if number % 15 == 7 {
            paused::pause(&store, &format!("keeper-{talker}"), &case(number)).await;
            confirm(format!("paused {}", case(number)));
        } else if number % 15 == 12 {
            confirm(format!("taking-up {}", case(number - 5)));
            paused::take_up(&store, &format!("finder-{talker}"), &case(number - 5)).await;
            confirm(format!("taken-up {}", case(number - 5)));
        }
        if number % 20 == 3 {
            tickets::open(&store, &format!("opener-{talker}-{number}"), &case(number)).await;
            confirm(format!("ticket {}", case(number)));
        } else if number % 20 == 9 {
            tickets::take_over(&store, &format!("mover-{talker}-{number}"), &case(number - 6)).await;
            confirm(format!("moved {}", case(number - 6)));
        }
        if number % 25 == 24 {
            for fired in store.fire_timers(NOW).await.unwrap() {
                handle(&store, fired.seq).await;
            }
        }
    }
}

async fn handle(store: &Store, seq: fairway::store::Seq) {
    while let Some(turn) = begin(store, seq).await {
        let event = turn.incoming.event.clone();
        let mut commit = plain(&turn);
        if !event.as_str().starts_with("timer:") {
            commit.says = vec![draft(&format!("key-{event}"), event.as_str(), event.as_str())];
            commit.wakes = vec![(domain::ids::TimerKey::new(event.as_str()), at(-1))];
        }
        if store.commit(commit).await.unwrap() == Committed::Done {
            confirm(format!("answered {event}"));
            return;
        }
    }
}

async fn deliver(store: Store) {
    let mut turn = 0;
    loop {
        for delivery in store.claim(&[network()], NOW, 100, 4).await.unwrap() {
            turn += 1;
            if turn % 7 == 0 {
                store.give_up(&delivery, domain::message::Fate::GaveUp, NOW).await.unwrap();
                continue;
            }
            // The network's own record: the id is made from the key, as a network that drops repeats would.
            let id = format!("sent-{}", delivery.outgoing.key);
            if store.mark_sent(&delivery, &sent(&id), NOW).await.unwrap() {
                confirm(format!("sent {}", delivery.outgoing.key));
            }
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// Runs the child until it is killed, by `kill_after` or by itself at a crash point; answers what it confirmed.
fn run_child(home: &Home, round: &str, env: &[(&str, String)], kill_after: Option<Duration>) -> BTreeSet<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["store::kill::child", "--exact", "--ignored", "--nocapture"])
        .env("FAIRWAY_TEST_URL", &home.url)
        .env("FAIRWAY_TEST_KEYS_URL", &home.keys_url)
        .env("FAIRWAY_TEST_ROUND", round)
        .envs(env.iter().map(|(name, value)| (*name, value)))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let reader = std::thread::spawn(move || {
        let lines = output.split(b'\n').map_while(Result::ok);
        let confirmed = lines.filter_map(|line| Some(String::from_utf8_lossy(line.strip_prefix(b"@")?).into_owned()));
        confirmed.collect::<BTreeSet<String>>()
    });
    // With no time given it kills itself; should its crash point not be reached, it is ended all the same.
    std::thread::sleep(Duration::from_millis(20));
    let until = std::time::Instant::now() + kill_after.unwrap_or(Duration::from_secs(20));
    while child.try_wait().unwrap().is_none() && std::time::Instant::now() < until {
        std::thread::sleep(Duration::from_millis(2));
    }
    child.kill().unwrap();
    let status = child.wait().unwrap();
    assert!(!status.success(), "it ended by itself");
    // With a bug planted it may well stumble by itself.
    let sound = env.iter().all(|(name, _)| *name != "FAIRWAY_BUG");
    assert!(!sound || status.code().is_none(), "it failed before it was killed: {status}");
    reader.join().unwrap()
}

/// What was confirmed is there, whole and once.
async fn look_after(home: &Home, confirmed: &BTreeSet<String>) -> Result<(), String> {
    let store = Store::open(home.options()).await.map_err(|error| error.to_string())?;
    let strings =
        async |sql: &str| -> Vec<String> { home.look(sql).await.iter().map(|row| row.get::<String, _>(0)).collect() };
    let inbox = strings("SELECT event || ' ' || state FROM inbox WHERE event NOT LIKE '%passing%'").await;
    let states: BTreeMap<&str, &str> = inbox.iter().filter_map(|line| line.rsplit_once(' ')).collect();
    let outbox = strings("SELECT key FROM outbox").await;
    let unique: BTreeSet<&String> = outbox.iter().collect();
    if unique.len() != outbox.len() {
        return Err("a message is there twice".into());
    }
    let sent: BTreeSet<String> = strings("SELECT key FROM outbox WHERE state = 'sent'").await.into_iter().collect();
    // Those who pass by are erased in between; nothing is promised of them.
    for line in confirmed.iter().filter(|line| !line.contains("passing")) {
        let (what, name) = line.split_once(' ').unwrap();
        let kept = match what {
            "taken" => states.contains_key(name),
            "answered" => states.get(name) == Some(&"handled"),
            _ => sent.contains(name),
        };
        if !kept {
            return Err(format!("confirmed and lost: {line}"));
        }
    }
    // A turn is whole: an event is handled exactly when its answer is in the outbox.
    for (event, state) in states.iter().filter(|(event, _)| event.starts_with('$')) {
        let answered = unique.contains(&format!("key-{event}"));
        if answered != (*state == "handled") {
            return Err(format!("half a turn: {event} is {state}, answered: {answered}"));
        }
    }
    // Order within each lane: what was sent or given up comes before what waits.
    let lanes = home
        .look("SELECT conversation, CASE WHEN done_at IS NULL THEN 1 ELSE 0 END AS waits FROM outbox ORDER BY id")
        .await;
    let mut waiting = BTreeSet::new();
    for row in &lanes {
        let lane = row.get::<String, _>("conversation");
        match row.get::<i32, _>("waits") {
            1 => _ = waiting.insert(lane),
            _ if waiting.contains(&lane) => return Err(format!("{lane}: a later message overtook an earlier one")),
            _ => {}
        }
    }
    paused::look_after(&store, confirmed).await?;
    let told = strings("SELECT event FROM inbox WHERE kind = 'told'").await;
    tickets::look_after(&store, confirmed, &told).await?;
    // All that waits can be opened and goes on.
    for pending in store.left_over().await.map_err(|error| error.to_string())? {
        store.begin_turn(pending.seq, |_| Vec::new(), NOW).await.map_err(|error| error.to_string())?;
    }
    let unreadable = store.counts().await.map_err(|error| error.to_string())?.outbox_unreadable;
    store.close().await.map_err(|error| error.to_string())?;
    if unreadable == 0 { Ok(()) } else { Err(format!("{unreadable} messages cannot be read")) }
}

fn killed_at_chance(home: &Home, rounds: u64) {
    let mut confirmed = BTreeSet::new();
    for round in 0..rounds {
        // Spread over start, first batches and full speed; the same in each run, whatever the machine's pace.
        let after = Duration::from_millis(60 + (round * 137) % 900);
        confirmed.append(&mut run_child(home, &round.to_string(), &[], Some(after)));
        run_async(look_after(home, &confirmed)).unwrap_or_else(|lost| panic!("round {round}: {lost}"));
    }
    assert!(confirmed.iter().any(|line| line.starts_with("sent")), "the child did too little to prove anything");
}

#[test]
fn i01_killed_at_chance_on_sqlite() {
    killed_at_chance(&Home::sqlite(), 8);
}

#[test]
fn i01_killed_at_chance_on_postgres() {
    if let Some(home) = Home::postgres() {
        killed_at_chance(&home, 5);
    }
}

/// The points that a child passes; the others are in `restore`.
#[cfg(feature = "faults")]
fn points() -> impl Iterator<Item = &'static str> {
    let own = |name: &&&str| name.starts_with("store.") && **name != "store.restore.copied";
    fairway::faults::POINTS.iter().filter(own).copied()
}

#[cfg(feature = "faults")]
fn killed_at_every_point(home: impl Fn() -> Home, passages: &[u64]) {
    for point in points() {
        let home = home();
        let mut confirmed = BTreeSet::new();
        for (round, passage) in passages.iter().enumerate() {
            // A migration is passed at the first start alone.
            if point.starts_with("store.migrate") && round > 0 {
                continue;
            }
            let env = [("FAIRWAY_CRASH_AT", format!("{point}:{passage}"))];
            let started = std::time::Instant::now();
            confirmed.append(&mut run_child(&home, &round.to_string(), &env, None));
            assert!(started.elapsed() < Duration::from_secs(19), "{point}:{passage} was never reached");
            run_async(look_after(&home, &confirmed)).unwrap_or_else(|lost| panic!("{point}:{passage}: {lost}"));
        }
    }
}

#[cfg(feature = "faults")]
#[test]
fn f05_killed_at_every_point_on_sqlite() {
    killed_at_every_point(Home::sqlite, &[1, 2, 7]);
}

#[cfg(feature = "faults")]
#[test]
fn f05_killed_at_every_point_on_postgres() {
    if Home::postgres().is_some() {
        killed_at_every_point(|| Home::postgres().unwrap(), &[1, 5]);
    }
}

/// The checker bites: with a bug planted, a kill loses what was confirmed, or the order breaks (G4).
#[cfg(feature = "faults")]
#[test]
fn g04_planted_bugs_are_caught() {
    // Whether the answer gets out before the end is a race, which a busy machine loses now and then.
    let acked_early = (0..40).any(|round| {
        let home = Home::sqlite();
        let env = [
            ("FAIRWAY_BUG", "store.ack-before-commit".to_owned()),
            ("FAIRWAY_CRASH_AT", format!("store.batch.before_commit:{}", 12 + round % 12)),
        ];
        let confirmed = run_child(&home, "0", &env, None);
        run_async(look_after(&home, &confirmed)).is_err()
    });
    assert!(acked_early, "an answer before COMMIT went unnoticed");
}

/// The other planted bugs are caught by the tests of the rules that they break, run in a process that has them.
#[cfg(feature = "faults")]
#[test]
fn g04_planted_bugs_fail_the_tests_of_their_rules() {
    for (bug, test) in [
        ("store.no-dedupe", "store::inbox::r02_an_event_counts_once_by_its_id_and_kind::sqlite"),
        ("store.lane-order", "store::delivery::lane_law_on_sqlite"),
        ("store.lane-order", "store::delivery::r10_lanes_are_in_order_and_independent::sqlite"),
        ("store.skip-version", "store::turns::version_law_on_sqlite"),
        ("store.skip-version", "store::turns::r06_a_stale_turn_writes_nothing::sqlite"),
    ] {
        let run = |bug: &str| {
            Command::new(std::env::current_exe().unwrap())
                .args([test, "--exact"])
                .env("FAIRWAY_BUG", bug)
                .output()
                .unwrap()
                .status
                .success()
        };
        assert!(run("none"), "{test} holds without a bug");
        assert!(!run(bug), "{test} does not notice {bug}");
    }
}
