//! YAML as editors write it: bounded, without anchors and aliases, unknown keys refused.

use serde::de::DeserializeOwned;

use crate::content::ContentError;

/// Reads one document into `T`. The parser stops at its first mistake; cross-checks that can see more add theirs.
pub fn read<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, Vec<ContentError>> {
    let budget =
        serde_saphyr::budget! { max_anchors: 0, max_aliases: 0, max_depth: 16, max_nodes: 20_000, max_documents: 1 };
    let options = serde_saphyr::options! { budget: budget, with_snippet: false };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| {
        let line = error.location().map_or(1, |location| location.line() as usize);
        vec![ContentError::new(path, line, error.to_string())]
    })
}
