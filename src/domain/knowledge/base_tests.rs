//! The knowledge base as its users see it, over a few made-up entries.

use proptest::prelude::*;

use super::super::{Among, entry, signal};
use super::*;

/// An entry's file. `asks` are English; the other languages get three that name the entry.
fn file(id: &str, title: &str, asks: &[&str], text: &str, tail: &str) -> Entry {
    let asks: String = asks.iter().map(|ask| format!("    - {ask}\n")).collect();
    let others: String = ["nl", "de", "fr"]
        .map(|code| format!("  {code}:\n    - {id} eins {code}\n    - {id} twee {code}\n    - {id} trois {code}\n"))
        .concat();
    let text = format!(
        "---\ntitle: {title}\nasks:\n  en:\n{asks}{others}owner: desk\nlast_reviewed_on: 2026-01-01\nreview_in: 6 months\n\
         jurisdiction: [int]\nsources:\n  - title: a\n    url: https://example.org/\n{}---\n\n{text}",
        if tail.is_empty() { "status: published\nrelated: []\n" } else { tail }
    );
    let page = entry::parse(&format!("entries/made/{id}.en.md"), &text).expect("the made-up entry is right");
    let Page::Entry(entry) = page else { panic!("an English file is an entry") };
    *entry
}

fn pages(entries: impl IntoIterator<Item = Entry>) -> Vec<Page> {
    entries.into_iter().map(|entry| Page::Entry(Box::new(entry))).collect()
}

fn travel() -> Entry {
    let asks = [
        "may I take my laptop to a conference abroad",
        "clean device for a trip",
        "border control wants my phone",
        "travelling with research data",
        "loan laptop for travel",
        "is encryption allowed at customs",
    ];
    let text = "## Take a clean device\n\nBorrow a loan laptop and carry only what the trip needs.\n\n\
                ## If your phone was searched\n\nTell IT security the same day and change your passwords.\n";
    file("travel-devices", "Laptop and phone on a trip", &asks, text, "")
}

fn sanctions() -> Entry {
    let asks = [
        "is my partner sanctioned",
        "sanctions against Russian institutes",
        "working with somebody on the sanctions list",
        "embargo and joint research",
        "restrictive measures in science",
        "can we publish with a listed university",
    ];
    file(
        "sanctions",
        "Sanctions in research",
        &asks,
        "## Check the list first\n\nLook the partner up in the EU sanctions map.\n",
        "",
    )
}

fn guests() -> Entry {
    let asks = [
        "hosting a visiting scholar",
        "which rooms may a guest enter",
        "invite a professor for a semester",
        "guest researcher brings own funding",
        "badge for somebody who stays three months",
        "what do I arrange before a visitor arrives",
    ];
    file("visiting-guests", "Hosting a guest", &asks, "## Plan the stay\n\nAgree on rooms, data and a host.\n", "")
}

fn knowledge() -> KnowledgeBase {
    KnowledgeBase::new(pages(vec![travel(), sanctions(), guests()]), &Lexicon::default())
        .expect("the entries fit together")
}

fn verdict(query: &str) -> Verdict {
    let knowledge = knowledge();
    let ranking = knowledge.search(query, Scope::from(Some(Language::En)));
    knowledge.judge(&ranking)
}

#[test]
fn a_question_in_other_words_and_with_slips_is_answered() {
    for (query, id) in [
        ("should I take a loan laptop on my trip abroad?", "travel-devices"),
        ("is our partnr on the sanctoins lsit", "sanctions"),
        ("hosting a guest reseacher", "visiting-guests"),
    ] {
        let Verdict::Sure(hit) = verdict(query) else { panic!("{query}: {:?}", verdict(query)) };
        assert_eq!(hit.entry.as_str(), id, "{query}");
    }
}

