//! A translation beside its English entry: what it must have in common with it, and where it has fallen behind.

use super::body;
use super::entry::{Entry, Translation};
use crate::content::{ContentError, Rule, short};
use crate::ids::{EntryId, SectionId};
use crate::language::Language;
use crate::mistakes::{Mistakes, did_you_mean};

/// A section of a translation whose English text has changed since it was made. Until somebody looks at it, the English
/// section is served. Made by [`super::KnowledgeBase::new`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    pub entry: EntryId,
    pub section: SectionId,
    pub language: Language,
    pub path: String,
    /// Where the hash stands, or should.
    pub line: usize,
    /// The hash of the English section as it is now.
    pub now: String,
}

impl Drift {
    pub fn finding(&self) -> ContentError {
        let Drift { path, line, section, now, .. } = self;
        let message = format!(
            "the English section `{section}` has changed since it was translated, and is served instead: compare the two, \
             then write `{section}: {now}` under `translates`"
        );
        ContentError::new(path, *line, message).under(Rule::TranslationDrift)
    }
}

impl std::fmt::Display for Drift {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.finding().fmt(f)
    }
}

/// The entry in the translation's language. What has no language comes from the English file.
pub(super) fn join(
    translation: Translation,
    english: &Entry,
    mistakes: &mut Vec<ContentError>,
    drift: &mut Vec<Drift>,
) -> Entry {
    let Translation { id, group, language, title, asks, translates, mut sections, path, lines } = translation;
    let mut found = Mistakes::new(&path);
    for section in &mut sections {
        match english.section(&section.id) {
            Some(of_english) => {
                let now = of_english.hash();
                let (line, written) = translates.get(&section.id).map_or((2, ""), |(line, hash)| (*line, hash));
                section.is_current = written == now;
                if !section.is_current {
                    let (entry, section, path) = (id.clone(), section.id.clone(), path.clone());
                    drift.push(Drift { entry, section, language, path, line, now });
                }
            }
            None => {
                let ids = english.sections.iter().map(|section| section.id.as_str());
                let hint = did_you_mean(section.id.as_str(), ids);
                found.add(
                    Rule::UnknownSection,
                    section.line,
                    format!(
                        "{} has no section `{}`{hint} Write the English section's anchor at the end of the heading, as in \
                         `## {} {{#{}}}`",
                        english.path,
                        section.id,
                        short(&section.heading),
                        english.sections.first().map_or("anchor", |section| section.id.as_str()),
                    ),
                );
            }
        }
        for url in body::links(&section.text) {
            if !english.sources.iter().any(|source| source.url == url) {
                found.add(
                    Rule::LinkNotInSources,
                    section.line,
                    format!("the link to {} is not among the `sources` of {}: add it there", short(&url), english.path),
                );
            }
        }
    }
    for (section, (line, _)) in &translates {
        if !sections.iter().any(|there| there.id == *section) {
            let hint = did_you_mean(section.as_str(), sections.iter().map(|section| section.id.as_str()));
            found.add(
                Rule::UnknownSection,
                *line,
                format!(
                    "`translates` names `{}`, which is no section of this file{hint} Remove the line or write that section",
                    short(section.as_str())
                ),
            );
        }
    }
    mistakes.extend(found.found());
    Entry { id, group, language, title, asks, sections, path, lines, ..english.clone() }
}

#[cfg(test)]
#[path = "translation_tests.rs"]
mod tests;
