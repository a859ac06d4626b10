//! Fairway: a contact point for knowledge security that lives where researchers already talk.
//!
//! Modules in reading order: the seam to chat networks (`chat`), the kill tests' crash points (`faults`).

// matrix-sdk's futures are deeper than the default allows.
#![recursion_limit = "256"]

pub mod chat;
pub mod faults;
