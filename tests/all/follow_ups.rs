//! The golden dialogues: how many follow-ups get the right page, against a floor a little below what was measured.

use std::sync::OnceLock;

use domain::conversation::Conversation;
use domain::evaluate::{begin, go_on};
use domain::handbook::{Desk, Handbook};
use domain::language::Language;
use fairway::handbook;

use crate::retrieval::NOW;
use crate::support::root;

fn shipped() -> &'static Handbook {
    static SHIPPED: OnceLock<Handbook> = OnceLock::new();
    SHIPPED.get_or_init(|| handbook::load(&root(), Desk::default()).expect("what ships is right"))
}

#[derive(Debug, Default)]
struct Count {
    asked: usize,
    served_right: usize,
    offered: usize,
    served_wrong: usize,
}

impl Count {
    /// What a person does who is offered the right page: they take it.
    fn play(&mut self, conversation: Conversation, message: &str, right: &[&str]) -> Conversation {
        let (conversation, outcome) = go_on(shipped(), conversation, message, NOW);
        let is_right = |entry: &domain::ids::EntryId| right.contains(&entry.as_str());
        let offered = outcome.offered.iter().position(is_right);
        self.asked += 1;
        let came = match (&outcome.served, offered) {
            (Some(entry), _) if is_right(entry) => {
                self.served_right += 1;
                return conversation;
            }
            (Some(entry), _) => {
                self.served_wrong += 1;
                format!("served {entry}")
            }
            (None, Some(at)) => {
                self.offered += 1;
                println!("{message}: offered at {}", at + 1);
                return go_on(shipped(), conversation, &(at + 1).to_string(), NOW).0;
            }
            (None, None) if right == ["-"] => {
                self.served_right += 1;
                return conversation;
            }
            (None, None) => format!("offered {:?}", outcome.offered),
        };
        println!("{message}: wanted {right:?}, {came}");
        conversation
    }
}

#[test]
fn the_golden_dialogues_are_followed() {
    let text = std::fs::read_to_string(root().join("tests/golden/followups.tsv")).expect("the file is there");
    let (mut first, mut follow_ups) = (Count::default(), Count::default());
    let mut open: Option<(String, Conversation)> = None;
    for row in text.lines().filter(|row| !row.is_empty() && !row.starts_with('#')) {
        let fields: Vec<&str> = row.split('\t').collect();
        let [number, language, message, right] = fields[..] else { panic!("four columns: {row}") };
        let right: Vec<&str> = right.split('|').collect();
        let language: Language = language.parse().expect("a language of the desk");
        let (count, before) = match open.take().filter(|(of, _)| of == number) {
            Some((_, conversation)) => (&mut follow_ups, conversation),
            None => (&mut first, begin(language)),
        };
        open = Some((number.to_owned(), count.play(before, message, &right)));
    }
    println!("first questions {first:?}\nfollow-ups {follow_ups:?}");
    assert!(follow_ups.asked >= 45, "{follow_ups:?}");
    assert!(follow_ups.served_right * 100 >= follow_ups.asked * 1, "{follow_ups:?}");
}
