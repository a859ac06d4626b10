//! How people, guilds and channels look in Discord's JSON.

use serde_json::{Value, json};

use super::permissions::VIEW_CHANNEL;
use super::world::{Channel, DM, FORUM, Guild, Id, Role, THREAD, Thread, World, id, made_at_ms, time};

impl World {
    pub fn user_json(&self, user: Id) -> Value {
        let user = &self.users[&user];
        json!({
            "id": id(user.id), "username": user.name, "global_name": if user.bot { None } else { Some(&user.name) },
            "avatar": null, "discriminator": "0", "public_flags": 0, "flags": 0, "bot": user.bot,
            "primary_guild": null, "banner": null, "accent_color": null, "avatar_decoration_data": null,
        })
    }

    /// The bot's own user as it sees itself.
    pub fn me_json(&self) -> Value {
        let mut me = self.user_json(self.bot);
        me["mfa_enabled"] = json!(true);
        me["locale"] = json!("en-US");
        me["verified"] = json!(true);
        me["email"] = Value::Null;
        me
    }

    /// `whole` with the user, as everywhere but in messages.
    pub fn member_json(&self, guild: Id, user: Id, whole: bool) -> Value {
        let roles: Vec<Value> =
            self.guilds[&guild].members.get(&user).into_iter().flatten().map(|role| id(*role)).collect();
        let mut member = json!({
            "avatar": null, "banner": null, "communication_disabled_until": null, "flags": 0,
            "joined_at": time(made_at_ms(guild)), "nick": null, "pending": false, "premium_since": null,
            "roles": roles, "mute": false, "deaf": false,
        });
        if whole {
            member["user"] = self.user_json(user);
        }
        member
    }

    pub fn role_json(role: &Role) -> Value {
        let mut it = json!({
            "id": id(role.id), "name": role.name, "permissions": role.permissions.to_string(),
            "position": u8::from(role.of_bot.is_some()), "color": 0, "hoist": false, "mentionable": false,
            "colors": { "primary_color": 0, "secondary_color": null, "tertiary_color": null },
            "managed": role.of_bot.is_some(), "icon": null, "unicode_emoji": null, "flags": 0,
        });
        if let Some(bot) = role.of_bot {
            it["tags"] = json!({ "bot_id": id(bot) });
        }
        it
    }

    pub fn guild_json(&self, guild: &Guild) -> Value {
        let roles: Vec<Value> = guild.roles.iter().map(Self::role_json).collect();
        json!({
            "id": id(guild.id), "name": guild.name, "icon": null, "description": null, "home_header": null,
            "splash": null, "discovery_splash": null, "features": [], "banner": null, "owner_id": id(guild.owner),
            "application_id": null, "region": "deprecated", "afk_channel_id": null, "afk_timeout": 300,
            "system_channel_id": null, "system_channel_flags": 0, "widget_enabled": false, "widget_channel_id": null,
            "verification_level": 0, "roles": roles, "default_message_notifications": 0, "mfa_level": 0,
            "explicit_content_filter": 0, "max_presences": null, "max_members": 500_000,
            "max_stage_video_channel_users": 50, "max_video_channel_users": 25, "vanity_url_code": null,
            "premium_tier": 0, "premium_subscription_count": 0, "preferred_locale": guild.locale,
            "rules_channel_id": null, "safety_alerts_channel_id": null, "public_updates_channel_id": null,
            "premium_progress_bar_enabled": false, "nsfw": false, "nsfw_level": 0, "emojis": [], "stickers": [],
            "incidents_data": null,
        })
    }

    /// A guild as the gateway tells of it: with channels that are within it and therefore do not name it.
    pub fn guild_create_json(&self, guild: Id) -> Value {
        let guild = &self.guilds[&guild];
        let mut it = self.guild_json(guild);
        let seen = |channel: &&Channel| {
            channel.guild == Some(guild.id) && self.permissions_in(channel.id, self.bot) & VIEW_CHANNEL != 0
        };
        let mut channels = Vec::new();
        let mut threads = Vec::new();
        for channel in self.channels.values().filter(seen) {
            let mut channel_json = self.channel_json(channel.id);
            match &channel.thread {
                Some(thread) if !thread.archived => threads.push(channel_json),
                Some(_) => {}
                None => {
                    channel_json.as_object_mut().expect("a channel").remove("guild_id");
                    channels.push(channel_json);
                }
            }
        }
        let more = json!({
            "joined_at": time(made_at_ms(guild.id)), "large": false, "unavailable": !guild.joined,
            "member_count": guild.members.len(), "voice_states": [], "presences": [], "stage_instances": [],
            "guild_scheduled_events": [], "soundboard_sounds": [], "channels": channels, "threads": threads,
            "members": [self.member_json(guild.id, self.bot, true)],
        });
        it.as_object_mut().expect("a guild").extend(more.as_object().expect("an object").clone());
        it
    }

