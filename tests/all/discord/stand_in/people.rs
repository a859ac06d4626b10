//! What people do.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::StandIn;
use super::gateway::{GUILD_MEMBERS, GUILDS};
use super::interactions::{AUTOCOMPLETE, COMMAND, COMPONENT, MODAL};
use super::messages::Origin;
use super::seen::{Asked, Seen};
use super::world::{FORUM, Id, TEXT, THREAD, World, id};

const OPTION_SUBCOMMAND: u64 = 1;
const OPTION_GROUP: u64 = 2;
const OPTION_USER: u64 = 6;
const OPTION_CHANNEL: u64 = 7;

impl StandIn {
    pub fn user(&self, name: &str) -> Id {
        self.shared.change(|world| world.add_user(name))
    }

    /// A guild that the bot is in.
    pub fn guild(&self, name: &str, owner: Id) -> Id {
        self.shared.change(|world| {
            let guild = world.add_guild(name, owner);
            let event = world.guild_create_json(guild);
            world.dispatch("GUILD_CREATE", GUILDS, event);
            guild
        })
    }

    pub fn channel(&self, guild: Id, name: &str) -> Id {
        self.channel_of_kind(guild, name, TEXT)
    }

    pub fn forum(&self, guild: Id, name: &str) -> Id {
        self.channel_of_kind(guild, name, FORUM)
    }

    fn channel_of_kind(&self, guild: Id, name: &str, kind: u64) -> Id {
        self.shared.change(|world| {
            let channel = world.add_channel(kind, Some(guild), None, name);
            world.tell_channel(channel, "THREAD_CREATE", "CHANNEL_CREATE");
            channel
        })
    }

    pub fn delete_channel(&self, channel: Id) {
        self.shared.change(|world| {
            world.tell_channel(channel, "THREAD_DELETE", "CHANNEL_DELETE");
            world.channels.remove(&channel);
        });
    }

    /// Someone joins a guild.
    pub fn join(&self, guild: Id, user: Id) {
        self.shared.change(|world| {
            world.guilds.get_mut(&guild).expect("the guild").members.insert(user, Vec::new());
            let mut event = world.member_json(guild, user, true);
            event["guild_id"] = id(guild);
            world.dispatch("GUILD_MEMBER_ADD", GUILD_MEMBERS, event);
        });
    }

    pub fn leave(&self, guild: Id, user: Id) {
        self.shared.change(|world| {
            world.guilds.get_mut(&guild).expect("the guild").members.remove(&user);
            let event = json!({ "guild_id": id(guild), "user": world.user_json(user) });
            world.dispatch("GUILD_MEMBER_REMOVE", GUILD_MEMBERS, event);
        });
    }

    /// The bot is put out of a guild.
    pub fn remove_bot(&self, guild: Id) {
        self.shared.change(|world| world.part(guild));
    }

    /// What the bot's own role lets it do in a guild, besides what everyone may.
    pub fn let_bot(&self, guild: Id, permissions: u64) {
        self.shared.change(|world| {
            let roles = &mut world.guilds.get_mut(&guild).expect("the guild").roles;
            roles.iter_mut().filter(|role| role.of_bot.is_some()).for_each(|role| role.permissions = permissions);
            let role = roles.iter().find(|role| role.of_bot.is_some()).expect("the bot's role");
            let event = json!({ "guild_id": id(guild), "role": World::role_json(role) });
            world.dispatch("GUILD_ROLE_UPDATE", GUILDS, event);
        });
    }

    /// What the bot may not do in a channel and its threads.
    pub fn deny_bot(&self, channel: Id, permissions: u64) {
        self.shared.change(|world| {
            world.channels.get_mut(&channel).expect("the channel").denied = permissions;
            world.tell_channel(channel, "THREAD_UPDATE", "CHANNEL_UPDATE");
        });
    }

    /// Whether a person takes no direct messages: 50007.
    pub fn close_dms(&self, user: Id, closed: bool) {
        self.shared.change(|world| world.users.get_mut(&user).expect("the user").dms_closed = closed);
    }

    pub fn set_locale(&self, user: Id, locale: &str) {
        self.shared.change(|world| world.users.get_mut(&user).expect("the user").locale = locale.to_owned());
    }

    /// The direct channel of a person and the bot.
    pub fn dm(&self, user: Id) -> Id {
        self.shared.change(|world| world.open_dm(user))
    }

