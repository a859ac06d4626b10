//! What several tests stand on.

pub mod desk;
pub mod home;
#[cfg(feature = "faults")]
pub mod ledger;
pub mod markup;
#[cfg(all(feature = "matrix", feature = "stand-in"))]
pub mod networks;
#[cfg(feature = "matrix")]
pub mod nio;
#[cfg(all(feature = "faults", any(feature = "matrix", feature = "stand-in")))]
pub mod points;
pub mod postgres;
#[cfg(any(feature = "matrix", feature = "stand-in"))]
pub mod program;
#[cfg(feature = "faults")]
pub mod story;
#[cfg(feature = "matrix")]
pub mod synapse;
pub mod test_network;

use std::path::{Path, PathBuf};

/// A port on 127.0.0.1 that a program can be told to listen on. Below those that the system gives to outgoing connections: one of
/// them could take a port between here and there.
pub fn free_port() -> u16 {
    use std::sync::atomic::{AtomicU16, Ordering};
    const FIRST: u16 = 20_000;
    const COUNT: u16 = 12_000;
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let start = u16::try_from(std::process::id() % u32::from(COUNT)).unwrap_or(0);
    for _ in 0..COUNT {
        let step = NEXT.fetch_add(1, Ordering::SeqCst) % COUNT;
        let port = FIRST + (start + step) % COUNT;
        if std::net::TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
    panic!("no port is free");
}

/// The project's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The shipped prompts over the entries made for tests, as a folder that a test may change.
pub fn lay_out_fixture(folder: &Path) {
    copy(&root().join("prompts"), &folder.join("prompts"));
    copy(&root().join("tests/content/knowledge-base"), &folder.join("knowledge-base"));
    copy(&root().join("knowledge-base/recognise"), &folder.join("knowledge-base/recognise"));
}

/// Copies a folder with all that is below it.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)
        } else {
            std::fs::copy(entry.path(), &target).map(drop).unwrap()
        }
    }
}

/// A Python of the test environment, which has Synapse, matrix-nio and hikari: `FAIRWAY_TEST_VENV`, else the project's
/// `.venv`. Continuous integration always has it; without it these tests say so and end.
#[cfg(any(feature = "matrix", feature = "stand-in"))]
pub fn python() -> Option<PathBuf> {
    let venv = std::env::var_os("FAIRWAY_TEST_VENV").map_or_else(|| root().join(".venv"), PathBuf::from);
    let python = venv.join("bin/python");
    if python.exists() {
        return Some(python);
    }
    assert!(std::env::var_os("CI").is_none(), "no test environment: run `tests/run` or set FAIRWAY_TEST_VENV");
    eprintln!("skipped: no Python for tests in {}; set FAIRWAY_TEST_VENV", venv.display());
    None
}

/// The folder with discord.js: `FAIRWAY_TEST_NODE`, else the project's `.node`. Continuous integration always has it;
/// without it these tests say so and end.
#[cfg(feature = "stand-in")]
pub fn node_peers() -> Option<PathBuf> {
    let folder = std::env::var_os("FAIRWAY_TEST_NODE").map_or_else(|| root().join(".node"), PathBuf::from);
    if folder.join("node_modules/discord.js").exists() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "no discord.js: run `tests/run` or set FAIRWAY_TEST_NODE");
    eprintln!("skipped: no discord.js in {}; set FAIRWAY_TEST_NODE", folder.display());
    None
}
