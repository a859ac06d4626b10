//! Handing a case over: what would leave is put together with the person, shown word for word, and sent when they agree to it as
//! it stands.

use crate::handbook::{Handbook, Readers};
use crate::ids::{EntryId, EventId};
use crate::language::Language;
use crate::message::{Choice, Privacy};
use crate::prompts::ticket::keys;
use crate::prompts::{Prompt, keys as common};
use crate::screening::guard::{Found, guard};
use crate::ticket::parcel::{Line, Parcel, letter_of, place_of};
use crate::ticket::{Link, Number, Phrase, Priority, State, Ticket, TicketId};

use super::advance::Turn;
use super::effect::Effect;
use super::reply::Reply;
use super::{HandingStep, Stage};

/// What somebody tells at first; more can be written once the ticket is open.
const WORDS_MAX_CHARS: usize = 1_500;
/// Questions from before that go with it, unless they are left out.
const ASKED_MAX: usize = 3;

/// Lines that have a choice of their own: a menu of Discord's takes 25, and three are for the whole. The others are named by letter.
const MENU_MAX: usize = 20;

/// "Leave out", in the four languages; the same puts a line back.
const TURN_WORDS: [&str; 9] =
    ["leave out", "put back", "strike", "laat weg", "weglaten", "ohne", "weglassen", "sans", "retirer"];

impl<'a> Turn<'a> {
    /// The person's open ticket.
    pub(super) fn link(&self) -> Option<&Link> {
        self.conversation.links().iter().find(|link| !link.is_over)
    }

    /// "I want a person": where the desk has advisers they are offered here, else the contact point is named.
    pub(super) fn begin_ticket(&mut self) {
        let language = self.language(None);
        let Some(advisers) = &self.handbook.desk.advisers else { return self.say_with_contact(common::PERSON_FIRST) };
        if self.incoming.place.privacy == Privacy::Shared {
            return self.goes_private(language, "");
        }
        if let Some(number) = self.link().map(|link| link.number.to_string()) {
            let command = self.ticket_typed("close");
            return self.say(language, keys::HAS_ONE, &[("number", &number), ("command", &command)]);
        }
        if !self.given.abilities.reads_along {
            return self.ask_words(language, Vec::new());
        }
        if !advisers.from_networks_that_read {
            return self.say_with_contact(keys::NOT_HERE);
        }
        let markdown = self.reads_along(language);
        let choices = vec![self.named("ticket:go-on", language, keys::GO_ON), self.leave(language)];
        self.hand(language, HandingStep::Aloud, Reply { markdown, choices, ..Reply::default() });
    }

    /// Who can read along here, and where nobody can.
    pub(super) fn reads_along(&self, language: Language) -> String {
        let way = self.handbook.desk.advisers.as_ref().and_then(|advisers| advisers.other_way.as_ref());
        let way = way.map(|way| self.handbook.say(language, keys::READS_ALONG_WAY, &[("way", way)]));
        self.handbook.say(language, keys::READS_ALONG, &[("way", &way.unwrap_or_default())])
    }

    fn ask_words(&mut self, language: Language, lead: Vec<String>) {
        let asked = self.asked_before().pop().map(|(_, words)| words);
        let mut choices = Vec::new();
        choices.extend(asked.is_some().then(|| self.named("ticket:asked", language, keys::WORDS_ASKED)));
        choices.push(self.leave(language));
        let words = self.handbook.say(language, keys::WORDS, &[]);
        let markdown = lead.into_iter().chain([words]).collect::<Vec<_>>().join("\n\n");
        self.hand(language, HandingStep::Words { asked }, Reply { markdown, choices, ..Reply::default() });
    }

    /// What the person asked in this chat, the latest at the end.
    fn asked_before(&self) -> Vec<(EventId, String)> {
        let of_question = |question: &super::Question| (question.asked_by.clone(), question.words.clone());
        let served = self.conversation.answered.iter().map(|answered| of_question(&answered.question));
        let plan = self.conversation.screening.as_ref().and_then(|underway| underway.plan.clone());
        let topic = self.conversation.topic.as_ref().map(|topic| (topic.asked_in.clone(), topic.question.clone()));
        let mut asked: Vec<(EventId, String)> = Vec::new();
        for (said, words) in served.chain(plan).chain(topic).filter(|(_, words)| !words.trim().is_empty()) {
            asked.retain(|(_, before)| *before != words);
            asked.push((said, words));
        }
        asked.split_off(asked.len().saturating_sub(ASKED_MAX))
    }

