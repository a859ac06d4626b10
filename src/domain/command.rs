//! The one table of commands, from which help, the console, Matrix's `!` and `/` forms and a network's own registration are made.

use crate::language::Language;
use crate::prompts::{Prompt, keys, screening, ticket};
use crate::receipt::Receipt;
use crate::screening::Code;
use crate::ticket::{Order, Phrase};

/// A command with its arguments. A new variant breaks the build until `ALL`, help and reading know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Ask a question in so many words.
    Ask { question: String },
    /// What the desk can do.
    Help,
    /// Choose the desk's language in this conversation; without one, show the choices.
    Language { language: Option<Language>, unknown: Option<String> },
    /// What is kept, for how long, and who can see it.
    Privacy,
    /// Whether an answer still stands; without a receipt, how to write one.
    Verify { receipt: Option<Receipt> },
    /// Weigh a plan, question by question.
    Screen,
    /// Go on with a paused screening; with the code of one that was paused elsewhere.
    Resume { code: Option<Code> },
    /// Hand a case to an adviser; or end that, go on with it, or see where it stands.
    Ticket { step: Option<TicketStep> },
    /// What an adviser orders in the network's own command form; `None`: nothing that there is. Not in the table: it is for no person's
    /// help, and has a table of its own, [`crate::ticket::ORDERS`].
    Desk { order: Option<Order> },
}

/// What the command of advisers is called.
pub const DESK: &str = "desk";

/// What is to become of a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TicketStep {
    Close,
    Reopen,
    /// The person's own, with where they stand.
    List,
    /// To go on here with a ticket that was opened elsewhere.
    Resume(Phrase),
}

/// What people may type for a step in the four languages; the English word first, as it is shown.
const CLOSE: &[&str] = &["close", "sluit", "sluiten", "schließen", "schliessen", "beenden", "fermer", "clore"];
const REOPEN: &[&str] = &["reopen", "heropen", "heropenen", "wieder öffnen", "wiederöffnen", "öffnen", "rouvrir"];
const LIST: &[&str] = &["list", "my tickets", "lijst", "mijn tickets", "liste", "meine tickets", "mes tickets"];

impl TicketStep {
    pub fn read(typed: &str) -> Option<Self> {
        let typed = typed.trim().to_lowercase();
        if let Some(phrase) = Phrase::in_words(&typed) {
            return Some(TicketStep::Resume(phrase));
        }
        let steps = [(TicketStep::Close, CLOSE), (TicketStep::Reopen, REOPEN), (TicketStep::List, LIST)];
        steps.into_iter().find(|(_, words)| words.contains(&typed.as_str())).map(|(step, _)| step)
    }

    /// As [`Self::read`] reads it again.
    pub fn text(&self) -> String {
        match self {
            TicketStep::Close => CLOSE[0].to_owned(),
            TicketStep::Reopen => REOPEN[0].to_owned(),
            TicketStep::List => LIST[0].to_owned(),
            TicketStep::Resume(phrase) => phrase.to_string(),
        }
    }

    /// A whole message that means it without the word `ticket`.
    fn read_bare(text: &str) -> Option<Self> {
        let is_plain = text.contains(' ');
        Self::read(text).filter(|step| match step {
            TicketStep::Reopen | TicketStep::Resume(_) => true,
            TicketStep::List => is_plain,
            TicketStep::Close => false,
        })
    }
}

/// A row of the table: the word people type, and the keys of its words in the prompts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommandRow {
    pub name: &'static str,
    /// Words in the four languages that mean the same when typed alone or after a prefix.
    pub aliases: &'static [&'static str],
    /// What the command is called where the network offers it itself, in each language.
    pub name_prompt: Prompt,
    /// The one-line description.
    pub about: Prompt,
    pub argument: Option<Argument>,
}

/// The one thing that a command may be given, and its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argument {
    /// As it is shown behind the command in the help.
    pub usage: Prompt,
    /// The name of the blank, where the network has one.
    pub name: Prompt,
    /// What belongs in it.
    pub about: Prompt,
    pub is_required: bool,
}

