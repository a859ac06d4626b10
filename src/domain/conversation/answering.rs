//! What is said to words: to a question, a plan, a cry for a person, small talk or a command.

use crate::command::Command;
use crate::ids::EntryId;
use crate::knowledge::Verdict;
use crate::language::Language;
use crate::misses::MissKind;
use crate::prompts::keys;
use crate::recognise::{Kind, Smalltalk};

use super::advance::Turn;
use super::effect::Effect;
use super::intention::{self, Intention};
use super::reply::{self, Reply};
use super::{Question, Stage};

/// How a message was read and answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub kind: Kind,
    pub offer: Offer,
    pub verdict: Verdict,
    /// The ranking, best first, also when the verdict is unknown.
    pub ranking: Vec<EntryId>,
    pub language: Language,
}

/// The next step that a reply puts forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    None,
    /// To weigh a plan's chances and risks.
    Screening,
    /// To speak with a person.
    HandOver,
}

impl Offer {
    fn of(kind: Kind) -> Self {
        match kind {
            Kind::Plan => Offer::Screening,
            Kind::NeedsPerson => Offer::HandOver,
            Kind::Evasion | Kind::AboutPerson | Kind::Outside | Kind::Question | Kind::Smalltalk => Offer::None,
        }
    }
}

impl Turn<'_> {
    pub(super) fn answer(&mut self, text: &str) {
        match intention::read(text, &self.conversation.stage, &self.handbook.smalltalk) {
            Intention::Command(command) => self.command(command),
            Intention::UnknownCommand { typed, near } => {
                let language = self.language(None);
                let reply = reply::unknown_command(self.handbook, language, &typed, near);
                self.reply(language, reply);
            }
            Intention::Choice(choice) => self.choose(choice),
            Intention::OutsideChoices => {
                let language = self.language(None);
                let last = self.conversation.stage.offer().map_or(0, |(_, choices)| choices.len()).to_string();
                let markdown = self.handbook.say(language, keys::CHOICE_OUTSIDE, &[("last", &last)]);
                self.reply(language, Reply { markdown, keeps_choices: true, ..Reply::default() });
            }
            Intention::NearChoice(choice) => {
                let language = self.language(None);
                let markdown = self.handbook.say(language, keys::CHOICE_NEAR, &[]);
                self.asked = self.open_question();
                self.reply(language, Reply { markdown, choices: vec![choice], ..Reply::default() });
            }
            Intention::Opinion(opinion, heard) => self.typed_opinion(opinion, heard),
            Intention::Smalltalk(kind, heard) => self.smalltalk(kind, heard),
            Intention::Query(query) => self.query(&query),
            Intention::NoText => self.say_with_contact(keys::ONLY_TEXT),
            Intention::TooLong => {
                let language = self.language(None);
                let (most, contact) = (intention::QUERY_MAX_CHARS.to_string(), self.handbook.contact(language));
                self.say(language, keys::TOO_LONG, &[("most", &most), ("contact", &contact)]);
            }
        }
    }

    fn query(&mut self, query: &str) {
        let language = self.language(Some(query));
        let question = Question { asked_by: self.answers.clone(), words: query.to_owned(), is_kept: false };
        self.asked = Some(question.clone());
        let ranking = self.handbook.knowledge.search(query, Some(language));
        let verdict = self.handbook.knowledge.judge(&ranking);
        let recognised = self.handbook.recogniser.recognise(query);
        let kind = recognised.kind;
        let verdict = if kind.is_declined() { Verdict::Unknown } else { verdict };
        let passages = match &verdict {
            Verdict::Sure(hit) => reply::passage(self.handbook, language, hit),
            Verdict::Unsure(hits) => reply::which_of_these(self.handbook, language, hits),
            Verdict::Unknown => None,
        };
        let offer = Offer::of(kind);
        let reply = match kind {
            Kind::NeedsPerson => reply::person_first(self.handbook, language, passages),
            Kind::Plan => reply::plan(self.handbook, language, passages),
            Kind::Evasion | Kind::AboutPerson | Kind::Outside => {
                let office =
                    recognised.office.and_then(|office| self.handbook.recogniser.office_name(office, language));
                reply::declined(self.handbook, language, kind, office)
            }
            Kind::Question | Kind::Smalltalk => passages.unwrap_or_else(|| {
                self.effects.push(Effect::KeepMiss { kind: MissKind::Unknown, question, language });
                reply::unknown(self.handbook, language)
            }),
        };
        let ranking = ranking.hits.into_iter().map(|hit| hit.entry).collect();
        self.reading = Some(Reading { kind, offer, verdict, ranking, language });
        self.reply(language, reply);
    }

    fn smalltalk(&mut self, kind: Smalltalk, heard: Option<Language>) {
        self.conversation.last_language = heard.or(self.conversation.last_language);
        let language = self.language(None);
        self.reading = Some(Reading {
            kind: Kind::Smalltalk,
            offer: Offer::None,
            verdict: Verdict::Unknown,
            ranking: Vec::new(),
            language,
        });
        // "Thanks" after an answer leaves open what is said of it next.
        let keeps_choices = matches!(self.conversation.stage, Stage::Served { .. });
        let reply = reply::smalltalk(self.handbook, language, kind);
        self.reply(language, Reply { keeps_choices, ..reply });
    }

    pub(super) fn command(&mut self, command: Command) {
        let language = self.language(None);
        match command {
            Command::Ask { question } if question.trim().is_empty() => self.say(language, keys::ASK_WHAT, &[]),
            Command::Ask { question } => self.answer(&question),
            Command::Help => self.reply(language, reply::help(self.handbook, language)),
            Command::Privacy => self.reply(language, reply::privacy(self.handbook, language)),
            Command::Language { language: Some(chosen), .. } => self.set_language(chosen),
            Command::Language { language: None, unknown } => {
                self.reply(language, reply::which_language(self.handbook, language, unknown.as_deref()));
            }
        }
    }

    pub(super) fn set_language(&mut self, chosen: Language) {
        self.conversation.chosen_language = Some(chosen);
        self.say(chosen, keys::LANGUAGE_SET, &[]);
    }
}
