//! Logs: for a person on a terminal, JSON elsewhere; ids and durations, never what people wrote.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// What the SDKs log that is no news to an operator.
const QUIETER: &str =
    "sqlx=warn,hyper=warn,matrix_sdk=warn,matrix_sdk_crypto=warn,matrix_sdk_base=warn,serenity=error,tungstenite=warn";

/// Starts logging to standard error at `level`, or as `RUST_LOG` says. A second start changes nothing.
pub fn start(level: &str) {
    let wanted = std::env::var("RUST_LOG").unwrap_or_else(|_| level.to_owned());
    // Appended last, so that no wish for more of our own lines makes the SDKs print what people wrote.
    let filter = EnvFilter::new(format!("{wanted},{QUIETER}"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = if std::io::stderr().is_terminal() { builder.try_init() } else { builder.json().try_init() };
    // A panic's message may quote what people wrote: say where it happened, and no more.
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
    }));
    drop(started);
}
