//! The result of a screening, as it is told in the chat.

use crate::language::Language;
use crate::prompts::{Prompt, keys};
use crate::screening::{Screening, Underway};

use crate::conversation::Step;
use crate::conversation::advance::Turn;
use crate::conversation::reply::Reply;

impl<'a> Turn<'a> {
    pub(super) fn result(
        &mut self,
        language: Language,
        screening: &'a Screening,
        mut underway: Underway,
        mut lead: Vec<String>,
    ) {
        underway.saw(&screening.questionnaire);
        let weighed = underway.standing(&screening.questionnaire).weighed;
        let outcome = screening.words(language).outcome(weighed.outcome);
        lead.push(format!("**{}**\n\n{}", outcome.label, outcome.means));
        let choices = vec![
            self.pick("screen:report", language, keys::SCREEN_REPORT_CHOICE),
            self.pick("screen:summary", language, keys::SCREEN_SUMMARY_CHOICE),
            self.pick("screen:human", language, keys::SCREEN_HUMAN_CHOICE),
            self.pick("screen:disagree", language, keys::SCREEN_DISAGREE_CHOICE),
        ];
        self.conversation.screening = Some(underway);
        self.wait_for(language, Step::Result, Reply { markdown: lead.join("\n\n"), choices, ..Reply::default() });
    }

    pub(super) fn send_report(&mut self, language: Language, screening: &'a Screening, underway: &Underway) {
        let _ = (screening, underway);
        self.say(language, keys::SCREEN_REPORT, &[]);
    }

    /// Why words are not kept, if they are not.
    pub(super) fn guarded(&self, text: &str) -> Option<Prompt> {
        let _ = text;
        None
    }
}
