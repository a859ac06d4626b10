//! What is for one person alone, and what has files with it.

use domain::ids::{ChoiceId, EventId, ReplyToken, RoomId};
use domain::message::{Audience, Fate, File, Message, ReplyHandle, What};
use fairway::chat::{Arrived, Deed, Sent};
use fairway::store::{OutboxDraft, Store};

use super::given::*;
use crate::support::home::{Home, on_both};

fn handle(audience: Audience) -> ReplyHandle {
    ReplyHandle { token: ReplyToken::new("t"), expires_at: at(9), audience, language: None }
}

fn for_(audience: Audience, key: &str, source: &str, handle: Option<ReplyHandle>) -> OutboxDraft {
    let mut draft = draft(key, source, "hello");
    (draft.to.audience, draft.to.handle) = (audience, handle);
    draft
}

fn with_files(key: &str, source: &str, text: &str) -> OutboxDraft {
    let file = |name: &str| File::of_text(name, "text/html", text);
    let message = Message { files: vec![file("a.html"), file("b.html")], ..message("hello") };
    OutboxDraft { message: Some(message), ..draft(key, source, "") }
}

async fn files_left(home: &Home) -> usize {
    home.look("SELECT 1 FROM outbox WHERE files_sealed IS NOT NULL").await.len()
}

/// How the conversation is told that a message could not reach the person: the fate, and where it may be said.
async fn told(store: &Store, says: Vec<OutboxDraft>) -> (Fate, Option<ReplyHandle>, Option<EventId>) {
    let event = says[0].source.to_string();
    turn_of(store, "ada", &event, said("x"), |commit| commit.says = says).await;
    let delivery = claim(store, NOW).await.remove(0);
    let told = store.give_up(&delivery, Fate::Unreachable, NOW).await.unwrap().unwrap();
    let turn = begin(store, told.seq).await.unwrap();
    let What::Reported { fate, .. } = turn.incoming.what else { panic!("{turn:?}") };
    (fate, turn.incoming.handle, turn.reacted_to)
}

