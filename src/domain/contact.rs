//! Contact points: where a person can be reached outside the bot. The institution's own comes first.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::content::ContentError;
use crate::language::Language;

/// All contact points, as `knowledge-base/contact-points.yaml` lists them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactPoints {
    /// Whether this is still the example that ships: start-up warns until it is replaced.
    pub example: bool,
    pub institution: ContactPoint,
    /// National points by jurisdiction code, for instance `nl`.
    pub national: BTreeMap<String, ContactPoint>,
}

/// A named place to take a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactPoint {
    pub name: Words,
    /// How to reach it, in one sentence.
    pub reach: Words,
    pub email: Option<String>,
    pub url: Option<String>,
    /// How soon it answers, where it says so.
    pub answers_in: Option<Words>,
}

/// The same words in every language of the desk.
pub type Words = BTreeMap<Language, String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    example: bool,
    institution: Row,
    #[serde(default)]
    national: Vec<NationalRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: BTreeMap<String, String>,
    reach: BTreeMap<String, String>,
    email: Option<String>,
    url: Option<String>,
    answers_in: Option<BTreeMap<String, String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NationalRow {
    jurisdiction: String,
    name: BTreeMap<String, String>,
    reach: BTreeMap<String, String>,
    email: Option<String>,
    url: Option<String>,
    answers_in: Option<BTreeMap<String, String>>,
}

impl ContactPoints {
    /// Reads the file's text and reports every mistake at once.
    pub fn read(path: &str, text: &str) -> Result<Self, Vec<ContentError>> {
        let file: File = crate::yaml::read(path, text)?;
        let mut mistakes = Vec::new();
        let institution = point(path, text, "institution", file.institution, &mut mistakes);
        let mut national = BTreeMap::new();
        for row in file.national {
            let NationalRow { jurisdiction, name, reach, email, url, answers_in } = row;
            let found = point(path, text, &jurisdiction, Row { name, reach, email, url, answers_in }, &mut mistakes);
            if national.insert(jurisdiction.clone(), found).is_some() {
                mistakes.push(mistake(
                    path,
                    text,
                    &jurisdiction,
                    format!("`{jurisdiction}` has two contact points: keep the one to ask first"),
                ));
            }
        }
        if mistakes.is_empty() { Ok(Self { example: file.example, institution, national }) } else { Err(mistakes) }
    }
}

impl ContactPoint {
    pub fn name(&self, language: Language) -> &str {
        self.name.get(&language).map_or("", String::as_str)
    }

    pub fn reach(&self, language: Language) -> &str {
        self.reach.get(&language).map_or("", String::as_str)
    }
}

fn point(path: &str, text: &str, whose: &str, row: Row, mistakes: &mut Vec<ContentError>) -> ContactPoint {
    if let Some(url) = row.url.as_deref().filter(|url| !url.starts_with("https://")) {
        mistakes.push(mistake(path, text, url, format!("`{url}` is no address: write it with https://")));
    }
    if let Some(email) = row.email.as_deref().filter(|email| !email.contains('@')) {
        mistakes.push(mistake(path, text, email, format!("`{email}` is no e-mail address: write name@institution")));
    }
    let mut words =
        |field: &str, given: BTreeMap<String, String>| in_every_language(path, text, whose, field, given, mistakes);
    ContactPoint {
        name: words("name", row.name),
        reach: words("reach", row.reach),
        answers_in: row.answers_in.map(|given| words("answers_in", given)),
        email: row.email,
        url: row.url,
    }
}

fn in_every_language(
    path: &str,
    text: &str,
    whose: &str,
    field: &str,
    given: BTreeMap<String, String>,
    mistakes: &mut Vec<ContentError>,
) -> Words {
    let mut words = Words::new();
    for (code, value) in given {
        match code.parse() {
            Ok(language) => {
                words.insert(language, value);
            }
            Err(error) => mistakes.push(mistake(path, text, &code, format!("{whose}: {field}: {error}"))),
        }
    }
    for language in Language::ALL.into_iter().filter(|language| !words.contains_key(language)) {
        mistakes.push(mistake(
            path,
            text,
            whose,
            format!("{whose}: {field} is missing in {}: add `{language}: …`", language.autonym()),
        ));
    }
    words
}

/// Points at the first line that holds `near`: the parsed value no longer knows where it stood.
fn mistake(path: &str, text: &str, near: &str, message: String) -> ContentError {
    let line = text.lines().position(|line| line.contains(near)).map_or(1, |index| index + 1);
    ContentError::new(path, line, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    const POINT: &str = "name: {en: Desk, nl: Loket, de: Stelle, fr: Guichet}\n  reach: {en: write, nl: schrijf, de: schreiben, fr: écrivez}\n";

    fn mistakes(text: &str) -> String {
        ContactPoints::read("contact-points.yaml", text)
            .err()
            .unwrap_or_default()
            .iter()
            .map(|m| format!("{m}\n"))
            .collect()
    }

    #[test]
    fn a_whole_file_is_read() {
        let text = format!(
            "example: true\ninstitution:\n  {POINT}national:\n- jurisdiction: nl\n  {POINT}  url: https://loket.example\n"
        );
        let points = ContactPoints::read("contact-points.yaml", &text).unwrap();
        assert!(points.example);
        assert_eq!(points.national["nl"].name(Language::Nl), "Loket");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let without_french = POINT.replace(", fr: Guichet", "");
        let text = format!("example: false\ninstitution:\n  {without_french}  email: nobody\n");
        let told = mistakes(&text);
        assert!(told.contains("contact-points.yaml:2: institution: name is missing in Français"), "{told}");
        assert!(told.contains("contact-points.yaml:5: `nobody` is no e-mail address"), "{told}");
        assert!(mistakes("example: true\ninstitutoin: {}\n").contains("contact-points.yaml:2"));
    }
}
