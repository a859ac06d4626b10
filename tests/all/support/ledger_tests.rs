//! The ledger says nothing of a sound story, and the right thing of each story that is not.

use super::*;

const TICKET: &str = "AAA-AAAA";

fn chat(name: &str) -> Chat {
    let side = if name.starts_with("thread") { Side::Advisers } else { Side::Person };
    Chat { side, name: name.to_owned() }
}

fn agreed(parcel: &str) -> Fact {
    Fact::Agreed { chat: chat("anna"), parcel: parcel.to_owned() }
}

fn wrote(id: &str, by: &str, at: &str, goes: Goes) -> Fact {
    Fact::Wrote { id: id.into(), by: by.into(), chat: chat(at), words: format!("words {id}."), files: vec![], goes }
}

fn across() -> Goes {
    Goes::Across(TICKET.to_owned())
}

fn shows(at: &str, message: &str, below: Option<&str>, saw: Saw, text: &str) -> Fact {
    let (message, below, text) = (message.to_owned(), below.map(str::to_owned), text.to_owned());
    Fact::Shown { chat: chat(at), message, below, saw, text, files: vec![] }
}

fn words(at: &str, message: &str, id: &str) -> Fact {
    shows(at, message, None, Saw::Other, &format!("Somebody: words {id}."))
}

fn step(at: &str, step: Step) -> Fact {
    shows(at, &format!("{at}-{step:?}"), None, Saw::Step { ticket: TICKET.into(), step }, "")
}

/// Opened and taken; one word each way, each changed once; moved to another account; closed.
fn sound() -> Vec<Fact> {
    let (ticket, phrase, parcel) = (TICKET.to_owned(), "phrase 1".to_owned(), "A visit.".to_owned());
    vec![
        Fact::IsAdviser { who: "cara".into() },
        agreed("A visit."),
        shows("thread", "m0", None, Saw::Head { ticket: ticket.clone(), parcel }, "A visit."),
        shows("anna", "m1", None, Saw::Receipt { ticket: ticket.clone(), phrase }, ""),
        Fact::Ordered { id: "o".into(), ticket: ticket.clone(), to: "cara".into(), must_not: None },
        shows("thread", "m2", Some("o"), Saw::Has { who: "cara".into() }, "cara has it"),
        step("anna", Step::Taken),
        wrote("p1", "anna", "anna", across()),
        wrote("a1", "cara", "thread", across()),
        wrote("n1", "cara", "thread", Goes::Stays("a note")),
        words("anna", "m3", "a1"),
        words("thread", "m4", "p1"),
        shows("thread", "m5", Some("a1"), Saw::Delivered, ""),
        Fact::Edited { id: "p1".into(), words: "words p1b.".into(), goes: across() },
        Fact::Changed { message: "m4".into(), text: "Somebody: words p1b.".into() },
        Fact::Brought { chat: chat("anna-2"), phrase: "phrase 1".into() },
        shows("anna", "m6", None, Saw::MovedAway { ticket: ticket.clone() }, ""),
        shows("anna-2", "m7", None, Saw::GoesOnHere { ticket, phrase: "phrase 2".into(), is_over: false }, ""),
        wrote("a2", "cara", "thread", across()),
        words("anna-2", "m8", "a2"),
        shows("thread", "m9", Some("a2"), Saw::Delivered, ""),
        step("thread", Step::Closed),
        step("anna-2", Step::Closed),
    ]
}

fn judged(facts: Vec<Fact>) -> Vec<String> {
    let names = vec![(None, "cara".to_owned()), (Some("anna".to_owned()), "anna's home".to_owned())];
    Ledger { facts, names }.violations()
}

/// What is said when the facts at some places are others, or none.
fn with(changes: &[(usize, Option<Fact>)]) -> Vec<String> {
    let mut facts: Vec<Option<Fact>> = sound().into_iter().map(Some).collect();
    changes.iter().for_each(|(at, fact)| facts[*at] = fact.clone());
    judged(facts.into_iter().flatten().collect())
}

fn and(more: Vec<Fact>) -> Vec<String> {
    judged(sound().into_iter().chain(more).collect())
}

fn says(violations: &[String], what: &str) {
    let all = violations.join("\n");
    assert!(violations.iter().any(|violation| violation.starts_with(what)), "{what} is not among:\n{all}");
}

#[test]
fn a_sound_story_has_no_violation() {
    assert_eq!(judged(sound()), [""; 0]);
}

#[test]
fn what_does_not_stand_is_lost_and_what_stands_twice_is_doubled() {
    says(&with(&[(10, None), (12, None)]), "lost: a1 of cara");
    says(&with(&[(11, None), (14, None)]), "lost: p1 of anna");
    says(&and(vec![words("thread", "m10", "p1")]), "doubled: p1");
    says(&and(vec![words("thread", "m10", "p1b")]), "doubled: p1");
    says(&with(&[(14, Some(words("thread", "m10", "p1b")))]), "said anew: an edit of p1");
    let later = vec![wrote("p2", "anna", "anna", across()), wrote("p3", "anna", "anna", across())];
    let swapped = later.into_iter().chain([words("thread", "m10", "p3"), words("thread", "m11", "p2")]);
    says(&and(swapped.collect()), "out of order: p2");
}

