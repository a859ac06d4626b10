//! What is said at any time in a screening, beside answers: back, change, why, summary, pause, and the ways out.

use crate::ids::TimerKey;
use crate::knowledge::Verdict;
use crate::language::Language;
use crate::prompts::Prompt;
use crate::prompts::screening::keys;
use crate::recognise::Kind as MessageKind;
use crate::screening::aside::Aside;
use crate::screening::underway::Renewal;
use crate::screening::{Code, Screening, Underway};

use crate::conversation::advance::Turn;
use crate::conversation::effect::Effect;
use crate::conversation::reply::{self, Reply};
use crate::conversation::{Paused, Stage, Step};

/// A paused screening is kept so long, in ms, and its person reminded once after that.
const KEEP_PAUSED_MS: i64 = 30 * 24 * 3_600_000;
const REMIND_AFTER_MS: i64 = 7 * 24 * 3_600_000;

pub(super) const REMIND_TIMER: &str = "screening-remind";
pub(super) const EXPIRE_TIMER: &str = "screening-expire";

impl<'a> Turn<'a> {
    /// Said while something else is under way, only what ends or shows the screening is about it.
    pub(super) fn aside_outside(&mut self, text: &str) -> bool {
        match Aside::read(text) {
            Some(aside @ (Aside::Summary | Aside::Stop | Aside::Delete | Aside::Restart))
                if self.underway().is_some() =>
            {
                self.aside(aside);
                true
            }
            _ => false,
        }
    }

    pub(super) fn aside(&mut self, aside: Aside) {
        let language = self.language(None);
        let Some((screening, underway)) = self.underway() else {
            let command = self.screen_command("screen");
            return self.say(language, keys::OVER, &[("command", &command)]);
        };
        match aside {
            Aside::Back => self.back(language, screening, underway),
            Aside::Change(None) | Aside::Summary => self.summary(language, screening, &underway),
            Aside::Change(Some(number)) => self.change(language, screening, underway, number),
            Aside::Why => self.why(language, screening, underway),
            Aside::Pause => self.pause(language, underway),
            Aside::Restart => {
                let lead = self.handbook.say(language, keys::RESTARTED, &[]);
                self.end_screening();
                self.effects.push(Effect::Say { message: reply::plain(lead), reply_to: Some(self.answers.clone()) });
                self.begin_screening();
            }
            Aside::Human => self.leave_to_a_person(language, &underway, keys::HUMAN),
            Aside::Disagree => self.leave_to_a_person(language, &underway, keys::DISAGREE),
            Aside::Stop => {
                self.end_screening();
                let (command, contact) = (self.screen_command("screen"), self.handbook.contact(language));
                self.say(language, keys::STOPPED, &[("command", &command), ("contact", &contact)]);
            }
            Aside::Delete => {
                self.end_screening();
                self.say(language, keys::DELETED, &[]);
            }
            Aside::Report => self.send_report(language, &underway),
        }
    }

    fn back(&mut self, language: Language, screening: &'a Screening, mut underway: Underway) {
        let of = &screening.questionnaire;
        let had_stopped = !underway.standing(of).weighed.hard_stops.is_empty();
        let Some(question) = underway.back(of) else {
            let lead = self.handbook.say(language, keys::BACK_NONE, &[]);
            return self.next_step(language, screening, underway, vec![lead]);
        };
        let stops = !underway.standing(of).weighed.hard_stops.is_empty();
        let lead = (had_stopped && !stops).then(|| self.handbook.say(language, keys::STOP_GONE, &[]));
        self.ask(language, screening, underway, question, lead.into_iter().collect());
    }

    fn change(&mut self, language: Language, screening: &'a Screening, underway: Underway, number: usize) {
        let answered = underway.answered(&screening.questionnaire);
        let Some(question) = number.checked_sub(1).and_then(|at| answered.get(at)).copied() else {
            let last = answered.len().to_string();
            return self.beside(keys::CHANGE_NONE, &[("last", &last)]);
        };
        let id = &screening.questionnaire.questions[question].id;
        let said = underway.answers.get(id).map(|answer| self.answer_words(screening, question, answer, language));
        let said = said.unwrap_or_default();
        let lead = self.handbook.say(language, keys::CHANGE, &[("answer", &said)]);
        self.ask(language, screening, underway, question, vec![lead]);
    }

    fn why(&mut self, language: Language, screening: &'a Screening, underway: Underway) {
        let asked = match &self.conversation.stage {
            Stage::Screening { step: Step::Ask(id) | Step::More(id), .. } => screening.questionnaire.question(id),
            _ => None,
        };
        let Some(question) = asked else { return self.next_step(language, screening, underway, Vec::new()) };
        let words = screening.words(language).question(question);
        let entry = &screening.questionnaire.questions[question].entry;
        let title = self.handbook.entry(entry, language).map_or("", |entry| &entry.title);
        let slots = [("why", words.why.as_str()), ("whom", words.whom.as_str()), ("title", title)];
        let why = self.handbook.say(language, keys::WHY, &slots);
        self.ask(language, screening, underway, question, vec![why]);
    }

