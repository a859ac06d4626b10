//! What people in a story see of the desk, read from its sentences.

use super::*;

impl Story {
    /// Takes down what was said since.
    pub(super) fn hear(&mut self) {
        let heard: Vec<(News, Sent)> = {
            let mut world = self.desk.network.world.lock().unwrap();
            let news = std::mem::take(&mut world.news);
            news.into_iter().map(|news| (news.clone(), world.sent[news.index()].clone())).collect()
        };
        for (news, sent) in heard {
            let message = sent.id.to_string();
            match news {
                News::Said(_) => self.hear_said(sent),
                News::Changed(_) => self.ledger.facts.push(Fact::Changed { message, text: sent.message.markdown }),
                News::Withdrawn(_) => self.ledger.facts.push(Fact::TakenBack { message }),
            }
        }
    }

    fn hear_said(&mut self, sent: Sent) {
        let (message, text) = (sent.id.to_string(), sent.message.markdown.clone());
        let is_desk = sent.to.room.as_str() == "advisers";
        let chat = match is_desk {
            true => {
                let name = sent.to.thread.as_ref().map_or_else(|| message.clone(), ToString::to_string);
                Chat { side: Side::Advisers, name }
            }
            false => {
                let account = self.accounts.iter().find(|account| account.seat.room == sent.to.room.as_str());
                let name = account.map_or_else(|| sent.to.room.to_string(), |account| account.seat.person.clone());
                Chat { side: Side::Person, name }
            }
        };
        let saw = if is_desk { self.saw_in_thread(&chat, &text) } else { self.saw_in_chat(&text) };
        self.believe(&chat, &saw);
        let case = self.cases.iter_mut().find(|case| case.thread.as_ref() == Some(&chat.name));
        match (&saw, case) {
            (Saw::Has { who }, Some(case)) => case.owner = Some(who.clone()),
            (_, Some(case)) if text.starts_with("Given back") => case.owner = None,
            _ => {}
        }
        if text.contains("This is what I would send") {
            self.card = text.lines().filter_map(line_that_leaves).collect();
        }
        let below = sent.to.reply_to.as_ref().map(ToString::to_string);
        let files = sent.message.files.iter().map(|file| String::from_utf8_lossy(&file.content).into_owned()).collect();
        self.ledger.facts.push(Fact::Shown { chat, message, below, saw, text, files });
    }

    fn saw_in_thread(&self, chat: &Chat, text: &str) -> Saw {
        let case = self.cases.iter().find(|case| case.thread.as_ref() == Some(&chat.name));
        let ticket = case.map(|case| case.number.clone()).unwrap_or_default();
        let who = text.split(['[', ']']).nth(1).unwrap_or_default().to_owned();
        let step = |step| Saw::Step { ticket: ticket.clone(), step };
        let is_now = |state: &str| text == format!("The ticket is now {state}.");
        match text {
            _ if text.starts_with("**Ticket ") => {
                let quoted = text.lines().filter_map(|line| line.strip_prefix("> "));
                let parcel = quoted.map(|line| line.trim_end_matches('\\')).collect::<Vec<_>>().join("\n");
                Saw::Head { ticket: number_in(text), parcel }
            }
            _ if text.contains("has this ticket. The person") => Saw::Has { who },
            _ if text.contains("has this ticket already") => Saw::HasAlready { who },
            _ if text.starts_with("Delivered ") => Saw::Delivered,
            _ if text.starts_with("Held back:") => Saw::HeldBack,
            _ if text.starts_with("Not delivered:") => Saw::NotDelivered,
            _ if is_now("waiting for the person") => step(Step::Waits),
            _ if is_now("answered") => step(Step::Resolved),
            _ if is_now("closed") || text.contains("has closed the ticket.") => step(Step::Closed),
            _ if text.starts_with("This ticket stays closed:") => Saw::StaysClosed { ticket },
            _ if is_now("open") || text == "The ticket is open again." => step(Step::Reopened),
            _ => Saw::Other,
        }
    }

