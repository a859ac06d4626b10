//! Which answer is meant by what somebody typed: a number, a letter, "the second", a label with a slip of the pen.

use crate::language::Language;
use crate::text;

use super::questionnaire::{Kind, Questionnaire};
use super::shelf::Screening;

/// What was heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// These choices, by place; one, or several where the question takes several.
    Choices(Vec<usize>),
    /// Almost the label of this one: asked before it is taken.
    Near(usize),
    /// A number, but none of those that are offered.
    Outside,
    /// More answers than the question takes.
    TooMany,
    Nothing,
}

/// How alike a typed text and a label must be, from 0 to 1, to be taken for it, and to be asked about.
const SAME: f64 = 0.9;
const NEAR: f64 = 0.72;

/// "I don't know", as people say it.
const UNKNOWN: &[&str] = &[
    "0",
    "dk",
    "i don t know",
    "i dont know",
    "don t know",
    "dont know",
    "no idea",
    "i have no idea",
    "unknown",
    "weet ik niet",
    "weet niet",
    "ik weet het niet",
    "geen idee",
    "onbekend",
    "weiß nicht",
    "weiss nicht",
    "das weiß ich nicht",
    "das weiss ich nicht",
    "ich weiß nicht",
    "ich weiss nicht",
    "ich weiß es nicht",
    "keine ahnung",
    "unbekannt",
    "je ne sais pas",
    "sais pas",
    "aucune idée",
    "aucune idee",
    "inconnu",
];

/// A plain "no" and a plain "yes", in the four languages.
const NO: &[&str] = &[
    "no", "nope", "none", "neither", "nothing", "nobody", "nee", "geen", "niets", "niemand", "nein", "kein", "keine",
    "keiner", "keines", "keins", "nichts", "non", "aucun", "aucune", "rien", "personne",
];
const YES: &[&str] = &["yes", "yep", "yeah", "ja", "jawohl", "oui", "si"];

/// By number, from 1 on: cardinals and ordinals in the four languages.
const NUMBERS: [&[&str]; 10] = [
    &[
        "one",
        "first",
        "1st",
        "een",
        "één",
        "eerste",
        "eins",
        "erste",
        "ersten",
        "erstes",
        "un",
        "une",
        "premier",
        "première",
    ],
    &["two", "second", "2nd", "twee", "tweede", "zwei", "zweite", "zweiten", "deux", "deuxième", "seconde"],
    &["three", "third", "3rd", "drie", "derde", "drei", "dritte", "dritten", "trois", "troisième"],
    &["four", "fourth", "4th", "vier", "vierde", "vierte", "vierten", "quatre", "quatrième"],
    &["five", "fifth", "5th", "vijf", "vijfde", "fünf", "fuenf", "fünfte", "fünften", "cinq", "cinquième"],
    &["six", "sixth", "6th", "zes", "zesde", "sechs", "sechste", "sechsten", "sixième"],
    &["seven", "seventh", "7th", "zeven", "zevende", "sieben", "siebte", "siebten", "sept", "septième"],
    &["eight", "eighth", "8th", "acht", "achtste", "achte", "achten", "huit", "huitième"],
    &["nine", "ninth", "9th", "negen", "negende", "neun", "neunte", "neunten", "neuf", "neuvième"],
    &["ten", "tenth", "10th", "tien", "tiende", "zehn", "zehnte", "zehnten", "dix", "dixième"],
];

/// Only these are ordinals: in a longer sentence "the second" points, while "two partners" counts.
fn is_ordinal(word: &str) -> bool {
    const NO: [&str; 34] = [
        "one", "een", "één", "eins", "un", "une", "two", "twee", "zwei", "deux", "three", "drie", "drei", "trois",
        "four", "vier", "quatre", "five", "vijf", "fünf", "cinq", "six", "zes", "sechs", "seven", "zeven", "sieben",
        "sept", "eight", "acht", "huit", "nine", "negen", "neun",
    ];
    let is = |of: &&str| text::fold(of) == word;
    !NO.iter().chain(&["neuf", "ten", "tien", "zehn", "dix"]).any(is) && number_word(word).is_some()
}

