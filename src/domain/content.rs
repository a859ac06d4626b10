//! A mistake in content, told to the editor who can mend it.

use std::fmt;

/// One mistake in one file. All mistakes are reported at once, never the first only.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ContentError {
    /// The file, relative to the folder that was read.
    pub path: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong and what to write instead, in one or two sentences for someone who is no programmer.
    pub message: String,
}

impl ContentError {
    pub fn new(path: impl Into<String>, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.into(), line, message: message.into() }
    }
}

impl fmt::Display for ContentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.message)
    }
}