    /// What was answered so far, with the numbers for changing it.
    fn summary(&mut self, language: Language, screening: &'a Screening, underway: &Underway) {
        let of = &screening.questionnaire;
        let words = screening.words(language);
        let rows: Vec<String> = underway
            .answered(of)
            .into_iter()
            .enumerate()
            .filter_map(|(at, question)| {
                let answer = underway.answers.get(&of.questions[question].id)?;
                let (number, said) = ((at + 1).to_string(), self.answer_words(screening, question, answer, language));
                let slots = [("number", &*number), ("question", &words.question(question).short), ("answer", &said)];
                Some(self.handbook.say(language, keys::SUMMARY_ROW, &slots))
            })
            .collect();
        if rows.is_empty() {
            return self.beside(keys::SUMMARY_NONE, &[]);
        }
        let count = rows.len().to_string();
        let lead = self.handbook.say(language, keys::SUMMARY, &[("count", &count)]);
        let label = &words.outcome(underway.standing(of).weighed.outcome).label;
        let standing = self.handbook.say(language, keys::SUMMARY_STANDING, &[("label", label)]);
        self.say_beside(language, format!("{lead}\n\n{}\n\n{standing}", rows.join("\n")));
    }

    /// Says something, and what is waited for stays so.
    fn beside(&mut self, prompt: Prompt, slots: &[(&str, &str)]) {
        let language = self.language(None);
        let markdown = self.handbook.say(language, prompt, slots);
        self.say_beside(language, markdown);
    }

    fn say_beside(&mut self, language: Language, markdown: String) {
        self.reply(language, Reply { markdown, keeps_choices: true, ..Reply::default() });
    }

    fn leave_to_a_person(&mut self, language: Language, underway: &Underway, prompt: Prompt) {
        if self.handbook.desk.advisers.is_some() {
            // What was answered so far goes with it, as far as the person lets it.
            return self.begin_ticket();
        }
        let contact = self.handbook.contact(language);
        self.beside(prompt, &[("contact", &contact), ("case", &underway.case)]);
    }

    /// The screening leaves the conversation, and waits for its code. Whoever brings it first has it: here or elsewhere.
    fn pause(&mut self, language: Language, underway: Underway) {
        let code = Code::from_chance(self.given.chance);
        let (mark, until) = (code.mark(), self.given.now.plus_ms(KEEP_PAUSED_MS));
        self.end_screening();
        self.conversation.paused = Some(Paused { mark: mark.clone(), until });
        self.effects.push(Effect::Park { mark, screening: Box::new(underway), until });
        let remind_at = self.given.now.plus_ms(REMIND_AFTER_MS);
        self.effects.push(Effect::WakeAt { key: TimerKey::new(REMIND_TIMER), at: remind_at });
        self.effects.push(Effect::WakeAt { key: TimerKey::new(EXPIRE_TIMER), at: until });
        let (command, day) = (self.screen_command("resume"), until.day().to_string());
        let slots = [("command", &*command), ("code", &*code.to_string()), ("until", &*day)];
        self.say(language, keys::PAUSED, &slots);
    }

    /// Takes a paused screening up, by its code or because it was paused here.
    pub(in crate::conversation) fn resume(&mut self, code: Option<&Code>) {
        let language = self.language(None);
        if code.is_none()
            && let Some((screening, underway)) = self.underway()
        {
            if self.is_renewed(screening, &underway) {
                return;
            }
            return self.next_step(language, screening, underway, Vec::new());
        }
        let here = self.conversation.paused.as_ref().map(|paused| paused.mark.clone());
        let mark = code.map(Code::mark).or_else(|| here.clone());
        let (Some(mark), Some(underway)) = (mark, self.given.paused.clone()) else {
            return self.resume_none(language);
        };
        if self.incoming.place.privacy == crate::message::Privacy::Shared {
            return self.move_screening(language);
        }
        let Some(screening) = self.handbook.screenings.get(&underway.questionnaire) else {
            return self.resume_none(language);
        };
        if here.as_ref() == Some(&mark) {
            self.forget_paused();
        }
        self.effects.push(Effect::TakeUp { mark });
        if self.is_renewed(screening, &underway) {
            return;
        }
        let lead = self.handbook.say(language, keys::RESUMED, &[]);
        self.next_step(language, screening, underway, vec![lead]);
    }

    fn resume_none(&mut self, language: Language) {
        let command = self.screen_command("screen");
        self.say(language, keys::RESUME_NONE, &[("command", &command)]);
    }

