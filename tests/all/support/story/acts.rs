//! What people in a story do, and what must become of it.

use super::*;

impl Story {
    pub(super) async fn happen(&mut self, seat: &Seat, what: What) -> EventId {
        let event = self.desk.happen(seat, what.clone()).await;
        self.happened.push((seat.clone(), event.clone(), what));
        event
    }

    pub(super) async fn says(&mut self, seat: &Seat, words: &str) -> EventId {
        self.happen(seat, What::Said { text: words.to_owned(), addressed: true }).await
    }

    /// Letters that are in no other words; digits would be taken for what names somebody.
    fn token(&mut self) -> String {
        self.tokens += 1;
        let letter = |power: usize| {
            char::from(b'a' + u8::try_from(self.tokens / 20_usize.pow(2 - u32::try_from(power).unwrap()) % 20).unwrap())
        };
        format!("zq{}", (0..3).map(letter).collect::<String>())
    }

    fn words(&mut self) -> String {
        format!("This is about {} and nothing else.", self.token())
    }

    fn chat_of(&self, seat: &Seat) -> Chat {
        match &seat.thread {
            Some(thread) => Chat { side: Side::Advisers, name: thread.clone() },
            None => Chat { side: Side::Person, name: seat.person.clone() },
        }
    }

    fn in_thread(&self, case: usize, who: &str) -> Option<Seat> {
        let thread = Some(self.cases[case].thread.clone()?);
        Some(Seat { person: who.to_owned(), room: "advisers".to_owned(), thread, privacy: Privacy::Shared })
    }

    pub(super) fn cases(&self, fits: impl Fn(&Case) -> bool) -> Vec<usize> {
        (0..self.cases.len()).filter(|case| self.cases[*case].thread.is_some() && fits(&self.cases[*case])).collect()
    }

    /// Whether the network confirms somebody as an adviser now.
    fn is_confirmed(&self, who: &str) -> bool {
        self.advisers.contains(who) && !self.is_down()
    }

    /// Where the words of somebody in a ticket's thread belong.
    fn goes(&self, case: usize, who: &str, is_note: bool) -> Goes {
        let Case { number, owner, is_over, .. } = &self.cases[case];
        match who {
            _ if !self.advisers.contains(who) => Goes::Stays("words of somebody who is no adviser"),
            _ if self.is_down() => Goes::Stays("words for which the network did not vouch"),
            _ if is_note => Goes::Stays("a note"),
            _ if owner.as_deref() != Some(who) => Goes::Stays("words of an adviser who does not have the ticket"),
            _ if *is_over => Goes::Stays("words of an adviser after the end"),
            _ => Goes::Across(number.clone()),
        }
    }

    /// Whoever acts among advisers and is none has no ticket from then on.
    fn acted(&mut self, case: usize, who: &str) {
        let is_out = !self.advisers.contains(who) && !self.is_down();
        let case = &mut self.cases[case];
        if is_out && !case.is_over && case.owner.as_deref() == Some(who) {
            case.owner = None;
        }
    }

    /// From the question to the receipt. What is agreed to is what the card shows.
    pub(super) async fn open(&mut self, account: usize) {
        let has_one = self.accounts[account].case.is_some_and(|case| !self.cases[case].is_over);
        if has_one || self.cases.len() >= 4 {
            return;
        }
        // Another second draws another number.
        self.desk.advance_clock(1_000);
        let seat = self.accounts[account].seat.clone();
        if self.chance.one_in(2) {
            self.says(&seat, "may I take my laptop to a conference abroad?").await;
            self.rest().await;
        }
        self.says(&seat, "!ticket").await;
        self.rest().await;
        let words = format!("We plan a visit and would like to talk about {} before.", self.token());
        self.says(&seat, &words).await;
        self.rest().await;
        if self.card.len() > 1 && self.chance.below(3) > 0 {
            self.says(&seat, "leave out b").await;
            self.rest().await;
        }
        self.ledger.facts.push(Fact::Agreed { chat: self.chat_of(&seat), parcel: self.card.join("\n") });
        self.says(&seat, "send").await;
        self.rest().await;
    }

