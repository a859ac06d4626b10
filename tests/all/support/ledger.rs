//! The ledger of tickets: what each side wrote and what each side was shown, in the order in which it happened, and every way in which
//! the two do not fit, in a sentence each. It knows nothing of the desk: facts in, sentences out.
//!
//! Words are told apart by being different ones: no wording, file or name may stand in another.

use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    Person,
    Advisers,
}

/// Where somebody reads: a person's chat, by their account, or a ticket's thread.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chat {
    pub side: Side,
    pub name: String,
}

/// Where words belong, by the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goes {
    /// To the other side of the ticket with this number.
    Across(String),
    /// Nowhere; and what they are.
    Stays(&'static str),
}

/// A step of which both sides are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// An adviser has it: taken or passed on.
    Taken,
    Waits,
    Resolved,
    Closed,
    Reopened,
}

const STEPS: [Step; 5] = [Step::Taken, Step::Waits, Step::Resolved, Step::Closed, Step::Reopened];

/// What a message of the desk's says, beside words that it carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saw {
    Receipt {
        ticket: String,
        phrase: String,
    },
    Head {
        ticket: String,
        parcel: String,
    },
    GoesOnHere {
        ticket: String,
        phrase: String,
        is_over: bool,
    },
    NoSuchPhrase,
    IsHere,
    MovedAway {
        ticket: String,
    },
    Delivered,
    NotDelivered,
    HeldBack,
    Has {
        who: String,
    },
    HasAlready {
        who: String,
    },
    Step {
        ticket: String,
        step: Step,
    },
    /// It was to go on, and does not: the person has another one open where it would.
    StaysClosed {
        ticket: String,
    },
    Other,
}

/// One thing that happened. Ids are those of events; people's chats are named by their accounts.
#[derive(Clone, Debug)]
pub enum Fact {
    /// The network says from here on that somebody is an adviser, or none.
    IsAdviser {
        who: String,
    },
    IsNone {
        who: String,
    },
    /// A person agreed to what the card showed, without what was struck out.
    Agreed {
        chat: Chat,
        parcel: String,
    },
    Wrote {
        id: String,
        by: String,
        chat: Chat,
        words: String,
        files: Vec<String>,
        goes: Goes,
    },
    Edited {
        id: String,
        words: String,
        goes: Goes,
    },
    /// By whoever wrote it.
    Deleted {
        id: String,
    },
    /// Somebody orders that `to` has the ticket; where that must not be: why.
    Ordered {
        id: String,
        ticket: String,
        to: String,
        must_not: Option<String>,
    },
    Brought {
        chat: Chat,
        phrase: String,
    },
    /// The desk says something; `below` an event.
    Shown {
        chat: Chat,
        message: String,
        below: Option<String>,
        saw: Saw,
        text: String,
        files: Vec<String>,
    },
    Changed {
        message: String,
        text: String,
    },
    TakenBack {
        message: String,
    },
}

/// Everything that happened.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    pub facts: Vec<Fact>,
    /// What names somebody or a place, with whose it is: a person's account, `None` for the advisers. Nobody else may read it.
    pub names: Vec<(Option<String>, String)>,
}

impl Ledger {
    /// All that is wrong in the end; nothing, where every word is where it belongs.
    pub fn violations(&self) -> Vec<String> {
        let mut judge = self.judge();
        judge.end();
        judge.wrong
    }

    /// Whether something is wrong already that no later fact can put right.
    pub fn is_violated(&self) -> bool {
        !self.judge().wrong.is_empty()
    }

    fn judge(&self) -> Judge {
        let mut judge = Judge::default();
        self.facts.iter().for_each(|fact| judge.take(fact, &self.names));
        judge
    }
}

#[derive(Default)]
struct Judge {
    advisers: BTreeSet<String>,
    written: BTreeMap<String, Written>,
    cases: BTreeMap<String, Case>,
    /// What was agreed to and has no ticket yet.
    agreed: BTreeMap<Chat, String>,
    orders: BTreeMap<String, Order>,
    brought: Vec<Brought>,
    messages: BTreeMap<String, Message>,
    /// The place of the words that were shown last, of those that one side wrote and one chat shows.
    last: BTreeMap<(Chat, Chat), usize>,
    wrong: Vec<String>,
}

