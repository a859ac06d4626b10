//! All integration tests in one binary: it links once, and its parts share what they need to start.

mod store;
mod support;
