//! A screening as a dialogue: it begins, asks one question a message, hears answers and asides, and ends in a result.
//!
//! What the person answered is in `Conversation::screening`; where it stands is computed from that each time. The stage
//! says only what is waited for.

mod asides;
mod asking;
mod ending;
mod picked;
mod steps;

use crate::ids::EventId;
use crate::language::Language;
use crate::message::{Choice, Privacy};
use crate::prompts::screening::keys;
use crate::screening::aside::Aside;
use crate::screening::code;
use crate::screening::hear::{self, Heard};
use crate::screening::questionnaire::Kind;
use crate::screening::{Answer, COLLABORATION, Pressing, Screening, Underway};

pub(super) use picked::Picked;

use super::advance::Turn;
use super::effect::Effect;
use super::reply::{self, Reply};
use super::{Stage, Step};

impl<'a> Turn<'a> {
    /// Whether words answer what a screening waits for.
    pub(super) fn is_answer(&self, text: &str) -> bool {
        let Stage::Screening { step, .. } = &self.conversation.stage else { return false };
        let Some((screening, _)) = self.underway() else { return false };
        let language = self.conversation.chosen_language.or(self.conversation.last_language).unwrap_or(Language::En);
        match step {
            Step::Ask(id) | Step::More(id) => screening
                .questionnaire
                .question(id)
                .is_some_and(|question| matches!(hear::hear(text, screening, question, language), Heard::Choices(_))),
            Step::Agree | Step::Country | Step::Pressing | Step::Renewed => self.step_said(text).is_some(),
            Step::Result => false,
        }
    }

    /// The screening that the person is in, with its content; `None` where there is none, or its content has gone.
    fn underway(&self) -> Option<(&'a Screening, Underway)> {
        let underway = self.conversation.screening.clone()?;
        let screening = self.handbook.screenings.get(&underway.questionnaire)?;
        Some((screening, underway))
    }

    /// After a reply to something else that left the screening behind.
    pub(super) fn screening_waits(&self, language: Language) -> String {
        self.handbook.say(language, keys::WAITS, &[("command", &self.screen_command("resume"))])
    }

    fn screen_command(&self, word: &str) -> String {
        reply::typed(word, &self.given.abilities)
    }

    /// Begins, or goes on where the person is in one already. In a room with others it moves to a direct chat.
    pub(super) fn begin_screening(&mut self) {
        let language = self.language(None);
        let Some(screening) = self.handbook.screenings.get(COLLABORATION) else {
            return self.say_with_contact(keys::NONE);
        };
        if self.incoming.place.privacy == Privacy::Shared {
            return self.move_screening(language);
        }
        if let Some((screening, underway)) = self.underway().filter(|(_, underway)| underway.pressing.is_some()) {
            let lead = self.handbook.say(language, keys::ALREADY, &[]);
            return self.ask_next(language, screening, underway, vec![lead]);
        }
        let mut underway = Underway::begin(code::case(self.given.chance), screening, self.given.now);
        underway.plan = self.open_question().map(|question| (question.asked_by, question.words));
        let here = self.conversation.works_in.as_ref().map(|works_in| works_in.place.clone());
        let known = here.or_else(|| self.handbook.desk.jurisdiction.clone());
        underway.jurisdiction = known.filter(|code| self.handbook.screenings.jurisdiction(code).is_some());
        let words = screening.words(language);
        let asides = self.handbook.say(language, keys::ASIDES, &[]);
        let markdown = format!("**{}**\n\n{}\n\n{asides}", words.title, words.about);
        let choices = vec![
            self.pick("screen:agree", language, keys::AGREE),
            self.pick("screen:decline", language, keys::DECLINE),
        ];
        self.conversation.screening = Some(underway);
        self.wait_for(language, Step::Agree, Reply { markdown, choices, ..Reply::default() });
    }

