//! What is found in content, told to the editor who can mend it; and the one table of what is looked for.

use std::fmt;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The desk does not load it.
    Mistake,
    /// It loads, but somebody should look.
    Note,
}

impl Severity {
    pub fn word(self) -> &'static str {
        match self {
            Severity::Mistake => "mistake",
            Severity::Note => "note",
        }
    }
}

macro_rules! rules {
    ($($severity:ident $rule:ident $name:literal $about:literal;)*) => {
        /// What is looked for. A rule exists only by its row below: documentation and SARIF are made from it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Rule {
            $(#[doc = $about] $rule,)*
        }

        impl Rule {
            /// All rules, in the order in which they are documented.
            pub const ALL: &[Rule] = &[$(Rule::$rule),*];

            /// What it is called in reports; never changes once released.
            pub fn name(self) -> &'static str {
                match self { $(Rule::$rule => $name),* }
            }

            pub fn severity(self) -> Severity {
                match self { $(Rule::$rule => Severity::$severity),* }
            }

            /// What it asks for, in one line for editors.
            pub fn about(self) -> &'static str {
                match self { $(Rule::$rule => $about),* }
            }
        }
    };
}

rules! {
    Mistake MissingFile "missing-file" "A file or folder that the desk needs is not there.";
    Mistake Unreadable "unreadable" "A file cannot be opened.";
    Mistake FileName "file-name" "An entry's file is called `<id>.<language>.md`, in small letters, digits and hyphens.";
    Mistake FileTooLarge "file-too-large" "A file has at most 256 KiB.";
    Mistake NotUtf8 "not-utf-8" "A file is text in UTF-8.";
    Mistake Symlink "symlink" "A file is the file itself, not a link to one elsewhere.";
    Mistake LineEnds "line-ends" "Lines end in the Unix way (LF).";
    Mistake HiddenCharacter "hidden-character" "No invisible characters and none that turn the direction of writing, not even written as a code.";
    Mistake Malformed "malformed" "Content that cannot be used as it stands, for a reason that the message says.";

    Mistake NoFrontMatter "no-front-matter" "An entry's file begins with its keys between two lines `---`.";
    Mistake MalformedYaml "malformed-yaml" "Keys and values follow the rules of YAML: indentation, quotes, colons.";
    Mistake YamlAlias "yaml-alias" "No anchors (`&`) and aliases (`*`) of YAML.";
    Mistake YamlLimit "yaml-limit" "YAML is not nested deeply and has not thousands of values.";
    Mistake UnknownKey "unknown-key" "Only keys that the desk knows.";
    Mistake MissingKey "missing-key" "Every key that is needed is there.";
    Mistake DuplicateKey "duplicate-key" "A key stands once.";
    Mistake WrongValue "wrong-value" "A value has the form, or is among the words, that its key takes.";
    Mistake MissingLanguage "missing-language" "What stands in several languages stands in all four.";
    Mistake UnknownName "unknown-name" "What a file names, a question, a scale or an entry for instance, exists.";
    Mistake MissingWords "missing-words" "Every id of a questionnaire has its words in all four languages.";
    Mistake NeverAsked "never-asked" "Some answers lead to every question and open every block of a questionnaire.";
    Mistake Unreached "unreached-outcome" "Some answers lead to every outcome of a questionnaire.";
    Mistake DecidesItself "decides-itself" "What a block asks at the end of a questionnaire does not decide whether it opens.";
    Mistake CaseFails "case-fails" "Every case of a questionnaire comes out as it says.";
    Mistake NoCase "outcome-without-case" "A case reaches every outcome of a questionnaire.";
    Mistake RepeatedValue "repeated-value" "A list names a thing once.";
    Mistake EnglishOnlyKey "english-only-key" "What is not of the language stands in the English file alone.";
    Mistake PlainWords "plain-words" "Titles and headings are plain words, without marks of Markdown or HTML.";
    Mistake TooLong "too-long" "Titles fit on a button, and a section fits in one message of every network.";
    Mistake NeverHolds "never-holds" "An entry's last day is not before its first.";

    Mistake TooFewAsks "too-few-asks" "At least six asks in English and three in each other language.";
    Mistake DuplicateAsk "duplicate-ask" "An ask stands once in its entry.";
    Mistake SharedAsk "shared-ask" "An ask stands in one entry only.";
    Mistake DuplicateId "duplicate-id" "An id is that of one entry.";
    Mistake DuplicateTitle "duplicate-title" "No two entries have the same title.";
    Mistake DeadRelated "dead-related" "`related` names other entries that exist.";
    Mistake MissingEnglish "missing-english" "A translation stands beside its English file.";
    Mistake UnknownSection "unknown-section" "A translation has sections of its English file only.";

    Mistake NoSection "no-section" "An entry has at least one section.";
    Mistake StrayText "stray-text" "All text stands under a heading, since sections are quoted alone.";
    Mistake EmptySection "empty-section" "A section has a text.";
    Mistake WrongHeading "wrong-heading" "A heading is one line that begins with `## `, outside of lists.";
    Mistake DuplicateHeading "duplicate-heading" "No two sections of an entry have the same heading or anchor.";
    Mistake Html "html" "No HTML.";
    Mistake Picture "picture" "No pictures.";
    Mistake Table "table" "No tables.";
    Mistake CodeBlock "code-block" "No blocks of code, and no text indented by four spaces.";
    Mistake BlockQuote "block-quote" "No `>`: a section is quoted as a whole.";
    Mistake Divider "divider" "No lines across the page.";

    Mistake NotHttps "not-https" "Addresses are whole and begin with `https://`.";
    Mistake LookAlikeLink "look-alike-link" "A link leads where it seems to: no other address as its text, no foreign letters, numbers or `@` in the host's name.";
    Mistake BareAddress "bare-address" "An address in a text is a link with words: `[what it is](https://…)`.";
    Mistake ReferenceLink "reference-link" "A link's address stands in the link, not elsewhere on the page.";
    Mistake LinkNotInSources "link-not-in-sources" "Every link's address is among the entry's `sources`.";

    Mistake MalformedFluent "malformed-fluent" "A prompt is `key = words`.";
    Mistake MissingPrompt "missing-prompt" "Every prompt is there in every language.";
    Mistake UnknownPrompt "unknown-prompt" "Only prompts that the desk says.";
    Mistake DuplicatePrompt "duplicate-prompt" "A prompt stands once in its language.";
    Mistake PromptSlots "prompt-slots" "A prompt uses its slots, all of them and no others.";
    Mistake PromptComment "prompt-comment" "A comment above each prompt says where it appears.";

    Note TranslationDrift "translation-drift" "The English section has changed since it was translated.";
    Note OverdueReview "overdue-review" "The day of the next review has passed, or that of the last one is still to come.";
    Note AskNearElsewhere "ask-near-elsewhere" "Without this ask, the desk would answer it from another entry that is not `related`.";
    Note LongSentence "long-sentence" "A sentence, or its part up to a semicolon, has at most 30 words.";
    Note UnexplainedAbbreviation "unexplained-abbreviation" "An abbreviation is explained in its section or in `glossary.yaml`.";
    Note FewCases "few-cases" "Three cases reach every outcome of a questionnaire.";
    Note LongPath "long-path" "No path through a questionnaire has more than 28 questions.";
    Note IdleRule "idle-rule" "Every rule of a questionnaire decides something for some answers.";
    Note Unfinished "unfinished" "`TODO` stands where somebody has still to write, as in a draft made from questions.";
    Note ExampleContact "example-contact" "The contact points are your own, not the example that ships.";
    Note ExampleGreenList "example-green-list" "The green list is your own, or approved, not the example that ships.";
}

