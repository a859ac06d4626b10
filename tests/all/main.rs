//! The one integration binary: every further file directly under `tests/` would link the SDKs once more.

#![recursion_limit = "256"]

mod delivery;
#[cfg(feature = "matrix")]
mod matrix;
mod scenarios;
mod shipped;
mod store;
mod support;
mod tidy;