fn number_word(word: &str) -> Option<usize> {
    NUMBERS.iter().position(|words| words.iter().any(|of| text::fold(of) == word)).map(|at| at + 1)
}

/// What is said around a number, in the four languages.
const AROUND: &[&str] = &[
    "the", "number", "option", "answer", "one", "nr", "no", "de", "het", "nummer", "optie", "antwoord", "die", "der",
    "das", "den", "antwort", "le", "la", "numéro", "numero", "réponse", "reponse", "i", "take", "choose",
];

const ARTICLES: &[&str] =
    &["a", "an", "the", "een", "de", "het", "ein", "eine", "der", "die", "das", "un", "une", "le", "la"];

const AND: &[&str] = &["and", "en", "und", "et", "also", "ook", "auch", "aussi", "plus"];

/// The choices as they are offered, in order, that for not knowing at the end; by place.
pub fn offered(of: &Questionnaire, question: usize) -> Vec<usize> {
    let question = &of.questions[question];
    let unknown = question.unknown();
    let others = (0..question.choices().len()).filter(|choice| !question.choices()[*choice].is_unknown);
    others.chain(unknown).collect()
}

/// Reads what was typed as an answer to a question.
pub fn hear(typed: &str, screening: &Screening, question: usize, language: Language) -> Heard {
    let of = &screening.questionnaire;
    let most = match &of.questions[question].kind {
        Kind::One(_) => 1,
        Kind::Many(_, most) => *most,
        Kind::Text(_) => return Heard::Nothing,
    };
    let hearing = Hearing { screening, question, offered: offered(of, question) };
    let words = text::words(typed);
    match hearing.one(&words, language) {
        Heard::Nothing => {}
        heard => return heard,
    }
    let mut found = Vec::new();
    for part in typed.split([',', ';', '&', '+', '/']).flat_map(|part| split_at_and(&text::words(part))) {
        match hearing.one(&part, language) {
            Heard::Choices(choices) => {
                found.extend(choices.into_iter().filter(|choice| !found.contains(choice)).collect::<Vec<_>>())
            }
            // Of a single answer there is no list: these are words of some other kind.
            Heard::Near(_) | Heard::Outside if most == 1 => return Heard::Nothing,
            other => return other,
        }
    }
    match found.len() {
        0 => Heard::Nothing,
        count if count > most => Heard::TooMany,
        _ => Heard::Choices(found),
    }
}

/// The one answer that a part of a sentence gives, where other parts tell of something else: "she is from abroad; hardly".
/// Only for words that are left out anyway.
pub fn in_part(typed: &str, screening: &Screening, question: usize, language: Language) -> Option<Vec<usize>> {
    let parts = typed.split([',', ';', '.', ':', '(', ')', '–', '—', '\n']);
    let mut answers = parts.filter_map(|part| match hear(part, screening, question, language) {
        Heard::Choices(choices) => Some(choices),
        _ => None,
    });
    let first = answers.next()?;
    answers.all(|other| other == first).then_some(first)
}

fn split_at_and(words: &[String]) -> Vec<Vec<String>> {
    let parts = words.split(|word| AND.contains(&word.as_str()));
    parts.filter(|part| !part.is_empty()).map(<[String]>::to_vec).collect()
}

struct Hearing<'a> {
    screening: &'a Screening,
    question: usize,
    offered: Vec<usize>,
}

