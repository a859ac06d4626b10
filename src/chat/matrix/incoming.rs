//! What an event means: from a Matrix event, already decrypted where that was possible, to what the core knows. Pure.
//!
//! Events are read as loose JSON and not as the SDK's types: a client may send anything, and a field of the wrong type in
//! a corner that does not matter here must not cost a person the answer.

use domain::command;
use domain::ids::{EventId, MessageId, NetworkName, Timestamp};
use domain::message::{Attachment, What};
use serde_json::{Value, json};

use super::cache::Seen;
use super::glob;
use crate::faults;

/// Longer words in a shared room that are not addressed to the bot are none of its business.
const UNADDRESSED_MAX_CHARS: usize = 40;

/// Where an event is read, and by whom.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// The bot's user id.
    pub me: &'a str,
    pub display_name: Option<&'a str>,
    pub prefix: &'a str,
    pub own_bots: &'a [String],
    /// One person and the bot.
    pub direct: bool,
    /// Advisers work here: all that they write may be for a ticket.
    pub advisers: bool,
    /// The bot made the room: nobody let it in, and it speaks first there.
    pub made_here: bool,
    pub now: Timestamp,
}

/// An event as it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    pub sender: String,
    pub at: Timestamp,
    pub thread: Option<String>,
    pub what: What,
}

/// Words, and whether they are meant for the bot.
struct Words {
    text: String,
    addressed: bool,
}

