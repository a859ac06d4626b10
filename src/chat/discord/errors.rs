//! What an error of a request means for a delivery, for hearing, and for the operator's log.

use std::time::Duration;

use serenity::Error;
use serenity::http::HttpError;

use crate::chat::SendError;

/// So long nothing is asked after a refusal by the network in front of Discord, which names no time.
const AFTER_A_BARE_REFUSAL: Duration = Duration::from_secs(60);

/// Discord's codes that are told apart; named in its documentation, "JSON Error Codes".
mod codes {
    pub const UNKNOWN_CHANNEL: isize = 10_003;
    pub const UNKNOWN_MESSAGE: isize = 10_008;
    pub const UNKNOWN_WEBHOOK: isize = 10_015;
    pub const UNKNOWN_INTERACTION: isize = 10_062;
    pub const ALREADY_ACKNOWLEDGED: isize = 40_060;
    pub const CLOSED_TO_BOTS: isize = 50_007;
    pub const INVALID_WEBHOOK_TOKEN: isize = 50_027;
}

/// What a failed request says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Nothing reached Discord, or it said to come back later.
    Later {
        after: Option<Duration>,
        why: String,
        /// Not this request alone: everything must wait.
        limits_all: bool,
    },
    /// Discord will never do it.
    Never { status: u16, code: isize },
    /// It may have been done.
    Unclear { why: String },
}

impl Failure {
    pub fn limited(after: Duration) -> Self {
        Failure::Later { after: Some(after), why: "Discord limits the rate".to_owned(), limits_all: false }
    }

    /// For a delivery. A token that is no longer valid is worth waiting for: the operator can mend it.
    pub fn of_send(self) -> SendError {
        match self {
            Failure::Later { after, why, .. } => SendError::NotSent { after_ms: after.map(ms), why },
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

    fn code(&self) -> Option<isize> {
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
        self.code() == Some(codes::CLOSED_TO_BOTS)
    }

    pub fn is_bad_token(&self) -> bool {
        matches!(self, Failure::Never { status: 401, code } if *code != codes::INVALID_WEBHOOK_TOKEN)
    }
}

fn ms(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// Sorts an error of any request.
pub fn sort(error: &Error) -> Failure {
    let later = |why: &str| Failure::Later { after: None, why: why.to_owned(), limits_all: false };
    match error {
        Error::Http(HttpError::UnsuccessfulRequest(refused)) => {
            sort_status(refused.status_code.as_u16(), refused.error.code)
        }
        Error::Http(HttpError::Request(error)) if error.is_connect() || error.is_builder() => {
            later("Discord cannot be reached")
        }
        Error::Http(HttpError::Request(error)) if error.is_timeout() => {
            Failure::Unclear { why: "timed out".to_owned() }
        }
        Error::Http(HttpError::Request(_)) => Failure::Unclear { why: "the connection broke".to_owned() },
        Error::Http(HttpError::RateLimitI64F64 | HttpError::RateLimitUtf8) => {
            Failure::Unclear { why: "Discord's answer could not be read".to_owned() }
        }
        Error::Http(_) => later("the request could not be made"),
        // serenity reads the answer after the request was carried out.
        _ => Failure::Unclear { why: "Discord's answer could not be read".to_owned() },
    }
}

/// Sorts an answer that is no success, from its body.
pub fn sort_response(status: u16, body: &[u8]) -> Failure {
    let body: Option<serde_json::Value> = serde_json::from_slice(body).ok();
    match (status, body) {
        (429, Some(body)) => {
            let after = Duration::from_secs_f64(body["retry_after"].as_f64().unwrap_or(1.0).clamp(0.0, 3_600.0));
            let why = "Discord limits the rate".to_owned();
            Failure::Later { after: Some(after), why, limits_all: body["global"] == true }
        }
        (status, body) => {
            let code = body.and_then(|body| body["code"].as_i64()).unwrap_or(-1);
            sort_status(status, isize::try_from(code).unwrap_or(-1))
        }
    }
}

fn sort_status(status: u16, code: isize) -> Failure {
    match status {
        // No code: the answer is not Discord's own but that of the network in front of it, which bans for minutes.
        429 if code <= 0 => Failure::Later {
            after: Some(AFTER_A_BARE_REFUSAL),
            why: "the network in front of Discord limits the rate".to_owned(),
            limits_all: true,
        },
        429 => Failure::limited(Duration::from_secs(1)),
        // From a proxy whose server is away. 500 and 504 may come after Discord did it.
        502 | 503 => Failure::Later { after: None, why: format!("Discord answered {status}"), limits_all: false },
        400..=499 => Failure::Never { status, code },
        _ => Failure::Unclear { why: format!("Discord answered {status}") },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_says_whether_the_message_may_be_there() {
        let check = |status, code, expect: &str| {
            let name = match sort_status(status, code).of_send() {
                SendError::NotSent { after_ms: Some(60_000), .. } => "in a minute",
                SendError::NotSent { .. } => "not sent",
                SendError::Refused { .. } => "refused",
                SendError::Unreachable => "unreachable",
                SendError::Ambiguous { .. } => "unclear",
            };
            assert_eq!(name, expect, "{status} ({code})");
        };
        check(429, -1, "in a minute");
        check(429, 20_028, "not sent");
        check(502, -1, "not sent");
        check(503, -1, "not sent");
        check(500, 0, "unclear");
        check(504, -1, "unclear");
        check(401, 0, "not sent");
        check(403, 50_013, "refused");
        check(404, 10_003, "refused");
        check(400, 50_035, "refused");
    }
}
