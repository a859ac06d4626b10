//! Every sentence the bot may say, in every language of the desk: read from `prompts/<lang>/*.ftl`, checked against the
//! list below, and filled.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast;

use crate::content::{ContentError, Rule, short};
use crate::language::Language;

/// A sentence pattern: its key in the `.ftl` files and the slots it may name. Made only in [`keys`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prompt {
    pub key: &'static str,
    pub slots: &'static [&'static str],
}

macro_rules! prompts {
    ($($name:ident = $key:literal [$($slot:literal),*];)*) => {
        /// The prompts that the code says, each with its slots. A file that lacks one, has another or names a slot that
        /// is not listed is refused.
        pub mod keys {
            use super::Prompt;
            $(pub const $name: Prompt = Prompt { key: $key, slots: &[$($slot),*] };)*
        }
        /// All of them, of this file.
        pub const ALL: &[Prompt] = &[$(keys::$name),*];
    };
}

prompts! {
    INTRODUCTION = "introduction" ["days", "help"];
    INTRODUCTION_NOT_ADOPTED = "introduction-not-adopted" [];
    INTRODUCTION_ADOPTED = "introduction-adopted" ["by"];
    WELCOME_DIRECT = "welcome-direct" [];
    WELCOME_SHARED = "welcome-shared" [];
    GREETING = "greeting" [];
    THANKS = "thanks" [];
    FAREWELL = "farewell" [];
    CONTACT_LINE = "contact-line" ["name", "reach"];
    CONTACT_NATIONAL = "contact-national" ["name", "reach"];
    CONTACT_EXAMPLE = "contact-example" [];

    HELP_LEAD = "help-lead" [];
    HELP_ROW = "help-row" ["usage", "about"];
    HELP_CLOSE = "help-close" ["contact"];
    COMMAND_ASK = "command-ask" [];
    COMMAND_ASK_USAGE = "command-ask-usage" [];
    COMMAND_HELP = "command-help" [];
    COMMAND_LANGUAGE = "command-language" [];
    COMMAND_LANGUAGE_USAGE = "command-language-usage" [];
    COMMAND_PRIVACY = "command-privacy" [];
    COMMAND_UNKNOWN = "command-unknown" ["typed"];
    COMMAND_UNKNOWN_NEAR = "command-unknown-near" ["typed", "near"];
    ASK_WHAT = "ask-what" [];
    LANGUAGE_WHICH = "language-which" [];
    LANGUAGE_SET = "language-set" [];
    LANGUAGE_UNKNOWN = "language-unknown" ["typed"];
    PRIVACY = "privacy" ["days", "contact"];
    COMMAND_VERIFY = "command-verify" [];
    COMMAND_VERIFY_USAGE = "command-verify-usage" [];
    VERIFY_WHAT = "verify-what" [];
    VERIFY_CURRENT = "verify-current" ["title", "section", "reviewed"];
    VERIFY_CHANGED = "verify-changed" ["title", "section", "reviewed"];
    VERIFY_CHANGED_UNKEPT = "verify-changed-unkept" ["title", "section", "reviewed"];
    VERIFY_REPLACED = "verify-replaced" ["was", "is"];
    VERIFY_ADDED = "verify-added" ["is"];
    VERIFY_REMOVED = "verify-removed" ["was"];
    VERIFY_WITHDRAWN = "verify-withdrawn" ["contact"];
    VERIFY_NEVER = "verify-never" ["contact"];

    ANSWER_SOURCE = "answer-source" ["title", "section", "reviewed", "owner"];
    ANSWER_LINK = "answer-link" ["links"];
    ANSWER_RECEIPT = "answer-receipt" ["receipt"];
    ANSWER_EDIT = "answer-edit" ["link"];
    ANSWER_OVERDUE = "answer-overdue" ["due"];
    ANSWER_EXPIRED = "answer-expired" ["title", "reviewed", "contact"];
    ANSWER_EXPIRED_BESIDE = "answer-expired-beside" ["title", "reviewed"];
    ANSWER_IN_ENGLISH = "answer-in-english" [];
    ANSWER_PERSON = "answer-person" ["contact"];
    UNSURE_WHICH = "unsure-which" [];
    UNSURE_NONE = "unsure-none" [];
    UNKNOWN = "unknown" ["contact"];
    UNKNOWN_NONE = "unknown-none" ["contact"];
    MORE_SECTIONS = "more-sections" ["title"];
    MORE_RELATED = "more-related" [];
    MORE_NONE = "more-none" ["contact"];
    PLACE_UNKNOWN = "place-unknown" ["place", "contact"];
    PLACE_KEPT = "place-kept" ["place"];
    PLACE_FORGOTTEN = "place-forgotten" [];
    PERSON_FIRST = "person-first" ["contact"];
    PERSON_MEANWHILE = "person-meanwhile" [];
    PLAN_OFFER = "plan-offer" ["contact"];
    EVASION = "evasion" ["contact"];
    ABOUT_PERSON = "about-person" ["contact"];
    OUTSIDE = "outside" ["contact"];
    OUTSIDE_OFFICE = "outside-office" ["office", "contact"];
    FEEDBACK_HOW = "feedback-how" [];
    FEEDBACK_HELPED = "feedback-helped" [];
    FEEDBACK_MISSED = "feedback-missed" [];
    FEEDBACK_THANKS = "feedback-thanks" [];
    FEEDBACK_SORRY = "feedback-sorry" ["contact"];
    FEEDBACK_OTHERS = "feedback-others" [];
    CHOICE_ROW = "choice-row" ["number", "label"];
    CHOICE_HOW = "choice-how" ["last"];
    CHOICE_ONE = "choice-one" [];
    CHOICE_OUTSIDE = "choice-outside" ["last"];
    CHOICE_NEAR = "choice-near" [];

    ONLY_TEXT = "only-text" ["contact"];
    TOO_LONG = "too-long" ["most", "contact"];
    REWORD_OFFER = "reword-offer" [];
    REWORD_YES = "reword-yes" [];
    REWORD_NO = "reword-no" [];
    REWORD_LEFT = "reword-left" [];
    UNREADABLE = "unreadable" ["contact"];
    UNDELIVERED = "undelivered" [];
    SLOW_DOWN = "slow-down" ["contact"];
    SORRY_BROKEN = "sorry-broken" ["contact"];

    COMMAND_ASK_NAME = "command-ask-name" [];
    COMMAND_HELP_NAME = "command-help-name" [];
    COMMAND_LANGUAGE_NAME = "command-language-name" [];
    COMMAND_PRIVACY_NAME = "command-privacy-name" [];
    COMMAND_VERIFY_NAME = "command-verify-name" [];
    COMMAND_ASK_OPTION = "command-ask-option" [];
    COMMAND_ASK_OPTION_ABOUT = "command-ask-option-about" [];
    COMMAND_LANGUAGE_OPTION = "command-language-option" [];
    COMMAND_LANGUAGE_OPTION_ABOUT = "command-language-option-about" [];
    COMMAND_VERIFY_OPTION = "command-verify-option" [];
    COMMAND_VERIFY_OPTION_ABOUT = "command-verify-option-about" [];
    COMMAND_ASK_ABOUT_THIS = "command-ask-about-this" [];
    HELP_LEAD_SLASH = "help-lead-slash" [];
    HELP_CLOSE_SLASH = "help-close-slash" ["contact"];
    USE_COMMAND = "use-command" [];
    CHOOSE_ONE = "choose-one" [];
    SHARE = "share" [];
    ANSWER_SHARED = "answer-shared" [];
    UNREACHABLE = "unreachable" [];
    PRIVACY_NETWORK_READS = "privacy-network-reads" [];
    CUT_SHORT = "cut-short" [];
    NOTICE_OUTAGE = "notice-outage" ["from", "to"];
    NOTICE_CUT_SHORT = "notice-cut-short" ["count"];
    NOTICE_NOT_UNDERSTOOD = "notice-not-understood" ["count"];
}

