//! Killed at every named point while people write and use commands: once the program is back, exactly one reply stands for
//! everything that Discord can still hand out, in order (I1, I2, I3). What it cannot is told.
//!
//! The checker is itself tested: bugs planted one at a time must be caught. `FAIRWAY_LONG=1` kills at later passages too.

use std::fmt::Write;
use std::time::{Duration, Instant};

use serde_json::json;

use super::desk::Desk;
use super::stand_in::{Asked, Fault, Id, Seen, Settings, StandIn, Times};
use crate::support::points::ON_EVERY_WAY;

const PEOPLE: usize = 4;
/// Of each person in one round, so that there are forty in all; every fifth is a command, half of them in a server.
const MESSAGES: usize = 10;
/// A busy machine takes most of it to start the program.
const KILLED_WITHIN: Duration = Duration::from_secs(60);
const QUIET: Duration = Duration::from_secs(25);
const BUGGY_QUIET: Duration = Duration::from_secs(8);
const CALM: Duration = Duration::from_millis(1_200);

/// The points of Discord that every round passes beside those of every network, with the passage at which the kill comes.
const POINTS: &[(&str, u32)] = &[
    ("discord.heard", 1),
    ("discord.taken_in", 4),
    ("discord.interaction", 2),
    ("discord.acknowledged", 3),
    ("discord.before_reply", 2),
    ("discord.before_send", 6),
];

/// The same, with messages that were written while the program was down and no session was left to bring them.
const WAITING: &[(&str, u32)] = &[("discord.before_sweep", 1), ("discord.swept_page", 1), ("discord.taken_in", 2)];

/// A bug, where it shows, the passage of the kill, and how the messages come.
const BUGS: &[(&str, &str, u32, Way)] = &[
    ("store.half-a-turn", "store.commit.state_written", 5, Way::Live),
    ("engine.forgets-inbox", "engine.after_take_in", 2, Way::Live),
    ("engine.says-twice", "delivery.after_mark", 6, Way::Live),
    ("delivery.marks-before-send", "delivery.before_send", 5, Way::Live),
    ("delivery.assumes-sent", "delivery.before_send", 6, Way::Live),
    ("delivery.new-key-per-try", "delivery.after_mark", 12, Way::Unconfirmed),
    ("discord.no-sweep", "discord.before_sweep", 1, Way::Waiting),
    ("discord.forget-session", "discord.interaction", 2, Way::Live),
];

struct Flow {
    desk: Desk,
    rounds: usize,
}

/// What one person wrote in one round.
struct Wrote {
    user: Id,
    dm: Id,
    messages: Vec<Id>,
    commands: Vec<Asked>,
}

struct Round {
    killed: bool,
    violations: Vec<String>,
    took: Duration,
}

/// How the messages of a round come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// While it runs; what it misses is brought by RESUME.
    Live,
    /// While it runs, and Discord does some sends and says that it did not.
    Unconfirmed,
    /// Before it runs, and no session is left.
    Waiting,
}

impl Flow {
    async fn open() -> Option<Self> {
        let desk = Desk::open_with(Settings { message_limit: None, ..Settings::default() }).await?;
        Some(Self { desk, rounds: 0 })
    }

