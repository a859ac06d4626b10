//! What an error of the SDK means for a delivery, for listening, and for the operator's log.

use std::time::Duration;

use matrix_sdk::ruma::api::error::{ErrorKind, FromHttpResponseError, RetryAfter};
use matrix_sdk::{Error, HttpError};

use crate::chat::SendError;

/// What a failed request says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Nothing reached the server, or it said to come back later.
    Later { after: Option<Duration>, why: String },
    /// The server will never do it.
    Never { status: u16, why: String },
    /// The token is no longer valid.
    Revoked,
    /// It may have been done.
    Unclear { why: String },
}

impl Failure {
    /// For a delivery. A revoked token is worth waiting for: the operator can mend it.
    pub fn of_send(self) -> SendError {
        match self {
            Failure::Later { after, why } => SendError::NotSent { after_ms: after.map(ms), why },
            Failure::Never { why, .. } => SendError::Refused { why },
            Failure::Revoked => SendError::NotSent { after_ms: None, why: "the access token was revoked".to_owned() },
            Failure::Unclear { why } => SendError::Ambiguous { why },
        }
    }

    /// How long the server asks to be left alone.
    pub fn after(&self) -> Option<Duration> {
        match self {
            Failure::Later { after, .. } => *after,
            _ => None,
        }
    }

    /// For a log line: never what people wrote.
    pub fn why(&self) -> &str {
        match self {
            Failure::Later { why, .. } | Failure::Never { why, .. } | Failure::Unclear { why } => why,
            Failure::Revoked => "the access token was revoked",
        }
    }
}

fn ms(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// Sorts an error of any SDK call.
pub fn sort(error: &Error) -> Failure {
    match error {
        Error::Http(error) => sort_http(error),
        Error::WrongRoomState(_) => Failure::Never { status: 403, why: "the bot is not in the room".to_owned() },
        // Sharing a room key asks the server for devices and keys: its errors come wrapped, before anything was sent.
        Error::OlmError(_) | Error::MegolmError(_) | Error::CryptoStoreError(_) | Error::StateStore(_) => {
            Failure::Later { after: None, why: "encrypting or keeping keys failed".to_owned() }
        }
        Error::Timeout => Failure::Unclear { why: "timed out".to_owned() },
        _ => Failure::Unclear { why: "an error within the SDK".to_owned() },
    }
}

/// Sorts an error of a request.
pub fn sort_http(error: &HttpError) -> Failure {
    match error {
        HttpError::Reqwest(error) if error.is_connect() || error.is_builder() => {
            Failure::Later { after: None, why: "the server cannot be reached".to_owned() }
        }
        HttpError::Reqwest(error) if error.is_timeout() => Failure::Unclear { why: "timed out".to_owned() },
        HttpError::Reqwest(_) => Failure::Unclear { why: "the connection broke".to_owned() },
        HttpError::Api(error) => match error.as_ref() {
            FromHttpResponseError::Server(matrix_sdk::RumaApiError::MatrixError(error)) => {
                sort_status(error.status_code.as_u16(), error.error_kind())
            }
            FromHttpResponseError::Server(_) => {
                Failure::Never { status: 401, why: "the server asks for more authentication".to_owned() }
            }
            _ => Failure::Unclear { why: "the server's answer could not be read".to_owned() },
        },
        HttpError::Cached(error) => sort_http(error),
        HttpError::RefreshToken(_) => Failure::Revoked,
        _ => Failure::Later { after: None, why: "the request could not be made".to_owned() },
    }
}

fn sort_status(status: u16, kind: Option<&ErrorKind>) -> Failure {
    match kind {
        Some(ErrorKind::LimitExceeded(limit)) => {
            let after = match &limit.retry_after {
                Some(RetryAfter::Delay(delay)) => Some(*delay),
                Some(RetryAfter::DateTime(at)) => at.duration_since(std::time::SystemTime::now()).ok(),
                None => None,
            };
            return Failure::Later { after, why: "the server limits the rate".to_owned() };
        }
        Some(ErrorKind::UnknownToken { .. } | ErrorKind::MissingToken | ErrorKind::UserDeactivated) => {
            return Failure::Revoked;
        }
        _ => {}
    }
    let why = format!("the server answered {status}");
    match status {
        // 502 and 503 come from a proxy whose server is away. 500 and 504 may come after the server did it.
        429 | 502 | 503 => Failure::Later { after: None, why },
        400..=499 => Failure::Never { status, why },
        _ => Failure::Unclear { why },
    }
}

#[cfg(test)]
mod tests {
    use matrix_sdk::ruma::api::error::LimitExceededErrorData;

    use super::*;

    #[track_caller]
    fn check(status: u16, kind: Option<ErrorKind>, expect: &str) {
        let sent = sort_status(status, kind.as_ref()).of_send();
        let name = match sent {
            SendError::NotSent { after_ms: Some(7_000), .. } => "in 7 s",
            SendError::NotSent { .. } => "not sent",
            SendError::Refused { .. } => "refused",
            SendError::Unreachable => "unreachable",
            SendError::Ambiguous { .. } => "unclear",
        };
        assert_eq!(name, expect, "{status}");
    }

    #[test]
    fn a_status_says_whether_the_message_may_be_there() {
        let mut limit = LimitExceededErrorData::new();
        limit.retry_after = Some(RetryAfter::Delay(Duration::from_secs(7)));
        check(429, Some(ErrorKind::LimitExceeded(limit)), "in 7 s");
        check(429, None, "not sent");
        check(502, None, "not sent");
        check(503, None, "not sent");
        check(403, Some(ErrorKind::Forbidden), "refused");
        check(404, None, "refused");
        check(413, Some(ErrorKind::TooLarge), "refused");
        check(500, Some(ErrorKind::Unknown), "unclear");
        check(504, None, "unclear");
        check(401, Some(ErrorKind::MissingToken), "not sent");
    }
}
