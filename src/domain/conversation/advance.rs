//! `advance`: takes one turn. The only function that changes a conversation's stage.

use jiff::civil::Date;

use crate::handbook::Handbook;
use crate::ids::{EventId, TimerKey, Timestamp};
use crate::knowledge::detect;
use crate::language::Language;
use crate::message::{Abilities, Audience, Fate, Incoming, Notice, Privacy, What};
use crate::prompts::keys;
use crate::receipt::Served;
use crate::screening::Underway;
use crate::ticket::Facts;

use super::answering::Reading;
use super::effect::Effect;
use super::intention;
use super::reply::{self, Reply};
use super::{Conversation, Question, Stage};

/// What the shell tells the core about the world, this turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    pub now: Timestamp,
    pub abilities: Abilities,
    /// For a reaction, a pressed button or a report: the event that the bot's message replied to.
    pub on_reply_to: Option<EventId>,
    /// For an edit or a withdrawal: whether its target was handled and is the sender's own.
    pub target_handled: bool,
    /// The passage that the receipt in the person's words names, as it was served; where there is such.
    pub kept: Option<Served>,
    /// The screening that waits for the code in the person's words, or the one that this conversation paused.
    pub paused: Option<Underway>,
    /// Drawn by chance for this turn.
    pub chance: u128,
    pub budget: Budget,
    /// What [`super::needs`] asked for.
    pub facts: Facts,
}

impl Given {
    /// What a turn is given that stands alone, with no store behind it and no other side.
    pub fn alone(now: Timestamp, abilities: Abilities) -> Self {
        Self {
            now,
            abilities,
            on_reply_to: None,
            target_handled: false,
            kept: None,
            paused: None,
            chance: 0,
            budget: Budget::Within,
            facts: Facts::default(),
        }
    }
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
    /// It counts towards no limit: an answer to a question that the bot put.
    pub is_free: bool,
}

/// An event that turns up later than this, in ms, after a long downtime is answered only in a conversation already begun.
pub const ANSWER_WITHIN_MS: i64 = 24 * 3_600_000;
/// How long the key of an unreadable message may take, in ms, before the person is told.
pub const UNREADABLE_TELL_AFTER_MS: i64 = 45_000;

const UNREADABLE_TIMER: &str = "unreadable";

/// Takes one turn: what came in, and what becomes of it. Asks nothing of the world; what should happen is returned.
pub fn advance(before: Conversation, incoming: &Incoming, handbook: &Handbook, given: &Given) -> Advance {
    // The contact point of the person's own place is named, where they said which it is.
    let works_in = before.works_in.as_ref().map(|works_in| &works_in.place);
    let screened = before.screening.as_ref().and_then(|underway| underway.jurisdiction.as_ref());
    let there = works_in.or(screened.filter(|place| !place.is_empty())).map(|place| handbook.at(place));
    let handbook = there.as_ref().unwrap_or(handbook);
    let stale = given.now.ms_since(incoming.at) > ANSWER_WITHIN_MS && !before.introduced;
    let was_screening = matches!(before.stage, Stage::Screening { .. });
    let mut turn = Turn {
        conversation: before,
        incoming,
        handbook,
        given,
        effects: Vec::new(),
        reading: None,
        ignored: false,
        is_free: false,
        was_screening,
        answers: incoming.event.clone(),
        asked: None,
    };
    if let Some(ticket) = turn.ticket() {
        let was = ticket.state;
        turn.advise(ticket);
        turn.show_state(was);
        return turn.end();
    }
    if given.facts.is_desk && turn.ordered_at_desk() {
        return turn.end();
    }
    match &incoming.what {
        _ if stale => turn.ignored = true,
        What::Told { ticket, news, permit } => turn.hear_news(ticket, news, permit.as_ref()),
        What::Said { text, addressed } => turn.said(text, *addressed),
        What::Attached { text, attachments, addressed } => {
            // Files are for advisers alone; without a ticket the words are all there is.
            if !turn.carries(text, attachments) {
                turn.said(text, *addressed);
            }
        }
        What::Invoked { command } => turn.within_budget(|turn| turn.command(command.clone())),
        What::Chose { choice, .. } => turn.chose(choice.clone()),
        What::Reacted { symbol, .. } => turn.reacted(symbol),
        What::Edited { target, text } => turn.edited(target, text),
        What::Withdrew { target } => turn.withdrew(target),
        What::Joined => turn.joined(),
        What::Withheld => turn.within_budget(|turn| turn.withheld()),
        What::Noticed { notice } => turn.noticed(*notice),
        What::Unreadable => turn.unreadable(),
        What::TimePassed { key } => turn.time_passed(key),
        What::Reported { fate, .. } => turn.reported(*fate),
        What::Left => {
            turn.conversation.stage = Stage::Open;
            turn.conversation.topic = None;
        }
    }
    turn.end()
}

