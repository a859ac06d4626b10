//! Killed at every named point while messages flow: once the program is back, exactly one reply stands for each message,
//! in order per conversation (I1, I2, I3; F01 to F03).
//!
//! Each point is passed once in CI; `FAIRWAY_LONG=1` passes each several times, at later passages too. The checker is
//! itself tested: bugs planted one at a time must be caught.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::program::answers;
use crate::support::nio::Peer;
use crate::support::points::ON_EVERY_WAY;
use crate::support::program::Program;
use crate::support::synapse::{self, Synapse};

/// Encrypted rooms, and what is said in each of them in one round.
const ROOMS: usize = 4;
const MESSAGES: usize = 10;
const MESSAGES_IN_ALL: usize = ROOMS * MESSAGES;
/// How long a kill is waited for, and how long no reply may come before the rest is taken for lost.
const KILLED_WITHIN: Duration = Duration::from_secs(30);
const QUIET: Duration = Duration::from_secs(45);
/// The same where a bug is planted: what is lost then never comes.
const BUGGY_KILLED_WITHIN: Duration = Duration::from_secs(8);
const BUGGY_QUIET: Duration = Duration::from_secs(10);
/// How often is looked for replies.
const LOOK_EVERY: Duration = Duration::from_millis(200);
/// How long is waited for a second reply that must not come.
const CALM: Duration = Duration::from_millis(1_200);

/// The points of Matrix that every round passes beside those of every network, with the passage at which the kill comes.
const POINTS: &[(&str, u32)] = &[
    ("matrix.sync.received", 3),
    ("matrix.sync.handed_in", 3),
    ("matrix.hear.before_hand_in", 3),
    ("matrix.hear.handed_in", 2),
    ("matrix.sweep.page_read", 1),
    ("matrix.sweep.part_handed_in", 1),
    ("matrix.send.before", 6),
    ("matrix.send.after", 7),
    ("matrix.seed.sent", 2),
];

/// The same, with messages that were written while the program was down: its first sync brings all of them.
const WAITING: &[(&str, u32)] = &[("matrix.sync.received", 1), ("matrix.hear.before_hand_in", 2)];

