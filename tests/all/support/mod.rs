//! What several tests stand on.

pub mod desk;
pub mod home;
pub mod postgres;
pub mod test_network;

use std::path::{Path, PathBuf};

/// The project's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}
