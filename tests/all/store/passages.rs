//! Passages as they were served.

use domain::ids::{EntryId, SectionId};
use domain::language::Language;
use domain::receipt::{Receipt, Served};

use fairway::store::{Store, StoreOptions};

use super::given::*;
use crate::support::home::{Home, on_both, run_async};

fn served(hash: &str, text: &str) -> Served {
    let receipt = Receipt { entry: EntryId::new("csc"), section: SectionId::new("next"), hash: hash.into() };
    Served { receipt, language: Language::Nl, heading: "En dan".into(), text: text.into() }
}

on_both! {
    /// Kept once, whoever is served it, and there after a restart.
    async fn a_served_passage_is_kept_once_by_its_receipt(home) {
        let store = home.open().await;
        let (one, two) = (served("0123456789", "Vraag uw **contactpunt**."), served("abcdef0123", "Anders."));
        for (person, event) in [("ada", "$1"), ("bob", "$2")] {
            let seq = take_one(&store, person, event, said("a")).await.unwrap();
            let mut commit = plain(&begin(&store, seq).await.unwrap());
            commit.passages = vec![one.clone(), two.clone()];
            store.commit(commit).await.unwrap();
        }
        store.close().await.unwrap();
        let store = home.open().await;
        assert_eq!(store.passage(&one.receipt).await.unwrap(), Some(one.clone()));
        assert_eq!(store.passage(&two.receipt).await.unwrap(), Some(two));
        let other = Receipt { hash: "ffffffffff".into(), ..one.receipt };
        assert_eq!(store.passage(&other).await.unwrap(), None);
        assert_eq!(home.look("SELECT receipt FROM passages").await.len(), 2);
        store.close().await.unwrap();
    }
}

/// The files as a kill leaves them: copied while the store holds them.
fn as_killed(home: &Home) -> (tempfile::TempDir, StoreOptions) {
    let folder = tempfile::tempdir().unwrap();
    let path = |url: &str| std::path::PathBuf::from(url.trim_start_matches("sqlite:").trim_start_matches("//"));
    let moved = |url: &str| {
        let from = path(url);
        let name = from.file_name().unwrap().to_string_lossy().into_owned();
        for ending in ["", "-wal", "-shm", ".lock"] {
            let file = from.with_file_name(format!("{name}{ending}"));
            if file.exists() {
                std::fs::copy(&file, folder.path().join(format!("{name}{ending}"))).unwrap();
            }
        }
        format!("sqlite://{}", folder.path().join(&name).display())
    };
    let options = home.options();
    let (url, keys_url) = (moved(&options.url), moved(&options.keys_url));
    (folder, StoreOptions { url, keys_url, ..options })
}

/// What looks at the database of a desk that was killed leaves it as a start expects it (F09).
#[test]
fn a_look_or_a_backup_after_a_kill_does_not_keep_the_desk_from_starting() {
    run_async(async {
        let home = Home::sqlite();
        let store = home.open().await;
        let one = served("0123456789", "Vraag uw **contactpunt**.");
        let seq = take_one(&store, "ada", "$1", said("a")).await.unwrap();
        let mut commit = plain(&begin(&store, seq).await.unwrap());
        commit.passages = vec![one.clone()];
        store.commit(commit).await.unwrap();
        // Beside a desk that runs.
        assert_eq!(Store::passage_of(home.options(), &one.receipt).await.unwrap(), Some(one.clone()));
        let (folder, killed) = as_killed(&home);
        assert_eq!(Store::passage_of(killed.clone(), &one.receipt).await.unwrap(), Some(one.clone()));
        Store::open(killed).await.unwrap().close().await.unwrap();
        let (other, killed) = as_killed(&home);
        Store::backup_of(killed.clone(), &other.path().join("backup")).await.unwrap();
        let again = Store::open(killed).await.unwrap();
        assert_eq!(again.passage(&one.receipt).await.unwrap(), Some(one));
        again.close().await.unwrap();
        store.close().await.unwrap();
        drop((folder, other));
    });
}
