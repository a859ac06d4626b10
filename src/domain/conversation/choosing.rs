//! What becomes of a choice that was taken: by number, by name, by button or by reaction.

use crate::command::{Command, Typed};
use crate::ids::{ChoiceId, EntryId, SectionId};
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
use super::screening::Picked;
use super::{Question, Stage};

/// What a choice stands for, by the id that the reply which offered it gave it.
#[derive(Clone, Debug, PartialEq)]
enum Chosen {
    Passage(Hit),
    /// None of the passages on offer.
    None,
    Language(Language),
    Command(Command),
    /// Answer the edited message.
    Reword,
    LeaveWording,
    /// Show a passage to everyone in the room.
    Share(Hit),
    /// Something in a screening.
    Screening(Picked),
    /// Something of a hand-over, by what stands behind it.
    Handing(String),
}

impl Chosen {
    fn read(id: &ChoiceId) -> Option<Self> {
        let (kind, rest) = id.as_str().split_once(':').unwrap_or((id.as_str(), ""));
        match kind {
            "passage" => hit(rest).map(Chosen::Passage),
            "share" => hit(rest).map(Chosen::Share),
            "none" => Some(Chosen::None),
            "language" => rest.parse().ok().map(Chosen::Language),
            "command" => match Command::read(rest) {
                Typed::Command(command) => Some(Chosen::Command(command)),
                Typed::Unknown { .. } => None,
            },
            "reword" => Some(Chosen::Reword),
            "ticket" => Some(Chosen::Handing(rest.to_owned())),
            "leave" if rest.is_empty() => Some(Chosen::LeaveWording),
            kind => Picked::read(kind, rest).map(Chosen::Screening),
        }
    }
}

fn hit(named: &str) -> Option<Hit> {
    let (entry, section) = named.split_once('#')?;
    Some(Hit { entry: EntryId::new(entry), section: SectionId::new(section), score: 1.0 })
}

impl Turn<'_> {
    pub(super) fn chose(&mut self, choice: ChoiceId) {
        self.answer_the_question();
        if let Some(opinion) = Opinion::of_choice(&choice) {
            return self.opinion_under(opinion, true);
        }
        let answers = matches!(Chosen::read(&choice), Some(Chosen::Screening(picked)) if picked.is_answer());
        if answers && (self.is_on_open_offer() || self.incoming.handle.is_some()) {
            self.is_free = true;
            return self.choose(choice, true);
        }
        if self.is_on_open_offer() && self.conversation.stage.choice(&choice).is_some() {
            self.within_budget(|turn| turn.choose(choice, true));
        } else if self.incoming.handle.is_some() {
            self.within_budget(|turn| turn.choose(choice, false));
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
        // A question of a screening is answered by the number that stands before the answer, 0 among them.
        if let (Stage::Screening { .. }, true, Some(number)) =
            (&self.conversation.stage, self.is_on_open_offer(), intention::keycap(symbol))
        {
            let number = number.to_string();
            self.is_free = self.is_answer(&number);
            self.screening_said(&number);
            return;
        }
        let chosen = intention::reaction_number(symbol)
            .filter(|_| self.is_on_open_offer())
            .and_then(|number| self.conversation.stage.offer()?.1.get(number.checked_sub(1)?))
            .map(|choice| choice.id.clone());
        match chosen {
            Some(choice) => self.within_budget(|turn| turn.choose(choice, true)),
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

    /// Also a button under a message that nothing waits for any more does what it says: what it stands for is in its id, and a
    /// button that nothing follows would seem broken. `is_open`: the offer is the one that waits.
    pub(super) fn choose(&mut self, choice: ChoiceId, is_open: bool) {
        let language = self.language(None);
        match (Chosen::read(&choice), &self.conversation.stage) {
            (Some(Chosen::Passage(hit)), _) => match self.passage(language, &hit) {
                Some(reply) => {
                    if is_open {
                        self.asked = self.open_question();
                        self.topic_of_choice(&reply);
                    }
                    self.reply(language, reply);
                }
                None => self.say_with_contact(keys::UNKNOWN),
            },
            (Some(Chosen::None), _) if is_open => {
                if let Some(question) = self.open_question().filter(|question| !question.is_kept) {
                    self.effects.push(Effect::KeepMiss { kind: MissKind::NoneOfThese, question, language });
                }
                self.say_with_contact(keys::UNKNOWN_NONE);
            }
            (Some(Chosen::Language(chosen)), _) => self.set_language(chosen),
            (Some(Chosen::Command(command)), _) => self.command(command),
            (Some(Chosen::Share(hit)), _) => self.share(language, &hit),
            (Some(Chosen::Screening(picked)), _) => self.picked(picked),
            (Some(Chosen::Handing(named)), _) => self.handing_chosen(&named),
            (Some(Chosen::Reword), Stage::Rewording { text, asked_by, .. }) if is_open => {
                let text = text.clone();
                self.answers = asked_by.clone();
                self.conversation.stage = Stage::Open;
                self.answer(&text);
            }
            (Some(Chosen::None | Chosen::Reword | Chosen::LeaveWording) | None, _) => {
                self.say(language, keys::REWORD_LEFT, &[]);
            }
        }
    }

    pub(super) fn open_question(&self) -> Option<Question> {
        match &self.conversation.stage {
            Stage::Choosing { question, .. } => question.clone(),
            Stage::Open
            | Stage::Served { .. }
            | Stage::Rewording { .. }
            | Stage::Screening { .. }
            | Stage::Handing { .. } => None,
        }
    }
}
