//! What advisers can order, as one table: the help, the `!` forms, the reactions, and a network's own commands are made of it. The
//! words are English in every language of the desk: they are typed all day, and one team often speaks several languages.

use super::Priority;
use crate::prompts::Prompt;
use crate::prompts::orders::keys;

/// An order with what stands behind it. A new one breaks the build until [`ALL`] and reading know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    Claim,
    Release,
    Reply(String),
    /// Words that stay where they are.
    Note(String),
    Wait,
    Resolve,
    /// With what was agreed, where it is said.
    Close(String),
    Reopen,
    Topic(String),
    /// `None`: no priority was named.
    Priority(Option<Priority>),
    /// To the adviser of this name.
    Transfer(String),
    /// Words kept for all, by their name; empty: which there are.
    Snippet(String),
    /// All that was said, as a file.
    Transcript,
    /// That a colleague whose account has a new identity is who they were.
    Confirm(String),
    /// Called when something new comes, or no more; `None`: who is?
    Duty(Option<bool>),
    /// The open tickets.
    List,
    /// Those that the adviser has.
    Mine,
    Help,
}

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderRow {
    pub name: &'static str,
    pub aliases: &'static [&'static str],
    /// A reaction to the head of a ticket that means the same.
    pub symbol: Option<&'static str>,
    /// What it does, in a line.
    pub about: Prompt,
    pub argument: Option<OrderArgument>,
    /// It needs no ticket: anywhere in the advisers' room.
    pub is_of_desk: bool,
}

/// What can stand behind an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderArgument {
    /// The name of the blank, where the network has one.
    pub name: &'static str,
    /// Nothing else can stand there; empty: words.
    pub choices: &'static [&'static str],
    pub is_required: bool,
}

