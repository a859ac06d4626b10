//! Fairway: a contact point for knowledge security that lives where researchers already talk.
//!
//! Modules in reading order: the seam to chat networks (`chat`).

pub mod chat;
