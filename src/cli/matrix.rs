//! `fairway matrix`: the bot's account and its encryption, and the room of the advisers.

use clap::Subcommand;
use domain::ids::{NetworkName, PersonId};

use crate::app;
use crate::chat::matrix::MatrixConnector;
use crate::chat::matrix::rooms::AdvisersRoom;
use crate::config::Config;
use crate::store::Store;

use super::CliError;

#[derive(Debug, Subcommand)]
pub enum Action {
    /// Log in, set up encryption, and print the recovery key once
    Login,
    /// Bring encryption back on a new device with the recovery key from the settings
    Recover,
    /// Make a room for your advisers that is as it should be, and invite them; the desk may run
    MakeRoom {
        /// Who lets others in and shows them out: @name:example.org
        owner: String,
        /// Who else works there
        advisers: Vec<String>,
        /// What the room is called
        #[arg(long, default_value = "Knowledge security advisers")]
        name: String,
        /// Let nobody from another server in, ever
        #[arg(long)]
        only_this_server: bool,
    },
    /// Let an adviser act under a new identity, where no colleague is there to confirm it; the desk must be stopped
    Confirm {
        /// @name:example.org
        adviser: String,
    },
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
            Action::MakeRoom { owner, advisers, name, only_this_server } => {
                let room = AdvisersRoom {
                    name: name.clone(),
                    owner: account(owner)?,
                    advisers: advisers.iter().map(|adviser| account(adviser)).collect::<Result<_, _>>()?,
                    is_local: *only_this_server,
                };
                let id = MatrixConnector::make_room(settings, &room).await.map_err(CliError::Upstream)?;
                println!("The room is made, and those whom you named are invited. In your settings:\n");
                println!("    [advisers]\n    room = \"matrix:{id}\"\n");
                println!(
                    "Whoever {owner} invites later reads along at once, and works there once they are made a moderator."
                );
            }
            Action::Confirm { adviser } => {
                let store = Store::open(app::store_options(config)?).await.map_err(anyhow::Error::from)?;
                let person = PersonId::new(account(adviser)?.as_str());
                let was =
                    store.forget_identity(&NetworkName::new("matrix"), &person).await.map_err(anyhow::Error::from)?;
                store.close().await.map_err(anyhow::Error::from)?;
                println!(
                    "{}",
                    match was {
                        true => "The identity under which they act next counts from then on.",
                        false => "They have not acted yet, so there is nothing to confirm.",
                    }
                );
            }
        }
        Ok(())
    })?
}

fn account(id: &str) -> Result<matrix_sdk::ruma::OwnedUserId, CliError> {
    let wrong = |_| CliError::from(anyhow::anyhow!("{id} is no account: write @name:example.org"));
    matrix_sdk::ruma::OwnedUserId::try_from(id).map_err(wrong)
}