pub const ALL: [CommandRow; 8] = [
    CommandRow {
        name: "ask",
        aliases: &["vraag", "frage", "question"],
        name_prompt: keys::COMMAND_ASK_NAME,
        about: keys::COMMAND_ASK,
        argument: Some(Argument {
            usage: keys::COMMAND_ASK_USAGE,
            name: keys::COMMAND_ASK_OPTION,
            about: keys::COMMAND_ASK_OPTION_ABOUT,
            is_required: true,
        }),
    },
    CommandRow {
        name: "help",
        aliases: &["hulp", "hilfe", "aide"],
        name_prompt: keys::COMMAND_HELP_NAME,
        about: keys::COMMAND_HELP,
        argument: None,
    },
    CommandRow {
        name: "language",
        aliases: &["taal", "sprache", "langue"],
        name_prompt: keys::COMMAND_LANGUAGE_NAME,
        about: keys::COMMAND_LANGUAGE,
        argument: Some(Argument {
            usage: keys::COMMAND_LANGUAGE_USAGE,
            name: keys::COMMAND_LANGUAGE_OPTION,
            about: keys::COMMAND_LANGUAGE_OPTION_ABOUT,
            is_required: false,
        }),
    },
    CommandRow {
        name: "privacy",
        aliases: &["datenschutz", "confidentialité", "confidentialite"],
        name_prompt: keys::COMMAND_PRIVACY_NAME,
        about: keys::COMMAND_PRIVACY,
        argument: None,
    },
    CommandRow {
        name: "resume",
        aliases: &["hervat", "verder", "fortsetzen", "weiter", "reprendre", "continuer"],
        name_prompt: screening::keys::COMMAND_RESUME_NAME,
        about: screening::keys::COMMAND_RESUME,
        argument: Some(Argument {
            usage: screening::keys::COMMAND_RESUME_USAGE,
            name: screening::keys::COMMAND_RESUME_OPTION,
            about: screening::keys::COMMAND_RESUME_OPTION_ABOUT,
            is_required: false,
        }),
    },
    CommandRow {
        name: "screen",
        aliases: &["screening", "afwegen", "abwägen", "abwaegen", "examiner"],
        name_prompt: screening::keys::COMMAND_SCREEN_NAME,
        about: screening::keys::COMMAND_SCREEN,
        argument: None,
    },
    CommandRow {
        name: "ticket",
        aliases: &["human", "adviser", "mens", "adviseur", "mensch", "beratung", "humain", "conseiller"],
        name_prompt: ticket::keys::COMMAND_TICKET_NAME,
        about: ticket::keys::COMMAND_TICKET,
        argument: Some(Argument {
            usage: ticket::keys::COMMAND_TICKET_USAGE,
            name: ticket::keys::COMMAND_TICKET_OPTION,
            about: ticket::keys::COMMAND_TICKET_OPTION_ABOUT,
            is_required: false,
        }),
    },
    CommandRow {
        name: "verify",
        aliases: &["nagaan", "prüfen", "pruefen", "vérifier", "verifier"],
        name_prompt: keys::COMMAND_VERIFY_NAME,
        about: keys::COMMAND_VERIFY,
        argument: Some(Argument {
            usage: keys::COMMAND_VERIFY_USAGE,
            name: keys::COMMAND_VERIFY_OPTION,
            about: keys::COMMAND_VERIFY_OPTION_ABOUT,
            is_required: false,
        }),
    },
];

/// What a typed command turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    Command(Command),
    /// No command is called that; `near` is one that the person may have meant.
    Unknown {
        typed: String,
        near: Option<&'static str>,
    },
}

impl Command {
    /// What the command is called. Destructures every variant, so that a new command cannot be forgotten in the table.
    pub fn name(&self) -> &'static str {
        match self {
            Command::Ask { question: _ } => "ask",
            Command::Help => "help",
            Command::Language { language: _, unknown: _ } => "language",
            Command::Privacy => "privacy",
            Command::Verify { receipt: _ } => "verify",
            Command::Screen => "screen",
            Command::Resume { code: _ } => "resume",
            Command::Ticket { step: _ } => "ticket",
            Command::Desk { order: _ } => DESK,
        }
    }

    /// The command in a whole message, with its prefix or without.
    pub fn in_message(text: &str) -> Option<Command> {
        match text.trim().strip_prefix(['!', '/']) {
            Some(typed) => match Self::read(typed) {
                Typed::Command(command) => Some(command),
                Typed::Unknown { .. } => None,
            },
            None => Self::read_bare(text),
        }
    }

    /// Reads what stands behind a prefix: a name or one of its aliases, then the argument.
    pub fn read(text: &str) -> Typed {
        let (name, argument) = text.trim().split_once(char::is_whitespace).unwrap_or((text.trim(), ""));
        let (typed, argument) = (name.to_lowercase(), argument.trim());
        if typed == DESK {
            return Typed::Command(Command::Desk { order: Order::read(argument) });
        }
        match ALL.iter().find(|row| row.is_called(&typed)) {
            Some(row) => Typed::Command(row.with(argument)),
            None => Typed::Unknown { near: nearest(&typed), typed },
        }
    }

    /// Reads a whole message without a prefix as a command when it is just the command's word (and, for `language`, one
    /// more). `ask` needs its prefix: "ask …" begins many a sentence.
    pub fn read_bare(text: &str) -> Option<Command> {
        let text = text.trim().trim_end_matches(['.', '!', '?']);
        if let Some(step) = TicketStep::read_bare(text) {
            return Some(Command::Ticket { step: Some(step) });
        }
        let (name, argument) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let row = ALL.iter().find(|row| row.name != "ask" && row.is_called(&name.to_lowercase()))?;
        let alone = argument.trim().is_empty();
        let names_language = row.name == "language" && named_language(argument).is_some();
        let names_receipt = row.name == "verify" && Receipt::find(argument).is_some();
        let names_code = row.name == "resume" && Code::read(argument).is_some();
        let names_step = row.name == "ticket" && TicketStep::read(argument).is_some();
        (alone || names_step || names_language || names_receipt || names_code).then(|| row.with(argument))
    }
}

