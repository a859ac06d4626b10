//! The advisers' side of a ticket: a thread in their own room. Whoever has the ticket speaks with the person; everybody else's words
//! stay here. Nothing is done for somebody whom the network does not confirm as an adviser at that moment.

use crate::command::Command;
use crate::handbook::ShownAs;
use crate::ids::{ChoiceId, EventId, PersonId, TimerKey};
use crate::language::Language;
use crate::message::{Choice, Fate, Message, PERSON, What};
use crate::prompts::Prompt;
use crate::prompts::ticket::keys;
use crate::ticket::{Move, News, Order, Permit, Plain, Standing, State, Ticket};

use super::advance::Turn;
use super::effect::Effect;
use super::linked::{said_by, said_of, told};
use super::reply;
use super::{Side, Stage, intention};

/// In the ids of choices that stand for an order.
const ORDERS: &str = "desk:";
/// Rings when nothing was said for so long that the ticket is over.
const REST: &str = "ticket-rest";
/// So long before its words are erased, in ms, a ticket ends in words: whoever still waits learns it.
const REST_BEFORE_MS: i64 = 2 * DAY_MS;
const DAY_MS: i64 = 24 * 3_600_000;

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
            What::Attached { text, attachments, .. } => match self.permit() {
                Some(permit) => self.adviser_attached(ticket, &permit, text, attachments),
                None => self.is_no_adviser(ticket),
            },
            What::Invoked { command: Command::Desk { order } } => self.hear_order(ticket, order.clone()),
            // Words can be sent again, a deletion cannot: neither must pass for done.
            What::Edited { .. } | What::Withdrew { .. }
                if self.given.target_handled && self.given.facts.standing == Standing::NoAnswer =>
            {
                self.tell_not_permitted();
            }
            What::Edited { target, text } => {
                // Only one's own words, and only what was carried: of a note the other side has never heard.
                if let (Some(permit), true, Some(text)) =
                    (self.permit(), self.given.target_handled, self.words_for_person(text))
                {
                    self.tell_person(&ticket, News::Changed { said: target.clone(), text }, Some(&permit));
                }
            }
            What::Withdrew { target } => {
                if let Some(permit) = self.permit().filter(|_| self.given.target_handled) {
                    self.tell_person(&ticket, News::TookBack { said: target.clone() }, Some(&permit));
                }
            }
            What::Chose { choice, .. } => match order_of(choice) {
                Some(order) => self.hear_order(ticket, Some(order)),
                None => self.ignored = true,
            },
            // Only there: under any other message a tick says that somebody has read it.
            What::Reacted { symbol, .. } if self.is_under_card() => match order_in(symbol) {
                Some(order) => self.hear_order(ticket, Some(order)),
                None => self.ignored = true,
            },
            What::TimePassed { key } if key.as_str() == REST => self.rests(ticket),
            _ => self.ignored = true,
        }
    }

    /// Without a name, unless people are to learn it.
    pub(super) fn permit(&self) -> Option<Permit> {
        match &self.given.facts.standing {
            Standing::Confirmed(permit) => {
                let name = permit.name.clone().filter(|_| self.handbook.shown_as() == ShownAs::Name);
                Some(Permit { name, ..permit.clone() })
            }
            Standing::NotAsked | Standing::Denied | Standing::Unverified | Standing::Renewed | Standing::NoAnswer => {
                None
            }
        }
    }

    /// What was ordered without words of one's own: by a command, a button or a reaction.
    fn hear_order(&mut self, ticket: Ticket, order: Option<Order>) {
        match self.permit() {
            Some(permit) => self.carry_out(ticket, &permit, order),
            None => self.is_no_adviser(ticket),
        }
    }

    /// Where the state is another one now, or the thread is new, the first words of the turn say so to the network, too.
    pub(super) fn show_state(&mut self, was: State) {
        let Some(now) = self.ticket().map(|ticket| ticket.state) else { return };
        let tag = self.state(now);
        let first = self.effects.iter_mut().find_map(|effect| match effect {
            Effect::OpenThread { message } => Some(message),
            Effect::Say { message, .. } | Effect::Carry { message, .. } if was != now => Some(message),
            _ => None,
        });
        first.into_iter().for_each(|message| message.tag = Some(tag.clone()));
    }

    /// Nothing is done for them; and what they had goes back.
    pub(super) fn is_no_adviser(&mut self, mut ticket: Ticket) {
        self.tell_not_permitted();
        let had_it = ticket.owner.as_ref() == Some(&self.incoming.sender);
        if self.given.facts.standing == Standing::Denied && had_it && ticket.take(Move::Release) {
            self.tell_advisers(keys::DESK_RELEASED, &[]);
            self.keep(ticket);
        }
    }

    pub(super) fn tell_not_permitted(&mut self) {
        let prompt = match self.given.facts.standing {
            Standing::NoAnswer => keys::DESK_NOT_CHECKED,
            Standing::Unverified => keys::DESK_DEVICE,
            Standing::Renewed => keys::DESK_RENEWED,
            Standing::NotAsked | Standing::Denied | Standing::Confirmed(_) => keys::DESK_NOT_ADVISER,
        };
        self.tell_advisers(prompt, &[]);
    }

    fn is_under_card(&self) -> bool {
        let card = self.head_of();
        card.is_some() && card == self.given.on_reply_to.as_ref()
    }

    /// The event that the head of the thread answered.
    pub(super) fn head_of(&self) -> Option<&EventId> {
        match &self.conversation.stage {
            Stage::Choosing { asked_by, .. } => Some(asked_by),
            _ => None,
        }
    }

    /// What the person's side tells.
    fn news_of_person(&mut self, mut ticket: Ticket, news: &News) {
        self.lives_on(&ticket);
        match news {
            News::Opened { text } => self.open_thread(&ticket, text),
            News::Wrote { text, attachments, .. } => {
                ticket.take(Move::Hear);
                let (calls, attachments) = (self.whom_to_call(&ticket), attachments.clone());
                let message = Message { calls, attachments, ..reply::plain(self.words_of_person(text)) };
                self.effects.push(Effect::Carry { message, permit: None });
                self.keep(ticket);
            }
            News::Changed { said, text } if ticket.parcel.change(said, text) => self.change_head(ticket),
            News::TookBack { said } if ticket.parcel.forget(said) => {
                // The words are erased with what told of them; what is left stands with the ticket.
                let events = [self.head_of().cloned(), Some(told(&ticket.id, said))];
                self.effects.extend(events.into_iter().flatten().map(|event| Effect::Forget { event }));
                self.change_head(ticket);
            }
            News::Changed { said, text } => {
                let message = reply::plain(self.words_of_person(text));
                self.effects.push(Effect::Amend { replies_to: told(&ticket.id, said), message, permit: None });
            }
            News::TookBack { said } => {
                self.effects.push(Effect::Withdraw { replies_to: told(&ticket.id, said) });
                self.effects.push(Effect::Forget { event: told(&ticket.id, said) });
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
                    Fate::Unfit => keys::DESK_UNFIT,
                    Fate::NotChanged => keys::DESK_NOT_CHANGED,
                };
                // Who is no adviser any more has no ticket either.
                let is_owners = *fate == Fate::Withheld && self.given.facts.owner == Standing::Denied;
                if is_owners && ticket.take(Move::Release) {
                    self.tell_below(said, prompt, &[]);
                    self.tell_advisers(keys::DESK_RELEASED, &[]);
                    return self.keep(ticket);
                }
                self.tell_below(said, prompt, &[]);
            }
            News::Closed => {
                if ticket.take(Move::Close) {
                    self.tell_advisers(keys::DESK_CLOSED_BY_PERSON, &[]);
                }
                self.keep(ticket);
            }
            News::Reopened => {
                if ticket.take(Move::Reopen) {
                    // What nobody had can be taken.
                    if ticket.owner.is_none() {
                        ticket.take(Move::Release);
                    }
                    self.lives_on(&ticket);
                    self.tell_advisers(keys::DESK_REOPENED, &[]);
                }
                self.keep(ticket);
            }
            News::NotReopened => {
                if ticket.take(Move::Close) {
                    self.tell_advisers(keys::DESK_NOT_REOPENED, &[]);
                }
                self.keep(ticket);
            }
            News::CameBack => self.tell_advisers(keys::DESK_CAME_BACK, &[]),
            News::Taken
            | News::Passed
            | News::Waits
            | News::Resolved
            | News::Rested
            | News::Agreed { .. }
            | News::MovedAway
            | News::NotOpened => self.ignored = true,
        }
    }

    pub(super) fn tell_person(&mut self, ticket: &Ticket, news: News, permit: Option<&Permit>) {
        self.effects.push(Effect::Tell { ticket: ticket.id.clone(), news, permit: permit.cloned() });
    }

    /// The head of the thread: what was agreed to, word for word.
    fn open_thread(&mut self, ticket: &Ticket, text: &str) {
        let message = Message { calls: self.whom_to_call(ticket), ..self.head(ticket, text) };
        let choices = message.choices.clone();
        self.conversation.stage = Stage::Choosing { asked_by: self.answers.clone(), choices, question: None };
        self.effects.push(Effect::OpenThread { message });
    }

    /// The person has changed or taken back what they said in it.
    fn change_head(&mut self, ticket: Ticket) {
        let Some(card) = self.head_of().cloned() else { return self.ignored = true };
        let text = ticket.parcel.text();
        let text = if text.is_empty() { self.in_desk_language(keys::DESK_RECORD_TAKEN_BACK) } else { text };
        let message = self.head(&ticket, &text);
        self.effects.push(Effect::Amend { replies_to: card, message, permit: None });
        self.keep(ticket);
    }

    fn head(&self, ticket: &Ticket, text: &str) -> Message {
        let language = self.desk_language();
        let title = self.handbook.say(language, keys::DESK_TITLE, &[("number", &ticket.number.to_string())]);
        let about = if self.plain_words_go() { keys::DESK_LANGUAGE } else { keys::DESK_LANGUAGE_NOTES };
        let about = self.handbook.say(language, about, &[("language", ticket.language.autonym())]);
        let choice = self.choice_to(&Order::Claim, keys::DESK_CLAIM);
        let mut parts = vec![format!("**{title}**"), Plain::of(text).quote(), about];
        if !self.given.abilities.buttons {
            parts.push(self.handbook.say(language, keys::DESK_HOW, &[]));
        }
        Message { markdown: parts.join("\n\n"), choices: vec![choice], ..Message::default() }
    }

    fn in_desk_language(&self, prompt: Prompt) -> String {
        self.handbook.say(self.desk_language(), prompt, &[])
    }

    /// A choice that stands for an order. What becomes of it concerns everybody in the thread.
    pub(super) fn choice_to(&self, order: &Order, label: Prompt) -> Choice {
        let (id, label) =
            (format!("{ORDERS}{}", order.row().name), self.handbook.say(self.desk_language(), label, &[]));
        Choice { for_everyone: true, ..Choice::new(id, label) }
    }

    /// Whoever has the ticket looks after it; while nobody has, those on duty are called.
    fn whom_to_call(&self, ticket: &Ticket) -> Vec<PersonId> {
        if ticket.owner.is_none() { self.given.facts.on_duty.clone() } else { Vec::new() }
    }

    /// Whatever crosses puts off the day on which the ticket is over because nothing was said.
    pub(super) fn lives_on(&mut self, ticket: &Ticket) {
        if !ticket.state.is_over() {
            let kept_ms = i64::from(self.handbook.desk.keep_days) * DAY_MS;
            let at = self.given.now.plus_ms((kept_ms - REST_BEFORE_MS).max(kept_ms / 2));
            self.effects.push(Effect::WakeAt { key: TimerKey::new(REST), at });
        }
    }

    /// Nothing was said for so long that the words will soon be erased: both sides learn that it is over before that.
    fn rests(&mut self, mut ticket: Ticket) {
        if !ticket.take(Move::Close) {
            return self.ignored = true;
        }
        self.tell_advisers(keys::DESK_RESTED, &[("days", &self.handbook.desk.keep_days.to_string())]);
        self.tell_person(&ticket, News::Rested, None);
        self.keep(ticket);
    }

    fn words_of_person(&self, text: &str) -> String {
        said_by(&self.handbook.say(self.desk_language(), keys::DESK_PERSON, &[]), text)
    }

    /// Words of the person that this room did not take. Without the head there is no thread, and so no ticket.
    fn words_of_person_lost(&mut self, mut ticket: Ticket, fate: Fate) {
        if self.is_under_card() && !matches!(fate, Fate::Arrived | Fate::NotChanged) {
            ticket.take(Move::Close);
            self.tell_person(&ticket, News::NotOpened, None);
            return self.keep(ticket);
        }
        let said = self.given.on_reply_to.as_ref().and_then(said_of);
        match (fate, said) {
            (Fate::Arrived, _) | (_, None) => {}
            (fate, Some((_, said))) => self.tell_person(&ticket, News::Lost { said, fate }, None),
        }
    }

    pub(super) fn not_now(&mut self, state: State) {
        let state = self.state(state);
        self.tell_advisers(keys::DESK_NOT_NOW, &[("state", &state)]);
    }

    pub(super) fn state(&self, state: State) -> String {
        let prompt = match state {
            State::New => keys::DESK_STATE_NEW,
            State::Open => keys::DESK_STATE_OPEN,
            State::Waiting => keys::DESK_STATE_WAITING,
            State::Resolved => keys::DESK_STATE_RESOLVED,
            State::Closed => keys::DESK_STATE_CLOSED,
        };
        self.handbook.say(self.desk_language(), prompt, &[])
    }

    pub(super) fn keep(&mut self, ticket: Ticket) {
        self.conversation.ticket = Some(Side::Advisers(Box::new(ticket)));
    }

    /// Advisers share a thread, so they share its language, too.
    pub(super) fn desk_language(&self) -> Language {
        self.handbook.desk.default_language
    }

    pub(super) fn tell_advisers(&mut self, prompt: Prompt, slots: &[(&str, &str)]) {
        let markdown = self.handbook.say(self.desk_language(), prompt, slots);
        let reply_to = match self.incoming.what {
            What::Told { .. } | What::Reported { .. } | What::TimePassed { .. } => None,
            _ => Some(self.answers.clone()),
        };
        self.say_to_advisers(markdown, reply_to);
    }

    /// Below what an adviser wrote.
    fn tell_below(&mut self, said: &EventId, prompt: Prompt, slots: &[(&str, &str)]) {
        let markdown = self.handbook.say(self.desk_language(), prompt, slots);
        self.say_to_advisers(markdown, Some(said.clone()));
    }

    pub(super) fn say_to_advisers(&mut self, markdown: String, reply_to: Option<EventId>) {
        self.effects.push(Effect::Say { message: reply::plain(markdown), reply_to });
    }
}

/// An adviser as the network names people, calling nobody: a link of [`PERSON`]'s scheme, of which each connector makes its own.
pub(super) fn shown(person: &PersonId) -> String {
    let (id, label) = (person.as_str(), Plain::of(person.as_str()).inline());
    let is_plain = id.chars().all(|letter| letter.is_alphanumeric() || "@:._=/+-".contains(letter));
    if is_plain { format!("[{label}](<{PERSON}{id}>)") } else { label }
}

/// Only such as need no words.
fn order_of(choice: &ChoiceId) -> Option<Order> {
    Order::read(choice.as_str().strip_prefix(ORDERS)?).filter(|order| order.row().symbol.is_some())
}

/// The one choice under the card has a number as well, as choices elsewhere have.
fn order_in(symbol: &str) -> Option<Order> {
    let first = intention::reaction_number(symbol) == Some(1);
    Order::of_symbol(symbol).or(first.then_some(Order::Claim))
}