    fn forget_paused(&mut self) {
        self.conversation.paused = None;
        for key in [REMIND_TIMER, EXPIRE_TIMER] {
            self.effects.push(Effect::LetSleep { key: TimerKey::new(key) });
        }
    }

    /// Some days after a pause, once; and when its time is over.
    pub(in crate::conversation) fn screening_timer(&mut self, key: &TimerKey) {
        let Some(Paused { mark, until }) = self.conversation.paused.clone() else { return };
        let language = self.language(None);
        // Taken up elsewhere: there is nothing to remind of, and nothing to erase.
        let still_waits = self.given.paused.is_some();
        match key.as_str() {
            REMIND_TIMER if still_waits => {
                let (command, day) = (self.screen_command("resume"), until.day().to_string());
                self.say(language, keys::REMINDER, &[("command", &command), ("until", &day)]);
            }
            EXPIRE_TIMER => {
                self.forget_paused();
                if still_waits {
                    self.effects.push(Effect::TakeUp { mark });
                    let command = self.screen_command("screen");
                    self.say(language, keys::EXPIRED, &[("command", &command)]);
                }
            }
            _ => {}
        }
    }

    /// The questionnaire is another than when the person answered: they see what is, and confirm.
    pub(super) fn renewed(
        &mut self,
        language: Language,
        screening: &'a Screening,
        underway: Underway,
        renewal: &Renewal,
    ) {
        let words = screening.words(language);
        let of = &screening.questionnaire;
        let mut parts = vec![self.handbook.say(language, keys::RENEWED, &[])];
        let row = |question: &usize| {
            let answer = underway.answers.get(&of.questions[*question].id)?;
            let (asked, said) =
                (&words.question(*question).short, self.answer_words(screening, *question, answer, language));
            let slots = [("question", asked.as_str()), ("answer", &said)];
            Some(format!("- {}", self.handbook.say(language, keys::RENEWED_REWORDED, &slots)))
        };
        let rows: Vec<String> = renewal.reworded.iter().filter_map(row).collect();
        if !rows.is_empty() {
            parts.push(rows.join("\n"));
        }
        if !renewal.gone.is_empty() {
            let count = renewal.gone.len().to_string();
            parts.push(self.handbook.say(language, keys::RENEWED_GONE, &[("count", &count)]));
        }
        parts.push(match &renewal.moves {
            Some((was, is)) => {
                let was = (0..=of.find_out_at()).find(|at| of.outcome_id(*at) == was);
                let was = was.map_or("", |was| &words.outcome(was).label);
                let slots = [("is", words.outcome(*is).label.as_str()), ("was", was)];
                self.handbook.say(language, keys::RENEWED_MOVES, &slots)
            }
            None => self.handbook.say(language, keys::RENEWED_STAYS, &[]),
        });
        let mut choices = vec![self.pick("screen:keep", language, keys::RENEWED_KEEP)];
        if !renewal.reworded.is_empty() {
            choices.push(self.pick("screen:again", language, keys::RENEWED_AGAIN));
        }
        self.conversation.screening = Some(underway);
        let reply = Reply { markdown: parts.join("\n\n"), choices, ..Reply::default() };
        self.wait_for(language, Step::Renewed, reply);
    }

    /// Answers to questions that were worded anew are taken back, so that they are asked again.
    pub(super) fn ask_renewed(&mut self, language: Language, screening: &'a Screening, mut underway: Underway) {
        let reworded = underway.renewal(screening).unwrap_or_default().reworded;
        for question in reworded {
            let id = &screening.questionnaire.questions[question].id;
            underway.answers.take_back(id);
            underway.order.retain(|answered| answered != id);
        }
        underway.renew(screening);
        self.next_step(language, screening, underway, Vec::new());
    }

    /// What the pages say to words in the middle of a screening; `None` where they are no question of their own.
    pub(super) fn aside_answer(&self, text: &str) -> Option<Reply> {
        let language = crate::knowledge::detect::detect(text).or(self.conversation.last_language);
        let language = self.conversation.chosen_language.or(language).unwrap_or(self.handbook.desk.default_language);
        let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
        if words < 3 {
            return None;
        }
        let recognised = self.handbook.recogniser.recognise(text);
        match recognised.kind {
            MessageKind::NeedsPerson => Some(reply::person_first(self.handbook, language, None)),
            MessageKind::Question => {
                let ranking = self.handbook.knowledge.search(text, self.scope(text, language));
                match self.handbook.knowledge.judge(&ranking) {
                    Verdict::Sure(hit) => {
                        self.passage(language, &hit).map(|reply| Reply { under: Vec::new(), ..reply })
                    }
                    Verdict::Unsure(_) | Verdict::Unknown => None,
                }
            }
            _ => None,
        }
    }
}
