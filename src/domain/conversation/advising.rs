//! The advisers' side of a ticket: a thread in their own room. Whoever has the ticket speaks with the person; everybody else's words
//! stay here. Nothing is done for somebody whom the network does not confirm as an adviser at that moment.

use crate::ids::{EventId, PersonId};
use crate::language::Language;
use crate::message::{Choice, Fate, Message, What};
use crate::prompts::Prompt;
use crate::prompts::ticket::keys;
use crate::ticket::{Move, News, Order, Permit, Plain, Priority, State, Ticket};

use super::advance::{Standing, Turn};
use super::effect::Effect;
use super::linked::{said_of, told};
use super::reply;
use super::{Side, Stage, intention};

/// The choice under a new ticket.
const CLAIM: &str = "desk:claim";

impl Turn<'_> {
    /// The ticket of this thread; `None` where this is no advisers' thread.
    pub(super) fn ticket(&self) -> Option<Ticket> {
        match &self.conversation.ticket {
            Some(Side::Advisers(ticket)) => Some((**ticket).clone()),
            Some(Side::Person(_)) | None => None,
        }
    }

    /// A turn in an advisers' thread.
    pub(super) fn advise(&mut self, ticket: Ticket) {
        self.is_free = true;
        match &self.incoming.what {
            What::Told { news, .. } => self.news_of_person(ticket, news),
            What::Reported { fate, .. } => self.words_of_person_lost(ticket, *fate),
            What::Said { text, .. } => match self.permit() {
                Some(permit) => self.adviser_said(ticket, &permit, text),
                None => self.is_no_adviser(ticket),
            },
            What::Edited { target, text } => {
                // Only one's own words, and only what was carried: of a note the other side has never heard.
                if let (Some(permit), true, Some(text)) =
                    (self.permit(), self.given.target_handled, words_for_person(text))
                {
                    let news = News::Changed { said: target.clone(), text };
                    self.effects.push(Effect::Tell { news, permit: Some(permit) });
                }
            }
            What::Withdrew { target } => {
                if let Some(permit) = self.permit().filter(|_| self.given.target_handled) {
                    let news = News::TookBack { said: target.clone() };
                    self.effects.push(Effect::Tell { news, permit: Some(permit) });
                }
            }
            What::Chose { choice, .. } if choice.as_str() == CLAIM => self.claimed(ticket),
            What::Reacted { symbol, .. } if self.is_under_card() && intention::reaction_number(symbol) == Some(1) => {
                self.claimed(ticket);
            }
            _ => self.ignored = true,
        }
    }

    fn permit(&self) -> Option<Permit> {
        match &self.given.standing {
            Standing::Confirmed(permit) => Some(permit.clone()),
            Standing::NotAsked | Standing::Denied | Standing::NoAnswer => None,
        }
    }

    /// Nothing is done for them; and what they had goes back.
    fn is_no_adviser(&mut self, mut ticket: Ticket) {
        let prompt = match self.given.standing {
            Standing::NoAnswer => keys::DESK_NOT_CHECKED,
            Standing::NotAsked | Standing::Denied | Standing::Confirmed(_) => keys::DESK_NOT_ADVISER,
        };
        self.tell_advisers(prompt, &[]);
        let had_it = ticket.owner.as_ref() == Some(&self.incoming.sender);
        if self.given.standing == Standing::Denied && had_it && ticket.take(Move::Release) {
            self.tell_advisers(keys::DESK_RELEASED, &[]);
            self.keep(ticket);
        }
    }

    fn is_under_card(&self) -> bool {
        let card = match &self.conversation.stage {
            Stage::Choosing { asked_by, .. } => Some(asked_by),
            _ => None,
        };
        card.is_some() && card == self.given.on_reply_to.as_ref()
    }

    fn claimed(&mut self, ticket: Ticket) {
        match self.permit() {
            Some(permit) => self.claim(ticket, &permit),
            None => self.is_no_adviser(ticket),
        }
    }

    /// What the person's side tells.
    fn news_of_person(&mut self, mut ticket: Ticket, news: &News) {
        match news {
            News::Opened { text } => self.open_thread(&ticket, text),
            News::Wrote { text, .. } => {
                ticket.take(Move::Hear);
                let markdown = self.words_of_person(text);
                self.effects.push(Effect::Carry { message: reply::plain(markdown), permit: None });
                self.keep(ticket);
            }
            News::Changed { said, text } => {
                let message = reply::plain(self.words_of_person(text));
                self.effects.push(Effect::Amend { replies_to: told(said), message, permit: None });
            }
            News::TookBack { said } => {
                self.effects.push(Effect::Withdraw { replies_to: told(said) });
                self.effects.push(Effect::Forget { event: told(said) });
            }
            News::Arrived { said } => {
                let at = self.given.now.in_utc();
                let time = at.rsplit(' ').next().unwrap_or_default().to_owned();
                self.tell_below(said, keys::DESK_ARRIVED, &[("time", &time)]);
            }
            News::Lost { said, fate } => {
                let prompt = match fate {
                    Fate::Unreachable => keys::DESK_LOST_UNREACHABLE,
                    Fate::Refused | Fate::Arrived => keys::DESK_LOST_REFUSED,
                    Fate::GaveUp => keys::DESK_LOST_GAVE_UP,
                    Fate::Withheld => keys::DESK_WITHHELD,
                };
                // Who is no adviser any more has no ticket either.
                let is_owners = *fate == Fate::Withheld && self.given.owner == Standing::Denied;
                if is_owners && ticket.take(Move::Release) {
                    self.tell_below(said, prompt, &[]);
                    self.tell_advisers(keys::DESK_RELEASED, &[]);
                    return self.keep(ticket);
                }
                self.tell_below(said, prompt, &[]);
            }
            News::Closed { .. } => {
                if ticket.take(Move::Close) {
                    self.tell_advisers(keys::DESK_CLOSED_BY_PERSON, &[]);
                }
                self.keep(ticket);
            }
            News::Reopened => {
                if ticket.take(Move::Reopen) {
                    self.tell_advisers(keys::DESK_REOPENED, &[]);
                }
                self.keep(ticket);
            }
            News::Taken | News::Waits | News::Resolved | News::NotOpened => self.ignored = true,
        }
    }

    /// The head of the thread: what was agreed to, word for word.
    fn open_thread(&mut self, ticket: &Ticket, text: &str) {
        let language = self.desk_language();
        let title = self.handbook.say(language, keys::DESK_TITLE, &[("number", &ticket.number.to_string())]);
        let about = self.handbook.say(language, keys::DESK_LANGUAGE, &[("language", ticket.language.autonym())]);
        let choice = Choice::new(CLAIM, self.handbook.say(language, keys::DESK_CLAIM, &[]));
        let mut parts = vec![format!("**{title}**"), Plain::of(text).quote(), about];
        if !self.given.abilities.buttons {
            parts.push(self.handbook.say(language, keys::DESK_HOW, &[]));
        }
        let message = Message { markdown: parts.join("\n\n"), choices: vec![choice.clone()], ..Message::default() };
        self.conversation.stage =
            Stage::Choosing { asked_by: self.answers.clone(), choices: vec![choice], question: None };
        self.effects.push(Effect::OpenThread { message });
    }

    fn words_of_person(&self, text: &str) -> String {
        let header = self.handbook.say(self.desk_language(), keys::DESK_PERSON, &[]);
        format!("{header}\n\n{}", Plain::of(text).quote())
    }

    /// Words of the person that this room did not take. Without the head there is no thread, and so no ticket.
    fn words_of_person_lost(&mut self, mut ticket: Ticket, fate: Fate) {
        if self.is_under_card() && fate != Fate::Arrived {
            ticket.take(Move::Close);
            self.effects.push(Effect::Tell { news: News::NotOpened, permit: None });
            return self.keep(ticket);
        }
        let said = self.given.on_reply_to.as_ref().and_then(said_of);
        match (fate, said) {
            (Fate::Arrived, _) | (_, None) => {}
            (fate, Some(said)) => self.effects.push(Effect::Tell { news: News::Lost { said, fate }, permit: None }),
        }
    }

    fn adviser_said(&mut self, ticket: Ticket, permit: &Permit, text: &str) {
        if !is_order(text) {
            // Everybody else's words are notes.
            if ticket.owner.as_ref() == Some(&permit.person) {
                self.reply_to_person(ticket, permit, text);
            }
            return;
        }
        let order = order_in(text);
        let owns = ticket.owner.as_ref() == Some(&permit.person);
        match order {
            Some(Order::Note) => {}
            Some(Order::Help) => self.tell_advisers(keys::DESK_HELP, &[]),
            Some(Order::Claim) => self.claim(ticket, permit),
            Some(Order::Reopen) => self.ordered(ticket, permit, Move::Reopen, Some(News::Reopened)),
            Some(Order::Priority(priority)) => self.set_priority(ticket, priority),
            Some(Order::Topic(topic)) => self.set_topic(ticket, &topic),
            Some(_) if !owns => self.tell_advisers(keys::DESK_NOT_YOURS, &[]),
            Some(Order::Reply(words)) => self.reply_to_person(ticket, permit, &words),
            Some(Order::Release) => self.ordered(ticket, permit, Move::Release, None),
            Some(Order::Wait) => self.ordered(ticket, permit, Move::Wait, Some(News::Waits)),
            Some(Order::Resolve) => self.ordered(ticket, permit, Move::Resolve, Some(News::Resolved)),
            Some(Order::Close(agreed)) => {
                let agreed = Some(agreed).filter(|agreed| !agreed.is_empty());
                self.ordered(ticket, permit, Move::Close, Some(News::Closed { agreed }));
            }
            None => {
                self.tell_advisers(keys::DESK_UNKNOWN, &[]);
                self.tell_advisers(keys::DESK_HELP, &[]);
            }
        }
    }

    fn reply_to_person(&mut self, mut ticket: Ticket, permit: &Permit, words: &str) {
        if Plain::of(words).is_empty() {
            let prompt = if is_order(self.words()) { keys::DESK_REPLY_WHAT } else { keys::DESK_ONLY_TEXT };
            return self.tell_advisers(prompt, &[]);
        }
        if !ticket.take(Move::Reply) {
            return self.not_now(ticket.state);
        }
        let news = News::Wrote { said: self.incoming.event.clone(), text: words.to_owned() };
        self.effects.push(Effect::Tell { news, permit: Some(permit.clone()) });
        self.keep(ticket);
    }

    fn words(&self) -> &str {
        match &self.incoming.what {
            What::Said { text, .. } => text,
            _ => "",
        }
    }

    fn claim(&mut self, mut ticket: Ticket, permit: &Permit) {
        if let Some(owner) = ticket.owner.clone().filter(|_| !ticket.state.is_over()) {
            // Whoever is no adviser any more has no ticket either.
            if self.given.owner != Standing::Denied || !ticket.take(Move::Release) {
                return self.tell_advisers(keys::DESK_HAS_IT, &[("who", &shown(&owner))]);
            }
        }
        if !ticket.take(Move::Claim) {
            return self.not_now(ticket.state);
        }
        ticket.owner = Some(permit.person.clone());
        self.tell_advisers(keys::DESK_TAKEN, &[("who", &shown(&permit.person))]);
        self.effects.push(Effect::Tell { news: News::Taken, permit: Some(permit.clone()) });
        self.keep(ticket);
    }

    fn ordered(&mut self, mut ticket: Ticket, permit: &Permit, step: Move, news: Option<News>) {
        if !ticket.take(step) {
            return self.not_now(ticket.state);
        }
        if step == Move::Reopen {
            ticket.owner = Some(permit.person.clone());
        }
        match step {
            Move::Release => self.tell_advisers(keys::DESK_RELEASED, &[]),
            _ => {
                let state = self.state(ticket.state);
                self.tell_advisers(keys::DESK_NOW, &[("state", &state)]);
            }
        }
        self.effects.extend(news.map(|news| Effect::Tell { news, permit: Some(permit.clone()) }));
        self.keep(ticket);
    }

    fn set_priority(&mut self, mut ticket: Ticket, priority: Option<Priority>) {
        let Some(priority) = priority else { return self.tell_advisers(keys::DESK_PRIORITY_WHICH, &[]) };
        ticket.priority = priority;
        self.tell_advisers(keys::DESK_PRIORITY, &[("priority", priority.word())]);
        self.keep(ticket);
    }

    fn set_topic(&mut self, mut ticket: Ticket, topic: &str) {
        let topic = Plain::of(topic);
        if topic.is_empty() {
            return self.tell_advisers(keys::DESK_TOPIC_WHICH, &[]);
        }
        let noted = format!("{}\n\n{}", self.handbook.say(self.desk_language(), keys::DESK_TOPIC, &[]), topic.quote());
        ticket.topic = Some(topic.text());
        self.say_to_advisers(noted, Some(self.answers.clone()));
        self.keep(ticket);
    }

    fn not_now(&mut self, state: State) {
        let state = self.state(state);
        self.tell_advisers(keys::DESK_NOT_NOW, &[("state", &state)]);
    }

    fn state(&self, state: State) -> String {
        let prompt = match state {
            State::New => keys::DESK_STATE_NEW,
            State::Open => keys::DESK_STATE_OPEN,
            State::Waiting => keys::DESK_STATE_WAITING,
            State::Resolved => keys::DESK_STATE_RESOLVED,
            State::Closed => keys::DESK_STATE_CLOSED,
        };
        self.handbook.say(self.desk_language(), prompt, &[])
    }

    fn keep(&mut self, ticket: Ticket) {
        self.conversation.ticket = Some(Side::Advisers(Box::new(ticket)));
    }

    /// Advisers share a thread, so they share its language, too.
    fn desk_language(&self) -> Language {
        self.handbook.desk.default_language
    }

    fn tell_advisers(&mut self, prompt: Prompt, slots: &[(&str, &str)]) {
        let markdown = self.handbook.say(self.desk_language(), prompt, slots);
        let reply_to = match self.incoming.what {
            What::Told { .. } | What::Reported { .. } => None,
            _ => Some(self.answers.clone()),
        };
        self.say_to_advisers(markdown, reply_to);
    }

    /// Below what an adviser wrote.
    fn tell_below(&mut self, said: &EventId, prompt: Prompt, slots: &[(&str, &str)]) {
        let markdown = self.handbook.say(self.desk_language(), prompt, slots);
        self.say_to_advisers(markdown, Some(said.clone()));
    }

    fn say_to_advisers(&mut self, markdown: String, reply_to: Option<EventId>) {
        self.effects.push(Effect::Say { message: reply::plain(markdown), reply_to });
    }
}

fn is_order(text: &str) -> bool {
    text.trim_start().starts_with('!')
}

fn order_in(text: &str) -> Option<Order> {
    Order::read(text.trim_start().trim_start_matches('!'))
}

/// What of a message goes to the person, if whoever wrote it has the ticket.
fn words_for_person(text: &str) -> Option<String> {
    match order_in(text).filter(|_| is_order(text)) {
        Some(Order::Reply(words)) => Some(words),
        Some(_) => None,
        None => (!is_order(text)).then(|| text.to_owned()),
    }
}

/// An adviser's id as it can be read, without calling anybody.
fn shown(person: &PersonId) -> String {
    Plain::of(person.as_str()).inline()
}
