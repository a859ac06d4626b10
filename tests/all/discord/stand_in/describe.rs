//! What the stand-in is held against: Discord's own description of its interface. Everything a bot sends, everything the
//! stand-in answers, and the events as far as the description knows their parts.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};

use crate::support::root;

/// A mistake: where, and what is wrong.
pub type Mistake = (String, String);

/// Fields that Discord takes although its description does not name them there, with how their route ends: serenity always
/// says of a command whether it is `nsfw`; the others discord.js sends.
const TOLERATED: [(&str, &str); 4] =
    [("commands", "nsfw"), ("", "enforce_nonce"), ("", "tts"), ("/messages/{message_id}/threads", "type")];

/// Discord's description, read once: `FAIRWAY_DISCORD_OPENAPI`, else where it lies beside the project. It is not part of
/// the project. Continuous integration always has it; without it these tests say so and end.
pub fn document() -> Option<&'static Value> {
    static DOCUMENT: LazyLock<Option<Value>> = LazyLock::new(|| {
        let path = std::env::var_os("FAIRWAY_DISCORD_OPENAPI")
            .map_or_else(|| root().join("../shared/discord/openapi.json"), PathBuf::from);
        match std::fs::read(&path) {
            Ok(text) => Some(serde_json::from_slice(&text).expect("Discord's description is JSON")),
            Err(error) => {
                assert!(
                    std::env::var_os("CI").is_none(),
                    "no description of Discord's interface: set FAIRWAY_DISCORD_OPENAPI ({}: {error})",
                    path.display()
                );
                eprintln!(
                    "skipped: no description of Discord's interface in {}; set FAIRWAY_DISCORD_OPENAPI",
                    path.display()
                );
                None
            }
        }
    });
    DOCUMENT.as_ref()
}

/// What is wrong with a request's body, by the description and by the rules that it cannot express.
pub fn request(method: &str, template: &str, body: &Value) -> Vec<Mistake> {
    let pointer = format!(
        "/paths/{}/{}/requestBody/content/application~1json/schema",
        escape(template),
        method.to_ascii_lowercase()
    );
    let Some(schema) = document().and_then(|document| document.pointer(&pointer)) else {
        return Vec::new();
    };
    let mut body = body.clone();
    tolerate_numbers(&mut body);
    let mut mistakes = against(&pointer, schema, &body);
    let mut unknown = Vec::new();
    unknown_fields(&[schema], &body, "", &mut unknown);
    unknown.retain(|place| {
        let field = place.rsplit('/').next();
        !TOLERATED.iter().any(|(route, tolerated)| template.ends_with(route) && field == Some(tolerated))
    });
    mistakes.extend(unknown.into_iter().map(|place| (place, "a field that Discord does not know".to_owned())));
    mistakes
}

/// What is wrong with an answer.
pub fn answer(method: &str, template: &str, status: u16, body: Option<&Value>) -> Vec<Mistake> {
    let Some(document) = document() else { return Vec::new() };
    let at = format!("/paths/{}/{}/responses", escape(template), method.to_ascii_lowercase());
    let Some(answers) = document.pointer(&at) else {
        return vec![(at, "not in the description".to_owned())];
    };
    let (key, known) = match answers.get(status.to_string()) {
        Some(known) => (status.to_string(), known),
        None if (400..500).contains(&status) && answers.get("4XX").is_some() => ("4XX".to_owned(), &answers["4XX"]),
        None => return vec![(at, format!("{status} is no status of this"))],
    };
    let known = resolve(known);
    // The description has numbers for the codes below `errors`; Discord sends words, and serenity asks for words.
    let body = body.cloned().map(|mut body| {
        if status >= 400 {
            body.as_object_mut().and_then(|body| body.remove("errors"));
        }
        body
    });
    match (known.pointer("/content/application~1json/schema"), &body) {
        (None, None) => Vec::new(),
        (Some(schema), Some(body)) => against(&format!("{at}/{key}"), schema, body),
        (None, Some(_)) => vec![(at, format!("{status} has no body"))],
        (Some(_), None) => vec![(at, format!("{status} has a body"))],
    }
}

/// What is wrong with something that has a schema of this name.
pub fn named(name: &str, value: &Value) -> Vec<Mistake> {
    let Some(document) = document() else { return Vec::new() };
    let schema = &document["components"]["schemas"][name];
    assert!(schema.is_object(), "the description has no schema {name}");
    against(name, schema, value)
}

