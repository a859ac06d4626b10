//! `fairway chat`: the desk in this terminal.

use std::io::{IsTerminal, Write};
use std::sync::Arc;

use crate::app::{self, App};
use crate::chat::console::Console;
use crate::clock::Clock;
use crate::config::Config;

use super::{CliError, logging};

pub fn run(mut config: Config) -> Result<(), CliError> {
    logging::start("error");
    // Beside a running desk there is one address for health, and this is not it.
    config.http.listen = String::new();
    let content = app::read_content(&config)?;
    if std::io::stdin().is_terminal() {
        let entries = content.served().borrow().knowledge.entries().count();
        let _ = writeln!(std::io::stderr(), "Fairway, {entries} entries. Type a question, or `help`; end with Ctrl-D.");
    }
    super::block_on(async move {
        let clock = Clock::System;
        let console = Arc::new(Console::new(clock.clone()));
        App::open(config, content, vec![console], clock).await?.run().await
    })??;
    Ok(())
}
