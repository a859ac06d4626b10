use super::*;

const WORDS: &str = include_str!("../../../../knowledge-base/recognise/guard.yaml");
const PLACES: &str = include_str!("../../../../knowledge-base/places.yaml");
const SENTENCES: &str = include_str!("sentences.tsv");

fn lists() -> (GuardWords, Places) {
    let words = GuardWords::read("guard.yaml", WORDS).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"));
    (words, Places::read("places.yaml", PLACES).unwrap())
}

fn found(name: &str) -> Option<Found> {
    match name {
        "cv" => Some(Found::Cv),
        "identity" => Some(Found::Identity),
        "email" => Some(Found::Email),
        "phone" => Some(Found::Phone),
        "link" => Some(Found::Profile),
        "name" => Some(Found::Name),
        "nationality" => Some(Found::Nationality),
        "-" => None,
        other => panic!("{other}"),
    }
}

/// How the guard does on the sentences of one use: refused of those that must be, passed of those that must pass, and what
/// went wrong.
fn measure(of: &str) -> ([(usize, usize); 2], Vec<String>) {
    let (words, places) = lists();
    let mut counts = [(0, 0); 2];
    let mut wrong = Vec::new();
    for line in SENTENCES.lines().filter(|line| !line.starts_with('#')) {
        let [of_row, language, expect, sentence] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        if of_row != of {
            continue;
        }
        let (is, expect) = (guard(sentence, &words, &places), found(expect));
        let (right, all) = &mut counts[usize::from(expect.is_none())];
        *right += usize::from(is.is_some() == expect.is_some());
        *all += 1;
        if is != expect {
            wrong.push(format!("{language}: {sentence} — {is:?}, not {expect:?}"));
        }
    }
    (counts, wrong)
}

#[test]
fn sentences_are_told_apart() {
    let (counts, wrong) = measure("tune");
    assert!(wrong.is_empty(), "{counts:?}\n{}", wrong.join("\n"));
}

/// Sentences that were not looked at while the guard was made.
#[test]
fn sentences_that_it_was_not_made_for_are_mostly_told_apart() {
    let ([(refused, to_refuse), (passed, to_pass)], wrong) = measure("held");
    println!("refused {refused} of {to_refuse}, passed {passed} of {to_pass}\n{}", wrong.join("\n"));
    assert!(refused * 10 >= to_refuse * 8, "{refused} of {to_refuse}\n{}", wrong.join("\n"));
    assert!(passed * 100 >= to_pass * 95, "{passed} of {to_pass}\n{}", wrong.join("\n"));
}

#[test]
fn what_tells_most_of_somebody_comes_first() {
    let (words, places) = lists();
    let check = |text: &str, expect| assert_eq!(guard(text, &words, &places), expect, "{text}");
    check("Dr. Berg is Syrian", Some(Found::Name));
    check("Dr. Berg, a.berg@example.org", Some(Found::Email));
    check("Dr. Berg, born on 3 May 1990, a.berg@example.org", Some(Found::Identity));
    check("", None);
    check(&"a ".repeat(LOOKED_AT_MAX_CHARS), None);
    check(&format!("{}a.berg@example.org", "a ".repeat(LOOKED_AT_MAX_CHARS)), None);
}

#[test]
fn numbers_are_phones_and_identities_by_their_form_alone() {
    let check = |text: &str, phone, known| {
        assert_eq!((signs::has_phone(text), signs::has_known_number(text)), (phone, known), "{text}");
    };
    check("+49 (0)30 901820", true, false);
    check("0031612345678", true, false);
    check("06-12345678", true, false);
    check("from 01-02-2027 to 03-04-2027", false, false);
    check("0.0000000012 mol and 1.200.000 euro", false, false);
    check("grant 101070123, 10.1000/182", false, false);
    check("+100,000,000", false, false);
    check("0000-0002-1825-009X", false, true);
    check("NL91 ABNA 0417 1643 00", true, true);
    check("DE89370400440532013000", false, true);
    check("CO2 and NL91, WP12 and EU27 ABCD", false, false);
}

#[test]
fn every_finding_has_words_that_need_no_slot() {
    assert!(Found::ALL.into_iter().all(|found| found.prompt().slots.is_empty()));
    let mut sorted = Found::ALL;
    sorted.sort();
    assert_eq!(sorted, Found::ALL, "the order of the list is the order of what tells most");
}

#[test]
fn a_pattern_that_cannot_be_read_is_told_once_with_its_line() {
    let wrong = WORDS.replace("  - GIVEN\n", "  - (GIVEN\n");
    let told = GuardWords::read("guard.yaml", &wrong).unwrap_err();
    let line = 1 + wrong.lines().position(|line| line == "  - (GIVEN").unwrap();
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(told[0].line == line && told[0].message.contains("not closed"), "{told:#?}");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_breaks_it(text in "\\PC{0,400}", pieces in proptest::collection::vec(0..PIECES.len(), 0..60)) {
        LISTS.with(|(words, places)| {
            guard(&text, words, places);
            guard(&pieces.iter().map(|at| PIECES[*at]).collect::<String>(), words, places);
        });
    }
}

thread_local! {
    static LISTS: (GuardWords, Places) = lists();
}

/// What its readers look for, and what could divide a letter in two.
const PIECES: [&str; 32] = [
    "@",
    ".",
    "+",
    "0",
    "00",
    "NL91",
    "-",
    " ",
    "\n",
    ",",
    ":",
    "Dr",
    "dr. ",
    "Anna ",
    "J.",
    "van ",
    "é",
    "e\u{301}",
    "ﬁ",
    "İ",
    "😀",
    "ß",
    "0000-0002-1825-0097",
    "2015–2019",
    "PhD ",
    "Iran ",
    "Iranian ",
    "student ",
    "(at)",
    " at ",
    "dot ",
    "linkedin.com/in/",
];

/// How much longer ten times the text may take: thirty for a busy machine, where a square would be a hundred.
#[test]
#[ignore = "measures time: run it in release, alone, with --nocapture"]
fn long_texts_take_no_more_than_their_length() {
    use rustix::time::{ClockId, clock_gettime};
    let (words, places) = lists();
    let now = || {
        let time = clock_gettime(ClockId::ThreadCPUTime);
        time.tv_sec as f64 * 1e6 + time.tv_nsec as f64 / 1e3
    };
    let micros = |text: &str| {
        let start = now();
        (0..100).for_each(|_| assert!(std::hint::black_box(guard(text, &words, &places)) != Some(Found::Cv)));
        (now() - start) / 100.0
    };
    for piece in ["We would lose the Chinese partner. ", "my Iranian ", "he is ", "@a", "+0 ", "J. ", "0000-"] {
        let [short, long] = [200, 2_000].map(|length| piece.chars().cycle().take(length).collect::<String>());
        let (short, long) = (micros(&short), micros(&long));
        println!("{piece:?}: 200 characters {short:.0} µs, 2,000 characters {long:.0} µs");
        assert!(long < short * 30.0, "{piece}");
    }
}
