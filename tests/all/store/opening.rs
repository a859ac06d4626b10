use std::fs;
use std::path::Path;

use fairway::store::{Seq, Store, StoreError, StoreOptions};

use super::given::*;
use crate::support::home::{Home, on_both, rows, run_async};

async fn refusal(options: StoreOptions) -> StoreError {
    match Store::open(options).await {
        Ok(_) => panic!("it opened"),
        Err(error) => error,
    }
}

async fn used(home: &Home) -> Seq {
    let store = home.open().await;
    answer(&store, "ada", "$1", "k1", "x").await;
    let seq = take_one(&store, "ada", "$2", said("waits")).await.unwrap();
    store.close().await.unwrap();
    seq
}

/// Each start that must be refused: it names `fairway db restore`, and the files are as they were.
fn refused(change: impl Fn(&Home)) {
    run_async(async {
        let home = Home::sqlite();
        used(&home).await;
        change(&home);
        let before = contents(&home);
        let error = refusal(home.options()).await;
        assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
        assert!(error.to_string().contains("fairway db restore"), "{error}");
        assert_eq!(contents(&home), before, "nothing was changed or made anew");
    });
}

fn contents(home: &Home) -> Vec<(String, Vec<u8>)> {
    let database = |path: &Path| path.extension().is_some_and(|ending| ending == "sqlite");
    let mut files: Vec<_> = home
        .files()
        .into_iter()
        .filter(|path| database(path))
        .map(|path| (path.display().to_string(), fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

/// F09.
#[test]
fn f09_a_damaged_database_is_refused() {
    refused(|home| {
        let path = home.path("fairway.sqlite");
        let mut bytes = fs::read(&path).unwrap();
        bytes[..64].fill(0x5a);
        fs::write(path, bytes).unwrap();
    });
    refused(|home| {
        let path = home.path("fairway.sqlite");
        let mut bytes = fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[4096..middle].fill(0x5a);
        fs::write(path, bytes).unwrap();
    });
    refused(|home| {
        let path = home.path("keys.sqlite");
        let mut bytes = fs::read(&path).unwrap();
        bytes[..64].fill(0x5a);
        fs::write(path, bytes).unwrap();
    });
}

/// F09: never "recreate empty".
#[test]
fn f09_a_missing_file_is_not_made_anew() {
    refused(|home| fs::remove_file(home.path("fairway.sqlite")).unwrap());
    refused(|home| fs::remove_file(home.path("keys.sqlite")).unwrap());
    refused(|home| fs::write(home.path("keys.sqlite"), b"").unwrap());
    refused(|home| fs::write(home.path("fairway.sqlite"), b"").unwrap());
}

/// F09: without its log the database would open and lack the last commits.
#[test]
fn f09_a_missing_log_is_refused_and_a_present_one_is_read() {
    run_async(async {
        let home = Home::sqlite();
        let seq = used(&home).await;
        let store = home.open().await;
        let late = take_one(&store, "ada", "$late", said("in the log")).await.unwrap();
        // What a kill leaves: the files as they are while the store is open.
        let copy = |names: &[&str]| {
            let folder = tempfile::tempdir().unwrap();
            for name in names {
                fs::copy(home.path(name), folder.path().join(name)).unwrap();
            }
            let url = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
            Home { url: url("fairway.sqlite"), keys_url: url("keys.sqlite"), folder: Some(folder), cluster: None }
        };
        let all = [
            "fairway.sqlite",
            "fairway.sqlite-wal",
            "fairway.sqlite.lock",
            "keys.sqlite",
            "keys.sqlite-wal",
            "keys.sqlite.lock",
        ];
        let complete = copy(&all);
        for missing in ["fairway.sqlite-wal", "keys.sqlite-wal"] {
            let names: Vec<&str> = all.into_iter().filter(|name| *name != missing).collect();
            let incomplete = copy(&names);
            let error = refusal(incomplete.options()).await;
            assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
            assert!(error.to_string().contains("fairway db restore"), "{error}");
            // The way out that the sentence names.
            let lock = format!("{}.lock", missing.trim_end_matches("-wal"));
            assert!(error.to_string().contains(&lock), "{error}");
            fs::remove_file(incomplete.path(&lock)).unwrap();
            let store = incomplete.open().await;
            assert!(begin(&store, seq).await.is_some());
            store.close().await.unwrap();
        }
        let recovered = complete.open().await;
        assert_eq!(begin(&recovered, late).await.unwrap().incoming.what, said("in the log"));
        recovered.close().await.unwrap();
        store.close().await.unwrap();
    });
}

/// F15.
#[test]
fn f15_a_second_program_is_refused_with_a_clear_sentence() {
    run_async(async {
        let home = Home::sqlite();
        let store = home.open().await;
        let error = refusal(home.options()).await;
        assert!(matches!(error, StoreError::Locked(_)), "{error}");
        assert!(error.to_string().contains("another process"), "{error}");
        // Another database with the same key store is no better.
        let other = StoreOptions { url: format!("sqlite:{}", home.path("other.sqlite").display()), ..home.options() };
        assert!(matches!(refusal(other).await, StoreError::Locked(_)));
        store.close().await.unwrap();
        home.open().await.close().await.unwrap();
    });
}

#[test]
fn the_files_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    run_async(async {
        let home = Home::sqlite();
        let store = home.open().await;
        take_one(&store, "ada", "$1", said("x")).await;
        for path in home.files() {
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{}: {mode:o}", path.display());
        }
        store.close().await.unwrap();
    });
}

#[test]
fn a_folder_that_is_not_there_is_made_and_odd_paths_are_taken_as_they_are() {
    run_async(async {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new folder/a%20b#c?d=e.sqlite");
        let url = format!("sqlite:{}", path.display());
        let options = StoreOptions::beside(&url, Home::operator_key()).unwrap();
        let store = Store::open(options).await.unwrap();
        take_one(&store, "ada", "$1", said("x")).await.unwrap();
        store.close().await.unwrap();
        assert!(path.exists() && path.with_file_name("keys.sqlite").exists());
    });
}

#[test]
fn addresses_that_cannot_serve_are_refused() {
    run_async(async {
        let home = Home::sqlite();
        let with = |url: &str, keys_url: &str| StoreOptions {
            url: url.into(),
            keys_url: keys_url.into(),
            operator_key: Home::operator_key(),
        };
        for (url, keys_url) in [
            ("mysql://x", home.keys_url.as_str()),
            ("sqlite::memory:", &home.keys_url),
            ("sqlite:", &home.keys_url),
            ("/a/path", &home.keys_url),
            (&home.url, &home.url),
        ] {
            let error = refusal(with(url, keys_url)).await;
            assert!(matches!(error, StoreError::Address(_)), "{url}: {error}");
        }
        assert!(StoreOptions::beside("postgres://x/y", Home::operator_key()).is_err());
    });
}

on_both! {
    async fn after_close_every_clone_says_so(home) {
        let store = home.open().await;
        let clone = store.clone();
        store.close().await.unwrap();
        clone.ended().await;
        let error = clone.take_in(vec![arrived("ada", "$1", said("x"))], None, NOW).await.unwrap_err();
        assert!(matches!(error, StoreError::Closed), "{error}");
        assert!(clone.counts().await.is_err());
    }

    async fn a_newer_database_is_refused(home) {
        home.open().await.close().await.unwrap();
        home.meddle("INSERT INTO migrations (number) VALUES (99)").await;
        assert!(matches!(refusal(home.options()).await, StoreError::Newer { found: 99, known: 10 }));
    }

    async fn an_emptied_key_store_is_refused(home) {
        used(&home).await;
        crate::support::home::run(&home.keys_url, "DELETE FROM operator_check").await;
        assert!(matches!(refusal(home.options()).await, StoreError::Damaged { .. }));
        assert!(rows(&home.keys_url, "SELECT 1 FROM operator_check").await.is_empty());
    }

    /// Rolling deployments start two at once; on PostgreSQL both must come up on one set of tables.
    async fn two_starts_at_once_make_one_database(home) {
        if home.is_sqlite() {
            return;
        }
        let (one, two) = tokio::join!(Store::open(home.options()), Store::open(home.options()));
        let (one, two) = (one.unwrap(), two.unwrap());
        let seq = take_one(&one, "ada", "$1", said("x")).await.unwrap();
        assert_eq!(begin(&two, seq).await.unwrap().incoming.what, said("x"));
        assert_eq!(take_one(&two, "ada", "$1", said("x")).await, None);
        one.close().await.unwrap();
        two.close().await.unwrap();
    }

    /// F11: the server ends the connections; the next writes find their way again.
    async fn f11_ended_connections_are_made_anew(home) {
        let Some(cluster) = home.cluster else { return };
        let store = home.open().await;
        let seq = take_one(&store, "ada", "$1", said("x")).await.unwrap();
        let name = |url: &str| url.rsplit('/').next().unwrap().to_owned();
        for url in [&home.url, &home.keys_url] {
            cluster.psql("postgres", &format!(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'", name(url)
            ));
        }
        // The first call may be told of the loss; from the second on all is well.
        let mut told = 0;
        while store.take_in(vec![arrived("bob", "$2", said("y"))], None, NOW).await.is_err() {
            told += 1;
            assert!(told < 4, "it does not recover");
        }
        assert!(begin(&store, seq).await.is_some());
        assert_eq!(home.look("SELECT 1 FROM inbox").await.len(), 2);
        store.close().await.unwrap();
    }
}