struct Written {
    by: String,
    chat: Chat,
    /// `None`: they belong nowhere else; else the chat in which they belong.
    to: Option<Chat>,
    stays: &'static str,
    wordings: Vec<Wording>,
    files: Vec<String>,
    is_deleted: bool,
    place: usize,
    delivered: usize,
    held_back: usize,
    not_delivered: usize,
}

struct Wording {
    words: String,
    stays: Option<&'static str>,
    /// Whoever wrote it was no adviser at some moment since.
    left_since: bool,
}

#[derive(Default)]
struct Case {
    parcel: String,
    heads: usize,
    thread: Option<Chat>,
    /// Where the person is, and where they were.
    homes: Vec<Chat>,
    phrase: String,
    steps: BTreeMap<(Side, Step), usize>,
    said_over: [bool; 2],
    /// Chats that the person left, less those that were told so.
    left: BTreeMap<Chat, i32>,
}

struct Order {
    ticket: String,
    to: String,
    must_not: Option<String>,
    had: usize,
}

struct Brought {
    chat: Chat,
    phrase: String,
    was_right: bool,
    answer: Option<&'static str>,
}

struct Message {
    chat: Chat,
    /// Of whose words, which wording; and files.
    words: Option<(String, usize)>,
    files: Vec<(String, String)>,
    is_gone: bool,
}

impl Judge {
    fn say(&mut self, sentence: String) {
        self.wrong.push(sentence);
    }

    fn take(&mut self, fact: &Fact, names: &[(Option<String>, String)]) {
        match fact {
            Fact::IsAdviser { who } => _ = self.advisers.insert(who.clone()),
            Fact::IsNone { who } => {
                self.advisers.remove(who);
                let theirs = self.written.values_mut().filter(|written| written.by == *who);
                theirs.flat_map(|written| &mut written.wordings).for_each(|wording| wording.left_since = true);
            }
            Fact::Agreed { chat, parcel } => _ = self.agreed.insert(chat.clone(), parcel.clone()),
            Fact::Wrote { id, by, chat, words, files, goes } => {
                let (to, stays) = match goes {
                    Goes::Across(ticket) => (self.other_side(chat.side, ticket), ""),
                    Goes::Stays(what) => (None, *what),
                };
                let wording =
                    Wording { words: words.clone(), stays: Some(stays).filter(|s| !s.is_empty()), left_since: false };
                let written = Written {
                    by: by.clone(),
                    chat: chat.clone(),
                    to,
                    stays,
                    wordings: vec![wording],
                    files: files.clone(),
                    is_deleted: false,
                    place: self.written.len(),
                    delivered: 0,
                    held_back: 0,
                    not_delivered: 0,
                };
                self.written.insert(id.clone(), written);
            }
            Fact::Edited { id, words, goes } => {
                let stays = match goes {
                    Goes::Across(_) => None,
                    Goes::Stays(what) => Some(*what),
                };
                let wording = Wording { words: words.clone(), stays, left_since: false };
                self.written.entry(id.clone()).and_modify(|written| written.wordings.push(wording));
            }
            Fact::Deleted { id } => _ = self.written.entry(id.clone()).and_modify(|written| written.is_deleted = true),
            Fact::Ordered { id, ticket, to, must_not } => {
                let order = Order { ticket: ticket.clone(), to: to.clone(), must_not: must_not.clone(), had: 0 };
                self.orders.insert(id.clone(), order);
            }
            Fact::Brought { chat, phrase } => {
                let was_right = self.cases.values().any(|case| case.phrase == *phrase);
                self.brought.push(Brought { chat: chat.clone(), phrase: phrase.clone(), was_right, answer: None });
            }
            Fact::Shown { chat, message, below, saw, text, files } => {
                self.shown(chat, message, text, files, names);
                self.saw(chat, below.as_deref(), saw);
            }
            Fact::Changed { message, text } => self.changed(message, text, names),
            Fact::TakenBack { message } => self.taken_back(message),
        }
    }

