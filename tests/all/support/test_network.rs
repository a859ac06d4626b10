//! A chat network in memory that behaves as a homeserver does: it drops a repeated key, keeps history, and can fail.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use domain::ids::{EventId, MessageId, NetworkName, PersonId, RoomId};
use domain::message::{Abilities, Attachment, Audience, Destination, Message, Place, Size};
use fairway::authority::{Is, Profile};
use fairway::chat::{Connector, Deed, Intake, ListenError, Outgoing, SendError, Sent as Done, Verify};
use tokio_util::sync::CancellationToken;

/// How the network treats what is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mood {
    #[default]
    Well,
    /// Refuses connections: certainly not sent.
    Down,
    /// Answers questions about people, and takes no message.
    StandsStill,
    /// The advisers' room takes no new thread.
    OpensNothing,
    /// What stands cannot be changed any more.
    ChangesNothing,
    /// Takes the message and loses the answer.
    LosesAnswers,
    /// The room is gone.
    Refuses,
    /// Takes the message, and the connector breaks off.
    Panics,
    /// Nobody takes direct messages.
    TakesNothingDirectly,
}

/// One message in the network's history.
#[derive(Clone, Debug)]
pub struct Sent {
    pub id: MessageId,
    /// With the room that it came into.
    pub to: Destination,
    pub message: Message,
    pub withdrawn: bool,
}

/// What stands in the rooms. Outlives the bot, as a homeserver does.
#[derive(Default)]
pub struct World {
    pub mood: Mood,
    pub sent: Vec<Sent>,
    /// What happened since it was last looked at, in order.
    pub news: Vec<News>,
    keys: BTreeSet<String>,
    pub tries: usize,
    pub lookups: usize,
    /// Forget keys, as a homeserver does after a day.
    pub forgets_keys: bool,
    /// Who is in the advisers' room.
    pub advisers: BTreeSet<String>,
    /// Of them, who writes on a device that nobody has confirmed.
    pub unverified: BTreeSet<String>,
    /// Whose accounts have a new identity.
    pub renewed: BTreeSet<String>,
    /// Questions and messages so far; before which of them somebody leaves the advisers; and what happened.
    pub steps: usize,
    pub removed_at: Option<(usize, String)>,
    pub log: Vec<String>,
}

/// Something that a person in the room sees.
#[derive(Clone, Debug)]
pub enum News {
    Said(usize),
    Withdrawn(usize),
    Changed(usize),
}

impl News {
    /// The place of the message in the history.
    pub fn index(&self) -> usize {
        match self {
            News::Said(index) | News::Withdrawn(index) | News::Changed(index) => *index,
        }
    }
}

/// The connector to it.
#[derive(Clone, Default)]
pub struct TestNetwork {
    pub world: Arc<Mutex<World>>,
    pub message_max_bytes: Option<usize>,
    /// Of the network that it stands for; else text alone.
    pub abilities: Option<Abilities>,
}

impl TestNetwork {
    pub fn set(&self, mood: Mood) {
        self.world.lock().unwrap().mood = mood;
    }
}

impl World {
    /// One more thing is asked of the network.
    fn step(&mut self, what: String) {
        if self.removed_at.as_ref().is_some_and(|(at, _)| *at == self.steps)
            && let Some((_, person)) = self.removed_at.take()
        {
            self.advisers.remove(&person);
            self.log.push("removed".to_owned());
        }
        self.steps += 1;
        self.log.push(what);
    }

    fn identity(&self, person: &str) -> String {
        format!("{} key of {person}", if self.renewed.contains(person) { "new" } else { "first" })
    }

    fn take(&mut self, outgoing: &Outgoing) -> Done {
        let key = outgoing.key.as_str();
        let id = MessageId::new(format!("m-{key}"));
        let done = Done { id: id.clone(), elsewhere: direct_room(&outgoing.to) };
        if !self.forgets_keys && !self.keys.insert(key.to_owned()) {
            return done;
        }
        match &outgoing.what {
            Deed::Say(message) | Deed::Open(message) => {
                let (mut to, message) = (outgoing.to.clone(), message.clone());
                if let Some(room) = &done.elsewhere {
                    (to.room, to.thread, to.reply_to) = (room.clone(), None, None);
                }
                self.log.push(format!("says {}", message.markdown));
                self.sent.push(Sent { id: id.clone(), to, message, withdrawn: false });
                self.news.push(News::Said(self.sent.len() - 1));
            }
            Deed::Amend { target, message } => {
                if let Some(index) = self.sent.iter().position(|sent| &sent.id == target && !sent.withdrawn) {
                    self.sent[index].message = message.clone();
                    self.news.push(News::Changed(index));
                }
            }
            Deed::Dismiss => {}
            Deed::Withdraw(target) => {
                if let Some(index) = self.sent.iter().position(|sent| &sent.id == target && !sent.withdrawn) {
                    self.sent[index].withdrawn = true;
                    self.news.push(News::Withdrawn(index));
                }
            }
        }
        done
    }
}

