//! Speaking: the reply to a command goes into the place that Discord holds open, everything else into the channel.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::ids::{DeliveryKey, MessageId as SentId, RoomId};
use domain::message::{Attachment, Audience, Destination, Message, ReplyHandle};
use serde_json::{Value, json};
use serenity::all::{ApplicationId, ChannelId, LightMethod, MessageId, Request, Route};

use super::errors::Failure;
use super::incoming::{Token, snowflake};
use super::outgoing::{self, EPHEMERAL};
use super::{Shared, advisers, now, snowflake_at, sweep, time_of};
use crate::chat::{Deed, Outgoing, Phrase, SendError, Sent};
use crate::faults;

/// Discord's nonce has at most 25 characters.
const NONCE_CHARS: usize = 24;
/// So long Discord waits for an acknowledgement, and a little more, in ms.
const OPEN_WITHIN_MS: i64 = 4_000;
/// So long a message waits for those before it in its channel.
const TURN_MAX: Duration = Duration::from_secs(2);
/// How far before the first try a message is looked for, in ms: the clocks may differ.
const LOOK_BACK_MS: i64 = 60_000;
/// Pages of a hundred messages that a look-up reads. A busier channel than that repeats a message rather than none.
const PAGES_MAX: usize = 10;

/// One message on its way per channel: Discord counts them in buckets, and twenty at once are mostly refused.
#[derive(Default)]
pub struct Channels(Mutex<HashMap<u64, Arc<tokio::sync::Mutex<()>>>>);

impl Channels {
    fn of(&self, channel: ChannelId) -> Arc<tokio::sync::Mutex<()>> {
        let mut channels = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        channels.retain(|_, lock| Arc::strong_count(lock) > 1);
        channels.entry(channel.get()).or_default().clone()
    }
}

/// Where a message stands in a channel, and with what around it; the same for saying it and for looking for it.
struct Spot {
    channel: ChannelId,
    /// The message that it answers.
    reply_to: Option<u64>,
    /// Whom it names first, because nothing else shows for whom it is.
    addressee: Option<String>,
}

impl Spot {
    /// In the room: what answers no command, and what is for everyone although its place has closed.
    fn in_room(to: &Destination) -> Result<Self, SendError> {
        let spot = Self { channel: channel_id(to)?, reply_to: None, addressee: None };
        match &to.handle {
            None => Ok(Self { reply_to: reference(to), ..spot }),
            Some(handle) => {
                let token = read(handle)?;
                Ok(Self { addressee: (!token.direct).then_some(token.user), ..spot })
            }
        }
    }

    /// Of what can no longer be put where the person asked.
    async fn late(shared: &Shared, to: &Destination, handle: &ReplyHandle) -> Result<Self, SendError> {
        if handle.audience == Audience::Everyone {
            return Self::in_room(to);
        }
        Self::direct(shared, &read(handle)?.user).await
    }

    async fn direct(shared: &Shared, user: &str) -> Result<Self, SendError> {
        let channel = direct_chat(shared, user).await?;
        Ok(Self { channel, reply_to: None, addressee: None })
    }

    /// A message that stands here, with word of it where another room was named.
    fn stands_as(&self, id: SentId, to: &Destination) -> Sent {
        let here = self.channel.to_string();
        Sent { id, elsewhere: (here != channel_of(to)).then(|| RoomId::new(here)) }
    }

    fn body(&self, shared: &Shared, outgoing: &Outgoing, message: &Message) -> Value {
        let mut body = body(shared, message, outgoing.to.handle.as_ref());
        body["nonce"] = json!(nonce(&outgoing.key));
        body["enforce_nonce"] = json!(true);
        body["allowed_mentions"]["replied_user"] = json!(false);
        if let Some(id) = self.reply_to {
            body["message_reference"] = json!({ "message_id": id.to_string(), "fail_if_not_exists": false });
        }
        if let Some(user) = &self.addressee {
            // It shows a name and pings nobody. The renderer leaves room for it.
            body["content"] = json!(format!("<@{user}> {}", body["content"].as_str().unwrap_or_default()));
        }
        body
    }
}

