//! What a request makes of a message: its words, embeds, components and files, and whom it mentions.

use serde_json::{Value, json};

use super::messages::Message;
use super::permissions::{ATTACH_FILES, EMBED_LINKS, MENTION_EVERYONE};
use super::rest::File;
use super::world::{Id, World, id};

/// The kinds of components that offer a choice.
const SELECTS: [u64; 5] = [3, 5, 6, 7, 8];

impl World {
    /// Writes what a request says into a message.
    pub fn fill(&mut self, message: &mut Message, request: &Value, files: &[File]) {
        let may = self.permissions_in(message.channel, message.author);
        if let Some(content) = request.get("content") {
            message.body["content"] = json!(content.as_str().unwrap_or_default().trim());
        }
        if let Some(embeds) = request.get("embeds") {
            let kept = if may & EMBED_LINKS != 0 || message.of_interaction.is_some() { embeds } else { &Value::Null };
            message.body["embeds"] = kept.as_array().into_iter().flatten().map(embed).collect();
        }
        if let Some(components) = request.get("components") {
            let mut number = 0;
            message.body["components"] = numbered(components, &mut number);
        }
        if may & ATTACH_FILES != 0 && (!files.is_empty() || request.get("attachments").is_some()) {
            self.attach(message, request, files);
        }
        self.mention(message, request, may & MENTION_EVERYONE != 0);
    }

    /// Keeps the earlier attachments that an edit still names, and adds the new files.
    fn attach(&mut self, message: &mut Message, request: &Value, files: &[File]) {
        let named = request["attachments"].as_array();
        let earlier = message.body["attachments"].as_array().cloned().unwrap_or_default();
        let still = |it: &Value| named.is_none_or(|named| named.iter().any(|one| one["id"] == it["id"]));
        let mut all: Vec<Value> = earlier.into_iter().filter(still).collect();
        for file in files {
            let number = self.new_id();
            let plain =
                |letter: char| if letter.is_ascii_alphanumeric() || "._-".contains(letter) { letter } else { '_' };
            let name: String = file.name.chars().map(plain).collect();
            let path = format!("/attachments/{}/{number}/{name}", message.channel);
            let url = format!("https://cdn.discordapp.com{path}");
            all.push(json!({
                "id": id(number), "filename": file.name, "size": file.content.len(), "url": url, "proxy_url": url,
                "content_type": file.content_type,
            }));
            self.files.insert(path, file.content.clone());
        }
        message.body["attachments"] = json!(all);
    }

    /// Finds who is mentioned, as far as the request allows it.
    fn mention(&self, message: &mut Message, request: &Value, may_all: bool) {
        let content = message.body["content"].as_str().unwrap_or_default();
        let allowed = &request["allowed_mentions"];
        let parses = |kind: &str| {
            allowed.is_null() || allowed["parse"].as_array().is_some_and(|kinds| kinds.contains(&json!(kind)))
        };
        let lists = |kind: &str, it: Id| allowed[kind].as_array().is_some_and(|ids| ids.contains(&id(it)));
        let mut users: Vec<Id> = between(content, "<@")
            .filter(|user| self.users.contains_key(user) && (parses("users") || lists("users", *user)))
            .collect();
        let replied = message.references.and_then(|replied| self.message(message.channel, replied).ok());
        if let Some(replied) = replied
            && (allowed.is_null() || allowed["replied_user"] == true)
        {
            users.push(replied.author);
        }
        users.sort_unstable();
        users.dedup();
        let roles: Vec<Value> =
            between(content, "<@&").filter(|role| parses("roles") || lists("roles", *role)).map(id).collect();
        let everyone = may_all && parses("everyone") && (content.contains("@everyone") || content.contains("@here"));
        message.body["mentions"] = users.into_iter().map(|user| self.user_json(user)).collect();
        message.body["mention_roles"] = json!(roles);
        message.body["mention_everyone"] = json!(everyone);
    }
}

/// The ids in `<@1>`, `<@!1>` or `<@&1>`.
fn between<'a>(content: &'a str, open: &'a str) -> impl Iterator<Item = Id> + 'a {
    content
        .split(open)
        .skip(1)
        .filter_map(|rest| rest.split_once('>'))
        .filter_map(|(number, _)| number.trim_start_matches('!').parse().ok())
}

/// An embed as it is read back.
fn embed(request: &Value) -> Value {
    let mut it = request.clone();
    it["type"] = json!("rich");
    if let Some(fields) = it.as_object_mut() {
        fields.retain(|_, field| !field.is_null());
    }
    for field in it["fields"].as_array_mut().into_iter().flatten() {
        field["inline"] = json!(field["inline"] == true);
    }
    if it["fields"].is_null() {
        it.as_object_mut().expect("an embed is an object").remove("fields");
    }
    it
}

/// Components as they are read back: each has a number, and nothing is null.
fn numbered(components: &Value, number: &mut u64) -> Value {
    let one = |component: &Value| {
        let mut it = component.clone();
        let fields = it.as_object_mut().expect("a component is an object");
        fields.retain(|_, field| !field.is_null());
        *number += 1;
        fields.entry("id").or_insert(json!(*number));
        if SELECTS.contains(&component["type"].as_u64().unwrap_or_default()) {
            fields.entry("min_values").or_insert(json!(1));
            fields.entry("max_values").or_insert(json!(1));
        }
        if let Some(inner) = fields.get("components").cloned() {
            fields.insert("components".to_owned(), numbered(&inner, number));
        }
        it
    };
    components.as_array().into_iter().flatten().map(one).collect()
}
