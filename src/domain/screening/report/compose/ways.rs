//! Ways on: what would change the result, safer forms, precautions, themes of the green list.

use crate::prompts::report::keys;
use crate::screening::green_list::Item as Theme;
use crate::screening::report::page::{Block, Cell, Item, Section, Table, Under};
use crate::screening::report::{Change, Class, Said};

use super::{Compose, list};

/// So many themes are told.
const THEMES: usize = 2;

impl Compose<'_> {
    pub(super) fn change(&self) -> Option<Section> {
        let (of, mut blocks) = (self.of, Vec::new());
        let changes = of.changes();
        if !of.weighed.hard_stops.is_empty() {
            blocks.push(Block::Words(self.line(keys::CHANGE_STOPPED)));
        } else if changes.is_empty() {
            blocks.push(Block::Words(self.line(keys::CHANGE_NONE)));
        } else {
            if of.class() == Class::Pause {
                blocks.push(Block::Words(self.line(keys::CHANGE_LATER)));
            }
            blocks.push(Block::Words(self.line(keys::CHANGE_ABOUT)));
            let cell = |text: &&str| (*text).to_owned();
            let row = |change: Change<'_>| {
                [Cell::Together(change.measures.iter().map(cell).collect()), self.result(change.outcome)]
            };
            let rows = changes.into_iter().map(row).collect();
            let head = [self.line(keys::CHANGE_WHAT), self.line(keys::CHANGE_RESULT)];
            blocks.push(Block::Table(Table { head, groups: vec![(None, rows)] }));
        }
        if let Some(chosen) = of.chosen().filter(|_| of.weighed.hard_stops.is_empty()) {
            let measures = chosen.measures.join(" ");
            blocks.push(Block::Words(match chosen.outcome {
                Some(then) => {
                    let (then, now) = (of.colour(then), of.colour(of.weighed.outcome));
                    self.say(keys::CHOSEN, &[("measures", &measures), ("then", &then), ("now", &now)])
                }
                None => self.say(keys::CHOSEN_SAME, &[("measures", &measures)]),
            }));
        }
        blocks.push(Block::Words(self.line(keys::DISPUTE)));
        self.section(keys::CHANGE, blocks)
    }

    pub(super) fn forms(&self) -> Option<Section> {
        let forms = self.of.forms();
        if forms.is_empty() {
            return None;
        }
        let rows = forms.iter().map(|form| [Cell::Words(form.text.to_owned()), self.result(form.outcome)]).collect();
        let head = [self.line(keys::FORM), self.line(keys::CHANGE_RESULT)];
        let table = Block::Table(Table { head, groups: vec![(None, rows)] });
        self.section(keys::FORMS, vec![Block::Words(self.line(keys::FORMS_ABOUT)), table])
    }

    pub(super) fn mitigations(&self) -> Option<Section> {
        let item = |said: Said<'_>| Item {
            text: said.text.to_owned(),
            under: self.page_of(said.entry).map(Under::Page).into_iter().collect(),
        };
        let items: Vec<Item> = self.of.mitigations().into_iter().map(item).collect();
        let blocks = if items.is_empty() { Vec::new() } else { vec![Block::List(items)] };
        self.section(keys::PRECAUTIONS, blocks)
    }

    pub(super) fn notes(&self) -> Option<Section> {
        let notes = self.of.notes();
        self.section(keys::NOTES, if notes.is_empty() { Vec::new() } else { vec![list(notes)] })
    }

    pub(super) fn encouraged(&self) -> Option<Section> {
        let mut blocks = vec![self.words(keys::ENCOURAGED_ABOUT)];
        let near = self.themes();
        if !near.is_empty() {
            blocks.push(self.words(keys::ENCOURAGED_NEAR));
            blocks.extend(near);
        }
        self.section(keys::ENCOURAGED, blocks)
    }

    pub(super) fn alternatives(&self) -> Option<Section> {
        let themes = self.themes();
        if themes.is_empty() {
            return None;
        }
        let blocks = [self.words(keys::ALTERNATIVES_ABOUT)].into_iter().chain(themes).collect();
        self.section(keys::ALTERNATIVES, blocks)
    }

    pub(super) fn themes(&self) -> Vec<Block> {
        let item = |item: &Theme| {
            let under = |prompt, words| Under::Words(self.say(prompt, &[("text", self.text(words))]));
            let review = Under::Words(self.say(keys::REVIEW_BY, &[("day", &item.review_on.to_string())]));
            let words = [under(keys::FORMS_OF, &item.forms), under(keys::CONDITIONS, &item.conditions)];
            let words = words.into_iter().chain([under(keys::REASON, &item.why), review]);
            Item {
                text: self.text(&item.theme).to_owned(),
                under: words.chain(self.page_of(&item.entry).map(Under::Page)).collect(),
            }
        };
        let items: Vec<Item> = self.of.alternatives().into_iter().take(THEMES).map(item).collect();
        if items.is_empty() {
            return Vec::new();
        }
        let example = self.of.handbook.screenings.green_list.example.then(|| self.words(keys::GREEN_LIST_EXAMPLE));
        [Block::List(items)].into_iter().chain(example).collect()
    }
}
