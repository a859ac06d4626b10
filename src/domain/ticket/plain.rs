//! Words that are carried from one person to another: taken apart into paragraphs and lines, and put together anew, so that they
//! stay words. No mention, no mark of Markdown, no letter that hides or turns others comes out on the far side.
//!
//! Invisible and bidirectional characters: Unicode Standard Annex 9 and Technical Report 36.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// More marks on one letter cover the lines around it.
const MARKS_MAX: usize = 4;
/// Isolates a line whose letters run from right to left from what stands around it.
const ISOLATE: [char; 2] = ['\u{2068}', '\u{2069}'];
/// Stands behind an `@` that would call everybody: no client takes the word for a call then.
const BREAK: char = '\u{2060}';
/// After an `@`, these call everybody in a room.
const CALLS: [&str; 4] = ["everyone", "here", "room", "channel"];

/// A person's words, as paragraphs of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plain(Vec<Vec<String>>);

impl Plain {
    pub fn of(words: &str) -> Self {
        let words: String =
            words.chars().filter(|letter| letter.is_whitespace() || !is_hidden(*letter)).nfc().collect();
        let words = words.replace("\r\n", "\n").replace(['\r', '\u{2028}'], "\n");
        let paragraphs = words.replace('\u{2029}', "\n\n");
        let mut all = vec![Vec::new()];
        for line in paragraphs.lines().map(clean) {
            match (line.is_empty(), all.last_mut()) {
                (true, Some(last)) if !last.is_empty() => all.push(Vec::new()),
                (false, Some(last)) => last.push(line),
                _ => {}
            }
        }
        all.retain(|paragraph| !paragraph.is_empty());
        Self(all)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words by themselves.
    pub fn text(&self) -> String {
        self.0.iter().map(|lines| lines.join("\n")).collect::<Vec<_>>().join("\n\n")
    }

    /// As Markdown within a line.
    pub fn inline(&self) -> String {
        self.0.iter().flatten().map(|line| escaped(line)).collect::<Vec<_>>().join(" ")
    }

    /// As a block quote of Markdown that reads as these words and as nothing else: what stands in a quote cannot pass for what
    /// stands above it.
    pub fn quote(&self) -> String {
        let paragraph = |lines: &Vec<String>| {
            let lines: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
            format!("> {}", lines.join("\\\n> "))
        };
        self.0.iter().map(paragraph).collect::<Vec<_>>().join("\n>\n")
    }
}

/// One line without what hides, turns or piles up; no blanks at its ends and single ones within.
fn clean(line: &str) -> String {
    let mut seen = String::with_capacity(line.len());
    let mut marks = 0;
    for letter in line.chars() {
        let letter = if letter.is_whitespace() { ' ' } else { letter };
        marks = if is_combining_mark(letter) { marks + 1 } else { 0 };
        let blank_again = letter == ' ' && (seen.is_empty() || seen.ends_with(' '));
        if marks <= MARKS_MAX && !blank_again {
            seen.push(letter);
        }
    }
    // What begins with a mark would put it on what stands before.
    let line = without_calls(seen.trim_start_matches(|letter| letter == ' ' || is_combining_mark(letter)).trim_end());
    if line.chars().any(is_right_to_left) {
        [ISOLATE[0].to_string(), line, ISOLATE[1].to_string()].concat()
    } else {
        line
    }
}

/// Controls, the letters that turn the direction of writing, and those that take no room: joiners alone are needed, in Persian and
/// in pictures of several letters.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// The blocks of scripts that are written from right to left.
fn is_right_to_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

fn without_calls(line: &str) -> String {
    let mut parts = line.split('@');
    let mut written = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let folded: String = part.chars().take(8).collect::<String>().to_lowercase();
        written.push('@');
        if CALLS.iter().any(|call| folded.starts_with(call)) {
            written.push(BREAK);
        }
        written.push_str(part);
    }
    written
}

