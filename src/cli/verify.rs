//! `fairway verify`: whether an answer still stands, by the receipt under it.

use domain::conversation;
use domain::receipt::{Receipt, Served, Verification, verify};

use crate::app;
use crate::clock::Clock;
use crate::config::Config;
use crate::store::Store;

use super::CliError;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The receipt, as in travel-devices#take-a-clean-device@4f9e2c71ab
    receipt: Receipt,
}

/// Ends with 1 unless the answer stands as it was served.
pub fn run(args: &Args, config: &Config) -> Result<(), CliError> {
    super::logging::start("warn");
    let handbook = super::load(&config.desk.content_dir, config.desk())?;
    let kept = kept(args, config)?;
    let verified = verify(&handbook.knowledge, &args.receipt, kept.as_ref(), Clock::System.today());
    println!("{}", conversation::verified(&handbook, handbook.desk.default_language, &verified));
    match verified {
        Verification::Current { .. } => Ok(()),
        _ => Err(CliError::Found(String::new())),
    }
}

/// The words of then, where there is a database: without one, the page of today still tells whether they stand.
fn kept(args: &Args, config: &Config) -> Result<Option<Served>, CliError> {
    let is_file = config.store.url.reveal().is_none();
    if is_file && !config.store.data_dir.join("fairway.sqlite").exists() {
        return Ok(None);
    }
    let options = app::store_options(config)?;
    let read = super::block_on(async move { Store::passage_of(options, &args.receipt).await })?;
    read.map_err(|error| CliError::Other(error.into()))
}
