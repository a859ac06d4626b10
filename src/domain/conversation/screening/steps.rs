//! What words mean where a screening waits for one of a few plain choices: to begin, for a country, at the result.

use crate::conversation::advance::Turn;
use crate::conversation::reply::Reply;
use crate::conversation::{Stage, Step, intention};
use crate::ids::ChoiceId;
use crate::language::Language;
use crate::message::Choice;
use crate::prompts::screening::keys;

impl Turn<'_> {
    /// What words mean at a step whose answers are plain choices: one of them, a plain yes or no, or a country.
    pub(super) fn step_said(&self, text: &str) -> Option<ChoiceId> {
        let Stage::Screening { step, .. } = &self.conversation.stage else { return None };
        if let Some(choice) = intention::choice_said(text, &self.conversation.stage) {
            return Some(choice);
        }
        let folded = crate::text::words(text).join(" ");
        let yes =
            ["yes", "y", "ok", "okay", "ja", "oui", "sure", "prima", "gern", "d accord"].contains(&folded.as_str());
        let no = ["no", "n", "nee", "nein", "non", "nothing", "none", "niets", "geen", "nichts", "rien"]
            .contains(&folded.as_str());
        let id = match step {
            Step::Agree if yes => "screen:agree".to_owned(),
            Step::Agree if no => "screen:decline".to_owned(),
            Step::Pressing if no => "pressing:nothing".to_owned(),
            Step::Renewed if yes => "screen:keep".to_owned(),
            Step::Country => {
                let seen = |language| self.handbook.places.seen_in(text, language);
                let seen: Vec<_> = Language::ALL.into_iter().map(seen).collect();
                let named: Vec<&str> = seen.iter().flat_map(|sighting| sighting.codes()).collect();
                let known = |code: &&&str| self.handbook.screenings.jurisdictions.contains_key(**code);
                // Members of the Union without a file of their own.
                let in_union = |code: &&str| ["be", "it", "es"].contains(code);
                let code = named.iter().find(known).copied().or_else(|| named.iter().any(in_union).then_some("eu"))?;
                format!("country:{code}")
            }
            _ => return self.only_label_with(&folded),
        };
        Some(ChoiceId::new(id))
    }

    /// The one choice whose label has all of these words: "again" of "Ask me the changed ones again".
    fn only_label_with(&self, words: &str) -> Option<ChoiceId> {
        let said: Vec<&str> = words.split(' ').collect();
        let has_all = |choice: &&Choice| {
            let label = crate::text::words(&choice.label);
            said.iter().all(|word| label.iter().any(|of| of == word))
        };
        let mut fitting = self.conversation.stage.offer()?.1.iter().filter(has_all);
        let first = fitting.next().filter(|_| words.len() > 3)?;
        fitting.next().is_none().then(|| first.id.clone())
    }

    /// What was said is no answer: perhaps a question of its own. The same choices are offered once more.
    pub(super) fn step_again(&mut self, text: &str) {
        let language = self.language(None);
        let Stage::Screening { step, choices, .. } = self.conversation.stage.clone() else { return };
        let not_understood = || self.handbook.say(language, keys::NOT_UNDERSTOOD, &[]);
        let reply = self.aside_answer(text).unwrap_or_else(|| Reply { markdown: not_understood(), ..Reply::default() });
        self.wait_for(language, step, Reply { choices, ..reply });
    }
}
