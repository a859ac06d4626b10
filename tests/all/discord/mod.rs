//! The Discord connector against a stand-in for Discord.

mod stand_in;
mod stand_in_tests;