    pub fn say(&self, user: Id, channel: Id, text: &str) -> Id {
        self.send(user, channel, &json!({ "content": text }))
    }

    /// Says something to the bot alone; the direct channel is made before the first.
    pub fn say_dm(&self, user: Id, text: &str) -> Id {
        let dm = self.dm(user);
        self.say(user, dm, text)
    }

    /// How a person writes the bot's name so that it is mentioned.
    pub fn mention(&self) -> String {
        format!("<@{}>", self.bot())
    }

    pub fn reply(&self, user: Id, channel: Id, to: Id, text: &str) -> Id {
        self.send(user, channel, &json!({ "content": text, "message_reference": { "message_id": id(to) } }))
    }

    /// Sends a message as Discord's own client would, with all that it may have.
    pub fn send(&self, user: Id, channel: Id, message: &Value) -> Id {
        self.put(user, channel, message, Origin::default())
    }

    /// A message that the bot is never told of: it came so long ago, while no session was there to be resumed.
    pub fn say_unheard(&self, user: Id, channel: Id, text: &str, ago: Duration) -> Id {
        let missed = Some(self.shared.change(|world| world.new_id_of(ago)));
        self.put(user, channel, &json!({ "content": text }), Origin { missed, ..Origin::default() })
    }

    fn put(&self, user: Id, channel: Id, message: &Value, origin: Origin) -> Id {
        self.shared.change(|world| {
            let said =
                world.open_thread_for(channel, user).and_then(|()| world.post(channel, user, message, &[], origin));
            said.unwrap_or_else(|refusal| panic!("{user} cannot say {message} in {channel}: {refusal:?}"))
        })
    }

    pub fn edit(&self, channel: Id, message: Id, text: &str) {
        let changed = self.shared.change(|world| world.change(channel, message, &json!({ "content": text }), &[]));
        changed.expect("the message can be changed");
    }

    pub fn delete(&self, channel: Id, message: Id) {
        self.shared.change(|world| world.remove(channel, message)).expect("the message is there");
    }

    pub fn react(&self, user: Id, channel: Id, message: Id, emoji: &str) {
        self.shared.change(|world| world.react(channel, message, user, emoji)).expect("the message is there");
    }

    pub fn unreact(&self, user: Id, channel: Id, message: Id, emoji: &str) {
        self.shared.change(|world| world.unreact(channel, message, user, emoji)).expect("the message is there");
    }

    pub fn type_in(&self, user: Id, channel: Id) {
        self.shared.change(|world| world.typing(channel, user));
    }

    /// Opens a thread beside a channel.
    pub fn thread(&self, user: Id, channel: Id, name: &str) -> Id {
        let opened =
            self.shared.change(|world| world.open_thread(channel, user, THREAD, None, &json!({ "name": name })));
        opened.expect("the channel takes threads")
    }

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
            let command = registered(world, channel, 1, words.next().unwrap_or_default());
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
            let command = registered(world, channel, 3, name);
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

    /// The names of the commands that the bot has registered for all places.
    pub fn commands(&self) -> Vec<String> {
        self.read(|world| {
            let all = world.commands.get(&None).into_iter().flatten();
            all.map(|command| command["name"].as_str().unwrap_or_default().to_owned()).collect()
        })
    }

    /// Somebody takes a command away behind the bot's back.
    pub fn forget_command(&self, name: &str) {
        self.shared.change(|world| {
            world.commands.get_mut(&None).into_iter().for_each(|all| all.retain(|command| command["name"] != name));
        });
    }

    /// Waits until there is a command of this name, of a guild or of all places.
    pub async fn until_command(&self, name: &str) {
        self.until(&format!("a command {name}"), |world| {
            world.commands.values().flatten().any(|command| command["name"] == name).then_some(())
        })
        .await;
    }
}

/// The command that Discord's client would offer here.
fn registered(world: &World, channel: Id, kind: u64, name: &str) -> Value {
    let guild = world.channels[&channel].guild;
    let context = u64::from(guild.is_none());
    let places = [guild.map(Some), Some(None)];
    let mut offered =
        places.iter().flatten().filter_map(|place| world.commands.get(place)).flatten().filter(|command| {
            command["type"] == kind && command["contexts"].as_array().is_none_or(|all| all.contains(&json!(context)))
        });
    let found = offered.find(|command| command["name"] == name).cloned();
    found.unwrap_or_else(|| panic!("the bot has registered no command {name} for channel {channel}"))
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
