//! What reports of screenings hold: every case that ships, in every language, on the content that ships.

use std::sync::LazyLock;

use domain::handbook::{Desk, Handbook};
use domain::language::Language;
use domain::prompts;
use domain::screening::import::Import;
use domain::screening::report::{Class, Findings, Record, Reply, Report};
use domain::screening::{Answer, Answers, COLLABORATION, Pressing};
use fairway::handbook;
use jiff::civil::date;

use crate::support::markup::{attribute, escaped, tags};
use crate::support::root;

static HANDBOOK: LazyLock<Handbook> =
    LazyLock::new(|| handbook::load(&root(), Desk::default()).expect("the content that ships"));

/// Stands nowhere but in the researcher's own description.
const PLAN_WORDS: &str = "glaciers xyzzy";
const CASE: &str = "S-TEST-0001";

fn record(language: Language, answers: Answers) -> Record {
    Record {
        case: CASE.into(),
        made_on: date(2026, 11, 26),
        language,
        jurisdiction: Some("nl".into()),
        questionnaire: COLLABORATION.into(),
        version: 1,
        answers,
        plan_words: Some(PLAN_WORDS.into()),
        pressing: None,
        found_out: 0,
    }
}

/// The answers of every step of every case that ships.
fn all_answers() -> Vec<Answers> {
    let screening = HANDBOOK.screenings.get(COLLABORATION).unwrap();
    screening.cases.iter().flat_map(|case| case.answers().collect::<Vec<_>>()).collect()
}

/// Answers as `q1: code`, commas between several.
fn answers(lines: &str) -> Answers {
    let pairs = lines.split_whitespace().map(|pair| pair.split_once(':').unwrap());
    pairs.map(|(id, codes)| (id, Answer::Codes(codes.split(',').map(ToOwned::to_owned).collect()))).collect()
}

const ORANGE: &str = "q1:joint-project q2:plausible q3:mid q4:civil q5:unchecked q6:low q7:data q8:only-together,scientific \
    d1:no d2:veto d3:no d4:not-looked d5:clear d6:normal d7:some d12:co-funded d13:yes d14:some d15:none d16:consented \
    d17:conceivable d18:maybe d19:published-only,clauses";
const GREY: &str = "q1:joint-project q2:unknown q3:basic q4:unknown q5:unchecked q6:none q7:joint q8:scientific";
const YELLOW: &str =
    "q1:funding q2:hardly q3:mid q4:company q5:clear q6:none q7:data q8:scientific d2:veto d12:foreign-only d14:some";
const GREEN: &str = "q1:joint-project q2:hardly q3:basic q4:civil q5:clear q6:none q7:joint q8:scientific";
const RED: &str = "q1:joint-project q2:plausible q3:mid q4:military q5:possible q6:low q7:access q8:scientific";
const STOPPED: &str = "q1:joint-project q2:hardly q3:basic q4:civil q5:listed q6:none q7:published q8:scientific";

#[test]
fn the_page_is_whole_in_every_case_and_language() {
    for language in Language::ALL {
        for answers in all_answers() {
            let record = record(language, answers);
            let report = Report::of(&record, &HANDBOOK).unwrap();
            let html = report.html();
            let tags = tags(&html);
            assert!(html.contains(&format!("<html lang=\"{language}\">")), "{html}");
            assert_eq!(tags.iter().filter(|(name, _)| name == "h1").count(), 1);
            for (name, attributes) in &tags {
                assert!(
                    !["script", "link", "img", "iframe", "object", "base", "form"].contains(&name.as_str()),
                    "{name}"
                );
                assert!(attribute(attributes, "src").is_none() && !attributes.contains(" on"), "{attributes}");
                if let Some(link) = attribute(attributes, "href") {
                    let target = link.strip_prefix('#').map(|id| format!("id=\"{id}\""));
                    assert!(target.is_none_or(|id| html.contains(&id)), "{link} leads nowhere");
                    assert!(link.starts_with('#') || link.starts_with("https://"), "{link}");
                }
            }
            for empty in ["p", "li", "td", "dd", "dt", "h2", "ul", "q", "a"] {
                assert!(!html.contains(&format!("<{empty}></{empty}>")), "an empty {empty} in {html}");
            }
            assert!(!html.contains("url(") && !html.contains("@import"));
        }
    }
}

