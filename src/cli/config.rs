//! `fairway config`: the settings as they are, as they would be, and as a schema.

use clap::Subcommand;

use crate::config::Config;

use super::CliError;

#[derive(Debug, Subcommand)]
pub enum Action {
    /// Show the settings in force, secrets as stars
    Show,
    /// Show the defaults
    Default,
    /// Print the JSON Schema of the settings, for your editor
    Schema,
}

pub fn run(action: &Action, settings: impl FnOnce() -> Result<Config, CliError>) -> Result<(), CliError> {
    let text = match action {
        Action::Show => as_toml(&settings()?)?,
        Action::Default => as_toml(&Config::default())?,
        Action::Schema => {
            let schema = schemars::schema_for!(Config);
            serde_json::to_string_pretty(&schema).map_err(anyhow::Error::from)?
        }
    };
    println!("{}", text.trim_end());
    Ok(())
}

fn as_toml(config: &Config) -> Result<String, CliError> {
    Ok(toml::to_string_pretty(config).map_err(anyhow::Error::from)?)
}
