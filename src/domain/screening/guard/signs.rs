//! Signs that are no words: addresses, numbers, and the many dates of a CV.

use super::lists::GuardWords;
use super::sight::{Kind, Word};

/// An address of electronic mail, also one that was written for people alone: `name (at) example.org`.
pub(super) fn has_email(text: &str) -> bool {
    let is_local = |letter: char| letter.is_alphanumeric() || "._%+-".contains(letter);
    let at_signs = text.match_indices('@').map(|(at, sign)| (at, at + sign.len()));
    if at_signs.into_iter().any(|(at, after)| text[..at].ends_with(is_local) && is_domain(&text[after..])) {
        return true;
    }
    let small = text.to_lowercase();
    let spelt = ["(at)", "[at]", "{at}", " at "].into_iter().flat_map(|sign| small.match_indices(sign));
    spelt.into_iter().any(|(at, sign)| {
        let after = small[at + sign.len()..].trim_start();
        let is_plain = sign != " at ";
        let spells_dot = after.split_whitespace().take(4).any(|word| ["(dot)", "[dot]", "dot"].contains(&word))
            && !after.starts_with("the ");
        small[..at].trim_end().ends_with(is_local) && (is_plain && is_domain(after) || spells_dot)
    })
}

/// Whether the text begins with a host's name, which ends in letters: `2.5V` is none.
fn is_domain(text: &str) -> bool {
    let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '.' && letter != '-');
    let host = text[..end.unwrap_or(text.len())].trim_end_matches(['.', '-']);
    host.rsplit_once('.')
        .is_some_and(|(name, top)| !name.is_empty() && top.chars().count() >= 2 && top.chars().all(char::is_alphabetic))
}

/// A number that is dialled: it begins with `+`, `00` or `0`, and has as many digits as such numbers have.
pub(super) fn has_phone(text: &str) -> bool {
    let mut before = ' ';
    let mut skip_to = 0;
    for (at, letter) in text.char_indices() {
        let begins = (letter == '+' || letter == '0') && !before.is_alphanumeric() && !".,-+".contains(before);
        before = letter;
        if !begins || at < skip_to {
            continue;
        }
        let end = text[at + 1..].find(|letter: char| !letter.is_ascii_digit() && !" -/().\u{a0}".contains(letter));
        let run = &text[at..end.map_or(text.len(), |end| at + 1 + end)];
        if is_phone(run) {
            return true;
        }
        skip_to = at + run.len();
    }
    false
}

fn is_phone(run: &str) -> bool {
    let digits = run.bytes().filter(u8::is_ascii_digit).count();
    let is_year = |group: &str| group.len() == 4 && (group.starts_with("19") || group.starts_with("20"));
    // 01.02.2027 to 03.04.2027.
    if run.split(|letter: char| !letter.is_ascii_digit()).any(is_year) {
        return false;
    }
    let starts = |prefix: &str| {
        run.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(|next: char| ('1'..='9').contains(&next)))
    };
    starts("+") && (9..=15).contains(&digits)
        || starts("00") && (10..=17).contains(&digits)
        || starts("0") && (9..=12).contains(&digits)
}

