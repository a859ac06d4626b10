//! The command line: one file per subcommand.

mod ask;
mod chat;
mod check;
mod config;
mod db;
#[cfg(feature = "discord")]
mod discord;
mod evaluate;
mod flow;
mod healthcheck;
mod logging;
#[cfg(feature = "matrix")]
mod matrix;
mod misses;
mod run;
mod screen;
mod verify;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};
use domain::handbook::{Desk, Handbook};

use crate::config::{Config, ConfigError};
use crate::handbook;

/// Fairway answers researchers' questions about knowledge security, where they already talk.
#[derive(Debug, Parser)]
#[command(name = "fairway", version, propagate_version = true, after_help = EXIT_CODES)]
pub struct Cli {
    /// Read the settings from this file instead of fairway.toml
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 all is well, 1 something was found, 2 the call was wrong, 69 a server does not answer, \
                          78 the settings are wrong.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the desk on the networks that the settings name
    Run,
    /// Talk to the desk here in the terminal
    Chat(chat::Args),
    /// Ask one question and print the answer, keeping nothing
    Ask(ask::Args),
    /// Weigh answers to a questionnaire, keeping nothing
    Screen(screen::Args),
    /// Look at a questionnaire as a whole: as a picture, by its paths, by its cases
    #[command(subcommand)]
    Flow(flow::Action),
    /// Check the knowledge base and the prompts, and tell every mistake
    Check(check::Args),
    /// Tell how well the desk answers a file of questions whose answer is known
    Evaluate(evaluate::Args),
    /// Tell whether an answer still stands, by the receipt under it
    Verify(verify::Args),
    /// Show the settings, their defaults, or their schema
    #[command(subcommand)]
    Config(config::Action),
    /// Look after the database
    #[command(subcommand)]
    Db(db::Action),
    /// List what three or more people asked and the desk did not answer well
    Misses(misses::Args),
    /// Log the bot in to Matrix, or bring its encryption back
    #[cfg(feature = "matrix")]
    #[command(subcommand)]
    Matrix(matrix::Action),
    /// Bring the bot's commands to Discord
    #[cfg(feature = "discord")]
    #[command(subcommand)]
    Discord(discord::Action),
    /// Ask a running desk whether it is well
    Healthcheck,
    /// Print the completions for your shell
    Completions {
        /// The shell to complete for
        shell: clap_complete::Shell,
    },
}

/// Why a command ended badly; decides the exit code.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// Something was found that a person should mend: exit code 1. Already printed where the list is empty.
    #[error("{0}")]
    Found(String),
    /// A server did not answer: exit code 69.
    #[error("{0}")]
    Upstream(String),
    /// The settings are wrong: exit code 78.
    #[error("{0}")]
    Config(#[from] ConfigError),
    /// Anything else that stopped the program: exit code 1.
    #[error("{0:#}")]
    Other(#[from] anyhow::Error),
}

impl CliError {
    fn exit_code(&self) -> u8 {
        match self {
            CliError::Found(_) | CliError::Other(_) => 1,
            CliError::Upstream(_) => 69,
            CliError::Config(_) => 78,
        }
    }
}

/// Runs one command.
pub fn main(cli: Cli) -> ExitCode {
    #[cfg(any(feature = "matrix", feature = "discord"))]
    // Two crypto providers are linked in; without a choice the first connection panics. An earlier choice is as good.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let settings = || Config::load(cli.config.as_deref()).map_err(CliError::from);
    let ended = match cli.command {
        Command::Run => settings().and_then(run::run),
        Command::Chat(args) => settings().and_then(|config| chat::run(args, config)),
        Command::Ask(args) => ask::run(&args),
        Command::Screen(args) => screen::run(&args),
        Command::Flow(action) => flow::run(&action),
        Command::Check(args) => check::run(&args),
        Command::Evaluate(args) => evaluate::run(&args),
        Command::Verify(args) => settings().and_then(|config| verify::run(&args, &config)),
        Command::Config(action) => config::run(&action, settings),
        Command::Db(action) => settings().and_then(|config| db::run(&action, &config)),
        Command::Misses(args) => settings().and_then(|config| misses::run(&args, &config)),
        #[cfg(feature = "matrix")]
        Command::Matrix(action) => settings().and_then(|config| matrix::run(&action, &config)),
        #[cfg(feature = "discord")]
        Command::Discord(action) => settings().and_then(|config| discord::run(&action, &config)),
        Command::Healthcheck => settings().and_then(|config| healthcheck::run(&config)),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Cli::command(), "fairway", &mut std::io::stdout());
            Ok(())
        }
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let told = error.to_string();
            if !told.is_empty() {
                eprintln!("fairway: {told}");
            }
            ExitCode::from(error.exit_code())
        }
    }
}

/// The content below `root`, or all that is wrong with it.
fn load(root: &Path, desk: Desk) -> Result<Handbook, CliError> {
    handbook::load(root, desk).map_err(|mistakes| {
        let lines: Vec<_> = mistakes.iter().map(ToString::to_string).collect();
        CliError::Found(lines.join("\n"))
    })
}

/// The runtime for commands that talk to a database or a network.
///
/// One worker: a desk waits nearly always, and a message is passed on between small tasks. With two, each of them woke the
/// other for nothing, which was a tenth of what a reply costs (docs/benchmarks.md). What takes long has threads of its own.
fn block_on<T>(future: impl Future<Output = T>) -> Result<T, CliError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let runtime = runtime.map_err(|error| anyhow::anyhow!("cannot start: {error}"))?;
    let result = runtime.block_on(future);
    // Reading the terminal blocks a thread that nobody can wake.
    runtime.shutdown_background();
    Ok(result)
}
