//! `fairway discord`: the bot's commands, as Discord offers them.

use clap::Subcommand;

use crate::app;
use crate::chat::discord::commands::Change;
use crate::config::Config;

use super::CliError;

#[derive(Debug, Subcommand)]
pub enum Action {
    /// The commands that people find behind `/`
    #[command(subcommand)]
    Commands(Commands),
}

#[derive(Debug, Subcommand)]
pub enum Commands {
    /// Bring them to what this version and its content know; tells what changed
    Sync {
        /// Only tell what would change
        #[arg(long)]
        dry_run: bool,
    },
}

pub fn run(action: &Action, config: &Config) -> Result<(), CliError> {
    super::logging::start("warn");
    let Action::Commands(Commands::Sync { dry_run }) = action;
    let content = app::read_content(config)?;
    let served = content.served();
    let handbook = served.borrow().clone();
    let connector = app::discord(config, served)?;
    super::block_on(async move {
        let changes = connector.sync_commands(&handbook, !dry_run).await.map_err(CliError::Upstream)?;
        for change in &changes {
            match change {
                Change::Added(name) => println!("+ {name}"),
                Change::Changed(name) => println!("~ {name}"),
                Change::Removed(name) => println!("- {name}"),
            }
        }
        println!(
            "{}",
            match (changes.is_empty(), dry_run) {
                (true, _) => "Discord offers the commands as they are; nothing was changed.",
                (false, true) => "This would change. Run it without --dry-run to do it.",
                (false, false) =>
                    "Discord offers the commands as they are now. Open clients may take a minute to show it.",
            }
        );
        Ok(())
    })?
}
