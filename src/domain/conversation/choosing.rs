//! What becomes of a choice that was taken: by number, by name, by button or by reaction.

use crate::ids::ChoiceId;
use crate::knowledge::Hit;
use crate::language::Language;
use crate::message::Message;
use crate::misses::MissKind;
use crate::prompts::keys;

use super::advance::Turn;
use super::effect::Effect;
use super::feedback::Opinion;
use super::intention;
use super::reply;
use super::{Question, Stage};

impl Turn<'_> {
    pub(super) fn chose(&mut self, choice: ChoiceId) {
        self.answer_the_question();
        if let Some(opinion) = Opinion::of_choice(&choice) {
            return self.opinion_under(opinion, true);
        }
        if self.is_on_open_offer() && self.conversation.stage.choice(&choice).is_some() {
            self.within_budget(|turn| turn.choose(choice));
        } else if self.incoming.handle.is_some() {
            self.within_budget(|turn| turn.choose_later(&choice));
        }
    }

    /// A button under a message that nothing waits for any more. What it stands for is in its id, so it still does what it
    /// says, and a button that nothing follows would seem broken.
    fn choose_later(&mut self, choice: &ChoiceId) {
        let language = self.language(None);
        match reply::Chosen::read(choice) {
            Some(reply::Chosen::Share(hit)) => self.share(language, &hit),
            Some(reply::Chosen::Passage(hit)) => match self.passage(language, &hit) {
                Some(reply) => self.reply(language, reply),
                None => self.say_with_contact(keys::UNKNOWN),
            },
            Some(reply::Chosen::Language(chosen)) => self.set_language(chosen),
            Some(reply::Chosen::Command(command)) => self.command(command),
            Some(reply::Chosen::None | reply::Chosen::Reword | reply::Chosen::LeaveWording) | None => {
                self.say(language, keys::REWORD_LEFT, &[]);
            }
        }
    }

    /// What was open between the asker and the desk stays so.
    fn share(&mut self, language: Language, hit: &Hit) {
        let shared = match self.expired(hit) {
            Some(entry) => Some(reply::expired(self.handbook, language, entry)),
            None => reply::shared(self.handbook, language, hit, self.today()),
        };
        // Of a page that was withdrawn there is nothing to show, and what is said to the asker is not for everyone.
        let Some(shared) = shared else { return };
        self.effects.extend(shared.served.into_iter().map(Effect::KeepPassage));
        let message = Message { sources: shared.sources, ..reply::plain(shared.markdown) };
        self.effects.push(Effect::Say { message, reply_to: Some(self.answers.clone()) });
    }

    pub(super) fn reacted(&mut self, symbol: &str) {
        self.answer_the_question();
        let chosen = intention::reaction_number(symbol)
            .filter(|_| self.is_on_open_offer())
            .and_then(|number| self.conversation.stage.offer()?.1.get(number.checked_sub(1)?))
            .map(|choice| choice.id.clone());
        match chosen {
            Some(choice) => self.within_budget(|turn| turn.choose(choice)),
            None => match Opinion::of_symbol(symbol) {
                Some(opinion) => self.opinion_under(opinion, false),
                None => self.ignored = true,
            },
        }
    }

    /// A reaction or a button is nothing to quote: the reply answers the question under which it stands.
    fn answer_the_question(&mut self) {
        if let Some(question) = &self.given.on_reply_to {
            self.answers = question.clone();
        }
    }

    /// A reaction under an older message of the bot's answers nothing that is still open.
    fn is_on_open_offer(&self) -> bool {
        let offered_to = self.conversation.stage.offer().map(|(asked_by, _)| asked_by);
        offered_to.is_some() && offered_to == self.given.on_reply_to.as_ref()
    }

    pub(super) fn choose(&mut self, choice: ChoiceId) {
        let language = self.language(None);
        match (reply::Chosen::read(&choice), &self.conversation.stage) {
            (Some(reply::Chosen::Passage(hit)), _) => match self.passage(language, &hit) {
                Some(reply) => {
                    self.asked = self.open_question();
                    self.topic_of_choice(&reply);
                    self.reply(language, reply);
                }
                None => self.say_with_contact(keys::UNKNOWN),
            },
            (Some(reply::Chosen::None), _) => {
                if let Some(question) = self.open_question().filter(|question| !question.is_kept) {
                    self.effects.push(Effect::KeepMiss { kind: MissKind::NoneOfThese, question, language });
                }
                self.say_with_contact(keys::UNKNOWN_NONE);
            }
            (Some(reply::Chosen::Language(chosen)), _) => self.set_language(chosen),
            (Some(reply::Chosen::Command(command)), _) => self.command(command),
            (Some(reply::Chosen::Share(hit)), _) => self.share(language, &hit),
            (Some(reply::Chosen::Reword), Stage::Rewording { text, asked_by, .. }) => {
                let text = text.clone();
                self.answers = asked_by.clone();
                self.conversation.stage = Stage::Open;
                self.answer(&text);
            }
            (Some(reply::Chosen::Reword | reply::Chosen::LeaveWording) | None, _) => {
                self.say(language, keys::REWORD_LEFT, &[]);
            }
        }
    }

    pub(super) fn open_question(&self) -> Option<Question> {
        match &self.conversation.stage {
            Stage::Choosing { question, .. } => question.clone(),
            Stage::Open | Stage::Served { .. } | Stage::Rewording { .. } => None,
        }
    }
}
