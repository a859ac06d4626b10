//! Fairway: a contact point for knowledge security that lives where researchers already talk.
//!
//! Modules in reading order: the seam to chat networks (`chat`), what happens to one message (`engine`, `store`,
//! `delivery`), how the parts are put together (`app`, `config`, `handbook`, `reload`, `clock`), and how a person starts it (`cli`).

// matrix-sdk's futures are deeper than the default allows.
#![recursion_limit = "256"]

pub mod app;
pub mod attachments;
pub mod authority;
pub mod chat;
pub mod cli;
pub mod clock;
pub mod config;
pub mod delivery;
pub mod engine;
pub mod faults;
pub mod handbook;
pub mod http;
pub mod look_up;
pub mod metrics;
pub mod phrases;
pub mod reload;
pub mod store;