#[test]
fn the_section_that_the_question_speaks_of_is_chosen() {
    let knowledge = knowledge();
    for (query, section) in [
        ("my phone was searched, which passwords do I change", "if-your-phone-was-searched"),
        ("loan laptop for a trip", "take-a-clean-device"),
        // Nothing speaks for a section: the first.
        ("travelling with research data", "take-a-clean-device"),
    ] {
        let ranking = knowledge.search(query, Scope::from(None));
        assert_eq!(ranking.hits[0].section.as_str(), section, "{query}");
    }
}

#[test]
fn what_is_no_question_of_the_field_is_unknown() {
    let paste = "lorem ipsum dolor sit amet ".repeat(400);
    for query in [
        "",
        " ",
        "hello",
        "thanks!",
        "🙂",
        "asdf qwer zxcv",
        "???",
        "12345",
        "where is the cafeteria",
        "tell me a joke",
        "fn main() { println!(\"hi\"); }",
        "SELECT * FROM users;",
        &paste,
    ] {
        assert_eq!(verdict(query), Verdict::Unknown, "{query:.40}");
    }
}

#[test]
fn a_lone_word_is_not_served_as_if_it_were_a_question() {
    assert!(!matches!(verdict("China"), Verdict::Sure(_)));
    assert!(!matches!(verdict("guest"), Verdict::Unknown));
    let Verdict::Unsure(hits) = verdict("laptop") else { panic!("{:?}", verdict("laptop")) };
    assert_eq!(hits[0].entry.as_str(), "travel-devices");
}

#[test]
fn drafts_and_withdrawn_entries_are_kept_but_not_found() {
    let mut draft = travel();
    draft.status = Status::Draft;
    let knowledge = KnowledgeBase::new(pages(vec![draft, sanctions(), guests()]), &Lexicon::default())
        .expect("the entries fit together");
    assert_eq!(knowledge.entries().count(), 3);
    assert!(knowledge.entry(&EntryId::new("travel-devices"), Language::En).is_none());
    let ranking = knowledge.search("clean device for a trip", Scope::from(None));
    assert!(ranking.hits.iter().all(|hit| hit.entry.as_str() != "travel-devices"));
}

#[test]
fn an_entry_is_found_only_while_it_holds() {
    let mut passing = travel();
    passing.valid_from = Some(jiff::civil::date(2026, 3, 1));
    passing.valid_to = Some(jiff::civil::date(2026, 6, 30));
    let knowledge = KnowledgeBase::new(pages(vec![passing, sanctions(), guests()]), &Lexicon::default())
        .expect("the entries fit together");
    for (day, is_found) in [("2026-02-28", false), ("2026-03-01", true), ("2026-06-30", true), ("2026-07-01", false)] {
        let scope = Scope { day: day.parse().ok(), ..Scope::from(None) };
        let hits = knowledge.search("clean device for a trip", scope).hits;
        assert_eq!(hits.iter().any(|hit| hit.entry.as_str() == "travel-devices"), is_found, "{day}");
    }
}

#[test]
fn an_entry_falls_back_to_english() {
    let knowledge = knowledge();
    let entry = knowledge.entry(&EntryId::new("sanctions"), Language::Fr).expect("it is there in English");
    assert_eq!(entry.language, Language::En);
    let passage = knowledge.passage(&entry.id, &SectionId::new("check-the-list-first"), Language::De);
    assert!(passage.is_some_and(|(_, section)| section.text.starts_with("Look")));
}

#[test]
fn entries_are_checked_against_each_other() {
    #[track_caller]
    fn check(entries: Vec<Entry>, line: usize, saying: &str) {
        let mistakes = KnowledgeBase::new(pages(entries), &Lexicon::default()).expect_err(saying);
        assert!(
            mistakes.iter().any(|mistake| mistake.line == line && mistake.message.contains(saying)),
            "{mistakes:#?}"
        );
    }
    let related = |ids: &str| {
        let asks = ["a b", "c d", "e f", "g h", "i j", "k l"];
        let tail = format!("status: published\nrelated: [{ids}]\n");
        file("other", "Other", &asks, "## A\n\nText.\n", &tail)
    };
    check(vec![sanctions(), related("sanction")], 31, "did you mean `sanctions`?");
    check(vec![related("other")], 31, "not related to itself");
    let mut twin = sanctions();
    twin.path = "entries/elsewhere/sanctions.en.md".to_owned();
    check(vec![sanctions(), twin.clone()], 1, "already that of");
    twin.id = EntryId::new("twin");
    check(vec![sanctions(), twin.clone()], 2, "title is the same");
    check(vec![sanctions(), twin], 6, "is also in");
}

