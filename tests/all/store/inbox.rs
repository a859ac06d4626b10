use domain::ids::EventId;
use domain::ids::RoomId;
use domain::message::What;
use fairway::store::{Committed, StoreError};

use super::given::*;
use crate::support::home::on_both;

on_both! {
    /// R2, I2.
    async fn r02_an_event_counts_once_by_its_id_and_kind(home) {
        let store = home.open().await;
        let first = take_one(&store, "ada", "$1", said("question")).await;
        assert!(first.is_some());
        assert_eq!(take_one(&store, "ada", "$1", said("question")).await, None);
        // Another kind under the same id is another event: what was unreadable may be read later.
        let twice = vec![
            arrived("ada", "$2", What::Unreadable),
            arrived("ada", "$2", said("now it can be read")),
            arrived("ada", "$2", said("now it can be read")),
        ];
        let seqs = store.take_in(twice, None, NOW).await.unwrap();
        assert!(seqs[0].is_some() && seqs[1] > seqs[0] && seqs[2].is_none(), "{seqs:?}");
        store.close().await.unwrap();
    }

    /// F25: the same ciphertext under another event id.
    async fn f25_the_same_ciphertext_under_another_id_is_passed_over(home) {
        let store = home.open().await;
        let mut event = arrived("ada", "$1", said("question"));
        event.1.once = Some("session:4".to_owned());
        let mut replay = arrived("ada", "$2", said("question"));
        replay.1.once = Some("session:4".to_owned());
        let mut other = arrived("ada", "$3", said("question"));
        other.1.once = Some("session:5".to_owned());
        let seqs = store.take_in(vec![event, replay, other], None, NOW).await.unwrap();
        assert_eq!(seqs.iter().map(Option::is_some).collect::<Vec<_>>(), [true, false, true]);
        store.close().await.unwrap();
    }

    /// R1.
    async fn r01_the_cursor_moves_with_the_events_and_survives_a_restart(home) {
        let store = home.open().await;
        let room = RoomId::new("!room");
        assert_eq!(store.cursor(&network(), &room).await.unwrap(), None);
        store.take_in(vec![arrived("ada", "$1", said("question"))], cursor("$1"), NOW).await.unwrap();
        // Nothing new to take in still moves it.
        store.take_in(Vec::new(), cursor("$2"), NOW).await.unwrap();
        store.close().await.unwrap();
        let store = home.open().await;
        assert_eq!(store.cursor(&network(), &room).await.unwrap(), Some(EventId::new("$2")));
        assert_eq!(store.cursor(&network(), &RoomId::new("!other")).await.unwrap(), None);
        store.close().await.unwrap();
    }

    async fn what_could_not_be_read_is_listed_until_it_is_read(home) {
        let store = home.open().await;
        for event in ["$1", "$2"] {
            take_one(&store, "ada", event, What::Unreadable).await.unwrap();
        }
        take_one(&store, "ada", "$1", said("read after all")).await.unwrap();
        let left = store.unreadable(&network(), at(-1)).await.unwrap();
        assert_eq!(left, [(RoomId::new("!room"), EventId::new("$2"))]);
        assert_eq!(store.unreadable(&network(), at(1)).await.unwrap(), []);
        store.close().await.unwrap();
    }

    /// F34, before the turn.
    async fn f34_an_edit_before_the_turn_replaces_the_words(home) {
        let store = home.open().await;
        let seq = take_one(&store, "ada", "$1", What::Said { text: "old".into(), addressed: false }).await.unwrap();
        let before = begin(&store, seq).await.unwrap();
        let edit = take_one(&store, "ada", "$2", edited("$1", "new")).await.unwrap();
        assert_eq!(begin(&store, edit).await, None, "the edit is done with");
        // A turn that was decided on the old words is stale.
        assert_eq!(store.commit(plain(&before)).await.unwrap(), Committed::Stale);
        let after = begin(&store, seq).await.unwrap();
        assert_eq!(after.incoming.what, What::Said { text: "new".into(), addressed: false });
        assert_eq!(after.revision, before.revision + 1);
        // A second edit replaces the first.
        take_one(&store, "ada", "$3", edited("$1", "newer")).await.unwrap();
        let newest = begin(&store, seq).await.unwrap();
        assert_eq!(newest.incoming.what, What::Said { text: "newer".into(), addressed: false });
        assert_eq!(store.commit(plain(&newest)).await.unwrap(), Committed::Done);
        store.close().await.unwrap();
    }

    async fn f34_an_edit_by_someone_else_or_after_the_turn_is_an_event_of_its_own(home) {
        let store = home.open().await;
        let seq = take_one(&store, "ada", "$1", said("old")).await.unwrap();
        let forged = take_one(&store, "eve", "$2", edited("$1", "forged")).await.unwrap();
        let turn = begin(&store, forged).await.unwrap();
        assert!(!turn.answered, "it is not hers");
        let turn = begin(&store, seq).await.unwrap();
        assert_eq!(turn.incoming.what, said("old"));
        let early = take_one(&store, "ada", "$early", edited("$other", "its question is not here yet")).await.unwrap();
        assert!(!begin(&store, early).await.unwrap().answered);
        store.commit(plain(&turn)).await.unwrap();
        let late = take_one(&store, "ada", "$3", edited("$1", "new")).await.unwrap();
        let turn = begin(&store, late).await.unwrap();
        assert!(turn.answered);
        assert_eq!(turn.incoming.what, edited("$1", "new"));
        let forged = take_one(&store, "eve", "$4", edited("$1", "forged")).await.unwrap();
        assert!(!begin(&store, forged).await.unwrap().answered);
        store.close().await.unwrap();
    }

    /// F35, before the turn.
    async fn f35_a_withdrawal_before_the_turn_erases_the_event(home) {
        let store = home.open().await;
        let seq = take_one(&store, "ada", "$1", said("secret")).await.unwrap();
        let under_way = begin(&store, seq).await.unwrap();
        let withdrawal = take_one(&store, "ada", "$2", withdrew("$1")).await.unwrap();
        assert_eq!(begin(&store, seq).await, None);
        assert_eq!(begin(&store, withdrawal).await, None, "nothing is left to do");
        assert_eq!(store.commit(plain(&under_way)).await.unwrap(), Committed::Stale);
        let words = home.look("SELECT event FROM inbox WHERE what_sealed IS NOT NULL").await;
        assert!(words.is_empty());
        // Seen again by a sweep, it stays withdrawn.
        assert_eq!(take_one(&store, "ada", "$1", said("secret")).await, None);
        store.close().await.unwrap();
    }

    /// A network that has no event of its own for a withdrawal names it by its target.
    async fn f35_a_withdrawal_that_bears_its_targets_id_waits_when_the_target_was_handled(home) {
        let store = home.open().await;
        answer(&store, "ada", "$1", "k1", "question").await;
        let edit = take_one(&store, "ada", "$edit", edited("$1", "another wording")).await.unwrap();
        let withdrawal = take_one(&store, "ada", "$1", withdrew("$1")).await.unwrap();
        let turn = begin(&store, withdrawal).await.unwrap();
        assert!(turn.answered);
        assert_eq!(begin(&store, edit).await, None, "a waiting edit of it is withdrawn too");
        store.close().await.unwrap();
    }

    /// R5, F72: attempts are counted one by one before handling, and starting counts none.
    async fn r05_an_attempt_is_counted_before_handling_and_waiting_is_none(home) {
        let store = home.open().await;
        let first = take_one(&store, "ada", "$1", said("a")).await.unwrap();
        let second = take_one(&store, "bob", "$2", said("b")).await.unwrap();
        assert_eq!(begin(&store, first).await.unwrap().attempts, 1);
        assert_eq!(store.count_attempt(first).await.unwrap(), 2);
        let done = begin(&store, second).await.unwrap();
        store.close().await.unwrap();
        let store = home.open().await;
        let waiting = store.left_over().await.unwrap();
        assert_eq!(waiting.iter().map(|row| row.seq).collect::<Vec<_>>(), [first, second]);
        assert_eq!(waiting[0].conversation, talk("ada"));
        assert_eq!(begin(&store, first).await.unwrap().attempts, 2);
        assert_eq!(begin(&store, second).await.unwrap().attempts, 1);
        store.commit(plain(&done)).await.unwrap();
        assert_eq!(store.left_over().await.unwrap().len(), 1);
        let missing = fairway::store::Seq(i64::MAX);
        assert!(matches!(store.count_attempt(missing).await, Err(StoreError::NoSuchRow(_))));
        store.close().await.unwrap();
    }
}
