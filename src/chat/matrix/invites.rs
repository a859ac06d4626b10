//! Invitations: accepted from those the operator allows, declined from all others.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use matrix_sdk::ruma::{OwnedRoomId, RoomId};
use matrix_sdk::{Room, RoomState};
use tokio::sync::Notify;
use tokio::time::Instant;

use super::errors::{self, Failure};
use super::{Shared, glob};
use crate::faults;

/// Rooms joined in one minute, at most: a stranger on an allowed server cannot drown the bot.
const JOINS_PER_MINUTE: usize = 5;
const MINUTE: Duration = Duration::from_secs(60);
/// Invitations that wait. More are left as they are until the next start.
const QUEUE_MAX: usize = 1_000;
const RETRY_AFTER: Duration = Duration::from_secs(10);

/// Invitations to be answered.
#[derive(Default)]
pub struct Invites {
    queue: Mutex<VecDeque<OwnedRoomId>>,
    wake: Notify,
}

impl Invites {
    pub fn add(&self, rooms: impl IntoIterator<Item = OwnedRoomId>) {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        for room in rooms {
            if queue.len() < QUEUE_MAX && !queue.contains(&room) {
                queue.push_back(room);
            }
        }
        self.wake.notify_one();
    }

    /// Answers invitations, without end.
    pub async fn run(&self, shared: &Shared) {
        let mut joins = VecDeque::new();
        loop {
            let Some(id) = self.next() else {
                self.wake.notified().await;
                continue;
            };
            if let Err(failure) = answer(shared, &id, &mut joins).await {
                if let Failure::Never { .. } = failure {
                    tracing::warn!(why = failure.why(), "matrix: an invitation cannot be answered");
                    continue;
                }
                tokio::time::sleep(failure.after().unwrap_or(RETRY_AFTER)).await;
                self.add([id]);
            }
        }
    }

    fn next(&self) -> Option<OwnedRoomId> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }
}

async fn answer(shared: &Shared, id: &RoomId, joins: &mut VecDeque<Instant>) -> Result<(), Failure> {
    let Some(room) = shared.client.get_room(id).filter(|room| room.state() == RoomState::Invited) else {
        return Ok(());
    };
    if !is_allowed(shared, &room).await {
        tracing::info!("matrix: declined an invitation; see allow_invites_from in the settings");
        return room.leave().await.map_err(|error| errors::sort(&error));
    }
    wait_for_turn(joins).await;
    faults::point("matrix.invite.before_join");
    room.join().await.map_err(|error| errors::sort(&error))?;
    faults::point("matrix.invite.joined");
    Ok(())
}

async fn is_allowed(shared: &Shared, room: &Room) -> bool {
    let Ok(invite) = room.invite_details().await else { return false };
    allows(&shared.settings.allow_invites_from, shared.me.server_name().as_str(), invite.inviter_id.as_str())
}

fn allows(globs: &[String], own_server: &str, inviter: &str) -> bool {
    match globs {
        [] => inviter.split_once(':').is_some_and(|(_, server)| server == own_server),
        globs => glob::any_matches(globs, inviter),
    }
}

/// Waits until fewer than the allowed joins lie in the last minute.
async fn wait_for_turn(joins: &mut VecDeque<Instant>) {
    while let Some(first) = joins.front().copied() {
        if joins.len() >= JOINS_PER_MINUTE {
            tokio::time::sleep_until(first + MINUTE).await;
        } else if first.elapsed() < MINUTE {
            break;
        }
        joins.pop_front();
    }
    joins.push_back(Instant::now());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_own_server_is_allowed_unless_the_operator_says_otherwise() {
        let globs = ["*:uni.example".to_owned()];
        assert!(allows(&[], "example.org", "@ada:example.org"));
        assert!(!allows(&[], "example.org", "@ada:evil.example.org"));
        assert!(allows(&globs, "example.org", "@ada:uni.example"));
        assert!(!allows(&globs, "example.org", "@ada:example.org"));
    }

    #[tokio::test(start_paused = true)]
    async fn the_sixth_join_waits_for_the_minute_to_pass() {
        let (mut joins, start) = (VecDeque::new(), Instant::now());
        for _ in 0..JOINS_PER_MINUTE {
            wait_for_turn(&mut joins).await;
        }
        assert_eq!(start.elapsed(), Duration::ZERO);
        wait_for_turn(&mut joins).await;
        assert_eq!(start.elapsed(), MINUTE);
    }
}
