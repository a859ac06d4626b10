//! What advisers can order in a ticket's thread. The words are English in every language of the desk: they are typed all day, and one
//! team often speaks several languages.

use super::Priority;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    Claim,
    Release,
    Reply(String),
    /// Words that stay where they are.
    Note,
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
    /// Called when something new comes, or no more; `None`: who is?
    Duty(Option<bool>),
    /// The open tickets.
    List,
    /// Those that the adviser has.
    Mine,
    Help,
}

impl Order {
    /// The order in a message; `None` where it is not one, or not one that there is.
    pub fn in_message(text: &str) -> Option<Self> {
        Self::read(text.trim_start().strip_prefix('!')?)
    }

    /// Reads what stands behind the prefix.
    pub fn read(text: &str) -> Option<Self> {
        let (word, rest) = text.trim().split_once(char::is_whitespace).unwrap_or((text.trim(), ""));
        let words = || rest.trim().to_owned();
        Some(match word.to_lowercase().as_str() {
            "claim" | "take" => Order::Claim,
            "release" | "unclaim" => Order::Release,
            "reply" | "r" => Order::Reply(words()),
            "note" | "n" => Order::Note,
            "waiting" | "wait" => Order::Wait,
            "resolve" | "resolved" => Order::Resolve,
            "close" => Order::Close(words()),
            "reopen" => Order::Reopen,
            "topic" => Order::Topic(words()),
            "priority" | "prio" => Order::Priority(Priority::read(&words().to_lowercase())),
            "transfer" | "assign" => Order::Transfer(words()),
            "snippet" | "s" => Order::Snippet(words().to_lowercase()),
            "transcript" => Order::Transcript,
            "duty" => Order::Duty(match words().to_lowercase().as_str() {
                "on" => Some(true),
                "off" => Some(false),
                _ => None,
            }),
            "list" | "tickets" => Order::List,
            "mine" => Order::Mine,
            "help" => Order::Help,
            _ => return None,
        })
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
}