pub async fn send(shared: &Shared, outgoing: &Outgoing) -> Result<Sent, SendError> {
    let application_id = shared.api.me().await.map_err(Failure::of_send)?.application;
    let to = &outgoing.to;
    match (&outgoing.what, &to.handle) {
        (Deed::Say(message), _) if to.audience == Audience::Directly => {
            say(shared, outgoing, message, &Spot::direct(shared, to.person.as_str()).await?).await
        }
        (Deed::Say(message), Some(handle)) => reply(shared, application_id, outgoing, message, handle).await,
        (Deed::Say(message), None) => say(shared, outgoing, message, &Spot::in_room(to)?).await,
        (Deed::Open(message), _) => advisers::open(shared, outgoing, message).await,
        (Deed::Amend { target, message }, _) => amend(shared, to, target, message).await.map(Sent::from),
        (Deed::Dismiss, Some(handle)) => dismiss(shared, application_id, handle).await.map(Sent::from),
        (Deed::Dismiss, None) => Err(SendError::Refused { why: "nothing waits for a reply".to_owned() }),
        (Deed::Withdraw(message), _) => withdraw(shared, to, message).await.map(Sent::from),
    }
}

/// An edit of the acknowledgement, which can be repeated as often as need be and stands once. A second part, which hardly
/// ever comes, is a message of its own.
async fn reply(
    shared: &Shared,
    application_id: ApplicationId,
    outgoing: &Outgoing,
    message: &Message,
    handle: &ReplyHandle,
) -> Result<Sent, SendError> {
    let token = read(handle)?;
    shared.acks.done(token.interaction).await;
    if now() < handle.expires_at {
        let mut body = body(shared, message, Some(handle));
        faults::point("discord.before_reply");
        let answer = if outgoing.part == 0 {
            // Who sees it was fixed when it was acknowledged.
            let original = original(application_id, &token);
            shared.api.send_with(LightMethod::Patch, original, &body, &message.files).await
        } else {
            if handle.audience == Audience::AskerAlone {
                body["flags"] = json!(EPHEMERAL | body["flags"].as_u64().unwrap_or(0));
            }
            let followups = Route::WebhookFollowupMessages { application_id, token: &token.token };
            shared.api.send_with(LightMethod::Post, followups, &body, &message.files).await
        };
        match answer {
            Ok(sent) => {
                if message.tag.is_some() {
                    advisers::show_tag(shared, channel_of(&outgoing.to), message).await;
                }
                return id_of(&sent).map(Sent::from);
            }
            Err(failure) if !failure.is_closed_place() => return Err(failure.of_send()),
            Err(_) => not_yet_open(&token)?,
        }
    }
    // The place is closed: the person gets it directly; what is for everyone stands in the channel.
    let spot = Spot::late(shared, &outgoing.to, handle).await?;
    say(shared, outgoing, message, &spot).await
}

/// A command of which Discord knows nothing may be one that is about to be acknowledged: after a restart it is brought again.
fn not_yet_open(token: &Token) -> Result<(), SendError> {
    let age_ms = now().ms_since(time_of(token.interaction));
    if (0..OPEN_WITHIN_MS).contains(&age_ms) {
        return Err(SendError::NotSent {
            after_ms: Some(OPEN_WITHIN_MS.unsigned_abs()),
            why: "the place for the reply is not open yet".to_owned(),
        });
    }
    Ok(())
}

async fn direct_chat(shared: &Shared, user: &str) -> Result<ChannelId, SendError> {
    let opened = shared.api.send(LightMethod::Post, Route::UserMeDmChannels, &json!({ "recipient_id": user })).await;
    let channel = opened.map_err(unreachable_or)?;
    let id = snowflake(&channel, "id").ok_or_else(|| SendError::Refused { why: "no direct chat".to_owned() })?;
    shared.rooms.note(&channel);
    Ok(ChannelId::new(id))
}

fn original<'a>(application_id: ApplicationId, token: &'a Token) -> Route<'a> {
    Route::WebhookOriginalInteractionResponse { application_id, token: &token.token }
}

fn id_of(sent: &Value) -> Result<SentId, SendError> {
    let unclear = || SendError::Ambiguous { why: "Discord's answer names no message".to_owned() };
    sent["id"].as_str().map(SentId::new).ok_or_else(unclear)
}

/// Only a direct chat is ever closed to bots, whichever way it was found.
fn unreachable_or(failure: Failure) -> SendError {
    if failure.is_closed_to_bots() { SendError::Unreachable } else { failure.of_send() }
}

