//! What people ask with commands, buttons, menus and forms. Discord's client sends nothing that it does not offer, so
//! these panic where a person would find nothing to press.

use serde_json::{Map, Value, json};

use super::StandIn;
use super::interactions::{AUTOCOMPLETE, COMMAND, COMPONENT, MODAL};
use super::seen::{Asked, Seen};
use super::world::{Id, World, id};

/// Options whose value is an id that comes resolved.
const OPTION_USER: u64 = 6;
const OPTION_CHANNEL: u64 = 7;

impl StandIn {
    /// Uses a slash command; `name` with its subcommand after a space. Panics when the bot has not registered it.
    pub fn slash(&self, user: Id, channel: Id, name: &str, options: &[(&str, Value)]) -> Asked {
        self.command(user, channel, name, options, None)
    }

    pub fn slash_dm(&self, user: Id, name: &str, options: &[(&str, Value)]) -> Asked {
        let dm = self.dm(user);
        self.slash(user, dm, name, options)
    }

    /// Types into an option of a slash command, the last one of `options`.
    pub fn autocomplete(&self, user: Id, channel: Id, name: &str, options: &[(&str, Value)]) -> Asked {
        let focused = options.last().map(|(name, _)| *name).expect("an option that is typed into");
        self.command(user, channel, name, options, Some(focused))
    }

    fn command(&self, user: Id, channel: Id, name: &str, options: &[(&str, Value)], focused: Option<&str>) -> Asked {
        let id = self.shared.change(|world| {
            let mut words = name.split(' ');
            let command = registered(world, user, channel, 1, words.next().unwrap_or_default());
            let mut level = &command;
            let mut path = Vec::new();
            for word in words {
                level = option(level, word);
                path.push((level["name"].clone(), level["type"].clone()));
            }
            let mut resolved = Map::new();
            let mut given: Vec<Value> = Vec::new();
            for (name, value) in options {
                let known = option(level, name);
                let mut it = json!({ "name": name, "type": known["type"], "value": value });
                if focused == Some(name) {
                    it["focused"] = json!(true);
                }
                resolve(world, channel, &known["type"], value, &mut resolved);
                given.push(it);
            }
            for known in level["options"].as_array().into_iter().flatten() {
                let missing = known["required"] == true && options.iter().all(|(name, _)| known["name"] != *name);
                assert!(focused.is_some() || !missing, "Discord's client asks for {known} before it sends {name}");
            }
            for (name, kind) in path.into_iter().rev() {
                given = vec![json!({ "name": name, "type": kind, "options": given })];
            }
            let mut data = json!({ "id": command["id"], "name": command["name"], "type": 1, "options": given });
            if let Some(guild) = command.get("guild_id") {
                data["guild_id"] = guild.clone();
            }
            if !resolved.is_empty() {
                data["resolved"] = Value::Object(resolved);
            }
            let kind = if focused.is_some() { AUTOCOMPLETE } else { COMMAND };
            world.ask(kind, user, channel, data, (None, None))
        });
        self.asked(id)
    }

    /// Uses a command from the menu of a message.
    pub fn context_menu(&self, user: Id, channel: Id, message: Id, name: &str) -> Asked {
        let id = self.shared.change(|world| {
            let command = registered(world, user, channel, 3, name);
            let target = world.message_json(world.message(channel, message).expect("the message is there"));
            let data = json!({
                "id": command["id"], "name": name, "type": 3, "target_id": id(message),
                "resolved": { "messages": { message.to_string(): target } },
            });
            world.ask(COMMAND, user, channel, data, (None, None))
        });
        self.asked(id)
    }

    /// Presses a button, named by its label or its custom id. Panics when the person does not see one that can be pressed.
    pub fn click(&self, user: Id, channel: Id, message: Id, which: &str) -> Asked {
        let control = self.control(user, channel, message, &format!("button {which}"), |control| {
            control["type"] == 2 && (control["label"] == which || control["custom_id"] == which)
        });
        let data = json!({ "custom_id": control["custom_id"], "component_type": 2, "id": control["id"] });
        self.use_control(user, channel, message, data)
    }