pub mod orders;
pub mod report;
pub mod screening;
pub mod ticket;

/// Every prompt there is.
pub fn all() -> impl Iterator<Item = &'static Prompt> {
    ALL.iter().chain(report::ALL).chain(screening::ALL).chain(ticket::ALL).chain(orders::ALL)
}

/// Of a file that is no Fluent at all, as many as anybody would read.
const ERRORS_MAX: usize = 50;

/// The sentences of all languages. Made by [`Prompts::read`] only when every language has every prompt.
pub struct Prompts {
    bundles: BTreeMap<Language, FluentBundle<FluentResource>>,
}

impl fmt::Debug for Prompts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prompts").field("languages", &self.bundles.keys()).finish()
    }
}

impl Prompts {
    /// Reads `(path, language, text)` of every file, and reports every mistake at once.
    pub fn read(files: &[(String, Language, String)]) -> Result<Self, Vec<ContentError>> {
        let mut mistakes = Vec::new();
        let mut bundles = BTreeMap::new();
        for language in Language::ALL {
            let mut found = BTreeSet::new();
            let mut bundle = new_bundle(language);
            let mistakes_before = mistakes.len();
            for (path, _, text) in files.iter().filter(|(_, of, _)| *of == language) {
                read_file(path, text, &mut found, &mut bundle, &mut mistakes);
            }
            // A file that cannot be read would seem to lack all of its prompts: the one mistake is enough.
            let unread = mistakes[mistakes_before..].iter().any(|mistake| mistake.rule == Rule::MalformedFluent);
            for prompt in all().filter(|prompt| !unread && !found.contains(prompt.key)) {
                let path = format!("prompts/{language}");
                let message = format!(
                    "`{}` is missing: write it in {}, with {}",
                    prompt.key,
                    language.autonym(),
                    slot_words(prompt)
                );
                mistakes.push(ContentError::new(path, 1, message).under(Rule::MissingPrompt));
            }
            bundles.insert(language, bundle);
        }
        if mistakes.is_empty() { Ok(Self { bundles }) } else { Err(mistakes) }
    }

