//! The person's own tickets: where they stand, and how to go on with one from another account or network.

use crate::language::Language;
use crate::message::Privacy;
use crate::prompts::ticket::keys;
use crate::ticket::{Link, News, Overview, Phrase, Resumed, State};

use super::advance::Turn;
use super::effect::Effect;
use super::reply;

impl Turn<'_> {
    /// Where the person's tickets stand, the latest first. Never where others read along.
    pub(super) fn list_own(&mut self) {
        let language = self.language(None);
        if self.incoming.place.privacy == Privacy::Shared {
            return self.goes_private(language, "list");
        }
        let tickets = &self.given.facts.tickets;
        if tickets.is_empty() {
            return self.say(language, keys::NONE_OPEN, &[("command", &self.ticket_typed(""))]);
        }
        let line = |Overview { ticket, is_here, .. }: &Overview| {
            let (number, day) = (ticket.number.to_string(), ticket.opened_at.day().to_string());
            let state = self.state_for_person(language, ticket.state);
            let slots = [("number", number.as_str()), ("state", &state), ("day", &day)];
            let elsewhere = (!is_here && !ticket.state.is_over())
                .then(|| format!(" {}", self.handbook.say(language, keys::LIST_ELSEWHERE, &[])));
            format!("- {}{}", self.handbook.say(language, keys::LIST_LINE, &slots), elsewhere.unwrap_or_default())
        };
        let lines: Vec<String> = tickets.iter().map(line).collect();
        let markdown = format!("{}\n\n{}", self.handbook.say(language, keys::LIST, &[]), lines.join("\n"));
        self.reply(language, reply::Reply { markdown, keeps_choices: true, ..reply::Reply::default() });
    }

    fn state_for_person(&self, language: Language, state: State) -> String {
        let prompt = match state {
            State::New => keys::STATE_NEW,
            State::Open => keys::STATE_OPEN,
            State::Waiting => keys::STATE_WAITING,
            State::Resolved => keys::STATE_RESOLVED,
            State::Closed => keys::STATE_CLOSED,
        };
        self.handbook.say(language, prompt, &[])
    }

    /// What is about a ticket is said to the person alone; here only that it is.
    pub(super) fn goes_private(&mut self, language: Language, step: &str) {
        let here = self.handbook.say(language, keys::HERE, &[("command", &self.ticket_typed(step))]);
        let reply_to = Some(self.answers.clone());
        self.effects.push(Effect::SayDirectly { message: reply::plain(here), reply_to });
        self.say(language, keys::MOVED, &[]);
    }

    /// Somebody brings a ticket's phrase: it goes on here. The phrase has done its work then, and another takes its place.
    pub(super) fn resume_ticket(&mut self) {
        let language = self.language(None);
        // Whatever becomes of it, the phrase is not kept.
        self.effects.push(Effect::Forget { event: self.incoming.event.clone() });
        if self.incoming.place.privacy == Privacy::Shared {
            let message = reply::plain(self.handbook.say(language, keys::RESUME_HERE, &[]));
            self.effects.push(Effect::SayDirectly { message, reply_to: Some(self.answers.clone()) });
            return self.say(language, keys::MOVED, &[]);
        }
        let Some(advisers) = &self.handbook.desk.advisers else {
            return self.say_with_contact(crate::prompts::keys::PERSON_FIRST);
        };
        if self.given.abilities.reads_along && !advisers.from_networks_that_read {
            return self.say_with_contact(keys::NOT_HERE);
        }
        match self.given.facts.resumed.clone() {
            Resumed::TooMany => self.say_with_contact(keys::RESUME_TOO_MANY),
            Resumed::No | Resumed::NotAsked => self.say_with_contact(keys::RESUME_NO),
            Resumed::Yes { link, is_here: true } => {
                self.say(language, keys::RESUME_IS_HERE, &[("number", &link.number.to_string())]);
            }
            Resumed::Yes { link, is_here: false } => self.goes_on_here(language, link),
        }
    }

    fn goes_on_here(&mut self, language: Language, link: Link) {
        if let Some(other) = self.link().map(|link| link.number.to_string()) {
            let command = self.ticket_typed("close");
            return self.say(language, keys::HAS_ONE, &[("number", &other), ("command", &command)]);
        }
        let (number, is_over) = (link.number.to_string(), link.is_over);
        let phrase = Phrase::from_chance(link.number.clone(), self.given.chance);
        let shown = phrase.to_string();
        self.effects.push(Effect::TakeOver { ticket: link.id.clone(), phrase });
        self.effects.push(Effect::Tell { ticket: link.id.clone(), news: News::CameBack, permit: None });
        self.begin_link(link);
        let (resumed, again) = (keys::RESUMED, if is_over { keys::RESUMED_OVER } else { keys::RESUMED_GOES });
        let mut parts = vec![
            self.handbook.say(language, resumed, &[("number", &number)]),
            self.handbook.say(language, again, &[]),
            self.handbook.say(language, keys::PHRASE, &[("phrase", &shown)]),
        ];
        if self.given.abilities.reads_along {
            parts.insert(0, self.reads_along(language));
        }
        self.reply(language, reply::Reply { markdown: parts.join("\n\n"), ..reply::Reply::default() });
    }
}
