//! An entry: one curated answer, read from its English file; and its translations, each read from a file of its own.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::{body, front_matter, hygiene};
use crate::content::{ContentError, Rule, short};
use crate::ids::{EntryId, SectionId};
use crate::language::Language;
use crate::mistakes::Mistakes;

/// The largest file that is read, in bytes.
pub const FILE_MAX_BYTES: usize = 256 * 1024;

/// The largest part of a page, keys or sections, that is looked into: several times the largest that ships. Reading
/// Markdown that means ill takes long with its length.
const PART_MAX_BYTES: usize = 32 * 1024;

/// What one file holds. Made by [`parse`], which lets nothing half-right through.
#[derive(Clone, Debug, PartialEq)]
pub enum Page {
    /// An English file: the answer itself, with all that is to be known about it.
    Entry(Box<Entry>),
    Translation(Box<Translation>),
}

/// One curated answer in one language. A translation becomes one beside its English entry, in [`super::KnowledgeBase::new`].
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub id: EntryId,
    /// The folder that the file lies in. For people; search does not look at it.
    pub group: String,
    /// The language of title and sections, from the file's name.
    pub language: Language,
    /// What the entry answers, in the asker's words. Shown as a choice.
    pub title: String,
    /// How people ask for it, in each language, whatever the language of the text.
    pub asks: BTreeMap<Language, Vec<String>>,
    /// The team that answers for the content.
    pub owner: String,
    pub last_reviewed_on: Date,
    pub review_in: ReviewIn,
    /// Where it holds: codes of [`JURISDICTIONS`], at least one.
    pub jurisdiction: Vec<String>,
    pub sources: Vec<EntrySource>,
    pub status: Status,
    /// The first day on which it holds; `None` is since ever.
    pub valid_from: Option<Date>,
    /// The last day on which it holds; `None` is until further notice.
    pub valid_to: Option<Date>,
    /// Ids of entries to read next.
    pub related: Vec<EntryId>,
    /// At least one, in the file's order.
    pub sections: Vec<Section>,
    /// The file, as it was given to [`parse`].
    pub path: String,
    pub(super) lines: Lines,
}

/// An entry's text in another language than English. What is not of the language (owner, review, sources, status) stands
/// in the English file alone, so that the two cannot disagree.
#[derive(Clone, Debug, PartialEq)]
pub struct Translation {
    pub id: EntryId,
    pub group: String,
    pub language: Language,
    pub title: String,
    /// More ways to ask, beside those in the English file.
    pub asks: BTreeMap<Language, Vec<String>>,
    /// For each section the hash of the English one it was made from, as written, with its line.
    pub translates: BTreeMap<SectionId, (usize, String)>,
    /// Under the ids of the English sections.
    pub sections: Vec<Section>,
    pub path: String,
    pub(super) lines: Lines,
}

/// Where things stand in the file, for mistakes that only show when entries are compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lines {
    pub title: usize,
    /// 0 in a translation, which does not say it.
    pub last_reviewed_on: usize,
    /// As long as the entry's asks.
    pub asks: BTreeMap<Language, Vec<usize>>,
    /// As long as the entry's related ids.
    pub related: Vec<usize>,
}

/// How long a review holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewIn {
    pub months: u16,
}

/// How far an entry's review can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    Reviewed,
    /// Past the day on which somebody should have looked: served with a word of warning.
    Overdue,
    /// So long past it that it is not served.
    Expired,
}

/// Where an entry's facts come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntrySource {
    pub title: String,
    pub url: String,
    /// `2026`, `2026-03` or `2026-03-09`: the date that the source itself speaks of.
    pub as_of: Option<String>,
}

/// Whether the desk may say it. Only published entries are searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Draft,
    Published,
    Withdrawn,
}

/// The part of an entry that is quoted: one heading and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub id: SectionId,
    pub heading: String,
    /// Byte for byte as in the file, without the blank lines around it.
    pub text: String,
    /// The heading's line in the file, counted from 1.
    pub line: usize,
    /// The line on which the text begins.
    pub text_line: usize,
    /// False where the English section has changed since this one was made from it: then that one is served.
    pub is_current: bool,
}

