//! What Discord asks of a request that its description cannot say, and one rule of our own.

use serde_json::Value;

use super::describe::Mistake;
use super::rest::File;

const CONTENT_MAX: usize = 2_000;
const EMBEDS_MAX: usize = 6_000;
const FILES_MAX: u64 = 10;
const WEBHOOK_NAME_MAX: usize = 80;
const FLAG_COMPONENTS_V2: u64 = 1 << 15;
const BUTTON: u64 = 2;
const STYLE_PREMIUM: u64 = 6;
/// Buttons that lead elsewhere or sell something have no id of their own.
const STYLES_WITHOUT_ID: [u64; 2] = [5, STYLE_PREMIUM];

/// The message that a request carries, if it carries one.
fn message<'a>(template: &str, body: &'a Value) -> Option<&'a Value> {
    if template.ends_with("/callback") {
        return matches!(body["type"].as_u64(), Some(4 | 7)).then(|| body.get("data")).flatten();
    }
    if template.ends_with("/threads") {
        return body.get("message");
    }
    (template.contains("/messages") || template.starts_with("/webhooks/")).then_some(body)
}

/// What is wrong with a request beyond its schema, and with the files that came with it.
pub fn mistakes(method: &str, template: &str, body: &Value, files: &[File], mentions_barred: bool) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    if ["GET", "DELETE"].contains(&method) {
        return mistakes;
    }
    let mut wrong = |place: String, what: &str| mistakes.push((place, what.to_owned()));
    if template.ends_with("/commands") {
        let one = std::slice::from_ref(body);
        for (index, command) in body.as_array().map_or(one, Vec::as_slice).iter().enumerate() {
            if !command_name_is_good(command) {
                wrong(format!("/{index}/name"), "Command name is invalid");
            }
        }
    }
    if body["username"].as_str().is_some_and(|name| name.chars().count() > WEBHOOK_NAME_MAX) {
        wrong("/username".into(), "Must be 80 or fewer in length.");
    }
    let Some(message) = message(template, body) else { return mistakes };
    let content = message["content"].as_str().unwrap_or_default();
    if content.chars().count() > CONTENT_MAX {
        wrong("/content".into(), "Must be 2000 or fewer in length.");
    }
    let creates = method == "POST" && !(template.ends_with("/callback") && body["type"] == 7);
    if creates && files.is_empty() && is_empty(message) {
        wrong("/content".into(), "Cannot send an empty message");
    }
    let v2 = message["flags"].as_u64().is_some_and(|flags| flags & FLAG_COMPONENTS_V2 != 0);
    if v2 && (!content.is_empty() || has(message, "embeds")) {
        wrong("/content".into(), "The 'content' field cannot be used when using MessageFlags.IS_COMPONENTS_V2");
    }
    if embedded(message) > EMBEDS_MAX {
        wrong("/embeds".into(), "Embed size exceeds maximum size of 6000");
    }
    controls(&message["components"], "/components", &mut Vec::new(), &mut wrong);
    attached(message, files, &mut wrong);
    if mentions_barred && !message["allowed_mentions"]["parse"].as_array().is_some_and(Vec::is_empty) {
        wrong("/allowed_mentions".into(), "our own rule: every message bars mentions with an empty `parse`");
    }
    mistakes
}

/// A file is a part of the form by its number, and an attachment with so low an id means one of them.
fn attached(message: &Value, files: &[File], wrong: &mut impl FnMut(String, &str)) {
    let part = |number: u64| format!("files[{number}]");
    for file in files {
        if !(0..FILES_MAX).any(|number| part(number) == file.part) {
            wrong(format!("/{}", file.part), "no part of a form that holds a file");
        }
    }
    for (index, attachment) in message["attachments"].as_array().into_iter().flatten().enumerate() {
        let id = attachment["id"].as_u64().or_else(|| attachment["id"].as_str()?.parse().ok()).unwrap_or(0);
        if id < FILES_MAX && !files.iter().any(|file| file.part == part(id)) {
            wrong(format!("/attachments/{index}/id"), "an attachment without its file");
        }
    }
}

fn has(message: &Value, field: &str) -> bool {
    message[field].as_array().is_some_and(|list| !list.is_empty())
}

/// Whether a message would show nothing. One that forwards another has no words of its own.
fn is_empty(message: &Value) -> bool {
    let listed = ["embeds", "components", "attachments", "sticker_ids"].iter().any(|field| has(message, field));
    let worded = message["content"].as_str().is_some_and(|content| !content.trim().is_empty());
    let forwards = message["message_reference"]["type"] == 1;
    !worded && !listed && !forwards && message["poll"].is_null()
}

/// How many characters all embeds have together.
fn embedded(message: &Value) -> usize {
    fn count(value: &Value) -> usize {
        value.as_str().map_or(0, |text| text.chars().count())
    }
    let embeds = message["embeds"].as_array().into_iter().flatten();
    embeds
        .map(|embed| {
            let fields = embed["fields"].as_array().into_iter().flatten();
            let fields: usize = fields.map(|field| count(&field["name"]) + count(&field["value"])).sum();
            let parts = [&embed["title"], &embed["description"], &embed["footer"]["text"], &embed["author"]["name"]];
            fields + parts.into_iter().map(count).sum::<usize>()
        })
        .sum()
}

/// What people can press: each has an id that no other of the message has, and a button shows something.
fn controls(components: &Value, at: &str, ids: &mut Vec<String>, wrong: &mut impl FnMut(String, &str)) {
    for (index, component) in components.as_array().into_iter().flatten().enumerate() {
        let place = format!("{at}/{index}");
        let id = component["custom_id"].as_str().unwrap_or_default();
        let button = component["type"] == BUTTON;
        let style = component["style"].as_u64().unwrap_or_default();
        if button && id.is_empty() && !STYLES_WITHOUT_ID.contains(&style) {
            wrong(format!("{place}/custom_id"), "A custom id is required");
        }
        if button && style != STYLE_PREMIUM && component["label"].is_null() && component["emoji"].is_null() {
            wrong(format!("{place}/label"), "A button must have a label or an emoji");
        }
        if ids.iter().any(|known| known == id) {
            wrong(format!("{place}/custom_id"), "Component custom id cannot be duplicated");
        }
        if !id.is_empty() {
            ids.push(id.to_owned());
        }
        controls(&component["components"], &format!("{place}/components"), ids, wrong);
    }
}

/// Slash commands and their options are lower case without spaces; those of a context menu are free.
fn command_name_is_good(command: &Value) -> bool {
    let name = command["name"].as_str().unwrap_or_default();
    if !(1..=32).contains(&name.chars().count()) {
        return false;
    }
    if matches!(command["type"].as_u64(), Some(2..)) && !command["description"].is_string() {
        return true;
    }
    let lower = name.chars().all(|c| matches!(c, '-' | '_' | '\'') || c.is_alphanumeric() && !c.is_uppercase());
    lower && command["options"].as_array().into_iter().flatten().all(command_name_is_good)
}
