//! What a screening adds for a place where an institution is: `jurisdictions/<code>.yaml`. It changes no question and no rule.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use crate::contact::{Words, in_every_language, mistake};
use crate::content::{ContentError, Rule, short};
use crate::ids::EntryId;
use crate::knowledge::address;
use crate::knowledge::entry::JURISDICTIONS;

/// What the law and the institutions of a place ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jurisdiction {
    /// As in entries, `nl` for instance.
    pub code: String,
    pub reviewed_on: Date,
    pub pre_checks: Vec<PreCheck>,
    /// Beside one's own institution, which always comes first.
    pub contact_points: Vec<Point>,
    pub entries: Vec<EntryId>,
    /// What other questionnaires of the place ask, by the questions of ours.
    pub instruments: Vec<Instrument>,
}

/// Something that the law of a place wants to be looked at beforehand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreCheck {
    pub id: String,
    pub concerns: Concerns,
    pub name: Words,
    pub about: Words,
    pub entry: EntryId,
}

/// What a check by law is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Concerns {
    /// A person's role in the work.
    Role,
    /// Goods, software, data.
    Item,
    Investment,
    Funding,
}

impl Concerns {
    pub const ALL: [Concerns; 4] = [Concerns::Role, Concerns::Item, Concerns::Investment, Concerns::Funding];

    /// What content files call it.
    pub fn word(self) -> &'static str {
        match self {
            Concerns::Role => "role",
            Concerns::Item => "item",
            Concerns::Investment => "investment",
            Concerns::Funding => "funding",
        }
    }
}

/// A place to ask, beside the institution's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    pub name: Words,
    pub helps_with: Words,
    pub url: Option<String>,
    pub entry: EntryId,
}

/// An existing questionnaire or procedure of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instrument {
    pub id: String,
    pub name: String,
    /// The ids of our questions that it asks, too.
    pub questions: Vec<String>,
    pub entry: Option<EntryId>,
}

type Given = BTreeMap<String, String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    reviewed_on: String,
    pre_checks: Vec<CheckRow>,
    contact_points: Vec<PointRow>,
    entries: Vec<String>,
    instruments: Vec<InstrumentRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CheckRow {
    id: String,
    #[serde(rename = "for")]
    concerns: Concerns,
    name: Given,
    about: Given,
    entry: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PointRow {
    name: Given,
    #[serde(rename = "for")]
    helps_with: Given,
    url: Option<String>,
    entry: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InstrumentRow {
    id: String,
    name: String,
    questions: Vec<String>,
    entry: Option<String>,
}

impl Jurisdiction {
    pub fn read(path: &str, code: &str, text: &str) -> Result<Self, Vec<ContentError>> {
        let mut mistakes = Vec::new();
        if !JURISDICTIONS.contains(&code) {
            let message = format!(
                "`{}` is no code of a place: call the file after one of {}",
                short(code),
                JURISDICTIONS.join(", ")
            );
            mistakes.push(ContentError::new(path, 1, message).under(Rule::FileName));
        }
        let file: File = crate::yaml::read(path, text)?;
        let reviewed_on = file.reviewed_on.parse();
        if reviewed_on.is_err() {
            let message = format!("`{}` is no day: write year-month-day", short(&file.reviewed_on));
            mistakes.push(mistake(Rule::WrongValue, path, text, "reviewed_on", message));
        }
        let mut words =
            |whose: &str, field: &str, given| in_every_language(path, text, whose, field, given, &mut mistakes);
        let pre_checks = file.pre_checks.into_iter().map(|CheckRow { id, concerns, name, about, entry }| PreCheck {
            name: words(&id, "name", name),
            about: words(&id, "about", about),
            id,
            concerns,
            entry: EntryId::new(entry),
        });
        let pre_checks = pre_checks.collect();
        let point = |PointRow { name, helps_with, url, entry }| Point {
            name: words(&entry, "name", name),
            helps_with: words(&entry, "for", helps_with),
            url,
            entry: EntryId::new(entry),
        };
        let contact_points: Vec<Point> = file.contact_points.into_iter().map(point).collect();
        for url in contact_points.iter().filter_map(|point| point.url.as_deref()) {
            mistakes.extend(address::wrong(url).map(|(rule, message)| mistake(rule, path, text, url, message)));
        }
        let instrument = |InstrumentRow { id, name, questions, entry }| Instrument {
            id,
            name,
            questions,
            entry: entry.map(EntryId::new),
        };
        let instruments = file.instruments.into_iter().map(instrument).collect();
        let entries = file.entries.into_iter().map(EntryId::new).collect();
        match reviewed_on {
            Ok(reviewed_on) if mistakes.is_empty() => {
                Ok(Self { code: code.to_owned(), reviewed_on, pre_checks, contact_points, entries, instruments })
            }
            _ => Err(mistakes),
        }
    }

    /// The entries that it links to.
    pub fn links(&self) -> impl Iterator<Item = &EntryId> {
        let checks = self.pre_checks.iter().map(|check| &check.entry);
        let points = self.contact_points.iter().map(|point| &point.entry);
        let instruments = self.instruments.iter().filter_map(|instrument| instrument.entry.as_ref());
        checks.chain(points).chain(&self.entries).chain(instruments)
    }
}
