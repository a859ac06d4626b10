//! The questions of a screening as they are put, and the way from one to the next.

use crate::language::Language;
use crate::message::Choice;
use crate::prompts::Prompt;
use crate::prompts::screening::keys;
use crate::screening::hear;
use crate::screening::questionnaire::{Kind, UNKNOWN};
use crate::screening::{Answer, Pressing, Screening, Underway};

use crate::conversation::Step;
use crate::conversation::advance::Turn;
use crate::conversation::reply::Reply;

impl<'a> Turn<'a> {
    /// The next thing to ask before the first question, or the first question.
    pub(super) fn next_step(
        &mut self,
        language: Language,
        screening: &'a Screening,
        underway: Underway,
        mut lead: Vec<String>,
    ) {
        let screenings = &self.handbook.screenings;
        if underway.jurisdiction.is_none() && !screenings.jurisdictions.is_empty() {
            let countries = screenings.jurisdictions.keys().filter(|code| *code != "eu");
            let choice =
                |code: &String| Choice::new(format!("country:{code}"), self.handbook.places.name(code, language));
            let mut choices: Vec<Choice> = countries.map(choice).collect();
            choices.sort_by(|one, other| one.label.cmp(&other.label));
            if screenings.jurisdictions.contains_key("eu") {
                choices.push(self.pick("country:eu", language, keys::COUNTRY_EU));
            }
            choices.push(self.pick("country:other", language, keys::COUNTRY_OTHER));
            return self.step(language, underway, Step::Country, keys::COUNTRY, choices, lead);
        }
        if underway.pressing.is_none() {
            let label = |pressing| match pressing {
                Pressing::Nothing => keys::PRESSING_NOTHING,
                Pressing::Deadline => keys::PRESSING_DEADLINE,
                Pressing::Done => keys::PRESSING_DONE,
                Pressing::Unsafe => keys::PRESSING_UNSAFE,
            };
            let choice =
                |pressing: Pressing| self.pick(&format!("pressing:{}", pressing.word()), language, label(pressing));
            let choices = Pressing::ALL.map(choice).to_vec();
            return self.step(language, underway, Step::Pressing, keys::PRESSING, choices, lead);
        }
        lead.retain(|lead| !lead.is_empty());
        self.ask_next(language, screening, underway, lead);
    }

    fn step(
        &mut self,
        language: Language,
        underway: Underway,
        step: Step,
        prompt: Prompt,
        choices: Vec<Choice>,
        mut lead: Vec<String>,
    ) {
        lead.push(self.handbook.say(language, prompt, &[]));
        self.conversation.screening = Some(underway);
        self.wait_for(language, step, Reply { markdown: lead.join("\n\n"), choices, ..Reply::default() });
    }

    /// Asks what comes next, or tells the result where there is nothing left to ask. `lead` is said above it.
    pub(super) fn ask_next(
        &mut self,
        language: Language,
        screening: &'a Screening,
        underway: Underway,
        lead: Vec<String>,
    ) {
        let next = underway.standing(&screening.questionnaire).position.next;
        match next {
            Some(question) => self.ask(language, screening, underway, question, lead),
            None => self.result(language, screening, underway, lead),
        }
    }

    /// Puts one question.
    pub(super) fn ask(
        &mut self,
        language: Language,
        screening: &'a Screening,
        mut underway: Underway,
        question: usize,
        mut lead: Vec<String>,
    ) {
        underway.saw(&screening.questionnaire);
        let reply = self.put(screening, &underway, question, language);
        lead.push(reply.markdown);
        let step = Step::Ask(screening.questionnaire.questions[question].id.clone());
        self.conversation.screening = Some(underway);
        self.wait_for(language, step, Reply { markdown: lead.join("\n\n"), ..reply });
    }

    pub(super) fn ask_again(
        &mut self,
        screening: &'a Screening,
        underway: &Underway,
        question: usize,
        prompt: Prompt,
        slots: &[(&str, &str)],
    ) {
        let language = self.language(None);
        let lead = self.handbook.say(language, prompt, slots);
        self.ask(language, screening, underway.clone(), question, vec![lead]);
    }

