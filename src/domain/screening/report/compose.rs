//! Which of the findings belong on the page, and in what order: what to do comes first, then why, then the record.

mod people;
mod record;
mod steps;
mod ways;

use crate::contact::Words;
use crate::ids::EntryId;
use crate::language::Language;
use crate::prompts::{Prompt, keys as common, report::keys};

use super::page::{Banner, Block, Cell, Item, Page, Reference, Section, clean};
use super::{Class, Findings, Reply};

/// The page of a report.
pub(super) fn page(findings: &Findings<'_>) -> Page {
    let compose = Compose { of: findings, language: findings.language() };
    let mut sections = compose.sections();
    sections.extend(compose.pages(&sections));
    compose.whole(sections)
}

struct Compose<'a> {
    of: &'a Findings<'a>,
    language: Language,
}

impl<'a> Compose<'a> {
    fn say(&self, prompt: Prompt, slots: &[(&str, &str)]) -> String {
        self.of.handbook.say(self.language, prompt, slots)
    }

    fn line(&self, prompt: Prompt) -> String {
        self.say(prompt, &[])
    }

    fn whole(&self, sections: Vec<Section>) -> Page {
        let (of, rules) = (self.of, &self.of.screening.questionnaire);
        let (version, content, case) = (rules.version.to_string(), of.content_of().to_string(), clean(&of.record.case));
        let outcome = of.outcome_words(of.weighed.outcome);
        let with_version = [("questionnaire", rules.name.as_str()), ("version", version.as_str())];
        let mut facts = vec![
            (self.line(keys::CASE), case.clone()),
            (self.line(keys::DAY), of.record.made_on.to_string()),
            (self.line(keys::RULES), self.say(keys::RULES_VERSION, &with_version)),
            (self.line(keys::CONTENT), content.clone()),
        ];
        facts.extend(of.place_name().map(|name| (self.line(keys::PLACE), name)));
        Page {
            language: self.language,
            title: self.line(keys::TITLE),
            subtitle: of.words().title.clone(),
            facts,
            banner: Banner {
                class: of.class(),
                colour: of.colour(of.weighed.outcome),
                label: outcome.label.clone(),
                means: outcome.means.clone(),
            },
            advice: self.say(keys::ADVICE, &[("version", &version), ("content", &content)]),
            remarks: self.remarks(&version),
            sections,
            foot: self.foot(),
            running: self.say(keys::RUNNING, &[("case", &case)]),
        }
    }

    fn remarks(&self, version: &str) -> Vec<String> {
        let mut remarks = Vec::new();
        remarks.extend(self.of.next_question().map(|next| self.say(keys::SO_FAR, &[("question", next)])));
        if self.of.record.version != self.of.screening.questionnaire.version {
            let given = self.of.record.version.to_string();
            remarks.push(self.say(keys::OTHER_VERSION, &[("given", &given), ("version", version)]));
        }
        let left_out = self.of.left_out();
        if !left_out.is_empty() {
            remarks.push(self.say(keys::LEFT_OUT, &[("questions", &clean(&left_out.join(", ")))]));
        }
        remarks
    }

    fn foot(&self) -> Vec<String> {
        let handbook = self.of.handbook;
        let approved = match &handbook.desk.adopted_by {
            Some(by) => self.say(common::INTRODUCTION_ADOPTED, &[("by", by)]),
            None => self.line(common::INTRODUCTION_NOT_ADOPTED),
        };
        vec![self.line(keys::MADE), approved]
    }

    /// What each class receives.
    fn sections(&self) -> Vec<Section> {
        let mut all: Vec<Option<Section>> = match self.of.class() {
            Class::Pause => vec![
                self.stop(),
                self.next(),
                self.person(),
                self.why(),
                self.law(),
                self.scales(),
                self.change(),
                self.notes(),
                self.open(),
            ],
            Class::Advice => vec![
                self.next(),
                self.scales(),
                self.why(),
                self.law(),
                self.person(),
                self.change(),
                self.forms(),
                self.alternatives(),
                self.mitigations(),
                self.notes(),
                self.open(),
            ],
            Class::Conditions => vec![
                self.next(),
                self.scales(),
                self.mitigations(),
                self.why(),
                self.notes(),
                self.change(),
                self.forms(),
                self.habits(),
                self.open(),
                self.law(),
                self.person(),
            ],
            Class::Free => vec![
                self.next(),
                self.scales(),
                self.basis(),
                self.encouraged(),
                self.mitigations(),
                self.notes(),
                self.open(),
                self.law(),
                self.person(),
            ],
            Class::FindOut => vec![
                self.open(),
                self.next(),
                self.scales(),
                self.why(),
                self.notes(),
                self.mitigations(),
                self.law(),
                self.person(),
            ],
        };
        all.push(self.answers());
        all.into_iter().flatten().collect()
    }

    /// A section; none where it would say nothing.
    fn section(&self, heading: Prompt, blocks: Vec<Block>) -> Option<Section> {
        let heading = self.line(heading);
        (!blocks.is_empty()).then_some(Section { heading, blocks, is_urgent: false })
    }

    fn page_of(&self, id: &EntryId) -> Option<Reference> {
        let entry = self.of.entry(id)?;
        Some(Reference { id: id.as_str().to_owned(), title: entry.title.clone(), language: entry.language })
    }

    /// Words of a content file in the report's language.
    fn text<'w>(&self, words: &'w Words) -> &'w str {
        words.get(&self.language).map_or("", String::as_str)
    }

    fn words(&self, prompt: Prompt) -> Block {
        Block::Words(self.line(prompt))
    }

    fn result(&self, outcome: usize) -> Cell {
        Cell::Result(self.of.screening.questionnaire.class(outcome), self.of.result(outcome))
    }
}

fn labels<'a>(reply: &'a Reply<'_>) -> &'a [String] {
    match reply {
        Reply::Labels(labels) | Reply::Unknown(labels) => labels,
        Reply::Nothing | Reply::Words(_) => &[],
    }
}

fn list<T: AsRef<str>>(lines: impl IntoIterator<Item = T>) -> Block {
    let item = |line: T| Item { text: line.as_ref().to_owned(), under: Vec::new() };
    Block::List(lines.into_iter().map(item).collect())
}
