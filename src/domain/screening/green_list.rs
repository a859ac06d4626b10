//! The green list: forms of working together that the institution encourages. `green-list.yaml`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use crate::contact::{Words, in_every_language, mistake};
use crate::content::{ContentError, Rule, short};
use crate::ids::EntryId;
use crate::language::Language;
use crate::text;

/// More would be a list to work through, not a suggestion.
const SHOWN_MAX: usize = 3;

/// What the institution encourages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GreenList {
    /// Whether it is still the example that ships, which nobody has approved.
    pub example: bool,
    pub items: Vec<Item>,
}

/// One theme with its conditions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub id: String,
    pub theme: Words,
    pub conditions: Words,
    /// Why little is at stake.
    pub why: Words,
    pub forms: Words,
    /// Codes of the question that asks for the plan.
    pub plans: Vec<String>,
    /// Words of the field, by which a researcher's own words find it.
    topics: BTreeMap<Language, Vec<String>>,
    pub entry: EntryId,
    pub owner: String,
    pub review_on: Date,
}

type Given = BTreeMap<String, String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    example: bool,
    items: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    theme: Given,
    conditions: Given,
    why: Given,
    forms: Given,
    plans: Vec<String>,
    topics: BTreeMap<Language, Vec<String>>,
    entry: String,
    owner: String,
    review_on: String,
}

impl GreenList {
    pub fn read(path: &str, text: &str) -> Result<Self, Vec<ContentError>> {
        let file: File = crate::yaml::read(path, text)?;
        let mut mistakes = Vec::new();
        let mut items: Vec<Item> = Vec::new();
        for row in file.items {
            let id = row.id;
            let mut words = |field: &str, given| in_every_language(path, text, &id, field, given, &mut mistakes);
            let (theme, conditions) = (words("theme", row.theme), words("conditions", row.conditions));
            let (why, forms) = (words("why", row.why), words("forms", row.forms));
            if items.iter().any(|before| before.id == id) {
                mistakes.push(mistake(
                    Rule::RepeatedValue,
                    path,
                    text,
                    &id,
                    format!("`{id}` is there twice: keep one"),
                ));
            }
            let review_on = row.review_on.parse().unwrap_or_else(|_| {
                let message = format!("`{}` is no day: write year-month-day", short(&row.review_on));
                mistakes.push(mistake(Rule::WrongValue, path, text, &row.review_on, message));
                Date::default()
            });
            let folded = |topics: Vec<String>| topics.iter().map(|topic| text::words(topic).join(" ")).collect();
            let topics = row.topics.into_iter().map(|(language, topics)| (language, folded(topics))).collect();
            let (plans, owner, entry) = (row.plans, row.owner, EntryId::new(row.entry));
            items.push(Item { id, theme, conditions, why, forms, plans, topics, entry, owner, review_on });
        }
        if mistakes.is_empty() { Ok(Self { example: file.example, items }) } else { Err(mistakes) }
    }

    /// The items near a plan: first those whose topics the researcher's own words name, the more the nearer; of like ones those
    /// that suit the plan. Without words only what suits the plan.
    pub fn near(&self, plan: Option<&str>, words: &str) -> Vec<&Item> {
        let spoken = format!(" {} ", text::words(words).join(" "));
        let mut ranked: Vec<(usize, bool, &Item)> = self
            .items
            .iter()
            .map(|item| {
                let topics = item.topics.values().flatten();
                let named = topics.filter(|topic| spoken.contains(&format!(" {topic} "))).count();
                let suits = plan.is_some_and(|plan| item.plans.iter().any(|code| code == plan));
                (named, suits, item)
            })
            .filter(|(named, suits, _)| *named > 0 || *suits)
            .collect();
        ranked.sort_by_key(|(named, suits, _)| std::cmp::Reverse((*named, *suits)));
        ranked.into_iter().map(|(_, _, item)| item).take(SHOWN_MAX).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_words_come_before_the_plan() {
        let item = |id: &str, plans: &str, topic: &str| {
            let words = "{en: x, nl: x, de: x, fr: x}";
            format!(
                "- id: {id}\n  theme: {words}\n  conditions: {words}\n  why: {words}\n  forms: {words}\n  plans: [{plans}]\n  \
                 topics: {{en: [{topic}]}}\n  entry: e\n  owner: o\n  review_on: '2027-01-01'\n"
            )
        };
        let rows =
            [item("sea", "teaching", "sea level"), item("stars", "guest", "astronomy"), item("art", "guest", "museum")];
        let list = GreenList::read("green-list.yaml", &format!("example: true\nitems:\n{}", rows.concat())).unwrap();
        let near = |plan, words| list.near(plan, words).iter().map(|item| item.id.clone()).collect::<Vec<_>>();
        assert_eq!(near(Some("guest"), "we measure the Sea-Level together"), ["sea", "stars", "art"]);
        assert_eq!(near(Some("guest"), ""), ["stars", "art"]);
        assert!(near(None, "overseas levels").is_empty());
    }
}
