//! How well the desk does on questions whose answer is known: asked as a person would ask, each in a conversation of its own.

mod slips;

use std::collections::BTreeMap;
use std::fmt;

pub use slips::with_slips;

use crate::content::ContentError;
use crate::conversation::Conversation;
use crate::conversation::advance::{Given, advance};
use crate::conversation::answering::Reading;
use crate::conversation::effect::Effect;
use crate::handbook::Handbook;
use crate::ids::{ConversationId, EntryId, EventId, NetworkName, PersonId, RoomId, Timestamp};
use crate::knowledge::Verdict;
use crate::language::Language;
use crate::message::{Abilities, Incoming, Place, Privacy, Size, What};
use crate::recognise::Kind;

/// A message with what should come of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub language: Language,
    pub message: String,
    pub expect: Expect,
}

/// What should come of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expect {
    /// One of these entries answers it.
    Entries(Vec<EntryId>),
    /// Nothing the desk knows answers it.
    Nothing,
    /// It is to be recognised as that kind.
    Kind(Kind),
}

/// Reads a file of cases: a language, a message and what should come of it in each line, divided by tabs. What should come
/// of it is entry ids with `|` between them (any of them will do), `none`, or a kind. Lines that start with `#` are passed over.
pub fn read_cases(path: &str, text: &str, handbook: &Handbook) -> Result<Vec<Case>, Vec<ContentError>> {
    let mut cases = Vec::new();
    let mut mistakes = Vec::new();
    for (at, row) in text.lines().enumerate().filter(|(_, row)| !row.trim().is_empty() && !row.starts_with('#')) {
        let fields: Vec<&str> = row.split('\t').map(str::trim).collect();
        let [language, message, expect, ..] = fields.as_slice() else {
            let message = "three fields divided by tabs are needed: language, message, and entry ids, `none` or a kind";
            mistakes.push(ContentError::new(path, at + 1, message));
            continue;
        };
        match (language.parse(), read_expect(expect, handbook)) {
            (Ok(language), Ok(expect)) => cases.push(Case { language, message: (*message).to_owned(), expect }),
            (Err(error), _) => mistakes.push(ContentError::new(path, at + 1, error.to_string())),
            (_, Err(why)) => mistakes.push(ContentError::new(path, at + 1, why)),
        }
    }
    if mistakes.is_empty() { Ok(cases) } else { Err(mistakes) }
}

fn read_expect(written: &str, handbook: &Handbook) -> Result<Expect, String> {
    if written == "none" {
        return Ok(Expect::Nothing);
    }
    if let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.word() == written) {
        return Ok(Expect::Kind(kind));
    }
    let ids: Vec<EntryId> = written.split('|').map(EntryId::new).collect();
    match ids.iter().find(|id| handbook.entry(id, Language::En).is_none()) {
        Some(id) => {
            Err(format!("`{id}` is no published entry and no kind; kinds are {}", Kind::ALL.map(Kind::word).join(", ")))
        }
        None => Ok(Expect::Entries(ids)),
    }
}

/// What became of one case.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    pub reading: Option<Reading>,
    /// The entry that was served, if one was.
    pub served: Option<EntryId>,
    /// The entries that were offered as choices.
    pub offered: Vec<EntryId>,
}

/// Asks one message as the first of a conversation.
pub fn ask(handbook: &Handbook, language: Language, message: &str, now: Timestamp) -> Outcome {
    go_on(handbook, begin(language), message, now).1
}

/// A conversation in a language in which nothing was said yet.
pub fn begin(language: Language) -> Conversation {
    let mut conversation = Conversation::new(ConversationId::new("evaluation"));
    conversation.chosen_language = Some(language);
    conversation
}

/// Asks one more message in a conversation.
pub fn go_on(
    handbook: &Handbook,
    conversation: Conversation,
    message: &str,
    now: Timestamp,
) -> (Conversation, Outcome) {
    let place = Place {
        network: NetworkName::new("evaluation"),
        room: RoomId::new("evaluation"),
        thread: None,
        privacy: Privacy::Direct,
    };
    let incoming = Incoming {
        event: EventId::new("1"),
        place,
        sender: PersonId::new("asker"),
        at: now,
        what: What::Said { text: message.to_owned(), addressed: true },
        handle: None,
    };
    let given = Given::alone(now, Abilities { buttons: true, ..Abilities::text_only(Size::ENDLESS) });
    let advance = advance(conversation, &incoming, handbook, &given);
    let sources = advance.effects.iter().filter_map(|effect| match effect {
        Effect::Say { message, .. } | Effect::SayDirectly { message, .. } => message.sources.first(),
        _ => None,
    });
    let served = sources.map(|source| source.entry.clone()).next();
    let offered = match &advance.reading {
        Some(Reading { verdict: Verdict::Unsure(hits), .. }) => hits.iter().map(|hit| hit.entry.clone()).collect(),
        _ => Vec::new(),
    };
    (advance.conversation, Outcome { reading: advance.reading, served, offered })
}

