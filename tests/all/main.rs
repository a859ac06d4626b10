//! The one integration binary: every further file directly under `tests/` would link the SDKs once more.

mod delivery;
mod scenarios;
mod shipped;
mod store;
mod support;
mod tidy;
