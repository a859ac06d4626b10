//! Questions that were not answered well: who asked is counted and not named, and deleting is deleting.

use std::collections::BTreeSet;

use domain::conversation::feedback::Opinion;
use domain::ids::{EntryId, EventId, SectionId, Timestamp};
use domain::language::Language;
use domain::misses::{Miss, MissKind};
use fairway::store::{Commit, MissDraft, OpinionCount, Store, StoreError};
use sqlx::Row;

use super::given::*;
use crate::support::home::on_both;

const DAY_MS: i64 = 86_400_000;

async fn misses(store: &Store) -> Vec<Miss> {
    store.misses().await.unwrap().misses
}

async fn questions(store: &Store) -> Vec<String> {
    let mut questions: Vec<String> = misses(store).await.into_iter().map(|miss| miss.question).collect();
    questions.sort_unstable();
    questions
}

fn unhelpful() -> MissKind {
    MissKind::Unhelpful { entry: EntryId::new("travel"), section: SectionId::new("laptops") }
}

on_both! {
    async fn a_miss_is_kept_without_a_name_and_without_the_hour(home) {
        let store = home.open().await;
        turn_of(&store, "ada", "$1", said("x"), |commit| {
            let of = |question: &str, kind| MissDraft { kind, ..missed(question, Language::Fr, "$1") };
            commit.misses = vec![of("one", MissKind::NoneOfThese), of("two", unhelpful())];
        })
        .await;
        turn_of(&store, "ada", "$2", said("x"), |commit| {
            commit.misses = vec![missed("later", Language::Fr, "$2")];
            commit.now = at(2 * DAY_MS);
        })
        .await;
        let found = misses(&store).await;
        let day = |now: Timestamp| Timestamp(now.0 / DAY_MS * DAY_MS);
        assert_eq!((found[0].question.as_str(), found[0].day, found[0].language), ("later", day(at(2 * DAY_MS)), Language::Fr));
        let kinds: BTreeSet<_> = found[1..].iter().map(|miss| (miss.question.as_str(), miss.kind.clone())).collect();
        assert_eq!(kinds, BTreeSet::from([("one", MissKind::NoneOfThese), ("two", unhelpful())]));
        assert!(found[1..].iter().all(|miss| miss.day == day(NOW)));
        store.close().await.unwrap();
    }

    /// The same person has the same mark in any room, another has another; and no mark stands in the database.
    async fn people_are_told_apart_by_marks_that_name_nobody(home) {
        let store = home.open().await;
        // Names that are no hexadecimal numbers: an id may hold any of those by chance.
        for (name, event) in [("zoe", "$1"), ("zoe", "$2"), ("roy", "$3")] {
            turn_of(&store, name, event, said("x"), |commit| commit.misses = vec![missed(name, Language::En, event)]).await;
        }
        let found = misses(&store).await;
        let marks = |name: &str| -> BTreeSet<String> {
            found.iter().filter(|miss| miss.question == name).filter_map(|miss| miss.person.clone()).collect()
        };
        assert_eq!((marks("zoe").len(), marks("roy").len()), (1, 1));
        assert!(marks("zoe").is_disjoint(&marks("roy")));
        let columns = home.look("SELECT id, month, language, kind, origin FROM misses").await;
        for row in &columns {
            for column in ["id", "month", "language", "kind", "origin"] {
                let plain: String = row.get(column);
                assert!(!plain.contains("zoe") && !plain.contains("roy"), "{plain}");
                assert!(found.iter().all(|miss| miss.person.as_deref() != Some(plain.as_str())));
            }
        }
        let origins: BTreeSet<String> = columns.iter().map(|row| row.get("origin")).collect();
        assert_eq!(origins.len(), 3, "what one person asked cannot be put together");
        store.close().await.unwrap();
    }

    async fn deleting_the_question_deletes_its_miss(home) {
        let store = home.open().await;
        for (name, event) in [("ada", "$1"), ("ada", "$2"), ("bob", "$3")] {
            let question = format!("{name}{event}");
            turn_of(&store, name, event, said("x"), |commit| commit.misses = vec![missed(&question, Language::En, event)]).await;
        }
        turn_of(&store, "ada", "$4", withdrew("$1"), |commit| commit.forget = vec![EventId::new("$1")]).await;
        assert_eq!(questions(&store).await, ["ada$2", "bob$3"]);
        // Another's event of the same name is another event.
        turn_of(&store, "eve", "$5", withdrew("$3"), |commit| commit.forget = vec![EventId::new("$3")]).await;
        assert_eq!(questions(&store).await, ["ada$2", "bob$3"]);
        store.erase(&talk("ada"), NOW).await.unwrap();
        assert_eq!(questions(&store).await, ["bob$3"]);
        store.close().await.unwrap();
    }

    /// When the time of a conversation is over its words go; the question stays for its own time.
    async fn expiry_of_a_conversation_leaves_its_misses(home) {
        let store = home.open().await;
        turn_of(&store, "ada", "$1", said("x"), |commit| commit.misses = vec![missed("kept", Language::En, "$1")]).await;
        store.expire(at(40 * DAY_MS), 30 * DAY_MS, 365 * DAY_MS).await.unwrap();
        assert_eq!(questions(&store).await, ["kept"]);
        turn_of(&store, "ada", "$2", withdrew("$1"), |commit| commit.forget = vec![EventId::new("$1")]).await;
        assert_eq!(questions(&store).await, [] as [String; 0], "and can still be deleted");
        store.close().await.unwrap();
    }

    async fn opinions_are_counted_by_entry_and_month_and_expire_with_the_misses(home) {
        let store = home.open().await;
        let opinions = |of: &[(Opinion, &str)]| of.iter().map(|(of, entry)| (*of, EntryId::new(*entry))).collect::<Vec<_>>();
        let say = async |event: &str, of: &[(Opinion, &str)], now: Timestamp| {
            let change = |commit: &mut Commit| (commit.opinions, commit.now) = (opinions(of), now);
            turn_of(&store, "ada", event, said("x"), change).await;
        };
        say("$1", &[(Opinion::Helped, "travel"), (Opinion::Helped, "travel")], NOW).await;
        say("$2", &[(Opinion::Missed, "travel"), (Opinion::Missed, "hiring")], at(40 * DAY_MS)).await;
        let count = |entry: &str, helped, missed| OpinionCount { entry: EntryId::new(entry), helped, missed };
        assert_eq!(store.misses().await.unwrap().opinions, [count("hiring", 0, 1), count("travel", 2, 1)]);
        store.expire(at(40 * DAY_MS), 300 * DAY_MS, DAY_MS).await.unwrap();
        assert_eq!(store.misses().await.unwrap().opinions, [count("hiring", 0, 1), count("travel", 0, 1)]);
        store.close().await.unwrap();
    }

    /// Back to what the first migration made, then forward again: no kind, no mark, nothing to be deleted by.
    async fn what_was_kept_before_stays_readable(home) {
        let store = home.open().await;
        turn_of(&store, "ada", "$1", said("x"), |commit| commit.misses = vec![missed("old", Language::De, "$1")]).await;
        store.close().await.unwrap();
        home.meddle(
            "DROP INDEX inbox_told; DROP INDEX misses_origin; ALTER TABLE misses DROP COLUMN kind; ALTER TABLE misses DROP COLUMN origin;
             ALTER TABLE misses DROP COLUMN about_sealed; DROP TABLE opinions; DROP TABLE passages; DROP TABLE paused;
             DROP TABLE tickets; DROP TABLE duty; DROP TABLE identities; DROP TABLE threads; ALTER TABLE outbox DROP COLUMN amends;
             ALTER TABLE outbox DROP COLUMN reported; ALTER TABLE outbox DROP COLUMN permit_sealed;
             ALTER TABLE inbox DROP COLUMN handle_sealed; ALTER TABLE outbox DROP COLUMN handle_sealed;
             ALTER TABLE outbox DROP COLUMN files_sealed; DELETE FROM migrations WHERE number > 1",
        )
        .await;
        if !home.is_sqlite() {
            // Beside a desk of an older program nothing is migrated.
            let error = Store::misses_of(home.options()).await.unwrap_err();
            assert!(matches!(error, StoreError::Older { found: 1, .. }), "{error}");
        }
        let store = home.open().await;
        let found = misses(&store).await;
        assert_eq!((found[0].question.as_str(), &found[0].kind, &found[0].person), ("old", &MissKind::Unknown, &None));
        store.close().await.unwrap();
    }

    /// `fairway misses` reads beside the running desk, and when it is stopped.
    async fn misses_are_read_from_outside(home) {
        assert!(!home.is_sqlite() || Store::misses_of(home.options()).await.unwrap().misses.is_empty());
        let store = home.open().await;
        turn_of(&store, "ada", "$1", said("x"), |commit| commit.misses = vec![missed("q", Language::En, "$1")]).await;
        let inside = store.misses().await.unwrap();
        assert_eq!(Store::misses_of(home.options()).await.unwrap(), inside);
        store.close().await.unwrap();
        assert_eq!(Store::misses_of(home.options()).await.unwrap(), inside);
        let store = home.open().await;
        assert_eq!(store.misses().await.unwrap(), inside, "and the desk starts again after it");
        store.close().await.unwrap();
    }
}
