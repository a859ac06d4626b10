//! The part of an entry's file that is quoted: sections, each understandable alone.

use std::collections::BTreeSet;

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};

use super::entry::{Section, is_slug};
use super::{address, hygiene};
use crate::content::{Rule, short};
use crate::ids::SectionId;
use crate::mistakes::Mistakes;
use crate::text;

/// The longest section, in characters: what fits in one message of every network, with its heading and source.
pub const SECTION_MAX_CHARS: usize = 1_500;
pub const HEADING_MAX_CHARS: usize = 60;

/// Cuts the body into sections and refuses what cannot be quoted on every network. `sources` are the addresses that links
/// may lead to; `None` when they could not be read, so that the links are not blamed for it.
pub(super) fn read(
    body: &str,
    first_line: usize,
    sources: Option<&[&str]>,
    mistakes: &mut Mistakes<'_>,
) -> Vec<Section> {
    let arena = Arena::new();
    let mut options = Options::default();
    // Read so that it can be refused; without the extension a table would pass as a paragraph of bars.
    options.extension.table = true;
    let root = parse_document(&arena, body, &options);
    let lines: Vec<&str> = body.split('\n').collect();
    let at = |line: usize| line + first_line - 1;
    let mut heads: Vec<Head> = Vec::new();
    let mut has_stray_start = false;
    for node in root.children() {
        let data = node.data();
        let line = data.sourcepos.start.line;
        match &data.value {
            NodeValue::Heading(heading) if heading.level == 2 && !heading.setext => {
                heads.push(head(node, line, lines.get(line - 1).copied().unwrap_or_default(), at(line), mistakes));
            }
            NodeValue::Heading(heading) => {
                // What follows is under that heading, not astray.
                has_stray_start = true;
                let hint = if heading.setext {
                    "a line of --- or === under a text makes it a heading"
                } else {
                    "only `##` headings are used"
                };
                mistakes.add(
                    Rule::WrongHeading,
                    at(line),
                    format!(
                        "{hint}: write `## {}` or remove it",
                        short(lines.get(line - 1).map_or("", |line| line.trim_matches(['#', ' '])))
                    ),
                );
            }
            _ if heads.is_empty() && !has_stray_start => {
                has_stray_start = true;
                mistakes.add(
                    Rule::StrayText,
                    at(line),
                    "there is text before the first heading: put it under a `##` heading, since sections are quoted alone",
                );
            }
            _ => {}
        }
    }
    for node in root.descendants().skip(1) {
        check_node(node, first_line, sources, mistakes);
    }
    check_lines(&lines, first_line, mistakes);
    if heads.is_empty() {
        mistakes.add(Rule::NoSection, first_line, "the entry has no section: write `## A heading` and a text under it");
    }
    cut(&lines, &heads, first_line, mistakes)
}

struct Head {
    /// Counted from 1 within the body.
    line: usize,
    heading: String,
    id: String,
}

fn head<'a>(node: &'a AstNode<'a>, line: usize, raw: &str, at: usize, mistakes: &mut Mistakes<'_>) -> Head {
    let written = raw.trim().trim_start_matches('#').trim_end_matches('#').trim();
    let (heading, anchor) = match written.strip_suffix('}').and_then(|rest| rest.rsplit_once("{#")) {
        Some((heading, anchor)) => (heading.trim(), Some(anchor)),
        None => (written, None),
    };
    if heading.is_empty() {
        mistakes.add(Rule::WrongHeading, at, "the heading is empty: say what the section answers");
    }
    if heading.chars().count() > HEADING_MAX_CHARS {
        mistakes.add(
            Rule::TooLong,
            at,
            format!("the heading has more than {HEADING_MAX_CHARS} characters: shorten it"),
        );
    }
    if node.children().any(|child| !matches!(child.data().value, NodeValue::Text(_))) {
        mistakes.add(Rule::PlainWords, at, "a heading is plain words: write it without links, emphasis or code");
    }
    if anchor.is_some_and(|anchor| !is_slug(anchor)) {
        mistakes.add(
            Rule::WrongHeading,
            at,
            "the anchor in `{#…}` may hold small letters a to z, digits and single hyphens only",
        );
    }
    let id = anchor.map_or_else(|| text::slug(heading), str::to_owned);
    if id.is_empty() && !heading.is_empty() {
        mistakes.add(
            Rule::WrongHeading,
            at,
            "no anchor can be made from this heading: add one at its end, as in `{#my-anchor}`",
        );
    }
    Head { line, heading: heading.to_owned(), id }
}

