//! The integration tests: one binary, so that what they share is linked once.

#![recursion_limit = "256"]

#[cfg(feature = "matrix")]
mod matrix;
mod support;