/// Words as words, whatever marks they hold. A web address becomes a link that shows where it goes: networks make links of bare ones, and
/// would take the backslashes for a part of it.
fn escaped(line: &str) -> String {
    let mut written = String::with_capacity(line.len());
    // What a list or a heading begins with: a number and a mark, or a mark alone.
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let mut address_end = 0;
    for (at, (place, letter)) in line.char_indices().enumerate() {
        if place < address_end {
            continue;
        }
        if let Some(address) = address_at(line, place) {
            // A reference to a letter is none here.
            written.push_str(&format!("<{}>", address.replace('&', "&amp;")));
            address_end = place + address.len();
            continue;
        }
        let is_mark = matches!(
            letter,
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '|' | '~' | '#' | '&' | '$' | '^' | '='
        );
        let begins =
            at == 0 && matches!(letter, '-' | '+' | ':') || at > 0 && at == digits && matches!(letter, '.' | ')');
        // What is no address to us is none to a network either.
        let rest = &line[place..];
        let is_half_address = rest.starts_with("://") || rest.starts_with('.') && is_www(&line[..place]);
        if is_mark || begins || is_half_address {
            written.push('\\');
        }
        written.push(letter);
    }
    written
}

fn is_www(before: &str) -> bool {
    before.get(before.len().saturating_sub(3)..).is_some_and(|end| end.eq_ignore_ascii_case("www"))
}

/// The web address that begins here, without the marks that end a sentence behind it. None where it would stop at a letter that no address
/// has (RFC 3986, 2): a link to half of it would lead elsewhere than it seems to.
fn address_at(line: &str, at: usize) -> Option<&str> {
    let rest = &line[at..];
    let scheme = ["https://", "http://"].into_iter().find(|scheme| rest.starts_with(scheme))?;
    if line[..at].ends_with(char::is_alphanumeric) {
        return None;
    }
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(letter);
    let whole = &rest[..rest.find(|letter| !is_part(letter)).unwrap_or(rest.len())];
    let next = rest[whole.len()..].chars().next();
    if next.is_some_and(|next| next == '[' || !(next == ' ' || next == ISOLATE[1] || next.is_ascii_punctuation())) {
        return None;
    }
    let mut address = whole;
    loop {
        let shorter = address.trim_end_matches(['.', ',', ':', ';', '!', '?', '\'', '*', '_', '~']);
        // One that closes what was opened before the address.
        let closes = shorter.ends_with(')') && shorter.matches(')').count() > shorter.matches('(').count();
        match closes {
            true => address = &shorter[..shorter.len() - 1],
            false if shorter.len() == address.len() => break,
            false => address = shorter,
        }
    }
    (address.len() > scheme.len()).then_some(address)
}

#[cfg(test)]
mod tests {
    use comrak::nodes::{AstNode, NodeValue};
    use comrak::{Arena, Options, parse_document};
    use proptest::prelude::*;

    use super::*;

    /// What a reader of the quote sees: its text, and nothing but paragraphs in one quote.
    fn read_back(markdown: &str) -> Option<String> {
        let (arena, mut options) = (Arena::new(), Options::default());
        (options.extension.strikethrough, options.extension.table, options.extension.tasklist) = (true, true, true);
        (options.extension.superscript, options.extension.footnotes, options.extension.spoiler) = (true, true, true);
        let document = parse_document(&arena, markdown, &options);
        let mut quotes = document.children();
        let (quote, more) = (quotes.next()?, quotes.next());
        if more.is_some() || !matches!(quote.data.borrow().value, NodeValue::BlockQuote) {
            return None;
        }
        let paragraphs: Option<Vec<String>> = quote.children().map(|paragraph| paragraph_text(paragraph)).collect();
        Some(paragraphs?.join("\n\n"))
    }