fn check_node<'a>(node: &'a AstNode<'a>, first_line: usize, sources: Option<&[&str]>, mistakes: &mut Mistakes<'_>) {
    let data = node.data();
    let line = data.sourcepos.start.line + first_line - 1;
    let top_level = node.parent().is_some_and(|parent| matches!(parent.data().value, NodeValue::Document));
    let mut refuse = |rule, message: &str| mistakes.add(rule, line, message);
    match &data.value {
        NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_) => {
            refuse(Rule::Html, "HTML is not shown on every network: write plain Markdown")
        }
        NodeValue::Image(_) => refuse(Rule::Picture, "pictures are not shown on every network: say it in words"),
        NodeValue::CodeBlock(_) => refuse(
            Rule::CodeBlock,
            "this is read as a block of code: write plain text, and do not indent by four spaces",
        ),
        NodeValue::Table(_) => refuse(Rule::Table, "tables are not shown on every network: write a list"),
        NodeValue::BlockQuote => refuse(Rule::BlockQuote, "a section is quoted as a whole: write it without `>`"),
        NodeValue::ThematicBreak => refuse(
            Rule::Divider,
            "a line across the page divides what is quoted together: remove it or start a new section",
        ),
        NodeValue::Heading(_) if !top_level => {
            refuse(Rule::WrongHeading, "a heading must start at the beginning of its line, outside lists")
        }
        NodeValue::Link(link) => check_link(node, &link.url, line, sources, mistakes),
        NodeValue::Text(text) => {
            if text.contains("http://") || text.contains("https://") {
                refuse(Rule::BareAddress, "a bare address: write it as a link, [what it is](https://…)");
            }
            // The raw file was looked through before; what is new here was written as a code.
            if text.chars().any(hygiene::is_hidden) {
                hygiene::check_decoded(text, line, mistakes);
            }
        }
        _ => {}
    }
}

/// The words that are seen in a part of the tree.
pub(super) fn seen_words<'a>(node: &'a AstNode<'a>) -> String {
    let mut words = String::new();
    for node in node.descendants() {
        match &node.data().value {
            NodeValue::Text(text) => words.push_str(text),
            NodeValue::Code(code) => words.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => words.push(' '),
            _ => {}
        }
    }
    words
}

/// Where the links of a section lead, in order.
pub(super) fn links(text: &str) -> Vec<String> {
    let arena = Arena::new();
    let root = parse_document(&arena, text, &Options::default());
    let link = |node: &AstNode<'_>| match &node.data().value {
        NodeValue::Link(link) => Some(link.url.clone()),
        _ => None,
    };
    root.descendants().filter_map(link).collect()
}

fn check_link<'a>(
    node: &'a AstNode<'a>,
    url: &str,
    line: usize,
    sources: Option<&[&str]>,
    mistakes: &mut Mistakes<'_>,
) {
    let words = seen_words(node);
    if let Some((rule, message)) = address::wrong(url) {
        mistakes.add(rule, line, format!("the link's address {message}"));
    } else if address::passes_for_another(&words, url) {
        mistakes.add(
            Rule::LookAlikeLink,
            line,
            format!(
                "the link's words “{}” look like another address than the one it leads to, `{}`: write what the page is",
                short(&words),
                short(url)
            ),
        );
    } else if sources.is_some_and(|sources| !sources.contains(&url)) {
        mistakes.add(
            Rule::LinkNotInSources,
            line,
            format!(
                "the link to {} is not among the entry's `sources`: add it there, so that it is reviewed too",
                short(url)
            ),
        );
    }
    if words.trim().is_empty() {
        mistakes.add(
            Rule::LookAlikeLink,
            line,
            "a link without words cannot be seen: write what the page is, or remove it",
        );
    }
}

/// What the Markdown tree no longer shows.
fn check_lines(lines: &[&str], first_line: usize, mistakes: &mut Mistakes<'_>) {
    for (index, line) in lines.iter().enumerate() {
        let is_definition = line
            .trim_start()
            .strip_prefix('[')
            .and_then(|rest| rest.split_once("]:"))
            .is_some_and(|(label, _)| !label.contains(']'));
        if is_definition {
            mistakes.add(
                Rule::ReferenceLink,
                index + first_line,
                "a link's address must stand in the link, [text](https://…), since sections are quoted alone",
            );
        }
    }
}

fn cut(lines: &[&str], heads: &[Head], first_line: usize, mistakes: &mut Mistakes<'_>) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let (mut headings, mut ids) = (BTreeSet::new(), BTreeSet::new());
    for (index, head) in heads.iter().enumerate() {
        let end = heads.get(index + 1).map_or(lines.len(), |next| next.line - 1);
        let text = lines[head.line..end].join("\n");
        let line = head.line + first_line - 1;
        // Blank lines go; the indentation of a first line stays, it is the editor's.
        let blank_lines = text.len() - text.trim_start_matches('\n').len();
        let text = text.trim_end().trim_start_matches('\n').to_owned();
        // As Discord counts: a character beyond the usual ones (an emoji) is two.
        let length = text.encode_utf16().count();
        if text.trim().is_empty() {
            mistakes.add(
                Rule::EmptySection,
                line,
                format!("the section “{}” is empty: write its text or remove the heading", short(&head.heading)),
            );
        }
        if length > SECTION_MAX_CHARS {
            mistakes.add(
                Rule::TooLong,
                line,
                format!(
                    "the section “{}” has {length} characters; at most {SECTION_MAX_CHARS} fit in a message: split it",
                    short(&head.heading)
                ),
            );
        }
        let is_new = (headings.insert(&head.heading), ids.insert(&head.id));
        if is_new != (true, true) {
            mistakes.add(
                Rule::DuplicateHeading,
                line,
                format!("the heading “{}” is there twice: word one of them differently", short(&head.heading)),
            );
        }
        sections.push(Section {
            id: SectionId::new(&head.id),
            heading: head.heading.clone(),
            text,
            line,
            text_line: line + 1 + blank_lines,
            is_current: true,
        });
    }
    sections
}