#[test]
fn edits_and_deletions_are_mirrored() {
    says(&with(&[(14, None)]), "not mirrored: p1");
    says(&and(vec![Fact::Deleted { id: "p1".into() }]), "not taken back: p1");
    let gone = |message: &str| Fact::TakenBack { message: message.into() };
    assert_eq!(and(vec![Fact::Deleted { id: "p1".into() }, gone("m4")]), [""; 0]);
    says(&and(vec![gone("m4")]), "taken back: p1");
    let foreign = Fact::Edited { id: "p1".into(), words: "words p1c.".into(), goes: Goes::Stays("another's") };
    let text = "Somebody: words p1c.".to_owned();
    says(&and(vec![foreign, Fact::Changed { message: "m4".into(), text }]), "leaked: p1 of anna, another's");
}

#[test]
fn nothing_is_read_by_the_wrong_eyes() {
    says(&and(vec![words("anna-2", "m10", "n1")]), "leaked: n1 of cara, a note");
    says(&with(&[(19, Some(words("anna", "m8", "a2")))]), "wrong eyes: a2 of cara is read in anna, which the person");
    says(&with(&[(11, Some(words("thread of another", "m4", "p1")))]), "wrong eyes: p1 of anna");
    says(&and(vec![shows("anna", "m10", None, Saw::Other, "cara wrote")]), "named: cara is read in anna");
    says(&and(vec![shows("thread", "m10", None, Saw::Other, "in anna's home")]), "named: anna's home");
    says(&and(vec![shows("anna-2", "m10", None, Saw::Other, "in anna's home")]), "named: anna's home");
    says(&with(&[(1, Some(agreed("Another visit.")))]), "not agreed");
    let removed = Fact::IsNone { who: "cara".into() };
    says(&with(&[(9, Some(removed))]), "no adviser: a1");
}

#[test]
fn of_words_is_said_what_became_of_them() {
    says(&with(&[(12, None)]), "not told: a1");
    says(&with(&[(10, None)]), "not delivered: a1");
    says(&and(vec![shows("thread", "m10", Some("a1"), Saw::Delivered, "")]), "doubled: a1 is said");
    says(&and(vec![shows("thread", "m10", None, Saw::HeldBack, "")]), "told of nothing");
    let held = || Some(shows("thread", "m5", Some("a1"), Saw::HeldBack, ""));
    says(&with(&[(10, None), (12, held())]), "lost: a1 of cara was held back for nothing");
    let removed = || Some(Fact::IsNone { who: "cara".into() });
    let back = || Some(Fact::IsAdviser { who: "cara".into() });
    assert_eq!(with(&[(9, removed()), (10, back()), (12, held())]), [""; 0]);
    says(&with(&[(9, removed()), (10, back()), (12, None)]), "lost: a1 of cara does not stand");
}

#[test]
fn a_ticket_has_one_owner_and_stands_alike_on_both_sides() {
    let order = |must_not: Option<&str>| Fact::Ordered {
        id: "o2".into(),
        ticket: TICKET.into(),
        to: "dora".into(),
        must_not: must_not.map(str::to_owned),
    };
    let has = shows("thread", "m10", Some("o2"), Saw::Has { who: "dora".into() }, "");
    says(&and(vec![order(Some("cara has it")), has]), "two owners: dora got AAA-AAAA, though cara has it");
    says(&and(vec![order(None)]), "not given: dora may have");
    let already = shows("thread", "m10", Some("o2"), Saw::HasAlready { who: "cara".into() }, "");
    says(&and(vec![order(None), already]), "not given: dora may have AAA-AAAA, and is told that cara");
    says(&with(&[(22, None)]), "one side only");
    says(&with(&[(6, None)]), "told unlike");
    says(&and(vec![step("anna-2", Step::Waits)]), "told unlike");
    says(&with(&[(16, None)]), "told unlike: anna was not told, or wrongly, that AAA-AAAA");
}

#[test]
fn a_phrase_opens_once() {
    let brought = |by: &str, phrase: &str| Fact::Brought { chat: chat(by), phrase: phrase.into() };
    let goes_on = |by: &str| {
        let saw = Saw::GoesOnHere { ticket: TICKET.into(), phrase: "phrase 3".into(), is_over: true };
        shows(by, "m10", None, saw, "")
    };
    says(&and(vec![brought("bea", "phrase 1"), goes_on("bea")]), "opened by another");
    says(&and(vec![goes_on("bea")]), "opened by another");
    says(&and(vec![brought("bea", "phrase 2")]), "lost: bea brought");
    let no = shows("bea", "m10", None, Saw::NoSuchPhrase, "");
    says(&and(vec![brought("bea", "phrase 2"), no.clone()]), "not opened: bea");
    assert_eq!(and(vec![brought("bea", "phrase 1"), no]), [""; 0]);
}
