//! How much Discord lets the bot ask, and how it stays below. Nothing sleeps here: what may not be asked yet is told to wait, and
//! waits in the outbox.
//!
//! serenity's own limiter was not taken: it sleeps within a request for as long as Discord says, so that nobody outside knows
//! whether the message was sent; it goes on elsewhere when everything is limited; and it takes the ban of the network in front
//! of Discord for the limit of one route. <https://discord.com/developers/docs/topics/rate-limits>

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use tokio::time::Instant;

/// After a refusal by the network in front of Discord that names no time.
const BAN: Duration = Duration::from_secs(60);
/// No limit is believed beyond this: Discord is asked again, and says it again.
const HOLD_MAX: Duration = Duration::from_secs(600);
/// After so many refusals in a row everything pauses, longer each time: ten thousand refusals in ten minutes are a ban.
const REFUSALS_MAX: u32 = 5;
const PAUSE_FIRST: Duration = Duration::from_secs(1);
const PAUSE_MAX: Duration = Duration::from_secs(60);
/// Buckets whose time is over are forgotten when there are so many.
const BUCKETS_MAX: usize = 1_000;

/// What kind of request it is: a reply to a command counts for itself and not for the bot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    ForTheBot,
    ForItself,
}

#[derive(Default)]
pub struct Limits(Mutex<State>);

#[derive(Default)]
struct State {
    buckets: HashMap<String, Bucket>,
    /// Of the bot as a whole.
    bot_until: Option<Instant>,
    /// Of everything: the network in front of Discord, or a pause of our own.
    all_until: Option<Instant>,
    refusals: u32,
    /// One request at a time looks whether the refusals are over.
    probing: bool,
}

struct Bucket {
    left: u32,
    until: Instant,
}

/// Leave to make one request. Says what came of it, or gives the place back.
pub struct Leave<'a> {
    limits: &'a Limits,
    bucket: String,
    is_probe: bool,
}

