//! Routes about the gateway's address, users, guilds and commands.

use serde_json::{Value, json};

use super::permissions::VIEW_CHANNEL;
use super::refusal::Refusal;
use super::rest::{Answer, Call, Outcome};
use super::world::{Id, World, id};

impl World {
    pub fn gateway_address(&mut self, _: &Call) -> Outcome {
        Answer::ok(json!({ "url": format!("ws://{}", self.plain) }))
    }

    pub fn gateway_bot(&mut self, _: &Call) -> Outcome {
        Answer::ok(json!({
            "url": format!("ws://{}", self.plain), "shards": 1,
            "session_start_limit": {
                "total": 1000, "remaining": self.settings.session_starts_left, "reset_after": 14_400_000,
                "max_concurrency": 1,
            },
        }))
    }

    pub fn my_guilds(&mut self, _: &Call) -> Outcome {
        let joined = self.guilds.values().filter(|guild| guild.joined);
        Answer::ok(
            joined
                .map(|guild| {
                    let may = self.permissions_in_guild(guild.id, self.bot);
                    json!({
                        "id": id(guild.id), "name": guild.name, "icon": null, "banner": null, "features": [],
                        "owner": guild.owner == self.bot, "permissions": may.to_string(),
                    })
                })
                .collect(),
        )
    }

    pub fn get_user(&mut self, call: &Call) -> Outcome {
        let user = call.id("user_id")?;
        if self.users.contains_key(&user) { Answer::ok(self.user_json(user)) } else { Err(Refusal::UNKNOWN_USER) }
    }

    pub fn create_dm(&mut self, call: &Call) -> Outcome {
        let user = call.body["recipient_id"].as_str().and_then(|id| id.parse::<Id>().ok());
        let known = user.filter(|user| *user != self.bot && self.users.contains_key(user));
        let user = known.ok_or(Refusal::invalid_at("/recipient_id", "Cannot send messages to this user"))?;
        let dm = self.dm_with(user);
        Answer::ok(self.channel_json(dm))
    }

    pub fn get_guild(&mut self, call: &Call) -> Outcome {
        let guild = call.guild(self)?;
        let mut it = self.guild_json(&guild);
        if call.query.get("with_counts").is_some_and(|wanted| wanted == "true") {
            it["approximate_member_count"] = json!(guild.members.len());
            it["approximate_presence_count"] = json!(guild.members.len());
        }
        Answer::ok(it)
    }

    pub fn list_channels(&mut self, call: &Call) -> Outcome {
        let guild = call.guild(self)?.id;
        let seen = self.channels.values().filter(|channel| {
            channel.guild == Some(guild)
                && channel.thread.is_none()
                && self.permissions_in(channel.id, self.bot) & VIEW_CHANNEL != 0
        });
        Answer::ok(seen.map(|channel| self.channel_json(channel.id)).collect())
    }

    pub fn list_roles(&mut self, call: &Call) -> Outcome {
        Answer::ok(call.guild(self)?.roles.iter().map(Self::role_json).collect())
    }

    pub fn list_members(&mut self, call: &Call) -> Outcome {
        let guild = call.guild(self)?;
        if self.settings.privileged_intents & super::gateway::GUILD_MEMBERS == 0 {
            return Err(Refusal::MISSING_ACCESS);
        }
        let limit = call.query.get("limit").and_then(|limit| limit.parse().ok()).unwrap_or(1);
        let after = call.query_id("after").unwrap_or_default();
        let members = guild.members.keys().filter(|user| **user > after).take(limit);
        Answer::ok(members.map(|user| self.member_json(guild.id, *user, true)).collect())
    }

    /// By how a name begins.
    pub fn search_members(&mut self, call: &Call) -> Outcome {
        let guild = call.guild(self)?;
        let query = call.query.get("query").map(|query| query.to_lowercase()).unwrap_or_default();
        let is_meant = |user: &&super::world::Id| self.users[user].name.to_lowercase().starts_with(&query);
        let members = guild.members.keys().filter(is_meant);
        Answer::ok(members.map(|user| self.member_json(guild.id, *user, true)).collect())
    }

    pub fn get_member(&mut self, call: &Call) -> Outcome {
        let guild = call.guild(self)?;
        // Some ask for themselves by this name.
        let user = if call.text("user_id") == "@me" { self.bot } else { call.id("user_id")? };
        match guild.members.contains_key(&user) {
            true => Answer::ok(self.member_json(guild.id, user, true)),
            false => Err(Refusal::UNKNOWN_MEMBER),
        }
    }

