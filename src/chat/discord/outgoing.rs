//! What the bot says, as Discord shows it: text, what does not fit into it as an embed, choices as buttons or a list. Pure.

use comrak::nodes::{AstNode, ListType, NodeValue};
use comrak::{Arena, Options, parse_document};
use domain::ids::{ChoiceId, PersonId};
use domain::message::{Choice, File, Message, PERSON, Size};
use domain::split;
use serde_json::{Value, json};

use super::CONTENT_MAX_CHARS;

const EMBED_MAX_CHARS: usize = 4_096;
/// What stands in an embed is at least so much.
const EMBED_MIN_CHARS: usize = 450;
/// Room for the name of whom a message in a channel is for.
const ADDRESSEE_MAX_CHARS: usize = 30;
const BUTTONS_MAX: usize = 5;
/// The labels of buttons that fit into one row of a phone's or a narrow window's width.
const ROW_MAX_CHARS: usize = 90;
const BUTTON_LABEL_MAX: usize = 80;
const OPTIONS_MAX: usize = 25;
const OPTION_LABEL_MAX: usize = 100;
const CUSTOM_ID_MAX: usize = 100;
/// No previews of links: a passage names several.
const SUPPRESS_EMBEDS: u64 = 1 << 2;
/// Only the person who asked sees it.
pub const EPHEMERAL: u64 = 1 << 6;

/// The body of a message, without what depends on how it is sent. Nobody is ever pinged.
pub fn body(message: &Message, choose_one: &str) -> Value {
    let (content, rest) = content_and_rest(&render(&message.markdown));
    let embeds: Vec<_> = split::text(&rest, Size::Characters(EMBED_MAX_CHARS))
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(|description| json!({ "description": description }))
        .collect();
    let mut body = json!({
        "content": content,
        "components": components(&message.choices, choose_one),
        "allowed_mentions": { "parse": [] },
    });
    // Whom the core calls, and nobody else: no word of people's does.
    if !message.calls.is_empty() {
        let called: Vec<&str> = message.calls.iter().map(PersonId::as_str).collect();
        let named: Vec<String> = called.iter().map(|id| format!("<@{id}>")).collect();
        body["content"] = json!(format!("{}\n{content}", named.join(" ")));
        body["allowed_mentions"]["users"] = json!(called);
    }
    if embeds.is_empty() {
        body["flags"] = json!(SUPPRESS_EMBEDS);
    } else {
        body["embeds"] = Value::Array(embeds);
    }
    // By their numbers, under which their contents come beside this. An edit that names them anew replaces earlier ones.
    if !message.files.is_empty() {
        let named = |(id, file): (usize, &File)| json!({ "id": id.to_string(), "filename": file.name });
        body["attachments"] = message.files.iter().enumerate().map(named).collect();
    }
    body
}

/// What stands as the message and what stands in an embed below it. A line or two alone in an embed look like an accident, so
/// that a few paragraphs go there together: the sources, the receipt, the way to a person.
fn content_and_rest(text: &str) -> (String, String) {
    let parts = split::text(text, Size::Characters(CONTENT_MAX_CHARS - ADDRESSEE_MAX_CHARS));
    let first = parts.first().map_or(0, String::len);
    let mut cut = text.find(parts.first().map_or("", String::as_str)).unwrap_or(0) + first;
    if text[cut..].trim().is_empty() {
        return (text.to_owned(), String::new());
    }
    if length(&text[cut..]) < EMBED_MIN_CHARS {
        let earlier = text[..cut].rmatch_indices("\n\n").map(|(at, _)| at);
        cut = earlier.into_iter().find(|at| length(&text[*at..]) >= EMBED_MIN_CHARS).unwrap_or(cut);
    }
    (text[..cut].trim_end().to_owned(), text[cut..].trim_start().to_owned())
}

/// What is asked for, and, in a row of its own, what can be pressed beside it.
fn components(choices: &[Choice], choose_one: &str) -> Value {
    let (beside, answers): (Vec<Choice>, Vec<Choice>) = choices.iter().cloned().partition(|choice| choice.is_beside);
    let rows = |choices: &[Choice]| rows(choices, choose_one).as_array().cloned().unwrap_or_default();
    rows(&answers).into_iter().chain(rows(&beside)).collect()
}

