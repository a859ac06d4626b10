//! Killed at every named point while messages flow: once the program is back, exactly one reply stands for each message,
//! in order per conversation (I1, I2, I3; F01 to F03).
//!
//! Each point is passed once in CI; `FAIRWAY_LONG=1` passes each several times, at later passages too. The checker is
//! itself tested: bugs planted one at a time must be caught.

use std::fmt::Write;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::program::answers;
use crate::support::nio::Peer;
use crate::support::program::Program;
use crate::support::synapse::{self, Synapse};

/// Forty messages in four rooms. The first room is encrypted and has fewer of them: after a restart the SDK may wait five
/// seconds for device lists before each encrypted message, which says nothing about what is lost.
const MESSAGES: [usize; 4] = [4, 12, 12, 12];
const MESSAGES_IN_ALL: usize = 40;
/// How long a kill is waited for, and then the replies.
const KILLED_WITHIN: Duration = Duration::from_secs(30);
const ANSWERED_WITHIN_S: u64 = 45;
/// The same where a bug is planted: what is lost then never comes.
const BUGGY_KILLED_WITHIN: Duration = Duration::from_secs(8);
const BUGGY_ANSWERED_WITHIN_S: u64 = 12;
/// How long is waited for a second reply that must not come.
const CALM: Duration = Duration::from_millis(1_200);

/// The points that every message, start or stop of this test passes, with the passage at which the kill comes.
const POINTS: &[(&str, u32)] = &[
    ("store.batch.begun", 9),
    ("store.take_in.inserted", 3),
    ("store.batch.before_commit", 7),
    ("store.batch.after_commit", 8),
    ("store.commit.state_written", 5),
    ("store.commit.outbox_written", 6),
    ("store.claim.leased", 4),
    ("store.mark_sent.marked", 5),
    ("store.keys.before_commit", 1),
    ("store.keys.made", 1),
    ("engine.before_take_in", 4),
    ("engine.after_take_in", 5),
    ("engine.after_begin_turn", 6),
    ("engine.after_decide", 7),
    ("engine.after_commit", 8),
    ("engine.after_recover", 1),
    ("engine.after_fire_timers", 1),
    ("delivery.after_claim", 3),
    ("delivery.before_send", 4),
    ("delivery.after_send_before_mark", 5),
    ("delivery.after_mark", 6),
    ("matrix.sync.received", 3),
    ("matrix.sync.handed_in", 3),
    ("matrix.hear.before_hand_in", 4),
    ("matrix.hear.handed_in", 5),
    ("matrix.sweep.page_read", 1),
    ("matrix.send.before", 6),
    ("matrix.send.after", 7),
    ("matrix.seed.sent", 2),
];

/// What is wrong with sweeping is caught by the connector's own tests (`tests/all/matrix/`), not here.
/// A bug, the point at which it shows, and whether the kill needs messages that wait at start.
const BUGS: &[(&str, &str, u32)] = &[
    ("store.ack-before-commit", "store.batch.before_commit", 12),
    ("store.lane-order", "engine.after_decide", 9),
    ("engine.forgets-inbox", "engine.after_take_in", 5),
    ("engine.says-twice", "delivery.after_mark", 6),
    ("delivery.marks-before-send", "delivery.before_send", 5),
    ("delivery.assumes-sent", "delivery.before_send", 6),
    ("delivery.new-key-per-try", "delivery.after_send_before_mark", 5),
    ("matrix.new-txn-per-try", "delivery.after_send_before_mark", 5),
];

struct Flow {
    program: Program,
    people: Vec<(Peer, String)>,
    rounds: usize,
    /// How many replies each room held when the round began.
    stood: Vec<usize>,
}

/// What one round came to.
struct Round {
    killed: bool,
    violations: Vec<String>,
    took: Duration,
}

impl Flow {
    async fn open(synapse: &Synapse, name: &str) -> Self {
        let mut program = Program::install(synapse, &format!("bot-{name}"));
        program.start(&[]);
        program.wait_ready();
        let mut people = Vec::new();
        for room in 0..MESSAGES.len() {
            let peer = Peer::start(synapse, &format!("p{room}-{name}")).await;
            let id = peer.room_with(&[&program.user_id], room == 0, true).await;
            peer.messages(&id, &program.user_id, 1, 60).await;
            people.push((peer, id));
        }
        Self { program, people, rounds: 0, stood: vec![1; MESSAGES.len()] }
    }

