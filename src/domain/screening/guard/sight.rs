//! A text as the guard sees it: each word with all that it may be, and what divides words.

use super::lists::{GuardWords, View};
use crate::knowledge::detect::{is_everyday, is_stop};
use crate::recognise::{Places, Seen};
use crate::text;

macro_rules! kinds {
    ($($kind:ident $name:literal),* $(,)?) => {
        /// What a word may be. Several at once: a professor is a title and a person.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Kind { $($kind),* }

        impl Kind {
            /// As patterns have them, in order.
            pub(super) const NAMES: &'static [&'static str] = &[$($name),*];
        }
    };
}

kinds! {
    Title "TITLE", Given "GIVEN", Maybe "MAYBE", Surname "SURNAME", Name "NAME", Initial "INITIAL", Particle "PARTICLE",
    Person "PERSON", Crowd "CROWD", Subject "SUBJECT", Trait "TRAIT", Thing "THING",
    Country "COUNTRY", People "PEOPLE", Place "PLACE",
    Org "ORG", OrgWord "ORGWORD", Lettered "LETTERED",
    Number "NUMBER", Code "CODE", Degree "DEGREE", Heading "HEADING", Cv "CV",
    Comma "COMMA", End "END",
}

impl Kind {
    pub(super) const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// Numbers of more digits are no days and years.
const NUMBER_MAX_DIGITS: usize = 4;
/// A shorter word in capitals may be anything.
const NAME_MIN_CHARS: usize = 3;
/// Between a people and the organisation that it belongs to: "a Chinese state-run university".
const BEFORE_ORG_MAX_WORDS: usize = 2;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Small,
    Capital,
    /// All of it in capitals.
    Capitals,
    /// One letter, in capitals.
    Letter,
}

/// A word, a phrase that counts as one, or what divides two.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Empty for what divides.
    pub folded: String,
    kinds: u32,
    shape: Shape,
    /// A dot stands right behind it.
    has_dot: bool,
    /// The first of its sentence, where a capital says nothing.
    is_first: bool,
    /// Of what divides: a colon or the end of a line, which headings have behind them.
    pub ends_heading: bool,
}

impl Word {
    pub(super) fn is(&self, kind: Kind) -> bool {
        self.kinds & kind.bit() != 0
    }

    /// What stands in the text, folded, as a number.
    pub(super) fn number(&self) -> Option<u32> {
        self.is(Kind::Number).then(|| self.folded.parse().ok()).flatten()
    }

    fn is_capital(&self) -> bool {
        self.shape != Shape::Small
    }

    fn divides(&self) -> bool {
        self.folded.is_empty()
    }

    fn divider(kind: Kind, ends_heading: bool) -> Self {
        let kinds = kind.bit();
        Self { folded: String::new(), kinds, shape: Shape::Small, has_dot: false, is_first: false, ends_heading }
    }

    /// Several words as the one that they stand for.
    fn joined(words: &[Word], kinds: u32) -> Self {
        let folded = words.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ");
        let first = &words[0];
        Self { folded, kinds, shape: first.shape, has_dot: false, is_first: first.is_first, ends_heading: false }
    }
}

impl Seen for Word {
    fn word(&self) -> &str {
        &self.folded
    }

    fn is(&self, kind: usize) -> bool {
        self.kinds & (1 << kind) != 0
    }
}

/// The words of a text with all that does not depend on a language.
pub(super) fn see(text: &str, lists: &GuardWords, places: &Places) -> Vec<Word> {
    let mut words = written(text, lists);
    let cut = |words: &[Word]| lists.shared.phrase(words);
    words = join(&words, cut);
    for at in 0..words.len() {
        let before = words[..at].iter().rev();
        let after_title = before.take_while(|word| word.is(Kind::Particle) || word.is(Kind::Title)).any(|word| {
            // "dr smith": whoever types a title small may type the name so.
            word.is(Kind::Title) && !word.is_capital()
        });
        let kinds = kinds_of(&words[at], at.checked_sub(1).map(|at| &words[at]), after_title, lists, places);
        words[at].kinds |= kinds;
    }
    find_organisations(&mut words);
    words
}