/// One turn under way. Its parts have files of their own: `answering`, `following`, `choosing`, `feedback`.
pub(super) struct Turn<'a> {
    pub conversation: Conversation,
    pub incoming: &'a Incoming,
    pub handbook: &'a Handbook,
    pub given: &'a Given,
    pub effects: Vec<Effect>,
    pub reading: Option<Reading>,
    pub ignored: bool,
    pub is_free: bool,
    /// The turn began in a screening.
    was_screening: bool,
    /// What the reply answers: the event itself, except that everything about an edited message answers that message,
    /// so that deleting it takes all of it back.
    pub answers: EventId,
    /// The question that this turn's reply is about.
    pub asked: Option<Question>,
}

impl Turn<'_> {
    fn said(&mut self, text: &str, addressed: bool) {
        self.has_been_read();
        let choosing = self.conversation.stage.offer().is_some() && intention::could_be_choice(text);
        if !addressed && !choosing {
            self.ignored = true;
            return;
        }
        if self.carries(text, &[]) {
            return;
        }
        // Who answers what the bot asks is not to be told that this was a lot at once.
        if self.is_answer(text) {
            self.is_free = true;
            return self.answer(text);
        }
        self.within_budget(|turn| turn.answer(text));
    }

    /// Runs a turn that ends in a reply, as far as the limits allow it. Who used a command is told each time: a command that
    /// nothing follows seems broken. But not where the place for the reply is open to everyone.
    pub(super) fn within_budget(&mut self, turn: impl FnOnce(&mut Self)) {
        let place = self.incoming.handle.as_ref().map(|handle| handle.audience);
        let in_public = place == Some(Audience::Everyone) && self.incoming.place.privacy == Privacy::Shared;
        match self.given.budget {
            Budget::Within => turn(self),
            Budget::SpentTell | Budget::SpentTold if in_public => {}
            Budget::SpentTold if place.is_none() => {}
            Budget::SpentTell | Budget::SpentTold => {
                let language = self.language(None);
                let contact = self.handbook.contact(language);
                self.say(language, keys::SLOW_DOWN, &[("contact", &contact)]);
            }
        }
    }

    /// An edit of a message that was answered: one line offers to answer the new wording. The store has already put
    /// the new words in place of a message that was still waiting.
    fn edited(&mut self, target: &EventId, text: &str) {
        // One message can be with advisers already, and on the card of another ticket.
        if self.given.target_handled && (self.carries_edit(target, text) | self.edits_card(target, text)) {
            return;
        }
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
        // What a follow-up offered was offered for the topic's words, too.
        let is_handing = matches!(self.conversation.stage, Stage::Handing { .. });
        if self.conversation.topic.take_if(|topic| topic.asked_in == *target).is_some() && !is_handing {
            self.conversation.stage = Stage::Open;
        }
        self.conversation.works_in.take_if(|works_in| works_in.said_in == *target);
        self.forget_in_screening(target);
        self.carries_withdrawal(target);
        self.forget_question(target);
        self.forget_in_handing(target);
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

    fn withheld(&mut self) {
        let language = self.language(None);
        self.say(language, keys::USE_COMMAND, &[]);
    }

    fn noticed(&mut self, notice: Notice) {
        let markdown = reply::notice(self.handbook, self.handbook.desk.default_language, notice);
        self.effects.push(Effect::Say { message: reply::plain(markdown), reply_to: None });
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
        self.screening_timer(key);
    }

    fn reported(&mut self, fate: Fate) {
        if self.carried(fate) {
            return;
        }
        match fate {
            Fate::Arrived | Fate::NotChanged => {}
            Fate::Refused | Fate::GaveUp | Fate::Withheld | Fate::Unfit => self.conversation.undelivered = true,
            // Where nobody else is, there is no other place to say so.
            Fate::Unreachable if self.incoming.place.privacy == Privacy::Direct => self.conversation.undelivered = true,
            Fate::Unreachable => {
                self.conversation.undelivered = true;
                // Others read it, so it says nothing of what was asked, and nothing that is said to the person alone.
                let language = self.language(None);
                let message = reply::plain(self.handbook.say(language, keys::UNREACHABLE, &[]));
                self.effects.push(Effect::Say { message, reply_to: self.given.on_reply_to.clone() });
            }
        }
    }

    /// The language of this turn's reply: the one the person chose, else that of the words, else the last one spoken, else
    /// that of their client.
    pub(super) fn language(&mut self, text: Option<&str>) -> Language {
        let heard = text.and_then(detect::detect);
        self.conversation.last_language = heard.or(self.conversation.last_language);
        self.conversation
            .chosen_language
            .or(self.conversation.last_language)
            .or_else(|| self.incoming.handle.as_ref().and_then(|handle| handle.language))
            .unwrap_or(self.handbook.desk.default_language)
    }

    pub(super) fn say_with_contact(&mut self, prompt: crate::prompts::Prompt) {
        let language = self.language(None);
        let contact = self.handbook.contact(language);
        self.say(language, prompt, &[("contact", &contact)]);
    }

    pub(super) fn say(&mut self, language: Language, prompt: crate::prompts::Prompt, slots: &[(&str, &str)]) {
        let markdown = self.handbook.say(language, prompt, slots);
        self.reply(language, Reply { markdown, ..Reply::default() });
    }

    /// Says a reply and opens its choices. A reply without choices leaves none open, except the one that told how to
    /// take them.
    pub(super) fn reply(&mut self, language: Language, reply: Reply) {
        if reply.choices.is_empty() {
            if !reply.sources.is_empty() {
                return self.serve(language, reply);
            }
            if !reply.keeps_choices && !self.is_screening() {
                self.conversation.stage = Stage::Open;
            }
        } else {
            let (asked_by, question) = (self.answers.clone(), self.asked.take());
            self.conversation.stage = Stage::Choosing { asked_by, choices: reply.choices.clone(), question };
        }
        self.push_message(language, reply);
    }

    /// Whatever else is said, a screening goes on waiting for its answer.
    fn is_screening(&self) -> bool {
        matches!(self.conversation.stage, Stage::Screening { .. })
    }

    /// The day of this turn, in UTC: an institution's midnight is not worth a setting.
    pub(super) fn today(&self) -> Date {
        self.given.now.day()
    }

    pub(super) fn push_message(&mut self, language: Language, mut reply: Reply) {
        let served = std::mem::take(&mut reply.served);
        self.effects.extend(served.into_iter().map(Effect::KeepPassage));
        let mut before = Vec::new();
        if !std::mem::replace(&mut self.conversation.introduced, true) {
            before.push(reply::introduction(self.handbook, language, &self.given.abilities));
        }
        if std::mem::take(&mut self.conversation.undelivered) {
            before.push(self.handbook.say(language, keys::UNDELIVERED, &[]));
        }
        if self.was_screening && !self.is_screening() && self.conversation.screening.is_some() {
            reply.under.push(self.screening_waits(language));
        }
        let message = reply.into_message(self.handbook, language, &self.given.abilities, &before);
        let reply_to = match &self.incoming.what {
            What::TimePassed { .. }
            | What::Reported { .. }
            | What::Joined
            | What::Told { .. }
            | What::Withdrew { .. } => None,
            _ => Some(self.answers.clone()),
        };
        self.effects.push(Effect::Say { message, reply_to });
    }

    fn end(self) -> Advance {
        let Turn { conversation, effects, reading, ignored, is_free, .. } = self;
        Advance { conversation, effects, reading, ignored, is_free }
    }
}
