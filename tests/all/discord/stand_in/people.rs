//! What people do.

use std::time::Duration;

use serde_json::{Value, json};

use super::StandIn;
use super::gateway::{DIRECT_MESSAGES, GUILD_MEMBERS, GUILDS, MESSAGES};
use super::messages::Origin;
use super::rest::File;
use super::world::{FORUM, Id, Role, TEXT, THREAD, World, id};

impl StandIn {
    pub fn user(&self, name: &str) -> Id {
        self.shared.change(|world| world.add_user(name))
    }

    /// Another bot, which speaks as people do.
    pub fn other_bot(&self, name: &str) -> Id {
        self.shared.change(|world| {
            let id = world.add_user(name);
            world.users.get_mut(&id).expect("just made").bot = true;
            id
        })
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

    /// What posts of a forum can be marked with.
    pub fn tag(&self, forum: Id, name: &str) -> Id {
        self.shared.change(|world| {
            let tag = world.new_id();
            world.channels.get_mut(&forum).expect("the forum").available_tags.push((tag, name.to_owned()));
            tag
        })
    }

    /// A role in a guild, for which there are no permissions.
    pub fn role(&self, guild: Id, name: &str) -> Id {
        self.shared.change(|world| {
            let role = Role { id: world.new_id(), name: name.to_owned(), permissions: 0, of_bot: None };
            let made = role.id;
            world.guilds.get_mut(&guild).expect("the guild").roles.push(role);
            made
        })
    }

    /// Gives a member of a guild a role, or takes it.
    pub fn set_role(&self, guild: Id, user: Id, role: Id, has_it: bool) {
        self.shared.change(|world| {
            let roles = world.guilds.get_mut(&guild).expect("the guild").members.entry(user).or_default();
            roles.retain(|other| *other != role);
            if has_it {
                roles.push(role);
            }
            let mut event = world.member_json(guild, user, true);
            event["guild_id"] = id(guild);
            world.dispatch("GUILD_MEMBER_UPDATE", GUILD_MEMBERS, event);
        });
    }

    /// The threads of a channel, by their names, the latest last.
    pub fn threads(&self, channel: Id) -> Vec<(Id, String)> {
        self.shared.read(|world| {
            let threads = world.channels.values().filter(|there| there.parent == Some(channel));
            threads.map(|there| (there.id, there.name.clone())).collect()
        })
    }

    /// The names of a post's tags.
    pub fn tags_of(&self, thread: Id) -> Vec<String> {
        self.shared.read(|world| {
            let there = &world.channels[&thread];
            let forum = &world.channels[&there.parent.expect("a forum")];
            let tags = there.thread.as_ref().expect("a thread").tags.iter();
            let name = |tag: &Value| {
                forum.available_tags.iter().find(|(known, _)| id(*known) == *tag).map(|(_, name)| name.clone())
            };
            tags.filter_map(name).collect()
        })
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

    /// Gives a member a role with these permissions.
    pub fn let_member(&self, guild: Id, user: Id, permissions: u64) {
        self.shared.change(|world| {
            let role = Role { id: world.new_id(), name: "trusted".to_owned(), permissions, of_bot: None };
            let event = json!({ "guild_id": id(guild), "role": World::role_json(&role) });
            let there = world.guilds.get_mut(&guild).expect("the guild");
            there.members.entry(user).or_default().push(role.id);
            there.roles.push(role);
            world.dispatch("GUILD_ROLE_CREATE", GUILDS, event);
            let mut event = world.member_json(guild, user, true);
            event["guild_id"] = id(guild);
            world.dispatch("GUILD_MEMBER_UPDATE", GUILD_MEMBERS, event);
        });
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
        self.shared.change(|world| {
            let new = world.dm_of(user).is_none();
            let dm = world.dm_with(user);
            if new && world.settings.announces_dms {
                let event = world.channel_json(dm);
                world.dispatch("CHANNEL_CREATE", DIRECT_MESSAGES, event);
            }
            dm
        })
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
        self.put(user, channel, message, &[], Origin::default())
    }

    /// Sends a file, perhaps with words beside it.
    pub fn send_file(&self, user: Id, channel: Id, text: &str, name: &str, content: &[u8]) -> Id {
        let content_type = "application/octet-stream".to_owned();
        let part = "files[0]".to_owned();
        let file = File { part, name: name.to_owned(), content_type, content: content.to_vec() };
        self.put(user, channel, &json!({ "content": text }), &[file], Origin::default())
    }

    /// What Discord writes into a channel in someone's name, such as 7: that they joined.
    pub fn notice(&self, user: Id, channel: Id, kind: u64) -> Id {
        self.put(user, channel, &json!({}), &[], Origin { kind: Some(kind), ..Origin::default() })
    }

    /// A message that the bot is never told of: it came so long ago, while no session was there to be resumed.
    pub fn say_unheard(&self, user: Id, channel: Id, text: &str, ago: Duration) -> Id {
        let missed = Some(self.shared.change(|world| world.new_id_of(ago)));
        self.put(user, channel, &json!({ "content": text }), &[], Origin { missed, ..Origin::default() })
    }

    fn put(&self, user: Id, channel: Id, message: &Value, files: &[File], origin: Origin) -> Id {
        self.shared.change(|world| {
            let said =
                world.open_thread_for(channel, user).and_then(|()| world.post(channel, user, message, files, origin));
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

    /// Several at once, as a moderator does.
    pub fn delete_many(&self, channel: Id, messages: &[Id]) {
        self.shared.change(|world| {
            let there = world.channels.get_mut(&channel).expect("the channel");
            messages.iter().for_each(|message| drop(there.messages.remove(message)));
            let ids: Vec<Value> = messages.iter().map(|message| id(*message)).collect();
            let event = json!({ "ids": ids, "channel_id": id(channel) });
            world.dispatch_in(channel, "MESSAGE_DELETE_BULK", MESSAGES, event);
        });
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

    /// Puts a thread away; a locked one opens for moderators alone.
    pub fn archive(&self, thread: Id, locked: bool) {
        self.shared.change(|world| {
            let it = world.channels.get_mut(&thread).and_then(|channel| channel.thread.as_mut()).expect("a thread");
            (it.archived, it.locked) = (true, locked);
            world.tell_channel(thread, "THREAD_UPDATE", "CHANNEL_UPDATE");
        });
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