/// Into a channel, with the delivery's key: a repeat within minutes is dropped by Discord.
async fn say(shared: &Shared, outgoing: &Outgoing, message: &Message, spot: &Spot) -> Result<Sent, SendError> {
    let channel_lock = shared.channels.of(spot.channel);
    let Ok(_alone) = tokio::time::timeout(TURN_MAX, channel_lock.lock()).await else {
        let why = "others speak in this channel first".to_owned();
        return Err(SendError::NotSent { after_ms: Some(ms(TURN_MAX)), why });
    };
    faults::point("discord.before_send");
    let body = spot.body(shared, outgoing, message);
    let route = Route::ChannelMessages { channel_id: spot.channel };
    let sent = shared.api.send_with(LightMethod::Post, route, &body, &message.files).await;
    let id = id_of(&sent.map_err(unreachable_or)?)?;
    if message.tag.is_some() {
        advisers::show_tag(shared, &spot.channel.to_string(), message).await;
    }
    Ok(spot.stands_as(id, &outgoing.to))
}

fn ms(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

async fn dismiss(shared: &Shared, application_id: ApplicationId, handle: &ReplyHandle) -> Result<SentId, SendError> {
    let token = read(handle)?;
    shared.acks.done(token.interaction).await;
    let done = SentId::new(format!("dismissed:{}", token.interaction));
    if now() >= handle.expires_at {
        return Ok(done);
    }
    match shared.api.call(Request::new(original(application_id, &token), LightMethod::Delete)).await {
        Ok(_) => Ok(done),
        Err(failure) if failure.is_closed_place() => Ok(done),
        Err(failure) => Err(failure.of_send()),
    }
}

async fn withdraw(shared: &Shared, to: &Destination, message: &SentId) -> Result<SentId, SendError> {
    let route = Route::ChannelMessage { channel_id: channel_id(to)?, message_id: message_id(message)? };
    match shared.api.call(Request::new(route, LightMethod::Delete)).await {
        Ok(_) => Ok(SentId::new(format!("withdrawn:{message}"))),
        // Somebody was quicker.
        Err(failure) if failure.is_gone() => Ok(SentId::new(format!("withdrawn:{message}"))),
        Err(failure) => Err(failure.of_send()),
    }
}

/// Puts new words in place of a message's. It can be repeated, and stands once.
async fn amend(shared: &Shared, to: &Destination, target: &SentId, message: &Message) -> Result<SentId, SendError> {
    let message_id = message_id(target)?;
    let route = Route::ChannelMessage { channel_id: channel_id(to)?, message_id };
    let body = body(shared, message, None);
    shared.api.send(LightMethod::Patch, route, &body).await.map_err(Failure::of_send)?;
    Ok(target.clone())
}

/// Looks for what an earlier try may have left in the channel.
pub async fn find(shared: &Shared, outgoing: &Outgoing) -> Result<Option<Sent>, SendError> {
    let message = match &outgoing.what {
        Deed::Say(message) => message,
        Deed::Open(message) => return advisers::find(shared, outgoing.to.room.as_str(), message).await,
        _ => return Ok(None),
    };
    let to = &outgoing.to;
    let spot = match &to.handle {
        _ if to.audience == Audience::Directly => Spot::direct(shared, to.person.as_str()).await?,
        // An edit stands once however often it is made.
        Some(handle) if now() < handle.expires_at => return Ok(None),
        Some(handle) => Spot::late(shared, to, handle).await?,
        None => Spot::in_room(to)?,
    };
    let me = shared.api.me().await.map_err(Failure::of_send)?.user.to_string();
    let first = outgoing.first_tried_at.unwrap_or_else(now);
    let mut after = snowflake_at(first.plus_ms(-LOOK_BACK_MS));
    let wanted = spot.body(shared, outgoing, message);
    for _ in 0..PAGES_MAX {
        let page = sweep::list(shared, spot.channel, after).await.map_err(Failure::of_send)?;
        let answers = |found: &Value| found["message_reference"]["message_id"].as_str().and_then(|id| id.parse().ok());
        let is_it = |found: &&Value| {
            found["author"]["id"] == me.as_str()
                && (found["nonce"] == wanted["nonce"]
                    // Of files alone there are no words to tell them by.
                    || (wanted["content"] != ""
                        && same_words(&found["content"], &wanted["content"])
                        && answers(found) == spot.reply_to))
        };
        if let Some(found) = page.iter().find(is_it) {
            return Ok(found["id"].as_str().map(|id| spot.stands_as(SentId::new(id), to)));
        }
        let newest = page.iter().filter_map(|message| snowflake(message, "id")).max();
        match newest {
            Some(newest) if page.len() >= sweep::PAGE => after = newest,
            _ => break,
        }
    }
    Ok(None)
}

/// What somebody attached. Its address holds for a day, so the message is asked for a new one.
pub async fn bring(shared: &Shared, attachment: &Attachment, most: u64) -> Result<Vec<u8>, SendError> {
    let refused = |why: &str| SendError::Refused { why: why.to_owned() };
    let mut parts = attachment.handle.split('/');
    let mut next = || parts.next().and_then(|id| id.parse::<u64>().ok()).filter(|id| *id > 0);
    let (Some(channel), Some(message), Some(id)) = (next(), next(), next()) else {
        return Err(refused("no file of Discord's"));
    };
    let route = Route::ChannelMessage { channel_id: ChannelId::new(channel), message_id: MessageId::new(message) };
    let found = shared.api.get(route).await.map_err(Failure::of_send)?;
    let is_it = |attachment: &&Value| attachment["id"] == id.to_string().as_str();
    let found = found["attachments"].as_array().into_iter().flatten().find(is_it);
    let address = found.and_then(|attachment| attachment["url"].as_str()).ok_or_else(|| refused("the file is gone"))?;
    shared.api.download(address, most).await
}

/// Discord takes off white space at the ends.
fn same_words(found: &Value, wanted: &Value) -> bool {
    found.as_str().map(str::trim) == wanted.as_str().map(str::trim)
}

/// Words of the connector's own in a place that is held open; best effort.
pub async fn say_in_place(shared: &Shared, handle: &ReplyHandle, words: &str) {
    let (Ok(token), Ok(me)) = (read(handle), shared.api.me().await) else { return };
    let body = outgoing::body(&Message { markdown: words.to_owned(), ..Message::default() }, "");
    let said = shared.api.send(LightMethod::Patch, original(me.application, &token), &body).await;
    if let Err(failure) = said {
        tracing::warn!(why = failure.why(), "discord: somebody could not be told that their command was cut short");
    }
}

pub async fn show_typing(shared: &Shared, to: &Destination, on: bool) {
    // Discord's notice ends by itself; and where a place is held open it says that the bot is thinking.
    if let (true, Ok(channel_id)) = (on && to.handle.is_none(), channel_id(to)) {
        let _ = shared.api.call(Request::new(Route::ChannelTyping { channel_id }, LightMethod::Post)).await;
    }
}

fn body(shared: &Shared, message: &Message, handle: Option<&ReplyHandle>) -> Value {
    let language = handle.and_then(|handle| handle.language);
    outgoing::body(message, &shared.look_up.words(Phrase::ChooseOne, language))
}

fn read(handle: &ReplyHandle) -> Result<Token, SendError> {
    Token::read(&handle.token).ok_or_else(|| SendError::Refused { why: "no reply token of Discord's".to_owned() })
}

/// A thread is a channel of its own.
fn channel_of(to: &Destination) -> &str {
    to.thread.as_ref().map_or(to.room.as_str(), |thread| thread.as_str())
}

fn channel_id(to: &Destination) -> Result<ChannelId, SendError> {
    let id = channel_of(to).parse::<u64>().ok().filter(|id| *id > 0);
    id.map(ChannelId::new).ok_or_else(|| SendError::Refused { why: "the room is no channel's id".to_owned() })
}

fn message_id(message: &SentId) -> Result<MessageId, SendError> {
    let id = message.as_str().parse().ok().filter(|id| *id > 0);
    id.map(MessageId::new).ok_or_else(|| SendError::Refused { why: "no id of Discord's".to_owned() })
}

/// The message that is answered, where it is one: a command is none.
fn reference(to: &Destination) -> Option<u64> {
    to.reply_to.as_ref()?.as_str().parse().ok()
}

fn nonce(key: &DeliveryKey) -> String {
    blake3::hash(key.as_str().as_bytes()).to_hex().as_str()[..NONCE_CHARS].to_owned()
}
