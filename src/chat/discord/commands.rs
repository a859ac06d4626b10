//! The commands as Discord offers them, from the one table that all networks share, and bringing Discord to that state.

use domain::command::{self, CommandRow, DESK};
use domain::handbook::Handbook;
use domain::language::Language;
use domain::prompts::{Prompt, keys, orders};
use domain::ticket::{ORDERS, OrderRow};
use serde_json::{Map, Value, json};
use serenity::all::{LightMethod, Route};

use super::DiscordConnector;
use super::errors::Failure;

/// The languages of Discord's clients that the desk speaks, beside English, which is what a command is called by itself.
const LOCALES: [(&str, Language); 3] = [("nl", Language::Nl), ("de", Language::De), ("fr", Language::Fr)];
const NAME_MAX_CHARS: usize = 32;
const DESCRIPTION_MAX_CHARS: usize = 100;
/// In servers and in direct messages with the bot; not in other people's.
const CONTEXTS: [u8; 2] = [0, 1];
/// In servers alone.
const IN_SERVERS: [u8; 1] = [0];
/// `/desk` is shown to those who may manage threads, unless the server says otherwise: to others it would be of no use.
const MANAGE_THREADS: u64 = 1 << 34;

/// What would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Added(String),
    Changed(String),
    Removed(String),
}

/// All commands, as Discord takes them; those of advisers where they are here.
pub fn wanted(handbook: &Handbook, has_advisers: bool) -> Vec<Value> {
    let mut all: Vec<_> = command::ALL.iter().map(|row| slash(row, handbook)).collect();
    all.extend(has_advisers.then(|| desk(handbook)));
    let mut menu = Map::new();
    menu.insert("type".to_owned(), json!(3));
    put(&mut menu, "name", keys::COMMAND_ASK_ABOUT_THIS, handbook);
    all.push(everywhere(menu));
    all
}

fn slash(row: &CommandRow, handbook: &Handbook) -> Value {
    let mut command = Map::new();
    command.insert("type".to_owned(), json!(1));
    put(&mut command, "name", row.name_prompt, handbook);
    // The name by itself is what the bot knows it by, whatever an editor writes in English.
    command.insert("name".to_owned(), json!(row.name));
    put(&mut command, "description", row.about, handbook);
    let option = row.argument.map(|argument| {
        let mut option = Map::new();
        option.insert("type".to_owned(), json!(3));
        option.insert("required".to_owned(), json!(argument.is_required));
        put(&mut option, "name", argument.name, handbook);
        put(&mut option, "description", argument.about, handbook);
        match row.name {
            "ask" => option.insert("autocomplete".to_owned(), json!(true)),
            "language" => option.insert("choices".to_owned(), languages()),
            _ => None,
        };
        Value::Object(option)
    });
    command.insert("options".to_owned(), option.into_iter().collect());
    everywhere(command)
}

/// One command whose parts are the orders.
fn desk(handbook: &Handbook) -> Value {
    let mut command = Map::new();
    command.insert("type".to_owned(), json!(1));
    command.insert("name".to_owned(), json!(DESK));
    put(&mut command, "description", orders::keys::COMMAND_DESK, handbook);
    command.insert("options".to_owned(), ORDERS.iter().map(|row| order(row, handbook)).collect());
    command.insert("contexts".to_owned(), json!(IN_SERVERS));
    command.insert("integration_types".to_owned(), json!([0]));
    command.insert("default_member_permissions".to_owned(), json!(MANAGE_THREADS.to_string()));
    Value::Object(command)
}

fn order(row: &OrderRow, handbook: &Handbook) -> Value {
    let mut order = Map::new();
    order.insert("type".to_owned(), json!(1));
    order.insert("name".to_owned(), json!(row.name));
    put(&mut order, "description", row.about, handbook);
    let option = row.argument.map(|argument| {
        let mut option = Map::new();
        option.insert("type".to_owned(), json!(3));
        option.insert("required".to_owned(), json!(argument.is_required));
        option.insert("name".to_owned(), json!(argument.name));
        put(&mut option, "description", row.about, handbook);
        if !argument.choices.is_empty() {
            let choices = argument.choices.iter().map(|choice| json!({ "name": choice, "value": choice }));
            option.insert("choices".to_owned(), choices.collect());
        }
        Value::Object(option)
    });
    order.insert("options".to_owned(), option.into_iter().collect());
    Value::Object(order)
}

fn languages() -> Value {
    Language::ALL.map(|language| json!({ "name": language.autonym(), "value": language.code() })).to_vec().into()
}

fn everywhere(mut command: Map<String, Value>) -> Value {
    command.insert("contexts".to_owned(), json!(CONTEXTS));
    command.insert("integration_types".to_owned(), json!([0]));
    Value::Object(command)
}

