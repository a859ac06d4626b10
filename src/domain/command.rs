//! The one table of commands, from which help, the console, Matrix's `!` and `/` forms and a network's own registration are made.

use crate::language::Language;

/// A command with its arguments. A new variant breaks the build until `ALL`, help and reading know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Ask a question in so many words.
    Ask { question: String },
    /// What the desk can do.
    Help,
    /// Choose the desk's language in this conversation; without one, show the choices.
    Language { language: Option<Language>, unknown: Option<String> },
    /// What is kept, for how long, and who can see it.
    Privacy,
}

/// A row of the table: the word people type, and the keys of its words in the prompts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommandRow {
    pub name: &'static str,
    /// Words in the four languages that mean the same when typed alone or after a prefix.
    pub aliases: &'static [&'static str],
    /// Prompt key of the one-line description; `-usage` appended gives the argument's name, when there is one.
    pub about: &'static str,
    pub takes_argument: bool,
}

pub const ALL: [CommandRow; 4] = [
    CommandRow { name: "ask", aliases: &["vraag", "frage", "question"], about: "command-ask", takes_argument: true },
    CommandRow { name: "help", aliases: &["hulp", "hilfe", "aide"], about: "command-help", takes_argument: false },
    CommandRow {
        name: "language",
        aliases: &["taal", "sprache", "langue"],
        about: "command-language",
        takes_argument: true,
    },
    CommandRow {
        name: "privacy",
        aliases: &["datenschutz", "confidentialité", "confidentialite"],
        about: "command-privacy",
        takes_argument: false,
    },
];