    fn other_side(&self, from: Side, ticket: &str) -> Option<Chat> {
        let case = self.cases.get(ticket)?;
        if from == Side::Person { case.thread.clone() } else { case.homes.last().cloned() }
    }

    /// Whose words stand in a text.
    fn words_in(&self, text: &str) -> Vec<(String, usize)> {
        let of = |(id, written): (&String, &Written)| {
            let at = written.wordings.iter().position(|wording| text.contains(&wording.words))?;
            Some((id.clone(), at))
        };
        self.written.iter().filter_map(of).collect()
    }

    fn shown(&mut self, chat: &Chat, message: &str, text: &str, files: &[String], names: &[(Option<String>, String)]) {
        self.names_somebody(chat, text, names);
        let mut standing = Message { chat: chat.clone(), words: None, files: Vec::new(), is_gone: false };
        for (id, at) in self.words_in(text) {
            if !self.belongs(&id, at, chat) {
                continue;
            }
            let before = self.messages.values().find(|one| one.words.as_ref().is_some_and(|(of, _)| *of == id));
            let before = before.and_then(|one| one.words.as_ref()).map(|(_, at)| *at);
            match before {
                Some(was) if was < at => self.say(format!("said anew: an edit of {id} is a message of its own")),
                Some(_) => self.say(format!("doubled: {id} stands twice")),
                None => {
                    let written = &self.written[&id];
                    let (way, place) = ((written.chat.clone(), chat.clone()), written.place);
                    let last = self.last.insert(way, place);
                    if last.is_some_and(|last| last > place) {
                        self.say(format!("out of order: {id} came behind what was written after it"));
                    }
                }
            }
            standing.words = Some((id, at));
        }
        for file in files {
            let found = self.written.iter().find(|(_, written)| written.files.contains(file));
            let Some((id, _)) = found.map(|(id, written)| (id.clone(), written.place)) else { continue };
            if !self.belongs(&id, 0, chat) {
                continue;
            }
            if self.messages.values().any(|one| one.files.iter().any(|(_, other)| other == file)) {
                self.say(format!("doubled: a file of {id} stands twice"));
            }
            standing.files.push((id, file.clone()));
        }
        self.messages.insert(message.to_owned(), standing);
    }

    /// Whether this wording may be read here. Where it may not, that is said.
    fn belongs(&mut self, id: &str, at: usize, chat: &Chat) -> bool {
        let Written { by, chat: own, to, stays, wordings, .. } = &self.written[id];
        // What one has written oneself is no secret to oneself.
        if own == chat {
            return false;
        }
        let stays = wordings[at].stays.or(Some(*stays).filter(|stays| !stays.is_empty()));
        let wrong = match (stays, to) {
            (Some(what), _) => format!("leaked: {id} of {by}, {what}, is read in {}", chat.name),
            (None, Some(to)) if to != chat && self.has_left(chat, to) => {
                format!("wrong eyes: {id} of {by} is read in {}, which the person had left", chat.name)
            }
            (None, Some(to)) if to != chat => {
                format!("wrong eyes: {id} of {by} is read in {}, not in {}", chat.name, to.name)
            }
            (None, _) if own.side == Side::Advisers && !self.advisers.contains(by) => {
                format!("no adviser: {id} leaves though {by} is none any more")
            }
            (None, _) => return true,
        };
        self.say(wrong);
        false
    }

    fn has_left(&self, chat: &Chat, to: &Chat) -> bool {
        self.cases.values().any(|case| case.homes.contains(chat) && case.homes.last() == Some(to))
    }

    fn names_somebody(&mut self, chat: &Chat, text: &str, names: &[(Option<String>, String)]) {
        for (of, name) in names {
            let is_theirs = match of {
                Some(account) => chat.name == *account,
                None => chat.side == Side::Advisers,
            };
            if !is_theirs && text.contains(name) {
                self.say(format!("named: {name} is read in {}", chat.name));
            }
        }
    }