impl CommandRow {
    fn is_called(&self, typed: &str) -> bool {
        self.name == typed || self.aliases.contains(&typed)
    }

    fn with(&self, argument: &str) -> Command {
        match self.name {
            "ask" => Command::Ask { question: argument.to_owned() },
            "language" => {
                let language = named_language(argument);
                let unknown = (language.is_none() && !argument.is_empty()).then(|| argument.to_owned());
                Command::Language { language, unknown }
            }
            "privacy" => Command::Privacy,
            "verify" => Command::Verify { receipt: Receipt::find(argument) },
            "screen" => Command::Screen,
            "resume" => match Phrase::in_words(argument) {
                Some(phrase) => Command::Ticket { step: Some(TicketStep::Resume(phrase)) },
                None => Command::Resume { code: Code::read(argument) },
            },
            "ticket" => Command::Ticket { step: TicketStep::read(argument) },
            _ => Command::Help,
        }
    }
}

/// A language by its code or by its name in any of the four.
pub fn named_language(text: &str) -> Option<Language> {
    let text = text.trim().to_lowercase();
    let names: [(Language, &[&str]); 4] = [
        (Language::En, &["en", "english", "engels", "englisch", "anglais"]),
        (Language::Nl, &["nl", "nederlands", "dutch", "niederländisch", "néerlandais", "neerlandais"]),
        (Language::De, &["de", "deutsch", "german", "duits", "allemand"]),
        (Language::Fr, &["fr", "français", "francais", "french", "frans", "französisch"]),
    ];
    names.into_iter().find(|(_, names)| names.contains(&text.as_str())).map(|(language, _)| language)
}

fn nearest(typed: &str) -> Option<&'static str> {
    ALL.iter()
        .flat_map(|row| std::iter::once(&row.name).chain(row.aliases).map(move |called| (row.name, *called)))
        .map(|(name, called)| (strsim::normalized_damerau_levenshtein(typed, called), name))
        .filter(|(likeness, _)| *likeness >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_behind_a_prefix() {
        let check = |text: &str, expect: Typed| assert_eq!(Command::read(text), expect, "{text:?}");
        check("ask may I travel?", Typed::Command(Command::Ask { question: "may I travel?".into() }));
        check("Hilfe", Typed::Command(Command::Help));
        check("taal duits", Typed::Command(Command::Language { language: Some(Language::De), unknown: None }));
        check(
            "language klingon",
            Typed::Command(Command::Language { language: None, unknown: Some("klingon".into()) }),
        );
        check("hlep", Typed::Unknown { typed: "hlep".into(), near: Some("help") });
        check("xyzzy", Typed::Unknown { typed: "xyzzy".into(), near: None });
        check("desk claim", Typed::Command(Command::Desk { order: Some(Order::Claim) }));
        check("desk", Typed::Command(Command::Desk { order: None }));
    }

    #[test]
    fn a_bare_word_is_a_command_only_alone() {
        assert_eq!(Command::read_bare("help!"), Some(Command::Help));
        assert_eq!(Command::read_bare("language fr").map(|c| c.name()), Some("language"));
        assert_eq!(Command::read_bare("help me choose a partner"), None);
        assert_eq!(Command::read_bare("privacy of guests"), None);
        assert_eq!(Command::read_bare("ask"), None);
        assert_eq!(Command::read_bare("My tickets"), Some(Command::Ticket { step: Some(TicketStep::List) }));
        assert_eq!((Command::read_bare("list"), Command::read_bare("close")), (None, None));
    }

    #[test]
    fn a_phrase_is_a_command_however_it_comes() {
        let phrase = Phrase::from_chance(crate::ticket::Number::from_chance(3), 3);
        let expect = Some(Command::Ticket { step: Some(TicketStep::Resume(phrase.clone())) });
        for text in ["{}", "resume {}", "!ticket {}", "/ticket resume {}", "weiter {}"] {
            let text = text.replace("{}", &phrase.to_string());
            assert_eq!(Command::in_message(&text), expect, "{text}");
        }
        let step = TicketStep::Resume(phrase);
        assert_eq!(TicketStep::read(&step.text()), Some(step));
    }

    #[test]
    fn no_word_names_two_commands() {
        let mut words: Vec<_> = ALL.iter().flat_map(|row| std::iter::once(&row.name).chain(row.aliases)).collect();
        let all = words.len();
        words.sort();
        words.dedup();
        assert_eq!(words.len(), all);
    }
}