/// How many characters of a section's hash are shown: enough that no two sections that ever stood are taken for each other.
pub(crate) const HASH_CHARS: usize = 10;

impl Section {
    /// The beginning of the BLAKE3 hash of heading and text, in hexadecimal: changes when a single letter does.
    pub fn hash(&self) -> String {
        let mut hash = blake3::hash(format!("{}\n\n{}", self.heading, self.text).as_bytes()).to_hex().to_string();
        hash.truncate(HASH_CHARS);
        hash
    }
}

/// The codes an entry may name: `int` is everywhere, the rest are the countries the desk knows something about.
pub const JURISDICTIONS: [&str; 22] = [
    "int", "eu", "nl", "uk", "de", "fr", "fi", "cz", "se", "dk", "no", "be", "ch", "it", "es", "us", "ca", "au", "nz",
    "jp", "tw", "kr",
];

impl Entry {
    /// The day from which the content counts as overdue for a look.
    pub fn review_due_on(&self) -> Date {
        self.last_reviewed_on.saturating_add(i64::from(self.review_in.months).months())
    }

    /// Where its file says when it was reviewed; a translation's does not.
    pub fn reviewed_line(&self) -> Option<usize> {
        Some(self.lines.last_reviewed_on).filter(|line| *line > 0)
    }

    /// How far its review can be relied on.
    pub fn freshness(&self, day: Date, withhold_after_months: u16) -> Freshness {
        let due = self.review_due_on();
        if day <= due {
            Freshness::Reviewed
        } else if day <= due.saturating_add(i64::from(withhold_after_months).months()) {
            Freshness::Overdue
        } else {
            Freshness::Expired
        }
    }

    /// Whether the desk may say it on that day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.status == Status::Published
            && self.valid_from.is_none_or(|from| from <= day)
            && self.valid_to.is_none_or(|to| day <= to)
    }

    /// The section with that id.
    pub fn section(&self, id: &SectionId) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == *id)
    }
}

/// Reads one file of `entries/<group>/<id>.<lang>.md`. Every mistake is reported, each with its line.
pub fn parse(path: &str, text: &str) -> Result<Page, Vec<ContentError>> {
    let mut mistakes = Mistakes::new(path);
    if text.len() > FILE_MAX_BYTES {
        // Nothing else is looked at: a file of that size is no entry, and what it holds could be anything.
        mistakes.add(
            Rule::FileTooLarge,
            1,
            format!("the file has {} KiB; an entry has at most {}: split it", text.len() / 1024, FILE_MAX_BYTES / 1024),
        );
        return Err(mistakes.found());
    }
    hygiene::check(text, &mut mistakes);
    let name = file_name(path, &mut mistakes);
    let language = name.as_ref().map_or(Language::En, |name| name.language);
    let Some(parts) = split(text, &mut mistakes) else { return Err(mistakes.found()) };
    for (what, part, line) in [("keys", parts.front, parts.front_line), ("sections", parts.body, parts.body_line)] {
        if part.len() > PART_MAX_BYTES {
            let (there, most) = (part.len() / 1024, PART_MAX_BYTES / 1024);
            mistakes.add(
                Rule::TooLong,
                line,
                format!("the {what} have {there} KiB; an entry has at most {most}: split it"),
            );
        }
    }
    if parts.front.len().max(parts.body.len()) > PART_MAX_BYTES {
        return Err(mistakes.found());
    }
    let page = match language {
        Language::En => entry(path, name, &parts, &mut mistakes).map(|entry| Page::Entry(Box::new(entry))),
        _ => translation(path, name, &parts, &mut mistakes).map(|translation| Page::Translation(Box::new(translation))),
    };
    page.filter(|_| mistakes.is_empty()).ok_or_else(|| mistakes.found())
}