/// One finding in one file. All of a kind are reported at once, never the first only.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ContentError {
    /// The file, relative to the folder that was read.
    pub path: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong and what to write instead, in one or two sentences for someone who is no programmer.
    pub message: String,
    pub rule: Rule,
}

impl ContentError {
    /// A mistake that has no rule of its own; [`ContentError::under`] gives it one.
    pub fn new(path: impl Into<String>, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.into(), line: line.max(1), message: message.into(), rule: Rule::Malformed }
    }

    #[must_use]
    pub fn under(self, rule: Rule) -> Self {
        Self { rule, ..self }
    }

    pub fn severity(&self) -> Severity {
        self.rule.severity()
    }
}

impl fmt::Display for ContentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.message)
    }
}

/// The beginning of what was written, to name it in a message: an editor knows it by its first words, and a whole page in a
/// message would bury the rest.
pub fn short(written: &str) -> String {
    const MOST: usize = 50;
    let line: String = written.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown = |line: &str| line.chars().filter(|letter| !letter.is_control()).collect::<String>();
    match line.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", shown(&line[..at])),
        None => shown(&line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart_and_every_rule_is_explained_in_a_line() {
        let mut names: Vec<_> = Rule::ALL.iter().map(|rule| rule.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Rule::ALL.len(), "a name is there twice");
        for rule in Rule::ALL {
            assert!(
                rule.name()
                    .split('-')
                    .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())),
                "{rule:?}"
            );
            assert!(rule.about().ends_with('.') && rule.about().chars().count() <= 130, "{rule:?}");
        }
    }

    #[test]
    fn what_is_long_is_named_by_its_beginning() {
        assert_eq!(short("a\n b\u{7}"), "a b");
        assert_eq!(short(&"é".repeat(60)), format!("{}…", "é".repeat(50)));
    }
}