    pub fn my_member(&mut self, call: &Call) -> Outcome {
        let guild = call.guild(self)?;
        Answer::ok(self.member_json(guild.id, self.bot, true))
    }

    /// The bot's own name in a guild: taken, and shown nowhere.
    pub fn patch_my_member(&mut self, call: &Call) -> Outcome {
        self.my_member(call)
    }

    pub fn leave_guild(&mut self, call: &Call) -> Outcome {
        let guild = call.guild(self)?.id;
        self.part(guild);
        Ok(Answer::NOTHING)
    }

    /// The bot is in a guild no more.
    pub fn part(&mut self, guild: Id) {
        if let Some(guild) = self.guilds.get_mut(&guild) {
            guild.joined = false;
            guild.members.remove(&self.bot);
        }
        self.dispatch("GUILD_DELETE", super::gateway::GUILDS, json!({ "id": id(guild) }));
    }

    /// Where the commands of a call are: in a guild, or everywhere.
    fn place(&self, call: &Call) -> Result<Option<Id>, Refusal> {
        if call.id("application_id")? != self.bot {
            return Err(Refusal::MISSING_ACCESS);
        }
        match call.find("guild_id") {
            Some(_) => Ok(Some(call.guild(self)?.id)),
            None => Ok(None),
        }
    }

    pub fn list_commands(&mut self, call: &Call) -> Outcome {
        let place = self.place(call)?;
        Answer::ok(json!(self.commands.get(&place).cloned().unwrap_or_default()))
    }

    /// What is not among the new ones is gone; what has kept its name keeps its id.
    pub fn overwrite_commands(&mut self, call: &Call) -> Outcome {
        let place = self.place(call)?;
        let earlier = self.commands.remove(&place).unwrap_or_default();
        let wanted = call.body.as_array().cloned().unwrap_or_default();
        let all: Vec<Value> = wanted.iter().map(|command| self.registered(place, command, &earlier)).collect();
        self.commands.insert(place, all.clone());
        Answer::ok(json!(all))
    }

    pub fn create_command(&mut self, call: &Call) -> Outcome {
        let place = self.place(call)?;
        let mut all = self.commands.remove(&place).unwrap_or_default();
        let command = self.registered(place, &call.body, &all);
        let known = all.iter_mut().find(|it| it["id"] == command["id"]);
        let status = if known.is_some() { 200 } else { 201 };
        match known {
            Some(known) => *known = command.clone(),
            None => all.push(command.clone()),
        }
        self.commands.insert(place, all);
        Ok(Answer(status, Some(command)))
    }

    pub fn delete_command(&mut self, call: &Call) -> Outcome {
        let place = self.place(call)?;
        let all = self.commands.entry(place).or_default();
        let before = all.len();
        all.retain(|command| command["id"] != call.text("command_id"));
        if all.len() < before { Ok(Answer::NOTHING) } else { Err(Refusal::UNKNOWN_COMMAND) }
    }

    /// A command as Discord keeps it.
    fn registered(&mut self, place: Option<Id>, command: &Value, earlier: &[Value]) -> Value {
        let kind = command["type"].as_u64().unwrap_or(1);
        let known = earlier.iter().find(|it| it["name"] == command["name"] && it["type"] == kind);
        let own = known.map_or_else(|| id(self.new_id()), |known| known["id"].clone());
        let mut it = json!({
            "id": own, "application_id": id(self.bot), "version": id(self.new_id()), "type": kind,
            "name": command["name"], "description": command["description"].as_str().unwrap_or_default(),
            "default_member_permissions": null, "dm_permission": true, "contexts": null, "integration_types": [0],
            "nsfw": false,
        });
        // Permissions come as a number or as its text, and are read back as text.
        if let Some(needed) = command.get("default_member_permissions").filter(|needed| !needed.is_null()) {
            it["default_member_permissions"] = json!(needed.to_string().trim_matches('"'));
        }
        for field in ["contexts", "integration_types", "name_localizations", "description_localizations", "options"] {
            match command.get(field).filter(|value| !value.is_null()) {
                Some(value) => it[field] = without_nulls(value),
                None => continue,
            }
        }
        if let Some(guild) = place {
            it["guild_id"] = id(guild);
        }
        it
    }
}

fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(without_nulls).collect(),
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(_, value)| !value.is_null());
            Value::Object(kept.map(|(name, value)| (name.clone(), without_nulls(value))).collect())
        }
        other => other.clone(),
    }
}