impl Hearing<'_> {
    fn one(&self, words: &[String], language: Language) -> Heard {
        if words.is_empty() {
            return Heard::Nothing;
        }
        let article = words.len() > 1 && ARTICLES.contains(&words[0].as_str());
        let said = words[usize::from(article)..].join(" ");
        if UNKNOWN.iter().any(|of| text::words(of).join(" ") == said) {
            return self.unknown();
        }
        if let Some(heard) = self.label(&said, language) {
            return heard;
        }
        match number_in(words) {
            Some(number) => self.numbered(number),
            None => self.near(&said, language),
        }
    }

    fn unknown(&self) -> Heard {
        let unknown = self.screening.questionnaire.questions[self.question].unknown();
        unknown.map_or(Heard::Nothing, |choice| Heard::Choices(vec![choice]))
    }

    fn numbered(&self, number: usize) -> Heard {
        if number == 0 {
            return self.unknown();
        }
        // The last is that for not knowing: it has the number 0.
        let known = &self.offered[..self.offered.len().saturating_sub(1)];
        known.get(number - 1).map_or(Heard::Outside, |choice| Heard::Choices(vec![*choice]))
    }

    fn labels(&self, language: Language) -> impl Iterator<Item = (usize, String)> + '_ {
        let words = self.screening.words(language).question(self.question);
        let label = |choice: &usize| Some((*choice, text::words(words.option(*choice)?).join(" ")));
        self.offered.iter().filter_map(label)
    }

    /// A label, its beginning where that of no other is the same, or its code; in the language that is spoken first.
    fn label(&self, said: &str, language: Language) -> Option<Heard> {
        let question = &self.screening.questionnaire.questions[self.question];
        let said_as_code = match said {
            said if NO.contains(&said) => "no",
            said if YES.contains(&said) => "yes",
            said => said,
        };
        let code_of = |choice: usize| text::words(&question.choices()[choice].code).join(" ");
        let is_code = |code: &str| self.offered.iter().find(|choice| code_of(**choice) == code);
        // Where there is no plain "no", it is "none".
        let code = is_code(said_as_code).or_else(|| is_code("none").filter(|_| said_as_code == "no"));
        let others = Language::ALL.into_iter().filter(|of| *of != language);
        let found = [language].into_iter().chain(others).find_map(|language| {
            let all: Vec<(usize, String)> = self.labels(language).collect();
            let whole = all.iter().find(|(_, label)| label == said).map(|(choice, _)| *choice);
            whole.or_else(|| {
                let begins = |label: &str| label.strip_prefix(said).is_some_and(|rest| rest.starts_with(' '));
                let mut beginning = all.iter().filter(|(_, label)| begins(label));
                // Two letters are the beginning of too many sentences, save for a plain "no".
                let (first, more) = (beginning.next(), beginning.next());
                first.filter(|_| more.is_none() && said.len() > 1).map(|(choice, _)| *choice)
            })
        });
        let is_plain = matches!(said_as_code, "no" | "yes");
        found.or(code.copied()).map(|choice| match question.choices()[choice].is_checked && is_plain {
            true => Heard::Near(choice),
            false => Heard::Choices(vec![choice]),
        })
    }

    fn near(&self, said: &str, language: Language) -> Heard {
        let alike = |label: &str| {
            let whole = strsim::normalized_damerau_levenshtein(said, label);
            // A slip in the beginning of a long label is a slip all the same.
            let count = said.split(' ').count();
            let head: Vec<&str> = label.split(' ').take(count).collect();
            let beginning =
                if said.len() > 4 { strsim::normalized_damerau_levenshtein(said, &head.join(" ")) } else { 0.0 };
            whole.max(beginning)
        };
        let mut ranked: Vec<(f64, usize)> =
            self.labels(language).map(|(choice, label)| (alike(&label), choice)).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        match ranked.as_slice() {
            [(best, choice), (second, _), ..] if *best >= SAME && best - second > 0.1 => Heard::Choices(vec![*choice]),
            [(best, choice), ..] if *best >= NEAR => Heard::Near(*choice),
            _ => Heard::Nothing,
        }
    }
}