/// As people see somebody called: their id with a capital.
fn shown_name(person: &str) -> String {
    person.chars().take(1).flat_map(char::to_uppercase).chain(person.chars().skip(1)).collect()
}

/// In somebody's direct chat.
fn is_for_one_alone(to: &Destination) -> bool {
    to.audience == Audience::Directly || to.room.as_str().starts_with("direct-")
}

/// Where a person alone gets what is said to them; named as the scenarios name a direct chat.
fn direct_room(to: &Destination) -> Option<RoomId> {
    (to.audience == Audience::Directly).then(|| RoomId::new(format!("direct-{}", to.person)))
}

#[async_trait]
impl Verify for TestNetwork {
    async fn who_is(&self, _: &RoomId, person: &PersonId, acted: Option<&EventId>) -> Option<Is> {
        let mut world = self.world.lock().unwrap();
        world.step(format!("asked of {person}"));
        let is = match world.advisers.contains(person.as_str()) {
            true if acted.is_some() && world.unverified.contains(person.as_str()) => Is::OnUnverifiedDevice,
            true => {
                let identity = acted.map(|_| world.identity(person.as_str()));
                Is::Adviser(Profile { name: Some(shown_name(person.as_str())), identity })
            }
            false => Is::NoAdviser,
        };
        (world.mood != Mood::Down).then_some(is)
    }

    async fn identity(&self, person: &PersonId) -> Option<String> {
        let world = self.world.lock().unwrap();
        (world.mood != Mood::Down).then(|| world.identity(person.as_str()))
    }

    async fn advisers_named(&self, _: &RoomId, name: &str) -> Option<Vec<PersonId>> {
        let world = self.world.lock().unwrap();
        let found = world.advisers.iter().filter(|adviser| adviser.starts_with(name)).map(PersonId::new);
        (world.mood != Mood::Down).then(|| found.collect())
    }

    fn address(&self, place: &Place) -> Option<String> {
        place.thread.as_ref().map(|_| format!("https://chat.example/{}", place.room))
    }
}

#[async_trait]
impl Connector for TestNetwork {
    fn network(&self) -> NetworkName {
        NetworkName::new("test")
    }

    fn abilities(&self) -> Abilities {
        if let Some(abilities) = &self.abilities {
            return abilities.clone();
        }
        Abilities::text_only(Size::Bytes(self.message_max_bytes.unwrap_or(16_000)))
    }

    fn key_lifetime_ms(&self) -> i64 {
        12 * 3_600_000
    }

    async fn listen(&self, _: Arc<dyn Intake>, stop: CancellationToken) -> Result<(), ListenError> {
        stop.cancelled().await;
        Ok(())
    }

    async fn send(&self, outgoing: &Outgoing) -> Result<Done, SendError> {
        let mut world = self.world.lock().unwrap();
        world.tries += 1;
        match world.mood {
            Mood::TakesNothingDirectly if is_for_one_alone(&outgoing.to) => Err(SendError::Unreachable),
            Mood::OpensNothing if matches!(outgoing.what, Deed::Open(_)) => {
                Err(SendError::Refused { why: "not encrypted".into() })
            }
            Mood::ChangesNothing if matches!(outgoing.what, Deed::Amend { .. }) => {
                Err(SendError::Refused { why: "too old".into() })
            }
            Mood::Well | Mood::TakesNothingDirectly | Mood::OpensNothing | Mood::ChangesNothing => {
                Ok(world.take(outgoing))
            }
            Mood::Down | Mood::StandsStill => {
                Err(SendError::NotSent { after_ms: None, why: "connection refused".into() })
            }
            Mood::LosesAnswers => {
                world.take(outgoing);
                Err(SendError::Ambiguous { why: "no answer".into() })
            }
            Mood::Refuses => Err(SendError::Refused { why: "not in the room".into() }),
            Mood::Panics => {
                world.take(outgoing);
                // Let go first: a poisoned lock would fail everything after it.
                drop(world);
                panic!("as an SDK does");
            }
        }
    }

    async fn find(&self, outgoing: &Outgoing) -> Result<Option<Done>, SendError> {
        let mut world = self.world.lock().unwrap();
        world.lookups += 1;
        let id = MessageId::new(format!("m-{}", outgoing.key));
        let found = world.sent.iter().any(|sent| sent.id == id);
        Ok(found.then(|| Done { id, elsewhere: direct_room(&outgoing.to) }))
    }

    /// A handle is what the file holds, in words; one that is `gone` is not there any more.
    async fn bring(&self, attachment: &Attachment, _: u64) -> Result<Vec<u8>, SendError> {
        match attachment.handle.as_str() {
            "gone" => Err(SendError::Refused { why: "gone".into() }),
            words => Ok(words.as_bytes().to_vec()),
        }
    }

    async fn show_typing(&self, _: &Destination, _: bool) {}

    fn is_connected(&self) -> bool {
        true
    }
}
