//! Translations: found and served where they are current, named where they are not.

use super::super::entry::{self, Page, tests::FILE};
use super::super::{KnowledgeBase, Lexicon};
use super::*;

const ENGLISH: &str = "knowledge-base/entries/partners/csc.en.md";
const DUTCH: &str = "knowledge-base/entries/partners/csc.nl.md";
const LINKED: &str = "Een tekst met een [verwijzing](https://example.org/a).";

fn english() -> Page {
    entry::parse(ENGLISH, &FILE.replace("related: [hiring]", "related: []")).expect("the English file is right")
}

fn hash_of(section: &str) -> String {
    let Page::Entry(entry) = english() else { panic!("an entry") };
    entry.section(&SectionId::new(section)).expect("there").hash()
}

fn dutch(next_hash: &str, text: &str) -> String {
    let first = hash_of("first-things-first");
    format!(
        "---\ntitle: Een beurs van de CSC\ntranslates:\n  first-things-first: {first}\n  next: {next_hash}\n---\n\n\
         ## Eerst dit {{#first-things-first}}\n\n{text}\n\n## En dan {{#next}}\n\nVraag uw contactpunt.\n"
    )
}

fn knowledge(dutch: &str) -> Result<KnowledgeBase, Vec<ContentError>> {
    KnowledgeBase::new(
        vec![english(), entry::parse(DUTCH, dutch).expect("the Dutch file is right")],
        &Lexicon::default(),
    )
}

#[test]
fn a_current_section_is_served_in_its_language_and_one_that_fell_behind_in_english() {
    let knowledge = knowledge(&dutch("0000000000", LINKED)).expect("they fit");
    let (id, first, next) = (EntryId::new("csc"), SectionId::new("first-things-first"), SectionId::new("next"));
    let served =
        |section| knowledge.passage(&id, section, Language::Nl).map(|(entry, section)| (entry.language, section));
    let (language, section) = served(&first).expect("there");
    assert_eq!((language, section.text.as_str()), (Language::Nl, LINKED));
    assert_eq!(served(&next).map(|(language, _)| language), Some(Language::En));
    assert_eq!(knowledge.passage(&id, &first, Language::Fr).map(|(entry, _)| entry.language), Some(Language::En));
    let [drift] = knowledge.drift() else { panic!("one section fell behind: {:?}", knowledge.drift()) };
    assert_eq!((drift.line, &drift.now), (5, &hash_of("next")));
    assert!(drift.to_string().starts_with(&format!("{DUTCH}:5: ")), "{drift}");
    let entry = knowledge.entry(&id, Language::Nl).expect("there");
    assert_eq!((entry.title.as_str(), entry.owner.as_str()), ("Een beurs van de CSC", "knowledge-security-desk"));
}

#[test]
fn what_was_brought_up_to_date_drifts_no_more() {
    let knowledge = knowledge(&dutch(&hash_of("next"), LINKED)).expect("they fit");
    assert!(knowledge.drift().is_empty(), "{:?}", knowledge.drift());
}

#[test]
fn a_translation_that_does_not_fit_its_entry_is_refused_with_what_to_write() {
    let right = dutch(&hash_of("next"), LINKED);
    for (from, to, line, says) in [
        ("{#next}", "{#nxt}", 12, "has no section `nxt`; did you mean `next`?"),
        ("{#next}", "{#nxt}", 5, "`translates` names `next`, which is no section of this file"),
        ("https://example.org/a", "https://example.org/b", 8, "is not among the `sources`"),
    ] {
        let mistakes = knowledge(&right.replace(from, to)).expect_err(says);
        assert!(
            mistakes.iter().any(|mistake| mistake.line == line && mistake.message.contains(says)),
            "{says}: {mistakes:?}"
        );
    }
    let alone = entry::parse(DUTCH, &right).expect("the Dutch file is right");
    let mistakes = KnowledgeBase::new(vec![alone], &Lexicon::default()).expect_err("there is no English file");
    assert!(mistakes[0].message.contains("there is no `csc.en.md`"), "{mistakes:?}");
}

#[test]
fn what_the_english_file_says_is_not_said_again() {
    let owner = dutch("x", LINKED).replace("translates:", "owner: desk\ntranslates:");
    let mistakes = entry::parse(DUTCH, &owner).expect_err("owner");
    assert!(mistakes[0].line == 3 && mistakes[0].message.contains("stands in the English file"), "{mistakes:?}");
    let without = dutch("x", LINKED).replace("translates:", "translate:");
    let mistakes = entry::parse(DUTCH, &without).expect_err("no translates");
    assert!(mistakes.iter().any(|mistake| mistake.message.contains("did you mean `translates`?")), "{mistakes:?}");
}
