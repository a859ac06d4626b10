//! The store, on both databases.

mod delivery;
mod directly;
mod given;
mod inbox;
mod kill;
mod misses;
mod opening;
mod operating;
mod passages;
mod paused;
mod sealing;
mod tickets;
mod tidy;
mod turns;
