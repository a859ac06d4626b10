//! Carries the outbox to the networks. It never decides what is said.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use domain::ids::{MessageId, NetworkName, Timestamp};
use domain::message::Fate;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::attachments;
use crate::authority::Authority;
use crate::chat::{Connector, Deed, Outgoing, SendError, Sent};
use crate::clock::{self, Clock};
use crate::engine::Engine;
use crate::faults;
use crate::metrics::Metrics;
use crate::store::{Delivery as Row, Store, StoreError};

/// How long a claimed row is this process's own, in ms: longer than the slowest try.
const LEASE_MS: i64 = 120_000;
/// How many rows are under way at once; each is the head of its own lane.
const UNDER_WAY_MAX: usize = 32;
/// How long at most until the outbox is looked at again, and how long at least when a row that seems due is not to be had.
const PAUSE_MAX: Duration = Duration::from_secs(30);
const PAUSE_MIN: Duration = Duration::from_millis(20);
/// The first pause after a failed try, in ms; it doubles from there.
const PAUSE_FIRST_MS: u64 = 500;

/// What delivery works with.
#[derive(Clone)]
pub struct Delivery {
    pub store: Store,
    pub engine: Engine,
    /// Who is asked whether an adviser still is one.
    pub authority: Authority,
    pub connectors: BTreeMap<NetworkName, Arc<dyn Connector>>,
    pub clock: Clock,
    pub wake: Arc<Notify>,
    pub metrics: Metrics,
    pub settings: Settings,
}

/// How long things may take.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub send_timeout_ms: u64,
    pub retry_pause_max_ms: u64,
    pub give_up_after_ms: i64,
    /// Larger files are not passed on.
    pub attachment_max_bytes: u64,
}

/// How one try ended.
enum Outcome {
    Sent(Sent),
    NotSent {
        after_ms: Option<u64>,
    },
    Ambiguous,
    Refused,
    Unreachable,
    /// It may not leave any more.
    Withheld,
    /// A file that is not what may be passed on, or that is gone.
    Unfit,
}

impl Delivery {
    /// Delivers what is due until stopped, then lets what is under way come to its end.
    pub async fn run(self, stop: CancellationToken) -> Result<(), StoreError> {
        let networks: Vec<_> = self.connectors.keys().cloned().collect();
        let mut under_way = JoinSet::new();
        // The last claim took all that it had room for: then more is due, most likely, and to ask first would only cost.
        let mut is_more = false;
        loop {
            // All that ended, so that one claim fills their places.
            while let Some(done) = under_way.try_join_next() {
                done.unwrap_or(Ok(()))?;
            }
            let room = UNDER_WAY_MAX.saturating_sub(under_way.len());
            let mut pause = PAUSE_MAX;
            if room > 0 && !stop.is_cancelled() {
                let was_more = std::mem::take(&mut is_more);
                pause = if was_more { Duration::ZERO } else { self.until_due(&networks).await? };
                if pause.is_zero() {
                    let rows = self.store.claim(&networks, self.clock.now(), LEASE_MS, room).await?;
                    faults::point("delivery.after_claim");
                    is_more = rows.len() == room;
                    if was_more || !rows.is_empty() {
                        for row in rows {
                            let delivery = self.clone();
                            under_way.spawn(async move { delivery.deliver(row).await });
                        }
                        continue;
                    }
                    // Another program took it meanwhile.
                    pause = PAUSE_MIN;
                }
            }
            if stop.is_cancelled() && under_way.is_empty() {
                return Ok(());
            }
            tokio::select! {
                Some(done) = under_way.join_next() => done.unwrap_or(Ok(()))?,
                () = self.wake.notified() => {}
                () = tokio::time::sleep(pause) => {}
                () = stop.cancelled(), if !under_way.is_empty() || !stop.is_cancelled() => {
                    while let Some(done) = under_way.join_next().await {
                        done.unwrap_or(Ok(()))?;
                    }
                    return Ok(());
                }
            }
        }
    }

    /// Zero when a row is due now.
    async fn until_due(&self, networks: &[NetworkName]) -> Result<Duration, StoreError> {
        let due_ms = self.store.next_due_ms(networks, self.clock.now()).await?;
        let pause = due_ms.map_or(PAUSE_MAX, |ms| Duration::from_millis(u64::try_from(ms).unwrap_or(0)));
        Ok(pause.min(PAUSE_MAX))
    }

