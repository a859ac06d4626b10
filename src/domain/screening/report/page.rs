//! What stands on a page, whatever it is written in: headings, lines, lists, tables, scales. All of it plain words; whoever
//! writes them into a format escapes them.

use crate::language::Language;

use super::Class;

/// A report, ready to be written.
pub(super) struct Page {
    pub language: Language,
    pub title: String,
    /// What was weighed.
    pub subtitle: String,
    /// Names with their values, in one line each.
    pub facts: Vec<(String, String)>,
    pub banner: Banner,
    /// "Advice, not a decision", with versions and dates.
    pub advice: String,
    /// What keeps the result from being the last word.
    pub remarks: Vec<String>,
    pub sections: Vec<Section>,
    /// Small words at the end.
    pub foot: Vec<String>,
    /// On each printed sheet.
    pub running: String,
}

/// The outcome, for all to see.
pub(super) struct Banner {
    pub class: Class,
    pub colour: String,
    pub label: String,
    pub means: String,
}

pub(super) struct Section {
    pub heading: String,
    pub blocks: Vec<Block>,
    /// Whether it must be seen among the others.
    pub is_urgent: bool,
}

pub(super) enum Block {
    Words(String),
    /// In the order in which they are done or read.
    List(Vec<Item>),
    Table(Table),
    Scales(Vec<Panel>),
    /// Pages of the desk that were named above.
    Sources(Vec<Source>),
}

/// One point of a list, with what belongs under it.
#[derive(Default)]
pub(super) struct Item {
    pub text: String,
    pub under: Vec<Under>,
}

pub(super) enum Under {
    Words(String),
    /// What was answered, and the page that says more.
    Answer(String, Option<Reference>),
    Page(Reference),
    Link(String),
}

/// A page of the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    pub id: String,
    pub title: String,
    /// Of the title: where there is no translation it is English.
    pub language: Language,
}

/// A page of the desk with what it rests on.
pub(super) struct Source {
    pub page: Reference,
    pub about: Vec<String>,
    pub label: String,
    /// Titles with their addresses.
    pub rests_on: Vec<(String, String)>,
}

pub(super) struct Table {
    pub head: [String; 2],
    /// Rows under a name, or under none.
    pub groups: Vec<(Option<String>, Vec<[Cell; 2]>)>,
}

pub(super) enum Cell {
    Words(String),
    /// A question with its id.
    Question(String, String),
    /// Several answers, one a line.
    Lines(Vec<String>),
    /// Things that are all needed.
    Together(Vec<String>),
    Result(Class, String),
    /// Not known yet, or not answered: with a mark of its own.
    Open(String),
    /// Answered, and it does not count.
    Aside(String, String),
    /// A person's own words.
    Quote(String),
}

/// One scale or several of a kind, each with its bar.
pub(super) struct Panel {
    pub heading: String,
    pub bars: Vec<Bar>,
    pub is_apart: bool,
}

pub(super) struct Bar {
    pub name: String,
    pub level: Option<u8>,
    /// The level in words.
    pub said: String,
}

/// Of words from outside: no control characters, none that turn the direction of writing, and one line.
pub(super) fn clean(text: &str) -> String {
    let turns = |letter: char| matches!(letter, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| word.chars().filter(|letter| !letter.is_control() && !turns(*letter)).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}
