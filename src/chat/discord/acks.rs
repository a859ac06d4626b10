//! Which interactions of this run are still being acknowledged.
//!
//! A reply to an interaction is an edit of the acknowledgement, and can be ready before Discord has the latter: speaking waits
//! here. Of interactions of an earlier run nothing is known, and nothing has to be: they were acknowledged long ago or never.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

/// Discord takes an acknowledgement for three seconds; nobody waits longer.
const WAIT_MAX: Duration = Duration::from_secs(3);

#[derive(Default)]
pub struct Acks(Mutex<HashMap<u64, watch::Receiver<()>>>);

/// Held while an interaction is acknowledged. Dropping it lets those who wait go on.
pub struct Acknowledging<'a> {
    acks: &'a Acks,
    interaction: u64,
    _open: watch::Sender<()>,
}

impl Acks {
    pub fn begin(&self, interaction: u64) -> Acknowledging<'_> {
        let (open, closed) = watch::channel(());
        self.lock().insert(interaction, closed);
        Acknowledging { acks: self, interaction, _open: open }
    }

    /// Returns when the interaction is not, or no longer, being acknowledged.
    pub async fn done(&self, interaction: u64) {
        let waiting = self.lock().get(&interaction).cloned();
        if let Some(mut waiting) = waiting {
            let _ = tokio::time::timeout(WAIT_MAX, async { while waiting.changed().await.is_ok() {} }).await;
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<u64, watch::Receiver<()>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Acknowledging<'_> {
    fn drop(&mut self) {
        self.acks.lock().remove(&self.interaction);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_reply_waits_for_the_acknowledgement_and_no_longer_than_discord() {
        let acks = Acks::default();
        acks.done(1).await;
        let acknowledging = acks.begin(1);
        let start = tokio::time::Instant::now();
        acks.done(1).await;
        assert_eq!(start.elapsed(), WAIT_MAX);
        tokio::join!(acks.done(1), async { drop(acknowledging) });
        assert_eq!(start.elapsed(), WAIT_MAX);
    }
}