/// Buttons; a list when there are more than fit in a row, or when their words are too long for buttons.
fn rows(choices: &[Choice], choose_one: &str) -> Value {
    if choices.is_empty() {
        return json!([]);
    }
    let short = |choice: &Choice| length(&choice.label) <= BUTTON_LABEL_MAX;
    if choices.len() <= BUTTONS_MAX && choices.iter().all(short) {
        let button =
            |choice: &Choice| json!({ "type": 2, "style": 2, "label": choice.label, "custom_id": custom_id(choice) });
        let row = |buttons: Vec<Value>| json!({ "type": 1, "components": buttons });
        // Long ones would stand raggedly side by side.
        return match choices.iter().map(|choice| length(&choice.label)).sum::<usize>() > ROW_MAX_CHARS {
            true => choices.iter().map(|choice| row(vec![button(choice)])).collect(),
            false => Value::Array(vec![row(choices.iter().map(button).collect())]),
        };
    }
    let options: Vec<_> = choices
        .iter()
        .take(OPTIONS_MAX)
        .map(|choice| json!({ "label": shortened(&choice.label), "value": custom_id(choice) }))
        .collect();
    let list = json!({ "type": 3, "custom_id": "choose", "options": options, "placeholder": choose_one });
    json!([{ "type": 1, "components": [list] }])
}

/// All that is known of a choice stands in its id: nothing has to be remembered for a button to work.
fn custom_id(choice: &Choice) -> String {
    let id = format!("{}{}", if choice.for_everyone { 'e' } else { 'a' }, choice.id);
    debug_assert!(length(&id) <= CUSTOM_ID_MAX, "{id} is too long for Discord");
    id
}

/// The choice behind an id that [`body`] wrote, and whether its reply is for everyone.
pub fn choice_of(custom_id: &str) -> Option<(ChoiceId, bool)> {
    let for_everyone = match custom_id.chars().next()? {
        'e' => true,
        'a' => false,
        _ => return None,
    };
    Some((ChoiceId::new(&custom_id[1..]), for_everyone))
}

fn length(text: &str) -> usize {
    Size::Characters(0).of(text)
}

fn shortened(label: &str) -> String {
    match length(label) <= OPTION_LABEL_MAX {
        true => label.to_owned(),
        false => {
            let kept = split::text(label, Size::Characters(OPTION_LABEL_MAX - 1)).swap_remove(0);
            format!("{kept}…")
        }
    }
}

/// Markdown as Discord reads it. It takes a line break for one, so paragraphs are joined into lines; it knows no escapes in
/// links; and what stands as text must not turn into a mention, a heading or a list.
pub fn render(markdown: &str) -> String {
    let arena = Arena::new();
    let mut options = Options::default();
    options.extension.strikethrough = true;
    let root = parse_document(&arena, markdown, &options);
    let mut out = String::new();
    blocks(root, "", &mut out);
    out.trim().to_owned()
}

fn blocks<'a>(parent: &'a AstNode<'a>, lead: &str, out: &mut String) {
    for node in parent.children() {
        block(node, lead, out);
    }
}

fn block<'a>(node: &'a AstNode<'a>, lead: &str, out: &mut String) {
    let value = node.data.borrow().value.clone();
    match value {
        NodeValue::Paragraph => {
            // A quotation is set line by line, as whoever wrote it did.
            let in_quote =
                node.parent().is_some_and(|parent| matches!(parent.data.borrow().value, NodeValue::BlockQuote));
            push_lines(&line_of(node, if in_quote { "\n" } else { " " }), lead, out);
            push_lines("", lead, out);
        }
        // Discord sets its headings apart by itself.
        NodeValue::Heading(heading) => {
            let marks = if heading.level < 3 { "##" } else { "###" };
            push_lines(&format!("{marks} {}", line_of(node, " ")), lead, out);
        }
        NodeValue::BlockQuote => {
            let mut inner = String::new();
            blocks(node, "", &mut inner);
            for line in inner.trim_end().lines() {
                push_lines(&format!("> {line}"), lead, out);
            }
            push_lines("", lead, out);
        }
        NodeValue::List(list) => {
            for (index, item) in node.children().enumerate() {
                let mark = match list.list_type {
                    ListType::Bullet => "- ".to_owned(),
                    ListType::Ordered => format!("{}. ", list.start + index),
                };
                let mut inner = String::new();
                blocks(item, "", &mut inner);
                let mut lines = inner.trim_end().lines().filter(|line| !line.is_empty());
                push_lines(&format!("{mark}{}", lines.next().unwrap_or_default()), lead, out);
                lines.for_each(|line| push_lines(&format!("  {line}"), lead, out));
            }
            push_lines("", lead, out);
        }
        NodeValue::CodeBlock(code) => {
            push_lines(&format!("```\n{}\n```", code.literal.trim_end().replace("```", "'''")), lead, out);
            push_lines("", lead, out);
        }
        NodeValue::HtmlBlock(html) => {
            push_lines(&escaped(html.literal.trim_end()), lead, out);
            push_lines("", lead, out);
        }
        _ => blocks(node, lead, out),
    }
}

fn push_lines(text: &str, lead: &str, out: &mut String) {
    for line in text.split('\n') {
        out.push_str(lead);
        out.push_str(line);
        out.push('\n');
    }
}