    /// Words, while something is being handed over. `false`: they are none of its business.
    pub(super) fn handing_said(&mut self, text: &str) -> bool {
        let Stage::Handing { step, .. } = &self.conversation.stage else { return false };
        let step = step.clone();
        if let Some(choice) = super::intention::choice_said(text, &self.conversation.stage) {
            self.choose(choice, true);
            return true;
        }
        if text.trim_start().starts_with(['!', '/']) {
            return false;
        }
        match step {
            HandingStep::Aloud => return false,
            HandingStep::Words { .. } => self.words_given(text),
            HandingStep::Card { parcel } => match line_named(text) {
                Some(place) => self.turn_line(parcel, place),
                None => return false,
            },
        }
        true
    }

    fn words_given(&mut self, text: &str) {
        let language = self.language(Some(text));
        if let Some(why) = self.why_not(language, text) {
            return self.ask_words(language, vec![why]);
        }
        let words = Line::said(text, self.incoming.event.clone());
        self.card(language, self.parcel_of(language, words), Vec::new());
    }

    /// What is said of words that cannot be passed on; those that tell of a person are not kept.
    fn why_not(&mut self, language: Language, text: &str) -> Option<String> {
        if text.trim().is_empty() {
            return Some(self.handbook.say(language, keys::ONLY_TEXT, &[]));
        }
        if text.chars().count() > WORDS_MAX_CHARS {
            return Some(self.handbook.say(language, keys::TOO_LONG, &[("most", &WORDS_MAX_CHARS.to_string())]));
        }
        // Where somebody comes from may be what the question is about; who they are never is.
        let found = guard(text, &self.handbook.guard, &self.handbook.places);
        let found = found.filter(|found| *found != Found::Nationality)?;
        self.effects.push(Effect::Forget { event: self.incoming.event.clone() });
        Some(self.handbook.say(language, found.prompt(), &[]))
    }

    /// The person's words first, then what a screening came to, then what was asked before.
    fn parcel_of(&self, language: Language, words: Line) -> Parcel {
        let asked = self.asked_before().into_iter().filter(|(said, _)| words.said.as_ref() != Some(said));
        let asked: Vec<_> = asked.filter(|(_, asked)| Line::new(asked).text != words.text).collect();
        let asked = asked.into_iter().map(|(said, question)| {
            Line::quoted(&self.handbook.say(language, keys::LINE_ASKED, &[("question", &question)]), said)
        });
        let screened = self.screening_lines(language).into_iter().map(|line| Line::new(&line));
        Parcel::of([words].into_iter().chain(screened).chain(asked))
    }

    /// New words of a message that is on the card: it is shown anew. False where none of its lines is that message.
    pub(super) fn edits_card(&mut self, said: &EventId, text: &str) -> bool {
        let Stage::Handing { step: HandingStep::Card { parcel }, .. } = &self.conversation.stage else { return false };
        let (mut parcel, language) = (parcel.clone(), self.language(None));
        if !parcel.change(said, text) {
            return false;
        }
        match self.why_not(language, text) {
            Some(why) => self.ask_words(language, vec![why]),
            None => self.card(language, parcel, Vec::new()),
        }
        true
    }

    /// What is taken back before it was sent is never sent.
    pub(super) fn forget_in_handing(&mut self, said: &EventId) {
        let Stage::Handing { step, asked_by, .. } = &self.conversation.stage else { return };
        // What was shown in reply to it is taken back, too.
        let (step, is_shown, language) = (step.clone(), asked_by != said, self.language(None));
        match step {
            HandingStep::Card { mut parcel } => match (parcel.forget(said), parcel.lines.is_empty()) {
                (true, true) => self.ask_words(language, Vec::new()),
                (true, false) => self.card(language, parcel, Vec::new()),
                (false, _) if is_shown => {}
                (false, _) => self.card(language, parcel, Vec::new()),
            },
            HandingStep::Aloud | HandingStep::Words { .. } if !is_shown => self.conversation.stage = Stage::Open,
            HandingStep::Words { asked: Some(asked) } => {
                if !self.asked_before().iter().any(|(_, words)| *words == asked) {
                    self.ask_words(language, Vec::new());
                }
            }
            HandingStep::Aloud | HandingStep::Words { asked: None } => {}
        }
    }

