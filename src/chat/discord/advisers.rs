//! Advisers on Discord: a forum in which each ticket is a post with its own thread, and roles that tell who takes them.

use std::sync::PoisonError;

use domain::ids::{PersonId, RoomId};
use domain::message::{Message, Place, Privacy};
use serde_json::{Value, json};
use serenity::all::{ChannelId, GuildId, LightMethod, Request, Route, UserId};

use super::errors::Failure;
use super::rooms::Kind;
use super::{AdvisersSettings, Shared, network, outgoing};
use crate::authority::{Is, Profile};
use crate::chat::{Outgoing, Phrase, SendError, Sent};

/// Discord's limit for the name of a thread, in characters.
const NAME_MAX_CHARS: usize = 100;
/// A week, the longest that a thread stays awake; writing in it wakes it again.
const ASLEEP_AFTER_MINUTES: u32 = 10_080;
/// So many are looked through for a name.
const FOUND_MAX: u32 = 20;

impl Shared {
    /// The settings, where a channel is a forum of advisers.
    fn forum(&self, channel: &str) -> Option<&AdvisersSettings> {
        self.settings.advisers.as_ref().filter(|advisers| advisers.forums.iter().any(|forum| forum == channel))
    }

    /// The forum of whose threads a channel is one.
    fn forum_of(&self, channel: &str) -> Option<String> {
        let Some(Kind::Thread { parent }) = self.rooms.kind(channel) else { return None };
        self.forum(&parent).is_some().then_some(parent)
    }

    /// A thread of the advisers' forum.
    pub(super) fn is_ticket(&self, channel: &str) -> bool {
        self.forum_of(channel).is_some()
    }

    /// A channel as the core knows it: the threads of the forum are threads of one room.
    pub(super) fn place(&self, channel: &str, direct: bool) -> Place {
        let privacy = if direct { Privacy::Direct } else { Privacy::Shared };
        let (room, thread) = match self.forum_of(channel) {
            Some(forum) => (forum, Some(domain::ids::ThreadId::new(channel))),
            None => (channel.to_owned(), None),
        };
        Place { network: network(), room: RoomId::new(room), thread, privacy }
    }

    async fn forum_guild(&self, forum: &str) -> Result<GuildId, Failure> {
        if let Some(guild) = self.known_guild(forum) {
            return Ok(guild);
        }
        let channel = self.forum_channel(forum).await?;
        let unclear = || Failure::Unclear { why: "the forum is in no server".to_owned() };
        let id =
            channel["guild_id"].as_str().and_then(|id| id.parse().ok()).filter(|id| *id > 0).ok_or_else(unclear)?;
        let guild = GuildId::new(id);
        self.forum_in.lock().unwrap_or_else(PoisonError::into_inner).insert(forum.to_owned(), guild);
        Ok(guild)
    }

    fn known_guild(&self, forum: &str) -> Option<GuildId> {
        self.forum_in.lock().unwrap_or_else(PoisonError::into_inner).get(forum).copied()
    }

    async fn forum_channel(&self, forum: &str) -> Result<Value, Failure> {
        let unclear = || Failure::Unclear { why: "that is no forum of advisers".to_owned() };
        let id = self.forum(forum).and_then(|_| channel_id(forum)).ok_or_else(unclear)?;
        self.api.get(Route::Channel { channel_id: id }).await
    }

    /// Threads of a forum that are awake.
    async fn tickets_in(&self, forum: &str) -> Result<Vec<Value>, Failure> {
        let guild_id = self.forum_guild(forum).await?;
        let found = self.api.get(Route::GuildThreadsActive { guild_id }).await?;
        let threads = found["threads"].as_array().into_iter().flatten();
        Ok(threads.filter(|thread| thread["parent_id"] == forum).cloned().collect())
    }

    /// Those of all forums.
    pub(super) async fn tickets(&self) -> Result<Vec<Value>, Failure> {
        let mut all = Vec::new();
        for forum in self.settings.advisers.iter().flat_map(|advisers| &advisers.forums) {
            all.extend(self.tickets_in(forum).await?);
        }
        Ok(all)
    }
}

/// `None`: Discord gave no answer that settles it.
pub async fn who_is(shared: &Shared, room: &RoomId, person: &PersonId) -> Option<Is> {
    let advisers = shared.forum(room.as_str())?;
    let Some(user_id) = person.as_str().parse().ok().filter(|id| *id > 0).map(UserId::new) else {
        return Some(Is::NoAdviser);
    };
    let guild_id = shared.forum_guild(room.as_str()).await.ok()?;
    match shared.api.get(Route::GuildMember { guild_id, user_id }).await {
        Ok(member) if has_role(advisers, &member) => {
            // As the server shows them: a nickname there, else the name of the account.
            let names = [&member["nick"], &member["user"]["global_name"], &member["user"]["username"]];
            let name = names.into_iter().find_map(Value::as_str).map(ToOwned::to_owned);
            // Discord knows no identity beside the account.
            Some(Is::Adviser(Profile { name, identity: None }))
        }
        Ok(_) => Some(Is::NoAdviser),
        // Somebody who is not in the server.
        Err(Failure::Never { status: 404, .. }) => Some(Is::NoAdviser),
        Err(_) => None,
    }
}

fn has_role(advisers: &AdvisersSettings, member: &Value) -> bool {
    let roles = member["roles"].as_array().into_iter().flatten().filter_map(Value::as_str);
    roles.into_iter().any(|role| advisers.roles.iter().any(|adviser| adviser == role))
}