on_both! {
    async fn what_was_said_directly_is_found_and_taken_back_where_it_stands(home) {
        let store = home.open().await;
        turn_of(&store, "bob", "$1", said("x"), |commit| {
            commit.says = vec![for_(Audience::Directly, "k1", "$1", None)];
        })
        .await;
        let delivery = claim(&store, NOW).await.remove(0);
        let to = &delivery.outgoing.to;
        assert_eq!((to.audience, &to.person, to.room.as_str()), (Audience::Directly, &person("bob"), "!room"));
        let direct = Sent { id: message_id("$m"), elsewhere: Some(RoomId::new("!direct")) };
        assert!(store.mark_sent(&delivery, &direct, NOW).await.unwrap());

        let mut pressed = arrived("bob", "$2", What::Chose { choice: ChoiceId::new("c"), on: message_id("$m") });
        let Arrived { incoming, .. } = &mut pressed.1;
        (incoming.place.room, incoming.place.thread) = (RoomId::new("!direct"), None);
        let seq = store.take_in(vec![pressed], None, NOW).await.unwrap()[0].unwrap();
        assert_eq!(begin(&store, seq).await.unwrap().reacted_to, Some(EventId::new("$1")));

        turn_of(&store, "bob", "$3", withdrew("$1"), |commit| commit.withdraw = vec![EventId::new("$1")]).await;
        let back = claim(&store, NOW).await.remove(0);
        assert_eq!(back.outgoing.what, Deed::Withdraw(message_id("$m")));
        assert_eq!((back.outgoing.to.room.as_str(), &back.outgoing.to.thread), ("!direct", &None));
        store.close().await.unwrap();
    }

    /// The person is told where they asked: in the place that is held open for them, else in the room, and then no more.
    async fn who_cannot_be_reached_is_told_in_the_next_wider_place(home) {
        use Audience::{AskerAlone, Directly, Everyone};
        let store = home.open().await;
        let asked = |event: &str| Some(EventId::new(event));
        let alone = handle(AskerAlone);
        let dismissal = OutboxDraft { message: None, ..for_(AskerAlone, "d", "$1", Some(alone.clone())) };
        let second = for_(Directly, "k1b", "$1", Some(alone.clone()));
        let says = vec![for_(Directly, "k1", "$1", Some(alone.clone())), second, dismissal];
        assert_eq!(told(&store, says).await, (Fate::Unreachable, Some(alone.clone()), asked("$1")));
        assert!(claim(&store, NOW).await.is_empty(), "told once, and the place stays open for it");

        let says = vec![for_(Directly, "k2", "$2", None)];
        assert_eq!(told(&store, says).await, (Fate::Unreachable, None, asked("$2")));
        let says = vec![for_(AskerAlone, "k3", "$3", Some(alone))];
        assert_eq!(told(&store, says).await, (Fate::Unreachable, Some(handle(Everyone)), asked("$3")));
        let says = vec![for_(Everyone, "k4", "$4", Some(handle(Everyone)))];
        assert_eq!(told(&store, says).await, (Fate::Refused, None, asked("$4")));
        store.close().await.unwrap();
    }

    async fn files_come_with_the_words_and_go_once_they_are_sent(home) {
        let store = home.open().await;
        let wanted = with_files("k1", "$1", "<p>one</p>");
        turn_of(&store, "ada", "$1", said("x"), |commit| commit.says = vec![wanted.clone()]).await;
        let delivery = claim(&store, NOW).await.remove(0);
        assert_eq!(delivery.outgoing.what, Deed::Say(wanted.message.clone().unwrap()));
        store.mark_retry(&delivery, NOW, true).await.unwrap();
        let delivery = claim(&store, NOW).await.remove(0);
        assert_eq!(delivery.outgoing.what, Deed::Say(wanted.message.unwrap()), "the same at every try");
        store.mark_sent(&delivery, &sent("$m"), NOW).await.unwrap();
        assert_eq!(files_left(&home).await, 0);
        assert_eq!(home.look("SELECT 1 FROM outbox WHERE message_sealed IS NOT NULL").await.len(), 1);
        store.close().await.unwrap();
    }

    async fn files_go_with_the_words_however_these_go(home) {
        let store = home.open().await;
        let says = async |name: &str, event: &str| {
            let key = format!("k{event}");
            turn_of(&store, name, event, said("x"), |commit| commit.says = vec![with_files(&key, event, "x")]).await;
            assert_eq!(files_left(&home).await, 1);
        };
        let source = || vec![EventId::new("$1")];
        says("ada", "$1").await;
        turn_of(&store, "ada", "$2", withdrew("$1"), |commit| commit.withdraw = source()).await;
        assert_eq!(files_left(&home).await, 0, "withdrawn before it was tried");

        says("bob", "$1b").await;
        turn_of(&store, "bob", "$2b", withdrew("$1b"), |commit| commit.forget = vec![EventId::new("$1b")]).await;
        assert_eq!(files_left(&home).await, 0, "forgotten");

        says("eve", "$1e").await;
        let delivery = claim(&store, NOW).await.remove(0);
        turn_of(&store, "eve", "$2e", withdrew("$1e"), |commit| commit.withdraw = vec![EventId::new("$1e")]).await;
        store.mark_retry(&delivery, NOW, false).await.unwrap();
        assert_eq!(files_left(&home).await, 0, "withdrawn while it was tried, which failed");

        says("eve", "$3e").await;
        let delivery = claim(&store, NOW).await.remove(0);
        store.give_up(&delivery, Fate::GaveUp, NOW).await.unwrap();
        assert_eq!(files_left(&home).await, 0, "given up");

        says("eve", "$4e").await;
        store.erase(&talk("eve"), NOW).await.unwrap();
        assert_eq!(files_left(&home).await, 0, "erased");
        store.close().await.unwrap();
    }

    /// Files of one row do not open in another.
    async fn files_moved_to_another_row_are_not_sent(home) {
        let store = home.open().await;
        turn_of(&store, "ada", "$1", said("x"), |commit| {
            commit.says = vec![with_files("k1", "$1", "mine"), with_files("k2", "$1", "yours")];
        })
        .await;
        home.meddle("UPDATE outbox SET files_sealed = (SELECT files_sealed FROM outbox WHERE key = 'k2') WHERE key = 'k1'")
            .await;
        assert!(claim(&store, NOW).await.is_empty());
        assert_eq!(keys(&claim(&store, NOW).await), ["k2"]);
        assert_eq!(store.counts().await.unwrap().outbox_unreadable, 1);
        store.close().await.unwrap();
    }
}
