use std::process::Command;

use domain::conversation::Stage;
use domain::ids::{ChoiceId, EntryId, EventId, SectionId};
use domain::language::Language;
use domain::message::{Choice, File, Message, What};
use domain::misses::MissKind;
use fairway::store::{MissDraft, OperatorKey, Store, StoreError, StoreOptions};

use super::given::*;
use crate::support::home::{Home, on_both, rows, run};

/// Each stands for a kind of words; none may be found in any file.
const CANARIES: [&str; 13] = [
    "canary-question",
    "canary-edit",
    "canary-reply",
    "canary-file",
    "canary-name",
    "canary-miss",
    "canary-entry",
    "canary-section",
    "canary-state",
    "canary-choice",
    "canary-symbol",
    "canary-dead",
    "canary-ignored",
];

async fn leave_canaries(store: &Store) {
    turn_of(store, "ada", "$1", said("canary-question"), |commit| {
        let file = File::of_text("canary-name", "text/plain", "canary-file".repeat(1_000));
        let mut with_file = draft("k2", "$1", "canary-reply");
        with_file.message = with_file.message.map(|said| Message { files: vec![file], ..said });
        commit.says = vec![draft("k1", "$1", "canary-reply"), with_file];
        let kind =
            MissKind::Unhelpful { entry: EntryId::new("canary-entry"), section: SectionId::new("canary-section") };
        commit.misses = vec![MissDraft { kind, ..missed("canary-miss", Language::En, "$1") }];
        commit.conversation.stage = Stage::Rewording {
            asked_by: EventId::new("$1"),
            choices: vec![Choice::new("canary-choice", "canary-choice")],
            text: "canary-state".into(),
        };
    })
    .await;
    take_one(store, "ada", "$2", said("canary-question")).await;
    take_one(store, "ada", "$3", edited("$2", "canary-edit")).await;
    take_one(store, "ada", "$4", edited("$1", "canary-edit")).await;
    take_one(store, "ada", "$5", What::Chose { choice: ChoiceId::new("canary-choice"), on: message_id("$m") }).await;
    take_one(store, "ada", "$6", What::Reacted { symbol: "canary-symbol".into(), on: message_id("$m") }).await;
    turn_of(store, "bob", "$7", said("canary-dead"), |commit| commit.outcome = fairway::store::Outcome::Dead).await;
    turn_of(store, "bob", "$8", said("canary-ignored"), |commit| commit.outcome = fairway::store::Outcome::Ignored)
        .await;
    for delivery in claim(store, NOW).await {
        store.mark_sent(&delivery, &sent("$m"), NOW).await.unwrap();
    }
}

/// The files in which one of the words stands as it is. grep reads them: a search in a debug build takes minutes.
fn found(home: &Home, words: &[&str]) -> Vec<String> {
    let mut grep = Command::new("grep");
    grep.env("LC_ALL", "C").args(["-l", "-a", "-F"]);
    words.iter().for_each(|word| {
        grep.args(["-e", word]);
    });
    let output = grep.args(home.files()).output().unwrap();
    // 0: found; 1: not found. Anything else would make a search that fails look clean.
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}