fn entry(path: &str, name: Option<FileName>, parts: &Parts<'_>, mistakes: &mut Mistakes<'_>) -> Option<Entry> {
    let front = front_matter::read(parts.front, parts.front_line, mistakes);
    let urls: Vec<&str> = front.iter().flat_map(|front| &front.sources).map(|source| source.url.as_str()).collect();
    let sections = body::read(parts.body, parts.body_line, front.is_some().then_some(&urls[..]), mistakes);
    let (name, front) = (name?, front?);
    Some(Entry {
        id: EntryId::new(name.id),
        group: name.group,
        language: name.language,
        title: front.title,
        asks: front.asks,
        owner: front.owner,
        last_reviewed_on: front.last_reviewed_on,
        review_in: front.review_in,
        jurisdiction: front.jurisdiction,
        sources: front.sources,
        status: front.status,
        valid_from: front.valid_from,
        valid_to: front.valid_to,
        related: front.related,
        sections,
        path: path.to_owned(),
        lines: front.lines,
    })
}

fn translation(
    path: &str,
    name: Option<FileName>,
    parts: &Parts<'_>,
    mistakes: &mut Mistakes<'_>,
) -> Option<Translation> {
    let front = front_matter::read_translation(parts.front, parts.front_line, mistakes);
    // Whether its links are among the sources shows when the English file is beside it.
    let sections = body::read(parts.body, parts.body_line, None, mistakes);
    let (name, front) = (name?, front?);
    Some(Translation {
        id: EntryId::new(name.id),
        group: name.group,
        language: name.language,
        title: front.title,
        asks: front.asks,
        translates: front.translates,
        sections,
        path: path.to_owned(),
        lines: front.lines,
    })
}

struct FileName {
    group: String,
    id: String,
    language: Language,
}

fn file_name(path: &str, mistakes: &mut Mistakes<'_>) -> Option<FileName> {
    let mut parts = path.rsplit('/');
    let file = parts.next().unwrap_or_default();
    let group = parts.next().unwrap_or_default();
    let Some((id, code)) = file.strip_suffix(".md").and_then(|stem| stem.rsplit_once('.')) else {
        mistakes.add(
            Rule::FileName,
            1,
            format!("call the file `<id>.<language>.md`, as in `csc.en.md`; it is called `{}`", short(file)),
        );
        return None;
    };
    let language = code.parse::<Language>().map_err(|_| wrong_language(code, mistakes)).ok();
    if !is_slug(id) {
        mistakes.add(
            Rule::FileName,
            1,
            format!(
                "the id `{}` in the file's name may hold small letters a to z, digits and single hyphens only, at most 60",
                short(id)
            ),
        );
        return None;
    }
    Some(FileName { group: group.to_owned(), id: id.to_owned(), language: language? })
}

fn wrong_language(code: &str, mistakes: &mut Mistakes<'_>) {
    mistakes.add(
        Rule::FileName,
        1,
        format!(
            "the file's name ends in `.{}.md`, which is none of the desk's languages: write en, nl, de or fr",
            short(code)
        ),
    );
}

/// Small letters, digits and single hyphens; at most 60 of them.
pub(crate) fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 60
        && text
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}

struct Parts<'a> {
    front: &'a str,
    front_line: usize,
    body: &'a str,
    body_line: usize,
}

fn split<'a>(text: &'a str, mistakes: &mut Mistakes<'_>) -> Option<Parts<'a>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut at = 0;
    let mut front_start = None;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        if line.trim_end() == "---" {
            match front_start {
                None if index == 0 => front_start = Some(at + line.len()),
                None => break,
                Some(start) => {
                    return Some(Parts {
                        front: &text[start..at],
                        front_line: 2,
                        body: &text[at + line.len()..],
                        body_line: index + 2,
                    });
                }
            }
        }
        at += line.len();
    }
    mistakes.add(
        Rule::NoFrontMatter,
        1,
        "start the file with a line `---`, then title, asks and the other keys, then a second line `---`",
    );
    None
}

#[cfg(test)]
#[path = "entry_tests.rs"]
pub(crate) mod tests;
