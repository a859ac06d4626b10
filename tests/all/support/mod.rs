//! What tests of the real program share.

pub mod nio;
pub mod synapse;

use std::path::PathBuf;

/// A Python of the test environment, which has Synapse and matrix-nio: `FAIRWAY_TEST_VENV`, else the project's `.venv`.
/// Continuous integration always has it; without it these tests say so and end.
pub fn python() -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let venv = std::env::var_os("FAIRWAY_TEST_VENV").map_or_else(|| root.join(".venv"), PathBuf::from);
    let python = venv.join("bin/python");
    if python.exists() {
        return Some(python);
    }
    assert!(std::env::var_os("CI").is_none(), "no test environment: run `.ci/run` or set FAIRWAY_TEST_VENV");
    eprintln!("skipped: no Python with Synapse in {}; set FAIRWAY_TEST_VENV", venv.display());
    None
}