    /// One round: the program runs towards its kill while everyone writes, is started again, and is judged.
    async fn round(&mut self, crash_at: &str, environment: &[(&str, &str)]) -> Round {
        let began = Instant::now();
        self.rounds += 1;
        self.program.kill();
        let mut with_crash = environment.to_vec();
        with_crash.push(("FAIRWAY_CRASH_AT", crash_at));
        self.program.start(&with_crash);
        let asked = self.everyone_writes().await;
        let buggy = !environment.is_empty();
        let killed = self.wait_for_kill(if buggy { BUGGY_KILLED_WITHIN } else { KILLED_WITHIN }).await;
        self.program.kill();
        self.program.start(environment);
        let violations = self.judge(&asked, if buggy { BUGGY_ANSWERED_WITHIN_S } else { ANSWERED_WITHIN_S }).await;
        Round { killed, violations, took: began.elapsed() }
    }

    /// Everyone writes; the last message is the first of a conversation in a thread of its own.
    async fn everyone_writes(&self) -> Vec<Vec<String>> {
        let words =
            ["can I upload controlled code to GitHub?", "language", "thanks", "may I take my laptop abroad?", "hello"];
        let round = self.rounds;
        let mut all = Vec::new();
        let tasks = self.people.iter().zip(MESSAGES).map(|((peer, room), count)| {
            let contents: Vec<_> = words.iter().cycle().take(count).enumerate().collect();
            async move {
                let mut events: Vec<String> = Vec::new();
                for (number, text) in contents {
                    let mut content = json!({ "msgtype": "m.text", "body": format!("{text} ({round}.{number})") });
                    if ["language", "thanks", "hello"].contains(text) {
                        content["body"] = json!(text);
                    }
                    if let Some(root) = events.first().filter(|_| number == count - 1) {
                        content["m.relates_to"] = json!({ "rel_type": "m.thread", "event_id": root });
                    }
                    events.push(peer.send(room, content).await);
                }
                events
            }
        });
        for events in futures_util::future::join_all(tasks).await {
            all.push(events);
        }
        all
    }

