//! What Fairway decides, and nothing of how it is carried out.
//!
//! Reading order: the vocabulary (`ids`, `language`, `message`, `command`), what the desk knows (`knowledge`), how it tells
//! kinds of messages apart (`recognise`), what it says (`prompts`), all curated content together (`handbook`), and one turn of
//! a dialogue (`conversation`).

pub mod command;
pub mod contact;
pub mod content;
pub mod conversation;
pub mod evaluate;
mod frame;
pub mod glossary;
pub mod handbook;
pub mod ids;
pub mod knowledge;
pub mod language;
pub mod limits;
pub mod message;
pub mod misses;
mod mistakes;
pub mod notes;
pub mod prompts;
pub mod receipt;
pub mod recognise;
pub mod screening;
pub mod snippets;
pub mod split;
mod spoken;
mod text;
pub mod ticket;
pub mod yaml;
mod yaml_tree;