#[test]
fn both_texts_hold_all_parts_and_no_gap() {
    for language in Language::ALL {
        for answers in all_answers() {
            let record = record(language, answers);
            let report = Report::of(&record, &HANDBOOK).unwrap();
            let (html, markdown) = (report.html(), report.markdown());
            for text in [&html, &markdown] {
                let body = text.split_once("</style>").map_or(text.as_str(), |(_, body)| body);
                let mut words = body.split(|letter: char| letter != '-' && !letter.is_ascii_lowercase());
                let key = words.find(|word| prompts::report::ALL.iter().any(|prompt| prompt.key == *word));
                assert_eq!(key, None, "a prompt without its words");
                assert!(!body.contains(['{', '}', '$']), "an unfilled slot: {body}");
                assert!(!body.contains("  -  ") && !body.contains(": </") && !body.contains("“”"), "a gap: {body}");
                assert!(!body.contains("xyzzy"), "the description of the plan is never printed");
                assert!(body.contains(CASE) && body.contains("2026-11-26"));
            }
            for part in parts(&report.findings) {
                assert!(html.contains(&escaped(&part)), "{part:?} is not in {html}");
                let plain: String = markdown.replace('\\', "");
                assert!(plain.contains(&part), "{part:?} is not in {markdown}");
            }
        }
    }
}

/// What every report says, whatever came of it.
fn parts(of: &Findings<'_>) -> Vec<String> {
    let outcome = of.outcome_words(of.weighed.outcome);
    let mut parts =
        vec![of.words().title.clone(), outcome.label.clone(), outcome.means.clone(), of.posture().to_owned()];
    parts.extend(outcome.next.clone());
    parts.extend([of.colour(of.weighed.outcome), of.handbook.contacts.institution.name(of.language()).to_owned()]);
    parts.extend(of.levels().iter().map(|level| level.name.to_owned()));
    parts.extend(of.stops().into_iter().chain(of.notes()).map(ToOwned::to_owned));
    parts.extend(of.legal_checks().iter().map(|check| check.text.to_owned()));
    for answered in of.answers().into_iter().flat_map(|(_, answers)| answers) {
        parts.push(answered.ask.to_owned());
        match answered.reply {
            Reply::Labels(labels) | Reply::Unknown(labels) => parts.extend(labels),
            Reply::Words(words) => parts.push(words.to_owned()),
            Reply::Nothing => {}
        }
    }
    parts
}

#[test]
fn each_class_receives_what_it_is_for() {
    let check = |lines: &str, class: Class, holds: &[&str], lacks: &[&str]| {
        let mut record = record(Language::En, answers(lines));
        record.plan_words = None;
        let report = Report::of(&record, &HANDBOOK).unwrap();
        let markdown = report.markdown();
        assert_eq!(report.findings.class(), class);
        for part in holds {
            assert!(markdown.contains(part), "{part:?} is missing in {markdown}");
        }
        for part in lacks {
            assert!(!markdown.contains(part), "{part:?} is too much in {markdown}");
        }
    };
    let never = "Alternatives from the green list";
    check(
        GREEN,
        Class::Free,
        &["## What this result rests on", "- No rule that asks", "- No answer is a reason", "## A form to encourage"],
        &[never, "## Safer forms", "## Why this result", "## What would change"],
    );
    check(
        YELLOW,
        Class::Conditions,
        &[
            "unless you choose another: 2027-05-26.",
            "## Precautions that fit",
            "## Habits worth keeping",
            "## Worth knowing",
        ],
        &[never, "## Talk to a person now"],
    );
    check(
        ORANGE,
        Class::Advice,
        &[
            "## Why this result",
            "  - Topic: Not on a list, but such a use is plausible · *Finding the crown jewels",
            "## What the law may ask for",
            "| Share only what is already published. | Yellow: Go ahead, with conditions |",
            "| Split work packages | Orange: ",
            "With it: Yellow instead of Orange.",
            never,
            "National Contact Point for Knowledge Security (Netherlands)",
            "**?** Not looked yet",
            "the result may become: Orange, Red.",
        ],
        &["## Talk to a person now", "## Habits"],
    );
    check(
        RED,
        Class::Pause,
        &["## Talk to a person now", "Delete nothing", "Do not warn the partner", "Talk with a person first."],
        &[never, "## Safer forms", "## Precautions", "## What to stop for now"],
    );
    check(
        STOPPED,
        Class::Pause,
        &["## What to stop for now", "is on an official list: pause", "While there is a reason to pause"],
        &[never, "## Safer forms", "## Precautions", "| If you do this |"],
    );
    check(
        GREY,
        Class::FindOut,
        &[
            "## What to find out first, and whom to ask",
            "- What kind of organisation is the partner?",
            "  - Ask: the export control office",
            "Green, Yellow, Orange, Red",
        ],
        &[never, "## Safer forms", "## What would change"],
    );
}

