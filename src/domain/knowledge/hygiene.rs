//! Characters that a reader cannot see but that change what a text does. They have no place in words that are quoted.

use crate::content::{ContentError, Rule};
use crate::mistakes::Mistakes;

const WHAT: &str = "an invisible character";

/// What is wrong with the raw text of a file of any kind.
pub fn check_file(path: &str, text: &str) -> Vec<ContentError> {
    let mut mistakes = Mistakes::new(path);
    check(text, &mut mistakes);
    for (index, line) in text.split('\n').enumerate() {
        if let Some(hidden) = line.split('\\').skip(1).find_map(escaped).filter(|character| is_hidden(*character)) {
            mistakes.add(
                Rule::HiddenCharacter,
                index + 1,
                format!("{WHAT} (U+{:04X}) is written as a code: delete it", hidden as u32),
            );
        }
    }
    mistakes.found()
}

pub(super) fn check(text: &str, mistakes: &mut Mistakes<'_>) {
    if text.contains('\r') {
        let line = 1 + text.split('\r').next().unwrap_or_default().matches('\n').count();
        mistakes.add(
            Rule::LineEnds,
            line,
            "the lines end in the Windows way (CR LF): save the file with Unix line ends (LF)",
        );
    }
    for (index, line) in text.split('\n').enumerate() {
        let mut hidden = line.chars().enumerate().filter(|(_, character)| is_hidden(*character));
        let Some((column, character)) = hidden.next() else { continue };
        let more = match hidden.count() {
            0 => String::new(),
            more => format!(", and {more} more in this line"),
        };
        mistakes.add(
            Rule::HiddenCharacter,
            index + 1,
            format!("{WHAT} (U+{:04X}) stands at position {}{more}: delete it", character as u32, column + 1),
        );
    }
}

/// The same for what a text stands for once its codes (`&#8203;`, `"\u200b"`) are read.
pub(crate) fn check_decoded(decoded: &str, line: usize, mistakes: &mut Mistakes<'_>) {
    if let Some(hidden) = decoded.chars().find(|character| is_hidden(*character)) {
        mistakes.add(
            Rule::HiddenCharacter,
            line,
            format!("{WHAT} (U+{:04X}) is written as a code: delete it", hidden as u32),
        );
    }
}

/// The character of `x200b`, `u200b` or `U0000200b`, as YAML and Fluent write it behind a `\`.
fn escaped(code: &str) -> Option<char> {
    let digits = match code.as_bytes().first()? {
        b'x' => 2,
        b'u' => 4,
        b'U' => {
            if code.len() > 8 && code.as_bytes()[1..9].iter().all(u8::is_ascii_hexdigit) {
                8
            } else {
                6
            }
        }
        _ => return None,
    };
    char::from_u32(u32::from_str_radix(code.get(1..=digits)?, 16).ok()?)
}

/// Control, zero-width, bidirectional, tag and annotation characters. Named one by one, not by the general category `Cf`,
/// which would need a table and would let U+2028 pass. A carriage return has its own message.
pub(crate) fn is_hidden(character: char) -> bool {
    match character {
        '\t' | '\r' | '\n' => false,
        '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' => true,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' => true,
        '\u{fe00}'..='\u{fe0e}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}' => true,
        _ => character.is_control(),
    }
}
