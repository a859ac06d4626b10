//! Whether the longest section fits in one message of every network, with what stands around it.

use crate::content::{ContentError, Rule};
use crate::handbook::ContentFile;
use crate::knowledge::body::{HEADING_MAX_CHARS, SECTION_MAX_CHARS};
use crate::knowledge::keys::TITLE_MAX_CHARS;
use crate::language::Language;
use crate::prompts::{Prompts, keys};

/// What Discord takes; Matrix takes thirty times as much.
const MESSAGE_MAX_CHARS: usize = 2_000;
/// The owners that the source line has words for; it is as long as the longest of them.
const OWNERS: [&str; 7] =
    ["hr", "export-control", "it-security", "legal", "ethics-committee", "international-office", "other"];

/// A section and its heading, title and source line belong together in one message. Links and the way to a person may
/// follow in the next one: their length is that of other people's addresses, and they say nothing of the text.
///
/// This is checked at the prompts and not at each section, so that an editor has one number to keep to, in every language.
pub(crate) fn check(prompts: &Prompts, files: &[ContentFile]) -> Vec<ContentError> {
    let too_long = |language: Language| {
        let all = SECTION_MAX_CHARS + longest(prompts, language);
        let over = all.checked_sub(MESSAGE_MAX_CHARS).filter(|over| *over > 0)?;
        let key = keys::ANSWER_SOURCE.key;
        let folder = format!("prompts/{language}/");
        let (path, line) = files
            .iter()
            .filter(|file| file.path.starts_with(&folder))
            .find_map(|file| Some((file.path.as_str(), file.text.lines().position(|line| line.starts_with(key))? + 1)))
            .unwrap_or((&folder, 1));
        let message = format!(
            "with a section of {SECTION_MAX_CHARS} characters above it, `{key}` does not fit in a message of \
             {MESSAGE_MAX_CHARS}: make it shorter by {over}"
        );
        Some(ContentError::new(path, line, message).under(Rule::TooLong))
    };
    Language::ALL.into_iter().filter_map(too_long).collect()
}

/// All that stands around a section's text, at its longest.
fn longest(prompts: &Prompts, language: Language) -> usize {
    let (title, heading) = ("x".repeat(TITLE_MAX_CHARS), "x".repeat(HEADING_MAX_CHARS));
    let chars = |text: &str| text.encode_utf16().count();
    let source = |owner: &str| {
        let slots = [("title", title.as_str()), ("section", &heading), ("reviewed", "2026-11-24"), ("owner", owner)];
        chars(&prompts.fill(language, keys::ANSWER_SOURCE, &slots))
    };
    let source = OWNERS.into_iter().map(source).max().unwrap_or_default();
    let in_english = chars(&prompts.fill(language, keys::ANSWER_IN_ENGLISH, &[]));
    let blank_lines = 3 * chars("\n\n");
    in_english + chars(&format!("**{heading}**")) + source + blank_lines
}