const fn row(name: &'static str, aliases: &'static [&'static str], about: Prompt) -> OrderRow {
    OrderRow { name, aliases, symbol: None, about, argument: None, is_of_desk: false }
}

const fn words(name: &'static str, is_required: bool) -> Option<OrderArgument> {
    Some(OrderArgument { name, choices: &[], is_required })
}

pub const ALL: [OrderRow; 18] = [
    OrderRow { symbol: Some("✋"), ..row("claim", &["take"], keys::CLAIM) },
    OrderRow { symbol: Some("↩"), ..row("release", &["unclaim"], keys::RELEASE) },
    OrderRow { argument: words("name", true), ..row("transfer", &["assign"], keys::TRANSFER) },
    OrderRow { argument: words("words", true), ..row("reply", &["r"], keys::REPLY) },
    OrderRow { argument: words("name", false), ..row("snippet", &["s"], keys::SNIPPET) },
    OrderRow { argument: words("words", true), ..row("note", &["n"], keys::NOTE) },
    OrderRow { symbol: Some("⏳"), ..row("waiting", &["wait"], keys::WAITING) },
    OrderRow { symbol: Some("✅"), ..row("resolve", &["resolved"], keys::RESOLVE) },
    OrderRow { symbol: Some("🔒"), argument: words("agreed", false), ..row("close", &[], keys::CLOSE) },
    OrderRow { symbol: Some("🔓"), ..row("reopen", &[], keys::REOPEN) },
    OrderRow { argument: words("topic", true), ..row("topic", &[], keys::TOPIC) },
    OrderRow {
        argument: Some(OrderArgument { name: "priority", choices: &["low", "normal", "high"], is_required: true }),
        ..row("priority", &["prio"], keys::PRIORITY)
    },
    row("transcript", &[], keys::TRANSCRIPT),
    OrderRow { is_of_desk: true, ..row("list", &["tickets"], keys::LIST) },
    OrderRow { is_of_desk: true, ..row("mine", &[], keys::MINE) },
    OrderRow {
        argument: Some(OrderArgument { name: "state", choices: &["on", "off"], is_required: false }),
        is_of_desk: true,
        ..row("duty", &[], keys::DUTY)
    },
    OrderRow { argument: words("name", true), is_of_desk: true, ..row("confirm", &[], keys::CONFIRM) },
    OrderRow { is_of_desk: true, ..row("help", &[], keys::HELP) },
];

impl OrderRow {
    /// As it is typed, with what stands behind it: `!priority low|normal|high`.
    pub fn usage(&self) -> String {
        match self.argument {
            None => format!("!{}", self.name),
            Some(OrderArgument { choices: [], .. }) => format!("!{} …", self.name),
            Some(argument) => format!("!{} {}", self.name, argument.choices.join("|")),
        }
    }
}

impl Order {
    /// The order in a message; `None` where it is not one, or not one that there is.
    pub fn in_message(text: &str) -> Option<Self> {
        Self::read(text.trim_start().strip_prefix('!')?)
    }

    /// Reads what stands behind the prefix.
    pub fn read(text: &str) -> Option<Self> {
        let (word, rest) = text.trim().split_once(char::is_whitespace).unwrap_or((text.trim(), ""));
        let (word, rest) = (word.to_lowercase(), rest.trim());
        let row = ALL.iter().find(|row| row.name == word || row.aliases.contains(&word.as_str()))?;
        let words = || rest.to_owned();
        Some(match row.name {
            "claim" => Order::Claim,
            "release" => Order::Release,
            "reply" => Order::Reply(words()),
            "note" => Order::Note(words()),
            "waiting" => Order::Wait,
            "resolve" => Order::Resolve,
            "close" => Order::Close(words()),
            "reopen" => Order::Reopen,
            "topic" => Order::Topic(words()),
            "priority" => Order::Priority(Priority::read(&rest.to_lowercase())),
            "transfer" => Order::Transfer(words()),
            "snippet" => Order::Snippet(rest.to_lowercase()),
            "transcript" => Order::Transcript,
            "confirm" => Order::Confirm(words()),
            "duty" => Order::Duty(match rest.to_lowercase().as_str() {
                "on" => Some(true),
                "off" => Some(false),
                _ => None,
            }),
            "list" => Order::List,
            "mine" => Order::Mine,
            "help" => Order::Help,
            _ => return None,
        })
    }

    /// What a reaction to the head of a ticket means.
    pub fn of_symbol(symbol: &str) -> Option<Self> {
        // Clients write some symbols with a sign that asks for the coloured form.
        let symbol = symbol.trim_end_matches('\u{fe0f}');
        Self::read(ALL.iter().find(|row| row.symbol == Some(symbol))?.name)
    }

    /// The order's row. Destructures every order, so that a new one cannot be forgotten in the table.
    pub fn row(&self) -> &'static OrderRow {
        let (name, _) = self.parts();
        ALL.iter().find(|row| row.name == name).unwrap_or(&ALL[0])
    }

    /// As [`Self::read`] reads it again.
    pub fn text(&self) -> String {
        let (name, rest) = self.parts();
        if rest.is_empty() { name.to_owned() } else { format!("{name} {rest}") }
    }

    /// What it shows is for whoever asks, and changes nothing.
    pub fn only_looks_up(&self) -> bool {
        matches!(self, Order::List | Order::Mine | Order::Help)
    }

    fn parts(&self) -> (&'static str, &str) {
        match self {
            Order::Claim => ("claim", ""),
            Order::Release => ("release", ""),
            Order::Reply(words) => ("reply", words),
            Order::Note(words) => ("note", words),
            Order::Wait => ("waiting", ""),
            Order::Resolve => ("resolve", ""),
            Order::Close(agreed) => ("close", agreed),
            Order::Reopen => ("reopen", ""),
            Order::Topic(topic) => ("topic", topic),
            Order::Priority(priority) => ("priority", priority.map_or("", Priority::word)),
            Order::Transfer(name) => ("transfer", name),
            Order::Snippet(name) => ("snippet", name),
            Order::Transcript => ("transcript", ""),
            Order::Confirm(name) => ("confirm", name),
            Order::Duty(is_on) => ("duty", is_on.map_or("", |is_on| if is_on { "on" } else { "off" })),
            Order::List => ("list", ""),
            Order::Mine => ("mine", ""),
            Order::Help => ("help", ""),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_read() {
        assert_eq!(Order::read("reply Hello there"), Some(Order::Reply("Hello there".into())));
        assert_eq!(Order::read("Close"), Some(Order::Close(String::new())));
        assert_eq!(Order::read("priority HIGH"), Some(Order::Priority(Some(Priority::High))));
        assert_eq!(Order::read("priority soon"), Some(Order::Priority(None)));
        assert_eq!(Order::read("transfer @dora:x"), Some(Order::Transfer("@dora:x".into())));
        assert_eq!(Order::read("duty ON"), Some(Order::Duty(Some(true))));
        assert_eq!(Order::read("duty"), Some(Order::Duty(None)));
        assert_eq!(Order::read("shout"), None);
    }

    /// A row that reading forgets, or reads as another, fails here.
    #[test]
    fn every_row_is_an_order_and_comes_back() {
        for row in &ALL {
            let rest = row.argument.map_or("", |argument| argument.choices.first().copied().unwrap_or("words"));
            let text = format!("{} {rest}", row.name);
            let order = Order::read(&text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(order.row().name, row.name);
            assert_eq!(Order::read(&order.text()), Some(order));
            for alias in row.aliases {
                assert_eq!(Order::read(alias).map(|order| order.row().name), Some(row.name), "{alias}");
            }
            if let Some(symbol) = row.symbol {
                assert_eq!(
                    Order::of_symbol(&format!("{symbol}\u{fe0f}")).map(|order| order.row().name),
                    Some(row.name)
                );
            }
        }
        let mut words: Vec<_> = ALL.iter().flat_map(|row| std::iter::once(&row.name).chain(row.aliases)).collect();
        let all = words.len();
        words.sort();
        words.dedup();
        assert_eq!(words.len(), all, "no word is two orders");
    }
}
