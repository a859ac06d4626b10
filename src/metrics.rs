//! What is counted, for `/metrics`. Labels are bounded; nothing that people wrote is among them.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::conversation::answering::{Offer, Reading};
use domain::conversation::feedback::Opinion;
use domain::ids::{NetworkName, Timestamp};
use domain::knowledge::Verdict;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::store::Counts;

/// The program's counters. Cheap to clone; all clones count together.
#[derive(Clone)]
pub struct Metrics(Arc<Inner>);

struct Inner {
    registry: Mutex<Registry>,
    turns: Family<TurnLabels, Counter>,
    turn_seconds: Histogram,
    dead_letters: Counter,
    feedback: Family<FeedbackLabels, Counter>,
    sent: Family<NetworkLabel, Counter>,
    send_seconds: Histogram,
    retried: Family<NetworkLabel, Counter>,
    given_up: Family<NetworkLabel, Counter>,
    not_understood: Family<NetworkLabel, Counter>,
    inbox_new: Gauge,
    outbox_pending: Gauge,
    conversations: Gauge,
    content_loaded_at_seconds: Gauge,
    content_mistakes: Gauge,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct TurnLabels {
    kind: &'static str,
    verdict: &'static str,
    offer: &'static str,
    language: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct FeedbackLabels {
    opinion: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct NetworkLabel {
    network: String,
}

impl Default for Metrics {
    fn default() -> Self {
        let seconds = || Histogram::new([0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0]);
        let inner = Inner {
            registry: Mutex::default(),
            turns: Family::default(),
            turn_seconds: seconds(),
            dead_letters: Counter::default(),
            feedback: Family::default(),
            sent: Family::default(),
            send_seconds: seconds(),
            retried: Family::default(),
            given_up: Family::default(),
            not_understood: Family::default(),
            inbox_new: Gauge::default(),
            outbox_pending: Gauge::default(),
            conversations: Gauge::default(),
            content_loaded_at_seconds: Gauge::default(),
            content_mistakes: Gauge::default(),
        };
        inner.register();
        Self(Arc::new(inner))
    }
}

impl Inner {
    fn register(&self) {
        let mut registry = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        registry.register("fairway_turns", "Messages handled", self.turns.clone());
        registry.register(
            "fairway_turn_seconds",
            "From reading a message to its reply being committed",
            self.turn_seconds.clone(),
        );
        registry.register("fairway_dead_letters", "Messages given up after three tries", self.dead_letters.clone());
        registry.register("fairway_feedback", "What was said of answers", self.feedback.clone());
        registry.register("fairway_sent", "Replies delivered", self.sent.clone());
        registry.register(
            "fairway_send_seconds",
            "How long a delivered reply's last try took",
            self.send_seconds.clone(),
        );
        registry.register("fairway_send_retries", "Tries that were put off", self.retried.clone());
        registry.register("fairway_send_given_up", "Replies that could not be delivered", self.given_up.clone());
        registry.register(
            "fairway_events_not_understood",
            "Events that a network sent and the desk should have understood",
            self.not_understood.clone(),
        );
        registry.register("fairway_inbox_new", "Messages waiting to be handled", self.inbox_new.clone());
        registry.register("fairway_outbox_pending", "Replies waiting to be delivered", self.outbox_pending.clone());
        registry.register("fairway_conversations", "Conversations kept", self.conversations.clone());
        registry.register(
            "fairway_content_loaded_at_seconds",
            "When the content that is served was read, in seconds since 1970",
            self.content_loaded_at_seconds.clone(),
        );
        registry.register(
            "fairway_content_mistakes",
            "Mistakes found when the content was last read; what was read before is then still served",
            self.content_mistakes.clone(),
        );
    }
}

impl Metrics {
    pub fn turn(&self, reading: Option<&Reading>, took: Duration) {
        let labels = match reading {
            Some(reading) => TurnLabels {
                kind: reading.kind.word(),
                verdict: verdict_word(&reading.verdict),
                offer: offer_word(reading.offer),
                language: reading.language.code(),
            },
            None => TurnLabels { kind: "other", verdict: "none", offer: "none", language: "none" },
        };
        self.0.turns.get_or_create(&labels).inc();
        self.0.turn_seconds.observe(took.as_secs_f64());
    }

    pub fn opinion(&self, opinion: Opinion) {
        let opinion = match opinion {
            Opinion::Helped => "helpful",
            Opinion::Missed => "unhelpful",
        };
        self.0.feedback.get_or_create(&FeedbackLabels { opinion }).inc();
    }

    pub fn dead_letter(&self) {
        self.0.dead_letters.inc();
    }

    pub fn sent(&self, network: &NetworkName, took_ms: i64) {
        self.0.sent.get_or_create(&label(network)).inc();
        self.0.send_seconds.observe(took_ms as f64 / 1_000.0);
    }

    pub fn retried(&self, network: &NetworkName) {
        self.0.retried.get_or_create(&label(network)).inc();
    }

    pub fn given_up(&self, network: &NetworkName) {
        self.0.given_up.get_or_create(&label(network)).inc();
    }

    /// `so_far` is what the connector has counted since the start.
    pub fn not_understood(&self, network: &NetworkName, so_far: u64) {
        let counter = self.0.not_understood.get_or_create(&label(network));
        counter.inner().store(so_far, std::sync::atomic::Ordering::Relaxed);
    }

    pub fn content_loaded(&self, at: Timestamp) {
        self.0.content_loaded_at_seconds.set(at.0 / 1_000);
        self.0.content_mistakes.set(0);
    }

    pub fn content_refused(&self, mistakes: usize) {
        self.0.content_mistakes.set(i64::try_from(mistakes).unwrap_or(i64::MAX));
    }

    /// How many mistakes the content had when it was last read.
    pub fn content_mistakes(&self) -> i64 {
        self.0.content_mistakes.get()
    }

    /// All of it in the OpenMetrics text format, with what the store counts right now.
    pub fn render(&self, counts: &Counts) -> String {
        self.0.inbox_new.set(counts.inbox_new);
        self.0.outbox_pending.set(counts.outbox_pending);
        self.0.conversations.set(counts.conversations);
        let mut text = String::new();
        let registry = self.0.registry.lock().unwrap_or_else(PoisonError::into_inner);
        // Writing into a String cannot fail.
        let _ = encode(&mut text, &registry);
        text
    }
}

/// The word for an offer, in metrics and in `fairway ask --jsonl`.
pub fn offer_word(offer: Offer) -> &'static str {
    match offer {
        Offer::None => "none",
        Offer::Screening => "screening",
        Offer::HandOver => "handover",
    }
}

/// The word for a verdict, in metrics and in `fairway ask --jsonl`.
pub fn verdict_word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Sure(_) => "sure",
        Verdict::Unsure(_) => "unsure",
        Verdict::Unknown => "unknown",
    }
}

fn label(network: &NetworkName) -> NetworkLabel {
    NetworkLabel { network: network.to_string() }
}
