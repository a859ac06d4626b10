//! What kind of message it is: small talk, a plan, a cry for a person, and so on, or simply a question.
//!
//! All of it rests on content, `knowledge-base/recognise/`: patterns, which are sure signs, and examples, from which a
//! classifier learns what such messages sound like beside the questions that entries answer.

mod examples;
mod follow_up;
mod learner;
mod pattern;
mod places;
mod smalltalk;

use std::collections::BTreeMap;

use serde::Deserialize;

pub use follow_up::{FollowUp, FollowUps, Whereabouts};
pub use places::{Places, Sighting};
pub use smalltalk::{Smalltalk, SmalltalkPhrases};

use crate::content::{ContentError, Rule, short};
use crate::language::Language;
use crate::text;
use examples::Examples;
use learner::Learner;
pub(crate) use pattern::{Pattern, Seen};

/// What kind of message it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Someone needs a person soon: threat, fear, deadline, loss, suspected breach, or the wish itself.
    NeedsPerson,
    /// A wish to get round the rules, or to turn the bot.
    Evasion,
    /// Asks the desk to judge a particular person.
    AboutPerson,
    /// Describes a concrete plan.
    Plan,
    /// Belongs to another office, or to none.
    Outside,
    Question,
    Smalltalk,
}

impl Kind {
    pub const ALL: [Kind; 7] = [
        Kind::NeedsPerson,
        Kind::Evasion,
        Kind::AboutPerson,
        Kind::Plan,
        Kind::Outside,
        Kind::Question,
        Kind::Smalltalk,
    ];

    /// A short word that never changes, wherever kinds are named to programs.
    pub fn word(self) -> &'static str {
        match self {
            Kind::NeedsPerson => "needs_person",
            Kind::Evasion => "evasion",
            Kind::AboutPerson => "about_person",
            Kind::Plan => "plan",
            Kind::Outside => "outside",
            Kind::Question => "question",
            Kind::Smalltalk => "smalltalk",
        }
    }

    /// Answered without a passage, whatever the knowledge base has.
    pub fn is_declined(self) -> bool {
        matches!(self, Kind::Evasion | Kind::AboutPerson | Kind::Outside)
    }
}

/// The kinds that are told by examples and patterns, each with its file. A message that fits several is the first of them:
/// who is in need comes before everything.
const FILES: [(Kind, &str); 6] = [
    (Kind::NeedsPerson, "needs-person"),
    (Kind::Evasion, "evasion"),
    (Kind::AboutPerson, "about-person"),
    (Kind::Plan, "plan"),
    (Kind::Outside, "outside"),
    (Kind::Question, "question"),
];
const FOLDER: &str = "knowledge-base/recognise";

/// What a message was recognised as.
#[derive(Clone, Debug, PartialEq)]
pub struct Recognised {
    pub kind: Kind,
    /// How likely it is that kind, from 0 to 1.
    pub confidence: f32,
    /// For [`Kind::Outside`]: the kind of office that it belongs to, where there is one.
    pub office: Option<OfficeId>,
}

impl Recognised {
    /// Told by a pattern, or as surely as by one.
    pub fn is_sure(&self) -> bool {
        self.confidence >= PATTERN_CONFIDENCE
    }
}

/// An office's place in the list of offices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OfficeId(usize);

/// An office of the university that answers what this desk does not.
#[derive(Clone, Debug)]
struct Office {
    /// As it stands within a sentence; none for what no office answers.
    name: BTreeMap<Language, String>,
}

/// Tells kinds apart. Made by [`Recogniser::read`].
#[derive(Debug)]
pub struct Recogniser {
    patterns: Vec<(Kind, Option<OfficeId>, Pattern)>,
    learner: Learner<Kind>,
    offices: Vec<Office>,
    /// Which office, once it is known to be outside.
    by_office: Learner<usize>,
}

