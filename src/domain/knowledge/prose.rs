//! How a section reads: what is too long for one breath, and which abbreviations nobody explained.

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};

use super::entry::Section;
use crate::content::{Rule, short};
use crate::glossary::{Glossary, is_abbreviation};

const SENTENCE_MAX_WORDS: usize = 30;

/// A piece of what is seen, with its line in the file.
type Piece = (usize, String);

/// What somebody should look at in a section: line, rule and message.
pub(crate) fn notes(section: &Section, glossary: &Glossary) -> Vec<(usize, Rule, String)> {
    let paragraphs = paragraphs(section);
    let long = paragraphs.iter().flat_map(|pieces| sentences(pieces)).filter_map(|(line, sentence)| {
        let words = sentence.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
        let message = format!(
            "the sentence “{}” has {words} words, more than {SENTENCE_MAX_WORDS}: make two of it",
            short(&sentence)
        );
        (words > SENTENCE_MAX_WORDS).then_some((line, Rule::LongSentence, message))
    });
    let mut notes: Vec<_> = long.collect();
    notes.extend(unexplained(section, &paragraphs, glossary));
    notes
}

/// The texts of paragraphs and list items, links and emphasis gone.
fn paragraphs(section: &Section) -> Vec<Vec<Piece>> {
    let arena = Arena::new();
    let root = parse_document(&arena, &section.text, &Options::default());
    let is_paragraph = |node: &&AstNode<'_>| matches!(node.data().value, NodeValue::Paragraph);
    root.descendants()
        .filter(is_paragraph)
        .map(|paragraph| paragraph.descendants().filter_map(|node| piece(node, section.text_line)).collect())
        .collect()
}

fn piece<'a>(node: &'a AstNode<'a>, first_line: usize) -> Option<Piece> {
    let data = node.data();
    let text = match &data.value {
        NodeValue::Text(text) => text.to_string(),
        NodeValue::Code(code) => code.literal.clone(),
        NodeValue::SoftBreak | NodeValue::LineBreak => " ".to_owned(),
        _ => return None,
    };
    Some((data.sourcepos.start.line + first_line - 1, text))
}

/// Cut after `.`, `!`, `?` and `;`: a semicolon lets a reader breathe, too. A full stop ends a sentence only before a blank,
/// and not before a small letter.
fn sentences(pieces: &[Piece]) -> Vec<Piece> {
    let letters: Vec<(usize, char)> =
        pieces.iter().flat_map(|(line, text)| text.chars().map(|letter| (*line, letter))).collect();
    let mut sentences = Vec::new();
    let mut sentence: Option<Piece> = None;
    for (at, (line, letter)) in letters.iter().enumerate() {
        if sentence.is_none() && letter.is_whitespace() {
            continue;
        }
        sentence.get_or_insert_with(|| (*line, String::new())).1.push(*letter);
        let mut after =
            letters[at + 1..].iter().map(|(_, letter)| *letter).skip_while(|next| "\"”’»)".contains(*next)).peekable();
        let before_blank = after.peek().is_none_or(|next| next.is_whitespace());
        let goes_on = *letter == '.' && after.find(|next| next.is_alphanumeric()).is_some_and(char::is_lowercase);
        if ".!?;".contains(*letter) && before_blank && !goes_on {
            sentences.extend(sentence.take());
        }
    }
    sentences.extend(sentence);
    sentences
}

/// Not an abbreviation to explain, but a place to write; it has a note of its own.
const TODO: &str = "TODO";