/// What one language makes of them.
pub(super) fn in_language(seen: &[Word], view: &View) -> Vec<Word> {
    let mut words = join(seen, |words| view.lexicon.phrase(words));
    for word in words.iter_mut().filter(|word| !word.divides() && !word.is(Kind::Org)) {
        word.kinds |= view.lexicon.kinds(&word.folded);
    }
    for at in 0..words.len().saturating_sub(1) {
        // A student visa is no student.
        if words[at].is(Kind::Person)
            && (words[at + 1].is(Kind::Thing) || words[at + 1].is(Kind::OrgWord) && !words[at + 1].is(Kind::Person))
        {
            words[at].kinds = Kind::Thing.bit();
        }
    }
    for at in 0..words.len() {
        let between = |word: &&Word| {
            !word.divides()
                && ![Kind::Person, Kind::Crowd, Kind::Org, Kind::OrgWord].iter().any(|kind| word.is(*kind))
                && !is_stop(&word.folded)
        };
        if words[at].is(Kind::People) || words[at].is(Kind::Country) {
            let gap = words[at + 1..].iter().take(BEFORE_ORG_MAX_WORDS).take_while(between).count();
            let is_org = words.get(at + 1 + gap).is_some_and(|word| word.is(Kind::Org) || word.is(Kind::OrgWord));
            // "from Iran University" and "a Russian state university" are no persons' origins.
            if is_org {
                words[at].kinds = Kind::Org.bit();
            }
        }
    }
    words
}

/// Phrases become one word.
fn join(words: &[Word], phrase: impl Fn(&[Word]) -> Option<(usize, u32)>) -> Vec<Word> {
    let mut joined = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        match phrase(&words[at..]) {
            Some((length, kinds)) => {
                joined.push(Word::joined(&words[at..at + length], kinds));
                at += length;
            }
            None => {
                joined.push(words[at].clone());
                at += 1;
            }
        }
    }
    joined
}

fn kinds_of(word: &Word, before: Option<&Word>, after_title: bool, lists: &GuardWords, places: &Places) -> u32 {
    if word.divides() || word.is(Kind::Org) {
        return 0;
    }
    let mut kinds = lists.shared.kinds(&word.folded);
    let names = Kind::Given.bit() | Kind::Maybe.bit() | Kind::Surname.bit();
    if word.shape != Shape::Capital {
        kinds &= !names | if after_title { Kind::Surname.bit() } else { 0 };
    }
    if word.shape == Shape::Capitals {
        // MR is a scanner, and IR is light.
        kinds &= !Kind::Title.bit();
    }
    if lists.leaders.iter().any(|ending| word.folded.ends_with(ending.as_str())) {
        kinds &= !Kind::OrgWord.bit();
    }
    let is_title = |list: &[String]| list.contains(&word.folded);
    let has_title_case = word.shape == Shape::Capital || word.shape == Shape::Letter;
    if word.has_dot && is_title(&lists.titles_with_dot) && (has_title_case || word.folded.len() > 1)
        || word.shape == Shape::Capital && is_title(&lists.titles_with_capital)
    {
        kinds |= Kind::Title.bit();
    }
    if word.shape == Shape::Letter && word.has_dot && !before.is_some_and(|before| before.is(Kind::Lettered)) {
        kinds |= Kind::Initial.bit();
    }
    let digits = word.folded.bytes().filter(u8::is_ascii_digit).count();
    if digits == word.folded.len() && digits <= NUMBER_MAX_DIGITS {
        kinds |= Kind::Number.bit();
    } else if digits >= NUMBER_MAX_DIGITS {
        kinds |= Kind::Code.bit();
    }
    let is_long = word.folded.chars().count() >= NAME_MIN_CHARS;
    if word.shape == Shape::Capital && is_long && kinds & names == 0 && !is_stop(&word.folded) {
        if places.knows(&word.folded) {
            kinds |= Kind::Place.bit();
        } else if !word.is_first && digits == 0 && !is_everyday(&word.folded) && !lists.know(&word.folded) {
            kinds |= Kind::Name.bit();
        }
    }
    kinds
}