    /// One adviser after another wants a ticket, without waiting to see who has it; sometimes somebody who is none.
    pub(super) async fn claim(&mut self) {
        let free = self.cases(|case| case.owner.is_none() && !case.is_over);
        let open = self.cases(|case| !case.is_over);
        let case = if self.chance.below(4) > 0 { self.chance.of(&free) } else { self.chance.of(&open) };
        let Some(case) = case else { return };
        let mut who: Vec<String> = ADVISERS.iter().map(|who| (*who).to_owned()).collect();
        if self.chance.one_in(3) {
            who.push(STRANGER.to_owned());
        }
        for _ in 0..1 + self.chance.below(2) {
            let Some(who) = self.chance.of(&who) else { return };
            self.claims(case, &who).await;
        }
        self.rest().await;
    }

    pub(super) async fn claims(&mut self, case: usize, who: &str) {
        let Some(seat) = self.in_thread(case, who) else { return };
        let id = self.says(&seat, "!claim").await;
        let held = self.cases[case].owner.clone().filter(|owner| self.advisers.contains(owner));
        let must_not = match held {
            _ if !self.is_confirmed(who) => Some(format!("the network does not say that {who} is an adviser")),
            Some(owner) => Some(format!("{owner} has it")),
            None => None,
        };
        self.acted(case, who);
        if must_not.is_none() {
            self.cases[case].owner = Some(who.to_owned());
        }
        self.ordered(case, id, who, must_not);
    }

    fn ordered(&mut self, case: usize, id: EventId, to: &str, must_not: Option<String>) {
        let ticket = self.cases[case].number.clone();
        self.ledger.facts.push(Fact::Ordered { id: id.to_string(), ticket, to: to.to_owned(), must_not });
    }

    /// What only whoever has a ticket may do with it.
    pub(super) async fn order(&mut self) {
        let cases =
            self.cases(|case| !case.is_over && case.owner.as_ref().is_some_and(|who| self.advisers.contains(who)));
        let Some(case) = self.chance.of(&cases) else { return };
        let owner = self.cases[case].owner.clone().unwrap();
        let seat = self.in_thread(case, &owner).unwrap();
        match self.chance.below(5) {
            0 => {
                self.says(&seat, "!release").await;
                self.cases[case].owner = None;
            }
            1 | 2 => {
                let colleagues: Vec<String> = self.advisers.iter().filter(|who| **who != owner).cloned().collect();
                let Some(to) = self.chance.of(&colleagues) else { return };
                let id = self.says(&seat, &format!("!transfer {to}")).await;
                self.cases[case].owner = Some(to.clone());
                self.ordered(case, id, &to, None);
            }
            3 => _ = self.says(&seat, "!waiting").await,
            _ => _ = self.says(&seat, "!resolve").await,
        }
        self.rest().await;
    }

    /// By one side, or by both at once.
    pub(super) async fn close(&mut self) {
        let Some(case) = self.chance.of(&self.cases(|case| !case.is_over)) else { return };
        let person = self.accounts[self.cases[case].home].seat.clone();
        let owner = self.cases[case].owner.clone().filter(|who| self.advisers.contains(who));
        let adviser = owner.and_then(|owner| self.in_thread(case, &owner));
        match (adviser, self.chance.below(4)) {
            (Some(seat), 0 | 1) => {
                let words = self.words();
                let id = self.says(&seat, &format!("!close {words}")).await;
                let goes = Goes::Across(self.cases[case].number.clone());
                self.wrote(&id, &seat, words, Vec::new(), goes.clone());
                let home = self.cases[case].home;
                self.said.push(Said { id, seat, case, side: Side::Advisers, goes, home, order: "!close " });
            }
            (Some(seat), 2) => {
                self.says(&seat, "!close").await;
                self.says(&person, "!ticket close").await;
            }
            (Some(_), _) | (None, _) => _ = self.says(&person, "!ticket close").await,
        }
        self.cases[case].is_over = true;
        self.rest().await;
    }