    /// Fills a prompt. A slot that the pattern does not use is no mistake: a language may do without it.
    pub fn fill(&self, language: Language, prompt: Prompt, slots: &[(&str, &str)]) -> String {
        debug_assert_eq!(prompt.slots.len(), slots.len(), "{} takes {:?}", prompt.key, prompt.slots);
        let mut args = FluentArgs::new();
        for (name, value) in slots {
            debug_assert!(prompt.slots.contains(name), "{} has no slot {name}", prompt.key);
            args.set(*name, *value);
        }
        let bundle = self.bundles.get(&language);
        let pattern = bundle.and_then(|bundle| Some((bundle, bundle.get_message(prompt.key)?.value()?)));
        // `read` refuses a set of prompts that lacks one, so the key itself never reaches a person.
        pattern.map_or_else(
            || prompt.key.to_owned(),
            |(bundle, pattern)| bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned(),
        )
    }
}

fn new_bundle(language: Language) -> FluentBundle<FluentResource> {
    let tag = language.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Isolation marks would stand in the Markdown that people copy.
    bundle.set_use_isolating(false);
    bundle
}

fn read_file(
    path: &str,
    text: &str,
    found: &mut BTreeSet<&'static str>,
    bundle: &mut FluentBundle<FluentResource>,
    mistakes: &mut Vec<ContentError>,
) {
    if let Some(line) = too_deep(text) {
        let message = "braces stand in braces too often here: write each slot as `{ $slot }`, and close it";
        mistakes.push(ContentError::new(path, line, message).under(Rule::MalformedFluent));
        return;
    }
    // The bundle's own parser drops comments, and with them what we check; so the text is parsed a second time.
    let (resource, parsed) = match (FluentResource::try_new(text.to_owned()), fluent_syntax::parser::parse(text)) {
        (Ok(resource), Ok(parsed)) => (resource, parsed),
        (Err((_, errors)), _) | (_, Err((_, errors))) => {
            mistakes.extend(errors.iter().take(ERRORS_MAX).map(|error| {
                let line = line_of(text, error.pos.start);
                let hint = "A sentence is `key = words`; its further lines are indented, and none of them begins with `*`, `[`, `.` or `}`";
                let message = format!("not Fluent: {}. {hint}", short(&error.kind.to_string()));
                ContentError::new(path, line, message).under(Rule::MalformedFluent)
            }));
            return;
        }
    };
    for entry in &parsed.body {
        let ast::Entry::Message(message) = entry else { continue };
        let key = message.id.name;
        let line = line_where(text, key);
        let Some(prompt) = all().find(|prompt| prompt.key == key) else {
            let message = format!("`{}` is said nowhere{}", short(key), nearest(key));
            mistakes.push(ContentError::new(path, line, message).under(Rule::UnknownPrompt));
            continue;
        };
        if !found.insert(prompt.key) {
            let message = format!("`{key}` stands twice in this language: keep one");
            mistakes.push(ContentError::new(path, line, message).under(Rule::DuplicatePrompt));
        }
        if message.comment.is_none() {
            let message = format!("`{key}` has no comment: write `# where it appears` on the line above it");
            mistakes.push(ContentError::new(path, line, message).under(Rule::PromptComment));
        }
        let mut used = BTreeSet::new();
        slots_of(message.value.as_ref(), &mut used);
        let wanted: BTreeSet<&str> = prompt.slots.iter().copied().collect();
        if used != wanted {
            let used = short(&format!("{used:?}"));
            let message = format!("`{key}` must use {}, and uses {used}: put in what is missing", slot_words(prompt));
            mistakes.push(ContentError::new(path, line, message).under(Rule::PromptSlots));
        }
    }
    if let Err(errors) = bundle.add_resource(resource) {
        mistakes.extend(errors.iter().map(|error| {
            let message = format!("{}: keep one of the two", short(&error.to_string()));
            ContentError::new(path, 1, message).under(Rule::DuplicatePrompt)
        }));
    }
}

