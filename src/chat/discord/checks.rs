//! Before anything is heard: what is wrong with the account or a server, and what the operator can do.

use serde_json::Value;
use serenity::all::{GuildId, Route};

use super::Shared;
use super::errors::Failure;
use crate::chat::ListenError;

/// <https://discord.com/developers/docs/topics/permissions#permissions-bitwise-permission-flags>
const ADMINISTRATOR: u64 = 1 << 3;
const MENTION_EVERYONE: u64 = 1 << 17;

pub fn bad_token() -> ListenError {
    ListenError(
        "Discord does not accept the bot's token: take a new one in the developer portal under Bot, Reset Token, and set \
         discord.token"
            .to_owned(),
    )
}

pub fn missing_intent() -> ListenError {
    ListenError(
        "discord.plain_talk or advisers.room names channels of Discord, but the bot may not read messages: in the developer portal, \
         under Bot, switch on Message Content Intent; or leave discord.plain_talk empty and use /ask, and have advisers on Matrix"
            .to_owned(),
    )
}

/// What keeps the bot from hearing.
pub enum Trouble {
    /// A person must mend it.
    Mend(ListenError),
    /// Discord did not answer well; worth another try.
    Wait(Failure),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        if failure.is_bad_token() { Trouble::Mend(bad_token()) } else { Trouble::Wait(failure) }
    }
}

/// Whether the account and the servers are as they must be.
pub async fn examine(shared: &Shared) -> Result<(), Trouble> {
    let me = shared.api.me().await?;
    if (!shared.settings.plain_talk.is_empty() || shared.settings.advisers.is_some()) && !me.may_read_messages {
        return Err(Trouble::Mend(missing_intent()));
    }
    let servers = shared.api.get(Route::UserMeGuilds).await?;
    for server in servers.as_array().into_iter().flatten() {
        let Some(guild_id) = server["id"].as_str().and_then(|id| id.parse().ok()).filter(|id| *id > 0) else {
            continue;
        };
        let guild_id = GuildId::new(guild_id);
        let roles = shared.api.get(Route::GuildRoles { guild_id }).await?;
        let member = shared.api.get(Route::GuildMember { guild_id, user_id: me.user }).await?;
        if let Some(power) = too_much(&roles, &member["roles"], guild_id.get()) {
            let name = server["name"].as_str().unwrap_or("a server");
            return Err(Trouble::Mend(ListenError(remedy(power, name))));
        }
    }
    Ok(())
}

/// A server that the bot was let into meanwhile: one with too much power is not served until that is taken away, and the others
/// go on.
pub fn judge_guild(shared: &Shared, me: &str, guild: &Value) {
    let (Some(id), Some(members)) = (guild["id"].as_str(), guild["members"].as_array()) else { return };
    let Some(mine) = members.iter().find(|member| member["user"]["id"] == me) else { return };
    let power = too_much(&guild["roles"], &mine["roles"], id.parse().unwrap_or(0));
    shared.rooms.refuse(id, power.is_some());
    if let Some(power) = power {
        let name = guild["name"].as_str().unwrap_or("a server");
        tracing::error!(problem = remedy(power, name), "discord: this server is not served until the next start");
    }
}

/// The power that one of the bot's own roles gives it and that it must not have. What everyone in the server may is not
/// counted: in a new server everyone may mention everyone, and the bot never does.
fn too_much(roles: &Value, mine: &Value, guild: u64) -> Option<&'static str> {
    let mine: Vec<&str> = mine.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let permissions =
        |role: &Value| role["permissions"].as_str().and_then(|bits| bits.parse::<u64>().ok()).unwrap_or(0);
    let of = |role: &Value| role["id"].as_str().map(ToOwned::to_owned).unwrap_or_default();
    let roles = roles.as_array()?;
    let own =
        roles.iter().filter(|role| mine.contains(&of(role).as_str())).map(permissions).fold(0, |all, one| all | one);
    let everyone = roles.iter().find(|role| of(role) == guild.to_string()).map_or(0, permissions);
    if (own | everyone) & ADMINISTRATOR != 0 {
        return Some("Administrator");
    }
    (own & MENTION_EVERYONE != 0).then_some("Mention @everyone, @here, and All Roles")
}

fn remedy(power: &str, server: &str) -> String {
    format!(
        "the bot has the permission “{power}” in the server “{server}”, which it must not have: in Server Settings, Roles, take \
         it from the bot's role. What it needs is in the README"
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn power_that_the_bot_must_not_have_is_named() {
        let roles = |everyone: u64, own: u64| json!([{ "id": "1", "permissions": everyone.to_string() }, { "id": "2", "permissions": own.to_string() }]);
        let check = |everyone, own, expect| assert_eq!(too_much(&roles(everyone, own), &json!(["2"]), 1), expect);
        check(MENTION_EVERYONE, 3_072, None);
        check(0, MENTION_EVERYONE, Some("Mention @everyone, @here, and All Roles"));
        check(0, ADMINISTRATOR, Some("Administrator"));
        check(ADMINISTRATOR, 0, Some("Administrator"));
        assert_eq!(too_much(&roles(0, ADMINISTRATOR), &json!([]), 1), None);
    }
}
