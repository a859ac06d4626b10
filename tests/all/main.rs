//! The one integration binary: every further file directly under `tests/` would link the SDKs once more.

#![recursion_limit = "256"]

mod authority;
mod bad_content;
mod check;
mod delivery;
#[cfg(feature = "stand-in")]
mod discord;
mod feedback;
mod flow;
mod follow_ups;
mod hostile;
#[cfg(all(feature = "matrix", feature = "stand-in"))]
mod journeys;
#[cfg(all(feature = "matrix", feature = "faults"))]
mod kills;
#[cfg(feature = "matrix")]
mod matrix;
mod misses;
mod private_replies;
#[cfg(feature = "matrix")]
mod program;
mod reload;
mod report;
mod retrieval;
mod scenarios;
mod screen;
mod shipped;
mod store;
mod support;
#[cfg(feature = "faults")]
mod ticket_bugs;
mod ticket_changes;
#[cfg(all(feature = "matrix", feature = "stand-in", feature = "faults"))]
mod ticket_kills;
#[cfg(feature = "matrix")]
mod tickets;
mod tidy;
