//! What advisers order in a ticket's thread, and what they write to the person there.

use crate::ids::PersonId;
use crate::message::{Attachment, Message, What};
use crate::prompts::ticket::keys;
use crate::prompts::{Prompt, orders};
use crate::ticket::{Move, Named, News, Order, Permit, Plain, Priority, Standing, Ticket};

use super::advance::Turn;
use super::advising::shown;
use super::effect::Effect;
use super::linked::said_by;
use super::reply;

impl Turn<'_> {
    pub(super) fn adviser_said(&mut self, ticket: Ticket, permit: &Permit, text: &str) {
        if !is_order(text) {
            // Everybody else's words are notes.
            if self.plain_words_go() && ticket.owner.as_ref() == Some(&permit.person) {
                self.reply_to_person(ticket, permit, text);
            }
            return;
        }
        self.carry_out(ticket, permit, Order::in_message(text));
    }

    /// `None`: something that no order is called.
    pub(super) fn carry_out(&mut self, ticket: Ticket, permit: &Permit, order: Option<Order>) {
        let owns = ticket.owner.as_ref() == Some(&permit.person);
        match order {
            Some(Order::Note(words)) => self.show_said(keys::DESK_RECORD_NOTE, permit, &words),
            Some(Order::Claim) => self.claim(ticket, permit),
            Some(Order::Reopen) => self.ordered(ticket, permit, Move::Reopen, [News::Reopened]),
            Some(Order::Priority(priority)) => self.set_priority(ticket, priority),
            Some(Order::Topic(topic)) => self.set_topic(ticket, &topic),
            Some(Order::Transcript) => self.give_transcript(&ticket),
            Some(order @ (Order::List | Order::Mine | Order::Duty(_) | Order::Confirm(_) | Order::Help)) => {
                self.order_of_desk(order, permit);
            }
            Some(Order::Transfer(name)) if owns || ticket.owner.is_none() => self.transfer(ticket, permit, &name),
            Some(_) if !owns => self.tell_advisers(keys::DESK_NOT_YOURS, &[]),
            Some(Order::Reply(words)) => self.reply_to_person(ticket, permit, &words),
            Some(Order::Snippet(name)) => self.send_snippet(ticket, permit, &name),
            Some(Order::Transfer(_)) => self.tell_advisers(keys::DESK_NOT_YOURS, &[]),
            Some(Order::Release) => self.ordered(ticket, permit, Move::Release, []),
            Some(Order::Wait) => self.ordered(ticket, permit, Move::Wait, [News::Waits]),
            Some(Order::Resolve) => self.ordered(ticket, permit, Move::Resolve, [News::Resolved]),
            Some(Order::Close(agreed)) => {
                let said = self.incoming.event.clone();
                let agreed = (!Plain::of(&agreed).is_empty()).then_some(News::Agreed { said, text: agreed });
                self.ordered(ticket, permit, Move::Close, agreed.into_iter().chain([News::Closed]));
            }
            None => {
                self.tell_advisers(keys::DESK_UNKNOWN, &[]);
                self.help_advisers();
            }
        }
    }

    /// Files of whoever has the ticket go to the person, and everybody else's stay here, as words do.
    pub(super) fn adviser_attached(&mut self, ticket: Ticket, permit: &Permit, text: &str, attachments: &[Attachment]) {
        let words = self.words_for_person(text).filter(|_| ticket.owner.as_ref() == Some(&permit.person));
        let Some(words) = words else { return };
        match self.may_carry(self.desk_language(), attachments, [keys::DESK_NO_FILES, keys::DESK_TOO_LARGE]) {
            Ok(()) => self.pass_on(ticket, permit, words, attachments.to_vec()),
            Err(markdown) => self.say_to_advisers(markdown, Some(self.answers.clone())),
        }
    }

    /// What of a message goes to the person, if whoever wrote it has the ticket.
    pub(super) fn words_for_person(&self, text: &str) -> Option<String> {
        match Order::in_message(text) {
            Some(Order::Reply(words)) => Some(words),
            Some(_) => None,
            None => (!is_order(text) && self.plain_words_go()).then(|| text.to_owned()),
        }
    }

    pub(super) fn plain_words_go(&self) -> bool {
        self.handbook.desk.advisers.as_ref().is_none_or(|advisers| advisers.plain_words_go)
    }

    fn reply_to_person(&mut self, ticket: Ticket, permit: &Permit, words: &str) {
        if Plain::of(words).is_empty() {
            let is_said = matches!(&self.incoming.what, What::Said { text, .. } if !is_order(text));
            let prompt = if is_said { keys::DESK_ONLY_TEXT } else { keys::DESK_REPLY_WHAT };
            return self.tell_advisers(prompt, &[]);
        }
        self.pass_on(ticket, permit, words.to_owned(), Vec::new());
    }

    fn pass_on(&mut self, mut ticket: Ticket, permit: &Permit, text: String, attachments: Vec<Attachment>) {
        if !ticket.take(Move::Reply) {
            return self.not_now(ticket.state);
        }
        self.show_said(keys::DESK_RECORD_REPLY, permit, &text);
        self.lives_on(&ticket);
        let news = News::Wrote { said: self.incoming.event.clone(), text, attachments };
        self.tell_person(&ticket, news, Some(permit));
        self.keep(ticket);
    }

    /// Words that came in a command stand nowhere in the thread: colleagues see them because they are said again.
    fn show_said(&mut self, whose: Prompt, permit: &Permit, words: &str) {
        if matches!(self.incoming.what, What::Invoked { .. }) {
            let header = self.handbook.say(self.desk_language(), whose, &[("who", &shown(&permit.person))]);
            self.say_to_advisers(said_by(&format!("**{header}:**"), words), Some(self.answers.clone()));
        }
    }

    pub(super) fn claim(&mut self, mut ticket: Ticket, permit: &Permit) {
        if let Some(owner) = ticket.owner.clone().filter(|_| !ticket.state.is_over()) {
            // Whoever is no adviser any more has no ticket either.
            if self.given.facts.owner != Standing::Denied || !ticket.take(Move::Release) {
                return self.tell_advisers(keys::DESK_HAS_IT, &[("who", &shown(&owner))]);
            }
        }
        if !ticket.take(Move::Claim) {
            return self.not_now(ticket.state);
        }
        ticket.owner = Some(permit.person.clone());
        let taken = self.taken(&permit.person, Some(permit));
        self.effects.push(Effect::Say { message: taken, reply_to: Some(self.answers.clone()) });
        self.tell_person(&ticket, News::Taken, Some(permit));
        self.lives_on(&ticket);
        self.keep(ticket);
    }

    /// That somebody has the ticket, what the person has been told of it, and what can be done next. `permit`: theirs, where they took it
    /// themselves.
    fn taken(&self, who: &PersonId, permit: Option<&Permit>) -> Message {
        let say = |prompt, slots: &[(&str, &str)]| self.handbook.say(self.desk_language(), prompt, slots);
        let told = match self.who_speaks(permit) {
            Some(who) => say(keys::DESK_TOLD_AS, &[("who", &who)]),
            None => say(keys::DESK_TOLD_NOT_WHO, &[]),
        };
        let markdown = format!("{} {told}", say(keys::DESK_TAKEN, &[("who", &shown(who))]));
        let next = [
            (Order::Wait, orders::keys::BUTTON_WAITING),
            (Order::Resolve, orders::keys::BUTTON_RESOLVE),
            (Order::Close(String::new()), orders::keys::BUTTON_CLOSE),
            (Order::Release, orders::keys::BUTTON_RELEASE),
        ];
        let choices = next.iter().filter(|_| self.given.abilities.buttons);
        let choices = choices.map(|(order, label)| self.choice_to(order, *label)).collect();
        Message { choices, ..reply::plain(markdown) }
    }

    /// To a colleague, who is called.
    fn transfer(&mut self, mut ticket: Ticket, permit: &Permit, name: &str) {
        let to = match &self.given.facts.named {
            Named::Adviser(to) => to.clone(),
            named => return self.tell_whom_not(named, name, keys::DESK_TRANSFER_WHICH),
        };
        let (step, news) = match ticket.owner {
            Some(_) => (Move::Pass, News::Passed),
            None => (Move::Claim, News::Taken),
        };
        if !ticket.take(step) {
            return self.not_now(ticket.state);
        }
        let message = Message { calls: vec![to.clone()], ..self.taken(&to, None) };
        self.effects.push(Effect::Say { message, reply_to: Some(self.answers.clone()) });
        ticket.owner = Some(to);
        // Told by somebody else than who has it: their name would be the wrong one.
        self.tell_person(&ticket, news, Some(&Permit { name: None, ..permit.clone() }));
        self.lives_on(&ticket);
        self.keep(ticket);
    }

    /// Words kept for all go to the person in their language, and stand here as they were sent.
    fn send_snippet(&mut self, mut ticket: Ticket, permit: &Permit, name: &str) {
        let language = self.desk_language();
        let Some(words) = self.handbook.snippets.get(name, ticket.language) else {
            let names: Vec<_> = self.handbook.snippets.names().map(|name| format!("`{name}`")).collect();
            return match names.is_empty() {
                true => self.tell_advisers(keys::DESK_SNIPPETS_NONE, &[]),
                false => self.tell_advisers(keys::DESK_SNIPPETS, &[("names", &names.join(", "))]),
            };
        };
        if !ticket.take(Move::Reply) {
            return self.not_now(ticket.state);
        }
        let (text, sent) = (words.to_owned(), Plain::of(words).quote());
        let markdown = format!("{}\n\n{sent}", self.handbook.say(language, keys::DESK_SNIPPET, &[]));
        self.say_to_advisers(markdown, Some(self.answers.clone()));
        let news = News::Wrote { said: self.incoming.event.clone(), text, attachments: Vec::new() };
        self.tell_person(&ticket, news, Some(permit));
        self.lives_on(&ticket);
        self.keep(ticket);
    }

    fn ordered(&mut self, mut ticket: Ticket, permit: &Permit, step: Move, news: impl IntoIterator<Item = News>) {
        if !ticket.take(step) {
            return self.not_now(ticket.state);
        }
        if step == Move::Reopen {
            ticket.owner = Some(permit.person.clone());
            self.lives_on(&ticket);
        }
        match step {
            Move::Release => self.tell_advisers(keys::DESK_RELEASED, &[]),
            _ => {
                let state = self.state(ticket.state);
                self.tell_advisers(keys::DESK_NOW, &[("state", &state)]);
            }
        }
        news.into_iter().for_each(|news| self.tell_person(&ticket, news, Some(permit)));
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
}

pub(super) fn is_order(text: &str) -> bool {
    text.trim_start().starts_with('!')
}
