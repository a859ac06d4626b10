//! What a screening came to, in words: lists that a report prints and a chat says. Each is computed when it is asked for.

use jiff::civil::Date;

use crate::handbook::Handbook;
use crate::ids::EntryId;
use crate::knowledge::entry::{Entry, Freshness};
use crate::language::Language;
use crate::prompts::report::keys;
use crate::screening::green_list::Item;
use crate::screening::jurisdiction::{Jurisdiction, Point, PreCheck};
use crate::screening::position::Position;
use crate::screening::questionnaire::{At, Questionnaire};
use crate::screening::range::Range;
use crate::screening::words::{OutcomeWords, Part, Words};
use crate::screening::{Answer, Pressing, Screening, Sheet, Weighed};

use super::Record;
use super::said::{Answered, Change, Chosen, Class, Form, LegalCheck, Level, PlaceContact, Reason, Reply, Said};

/// More would be a list to work through, and nobody would.
const MITIGATIONS_MAX: usize = 5;

/// All that follows from the answers of one record, in the words of its language. Made by [`Findings::of`].
pub struct Findings<'a> {
    pub handbook: &'a Handbook,
    pub screening: &'a Screening,
    pub record: &'a Record,
    /// The answers as this version of the questionnaire reads them.
    pub given: Sheet,
    pub weighed: Weighed,
    pub position: Position,
    pub range: Range,
    /// The code of the place whose law and contact points count.
    pub place: Option<String>,
}

impl<'a> Findings<'a> {
    /// Weighs a record by the rules of today. `None` where the desk has no such questionnaire.
    pub fn of(record: &'a Record, handbook: &'a Handbook) -> Option<Self> {
        let screening = handbook.screenings.get(&record.questionnaire)?;
        let of = &screening.questionnaire;
        let given = of.sheet(&record.answers);
        let weighed = of.weigh(&given);
        let (position, range) = (of.position(&given, &weighed), of.range(&given, &weighed));
        let place = record.jurisdiction.as_ref().or(handbook.desk.jurisdiction.as_ref());
        let place = place.map(|code| {
            let code = code.to_lowercase();
            if code == "gb" { "uk".to_owned() } else { code }
        });
        Some(Self { handbook, screening, record, given, weighed, position, range, place })
    }

    pub fn language(&self) -> Language {
        self.record.language
    }

