//! A draft entry made from a cluster: its questions as asks, and TODO where an editor has to write.

use std::collections::BTreeSet;
use std::fmt::Write;

use jiff::civil::Date;

use super::Cluster;
use crate::knowledge::KnowledgeBase;
use crate::knowledge::hygiene::is_hidden;
use crate::knowledge::keys::{ASK_MAX_CHARS, ASKS_MIN};
use crate::language::Language;
use crate::text;

/// A draft entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stub {
    pub text: String,
    /// How many asks the editor still has to find, in all languages.
    pub asks_missing: usize,
    /// Questions that an entry has among its asks already, with its id: so the trouble is not that nobody wrote them down.
    pub already_asks: Vec<(String, String)>,
}

/// Writes the file of an entry `id`. `check` takes it as a draft, and names each TODO; without words in their place it would
/// refuse the file, and the whole folder with it.
pub fn stub(cluster: &Cluster, id: &str, knowledge: &KnowledgeBase, today: Date) -> Stub {
    let mut stub = Stub { text: String::new(), asks_missing: 0, already_asks: Vec::new() };
    let mut seen = BTreeSet::new();
    let mut asks = String::new();
    for language in Language::ALL {
        write_line(&mut asks, &format!("  {language}:"));
        let mut count = 0;
        for (_, question) in cluster.questions.iter().filter(|(of, _)| *of == language) {
            let ask = ask_of(question);
            let key = text::words(&ask).join(" ");
            if key.is_empty() || !seen.insert(key.clone()) {
                continue;
            }
            match owner_of(&key, knowledge) {
                Some(entry) => stub.already_asks.push((ask, entry)),
                None => {
                    write_line(&mut asks, &format!("    - {}", quoted(&ask)));
                    count += 1;
                }
            }
        }
        // With the id, since no two entries may share an ask.
        for number in count + 1..=ASKS_MIN[language as usize] {
            write_line(&mut asks, &format!("    - \"TODO: way {number} to ask for {id} in {language}\""));
            stub.asks_missing += 1;
        }
    }
    let asked: Vec<String> = cluster.kinds.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    let served: BTreeSet<&str> = cluster.served.keys().map(|(entry, _)| entry.as_str()).collect();
    let served: Vec<&str> = served
        .into_iter()
        .filter(|served| *served != id && knowledge.entries().any(|entry| entry.id.as_str() == *served))
        .collect();
    stub.text = format!(
        "---\n\
         # Asked {times} times by {people} people: {asked}.\n\
         title: \"TODO: {id}\"\n\
         asks:\n{asks}\
         owner: knowledge-security-desk\n\
         last_reviewed_on: {today}\n\
         review_in: 6 months\n\
         jurisdiction: [int]\n\
         sources:\n  - title: \"TODO: the page that the facts come from\"\n    url: https://example.org/TODO\n\
         status: draft\n\
         related: [{served}]\n\
         ---\n\n\
         ## TODO: the short answer\n\nTODO: what most people need first.\n\n\
         ## TODO: what to do next\n\nTODO: whom to ask, and how long it takes.\n",
        times = cluster.asked,
        people = cluster.people,
        asked = asked.join(", "),
        served = served.join(", "),
    );
    stub
}

/// The entry that has this ask.
fn owner_of(key: &str, knowledge: &KnowledgeBase) -> Option<String> {
    let is_it = |ask: &String| text::words(ask).join(" ") == key;
    knowledge.entries().find(|entry| entry.asks.values().flatten().any(is_it)).map(|entry| entry.id.to_string())
}

/// A question as an ask may be: one line, nothing invisible, and not too long, cut between words.
fn ask_of(question: &str) -> String {
    let visible: String = question.chars().map(|letter| if is_hidden(letter) { ' ' } else { letter }).collect();
    let mut ask = String::new();
    for word in visible.split_whitespace() {
        if ask.chars().count() + word.chars().count() + 1 > ASK_MAX_CHARS {
            break;
        }
        if !ask.is_empty() {
            ask.push(' ');
        }
        ask.push_str(word);
    }
    ask
}

/// In quotes, whatever is in it: people write colons, dashes and `#`.
fn quoted(ask: &str) -> String {
    format!("\"{}\"", ask.replace('\\', "\\\\").replace('"', "\\\""))
}

fn write_line(text: &mut String, line: &str) {
    // Writing into a String cannot fail.
    let _ = writeln!(text, "{line}");
}
