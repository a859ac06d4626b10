//! Text in a picture that lays out nothing by itself: how wide it is, where it breaks, and what stands for its signs.

/// The width in pixels, rather too large: each browser has letters of its own.
pub(super) fn width(text: &str, size: i32) -> i32 {
    let thousandths: i32 = text.chars().map(letter).sum();
    (thousandths * size * 105 / 100 + 999) / 1000
}

/// In thousandths of the size, as in Arial.
fn letter(letter: char) -> i32 {
    match letter {
        'i' | 'j' | 'l' | '\'' | '|' | '!' | '.' | ',' | ':' | ';' | 'I' => 278,
        'f' | 't' | 'r' | '(' | ')' | '/' | '-' | ' ' | '\u{a0}' => 333,
        'm' | 'M' | 'W' | '%' | '@' => 889,
        'w' => 722,
        'A'..='Z' => 722,
        _ if letter.is_ascii() => 556,
        _ if letter < '\u{2e80}' => 611,
        _ => 1000,
    }
}

/// Breaks a text between words; a word that is too wide for a line of its own sticks out.
pub(super) fn wrap(text: &str, most: i32, size: i32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if width(line, size) + width(" ", size) + width(word, size) <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// What may stand between tags and in attributes.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            control if control.is_control() => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_to_their_width_and_lose_nothing() {
        let text = "Could the topic be on a list, or of use for weapons?";
        let lines = wrap(text, 120, 12);
        assert!(lines.len() > 2 && lines.iter().all(|line| width(line, 12) <= 120), "{lines:?}");
        assert_eq!(lines.join(" "), text);
        assert_eq!(wrap("Arbeitnehmerüberlassungsgesetz", 20, 12).len(), 1);
        assert!(wrap(" ", 20, 12).is_empty());
        assert_eq!(wrap("Topic at\u{a0}least\u{a0}2", 40, 12), ["Topic", "at\u{a0}least\u{a0}2"]);
    }

    #[test]
    fn no_word_of_the_content_becomes_a_tag() {
        assert_eq!(escape("<a href='x'>&\u{7}\""), "&lt;a href=&#39;x&#39;&gt;&amp; &quot;");
    }
}