    async fn round(&mut self, crash_at: &str, way: Way, environment: &[(&str, &str)]) -> Round {
        let began = Instant::now();
        self.rounds += 1;
        let everyone = self.everyone().await;
        self.desk.program.kill();
        let discord = &self.desk.discord;
        // Or the connection of before would count as one of the program that is about to start.
        discord.until_disconnected().await;
        let mut with_crash = environment.to_vec();
        with_crash.push(("FAIRWAY_CRASH_AT", crash_at));
        if way == Way::Unconfirmed {
            discord.lay("POST /channels", Fault::DoneThenFails(500), Times::Next(5));
        }
        let wrote = match way {
            Way::Waiting => {
                discord.forget_sessions();
                let wrote = self.everyone_writes(&everyone, false);
                self.desk.program.start(&with_crash);
                wrote
            }
            Way::Live | Way::Unconfirmed => {
                self.desk.program.start(&with_crash);
                let end = Instant::now() + KILLED_WITHIN;
                while !self.desk.discord.is_connected() && !self.desk.program.has_ended() && Instant::now() < end {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                self.everyone_writes(&everyone, true)
            }
        };
        let killed = self.wait_for_kill().await;
        self.desk.program.kill();
        self.desk.program.start(environment);
        // Quiet is what comes when it hears, and not how long it takes to start.
        self.desk.program.wait_ready();
        let violations = self.judge(&wrote, if environment.is_empty() { QUIET } else { BUGGY_QUIET }).await;
        self.desk.discord.clear_faults();
        Round { killed, violations, took: began.elapsed() }
    }

    /// New people in each round, who have each written once, so that the bot knows their chats.
    async fn everyone(&mut self) -> Vec<(Id, Id)> {
        if !self.desk.program.has_ended() {
            self.desk.program.wait_ready();
        } else {
            self.desk.start(&[]);
        }
        let discord = &self.desk.discord;
        let people: Vec<_> = (0..PEOPLE)
            .map(|number| {
                let user = discord.user(&format!("p{}-{number}", self.rounds));
                discord.join(self.desk.guild, user);
                discord.say_dm(user, "hello");
                (user, discord.dm(user))
            })
            .collect();
        for (user, dm) in &people {
            discord.until_said(*user, *dm, 1).await;
        }
        people
    }

    fn everyone_writes(&self, everyone: &[(Id, Id)], with_commands: bool) -> Vec<Wrote> {
        let discord = &self.desk.discord;
        let words = ["can I upload controlled code to GitHub?", "thanks", "may I take my laptop abroad?", "hello"];
        let mut wrote: Vec<Wrote> = everyone
            .iter()
            .map(|(user, dm)| Wrote { user: *user, dm: *dm, messages: Vec::new(), commands: Vec::new() })
            .collect();
        for number in 0..MESSAGES {
            for person in &mut wrote {
                if with_commands && number % 5 == 4 {
                    let place = if number == 4 { self.desk.channel } else { person.dm };
                    let question = json!(words[0]);
                    person.commands.push(discord.slash(person.user, place, "ask", &[("question", question)]));
                } else {
                    person.messages.push(discord.say(person.user, person.dm, words[number % words.len()]));
                }
            }
        }
        wrote
    }

    async fn wait_for_kill(&mut self) -> bool {
        let end = Instant::now() + KILLED_WITHIN;
        while Instant::now() < end {
            if self.desk.program.has_ended() {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        false
    }

    async fn judge(&self, wrote: &[Wrote], quiet: Duration) -> Vec<String> {
        let discord = &self.desk.discord;
        let (mut came, mut last) = (0, Instant::now());
        let wanted: usize = wrote.iter().map(|person| person.messages.len() + person.commands.len()).sum();
        while came < wanted && last.elapsed() < quiet {
            tokio::time::sleep(Duration::from_millis(100)).await;
            let now = wrote.iter().map(|person| answers(discord, person).0.len() + answers(discord, person).1).sum();
            if now > came {
                (came, last) = (now, Instant::now());
            }
        }
        tokio::time::sleep(CALM).await;
        wrote.iter().enumerate().flat_map(|(number, person)| judge_person(discord, number, person)).collect()
    }
}

/// The messages that were answered, in the order of the replies, and how many commands were.
fn answers(discord: &StandIn, person: &Wrote) -> (Vec<Id>, usize) {
    let said = discord.said_by_bot(person.user, person.dm);
    let after_hello = said.iter().skip(1);
    let messages = after_hello.clone().filter_map(|seen| seen.reply_to).collect();
    let states: Vec<_> = person.commands.iter().map(Asked::state).collect();
    let originals: Vec<_> = states.iter().filter_map(|state| state.original).collect();
    let in_place = discord.read(|world| {
        let found = states.iter().filter_map(|state| world.message(state.channel, state.original?).ok());
        found.filter(|message| !Seen::of(world, message).loading).count()
    });
    // A late reply to a command is a message that answers none.
    let late = after_hello.filter(|seen| seen.reply_to.is_none() && !originals.contains(&seen.id)).count();
    (messages, in_place + late)
}

fn judge_person(discord: &StandIn, number: usize, person: &Wrote) -> Vec<String> {
    let (answered, commands) = answers(discord, person);
    let mut violations = Vec::new();
    for (at, message) in person.messages.iter().enumerate() {
        match answered.iter().filter(|answered| *answered == message).count() {
            1 => {}
            0 => violations.push(format!("person {number}: message {at} was never answered")),
            many => violations.push(format!("person {number}: message {at} was answered {many} times")),
        }
    }
    let order: Vec<_> = answered.iter().filter_map(|id| person.messages.iter().position(|asked| asked == id)).collect();
    if !order.is_sorted() {
        violations.push(format!("person {number}: answered in the order {order:?}"));
    }
    if commands != person.commands.len() {
        violations.push(format!("person {number}: {commands} replies to {} commands", person.commands.len()));
    }
    violations
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_every_point_exactly_one_reply_stands() {
    let Some(mut flow) = Flow::open().await else { return };
    let long = std::env::var_os("FAIRWAY_LONG").is_some();
    let passages: &[u32] = if long { &[0, 3, 11, 19] } else { &[0] };
    let (mut failed, mut rounds, mut report) = (Vec::new(), 0, String::new());
    for later in passages {
        let live = ON_EVERY_WAY
            .iter()
            .chain(POINTS)
            .enumerate()
            .map(|(number, point)| (point, if number % 3 == 2 { Way::Unconfirmed } else { Way::Live }));
        let waiting = WAITING.iter().map(|point| (point, Way::Waiting));
        for ((point, passage), way) in live.chain(waiting).filter(|((_, n), _)| *later == 0 || *n > 1) {
            let crash_at = format!("{point}:{}", passage + later);
            let Round { killed, violations, took } = flow.round(&crash_at, way, &[]).await;
            rounds += 1;
            let verdict = if violations.is_empty() { "ok" } else { "VIOLATED" };
            let line = format!("{crash_at:<44} killed: {killed:<5} {verdict} {:.1} s\n", took.as_secs_f64());
            print!("{line}{}", violations.iter().map(|violation| format!("    {violation}\n")).collect::<String>());
            report.push_str(&line);
            if !killed && *later == 0 {
                failed.push(format!("{crash_at}: was not reached"));
            }
            failed.extend(violations.into_iter().map(|violation| format!("{crash_at}: {violation}")));
        }
    }
    println!("{rounds} kills, {} messages, {} violations", rounds * PEOPLE * MESSAGES, failed.len());
    assert!(failed.is_empty(), "{}\n{report}\n{}", failed.join("\n"), flow.desk.program.log());
    flow.desk.is_clean();
}

/// A checker that never fails proves nothing: each planted bug must be caught.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_planted_bug_is_caught() {
    let (mut missed, mut report) = (Vec::new(), String::new());
    for (bug, point, passage, way) in BUGS {
        let Some(mut flow) = Flow::open().await else { return };
        let (mut seen, mut attempt) = (None, 0);
        while seen.is_none() && attempt < 3 {
            let crash_at = format!("{point}:{}", passage + attempt * 3);
            let round = flow.round(&crash_at, *way, &[("FAIRWAY_BUG", bug)]).await;
            seen = round.violations.into_iter().next();
            attempt += if *way == Way::Waiting { 3 } else { 1 };
        }
        if seen.is_none() {
            missed.push(*bug);
        }
        let _ = writeln!(report, "{bug:<30} {}", seen.as_deref().unwrap_or("NOT CAUGHT"));
    }
    println!("{report}");
    assert!(missed.is_empty(), "not caught: {missed:?}\n{report}");
}
