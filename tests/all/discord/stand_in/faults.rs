//! What goes wrong on purpose, as often or as long as a test says.

use std::time::{Duration, Instant};

/// What happens to a request that a fault is laid for.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// 429 of the request's own bucket.
    RateLimited { retry_after: Duration },
    /// 429 for everything that the bot does.
    GloballyLimited { retry_after: Duration },
    /// 429 as Cloudflare answers before Discord sees anything: HTML, and none of Discord's headers.
    CloudflareLimited { retry_after: Duration },
    /// This status, and nothing is done.
    Fails(u16),
    /// This status, although it was done.
    DoneThenFails(u16),
    /// The connection ends before the request is looked at.
    Dropped,
    /// The connection ends where the answer should come, and what was asked is done.
    DoneThenDropped,
    /// The answer comes late. What was asked is done at once.
    Slow(Duration),
    /// What was asked is begun late.
    SlowToStart(Duration),
}

/// How often a fault happens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Times {
    Next(u32),
    For(Duration),
    UntilCleared,
}

#[derive(Debug)]
struct Laid {
    pattern: String,
    fault: Fault,
    left: Option<u32>,
    until: Option<Instant>,
}

/// The faults that lie in wait, the eldest first.
#[derive(Debug, Default)]
pub struct Faults(Vec<Laid>);

impl Faults {
    /// Lays a fault for requests that match: `METHOD part`, or a part alone, of the path or of its template.
    pub fn lay(&mut self, pattern: &str, fault: Fault, times: Times) {
        let (left, until) = match times {
            Times::Next(count) => (Some(count), None),
            Times::For(time) => (None, Some(Instant::now() + time)),
            Times::UntilCleared => (None, None),
        };
        self.0.push(Laid { pattern: pattern.to_owned(), fault, left, until });
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The fault that this request meets, used up by one.
    pub fn meet(&mut self, method: &str, path: &str, template: &str) -> Option<Fault> {
        let now = Instant::now();
        self.0.retain(|laid| laid.left != Some(0) && laid.until.is_none_or(|until| until > now));
        let laid = self.0.iter_mut().find(|laid| {
            let (wanted, part) = match laid.pattern.split_once(' ') {
                Some((wanted, part)) => (Some(wanted), part),
                None => (None, laid.pattern.as_str()),
            };
            wanted.is_none_or(|wanted| wanted == method) && (path.contains(part) || template.contains(part))
        })?;
        if let Some(left) = &mut laid.left {
            *left -= 1;
        }
        Some(laid.fault.clone())
    }
}
