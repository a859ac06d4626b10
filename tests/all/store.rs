//! The store, on both databases.

mod delivery;
mod given;
mod inbox;
mod kill;
mod misses;
// mod migrations;
mod opening;
mod operating;
mod sealing;
mod tidy;
mod turns;