    /// By an adviser, or by the person, who reopens their latest. Where the person has begun another one since, and that is open, it stays
    /// closed.
    pub(super) async fn reopen(&mut self) {
        let Some(case) = self.chance.of(&self.cases(|case| case.is_over)) else { return };
        let home = self.cases[case].home;
        let is_last = self.accounts[home].case == Some(case);
        let has_other = self.cases.iter().any(|other| other.home == home && !other.is_over);
        let advisers: Vec<String> = self.advisers.iter().cloned().collect();
        match self.chance.of(&advisers).filter(|_| self.chance.0 & 1 == 0) {
            Some(who) => {
                let seat = self.in_thread(case, &who).unwrap();
                self.says(&seat, "!reopen").await;
                self.cases[case].owner = Some(who);
                self.cases[case].is_over = has_other;
                if !has_other {
                    self.accounts[home].case = Some(case);
                }
            }
            None if is_last && !has_other => {
                let seat = self.accounts[home].seat.clone();
                self.says(&seat, "reopen").await;
                self.cases[case].is_over = false;
            }
            None => {}
        }
        self.rest().await;
    }

    /// Somebody brings a phrase: the right one, one that was used, or one that nobody was given; or two bring the right one at once.
    pub(super) async fn bring(&mut self) {
        let Some(case) = self.chance.of(&self.cases(|_| true)) else { return };
        // Few are looked at within an hour.
        self.desk.advance_clock(HOUR_MS);
        let is_free = |account: &usize| self.accounts[*account].case.is_none_or(|case| self.cases[case].is_over);
        let others: Vec<usize> =
            (0..self.accounts.len()).filter(is_free).filter(|at| *at != self.cases[case].home).collect();
        let Some(to) = self.chance.of(&others) else { return };
        let right = self.cases[case].phrase.clone();
        let guessed = format!("{}{}", &right[..right.len() - 1], if right.ends_with('7') { "8" } else { "7" });
        let old = self.chance.of(&self.cases[case].old_phrases.clone());
        let too = self.chance.of(&others.iter().copied().filter(|other| *other != to).collect::<Vec<_>>());
        match (self.chance.below(7), old, too) {
            (0, ..) => self.brings(to, &guessed).await,
            (1 | 2, Some(old), _) => self.brings(to, &old).await,
            (3 | 4, _, Some(too)) => {
                self.brings(to, &right).await;
                self.brings(too, &right).await;
            }
            _ => {
                // Words on their way to where the person was still arrive there.
                if self.chance.one_in(2) {
                    self.mood(Mood::StandsStill);
                    self.adviser_writes(case).await;
                    self.rest().await;
                    self.mood(Mood::Well);
                }
                self.brings(to, &right).await;
            }
        }
        self.rest().await;
        self.later().await;
    }

    pub(super) async fn brings(&mut self, account: usize, phrase: &str) {
        let seat = self.accounts[account].seat.clone();
        self.ledger.facts.push(Fact::Brought { chat: self.chat_of(&seat), phrase: phrase.to_owned() });
        self.says(&seat, &format!("resume {phrase}")).await;
    }

    /// An adviser is removed, and perhaps writes on; others take what they had. Or one comes back.
    pub(super) async fn come_and_go(&mut self) {
        let all: Vec<String> = ADVISERS.iter().map(|who| (*who).to_owned()).collect();
        let Some(who) = self.chance.of(&all) else { return };
        if !self.advisers.contains(&who) {
            return self.admit(&who);
        }
        if self.advisers.len() < 2 {
            return;
        }
        self.remove(&who);
        for case in self.cases(|case| case.owner.as_deref() == Some(&who) && !case.is_over) {
            if self.chance.one_in(2) {
                self.thread_writes(case, &who, false).await;
                self.rest().await;
            }
            if self.chance.one_in(2) {
                for other in all.iter().filter(|other| **other != who) {
                    self.claims(case, other).await;
                }
                self.rest().await;
            }
        }
    }