impl Reader<'_> {
    /// The event whose sender and thread must be known before this one can be read.
    pub fn target(&self, event: &Value) -> Option<String> {
        let content = event.get("content")?;
        let id = match text_of(event, "type")? {
            "m.reaction" => relation(content, "m.annotation")?,
            "m.room.redaction" => redacted(event)?,
            "m.room.message" => match relation(content, "m.replace") {
                Some(target) => target,
                // In a direct chat, and where words are addressed anyway, it does not matter whose message is replied to.
                None if self.direct || self.words(content, None).is_some_and(|words| words.addressed) => return None,
                None => replied_to(content)?,
            },
            _ => return None,
        };
        Some(id.to_owned())
    }

    /// What the event means for the desk; `None` when it is none of its business. `target` is what is known of the event
    /// that `target` named.
    pub fn read(&self, event: &Value, target: Option<&Seen>) -> Option<Read> {
        let content = event.get("content")?;
        let sender = text_of(event, "sender")?;
        let kind = text_of(event, "type")?;
        let at = self.time_of(event)?;
        if kind == "m.room.member" {
            let (sender, what) = self.member(event, content, sender)?;
            return Some(Read { sender, at, thread: None, what });
        }
        if sender == self.me || glob::any_matches(self.own_bots, sender) {
            return None;
        }
        let read = |thread: Option<&str>, what| {
            Some(Read { sender: sender.to_owned(), at, thread: thread.map(ToOwned::to_owned), what })
        };
        match kind {
            "m.room.message" => match relation(content, "m.replace") {
                Some(id) => {
                    let target = target.filter(|target| target.sender == sender)?;
                    read(target.thread.as_deref(), self.edit(content, id, target)?)
                }
                None => read(relation(content, "m.thread"), self.message(content, target)?),
            },
            // Still encrypted: the key is not here. A redacted one has no ciphertext left and is nothing to wait for.
            "m.room.encrypted" if content.get("ciphertext").is_some() => {
                read(relation(content, "m.thread"), What::Unreadable)
            }
            "m.sticker" | "m.location" | "m.poll.start" | "org.matrix.msc3381.poll.start" if self.direct => {
                read(relation(content, "m.thread"), nothing_readable(true))
            }
            "m.reaction" => {
                let on = relation(content, "m.annotation")?;
                let target = target.filter(|target| target.sender == self.me)?;
                let symbol = text_of(content.get("m.relates_to")?, "key")?.to_owned();
                read(target.thread.as_deref(), What::Reacted { symbol, on: MessageId::new(on) })
            }
            "m.room.redaction" => self.withdrawal(event, sender, at, target),
            _ => None,
        }
    }

    /// Whether words of this event, had they been new, would have been meant for the bot: for `Seen::addressed`.
    pub fn is_addressed(&self, event: &Value) -> Option<bool> {
        let content = event.get("content")?;
        (text_of(event, "type")? == "m.room.message")
            .then(|| self.direct || self.words(content, None).is_some_and(|words| words.addressed))
    }

    fn time_of(&self, event: &Value) -> Option<Timestamp> {
        let claimed = event.get("origin_server_ts")?.as_i64()?;
        Some(Timestamp(claimed.clamp(0, self.now.0)))
    }

    fn message(&self, content: &Value, target: Option<&Seen>) -> Option<What> {
        match text_of(content, "msgtype")? {
            "m.text" | "m.emote" => {}
            "m.notice" if faults::bug("matrix.answer-notices") => {}
            // A notice is a bot's word: two bots that answer each other never stop.
            "m.notice" | "m.server_notice" | "m.key.verification.request" => return None,
            "m.image" | "m.file" | "m.audio" | "m.video" => return self.attached(content, target),
            _ => return (self.direct || self.advisers).then(|| nothing_readable(self.direct)),
        }
        let words = self.words(content, target)?;
        let wanted = self.advisers || words.addressed || words.text.chars().count() <= UNADDRESSED_MAX_CHARS;
        (wanted && !words.text.is_empty()).then_some(What::Said { text: words.text, addressed: words.addressed })
    }

    /// A file, with the words below it where there are any: then its name stands in a field of its own.
    /// <https://spec.matrix.org/v1.11/client-server-api/#media-captions>
    fn attached(&self, content: &Value, target: Option<&Seen>) -> Option<What> {
        if !self.direct && !self.advisers {
            return None;
        }
        let at = ["file", "url"].into_iter().find_map(|field| Some(json!({ field: content.get(field)? })))?;
        let size = content.pointer("/info/size").and_then(Value::as_u64).unwrap_or(0);
        let attachment = Attachment { network: NetworkName::new(super::NETWORK), handle: at.to_string(), size };
        let has_caption = content.get("filename").is_some_and(|name| Some(name) != content.get("body"));
        let words = if has_caption { self.words(content, target) } else { None };
        let text = words.map(|words| words.text).unwrap_or_default();
        Some(What::Attached { text, attachments: vec![attachment], addressed: self.direct })
    }

    fn edit(&self, content: &Value, id: &str, target: &Seen) -> Option<What> {
        let new = content.get("m.new_content")?;
        if !matches!(text_of(new, "msgtype")?, "m.text" | "m.emote") {
            return None;
        }
        let words = self.words(new, None)?;
        let short = words.text.chars().count() <= UNADDRESSED_MAX_CHARS;
        let wanted = self.advisers || words.addressed || target.addressed == Some(true) || short;
        wanted.then(|| What::Edited { target: EventId::new(id), text: words.text })
    }

    /// A moderator's redaction counts as the author's own: what was said in reply goes either way.
    fn withdrawal(&self, event: &Value, sender: &str, at: Timestamp, target: Option<&Seen>) -> Option<Read> {
        let id = redacted(event)?;
        let author = target.map_or(sender, |target| &target.sender);
        let thread = target.and_then(|target| target.thread.clone());
        (author != self.me).then(|| Read {
            sender: author.to_owned(),
            at,
            thread,
            what: What::Withdrew { target: EventId::new(id) },
        })
    }

    /// Who came or went. The sender of `Joined` is who invited the bot; that of `Left` is who left, the bot itself included.
    fn member(&self, event: &Value, content: &Value, sender: &str) -> Option<(String, What)> {
        let who = text_of(event, "state_key")?;
        let before = event.pointer("/unsigned/prev_content/membership").and_then(Value::as_str);
        match (text_of(content, "membership")?, who == self.me) {
            ("join", true) if before != Some("join") && !self.made_here => {
                let inviter = event.pointer("/unsigned/prev_sender").and_then(Value::as_str);
                let inviter = inviter.filter(|_| before == Some("invite")).unwrap_or(sender);
                Some((inviter.to_owned(), What::Joined))
            }
            ("leave" | "ban", true) if matches!(before, Some("join") | None) => Some((who.to_owned(), What::Left)),
            ("leave" | "ban", false) if before == Some("join") => Some((who.to_owned(), What::Left)),
            _ => None,
        }
    }

    /// The words of a message's content without quotation and mention, and whether they are meant for the bot.
    fn words(&self, content: &Value, target: Option<&Seen>) -> Option<Words> {
        let body = text_of(content, "body")?;
        let body = if replied_to(content).is_some() { without_quotation(body) } else { body }.trim();
        let mentioned = self.is_mentioned(content);
        let (text, named) = self.without_name(body, mentioned);
        let (text, is_command) = self.command(text.trim());
        let replies = target.is_some_and(|target| target.sender == self.me);
        let addressed = self.direct || mentioned || named || is_command || replies;
        // A bare mention is a question what this is.
        let text = if text.is_empty() && (mentioned || named) { "!help".to_owned() } else { text };
        Some(Words { text, addressed })
    }

    fn is_mentioned(&self, content: &Value) -> bool {
        if let Some(mentions) = content.get("m.mentions") {
            let ids = mentions.get("user_ids").and_then(Value::as_array);
            return ids.is_some_and(|ids| ids.iter().any(|id| id.as_str() == Some(self.me)));
        }
        // Clients from before intentional mentions put a link around the name.
        let html = text_of(content, "formatted_body").unwrap_or_default();
        html.contains(&format!("matrix.to/#/{}\"", self.me))
            || html.contains(&format!("matrix.to/#/{}\"", self.me.replace('@', "%40").replace(':', "%3A")))
    }

    /// Cuts the bot's name from the beginning. A typed name counts only before a colon or comma: "Fairway is a word".
    fn without_name<'t>(&self, text: &'t str, mentioned: bool) -> (&'t str, bool) {
        let local = self.me.trim_start_matches('@').split(':').next().unwrap_or_default();
        let text_without_at = text.strip_prefix('@').unwrap_or(text);
        let full = self.me.trim_start_matches('@');
        for name in [Some(full), self.display_name, Some(local)].into_iter().flatten().filter(|name| !name.is_empty()) {
            let Some(rest) = strip_prefix_any_case(text_without_at, name) else { continue };
            let after = rest.trim_start_matches([':', ',']);
            let called =
                after.len() < rest.len() && after.starts_with(|c: char| c.is_whitespace() || c == '!' || c == '/');
            let called = called || (after.len() < rest.len() && after.is_empty());
            if called || (mentioned && rest.chars().next().is_none_or(|c| !c.is_alphanumeric())) {
                return (after.trim_start(), called);
            }
        }
        (text, false)
    }

    /// Whether this is one of the desk's commands; with another prefix than `!` it is handed in with `!`, which is what
    /// the core knows. Other words after the prefix are left alone: they may be meant for another bot.
    fn command(&self, text: &str) -> (String, bool) {
        let with_prefix = |prefix: &str| {
            let rest = text.strip_prefix(prefix).filter(|_| !prefix.is_empty())?;
            let word = rest.split_whitespace().next()?.to_lowercase();
            let known = command::ALL.iter().any(|row| row.name == word || row.aliases.contains(&word.as_str()));
            known.then(|| rest.trim_start().to_owned())
        };
        if let Some(rest) = with_prefix(self.prefix) {
            return (format!("!{rest}"), true);
        }
        (text.to_owned(), with_prefix("/").is_some())
    }
}

