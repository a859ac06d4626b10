//! All content of screenings together, checked as a whole.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::contact::mistake;
use crate::content::{ContentError, Rule};
use crate::handbook::ContentFile;
use crate::ids::EntryId;
use crate::language::Language;

use super::cases::{self, Case};
use super::checks::{self, Source};
use super::green_list::GreenList;
use super::jurisdiction::Jurisdiction;
use super::questionnaire::{Question, Questionnaire};
use super::reading::line_of;
use super::words::Words;

const QUESTIONNAIRES: &str = "knowledge-base/questionnaires/";
const JURISDICTIONS: &str = "knowledge-base/jurisdictions/";
const GREEN_LIST: &str = "knowledge-base/green-list.yaml";

/// So long what is said of a place holds.
const REVIEWED_MONTHS: i64 = 12;

/// The questionnaire that is offered when somebody describes a plan.
pub const COLLABORATION: &str = "collaboration";

/// All screenings that a desk leads people through.
#[derive(Clone, Debug, Default)]
pub struct Screenings {
    pub all: BTreeMap<String, Screening>,
    pub jurisdictions: BTreeMap<String, Jurisdiction>,
    pub green_list: GreenList,
}

/// A questionnaire with its words and its cases.
#[derive(Clone, Debug)]
pub struct Screening {
    pub questionnaire: Questionnaire,
    words: BTreeMap<Language, Words>,
    /// By question.
    fingerprints: Vec<String>,
    pub cases: Vec<Case>,
}

impl Screening {
    pub fn words(&self, language: Language) -> &Words {
        &self.words[&language]
    }

    /// What a question and its answers come to in all languages: another, when any of these words is another.
    pub fn fingerprint(&self, question: usize) -> &str {
        &self.fingerprints[question]
    }
}

fn fingerprint(of: &Question, words: &BTreeMap<Language, Words>, question: usize) -> String {
    let mut hash = blake3::Hasher::new();
    let mut add = |text: &str| {
        hash.update(text.as_bytes());
        hash.update(&[0]);
    };
    for words in words.values().map(|words| words.question(question)) {
        add(&words.ask);
        for (at, choice) in of.choices().iter().enumerate() {
            add(&choice.code);
            add(words.option(at).unwrap_or_default());
        }
    }
    hash.finalize().to_hex()[..16].to_owned()
}

impl Screenings {
    /// Reads what there is; a desk without questionnaires leads through none. Every mistake is told at once.
    pub fn read(files: &[ContentFile]) -> Result<Self, Vec<ContentError>> {
        let all = Self::draft(files)?;
        let mistakes = all.mistakes(files);
        if mistakes.is_empty() { Ok(all) } else { Err(mistakes) }
    }

    /// Reads what there is, as far as its files can be understood. What they say may still be wrong, as a case that fails is:
    /// [`Screenings::mistakes`] tells. For an editor who is at work on them, never for a desk.
    pub fn draft(files: &[ContentFile]) -> Result<Self, Vec<ContentError>> {
        let mut mistakes = Vec::new();
        let mut all = Self::default();
        for name in names(files) {
            match screening(files, &name) {
                Ok(screening) => drop(all.all.insert(name, screening)),
                Err(found) => mistakes.extend(found),
            }
        }
        for file in files.iter().filter(|file| file.path.starts_with(JURISDICTIONS)) {
            let code = file.path[JURISDICTIONS.len()..].trim_end_matches(".yaml");
            match Jurisdiction::read(&file.path, code, &file.text) {
                Ok(found) => drop(all.jurisdictions.insert(code.to_owned(), found)),
                Err(found) => mistakes.extend(found),
            }
        }
        if let Some(file) = files.iter().find(|file| file.path == GREEN_LIST) {
            match GreenList::read(GREEN_LIST, &file.text) {
                Ok(list) => all.green_list = list,
                Err(found) => mistakes.extend(found),
            }
        }
        if mistakes.is_empty() { Ok(all) } else { Err(mistakes) }
    }

    /// What can be read and must not be served.
    pub(crate) fn mistakes(&self, files: &[ContentFile]) -> Vec<ContentError> {
        let of = |(name, screening): (&String, &Screening)| {
            with_source(files, name, |source| checks::mistakes(&screening.questionnaire, &screening.cases, source))
        };
        self.all.iter().flat_map(of).collect()
    }

    /// What can be served, but somebody should look at it on this day.
    pub(crate) fn notes(&self, files: &[ContentFile], today: Date) -> Vec<ContentError> {
        let of = |(name, screening): (&String, &Screening)| {
            with_source(files, name, |source| checks::notes(&screening.questionnaire, &screening.cases, source))
        };
        let mut found: Vec<_> = self.all.iter().flat_map(of).collect();
        let text = |path: &str| files.iter().find(|file| file.path == path).map_or("", |file| &file.text);
        if self.green_list.example {
            let line = line_of(text(GREEN_LIST), &["example"]);
            let message =
                "the green list is still the example: have it approved or write your own, then set `example: false`";
            found.push(ContentError::new(GREEN_LIST, line, message).under(Rule::ExampleGreenList));
        }
        for item in self.green_list.items.iter().filter(|item| item.review_on < today) {
            let line = line_of(text(GREEN_LIST), &["items", &item.id, "review_on"]);
            let message = format!(
                "the review of `{}` was due on {}: ask {}, then write the day of the next one",
                item.id, item.review_on, item.owner
            );
            found.push(ContentError::new(GREEN_LIST, line, message).under(Rule::OverdueReview));
        }
        for (code, jurisdiction) in &self.jurisdictions {
            let path = format!("{JURISDICTIONS}{code}.yaml");
            let line = line_of(text(&path), &["reviewed_on"]);
            let overdue = overdue(jurisdiction.reviewed_on, today);
            found.extend(overdue.map(|message| ContentError::new(&path, line, message).under(Rule::OverdueReview)));
        }
        found
    }