    fn saw_in_chat(&self, text: &str) -> Saw {
        let (ticket, phrase) = (number_in(text), text.split('`').find(|part| part.len() == 38).unwrap_or_default());
        let step = |step| Saw::Step { ticket: ticket.clone(), step };
        match text {
            _ if text.contains("**Your ticket is ") => Saw::Receipt { ticket, phrase: phrase.to_owned() },
            _ if text.contains("goes on here.**") => {
                let is_over = text.contains("It is closed;");
                Saw::GoesOnHere { ticket, phrase: phrase.to_owned(), is_over }
            }
            _ if text.contains("No ticket has this phrase") => Saw::NoSuchPhrase,
            _ if text.contains("is in this chat already") => Saw::IsHere,
            _ if text.contains("goes on in another chat from now on") => Saw::MovedAway { ticket },
            _ if text.contains("has taken your ticket") || text.contains("Another adviser has your") => {
                step(Step::Taken)
            }
            _ if text.contains("waits for your reply to ticket") => step(Step::Waits),
            _ if text.contains("thinks that ticket") => step(Step::Resolved),
            _ if text.contains("is closed.**") => step(Step::Closed),
            _ if text.contains("is open again: what you write") => step(Step::Reopened),
            _ => Saw::Other,
        }
    }

    /// What the story learns from what was said: numbers, phrases and threads are the desk's to give.
    fn believe(&mut self, chat: &Chat, saw: &Saw) {
        let account = self.accounts.iter().position(|account| account.seat.person == chat.name);
        match saw {
            Saw::Receipt { ticket, phrase } => {
                let (Some(home), thread) = (account, self.cases.iter().position(|case| case.number == *ticket)) else {
                    return;
                };
                let at = thread.unwrap_or_else(|| self.case_of(ticket));
                (self.cases[at].home, self.cases[at].phrase) = (home, phrase.clone());
                self.accounts[home].case = Some(at);
            }
            Saw::Head { ticket, .. } => {
                let found = self.cases.iter().position(|case| case.number == *ticket);
                let at = found.unwrap_or_else(|| self.case_of(ticket));
                self.cases[at].thread = Some(chat.name.clone());
                self.ledger.names.push((None, chat.name.clone()));
            }
            Saw::GoesOnHere { ticket, phrase, .. } => {
                let Some((home, at)) = account.zip(self.cases.iter().position(|case| case.number == *ticket)) else {
                    return;
                };
                let was = std::mem::replace(&mut self.cases[at].home, home);
                self.accounts[was].case.take_if(|case| *case == at);
                self.accounts[home].case = Some(at);
                let old = std::mem::replace(&mut self.cases[at].phrase, phrase.clone());
                self.cases[at].old_phrases.push(old);
            }
            _ => {}
        }
    }

    fn case_of(&mut self, number: &str) -> usize {
        self.cases.push(Case {
            number: number.to_owned(),
            thread: None,
            home: 0,
            owner: None,
            is_over: false,
            phrase: String::new(),
            old_phrases: Vec::new(),
        });
        self.cases.len() - 1
    }
}

/// A line of the card that would be sent: behind its letter, and not struck out.
fn line_that_leaves(line: &str) -> Option<String> {
    let (letter, words) = line.trim_end().strip_prefix("**")?.split_once("** ")?;
    (letter.len() == 1 && !words.starts_with("~~")).then(|| words.to_owned())
}

/// The first number of a ticket in a text.
fn number_in(text: &str) -> String {
    let is_number = |word: &&str| {
        word.len() == 8
            && word.as_bytes()[3] == b'-'
            && word.bytes().all(|letter| letter == b'-' || letter.is_ascii_uppercase() || letter.is_ascii_digit())
    };
    text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')
        .find(is_number)
        .unwrap_or_default()
        .to_owned()
}
