//! The record: both scales, the answers, and the pages that were named.

use jiff::civil::Date;

use crate::ids::EntryId;
use crate::prompts::{Prompt, keys as common, report::keys};
use crate::screening::questionnaire::LEVEL_MAX;
use crate::screening::report::page::{Bar, Block, Cell, Panel, Reference, Section, Source, Table, Under, clean};
use crate::screening::report::{Answered, Level, Reply};

use super::{Compose, labels};

/// Of the public pages that a page rests on, so many are named; the page names them all.
const LINKS_MAX: usize = 3;

impl Compose<'_> {
    pub(super) fn scales(&self) -> Option<Section> {
        let levels = self.of.levels();
        let bar = |level: &Level<'_>| Bar {
            name: level.name.to_owned(),
            level: level.level,
            said: match level.level {
                Some(of) => self.say(keys::LEVEL, &[("level", &of.to_string()), ("most", &LEVEL_MAX.to_string())]),
                None => self.line(keys::LEVEL_NONE),
            },
        };
        let panel = |heading: Prompt, is_apart: bool| Panel {
            heading: self.line(heading),
            bars: levels.iter().filter(|level| level.is_apart == is_apart).map(bar).collect(),
            is_apart,
        };
        let panels = [panel(keys::BRINGS, true), panel(keys::CARE, false)];
        let panels = panels.into_iter().filter(|panel| !panel.bars.is_empty()).collect();
        let posture = Block::Words(self.of.posture().to_owned());
        self.section(keys::SCALES, vec![self.words(keys::SCALES_ABOUT), Block::Scales(panels), posture])
    }

    pub(super) fn answers(&self) -> Option<Section> {
        let cell = |answer: &Answered<'_>| match &answer.reply {
            Reply::Nothing => Cell::Open(self.line(keys::UNANSWERED)),
            Reply::Words(text) if answer.counts => Cell::Quote(clean(text)),
            reply => match (labels(reply), answer.counts) {
                (labels, false) => Cell::Aside(labels.join("; "), self.line(keys::NOT_COUNTED)),
                (labels, true) if matches!(reply, Reply::Unknown(_)) => Cell::Open(labels.join("; ")),
                (labels, true) => Cell::Lines(labels.to_vec()),
            },
        };
        let row = |answer: &Answered<'_>| [Cell::Question(answer.id.to_owned(), answer.ask.to_owned()), cell(answer)];
        let groups = self.of.answers().into_iter();
        let groups: Vec<_> = groups
            .map(|(block, answers)| (Some(block.to_owned()), answers.iter().map(row).collect::<Vec<_>>()))
            .collect();
        let head = [self.line(keys::QUESTION_HEAD), self.line(keys::ANSWER_HEAD)];
        let table = Block::Table(Table { head, groups });
        self.section(keys::ANSWERS, vec![self.words(keys::ANSWERS_ABOUT), table])
    }

    /// The pages that were named, each once, with what they rest on.
    pub(super) fn pages(&self, sections: &[Section]) -> Option<Section> {
        let mut named: Vec<&Reference> = Vec::new();
        let items = sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
            Block::List(items) => Some(items),
            _ => None,
        });
        for under in items.flatten().flat_map(|item| &item.under) {
            let (Under::Page(page) | Under::Answer(_, Some(page))) = under else { continue };
            if !named.contains(&page) {
                named.push(page);
            }
        }
        if named.is_empty() {
            return None;
        }
        let sources = named.into_iter().filter_map(|page| self.source(page)).collect();
        self.section(keys::PAGES, vec![self.words(keys::PAGES_ABOUT), Block::Sources(sources)])
    }

    pub(super) fn source(&self, page: &Reference) -> Option<Source> {
        let entry = self.of.entry(&EntryId::new(&page.id))?;
        let mut about = vec![self.say(keys::PAGE_REVIEWED, &[("day", &entry.last_reviewed_on.to_string())])];
        let due: Date = entry.review_due_on();
        if due < self.of.record.made_on {
            about.push(self.say(common::ANSWER_OVERDUE, &[("due", &due.to_string())]));
        }
        let rests_on =
            entry.sources.iter().take(LINKS_MAX).map(|source| (source.title.clone(), source.url.clone())).collect();
        Some(Source { page: page.clone(), about, label: self.line(keys::SOURCES), rests_on })
    }
}
