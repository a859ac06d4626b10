//! The Discord connector against a stand-in for Discord.

mod bench;
mod deadlines;
mod desk;
mod directly;
#[cfg(feature = "faults")]
mod kills;
mod peers;
mod pictures;
#[cfg(feature = "faults")]
mod reliability;
mod screening;
pub mod stand_in;
mod stand_in_tests;
mod ways;
