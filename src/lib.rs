//! Fairway: a contact point for knowledge security that lives where researchers already talk.
//!
//! Modules in reading order: the seam to chat networks (`chat`), what is kept and how (`store`), the kill tests' crash
//! points (`faults`).

pub mod chat;
pub mod faults;
pub mod store;
