//! The person's side of an open ticket: what they write goes to the advisers, and what comes from there is said here. The bot adds
//! nothing of its own meanwhile.

use crate::command::Command;
use crate::handbook::ShownAs;
use crate::ids::EventId;
use crate::language::Language;
use crate::message::{ATTACHMENTS_MAX, Attachment, Fate, Message, Privacy};
use crate::prompts::Prompt;
use crate::prompts::ticket::keys;
use crate::ticket::{Link, News, Permit, Plain, TicketId};

use super::advance::Turn;
use super::effect::Effect;
use super::reply::{self, Reply};
use super::{Side, Stage, intention};

/// Of a name that a network shows; a longer one is cut.
const NAME_MAX_CHARS: usize = 60;
/// Before the ticket and the id of an event of the other side, in the ids of the news of it.
const TOLD: &str = "told:";

/// The id under which the other side of a ticket hears of an event; it tells again which those were.
pub fn told(ticket: &TicketId, said: &EventId) -> EventId {
    EventId::new(format!("{TOLD}{}:{said}", ticket.as_str()))
}

/// Whether it is the id of such news.
pub fn is_told(event: &EventId) -> bool {
    event.as_str().starts_with(TOLD)
}

/// Behind `#` stands what else the event led to.
pub(super) fn said_of(told: &EventId) -> Option<(TicketId, EventId)> {
    let (ticket, said) = told.as_str().strip_prefix(TOLD)?.split_once(':')?;
    said.split('#').next().map(|said| (TicketId::new(ticket), EventId::new(said)))
}