on_both! {
    /// I6, G12. The room's id is looked for too: it is plain, so a search that finds nothing at all would be noticed.
    async fn i06_no_words_stand_in_any_file(home) {
        let store = home.open().await;
        leave_canaries(&store).await;
        if home.is_sqlite() {
            assert!(std::fs::metadata(home.path("fairway.sqlite-wal")).unwrap().len() > 0, "the log is searched too");
        }
        assert_eq!(found(&home, &CANARIES), [] as [String; 0]);
        assert_ne!(found(&home, &["@ada:example.org"]), [] as [String; 0]);
        store.close().await.unwrap();
        assert_eq!(found(&home, &CANARIES), [] as [String; 0]);
    }

    /// Values sealed for one row do not open in another, even of the same conversation.
    async fn a_sealed_value_moved_to_another_row_does_not_open(home) {
        let store = home.open().await;
        let first = take_one(&store, "ada", "$1", said("yes")).await.unwrap();
        let second = take_one(&store, "ada", "$2", said("no")).await.unwrap();
        home.meddle(&format!(
            "UPDATE inbox SET what_sealed = (SELECT what_sealed FROM inbox WHERE seq = {second}) WHERE seq = {first}"
        ))
        .await;
        let error = store.begin_turn(first, |_| Vec::new(), NOW).await.unwrap_err();
        assert!(matches!(error, StoreError::Unsealed(_)), "{error}");
        assert!(begin(&store, second).await.is_some());
        store.close().await.unwrap();
    }

    /// An older state of the conversation put back by someone with access to the database.
    async fn an_older_state_put_back_does_not_open(home) {
        let store = home.open().await;
        turn_of(&store, "ada", "$1", said("x"), |commit| commit.conversation.introduced = true).await;
        home.meddle("CREATE TABLE aside AS SELECT state_sealed FROM conversations").await;
        turn_of(&store, "ada", "$2", said("x"), |_| {}).await;
        home.meddle("UPDATE conversations SET state_sealed = (SELECT state_sealed FROM aside)").await;
        let seq = take_one(&store, "ada", "$3", said("x")).await.unwrap();
        assert!(matches!(store.begin_turn(seq, |_| Vec::new(), NOW).await, Err(StoreError::Unsealed(_))));
        store.close().await.unwrap();
    }

    async fn a_wrong_operator_key_is_refused_and_changes_nothing(home) {
        let store = home.open().await;
        let seq = take_one(&store, "ada", "$1", said("words")).await.unwrap();
        store.close().await.unwrap();
        let wrong = StoreOptions { operator_key: OperatorKey::new([8; 32]), ..home.options() };
        let Err(error) = Store::open(wrong).await else { panic!("it opened") };
        assert!(matches!(error, StoreError::WrongOperatorKey(_)), "{error}");
        let store = home.open().await;
        assert_eq!(begin(&store, seq).await.unwrap().incoming.what, said("words"));
        store.close().await.unwrap();
    }

    /// I7: erasing destroys the key, so that no copy of the rows can be read.
    async fn i07_erasing_is_final(home) {
        let store = home.open().await;
        answer(&store, "ada", "$1", "k1", "secret").await;
        let waiting = take_one(&store, "ada", "$2", said("more")).await.unwrap();
        let under_way = begin(&store, waiting).await.unwrap();
        answer(&store, "bob", "$3", "k2", "kept").await;
        turn_of(&store, "ada", "$4", said("x"), |commit| commit.wakes = vec![(domain::ids::TimerKey::new("t"), NOW)]).await;
        let names = async || rows(&home.keys_url, "SELECT name FROM keys ORDER BY name").await.len();
        assert_eq!(names().await, 2);
        store.erase(&talk("ada"), NOW).await.unwrap();
        assert_eq!(names().await, 1);
        assert_eq!(begin(&store, waiting).await, None);
        assert_eq!(store.commit(plain(&under_way)).await.unwrap(), fairway::store::Committed::Stale);
        assert_eq!(keys(&claim(&store, NOW).await), ["k2"]);
        assert_eq!(store.next_timer().await.unwrap(), None);
        let words = "SELECT 1 FROM inbox WHERE conversation LIKE '%ada%' AND what_sealed IS NOT NULL UNION ALL
                     SELECT 1 FROM outbox WHERE conversation LIKE '%ada%' AND message_sealed IS NOT NULL UNION ALL
                     SELECT 1 FROM conversations WHERE id LIKE '%ada%'";
        assert!(home.look(words).await.is_empty());
        assert_eq!(take_one(&store, "ada", "$2", said("more")).await, None, "the ids stay: it is not taken for new");
        // She may come back; it is a new conversation under a new key.
        let seq = take_one(&store, "ada", "$5", said("hello again")).await.unwrap();
        let turn = begin(&store, seq).await.unwrap();
        assert_eq!((turn.version, turn.incoming.what), (0, said("hello again")));
        store.close().await.unwrap();
    }

    /// A kill between destroying the key and erasing the rows: the start finishes it.
    async fn an_erasure_cut_short_is_finished_at_the_next_start(home) {
        let store = home.open().await;
        answer(&store, "ada", "$1", "k1", "secret").await;
        let waiting = take_one(&store, "ada", "$2", said("more")).await.unwrap();
        answer(&store, "bob", "$3", "k2", "kept").await;
        store.close().await.unwrap();
        run(&home.keys_url, "DELETE FROM keys WHERE name LIKE '%ada%'").await;
        let store = home.open().await;
        assert_eq!(store.left_over().await.unwrap(), []);
        assert_eq!(begin(&store, waiting).await, None);
        assert_eq!(keys(&claim(&store, NOW).await), ["k2"]);
        assert!(home.look("SELECT 1 FROM conversations WHERE id LIKE '%ada%'").await.is_empty());
        store.close().await.unwrap();
    }

    /// The key is destroyed while a message waits, and no restart comes in between.
    async fn a_message_whose_key_is_gone_is_not_said(home) {
        let store = home.open().await;
        answer(&store, "ada", "$1", "k1", "secret").await;
        answer(&store, "ada", "$2", "k2", "secret").await;
        store.close().await.unwrap();
        let store = home.open().await;
        run(&home.keys_url, "DELETE FROM keys").await;
        assert!(claim(&store, NOW).await.is_empty());
        assert!(claim(&store, NOW).await.is_empty());
        assert_eq!(store.counts().await.unwrap().outbox_pending, 0);
        store.close().await.unwrap();
    }
}