/// Compiled once per place: it takes milliseconds, and a body microseconds.
fn against(place: &str, schema: &Value, value: &Value) -> Vec<Mistake> {
    static COMPILED: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    let validator = compiled.entry(place.to_owned()).or_insert_with(|| Arc::new(compile(schema))).clone();
    drop(compiled);
    if validator.is_valid(value) {
        return Vec::new();
    }
    validator
        .iter_errors(value)
        .map(|error| (error.instance_path().to_string(), shortened(&error.to_string())))
        .collect()
}

fn compile(schema: &Value) -> Validator {
    let components = document().expect("only what was read is compiled")["components"].clone();
    let whole = json!({ "components": components, "allOf": [schema] });
    jsonschema::options().with_draft(Draft::Draft202012).build(&whole).expect("Discord's schemas are schemas")
}

fn shortened(text: &str) -> String {
    text.chars().take(400).collect()
}

fn escape(template: &str) -> String {
    template.replace('~', "~0").replace('/', "~1")
}

fn resolve(schema: &Value) -> &Value {
    match schema.get("$ref").and_then(Value::as_str) {
        Some(reference) => document()
            .and_then(|document| document.pointer(reference.trim_start_matches('#')))
            .expect("every reference in the description leads somewhere"),
        None => schema,
    }
}

/// Three libraries send the ids of attachments as numbers, and all of them the permissions that a command needs as text.
/// The description has both the other way round; Discord takes them.
fn tolerate_numbers(body: &mut Value) {
    for place in ["/attachments", "/data/attachments", "/message/attachments"] {
        for attachment in body.pointer_mut(place).and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(id) = attachment.get("id").and_then(Value::as_u64) {
                attachment["id"] = json!(id.to_string());
            }
        }
    }
    let commands = match body {
        Value::Array(commands) => commands.as_mut_slice(),
        one => std::slice::from_mut(one),
    };
    for command in commands {
        let needed = command.get("default_member_permissions").and_then(Value::as_str);
        if let Some(needed) = needed.and_then(|needed| needed.parse::<u64>().ok()) {
            command["default_member_permissions"] = json!(needed);
        }
    }
}

/// Fields that no schema of a place names: the description allows all further ones, Discord's makers do not mean them.
fn unknown_fields(schemas: &[&Value], value: &Value, at: &str, unknown: &mut Vec<String>) {
    let mut leaves = Vec::new();
    schemas.iter().for_each(|schema| leaves_of(schema, value, &mut leaves));
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                let place = format!("{at}/{name}");
                let below: Vec<&Value> = leaves.iter().filter_map(|leaf| leaf.get("properties")?.get(name)).collect();
                let open = leaves.iter().filter_map(|leaf| leaf.get("additionalProperties")).any(Value::is_object);
                if !below.is_empty() {
                    unknown_fields(&below, field, &place, unknown);
                } else if !open {
                    unknown.push(place);
                }
            }
        }
        Value::Array(items) => {
            let below: Vec<&Value> = leaves.iter().filter_map(|leaf| leaf.get("items")).collect();
            for (index, item) in items.iter().enumerate() {
                unknown_fields(&below, item, &format!("{at}/{index}"), unknown);
            }
        }
        _ => {}
    }
}

/// The schemas of a place with their references followed and their unions laid out, without those of another `type`.
fn leaves_of<'a>(schema: &'a Value, value: &Value, leaves: &mut Vec<&'a Value>) {
    let schema = resolve(schema);
    let kinds = schema.pointer("/properties/type/enum").and_then(Value::as_array);
    if let (Some(kinds), Some(kind)) = (kinds, value.get("type"))
        && !kinds.contains(kind)
    {
        return;
    }
    leaves.push(schema);
    for union in ["allOf", "anyOf", "oneOf"] {
        for part in schema.get(union).and_then(Value::as_array).into_iter().flatten() {
            leaves_of(part, value, leaves);
        }
    }
}

/// Discord's form of many mistakes: nested by their place, each with a code and a sentence.
pub fn form(mistakes: &[Mistake]) -> Value {
    let mut whole = json!({});
    for (place, what) in mistakes {
        let mut at = &mut whole;
        for step in place.split('/').filter(|step| !step.is_empty()) {
            at = at.as_object_mut().expect("only objects are made here").entry(step).or_insert_with(|| json!({}));
        }
        let entry = json!({ "code": "BASE_TYPE_BAD", "message": what });
        let fields: &mut Map<String, Value> = at.as_object_mut().expect("only objects are made here");
        match fields.entry("_errors").or_insert_with(|| json!([])) {
            Value::Array(list) => list.push(entry),
            _ => unreachable!("`_errors` is a list"),
        }
    }
    whole
}
