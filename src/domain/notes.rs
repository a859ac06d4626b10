//! What loads, but somebody should look at: told to editors by `fairway check`, never to the desk.

use jiff::civil::Date;

use crate::content::{ContentError, Rule, short};
use crate::glossary::Glossary;
use crate::handbook::{CONTACT_POINTS, ContentFile, Desk, ENTRIES, GLOSSARY, Handbook};
use crate::knowledge::entry::{self, Entry, Page, Status};
use crate::knowledge::prose;
use crate::screening::Screenings;

/// All that is found in content on a day, in order of file and line: mistakes, and what notes can be made beside them.
pub fn findings(files: &[ContentFile], desk: Desk, today: Date) -> Vec<ContentError> {
    match Handbook::read(files, desk) {
        Ok(handbook) => all(&handbook, files, today),
        Err(mut found) => {
            found.extend(of_readable(files, today));
            found.extend(unfinished(files));
            found.extend(Screenings::read(files).iter().flat_map(|screenings| screenings.notes(files, today)));
            found.sort();
            found.dedup();
            found
        }
    }
}

/// Notes on the English pages that can be read, though the content as a whole cannot.
fn of_readable(files: &[ContentFile], today: Date) -> Vec<ContentError> {
    let glossary = files.iter().find(|file| file.path == GLOSSARY);
    // Without a glossary that can be read, every abbreviation would seem unexplained.
    let Ok(glossary) = glossary.map_or(Ok(Glossary::default()), |file| Glossary::read(GLOSSARY, &file.text)) else {
        return Vec::new();
    };
    let pages = files.iter().filter(|file| file.path.starts_with(ENTRIES)).filter_map(|file| {
        match entry::parse(&file.path, &file.text) {
            Ok(Page::Entry(entry)) => Some(entry),
            _ => None,
        }
    });
    pages.flat_map(|entry| of_entry(&entry, &glossary, today)).collect()
}

/// All notes on content that has no mistake.
fn all(handbook: &Handbook, files: &[ContentFile], today: Date) -> Vec<ContentError> {
    let mut notes: Vec<_> =
        handbook.knowledge.entries().flat_map(|entry| of_entry(entry, &handbook.glossary, today)).collect();
    notes.extend(handbook.knowledge.drift().iter().map(|drift| drift.finding()));
    notes.extend(handbook.knowledge.asks_near_elsewhere());
    notes.extend(unfinished(files));
    notes.extend(handbook.screenings.notes(files, today));
    if handbook.contacts.example {
        let text = files.iter().find(|file| file.path == CONTACT_POINTS).map_or("", |file| &file.text);
        let line = text.lines().position(|line| line.starts_with("example:")).map_or(1, |index| index + 1);
        let message = "the contact points are still the example: write your own, then set `example: false`";
        notes.push(ContentError::new(CONTACT_POINTS, line, message).under(Rule::ExampleContact));
    }
    notes.sort();
    notes
}

/// Lines of entries on which somebody has still to write.
fn unfinished(files: &[ContentFile]) -> impl Iterator<Item = ContentError> {
    files.iter().filter(|file| file.path.starts_with(ENTRIES)).flat_map(|file| {
        let is_mark = |word: &str| word == "TODO";
        let lines = file.text.lines().enumerate();
        let left = lines.filter(move |(_, line)| line.split(|c: char| !c.is_alphanumeric()).any(is_mark));
        left.map(|(index, line)| {
            let message = format!("“{}” is still to be written: put your words in its place", short(line));
            ContentError::new(&file.path, index + 1, message).under(Rule::Unfinished)
        })
    })
}

/// What can be said of one file alone.
fn of_entry(entry: &Entry, glossary: &Glossary, today: Date) -> Vec<ContentError> {
    if entry.status == Status::Withdrawn {
        return Vec::new();
    }
    let mut notes: Vec<_> = overdue(entry, today).into_iter().collect();
    for section in entry.sections.iter().filter(|section| section.is_current) {
        let of_section = prose::notes(section, glossary).into_iter();
        notes.extend(of_section.map(|(line, rule, message)| ContentError::new(&entry.path, line, message).under(rule)));
    }
    notes
}

fn overdue(entry: &Entry, today: Date) -> Option<ContentError> {
    let line = entry.reviewed_line()?;
    let (reviewed, due) = (entry.last_reviewed_on, entry.review_due_on());
    let message = if reviewed > today {
        format!("last_reviewed_on {reviewed} is still to come: write the day on which somebody checked the facts")
    } else if due < today {
        format!("the review was due on {due}: compare with the sources, then set `last_reviewed_on: {today}`")
    } else {
        return None;
    };
    Some(ContentError::new(&entry.path, line, message).under(Rule::OverdueReview))
}