fn line_of<'a>(node: &'a AstNode<'a>, soft_break: &str) -> String {
    let mut line = String::new();
    inlines(node, soft_break, &mut line);
    // What opens a line would be read as a heading, a list or a quote. Before a digit a backslash would be shown, so it
    // stands before the dot.
    let safe = |line: &str| {
        let digits = line.chars().take_while(char::is_ascii_digit).count();
        match &line[digits..] {
            rest if digits > 0 && rest.starts_with(". ") => format!("{}\\{rest}", &line[..digits]),
            _ if line.starts_with(['#', '-', '+', '>']) => format!("\\{line}"),
            _ => line.to_owned(),
        }
    };
    line.split('\n').map(safe).collect::<Vec<_>>().join("\n")
}

fn inlines<'a>(parent: &'a AstNode<'a>, soft_break: &str, out: &mut String) {
    for node in parent.children() {
        let value = node.data.borrow().value.clone();
        let mut inner = String::new();
        match value {
            NodeValue::Text(text) => out.push_str(&escaped(&text)),
            NodeValue::SoftBreak => out.push_str(soft_break),
            NodeValue::LineBreak => out.push('\n'),
            NodeValue::Code(code) => out.push_str(&format!("`{}`", code.literal.replace('`', "'"))),
            NodeValue::HtmlInline(html) => out.push_str(&escaped(&html)),
            NodeValue::Strong => {
                inlines(node, soft_break, &mut inner);
                out.push_str(&format!("**{inner}**"));
            }
            NodeValue::Emph => {
                inlines(node, soft_break, &mut inner);
                out.push_str(&format!("*{inner}*"));
            }
            NodeValue::Strikethrough => {
                inlines(node, soft_break, &mut inner);
                out.push_str(&format!("~~{inner}~~"));
            }
            NodeValue::Link(link) => {
                inlines(node, soft_break, &mut inner);
                out.push_str(&linked(&inner, &link.url));
            }
            _ => inlines(node, soft_break, out),
        }
    }
}

/// Discord makes a link of a web address alone, and of no words that hold one themselves.
fn linked(words: &str, url: &str) -> String {
    // It shows a name, and calls nobody: `allowed_mentions` says so.
    if let Some(person) = url.strip_prefix(PERSON) {
        return if person.bytes().all(|byte| byte.is_ascii_digit()) {
            format!("<@{person}>")
        } else {
            words.to_owned()
        };
    }
    let address = format!("<{url}>");
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    match (is_web, words.contains("<http")) {
        (true, _) if words == address => address,
        (true, false) => format!("[{words}]({address})"),
        (true, true) => format!("{words} ({address})"),
        (false, _) => {
            let shown = escaped(url.strip_prefix("mailto:").unwrap_or(url));
            if words == shown { shown } else { format!("{words} ({shown})") }
        }
    }
}

/// Letters that would be Markdown are escaped, and a call to everyone is broken: it pings nobody, but would look as if it did.
/// An address that stands bare becomes a link as it is: Discord would take the backslashes for a part of it.
fn escaped(text: &str) -> String {
    let text = text.replace("@everyone", "@\u{200b}everyone").replace("@here", "@\u{200b}here");
    let mut shown = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        let mut rest = word;
        loop {
            let (before, address, after) = around_address(rest);
            escape(before, &mut shown);
            if address.is_empty() {
                break escape(after, &mut shown);
            }
            shown.push_str(&format!("<{address}>"));
            rest = after;
        }
    }
    shown
}

/// The web address in a word, without the marks that end a sentence after it, and what stands around it.
fn around_address(word: &str) -> (&str, &str, &str) {
    let Some(at) = ["https://", "http://"].iter().filter_map(|scheme| word.find(scheme)).min() else {
        return (word, "", "");
    };
    let (before, rest) = word.split_at(at);
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>')).unwrap_or(rest.len());
    let address = rest[..end].trim_end_matches(['.', ',', ':', ';', '!', '?', '"', '\'', ')', ']', '*']);
    match address.ends_with('/') && address.trim_end_matches('/').ends_with(':') {
        true => (word, "", ""),
        false => (before, address, &rest[address.len()..]),
    }
}

fn escape(text: &str, out: &mut String) {
    for (at, letter) in text.char_indices() {
        match letter {
            // An address that is none to us must be none to Discord: it would take the backslashes behind it for a part of it.
            ':' if text[at..].starts_with("://") => out.push_str("\\:"),
            '\\' | '*' | '_' | '~' | '`' | '|' | '[' | ']' => out.extend(['\\', letter]),
            '<' => out.push_str("\\<"),
            _ => out.push(letter),
        }
    }
}

#[cfg(test)]
#[path = "outgoing_tests.rs"]
mod tests;
