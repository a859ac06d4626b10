//! What people say of an answer: that it helped, or that it is not what they asked.
//!
//! The offer is a quiet one. It waits for nothing, numbers nothing and holds up no question: where a network has buttons it
//! is two of them, elsewhere one line that names two reactions. The last few answers are remembered, not only the newest,
//! because people react when they have read, and by then may have asked the next thing.

use crate::handbook::Handbook;
use crate::ids::{ChoiceId, EntryId, EventId, SectionId};
use crate::knowledge::Hit;
use crate::language::Language;
use crate::message::{Audience, Choice, Source};
use crate::misses::MissKind;
use crate::prompts::keys;

use super::advance::Turn;
use super::effect::Effect;
use super::reply::{self, Reply};
use super::{Question, Stage};

/// Answers that can still be spoken of. Older ones have scrolled away.
const SERVED_MAX: usize = 5;
/// Other entries that are offered after a miss, and how near to the best of the ranking they must be.
const OTHERS_MAX: usize = 3;
const OTHERS_NEAR: f32 = 0.4;

/// An answer that was served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The event that the answer replied to: what a reaction to it leads to.
    pub replied_to: EventId,
    pub question: Question,
    pub entry: EntryId,
    pub section: SectionId,
    /// Said to have helped, and counted.
    pub is_liked: bool,
}

/// What is said of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opinion {
    Helped,
    /// It is not what was asked.
    Missed,
}

const HELPED: &str = "helped";
const MISSED: &str = "missed";

impl Opinion {
    /// What a reaction, or a message of that one symbol, says.
    pub fn of_symbol(symbol: &str) -> Option<Self> {
        let mut rest = symbol.trim().chars();
        let thumb = match rest.next()? {
            '👍' => Opinion::Helped,
            '👎' => Opinion::Missed,
            _ => return None,
        };
        // A thumb may have a skin tone, and some phones add U+FE0F.
        rest.all(|more| matches!(more, '\u{1f3fb}'..='\u{1f3ff}' | '\u{fe0f}')).then_some(thumb)
    }

    pub(super) fn of_choice(choice: &ChoiceId) -> Option<Self> {
        match choice.as_str() {
            HELPED => Some(Opinion::Helped),
            MISSED => Some(Opinion::Missed),
            _ => None,
        }
    }
}

/// The choice that shows a passage to everyone.
fn share_choice(handbook: &Handbook, language: Language, source: &Source) -> Choice {
    let id = format!("share:{}#{}", source.entry, source.section);
    Choice { for_everyone: true, ..Choice::new(id, handbook.say(language, keys::SHARE, &[])) }
}

