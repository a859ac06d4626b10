//! The Discord connector against a stand-in for Discord.

mod peers;
mod stand_in;
mod stand_in_tests;