impl Limits {
    /// Leave to ask now, or for how long not to.
    pub fn ask(&self, bucket: &str, counts: Counts) -> Result<Leave<'_>, Duration> {
        let (now, mut state) = (Instant::now(), self.state());
        let mut until = state.all_until;
        if counts == Counts::ForTheBot {
            until = until.max(state.bot_until);
        }
        if let Some(limited) = state.buckets.get(bucket).filter(|limited| limited.left == 0) {
            until = until.max(Some(limited.until));
        }
        if let Some(until) = until.filter(|until| *until > now) {
            return Err(until - now);
        }
        let is_probe = state.refusals >= REFUSALS_MAX;
        if is_probe && std::mem::replace(&mut state.probing, true) {
            return Err(PAUSE_FIRST);
        }
        if let Some(limited) = state.buckets.get_mut(bucket).filter(|limited| limited.until > now) {
            // Counted before the answer, so that two at once do not both take the last place.
            limited.left = limited.left.saturating_sub(1);
        }
        Ok(Leave { limits: self, bucket: bucket.to_owned(), is_probe })
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Leave<'_> {
    /// Reads an answer. `Some`: it was a refusal for going too fast, and for how long nothing more is to be asked.
    pub fn answered(self, status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Option<Duration> {
        let (now, mut state) = (Instant::now(), self.limits.state());
        let number = |name: &str| headers.get(name)?.to_str().ok()?.parse::<f64>().ok();
        let seconds = |name: &str| number(name).map(|seconds| Duration::from_secs_f64(seconds.clamp(0.0, 86_400.0)));
        if let (Some(left), Some(reset)) = (number("x-ratelimit-remaining"), seconds("x-ratelimit-reset-after")) {
            if state.buckets.len() >= BUCKETS_MAX {
                state.buckets.retain(|_, bucket| bucket.until > now);
            }
            let bucket = Bucket { left: left as u32, until: now + reset.min(HOLD_MAX) };
            state.buckets.insert(self.bucket.clone(), bucket);
        }
        if status != StatusCode::TOO_MANY_REQUESTS {
            state.refusals = 0;
            return None;
        }
        state.refusals = state.refusals.saturating_add(1);
        let told: Option<serde_json::Value> = serde_json::from_slice(body).ok();
        let of_body = told.as_ref().and_then(|told| told["retry_after"].as_f64()).map(Duration::from_secs_f64);
        let after = of_body.or_else(|| seconds("retry-after")).unwrap_or(BAN).min(HOLD_MAX);
        let until = Some(now + after);
        match told {
            None => state.all_until = state.all_until.max(until),
            Some(told) if told["global"] == true => state.bot_until = state.bot_until.max(until),
            Some(_) => {
                state.buckets.insert(self.bucket.clone(), Bucket { left: 0, until: now + after });
            }
        }
        let beyond = state.refusals.saturating_sub(REFUSALS_MAX);
        if state.refusals >= REFUSALS_MAX {
            let pause = PAUSE_FIRST.saturating_mul(1 << beyond.min(6)).min(PAUSE_MAX);
            state.all_until = state.all_until.max(Some(now + pause));
        }
        Some(after)
    }
}

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        if self.is_probe {
            self.limits.state().probing = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    fn refused(limits: &Limits, bucket: &str, body: &str) -> Option<Duration> {
        let leave = limits.ask(bucket, Counts::ForTheBot).ok()?;
        leave.answered(StatusCode::TOO_MANY_REQUESTS, &HeaderMap::new(), body.as_bytes())
    }

    #[tokio::test(start_paused = true)]
    async fn an_empty_bucket_waits_and_others_do_not() {
        let limits = Limits::default();
        let spent = headers(&[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset-after", "5.0")]);
        limits.ask("a", Counts::ForTheBot).ok().unwrap().answered(StatusCode::OK, &spent, b"");
        assert_eq!(limits.ask("a", Counts::ForTheBot).err(), Some(Duration::from_secs(5)));
        assert!(limits.ask("b", Counts::ForTheBot).is_ok());
        tokio::time::advance(Duration::from_secs(6)).await;
        assert!(limits.ask("a", Counts::ForTheBot).is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn the_bot_s_limit_holds_everything_but_replies_to_commands() {
        let limits = Limits::default();
        let after = refused(&limits, "a", r#"{"message":"","retry_after":7.0,"global":true}"#);
        assert_eq!(after, Some(Duration::from_secs(7)));
        assert!(limits.ask("b", Counts::ForTheBot).is_err());
        assert!(limits.ask("c", Counts::ForItself).is_ok());
        assert_eq!(refused(&Limits::default(), "a", "<html>"), Some(BAN));
    }

    #[tokio::test(start_paused = true)]
    async fn a_ban_holds_everything() {
        let limits = Limits::default();
        refused(&limits, "a", "<html>no</html>");
        assert!(limits.ask("c", Counts::ForItself).is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn a_storm_of_ten_minutes_is_met_with_few_requests() {
        let (limits, mut asked) = (Limits::default(), 0);
        for _ in 0..6_000 {
            for lane in 0..32 {
                asked += u32::from(refused(&limits, &format!("lane {lane}"), r#"{"retry_after":0.3}"#).is_some());
            }
            tokio::time::advance(Duration::from_millis(100)).await;
        }
        assert!(asked < 60, "{asked}");
        // And one success ends it.
        tokio::time::advance(PAUSE_MAX).await;
        let leave = limits.ask("lane 1", Counts::ForTheBot).ok().unwrap();
        assert!(limits.ask("lane 2", Counts::ForTheBot).is_err(), "one looks at a time");
        assert_eq!(leave.answered(StatusCode::OK, &HeaderMap::new(), b""), None);
        assert!(limits.ask("lane 2", Counts::ForTheBot).is_ok());
    }
}