impl Turn<'_> {
    /// Says a passage, with the quiet offer under it.
    pub(super) fn serve(&mut self, language: Language, mut reply: Reply) {
        self.conversation.stage = Stage::Open;
        if let (Some(source), Some(question)) = (reply.sources.first(), self.asked.take()) {
            let replied_to = self.answers.clone();
            let (entry, section) = (source.entry.clone(), source.section.clone());
            let served = &mut self.conversation.answered;
            served.retain(|older| older.replied_to != replied_to);
            served.push(Answered { replied_to: replied_to.clone(), question, entry, section, is_liked: false });
            served.drain(..served.len().saturating_sub(SERVED_MAX));
            self.conversation.stage = Stage::Served { asked_by: replied_to };
            if self.given.abilities.buttons {
                let button = |id, prompt| Choice::new(id, self.handbook.say(language, prompt, &[]));
                reply.choices = vec![button(HELPED, keys::FEEDBACK_HELPED), button(MISSED, keys::FEEDBACK_MISSED)];
                if self.incoming.handle.as_ref().is_some_and(|handle| handle.audience == Audience::AskerAlone) {
                    reply
                        .choices
                        .extend(reply.sources.first().map(|source| share_choice(self.handbook, language, source)));
                }
            } else {
                let how = self.handbook.say(language, keys::FEEDBACK_HOW, &[]);
                reply.under.push(how);
            }
        }
        self.push_message(language, reply);
    }

    /// An opinion in words, which are about the answer served last.
    pub(super) fn typed_opinion(&mut self, opinion: Opinion, heard: Option<Language>) {
        self.conversation.last_language = heard.or(self.conversation.last_language);
        if let Stage::Served { asked_by } = &self.conversation.stage {
            let replied_to = asked_by.clone();
            self.opinion(opinion, &replied_to, true);
        }
    }

    /// An opinion by a reaction or a button, which are about the answer under which they stand. A button that nothing
    /// follows seems broken; a reaction is its own reply.
    pub(super) fn opinion_under(&mut self, opinion: Opinion, is_button: bool) {
        match self.given.on_reply_to.clone() {
            Some(replied_to) if self.conversation.answered.iter().any(|served| served.replied_to == replied_to) => {
                // What gets no reply costs nothing, and must not be answered by "slow down".
                if opinion == Opinion::Helped && !is_button {
                    self.opinion(opinion, &replied_to, false);
                } else {
                    self.within_budget(|turn| turn.opinion(opinion, &replied_to, true));
                }
            }
            _ => self.ignored = true,
        }
    }

    fn opinion(&mut self, opinion: Opinion, replied_to: &EventId, thanks: bool) {
        let found = self.conversation.answered.iter().position(|served| served.replied_to == *replied_to);
        let Some(at) = found else { return };
        match opinion {
            Opinion::Helped => {
                let served = &mut self.conversation.answered[at];
                if !std::mem::replace(&mut served.is_liked, true) {
                    self.effects.push(Effect::CountOpinion { opinion, entry: served.entry.clone() });
                }
                if thanks {
                    let language = self.language(None);
                    let markdown = self.handbook.say(language, keys::FEEDBACK_THANKS, &[]);
                    self.reply(language, Reply { markdown, keeps_choices: true, ..Reply::default() });
                }
            }
            Opinion::Missed => {
                let served = self.conversation.answered.remove(at);
                self.missed(served);
            }
        }
    }

    /// Keeps the question, and offers what else may be meant, and a person.
    fn missed(&mut self, served: Answered) {
        let Answered { question, entry, section, .. } = served;
        let language = self.language(Some(&question.words));
        let contact = self.handbook.contact(language);
        let mut markdown = self.handbook.say(language, keys::FEEDBACK_SORRY, &[("contact", &contact)]);
        let others = self.others(&question.words, language, &entry);
        self.effects.push(Effect::CountOpinion { opinion: Opinion::Missed, entry: entry.clone() });
        let kind = MissKind::Unhelpful { entry, section };
        self.effects.push(Effect::KeepMiss { kind, question: question.clone(), language });
        let mut choices = Vec::new();
        if let Some(offer) = reply::which_of_these(self.handbook, language, &others) {
            markdown = format!("{markdown}\n\n{}", self.handbook.say(language, keys::FEEDBACK_OTHERS, &[]));
            choices = offer.choices;
        }
        self.asked = Some(Question { is_kept: true, ..question });
        self.reply(language, Reply { markdown, choices, ..Reply::default() });
    }

    fn others(&self, question: &str, language: Language, but: &EntryId) -> Vec<Hit> {
        let hits = self.handbook.knowledge.search(question, self.scope(question, language)).hits;
        let near = hits.first().map_or(0.0, |best| best.score * OTHERS_NEAR);
        hits.into_iter().filter(|hit| hit.entry != *but && hit.score >= near).take(OTHERS_MAX).collect()
    }

    /// The question was deleted: what was offered for it is closed, and its words go.
    pub(super) fn forget_question(&mut self, asked_by: &EventId) {
        self.conversation
            .answered
            .retain(|served| served.question.asked_by != *asked_by && served.replied_to != *asked_by);
        let is_about_it = match &self.conversation.stage {
            // What was answered stays answered; an answer in one's own words goes with its message.
            Stage::Open | Stage::Screening { .. } | Stage::Handing { .. } => false,
            Stage::Served { asked_by: replied_to } => {
                !self.conversation.answered.iter().any(|served| served.replied_to == *replied_to)
            }
            Stage::Choosing { asked_by: replied_to, question, .. } => {
                replied_to == asked_by || question.as_ref().is_some_and(|question| question.asked_by == *asked_by)
            }
            Stage::Rewording { asked_by: replied_to, .. } => replied_to == asked_by,
        };
        if is_about_it {
            self.conversation.stage = Stage::Open;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thumb_is_a_thumb_in_any_colour() {
        for (symbol, expect) in [
            ("👍", Some(Opinion::Helped)),
            ("👍🏽", Some(Opinion::Helped)),
            (" 👎\u{fe0f}", Some(Opinion::Missed)),
            ("👍👎", None),
            ("1", None),
            ("✅", None),
            ("👍 but why?", None),
            ("", None),
        ] {
            assert_eq!(Opinion::of_symbol(symbol), expect, "{symbol:?}");
        }
    }
}
