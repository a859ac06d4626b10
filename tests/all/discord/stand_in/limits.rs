//! Rate limits as Discord has them: buckets per route and channel, told in the headers of every answer.

use std::collections::HashMap;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// A bucket after a request.
#[derive(Clone, Debug)]
pub struct Standing {
    pub name: String,
    limit: u32,
    remaining: u32,
    pub reset_after: Duration,
    pub refused: bool,
}

#[derive(Debug)]
struct Bucket {
    used: u32,
    ends: Instant,
}

#[derive(Debug, Default)]
pub struct Limits(HashMap<String, Bucket>);

/// What other routes than those of messages allow.
const OTHERS: (u32, Duration) = (50, Duration::from_secs(1));

impl Limits {
    /// Counts a request. `major` is the channel, guild or webhook that it is about; `messages` is what sending, changing
    /// and removing messages may do, each by itself.
    pub fn count(
        &mut self,
        method: &str,
        template: &str,
        major: &str,
        messages: Option<(u32, Duration)>,
    ) -> Option<Standing> {
        // An answer to an interaction has a limit of its own that nobody has met.
        if template.starts_with("/interactions/") {
            return None;
        }
        let of_messages = method != "GET" && template.starts_with("/channels/{channel_id}/messages");
        let (limit, window) = if of_messages { messages? } else { OTHERS };
        let name = format!("{method} {template}");
        let now = Instant::now();
        let bucket = self.0.entry(format!("{name} {major}")).or_insert(Bucket { used: 0, ends: now + window });
        if bucket.ends <= now {
            *bucket = Bucket { used: 0, ends: now + window };
        }
        let refused = bucket.used >= limit;
        bucket.used += u32::from(!refused);
        let (remaining, reset_after) = (limit - bucket.used, bucket.ends - now);
        Some(Standing { name, limit, remaining, reset_after, refused })
    }
}

impl Standing {
    pub fn headers(&self) -> [(&'static str, String); 5] {
        let reset = SystemTime::now() + self.reset_after;
        let reset = reset.duration_since(UNIX_EPOCH).unwrap_or_default();
        [
            ("x-ratelimit-limit", self.limit.to_string()),
            ("x-ratelimit-remaining", self.remaining.to_string()),
            ("x-ratelimit-reset", format!("{:.3}", reset.as_secs_f64())),
            ("x-ratelimit-reset-after", format!("{:.3}", self.reset_after.as_secs_f64())),
            // Discord shows a hash; what it is made of is nobody's business.
            ("x-ratelimit-bucket", hash(&self.name)),
        ]
    }
}

fn hash(name: &str) -> String {
    let sum = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{sum:016x}")
}
