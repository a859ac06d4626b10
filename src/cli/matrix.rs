//! `fairway matrix`: the bot's account and its encryption.

use clap::Subcommand;

use crate::app;
use crate::chat::matrix::MatrixConnector;
use crate::config::Config;

use super::CliError;

#[derive(Debug, Subcommand)]
pub enum Action {
    /// Log in, set up encryption, and print the recovery key once
    Login,
    /// Bring encryption back on a new device with the recovery key from the settings
    Recover,
}

pub fn run(action: &Action, config: &Config) -> Result<(), CliError> {
    super::logging::start("warn");
    let settings = app::matrix_settings(config)?;
    super::block_on(async move {
        let upstream = |error: crate::chat::matrix::ConnectError| CliError::Upstream(error.to_string());
        match action {
            Action::Login => match MatrixConnector::login(settings).await.map_err(upstream)? {
                Some(key) => {
                    println!("Logged in. The recovery key, shown this once:\n\n    {key}\n");
                    println!("Keep it in a safe place. With it, encryption comes back after the data folder is lost.");
                }
                None => println!("Already logged in; nothing was changed."),
            },
            Action::Recover => {
                MatrixConnector::recover(settings).await.map_err(upstream)?;
                println!("Encryption is back on this device.");
            }
        }
        Ok(())
    })?
}
