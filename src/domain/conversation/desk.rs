//! What advisers order of the desk as a whole, in their room or in any ticket's thread: which tickets there are, who is on duty. And
//! the record of a ticket, as a file.

use crate::command::Command;
use crate::message::{File, Message, What};
use crate::prompts::ticket::keys;
use crate::prompts::{self, Prompt, orders};
use crate::ticket::{Named, News, ORDERS, Order, OrderRow, Overview, Permit, Plain, Priority, Recorded, Ticket};

use super::advance::Turn;
use super::advising::shown;
use super::effect::Effect;
use super::reply;

/// A longer list is not read.
const LIST_MAX: usize = 30;

impl Turn<'_> {
    /// An order in the advisers' room itself. False where the message is none: then it is answered as anybody's.
    pub(super) fn ordered_at_desk(&mut self) -> bool {
        let order = match &self.incoming.what {
            What::Said { text, .. } => match Order::in_message(text) {
                Some(order) => Some(order),
                None => return false,
            },
            What::Invoked { command: Command::Desk { order } } => order.clone(),
            _ => return false,
        };
        self.is_free = true;
        match (self.permit(), order) {
            (Some(permit), Some(order)) => self.order_of_desk(order, &permit),
            (Some(_), None) => self.help_advisers(),
            (None, _) => self.tell_not_permitted(),
        }
        true
    }

    pub(super) fn order_of_desk(&mut self, order: Order, permit: &Permit) {
        match order {
            Order::List => self.list(keys::DESK_LIST, |_| true),
            Order::Mine => self.list(keys::DESK_MINE, |ticket| ticket.owner.as_ref() == Some(&permit.person)),
            Order::Duty(is_on) => self.duty(permit, is_on),
            Order::Help => self.help_advisers(),
            Order::Confirm(name) => self.confirm(permit, &name),
            Order::Claim
            | Order::Release
            | Order::Reply(_)
            | Order::Note(_)
            | Order::Wait
            | Order::Resolve
            | Order::Close(_)
            | Order::Reopen
            | Order::Topic(_)
            | Order::Priority(_)
            | Order::Transfer(_)
            | Order::Snippet(_)
            | Order::Transcript => self.tell_advisers(keys::DESK_IN_THREAD, &[]),
        }
    }

    /// One line for each row of the table.
    pub(super) fn help_advisers(&mut self) {
        let language = self.desk_language();
        let say = |prompt| self.handbook.say(language, prompt, &[]);
        let line = |row: &OrderRow| {
            let about = [Some(say(row.about)), row.symbol.map(ToOwned::to_owned)];
            let about = about.into_iter().flatten().collect::<Vec<_>>().join(" ");
            self.handbook.say(language, prompts::keys::HELP_ROW, &[("usage", &row.usage()), ("about", &about)])
        };
        let lines = |is_of_desk: bool| {
            ORDERS.iter().filter(|row| row.is_of_desk == is_of_desk).map(line).collect::<Vec<_>>().join("\n")
        };
        let parts = [
            say(orders::keys::HELP_TICKET),
            lines(false),
            say(orders::keys::HELP_DESK),
            lines(true),
            say(orders::keys::HELP_SYMBOLS),
        ];
        self.say_to_advisers(parts.join("\n\n"), Some(self.answers.clone()));
    }

    /// A colleague whose account has a new identity is who they were.
    fn confirm(&mut self, permit: &Permit, name: &str) {
        let who = match &self.given.facts.named {
            Named::Adviser(who) => who.clone(),
            named => return self.tell_whom_not(named, name, orders::keys::CONFIRM_WHICH),
        };
        // Nobody can speak for their own account: it is what is in doubt.
        if who == permit.person || !self.given.facts.is_renewed {
            return self.tell_advisers(orders::keys::CONFIRM_NOTHING, &[("who", &shown(&who))]);
        }
        self.tell_advisers(orders::keys::CONFIRMED, &[("who", &shown(&who)), ("by", &shown(&permit.person))]);
        self.effects.push(Effect::ConfirmIdentity { adviser: who });
    }

    /// Why nobody, or more than one, is meant by a name; `which`: none was written.
    pub(super) fn tell_whom_not(&mut self, named: &Named, name: &str, which: Prompt) {
        match named {
            Named::Adviser(_) | Named::NotAsked => self.tell_advisers(which, &[]),
            Named::NoAnswer => self.tell_advisers(keys::DESK_NOT_CHECKED, &[]),
            Named::Nobody => self.tell_advisers(keys::DESK_NOBODY, &[("name", &Plain::of(name).inline())]),
            Named::Several(all) => {
                let all = all.iter().map(shown).collect::<Vec<_>>().join(", ");
                self.tell_advisers(keys::DESK_SEVERAL, &[("who", &all)]);
            }
        }
    }

    /// The most pressing first, then the oldest.
    fn list(&mut self, title: Prompt, belongs: impl Fn(&Ticket) -> bool) {
        let mut tickets: Vec<&Overview> = self.given.facts.tickets.iter().filter(|of| belongs(&of.ticket)).collect();
        if tickets.is_empty() {
            return self.tell_advisers(keys::DESK_LIST_NONE, &[]);
        }
        tickets.sort_by_key(|of| (std::cmp::Reverse(of.ticket.priority), of.ticket.opened_at));
        let mut lines: Vec<String> = tickets.iter().take(LIST_MAX).map(|of| self.line_of(of)).collect();
        if tickets.len() > LIST_MAX {
            let more = (tickets.len() - LIST_MAX).to_string();
            lines.push(format!(
                "- {}",
                self.handbook.say(self.desk_language(), keys::DESK_LIST_MORE, &[("more", &more)])
            ));
        }
        let title = self.handbook.say(self.desk_language(), title, &[("count", &tickets.len().to_string())]);
        self.say_to_advisers(format!("**{title}**\n\n{}", lines.join("\n")), Some(self.answers.clone()));
    }

    fn line_of(&self, Overview { ticket, address, .. }: &Overview) -> String {
        let mut parts = vec![self.state(ticket.state)];
        if ticket.priority != Priority::Normal {
            let slots = [("priority", ticket.priority.word())];
            parts.push(self.handbook.say(self.desk_language(), keys::DESK_PRIORITY_SHORT, &slots));
        }
        parts.extend(ticket.owner.as_ref().map(shown));
        parts.extend(ticket.topic.as_ref().map(|topic| Plain::of(topic).inline()));
        parts.push(format!("{} UTC", ticket.opened_at.in_utc()));
        let number = match address {
            Some(address) => format!("[{}](<{address}>)", ticket.number),
            None => format!("**{}**", ticket.number),
        };
        format!("- {number} · {}", parts.join(" · "))
    }

    fn duty(&mut self, permit: &Permit, is_on: Option<bool>) {
        let mut on_duty = self.given.facts.on_duty.clone();
        if let Some(is_on) = is_on {
            on_duty.retain(|adviser| *adviser != permit.person);
            if is_on {
                on_duty.push(permit.person.clone());
            }
            self.effects.push(Effect::SetDuty { adviser: permit.person.clone(), is_on });
        }
        let all: Vec<String> = on_duty.iter().map(shown).collect();
        match all.is_empty() {
            true => self.tell_advisers(keys::DESK_DUTY_NOBODY, &[]),
            false => self.tell_advisers(keys::DESK_DUTY, &[("who", &all.join(", "))]),
        }
    }

    /// All that was said, in a file that can be put with the case.
    pub(super) fn give_transcript(&mut self, ticket: &Ticket) {
        let language = self.desk_language();
        let name = format!("ticket-{}.txt", ticket.number);
        let text = self.transcript(ticket);
        let file = File::of_text(name, "text/plain", text);
        let markdown = self.handbook.say(language, keys::DESK_TRANSCRIPT, &[]);
        let message = Message { files: vec![file], ..reply::plain(markdown) };
        self.effects.push(Effect::Say { message, reply_to: Some(self.answers.clone()) });
    }

    fn transcript(&self, ticket: &Ticket) -> String {
        let language = self.desk_language();
        let say = |prompt: Prompt| self.handbook.say(language, prompt, &[]);
        let title = self.handbook.say(language, keys::DESK_TITLE, &[("number", &ticket.number.to_string())]);
        let about = [Some(self.state(ticket.state)), ticket.topic.clone()];
        let mut text = format!("{title}\n{}\n", about.into_iter().flatten().collect::<Vec<_>>().join(", "));
        let record = &self.given.facts.record;
        let arrived = |event| {
            record.iter().any(
                |other| matches!(&other.what, Some(What::Told { news: News::Arrived { said }, .. }) if said == event),
            )
        };
        let mut part = |at: &Recorded, who: &str, words: &str| {
            let words = words.lines().map(|line| format!("    {line}\n")).collect::<String>();
            text.push_str(&format!("\n{} UTC  {who}\n{words}", at.at.in_utc()));
        };
        for recorded in record {
            let by = Plain::of(recorded.by.as_str()).text();
            match &recorded.what {
                // Of what was handed over something was taken back.
                None if self.head_of() == Some(&recorded.event) && !ticket.parcel.lines.is_empty() => {
                    part(recorded, &say(keys::DESK_RECORD_OPENED), &Plain::of(&ticket.parcel.text()).text());
                }
                None => part(recorded, &say(keys::DESK_RECORD_TAKEN_BACK), ""),
                Some(What::Told { news: News::Opened { text }, .. }) => {
                    part(recorded, &say(keys::DESK_RECORD_OPENED), &Plain::of(text).text());
                }
                Some(What::Told { news: News::Wrote { text, attachments, .. }, .. }) => {
                    part(recorded, &say(keys::DESK_RECORD_PERSON), &with_files(text, attachments.len()));
                }
                Some(What::Told { news: News::Changed { text, .. }, .. }) => {
                    part(recorded, &say(keys::DESK_RECORD_PERSON_CHANGED), &Plain::of(text).text());
                }
                Some(What::Told { news: News::Closed, .. }) => {
                    part(recorded, &say(keys::DESK_CLOSED_BY_PERSON), "");
                }
                Some(What::Said { .. } | What::Invoked { .. }) => {
                    let said = recorded.what.as_ref().and_then(|what| self.words_on_record(ticket, what));
                    let Some(words) = said else { continue };
                    let prompt =
                        if arrived(&recorded.event) { keys::DESK_RECORD_REPLY } else { keys::DESK_RECORD_NOTE };
                    let who = self.handbook.say(language, prompt, &[("who", &by)]);
                    part(recorded, &who, &Plain::of(&words).text());
                }
                Some(what @ What::Attached { attachments, .. }) => {
                    let prompt =
                        if arrived(&recorded.event) { keys::DESK_RECORD_REPLY } else { keys::DESK_RECORD_NOTE };
                    let who = self.handbook.say(language, prompt, &[("who", &by)]);
                    let words = self.words_on_record(ticket, what).unwrap_or_default();
                    part(recorded, &who, &with_files(&words, attachments.len()));
                }
                Some(What::Edited { text, .. }) => {
                    let who = self.handbook.say(language, keys::DESK_RECORD_CHANGED, &[("who", &by)]);
                    part(recorded, &who, &Plain::of(text).text());
                }
                Some(_) => {}
            }
        }
        text
    }

    /// What an adviser's message or command says on record; `None`: it only looked something up.
    fn words_on_record(&self, ticket: &Ticket, what: &What) -> Option<String> {
        let (order, text) = match what {
            What::Said { text, .. } | What::Attached { text, .. } => (Order::in_message(text), text.clone()),
            What::Invoked { command: Command::Desk { order: Some(order) } } => {
                (Some(order.clone()), format!("!{}", order.text()))
            }
            _ => return None,
        };
        match order {
            Some(Order::Reply(words) | Order::Note(words)) => Some(words).filter(|words| !words.is_empty()),
            Some(Order::Snippet(name)) => self.handbook.snippets.get(&name, ticket.language).map(ToOwned::to_owned),
            Some(Order::Transcript | Order::Duty(_) | Order::List | Order::Mine | Order::Help) => None,
            None
            | Some(
                Order::Claim
                | Order::Release
                | Order::Transfer(_)
                | Order::Confirm(_)
                | Order::Wait
                | Order::Resolve
                | Order::Close(_)
                | Order::Reopen
                | Order::Topic(_)
                | Order::Priority(_),
            ) => Some(text),
        }
    }
}

fn with_files(text: &str, files: usize) -> String {
    let words = Plain::of(text).text();
    let files = (files > 0).then(|| format!("[+ {files}]"));
    [Some(words).filter(|words| !words.is_empty()), files].into_iter().flatten().collect::<Vec<_>>().join("\n")
}