    async fn deliver(&self, row: Row) -> Result<(), StoreError> {
        let Some(connector) = self.connectors.get(&row.outgoing.to.network).cloned() else {
            return self.store.mark_retry(&row, self.clock.now().plus_ms(60_000), row.ambiguous).await.map(drop);
        };
        let began = self.clock.now();
        if faults::bug("delivery.marks-before-send") {
            self.store.mark_sent(&row, &MessageId::new("unsent").into(), began).await?;
        }
        let outcome = match &row.permit {
            _ if row.has_no_place => Outcome::Refused,
            // Words of an adviser leave only while that is one: asked anew, right before they do.
            Some(permit) => match self.authority.still_holds(permit).await {
                Some(true) => self.attempt(connector.as_ref(), &row).await,
                Some(false) => Outcome::Withheld,
                None => Outcome::NotSent { after_ms: None },
            },
            None => self.attempt(connector.as_ref(), &row).await,
        };
        let outcome = match outcome {
            Outcome::Refused | Outcome::Unreachable | Outcome::Withheld if row.ambiguous && !row.has_no_place => {
                self.found_or(connector.as_ref(), &row, outcome).await
            }
            outcome => outcome,
        };
        let now = self.clock.now();
        match outcome {
            Outcome::Sent(sent) => {
                faults::point("delivery.after_send_before_mark");
                let (_, reported) = self.store.mark_and_report(&row, &sent, now).await?;
                faults::point("delivery.after_mark");
                self.engine.enqueue(reported.into_iter().collect());
                self.metrics.sent(&row.outgoing.to.network, now.ms_since(began));
            }
            Outcome::Refused => self.give_up(&row, Fate::Refused, now).await?,
            Outcome::Unreachable => self.give_up(&row, Fate::Unreachable, now).await?,
            Outcome::Withheld => self.give_up(&row, Fate::Withheld, now).await?,
            Outcome::Unfit => self.give_up(&row, Fate::Unfit, now).await?,
            Outcome::NotSent { .. } | Outcome::Ambiguous if self.is_too_old(&row, now) => {
                self.give_up(&row, Fate::GaveUp, now).await?;
            }
            Outcome::NotSent { after_ms } => self.retry(&row, after_ms, row.ambiguous, now).await?,
            Outcome::Ambiguous => self.retry(&row, None, true, now).await?,
        }
        // The next row of the lane is the head now.
        self.wake.notify_one();
        Ok(())
    }

    /// What does not go out any more may have been brought there by an earlier try that had no answer: that counts.
    async fn found_or(&self, connector: &dyn Connector, row: &Row, outcome: Outcome) -> Outcome {
        match self.in_time(connector.find(&row.outgoing)).await {
            Ok(Some(sent)) => Outcome::Sent(sent),
            Ok(None) | Err(SendError::Refused { .. } | SendError::Unreachable) => outcome,
            Err(error) => outcome_of(row, &error),
        }
    }

    /// One try. A row whose first try is older than the network remembers keys is looked up before it is repeated.
    async fn attempt(&self, connector: &dyn Connector, row: &Row) -> Outcome {
        let forgotten = |first: Timestamp| self.clock.now().ms_since(first) > connector.key_lifetime_ms();
        if row.outgoing.first_tried_at.is_some_and(forgotten) && row.attempts > 1 {
            match self.in_time(connector.find(&row.outgoing)).await {
                Ok(Some(sent)) => return Outcome::Sent(sent),
                Ok(None) => {}
                Err(error) => return outcome_of(row, &error),
            }
        }
        faults::point("delivery.before_send");
        if row.attempts > 1 && faults::bug("delivery.assumes-sent") {
            return Outcome::Sent(MessageId::new("assumed").into());
        }
        let mut outgoing = row.outgoing.clone();
        if faults::bug("delivery.new-key-per-try") {
            outgoing.key = clock::new_delivery_key();
        }
        if let Err(outcome) = self.bring(&mut outgoing, row).await {
            return outcome;
        }
        match self.in_time(connector.send(&outgoing)).await {
            Ok(sent) => Outcome::Sent(sent),
            Err(error) => outcome_of(row, &error),
        }
    }