/// Counts over cases that expect an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    pub asked: usize,
    /// The ranking puts a right entry first.
    pub first: usize,
    /// First in the ranking, or among the choices on offer.
    pub first_or_offered: usize,
    pub served_right: usize,
    pub served_wrong: usize,
    /// A right entry is on offer as a choice.
    pub offered: usize,
}

/// Counts over cases that expect nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Declines {
    pub asked: usize,
    /// A passage was served all the same.
    pub served: usize,
    /// Choices were offered.
    pub offered: usize,
}

/// What an evaluation found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evaluation {
    pub answers: BTreeMap<Language, Answers>,
    pub declines: BTreeMap<Language, Declines>,
    /// For each kind expected: how many were recognised as what.
    pub kinds: BTreeMap<Kind, BTreeMap<Kind, usize>>,
    /// Cases that went wrong, the worst first, each with what came of it.
    pub worst: Vec<(Case, String)>,
}

impl Evaluation {
    /// Over all languages.
    pub fn all_answers(&self) -> Answers {
        self.answers.values().fold(Answers::default(), |sum, of| Answers {
            asked: sum.asked + of.asked,
            first: sum.first + of.first,
            first_or_offered: sum.first_or_offered + of.first_or_offered,
            served_right: sum.served_right + of.served_right,
            served_wrong: sum.served_wrong + of.served_wrong,
            offered: sum.offered + of.offered,
        })
    }

    pub fn all_declines(&self) -> Declines {
        self.declines.values().fold(Declines::default(), |sum, of| Declines {
            asked: sum.asked + of.asked,
            served: sum.served + of.served,
            offered: sum.offered + of.offered,
        })
    }

    /// How many cases of a kind there were, and how many were recognised as it.
    pub fn kind(&self, kind: Kind) -> (usize, usize) {
        let of_kind = self.kinds.get(&kind);
        let asked = of_kind.map_or(0, |as_kind| as_kind.values().sum());
        (asked, of_kind.and_then(|as_kind| as_kind.get(&kind)).copied().unwrap_or_default())
    }
}

/// How bad an outcome is; the worst cases are listed first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Badness {
    WrongServed,
    FalseAnswer,
    WrongKind,
    Missed,
    NotFirst,
}

/// Asks every case and counts what comes of it.
pub fn evaluate(handbook: &Handbook, cases: &[Case], now: Timestamp) -> Evaluation {
    let mut evaluation = Evaluation::default();
    let mut bad = Vec::new();
    for case in cases {
        let outcome = ask(handbook, case.language, &case.message, now);
        let badness = match &case.expect {
            Expect::Entries(ids) => evaluation.answers.entry(case.language).or_default().add(ids, &outcome),
            Expect::Nothing => evaluation.declines.entry(case.language).or_default().add(&outcome),
            Expect::Kind(kind) => {
                let read = outcome.reading.as_ref().map_or(Kind::Question, |reading| reading.kind);
                *evaluation.kinds.entry(*kind).or_default().entry(read).or_default() += 1;
                (read != *kind).then_some(Badness::WrongKind)
            }
        };
        if let Some(badness) = badness {
            bad.push((badness, case.clone(), describe(&outcome)));
        }
    }
    bad.sort_by(|a, b| a.0.cmp(&b.0));
    evaluation.worst = bad.into_iter().map(|(_, case, came)| (case, came)).collect();
    evaluation
}

impl Answers {
    fn add(&mut self, right: &[EntryId], outcome: &Outcome) -> Option<Badness> {
        let is_first = outcome
            .reading
            .as_ref()
            .and_then(|reading| reading.ranking.first())
            .is_some_and(|first| right.contains(first));
        let is_offered = outcome.offered.iter().any(|offered| right.contains(offered));
        let is_served = outcome.served.as_ref().map(|served| right.contains(served));
        self.asked += 1;
        self.first += usize::from(is_first);
        self.first_or_offered += usize::from(is_first || is_offered);
        self.offered += usize::from(is_offered);
        self.served_right += usize::from(is_served == Some(true));
        self.served_wrong += usize::from(is_served == Some(false));
        match (is_served, is_first || is_offered) {
            (Some(false), _) => Some(Badness::WrongServed),
            (_, false) => Some(Badness::Missed),
            _ => (!is_first).then_some(Badness::NotFirst),
        }
    }
}

impl Declines {
    fn add(&mut self, outcome: &Outcome) -> Option<Badness> {
        self.asked += 1;
        self.served += usize::from(outcome.served.is_some());
        self.offered += usize::from(!outcome.offered.is_empty());
        outcome.served.as_ref().map(|_| Badness::FalseAnswer)
    }
}

