//! What a test does to the network: faults, lost connections, events that come oddly.

use serde_json::{Value, json};

use super::StandIn;
use super::faults::{Fault, Times};
use super::gateway::Out;

impl StandIn {
    /// Lays a fault for the requests that match `METHOD part`, or only a part, of the path or of the route's template.
    /// The eldest that matches is met.
    pub fn lay(&self, pattern: &str, fault: Fault, times: Times) {
        self.shared.change(|world| world.faults.lay(pattern, fault, times));
    }

    pub fn clear_faults(&self) {
        self.shared.change(|world| world.faults.clear());
    }

    /// Every gateway connection ends without a word; sessions can be resumed.
    pub fn drop_connections(&self) {
        self.shared.change(|world| world.end_connections(Out::Drop));
    }

    /// Every gateway connection is closed with this code. 4009 and those that end a session forget it.
    pub fn close_connections(&self, code: u16) {
        self.shared.change(|world| {
            world.end_connections(Out::Close(code, "as a test asked"));
            if matches!(code, 4004 | 4007 | 4009..=4014) {
                world.gateway.sessions.clear();
            }
        });
    }

    /// Asks every connection to come again: op 7.
    pub fn ask_to_reconnect(&self) {
        self.shared.change(|world| world.put_to_all(json!({ "op": 7, "s": null, "t": null, "d": null })));
    }

    /// Says that the session is no longer good: op 9. What is not resumable is forgotten.
    pub fn invalidate(&self, resumable: bool) {
        self.shared.change(|world| {
            world.put_to_all(json!({ "op": 9, "s": null, "t": null, "d": resumable }));
            if !resumable {
                world.gateway.sessions.clear();
            }
        });
    }

    /// Sessions are forgotten, as after a long outage: a resume is answered with op 9.
    pub fn forget_sessions(&self) {
        self.shared.change(|world| world.gateway.sessions.clear());
    }

    /// New connections to the gateway are answered 503 for as long as this is so.
    pub fn close_gateway(&self, closed: bool) {
        self.shared.change(|world| world.gateway.closed = closed);
    }

    /// New connections of all kinds end at once, for as long as this is so.
    pub fn refuse_connections(&self, refused: bool) {
        self.shared.change(|world| world.gateway.refuses_all = refused);
    }

    /// Heartbeats stay unanswered for as long as this is so.
    pub fn ignore_heartbeats(&self, ignored: bool) {
        self.shared.change(|world| world.gateway.deaf = ignored);
    }

    /// The next events come twice, with the same sequence number.
    pub fn send_twice(&self, events: u32) {
        self.shared.change(|world| world.gateway.twice = events);
    }

    /// The next events are held back until all of them are there, and then come the last one first.
    pub fn send_backwards(&self, events: usize) {
        self.shared.change(|world| world.gateway.shuffled = events);
    }

    /// An event as it is: of a kind that nobody knows, or with a body that does not fit its kind.
    pub fn send_event(&self, event: &str, data: Value) {
        self.shared.change(|world| world.send_raw(event, data));
    }

    pub fn identifies(&self) -> u32 {
        self.read(|world| world.gateway.identifies)
    }

    pub fn resumes(&self) -> u32 {
        self.read(|world| world.gateway.resumes)
    }

    /// Whether a bot is connected.
    pub fn is_connected(&self) -> bool {
        self.read(|world| world.gateway.sessions.iter().any(|session| session.outlet.is_some()))
    }

    /// Waits until no bot is: how a process ended is noticed a moment later.
    pub async fn until_disconnected(&self) {
        self.until("no bot is connected", |world| {
            world.gateway.sessions.iter().all(|session| session.outlet.is_none()).then_some(())
        })
        .await;
    }

    /// Waits until a bot is connected, by a new session or a resumed one.
    pub async fn until_connected(&self) {
        self.until("a bot is connected", |world| {
            world.gateway.sessions.iter().any(|session| session.outlet.is_some()).then_some(())
        })
        .await;
    }
}
