//! Figures, beside a bare serenity echo bot in one run. Not a test: it asserts nothing about time.
//!
//! `FAIRWAY_BENCH_PROGRAM=… FAIRWAY_BENCH_ECHO=… cargo test --features stand-in --test all discord::bench -- --ignored --nocapture`, with release
//! builds of `fairway` and of `examples/echo_discord.rs`.

use std::process::{Child, Command};
use std::time::{Duration, Instant};

use serde_json::json;

use super::desk::{Desk, QUESTION};
use super::stand_in::{Id, Settings, StandIn};

const ROUNDS: usize = 6;
const REPLIES: usize = 40;

struct Echo(Child);

impl Drop for Echo {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// User and system time so far.
fn cpu(pid: u32) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let fields: Vec<_> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    let ticks: u64 = [11, 12].iter().map(|at| fields[*at].parse::<u64>().unwrap()).sum();
    Duration::from_millis(ticks * 10)
}

fn rss_mb(pid: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1_024.0
}

/// One round: CPU per reply in ms, and from each message to the request that replies to it.
async fn round(discord: &StandIn, pid: u32, user: Id, text: &str) -> (f64, Vec<Duration>) {
    let dm = discord.dm(user);
    let path = format!("/channels/{dm}/messages");
    let sent =
        || discord.requests().iter().filter(|r| r.method == "POST" && r.path == path).map(|r| r.at).collect::<Vec<_>>();
    let (before, began) = (sent().len(), cpu(pid));
    let mut took = Vec::new();
    for number in 0..REPLIES {
        let said_at = Instant::now();
        discord.say_dm(user, text);
        let at = loop {
            if let Some(at) = sent().get(before + number) {
                break *at;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        };
        took.push(at.duration_since(said_at));
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    ((cpu(pid) - began).as_secs_f64() * 1_000.0 / REPLIES as f64, took)
}

fn shown(name: &str, pid: u32, cpu: &mut [f64], took: &mut [Duration]) {
    cpu.sort_by(f64::total_cmp);
    took.sort();
    let at = |share: usize| took[(took.len() * share / 100).min(took.len() - 1)].as_secs_f64() * 1_000.0;
    println!(
        "{name}: RSS {:.1} MB, CPU per reply {:.1} ms (median of rounds), event to send {:.1} ms (50 %), {:.1} ms (99 %)",
        rss_mb(pid),
        cpu[cpu.len() / 2],
        at(50),
        at(99),
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "figures, not a test"]
async fn beside_an_echo_bot() {
    let settings = || Settings { message_limit: None, ..Settings::default() };
    let Some(desk) = Desk::open_with(settings()).await else { return };
    let other = StandIn::start_with(settings()).unwrap();
    let echo = Command::new(std::env::var("FAIRWAY_BENCH_ECHO").expect("the echo bot's release build"))
        .args([other.token(), other.root_certificate().display().to_string(), other.tls_address().to_string()])
        .spawn()
        .expect("the echo bot starts");
    let echo = Echo(echo);
    other.until_connected().await;
    let (anna, bert) = (desk.anna, other.user("bert"));
    let pids = (desk.program.process_id().expect("it runs"), echo.0.id());
    let (mut ours, mut theirs) = ((Vec::new(), Vec::new()), (Vec::new(), Vec::new()));
    for number in 0..=ROUNDS {
        let a = round(&desk.discord, pids.0, anna, QUESTION).await;
        let b = round(&other, pids.1, bert, QUESTION).await;
        // The first round warms both up.
        if number > 0 {
            ours.0.push(a.0);
            ours.1.extend(a.1);
            theirs.0.push(b.0);
            theirs.1.extend(b.1);
        }
    }
    shown("Fairway", pids.0, &mut ours.0, &mut ours.1);
    shown("echo", pids.1, &mut theirs.0, &mut theirs.1);
    let mut after = Vec::new();
    for _ in 0..100 {
        let asked = desk.discord.slash(anna, desk.channel, "ask", &[("question", json!(QUESTION))]);
        after.push(asked.acknowledged().await.after);
        asked.answer().await;
    }
    after.sort();
    println!("a command is acknowledged after {:?} (50 %), {:?} (99 %)", after[50], after[99]);
}
