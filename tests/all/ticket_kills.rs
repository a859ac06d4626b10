//! Killed at every named point while a person and an adviser write to each other across two networks: once the program is back, each
//! word stands on the other side exactly once and in order, and the adviser has been told of each that it arrived.
//!
//! The four pairs of networks take turns, so that each point is passed once; `FAIRWAY_LONG=1` passes each in every pair and at later passages.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::discord::stand_in::{Settings, StandIn};
use crate::support::nio::{Peer, text};
use crate::support::points::ON_EVERY_WAY;
use crate::support::program::Program;
use crate::support::synapse::{self, Synapse};

/// What each side writes in a round.
const WORDS: usize = 5;
const WITHIN: Duration = Duration::from_secs(60);
const KILLED_WITHIN: Duration = Duration::from_secs(20);
const QUIET: Duration = Duration::from_secs(30);
const CALM: Duration = Duration::from_millis(800);

/// Points on the way of every word that is carried, with the passage at which the kill comes.
const POINTS: &[(&str, u32)] = &[
    ("store.commit.told", 3),
    ("store.commit.told", 6),
    ("matrix.sync.received", 2),
    ("matrix.sync.handed_in", 2),
    ("matrix.hear.before_hand_in", 1),
    ("matrix.hear.handed_in", 1),
    ("matrix.send.before", 3),
    ("matrix.send.after", 4),
    ("discord.heard", 1),
    ("discord.taken_in", 2),
    ("discord.before_send", 3),
];
/// New keys and due timers are on no word's way; the store's own kills pass them.
const NOT_HERE: &[&str] = &["store.keys.before_commit", "store.keys.made", "engine.after_fire_timers"];

/// Where somebody writes and reads.
enum Seat {
    Matrix { peer: Peer, room: String, thread: Option<String> },
    Discord { user: u64, channel: u64 },
}

struct World {
    program: Program,
    discord: StandIn,
    person: Seat,
    adviser: Seat,
    rounds: usize,
}

/// Which networks a person and an adviser are on.
#[derive(Clone, Copy, Debug)]
enum Pair {
    MatrixToDiscord,
    DiscordToMatrix,
    MatrixToMatrix,
    DiscordToDiscord,
}

impl Pair {
    const ALL: [Pair; 4] = [Pair::MatrixToDiscord, Pair::DiscordToMatrix, Pair::MatrixToMatrix, Pair::DiscordToDiscord];

    /// Whether the person and the advisers are on Matrix.
    fn on_matrix(self) -> (bool, bool) {
        match self {
            Pair::MatrixToDiscord => (true, false),
            Pair::DiscordToMatrix => (false, true),
            Pair::MatrixToMatrix => (true, true),
            Pair::DiscordToDiscord => (false, false),
        }
    }

    /// A point of a network is on no way of words between others.
    fn passes(self, point: &str) -> bool {
        let (person, advisers) = self.on_matrix();
        (!point.starts_with("matrix.") || person || advisers)
            && (!point.starts_with("discord.") || !person || !advisers)
    }
}

impl World {
    async fn open(synapse: &Synapse, pair: Pair) -> Option<Self> {
        let name = format!("kills-{pair:?}").to_lowercase();
        let settings = Settings { privileged_intents: 1 << 15, message_limit: None, ..Settings::default() };
        let discord = StandIn::start_with(settings)?;
        let mut program = Program::install(synapse, &format!("bot-{name}"));
        program.also_on(&discord);
        let (person_on_matrix, advisers_on_matrix) = pair.on_matrix();
        let users = [discord.user("somebody"), discord.user("adviser")];
        let guild = discord.guild("Institute", users[0]);
        discord.join(guild, users[1]);
        discord.channel(guild, "general");
        program.start(&[]);
        program.wait_ready();
        let mut on_matrix = Vec::new();
        for (who, direct) in [("person", true), ("adviser", false)] {
            let peer = Peer::start(synapse, &format!("{who}-{name}")).await;
            peer.ask("cross_sign", json!({})).await;
            let room = peer.room_with(&[&program.user_id], true, direct).await;
            peer.messages(&room, &program.user_id, 1, 60).await;
            on_matrix.push((peer, room));
        }
        program.terminate();
        let forum = discord.forum(guild, "tickets");
        let role = discord.role(guild, "adviser");
        discord.set_role(guild, users[1], role, true);
        let advisers_room = match advisers_on_matrix {
            true => format!("matrix:{}", on_matrix[1].1),
            false => format!("discord:{forum}"),
        };
        program.set("ADVISERS__ROOM", advisers_room);
        program.set("ADVISERS__ROLES", role.to_string());
        program.start(&[]);
        program.wait_ready();
        let channels = [discord.dm(users[0]), forum];
        let mut seats = [person_on_matrix, advisers_on_matrix].into_iter().zip(users).zip(channels).zip(on_matrix).map(
            |(((is_on_matrix, user), channel), (peer, room))| match is_on_matrix {
                true => Seat::Matrix { peer, room, thread: None },
                false => Seat::Discord { user, channel },
            },
        );
        let (person, adviser) = (seats.next()?, seats.next()?);
        let mut world = Self { program, discord, person, adviser, rounds: 0 };
        world.hand_over(pair).await;
        Some(world)
    }