/// A number that is known by its form: an ORCID, a bank account, a number of social security of the United States.
pub(super) fn has_known_number(text: &str) -> bool {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    let mut parts = text.split(|letter: char| !is_part(letter)).filter(|part| !part.is_empty()).peekable();
    while let Some(part) = parts.next() {
        let groups: Vec<&str> = part.split('-').collect();
        let all = |group: &str, length: usize| group.len() == length && group.bytes().all(|b| b.is_ascii_digit());
        let is_orcid = matches!(groups.as_slice(), [a, b, c, d] if all(a, 4) && all(b, 4) && all(c, 4)
            && d.len() == 4 && all(&d[..3], 3) && d.ends_with(|last: char| last.is_ascii_digit() || last == 'X'));
        let is_social = matches!(groups.as_slice(), [a, b, c] if all(a, 3) && all(b, 2) && all(c, 4));
        let begins_account = part.len() >= 4
            && part.as_bytes()[..2].iter().all(u8::is_ascii_uppercase)
            && part.as_bytes()[2..4].iter().all(u8::is_ascii_digit);
        let mut rest = part.get(4..).unwrap_or_default().to_owned();
        if begins_account && rest.is_empty() {
            while let Some(next) =
                parts.next_if(|next| next.len() <= 4 && next.bytes().any(|b| !b.is_ascii_lowercase()))
            {
                rest.push_str(next);
            }
        }
        let is_account = begins_account
            && (10..=30).contains(&rest.len())
            && rest.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
            && rest.bytes().filter(u8::is_ascii_digit).count() >= 7;
        if is_orcid || is_social || is_account {
            return true;
        }
    }
    false
}

/// A personal page, or a name in a network such as `@somebody`.
pub(super) fn has_profile(text: &str, profiles: &[String]) -> bool {
    text.split_whitespace().any(|part| {
        let small = part.to_lowercase();
        let is_page = |profile: &String| {
            small.match_indices(profile.as_str()).any(|(at, _)| {
                let before = &small[..at];
                // `/people/` counts behind a host's name; `x.com/` is not the end of another's.
                if profile.starts_with('/') { before.contains('.') } else { !before.ends_with(char::is_alphanumeric) }
            })
        };
        let handle = part.trim_start_matches(['(', '"']).strip_prefix('@').unwrap_or_default();
        let is_handle = handle.chars().take_while(|letter| letter.is_alphanumeric()).count() >= 3
            && handle.starts_with(char::is_alphabetic);
        is_handle || profiles.iter().any(is_page)
    })
}

/// So many signs make a CV, with a heading or its name among them and without.
const SIGNS_MIN: [usize; 2] = [4, 5];
/// A plan has years, too.
const RANGES_MAX: usize = 2;
const DEGREES_MAX: usize = 4;
/// How far behind a degree its year may stand.
const YEAR_WITHIN: usize = 4;

/// Whether a text has what CVs have: headings, degrees with their years, years from and to.
pub(super) fn is_cv(words: &[Word], lists: &GuardWords) -> bool {
    let (mut ranges, mut named) = (0, 0);
    let mut degrees: Vec<&str> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let after = &words[at + 1..];
        if is_year(word) && after.iter().take(2).any(is_year) {
            ranges += 1;
        }
        let ends_heading = after.first().is_some_and(|next| next.ends_heading);
        if word.is(Kind::Cv) && (ends_heading || after.first().is_some_and(|next| next.is(Kind::End))) {
            named += 2;
        } else if word.is(Kind::Heading) && ends_heading && after.len() > 1 {
            named += 1;
        }
        let is_of_work = after.first().is_some_and(|next| {
            next.is(Kind::OrgWord) || lists.views.iter().any(|view| view.lexicon.kinds(&next.folded) & WORK != 0)
        });
        let has_year = after.iter().take(YEAR_WITHIN).any(is_year);
        if word.is(Kind::Degree) && has_year && !is_of_work && !degrees.contains(&word.folded.as_str()) {
            degrees.push(&word.folded);
        }
    }
    let signs = named + ranges.min(RANGES_MAX) + degrees.len().min(DEGREES_MAX);
    let kinds = usize::from(named > 0) + usize::from(ranges > 0) + usize::from(!degrees.is_empty());
    kinds >= 2 && signs >= SIGNS_MIN[usize::from(named == 0)]
}

/// What makes a degree a post or a plan: a PhD student, a PhD project.
const WORK: u32 = Kind::Person.bit() | Kind::Crowd.bit() | Kind::Thing.bit();

fn is_year(word: &Word) -> bool {
    word.number().is_some_and(|year| (1940..=2060).contains(&year))
}