/// What is pressing brings a person sooner. The report is passed on, so that somebody feels unsafe or has sent something already
/// stands nowhere in it.
#[test]
fn what_is_pressing_brings_a_person_sooner() {
    let written = |lines: &str, pressing, found_out| {
        let record = Record { pressing, found_out, ..record(Language::En, answers(lines)) };
        let report = Report::of(&record, &HANDBOOK).unwrap();
        (report.markdown(), report.json())
    };
    let now = "## Talk to a person now\n";
    let (calm, calm_json) = written(ORANGE, Some(Pressing::Nothing), 0);
    assert!(!calm.contains(now), "{calm}");
    let (deadline, json) = written(ORANGE, Some(Pressing::Deadline), 0);
    assert!(deadline.contains(now) && deadline.contains("within five working days"), "{deadline}");
    assert_eq!(json, calm_json, "no rule weighs it");
    assert_eq!(written(GREEN, Some(Pressing::Deadline), 0), written(GREEN, None, 0));
    for pressing in [Pressing::Done, Pressing::Unsafe] {
        let (confidential, json) = written(ORANGE, Some(pressing), 0);
        assert_eq!(
            (confidential.replace(now, "## Talk it over with a person\n"), json),
            (calm.clone(), calm_json.clone())
        );
    }
    let (once, twice) = (written(GREY, None, 1).0, written(GREY, None, 2).0);
    assert!(!once.contains("## Talk it over with a person\n"), "{once}");
    assert!(twice.contains("## Talk it over with a person\n") && twice.contains("after a second look"), "{twice}");
}

/// The institution's own contact point comes first, and one point that two files name is told once.
#[test]
fn ones_own_institution_comes_first() {
    let record = record(Language::En, answers(ORANGE));
    let markdown = Report::of(&record, &HANDBOOK).unwrap().markdown();
    let at = |words: &str| markdown.find(words).unwrap_or_else(|| panic!("{words:?} is missing"));
    assert!(at("\n- Knowledge security contact point of your university") < at("\n- National Contact Point"));
    assert_eq!(markdown.matches("\n- National Contact Point for Knowledge Security").count(), 1);
    assert!(at("How soon: aims at 48 hours") > at("\n- National Contact Point"));
}

#[test]
fn a_place_is_optional_and_changes_no_outcome() {
    let mut record = record(Language::En, answers(ORANGE));
    let there = Report::of(&record, &HANDBOOK).unwrap().json();
    for (code, name) in [(Some("GB"), Some("United Kingdom")), (Some("xx"), Some("XX")), (None, None)] {
        record.jurisdiction = code.map(ToOwned::to_owned);
        let report = Report::of(&record, &HANDBOOK).unwrap();
        assert_eq!(report.findings.place_name().as_deref(), name);
        assert!(report.html().contains("Make no commitment"));
        let computed = |json: &str| json.split_once("\"outcome\"").unwrap().1.to_owned();
        assert_eq!(computed(&report.json()), computed(&there));
    }
}

#[test]
fn the_plan_finds_its_themes() {
    let mut record = record(Language::En, answers(ORANGE));
    record.plan_words = Some("we would compare museum catalogues of archaeology and a glossary".into());
    let report = Report::of(&record, &HANDBOOK).unwrap();
    let near: Vec<_> = report.findings.alternatives().iter().map(|item| item.id.clone()).collect();
    record.plan_words = None;
    let plain = Report::of(&record, &HANDBOOK).unwrap();
    let plain: Vec<_> = plain.findings.alternatives().iter().map(|item| item.id.clone()).collect();
    assert_ne!(near, plain, "words of the field come before the kind of plan");
}

#[test]
fn a_page_that_the_desk_would_not_quote_is_not_named() {
    let mut record = record(Language::En, answers(ORANGE));
    record.made_on = date(2040, 1, 1);
    let report = Report::of(&record, &HANDBOOK).unwrap();
    assert!(!report.markdown().contains("## Pages to read"));
    tags(&report.html());
    record.made_on = date(2027, 12, 1);
    let overdue = Report::of(&record, &HANDBOOK).unwrap().markdown();
    assert!(overdue.contains("was due for review on"), "{overdue}");
}

#[test]
fn what_a_version_does_not_know_is_told() {
    let mut record = record(Language::En, answers(&format!("{ORANGE} x9:yes q99:no")));
    record.version = 7;
    let markdown = Report::of(&record, &HANDBOOK).unwrap().markdown();
    assert!(markdown.contains("left out: q99, x9."), "{markdown}");
    assert!(markdown.contains("version 7 of the questions"), "{markdown}");
    record.questionnaire = "none-such".into();
    assert!(Report::of(&record, &HANDBOOK).is_none());
}

