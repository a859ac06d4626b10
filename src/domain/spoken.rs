//! Letters and digits for codes that people read aloud, type again and get wrong: nobody takes one for another
//! (D. Crockford, *Base 32*).

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// So many letters of five bits each, the lowest bits first.
pub(crate) fn letters(chance: u128, count: usize) -> String {
    (0..count).map(|at| letter((chance >> (5 * at)) as u8)).collect()
}

/// The letter of the lowest five bits.
pub(crate) fn letter(bits: u8) -> char {
    char::from(ALPHABET[usize::from(bits & 31)])
}

/// The five bits of a letter as somebody may have typed it: small, or `O` for 0, `I` and `L` for 1.
pub(crate) fn bits(typed: char) -> Option<u8> {
    let plain = match typed.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        plain => plain,
    };
    ALPHABET.iter().position(|known| char::from(*known) == plain).and_then(|at| u8::try_from(at).ok())
}

/// Reads so many letters, whatever blanks and hyphens stand between them.
pub(crate) fn read(typed: &str, count: usize) -> Option<String> {
    let plain = typed.chars().filter(|letter| !matches!(letter, '-' | ' ' | '`'));
    let read: String = plain.map(|typed| bits(typed).map(letter)).collect::<Option<_>>()?;
    (read.len() == count).then_some(read)
}

/// In groups, with hyphens between them.
pub(crate) fn grouped(letters: &str, groups: &[usize]) -> String {
    let mut rest = letters;
    let mut parts = Vec::new();
    for count in groups {
        let (part, left) = rest.split_at((*count).min(rest.len()));
        parts.push(part);
        rest = left;
    }
    parts.join("-")
}