    /// A question with its place in the whole, its answers, and what can be pressed beside them.
    pub(super) fn put(&self, screening: &Screening, underway: &Underway, question: usize, language: Language) -> Reply {
        let of = &screening.questionnaire;
        let words = screening.words(language).question(question);
        let mut parts = vec![self.progress(screening, underway, question, language), format!("**{}**", words.ask)];
        parts.extend(self.legal_checks(screening, underway, question, language));
        let buttons = self.given.abilities.buttons;
        let mut choices = Vec::new();
        match &of.questions[question].kind {
            Kind::Text(most) => {
                parts.push(self.handbook.say(language, keys::HOW_TEXT, &[("most", &most.to_string())]));
                if buttons {
                    let id = format!("leave:{}", of.questions[question].id);
                    choices.push(self.pick_beside(&id, language, keys::LEAVE_OUT));
                }
            }
            kind => {
                let offered = hear::offered(of, question);
                choices = offered.iter().map(|choice| self.option(screening, question, *choice, language)).collect();
                // "I don't know", as it is heard.
                choices.last_mut().iter_mut().for_each(|unknown| unknown.number = Some(0));
                let most = if let Kind::Many(_, most) = kind { *most } else { 1 };
                if !buttons {
                    parts.push(rows(&choices));
                }
                parts.extend(self.how(choices.len() - 1, most, buttons, language));
            }
        }
        if buttons {
            choices.push(self.pick_beside("screen:why", language, keys::WHY_CHOICE));
            if !underway.order.is_empty() {
                choices.push(self.pick_beside("screen:back", language, keys::BACK_CHOICE));
            }
            choices.push(self.pick_beside("screen:pause", language, keys::PAUSE_CHOICE));
            choices.push(self.pick_beside("screen:human", language, keys::HUMAN_CHOICE));
        }
        Reply { markdown: parts.join("\n\n"), choices, is_numbered: true, ..Reply::default() }
    }

    /// An answer that is offered, and what it says.
    pub(super) fn option(&self, screening: &Screening, question: usize, choice: usize, language: Language) -> Choice {
        let of = &screening.questionnaire.questions[question];
        let id = format!("answer:{}:{}", of.id, of.choices()[choice].code);
        Choice::new(id, self.label(screening, question, choice, language))
    }

    pub(super) fn label(&self, screening: &Screening, question: usize, choice: usize, language: Language) -> String {
        let own = screening.words(language).question(question).option(choice).map(ToOwned::to_owned);
        own.unwrap_or_else(|| self.handbook.say(language, keys::UNKNOWN, &[]))
    }

    /// What was answered, in words.
    pub(super) fn answer_words(
        &self,
        screening: &Screening,
        question: usize,
        answer: &Answer,
        language: Language,
    ) -> String {
        let of = &screening.questionnaire.questions[question];
        match answer {
            Answer::Text(_) => self.handbook.say(language, keys::OWN_WORDS, &[]),
            Answer::Codes(codes) => {
                let label = |code: &String| match of.code(code) {
                    Some(choice) => self.label(screening, question, choice, language),
                    None if code == UNKNOWN => self.handbook.say(language, keys::UNKNOWN, &[]),
                    None => code.clone(),
                };
                codes.iter().map(label).collect::<Vec<_>>().join("; ")
            }
        }
    }

    fn progress(&self, screening: &Screening, underway: &Underway, question: usize, language: Language) -> String {
        let asked = underway.standing(&screening.questionnaire).position.asked;
        let at = asked.iter().position(|asked| *asked == question).map_or(asked.len(), |at| at + 1);
        let (number, total) = (at.to_string(), asked.len().max(at).to_string());
        let progress = self.handbook.say(language, keys::PROGRESS, &[("number", &number), ("total", &total)]);
        format!("*{progress}*")
    }

    fn how(&self, last: usize, most: usize, buttons: bool, language: Language) -> Option<String> {
        let (last, several) = (last.to_string(), most.to_string());
        match (buttons, most > 1) {
            (true, true) => Some(self.handbook.say(language, keys::HOW_SEVERAL, &[])),
            (true, false) => None,
            (false, true) => Some(self.handbook.say(language, keys::HOW_MANY, &[("most", &several), ("last", &last)])),
            (false, false) => Some(self.handbook.say(language, keys::HOW, &[("last", &last)])),
        }
    }

