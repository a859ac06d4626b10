//! Contact points: where a person can be reached outside the bot. The institution's own comes first.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::content::{ContentError, Rule, short};
use crate::knowledge::address;
use crate::knowledge::entry::JURISDICTIONS;
use crate::language::Language;

const INSTITUTION: &str = "institution";

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
        let institution = point(path, text, INSTITUTION, file.institution, &mut mistakes);
        let mut national = BTreeMap::new();
        for row in file.national {
            let NationalRow { jurisdiction, name, reach, email, url, answers_in } = row;
            if !JURISDICTIONS.contains(&jurisdiction.as_str()) {
                let message = format!(
                    "the jurisdiction `{}` is not known: write one of {}",
                    short(&jurisdiction),
                    JURISDICTIONS.join(", ")
                );
                mistakes.push(mistake(Rule::WrongValue, path, text, &jurisdiction, message));
            }
            let found = point(path, text, &jurisdiction, Row { name, reach, email, url, answers_in }, &mut mistakes);
            if national.insert(jurisdiction.clone(), found).is_some() {
                mistakes.push(mistake(
                    Rule::RepeatedValue,
                    path,
                    text,
                    &row_of(&jurisdiction),
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
    if let Some((url, (rule, message))) = row.url.as_deref().and_then(|url| Some((url, address::wrong(url)?))) {
        mistakes.push(mistake(rule, path, text, url, message));
    }
    if let Some(email) = row.email.as_deref().filter(|email| !is_email(email)) {
        let message = format!("`{}` is no e-mail address: write name@institution", short(email));
        mistakes.push(mistake(Rule::WrongValue, path, text, email, message));
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

pub(crate) fn in_every_language(
    path: &str,
    text: &str,
    whose: &str,
    field: &str,
    given: BTreeMap<String, String>,
    mistakes: &mut Vec<ContentError>,
) -> Words {
    let mut words = Words::new();
    for (code, value) in given {
        match code.parse::<Language>() {
            Ok(language) => {
                if value.trim().is_empty() {
                    let message = format!("{whose}: {field} is empty in {}: write it", language.autonym());
                    mistakes.push(mistake(Rule::WrongValue, path, text, &row_of(whose), message));
                }
                words.insert(language, value);
            }
            Err(_) => {
                let message = format!(
                    "{whose}: {field}: `{}` is none of the desk's languages: write en, nl, de or fr",
                    short(&code)
                );
                mistakes.push(mistake(Rule::WrongValue, path, text, &format!("{code}:"), message));
            }
        }
    }
    for language in Language::ALL.into_iter().filter(|language| !words.contains_key(language)) {
        mistakes.push(mistake(
            Rule::MissingLanguage,
            path,
            text,
            &row_of(whose),
            format!("{whose}: {field} is missing in {}: add `{language}: …`", language.autonym()),
        ));
    }
    words
}

/// What stands on the line where a point begins.
fn row_of(whose: &str) -> String {
    if whose == INSTITUTION { format!("{whose}:") } else { format!("jurisdiction: {whose}") }
}

fn is_email(email: &str) -> bool {
    let host = email.split_once('@').map(|(name, host)| (!name.is_empty()).then_some(host));
    host.flatten().is_some_and(|host| address::wrong(&format!("https://{host}")).is_none())
        && !email.contains(char::is_whitespace)
}

/// Points at the last line that holds `near`, comments aside: the parsed value no longer knows where it stood, and of a
/// thing that stands twice the second is the one too many.
pub(crate) fn mistake(rule: Rule, path: &str, text: &str, near: &str, message: String) -> ContentError {
    let near = near.lines().next().unwrap_or_default().trim();
    let holds = |line: &str| line.contains(near) && !line.trim_start().starts_with('#');
    let lines = text.lines().count();
    let line = text.lines().rev().position(holds).map_or(1, |index| lines - index);
    ContentError::new(path, line, message).under(rule)
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