    pub fn channel_json(&self, channel: Id) -> Value {
        let channel = &self.channels[&channel];
        let mut it = json!({
            "id": id(channel.id), "type": channel.kind, "flags": 0,
            "last_message_id": channel.last_message.map(id),
        });
        if channel.kind == DM {
            it["recipients"] = channel.recipients.iter().map(|user| self.user_json(*user)).collect();
            return it;
        }
        it["guild_id"] = json!(channel.guild.map(id));
        it["name"] = json!(channel.name);
        it["parent_id"] = json!(channel.parent.map(id));
        it["rate_limit_per_user"] = json!(0);
        match &channel.thread {
            Some(thread) => self.add_thread(&mut it, channel, thread),
            None => {
                it["position"] = json!(0);
                it["topic"] = json!(channel.topic);
                it["nsfw"] = json!(false);
                if channel.kind == FORUM {
                    let tag = |(tag, name): &(Id, String)| json!({ "id": id(*tag), "name": name, "moderated": false, "emoji_id": null, "emoji_name": null });
                    it["available_tags"] = channel.available_tags.iter().map(tag).collect();
                }
                it["permission_overwrites"] = match channel.denied {
                    0 => json!([]),
                    denied => {
                        json!([{ "id": id(self.bot), "type": 1, "allow": "0", "deny": denied.to_string() }])
                    }
                };
            }
        }
        it
    }

    fn add_thread(&self, it: &mut Value, channel: &Channel, thread: &Thread) {
        it["owner_id"] = id(thread.owner);
        it["thread_metadata"] = json!({
            "archived": thread.archived, "locked": thread.locked,
            "auto_archive_duration": thread.archive_after_minutes,
            "archive_timestamp": time(made_at_ms(channel.id)), "create_timestamp": time(made_at_ms(channel.id)),
        });
        if channel.kind != THREAD {
            it["thread_metadata"]["invitable"] = json!(true);
        }
        it["message_count"] = json!(thread.sent);
        it["total_message_sent"] = json!(thread.sent);
        it["member_count"] = json!(thread.members.len());
        if !thread.tags.is_empty() {
            it["applied_tags"] = json!(thread.tags);
        }
        if thread.members.contains_key(&self.bot) {
            it["member"] = Self::thread_member_json(channel.id, thread, self.bot);
        }
    }

    pub fn thread_member_json(channel: Id, thread: &Thread, user: Id) -> Value {
        let joined = thread.members.get(&user).copied().unwrap_or_default();
        json!({ "id": id(channel), "user_id": id(user), "join_timestamp": time(joined), "flags": 0 })
    }

    /// What an interaction tells of the place where it happened.
    pub fn partial_channel_json(&self, channel: Id, user: Id) -> Value {
        let mut it = self.channel_json(channel);
        it["permissions"] = json!(self.permissions_in(channel, user).to_string());
        it
    }

    pub fn application_json(&self) -> Value {
        let flags = super::gateway::application_flags(self.settings.privileged_intents);
        json!({
            "id": id(self.bot), "name": "fairway", "icon": null, "description": "", "type": null, "verify_key": "0".repeat(64),
            "flags": flags, "flags_new": flags.to_string(), "redirect_uris": [], "interactions_endpoint_url": null,
            "role_connections_verification_url": null, "owner": self.user_json(self.bot), "bot": self.user_json(self.bot),
            "approximate_guild_count": self.guilds.len(), "approximate_user_install_count": 0,
            "approximate_user_authorization_count": 0, "explicit_content_filter": 0, "team": null,
            "eligible_oauth2_scopes": [], "bot_public": false, "bot_require_code_grant": false,
            "integration_types_config": { "0": {} },
        })
    }
}
