//! Passages as they were served.

use domain::ids::{EntryId, SectionId};
use domain::language::Language;
use domain::receipt::{Receipt, Served};

use super::given::*;
use crate::support::home::on_both;

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
