//! How words from outside come out of both formats. What reports hold is tested on the content that ships, in `tests/all/report.rs`.

use super::html;
use super::markdown;
use super::page::{Banner, Block, Cell, Item, Page, Section, Table, clean};
use super::{Class, FORMAT_VERSION};
use crate::language::Language;

fn page(words: &str) -> Page {
    let words = clean(words);
    let table = Table {
        head: ["a".into(), "b".into()],
        groups: vec![(Some("g".into()), vec![[Cell::Words("q".into()), Cell::Quote(words.clone())]])],
    };
    let list = Block::List(vec![Item { text: words.clone(), under: Vec::new() }]);
    Page {
        language: Language::Fr,
        title: "t".into(),
        subtitle: "s".into(),
        facts: vec![("case".into(), words.clone())],
        banner: Banner { class: Class::Free, colour: "c".into(), label: "l".into(), means: "m".into() },
        advice: "a".into(),
        remarks: Vec::new(),
        sections: vec![Section { heading: "h".into(), blocks: vec![list, Block::Table(table)], is_urgent: false }],
        foot: Vec::new(),
        running: words,
    }
}

#[test]
fn words_from_outside_stay_words() {
    for (words, in_html, in_markdown) in [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;", "\\<script\\>alert(1)\\</script\\>"),
        ("a & b \"c\" 'd'", "a &amp; b &quot;c&quot; &#39;d&#39;", "a \\& b \"c\" 'd'"),
        ("one | two\n\n# three", "one | two # three", "one \\| two \\# three"),
        ("*s* _u_ `c` [l](x)", "*s* _u_ `c` [l](x)", "\\*s\\* \\_u\\_ \\`c\\` \\[l\\](x)"),
        ("\u{202e}back\u{2066}\u{7}wards\u{1b}[2J", "backwards[2J", "backwards\\[2J"),
    ] {
        let (html, markdown) = (html::write(&page(words)), markdown::write(&page(words)));
        assert!(html.contains(&format!("<q dir=\"auto\">{in_html}</q>")), "{html}");
        assert!(markdown.contains(&format!("| q | “{in_markdown}” |")), "{markdown}");
        assert!(!html.contains("<script") && !html.contains('\u{202e}'), "{html}");
    }
}

#[test]
fn nothing_from_outside_ends_the_style_sheet() {
    let html = html::write(&page("x\"; } </style><img src=x> @import 'y' \\22"));
    assert_eq!(html.matches("</style>").count(), 1, "{html}");
    let style = html.split_once("@bottom-left").unwrap().1.split_once("</style>").unwrap().0;
    assert_eq!(style.matches('"').count(), 2, "{style}");
    assert!(!style.contains('\\') && !style.contains('<') && !style.contains('@'), "{style}");
}

#[test]
fn the_schema_and_the_program_mean_the_same_version() {
    let schema = include_str!("../../../../knowledge-base/schema/screening-report.json");
    assert!(schema.contains(&format!("\"const\": {FORMAT_VERSION},")), "raise both");
}
