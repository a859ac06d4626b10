//! Which routes there are, by their templates in Discord's description.

use super::refusal::Refusal;
use super::rest::{Answer, Call, Outcome};
use super::world::World;

type Handler = fn(&mut World, &Call) -> Outcome;

#[derive(Clone, Copy)]
pub struct Route {
    pub method: &'static str,
    pub template: &'static str,
    pub handler: Handler,
}

impl Route {
    /// Routes whose path itself is what authorises.
    pub fn is_open(&self) -> bool {
        self.template.starts_with("/interactions/")
            || self.template.starts_with("/webhooks/{webhook_id}/{webhook_token}")
            || self.template == "/gateway"
    }
}

/// What is named stands before what is any id.
const ROUTES: [(&str, &str, Handler); 61] = [
    ("GET", "/gateway", World::gateway_address),
    ("GET", "/gateway/bot", World::gateway_bot),
    ("GET", "/users/@me", |world, _| Answer::ok(world.me_json())),
    ("GET", "/users/@me/guilds", World::my_guilds),
    ("POST", "/users/@me/channels", World::create_dm),
    ("GET", "/users/{user_id}", World::get_user),
    ("GET", "/applications/@me", |world, _| Answer::ok(world.application_json())),
    ("GET", "/oauth2/applications/@me", |world, _| Answer::ok(world.application_json())),
    ("GET", "/applications/{application_id}/commands", World::list_commands),
    ("PUT", "/applications/{application_id}/commands", World::overwrite_commands),
    ("POST", "/applications/{application_id}/commands", World::create_command),
    ("DELETE", "/applications/{application_id}/commands/{command_id}", World::delete_command),
    ("GET", "/applications/{application_id}/guilds/{guild_id}/commands", World::list_commands),
    ("PUT", "/applications/{application_id}/guilds/{guild_id}/commands", World::overwrite_commands),
    ("POST", "/applications/{application_id}/guilds/{guild_id}/commands", World::create_command),
    ("DELETE", "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}", World::delete_command),
    ("POST", "/interactions/{interaction_id}/{interaction_token}/callback", World::callback),
    ("POST", "/webhooks/{webhook_id}/{webhook_token}", World::follow_up),
    ("GET", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", World::webhook_message),
    ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", World::change_webhook_message),
    ("DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", World::remove_webhook_message),
    ("GET", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", World::webhook_message),
    ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", World::change_webhook_message),
    ("DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", World::remove_webhook_message),
    ("GET", "/channels/{channel_id}", World::get_channel),
    ("PATCH", "/channels/{channel_id}", World::patch_channel),
    ("DELETE", "/channels/{channel_id}", World::delete_channel),
    ("POST", "/channels/{channel_id}/typing", World::show_typing),
    ("GET", "/channels/{channel_id}/messages", World::list_messages),
    ("POST", "/channels/{channel_id}/messages", World::create_message),
    ("GET", "/channels/{channel_id}/messages/pins", World::list_pins),
    ("PUT", "/channels/{channel_id}/messages/pins/{message_id}", World::pin),
    ("DELETE", "/channels/{channel_id}/messages/pins/{message_id}", World::unpin),
    ("GET", "/channels/{channel_id}/messages/{message_id}", World::get_message),
    ("PATCH", "/channels/{channel_id}/messages/{message_id}", World::patch_message),
    ("DELETE", "/channels/{channel_id}/messages/{message_id}", World::delete_message),
    ("DELETE", "/channels/{channel_id}/messages/{message_id}/reactions", World::clear_reactions),
    ("PUT", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me", World::add_reaction),
    ("DELETE", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me", World::take_reaction),
    ("DELETE", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/{user_id}", World::take_reaction),
    ("GET", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}", World::list_reactions),
    ("POST", "/channels/{channel_id}/messages/{message_id}/threads", World::thread_of_message),
    ("POST", "/channels/{channel_id}/threads", World::thread_alone),
    ("GET", "/channels/{channel_id}/thread-members", World::list_thread_members),
    ("PUT", "/channels/{channel_id}/thread-members/@me", World::join_thread),
    ("DELETE", "/channels/{channel_id}/thread-members/@me", World::leave_thread),
    ("GET", "/channels/{channel_id}/thread-members/{user_id}", World::get_thread_member),
    ("PUT", "/channels/{channel_id}/thread-members/{user_id}", World::join_thread),
    ("DELETE", "/channels/{channel_id}/thread-members/{user_id}", World::leave_thread),
    ("GET", "/channels/{channel_id}/threads/archived/public", World::archived_threads),
    ("GET", "/channels/{channel_id}/threads/archived/private", World::archived_private_threads),
    ("GET", "/guilds/{guild_id}/threads/active", World::active_threads),
    ("GET", "/guilds/{guild_id}", World::get_guild),
    ("GET", "/guilds/{guild_id}/channels", World::list_channels),
    ("GET", "/guilds/{guild_id}/roles", World::list_roles),
    ("GET", "/guilds/{guild_id}/members", World::list_members),
    ("GET", "/guilds/{guild_id}/members/search", World::search_members),
    ("GET", "/guilds/{guild_id}/members/{user_id}", World::get_member),
    ("GET", "/users/@me/guilds/{guild_id}/member", World::my_member),
    ("DELETE", "/users/@me/guilds/{guild_id}", World::leave_guild),
    ("PATCH", "/guilds/{guild_id}/members/@me", World::patch_my_member),
];

/// The route of a request and what stands in its path where the template has names.
pub fn find(method: &str, path: &str) -> Option<(Route, Vec<(&'static str, String)>)> {
    ROUTES
        .into_iter()
        .filter(|route| route.0 == method)
        .find_map(|(method, template, handler)| Some((Route { method, template, handler }, params(template, path)?)))
}

/// Whether another method would have found something.
pub fn is_path(path: &str) -> bool {
    ROUTES.iter().any(|route| params(route.1, path).is_some())
}

fn params(template: &'static str, path: &str) -> Option<Vec<(&'static str, String)>> {
    let mut wanted = template.split('/');
    let mut given = path.trim_end_matches('/').split('/');
    let mut params = Vec::new();
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(params),
            (Some(wanted), Some(given)) => match wanted.strip_prefix('{').and_then(|it| it.strip_suffix('}')) {
                Some(name) => params.push((name, decoded(given))),
                None if wanted == decoded(given) => {}
                None => return None,
            },
            _ => return None,
        }
    }
}

/// `%40` and its like, read.
pub fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *first == b'%').and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl Call {
    /// The guild that a route is about, which the bot must be in.
    pub fn guild(&self, world: &World) -> Result<super::world::Guild, Refusal> {
        let guild = world.guilds.get(&self.id("guild_id")?).ok_or(Refusal::UNKNOWN_GUILD)?;
        if guild.joined { Ok(guild.clone()) } else { Err(Refusal::MISSING_ACCESS) }
    }
}
