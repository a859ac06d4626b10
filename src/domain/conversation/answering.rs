//! What is said to words: to a question, a plan, a cry for a person, small talk or a command.

use crate::command::{Command, TicketStep};
use crate::ids::EntryId;
use crate::knowledge::entry::{Entry, Freshness};
use crate::knowledge::{Hit, Verdict};
use crate::language::Language;
use crate::misses::MissKind;
use crate::prompts::{keys, orders};
use crate::receipt::{self, Receipt};
use crate::recognise::{Kind, Smalltalk};

use super::advance::Turn;
use super::effect::Effect;
use super::following::Heard;
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
    pub(super) fn of(kind: Kind) -> Self {
        match kind {
            Kind::Plan => Offer::Screening,
            Kind::NeedsPerson => Offer::HandOver,
            Kind::Evasion | Kind::AboutPerson | Kind::Outside | Kind::Question | Kind::Smalltalk => Offer::None,
        }
    }
}

impl<'a> Turn<'a> {
    pub(super) fn answer(&mut self, text: &str) {
        if self.screening_said(text) || self.handing_said(text) {
            return;
        }
        match intention::read(text, &self.conversation.stage, &self.handbook.smalltalk) {
            Intention::Command(command) => self.command(command),
            Intention::UnknownCommand { typed, near } => {
                let language = self.language(None);
                let reply = reply::unknown_command(self.handbook, language, &typed, near);
                self.reply(language, reply);
            }
            Intention::Choice(choice) => self.choose(choice, true),
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
        let heard = self.hear_whereabouts(query, language);
        if let Heard::Answered = heard {
            return;
        }
        let question = Question { asked_by: self.answers.clone(), words: query.to_owned(), is_kept: false };
        self.asked = Some(question.clone());
        let ranking = self.handbook.knowledge.search(query, self.scope(query, language));
        let verdict = self.handbook.knowledge.judge(&ranking);
        let recogniser = &self.handbook.recogniser;
        let written = recogniser.recognise(query);
        // A slip of the pen in the telling word must not make a plain question of a cry for help.
        let recognised =
            if written.kind == Kind::Question { recogniser.recognise(&ranking.corrected) } else { written };
        let kind = recognised.kind;
        let expired = match &verdict {
            Verdict::Sure(hit) => self.expired(hit),
            Verdict::Unsure(_) | Verdict::Unknown => None,
        };
        if self.follow(query, language, &recognised, &verdict) {
            return;
        }
        let verdict = if kind.is_declined() || expired.is_some() { Verdict::Unknown } else { verdict };
        let passages = match &verdict {
            Verdict::Sure(hit) => self.passage(language, hit),
            Verdict::Unsure(hits) => reply::which_of_these(self.handbook, language, hits),
            Verdict::Unknown => None,
        };
        let offer = Offer::of(kind);
        let mut reply = match kind {
            Kind::NeedsPerson => reply::person_first(self.handbook, language, passages),
            Kind::Plan => {
                let old = expired.map(|entry| reply::expired_beside(self.handbook, language, entry));
                reply::plan(self.handbook, language, passages.or(old))
            }
            Kind::Evasion | Kind::AboutPerson | Kind::Outside => {
                let office =
                    recognised.office.and_then(|office| self.handbook.recogniser.office_name(office, language));
                reply::declined(self.handbook, language, kind, office)
            }
            Kind::Question | Kind::Smalltalk if let Some(entry) = expired => {
                reply::expired(self.handbook, language, entry)
            }
            Kind::Question | Kind::Smalltalk => passages.unwrap_or_else(|| {
                self.effects.push(Effect::KeepMiss { kind: MissKind::Unknown, question, language });
                reply::unknown(self.handbook, language)
            }),
        };
        if let Heard::Kept(line) = heard {
            reply.markdown = format!("{line}\n\n{}", reply.markdown);
        }
        self.open_topic(query, self.answers.clone(), reply.sources.first());
        let ranking = ranking.hits.into_iter().map(|hit| hit.entry).collect();
        self.reading = Some(Reading { kind, offer, verdict, ranking, language });
        self.reply(language, reply);
    }

    /// A passage, or, where its review is too long past, whom to ask instead.
    pub(super) fn passage(&self, language: Language, hit: &Hit) -> Option<Reply> {
        match self.expired(hit) {
            Some(entry) => Some(reply::expired(self.handbook, language, entry)),
            None => reply::passage(self.handbook, language, hit, self.today()),
        }
    }

    /// The entry, where its review is too long past for it to be served.
    pub(super) fn expired(&self, hit: &Hit) -> Option<&'a Entry> {
        let entry = self.handbook.entry(&hit.entry, Language::En)?;
        let freshness = entry.freshness(self.today(), self.handbook.desk.withhold_after_months);
        (freshness == Freshness::Expired).then_some(entry)
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
            Command::Help => self.reply(language, reply::help(self.handbook, language, &self.given.abilities)),
            Command::Verify { receipt } => self.verify(language, receipt),
            Command::Screen => self.begin_screening(),
            Command::Resume { code } => self.resume(code.as_ref()),
            Command::Ticket { step: None } => self.begin_ticket(),
            Command::Ticket { step: Some(TicketStep::Close) } => self.close_ticket(),
            Command::Ticket { step: Some(TicketStep::Reopen) } => self.reopen_ticket(),
            Command::Ticket { step: Some(TicketStep::List) } => self.list_own(),
            Command::Ticket { step: Some(TicketStep::Resume(_)) } => self.resume_ticket(),
            Command::Desk { .. } => {
                let command = self.ticket_typed("");
                self.say(language, orders::keys::NOT_HERE, &[("command", &command)]);
            }
            Command::Privacy => self.reply(language, reply::privacy(self.handbook, language, &self.given.abilities)),
            Command::Language { language: Some(chosen), .. } => self.set_language(chosen),
            Command::Language { language: None, unknown } => {
                self.reply(language, reply::which_language(self.handbook, language, unknown.as_deref()));
            }
        }
    }

    fn verify(&mut self, language: Language, receipt: Option<Receipt>) {
        let reply = match receipt {
            Some(receipt) => {
                let kept = self.given.kept.as_ref().filter(|kept| kept.receipt == receipt);
                let verified = receipt::verify(&self.handbook.knowledge, &receipt, kept, self.today());
                reply::verified(self.handbook, language, &verified)
            }
            None => {
                let markdown = self.handbook.say(language, keys::VERIFY_WHAT, &[]);
                Reply { markdown, ..Reply::default() }
            }
        };
        self.reply(language, reply);
    }

    pub(super) fn set_language(&mut self, chosen: Language) {
        self.conversation.chosen_language = Some(chosen);
        self.say(chosen, keys::LANGUAGE_SET, &[]);
    }
}
