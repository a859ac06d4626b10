//! `fairway db`: making, copying and bringing back the database.

use std::path::PathBuf;

use clap::Subcommand;

use crate::app;
use crate::config::Config;
use crate::store::Store;

use super::CliError;

#[derive(Debug, Subcommand)]
pub enum Action {
    /// Bring the database to this program's form; `run` does the same at start
    Migrate,
    /// Copy database and keys into a new folder, while the desk runs or not
    Backup {
        /// The folder to make
        folder: PathBuf,
    },
    /// Put a backup in place of the database; the desk must be stopped
    Restore {
        /// The folder that `backup` made
        folder: PathBuf,
    },
}

pub fn run(action: &Action, config: &Config) -> Result<(), CliError> {
    super::logging::start("warn");
    super::block_on(async move {
        let options = app::store_options(config)?;
        match action {
            Action::Migrate => Store::open(options).await?.close().await?,
            Action::Backup { folder } => Store::backup_of(options, folder).await?,
            Action::Restore { folder } => Store::restore(folder, options).await?,
        }
        Ok::<(), anyhow::Error>(())
    })??;
    println!("done");
    Ok(())
}