#[test]
fn an_ask_that_another_entry_would_answer_is_named_unless_the_two_are_related() {
    let notes = |tail: &str| {
        let asks = [
            "is my new partner sanctioned",
            "cafeteria opening hours",
            "bicycle parking",
            "lost keys",
            "broken lamp in the hallway",
            "parcel for a neighbour",
        ];
        let house = file("house", "The house", &asks, "## The house\n\nAsk the porter.\n", tail);
        let entries = pages(vec![travel(), sanctions(), guests(), house]);
        KnowledgeBase::new(entries, &Lexicon::default()).expect("the entries fit together").asks_near_elsewhere()
    };
    let found = notes("");
    let [note] = &found[..] else { panic!("one ask is astray: {found:#?}") };
    assert_eq!((note.line, note.path.as_str()), (5, "entries/made/house.en.md"));
    assert!(note.message.contains("from `sanctions`"), "{note}");
    assert!(notes("status: published\nrelated: [sanctions]\n").is_empty());
}

#[test]
fn an_empty_knowledge_base_knows_nothing() {
    let knowledge = KnowledgeBase::new(Vec::new(), &Lexicon::default()).expect("nothing can be wrong with it");
    assert_eq!(knowledge.judge(&knowledge.search("sanctions", Scope::from(None))), Verdict::Unknown);
}