    async fn hand_over(&mut self, pair: Pair) {
        for (words, answer) in
            [("!ticket", "onfidential"), ("1", "What are you planning"), ("A visit.", "**A**"), ("1", "")]
        {
            // On Matrix nobody reads along, so that step is not there.
            let (is_on_matrix, _) = pair.on_matrix();
            if is_on_matrix && answer == "What are you planning" {
                continue;
            }
            let answer = match (is_on_matrix, answer) {
                (true, "onfidential") => "What are you planning",
                (true, "**A**") => "A A visit.",
                (_, "") => "Your ticket is",
                (_, answer) => answer,
            };
            self.person.say(&self.discord, words).await;
            self.until(true, answer).await;
        }
        let end = Instant::now() + WITHIN;
        match &mut self.adviser {
            Seat::Discord { channel, .. } => {
                let forum = *channel;
                while self.discord.threads(forum).is_empty() {
                    assert!(Instant::now() < end, "no post");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
                *channel = self.discord.threads(forum)[0].0;
            }
            Seat::Matrix { peer, room, thread } => loop {
                let said = peer.messages(room, &self.program.user_id, 0, 1).await;
                let head = said.iter().find(|event| event["content"]["body"].to_string().contains("Ticket "));
                if let Some(head) = head {
                    *thread = Some(text(head, "event_id"));
                    break;
                }
                assert!(Instant::now() < end, "no thread: {said:#?}");
                tokio::time::sleep(Duration::from_millis(50)).await;
            },
        }
        self.adviser.say(&self.discord, "!claim").await;
        self.until(true, "An adviser has taken").await;
        self.until(false, "has this ticket").await;
    }

    /// All that the bot has said to a side.
    async fn heard(&self, by_person: bool) -> Vec<String> {
        let seat = if by_person { &self.person } else { &self.adviser };
        match seat {
            Seat::Matrix { peer, room, .. } => {
                let said = peer.messages(room, &self.program.user_id, 0, 1).await;
                said.iter().map(|event| event["content"]["body"].as_str().unwrap_or_default().to_owned()).collect()
            }
            Seat::Discord { user, channel } => {
                self.discord.said_by_bot(*user, *channel).into_iter().map(|seen| seen.content).collect()
            }
        }
    }

    async fn until(&self, by_person: bool, words: &str) {
        let end = Instant::now() + WITHIN;
        loop {
            let heard = self.heard(by_person).await;
            if heard.iter().any(|heard| heard.contains(words)) {
                return;
            }
            assert!(Instant::now() < end, "{words:?} was never said: {heard:#?}\n{}", self.program.log());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Both write while the program runs towards its kill; it is started again and judged.
    async fn round(&mut self, crash_at: &str) -> (bool, Vec<String>) {
        self.rounds += 1;
        self.program.kill();
        self.program.start(&[("FAIRWAY_CRASH_AT", crash_at)]);
        for number in 0..WORDS {
            let round = self.rounds;
            self.person.say(&self.discord, &format!("Person {round}.{number} writes this.")).await;
            self.adviser.say(&self.discord, &format!("Desk {round}.{number} writes this.")).await;
        }
        let end = Instant::now() + KILLED_WITHIN;
        let mut killed = false;
        while !killed && Instant::now() < end {
            killed = self.program.has_ended();
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.program.kill();
        self.program.start(&[]);
        (killed, self.judge().await)
    }

    async fn judge(&self) -> Vec<String> {
        let (mut most, mut last) = (0, Instant::now());
        while last.elapsed() < QUIET {
            let (person, desk, delivered) = self.came().await;
            if person.len() + desk.len() + delivered >= 2 * WORDS + WORDS * self.rounds {
                break;
            }
            if person.len() + desk.len() + delivered > most {
                (most, last) = (person.len() + desk.len() + delivered, Instant::now());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        tokio::time::sleep(CALM).await;
        let (person, desk, delivered) = self.came().await;
        let all: Vec<usize> = (0..WORDS).collect();
        let mut violations = Vec::new();
        for (who, came) in [("the person's", &person), ("the adviser's", &desk)] {
            if *came != all {
                violations.push(format!("of {who} words these came, in this order: {came:?}"));
            }
        }
        if delivered != WORDS * self.rounds {
            violations.push(format!("{delivered} of {} were told to be delivered", WORDS * self.rounds));
        }
        violations
    }

    /// Which of the person's words of this round the adviser has, which of the adviser's the person has, and how often the adviser was
    /// told since the beginning that words have arrived.
    async fn came(&self) -> (Vec<usize>, Vec<usize>, usize) {
        let numbers = |heard: &[String], who: &str| -> Vec<usize> {
            let lead = format!("{who} {}.", self.rounds);
            heard.iter().filter_map(|heard| heard.split(&lead).nth(1)?.split(' ').next()?.parse().ok()).collect()
        };
        let (to_person, to_desk) = (self.heard(true).await, self.heard(false).await);
        let delivered = to_desk.iter().filter(|heard| heard.starts_with("Delivered")).count();
        (numbers(&to_desk, "Person"), numbers(&to_person, "Desk"), delivered)
    }
}

impl Seat {
    async fn say(&self, discord: &StandIn, words: &str) {
        match self {
            Seat::Matrix { peer, room, thread: None } => drop(peer.say(room, words).await),
            Seat::Matrix { peer, room, thread: Some(thread) } => {
                let content = json!({
                    "msgtype": "m.text", "body": words,
                    "m.relates_to": { "rel_type": "m.thread", "event_id": thread, "is_falling_back": true, "m.in_reply_to": { "event_id": thread } },
                });
                peer.send(room, content).await;
            }
            Seat::Discord { user, channel } => drop(discord.say(*user, *channel, words)),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_every_point_each_word_stands_once_on_the_other_side() {
    let Some(synapse) = synapse::shared() else { return };
    let long = std::env::var_os("FAIRWAY_LONG").is_some();
    let mut worlds = Vec::new();
    for pair in Pair::ALL {
        let Some(world) = World::open(synapse, pair).await else { return };
        worlds.push((pair, world));
    }
    let points = ON_EVERY_WAY.iter().chain(POINTS).filter(|(point, _)| !NOT_HERE.contains(point));
    let (mut failed, mut kills, mut report) = (Vec::new(), 0, String::new());
    for (place, (point, passage)) in points.enumerate() {
        let later: &[u32] = if long { &[0, 4, 9] } else { &[0] };
        let mut passing: Vec<_> = worlds.iter_mut().filter(|(pair, _)| pair.passes(point)).collect();
        let turn = place % passing.len();
        let turns = if long { 0..passing.len() } else { turn..turn + 1 };
        for (pair, world) in &mut passing[turns] {
            for later in later {
                let crash_at = format!("{point}:{}", passage + later);
                let began = Instant::now();
                let (killed, violations) = world.round(&crash_at).await;
                kills += usize::from(killed);
                let verdict = if violations.is_empty() { "ok" } else { "VIOLATED" };
                let (pair, took) = (format!("{pair:?}"), began.elapsed().as_secs_f64());
                let line = format!("{crash_at:<40} {pair:<16} killed: {killed:<5} {verdict} {took:.1} s\n");
                print!("{line}");
                report.push_str(&line);
                if !killed && *later == 0 {
                    failed.push(format!("{crash_at}: was not reached"));
                }
                failed.extend(violations.into_iter().map(|violation| format!("{crash_at}: {violation}")));
            }
        }
    }
    println!("{kills} kills, {} violations", failed.len());
    let logs: Vec<String> = worlds.iter().map(|(_, world)| world.program.log()).collect();
    assert!(failed.is_empty(), "{}\n{report}\n{}", failed.join("\n"), logs.join("\n\n"));
}
