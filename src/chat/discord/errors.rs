//! What an error of a request means for a delivery, for hearing, and for the operator's log.

use std::time::Duration;

use crate::chat::SendError;

/// Discord's codes that are told apart; named in its documentation, "JSON Error Codes".
mod codes {
    pub const UNKNOWN_CHANNEL: i64 = 10_003;
    pub const UNKNOWN_MESSAGE: i64 = 10_008;
    pub const UNKNOWN_WEBHOOK: i64 = 10_015;
    pub const UNKNOWN_INTERACTION: i64 = 10_062;
    pub const ALREADY_ACKNOWLEDGED: i64 = 40_060;
    pub const OPENING_TOO_FAST: i64 = 40_003;
    pub const CLOSED_TO_BOTS: i64 = 50_007;
    pub const INVALID_WEBHOOK_TOKEN: i64 = 50_027;
    pub const NO_COMMON_SERVER: i64 = 50_278;
}

/// What a failed request says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Nothing reached Discord, or it said to come back later.
    Later { after: Option<Duration>, why: String },
    /// Discord will never do it.
    Never { status: u16, code: i64 },
    /// It may have been done.
    Unclear { why: String },
}

impl Failure {
    pub fn limited(after: Duration) -> Self {
        Failure::Later { after: Some(after), why: "Discord limits the rate".to_owned() }
    }

    /// For a delivery. A token that is no longer valid is worth waiting for: the operator can mend it.
    pub fn of_send(self) -> SendError {
        match self {
            Failure::Later { after, why } => SendError::NotSent { after_ms: after.map(ms), why },
            Failure::Never { status: 401, .. } => {
                SendError::NotSent { after_ms: None, why: "Discord does not accept the bot's token".to_owned() }
            }
            Failure::Never { status, code } => {
                SendError::Refused { why: format!("Discord answered {status} ({code})") }
            }
            Failure::Unclear { why } => SendError::Ambiguous { why },
        }
    }

    /// For a log line: never what people wrote.
    pub fn why(&self) -> String {
        match self {
            Failure::Later { why, .. } | Failure::Unclear { why } => why.clone(),
            Failure::Never { status, code } => format!("Discord answered {status} ({code})"),
        }
    }

    fn code(&self) -> Option<i64> {
        match self {
            Failure::Never { code, .. } => Some(*code),
            _ => None,
        }
    }

    /// The place that was held open for a reply is closed: its time is over, or it was never opened.
    pub fn is_closed_place(&self) -> bool {
        let closed = [codes::UNKNOWN_WEBHOOK, codes::UNKNOWN_INTERACTION, codes::INVALID_WEBHOOK_TOKEN];
        self.code().is_some_and(|code| closed.contains(&code) || code == codes::UNKNOWN_MESSAGE)
    }

    pub fn is_acknowledged_already(&self) -> bool {
        self.code() == Some(codes::ALREADY_ACKNOWLEDGED)
    }

    pub fn is_gone(&self) -> bool {
        self.code() == Some(codes::UNKNOWN_MESSAGE) || self.code() == Some(codes::UNKNOWN_CHANNEL)
    }

    /// The person takes no direct messages from the bot.
    pub fn is_closed_to_bots(&self) -> bool {
        [codes::CLOSED_TO_BOTS, codes::NO_COMMON_SERVER].iter().any(|code| self.code() == Some(*code))
    }

    pub fn is_bad_token(&self) -> bool {
        matches!(self, Failure::Never { status: 401, code } if *code != codes::INVALID_WEBHOOK_TOKEN)
    }
}

fn ms(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// Sorts an error of serenity's, which only puts requests together.
pub fn sort(error: &serenity::Error) -> Failure {
    Failure::Later { after: None, why: format!("the request could not be made: {error}") }
}

/// Sorts a request without an answer.
pub fn of_request(error: &reqwest::Error) -> Failure {
    if error.is_connect() || error.is_builder() {
        return Failure::Later { after: None, why: "Discord cannot be reached".to_owned() };
    }
    let why = if error.is_timeout() { "timed out" } else { "the connection broke" };
    Failure::Unclear { why: why.to_owned() }
}

/// Sorts an answer that is neither a success nor a refusal for going too fast.
pub fn of_answer(status: u16, body: &[u8]) -> Failure {
    let told: Option<serde_json::Value> = serde_json::from_slice(body).ok();
    let code = told.and_then(|told| told["code"].as_i64()).unwrap_or(-1);
    match status {
        // From a proxy whose server is away. 500 and 504 may come after Discord did it.
        502 | 503 => Failure::Later { after: None, why: format!("Discord answered {status}") },
        // No 429: Discord counts the direct chats that a bot opens apart from its requests.
        400..=499 if code == codes::OPENING_TOO_FAST => {
            Failure::Later { after: None, why: "Discord limits how many direct chats are opened".to_owned() }
        }
        400..=499 => Failure::Never { status, code },
        _ => Failure::Unclear { why: format!("Discord answered {status}") },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_says_whether_the_message_may_be_there() {
        let check = |status, code: i64, expect: &str| {
            let body = format!("{{\"code\":{code}}}");
            let name = match of_answer(status, body.as_bytes()).of_send() {
                SendError::NotSent { .. } => "not sent",
                SendError::Refused { .. } => "refused",
                SendError::Unreachable => "unreachable",
                SendError::Ambiguous { .. } => "unclear",
            };
            assert_eq!(name, expect, "{status} ({code})");
        };
        check(502, -1, "not sent");
        check(503, -1, "not sent");
        check(500, 0, "unclear");
        check(504, -1, "unclear");
        check(401, 0, "not sent");
        check(403, 40_003, "not sent");
        check(403, 50_013, "refused");
        check(404, 10_003, "refused");
        check(400, 50_035, "refused");
    }
}