#[test]
fn the_same_entries_in_any_order_give_the_same() {
    let (one, other) = (
        knowledge(),
        KnowledgeBase::new(pages(vec![guests(), travel(), sanctions()]), &Lexicon::default()).expect("as before"),
    );
    for query in ["laptop", "guest on the list", "nothing of this", "phone guest sanctions"] {
        let (a, b) = (one.search(query, Scope::from(None)), other.search(query, Scope::from(None)));
        assert_eq!(a, b);
        assert_eq!(one.judge(&a), other.judge(&b));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_query_breaks_search_and_what_is_served_is_in_the_file(query in "\\PC{0,80}|[a-z ]{0,60}|(laptop|guest|sanction|list|[A-Z]{2,6}|\u{202e}|[0-9]{1,5}| |-){0,12}") {
        let knowledge = SHARED.get_or_init(knowledge);
        let ranking = knowledge.search(&query, Scope::from(None));
        prop_assert!(ranking.hits.len() <= search::HITS_MAX);
        prop_assert!(ranking.hits.windows(2).all(|pair| pair[0].score >= pair[1].score));
        for hit in &ranking.hits {
            prop_assert!(hit.score.is_finite());
            prop_assert!(knowledge.passage(&hit.entry, &hit.section, Language::En).is_some());
        }
        if let Verdict::Unsure(hits) = knowledge.judge(&ranking) {
            prop_assert!(!hits.is_empty() && hits.len() <= 4);
        }
    }

    #[test]
    fn no_file_breaks_the_reader_and_sections_are_quoted_byte_for_byte(cut in 0..2_000_usize, with in "\\PC{0,20}|[-#\\[\\]:>*`<{}& \n]{0,12}", gone in 0..40_usize) {
        let right = entry::tests::FILE;
        let at = (0..=cut.min(right.len())).rev().find(|at| right.is_char_boundary(*at)).unwrap_or_default();
        let to = (at + gone).min(right.len());
        let to = (to..=right.len()).find(|to| right.is_char_boundary(*to)).unwrap_or(right.len());
        let text = format!("{}{with}{}", &right[..at], &right[to..]);
        match entry::parse("entries/partners/csc.en.md", &text) {
            Ok(Page::Translation(_)) => prop_assert!(false, "an English file is no translation"),
            Ok(Page::Entry(entry)) => prop_assert!(entry.sections.iter().all(|section| !section.text.is_empty() && text.contains(&section.text))),
            Err(mistakes) => prop_assert!(!mistakes.is_empty() && mistakes.iter().all(|mistake| mistake.line >= 1)),
        }
    }
}

static SHARED: std::sync::OnceLock<KnowledgeBase> = std::sync::OnceLock::new();

#[test]
fn a_place_chooses_among_entries_that_fit() {
    let of = |id: &str, place: &str| {
        let asks: Vec<String> = ["visit", "stay", "tour", "talk", "course", "trial"]
            .map(|what| format!("{id} permit for a {what}"))
            .to_vec();
        let asks: Vec<&str> = asks.iter().map(String::as_str).collect();
        let text = "## Who gives it\n\nThe office gives it.\n\n## Time\n\nIt takes six weeks.\n";
        Entry { jurisdiction: vec![place.to_owned()], ..file(id, &format!("Permits in {id}"), &asks, text, "") }
    };
    let knowledge =
        KnowledgeBase::new(pages(vec![of("aland", "uk"), of("bland", "de"), travel()]), &Lexicon::default())
            .expect("the entries fit together");
    let first = |among| {
        let scope = Scope { language: Some(Language::En), among, day: None };
        let ranking = knowledge.search("permit for a visit", scope);
        (ranking.hits[0].entry.to_string(), ranking.hits.len())
    };
    assert_eq!(first(Among::All).0, "aland");
    assert_eq!(first(Among::Rather("de")).0, "bland");
    assert_eq!(first(Among::Only("de")), ("bland".to_owned(), 1));
    let id = EntryId::new("bland");
    let scope = Scope { language: Some(Language::En), among: Among::Sections(&id), day: None };
    let sections: Vec<_> = knowledge.search("how many weeks", scope).hits.into_iter().map(|hit| hit.section).collect();
    assert_eq!(sections, [SectionId::new("time")]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    /// Words that can change nothing any more are not looked at: whoever asks for few gets the first of what all would get.
    #[test]
    fn asking_for_few_gives_the_first_of_all(
        texts in prop::collection::vec(prop::collection::vec(0_usize..40, 1..30), 12..40),
        query in prop::collection::vec(0_usize..44, 1..9),
        most in 1_usize..8,
    ) {
        // Low numbers come often, as words do.
        let word = |number: usize| format!("w{}rd", "abcdefghijklmnopqrstuvwxyz".repeat(2)[..number * number / 44 + 1].to_owned());
        let words = |numbers: &[usize]| numbers.iter().map(|number| word(*number)).collect::<Vec<_>>().join(" ");
        let entries: Vec<Entry> = texts.iter().enumerate().map(|(at, text)| {
            let asks: Vec<String> = (0..6).map(|nth| format!("ask{at} number{nth}")).collect();
            let asks: Vec<&str> = asks.iter().map(String::as_str).collect();
            let text = format!("## Section\n\n{}.\n", words(text));
            file(&format!("e{at:02}"), &format!("Title {at}"), &asks, &text, "")
        }).collect();
        let base = KnowledgeBase::new(pages(entries), &Lexicon::default()).expect("the entries are right");
        let query = Query::new(&words(&query), Some(Language::En), None, &base.tools());
        let best = |most: usize| {
            let mut ranked = signal::best_by_words(&base.index, &query, most, |doc| doc != 3);
            ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.doc.cmp(&b.doc)));
            ranked.iter().map(|ranked| (ranked.doc, ranked.score)).collect::<Vec<_>>()
        };
        let all = best(base.index.docs.len());
        prop_assert_eq!(best(most), all[..most].to_vec());
    }
}
