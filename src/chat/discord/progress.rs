//! How far a session is safely taken in, so that RESUME asks for no less than what could be lost.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

/// Which events are still on their way into the store.
#[derive(Clone, Debug)]
pub struct Progress(Arc<Mutex<Under>>);

#[derive(Debug, Default)]
struct Under {
    way: BTreeSet<u64>,
    last: u64,
}

/// One event's place in the progress.
#[derive(Debug)]
pub struct Mark(Progress, u64);

impl Progress {
    pub fn begin(&self, seq: u64) -> Mark {
        let mut under = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        under.way.insert(seq);
        under.last = under.last.max(seq);
        Mark(self.clone(), seq)
    }

    /// Of a session from which so much is taken in.
    pub fn from(last: u64) -> Self {
        Self(Arc::new(Mutex::new(Under { way: BTreeSet::new(), last })))
    }

    /// The last event before which all are taken in.
    pub fn safe(&self) -> u64 {
        let under = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        under.way.first().map_or(under.last, |first| first.saturating_sub(1))
    }
}

impl Drop for Mark {
    fn drop(&mut self) {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner).way.remove(&self.1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_safe_is_all_before_the_first_that_is_not() {
        let progress = Progress::from(0);
        let (one, two, three) = (progress.begin(1), progress.begin(2), progress.begin(3));
        drop(two);
        assert_eq!(progress.safe(), 0);
        drop(one);
        assert_eq!(progress.safe(), 2);
        drop(three);
        assert_eq!(progress.safe(), 3);
    }
}