impl Turn<'_> {
    /// Words of the person while their ticket is open: they go to the advisers as they are, however many there are. Commands, and
    /// answers to what the bot asks, do not.
    pub(super) fn carries(&mut self, text: &str, attachments: &[Attachment]) -> bool {
        let Some(link) = self.link().filter(|_| self.incoming.place.privacy == Privacy::Direct) else { return false };
        let ticket = link.id.clone();
        // A phrase, above all, is for nobody but the bot.
        let is_command = text.trim_start().starts_with(['!', '/'])
            || matches!(Command::read_bare(text), Some(Command::Ticket { step: Some(_) }));
        let is_asked = matches!(self.conversation.stage, Stage::Screening { .. })
            || intention::choice_said(text, &self.conversation.stage).is_some();
        if is_command || is_asked {
            return false;
        }
        let language = self.language(None);
        let said = self.incoming.event.clone();
        self.is_free = true;
        if let Err(markdown) = self.may_carry(language, attachments, [keys::NO_FILES, keys::TOO_LARGE]) {
            self.reply(language, Reply { markdown, ..Reply::default() });
        } else if Plain::of(text).is_empty() && attachments.is_empty() {
            self.say(language, keys::ONLY_TEXT, &[]);
        } else {
            self.tell(&ticket, News::Wrote { said, text: text.to_owned(), attachments: attachments.to_vec() });
        }
        true
    }

    /// Whether files may be passed on, as far as their sizes tell; else why not, in one of two sentences: none are, or not so much. What
    /// they are is looked at when they are brought.
    pub(super) fn may_carry(
        &self,
        language: Language,
        attachments: &[Attachment],
        [none, less]: [Prompt; 2],
    ) -> Result<(), String> {
        let most = self.handbook.desk.advisers.as_ref().map_or(0, |advisers| advisers.attachment_max_bytes);
        if most == 0 && !attachments.is_empty() {
            return Err(self.handbook.say(language, none, &[]));
        }
        let fits = attachments.len() <= ATTACHMENTS_MAX && attachments.iter().all(|attachment| attachment.size <= most);
        let most = format!("{ATTACHMENTS_MAX} × {} MB", most / 1_000_000);
        if fits { Ok(()) } else { Err(self.handbook.say(language, less, &[("most", &most)])) }
    }

    fn tell(&mut self, ticket: &TicketId, news: News) {
        self.effects.push(Effect::Tell { ticket: ticket.clone(), news, permit: None });
    }

    /// The tickets with which advisers have heard a message, also such as are over or go on elsewhere: the words are still the person's.
    /// Of what never left for them they must not hear by a change either.
    fn heard_with(&self, said: &EventId) -> Vec<TicketId> {
        let links = self.conversation.links().iter();
        let heard = links.filter(|link| link.handed.contains(said) || self.given.facts.heard.contains(&link.id));
        heard.map(|link| link.id.clone()).collect()
    }

    /// A change of words that advisers have. True where nothing else becomes of it: they were said to advisers alone, or the bot is silent.
    pub(super) fn carries_edit(&mut self, target: &EventId, text: &str) -> bool {
        let heard_with = self.heard_with(target);
        for ticket in &heard_with {
            self.tell(ticket, News::Changed { said: target.clone(), text: text.to_owned() });
        }
        let is_done = self.link().is_some() || !self.given.facts.heard.is_empty();
        self.is_free |= is_done;
        self.ignored |= is_done && heard_with.is_empty();
        is_done
    }

    pub(super) fn carries_withdrawal(&mut self, target: &EventId) {
        for ticket in self.heard_with(target) {
            self.tell(&ticket, News::TookBack { said: target.clone() });
        }
    }

    /// What became of words of the advisers. True where it was about such words: then only they are told.
    pub(super) fn carried(&mut self, fate: Fate) -> bool {
        let Some(told) = self.given.on_reply_to.clone() else { return false };
        let Some((ticket, said)) = said_of(&told) else { return false };
        // That they went on elsewhere, or that nothing was said for long, no adviser has said.
        let is_of_advisers = !["#moved", "#rested"].iter().any(|word| told.as_str().contains(word));
        if !is_of_advisers || self.link_to(&ticket).is_none() {
            return false;
        }
        match fate {
            Fate::Arrived => self.tell(&ticket, News::Arrived { said }),
            Fate::Refused | Fate::GaveUp | Fate::Unreachable | Fate::Withheld | Fate::Unfit | Fate::NotChanged => {
                self.tell(&ticket, News::Lost { said, fate })
            }
        }
        true
    }

    fn link_to(&self, ticket: &TicketId) -> Option<&Link> {
        self.conversation.links().iter().find(|link| link.id == *ticket)
    }

    fn keep_link(&mut self, link: Link) {
        if let Some(Side::Person(links)) = &mut self.conversation.ticket {
            links.iter_mut().filter(|kept| kept.id == link.id).for_each(|kept| *kept = link.clone());
        }
    }

    /// From here on this is the person's ticket in this chat.
    pub(super) fn begin_link(&mut self, link: Link) {
        let before = self.conversation.links().iter().filter(|before| before.id != link.id).cloned();
        self.conversation.ticket = Some(Side::Person(before.chain([link.clone()]).collect()));
    }

    /// News from the advisers of a ticket.
    pub(super) fn hear_news(&mut self, ticket: &TicketId, news: &News, permit: Option<&Permit>) {
        let Some(link) = self.link_to(ticket).cloned() else { return self.ignored = true };
        let (language, number) = (self.language(None), link.number.to_string());
        let slots = [("number", number.as_str())];
        match news {
            News::Wrote { text, attachments, .. } => {
                let markdown = self.words_of_adviser(language, &number, permit, text);
                let (permit, attachments) = (permit.cloned(), attachments.clone());
                self.effects.push(Effect::Carry { message: Message { attachments, ..reply::plain(markdown) }, permit });
            }
            // It was said where the person was before; new words go to nobody who has left.
            News::Changed { said, .. } if !self.given.facts.heard.contains(ticket) => {
                self.tell(ticket, News::Lost { said: said.clone(), fate: Fate::NotChanged });
            }
            News::Changed { said, text } => {
                let message = reply::plain(self.words_of_adviser(language, &number, permit, text));
                let replies_to = told(ticket, said);
                self.effects.push(Effect::Amend { replies_to, message, permit: permit.cloned() });
            }
            News::TookBack { said } => self.effects.push(Effect::Withdraw { replies_to: told(ticket, said) }),
            News::Taken => match self.who_speaks(permit) {
                Some(who) => self.say(language, keys::TAKEN_BY, &[("number", &number), ("who", &who)]),
                None => self.say(language, keys::TAKEN, &slots),
            },
            News::Passed => self.say(language, keys::PASSED, &slots),
            // Both sides may end it, or go on with it, at once: then each knows already.
            News::Rested if link.is_over => {}
            News::Reopened if !link.is_over => {}
            // With two of them nobody could tell which one plain words are for.
            News::Reopened if self.link().is_some() => self.tell(ticket, News::NotReopened),
            News::Rested => {
                let days = self.handbook.desk.keep_days.to_string();
                let lead = self.handbook.say(language, keys::RESTED, &[("days", &days)]);
                self.closed(language, link, Some(lead));
            }
            News::MovedAway => {
                // Another one may go on here since, and something else be asked.
                if self.link().is_none_or(|open| open.id == link.id) {
                    self.conversation.stage = Stage::Open;
                }
                self.keep_link(Link { is_over: true, has_moved: true, ..link });
                let contact = self.handbook.contact(language);
                self.say(language, keys::MOVED_AWAY, &[("number", &number), ("contact", &contact)]);
            }
            News::Waits => self.say(language, keys::WAITS, &slots),
            News::Resolved => self.say(language, keys::RESOLVED, &slots),
            // The adviser's words go by themselves: they are held back if the adviser is none any more when they are to be sent.
            News::Agreed { text, .. } => {
                let who = self.adviser(language, permit);
                let header = self.handbook.say(language, keys::AGREED, &[("who", &who), ("number", &number)]);
                self.effects
                    .push(Effect::Carry { message: reply::plain(said_by(&header, text)), permit: permit.cloned() });
            }
            News::Closed if link.is_over => {}
            News::Closed => self.closed(language, link, None),
            News::Reopened => {
                self.begin_link(Link { is_over: false, ..link });
                self.say(language, keys::REOPENED, &slots);
            }
            News::Lost { fate: Fate::Unfit, .. } => self.say(language, keys::UNFIT, &[]),
            News::Lost { fate: Fate::NotChanged, .. } => self.say(language, keys::NOT_CHANGED, &slots),
            News::Lost { .. } => {
                let contact = self.handbook.contact(language);
                self.say(language, keys::LOST, &[("number", &number), ("contact", &contact)]);
            }
            News::NotOpened => {
                self.keep_link(Link { is_over: true, ..link });
                let contact = self.handbook.contact(language);
                self.say(language, keys::NOT_OPENED, &[("number", &number), ("contact", &contact)]);
            }
            // Said by the person's side, never to it.
            News::Opened { .. } | News::Arrived { .. } | News::CameBack | News::NotReopened => self.ignored = true,
        }
    }

    fn words_of_adviser(&self, language: Language, number: &str, permit: Option<&Permit>, text: &str) -> String {
        let who = self.adviser(language, permit);
        said_by(&self.handbook.say(language, keys::ADVISER, &[("who", &who), ("number", number)]), text)
    }

    /// Who speaks, as the operator has advisers shown; `None`: as an adviser, and no more.
    pub(super) fn who_speaks(&self, permit: Option<&Permit>) -> Option<String> {
        let shown = |name: &str| Plain::of(&name.chars().take(NAME_MAX_CHARS).collect::<String>()).inline();
        match self.handbook.shown_as() {
            ShownAs::Adviser => None,
            ShownAs::Role(role) => Some(shown(&role)),
            ShownAs::Name => permit.and_then(|permit| permit.name.as_deref()).map(shown),
        }
        .filter(|who| !who.is_empty())
    }

    /// The same as it stands above their words.
    fn adviser(&self, language: Language, permit: Option<&Permit>) -> String {
        let who = self.who_speaks(permit);
        match (who, self.handbook.shown_as()) {
            (Some(name), ShownAs::Name) => self.handbook.say(language, keys::ADVISER_NAMED, &[("name", &name)]),
            (Some(role), _) => role,
            (None, _) => self.handbook.say(language, keys::ADVISER_WORD, &[]),
        }
    }

    /// The bot takes over again, and asks whether it helped.
    fn closed(&mut self, language: Language, link: Link, why: Option<String>) {
        let number = link.number.to_string();
        self.keep_link(Link { is_over: true, ..link });
        let say = |prompt: Prompt| self.handbook.say(language, prompt, &[]);
        let mut parts = vec![self.handbook.say(language, keys::CLOSED, &[("number", &number)])];
        parts.extend(why);
        parts.push(say(keys::HELPED_ASK));
        let choice = |id: &str, prompt| crate::message::Choice::new(id, say(prompt));
        let choices = vec![choice("ticket:helped", keys::HELPED), choice("ticket:not-helped", keys::HELPED_NOT)];
        self.reply(language, Reply { markdown: parts.join("\n\n"), choices, ..Reply::default() });
    }

    /// The person ends it; the advisers are told.
    pub(super) fn close_ticket(&mut self) {
        let language = self.language(None);
        match self.link().cloned() {
            Some(link) => {
                self.tell(&link.id, News::Closed);
                self.closed(language, link, None);
            }
            None => self.say(language, keys::NONE_OPEN, &[("command", &self.ticket_typed(""))]),
        }
    }

    pub(super) fn reopen_ticket(&mut self) {
        let language = self.language(None);
        match self.conversation.links().last().cloned() {
            Some(_) if self.link().is_some() => self.begin_ticket(),
            Some(link) if link.has_moved => {
                self.say(language, keys::HAS_MOVED, &[("number", &link.number.to_string())]);
            }
            Some(link) => {
                let number = link.number.to_string();
                self.tell(&link.id, News::Reopened);
                self.keep_link(Link { is_over: false, ..link });
                self.say(language, keys::REOPENED, &[("number", &number)]);
            }
            None => self.say(language, keys::NONE_OPEN, &[("command", &self.ticket_typed(""))]),
        }
    }
}

/// Words below a line that says whose they are; that line alone, where there are only files.
pub(super) fn said_by(header: &str, text: &str) -> String {
    let words = Plain::of(text);
    if words.is_empty() { header.to_owned() } else { format!("{header}\n\n{}", words.quote()) }
}
