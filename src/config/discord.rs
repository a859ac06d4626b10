//! The settings of the Discord network.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Secret;

/// The Discord network.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DiscordConfig {
    /// Whether `fairway run` connects to Discord.
    pub enabled: bool,
    /// The bot's token, from "Bot" in Discord's developer portal. Who has it is the bot.
    pub token: Secret,
    /// Ids of channels in which the bot answers when it is mentioned. Commands work everywhere, and direct messages too.
    pub channels: Vec<String>,
    /// Ids of channels in which every message is a question to the bot. Needs "Message Content Intent" in the portal.
    pub plain_talk: Vec<String>,
    /// A file with certificates (PEM) to trust beside those of the system: of a proxy that looks into traffic.
    pub root_certificates: PathBuf,
    /// Where discord.com is to be reached, as address and port, for instance "10.0.0.7:8443": such a proxy, when it is not
    /// the machine's gateway. Empty: where the name leads.
    pub connect_to: String,
}