/// Capitalised words side by side are one name; with one of an organisation's words in or beside it, it is an organisation's.
fn find_organisations(words: &mut [Word]) {
    let mut at = 0;
    while at < words.len() {
        let in_name = |word: &Word| word.is_capital() && !word.divides() && !word.is(Kind::Title);
        let length = words[at..].iter().take_while(|word| in_name(word)).count();
        let name = at..at + length;
        let is_small_org = |word: Option<&Word>| word.is_some_and(|word| word.is(Kind::OrgWord) && !word.is_capital());
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        let has_title = before.is_some_and(|word| word.is(Kind::Title));
        let is_org = words[name.clone()].iter().any(|word| word.is(Kind::OrgWord) || word.is(Kind::Org))
            || !has_title && (is_small_org(before) || is_small_org(words.get(name.end)));
        if is_org {
            words[name].iter_mut().for_each(|word| word.kinds = Kind::Org.bit());
        }
        at += length.max(1);
    }
}

/// The words as they are written, with what divides them.
fn written(text: &str, lists: &GuardWords) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let length = rest[start..].find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len() - start);
        let word = &rest[start..start + length];
        words.extend(divider(&rest[..start], words.last(), lists));
        let is_first = words.last().is_none_or(|before| before.is(Kind::End));
        rest = &rest[start + length..];
        let has_dot = rest.starts_with('.');
        let folded = text::fold(word);
        // A letter that nothing is left of, such as a lone accent.
        if !folded.is_empty() {
            words.push(Word { folded, kinds: 0, shape: shape(word), has_dot, is_first, ends_heading: false });
        }
    }
    words.push(Word::divider(Kind::End, true));
    words
}

fn shape(word: &str) -> Shape {
    let mut letters = word.chars();
    let first_is_capital = letters.next().is_some_and(char::is_uppercase);
    match (first_is_capital, letters.clone().next().is_none(), letters.any(char::is_lowercase)) {
        (false, _, _) => Shape::Small,
        (true, true, _) => Shape::Letter,
        (true, false, true) => Shape::Capital,
        (true, false, false) => Shape::Capitals,
    }
}

/// What the signs between two words do.
fn divider(between: &str, before: Option<&Word>, lists: &GuardWords) -> Option<Word> {
    const ENDS: &[char] = &['!', '?', ';', ':', '\n', '(', ')', '[', ']', '"', '«', '»', '“', '”', '„', '…', '|', '•'];
    let before = before.filter(|word| !word.divides())?;
    let mut signs = between.chars().peekable();
    let mut is_comma = false;
    let mut follows_blank = false;
    while let Some(sign) = signs.next() {
        let is_blank_next = signs.peek().is_none_or(|next| next.is_whitespace());
        // "z. B.", "J. P.": a dot behind one letter ends nothing.
        let is_letter = before.folded.chars().count() == 1 && before.folded.chars().all(char::is_alphabetic);
        let is_short = is_letter
            || lists.titles_with_dot.contains(&before.folded)
            || lists.shared.kinds(&before.folded) & Kind::Title.bit() != 0;
        match sign {
            _ if ENDS.contains(&sign) => return Some(Word::divider(Kind::End, sign == ':' || between.contains('\n'))),
            '.' if signs.peek().is_some() && is_blank_next && !is_short => {
                return Some(Word::divider(Kind::End, false));
            }
            '-' | '–' | '—' if follows_blank && is_blank_next => return Some(Word::divider(Kind::End, false)),
            ',' => is_comma = true,
            _ => {}
        }
        follows_blank = sign.is_whitespace();
    }
    is_comma.then(|| Word::divider(Kind::Comma, false))
}
