//! The knowledge base: all entries, checked against each other and made searchable.

use std::collections::BTreeMap;
use std::fmt;

use super::entry::{Entry, Page, Section, Status, Translation};
use super::index::Index;
use super::judge::{self, Judge};
use super::lexicon::{Lexicon, Meanings};
use super::near;
use super::query::{Query, Tools};
use super::spelling::Speller;
use super::translation::{self, Drift};
use super::vocabulary::EverydayWords;
use super::{Ranking, Scope, Verdict, detect, search};
use crate::content::{ContentError, Rule, short};
use crate::ids::{EntryId, SectionId};
use crate::language::Language;
use crate::mistakes::did_you_mean;
use crate::text::{self, Stemmers};

/// All that the desk knows. Made once by [`KnowledgeBase::new`]; then it only answers, the same to the same query.
pub struct KnowledgeBase {
    /// In order of id, then language.
    entries: Vec<Entry>,
    drift: Vec<Drift>,
    index: Index,
    everyday: EverydayWords,
    meanings: Meanings,
    stemmers: Stemmers,
    speller: Speller,
    judge: Judge,
}

impl fmt::Debug for KnowledgeBase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KnowledgeBase").field("entries", &self.entries.len()).finish_non_exhaustive()
    }
}

impl KnowledgeBase {
    /// Puts translations beside their entries, checks all against each other, builds the index and learns from the asks
    /// when to be sure. Every mistake is reported.
    pub fn new(pages: Vec<Page>, words: &Lexicon) -> Result<Self, Vec<ContentError>> {
        let (mut entries, translations) = divide(pages);
        let mut mistakes = Vec::new();
        let mut drift = Vec::new();
        entries.sort_by(by_place);
        for translation in translations {
            let english = entries.iter().find(|entry| entry.id == translation.id && entry.language == Language::En);
            match english {
                Some(english) => {
                    let joined = translation::join(translation, english, &mut mistakes, &mut drift);
                    entries.push(joined);
                }
                None => {
                    let message = format!(
                        "there is no `{}.en.md`: write the English file first, which the others translate",
                        translation.id
                    );
                    mistakes.push(ContentError::new(&translation.path, 1, message).under(Rule::MissingEnglish));
                }
            }
        }
        entries.sort_by(by_place);
        mistakes.extend(cross_check(&entries));
        if !mistakes.is_empty() {
            mistakes.sort();
            return Err(mistakes);
        }
        let everyday = EverydayWords::new();
        let stemmers = Stemmers::new();
        let (index, counted) = Index::new(&entries, &everyday, &stemmers);
        let speller = Speller::new(counted, everyday.all().chain(words.words()));
        let meanings = Meanings::new(words, &stemmers, &index);
        let tools =
            Tools { index: &index, everyday: &everyday, meanings: &meanings, stemmers: &stemmers, speller: &speller };
        let judge = Judge::learn(&judge::asks(&index, &entries), &tools);
        Ok(Self { entries, drift, index, everyday, meanings, stemmers, speller, judge })
    }

    /// A published entry as it stands in a language, else in English.
    pub fn entry(&self, id: &EntryId, language: Language) -> Option<&Entry> {
        let start = self.entries.partition_point(|entry| entry.id < *id);
        let files = || {
            self.entries[start..]
                .iter()
                .take_while(|entry| entry.id == *id)
                .filter(|entry| entry.status == Status::Published)
        };
        files()
            .find(|entry| entry.language == language)
            .or_else(|| files().find(|entry| entry.language == Language::En))
    }

    /// A passage in a language, or in English where there is no translation or the English text has changed since it was
    /// made. The first section stands in for one that is no longer there.
    pub fn passage(&self, id: &EntryId, section: &SectionId, language: Language) -> Option<(&Entry, &Section)> {
        let translated = self.entry(id, language)?;
        if let Some(section) = translated.section(section).filter(|section| section.is_current) {
            return Some((translated, section));
        }
        let english = self.entry(id, Language::En)?;
        Some((english, english.section(section).or(english.sections.first())?))
    }

    /// Sections of translations whose English text has changed since, in order of file and line.
    pub fn drift(&self) -> &[Drift] {
        &self.drift
    }

    /// Asks that the desk would answer from another entry if they did not stand in their own.
    pub fn asks_near_elsewhere(&self) -> Vec<ContentError> {
        near::elsewhere(&self.entries, &self.index, &self.judge, &self.tools())
    }

