//! `fairway check`: every mistake in the content, with file, line and what to write instead.

use std::path::PathBuf;

use crate::config::Config;
use crate::handbook;

use super::CliError;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder that holds knowledge-base and prompts
    #[arg(default_value = ".", value_name = "FOLDER")]
    folder: PathBuf,
}

pub fn run(args: &Args) -> Result<(), CliError> {
    match handbook::load(&args.folder, Config::default().desk()) {
        Ok(handbook) => {
            println!("{} entries and all prompts are well-formed", handbook.knowledge.entries().count());
            if handbook.contacts.example {
                println!("note: knowledge-base/contact-points.yaml is still the example");
            }
            Ok(())
        }
        Err(mistakes) => {
            for mistake in &mistakes {
                println!("{mistake}");
            }
            Err(CliError::Found(format!("{} mistakes", mistakes.len())))
        }
    }
}
