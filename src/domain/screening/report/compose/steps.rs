//! What to do next and why, and what is still open.

use jiff::ToSpan;

use crate::ids::EntryId;
use crate::prompts::report::keys;
use crate::screening::report::page::{Block, Item, Section, Under};
use crate::screening::report::{Answered, Class, Reason};

use super::{Compose, labels, list};

/// How long after a result with conditions somebody should go through the questions again.
const AGAIN_AFTER_MONTHS: i32 = 6;

impl Compose<'_> {
    pub(super) fn stop(&self) -> Option<Section> {
        let stops = self.of.stops();
        if stops.is_empty() {
            return None;
        }
        let section = self.section(keys::STOP, vec![list(stops)])?;
        Some(Section { is_urgent: true, ..section })
    }

    pub(super) fn next(&self) -> Option<Section> {
        let words = self.of.outcome_words(self.of.weighed.outcome);
        let mut lines: Vec<String> = words.next.clone();
        if self.of.class() == Class::Conditions {
            let day = self.of.record.made_on.saturating_add(AGAIN_AFTER_MONTHS.months()).to_string();
            lines.push(self.say(keys::AGAIN, &[("day", &day)]));
        }
        self.section(keys::NEXT, vec![list(lines)])
    }

    /// What is a good habit whatever the outcome: what the lightest one asks for.
    pub(super) fn habits(&self) -> Option<Section> {
        let lightest = self.of.screening.questionnaire.outcomes.len().checked_sub(1)?;
        self.section(keys::HABITS, vec![list(&self.of.outcome_words(lightest).next)])
    }

    pub(super) fn why(&self) -> Option<Section> {
        // A page that stands under one rule need not stand under the next.
        let (mut named, mut items) = (Vec::new(), Vec::new());
        for Reason { rule, answers } in self.of.reasons() {
            let under = answers.iter().map(|answer| self.answer(answer, &mut named)).collect();
            items.push(Item { text: rule.to_owned(), under });
        }
        let mut blocks = vec![Block::Words(self.line(keys::WHY_ABOUT)), Block::List(items)];
        if self.of.class() == Class::Conditions {
            blocks.extend([list(self.basis_lines())]);
        }
        self.section(keys::WHY, blocks)
    }

    pub(super) fn basis(&self) -> Option<Section> {
        let lines = [self.line(keys::BASIS_RULES)].into_iter().chain(self.basis_lines());
        self.section(keys::BASIS, vec![list(lines)])
    }

    pub(super) fn basis_lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if self.of.weighed.hard_stops.is_empty() && self.of.weighed.legal_checks.is_empty() {
            lines.push(self.line(keys::BASIS_LAW));
        }
        let unknowns = self.of.unknowns();
        let names: Vec<&str> = unknowns.iter().map(|unknown| unknown.short).collect();
        lines.push(match (self.of.has_unknowns(), names.is_empty()) {
            (false, _) => self.line(keys::BASIS_KNOWN),
            (true, true) => self.line(keys::BASIS_SAME),
            (true, false) => self.say(keys::BASIS_OPEN, &[("questions", &names.join(", "))]),
        });
        lines
    }

    pub(super) fn open(&self) -> Option<Section> {
        let of = self.of;
        if !of.has_unknowns() {
            return None;
        }
        let unknowns = of.unknowns();
        let item = |unknown: &Answered<'_>| Item {
            text: unknown.ask.to_owned(),
            under: [Under::Words(self.say(keys::WHOM, &[("whom", unknown.whom)]))]
                .into_iter()
                .chain(self.page_of(unknown.entry).map(Under::Page))
                .collect(),
        };
        let mut blocks = vec![Block::Words(match &of.range.outcomes[..] {
            [] | [_] => self.line(keys::RANGE_SAME),
            outcomes => {
                let names: Vec<String> = outcomes.iter().map(|outcome| of.colour(*outcome)).collect();
                self.say(keys::RANGE, &[("outcomes", &names.join(", "))])
            }
        })];
        if !unknowns.is_empty() {
            blocks.push(Block::List(unknowns.iter().map(item).collect()));
        }
        if of.range.opens > 0 {
            blocks.push(Block::Words(self.say(keys::OPENS, &[("count", &of.range.opens.to_string())])));
        }
        self.section(if of.class() == Class::FindOut { keys::FIND_OUT } else { keys::OPEN }, blocks)
    }

    fn answer<'e>(&self, answer: &Answered<'e>, named: &mut Vec<&'e EntryId>) -> Under {
        let said = labels(&answer.reply).join("; ");
        let line = self.say(keys::ANSWER, &[("question", answer.short), ("answer", &said)]);
        let is_new = !named.contains(&answer.entry);
        named.push(answer.entry);
        Under::Answer(line, self.page_of(answer.entry).filter(|_| is_new))
    }
}