/// The first line on which braces are open too deep. The parser calls itself for each, and would run out of stack.
fn too_deep(text: &str) -> Option<usize> {
    const BRACES_MAX: usize = 10;
    let mut open = 0_usize;
    text.lines()
        .position(|line| {
            // A new sentence begins at the line's beginning, whatever the one before left open.
            if line.starts_with(|first: char| first.is_ascii_alphabetic()) {
                open = 0;
            }
            line.chars().any(|letter| {
                match letter {
                    '{' => open += 1,
                    '}' => open = open.saturating_sub(1),
                    _ => {}
                }
                open > BRACES_MAX
            })
        })
        .map(|index| index + 1)
}

fn slots_of<'a>(pattern: Option<&ast::Pattern<&'a str>>, used: &mut BTreeSet<&'a str>) {
    for element in pattern.iter().flat_map(|pattern| &pattern.elements) {
        if let ast::PatternElement::Placeable { expression } = element {
            slots_of_expression(expression, used);
        }
    }
}

fn slots_of_expression<'a>(expression: &ast::Expression<&'a str>, used: &mut BTreeSet<&'a str>) {
    match expression {
        ast::Expression::Inline(inline) => slots_of_inline(inline, used),
        ast::Expression::Select { selector, variants } => {
            slots_of_inline(selector, used);
            for variant in variants {
                slots_of(Some(&variant.value), used);
            }
        }
    }
}

fn slots_of_inline<'a>(inline: &ast::InlineExpression<&'a str>, used: &mut BTreeSet<&'a str>) {
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            used.insert(id.name);
        }
        ast::InlineExpression::Placeable { expression } => slots_of_expression(expression, used),
        _ => {}
    }
}

fn slot_words(prompt: &Prompt) -> String {
    if prompt.slots.is_empty() {
        return "no slot".to_owned();
    }
    let slots: Vec<_> = prompt.slots.iter().map(|slot| format!("{{ ${slot} }}")).collect();
    format!("the slots {}", slots.join(", "))
}

fn nearest(key: &str) -> String {
    all()
        .filter(|_| key.len() <= 100)
        .map(|prompt| (strsim::normalized_damerau_levenshtein(key, prompt.key), prompt.key))
        .filter(|(likeness, _)| *likeness > 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map_or_else(|| ": remove it".to_owned(), |(_, near)| format!(": did you mean `{near}`?"))
}

fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|byte| *byte == b'\n').count() + 1
}

fn line_where(text: &str, key: &str) -> usize {
    let starts = |line: &str| line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
    text.lines().position(starts).map_or(1, |index| index + 1)
}

#[cfg(test)]
mod tests;