    async fn wait_for_kill(&mut self, within: Duration) -> bool {
        let end = Instant::now() + within;
        while Instant::now() < end {
            if self.program.has_ended() {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        false
    }

    /// Exactly one reply for each message, in the order in which they were asked in each conversation.
    async fn judge(&mut self, asked: &[Vec<String>], within_s: u64) -> Vec<String> {
        let mut violations = Vec::new();
        let waits = self.people.iter().zip(&self.stood).zip(MESSAGES).map(|(((peer, room), stood), count)| {
            let (bot, want) = (&self.program.user_id, stood + count);
            peer.try_ask("wait", json!({ "room": room, "sender": bot, "count": want, "timeout_s": within_s }))
        });
        futures_util::future::join_all(waits).await;
        tokio::time::sleep(CALM).await;
        for (index, (peer, room)) in self.people.iter().enumerate() {
            let bot = &self.program.user_id;
            let request = json!({ "room": room, "sender": bot, "count": 0, "timeout_s": 5 });
            let replies = peer.ask("wait", request).await;
            let replies: Vec<Value> = replies.as_array().cloned().unwrap_or_default();
            violations.extend(judge_room(index, &asked[index], &replies[self.stood[index].min(replies.len())..]));
            self.stood[index] = replies.len();
        }
        violations
    }
}

/// The checker. Replies to other events than the asked ones do not exist in this test, so they are violations too.
fn judge_room(room: usize, asked: &[String], replies: &[Value]) -> Vec<String> {
    let answered: Vec<_> = replies.iter().map(|reply| answers(reply).unwrap_or("nothing")).collect();
    let mut violations = Vec::new();
    for (number, event) in asked.iter().enumerate() {
        match answered.iter().filter(|answer| *answer == event).count() {
            1 => {}
            0 => violations.push(format!("room {room}: message {number} was never answered")),
            many => violations.push(format!("room {room}: message {number} was answered {many} times")),
        }
    }
    violations.extend(
        answered
            .iter()
            .filter(|answer| !asked.iter().any(|event| event == *answer))
            .map(|answer| format!("room {room}: a reply to {answer}, which was not asked")),
    );
    // The last message is in a thread: a conversation of its own.
    let main = asked.get(..asked.len().saturating_sub(1)).unwrap_or_default();
    let order: Vec<_> = answered.iter().filter_map(|answer| main.iter().position(|event| event == answer)).collect();
    if !order.is_sorted() {
        violations.push(format!("room {room}: answered in the order {order:?}"));
    }
    violations
}

#[test]
fn the_checker_sees_what_is_missing_double_and_out_of_order() {
    let asked: Vec<String> = ["a", "b", "c", "thread"].map(str::to_owned).to_vec();
    let reply = |to: &str| json!({ "content": { "m.relates_to": { "m.in_reply_to": { "event_id": to } } } });
    let check = |replies: &[&str], expect: &str| {
        let replies: Vec<_> = replies.iter().map(|to| reply(to)).collect();
        let found = judge_room(0, &asked, &replies).join("; ");
        assert!(if expect.is_empty() { found.is_empty() } else { found.contains(expect) }, "{found}");
    };
    check(&["a", "b", "thread", "c"], "");
    check(&["a", "c", "thread"], "message 1 was never answered");
    check(&["a", "b", "b", "c", "thread"], "message 1 was answered 2 times");
    check(&["b", "a", "c", "thread"], "in the order [1, 0, 2]");
    check(&["a", "b", "c", "thread", "x"], "which was not asked");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_every_point_exactly_one_reply_stands() {
    let Some(synapse) = synapse::shared() else { return };
    let long = std::env::var_os("FAIRWAY_LONG").is_some();
    let passages: &[u32] = if long { &[0, 3, 11, 19] } else { &[0] };
    let mut flow = Flow::open(synapse, "kills").await;
    let (mut failed, mut rounds, mut report) = (Vec::new(), 0, String::new());
    for later in passages {
        for (point, passage) in POINTS.iter().filter(|(_, passage)| *later == 0 || *passage > 1) {
            let crash_at = format!("{point}:{}", passage + later);
            let Round { killed, violations, took } = flow.round(&crash_at, &[]).await;
            rounds += 1;
            let verdict = if violations.is_empty() { "ok" } else { "VIOLATED" };
            let _ = writeln!(report, "{crash_at:<44} killed: {killed:<5} {verdict} {:.1} s", took.as_secs_f64());
            // Later passages may lie beyond what forty messages pass.
            if !killed && *later == 0 {
                failed.push(format!("{crash_at}: was not reached"));
            }
            failed.extend(violations.into_iter().map(|violation| format!("{crash_at}: {violation}")));
        }
    }
    println!("{report}{rounds} kills, {} messages, {} violations", rounds * MESSAGES_IN_ALL, failed.len());
    assert!(failed.is_empty(), "{}\n{report}\n{}", failed.join("\n"), flow.program.log());
}

/// A checker that never fails proves nothing: each planted bug must be caught.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_planted_bug_is_caught() {
    let Some(synapse) = synapse::shared() else { return };
    let mut missed = Vec::new();
    let mut report = String::new();
    for (index, (bug, point, passage)) in BUGS.iter().enumerate() {
        let mut flow = Flow::open(synapse, &format!("bug{index}")).await;
        let mut caught = None;
        for attempt in 0..3 {
            let crash_at = format!("{point}:{}", passage + attempt * 3);
            let round = flow.round(&crash_at, &[("FAIRWAY_BUG", bug)]).await;
            if let Some(violation) = round.violations.first() {
                caught = Some(violation.clone());
                break;
            }
        }
        let _ = writeln!(report, "{bug:<30} {}", caught.as_deref().unwrap_or("NOT CAUGHT"));
        if caught.is_none() {
            missed.push(*bug);
        }
    }
    println!("{report}");
    assert!(missed.is_empty(), "not caught: {missed:?}\n{report}");
}
