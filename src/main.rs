//! Arguments in, exit code out.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    fairway::cli::main(fairway::cli::Cli::parse())
}
