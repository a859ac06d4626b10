//! What a message becomes on Matrix: from Markdown to a plain body and an HTML body, each rendered for its own readers.
//! Pure.
//!
//! The SDK's `text_markdown` was not taken: it puts raw Markdown into the plain body, which notifications and room lists
//! show.

use comrak::nodes::{AstNode, ListType, NodeValue};
use comrak::{Arena, Options, format_html, parse_document};
use domain::ids::{DeliveryKey, MessageId, PersonId};
use domain::message::{Destination, File, Message, PERSON};
use serde_json::{Value, json};

/// The field that says which delivery a message is, so that it can be found again. Inside the encrypted content.
pub const KEY_FIELD: &str = "io.fairway.key";

/// A content longer than this would, in Base64 and with what encryption adds, come near the 65,536 bytes of an event.
const CONTENT_MAX_BYTES: usize = 46_000;

/// Blocks and emphasis within each other, at most.
const DEPTH_MAX: usize = 64;

/// The reactions that stand for numbers. Choices with greater ones are offered in the text alone.
const DIGITS: [&str; 10] = ["0️⃣", "1️⃣", "2️⃣", "3️⃣", "4️⃣", "5️⃣", "6️⃣", "7️⃣", "8️⃣", "9️⃣"];

/// The content of an `m.room.message`.
pub fn content(message: &Message, to: &Destination, key: &DeliveryKey, notice: bool) -> Value {
    let (plain, html) = render(&message.markdown);
    let mut content = envelope(if notice { "m.notice" } else { "m.text" }, &plain, to, key);
    // Whom the core calls, and nobody else: no word of people's does.
    if !message.calls.is_empty() {
        content["m.mentions"] = json!({ "user_ids": message.calls.iter().map(PersonId::as_str).collect::<Vec<_>>() });
    }
    if let Some(fields) = content.as_object_mut() {
        let length = plain.len() + html.len();
        if length <= CONTENT_MAX_BYTES / 2 || json_length(&plain) + json_length(&html) <= CONTENT_MAX_BYTES {
            fields.insert("format".to_owned(), json!("org.matrix.custom.html"));
            fields.insert("formatted_body".to_owned(), json!(html));
        }
    }
    content
}

/// The content of an `m.room.message` that puts new words in place of an earlier one's.
/// <https://spec.matrix.org/v1.11/client-server-api/#event-replacements>
pub fn replacement(message: &Message, target: &MessageId, to: &Destination, key: &DeliveryKey, notice: bool) -> Value {
    let mut new = content(message, to, key, notice);
    let mut whole = new.clone();
    if let Some(fields) = new.as_object_mut() {
        fields.remove("m.relates_to");
    }
    // For clients that know no replacements.
    for field in ["body", "formatted_body"] {
        if let Some(words) = whole.get(field).and_then(Value::as_str) {
            whole[field] = json!(format!("* {words}"));
        }
    }
    whole["m.new_content"] = new;
    whole["m.relates_to"] = json!({ "rel_type": "m.replace", "event_id": target.as_str() });
    whole
}

/// The content of a message that is a file, which lies `at` a field's value: `url`, or `file` with its keys.
pub fn file(file: &File, at: (&str, Value), to: &Destination, key: &DeliveryKey) -> Value {
    let mut content = envelope("m.file", &file.name, to, key);
    content["filename"] = json!(file.name);
    content["info"] = json!({ "mimetype": file.media_type, "size": file.content.len() });
    content[at.0] = at.1;
    content
}

/// What every message has.
fn envelope(kind: &str, body: &str, to: &Destination, key: &DeliveryKey) -> Value {
    let mut content = json!({
        "msgtype": kind,
        "body": body,
        // Empty and present: nobody is pinged, whatever the text looks like.
        "m.mentions": {},
        KEY_FIELD: key.as_str(),
    });
    if let Some(relation) = relation(to) {
        content["m.relates_to"] = relation;
    }
    content
}

/// The reactions that are seeded under a message that offers choices.
pub fn seeds(message: &Message) -> Vec<&'static str> {
    let numbers = message.choices.iter().enumerate().map(|(place, choice)| choice.number_at(place));
    numbers.filter_map(|number| DIGITS.get(number).copied()).collect()
}

/// The content of an `m.reaction`.
pub fn reaction(to: &str, symbol: &str) -> Value {
    json!({ "m.relates_to": { "rel_type": "m.annotation", "event_id": to, "key": symbol } })
}

/// In a thread every message names the thread, and carries a reply for clients that know no threads.
fn relation(to: &Destination) -> Option<Value> {
    let reply_to = to.reply_to.as_ref().map(|event| event.as_str());
    match (&to.thread, reply_to) {
        (Some(thread), reply_to) => Some(json!({
            "rel_type": "m.thread",
            "event_id": thread.as_str(),
            "is_falling_back": true,
            "m.in_reply_to": { "event_id": reply_to.unwrap_or(thread.as_str()) },
        })),
        (None, Some(reply_to)) => Some(json!({ "m.in_reply_to": { "event_id": reply_to } })),
        (None, None) => None,
    }
}

fn json_length(text: &str) -> usize {
    serde_json::to_string(text).map_or(usize::MAX, |json| json.len())
}

