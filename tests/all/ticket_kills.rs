//! Killed at every named point while a person and an adviser write to each other across two networks, change some of it, take some of it
//! back and send a file: once the program is back, what stands of it on the other side is what each of them left standing, once and in
//! order, and the adviser has been told of each of their words that it arrived.
//!
//! The four pairs of networks take turns, so that each point is passed once; `FAIRWAY_LONG=1` passes each in every pair and at later passages.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use crate::support::networks::{Heard, Networks, On, Seat};
use crate::support::points::ON_EVERY_WAY;
use crate::support::synapse::{self, Synapse};

/// What each side writes in a round, beside a file; of it one message is changed, and one taken back. So is one that has arrived before.
const WORDS: usize = 5;
const CHANGED: usize = 2;
const TAKEN_BACK: usize = 3;
const REGRETS: &str = "will regret this.";
const FILE: &str = "Article 1. Whoever measures publishes.";
const KILLED_WITHIN: Duration = Duration::from_secs(20);
const QUIET: Duration = Duration::from_secs(30);
const CALM: Duration = Duration::from_millis(800);
const LOOK_EVERY: Duration = Duration::from_millis(50);

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
    ("matrix.redact.before", 1),
    ("matrix.redact.after", 1),
    ("discord.heard", 1),
    ("discord.taken_in", 2),
    ("discord.before_send", 3),
];
/// New keys and due timers are on no word's way; the store's own kills pass them.
const NOT_HERE: &[&str] = &["store.keys.before_commit", "store.keys.made", "engine.after_fire_timers"];

/// A ticket, with a person and the adviser who has it.
struct World {
    networks: Networks,
    person: Seat,
    adviser: Seat,
    /// What stood on either side before the first round.
    before: BTreeSet<String>,
    /// What the adviser did in each round.
    wrote: Vec<Wrote>,
}

/// What one side did in a round.
struct Wrote {
    /// The ids of what they wrote and left standing.
    standing: Vec<String>,
    /// What is taken back: what had arrived for certain, and what had or had not.
    taken_back: [String; 2],
}

/// Which networks a person and the advisers are on.
#[derive(Clone, Copy, Debug)]
enum Pair {
    MatrixToDiscord,
    DiscordToMatrix,
    MatrixToMatrix,
    DiscordToDiscord,
}

impl Pair {
    const ALL: [Pair; 4] = [Pair::MatrixToDiscord, Pair::DiscordToMatrix, Pair::MatrixToMatrix, Pair::DiscordToDiscord];

    fn on(self) -> (On, On) {
        match self {
            Pair::MatrixToDiscord => (On::Matrix, On::Discord),
            Pair::DiscordToMatrix => (On::Discord, On::Matrix),
            Pair::MatrixToMatrix => (On::Matrix, On::Matrix),
            Pair::DiscordToDiscord => (On::Discord, On::Discord),
        }
    }

    /// A point of a network is on no way of words between others.
    fn passes(self, point: &str) -> bool {
        let (person, advisers) = self.on();
        let is_there = |on| person == on || advisers == on;
        (!point.starts_with("matrix.") || is_there(On::Matrix))
            && (!point.starts_with("discord.") || is_there(On::Discord))
    }
}

impl World {
    async fn open(synapse: &Synapse, pair: Pair, name: &str) -> Option<Self> {
        let name = format!("{name}-{pair:?}").to_lowercase();
        let (person_on, advisers_on) = pair.on();
        let (networks, adviser, _) = Networks::open(synapse, &name, advisers_on).await?;
        let person = networks.person(synapse, person_on, &format!("anna-{name}")).await;
        let mut steps = vec![("!ticket", "What are you planning"), ("A visit.", "**A**"), ("1", "Your ticket is")];
        match person_on {
            On::Matrix => steps[1].1 = "A A visit.",
            // Where somebody may read along.
            On::Discord => drop(steps.splice(0..1, [("!ticket", "onfidential"), ("1", "What are you planning")])),
        }
        for (words, answer) in steps {
            networks.say(&person, words).await;
            networks.until(&person, answer).await;
        }
        let thread = networks.thread(&adviser, "Ticket ").await;
        let adviser = adviser.into_thread(&thread);
        networks.say(&adviser, "!claim").await;
        networks.until(&person, "An adviser has taken").await;
        networks.until(&adviser, "has this ticket").await;
        let mut world = Self { networks, person, adviser, before: BTreeSet::new(), wrote: Vec::new() };
        world.before = world.heard().await.concat().into_iter().map(|heard| heard.id).collect();
        Some(world)
    }

