//! The golden dialogues: how many follow-ups get the right page, against a floor a little below what was measured.

use std::sync::OnceLock;

use domain::conversation::Conversation;
use domain::evaluate::{Outcome, begin, go_on};
use domain::handbook::{Desk, Handbook};
use domain::ids::EntryId;
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
        let is_right = |entry: &EntryId| right.contains(&entry.as_str());
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
    let share = |count: usize| count as f64 / follow_ups.asked as f64;
    assert!(share(follow_ups.served_right) >= 0.60, "{follow_ups:?}");
    assert!(share(follow_ups.served_right + follow_ups.offered) >= 0.77, "{follow_ups:?}");
    assert!(share(follow_ups.served_wrong) <= 0.15, "{follow_ups:?}");
}

fn say(conversation: Conversation, message: &str) -> (Conversation, Outcome) {
    go_on(shipped(), conversation, message, NOW)
}

#[test]
fn a_question_of_its_own_leaves_the_topic() {
    let (conversation, first) = say(begin(Language::En), "can I upload controlled code to GitHub?");
    assert_eq!(first.served.as_ref().map(EntryId::as_str), Some("publishing-code"));
    let (conversation, travel) = say(conversation, "may I take my laptop on a trip to Beijing?");
    assert_eq!(travel.served.as_ref().map(EntryId::as_str), Some("travel-devices"));
    let (conversation, _) = say(conversation, "more");
    assert_eq!(conversation.topic.as_ref().map(|topic| topic.entry.as_str()), Some("travel-devices"));
    let (conversation, _) = say(conversation, "what is for lunch in the cafeteria today?");
    assert_eq!(conversation.topic, None);
}

#[test]
fn more_goes_through_all_sections_and_then_to_what_is_related() {
    let (mut conversation, _) = say(begin(Language::En), "can I upload controlled code to GitHub?");
    let entry = shipped().entry(&EntryId::new("publishing-code"), Language::En).unwrap();
    for _ in 1..entry.sections.len() {
        let (after, outcome) = say(conversation, "more");
        assert_eq!(outcome.served.as_ref(), Some(&entry.id));
        conversation = after;
    }
    let mut served: Vec<_> = conversation.topic.as_ref().unwrap().served.clone();
    served.sort();
    served.dedup();
    assert_eq!(served.len(), entry.sections.len());
    let (_, outcome) = say(conversation, "more");
    assert_eq!((outcome.served, outcome.offered.first()), (None, entry.related.first()));
}

#[test]
fn the_place_where_a_person_works_comes_first() {
    let question = "who can advise me on a partner university?";
    let first = |conversation: Conversation| {
        let (_, outcome) = say(conversation, question);
        outcome.reading.unwrap().ranking[0].to_string()
    };
    for (told, expect) in
        [("I work in Germany", ["contact-de", "de-kiwi"]), ("I work in Canada", ["contact-ca", "contact-ca"])]
    {
        let (conversation, _) = say(begin(Language::En), told);
        assert!(conversation.works_in.is_some(), "{told}");
        let found = first(conversation.clone());
        assert!(expect.contains(&found.as_str()), "{told}: {found}");
        let (conversation, _) = say(conversation, "forget where I work");
        assert_eq!(conversation.works_in, None);
    }
}

/// A question that says all it asks gets, whatever was spoken of before, what it would get alone.
#[test]
fn full_questions_stand_for_themselves_while_a_topic_is_open() {
    let (about_code, _) = say(begin(Language::En), "can I upload controlled code to GitHub?");
    let (mut asked, mut same) = (0, 0);
    for language in Language::ALL {
        let path = root().join(format!("tests/golden/topics.{language}.tsv"));
        let text = std::fs::read_to_string(path).expect("the file is there");
        let messages = text.lines().filter(|row| !row.starts_with('#')).filter_map(|row| row.split('\t').nth(1));
        for message in messages {
            let conversation = Conversation { chosen_language: Some(language), ..about_code.clone() };
            let (_, beside) = say(conversation, message);
            let (_, alone) = say(begin(language), message);
            asked += 1;
            same += usize::from(beside.served == alone.served && beside.offered == alone.offered);
            if beside.served != alone.served || beside.offered != alone.offered {
                println!("{message}: {:?} {:?}, alone {:?}", beside.served, beside.offered, alone.served);
            }
        }
    }
    println!("{same} of {asked} full questions stand for themselves");
    assert!(asked >= 280 && same * 100 >= asked * 97, "{same} of {asked}");
}