    /// Words of both sides, edits and deletions while the network is away, stands still or loses answers.
    pub(super) async fn storm(&mut self, mood: Mood) {
        self.mood(mood);
        for _ in 0..1 + self.chance.below(3) {
            match self.chance.below(8) {
                0..=3 => self.burst().await,
                4 => self.change().await,
                5 if mood == Mood::Down => {
                    let free = self.cases(|case| !case.is_over && case.owner.is_none());
                    let Some(case) = self.chance.of(&free) else { break };
                    let who = self.chance.of(&[ADVISERS[0], STRANGER]).unwrap();
                    self.claims(case, who).await;
                    self.rest().await;
                }
                5 | 6 => self.come_and_go().await,
                _ => self.restart().await,
            }
        }
        self.words_on_their_way().await;
        self.mood(Mood::Well);
        self.later().await;
    }

    /// Whoever has a ticket writes, and is perhaps no adviser any more when it could leave.
    async fn words_on_their_way(&mut self) {
        let is_adviser = |who: &String| self.advisers.contains(who);
        let owned = self.cases(|case| !case.is_over && case.owner.as_ref().is_some_and(is_adviser));
        let Some(case) = self.chance.of(&owned) else { return };
        self.adviser_writes(case).await;
        self.rest().await;
        let owner = self.cases[case].owner.clone();
        if let Some(owner) = owner.filter(|_| self.advisers.len() > 1 && !self.is_down()) {
            self.remove(&owner);
        }
    }

    /// Several write at once; sometimes the desk is stopped in the middle of it.
    pub(super) async fn burst(&mut self) {
        for _ in 0..1 + self.chance.below(5) {
            let Some(case) = self.chance.of(&self.cases(|_| true)) else { break };
            match self.chance.below(12) {
                0..=3 => self.person_writes(case).await,
                4..=6 => self.adviser_writes(case).await,
                7 => {
                    let Some(who) = self.chance.of(&ADVISERS) else { break };
                    let is_note = self.chance.one_in(2);
                    self.thread_writes(case, who, is_note).await;
                }
                8 => self.thread_writes(case, STRANGER, false).await,
                9 => {
                    // As a network does that is not sure whether it was heard.
                    let Some((seat, event, what)) = self.chance.of(&self.happened) else { break };
                    self.desk.happen_as(&seat, event, what).await;
                }
                _ => {
                    let Some(said) = self.said.last().cloned() else { break };
                    self.changes(&said).await;
                }
            }
        }
        if self.chance.one_in(6) {
            self.desk.stop().await;
            self.desk.start().await;
        }
        self.rest().await;
    }

    fn file(&mut self) -> (Vec<String>, Vec<Attachment>) {
        if !self.chance.one_in(4) {
            return (Vec::new(), Vec::new());
        }
        let content = format!("A file about {}.", self.token());
        let (network, size) = (NetworkName::new("test"), content.len() as u64);
        (vec![content.clone()], vec![Attachment { network, handle: content, size }])
    }

    fn wrote(&mut self, id: &EventId, seat: &Seat, words: String, files: Vec<String>, goes: Goes) {
        let (chat, by) = (self.chat_of(seat), seat.person.clone());
        self.ledger.facts.push(Fact::Wrote { id: id.to_string(), by, chat, words, files, goes });
    }

    /// A person writes, sometimes several messages that the network brings at once.
    pub(super) async fn person_writes(&mut self, case: usize) {
        let home = self.cases[case].home;
        let (seat, is_its) = (self.accounts[home].seat.clone(), self.accounts[home].case == Some(case));
        if !is_its {
            return;
        }
        let goes = match self.cases[case].is_over {
            true => Goes::Stays("words for the bot after the end"),
            false => Goes::Across(self.cases[case].number.clone()),
        };
        let mut events = Vec::new();
        for _ in 0..if self.chance.one_in(3) { 3 } else { 1 } {
            let (words, (files, attachments)) = (self.words(), self.file());
            let id = EventId::new(format!("$of-{}", self.tokens));
            self.wrote(&id, &seat, words.clone(), files, goes.clone());
            self.said.push(Said {
                id: id.clone(),
                seat: seat.clone(),
                case,
                side: Side::Person,
                goes: goes.clone(),
                home,
                order: "",
            });
            let what = what_of(words, attachments);
            self.happened.push((seat.clone(), id.clone(), what.clone()));
            events.push((id, what));
        }
        self.desk.happen_together(&seat, events).await;
    }

