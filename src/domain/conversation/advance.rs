//! `advance`: takes one turn. The only function that changes a conversation's stage.

use crate::command::Command;
use crate::handbook::Handbook;
use crate::ids::{ChoiceId, EventId, TimerKey, Timestamp};
use crate::knowledge::{Verdict, detect};
use crate::language::Language;
use crate::message::{Abilities, Fate, Incoming, Privacy, What};
use crate::prompts::keys;
use crate::smalltalk::Smalltalk;

use super::effect::Effect;
use super::intention::{self, Intention};
use super::reply::{self, Reply};
use super::{Conversation, Stage};

/// What the shell tells the core about the world, this turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    pub now: Timestamp,
    pub abilities: Abilities,
    /// For a reaction or a pressed button: the event that the bot's message replied to.
    pub on_reply_to: Option<EventId>,
    /// For an edit or a withdrawal: whether its target was handled and is the sender's own.
    pub target_handled: bool,
    pub budget: Budget,
}

/// What the limits leave for this turn; judged by [`crate::limits`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Budget {
    Within,
    /// Spent; the person has not been told in this window.
    SpentTell,
    /// Spent, and the person knows.
    SpentTold,
}

/// What became of a turn.
#[derive(Clone, Debug, PartialEq)]
pub struct Advance {
    pub conversation: Conversation,
    pub effects: Vec<Effect>,
    /// How a message was read, for `fairway ask --jsonl` and the metrics; `None` when nothing was read.
    pub reading: Option<Reading>,
    /// Not meant for the bot: the shell keeps none of its words.
    pub ignored: bool,
}

/// How a message was read and answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub kind: Kind,
    pub verdict: Verdict,
    /// The ranking, best first, also when the verdict is unknown.
    pub ranking: Vec<crate::ids::EntryId>,
    pub language: Language,
}

/// What kind of message it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Question,
    Smalltalk,
}

/// An event that turns up later than this, in ms, after a long downtime is answered only in a conversation already begun.
pub const ANSWER_WITHIN_MS: i64 = 24 * 3_600_000;
/// How long the key of an unreadable message may take, in ms, before the person is told.
pub const UNREADABLE_TELL_AFTER_MS: i64 = 45_000;

const UNREADABLE_TIMER: &str = "unreadable";

/// Takes one turn: what came in, and what becomes of it. Asks nothing of the world; what should happen is returned.
pub fn advance(before: Conversation, incoming: &Incoming, handbook: &Handbook, given: &Given) -> Advance {
    let stale = given.now.ms_since(incoming.at) > ANSWER_WITHIN_MS && !before.introduced;
    let mut turn = Turn {
        conversation: before,
        incoming,
        handbook,
        given,
        effects: Vec::new(),
        reading: None,
        ignored: false,
        answers: incoming.event.clone(),
    };
    match &incoming.what {
        _ if stale => turn.ignored = true,
        What::Said { text, addressed } => turn.said(text, *addressed),
        What::Invoked { command } => turn.within_budget(|turn| turn.command(command.clone())),
        What::Chose { choice, .. } => turn.chose(choice.clone()),
        What::Reacted { symbol, .. } => turn.reacted(symbol),
        What::Edited { target, text } => turn.edited(target, text),
        What::Withdrew { target } => turn.withdrew(target),
        What::Joined => turn.joined(),
        What::Unreadable => turn.unreadable(),
        What::TimePassed { key } => turn.time_passed(key),
        What::Reported { fate, .. } => turn.reported(*fate),
        What::Left => turn.conversation.stage = Stage::Open,
    }
    turn.end()
}

struct Turn<'a> {
    conversation: Conversation,
    incoming: &'a Incoming,
    handbook: &'a Handbook,
    given: &'a Given,
    effects: Vec<Effect>,
    reading: Option<Reading>,
    ignored: bool,
    /// What the reply answers: the event itself, except that everything about an edited message answers that message,
    /// so that deleting it takes all of it back.
    answers: EventId,
}