    /// Who would read it, and by which of the desk's routes they get it.
    fn readers(&self) -> Option<(Option<usize>, &'a Readers)> {
        let handbook: &'a Handbook = self.handbook;
        let advisers = handbook.desk.advisers.as_ref()?;
        let served = self.conversation.answered.iter().map(|answered| &answered.entry);
        let entries = served.chain(self.conversation.topic.as_ref().map(|topic| &topic.entry));
        let names = |id: &EntryId| {
            let group = handbook.entry(id, Language::En).map(|entry| entry.group.clone());
            [Some(id.as_str().to_owned()), group]
        };
        let topics: Vec<String> = entries.flat_map(names).flatten().collect();
        let topics: Vec<&str> = topics.iter().map(String::as_str).collect();
        let underway = self.conversation.screening.as_ref();
        let works_in = self.conversation.works_in.as_ref().map(|works_in| works_in.place.as_str());
        let screened = underway.and_then(|underway| underway.jurisdiction.as_deref());
        let places: Vec<&str> = works_in.into_iter().chain(screened).collect();
        let outcome = underway.map(|underway| underway.stood.as_str());
        let found = advisers.routes.iter().position(|route| route.fits(&topics, &places, outcome));
        Some((found, found.map_or(&advisers.readers, |route| &advisers.routes[route].readers)))
    }

    /// Whether somebody has agreed to exactly this, read by exactly those.
    fn is_agreed(&self, parcel: &Parcel, mark: &str) -> bool {
        self.readers().is_some_and(|(_, readers)| parcel.mark(&mark_of(readers)) == mark)
    }

    /// Shows what would be sent, and waits for agreement to exactly that.
    fn card(&mut self, language: Language, parcel: Parcel, lead: Vec<String>) {
        let Some((_, readers)) = self.readers() else { return self.say_with_contact(common::PERSON_FIRST) };
        let left_out = self.handbook.say(language, keys::LEFT_OUT, &[]);
        let line = |(place, line): (usize, &Line)| {
            let words = crate::ticket::Plain::of(&line.text).inline();
            match line.is_left_out {
                true => format!("**{}** ~~{words}~~ ({left_out})", letter_of(place)),
                false => format!("**{}** {words}", letter_of(place)),
            }
        };
        let lines: Vec<String> = parcel.lines.iter().enumerate().map(line).collect();
        let how = if readers.is_encrypted { keys::ENCRYPTED } else { keys::NOT_ENCRYPTED };
        let network = self.handbook.say(language, how, &[("network", &readers.network)]);
        let who = readers.name.as_deref().unwrap_or_else(|| self.handbook.contacts.institution.name(language));
        let days = self.handbook.desk.keep_days.to_string();
        let who = self.handbook.say(language, keys::WHO, &[("who", who), ("network", &network), ("days", &days)]);
        let mut parts = lead;
        parts.extend([self.handbook.say(language, keys::CARD, &[]), lines.join("  \n"), who]);
        let mut choices = vec![
            self.named(&format!("ticket:send:{}", parcel.mark(&mark_of(readers))), language, keys::SEND),
            self.named("ticket:rewrite", language, keys::REWRITE),
            self.leave(language),
        ];
        if self.given.abilities.buttons {
            choices.extend(parcel.lines.iter().enumerate().take(MENU_MAX).map(|(place, line)| {
                let (prompt, letter) = (if line.is_left_out { keys::TURN_BACK } else { keys::TURN }, letter_of(place));
                let label = self.handbook.say(language, prompt, &[("letter", &letter)]);
                Choice::new(format!("ticket:turn:{place}"), label)
            }));
        }
        if !self.given.abilities.buttons || parcel.lines.len() > MENU_MAX {
            parts.push(self.handbook.say(language, keys::HOW, &[]));
        }
        let reply = Reply { markdown: parts.join("\n\n"), choices, ..Reply::default() };
        self.hand(language, HandingStep::Card { parcel }, reply);
    }

    fn turn_line(&mut self, mut parcel: Parcel, place: usize) {
        let language = self.language(None);
        let there = parcel.turn(place);
        let lead = (!there).then(|| self.handbook.say(language, keys::NO_LINE, &[]));
        self.card(language, parcel, lead.into_iter().collect());
    }

    /// A choice of a hand-over, by what stands behind `ticket:` in its id.
    pub(super) fn handing_chosen(&mut self, named: &str) {
        let language = self.language(None);
        let (word, rest) = named.split_once(':').unwrap_or((named, ""));
        let step = match &self.conversation.stage {
            Stage::Handing { step, .. } => Some(step.clone()),
            _ => None,
        };
        match (word, step) {
            ("begin", _) => self.begin_ticket(),
            ("go-on", Some(HandingStep::Aloud)) => self.ask_words(language, Vec::new()),
            ("asked", Some(HandingStep::Words { asked: Some(asked) })) => {
                let said = self.asked_before().into_iter().find(|(_, words)| *words == asked);
                let words = said.map_or_else(|| Line::new(&asked), |(said, words)| Line::said(&words, said));
                self.card(language, self.parcel_of(language, words), Vec::new());
            }
            ("rewrite", Some(_)) => self.ask_words(language, Vec::new()),
            ("turn", Some(HandingStep::Card { parcel })) => self.turn_line(parcel, rest.parse().unwrap_or(usize::MAX)),
            ("send", Some(HandingStep::Card { parcel })) if self.is_agreed(&parcel, rest) => {
                self.send(language, parcel)
            }
            ("send", Some(HandingStep::Card { parcel })) => {
                let lead = self.handbook.say(language, keys::CHANGED, &[]);
                self.card(language, parcel, vec![lead]);
            }
            ("leave", Some(_)) => {
                self.conversation.stage = Stage::Open;
                self.say(language, keys::LEFT, &[("command", &self.ticket_typed(""))]);
            }
            ("helped", _) => self.say(language, keys::HELPED_THANKS, &[]),
            ("not-helped", _) => self.say_with_contact(keys::HELPED_SORRY),
            // A button under something that is over: where it led to begins anew.
            _ => self.begin_ticket(),
        }
    }

