//! `fairway run`: the desk on its networks.

use std::sync::Arc;

use crate::app::{self, App};
use crate::chat::Connector;
use crate::clock::Clock;
use crate::config::Config;
use crate::reload::Served;

use super::{CliError, logging};

pub fn run(config: Config) -> Result<(), CliError> {
    logging::start("info");
    let content = app::read_content(&config)?;
    super::block_on(async move {
        let connectors = connect(&config, content.served()).await?;
        App::open(config, content, connectors, Clock::System).await?.run().await?;
        Ok(())
    })?
}

/// To the networks that the settings enable; it is a mistake to enable none.
pub(super) async fn connect(config: &Config, served: Served) -> Result<Vec<Arc<dyn Connector>>, CliError> {
    let connectors = app::connectors(config, served).await.map_err(|error| {
        let told = format!("{error:#}");
        // What begins with the name of a setting is a mistake in it, and no server's fault.
        let is_setting = ["matrix.", "discord."].iter().any(|section| told.starts_with(section));
        if is_setting { CliError::Config(crate::config::ConfigError(vec![told])) } else { CliError::Upstream(told) }
    })?;
    if connectors.is_empty() {
        let why = "no network is enabled: set matrix.enabled or discord.enabled in fairway.toml, or use `fairway chat` to talk here";
        return Err(CliError::Config(crate::config::ConfigError(vec![why.to_owned()])));
    }
    Ok(connectors)
}