    /// Nobody else learns what is asked and answered.
    fn move_screening(&mut self, language: Language) {
        let command = self.screen_command("screen");
        let here = self.handbook.say(language, keys::HERE, &[("command", &command)]);
        let reply_to = Some(self.answers.clone());
        self.effects.push(Effect::SayDirectly { message: reply::plain(here), reply_to });
        self.say(language, keys::MOVED, &[]);
    }

    /// Words, while a screening waits for something. `false`: they are none of its business.
    pub(super) fn screening_said(&mut self, text: &str) -> bool {
        let Stage::Screening { step, .. } = &self.conversation.stage else {
            return self.aside_outside(text);
        };
        let step = step.clone();
        let Some((screening, underway)) = self.underway() else { return false };
        if self.is_renewed(screening, &underway) {
            return true;
        }
        if let Some(aside) = Aside::read(text) {
            self.aside(aside);
            return true;
        }
        if text.trim_start().starts_with(['!', '/']) {
            return false;
        }
        match step {
            Step::Ask(id) | Step::More(id) => match screening.questionnaire.question(&id) {
                Some(question) => self.heard_answer(screening, underway, question, text),
                None => return false,
            },
            Step::Agree | Step::Country | Step::Pressing | Step::Renewed => match self.step_said(text) {
                Some(choice) => self.choose(choice, true),
                None => self.step_again(text),
            },
            Step::Result => match self.step_said(text) {
                Some(choice) => self.choose(choice, true),
                // Nothing is waited for: other words are for the rest of the desk.
                None => return false,
            },
        }
        true
    }

    /// Where the questionnaire is another than when the person answered, they see what is new before anything else.
    fn is_renewed(&mut self, screening: &'a Screening, underway: &Underway) -> bool {
        if matches!(self.conversation.stage, Stage::Screening { step: Step::Renewed, .. }) {
            return false;
        }
        let Some(renewal) = underway.renewal(screening) else { return false };
        let language = self.language(None);
        self.renewed(language, screening, underway.clone(), &renewal);
        true
    }

    /// What somebody typed in place of an answer.
    fn heard_answer(&mut self, screening: &'a Screening, underway: Underway, question: usize, text: &str) {
        let language = self.language(None);
        let of = &screening.questionnaire.questions[question];
        if let Kind::Text(most) = of.kind {
            return self.heard_words(screening, underway, question, most, text);
        }
        if self.enough_said(text, language) {
            return self.enough(screening, underway);
        }
        let heard = match hear::hear(text, screening, question, language) {
            Heard::Choices(choices) => Heard::Choices(choices),
            // What tells of people is left out, and the rest of the sentence may be an answer.
            other if self.guarded(text).is_some() => {
                hear::in_part(text, screening, question, language).map_or(other, Heard::Choices)
            }
            other => other,
        };
        match heard {
            Heard::Choices(choices) => {
                self.leave_out_people(text, language);
                let codes = choices.iter().map(|choice| of.choices()[*choice].code.clone()).collect();
                self.take_codes(screening, underway, question, codes);
            }
            Heard::Near(choice) => {
                let markdown = self.handbook.say(language, keys::NEAR, &[]);
                let choices = vec![self.option(screening, question, choice, language)];
                let reply = Reply { markdown, choices, ..Reply::default() };
                self.wait_for(language, Step::Ask(of.id.clone()), reply);
            }
            Heard::Outside => self.ask_again(screening, &underway, question, keys::OUTSIDE, &[]),
            Heard::TooMany => {
                let most = match of.kind {
                    Kind::Many(_, most) => most,
                    Kind::One(_) | Kind::Text(_) => 1,
                };
                self.ask_again(screening, &underway, question, keys::TOO_MANY, &[("most", &most.to_string())]);
            }
            Heard::Nothing => self.something_else(screening, &underway, question, text),
        }
    }

