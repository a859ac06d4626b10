//! How Discord says no.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::describe::{self, Mistake};

#[derive(Clone, Debug)]
pub struct Refusal {
    pub status: u16,
    pub code: u32,
    pub message: Cow<'static, str>,
    errors: Option<Value>,
}

impl Refusal {
    pub const NOT_FOUND: Self = Self::new(404, 0, "404: Not Found");
    pub const METHOD: Self = Self::new(405, 0, "405: Method Not Allowed");
    pub const UNAUTHORIZED: Self = Self::new(401, 0, "401: Unauthorized");
    pub const UNKNOWN_CHANNEL: Self = Self::new(404, 10003, "Unknown Channel");
    pub const UNKNOWN_GUILD: Self = Self::new(404, 10004, "Unknown Guild");
    pub const UNKNOWN_MEMBER: Self = Self::new(404, 10007, "Unknown Member");
    pub const UNKNOWN_MESSAGE: Self = Self::new(404, 10008, "Unknown Message");
    pub const UNKNOWN_USER: Self = Self::new(404, 10013, "Unknown User");
    pub const UNKNOWN_WEBHOOK: Self = Self::new(404, 10015, "Unknown Webhook");
    pub const UNKNOWN_INTERACTION: Self = Self::new(404, 10062, "Unknown interaction");
    pub const UNKNOWN_COMMAND: Self = Self::new(404, 10063, "Unknown application command");
    pub const ACKNOWLEDGED: Self = Self::new(400, 40060, "Interaction has already been acknowledged.");
    pub const MISSING_ACCESS: Self = Self::new(403, 50001, "Missing Access");
    pub const NOT_YOURS: Self = Self::new(403, 50005, "Cannot edit a message authored by another user");
    pub const EMPTY: Self = Self::new(400, 50006, "Cannot send an empty message");
    pub const CANNOT_SEND_TO_THIS_USER: Self = Self::new(403, 50007, "Cannot send messages to this user");
    pub const MISSING_PERMISSIONS: Self = Self::new(403, 50013, "Missing Permissions");
    pub const INVALID_TOKEN: Self = Self::new(401, 50027, "Invalid Webhook Token");
    pub const THREAD_ARCHIVED: Self = Self::new(400, 50083, "Thread is archived");
    pub const NOT_JSON: Self = Self::new(400, 50109, "The request body contains invalid JSON.");
    pub const HAS_THREAD: Self = Self::new(400, 160_004, "A thread has already been created for this message");

    const fn new(status: u16, code: u32, message: &'static str) -> Self {
        Self { status, code, message: Cow::Borrowed(message), errors: None }
    }

    /// A body with mistakes, each at its place.
    pub fn invalid(mistakes: &[Mistake]) -> Self {
        let (code, message) = match mistakes {
            [(_, what)] if *what == Self::EMPTY.message => (Self::EMPTY.code, Self::EMPTY.message),
            _ => (50035, Cow::Borrowed("Invalid Form Body")),
        };
        Self { status: 400, code, message, errors: Some(describe::form(mistakes)) }
    }

    pub fn invalid_at(place: &str, what: &str) -> Self {
        Self::invalid(&[(place.to_owned(), what.to_owned())])
    }

    pub fn body(&self) -> Value {
        let mut body = json!({ "message": self.message, "code": self.code });
        if let Some(errors) = &self.errors {
            body["errors"] = errors.clone();
        }
        body
    }
}