    pub fn get(&self, name: &str) -> Option<&Screening> {
        self.all.get(name)
    }

    /// A place by its code, in whatever letters; `gb` is `uk`.
    pub fn jurisdiction(&self, code: &str) -> Option<&Jurisdiction> {
        let code = code.to_lowercase();
        self.jurisdictions.get(if code == "gb" { "uk" } else { &code })
    }

    /// Links to entries that do not exist, and questions that no questionnaire asks.
    pub(crate) fn dead_links(&self, files: &[ContentFile], is_entry: &dyn Fn(&EntryId) -> bool) -> Vec<ContentError> {
        let mut found = Vec::new();
        let text = |path: &str| files.iter().find(|file| file.path == path).map_or("", |file| &file.text);
        let dead = |path: &str, entry: &EntryId| {
            let message = format!(
                "there is no entry `{entry}`: write one of knowledge-base/entries, as its file is called before `.en.md`"
            );
            mistake(Rule::UnknownName, path, text(path), entry.as_str(), message)
        };
        for (name, screening) in &self.all {
            let path = format!("{QUESTIONNAIRES}{name}/questionnaire.yaml");
            let links = screening.questionnaire.entries().into_keys().filter(|entry| !is_entry(entry));
            found.extend(links.map(|entry| dead(&path, entry)));
        }
        for (code, jurisdiction) in &self.jurisdictions {
            let path = format!("{JURISDICTIONS}{code}.yaml");
            found.extend(jurisdiction.links().filter(|entry| !is_entry(entry)).map(|entry| dead(&path, entry)));
            let asked = |id: &String| self.all.values().any(|of| of.questionnaire.question(id).is_some());
            let questions = jurisdiction.instruments.iter().flat_map(|instrument| &instrument.questions);
            found.extend(questions.filter(|id| !asked(id)).map(|id| {
                let message = format!("no questionnaire asks `{id}`: write the id of a question");
                mistake(Rule::UnknownName, &path, text(&path), id, message)
            }));
        }
        let links = self.green_list.items.iter().map(|item| &item.entry).filter(|entry| !is_entry(entry));
        found.extend(links.map(|entry| dead(GREEN_LIST, entry)));
        found
    }
}

/// Hands over the files that a questionnaire was read from.
fn with_source(
    files: &[ContentFile],
    name: &str,
    then: impl Fn(&Source<'_>) -> Vec<ContentError>,
) -> Vec<ContentError> {
    let path = |file: &str| format!("{QUESTIONNAIRES}{name}/{file}");
    let (questionnaire, cases) = (path("questionnaire.yaml"), path("cases.yaml"));
    let text = files.iter().find(|file| file.path == questionnaire).map_or("", |file| &file.text);
    then(&Source { questionnaire: (&questionnaire, text), cases: &cases })
}

fn overdue(reviewed: Date, today: Date) -> Option<String> {
    let due = reviewed.saturating_add(REVIEWED_MONTHS.months());
    if reviewed > today {
        Some(format!("reviewed_on {reviewed} is still to come: write the day on which somebody checked the facts"))
    } else if due < today {
        Some(format!("the review was due on {due}: compare with the entries' sources, then set `reviewed_on: {today}`"))
    } else {
        None
    }
}

/// The folders of questionnaires.
fn names(files: &[ContentFile]) -> Vec<String> {
    let names = files.iter().filter_map(|file| file.path.strip_prefix(QUESTIONNAIRES)?.split_once('/'));
    let mut names: Vec<String> = names.map(|(name, _)| name.to_owned()).collect();
    names.dedup();
    names
}

fn screening(files: &[ContentFile], name: &str) -> Result<Screening, Vec<ContentError>> {
    let path = |file: &str| format!("{QUESTIONNAIRES}{name}/{file}");
    let text = |file: &str| {
        let path = path(file);
        let found = files.iter().find(|file| file.path == path).map(|file| file.text.as_str());
        found.ok_or_else(|| {
            let message =
                "this file is missing: a questionnaire has its questions, its words in four languages, and its cases";
            vec![ContentError::new(path, 1, message).under(Rule::MissingFile)]
        })
    };
    let questionnaire = Questionnaire::read(&path("questionnaire.yaml"), name, text("questionnaire.yaml")?)?;
    let mut mistakes = Vec::new();
    let mut words = BTreeMap::new();
    for language in Language::ALL {
        let file = format!("words.{language}.yaml");
        match text(&file).and_then(|text| Words::read(&path(&file), text, &questionnaire)) {
            Ok(read) => drop(words.insert(language, read)),
            Err(found) => mistakes.extend(found),
        }
    }
    let cases = text("cases.yaml").and_then(|text| cases::read(&path("cases.yaml"), text, &questionnaire));
    let cases = cases.unwrap_or_else(|found| {
        mistakes.extend(found);
        Vec::new()
    });
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let questions = questionnaire.questions.iter().enumerate();
    let fingerprints = questions.map(|(at, question)| fingerprint(question, &words, at)).collect();
    Ok(Screening { questionnaire, words, fingerprints, cases })
}