    /// No answer: perhaps a question of its own, which is answered before this one is asked again.
    fn something_else(&mut self, screening: &'a Screening, underway: &Underway, question: usize, text: &str) {
        let language = self.language(None);
        self.forget_words();
        match self.aside_answer(text) {
            Some(reply) => {
                let Reply { markdown, sources, served, .. } = reply;
                let asked = self.put(screening, underway, question, language);
                let markdown = format!("{markdown}\n\n---\n\n{}", asked.markdown);
                let step = Step::Ask(screening.questionnaire.questions[question].id.clone());
                self.wait_for(language, step, Reply { markdown, sources, served, ..asked });
            }
            None => {
                let prompt = self.guarded(text).unwrap_or(keys::NOT_UNDERSTOOD);
                self.ask_again(screening, underway, question, prompt, &[]);
            }
        }
    }

    /// A person's own words as an answer. What they must not hold is refused, and nothing of it is kept.
    fn heard_words(&mut self, screening: &'a Screening, underway: Underway, question: usize, most: usize, text: &str) {
        let found = text.trim().chars().count();
        if text.trim() == "0" {
            return self.left_out(screening, underway, question);
        }
        if let Some(prompt) = self.guarded(text) {
            self.forget_words();
            return self.ask_again(screening, &underway, question, prompt, &[]);
        }
        if found > most {
            self.forget_words();
            let slots = [("most", &*most.to_string()), ("found", &*found.to_string())];
            return self.ask_again(screening, &underway, question, keys::TOO_LONG, &slots);
        }
        let answer = Answer::Text(text.trim().to_owned());
        self.keep_answer(screening, underway, question, answer, true);
    }

    /// Words beside an answer that tell of a person change nothing in it, and are not kept.
    fn leave_out_people(&mut self, text: &str, language: Language) {
        if self.guarded(text).is_some() {
            self.forget_words();
            let note = reply::plain(self.handbook.say(language, keys::GUARD_BESIDE, &[]));
            self.effects.push(Effect::Say { message: note, reply_to: Some(self.answers.clone()) });
        }
    }

    /// The inbox keeps words for some days; these it does not.
    fn forget_words(&mut self) {
        self.effects.push(Effect::Forget { event: self.incoming.event.clone() });
    }

    /// Takes what one message or one button chose. Where a question takes several answers, it is added to those that were given
    /// just before; a list is all that there is, and so is "I don't know".
    fn take_codes(&mut self, screening: &'a Screening, underway: Underway, question: usize, codes: Vec<String>) {
        let of = &screening.questionnaire.questions[question];
        let Kind::Many(choices, most) = &of.kind else {
            return self.keep_answer(screening, underway, question, Answer::Codes(codes), true);
        };
        let is_list = codes.len() > 1;
        let ends =
            |code: &String| code == "none" || choices.iter().any(|choice| choice.is_unknown && &choice.code == code);
        let is_more =
            matches!(&self.conversation.stage, Stage::Screening { step: Step::More(more), .. } if *more == of.id);
        let mut all = match underway.answers.get(&of.id) {
            Some(Answer::Codes(before)) if is_more && !codes.iter().any(ends) => before.clone(),
            _ => Vec::new(),
        };
        all.extend(codes.into_iter().filter(|code| !all.contains(code)).collect::<Vec<_>>());
        if all.len() > *most {
            let slots = [("most", &*most.to_string())];
            return self.ask_again(screening, &underway, question, keys::TOO_MANY, &slots);
        }
        let is_done = is_list || all.len() == *most || all.iter().any(ends);
        self.keep_answer(screening, underway, question, Answer::Codes(all), is_done);
    }

