//! Whom to turn to: what the law may ask for, with who checks it, and contact points.

use crate::contact::ContactPoint;
use crate::ids::EntryId;
use crate::prompts::{keys as common, report::keys};
use crate::screening::jurisdiction::PreCheck;
use crate::screening::questionnaire::At;
use crate::screening::report::LegalCheck;
use crate::screening::report::page::{Block, Item, Section, Under};

use super::Compose;

impl Compose<'_> {
    pub(super) fn law(&self) -> Option<Section> {
        let mut blocks = Vec::new();
        let with_page = |entry: &EntryId| self.page_of(entry).map(Under::Page);
        let checks = self.of.legal_checks();
        if !checks.is_empty() {
            let item = |check: LegalCheck<'_>| {
                let whom = Under::Words(self.say(keys::WHOM, &[("whom", check.whom)]));
                Item { text: check.text.to_owned(), under: [whom].into_iter().chain(with_page(check.entry)).collect() }
            };
            blocks.extend([Block::List(checks.into_iter().map(item).collect()), self.words(keys::LAW_ABOUT)]);
        }
        let pre_checks = self.of.pre_checks();
        if let Some(place) = self.of.place_name().filter(|_| !pre_checks.is_empty()) {
            let item = |check: &&PreCheck| Item {
                text: self.text(&check.name).to_owned(),
                under: [Under::Words(self.text(&check.about).to_owned())]
                    .into_iter()
                    .chain(with_page(&check.entry))
                    .collect(),
            };
            blocks.push(Block::Words(self.say(keys::LAW_PLACE, &[("place", &place)])));
            blocks.push(Block::List(pre_checks.iter().map(item).collect()));
        }
        self.section(keys::LAW, blocks)
    }

    /// Whom to talk to: one's own institution first.
    pub(super) fn person(&self) -> Option<Section> {
        let (at, reasons) = self.of.take_over();
        let contacts = &self.of.handbook.contacts;
        let mut blocks: Vec<Block> = reasons.into_iter().map(Block::Words).collect();
        if at != At::None {
            blocks.push(self.words(keys::PERSON_TAKE));
        }
        let place = self.of.place_contacts().into_iter().map(|contact| {
            let mut item = contact.national.map_or_else(Item::default, |national| self.contact(national));
            if let Some(point) = contact.point {
                if item.text.is_empty() {
                    item.text = self.text(&point.name).to_owned();
                    item.under.extend(point.url.clone().map(Under::Link));
                    item.under.extend(self.page_of(&point.entry).map(Under::Page));
                }
                item.under.insert(0, Under::Words(self.text(&point.helps_with).to_owned()));
            }
            item
        });
        blocks.push(Block::List([self.contact(&contacts.institution)].into_iter().chain(place).collect()));
        if contacts.example {
            blocks.push(self.words(common::CONTACT_EXAMPLE));
        }
        let heading = match at {
            At::Now => keys::PERSON_NOW,
            At::Offer => keys::PERSON_OFFER,
            At::None => keys::PERSON,
        };
        Some(Section { is_urgent: at == At::Now, ..self.section(heading, blocks)? })
    }

    pub(super) fn contact(&self, point: &ContactPoint) -> Item {
        let mut under = vec![Under::Words(point.reach(self.language).to_owned())];
        if let Some(time) = point.answers_in.as_ref().and_then(|words| words.get(&self.language)) {
            under.push(Under::Words(self.say(keys::ANSWERS_IN, &[("time", time)])));
        }
        under.extend(point.url.clone().map(Under::Link));
        Item { text: point.name(self.language).to_owned(), under }
    }
}