/// A bug, the point at which it shows, and the passage at which the kill comes. Acknowledging before the commit is none of
/// them: what is lost by it nearly always comes again, from the room or the inbox. The store's own kills catch it.
const BUGS: &[(&str, &str, u32)] = &[
    ("store.half-a-turn", "store.commit.state_written", 5),
    ("store.lane-order", "engine.after_decide", 9),
    ("engine.forgets-inbox", "engine.after_take_in", 2),
    ("engine.says-twice", "delivery.after_mark", 6),
    ("delivery.marks-before-send", "delivery.before_send", 5),
    ("delivery.assumes-sent", "delivery.before_send", 6),
    ("delivery.new-key-per-try", "delivery.after_send_before_mark", 5),
    ("matrix.new-txn-per-try", "delivery.after_send_before_mark", 5),
    ("matrix.trust-sdk-token", "matrix.sync.received", 1),
    ("matrix.no-sweep", "matrix.hear.before_hand_in", 2),
];
/// So many bugs the checker must catch, at least.
const BUGS_MIN: usize = 10;

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
        for room in 0..ROOMS {
            let peer = Peer::start(synapse, &format!("p{room}-{name}")).await;
            let id = peer.room_with(&[&program.user_id], true, true).await;
            peer.messages(&id, &program.user_id, 1, 60).await;
            people.push((peer, id));
        }
        Self { program, people, rounds: 0, stood: vec![1; ROOMS] }
    }

    /// One round: the program runs towards its kill while everyone writes, is started again, and is judged. Where
    /// messages are to wait, everyone has written before it runs.
    async fn round(&mut self, crash_at: &str, waiting: bool, environment: &[(&str, &str)]) -> Round {
        let began = Instant::now();
        self.rounds += 1;
        self.program.kill();
        let mut with_crash = environment.to_vec();
        with_crash.push(("FAIRWAY_CRASH_AT", crash_at));
        let waited = if waiting { Some(self.everyone_writes().await) } else { None };
        self.program.start(&with_crash);
        let asked = match waited {
            Some(asked) => asked,
            None => self.everyone_writes().await,
        };
        let buggy = !environment.is_empty();
        let killed = self.wait_for_kill(if buggy { BUGGY_KILLED_WITHIN } else { KILLED_WITHIN }).await;
        self.program.kill();
        self.program.start(environment);
        let violations = self.judge(&asked, if buggy { BUGGY_QUIET } else { QUIET }).await;
        Round { killed, violations, took: began.elapsed() }
    }

    /// Everyone writes; the last message is the first of a conversation in a thread of its own.
    async fn everyone_writes(&self) -> Vec<Vec<String>> {
        let words =
            ["can I upload controlled code to GitHub?", "language", "thanks", "may I take my laptop abroad?", "hello"];
        let round = self.rounds;
        let mut all = Vec::new();
        let tasks = self.people.iter().map(|(peer, room)| {
            let contents: Vec<_> = words.iter().cycle().take(MESSAGES).enumerate().collect();
            async move {
                let mut events: Vec<String> = Vec::new();
                for (number, text) in contents {
                    let mut content = json!({ "msgtype": "m.text", "body": format!("{text} ({round}.{number})") });
                    if ["language", "thanks", "hello"].contains(text) {
                        content["body"] = json!(text);
                    }
                    if let Some(root) = events.first().filter(|_| number == MESSAGES - 1) {
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
    async fn judge(&mut self, asked: &[Vec<String>], quiet: Duration) -> Vec<String> {
        self.until_answered(quiet).await;
        tokio::time::sleep(CALM).await;
        let mut violations = Vec::new();
        for (room, asked) in asked.iter().enumerate() {
            let replies = self.replies(room).await;
            violations.extend(judge_room(room, asked, &replies));
            self.stood[room] += replies.len();
        }
        violations
    }

    /// Waits until there are as many replies as messages in every room, or no further one came for as long as `quiet`.
    async fn until_answered(&self, quiet: Duration) {
        let (mut came, mut last) = (0, Instant::now());
        while came < MESSAGES_IN_ALL && last.elapsed() < quiet {
            tokio::time::sleep(LOOK_EVERY).await;
            let mut now = 0;
            for room in 0..ROOMS {
                now += self.replies(room).await.len().min(MESSAGES);
            }
            if now > came {
                (came, last) = (now, Instant::now());
            }
        }
    }

    /// The replies that came in a room since the round began.
    async fn replies(&self, room: usize) -> Vec<Value> {
        let (peer, id) = &self.people[room];
        let request = json!({ "room": id, "sender": self.program.user_id, "count": 0, "since": self.stood[room] });
        peer.ask("wait", request).await.as_array().cloned().unwrap_or_default()
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
    let mut beyond = BTreeSet::new();
    for later in passages {
        let points = ON_EVERY_WAY.iter().chain(POINTS).map(|point| (point, false));
        let waiting = WAITING.iter().map(|point| (point, true));
        for ((point, passage), waiting) in points.chain(waiting).filter(|((_, n), _)| *later == 0 || *n > 1) {
            if beyond.contains(point) {
                continue;
            }
            let crash_at = format!("{point}:{}", passage + later);
            let Round { killed, violations, took } = flow.round(&crash_at, waiting, &[]).await;
            rounds += 1;
            let verdict = if violations.is_empty() { "ok" } else { "VIOLATED" };
            let line = format!("{crash_at:<44} killed: {killed:<5} {verdict} {:.1} s\n", took.as_secs_f64());
            // As it goes: the long run takes half an hour.
            print!("{line}");
            report.push_str(&line);
            // Later passages may lie beyond what forty messages pass.
            if !killed && *later == 0 {
                failed.push(format!("{crash_at}: was not reached"));
            } else if !killed {
                beyond.insert(*point);
            }
            failed.extend(violations.into_iter().map(|violation| format!("{crash_at}: {violation}")));
        }
    }
    println!("{rounds} kills, {} messages, {} violations", rounds * MESSAGES_IN_ALL, failed.len());
    assert!(failed.is_empty(), "{}\n{report}\n{}", failed.join("\n"), flow.program.log());
}

/// A checker that never fails proves nothing: each planted bug must be caught.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_planted_bug_is_caught() {
    let Some(synapse) = synapse::shared() else { return };
    let (mut missed, mut caught, mut report) = (Vec::new(), 0, String::new());
    for (index, (bug, point, passage)) in BUGS.iter().enumerate() {
        let began = Instant::now();
        let mut flow = Flow::open(synapse, &format!("bug{index}")).await;
        let waiting = WAITING.contains(&(point, *passage));
        let mut seen = None;
        let mut attempt = 0;
        while seen.is_none() && attempt < 3 {
            let crash_at = format!("{point}:{}", passage + attempt * 3);
            let round = flow.round(&crash_at, waiting, &[("FAIRWAY_BUG", bug)]).await;
            seen = round.violations.into_iter().next();
            attempt += 1;
        }
        match &seen {
            Some(_) => caught += 1,
            None => missed.push(*bug),
        }
        let verdict = seen.as_deref().unwrap_or("NOT CAUGHT");
        let took = began.elapsed().as_secs_f64();
        let _ = writeln!(report, "{bug:<30} round {attempt}, {took:.1} s: {verdict}");
    }
    println!("{report}");
    assert!(missed.is_empty() && caught >= BUGS_MIN, "not caught: {missed:?}\n{report}");
}
