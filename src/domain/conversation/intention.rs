//! What a message is, given the stage: a command, a choice, small talk, or a question.

use crate::command::{Command, Typed};
use crate::ids::ChoiceId;
use crate::language::Language;
use crate::message::Choice;
use crate::recognise::{Smalltalk, SmalltalkPhrases};

use super::Stage;
use super::feedback::Opinion;

/// What the bot takes a message to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intention {
    Command(Command),
    /// Behind a prefix stood a word that is no command.
    UnknownCommand {
        typed: String,
        near: Option<&'static str>,
    },
    Choice(ChoiceId),
    /// A bare number while choices are open, but not one of theirs.
    OutsideChoices,
    /// Almost the label of a choice: asked before it is taken.
    NearChoice(Choice),
    /// What is said of the answer that was served last.
    Opinion(Opinion, Option<Language>),
    /// With the language it was said in, where that is plain.
    Smalltalk(Smalltalk, Option<Language>),
    Query(String),
    /// No words: a picture, a file, blanks.
    NoText,
    TooLong,
}

/// Longer messages are asked to be put shorter: nobody's question needs more, and search learns nothing from it.
pub const QUERY_MAX_CHARS: usize = 2_000;

/// How alike a typed text and a label must be, from 0 to 1, to ask "did you mean".
const NEAR_LABEL: f64 = 0.8;

/// Reads a message. The stage matters only for its open choices; everything else reads the same at any time.
pub fn read(text: &str, stage: &Stage, smalltalk: &SmalltalkPhrases) -> Intention {
    let text = text.trim();
    if text.chars().count() > QUERY_MAX_CHARS {
        return Intention::TooLong;
    }
    if let Some(typed) = text.strip_prefix(['!', '/']).filter(|rest| rest.starts_with(char::is_alphabetic)) {
        return match Command::read(typed) {
            Typed::Command(Command::Ask { question }) if !question.is_empty() => {
                read(&question, &Stage::Open, smalltalk)
            }
            Typed::Command(command) => Intention::Command(command),
            Typed::Unknown { typed, near } => Intention::UnknownCommand { typed, near },
        };
    }
    if let Some(intention) = stage.offer().and_then(|(_, choices)| read_choice(text, choices)) {
        return intention;
    }
    let served = matches!(stage, Stage::Served { .. });
    if let Some(opinion) = Opinion::of_symbol(text).filter(|_| served) {
        return Intention::Opinion(opinion, None);
    }
    if !text.chars().any(char::is_alphanumeric) {
        return Intention::NoText;
    }
    if let Some(command) = Command::read_bare(text) {
        return Intention::Command(command);
    }
    match smalltalk.recognise(text) {
        Some((Smalltalk::Helped, language)) if served => Intention::Opinion(Opinion::Helped, language),
        Some((Smalltalk::Missed, language)) if served => Intention::Opinion(Opinion::Missed, language),
        // Said of no answer, it is no small talk.
        Some((Smalltalk::Missed, _)) | None => Intention::Query(text.to_owned()),
        Some((kind, language)) => Intention::Smalltalk(kind, language),
    }
}

/// The open choice that words name, by number or by label.
pub(super) fn choice_said(text: &str, stage: &Stage) -> Option<ChoiceId> {
    match read_choice(text.trim(), stage.offer()?.1)? {
        Intention::Choice(choice) => Some(choice),
        _ => None,
    }
}

/// Whether words that were not addressed to the bot could answer an open choice at all. The engine asks this before it
/// stores anything, so that what people say to each other is never kept.
pub fn could_be_choice(text: &str) -> bool {
    number(text.trim()).is_some()
}

/// The number that a reaction stands for.
pub fn reaction_number(symbol: &str) -> Option<usize> {
    match symbol.chars().next()? {
        '👍' | '✅' => Some(1),
        _ => keycap(symbol).filter(|number| *number > 0),
    }
}

/// The number on a key.
pub(super) fn keycap(symbol: &str) -> Option<usize> {
    let digit = symbol.chars().next()?.to_digit(10)?;
    symbol.chars().skip(1).all(|c| matches!(c, '\u{fe0f}' | '\u{20e3}')).then_some(digit as usize)
}