/// One file: `examples` and `patterns`, by language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindFile {
    examples: BTreeMap<Language, Vec<String>>,
    patterns: BTreeMap<Language, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OutsideFile {
    offices: BTreeMap<String, OfficeFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfficeFile {
    #[serde(default)]
    name: BTreeMap<Language, String>,
    examples: BTreeMap<Language, Vec<String>>,
    #[serde(default)]
    patterns: BTreeMap<Language, Vec<String>>,
}

/// A sure sign counts so much, whatever the examples say.
const PATTERN_CONFIDENCE: f32 = 0.9;
/// Shorter messages tell no wish, plan or question about somebody, unless by a pattern: `x` is like anything.
const SENTENCE_WORDS_MIN: usize = 4;
/// How likely a kind must be, and how likely beside a plain question. What is answered beside a passage costs a sentence
/// when it is wrong; what is declined costs the answer.
const BESIDE: (f32, f32) = (0.15, 0.35);
const INSTEAD: (f32, f32) = (0.35, 0.7);
/// The passage that seems to fit a wish to get round the rules is about those rules, so that one is declined sooner.
const EVASION: (f32, f32) = (0.3, 0.6);

impl Recogniser {
    /// Reads the files, given as path and text, and learns from them beside `questions`, which are what entries answer.
    pub fn read<'a>(file: impl Fn(&str) -> Option<&'a str>, questions: &[&str]) -> Result<Self, Vec<ContentError>> {
        let mut mistakes = Vec::new();
        let mut patterns = Vec::new();
        let mut offices = Vec::new();
        let mut by_kind = Examples::default();
        let mut by_office = Examples::default();
        for (kind, name) in FILES {
            let path = format!("{FOLDER}/{name}.yaml");
            let Some(text) = file(&path) else {
                let message = "this file is missing: take it from the project's repository";
                mistakes.push(ContentError::new(&path, 1, message).under(Rule::MissingFile));
                continue;
            };
            let parts =
                if kind == Kind::Outside { read_offices(&path, text, &mut offices) } else { read_kind(&path, text) };
            let parts = parts.unwrap_or_else(|found| {
                mistakes.extend(found);
                Vec::new()
            });
            for (office, KindFile { examples, patterns: written }) in parts {
                for example in examples.values().flatten() {
                    by_kind.add(kind, example);
                    if let Some(OfficeId(office)) = office {
                        by_office.add(office, example);
                    }
                }
                for pattern in written.values().flatten() {
                    match Pattern::read(pattern) {
                        Ok(read) => patterns.push((kind, office, read)),
                        Err(why) => mistakes.push(ContentError::new(
                            &path,
                            line_of(text, pattern),
                            format!("the pattern “{}” cannot be read: {why}", short(pattern)),
                        )),
                    }
                }
            }
        }
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        questions.iter().for_each(|question| by_kind.add(Kind::Question, question));
        Ok(Self { patterns, learner: Learner::learn(&by_kind), offices, by_office: Learner::learn(&by_office) })
    }

    /// What kind of message the text is. Small talk is told elsewhere, by whole phrases.
    pub fn recognise(&self, message: &str) -> Recognised {
        let head = text::head(message);
        let words = text::words(head);
        let likely = self.learner.likely(head);
        let confidence = |kind: Kind| likely.iter().find(|(of, _)| *of == kind).map_or(0.0, |(_, share)| *share);
        let question = Recognised { kind: Kind::Question, confidence: confidence(Kind::Question), office: None };
        let mut best = question.clone();
        for (kind, _) in FILES.into_iter().filter(|(kind, _)| *kind != Kind::Question) {
            let sign = self.patterns.iter().find(|(of, _, pattern)| *of == kind && pattern.is_in(&words));
            let words_min = match kind {
                Kind::Evasion | Kind::AboutPerson | Kind::Plan => SENTENCE_WORDS_MIN,
                // `laptop` is in many a cry for help, and is none by itself.
                Kind::NeedsPerson => 2,
                _ => 1,
            };
            let learnt = if words.len() >= words_min { confidence(kind) } else { 0.0 };
            let share = learnt.max(if sign.is_some() { PATTERN_CONFIDENCE } else { 0.0 });
            let (least, beside_question) = match kind {
                Kind::Evasion => EVASION,
                kind if kind.is_declined() => INSTEAD,
                _ => BESIDE,
            };
            let rival = if best.kind == Kind::Question { best.confidence * beside_question } else { best.confidence };
            if share >= least && share > rival {
                let office = sign.and_then(|(_, office, _)| *office).or_else(|| self.office(kind, head));
                best = Recognised { kind, confidence: share, office };
            }
        }
        best
    }

    fn office(&self, kind: Kind, head: &str) -> Option<OfficeId> {
        let most = |a: &(usize, f32), b: &(usize, f32)| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0));
        let (office, _) = self.by_office.likely(head).into_iter().max_by(most)?;
        (kind == Kind::Outside).then_some(OfficeId(office))
    }

    /// An office as it stands within a sentence; `None` for what no office answers.
    pub fn office_name(&self, OfficeId(office): OfficeId, language: Language) -> Option<&str> {
        let name = &self.offices.get(office)?.name;
        name.get(&language).or_else(|| name.get(&Language::En)).map(String::as_str)
    }
}

type Part = (Option<OfficeId>, KindFile);

fn read_kind(path: &str, text: &str) -> Result<Vec<Part>, Vec<ContentError>> {
    let file: KindFile = crate::yaml::read(path, text)?;
    Ok(vec![(None, file)])
}

fn read_offices(path: &str, text: &str, offices: &mut Vec<Office>) -> Result<Vec<Part>, Vec<ContentError>> {
    let file: OutsideFile = crate::yaml::read(path, text)?;
    let mut parts = Vec::new();
    for (_, OfficeFile { name, examples, patterns }) in file.offices {
        parts.push((Some(OfficeId(offices.len())), KindFile { examples, patterns }));
        offices.push(Office { name });
    }
    Ok(parts)
}

/// Where a pattern stands: the reader of YAML does not say.
fn line_of(text: &str, pattern: &str) -> usize {
    text.lines().position(|line| line.contains(pattern)).map_or(1, |at| at + 1)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