    /// A choice that was pressed, reacted to or named.
    pub(super) fn picked(&mut self, picked: Picked) {
        let language = self.language(None);
        if picked == Picked::Begin {
            return self.begin_screening();
        }
        let Some((screening, mut underway)) = self.underway() else {
            let command = self.screen_command("screen");
            return self.say(language, keys::OVER, &[("command", &command)]);
        };
        if picked != Picked::Keep && picked != Picked::Again && self.is_renewed(screening, &underway) {
            return;
        }
        match picked {
            Picked::Begin => {}
            Picked::Agree => self.next_step(language, screening, underway, Vec::new()),
            Picked::Decline => {
                self.end_screening();
                let command = self.screen_command("screen");
                self.say(language, keys::DECLINED, &[("command", &command)]);
            }
            Picked::Country(code) => {
                // An empty code is "somewhere else": the question is answered.
                underway.jurisdiction = Some(code.unwrap_or_default());
                self.next_step(language, screening, underway, Vec::new());
            }
            Picked::Pressing(pressing) => {
                underway.pressing = Some(pressing);
                let contact = self.handbook.contact(language);
                let first = match pressing {
                    Pressing::Done => Some(keys::DONE_FIRST),
                    Pressing::Unsafe => Some(keys::UNSAFE_FIRST),
                    Pressing::Nothing | Pressing::Deadline => None,
                };
                let lead = first.map(|prompt| {
                    let first = self.handbook.say(language, prompt, &[("contact", &contact)]);
                    format!("{first}\n\n{}", self.handbook.say(language, keys::GO_ON, &[]))
                });
                self.next_step(language, screening, underway, lead.into_iter().collect());
            }
            Picked::Answer(id, code) => match screening.questionnaire.question(&id) {
                Some(question) if screening.questionnaire.questions[question].code(&code).is_some() => {
                    self.take_codes(screening, underway, question, vec![code]);
                }
                // A button of an older version: what is asked now is asked anew.
                _ => self.ask_next(language, screening, underway, Vec::new()),
            },
            Picked::Enough(_) => self.enough(screening, underway),
            Picked::LeaveOut(id) => match screening.questionnaire.question(&id) {
                Some(question) => self.left_out(screening, underway, question),
                None => self.ask_next(language, screening, underway, Vec::new()),
            },
            Picked::Keep => {
                underway.renew(screening);
                self.next_step(language, screening, underway, Vec::new());
            }
            Picked::Again => self.ask_renewed(language, screening, underway),
            Picked::Aside(aside) => self.aside(aside),
        }
    }

    fn left_out(&mut self, screening: &'a Screening, underway: Underway, question: usize) {
        let answer = Answer::code(crate::screening::questionnaire::UNKNOWN);
        self.keep_answer(screening, underway, question, answer, true);
    }

    fn enough(&mut self, screening: &'a Screening, underway: Underway) {
        let language = self.language(None);
        self.ask_next(language, screening, underway, Vec::new());
    }

    fn enough_said(&self, text: &str, language: Language) -> bool {
        let is_more = matches!(self.conversation.stage, Stage::Screening { step: Step::More(_), .. });
        let enough = self.handbook.say(language, keys::ENOUGH, &[]);
        let folded = |text: &str| crate::text::words(text).join(" ");
        let said = folded(text);
        let words = ["0", "no", "nee", "nein", "non", "done", "that is all", "thats all"];
        is_more && (said == folded(&enough) || words.contains(&said.as_str()))
    }

    /// Waits for an answer to what is said here.
    fn wait_for(&mut self, language: Language, step: Step, reply: Reply) {
        let choices = reply.choices.iter().filter(|choice| !choice.is_beside).cloned().collect();
        let asked_by = self.answers.clone();
        self.conversation.topic = None;
        self.conversation.stage = Stage::Screening { asked_by, choices, step };
        self.push_message(language, reply);
    }

    fn pick(&self, id: &str, language: Language, prompt: crate::prompts::Prompt) -> Choice {
        Choice::new(id, self.handbook.say(language, prompt, &[]))
    }

    /// What can be pressed beside an answer.
    fn pick_beside(&self, id: &str, language: Language, prompt: crate::prompts::Prompt) -> Choice {
        Choice { is_beside: true, ..self.pick(id, language, prompt) }
    }

    fn end_screening(&mut self) {
        self.conversation.screening = None;
        if matches!(self.conversation.stage, Stage::Screening { .. }) {
            self.conversation.stage = Stage::Open;
        }
    }

    /// The message that described the plan, or had an answer in a person's own words, was deleted: its words go.
    pub(super) fn forget_in_screening(&mut self, event: &EventId) {
        if let Some(underway) = &mut self.conversation.screening {
            underway.forget(event);
        }
    }
}
