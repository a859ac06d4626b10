use std::fs;
use std::path::Path;

use domain::language::Language;
use fairway::store::{Counts, OperatorKey, Store, StoreError, StoreOptions};
use sqlx::Row;

use super::given::*;
use crate::support::home::{Home, on_both, rows, run_async};

const DAY_MS: i64 = 86_400_000;

on_both! {
    async fn the_gauges_count_what_waits(home) {
        let store = home.open().await;
        let empty = Counts {
            inbox_new: 0,
            inbox_dead: 0,
            outbox_pending: 0,
            outbox_oldest: None,
            outbox_unreadable: 0,
            conversations: 0,
        };
        assert_eq!(store.counts().await.unwrap(), empty);
        answer(&store, "ada", "$1", "k1", "x").await;
        answer(&store, "bob", "$2", "k2", "x").await;
        turn_of(&store, "bob", "$3", said("x"), |commit| commit.outcome = fairway::store::Outcome::Dead).await;
        take_one(&store, "eve", "$4", said("x")).await;
        let delivery = claim(&store, NOW).await.remove(0);
        store.mark_sent(&delivery, &sent("$m"), NOW).await.unwrap();
        let counts =
            Counts { inbox_new: 1, inbox_dead: 1, outbox_pending: 1, outbox_oldest: Some(NOW), conversations: 2, ..empty };
        assert_eq!(store.counts().await.unwrap(), counts);
        store.close().await.unwrap();
    }

    async fn what_nobody_touches_expires(home) {
        let store = home.open().await;
        let day = |days: i64| at(days * DAY_MS);
        let miss = missed("q", Language::En, "$elsewhere");
        turn_of(&store, "old", "$1", said("x"), |commit| {
            commit.misses = vec![miss.clone()];
            commit.spend = vec![("old".into(), DAY_MS, false)];
        })
        .await;
        turn_of(&store, "chatter", "$2", said("x"), |commit| commit.outcome = fairway::store::Outcome::Ignored).await;
        turn_of(&store, "new", "$3", said("x"), |commit| {
            commit.misses = vec![miss.clone()];
            commit.now = day(40);
            commit.spend = vec![("new".into(), DAY_MS, false)];
        })
        .await;
        assert_eq!(store.expire(day(40).plus_ms(1), 30 * DAY_MS, 400 * DAY_MS).await.unwrap(), 1);
        assert_eq!(store.expire(day(40).plus_ms(1), 30 * DAY_MS, 400 * DAY_MS).await.unwrap(), 0);
        assert_eq!(store.counts().await.unwrap().conversations, 1);
        assert_eq!(home.look("SELECT 1 FROM budgets").await.len(), 1);
        let names = async || {
            let found = rows(&home.keys_url, "SELECT name FROM keys ORDER BY name").await;
            found.iter().map(|row| row.get::<String, _>(0)).filter(|name| name.starts_with("conv")).collect::<Vec<_>>()
        };
        // On PostgreSQL the key of someone who only chatted stays: another program might be about to use it.
        let left: &[&str] = if home.is_sqlite() { &["new"] } else { &["chatter", "new"] };
        let left: Vec<String> = left.iter().map(|name| format!("conversation/{}", talk(name))).collect();
        assert_eq!(names().await, left);
        assert_eq!(take_one(&store, "old", "$1", said("x")).await, None, "ids are kept");
        assert_eq!(store.misses().await.unwrap().misses.len(), 2);
        // Of misses a whole month goes at once.
        store.expire(day(40).plus_ms(1), 300 * DAY_MS, 10 * DAY_MS).await.unwrap();
        assert_eq!(store.misses().await.unwrap().misses.len(), 1);
        assert_eq!(store.counts().await.unwrap().conversations, 1);
        store.close().await.unwrap();
    }

    async fn many_conversations_expire_in_one_call(home) {
        let store = home.open().await;
        for number in 0..130 {
            turn_of(&store, &format!("p{number}"), &format!("${number}"), said("x"), |_| {}).await;
        }
        assert_eq!(store.expire(at(2), 1, 1).await.unwrap(), 130);
        assert!(home.look("SELECT 1 FROM inbox WHERE what_sealed IS NOT NULL").await.is_empty());
        store.close().await.unwrap();
    }

    async fn postgres_has_its_own_tools_for_backups(home) {
        if home.is_sqlite() {
            return;
        }
        let store = home.open().await;
        let folder = tempfile::tempdir().unwrap();
        for refused in [store.backup(folder.path()).await, Store::restore(folder.path(), home.options()).await] {
            let error = refused.unwrap_err();
            assert!(matches!(error, StoreError::UsePgDump), "{error}");
            assert!(error.to_string().contains("pg_dump and pg_restore"));
        }
        store.close().await.unwrap();
    }
}

