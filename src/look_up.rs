//! What connectors look up beside a turn, in the handbook that is served.

use std::collections::BTreeSet;

use domain::handbook::Handbook;
use domain::knowledge::{Among, Scope};
use domain::language::Language;
use domain::prompts::keys;
use jiff::civil::Date;

use crate::chat::{LookUp, Phrase};
use crate::clock::Clock;
use crate::reload::Served;

/// How near to the best of the ranking an entry must be to be suggested.
const SUGGESTED_NEAR: f32 = 0.4;

/// Over the handbook as it is when something is looked up.
pub struct Serving {
    pub served: Served,
    pub clock: Clock,
}

impl LookUp for Serving {
    fn titles(&self, typed: &str, language: Option<Language>, most: usize) -> Vec<String> {
        let handbook = self.served.borrow().clone();
        let language = language.unwrap_or(handbook.desk.default_language);
        titles(&handbook, typed, language, self.clock.now().day(), most)
    }

    fn words(&self, phrase: Phrase, language: Option<Language>) -> String {
        let handbook = self.served.borrow().clone();
        let prompt = match phrase {
            Phrase::ChooseOne => keys::CHOOSE_ONE,
            Phrase::CutShort => keys::CUT_SHORT,
        };
        handbook.say(language.unwrap_or(handbook.desk.default_language), prompt, &[])
    }
}

/// First the titles whose words begin as what was typed, because a half word is nothing to search for; then what the search
/// finds.
fn titles(handbook: &Handbook, typed: &str, language: Language, today: Date, most: usize) -> Vec<String> {
    let wanted: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let title = |id| handbook.entry(id, language).map(|entry| entry.title.clone());
    let ids: BTreeSet<_> =
        handbook.knowledge.entries().filter(|entry| entry.holds_on(today)).map(|entry| &entry.id).collect();
    let begins = |title: &String| {
        let words: Vec<String> = title.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
        wanted.iter().all(|wanted| words.iter().any(|word| word.starts_with(wanted.as_str())))
    };
    let mut found: Vec<String> = ids.into_iter().filter_map(title).filter(begins).collect();
    if !wanted.is_empty() {
        let scope = Scope { language: Some(language), among: Among::All, day: Some(today) };
        let ranking = handbook.knowledge.search(typed, scope);
        // Behind the first few the search names what has a word in common, which in a list to choose from is noise.
        let least = ranking.hits.first().map_or(0.0, |best| best.score * SUGGESTED_NEAR);
        found.extend(ranking.hits.iter().filter(|hit| hit.score >= least).filter_map(|hit| title(&hit.entry)));
    }
    let mut seen = BTreeSet::new();
    found.retain(|title| seen.insert(title.clone()));
    found.truncate(most);
    found
}
