//! Splits a long message at the places where a reader would pause.

use unicode_segmentation::UnicodeSegmentation;

use crate::message::{Abilities, Message, Size};

/// Splits `message` into what the network takes: between paragraphs, else between lines, sentences, words, and at last
/// between graphemes, never inside one. Choices, sources and files go with the last part, where people look for them; where
/// files do not go with words, each follows as a message of its own. Nothing but white space at the cuts is lost.
pub fn message(message: Message, abilities: &Abilities) -> Vec<Message> {
    let Message { markdown, choices, sources, files, calls, tag, attachments } = message;
    let one = |attachment| Message { attachments: vec![attachment], ..Message::default() };
    let plain = |markdown| Message { markdown, ..Message::default() };
    let mut parts: Vec<_> = text(&markdown, abilities.message_max).into_iter().map(plain).collect();
    // Once, with the first words.
    parts.iter_mut().take(1).for_each(|first| (first.calls, first.tag) = (calls.clone(), tag.clone()));
    if let Some(last) = parts.last_mut() {
        (last.choices, last.sources) = (choices, sources);
        if abilities.files_with_words {
            last.files = files;
            // Each may be refused by itself, and must not take the words with it.
            parts.extend(attachments.into_iter().map(one));
            return parts;
        }
    }
    if markdown.trim().is_empty() && !(files.is_empty() && attachments.is_empty()) {
        parts.clear();
    }
    parts.extend(files.into_iter().map(|file| Message { files: vec![file], ..Message::default() }));
    parts.extend(attachments.into_iter().map(one));
    parts
}

/// The same for a bare text.
pub fn text(markdown: &str, max: Size) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = markdown.trim();
    while max.of(rest) > max.most() {
        let cut = cut(rest, max);
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
fn cut(text: &str, max: Size) -> usize {
    let fits = floor_boundary(text, max);
    let window = &text[..fits];
    for pause in ["\n\n", "\n", ". ", " "] {
        if let Some(at) = window.rfind(pause).filter(|at| at + pause.len() > fits / 3) {
            return at + pause.len();
        }
    }
    fits
}

/// The last grapheme boundary up to which the text fits; a single grapheme longer than that is cut between its characters.
fn floor_boundary(text: &str, max: Size) -> usize {
    let fitting = |ends: &mut dyn Iterator<Item = (usize, &str)>| {
        let mut size = 0;
        let fits = |(at, piece): (usize, &str)| {
            size += max.of(piece);
            (size <= max.most()).then_some(at + piece.len())
        };
        ends.map_while(fits).last()
    };
    fitting(&mut text.grapheme_indices(true))
        .or_else(|| fitting(&mut text.char_indices().map(|(at, c)| (at, &text[at..at + c.len_utf8()]))))
        // No limit is below one character.
        .unwrap_or_else(|| text.chars().next().map_or(0, char::len_utf8))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::File;
    use proptest::prelude::*;

    #[test]
    fn cuts_where_a_reader_would_pause() {
        let check = |markdown: &str, max: usize, expect: &[&str]| assert_eq!(text(markdown, Size::Bytes(max)), expect);
        check("short", 100, &["short"]);
        check("", 100, &[""]);
        check("one two\n\nthree four", 12, &["one two", "three four"]);
        check("one two three", 8, &["one two", "three"]);
        check("abcdefgh", 4, &["abcd", "efgh"]);
        check("a👩‍🔬b", 12, &["a👩‍🔬", "b"]);
        assert_eq!(text("éééééé", Size::Characters(4)), ["éééé", "éé"]);
        assert_eq!(text("👩‍🔬👩‍🔬", Size::Characters(6)), ["👩‍🔬", "👩‍🔬"]);
    }

    #[test]
    fn choices_go_with_the_last_part() {
        let choice = crate::message::Choice::new("a", "A");
        let long = Message { markdown: "word ".repeat(50), choices: vec![choice], ..Message::default() };
        let parts = message(long, &Abilities::text_only(Size::Bytes(60)));
        assert!(parts.len() > 3);
        assert!(parts.iter().rev().skip(1).all(|part| part.choices.is_empty()));
        assert_eq!(parts.last().map(|part| part.choices.len()), Some(1));
    }

    #[test]
    fn files_go_with_the_last_part_or_follow_it() {
        let file = |name: &str| File::of_text(name, "text/html", "x");
        let shown = |markdown: &str, files_with_words| {
            let files = vec![file("a.html"), file("b.csv")];
            let whole = Message { markdown: markdown.into(), files, ..Message::default() };
            let abilities = Abilities { files_with_words, ..Abilities::text_only(Size::Bytes(12)) };
            let part = |part: Message| {
                let names = part.files.into_iter().map(|file| format!(" +{}", file.name));
                part.markdown + &names.collect::<String>()
            };
            message(whole, &abilities).into_iter().map(part).collect::<Vec<_>>()
        };
        assert_eq!(shown("one two\n\nthree four", true), ["one two", "three four +a.html +b.csv"]);
        assert_eq!(shown("one two\n\nthree four", false), ["one two", "three four", " +a.html", " +b.csv"]);
        assert_eq!(shown("", true), [" +a.html +b.csv"]);
        assert_eq!(shown("", false), [" +a.html", " +b.csv"]);
    }

    proptest! {
        #[test]
        fn every_part_fits_and_nothing_but_white_space_is_lost(markdown in "(\\PC|\n){0,300}", max in 16_usize..80) {
            let squeeze = |text: &str| text.split_whitespace().collect::<String>();
            for max in [Size::Bytes(max), Size::Characters(max)] {
                let parts = text(&markdown, max);
                prop_assert!(parts.iter().all(|part| max.of(part) <= max.most()));
                prop_assert_eq!(squeeze(&parts.join(" ")), squeeze(&markdown));
            }
        }
    }
}