    fn changed(&mut self, message: &str, text: &str, names: &[(Option<String>, String)]) {
        let Some((chat, was)) = self.messages.get(message).map(|one| (one.chat.clone(), one.words.clone())) else {
            return;
        };
        self.names_somebody(&chat, text, names);
        let found = self.words_in(text);
        let Some((id, at)) = found.first().cloned() else { return };
        if was.as_ref().is_some_and(|(of, _)| *of != id) {
            return self.say(format!("wrong place: {id} stands in place of other words"));
        }
        if self.belongs(&id, at, &chat) {
            self.messages.entry(message.to_owned()).and_modify(|one| one.words = Some((id, at)));
        }
    }

    fn taken_back(&mut self, message: &str) {
        let Some(one) = self.messages.get_mut(message) else { return };
        one.is_gone = true;
        let ids: BTreeSet<String> =
            one.words.iter().map(|(id, _)| id.clone()).chain(one.files.iter().map(|(id, _)| id.clone())).collect();
        for id in ids.into_iter().filter(|id| !self.written[id].is_deleted).collect::<Vec<_>>() {
            self.say(format!("taken back: {id} is gone and nobody deleted it"));
        }
    }

    fn saw(&mut self, chat: &Chat, below: Option<&str>, saw: &Saw) {
        match saw {
            Saw::Receipt { ticket, phrase } => {
                let Some(parcel) = self.agreed.remove(chat) else {
                    return self.say(format!("not agreed: {ticket} was opened in {} without a yes", chat.name));
                };
                let (homes, phrase) = (vec![chat.clone()], phrase.clone());
                let before = self.cases.remove(ticket).unwrap_or_default();
                self.cases.insert(ticket.clone(), Case { parcel, homes, phrase, ..before });
            }
            Saw::Head { ticket, parcel } => {
                let case = self.cases.entry(ticket.clone()).or_default();
                case.heads += 1;
                if case.heads == 1 {
                    case.thread = Some(chat.clone());
                    // Read in both orders: the receipt may come later than the head.
                    let agreed = self.agreed.values().chain([&case.parcel]).any(|agreed| agreed == parcel);
                    if !agreed {
                        self.say(format!("not agreed: {ticket} begins with another parcel than the one agreed to"));
                    }
                }
            }
            Saw::GoesOnHere { ticket, phrase, is_over } => self.goes_on(chat, ticket, phrase, *is_over),
            Saw::NoSuchPhrase => self.answered(chat, "no such phrase"),
            Saw::IsHere => self.answered(chat, "is here"),
            Saw::MovedAway { ticket } => {
                let case = self.cases.entry(ticket.clone()).or_default();
                *case.left.entry(chat.clone()).or_default() -= 1;
            }
            Saw::Delivered => self.delivered(below),
            Saw::HeldBack | Saw::NotDelivered => {
                let Some(written) = below.and_then(|id| self.written.get_mut(id)) else {
                    return self.say("told of nothing: “not delivered” stands below no words".to_owned());
                };
                match saw {
                    Saw::HeldBack => written.held_back += 1,
                    _ => written.not_delivered += 1,
                }
            }
            Saw::Has { who } => self.has(below, who),
            Saw::HasAlready { who } => {
                let Some(order) = below.and_then(|id| self.orders.get(id)) else { return };
                if order.must_not.is_none() {
                    let Order { ticket, to, .. } = order;
                    self.say(format!("not given: {to} may have {ticket}, and is told that {who} has it"));
                }
            }
            Saw::Step { ticket, step } => self.stepped(chat, ticket, *step),
            Saw::StaysClosed { ticket } => self.stays_closed(ticket),
            Saw::Other => {}
        }
    }