fn put(into: &mut Map<String, Value>, what: &str, prompt: Prompt, handbook: &Handbook) {
    let words = |language| {
        let words = handbook.say(language, prompt, &[]);
        words.chars().take(if what == "name" { NAME_MAX_CHARS } else { DESCRIPTION_MAX_CHARS }).collect::<String>()
    };
    into.insert(what.to_owned(), json!(words(Language::En)));
    let localised: Map<_, _> =
        LOCALES.iter().map(|(locale, language)| ((*locale).to_owned(), json!(words(*language)))).collect();
    into.insert(format!("{what}_localizations"), Value::Object(localised));
}

/// What differs between what Discord has and what is wanted. Fields that Discord adds by itself are none of it.
pub fn changes(there: &[Value], wanted: &[Value]) -> Vec<Change> {
    let key = |command: &Value| (command["type"].as_u64().unwrap_or(1), name(command));
    let mut changes = Vec::new();
    for command in wanted {
        match there.iter().find(|there| key(there) == key(command)) {
            None => changes.push(Change::Added(name(command))),
            Some(there) if !holds(there, command) => changes.push(Change::Changed(name(command))),
            Some(_) => {}
        }
    }
    let gone = there.iter().filter(|there| !wanted.iter().any(|wanted| key(wanted) == key(there)));
    changes.extend(gone.map(|there| Change::Removed(name(there))));
    changes
}

fn name(command: &Value) -> String {
    command["name"].as_str().unwrap_or_default().to_owned()
}

/// Whether all that is wanted is there. What is off or empty is left out by Discord.
fn holds(there: &Value, wanted: &Value) -> bool {
    match (there, wanted) {
        (Value::Object(there), Value::Object(wanted)) => {
            wanted.iter().all(|(key, wanted)| holds(there.get(key).unwrap_or(&Value::Null), wanted))
        }
        (Value::Array(there), Value::Array(wanted)) => {
            there.len() == wanted.len() && there.iter().zip(wanted).all(|(there, wanted)| holds(there, wanted))
        }
        (Value::Null, Value::Bool(false)) => true,
        (Value::Null, Value::Array(wanted)) => wanted.is_empty(),
        (there, wanted) => there == wanted,
    }
}

impl DiscordConnector {
    /// What bringing Discord's commands to the wanted state would change; with `apply` it is done, in one request that puts
    /// all of them in place or none.
    pub async fn sync_commands(&self, handbook: &Handbook, apply: bool) -> Result<Vec<Change>, String> {
        let (there, wanted) = (self.commands().await.map_err(told)?, self.wanted(handbook));
        let changes = changes(&there, &wanted);
        if apply && !changes.is_empty() {
            let application_id = self.shared.api.me().await.map_err(told)?.application;
            let route = Route::Commands { application_id };
            self.shared.api.send(LightMethod::Put, route, &Value::Array(wanted)).await.map_err(told)?;
        }
        Ok(changes)
    }

    /// For the log at start: whether Discord still offers what this version and its content know.
    pub async fn tell_of_stale_commands(&self, handbook: &Handbook) {
        let stale = self.commands().await.is_ok_and(|there| !changes(&there, &self.wanted(handbook)).is_empty());
        if stale {
            tracing::warn!(
                problem = "Discord does not offer the bot's commands as they are now",
                remedy = "run `fairway discord commands sync`",
                "discord"
            );
        }
    }

    fn wanted(&self, handbook: &Handbook) -> Vec<Value> {
        wanted(handbook, self.shared.settings.advisers.is_some())
    }

    async fn commands(&self) -> Result<Vec<Value>, Failure> {
        let application_id = self.shared.api.me().await?.application;
        let request = serenity::all::Request::new(Route::Commands { application_id }, LightMethod::Get)
            .params(Some(vec![("with_localizations", "true".to_owned())]));
        match self.shared.api.call(request).await? {
            Value::Array(commands) => Ok(commands),
            _ => Err(Failure::Unclear { why: "Discord's answer could not be read".to_owned() }),
        }
    }
}

fn told(failure: Failure) -> String {
    if failure.is_bad_token() { super::checks::bad_token().to_string() } else { failure.why() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_wanted_and_not_there_is_a_change() {
        let wanted = [json!({ "type": 1, "name": "ask", "options": [{ "name": "q", "required": false }] })];
        let there =
            json!({ "id": "7", "version": "1", "type": 1, "name": "ask", "nsfw": false, "options": [{ "name": "q" }] });
        assert_eq!(changes(std::slice::from_ref(&there), &wanted), []);
        assert_eq!(changes(&[], &wanted), [Change::Added("ask".into())]);
        let other = json!({ "type": 1, "name": "ask", "options": [{ "name": "r" }] });
        assert_eq!(changes(&[other], &wanted), [Change::Changed("ask".into())]);
        let menu = json!({ "type": 3, "name": "ask" });
        assert_eq!(changes(&[there, menu], &wanted), [Change::Removed("ask".into())]);
    }
}
