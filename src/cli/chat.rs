//! `fairway chat`: the desk in this terminal.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;

use crate::app::{self, App};
use crate::chat::Connector;
use crate::chat::console::Console;
use crate::clock::Clock;
use crate::config::{AdvisersConfig, Config};

use super::run::connect;
use super::{CliError, logging};

/// What `fairway chat` may be told.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Keep the files that the desk gives you in this folder; without it they are only named
    #[arg(long, value_name = "DIR")]
    save_files: Option<PathBuf>,
    /// Run the whole desk, with the networks that are enabled, and this terminal as one more: then a case can be handed to advisers from here
    #[arg(long)]
    with_networks: bool,
}

pub fn run(args: Args, mut config: Config) -> Result<(), CliError> {
    if let Some(folder) = args.save_files.as_ref().filter(|folder| !folder.is_dir()) {
        return Err(CliError::Found(format!("{} is no folder: make it first, or name another", folder.display())));
    }
    logging::start("error");
    // Beside a running desk there is one address for health, and this is not it.
    config.http.listen = String::new();
    if !args.with_networks {
        // They are on a network that is not connected: nobody could answer, nor be asked whether they are advisers.
        config.advisers = AdvisersConfig::default();
    }
    let content = app::read_content(&config)?;
    if std::io::stdin().is_terminal() {
        let entries = content.served().borrow().knowledge.entries().count();
        let _ = writeln!(std::io::stderr(), "Fairway, {entries} entries. Type a question, or `help`; end with Ctrl-D.");
    }
    super::block_on(async move {
        let clock = Clock::System;
        let mut connectors: Vec<Arc<dyn Connector>> = vec![Arc::new(Console::new(clock.clone(), args.save_files))];
        if args.with_networks {
            connectors.extend(connect(&config, content.served()).await?);
        }
        App::open(config, content, connectors, clock).await?.run().await?;
        Ok(())
    })?
}