    /// Every file's entry, drafts and withdrawn ones too, in order of id and language.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    /// Ranks what might answer. The scope's language is the conversation's; a query that is plainly in another one is
    /// taken as such.
    pub fn search<'a>(&self, query: &str, scope: impl Into<Scope<'a>>) -> Ranking {
        let scope = scope.into();
        let language = detect::detect(query).or(scope.language);
        let query = Query { day: scope.day, ..Query::new(query, language, None, &self.tools()) };
        search::ranking(&self.index, query, scope.among)
    }

    fn tools(&self) -> Tools<'_> {
        Tools {
            index: &self.index,
            everyday: &self.everyday,
            meanings: &self.meanings,
            stemmers: &self.stemmers,
            speller: &self.speller,
        }
    }

    /// What the ranking allows.
    pub fn judge(&self, ranking: &Ranking) -> Verdict {
        self.judge.judge(ranking)
    }
}

fn divide(pages: Vec<Page>) -> (Vec<Entry>, Vec<Translation>) {
    let (mut entries, mut translations) = (Vec::new(), Vec::new());
    for page in pages {
        match page {
            Page::Entry(entry) => entries.push(*entry),
            Page::Translation(translation) => translations.push(*translation),
        }
    }
    (entries, translations)
}

fn by_place(a: &Entry, b: &Entry) -> std::cmp::Ordering {
    (&a.id, a.language, &a.path).cmp(&(&b.id, b.language, &b.path))
}

/// What only shows when entries are side by side. `entries` are in order of id.
fn cross_check(entries: &[Entry]) -> Vec<ContentError> {
    let mut mistakes = Vec::new();
    let mut titles: BTreeMap<(Language, String), &Entry> = BTreeMap::new();
    let mut asks: BTreeMap<String, (&Entry, usize)> = BTreeMap::new();
    let ids: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    let mut add = |rule: Rule, entry: &Entry, line: usize, message: String| {
        mistakes.push(ContentError::new(&entry.path, line, message).under(rule))
    };
    for (at, entry) in entries.iter().enumerate() {
        if let Some(other) =
            entries[..at].last().filter(|other| other.id == entry.id && other.language == entry.language)
        {
            add(
                Rule::DuplicateId,
                entry,
                1,
                format!("the id `{}` is already that of {}: choose another", entry.id, other.path),
            );
            continue;
        }
        // Told in both files: whoever brought it in has touched one of them, and looks there.
        let title = (entry.language, text::words(&entry.title).join(" "));
        if let Some(other) = titles.insert(title, entry) {
            for (entry, other) in [(entry, other), (other, entry)] {
                let message = format!(
                    "the title is the same as in {}: nobody could choose between them, so word one anew",
                    other.path
                );
                add(Rule::DuplicateTitle, entry, entry.lines.title, message);
            }
        }
        for (language, of_language) in &entry.asks {
            for (ask_at, ask) in of_language.iter().enumerate() {
                let line = entry.lines.asks.get(language).and_then(|lines| lines.get(ask_at)).copied().unwrap_or(1);
                let Some((other, other_line)) =
                    asks.insert(text::words(ask).join(" "), (entry, line)).filter(|(other, _)| other.id != entry.id)
                else {
                    continue;
                };
                for (entry, line, other) in [(entry, line, other), (other, other_line, entry)] {
                    let message =
                        format!("the ask “{}” is also in {}: keep it where it fits better", short(ask), other.path);
                    add(Rule::SharedAsk, entry, line, message);
                }
            }
        }
        for (related_at, related) in entry.related.iter().enumerate() {
            let line = entry.lines.related.get(related_at).copied().unwrap_or(1);
            if *related == entry.id {
                add(
                    Rule::DeadRelated,
                    entry,
                    line,
                    "an entry is not related to itself: remove it from `related`".to_owned(),
                );
            } else if ids.binary_search(&related.as_str()).is_err() {
                let hint = did_you_mean(related.as_str(), ids.iter().copied());
                add(
                    Rule::DeadRelated,
                    entry,
                    line,
                    format!(
                        "`related` names `{related}`, which does not exist{hint} Write the id of an entry, or remove it"
                    ),
                );
            }
        }
    }
    mistakes.sort();
    mistakes
}

#[cfg(test)]
#[path = "base_tests.rs"]
mod tests;