    /// What was agreed to leaves, and from here on the person writes to the advisers.
    fn send(&mut self, language: Language, parcel: Parcel) {
        if parcel.text().is_empty() {
            let lead = self.handbook.say(language, keys::NOTHING_LEFT, &[]);
            return self.card(language, parcel, vec![lead]);
        }
        let chance = self.given.chance;
        let (id, number) = (TicketId::from_chance(chance), Number::from_chance(chance));
        let ticket = Ticket {
            id: id.clone(),
            number: number.clone(),
            state: State::New,
            owner: None,
            priority: Priority::Normal,
            topic: None,
            language,
            opened_at: self.given.now,
            parcel: parcel.sent(),
        };
        let phrase = Phrase::from_chance(number.clone(), chance);
        let shown = phrase.to_string();
        let route = self.readers().and_then(|(route, _)| route);
        self.effects.push(Effect::OpenTicket { ticket: Box::new(ticket), text: parcel.text(), route, phrase });
        let handed = parcel.sent().messages();
        self.begin_link(Link { id, number: number.clone(), is_over: false, has_moved: false, handed });
        self.conversation.stage = Stage::Open;
        self.conversation.topic = None;
        let when = self.handbook.contacts.institution.answers_in.as_ref().and_then(|when| when.get(&language));
        let when =
            when.map(|time| self.handbook.say(language, crate::prompts::report::keys::ANSWERS_IN, &[("time", time)]));
        let when = when.map(|when| format!("{when}.")).unwrap_or_default();
        let number = number.to_string();
        let opened = self.handbook.say(language, keys::OPENED, &[("number", &number)]);
        let goes = self.handbook.say(language, keys::OPENED_GOES, &[]);
        let opened = [opened, when, goes].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let how = self.handbook.say(language, keys::OPENED_HOW, &[("command", &self.ticket_typed("close"))]);
        let phrase = self.handbook.say(language, keys::PHRASE, &[("phrase", &shown)]);
        let markdown = format!("{opened}\n\n{how}\n\n{phrase}");
        self.push_message(language, Reply { markdown, ..Reply::default() });
    }

    /// A command as people type it here. While a ticket is open plain words go to the advisers, so it has its prefix.
    pub(super) fn ticket_typed(&self, word: &str) -> String {
        let prefix = if self.given.abilities.slash_commands { "/" } else { "!" };
        format!("{prefix}ticket {word}").trim_end().to_owned()
    }

    fn named(&self, id: &str, language: Language, prompt: Prompt) -> Choice {
        Choice::new(id, self.handbook.say(language, prompt, &[]))
    }

    fn leave(&self, language: Language) -> Choice {
        self.named("ticket:leave", language, keys::NOT_NOW)
    }

    fn hand(&mut self, language: Language, step: HandingStep, reply: Reply) {
        let (asked_by, choices) = (self.answers.clone(), reply.choices.clone());
        self.conversation.stage = Stage::Handing { asked_by, choices, step };
        self.push_message(language, reply);
    }
}

/// What agreement says of the readers.
fn mark_of(readers: &Readers) -> String {
    format!("{:?} {}", readers.name, readers.network)
}

/// The line that "leave out b" or "b" alone names.
fn line_named(text: &str) -> Option<usize> {
    let text = text.trim().to_lowercase();
    let letters = TURN_WORDS.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(&text);
    place_of(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_named_with_or_without_words() {
        for (text, place) in [("leave out b", Some(1)), ("ohne A", Some(0)), ("c", Some(2)), ("Sans aa", Some(26))] {
            assert_eq!(line_named(text), place, "{text}");
        }
        assert_eq!((line_named("leave it"), line_named("leave out"), line_named("2")), (None, None, None));
    }
}
