//! Messages that lean on the answer before them, and what a person tells of where they work.

use crate::ids::EventId;
use crate::knowledge::{Among, Hit, Ranking, Scope, Verdict, entry};
use crate::language::Language;
use crate::message::Source;
use crate::misses::MissKind;
use crate::prompts::keys;
use crate::recognise::{FollowUp, Kind, Recognised, Sighting, Whereabouts};

use super::advance::Turn;
use super::answering::{Offer, Reading};
use super::effect::Effect;
use super::reply::{self, Reply};
use super::{Question, Topic, Workplace};

/// How much of a message's own words a section must have to answer it.
const SECTION_SHARE_MIN: f32 = 0.3;
/// A section that was not served yet comes first when it has at least so much of what the best one has.
const NEW_NEAR: f32 = 0.6;
/// How well another place's page must fit, as a share of what the best page of any place does.
const PLACE_NEAR: f32 = 0.6;
/// The most that are offered.
const CHOICES_MAX: usize = 4;

/// What a follow-up found.
struct Followed {
    verdict: Verdict,
    reply: Reply,
    /// The words that the next follow-up starts from.
    question: String,
    /// What is kept as a miss when none of the choices fits.
    asked: String,
}

impl Turn<'_> {
    /// Opens a topic by the passage that is served, or closes the one that was open.
    pub(super) fn open_topic(&mut self, question: &str, asked_in: EventId, served: Option<&Source>) {
        self.conversation.topic = served.map(|source| Topic {
            entry: source.entry.clone(),
            served: vec![source.section.clone()],
            question: question.to_owned(),
            asked_in,
        });
    }

    /// Goes on with the open topic by one more passage: its words are still those of its first message.
    pub(super) fn go_on(&mut self, question: &str, asked_in: EventId, source: &Source) {
        match &mut self.conversation.topic {
            Some(topic) if topic.entry == source.entry => topic.served.push(source.section.clone()),
            Some(topic) => {
                let asked_in = topic.asked_in.clone();
                self.open_topic(question, asked_in, Some(source));
            }
            None => self.open_topic(question, asked_in, Some(source)),
        }
    }

    /// The passage that was chosen is the topic from here on.
    pub(super) fn topic_of_choice(&mut self, reply: &Reply) {
        let asked_by = self.conversation.stage.offer().map(|(asked_by, _)| asked_by.clone());
        if let (Some(question), Some(asked_by), Some(source)) = (self.open_question(), asked_by, reply.sources.first())
        {
            self.go_on(&question.words, asked_by, source);
        }
    }

    /// Notes or forgets where the person works, when the message tells it. Whether that was all it said.
    pub(super) fn hear_whereabouts(&mut self, text: &str, language: Language) -> Heard {
        let sighting = self.handbook.places.seen_in(text, language);
        match self.handbook.follow_ups.whereabouts(&sighting, language) {
            None => Heard::Nothing,
            Some(Whereabouts::Forget) => {
                self.conversation.works_in = None;
                self.say(language, keys::PLACE_FORGOTTEN, &[]);
                Heard::Answered
            }
            Some(Whereabouts::WorksIn { place, alone }) => {
                let is_new = self.conversation.works_in.as_ref().is_none_or(|known| known.place != place);
                let name = self.handbook.places.name(&place, language).to_owned();
                self.conversation.works_in = Some(Workplace { place, said_in: self.answers.clone() });
                if alone {
                    self.say(language, keys::PLACE_KEPT, &[("place", &name)]);
                    return Heard::Answered;
                }
                match is_new {
                    true => Heard::Kept(self.handbook.say(language, keys::PLACE_KEPT, &[("place", &name)])),
                    false => Heard::Nothing,
                }
            }
        }
    }

    /// Where a question is looked for: the one place with rules of its own that it names comes first; where it names none at
    /// all, the person's own.
    pub(super) fn scope(&self, question: &str, language: Language) -> Scope<'_> {
        let sighting = self.handbook.places.seen_in(question, language);
        let mut named: Vec<&'static str> = sighting.codes().filter_map(jurisdiction).collect();
        named.dedup();
        let among = match (&self.conversation.works_in, named.as_slice()) {
            (Some(Workplace { place, .. }), []) if sighting.codes().next().is_none() => Among::Rather(place),
            (_, [place]) => Among::Rather(place),
            _ => Among::All,
        };
        self.within(language, among)
    }

    /// What holds today, in a language.
    fn within<'b>(&self, language: Language, among: Among<'b>) -> Scope<'b> {
        Scope { language: Some(language), among, day: Some(self.today()) }
    }

    /// Answers a message that leans on the topic; false when it stands for itself. `alone` is what it would get then.
    pub(super) fn follow(&mut self, text: &str, language: Language, recognised: &Recognised, alone: &Verdict) -> bool {
        let sighting = self.handbook.places.seen_in(text, language);
        let Some(asked) = self.handbook.follow_ups.recognise(&sighting, language) else { return false };
        if asked == FollowUp::Refers && self.is_declined(text, recognised) {
            return false;
        }
        // "More" is in nobody's need, whatever the examples make of it; words of one's own may be.
        let needs_person = recognised.kind == Kind::NeedsPerson && (asked == FollowUp::Refers || recognised.is_sure());
        let topic = self.conversation.topic.clone();
        let followed = match (asked, &topic) {
            (FollowUp::Elsewhere, _) => self.elsewhere(&sighting, language),
            (_, None) => None,
            (FollowUp::More, Some(topic)) => Some(self.more(topic, language)),
            (FollowUp::Refers, Some(topic)) => self.refers(topic, text, language, alone),
            (asked, Some(topic)) => Some(self.section(topic, asked, text, language)),
        };
        let Some(Followed { verdict, mut reply, question, asked }) = followed else { return false };
        if let Some(source) = reply.sources.first() {
            self.go_on(&question, self.answers.clone(), source);
        }
        if needs_person {
            reply = reply::person_first(self.handbook, language, Some(reply));
        }
        let ranking = match &verdict {
            Verdict::Sure(hit) => vec![hit.entry.clone()],
            Verdict::Unsure(hits) => hits.iter().map(|hit| hit.entry.clone()).collect(),
            Verdict::Unknown => Vec::new(),
        };
        let kind = if needs_person { Kind::NeedsPerson } else { Kind::Question };
        self.reading = Some(Reading { kind, offer: Offer::of(kind), verdict, ranking, language });
        self.asked = Some(self.question(asked));
        self.reply(language, reply);
        true
    }

    /// Declined for its wish, as it would be without a topic. What a few words wish shows only beside those they lean on:
    /// "what if he leaves?" is about no particular person.
    fn is_declined(&self, text: &str, recognised: &Recognised) -> bool {
        let question = self.conversation.topic.as_ref().map_or("", |topic| topic.question.as_str());
        let both = || self.handbook.recogniser.recognise(&format!("{question} {text}"));
        match recognised.kind {
            Kind::AboutPerson => recognised.is_sure(),
            Kind::Evasion => recognised.is_sure() || both().kind == Kind::Evasion,
            _ => both().kind == Kind::Evasion,
        }
    }

    /// The topic's question, asked of another place.
    fn elsewhere(&mut self, sighting: &Sighting, language: Language) -> Option<Followed> {
        let topic = self.conversation.topic.clone();
        let asked = topic
            .as_ref()
            .map(|topic| topic.question.clone())
            .or_else(|| self.open_question().map(|question| question.words))?;
        let code = sighting.codes().last()?.to_owned();
        let name = self.handbook.places.name(&code, language).to_owned();
        // A partner's country is swapped for a partner's, a country that has rules here for another that has.
        let moved = |text: &str| {
            let seen = self.handbook.places.seen_in(text, language);
            seen.moved_to(&name, |old| jurisdiction(old).is_some() == jurisdiction(&code).is_some())
        };
        let question = moved(&asked);
        let among = jurisdiction(&code).map_or(Among::All, Among::Only);
        // A page like the one that is open is looked for, so that its title tells as much as the question.
        let page = topic.as_ref().and_then(|topic| self.handbook.entry(&topic.entry, language));
        let words = format!("{question} {}", page.map_or_else(String::new, |page| moved(&page.title)));
        let search = |among| self.handbook.knowledge.search(&words, self.within(language, among));
        let mut ranking = search(among);
        // What holds here was said already; what holds for one partner is said again for another.
        if let (Some(topic), Among::Only(_)) = (&topic, among) {
            ranking.hits.retain(|hit| !topic.has_served(hit));
        }
        // The best of a place that has few pages may still be far from the question.
        let best = search(Among::All).features.fused;
        let is_near = ranking.hits.first().is_some_and(|hit| hit.score >= best * PLACE_NEAR);
        let verdict = if is_near { self.handbook.knowledge.judge(&ranking) } else { Verdict::Unknown };
        let reply = match &verdict {
            Verdict::Sure(hit) => self.passage(language, hit),
            Verdict::Unsure(hits) => reply::which_of_these(self.handbook, language, hits),
            Verdict::Unknown => None,
        };
        let reply = reply.unwrap_or_else(|| {
            let question = self.question(question.clone());
            self.effects.push(Effect::KeepMiss { kind: MissKind::Unknown, question, language });
            self.nothing_there(&ranking, &code, language)
        });
        Some(Followed { verdict, reply, asked: question.clone(), question })
    }

    /// None of a place's entries fits: says so, names whom to ask there and offers what there is.
    fn nothing_there(&self, ranking: &Ranking, code: &str, language: Language) -> Reply {
        let name = self.handbook.places.name(code, language);
        let contact = self.handbook.at(code).contact(language);
        let markdown = self.handbook.say(language, keys::PLACE_UNKNOWN, &[("place", name), ("contact", &contact)]);
        let is_its_own =
            |hit: &&Hit| self.handbook.entry(&hit.entry, language).is_some_and(|entry| entry.jurisdiction == [code]);
        let hits: Vec<Hit> = ranking.hits.iter().filter(is_its_own).take(CHOICES_MAX - 1).cloned().collect();
        Reply { markdown, ..self.titles_on_offer(&hits, language) }
    }

    /// Titles as choices, of which none has to be taken: what they are offered beside says all there is to say.
    fn titles_on_offer(&self, hits: &[Hit], language: Language) -> Reply {
        let mut offer = reply::which_of_these(self.handbook, language, hits).unwrap_or_default();
        offer.choices.retain(|choice| choice.id.as_str() != "none");
        offer
    }

    /// The next section of the topic's page that was not served; after the last one, the pages beside it.
    fn more(&self, topic: &Topic, language: Language) -> Followed {
        let question = topic.question.clone();
        if let Some((hit, reply)) = self.unserved(topic, language).into_iter().next().and_then(|hit| {
            let reply = self.passage(language, &hit)?;
            Some((hit, reply))
        }) {
            return Followed { verdict: Verdict::Sure(hit), reply, asked: question.clone(), question };
        }
        let related = self.handbook.entry(&topic.entry, language).map_or(&[][..], |entry| &entry.related);
        let hits: Vec<Hit> = related
            .iter()
            .filter_map(|id| {
                let section = self.handbook.entry(id, language)?.sections.first()?.id.clone();
                Some(Hit { entry: id.clone(), section, score: 1.0 })
            })
            .take(CHOICES_MAX)
            .collect();
        if hits.is_empty() {
            let contact = self.handbook.contact(language);
            let markdown = self.handbook.say(language, keys::MORE_NONE, &[("contact", &contact)]);
            return Followed {
                verdict: Verdict::Unknown,
                reply: Reply { markdown, ..Reply::default() },
                asked: question.clone(),
                question,
            };
        }
        let markdown = self.handbook.say(language, keys::MORE_RELATED, &[]);
        let reply = Reply { markdown, ..self.titles_on_offer(&hits, language) };
        Followed { verdict: Verdict::Unsure(hits), reply, asked: question.clone(), question }
    }

    /// The section that says who, why, when or what next; where none does, the page's others are on offer.
    fn section(&self, topic: &Topic, asked: FollowUp, text: &str, language: Language) -> Followed {
        let words = format!("{text} {}", self.handbook.follow_ups.words(asked, language));
        let ranking = self.sections(topic, &words, language);
        match self.best_section(topic, &ranking, 0.0).and_then(|hit| {
            let reply = self.passage(language, &hit)?;
            Some((hit, reply))
        }) {
            Some((hit, reply)) => Followed {
                verdict: Verdict::Sure(hit),
                reply,
                question: topic.question.clone(),
                asked: topic.question.clone(),
            },
            None => self
                .sections_on_offer(topic, text, &Verdict::Unknown, language)
                .unwrap_or_else(|| self.more(topic, language)),
        }
    }

    /// A message with words of its own: the topic's page if a section has them, else all pages, asked with both.
    fn refers(&self, topic: &Topic, text: &str, language: Language, alone: &Verdict) -> Option<Followed> {
        if let Verdict::Sure(_) = alone {
            return None;
        }
        let question = topic.question.clone();
        let passage = |hit: Hit| {
            let reply = self.passage(language, &hit)?;
            Some(Followed { verdict: Verdict::Sure(hit), reply, question: question.clone(), asked: question.clone() })
        };
        let ranking = self.sections(topic, text, language);
        if let Some(hit) = self.best_section(topic, &ranking, SECTION_SHARE_MIN) {
            return passage(hit);
        }
        let both = format!("{question} {text}");
        let ranking = self.handbook.knowledge.search(&both, self.scope(&both, language));
        match self.handbook.knowledge.judge(&ranking) {
            Verdict::Sure(hit) if !topic.has_served(&hit) => passage(hit),
            _ => self.sections_on_offer(topic, text, alone, language),
        }
    }

    fn question(&self, words: String) -> Question {
        Question { asked_by: self.answers.clone(), words, is_kept: false }
    }

    fn sections(&self, topic: &Topic, words: &str, language: Language) -> Ranking {
        let scope = self.within(language, Among::Sections(&topic.entry));
        self.handbook.knowledge.search(words, scope)
    }

    fn best_section(&self, topic: &Topic, ranking: &Ranking, least: f32) -> Option<Hit> {
        let best = ranking.hits.first().filter(|hit| hit.score >= least)?;
        let near = ranking.hits.iter().take_while(|hit| hit.score >= best.score * NEW_NEAR);
        near.clone().find(|hit| !topic.has_served(hit)).or(Some(best)).cloned()
    }

    /// The headings that the person has not seen yet, as choices; half of them, where the message may be about something
    /// else after all, beside what it finds alone.
    fn sections_on_offer(&self, topic: &Topic, text: &str, alone: &Verdict, language: Language) -> Option<Followed> {
        let other: Vec<&Hit> = match alone {
            Verdict::Unsure(hits) => hits.iter().filter(|hit| hit.entry != topic.entry).take(CHOICES_MAX / 2).collect(),
            _ => Vec::new(),
        };
        let mut hits = self.unserved(topic, language);
        hits.truncate(CHOICES_MAX - other.len());
        let title = &self.handbook.entry(&topic.entry, language)?.title;
        let markdown = if other.is_empty() {
            self.handbook.say(language, keys::MORE_SECTIONS, &[("title", title)])
        } else {
            self.handbook.say(language, keys::UNSURE_WHICH, &[])
        };
        hits.extend(other.into_iter().cloned());
        // What is missed when none of them is chosen makes no sense without the question before it.
        let asked = format!("{} {text}", topic.question);
        let mut reply = reply::which_of_these(self.handbook, language, &hits)?;
        for (choice, hit) in reply.choices.iter_mut().zip(&hits).filter(|(_, hit)| hit.entry == topic.entry) {
            let (_, section) = self.handbook.knowledge.passage(&hit.entry, &hit.section, language)?;
            choice.label.clone_from(&section.heading);
        }
        let reply = Reply { markdown, ..reply };
        Some(Followed { verdict: Verdict::Unsure(hits), reply, question: topic.question.clone(), asked })
    }

    fn unserved(&self, topic: &Topic, language: Language) -> Vec<Hit> {
        let sections = self.handbook.entry(&topic.entry, language).map_or(&[][..], |entry| &entry.sections);
        let hit =
            |section: &entry::Section| Hit { entry: topic.entry.clone(), section: section.id.clone(), score: 1.0 };
        sections.iter().map(hit).filter(|hit| !topic.has_served(hit)).collect()
    }
}

/// What a message told of where the person works.
pub(super) enum Heard {
    Nothing,
    /// It was all that the message said, and it is answered.
    Answered,
    /// It came with a question: the line that says what was noted.
    Kept(String),
}

impl Topic {
    fn has_served(&self, hit: &Hit) -> bool {
        self.entry == hit.entry && self.served.contains(&hit.section)
    }
}

/// The place as a jurisdiction; `None` for one that has no rules of its own here.
fn jurisdiction(code: &str) -> Option<&'static str> {
    entry::JURISDICTIONS.into_iter().find(|jurisdiction| *jurisdiction == code)
}
