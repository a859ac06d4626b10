//! Text as search and recognition see it: folded words, their stems, and pieces of a few characters.

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::language::Language;

/// Of a longer text only the beginning is searched: a paste of a whole document is no question.
pub(crate) const QUERY_MAX_CHARS: usize = 600;
/// A longer run of letters is no word of any of the desk's languages.
const WORD_MAX_CHARS: usize = 40;

/// Compatibility forms, case and diacritics removed: what people leave out when they type in a hurry. One form serves all
/// four languages; keeping a second one with diacritics would tell apart only words that nobody types apart in a chat.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        folded.push_str(text);
        folded.make_ascii_lowercase();
        return folded;
    }
    for character in text.nfkd().filter(|character| !is_combining_mark(*character)).flat_map(char::to_lowercase) {
        match character {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' => folded.push('d'),
            'ı' => folded.push('i'),
            // A capital with a dot (İ) leaves its dot behind when it becomes small.
            other if is_combining_mark(other) => {}
            other => folded.push(other),
        }
    }
    folded
}

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// Folded.
    pub word: String,
    /// Written in capitals, like `US` and `IT`, where `us` and `it` would mean nothing.
    pub is_abbreviation: bool,
}

/// The words of a text, in order. Everything but letters and digits divides: `dual-use` is two words, `l'export` too.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    // Composed first: a letter that is followed by its accent would otherwise be divided from it.
    let composed: String = if text.is_ascii() { text.to_owned() } else { text.nfkc().collect() };
    let written: Vec<&str> =
        composed.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_capitals =
        |word: &str| word.len() > 1 && word.chars().all(|letter| letter.is_uppercase() || letter.is_ascii_digit());
    // Someone who shouts uses no abbreviations that could be told.
    let shouts = written.len() > 3 && written.iter().filter(|word| is_capitals(word)).count() * 2 > written.len();
    let token = |word: &&str| Token {
        is_abbreviation: !shouts && word.chars().count() <= 6 && is_capitals(word),
        word: fold(word).chars().take(WORD_MAX_CHARS).collect(),
    };
    written.iter().map(token).filter(|token| !token.word.is_empty()).collect()
}

/// The folded words of a text, in order.
pub(crate) fn words(text: &str) -> Vec<String> {
    tokens(text).into_iter().map(|token| token.word).collect()
}

/// The part of a query that is looked at.
pub(crate) fn head(text: &str) -> &str {
    text.char_indices().nth(QUERY_MAX_CHARS).map_or(text, |(at, _)| &text[..at])
}

/// A heading as an anchor: `What's next?` becomes `what-s-next`.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for word in words(text) {
        let word: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
        if word.is_empty() || slug.len() + word.len() > 59 {
            continue;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word);
    }
    slug
}

/// A stemmer for each language, applied to folded words.
pub(crate) struct Stemmers([Stemmer; 4]);

impl Stemmers {
    pub(crate) fn new() -> Self {
        Self([Algorithm::English, Algorithm::Dutch, Algorithm::German, Algorithm::French].map(Stemmer::create))
    }

    pub(crate) fn stem<'a>(&self, language: Language, word: &'a str) -> std::borrow::Cow<'a, str> {
        // Abbreviations and numbers with letters have no endings; `ATAS` is not the plural of anything.
        if word.len() <= 3 || word.bytes().any(|byte| byte.is_ascii_digit()) {
            return word.into();
        }
        // The Dutch stemmer leaves the plural of `sanctie` as it is, and half of the field's words end like that.
        let word = if language == Language::Nl && word.ends_with("ies") { &word[..word.len() - 1] } else { word };
        self.0[language as usize].stem(word)
    }
}

/// The number of different numbers that [`grams`] gives.
pub(crate) const GRAM_BUCKETS: usize = 1 << 16;

/// Pieces of two to four characters of words that stand between spaces, each as a number, sorted, without repeats. Numbers
/// come from a hash and not from a dictionary, which would be the largest thing in memory: that two pieces share a number
/// matters only when one is in the query and the other in an ask, once in a thousand pairs.
pub(crate) fn grams<'a>(words: impl IntoIterator<Item = &'a str>, into: &mut Vec<u16>) {
    into.clear();
    let mut padded: Vec<char> = Vec::with_capacity(WORD_MAX_CHARS + 2);
    for word in words {
        padded.clear();
        padded.push(' ');
        padded.extend(word.chars());
        padded.push(' ');
        for size in 2..=4 {
            into.extend(padded.windows(size).map(|piece| bucket(piece.iter().copied())));
        }
    }
    into.sort_unstable();
    into.dedup();
}

/// FNV-1a: the same on every machine and in every release, which the standard library's hashers do not promise.
pub(crate) fn bucket(piece: impl IntoIterator<Item = char>) -> u16 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for character in piece {
        hash = (hash ^ u64::from(u32::from(character))).wrapping_mul(0x0100_0000_01b3);
    }
    (hash ^ (hash >> 16) ^ (hash >> 32) ^ (hash >> 48)) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_leaves_what_people_type() {
        for (written, folded) in [
            ("Überprüfung", "uberprufung"),
            ("SÉCURITÉ", "securite"),
            ("Straße", "strasse"),
            ("œuvre", "oeuvre"),
            ("ﬁnance", "finance"),
            ("Ａ１", "a1"),
            ("İstanbul", "istanbul"),
        ] {
            assert_eq!(fold(written), folded, "{written}");
        }
    }

    #[test]
    fn words_divide_at_everything_but_letters_and_digits() {
        assert_eq!(words("Is dual-use (2021/821) l'export?"), ["is", "dual", "use", "2021", "821", "l", "export"]);
        assert!(words("… ?! 🙂").is_empty());
    }

    #[test]
    fn slugs_are_anchors() {
        for (heading, anchor) in [
            ("What to do next", "what-to-do-next"),
            ("What's “next”?", "what-s-next"),
            ("Über uns", "uber-uns"),
            ("…", ""),
        ] {
            assert_eq!(slug(heading), anchor);
        }
    }

    #[test]
    fn abbreviations_keep_their_letters() {
        let stemmers = Stemmers::new();
        for word in ["csc", "mou", "zrr", "nspm33"] {
            assert_eq!(stemmers.stem(Language::En, word), word);
        }
        assert_eq!(stemmers.stem(Language::En, "sanctions"), "sanction");
        assert_eq!(stemmers.stem(Language::Nl, "sancties"), stemmers.stem(Language::Nl, "sanctie"));
    }
}
