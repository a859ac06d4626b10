//! Who may do what.

use super::refusal::Refusal;
use super::world::{DM, Id, PRIVATE_THREAD, World};

pub const KICK_MEMBERS: u64 = 1 << 1;
pub const ADMINISTRATOR: u64 = 1 << 3;
pub const MANAGE_CHANNELS: u64 = 1 << 4;
pub const ADD_REACTIONS: u64 = 1 << 6;
pub const VIEW_CHANNEL: u64 = 1 << 10;
pub const SEND_MESSAGES: u64 = 1 << 11;
pub const MANAGE_MESSAGES: u64 = 1 << 13;
pub const EMBED_LINKS: u64 = 1 << 14;
pub const ATTACH_FILES: u64 = 1 << 15;
pub const READ_MESSAGE_HISTORY: u64 = 1 << 16;
pub const MENTION_EVERYONE: u64 = 1 << 17;
pub const USE_APPLICATION_COMMANDS: u64 = 1 << 31;
pub const MANAGE_THREADS: u64 = 1 << 34;
pub const CREATE_PUBLIC_THREADS: u64 = 1 << 35;
pub const CREATE_PRIVATE_THREADS: u64 = 1 << 36;
pub const SEND_MESSAGES_IN_THREADS: u64 = 1 << 38;
/// All that this stand-in knows, for administrators.
const ALL: u64 = (1 << 50) - 1;

/// What everyone may do in a guild that was just made.
pub const EVERYONE: u64 = VIEW_CHANNEL | READ_MESSAGE_HISTORY | USE_APPLICATION_COMMANDS;
/// What the bot's own role may: what the link in the README asks for, so that whatever needs more fails here.
pub const BOT: u64 =
    VIEW_CHANNEL | SEND_MESSAGES | EMBED_LINKS | ATTACH_FILES | READ_MESSAGE_HISTORY | SEND_MESSAGES_IN_THREADS;
/// What both sides may do in a direct conversation.
const IN_DM: u64 = BOT | EVERYONE | ADD_REACTIONS;

impl World {
    /// What a member may do in a guild.
    pub fn permissions_in_guild(&self, guild: Id, user: Id) -> u64 {
        let Some(guild) = self.guilds.get(&guild) else { return 0 };
        let Some(roles) = guild.members.get(&user) else { return 0 };
        let roles = guild.roles.iter().filter(|role| role.id == guild.id || roles.contains(&role.id));
        let sum = roles.fold(0, |sum, role| sum | role.permissions);
        if sum & ADMINISTRATOR != 0 || guild.owner == user {
            return ALL;
        }
        // People may write: what a test takes away is the bot's.
        if user == self.bot { sum } else { sum | IN_DM }
    }

    /// What a user may do in a channel. A thread is as its parent.
    pub fn permissions_in(&self, channel: Id, user: Id) -> u64 {
        let Some(channel) = self.channels.get(&channel) else { return 0 };
        let Some(guild) = channel.guild else { return IN_DM };
        let may = self.permissions_in_guild(guild, user);
        let home = channel.parent.and_then(|parent| self.channels.get(&parent));
        let denied = if user == self.bot { channel.denied | home.map_or(0, |home| home.denied) } else { 0 };
        if may & ADMINISTRATOR != 0 { may } else { may & !denied }
    }

    /// Whether the bot may do this in a channel: refused as Discord refuses it.
    pub fn require(&self, channel: Id, needed: u64) -> Result<(), Refusal> {
        let there = self.channel(channel)?;
        let outside = there.guild.is_some_and(|guild| self.guilds.get(&guild).is_none_or(|guild| !guild.joined));
        let may = self.permissions_in(channel, self.bot);
        let unseen = there.kind == PRIVATE_THREAD
            && may & MANAGE_THREADS == 0
            && there.thread.as_ref().is_some_and(|thread| !thread.members.contains_key(&self.bot));
        if outside || unseen || may & VIEW_CHANNEL == 0 {
            return Err(Refusal::MISSING_ACCESS);
        }
        // In a thread, writing is a permission of its own.
        let needed = match needed & SEND_MESSAGES != 0 && there.thread.is_some() {
            true => needed & !SEND_MESSAGES | SEND_MESSAGES_IN_THREADS,
            false => needed,
        };
        if may & needed == needed { Ok(()) } else { Err(Refusal::MISSING_PERMISSIONS) }
    }

    /// Whether a direct message reaches the other side.
    pub fn require_open_dm(&self, channel: Id) -> Result<(), Refusal> {
        let there = self.channel(channel)?;
        let closed = |user: &Id| self.users.get(user).is_some_and(|user| user.dms_closed);
        if there.kind == DM && there.recipients.iter().any(closed) {
            return Err(Refusal::CANNOT_SEND_TO_THIS_USER);
        }
        Ok(())
    }
}