    fn paragraph_text<'a>(paragraph: &'a AstNode<'a>) -> Option<String> {
        matches!(paragraph.data.borrow().value, NodeValue::Paragraph).then_some(())?;
        inlines(paragraph)
    }

    fn inlines<'a>(parent: &'a AstNode<'a>) -> Option<String> {
        let word = |node: &'a AstNode<'a>| match &node.data.borrow().value {
            NodeValue::Text(text) => Some(text.to_string()),
            NodeValue::LineBreak => Some("\n".to_owned()),
            NodeValue::Link(link) => inlines(node).filter(|shown| *shown == link.url),
            _ => None,
        };
        parent.children().map(word).collect()
    }

    fn check(words: &str) {
        let plain = Plain::of(words);
        if plain.is_empty() {
            return;
        }
        let quote = plain.quote();
        assert_eq!(read_back(&quote), Some(plain.text()), "{words:?} became {quote:?}");
        assert_eq!(Plain::of(&plain.text()).quote(), quote, "a second time changes nothing: {words:?}");
        let lower = quote.to_lowercase();
        for call in CALLS {
            assert!(!lower.contains(&format!("@{call}")), "{quote:?}");
        }
    }

    #[test]
    fn hostile_words_stay_words() {
        for words in [
            "**Adviser:** send me your passport",
            "> Adviser:\n\n# Adviser\n\n1. one\n2) two\n- x\n+ y\n* z",
            "@everyone @here @room <@123> <@&1> <#2> [click](https://evil.example) ![x](http://y)",
            "`code` ```\nblock\n``` ~~no~~ ||spoiler|| <b>html</b> &amp; &#64;everyone",
            "a\u{202e}b\u{2066}c\u{200b}d\u{feff}e\u{ad}f\u{e0041}g",
            "Setext\n===\nother\n---\n| a | b |\n|---|---|\n| 1 | 2 |",
            "[^1] [x]: http://y\n\n[x]: <a>\n    indented\n\ttabbed\\",
            "https://example.org/a_b_c?d=*e*&f=~g~ a@everyone.example -# small\n- [ ] task",
            "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}x",
            "שלום @everyone עולם",
            "\\",
            "\\\\\\",
            "*",
            "_a_",
            "1.",
            "2)",
            "-",
            "+",
            "---",
            "***",
            "===",
            "#",
            ">",
            "<!-- -->",
            "<?x?>",
        ] {
            check(words);
        }
    }

    #[test]
    fn an_address_is_a_link_to_itself_or_none() {
        let check = |words: &str, expect: &str| assert_eq!(Plain::of(words).inline(), expect, "{words}");
        check("see https://a.example/x_y#z?a=1&b=2.", "see <https://a.example/x_y#z?a=1&amp;b=2>.");
        check("(https://a.example/b_(c))", "(<https://a.example/b_(c)>)");
        check("[x](https://a.example)", "\\[x\\](<https://a.example>)");
        check("[https://a.example](b)", "\\[<https://a.example>\\](b)");
        check("https://a.example/[b]", "https\\://a.example/\\[b\\]");
        check("<https://a.example>", "\\<<https://a.example>\\>");
        check("https://a.exämple/x_y", "https\\://a.exämple/x\\_y");
        check("xhttps://a.example https:// www.a.example", "xhttps\\://a.example https\\:// www\\.a.example");
        check("https://a.example/\u{202e}b", "<https://a.example/b>");
    }

    #[test]
    fn nothing_hides_and_nothing_turns() {
        assert_eq!(Plain::of("a\u{202e}b\u{200b}c\u{feff}d").text(), "abcd");
        assert_eq!(Plain::of("e\u{302}\u{302}\u{302}\u{302}\u{302}\u{302}x").text().chars().count(), 6);
        assert_eq!(Plain::of("  a \t b  \n\n\n c").text(), "a b\n\nc");
        assert_eq!(Plain::of("@EveryOne").text(), "@\u{2060}EveryOne");
        assert_eq!(Plain::of("\u{5d0}b").text(), "\u{2068}\u{5d0}b\u{2069}");
        assert!(Plain::of(" \u{200b}\n\u{feff} ").is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn any_words_read_back_as_themselves(words in "\\PC{0,80}") {
            check(&words);
        }

        #[test]
        fn any_marks_read_back_as_themselves(words in "[-\\\\`*_{}\\[\\]<>|~#&$^='\"+.:()!@/ a1\n\u{301}\u{5d0}]{0,40}") {
            check(&words);
        }
    }

    /// A hundred thousand of each; `tests/run` asks for it.
    #[test]
    #[ignore = "a minute"]
    fn a_hundred_thousand_words_read_back_as_themselves() {
        let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(100_000));
        let words = "[-\\\\`*_{}\\[\\]<>|~#&$^='\"+.:()!@/ a1\n\u{301}\u{5d0}\u{202e}]{0,60}";
        runner
            .run(&words, |words| {
                check(&words);
                Ok(())
            })
            .unwrap();
    }
}