/// Moves a home's files away, as the operator is told to before a restore. The list of erased keys stays.
fn move_away(home: &Home) {
    for path in home.files() {
        if !path.to_string_lossy().ends_with(".erased") && path.is_file() && path.parent() == Some(folder(home)) {
            fs::remove_file(path).unwrap();
        }
    }
}

fn folder(home: &Home) -> &Path {
    home.folder.as_ref().unwrap().path()
}

/// F14, F68, G7.
#[test]
fn f14_a_restore_brings_back_all_but_the_erased_and_holds_what_was_to_be_said() {
    run_async(async {
        let home = Home::sqlite();
        let store = home.open().await;
        answer(&store, "ada", "$1", "k1", "x").await;
        answer(&store, "bob", "$2", "k2", "x").await;
        let tried = store.claim(&[network()], NOW, LEASE_MS, 1).await.unwrap().remove(0);
        store.mark_retry(&tried, at(5), false).await.unwrap();
        answer(&store, "eve", "$3", "k3", "x").await;
        let seq = take_one(&store, "ada", "$4", said("waits")).await.unwrap();
        let backup = tempfile::tempdir().unwrap();
        let to = backup.path().join("monday");
        store.backup(&to).await.unwrap();
        let error = store.backup(&to).await.unwrap_err();
        assert!(matches!(error, StoreError::Exists(_)), "{error}");
        // After the backup one is erased, and one comes that the backup does not have.
        store.erase(&talk("eve"), NOW).await.unwrap();
        take_one(&store, "ada", "$5", said("lost with the disk")).await.unwrap();
        store.close().await.unwrap();
        let error = Store::restore(&to, home.options()).await.unwrap_err();
        assert!(matches!(error, StoreError::Exists(_)), "nothing is overwritten: {error}");
        move_away(&home);
        Store::restore(&to, home.options()).await.unwrap();
        let store = home.open().await;
        assert_eq!(begin(&store, seq).await.unwrap().incoming.what, said("waits"));
        assert!(take_one(&store, "ada", "$5", said("lost with the disk")).await.is_some(), "the sweep brings it again");
        let held = claim(&store, at(5)).await;
        assert_eq!(keys(&held), ["k1", "k2"], "eve's was erased after the backup and stays so");
        for delivery in &held {
            assert!(delivery.ambiguous);
            let first = delivery.outgoing.first_tried_at.unwrap();
            assert!(at(5).ms_since(first) >= DAY_MS, "old enough for a look into the room's history");
        }
        store.close().await.unwrap();
    });
}

#[test]
fn a_restore_with_the_wrong_key_or_from_nowhere_puts_nothing_in_place() {
    run_async(async {
        let home = Home::sqlite();
        let store = home.open().await;
        answer(&store, "ada", "$1", "k1", "x").await;
        let to = folder(&home).join("backup");
        store.backup(&to).await.unwrap();
        store.close().await.unwrap();
        move_away(&home);
        let wrong = StoreOptions { operator_key: OperatorKey::new([8; 32]), ..home.options() };
        assert!(matches!(Store::restore(&to, wrong).await, Err(StoreError::WrongOperatorKey(_))));
        assert!(matches!(Store::restore(&to.join("no"), home.options()).await, Err(StoreError::File { .. })));
        assert!(!home.path("fairway.sqlite").exists() && !home.path("keys.sqlite").exists());
        // What those attempts left does not stand in the way of the right one.
        Store::restore(&to, home.options()).await.unwrap();
        let store = home.open().await;
        assert_eq!(keys(&claim(&store, NOW).await), ["k1"]);
        store.close().await.unwrap();
    });
}

/// A restore after a crash: the lock file still says that a log must be there.
#[test]
fn a_restore_after_a_crash_starts() {
    run_async(async {
        let home = Home::sqlite();
        let store = home.open().await;
        answer(&store, "ada", "$1", "k1", "x").await;
        let to = folder(&home).join("backup");
        store.backup(&to).await.unwrap();
        store.close().await.unwrap();
        move_away(&home);
        for name in ["fairway.sqlite.lock", "keys.sqlite.lock"] {
            fs::write(home.path(name), "open\n").unwrap();
        }
        Store::restore(&to, home.options()).await.unwrap();
        home.open().await.close().await.unwrap();
    });
}

/// While the store runs, nothing is put under its feet.
#[test]
fn a_restore_into_a_running_store_is_refused() {
    run_async(async {
        let home = Home::sqlite();
        let store = home.open().await;
        let to = folder(&home).join("backup");
        store.backup(&to).await.unwrap();
        assert!(Store::restore(&to, home.options()).await.is_err());
        take_one(&store, "ada", "$1", said("x")).await.unwrap();
        store.close().await.unwrap();
    });
}
