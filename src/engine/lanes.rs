//! One lane per conversation: what is in it is worked in order, and a lane that waits holds up no other.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use domain::ids::ConversationId;

use crate::faults;
use crate::store::Seq;

/// One inbox row to be worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    pub seq: Seq,
    /// An earlier run ended before it was done with this row, and perhaps because of it.
    pub left_over: bool,
}

/// The lanes that have work. Memory only: the inbox is what lasts.
#[derive(Default)]
pub struct Lanes(Mutex<HashMap<ConversationId, VecDeque<Work>>>);

impl Lanes {
    /// Adds work. True when the lane was at rest, and the caller must start a worker for it.
    pub fn push(&self, lane: &ConversationId, work: Work) -> bool {
        let mut lanes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match lanes.get_mut(lane) {
            Some(queue) => {
                // Recovery and taking in can both bring the same row.
                if !queue.iter().any(|queued| queued.seq == work.seq) {
                    queue.push_back(work);
                    if faults::bug("ticket.newest-first") {
                        queue.rotate_right(1);
                    }
                }
                false
            }
            None => {
                lanes.insert(lane.clone(), VecDeque::from([work]));
                true
            }
        }
    }

    /// The lane's next work; `None` ends the worker and puts the lane to rest, in one step.
    pub fn next(&self, lane: &ConversationId) -> Option<Work> {
        let mut lanes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let next = lanes.get_mut(lane).and_then(VecDeque::pop_front);
        if next.is_none() {
            lanes.remove(lane);
        }
        next
    }

    /// Whether the lane has a worker.
    pub fn has(&self, lane: &ConversationId) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains_key(lane)
    }

    pub fn is_empty(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lane_keeps_order_and_has_one_worker() {
        let (lanes, a) = (Lanes::default(), ConversationId::new("a"));
        let [first, second] = [1, 2].map(|seq| Work { seq: Seq(seq), left_over: seq == 1 });
        assert!(lanes.push(&a, first));
        assert!(!lanes.push(&a, second));
        assert!(!lanes.push(&a, Work { left_over: true, ..second }));
        assert_eq!([lanes.next(&a), lanes.next(&a), lanes.next(&a)], [Some(first), Some(second), None]);
        assert!(lanes.is_empty());
        assert!(lanes.push(&a, second));
    }
}
