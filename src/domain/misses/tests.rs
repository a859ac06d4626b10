use super::*;
use crate::knowledge::{KnowledgeBase, Lexicon, entry};

/// Asks of several subjects, so that everyday words are known as such.
const ASKS: [&str; 16] = [
    "can I upload controlled code to GitHub?",
    "may I take my laptop to a conference abroad",
    "do I have to screen applicants from abroad",
    "what does the export control office do",
    "can I host a guest from a sanctioned country",
    "how do I report a suspicious approach",
    "is my research dual use",
    "what is knowledge security",
    "who can help me with a contract",
    "do I need a licence to share data with a partner",
    "may I accept funding from a foreign company",
    "can my student work from home in another country",
    "what are the rules for visiting researchers",
    "how long does a licence take",
    "which countries are under sanctions",
    "can I publish my results openly",
];

const DRONES: [&str; 4] = [
    "can I lend our drone to a partner abroad?",
    "may we lend a drone to partners abroad",
    "lending drones to a partner",
    "do I need permission to lend our drones abroad",
];

fn likeness() -> Likeness {
    Likeness::learn(ASKS.map(|ask| (Language::En, ask)))
}

fn miss(question: &str, person: &str) -> Miss {
    Miss {
        question: question.into(),
        language: Language::En,
        kind: MissKind::Unknown,
        day: Timestamp(0),
        person: Some(person.into()),
    }
}

/// Three subjects, and one question that is alone.
fn some() -> Vec<Miss> {
    let mut misses: Vec<Miss> = DRONES.iter().zip(["a", "b", "c", "d"]).map(|(text, by)| miss(text, by)).collect();
    misses.push(miss("where do I declare a side job", "a"));
    misses.push(miss("must I declare my side job", "b"));
    misses.push(miss("declaring side jobs of staff", "e"));
    misses.push(miss("insurance for samples sent by post", "f"));
    misses.push(miss("insurance for samples sent by post", "g"));
    misses.push(miss("does my telescope time need approval", "a"));
    misses
}

#[test]
fn what_three_people_asked_alike_is_shown_and_nothing_else() {
    let gathered = gather(some(), &likeness());
    let shown: Vec<_> = gathered.clusters.iter().map(|cluster| (cluster.people, cluster.asked)).collect();
    assert_eq!(shown, [(4, 4), (3, 3)], "{gathered:#?}");
    assert_eq!((gathered.withheld, gathered.withheld_questions), (2, 3));
    let said = format!("{gathered:?}");
    assert!(!said.contains("insurance") && !said.contains("telescope"));
}

/// A small generator in place of a dependency; the seed makes a failure repeatable.
fn shuffle<T>(items: &mut [T], mut seed: u64) {
    for at in (1..items.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        items.swap(at, (seed >> 33) as usize % (at + 1));
    }
}

#[test]
fn order_changes_nothing() {
    let expect = gather(some(), &likeness());
    for seed in 0..50 {
        let mut misses = some();
        shuffle(&mut misses, seed);
        assert_eq!(gather(misses, &likeness()), expect, "seed {seed}");
    }
}

/// Whatever is thrown together, no cluster that is shown has fewer people, and none of the questions is lost.
#[test]
fn fewer_than_three_people_are_never_shown() {
    let words = ["drone", "lend", "abroad", "laptop", "licence", "guest", "code", "visa", "partner", "sample"];
    for seed in 1..200_u64 {
        let mut misses = Vec::new();
        for at in 0..(seed % 14) {
            let mut of_this: Vec<&str> = words.to_vec();
            shuffle(&mut of_this, seed * 31 + at);
            let person = ["a", "b", "c", "d"][((seed + at * at) % 4) as usize];
            let mut one = miss(&of_this[..3].join(" "), person);
            if (seed + at) % 5 == 0 {
                one.person = None;
            }
            misses.push(one);
        }
        let all = misses.clone();
        let gathered = gather(misses, &likeness());
        let mut asked = gathered.withheld_questions;
        for cluster in &gathered.clusters {
            let people: BTreeSet<_> = all
                .iter()
                .filter(|miss| cluster.questions.contains(&(miss.language, miss.question.clone())))
                .filter_map(|miss| miss.person.clone())
                .collect();
            assert!(people.len() >= PEOPLE_MIN && people.len() == cluster.people, "seed {seed}: {cluster:?}");
            asked += cluster.asked;
        }
        assert_eq!(asked, all.len(), "seed {seed}");
    }
}

#[test]
fn one_person_who_asks_often_is_one_and_so_are_those_without_a_mark() {
    let mut misses: Vec<Miss> = DRONES.iter().map(|text| miss(text, "a")).collect();
    assert!(gather(misses.clone(), &likeness()).clusters.is_empty());
    for miss in &mut misses {
        miss.person = None;
    }
    misses.push(miss("can I lend our drone to a partner abroad?", "b"));
    misses.push(miss("can I lend our drone to a partner abroad?", "c"));
    assert!(gather(misses.clone(), &likeness()).clusters.is_empty(), "b, c, and perhaps nobody else");
    misses.push(miss("may I lend the drone", "d"));
    assert_eq!(gather(misses, &likeness()).clusters[0].people, 3);
}

fn right() -> KnowledgeBase {
    KnowledgeBase::new(Vec::new(), &Lexicon::default()).unwrap()
}

#[test]
fn a_stub_is_a_draft_that_can_be_read() {
    let mut misses = some();
    misses[0].question = "is this: \"safe\" \\ or #not - [really]?\u{200b}\nlend our drone to a partner abroad".into();
    misses[1].question = format!("{} lend drone partner abroad", "lend our drone to a partner abroad ".repeat(20));
    misses[2].kind = MissKind::Unhelpful { entry: EntryId::new("gone"), section: SectionId::new("s") };
    let mut gathered = gather(misses, &likeness());
    let stub = stub(&gathered.clusters.remove(0), "lending-drones", &right(), jiff::civil::date(2026, 11, 25));
    let page = entry::parse("knowledge-base/entries/partners/lending-drones.en.md", &stub.text);
    let Ok(entry::Page::Entry(entry)) = page else { panic!("{page:#?}\n{}", stub.text) };
    assert_eq!(entry.status, entry::Status::Draft);
    assert_eq!(entry.asks[&Language::En].len(), 6);
    assert_eq!(stub.asks_missing, 6 - 4 + 9);
    assert!(entry.asks[&Language::En].iter().any(|ask| ask.starts_with("is this: \"safe\" \\ or #not")), "{entry:?}");
    assert!(entry.related.is_empty(), "what is not there is not related");
}