    fn has(&mut self, below: Option<&str>, who: &str) {
        let Some(order) = below.and_then(|id| self.orders.get_mut(id)) else {
            return self.say(format!("two owners: {who} has a ticket that nobody ordered them to have"));
        };
        order.had += 1;
        let (ticket, had) = (order.ticket.clone(), order.had);
        match order.must_not.clone() {
            Some(why) => self.say(format!("two owners: {who} got {ticket}, though {why}")),
            None if had > 1 => self.say(format!("doubled: {who} is said twice to have {ticket}")),
            None => *self.cases.entry(ticket).or_default().steps.entry((Side::Advisers, Step::Taken)).or_default() += 1,
        }
    }

    fn stepped(&mut self, chat: &Chat, ticket: &str, step: Step) {
        let case = self.cases.entry(ticket.to_owned()).or_default();
        let is_there = match chat.side {
            Side::Person => case.homes.contains(chat),
            Side::Advisers => case.thread.as_ref() == Some(chat),
        };
        *case.steps.entry((chat.side, step)).or_default() += 1;
        match step {
            Step::Closed => case.said_over[chat.side as usize] = true,
            Step::Reopened => case.said_over[chat.side as usize] = false,
            Step::Taken | Step::Waits | Step::Resolved => {}
        }
        if !is_there {
            self.say(format!("wrong eyes: {} is told of {ticket}: {step:?}", chat.name));
        }
    }

    fn stays_closed(&mut self, ticket: &str) {
        let case = self.cases.entry(ticket.to_owned()).or_default();
        let reopened = case.steps.entry((Side::Advisers, Step::Reopened)).or_default();
        *reopened = reopened.saturating_sub(1);
        case.said_over[Side::Advisers as usize] = true;
        let home = case.homes.last().cloned();
        let is_open = |case: &Case| case.homes.last() == home.as_ref() && !case.said_over[Side::Person as usize];
        if !self.cases.iter().any(|(other, case)| other != ticket && is_open(case)) {
            self.say(format!("not reopened: {ticket} stays closed, and the person has no other open"));
        }
    }

    fn goes_on(&mut self, chat: &Chat, ticket: &str, phrase: &str, is_over: bool) {
        let case = self.cases.entry(ticket.to_owned()).or_default();
        let was = std::mem::replace(&mut case.phrase, phrase.to_owned());
        if let Some(before) = case.homes.last().cloned() {
            *case.left.entry(before).or_default() += 1;
        }
        case.homes.retain(|home| home != chat);
        case.homes.push(chat.clone());
        case.said_over[Side::Person as usize] = is_over;
        let says_otherwise = case.said_over[Side::Advisers as usize] != is_over;
        let bearer = self.brought.iter().find(|one| one.chat == *chat && one.answer.is_none());
        if bearer.is_none_or(|one| one.phrase != was) {
            self.say(format!("opened by another: {ticket} goes on in {} without its phrase of that moment", chat.name));
        }
        if says_otherwise {
            self.say(format!("one side only: where {ticket} goes on it is told to be over: {is_over}"));
        }
        self.answered(chat, "goes on");
    }

    fn answered(&mut self, chat: &Chat, answer: &'static str) {
        match self.brought.iter_mut().find(|one| one.chat == *chat && one.answer.is_none()) {
            Some(one) => one.answer = Some(answer),
            None => self.say(format!("told of nothing: {} hears of a phrase that it never brought", chat.name)),
        }
    }

    fn delivered(&mut self, below: Option<&str>) {
        let Some((id, written)) = below.and_then(|id| Some((id.to_owned(), self.written.get_mut(id)?))) else {
            return self.say("told of nothing: “delivered” stands below no words".to_owned());
        };
        written.delivered += 1;
        let times = written.delivered;
        if !self.is_whole(&id, true) {
            self.say(format!("not delivered: {id} is said to be delivered and was not shown"));
        }
        if times > 1 {
            self.say(format!("doubled: {id} is said to be delivered {times} times"));
        }
    }

    /// Whether words and all their files stand on the other side; `ever`: or did.
    fn is_whole(&self, id: &str, ever: bool) -> bool {
        let of = || self.messages.values().filter(move |one| ever || !one.is_gone);
        let has_words = of().any(|one| one.words.as_ref().is_some_and(|(of, _)| of == id));
        let files = &self.written[id].files;
        has_words && files.iter().all(|file| of().any(|one| one.files.iter().any(|(_, other)| other == file)))
    }