/// Something that is no text: the core says that it reads text only.
fn nothing_readable(addressed: bool) -> What {
    What::Said { text: String::new(), addressed }
}

fn text_of<'v>(value: &'v Value, field: &str) -> Option<&'v str> {
    value.get(field)?.as_str()
}

fn relation<'v>(content: &'v Value, kind: &str) -> Option<&'v str> {
    let relates = content.get("m.relates_to")?;
    (text_of(relates, "rel_type")? == kind).then(|| text_of(relates, "event_id"))?
}

fn replied_to(content: &Value) -> Option<&str> {
    content.pointer("/m.relates_to/m.in_reply_to/event_id")?.as_str()
}

/// What a redaction takes back: in the content since room version 11, beside it before.
fn redacted(event: &Value) -> Option<&str> {
    event.pointer("/content/redacts").or_else(|| event.get("redacts"))?.as_str()
}

/// Which thread an event belongs to.
pub fn thread_of(event: &Value) -> Option<String> {
    relation(event.get("content")?, "m.thread").map(ToOwned::to_owned)
}

/// Cuts the quotation that clients put before a reply for those that cannot show replies. Only one that names its
/// author, so that a person's own quotation stays.
fn without_quotation(body: &str) -> &str {
    if !body.starts_with("> <@") && !body.starts_with("> * <@") {
        return body;
    }
    let mut rest = body;
    while rest.starts_with('>') {
        rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
    }
    rest.strip_prefix('\n').unwrap_or(rest)
}

fn strip_prefix_any_case<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    for wanted in prefix.chars() {
        let found = rest.next()?;
        if found != wanted && !found.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    Some(rest.as_str())
}

#[cfg(test)]
#[path = "incoming_tests.rs"]
mod tests;
