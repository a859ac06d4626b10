//! Characters that a reader cannot see but that change what a text does. They have no place in words that are quoted.

use super::entry::Mistakes;

pub(super) fn check(text: &str, mistakes: &mut Mistakes<'_>) {
    if text.contains('\r') {
        let line = 1 + text.split('\r').next().unwrap_or_default().matches('\n').count();
        mistakes.add(line, "the lines end in the Windows way (CR LF): save the file with Unix line ends (LF)");
    }
    for (index, line) in text.split('\n').enumerate() {
        for (column, character) in line.chars().enumerate().filter(|(_, character)| is_hidden(*character)) {
            mistakes.add(
                index + 1,
                format!(
                    "an invisible character (U+{:04X}) stands at position {}: delete it",
                    character as u32,
                    column + 1
                ),
            );
        }
    }
}

/// Control, zero-width, bidirectional, tag and annotation characters. Named one by one, not by the general category `Cf`,
/// which would need a table and would let U+2028 pass. A carriage return has its own message.
pub(super) fn is_hidden(character: char) -> bool {
    match character {
        '\t' | '\r' | '\n' => false,
        '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' => true,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' => true,
        '\u{fe00}'..='\u{fe0e}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}' => true,
        _ => character.is_control(),
    }
}
