//! Words that advisers send again and again, kept with the content: `knowledge-base/snippets/<name>.<lang>.md`.

use std::collections::BTreeMap;

use crate::contact::Words;
use crate::content::{ContentError, Rule, short};
use crate::handbook::ContentFile;
use crate::language::Language;

pub(crate) const SNIPPETS: &str = "knowledge-base/snippets/";
/// As long as what a person may hand over: longer ones belong on a page.
const MAX_CHARS: usize = 1_500;

/// All snippets by their names. Each is there in English at least; what is missing in another language is sent in English.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippets(BTreeMap<String, Words>);

impl Snippets {
    /// Reads the folder's files and reports every mistake at once. There may be none.
    pub fn read(files: &[ContentFile]) -> Result<Self, Vec<ContentError>> {
        let mut mistakes = Vec::new();
        let mut snippets = BTreeMap::<String, Words>::new();
        for file in files.iter().filter(|file| file.path.starts_with(SNIPPETS) && file.path.ends_with(".md")) {
            let mut add = |rule, message: String| mistakes.push(ContentError::new(&file.path, 1, message).under(rule));
            let stem = file.path[SNIPPETS.len()..].trim_end_matches(".md");
            let Some((name, language)) =
                stem.rsplit_once('.').and_then(|(name, code)| Some((name, code.parse::<Language>().ok()?)))
            else {
                add(Rule::FileName, format!("`{}` does not say its language: write `name.en.md`", short(stem)));
                continue;
            };
            let is_letter = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-';
            if name.is_empty() || !name.bytes().all(is_letter) {
                let message = "use small letters, digits and hyphens alone: advisers type it behind `!snippet`";
                add(Rule::FileName, format!("`{}` is no name for a snippet: {message}", short(name)));
            }
            let words = file.text.trim();
            if words.is_empty() || words.chars().count() > MAX_CHARS {
                add(Rule::WrongValue, format!("a snippet has one to {MAX_CHARS} characters: it is sent as it stands"));
            }
            snippets.entry(name.to_owned()).or_default().insert(language, words.to_owned());
        }
        for name in snippets.iter().filter(|(_, words)| !words.contains_key(&Language::En)).map(|(name, _)| name) {
            let message =
                format!("`{}` is not there in English, which is sent where a language is missing", short(name));
            let path = format!("{SNIPPETS}{name}.en.md");
            mistakes.push(ContentError::new(&path, 1, message).under(Rule::MissingLanguage));
        }
        if mistakes.is_empty() { Ok(Self(snippets)) } else { Err(mistakes) }
    }

    pub fn get(&self, name: &str, language: Language) -> Option<&str> {
        let words = self.0.get(name)?;
        words.get(&language).or_else(|| words.get(&Language::En)).map(String::as_str)
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> ContentFile {
        ContentFile { path: format!("{SNIPPETS}{name}"), text: text.to_owned() }
    }

    #[test]
    fn a_snippet_is_sent_in_the_persons_language_or_in_english() {
        let snippets = Snippets::read(&[file("hello.en.md", "Hello\n"), file("hello.nl.md", "Hallo\n")]).unwrap();
        let get = |language| snippets.get("hello", language);
        assert_eq!((get(Language::Nl), get(Language::Fr)), (Some("Hallo"), Some("Hello")));
        assert_eq!((snippets.get("bye", Language::En), snippets.names().count()), (None, 1));
    }

    #[test]
    fn each_mistake_is_told_with_what_to_write() {
        let long = "a".repeat(MAX_CHARS + 1);
        let files = [
            file("hello.md", "Hello"),
            file("Big Hello.en.md", "Hello"),
            file("empty.en.md", " "),
            file("long.en.md", &long),
            file("hallo.nl.md", "Hallo"),
        ];
        let told: Vec<String> = Snippets::read(&files).unwrap_err().iter().map(ToString::to_string).collect();
        for part in ["write `name.en.md`", "use small letters", "one to 1500 characters", "not there in English"] {
            assert!(told.iter().any(|told| told.contains(part)), "{part}: {told:#?}");
        }
        assert_eq!(told.len(), 5);
    }
}