    /// Chooses a value of a select menu.
    pub fn select(&self, user: Id, channel: Id, message: Id, value: &str) -> Asked {
        let control = self.control(user, channel, message, &format!("menu with {value}"), |control| {
            let mut options = control["options"].as_array().into_iter().flatten();
            control["type"] == 3 && options.any(|option| option["value"] == value)
        });
        let custom_id = &control["custom_id"];
        let data = json!({ "custom_id": custom_id, "component_type": 3, "id": control["id"], "values": [value] });
        self.use_control(user, channel, message, data)
    }

    /// A part of a message that a person sees and can use.
    fn control(&self, user: Id, channel: Id, message: Id, what: &str, fits: impl Fn(&Value) -> bool) -> Value {
        let seen = self.seen(user, channel).into_iter().find(|seen| seen.id == message);
        let controls = seen.as_ref().map(Seen::controls).unwrap_or_default();
        let found = controls.into_iter().find(|control| fits(control) && control["disabled"] != true);
        found.unwrap_or_else(|| panic!("no {what} in {seen:?}"))
    }

    fn use_control(&self, user: Id, channel: Id, message: Id, data: Value) -> Asked {
        self.asked(self.shared.change(|world| world.ask(COMPONENT, user, channel, data, (Some(message), None))))
    }

    /// Fills in the form that `asked` was answered with: custom ids and what is written. What is not named stays empty.
    pub fn submit_modal(&self, asked: &Asked, fields: &[(&str, &str)]) -> Asked {
        let before = asked.state();
        let form = before.acknowledged.as_ref().filter(|first| first.kind == 9).expect("a form is shown").data.clone();
        let filled = |input: &Value| {
            let written = fields.iter().find(|(name, _)| input["custom_id"] == *name).map_or("", |(_, text)| *text);
            json!({ "type": input["type"], "id": 2, "custom_id": input["custom_id"], "value": written })
        };
        let row = |row: &Value| match row.get("component") {
            Some(input) => json!({ "type": row["type"], "id": 1, "component": filled(input) }),
            None => {
                let inputs: Vec<Value> = row["components"].as_array().into_iter().flatten().map(filled).collect();
                json!({ "type": row["type"], "id": 1, "components": inputs })
            }
        };
        let rows: Vec<Value> = form["components"].as_array().into_iter().flatten().map(row).collect();
        for (name, _) in fields {
            assert!(form.to_string().contains(&format!("\"{name}\"")), "no field {name} in {form}");
        }
        let data = json!({ "custom_id": form["custom_id"], "components": rows });
        let from = (before.message, Some(before.id));
        self.asked(self.shared.change(|world| world.ask(MODAL, before.user, before.channel, data, from)))
    }
}

/// The command that Discord's client would offer here.
fn registered(world: &World, user: Id, channel: Id, kind: u64, name: &str) -> Value {
    let guild = world.channels[&channel].guild;
    let context = u64::from(guild.is_none());
    let places = [guild.map(Some), Some(None)];
    let mut offered =
        places.iter().flatten().filter_map(|place| world.commands.get(place)).flatten().filter(|command| {
            let needed = command["default_member_permissions"].as_str().and_then(|needed| needed.parse::<u64>().ok());
            let may =
                needed.is_none_or(|needed| guild.is_none() || world.permissions_in(channel, user) & needed == needed);
            let here = command["contexts"].as_array().is_none_or(|all| all.contains(&json!(context)));
            may && here && command["type"] == kind
        });
    let found = offered.find(|command| command["name"] == name).cloned();
    found.unwrap_or_else(|| panic!("Discord's client offers {user} no command {name} in {channel}"))
}

fn option<'a>(level: &'a Value, name: &str) -> &'a Value {
    let mut options = level["options"].as_array().into_iter().flatten();
    options.find(|option| option["name"] == name).unwrap_or_else(|| panic!("no option {name} in {level}"))
}

/// What an option's id stands for, in full.
fn resolve(world: &World, channel: Id, kind: &Value, value: &Value, into: &mut Map<String, Value>) {
    let Some(it) = value.as_str().and_then(|id| id.parse::<Id>().ok()) else { return };
    let mut put = |part: &str, what: Value| into.entry(part).or_insert_with(|| json!({}))[it.to_string()] = what;
    match kind.as_u64() {
        Some(OPTION_USER) => {
            put("users", world.user_json(it));
            if let Some(guild) = world.channels[&channel].guild {
                put("members", world.member_json(guild, it, false));
            }
        }
        Some(OPTION_CHANNEL) => put("channels", world.partial_channel_json(it, world.bot)),
        _ => {}
    }
}
