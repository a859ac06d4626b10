//! The store, on both databases.

mod delivery;
mod directly;
mod given;
mod inbox;
mod kill;
mod misses;
// mod migrations;
mod opening;
mod operating;
mod passages;
mod sealing;
mod tidy;
mod turns;