/// Members with the role who are called so: by a mention, an id, or a name or nickname, whole.
pub async fn named(shared: &Shared, room: &RoomId, name: &str) -> Option<Vec<PersonId>> {
    let name = name.trim();
    let id: String = name.trim_start_matches("<@").trim_start_matches('!').trim_end_matches('>').to_owned();
    if !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()) {
        let person = PersonId::new(id);
        let is = who_is(shared, room, &person).await?;
        return Some(if matches!(is, Is::Adviser(_)) { vec![person] } else { Vec::new() });
    }
    let advisers = shared.forum(room.as_str())?;
    let wanted = name.trim_start_matches('@').to_lowercase();
    let guild_id = shared.forum_guild(room.as_str()).await.ok()?;
    let params = vec![("query", wanted.clone()), ("limit", FOUND_MAX.to_string())];
    let request = Request::new(Route::GuildMembersSearch { guild_id }, LightMethod::Get).params(Some(params));
    let found = shared.api.call(request).await.ok()?;
    let is_called = |member: &&Value| {
        let names = [&member["nick"], &member["user"]["global_name"], &member["user"]["username"]];
        names.into_iter().filter_map(Value::as_str).any(|name| name.to_lowercase() == wanted)
    };
    let members = found.as_array().into_iter().flatten().filter(|member| has_role(advisers, member));
    Some(members.filter(is_called).filter_map(|member| member["user"]["id"].as_str()).map(PersonId::new).collect())
}

/// An address that a client of Discord opens; known once the forum was asked about.
pub fn address(shared: &Shared, place: &Place) -> Option<String> {
    let thread = place.thread.as_ref()?;
    Some(format!("https://discord.com/channels/{}/{thread}", shared.known_guild(place.room.as_str())?))
}

/// A post in the forum, whose first message the words are. Discord drops no repeat of one, so it is looked for first: its name has the
/// ticket's number, which no other has.
pub async fn open(shared: &Shared, outgoing: &Outgoing, message: &Message) -> Result<Sent, SendError> {
    let forum = outgoing.to.room.as_str();
    let known = shared.forum(forum).and_then(|_| channel_id(forum));
    let channel_id = known.ok_or_else(|| SendError::Refused { why: "the room is no forum of advisers".to_owned() })?;
    if let Some(sent) = find(shared, forum, message).await? {
        return Ok(sent);
    }
    let mut first = outgoing::body(message, &shared.look_up.words(Phrase::ChooseOne, None));
    // A post has none.
    first.as_object_mut().map(|fields| fields.remove("attachments"));
    let mut body = json!({ "name": name_of(message), "auto_archive_duration": ASLEEP_AFTER_MINUTES, "message": first });
    if let Some(tag) = tag(shared, forum, message).await {
        body["applied_tags"] = json!([tag]);
    }
    let made = shared.api.send(LightMethod::Post, Route::ChannelForumPosts { channel_id }, &body).await;
    let made = made.map_err(Failure::of_send)?;
    shared.rooms.note(&made);
    let unclear = || SendError::Ambiguous { why: "Discord's answer names no thread".to_owned() };
    // A post's first message bears the id of the post.
    made["id"].as_str().map(|id| domain::ids::MessageId::new(id).into()).ok_or_else(unclear)
}

/// What an earlier try may have left.
pub async fn find(shared: &Shared, forum: &str, message: &Message) -> Result<Option<Sent>, SendError> {
    let not_sent = |failure: Failure| match failure.of_send() {
        SendError::Ambiguous { why } => SendError::NotSent { after_ms: None, why },
        error => error,
    };
    let me = shared.api.me().await.map_err(not_sent)?.user.to_string();
    let name = name_of(message);
    let threads = shared.tickets_in(forum).await.map_err(not_sent)?;
    let found = threads.iter().find(|thread| thread["name"] == name.as_str() && thread["owner_id"] == me.as_str());
    Ok(found.and_then(|thread| {
        shared.rooms.note(thread);
        thread["id"].as_str().map(|id| domain::ids::MessageId::new(id).into())
    }))
}

/// The first line, without its marks.
fn name_of(message: &Message) -> String {
    let line = message.markdown.lines().next().unwrap_or_default();
    line.trim_matches('*').chars().take(NAME_MAX_CHARS).collect()
}

/// The forum's tag that is called as the message says the ticket stands. An operator makes those; without them a post has none.
async fn tag(shared: &Shared, forum: &str, message: &Message) -> Option<Value> {
    let wanted = message.tag.as_ref()?.to_lowercase();
    let forum = shared.forum_channel(forum).await.ok()?;
    let tags = forum["available_tags"].as_array()?;
    let found = tags.iter().find(|tag| tag["name"].as_str().is_some_and(|name| name.to_lowercase() == wanted));
    found.map(|tag| tag["id"].clone())
}

/// Shows how the ticket stands; best effort, beside the words that say it.
pub async fn show_tag(shared: &Shared, thread: &str, message: &Message) {
    let (Some(channel_id), Some(forum)) = (channel_id(thread), shared.forum_of(thread)) else { return };
    let Some(tag) = tag(shared, &forum, message).await else { return };
    let body = json!({ "applied_tags": [tag] });
    if let Err(failure) = shared.api.send(LightMethod::Patch, Route::Channel { channel_id }, &body).await {
        tracing::warn!(why = failure.why(), "discord: a post's tag could not be set");
    }
}

fn channel_id(id: &str) -> Option<ChannelId> {
    id.parse().ok().filter(|id| *id > 0).map(ChannelId::new)
}
