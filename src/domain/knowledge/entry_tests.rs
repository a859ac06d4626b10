//! What the reader of entries takes and what it refuses, with the line that it names.

use super::*;

const PATH: &str = "knowledge-base/entries/partners/csc.en.md";

/// A whole and right file; tests change one line of it.
pub(crate) const FILE: &str = "---
title: A grant holder of the China Scholarship Council
asks:
  en:
    - is a CSC grant a problem?
    - China Scholarship Council candidate
    - contract with the scholarship authority
    - loyalty clause in a scholarship
    - my candidate must report to the embassy
    - 1286 and other \"lists\"
  nl:
    - promovendus met een beurs
    - beurs uit China
    - mag ik een beurspromovendus aannemen
  de:
    - Stipendium aus China
    - Promovierende mit CSC
    - Vertrag des Stipendienrats
  fr:
    - boursier du CSC
    - bourse chinoise
    - contrat de bourse
owner: knowledge-security-desk
last_reviewed_on: 2026-11-24
review_in: 6 months
jurisdiction: [eu, no]
sources:
  - title: A source
    url: https://example.org/a
    as_of: 2021-09
status: published
related: [hiring]
---

## First things first

A text with a [link](https://example.org/a).

- one
- two

## What to do next {#next}

Ask **your** contact point.
";

#[test]
fn a_right_file_is_read_whole() {
    let Page::Entry(entry) = parse(PATH, FILE).expect("the file is right") else {
        panic!("an English file is an entry")
    };
    assert_eq!(entry.id, EntryId::new("csc"));
    assert_eq!(entry.group, "partners");
    assert_eq!(entry.language, Language::En);
    assert_eq!(entry.title, "A grant holder of the China Scholarship Council");
    assert_eq!(entry.asks[&Language::En].len(), 6);
    assert_eq!(entry.asks[&Language::Fr][1], "bourse chinoise");
    assert_eq!(entry.last_reviewed_on, jiff::civil::date(2026, 11, 24));
    assert_eq!(entry.review_due_on(), jiff::civil::date(2027, 5, 24));
    assert_eq!(entry.jurisdiction, ["eu", "no"]);
    assert_eq!(entry.sources[0].as_of.as_deref(), Some("2021-09"));
    assert_eq!(entry.status, Status::Published);
    assert_eq!(entry.related, [EntryId::new("hiring")]);
    let sections: Vec<_> = entry.sections.iter().map(|section| (section.id.as_str(), section.line)).collect();
    assert_eq!(sections, [("first-things-first", 35), ("next", 42)]);
    assert_eq!(entry.sections[1].heading, "What to do next");
    assert_eq!(entry.sections[0].text, "A text with a [link](https://example.org/a).\n\n- one\n- two");
    assert!(FILE.contains(&entry.sections[0].text));
}

/// Replaces `from` by `to` in the right file; expects one mistake at `line` that says `saying`.
#[track_caller]
fn check(from: &str, to: &str, line: usize, saying: &str) {
    assert!(FILE.contains(from), "the file has no {from:?}");
    let mistakes = parse(PATH, &FILE.replacen(from, to, 1)).expect_err("a mistake was put in");
    let found: Vec<_> = mistakes.iter().map(ToString::to_string).collect();
    assert!(
        mistakes.iter().any(|mistake| mistake.line == line && mistake.message.contains(saying)),
        "expected {line}: …{saying}…, found {found:#?}"
    );
    assert!(mistakes.len() <= 2, "one change, many mistakes: {found:#?}");
}

#[test]
fn keys_are_checked() {
    check("title: A", "titel: A", 2, "did you mean `title`?");
    check("owner: knowledge-security-desk\n", "", 2, "`owner` is missing");
    check("review_in: 6 months", "status: draft\nreview_in: 6 months", 32, "there twice");
    check("    as_of:", "    date:", 30, "`date` is not known");
    check("owner: knowledge-security-desk", "owner: The Desk", 23, "small letters");
    check("owner: knowledge-security-desk", "owner:", 23, "must be text");
}

#[test]
fn values_are_checked() {
    check("2026-11-24", "24-11-2026", 24, "such as 2026-11-24");
    check("2026-11-24", "2026-02-30", 24, "no date");
    check("6 months", "half a year", 25, "write `3 months`");
    check("6 months", "0 months", 25, "write `3 months`");
    check("[eu, no]", "[eu, nll]", 26, "did you mean `nl`?");
    check("[eu, no]", "[]", 26, "at least one jurisdiction");
    check("2021-09", "September 2021", 30, "2026-03");
    check("status: published", "status: publishd", 31, "did you mean `published`?");
    check("url: https://example.org/a", "url: example.org/a", 29, "no web address");
    check("related: [hiring]", "related: [Hiring!]", 32, "small letters");
    check("related: [hiring]", "related: hiring", 32, "must be a list");
    check(
        "title: A grant",
        "title: A very long title that nobody will ever read to its end, because of a grant",
        2,
        "70",
    );
}

#[test]
fn asks_are_checked() {
    check("    - boursier du CSC\n", "", 4, "asks in `fr`: 2 of at least 3");
    check("    - loyalty clause in a scholarship\n", "", 4, "asks in `en`: 5 of at least 6");
    check("  fr:\n", "  it:\n", 19, "none of the desk's languages");
    check("- bourse chinoise", "- 1286", 21, "put quotes round it: \"1286\"");
    check("- bourse chinoise", "- Boursier du CSC", 21, "there twice");
}

#[test]
fn yaml_tricks_are_refused() {
    check("owner: knowledge-security-desk", "owner: &a knowledge-security-desk", 23, "anchors");
    check("title: A grant", "title: What now: a grant", 2, "put quotes");
}

#[test]
fn sections_are_checked() {
    check("## First", "Some text.\n\n## First", 35, "before the first heading");
    check("## First", "### First", 35, "write `## First things first`");
    check("## First", "# First", 35, "only `##` headings");
    check("## What to do next {#next}\n", "What to do\n---\n", 42, "makes it a heading");
    check("Ask **your** contact point.", "", 42, "is empty");
    check("## What to do next {#next}", "## First things first", 42, "there twice");
    check("## What to do next {#next}", "## What *to* do next", 42, "plain words");
    check("{#next}", "{#Next One}", 42, "small letters");
    check("{#next}", "and then after that and after that and finally at last {#next}", 42, "60 characters");
    check("Ask **your**", &format!("{}\n\nAsk **your**", "word ".repeat(300)), 42, "at most 1500");
    check("## What to do next {#next}", "## 你好", 42, "no anchor");
}

#[test]
fn markup_that_cannot_be_quoted_is_refused() {
    check("Ask **your**", "<b>Ask</b> **your**", 44, "HTML");
    check("Ask **your**", "<div>\nAsk **your**", 44, "HTML");
    check("Ask **your**", "![a](https://example.org/a) **your**", 44, "pictures");
    check("[link](https://example.org/a)", "[link](https://example.org/b)", 37, "not among the entry's `sources`");
    check("[link](https://example.org/a)", "[link](javascript:alert)", 37, "starting with https://");
    check("[link](https://example.org/a)", "https://example.org/a", 37, "bare address");
    check("[link](https://example.org/a)", "[link][a]\n\n[a]: https://example.org/a", 39, "must stand in the link");
    check("Ask **your**", "    Ask **your**", 44, "block of code");
    check("Ask **your**", "| a | b |\n|---|---|\n| c | d |\n\nAsk **your**", 44, "write a list");
    check("Ask **your**", "> Ask **your**", 44, "without `>`");
    check("- two", "- ## two", 40, "heading must start");
}

#[test]
fn hidden_characters_are_refused() {
    for hidden in ['\u{202e}', '\u{200b}', '\u{2066}', '\u{ad}', '\u{7}', '\u{e0041}'] {
        check("Ask **your**", &format!("Ask{hidden} **your**"), 44, &format!("U+{:04X}", hidden as u32));
    }
    check("---\n\n## First", "---\r\n\n## First", 33, "Unix line ends");
    let mistakes = parse(PATH, &format!("\u{feff}{FILE}")).expect_err("a byte order mark is hidden, too");
    assert_eq!((mistakes.len(), mistakes[0].line), (1, 1));
}

#[test]
fn names_and_sizes_are_checked() {
    for (path, saying) in [
        ("entries/partners/CSC.en.md", "small letters"),
        ("entries/partners/csc.xx.md", "none of the desk's languages"),
        ("entries/partners/csc.md", "<language>"),
        ("entries/partners/a--b.en.md", "single hyphens"),
    ] {
        let mistakes = parse(path, FILE).expect_err(path);
        assert!(mistakes[0].message.contains(saying), "{path}: {}", mistakes[0]);
    }
    let mistakes = parse(PATH, &"x".repeat(FILE_MAX_BYTES + 1)).expect_err("too large");
    assert!(mistakes[0].message.contains("at most 256"));
    for text in ["", "no front matter", "---\ntitle: a\n"] {
        assert_eq!(parse(PATH, text).expect_err("no front matter").len(), 1, "{text}");
    }
}

#[test]
fn all_mistakes_come_at_once_in_order() {
    let text = FILE.replace("2026-11-24", "soon").replace("[eu, no]", "[moon]").replace("## First", "### First");
    let lines: Vec<_> = parse(PATH, &text).expect_err("three mistakes").iter().map(|mistake| mistake.line).collect();
    assert_eq!(lines, [24, 26, 35]);
}

#[test]
fn an_entry_holds_on_the_days_it_names() {
    let text = FILE.replace("status: published", "status: published\nvalid_from: 2026-03-01\nvalid_to: 2026-06-30");
    let Page::Entry(entry) = parse(PATH, &text).expect("the file is right") else {
        panic!("an English file is an entry")
    };
    for (day, holds) in [("2026-02-28", false), ("2026-03-01", true), ("2026-06-30", true), ("2026-07-01", false)] {
        assert_eq!(entry.holds_on(day.parse().expect("a date")), holds, "{day}");
    }
    let never = text.replace("2026-06-30", "2026-02-01");
    let mistakes = parse(PATH, &never).expect_err("it ends before it begins");
    assert!(mistakes[0].message.contains("would never hold"), "{mistakes:?}");
}