impl Turn<'_> {
    fn said(&mut self, text: &str, addressed: bool) {
        self.has_been_read();
        let choosing = self.conversation.stage.offer().is_some() && intention::could_be_choice(text);
        if !addressed && !choosing {
            self.ignored = true;
            return;
        }
        self.within_budget(|turn| turn.answer(text));
    }

    /// Runs a turn that ends in a reply, as far as the limits allow it.
    fn within_budget(&mut self, turn: impl FnOnce(&mut Self)) {
        match self.given.budget {
            Budget::Within => turn(self),
            Budget::SpentTell => {
                let language = self.language(None);
                let contact = self.handbook.contact(language);
                self.say(language, keys::SLOW_DOWN, &[("contact", &contact)]);
            }
            Budget::SpentTold => {}
        }
    }

    fn answer(&mut self, text: &str) {
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
                let question = self.open_question();
                self.reply(language, Reply { markdown, choices: vec![choice], question, ..Reply::default() });
            }
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
        let ranking = self.handbook.knowledge.search(query, Some(language));
        let verdict = self.handbook.knowledge.judge(&ranking);
        let reply = match &verdict {
            Verdict::Sure(hit) => reply::passage(self.handbook, language, hit),
            Verdict::Unsure(hits) => reply::which_of_these(self.handbook, language, hits, query),
            Verdict::Unknown => None,
        };
        let known = reply.is_some();
        if !known {
            self.effects.push(Effect::KeepMiss { question: query.to_owned(), language });
        }
        let ranking = ranking.hits.iter().map(|hit| hit.entry.clone()).collect();
        self.reading = Some(Reading { kind: Kind::Question, verdict, ranking, language });
        self.reply(language, reply.unwrap_or_else(|| reply::unknown(self.handbook, language)));
    }

    fn smalltalk(&mut self, kind: Smalltalk, heard: Option<Language>) {
        self.conversation.last_language = heard.or(self.conversation.last_language);
        let language = self.language(None);
        self.reading =
            Some(Reading { kind: Kind::Smalltalk, verdict: Verdict::Unknown, ranking: Vec::new(), language });
        let reply = reply::smalltalk(self.handbook, language, kind);
        self.reply(language, reply);
    }

    fn command(&mut self, command: Command) {
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

    fn set_language(&mut self, chosen: Language) {
        self.conversation.chosen_language = Some(chosen);
        self.say(chosen, keys::LANGUAGE_SET, &[]);
    }

    fn chose(&mut self, choice: ChoiceId) {
        self.answer_the_question();
        if self.is_on_open_offer() && self.conversation.stage.choice(&choice).is_some() {
            self.within_budget(|turn| turn.choose(choice));
        }
    }

    fn reacted(&mut self, symbol: &str) {
        self.answer_the_question();
        let chosen = intention::reaction_number(symbol)
            .filter(|_| self.is_on_open_offer())
            .and_then(|number| self.conversation.stage.offer()?.1.get(number.checked_sub(1)?))
            .map(|choice| choice.id.clone());
        match chosen {
            Some(choice) => self.within_budget(|turn| turn.choose(choice)),
            None => self.ignored = true,
        }
    }

    /// A reaction or a button is nothing to quote: the reply answers the question under which it stands.
    fn answer_the_question(&mut self) {
        if let Some(question) = &self.given.on_reply_to {
            self.answers = question.clone();
        }
    }

    /// A reaction under an older message of the bot's answers nothing that is still open.
    fn is_on_open_offer(&self) -> bool {
        let offered_to = self.conversation.stage.offer().map(|(asked_by, _)| asked_by);
        offered_to.is_some() && offered_to == self.given.on_reply_to.as_ref()
    }

    fn choose(&mut self, choice: ChoiceId) {
        let language = self.language(None);
        match (reply::Chosen::read(&choice), &self.conversation.stage) {
            (Some(reply::Chosen::Passage(hit)), _) => match reply::passage(self.handbook, language, &hit) {
                Some(reply) => self.reply(language, reply),
                None => self.say_with_contact(keys::UNKNOWN),
            },
            (Some(reply::Chosen::None), _) => {
                if let Some(question) = self.open_question() {
                    self.effects.push(Effect::KeepMiss { question, language });
                }
                self.say_with_contact(keys::UNKNOWN_NONE);
            }
            (Some(reply::Chosen::Language(chosen)), _) => self.set_language(chosen),
            (Some(reply::Chosen::Command(command)), _) => self.command(command),
            (Some(reply::Chosen::Reword), Stage::Rewording { text, asked_by, .. }) => {
                let text = text.clone();
                self.answers = asked_by.clone();
                self.conversation.stage = Stage::Open;
                self.answer(&text);
            }
            (Some(reply::Chosen::Reword | reply::Chosen::LeaveWording) | None, _) => {
                self.say(language, keys::REWORD_LEFT, &[]);
            }
        }
    }

    fn open_question(&self) -> Option<String> {
        match &self.conversation.stage {
            Stage::Choosing { question, .. } => question.clone(),
            Stage::Open | Stage::Rewording { .. } => None,
        }
    }

    /// An edit of a message that was answered: one line offers to answer the new wording. The store has already put
    /// the new words in place of a message that was still waiting.
    fn edited(&mut self, target: &EventId, text: &str) {
        if !self.given.target_handled || self.given.budget != Budget::Within {
            self.ignored = true;
            return;
        }
        let language = self.language(Some(text));
        let Reply { markdown, choices, .. } = reply::reword_offer(self.handbook, language);
        self.answers = target.clone();
        let asked_by = target.clone();
        self.conversation.stage = Stage::Rewording { asked_by, choices: choices.clone(), text: text.to_owned() };
        self.push_message(language, Reply { markdown, choices, ..Reply::default() });
    }

    fn withdrew(&mut self, target: &EventId) {
        self.conversation.unread.retain(|event| event != target);
        if !self.given.target_handled {
            return;
        }
        if self.conversation.stage.offer().is_some_and(|(asked_by, _)| asked_by == target) {
            self.conversation.stage = Stage::Open;
        }
        self.effects.push(Effect::Withdraw { replies_to: target.clone() });
        self.effects.push(Effect::Forget { event: target.clone() });
    }

    fn joined(&mut self) {
        let language = self.language(None);
        match self.incoming.place.privacy {
            Privacy::Direct => self.say(language, keys::WELCOME_DIRECT, &[]),
            Privacy::Shared => {
                let markdown = self.handbook.say(language, keys::WELCOME_SHARED, &[]);
                // The room is greeted, not a person: each one's own first reply still says what the bot is.
                self.effects.push(Effect::Say { message: reply::plain(markdown), reply_to: None });
            }
        }
    }

    /// In a shared room nobody can tell whether the message was meant for the bot, so nobody is bothered; should its key
    /// come, it is read all the same.
    fn unreadable(&mut self) {
        if self.incoming.place.privacy == Privacy::Shared {
            return;
        }
        self.conversation.unread.push(self.incoming.event.clone());
        let at = self.given.now.plus_ms(UNREADABLE_TELL_AFTER_MS);
        self.effects.push(Effect::WakeAt { key: TimerKey::new(UNREADABLE_TIMER), at });
    }

    fn has_been_read(&mut self) {
        let waiting = self.conversation.unread.len();
        self.conversation.unread.retain(|event| event != &self.incoming.event);
        if waiting > 0 && self.conversation.unread.is_empty() {
            self.effects.push(Effect::LetSleep { key: TimerKey::new(UNREADABLE_TIMER) });
        }
    }

    fn time_passed(&mut self, key: &TimerKey) {
        if key.as_str() == UNREADABLE_TIMER && !self.conversation.unread.is_empty() {
            self.conversation.unread.clear();
            self.say_with_contact(keys::UNREADABLE);
        }
    }

    fn reported(&mut self, fate: Fate) {
        match fate {
            Fate::Refused | Fate::GaveUp => self.conversation.undelivered = true,
        }
    }

    /// The language of this turn's reply: the one the person chose, else that of the words, else the last one spoken.
    fn language(&mut self, text: Option<&str>) -> Language {
        let heard = text.and_then(detect::detect);
        self.conversation.last_language = heard.or(self.conversation.last_language);
        self.conversation
            .chosen_language
            .or(self.conversation.last_language)
            .unwrap_or(self.handbook.desk.default_language)
    }

    fn say_with_contact(&mut self, prompt: crate::prompts::Prompt) {
        let language = self.language(None);
        let contact = self.handbook.contact(language);
        self.say(language, prompt, &[("contact", &contact)]);
    }

    fn say(&mut self, language: Language, prompt: crate::prompts::Prompt, slots: &[(&str, &str)]) {
        let markdown = self.handbook.say(language, prompt, slots);
        self.reply(language, Reply { markdown, ..Reply::default() });
    }

    /// Says a reply and opens its choices. A reply without choices leaves none open, except the one that told how to
    /// take them.
    fn reply(&mut self, language: Language, reply: Reply) {
        if reply.choices.is_empty() {
            if !reply.keeps_choices {
                self.conversation.stage = Stage::Open;
            }
        } else {
            let (asked_by, question) = (self.answers.clone(), reply.question.clone());
            self.conversation.stage = Stage::Choosing { asked_by, choices: reply.choices.clone(), question };
        }
        self.push_message(language, reply);
    }

    fn push_message(&mut self, language: Language, reply: Reply) {
        let mut before = Vec::new();
        if !std::mem::replace(&mut self.conversation.introduced, true) {
            before.push(reply::introduction(self.handbook, language));
        }
        if std::mem::take(&mut self.conversation.undelivered) {
            before.push(self.handbook.say(language, keys::UNDELIVERED, &[]));
        }
        let message = reply.into_message(self.handbook, language, &self.given.abilities, &before);
        let reply_to = match &self.incoming.what {
            What::TimePassed { .. } | What::Reported { .. } | What::Joined => None,
            _ => Some(self.answers.clone()),
        };
        self.effects.push(Effect::Say { message, reply_to });
    }

    fn end(self) -> Advance {
        let Turn { conversation, effects, reading, ignored, .. } = self;
        Advance { conversation, effects, reading, ignored }
    }
}