    pub(super) async fn adviser_writes(&mut self, case: usize) {
        if let Some(owner) = self.cases[case].owner.clone() {
            self.thread_writes(case, &owner, false).await;
        }
    }

    pub(super) async fn thread_writes(&mut self, case: usize, who: &str, is_note: bool) {
        let Some(seat) = self.in_thread(case, who) else { return };
        let goes = self.goes(case, who, is_note);
        let (words, (files, attachments)) = (self.words(), self.file());
        let order = match is_note {
            true => "!note ",
            false if self.chance.one_in(3) => "!reply ",
            false => "",
        };
        let id = self.happen(&seat, what_of(format!("{order}{words}"), attachments)).await;
        self.wrote(&id, &seat, words, files, goes.clone());
        self.acted(case, who);
        let home = self.cases[case].home;
        self.said.push(Said { id, seat, case, side: Side::Advisers, goes, home, order });
    }

    /// Something that was said is changed or deleted by whoever said it.
    pub(super) async fn change(&mut self) {
        let Some(said) = self.chance.of(&self.said) else { return };
        self.changes(&said).await;
        self.rest().await;
    }

    pub(super) async fn changes(&mut self, said: &Said) {
        let case = &self.cases[said.case];
        let stayed_there = said.home == case.home;
        if self.chance.one_in(2) {
            // Nobody vouches for an adviser while the network is away, and an edit cannot be sent again.
            if said.side == Side::Advisers && !self.is_confirmed(&said.seat.person) {
                return;
            }
            let what = What::Withdrew { target: said.id.clone() };
            self.ledger.facts.push(Fact::Deleted { id: said.id.to_string() });
            self.said.retain(|other| other.id != said.id);
            self.happen(&said.seat, what).await;
            return;
        }
        let goes = match (&said.goes, said.side) {
            (Goes::Stays(_), _) => said.goes.clone(),
            // What was agreed stands as it was said.
            (_, Side::Advisers) if said.order == "!close " => return,
            (_, Side::Advisers) if !self.is_confirmed(&said.seat.person) => return,
            (_, Side::Advisers) if !stayed_there => Goes::Stays("words for where the person was"),
            (goes, _) => goes.clone(),
        };
        let (id, words) = (said.id.to_string(), self.words());
        let text = format!("{}{words}", said.order);
        self.ledger.facts.push(Fact::Edited { id, words, goes });
        self.happen(&said.seat, What::Edited { target: said.id.clone(), text }).await;
    }

    /// An adviser changes and deletes what another one wrote: nothing comes of it.
    pub(super) async fn meddle(&mut self) {
        let theirs: Vec<Said> = self
            .said
            .iter()
            .filter(|said| said.side == Side::Advisers && matches!(said.goes, Goes::Across(_)))
            .cloned()
            .collect();
        let Some(said) = self.chance.of(&theirs) else { return };
        let others: Vec<String> = self.advisers.iter().filter(|who| **who != said.seat.person).cloned().collect();
        let Some(person) = self.chance.of(&others) else { return };
        let seat = Seat { person, ..said.seat.clone() };
        let (id, text) = (said.id.to_string(), self.words());
        let goes = Goes::Stays("an edit by somebody who did not write it");
        self.ledger.facts.push(Fact::Edited { id, words: text.clone(), goes });
        self.happen(&seat, What::Edited { target: said.id.clone(), text }).await;
        self.happen(&seat, What::Withdrew { target: said.id }).await;
        self.rest().await;
    }
}

fn what_of(text: String, attachments: Vec<Attachment>) -> What {
    match attachments.is_empty() {
        true => What::Said { text, addressed: true },
        false => What::Attached { text, attachments, addressed: true },
    }
}