    /// Both write while the program runs towards its kill; it is started again and judged.
    async fn round(&mut self, crash_at: &str) -> (bool, Vec<String>) {
        let regretted = self.write_what_is_regretted().await;
        self.networks.program.kill();
        self.networks.program.start(&[("FAIRWAY_CRASH_AT", crash_at)]);
        let wrote = self.write(regretted).await;
        self.wrote.push(wrote);
        let killed = self.is_killed().await;
        self.networks.program.kill();
        self.networks.program.start(&[]);
        (killed, self.judge().await)
    }

    async fn is_killed(&mut self) -> bool {
        let end = Instant::now() + KILLED_WITHIN;
        while Instant::now() < end {
            if self.networks.program.has_ended() {
                return true;
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        false
    }

    /// One message of each side, which arrives: the person's, and the adviser's.
    async fn write_what_is_regretted(&self) -> [String; 2] {
        let networks = &self.networks;
        let words = ["Person", "Desk"].map(|who| format!("{who} {} {REGRETS}", self.wrote.len()));
        let said = [networks.say(&self.person, &words[0]).await, networks.say(&self.adviser, &words[1]).await];
        networks.until(&self.adviser, &words[0]).await;
        networks.until(&self.person, &words[1]).await;
        networks.until_answered(&self.adviser, &said[1]).await;
        said
    }

    /// Both sides, in turns: what the adviser did.
    async fn write(&self, regretted: [String; 2]) -> Wrote {
        let (networks, seats) = (&self.networks, [("Person", &self.person), ("Desk", &self.adviser)]);
        let mut ids = [Vec::new(), Vec::new()];
        for number in 0..WORDS {
            for ((who, seat), ids) in seats.iter().zip(&mut ids) {
                ids.push(networks.say(seat, &words(who, self.wrote.len(), number, "writes this.")).await);
            }
        }
        for (((who, seat), ids), regretted) in seats.iter().zip(&mut ids).zip(&regretted) {
            networks.delete(seat, regretted).await;
            networks.edit(seat, &ids[CHANGED], &words(who, self.wrote.len(), CHANGED, "wrote this anew.")).await;
            networks.delete(seat, &ids[TAKEN_BACK]).await;
            ids.push(
                networks.attach(seat, &words(who, self.wrote.len(), WORDS, "sends this."), "draft.txt", FILE).await,
            );
        }
        let [_, mut standing] = ids;
        let [_, regretted] = regretted;
        let taken_back = [regretted, standing.remove(TAKEN_BACK)];
        Wrote { standing, taken_back }
    }

    /// What stands on the person's side, and on the adviser's.
    async fn heard(&self) -> [Vec<Heard>; 2] {
        [self.networks.heard(&self.person).await, self.networks.heard(&self.adviser).await]
    }

    /// Of this round and of all before it: what comes late, or goes late, shows in the next.
    async fn judge(&self) -> Vec<String> {
        let (mut came, mut last) = (String::new(), Instant::now());
        while last.elapsed() < QUIET && !self.violations().await.is_empty() {
            let comes = format!("{:?}", self.heard().await);
            if comes != came {
                (came, last) = (comes, Instant::now());
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        tokio::time::sleep(CALM).await;
        self.violations().await
    }

    async fn violations(&self) -> Vec<String> {
        let mut violations = Vec::new();
        let heard = self.heard().await;
        for ((who, other), heard) in [("person", "Desk"), ("adviser", "Person")].iter().zip(&heard) {
            if heard.iter().any(|heard| heard.words.contains(REGRETS)) {
                violations.push(format!("the {who} still has what was taken back after it had arrived"));
            }
            let new = heard.iter().filter(|heard| !self.before.contains(&heard.id));
            let (told, carried): (Vec<_>, Vec<_>) = new.partition(|heard| heard.words.starts_with("Delivered"));
            let stands: Vec<String> = carried.iter().flat_map(|heard| parts(&heard.words)).collect();
            let expected: Vec<String> = (0..self.wrote.len()).flat_map(|round| left_standing(other, round)).collect();
            if stands != expected {
                let same = stands.iter().zip(&expected).take_while(|(stands, expected)| stands == expected).count();
                let [stands, expected] = [&stands, &expected].map(|parts| parts.get(same..).unwrap_or_default());
                violations.push(format!("the {who} has {stands:?} instead of {expected:?}"));
            }
            let times = |id: &String| told.iter().filter(|told| told.answers.as_ref() == Some(id)).count();
            let wrote = if *who == "adviser" { self.wrote.as_slice() } else { &[] };
            let standing = || wrote.iter().flat_map(|wrote| &wrote.standing);
            violations.extend(
                standing()
                    .filter(|id| times(id) != 1)
                    .map(|id| format!("of the adviser's message {id} it was said {} times that it arrived", times(id))),
            );
            // What was taken back may have arrived before.
            let taken_back: Vec<_> = wrote.iter().flat_map(|wrote| &wrote.taken_back).map(times).collect();
            let known = standing().map(times).sum::<usize>();
            if told.len() > known + taken_back.iter().sum::<usize>() || taken_back.iter().any(|times| *times > 1) {
                violations
                    .push(format!("the {who} was told of {} arrivals, {known} of them of their words", told.len()));
            }
        }
        violations
    }
}

fn words(who: &str, round: usize, number: usize, does: &str) -> String {
    format!("{who} {round}.{number} {does}")
}

/// What should stand on the other side of what was written in a round.
fn left_standing(who: &str, round: usize) -> Vec<String> {
    let written = (0..WORDS)
        .filter(|number| *number != TAKEN_BACK)
        .map(|number| words(who, round, number, if number == CHANGED { "wrote this anew." } else { "writes this." }));
    written.chain([words(who, round, WORDS, "sends this."), "a file".to_owned()]).collect()
}

/// The lines of a message below its header, a file as what it is.
fn parts(words: &str) -> Vec<String> {
    let lines = words.lines().map(|line| line.trim_start_matches("> ").replace('\\', ""));
    let is_said = |line: &String| line.ends_with('.') || line.contains("attachment");
    let part = |line: String| if line.contains("attachment") { "a file".to_owned() } else { line };
    lines.filter(is_said).map(part).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_every_point_each_word_stands_once_on_the_other_side() {
    let Some(synapse) = synapse::shared() else { return };
    let long = std::env::var_os("FAIRWAY_LONG").is_some();
    let mut worlds = Vec::new();
    for pair in Pair::ALL {
        let Some(world) = World::open(synapse, pair, "kills").await else { return };
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
                let mut crash_at = format!("{point}:{}", passage + later);
                let began = Instant::now();
                let (mut killed, mut violations) = world.round(&crash_at).await;
                // What comes at once is taken in at once, in fewer passages.
                if !killed && *later == 0 && *passage > 1 {
                    crash_at = format!("{point}:1");
                    let (again, more) = world.round(&crash_at).await;
                    (killed, violations) = (again, [violations, more].concat());
                }
                kills += usize::from(killed);
                let verdict = if violations.is_empty() { "ok" } else { "VIOLATED" };
                let (pair, took) = (format!("{pair:?}"), began.elapsed().as_secs_f64());
                let line = format!("{crash_at:<40} {pair:<16} killed: {killed:<5} {verdict} {took:.1} s\n");
                print!("{line}{}", violations.iter().map(|violation| format!("    {violation}\n")).collect::<String>());
                report.push_str(&line);
                if !killed && *later == 0 {
                    failed.push(format!("{crash_at}: was not reached"));
                }
                failed.extend(violations.into_iter().map(|violation| format!("{crash_at}: {violation}")));
            }
        }
    }
    println!("{kills} kills, {} violations", failed.len());
    let logs: Vec<String> = worlds.iter().map(|(_, world)| world.networks.program.log()).collect();
    assert!(failed.is_empty(), "{}\n{report}\n{}", failed.join("\n"), logs.join("\n\n"));
}

/// The person can no longer be reached: their adviser is told so once, whenever the program ends.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_while_it_gives_up_the_adviser_is_told_once_that_it_did_not_arrive() {
    let Some(synapse) = synapse::shared() else { return };
    let Some(mut world) = World::open(synapse, Pair::DiscordToMatrix, "unreachable").await else { return };
    for (round, point) in ["store.give_up.reported:1", "delivery.after_give_up:1"].into_iter().enumerate() {
        let Seat::Discord { user, .. } = world.person else { panic!("they are on Discord") };
        world.networks.program.kill();
        world.networks.program.start(&[("FAIRWAY_CRASH_AT", point)]);
        world.networks.discord.close_dms(user, true);
        let lost = world.networks.say(&world.adviser, &format!("Nobody reads this, round {round}.")).await;
        assert!(world.is_killed().await, "{point} was not passed:\n{}", world.networks.program.log());
        world.networks.program.start(&[]);
        world.networks.program.wait_ready();
        world.networks.until_answered(&world.adviser, &lost).await;
        world.networks.discord.close_dms(user, false);
        let found = format!("They read this after round {round}.");
        let said = world.networks.say(&world.adviser, &found).await;
        world.networks.until(&world.person, &found).await;
        world.networks.until_answered(&world.adviser, &said).await;
        tokio::time::sleep(CALM).await;
        let [person, adviser] = world.heard().await;
        let answers = |to: &str| -> Vec<&str> {
            let answers = adviser.iter().filter(|heard| heard.answers.as_deref() == Some(to));
            answers.map(|heard| heard.words.as_str()).collect()
        };
        let closed = "Not delivered: their direct messages are closed.";
        assert_eq!((answers(&lost), answers(&said).len()), (vec![closed], 1), "{point}");
        assert!(!person.iter().any(|heard| heard.words.contains("Nobody reads this")), "{point}: {person:#?}");
    }
}