/// The plain and the HTML body.
pub fn render(markdown: &str) -> (String, String) {
    let quiet = without_room_mention(&without_controls(markdown));
    let arena = Arena::new();
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    // HTML in the Markdown is shown as what it is, letters, and never passed through.
    options.render.escape = true;
    let root = parse_document(&arena, &quiet, &options);
    for node in root.descendants() {
        let within_link = node.ancestors().skip(1).any(|above| matches!(above.data.borrow().value, NodeValue::Link(_)));
        let mut data = node.data.borrow_mut();
        // A person, as clients know one; who is called is said by `m.mentions` alone.
        if let NodeValue::Link(link) = &mut data.value
            && let Some(person) = link.url.strip_prefix(PERSON)
        {
            link.url = format!("https://matrix.to/#/{person}");
        }
        // Clients show only images of their own network: the description as a link says more.
        if let NodeValue::Image(link) = &data.value {
            data.value = if within_link { NodeValue::Emph } else { NodeValue::Link(link.clone()) };
        }
    }
    let mut html = String::new();
    if format_html(root, &options, &mut html).is_err() {
        html.clear();
    }
    let mut plain = Plain::default();
    plain.blocks(root, "");
    (plain.out.trim().to_owned(), html.trim_end().to_owned())
}

/// Breaks `@room`, which older clients turn into a ping of everyone, with a word joiner that nobody sees.
fn without_room_mention(text: &str) -> String {
    text.replace("@room", "@\u{2060}room").replace("@ROOM", "@\u{2060}ROOM").replace("@Room", "@\u{2060}Room")
}

fn without_controls(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// Renders for notifications, room lists and clients without HTML: words as they are read, links with their address.
#[derive(Default)]
struct Plain {
    out: String,
    depth: usize,
}

impl Plain {
    /// Renders the children of a block, each line after the first beginning with `indent`.
    fn blocks<'a>(&mut self, parent: &'a AstNode<'a>, indent: &str) {
        for (index, block) in parent.children().enumerate() {
            if index > 0 {
                self.between(parent, indent);
            }
            self.block(block, indent);
        }
    }

    fn between<'a>(&mut self, parent: &'a AstNode<'a>, indent: &str) {
        let tight = match &parent.data.borrow().value {
            NodeValue::List(list) => list.tight,
            NodeValue::Item(_) => parent
                .parent()
                .is_some_and(|list| matches!(&list.data.borrow().value, NodeValue::List(list) if list.tight)),
            NodeValue::Table(_) => true,
            _ => false,
        };
        self.out.push('\n');
        if !tight {
            self.out.push_str(indent.trim_end());
            self.out.push('\n');
        }
        self.out.push_str(indent);
    }

    fn block<'a>(&mut self, node: &'a AstNode<'a>, indent: &str) {
        // Nobody writes this; a thousand `>` in a row must not exhaust the stack.
        if self.depth >= DEPTH_MAX {
            return;
        }
        self.depth += 1;
        self.block_within(node, indent);
        self.depth -= 1;
    }

    fn block_within<'a>(&mut self, node: &'a AstNode<'a>, indent: &str) {
        let value = node.data.borrow().value.clone();
        match value {
            NodeValue::BlockQuote => {
                self.out.push_str("> ");
                self.blocks(node, &format!("{indent}> "));
            }
            NodeValue::List(list) => {
                for (index, item) in node.children().enumerate() {
                    if index > 0 {
                        self.between(node, indent);
                    }
                    let mark = match list.list_type {
                        ListType::Bullet => "- ".to_owned(),
                        ListType::Ordered => format!("{}. ", list.start + index),
                    };
                    self.out.push_str(&mark);
                    self.blocks(item, &format!("{indent}{}", " ".repeat(mark.len())));
                }
            }
            NodeValue::CodeBlock(code) => self.lines(code.literal.trim_end(), indent),
            NodeValue::HtmlBlock(html) => self.lines(html.literal.trim_end(), indent),
            NodeValue::ThematicBreak => self.out.push_str("---"),
            NodeValue::Table(_) => self.blocks(node, indent),
            NodeValue::TableRow(_) => {
                for (index, cell) in node.children().enumerate() {
                    if index > 0 {
                        self.out.push_str(" | ");
                    }
                    self.inlines(cell, indent);
                }
            }
            NodeValue::Paragraph | NodeValue::Heading(_) => self.inlines(node, indent),
            _ => self.blocks(node, indent),
        }
    }

    fn lines(&mut self, text: &str, indent: &str) {
        self.out.push_str(&text.replace('\n', &format!("\n{indent}")));
    }

    fn inlines<'a>(&mut self, parent: &'a AstNode<'a>, indent: &str) {
        if self.depth >= DEPTH_MAX {
            return;
        }
        self.depth += 1;
        for node in parent.children() {
            let value = node.data.borrow().value.clone();
            match value {
                NodeValue::Text(text) => self.out.push_str(&text),
                NodeValue::Code(code) => self.out.push_str(&code.literal),
                NodeValue::HtmlInline(html) => self.out.push_str(&html),
                NodeValue::SoftBreak => self.out.push(' '),
                NodeValue::LineBreak => {
                    self.out.push('\n');
                    self.out.push_str(indent);
                }
                NodeValue::Link(link) => {
                    let from = self.out.len();
                    self.inlines(node, indent);
                    let label = self.out.get(from..).unwrap_or_default();
                    let is_person =
                        link.url.strip_prefix("https://matrix.to/#/@").is_some_and(|id| label.ends_with(id));
                    if !is_person && label != link.url && format!("mailto:{label}") != link.url {
                        self.out.push_str(&format!(" ({})", link.url));
                    }
                }
                _ => self.inlines(node, indent),
            }
        }
        self.depth -= 1;
    }
}

#[cfg(test)]
#[path = "outgoing_tests.rs"]
mod tests;