    /// Where a question asks for checks by law, those of the person's place are named.
    fn legal_checks(
        &self,
        screening: &Screening,
        underway: &Underway,
        question: usize,
        language: Language,
    ) -> Option<String> {
        let concerns = screening.questionnaire.questions[question].pre_checks?;
        let place = self.handbook.screenings.jurisdiction(underway.jurisdiction.as_deref()?)?;
        let about = place.pre_checks.iter().filter(|check| check.concerns == concerns);
        let line = |check: &crate::screening::jurisdiction::PreCheck| {
            format!("- **{}**: {}", check.name[&language], check.about[&language])
        };
        let lines: Vec<String> = about.map(line).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    /// Keeps an answer, and goes on.
    pub(super) fn keep_answer(
        &mut self,
        screening: &'a Screening,
        mut underway: Underway,
        question: usize,
        answer: Answer,
        is_done: bool,
    ) {
        let language = self.language(None);
        let of = &screening.questionnaire;
        let had_stopped = !underway.standing(of).weighed.hard_stops.is_empty();
        underway.answer(screening, question, answer.clone());
        if let Answer::Text(_) = &answer {
            underway.said_in.insert(of.questions[question].id.clone(), self.incoming.event.clone());
        }
        if !is_done {
            return self.one_more(language, screening, underway, question, &answer);
        }
        let stops = !underway.standing(of).weighed.hard_stops.is_empty();
        let lead = (had_stopped && !stops).then(|| self.handbook.say(language, keys::STOP_GONE, &[]));
        self.ask_next(language, screening, underway, lead.into_iter().collect());
    }

    /// One more answer to a question that takes several.
    fn one_more(
        &mut self,
        language: Language,
        screening: &'a Screening,
        underway: Underway,
        question: usize,
        answer: &Answer,
    ) {
        let id = screening.questionnaire.questions[question].id.clone();
        let chosen = self.answer_words(screening, question, answer, language);
        let Answer::Codes(taken) = answer else { return };
        let of = &screening.questionnaire.questions[question];
        let is_left = |choice: &usize| {
            let choice = &of.choices()[*choice];
            !choice.is_unknown && choice.code != "none" && !taken.contains(&choice.code)
        };
        // They keep the numbers that they had under the question.
        let offered = hear::offered(&screening.questionnaire, question).into_iter().enumerate();
        let left = offered.filter(|(_, choice)| is_left(choice));
        let numbered = |(at, choice): (usize, usize)| Choice {
            number: u8::try_from(at + 1).ok(),
            ..self.option(screening, question, choice, language)
        };
        let mut choices: Vec<Choice> = left.map(numbered).collect();
        choices.push(Choice { number: Some(0), ..self.pick(&format!("enough:{id}"), language, keys::ENOUGH) });
        let mut parts = vec![self.handbook.say(language, keys::MORE, &[("chosen", &chosen)])];
        if !self.given.abilities.buttons {
            parts.push(rows(&choices));
        }
        self.conversation.screening = Some(underway);
        let reply = Reply { markdown: parts.join("\n\n"), choices, is_numbered: true, ..Reply::default() };
        self.wait_for(language, Step::More(id), reply);
    }
}

/// The choices by the numbers that they are taken by, a line each. No list of Markdown: that counts for itself, and some clients do
/// so from 1 on, wherever it is told to begin.
fn rows(choices: &[Choice]) -> String {
    let row = |(place, choice): (usize, &Choice)| format!("**{}** {}", choice.number_at(place), choice.label);
    choices.iter().enumerate().map(row).collect::<Vec<_>>().join("  \n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_shown_with_the_number_that_it_is_taken_by() {
        let choice = |number| Choice { number, ..Choice::new("id", "label") };
        let choices = [choice(None), choice(Some(4)), choice(Some(0))];
        let html = comrak::markdown_to_html(&rows(&choices), &comrak::Options::default());
        let row = |number| format!("<strong>{number}</strong> label");
        assert_eq!(html, format!("<p>{}</p>\n", [row(1), row(4), row(0)].join("<br />\n")));
    }
}