/// The one number that words name: alone, or as "number 2", "option b", "the second"; in a longer sentence only an ordinal.
fn number_in(words: &[String]) -> Option<usize> {
    let bare: Vec<&str> =
        words.iter().map(String::as_str).filter(|word| !AROUND.iter().any(|of| text::fold(of) == *word)).collect();
    if words.len() == 1 || bare.len() == 1 {
        let word = bare.first().copied().unwrap_or(words[0].as_str());
        let digits = word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
        let letter = || match word.as_bytes() {
            [letter @ b'a'..=b'j'] => Some(usize::from(letter - b'a') + 1),
            _ => None,
        };
        return if digits { word.parse().ok() } else { number_word(word).or_else(letter) };
    }
    let mut ordinals = words.iter().filter(|word| is_ordinal(word)).filter_map(|word| number_word(word));
    let first = ordinals.next()?;
    ordinals.all(|other| other == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screening::laws::shipped_screenings;

    #[test]
    fn people_answer_in_their_own_way() {
        let screenings = shipped_screenings();
        let screening = screenings.get("collaboration").unwrap();
        let of = &screening.questionnaire;
        let check = |question: &str, language: Language, typed: &str, expect: &str| {
            let at = of.question(question).unwrap();
            let code = |choice: &usize| of.questions[at].choices()[*choice].code.as_str();
            let heard = match hear(typed, screening, at, language) {
                Heard::Choices(choices) => choices.iter().map(code).collect::<Vec<_>>().join("+"),
                Heard::Near(choice) => format!("near {}", code(&choice)),
                Heard::Outside => "outside".to_owned(),
                Heard::TooMany => "too many".to_owned(),
                Heard::Nothing => "nothing".to_owned(),
            };
            assert_eq!(heard, expect, "{question} {typed:?}");
        };
        use Language::{De, En, Fr, Nl};
        check("q1", En, "1", "joint-project");
        check("q1", En, "(2)", "guest");
        check("q1", En, "b", "guest");
        check("q1", En, "c)", "hire");
        check("q1", En, "option 4", "send");
        check("q1", En, "the second", "guest");
        check("q1", En, "the second one please", "guest");
        check("q1", En, "he is from far away, so the second", "guest");
        check("q1", En, "the first or the second", "nothing");
        check("q1", Nl, "de derde", "hire");
        check("q1", De, "die zweite", "guest");
        check("q1", Fr, "la deuxième", "guest");
        check("q1", En, "joint project", "joint-project");
        check("q1", En, "jont project", "joint-project");
        check("q1", En, "joint", "joint-project");
        check("q1", En, "12", "outside");
        check("q1", En, "0", "unknown");
        check("q1", Nl, "weet ik niet", "unknown");
        check("q1", De, "Weiß nicht", "unknown");
        check("q1", Fr, "je ne sais pas", "unknown");
        check("q1", En, "I don't know", "unknown");
        check("q1", En, "two partners want to visit us in spring", "nothing");
        check("q5", En, "0", "unchecked");
        check("q5", En, "don't know", "unchecked");
        check("d3", En, "no", "no");
        check("d3", De, "nein", "no");
        check("d3", En, "nee", "no");
        check("d16", Fr, "non", "no");
        check("q8", En, "1 and 3", "only-together+scientific");
        check("q8", En, "1, 2", "only-together+public-good");
        check("q8", De, "1 und 2", "only-together+public-good");
        check("q8", En, "1,2,3", "too many");
        check("q8", En, "2 2", "nothing");
        check("d20", En, "1", "nothing");
        check("q4", En, "compny", "near company");
        check("q2", En, "", "nothing");
        check("q2", En, "1 and 2", "too many");
        check("d15", En, "no", "none");
        check("d15", De, "nein", "none");
        check("q6", En, "neither", "none");
        check("q6", Fr, "rien", "none");
        // Of these a plain "no" would say more than was said.
        check("d1", En, "no", "near no");
        check("d1", Nl, "nee", "near no");
        check("d1", En, "no, the export control office says so", "no");
        check("d4", En, "no", "near none");
        check("d4", De, "keine", "near none");
        check("q4", En, "a company", "company");
        check("q4", Nl, "een bedrijf", "company");
    }

    #[test]
    fn an_answer_is_heard_in_a_part_of_what_is_left_out() {
        let screenings = shipped_screenings();
        let screening = screenings.get("collaboration").unwrap();
        let check = |question: &str, typed: &str, expect: Option<usize>| {
            let at = screening.questionnaire.question(question).unwrap();
            let heard = in_part(typed, screening, at, Language::En);
            assert_eq!(heard, expect.map(|choice| vec![choice]), "{typed:?}");
        };
        check("q2", "she has a foreign passport; hardly", Some(2));
        check("q4", "a company (write to a@example.org)", Some(1));
        check("q2", "hardly, or perhaps: plausible", None);
        check("q2", "she has a foreign passport", None);
    }
}