    /// Puts what somebody else attached among the message's files: brought from where it lies, at this moment, and cleaned. So nothing of
    /// it is kept here, and what was taken back meanwhile is not there to be brought.
    async fn bring(&self, outgoing: &mut Outgoing, row: &Row) -> Result<(), Outcome> {
        let Deed::Say(message) = &mut outgoing.what else { return Ok(()) };
        for attachment in std::mem::take(&mut message.attachments) {
            let from = self.connectors.get(&attachment.network).ok_or(Outcome::NotSent { after_ms: None })?;
            let brought = self.in_time(from.bring(&attachment, self.settings.attachment_max_bytes)).await;
            let content = brought.map_err(|error| match error {
                SendError::Refused { .. } | SendError::Unreachable => Outcome::Unfit,
                // Whatever became of the question, nothing was said.
                SendError::Ambiguous { why } => outcome_of(row, &SendError::NotSent { after_ms: None, why }),
                error => outcome_of(row, &error),
            })?;
            message.files.push(attachments::pass_on(content).ok_or(Outcome::Unfit)?);
        }
        Ok(())
    }

    async fn in_time<T>(&self, call: impl Future<Output = Result<T, SendError>>) -> Result<T, SendError> {
        let limit = Duration::from_millis(self.settings.send_timeout_ms);
        let unclear = |_| Err(SendError::Ambiguous { why: format!("no answer within {} s", limit.as_secs()) });
        tokio::time::timeout(limit, caught(call)).await.unwrap_or_else(unclear)
    }

    fn is_too_old(&self, row: &Row, now: Timestamp) -> bool {
        row.outgoing.first_tried_at.is_some_and(|first| now.ms_since(first) > self.settings.give_up_after_ms)
    }

    async fn retry(&self, row: &Row, after_ms: Option<u64>, ambiguous: bool, now: Timestamp) -> Result<(), StoreError> {
        let doubled = PAUSE_FIRST_MS.saturating_mul(1 << row.attempts.saturating_sub(1).min(16));
        let pause = doubled.min(self.settings.retry_pause_max_ms) as f64 * (0.75 + clock::jitter() / 2.0);
        // A server that names a time is believed, even past our own longest pause.
        let pause_ms = (pause as u64).max(after_ms.unwrap_or(0));
        self.metrics.retried(&row.outgoing.to.network);
        let due = now.plus_ms(i64::try_from(pause_ms).unwrap_or(i64::MAX));
        self.store.mark_retry(row, due, ambiguous).await.map(drop)
    }

    async fn give_up(&self, row: &Row, fate: Fate, now: Timestamp) -> Result<(), StoreError> {
        tracing::error!(delivery = row.id, attempts = row.attempts, ?fate, "delivery: given up");
        self.metrics.given_up(&row.outgoing.to.network);
        let reported = self.store.give_up(row, fate, now).await?;
        faults::point("delivery.after_give_up");
        self.engine.enqueue(reported.into_iter().collect());
        Ok(())
    }
}

/// A panic in a connector as one more unclear outcome. Without it the row would keep its lease, and hold up its lane, for two
/// minutes: matrix-sdk 0.18 asserts, while it encrypts, that the room's key is not used up, and was seen to break off there.
async fn caught<T>(call: impl Future<Output = Result<T, SendError>>) -> Result<T, SendError> {
    let mut call = Box::pin(call);
    poll_fn(move |context| {
        catch_unwind(AssertUnwindSafe(|| call.as_mut().poll(context)))
            .unwrap_or_else(|_| Poll::Ready(Err(SendError::Ambiguous { why: "the connector broke off".to_owned() })))
    })
    .await
}

fn outcome_of(row: &Row, error: &SendError) -> Outcome {
    tracing::warn!(delivery = row.id, attempts = row.attempts, %error, "delivery: not done");
    match error {
        SendError::NotSent { after_ms, .. } => Outcome::NotSent { after_ms: *after_ms },
        SendError::Refused { .. } => Outcome::Refused,
        SendError::Unreachable => Outcome::Unreachable,
        SendError::Ambiguous { .. } => Outcome::Ambiguous,
    }
}
