//! Splits a long message at the places where a reader would pause.

use unicode_segmentation::UnicodeSegmentation;

use crate::message::Message;

/// Splits `message` into parts of at most `max_bytes` of Markdown: between paragraphs, else between lines, sentences,
/// words, and at last between graphemes, never inside one. Choices and sources go with the last part, where people look
/// for them. Nothing but white space at the cuts is lost.
pub fn message(message: Message, max_bytes: usize) -> Vec<Message> {
    let parts = text(&message.markdown, max_bytes);
    let last = parts.len().saturating_sub(1);
    let Message { choices, sources, .. } = message;
    let mut rest = Some((choices, sources));
    let messages = parts.into_iter().enumerate().map(|(index, markdown)| {
        let (choices, sources) = if index == last { rest.take().unwrap_or_default() } else { Default::default() };
        Message { markdown, choices, sources }
    });
    messages.collect()
}

fn text(markdown: &str, max_bytes: usize) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = markdown.trim();
    while rest.len() > max_bytes {
        let cut = cut(rest, max_bytes);
        let (part, after) = rest.split_at(cut);
        parts.push(part.trim_end().to_owned());
        rest = after.trim_start();
    }
    if !rest.is_empty() || parts.is_empty() {
        parts.push(rest.to_owned());
    }
    parts
}

/// Where to cut: after the last pause that leaves a part at least a third full, so that no part is a mere line.
fn cut(text: &str, max_bytes: usize) -> usize {
    let fits = floor_boundary(text, max_bytes);
    let window = &text[..fits];
    for pause in ["\n\n", "\n", ". ", " "] {
        if let Some(at) = window.rfind(pause).filter(|at| at + pause.len() > max_bytes / 3) {
            return at + pause.len();
        }
    }
    fits
}

/// The last grapheme boundary at or before `max_bytes`; a single grapheme longer than that is cut between its characters.
fn floor_boundary(text: &str, max_bytes: usize) -> usize {
    let graphemes = text.grapheme_indices(true).map(|(at, grapheme)| at + grapheme.len());
    let fits = graphemes.take_while(|end| *end <= max_bytes).last().unwrap_or(0);
    if fits > 0 {
        return fits;
    }
    text.char_indices()
        .map(|(at, c)| at + c.len_utf8())
        .take_while(|end| *end <= max_bytes.max(4))
        .last()
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cuts_where_a_reader_would_pause() {
        let check = |markdown: &str, max: usize, expect: &[&str]| assert_eq!(text(markdown, max), expect);
        check("short", 100, &["short"]);
        check("", 100, &[""]);
        check("one two\n\nthree four", 12, &["one two", "three four"]);
        check("one two three", 8, &["one two", "three"]);
        check("abcdefgh", 4, &["abcd", "efgh"]);
        check("a👩‍🔬b", 12, &["a👩‍🔬", "b"]);
    }

    #[test]
    fn choices_go_with_the_last_part() {
        let choice = crate::message::Choice { id: crate::ids::ChoiceId::new("a"), label: "A".into() };
        let long = Message { markdown: "word ".repeat(50), choices: vec![choice], sources: Vec::new() };
        let parts = message(long, 60);
        assert!(parts.len() > 3);
        assert!(parts.iter().rev().skip(1).all(|part| part.choices.is_empty()));
        assert_eq!(parts.last().map(|part| part.choices.len()), Some(1));
    }

    proptest! {
        #[test]
        fn every_part_fits_and_nothing_but_white_space_is_lost(markdown in "(\\PC|\n){0,300}", max in 16_usize..80) {
            let parts = text(&markdown, max);
            let squeeze = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert!(parts.iter().all(|part| part.len() <= max));
            prop_assert_eq!(squeeze(&parts.join(" ")), squeeze(&markdown));
        }
    }
}
