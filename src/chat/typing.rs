//! Shows that a reply is being prepared, when it takes longer than people expect.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain::ids::{EventId, NetworkName, PersonId, RoomId};
use domain::message::{Audience, Destination, Incoming, Notice, What};

use super::{Arrived, Connector, Cursor, Intake, IntakeError};

/// A reply usually comes sooner than this; then a typing notice would be two requests for nothing.
const SHOW_AFTER: Duration = Duration::from_millis(800);
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Tells whether a message is still being worked on.
pub trait Working: Intake {
    fn is_working_on(&self, incoming: &Incoming) -> bool;
}

/// An intake that watches what it took in, and lets the connector show typing while the engine is slow.
pub struct Typing {
    intake: Arc<dyn Working>,
    connector: Arc<dyn Connector>,
}

impl Typing {
    pub fn over(intake: Arc<dyn Working>, connector: Arc<dyn Connector>) -> Self {
        Self { intake, connector }
    }

    fn watch(&self, incoming: Incoming) {
        let (intake, connector) = (self.intake.clone(), self.connector.clone());
        tokio::spawn(async move {
            tokio::time::sleep(SHOW_AFTER).await;
            if !intake.is_working_on(&incoming) {
                return;
            }
            let place = &incoming.place;
            let to = Destination {
                network: place.network.clone(),
                room: place.room.clone(),
                thread: place.thread.clone(),
                audience: Audience::Everyone,
                person: incoming.sender.clone(),
                reply_to: None,
                handle: None,
            };
            connector.show_typing(&to, true).await;
            while intake.is_working_on(&incoming) {
                tokio::time::sleep(LOOK_EVERY).await;
            }
            connector.show_typing(&to, false).await;
        });
    }
}

#[async_trait]
impl Intake for Typing {
    async fn take_in(&self, events: Vec<Arrived>, cursor: Option<Cursor>) -> Result<(), IntakeError> {
        let addressed = |what: &What| matches!(what, What::Said { addressed: true, .. });
        let last = events
            .iter()
            .rev()
            .find(|arrived| addressed(&arrived.incoming.what))
            .map(|arrived| arrived.incoming.clone());
        self.intake.take_in(events, cursor).await?;
        if let Some(incoming) = last {
            self.watch(incoming);
        }
        Ok(())
    }

    async fn cursor(&self, network: &NetworkName, room: &RoomId) -> Result<Option<EventId>, IntakeError> {
        self.intake.cursor(network, room).await
    }

    async fn cursors(&self, network: &NetworkName) -> Result<Vec<(RoomId, EventId)>, IntakeError> {
        self.intake.cursors(network).await
    }

    async fn author(
        &self,
        network: &NetworkName,
        room: &RoomId,
        event: &EventId,
    ) -> Result<Option<PersonId>, IntakeError> {
        self.intake.author(network, room, event).await
    }

    async fn tell_operator(&self, key: &str, notice: Notice) -> Result<(), IntakeError> {
        self.intake.tell_operator(key, notice).await
    }

    async fn unreadable(&self, network: &NetworkName) -> Result<Vec<(RoomId, EventId)>, IntakeError> {
        self.intake.unreadable(network).await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicBool, Ordering};

    use domain::ids::{MessageId, Timestamp};
    use domain::message::{Abilities, Place, Privacy, Size};
    use tokio_util::sync::CancellationToken;

    use super::super::{ListenError, Outgoing, SendError, Sent, Verify};
    use super::*;

    /// An engine that works until told to stop, and a network that notes what it shows.
    #[derive(Default)]
    struct Slow {
        working: AtomicBool,
        shown: Mutex<Vec<bool>>,
    }

    #[async_trait]
    impl Intake for Slow {
        async fn take_in(&self, _: Vec<Arrived>, _: Option<Cursor>) -> Result<(), IntakeError> {
            Ok(())
        }
        async fn cursor(&self, _: &NetworkName, _: &RoomId) -> Result<Option<EventId>, IntakeError> {
            Ok(None)
        }
        async fn cursors(&self, _: &NetworkName) -> Result<Vec<(RoomId, EventId)>, IntakeError> {
            Ok(Vec::new())
        }
        async fn author(&self, _: &NetworkName, _: &RoomId, _: &EventId) -> Result<Option<PersonId>, IntakeError> {
            Ok(None)
        }
        async fn tell_operator(&self, _: &str, _: Notice) -> Result<(), IntakeError> {
            Ok(())
        }
        async fn unreadable(&self, _: &NetworkName) -> Result<Vec<(RoomId, EventId)>, IntakeError> {
            Ok(Vec::new())
        }
    }

    impl Working for Slow {
        fn is_working_on(&self, _: &Incoming) -> bool {
            self.working.load(Ordering::SeqCst)
        }
    }

    impl Verify for Slow {}

    #[async_trait]
    impl Connector for Slow {
        fn network(&self) -> NetworkName {
            NetworkName::new("test")
        }
        fn abilities(&self) -> Abilities {
            Abilities::text_only(Size::Bytes(100))
        }
        fn key_lifetime_ms(&self) -> i64 {
            0
        }
        async fn listen(&self, _: Arc<dyn Intake>, _: CancellationToken) -> Result<(), ListenError> {
            Ok(())
        }
        async fn send(&self, _: &Outgoing) -> Result<Sent, SendError> {
            Ok(MessageId::new("m").into())
        }
        async fn find(&self, _: &Outgoing) -> Result<Option<Sent>, SendError> {
            Ok(None)
        }
        async fn show_typing(&self, _: &Destination, on: bool) {
            self.shown.lock().unwrap().push(on);
        }
        fn is_connected(&self) -> bool {
            true
        }
    }

    fn said() -> Arrived {
        let place =
            Place { network: NetworkName::new("test"), room: RoomId::new("r"), thread: None, privacy: Privacy::Direct };
        let what = What::Said { text: "a question".into(), addressed: true };
        let incoming = Incoming {
            event: EventId::new("$1"),
            place,
            sender: PersonId::new("anna"),
            at: Timestamp(0),
            what,
            handle: None,
        };
        Arrived { incoming, once: None }
    }

    #[tokio::test(start_paused = true)]
    async fn typing_is_shown_only_while_a_reply_takes_long() {
        let slow = Arc::new(Slow::default());
        let typing = Typing::over(slow.clone(), slow.clone());
        typing.take_in(vec![said()], None).await.unwrap();
        tokio::time::sleep(Duration::from_secs(2)).await;
        assert!(slow.shown.lock().unwrap().is_empty());
        slow.working.store(true, Ordering::SeqCst);
        typing.take_in(vec![said()], None).await.unwrap();
        tokio::time::sleep(Duration::from_secs(2)).await;
        slow.working.store(false, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_secs(2)).await;
        assert_eq!(*slow.shown.lock().unwrap(), [true, false]);
    }
}