    fn end(&mut self) {
        let ids: Vec<String> = self.written.keys().cloned().collect();
        ids.iter().for_each(|id| self.end_of(id));
        let mut wrong = Vec::new();
        for (ticket, case) in &self.cases {
            if case.heads != 1 {
                wrong.push(format!("heads: {ticket} has {} of them", case.heads));
            }
            for step in STEPS {
                let told = |side| case.steps.get(&(side, step)).copied().unwrap_or(0);
                let (here, there) = (told(Side::Advisers), told(Side::Person));
                if here != there {
                    wrong.push(format!("told unlike: of {ticket} {step:?} advisers heard {here}, the person {there}"));
                }
            }
            for (chat, _) in case.left.iter().filter(|(_, left)| **left != 0) {
                wrong.push(format!(
                    "told unlike: {} was not told, or wrongly, that {ticket} goes on elsewhere",
                    chat.name
                ));
            }
            if case.said_over[0] != case.said_over[1] {
                let [person, advisers] = case.said_over;
                wrong.push(format!("one side only: {ticket} is over for the person: {person}, advisers: {advisers}"));
            }
        }
        for order in self.orders.values().filter(|order| order.must_not.is_none() && order.had == 0) {
            wrong.push(format!("not given: {} may have {} and never got it", order.to, order.ticket));
        }
        for one in &self.brought {
            let gone_on = |other: &Brought| other.phrase == one.phrase && other.answer == Some("goes on");
            match one.answer {
                None => wrong.push(format!("lost: {} brought a phrase and heard nothing", one.chat.name)),
                Some("no such phrase") if one.was_right && !self.brought.iter().any(gone_on) => {
                    wrong.push(format!("not opened: {} brought the right phrase", one.chat.name));
                }
                Some(_) => {}
            }
        }
        self.wrong.extend(wrong);
    }

    fn end_of(&mut self, id: &str) {
        let written = &self.written[id];
        let mut stands = self.messages.values().filter(|one| !one.is_gone);
        let standing = stands.find_map(|one| one.words.as_ref().filter(|(of, _)| of == id)).map(|(_, at)| *at);
        if written.is_deleted {
            let mut files = self.messages.values().filter(|one| !one.is_gone).flat_map(|one| &one.files);
            if standing.is_some() || files.any(|(of, _)| of == id) {
                self.say(format!("not taken back: {id} was deleted and still stands"));
            }
            return;
        }
        if written.to.is_none() {
            return;
        }
        let by_adviser = written.chat.side == Side::Advisers;
        let left_since = by_adviser && written.wordings[0].left_since;
        let (told, whole) = ([written.delivered, written.held_back, written.not_delivered], self.is_whole(id, false));
        let wording = written.wordings.iter().rposition(|wording| wording.stays.is_none()).unwrap_or(0);
        let may_lag = by_adviser && written.wordings[wording].left_since;
        let wrong = match (standing, told) {
            (None, [_, 0, _]) | (None, [(1..), ..]) => Some(format!("lost: {id} of {} does not stand", written.by)),
            (None, _) if !left_since => Some(format!("lost: {id} of {} was held back for nothing", written.by)),
            (None, _) => None,
            (Some(_), _) if !whole && !left_since => Some(format!("lost: a file of {id} does not stand")),
            (Some(at), _) if at != wording && !may_lag => {
                Some(format!("not mirrored: {id} stands in other words than its author's last"))
            }
            (Some(_), [0, ..]) if by_adviser && whole => Some(format!("not told: {id} stands and nobody was told")),
            (Some(_), [0, 0, _]) if by_adviser => Some(format!("not told: of {id} a part stands and nobody was told")),
            (Some(_), [_, (1..), _] | [_, _, (1..)]) if whole => {
                Some(format!("not told: {id} stands and was said not to"))
            }
            (Some(_), _) => None,
        };
        self.wrong.extend(wrong);
    }
}

#[path = "ledger_tests.rs"]
mod tests;
