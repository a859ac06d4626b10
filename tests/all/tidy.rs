//! The rules of ARCHITECTURE.md that a machine can hold: who may use what, file length, no English for people in code.

use std::path::{Path, PathBuf};

use crate::support::root;

/// A folder or file of `src`, what it may not name, and why.
const RULES: [(&str, &[&str], &str); 9] = [
    (
        "domain",
        &[
            "tokio",
            "sqlx",
            "matrix_sdk",
            "serenity",
            "tracing",
            "std::fs",
            "std::env",
            "std::net",
            "std::time",
            "async fn",
        ],
        "the domain decides and does nothing: no I/O, clock, network, logging or async",
    ),
    (
        "chat/matrix",
        &["crate::store", "crate::engine", "crate::delivery", "crate::chat::discord", "crate::config"],
        "a connector hears through the intake and sends what it is given",
    ),
    (
        "chat/discord",
        &["crate::store", "crate::engine", "crate::delivery", "crate::chat::matrix", "crate::config", "collector"],
        "a connector hears through the intake and sends what it is given",
    ),
    (
        "chat/console.rs",
        &["crate::store", "crate::engine", "crate::delivery", "crate::config"],
        "a connector hears through the intake and sends what it is given",
    ),
    (
        "store",
        &["crate::chat", "crate::engine", "crate::delivery", "crate::app", "matrix_sdk", "serenity", "crate::config"],
        "the store keeps; it knows neither networks nor decisions",
    ),
    (
        "engine",
        &["crate::delivery", "crate::app", "matrix_sdk", "serenity", "Connector", "sqlx"],
        "the engine decides and commits; it never sends",
    ),
    (
        "delivery.rs",
        &["advance", "domain::conversation", "domain::handbook", "matrix_sdk", "serenity", "sqlx"],
        "delivery sends; it never decides what is said",
    ),
    ("handbook.rs", &["crate::chat", "crate::store"], "content is read without any network or database"),
    ("app.rs", &["sqlx", "advance("], "app puts the parts together: no SQL, no decisions"),
];

/// Where SQL may stand.
const SQL_HOME: &str = "store";
const LINES_MAX: usize = 400;

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if is_product_code(&path) {
            files.push(path);
        }
    }
    files
}

/// Examples measure, and tests read: the rules are for what ships.
fn is_product_code(path: &Path) -> bool {
    let name = path.to_string_lossy().replace('\\', "/");
    name.ends_with(".rs")
        && !name.ends_with("_tests.rs")
        && !name.ends_with("/tests.rs")
        && !name.contains("/examples/")
}

/// The code of a file without its tests and comments.
fn code(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default().to_owned();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_module_uses_only_what_it_may() {
    let src = root().join("src");
    let mut broken = Vec::new();
    for path in rust_files(&src) {
        let name = path.strip_prefix(&src).unwrap().to_str().unwrap().replace('\\', "/");
        let code = code(&path);
        for (place, forbidden, why) in RULES {
            let inside = name == place || name == format!("{place}.rs") || name.starts_with(&format!("{place}/"));
            for word in forbidden.iter().filter(|word| inside && code.contains(**word)) {
                broken.push(format!("src/{name} names `{word}`: {why}"));
            }
        }
        if !name.starts_with(SQL_HOME) && (code.contains("sqlx::query") || code.contains("SELECT ")) {
            broken.push(format!("src/{name} holds SQL: it stands in src/{SQL_HOME} and nowhere else"));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn features_are_named_in_few_places() {
    let src = root().join("src");
    let named: Vec<_> = rust_files(&src)
        .into_iter()
        .filter(|path| ["matrix", "discord"].iter().any(|name| code(path).contains(&format!("feature = \"{name}\""))))
        .map(|path| path.strip_prefix(&src).unwrap().to_str().unwrap().replace('\\', "/"))
        .filter(|name| !["chat/mod.rs", "app.rs", "cli/mod.rs"].contains(&name.as_str()))
        .collect();
    assert!(
        named.is_empty(),
        "`cfg(feature = …)` of a network belongs in chat/mod.rs, app.rs and cli/mod.rs, not in {named:?}"
    );
}

#[test]
fn files_stay_short_enough_to_read() {
    let long: Vec<_> = rust_files(&root().join("src"))
        .into_iter()
        .map(|path| (code(&path).lines().count(), path))
        .filter(|(lines, _)| *lines > LINES_MAX)
        .collect();
    assert!(long.is_empty(), "over {LINES_MAX} lines without tests: {long:?}");
}

#[test]
fn every_path_that_the_architecture_names_exists() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let missing: Vec<_> = text
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| {
            ["src/", "tests/", "knowledge-base/", "prompts/", "docker/", "docs/", "scripts/"]
                .iter()
                .any(|start| word.starts_with(start))
        })
        .filter(|word| !word.contains(['<', '*', ' ', '{']) && !root().join(word.trim_end_matches('/')).exists())
        .collect();
    assert!(missing.is_empty(), "ARCHITECTURE.md names what is not there: {missing:?}");
}
