//! How long messages wait while two hundred come in every second, for five minutes, in a desk with ten thousand open conversations.
//!
//!     cargo run --release --no-default-features --example load [seconds] [messages a second]
//!
//! It is the program itself ([`App`], with the content that ships, its store in SQLite files in a temporary folder and its limits out of
//! the way) on a network of its own that takes each message at once (`crowd`). Start it in the project's folder.
//!
//! The desk is filled first: 10,000 people ask a question each, 2,000 of them hand something over, which one of twenty advisers
//! claims, and write on; 1,000 begin a screening. Then messages are offered at chance moments, so many a second on average:
//!
//! - 8 of 20: a question of the third golden set, in one of four languages, by one of the other 7,000;
//! - 4 of 20: a person's words in a ticket; 4 of 20: an adviser's in its thread;
//! - 2 of 20: an answer in a screening, `back` or `why`;
//! - 1 of 20: an edit of a question that was answered; 1 of 20: of words that were carried.
//!
//! Each is offered when it is due, however many are under way, and its time runs from when it was due. It ends when the network is
//! asked to send what comes of it: the reply, or the words on the other side of the ticket. By then the outbox row is durable and has
//! been claimed, durably, so the row itself was there earlier. Nothing may be lost and nothing come twice: one reply to each, all
//! that is carried once on the other side, and each adviser told once that their words have arrived.

mod crowd;
#[path = "../disk/mod.rs"]
mod disk;
mod figures;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use fairway::app::{self, App};
use fairway::clock::Clock;
use fairway::config::{AdvisersConfig, Config, HttpConfig, LimitsConfig, StoreConfig};

const LASTS_S: u64 = 300;
const A_SECOND: f64 = 200.0;
const QUESTIONS: &str = "tests/golden/third";

fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt().with_max_level(tracing::Level::WARN).with_writer(std::io::stderr).init();
    // One worker, as `fairway run` has.
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    runtime.block_on(run())
}

async fn run() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let lasts_s = arguments.next().map_or(Ok(LASTS_S), |seconds| seconds.parse())?;
    let a_second = arguments.next().map_or(Ok(A_SECOND), |count| count.parse())?;
    let folder = tempfile::tempdir()?;
    let single = folder.path().join("single.sqlite");
    let single = disk::single_row_commits(&format!("sqlite:{}?mode=rwc", single.display())).await?;
    println!("single-row commits on this disk: {single:.0} a second");

    // Counted as ever, and never reached.
    let most = u32::MAX;
    let limits = LimitsConfig {
        per_person_in_10_s: most,
        per_person_in_1_h: most,
        per_room_in_60_s: most,
        per_room_in_10_min: most,
    };
    let config = Config {
        store: StoreConfig { data_dir: folder.path().to_path_buf(), ..StoreConfig::default() },
        advisers: AdvisersConfig { room: crowd::ADVISERS_ROOM.to_owned(), ..AdvisersConfig::default() },
        http: HttpConfig { listen: String::new() },
        limits,
        ..Config::default()
    };
    let content = app::read_content(&config)?;
    let crowd = crowd::Crowd::new(questions()?, Duration::from_secs(lasts_s), a_second);
    App::open(config, content, vec![Arc::new(crowd)], Clock::System).await?.run().await?;

    for file in ["fairway.sqlite", "keys.sqlite"] {
        let bytes = std::fs::metadata(folder.path().join(file))?.len();
        println!("{file}: {:.1} MB", bytes as f64 / 1_048_576.0);
    }
    Ok(())
}

/// In all four languages.
fn questions() -> anyhow::Result<Vec<String>> {
    let mut questions = Vec::new();
    for language in ["en", "nl", "de", "fr"] {
        let file = Path::new(QUESTIONS).join(format!("topics.{language}.tsv"));
        let lines = std::fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        questions.extend(lines.lines().filter_map(|line| line.split('\t').nth(1).map(str::to_owned)));
    }
    Ok(questions)
}
