//! What people see: messages, and what became of what they asked.

use std::sync::Arc;

use serde_json::Value;

use super::interactions::{Acknowledged, Interaction};
use super::messages::{FLAG_LOADING, Message};
use super::world::{Id, World};
use super::{Shared, StandIn};

/// A message on a person's screen.
#[derive(Clone, Debug)]
pub struct Seen {
    pub id: Id,
    pub channel: Id,
    pub author: Id,
    pub content: String,
    pub embeds: Vec<Value>,
    pub components: Vec<Value>,
    pub attachments: Vec<Value>,
    pub reply_to: Option<Id>,
    /// Only this person sees it.
    pub ephemeral: bool,
    /// "… is thinking": the answer is still to come.
    pub loading: bool,
    pub flags: u64,
    pub edited: bool,
    pub reactions: Vec<(String, Vec<Id>)>,
    /// All of it, as Discord gives it.
    pub json: Value,
}

impl Seen {
    pub fn of(world: &World, message: &Message) -> Self {
        let json = world.message_json(message);
        let list = |field: &str| json[field].as_array().cloned().unwrap_or_default();
        let flags = message.flags();
        Self {
            id: message.id,
            channel: message.channel,
            author: message.author,
            content: json["content"].as_str().unwrap_or_default().to_owned(),
            embeds: list("embeds"),
            components: list("components"),
            attachments: list("attachments"),
            reply_to: json["message_reference"]["message_id"].as_str().and_then(|id| id.parse().ok()),
            ephemeral: message.ephemeral_to.is_some(),
            loading: flags & FLAG_LOADING != 0,
            flags,
            edited: !json["edited_timestamp"].is_null(),
            reactions: message.reactions.clone(),
            json,
        }
    }

    /// The components that hold no others, row by row.
    pub fn controls(&self) -> Vec<Value> {
        fn collect(components: &Value, found: &mut Vec<Value>) {
            for component in components.as_array().into_iter().flatten() {
                match component.get("components") {
                    Some(inner) => collect(inner, found),
                    None => found.push(component.clone()),
                }
                // Beside the text of a section.
                found.extend(component.get("accessory").cloned());
            }
        }
        let mut found = Vec::new();
        collect(&Value::Array(self.components.clone()), &mut found);
        found
    }

    /// What stands on the buttons.
    pub fn buttons(&self) -> Vec<String> {
        let labels = self.controls().into_iter().filter(|control| control["type"] == 2);
        labels.map(|button| button["label"].as_str().unwrap_or_default().to_owned()).collect()
    }
}

impl StandIn {
    /// The messages of a channel that this person sees, the eldest first.
    pub fn seen(&self, user: Id, channel: Id) -> Vec<Seen> {
        self.read(|world| seen(world, user, channel))
    }

    /// What the bot said there, of that.
    pub fn said_by_bot(&self, user: Id, channel: Id) -> Vec<Seen> {
        let bot = self.bot();
        self.seen(user, channel).into_iter().filter(|message| message.author == bot).collect()
    }

    /// Waits until this person sees so many messages of the bot in a channel, none of them still to come.
    pub async fn until_said(&self, user: Id, channel: Id, count: usize) -> Vec<Seen> {
        self.until(&format!("{count} messages of the bot"), |world| {
            let all = seen(world, user, channel).into_iter();
            let said: Vec<Seen> = all.filter(|message| message.author == world.bot && !message.loading).collect();
            (said.len() >= count).then_some(said)
        })
        .await
    }

    /// All that was asked, in order.
    pub fn interactions(&self) -> Vec<Interaction> {
        self.read(|world| world.interactions.values().cloned().collect())
    }

    /// What is in a file of a message.
    pub fn contents(&self, attachment: &Value) -> String {
        let path = attachment["url"].as_str().expect("an address").replace("https://cdn.discordapp.com", "");
        let bytes = self.read(|world| world.files.get(&path).cloned()).expect("the file is kept");
        String::from_utf8(bytes).expect("a file of text")
    }

    pub fn asked(&self, id: Id) -> Asked {
        Asked { shared: self.shared.clone(), id }
    }
}

fn seen(world: &World, user: Id, channel: Id) -> Vec<Seen> {
    let messages = world.channels.get(&channel).into_iter().flat_map(|channel| channel.messages.values());
    messages
        .filter(|message| message.ephemeral_to.is_none_or(|only| only == user))
        .map(|message| Seen::of(world, message))
        .collect()
}

/// Something that a person asked with a command, a button or a form.
#[derive(Clone)]
pub struct Asked {
    shared: Arc<Shared>,
    pub id: Id,
}

impl Asked {
    /// How it stands.
    pub fn state(&self) -> Interaction {
        self.shared.read(|world| world.interactions[&self.id].clone())
    }

    async fn until<T>(&self, what: &str, mut look: impl FnMut(&World, &Interaction) -> Option<T>) -> T {
        let what = format!("{what} of interaction {}", self.id);
        self.shared.until(&what, |world| look(world, &world.interactions[&self.id])).await
    }

    /// The first answer, of whatever kind.
    pub async fn acknowledged(&self) -> Acknowledged {
        self.until("the first answer", |_, it| it.acknowledged.clone()).await
    }

    /// The message that is the first answer, once it is there in full.
    pub async fn answer(&self) -> Seen {
        self.until("the answer", |world, it| {
            let message = world.message(it.channel, it.original?).ok()?;
            Some(Seen::of(world, message)).filter(|seen| !seen.loading)
        })
        .await
    }

    /// The further answers, once there are so many.
    pub async fn follow_ups(&self, count: usize) -> Vec<Seen> {
        self.until("further answers", |world, it| {
            let messages = it.follow_ups.iter().filter_map(|message| world.message(it.channel, *message).ok());
            let seen: Vec<Seen> = messages.map(|message| Seen::of(world, message)).collect();
            (seen.len() >= count).then_some(seen)
        })
        .await
    }

    /// What autocomplete offers.
    pub async fn choices(&self) -> Vec<Value> {
        self.acknowledged().await.data["choices"].as_array().cloned().unwrap_or_default()
    }

    /// The form that is shown.
    pub async fn form(&self) -> Value {
        let first = self.acknowledged().await;
        assert_eq!(first.kind, 9, "a form was expected: {first:?}");
        first.data
    }
}