#[test]
fn an_answer_that_no_longer_counts_says_so() {
    let lines = "q1:joint-project q2:plausible q3:mid q4:civil q5:clear q6:low q7:joint q8:scientific d9:duties";
    let record = record(Language::En, answers(lines));
    let markdown = Report::of(&record, &HANDBOOK).unwrap().markdown();
    assert!(markdown.contains("*(does not count, as the other answers stand)*"), "{markdown}");
    assert!(markdown.contains("The next question would be: “Is any of the items"), "{markdown}");
}

/// Markdown is rendered by whoever gets it: what a person wrote comes out as it was written.
#[test]
fn a_persons_own_words_survive_rendering() {
    let words = "Ten years | of *field* work <script>alert(1)</script> `x` [a](https://b.example) & more";
    let mut given = answers(ORANGE);
    given.set("d20", Answer::Text(words.into()));
    let record = record(Language::En, given);
    let report = Report::of(&record, &HANDBOOK).unwrap();
    let options = comrak::Options {
        extension: comrak::options::Extension { table: true, autolink: true, ..Default::default() },
        ..Default::default()
    };
    let rendered = comrak::markdown_to_html(&report.markdown(), &options);
    let cell = "Ten years | of *field* work &lt;script&gt;alert(1)&lt;/script&gt; `x` [a](";
    assert!(rendered.contains(cell), "{rendered}");
    assert!(!rendered.contains("<script") && !rendered.contains("raw HTML omitted"));
    assert!(report.html().contains(&format!("<q dir=\"auto\">{}</q>", escaped(words))));
}

#[test]
fn every_report_is_the_same_when_it_comes_back() {
    let mut tried = 0;
    for given in all_answers() {
        let record = record(Language::De, given);
        let report = Report::of(&record, &HANDBOOK).unwrap();
        let import = Import::read(&report.json(), &HANDBOOK.screenings).unwrap();
        assert_eq!(import.differences(), []);
        assert!(import.left_out.is_empty());
        assert_eq!(import.answers, record.answers);
        tried += 1;
    }
    assert!(tried >= 30, "{tried}");
}

/// The schema is written by hand: it names what is written, in the same order, and requires all of it.
#[test]
fn the_schema_names_what_a_report_holds() {
    let schema = std::fs::read_to_string(root().join("knowledge-base/schema/screening-report.json")).unwrap();
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    let required: Vec<&str> = schema["required"].as_array().unwrap().iter().map(|key| key.as_str().unwrap()).collect();
    let record = record(Language::En, answers(ORANGE));
    let json = Report::of(&record, &HANDBOOK).unwrap().json();
    let lines = json.lines().filter_map(|line| line.strip_prefix("  \"")?.split_once('"').map(|(key, _)| key));
    assert_eq!(lines.collect::<Vec<_>>(), required);
    let properties = schema["properties"].as_object().unwrap();
    assert!(required.iter().all(|key| properties.contains_key(*key)) && properties.len() == required.len());
}

#[cfg(feature = "stand-in")]
#[test]
fn every_report_fits_the_schema_and_little_else_does() {
    let schema = std::fs::read_to_string(root().join("knowledge-base/schema/screening-report.json")).unwrap();
    let schema = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let json = |given: Answers| -> serde_json::Value {
        let record = record(Language::Fr, given);
        serde_json::from_str(&Report::of(&record, &HANDBOOK).unwrap().json()).unwrap()
    };
    for given in all_answers() {
        let value = json(given);
        let errors: Vec<_> = schema.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?} in {value:#}");
    }
    let right = json(answers(ORANGE));
    for (pointer, wrong) in [
        ("/format", serde_json::json!("other")),
        ("/format_version", serde_json::json!(2)),
        ("/date", serde_json::json!("26.11.2026")),
        ("/language", serde_json::json!("xx")),
        ("/version", serde_json::json!("1")),
        ("/answers/q1", serde_json::json!(3)),
        ("/outcome", serde_json::json!(null)),
        ("/range", serde_json::json!("green")),
        ("/scales/domain", serde_json::json!(4)),
        ("/handover/when", serde_json::json!("later")),
        ("/why/0", serde_json::json!({"rule": "x"})),
        ("/what_if/0/more", serde_json::json!(true)),
    ] {
        let mut value = right.clone();
        match value.pointer_mut(pointer) {
            Some(at) => *at = wrong,
            None => drop(value["what_if"][0].as_object_mut().unwrap().insert("more".into(), wrong)),
        }
        assert!(!schema.is_valid(&value), "{pointer}");
    }
    let mut more = right.clone();
    more["names"] = serde_json::json!(["somebody"]);
    assert!(!schema.is_valid(&more));
}