fn describe(outcome: &Outcome) -> String {
    let Some(reading) = &outcome.reading else { return "not read as a message".to_owned() };
    let verdict = match reading.verdict {
        Verdict::Sure(_) => "served",
        Verdict::Unsure(_) => "offered",
        Verdict::Unknown => "unknown",
    };
    let ranking: Vec<_> = reading.ranking.iter().take(3).map(EntryId::as_str).collect();
    format!("{}, {verdict}: {}", reading.kind.word(), ranking.join(", "))
}

/// The 95 % interval of a share, as Wilson (1927) gives it: from 0 to 1.
pub fn interval(count: usize, of: usize) -> (f64, f64) {
    const Z: f64 = 1.959_964;
    if of == 0 {
        return (0.0, 1.0);
    }
    let (share, n) = (count as f64 / of as f64, of as f64);
    let middle = share + Z * Z / (2.0 * n);
    let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let divisor = 1.0 + Z * Z / n;
    (((middle - half) / divisor).max(0.0), ((middle + half) / divisor).min(1.0))
}

struct Share(usize, usize);

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Share(count, of) = *self;
        let (low, high) = interval(count, of);
        let percent = if of == 0 { 0.0 } else { 100.0 * count as f64 / of as f64 };
        write!(f, "{percent:5.1} % ({:.1} to {:.1})", 100.0 * low, 100.0 * high)
    }
}

/// A table for people: shares with their 95 % intervals.
impl fmt::Display for Evaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of_language = self.answers.iter().map(|(language, of)| (language.code(), *of));
        for (name, of) in std::iter::once(("all", self.all_answers())).chain(of_language).filter(|(_, of)| of.asked > 0)
        {
            writeln!(f, "in the field, {name}: {} questions", of.asked)?;
            for (what, count) in [
                ("right entry first", of.first),
                ("first or among the choices", of.first_or_offered),
                ("served, and right", of.served_right),
                ("served, and wrong", of.served_wrong),
            ] {
                writeln!(f, "  {what:<27} {}", Share(count, of.asked))?;
            }
        }
        let of_language = self.declines.iter().map(|(language, of)| (language.code(), *of));
        for (name, of) in
            std::iter::once(("all", self.all_declines())).chain(of_language).filter(|(_, of)| of.asked > 0)
        {
            writeln!(f, "outside the field, {name}: {} messages", of.asked)?;
            writeln!(f, "  {:<27} {}", "answered all the same", Share(of.served, of.asked))?;
            writeln!(f, "  {:<27} {}", "choices offered", Share(of.offered, of.asked))?;
        }
        for (kind, as_kind) in &self.kinds {
            let (asked, right) = self.kind(*kind);
            write!(f, "{:<29} {}", kind.word(), Share(right, asked))?;
            for (other, count) in as_kind.iter().filter(|(other, _)| *other != kind) {
                write!(f, "; {count} as {}", other.word())?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::SectionId;
    use crate::knowledge::Hit;

    fn outcome(served: Option<&str>, offered: &[&str], ranking: &[&str]) -> Outcome {
        let hit = |id: &str| Hit { entry: EntryId::new(id), section: SectionId::new("s"), score: 1.0 };
        let verdict = match served {
            Some(id) => Verdict::Sure(hit(id)),
            None if offered.is_empty() => Verdict::Unknown,
            None => Verdict::Unsure(offered.iter().map(|id| hit(id)).collect()),
        };
        let reading = Reading {
            kind: Kind::Question,
            offer: crate::conversation::answering::Offer::None,
            verdict,
            ranking: ranking.iter().map(|id| EntryId::new(*id)).collect(),
            language: Language::En,
        };
        let ids = |ids: &[&str]| ids.iter().map(|id| EntryId::new(*id)).collect();
        Outcome { reading: Some(reading), served: served.map(EntryId::new), offered: ids(offered) }
    }

    #[test]
    fn answers_are_counted_by_what_the_person_gets() {
        let right = [EntryId::new("a")];
        let mut answers = Answers::default();
        for (served, offered, ranking, badness) in [
            (Some("a"), &[][..], &["a", "b"][..], None),
            (Some("b"), &[], &["b", "a"], Some(Badness::WrongServed)),
            (None, &["b", "a"], &["b", "a"], Some(Badness::NotFirst)),
            (None, &["b"], &["b", "c", "a"], Some(Badness::Missed)),
            (None, &[], &["a"], None),
        ] {
            assert!(answers.add(&right, &outcome(served, offered, ranking)) == badness, "{served:?} {offered:?}");
        }
        let expected =
            Answers { asked: 5, first: 2, first_or_offered: 3, served_right: 1, served_wrong: 1, offered: 1 };
        assert_eq!(answers, expected);
    }

    #[test]
    fn intervals_are_wilsons() {
        let (low, high) = interval(85, 100);
        assert!((low - 0.7672).abs() < 1e-3 && (high - 0.9069).abs() < 1e-3, "{low} {high}");
        assert_eq!(interval(0, 0), (0.0, 1.0));
        assert!(interval(0, 50).0.abs() < 1e-9);
    }
}