/// Each abbreviation once, where it stands first.
fn unexplained(section: &Section, paragraphs: &[Vec<Piece>], glossary: &Glossary) -> Vec<(usize, Rule, String)> {
    let whole: Vec<String> =
        paragraphs.iter().map(|pieces| pieces.iter().map(|(_, text)| text.as_str()).collect()).collect();
    let whole = format!("{} . {}", section.heading, whole.join(" . "));
    let mut seen: Vec<&str> = Vec::new();
    let mut notes = Vec::new();
    let heading = [(section.line, section.heading.clone())];
    for (line, text) in heading.iter().chain(paragraphs.iter().flatten()) {
        let words = text.split(|letter: char| !letter.is_alphanumeric());
        for word in words.filter(|word| is_abbreviation(word) && !is_roman(word) && *word != TODO) {
            if whole_has(&mut seen, word, &whole) || glossary.explains(word) || is_explained(word, &whole) {
                continue;
            }
            let message = format!(
                "`{word}` is not explained here: write `Long name ({word})` once in this section, or add it to \
                 knowledge-base/glossary.yaml"
            );
            notes.push((*line, Rule::UnexplainedAbbreviation, message));
        }
    }
    notes
}

/// Whether a word was looked at before; remembers it.
fn whole_has<'a>(seen: &mut Vec<&'a str>, word: &str, whole: &'a str) -> bool {
    if seen.contains(&word) {
        return true;
    }
    seen.extend(whole.find(word).map(|at| &whole[at..at + word.len()]));
    false
}

/// The numbers of annexes and chapters.
fn is_roman(word: &str) -> bool {
    word.chars().all(|letter| "IVX".contains(letter))
}

/// `Long name (ABC)`, `Long name (its short form ABC)` or `ABC (long name)`.
fn is_explained(word: &str, text: &str) -> bool {
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once('(') {
        let inside_whole = inside.split(')').next().unwrap_or_default();
        let names = inside_whole.split(|letter: char| !letter.is_alphanumeric()).any(|inner| inner == word);
        let follows = before.trim_end().ends_with(word)
            && !before.trim_end().strip_suffix(word).is_some_and(|before| before.ends_with(char::is_alphanumeric));
        if (names && before.trim_end().ends_with(char::is_alphanumeric))
            || (follows && inside_whole.split_whitespace().count() > 1)
        {
            return true;
        }
        rest = inside;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::SectionId;

    fn of(text: &str) -> Vec<(usize, Rule)> {
        let glossary = Glossary::read("glossary.yaml", "EU: {en: a, nl: b, de: c, fr: d}\n").expect("right");
        let section = Section {
            id: SectionId::new("a"),
            heading: "Who asks BAFA".to_owned(),
            text: text.to_owned(),
            line: 10,
            text_line: 12,
            is_current: true,
        };
        notes(&section, &glossary).into_iter().map(|(line, rule, _)| (line, rule)).collect()
    }

    #[test]
    fn abbreviations_are_explained_in_the_section_or_the_glossary() {
        let unexplained = Rule::UnexplainedAbbreviation;
        for (text, lines) in [
            ("Ask the export office (BAFA). The EU, Annex IV, GitHub and `a`.", &[][..]),
            ("BAFA (the German export office) decides.", &[]),
            ("BAFA (Bonn) decides.\n\n- DFG and\n- the DFG", &[10, 14]),
            ("The German export office (short: BAFA) and [ABC](https://a.example/XYZ).", &[12]),
        ] {
            let expect: Vec<_> = lines.iter().map(|line| (*line, unexplained)).collect();
            assert_eq!(of(text), expect, "{text}");
        }
    }

    #[test]
    fn sentences_end_where_a_reader_breathes() {
        let explained = "Ask the office (BAFA).";
        let words = format!("Words{}", " word".repeat(19));
        for (text, line) in [
            (format!("{explained} {words}. {words}."), None),
            (format!("{explained} {words}; {words}"), None),
            (format!("{explained} {words}\n{words}\n\n{words}"), Some(12)),
            (format!("{explained}\n{words} e.g. **so {words}**"), Some(13)),
            (format!("{explained}\n\n- {words}\n- {words}"), None),
        ] {
            let expect: Vec<_> = line.map(|line| (line, Rule::LongSentence)).into_iter().collect();
            assert_eq!(of(&text), expect, "{text}");
        }
    }
}