fn read_choice(text: &str, choices: &[Choice]) -> Option<Intention> {
    if let Some(number) = number(text) {
        let chosen = number.checked_sub(1).and_then(|index| choices.get(index));
        return Some(chosen.map_or(Intention::OutsideChoices, |choice| Intention::Choice(choice.id.clone())));
    }
    let typed = fold(text);
    if typed.is_empty() {
        return None;
    }
    if let Some(choice) = choices.iter().find(|choice| fold(&choice.label) == typed) {
        return Some(Intention::Choice(choice.id.clone()));
    }
    // Two letters are the beginning of too many sentences.
    let begins: Vec<_> =
        choices.iter().filter(|choice| typed.len() > 2 && fold(&choice.label).starts_with(&typed)).collect();
    if let [choice] = begins.as_slice() {
        return Some(Intention::Choice(choice.id.clone()));
    }
    choices
        .iter()
        .map(|choice| (strsim::normalized_damerau_levenshtein(&typed, &fold(&choice.label)), choice))
        .filter(|(likeness, _)| *likeness >= NEAR_LABEL)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, choice)| Intention::NearChoice(choice.clone()))
}

fn number(text: &str) -> Option<usize> {
    let digits = text.trim_end_matches(['.', ')']).trim_start_matches(['#', '(']);
    let short = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if short { digits.parse().ok() } else { reaction_number(text).filter(|_| text.contains('\u{20e3}')) }
}

fn fold(text: &str) -> String {
    let mut folded = String::new();
    for word in text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::EventId;

    fn offered() -> Stage {
        let choice = |id: &str, label: &str| Choice::new(id, label);
        let choices = vec![choice("a", "Hosting a guest"), choice("b", "Hiring someone"), choice("c", "None of these")];
        Stage::Choosing { asked_by: EventId::new("$1"), choices, question: None }
    }

    #[test]
    fn an_open_choice_is_taken_by_number_label_or_beginning() {
        let check = |text: &str, expect: Intention| {
            assert_eq!(read(text, &offered(), &SmalltalkPhrases::default()), expect, "{text:?}");
        };
        let choice = |id: &str| Intention::Choice(ChoiceId::new(id));
        check("2", choice("b"));
        check(" 1. ", choice("a"));
        check("3️⃣", choice("c"));
        check("hosting a guest", choice("a"));
        check("hir", choice("b"));
        check("none", choice("c"));
        check("ho", Intention::Query("ho".into()));
        check("9", Intention::OutsideChoices);
        check("hostign a guest", Intention::NearChoice(Choice::new("a", "Hosting a guest")));
        check("what about sanctions?", Intention::Query("what about sanctions?".into()));
        check("help", Intention::Command(Command::Help));
        check("!ask 2", Intention::Query("2".into()));
    }

    #[test]
    fn without_choices_a_number_is_a_question_and_nothing_is_no_text() {
        let check = |text: &str, expect: Intention| {
            assert_eq!(read(text, &Stage::Open, &SmalltalkPhrases::default()), expect, "{text:?}");
        };
        check("2", Intention::Query("2".into()));
        check("  \n", Intention::NoText);
        check("🙂", Intention::NoText);
        check("!hepl", Intention::UnknownCommand { typed: "hepl".into(), near: Some("help") });
        check("/privacy", Intention::Command(Command::Privacy));
        check("!!!", Intention::NoText);
        check(&"a ".repeat(QUERY_MAX_CHARS), Intention::TooLong);
    }

    #[test]
    fn an_opinion_counts_only_after_an_answer_and_a_number_never_is_one() {
        let phrases = SmalltalkPhrases::read(
            "smalltalk.yaml",
            "greeting: {}\nthanks: {en: [thanks]}\nfarewell: {}\nhelped: {en: [that helped]}\n\
             missed: {fr: [pas ma question]}\nbeside: {en: [but]}\n",
        )
        .unwrap();
        let served = Stage::Served { asked_by: EventId::new("$1") };
        let check = |text: &str, after_answer: Intention, else_: Intention| {
            assert_eq!(read(text, &served, &phrases), after_answer, "{text:?}");
            assert_eq!(read(text, &Stage::Open, &phrases), else_, "{text:?}");
        };
        let query = |text: &str| Intention::Query(text.into());
        let (helped, missed) = (Opinion::Helped, Opinion::Missed);
        let thanks = Intention::Smalltalk(Smalltalk::Helped, Some(Language::En));
        check("Thanks, that helped!", Intention::Opinion(helped, Some(Language::En)), thanks);
        let text = "pas ma question";
        check(text, Intention::Opinion(missed, Some(Language::Fr)), query(text));
        check("👎", Intention::Opinion(missed, None), Intention::NoText);
        check("1", query("1"), query("1"));
        check("that helped my colleague", query("that helped my colleague"), query("that helped my colleague"));
    }

    #[test]
    fn reactions_are_numbers() {
        assert_eq!(reaction_number("1️⃣"), Some(1));
        assert_eq!(reaction_number("4"), Some(4));
        assert_eq!(reaction_number("👍"), Some(1));
        assert_eq!(reaction_number("🎉"), None);
        assert_eq!(reaction_number("12"), None);
    }
}