    pub fn words(&self) -> &'a Words {
        self.screening.words(self.record.language)
    }

    fn rules(&self) -> &'a Questionnaire {
        &self.screening.questionnaire
    }

    pub fn class(&self) -> Class {
        self.rules().class(self.weighed.outcome)
    }

    pub fn outcome_words(&self, outcome: usize) -> &'a OutcomeWords {
        self.words().outcome(outcome)
    }

    /// The name of the colour that an outcome has.
    pub fn colour(&self, outcome: usize) -> String {
        let id = self.rules().outcome_id(outcome);
        self.handbook.say(self.language(), keys::COLOUR, &[("outcome", id)])
    }

    /// An outcome in one line: its colour, and what to do next.
    pub fn result(&self, outcome: usize) -> String {
        let slots = [("colour", self.colour(outcome)), ("label", self.outcome_words(outcome).label.clone())];
        self.handbook.say(self.language(), keys::RESULT, &slots.each_ref().map(|(name, said)| (*name, said.as_str())))
    }

    /// The question that comes next, where the answers are not all there yet.
    pub fn next_question(&self) -> Option<&'a str> {
        self.position.next.map(|at| self.words().question(at).ask.as_str())
    }

    /// What each hard stop asks to pause.
    pub fn stops(&self) -> Vec<&'a str> {
        let ids = self.weighed.hard_stops.iter().map(|at| self.rules().hard_stops[*at].0.as_str());
        ids.map(|id| self.words().say(Part::HardStops, id)).collect()
    }

    /// How soon people take over, and why: by the rules, because something is pressing, or because too little was known twice.
    /// Hard stops, which say so themselves, are not among the sentences.
    pub fn take_over(&self) -> (At, Vec<String>) {
        let taken = self.rules().take_over(&self.weighed);
        let sentences = taken.reasons.into_iter().map(|reason| self.words().say(Part::HandOver, reason));
        let mut sentences: Vec<String> = sentences.filter(|said| !said.is_empty()).map(ToOwned::to_owned).collect();
        let mut also = |prompt| sentences.push(self.handbook.say(self.language(), prompt, &[]));
        let at = match self.record.pressing {
            Some(Pressing::Done | Pressing::Unsafe) => At::Now,
            Some(Pressing::Deadline) if self.class() == Class::Advice => {
                also(keys::PERSON_DEADLINE);
                At::Now
            }
            _ if self.class() == Class::FindOut && self.record.found_out > 1 => {
                also(keys::PERSON_TWICE);
                taken.at.max(At::Offer)
            }
            _ => taken.at,
        };
        (at, sentences)
    }

    /// The rules that led to the outcome; none where no rule did.
    pub fn reasons(&self) -> Vec<Reason<'a>> {
        let reasons = self.rules().reasons(&self.weighed).into_iter();
        let reason = |reason: crate::screening::weigh::Reason<'a>| Reason {
            rule: match self.words().say(Part::Rules, reason.rule) {
                // Of finding out, the meaning of the outcome is the reason.
                "" => self.outcome_words(self.weighed.outcome).means.as_str(),
                rule => rule,
            },
            answers: reason.answers.into_iter().map(|at| self.answered(at)).collect(),
        };
        reasons.map(reason).collect()
    }

    /// A question with what was said to it.
    pub fn answered(&self, at: usize) -> Answered<'a> {
        let (question, words) = (&self.rules().questions[at], self.words().question(at));
        Answered {
            id: &question.id,
            ask: &words.ask,
            short: &words.short,
            whom: &words.whom,
            entry: &question.entry,
            reply: self.reply(at),
            counts: !self.given.is_answered(at) || self.weighed.sheet.is_answered(at),
        }
    }

    fn reply(&self, at: usize) -> Reply<'a> {
        let (question, words) = (&self.rules().questions[at], self.words().question(at));
        let choices = self.given.choices(at);
        let unknown = || self.handbook.say(self.language(), keys::UNKNOWN, &[]);
        let label = |choice: &usize| words.option(*choice).map_or_else(unknown, ToOwned::to_owned);
        let labels: Vec<String> = choices.iter().map(label).collect();
        match self.record.answers.get(&question.id) {
            _ if !self.given.is_answered(at) => Reply::Nothing,
            Some(Answer::Text(text)) if choices.is_empty() => Reply::Words(text),
            _ if labels.is_empty() => Reply::Unknown(vec![unknown()]),
            _ if choices.iter().any(|choice| question.choices()[*choice].is_unknown) => Reply::Unknown(labels),
            _ => Reply::Labels(labels),
        }
    }

    /// What was asked so far, by blocks, with the blocks' names: answers, also those that do not count, and what is still open.
    pub fn answers(&self) -> Vec<(&'a str, Vec<Answered<'a>>)> {
        let mut told = Vec::new();
        let mut groups = Vec::new();
        for block in &self.rules().blocks {
            let open = self.weighed.hard_stops.is_empty();
            let is_told = |at: &usize| self.given.is_answered(*at) || open && self.position.asked.contains(at);
            let new: Vec<usize> = block.asks.iter().copied().filter(|at| is_told(at) && !told.contains(at)).collect();
            told.extend(&new);
            if !new.is_empty() {
                let name = self.words().say(Part::Blocks, &block.id);
                groups.push((name, new.into_iter().map(|at| self.answered(at)).collect()));
            }
        }
        groups
    }

    /// The answers that this version of the questionnaire does not know, by the ids of their questions.
    pub fn left_out(&self) -> Vec<&'a str> {
        let known = |id: &str| self.rules().question(id).is_some_and(|at| self.given.is_answered(at));
        self.record.answers.iter().map(|(id, _)| id).filter(|id| !known(id)).collect()
    }

    /// The unknowns as questions to put to somebody: those that can still change the outcome, and where too little is known
    /// those that make it so.
    pub fn unknowns(&self) -> Vec<Answered<'a>> {
        let mut places = self.range.unknowns.clone();
        if self.class() == Class::FindOut {
            let behind = self.rules().reasons(&self.weighed).into_iter().flat_map(|reason| reason.answers);
            places.extend(behind);
            places.sort_unstable();
            places.dedup();
        }
        places.into_iter().map(|at| self.answered(at)).collect()
    }

    /// Whether there is anything that the person does not know, among the answers that count.
    pub fn has_unknowns(&self) -> bool {
        self.weighed.sheet.unknowns(self.rules()).next().is_some()
    }

    pub fn legal_checks(&self) -> Vec<LegalCheck<'a>> {
        let places = self.weighed.legal_checks.iter().map(|at| self.rules().legal_checks[*at].0);
        let check = |at: usize| {
            let question = &self.rules().questions[at];
            let text = self.words().say(Part::LegalChecks, &question.id);
            LegalCheck { text, whom: &self.words().question(at).whom, entry: &question.entry }
        };
        places.map(check).collect()
    }

    /// What the law of the place may ask for with such a plan.
    pub fn pre_checks(&self) -> Vec<&'a PreCheck> {
        let named = self.rules().pre_checks.iter().filter(|(_, when)| when.holds(self.weighed.facts()));
        let named: Vec<_> = named.map(|(concerns, _)| *concerns).collect();
        let all = self.jurisdiction().map_or(&[][..], |place| &place.pre_checks);
        all.iter().filter(|check| named.contains(&check.concerns)).collect()
    }

    pub fn jurisdiction(&self) -> Option<&'a Jurisdiction> {
        self.handbook.screenings.jurisdiction(self.place.as_deref()?)
    }

    /// What the place is called.
    pub fn place_name(&self) -> Option<String> {
        let code = self.place.as_deref()?;
        let name = self.handbook.places.name(code, self.language());
        Some(if name.is_empty() { code.to_uppercase() } else { name.to_owned() })
    }

    /// The smallest sets of measures that lead to a lighter outcome.
    pub fn changes(&self) -> Vec<Change<'a>> {
        let what_ifs = self.rules().what_if(&self.weighed).into_iter();
        what_ifs.map(|of| Change { measures: self.measures(&of.measures), outcome: of.outcome }).collect()
    }

    fn measures(&self, places: &[usize]) -> Vec<&'a str> {
        let ids = places.iter().map(|at| self.rules().measures[*at].id.as_str());
        ids.map(|id| self.words().say(Part::Measures, id)).collect()
    }

    /// What the person chose among the measures; `None` where that was nothing.
    pub fn chosen(&self) -> Option<Chosen<'a>> {
        let question = &self.rules().questions[self.rules().redesign?];
        let choices = self.given.choices(self.rules().redesign?).iter();
        let codes: Vec<&str> = choices.map(|choice| question.choices()[*choice].code.as_str()).collect();
        let chosen = |at: &usize| codes.contains(&self.rules().measures[*at].id.as_str());
        let places: Vec<usize> = (0..self.rules().measures.len()).filter(chosen).collect();
        let outcome = self.rules().redesigned(&self.given, &self.weighed);
        (!places.is_empty()).then(|| Chosen { measures: self.measures(&places), outcome })
    }

    /// The forms of working together, from the most open to the closest; none while a hard stop stands, too little is known,
    /// or no form would be lighter.
    pub fn forms(&self) -> Vec<Form<'a>> {
        if self.class() == Class::FindOut || !self.weighed.hard_stops.is_empty() {
            return Vec::new();
        }
        let form = |(id, measures): &'a (String, Vec<usize>)| {
            let measures: Vec<_> = measures.iter().map(|at| &self.rules().measures[*at]).collect();
            let outcome = self.rules().colour_with(&self.weighed, &measures);
            Form { text: self.words().say(Part::Forms, id), outcome, is_lighter: outcome > self.weighed.colour }
        };
        let forms: Vec<Form<'a>> = self.rules().forms.iter().map(form).collect();
        if forms.iter().any(|form| form.is_lighter) { forms } else { Vec::new() }
    }

    /// What helps with such answers, the first five.
    pub fn mitigations(&self) -> Vec<Said<'a>> {
        let holding = self.rules().mitigations.iter().filter(|of| of.when.holds(self.weighed.facts()));
        let said = holding.map(|of| Said { text: self.words().say(Part::Mitigations, &of.id), entry: &of.entry });
        said.take(MITIGATIONS_MAX).collect()
    }

    pub fn notes(&self) -> Vec<&'a str> {
        let holding = self.rules().holding(&self.weighed, &self.rules().notes);
        holding.into_iter().map(|id| self.words().say(Part::Notes, id)).collect()
    }

    /// What opportunity and outcome together suggest.
    pub fn posture(&self) -> &'a str {
        self.words().say(Part::Postures, self.rules().posture(&self.weighed))
    }

    /// Themes of the green list near the plan, the nearest first.
    pub fn alternatives(&self) -> Vec<&'a Item> {
        let plan = self.rules().scan().first().and_then(|first| {
            let choice = *self.given.choices(*first).first()?;
            Some(self.rules().questions[*first].choices()[choice].code.as_str())
        });
        self.handbook.screenings.green_list.near(plan, self.record.plan_words.as_deref().unwrap_or_default())
    }

    pub fn levels(&self) -> Vec<Level<'a>> {
        let scales = self.rules().scales.iter().enumerate();
        let level = |(at, scale): (usize, &'a crate::screening::questionnaire::Scale)| Level {
            name: self.words().say(Part::Scales, &scale.id),
            level: if scale.apart { self.rules().apart(&self.weighed, at) } else { Some(self.weighed.levels[at]) },
            is_apart: scale.apart,
        };
        scales.map(level).collect()
    }

    /// Whom to ask at the place, after the institution's own contact point.
    pub fn place_contacts(&self) -> Vec<PlaceContact<'a>> {
        let code = self.place.as_deref().unwrap_or_default();
        let national = self.handbook.contacts.national.get(code);
        let points = self.jurisdiction().map_or(&[][..], |place| &place.contact_points);
        let same = |point: &Point| point.url.is_some() && national.is_some_and(|national| national.url == point.url);
        let alone = national.filter(|_| !points.iter().any(same));
        let alone = alone.map(|national| PlaceContact { national: Some(national), point: None });
        let with = |point: &'a Point| PlaceContact { national: national.filter(|_| same(point)), point: Some(point) };
        alone.into_iter().chain(points.iter().map(with)).collect()
    }

    /// The day of the newest review among what the desk knows: content of that day.
    pub fn content_of(&self) -> Date {
        let entries = self.handbook.knowledge.entries().map(|entry| entry.last_reviewed_on);
        let place = self.jurisdiction().map(|place| place.reviewed_on);
        entries.chain(place).max().unwrap_or_default()
    }

    /// An entry, where the desk would quote it on that day.
    pub fn entry(&self, id: &EntryId) -> Option<&'a Entry> {
        let (day, withhold) = (self.record.made_on, self.handbook.desk.withhold_after_months);
        let is_served = |entry: &&Entry| entry.holds_on(day) && entry.freshness(day, withhold) != Freshness::Expired;
        self.handbook.entry(id, self.language()).filter(is_served)
    }
}
