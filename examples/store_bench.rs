//! How many turns a second the store makes durable: each is an event taken in and a turn committed with one answer.
//!
//!     cargo run --example store_bench --no-default-features [folder or postgres://… postgres://…-keys]
//!
//! Beside it stands what the same disk does with single-row commits, because a figure without that tells of the disk.

mod disk;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use domain::ids::{ConversationId, DeliveryKey, EventId, NetworkName, PersonId, RoomId, Timestamp};
use domain::message::{Audience, Destination, Incoming, Message, Place, Privacy, What};
use fairway::chat::Arrived;
use fairway::store::{Carried, Commit, Committed, OperatorKey, OutboxDraft, Outcome, Store, StoreOptions};

const RUN: Duration = Duration::from_secs(4);
const NOW: Timestamp = Timestamp(1_795_000_000_000);

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (url, keys_url, single) = match arguments.as_slice() {
        [url, keys_url] => (url.clone(), keys_url.clone(), disk::single_row_commits(url).await?),
        rest => {
            let folder = rest.first().map_or_else(std::env::temp_dir, Into::into);
            let folder = folder.join(format!("fairway-bench-{}", std::process::id()));
            std::fs::create_dir_all(&folder)?;
            let url = |name: &str| format!("sqlite:{}", folder.join(name).display());
            let single = disk::single_row_commits(&format!("{}?mode=rwc", url("single.sqlite"))).await?;
            (url("fairway.sqlite"), url("keys.sqlite"), single)
        }
    };
    println!("single-row commits: {single:.0}/s (two of these would be one turn, without sealing)");
    let operator_key = OperatorKey::generate()?;
    let store = Store::open(StoreOptions { url, keys_url, operator_key }).await?;
    for concurrency in [1, 8, 64] {
        let turns = turns_per_second(&store, concurrency).await?;
        println!("{concurrency:>2} at once: {turns:>6.0} turns/s, {:.1} times the single-row commits", turns / single);
    }
    store.close().await?;
    Ok(())
}

async fn turns_per_second(store: &Store, concurrency: u32) -> Result<f64, Box<dyn std::error::Error>> {
    let done = Arc::new(AtomicU64::new(0));
    let started = Instant::now();
    let talkers: Vec<_> = (0..concurrency)
        .map(|talker| tokio::spawn(talk(store.clone(), format!("{concurrency}-{talker}"), started, done.clone())))
        .collect();
    for talker in talkers {
        talker.await?.map_err(|error| error.to_string())?;
    }
    Ok(done.load(Ordering::Relaxed) as f64 / started.elapsed().as_secs_f64())
}

async fn talk(
    store: Store,
    name: String,
    started: Instant,
    done: Arc<AtomicU64>,
) -> Result<(), fairway::store::StoreError> {
    let conversation = ConversationId::new(format!("bench/{name}"));
    let place =
        Place { network: NetworkName::new("bench"), room: RoomId::new("room"), thread: None, privacy: Privacy::Direct };
    for number in 0u64.. {
        if started.elapsed() >= RUN {
            break;
        }
        let incoming = Incoming {
            event: EventId::new(format!("{name}-{number}-{}", std::process::id())),
            place: place.clone(),
            sender: PersonId::new(&name),
            at: NOW,
            what: What::Said { text: "May I take my laptop along to a conference abroad?".into(), addressed: true },
            handle: None,
        };
        let event = (conversation.clone(), Arrived { incoming, once: None });
        let Some(Some(seq)) = store.take_in(vec![event], None, NOW).await?.first().copied() else { continue };
        let Some(turn) = store.begin_turn(seq, |_| Vec::new(), NOW).await? else { continue };
        let source = turn.incoming.event.clone();
        let say = OutboxDraft {
            key: DeliveryKey::new(format!("key-{source}")),
            part: 0,
            to: Destination {
                network: place.network.clone(),
                room: place.room.clone(),
                thread: None,
                audience: Audience::Everyone,
                person: turn.incoming.sender.clone(),
                reply_to: Some(source.clone()),
                handle: None,
            },
            source,
            message: Some(Message { markdown: "An answer of a usual length. ".repeat(20), ..Message::default() }),
            carried: Carried::default(),
        };
        let commit = Commit {
            seq,
            revision: turn.revision,
            outcome: Outcome::Handled,
            event: turn.incoming.event.clone(),
            place: place.clone(),
            sender: turn.incoming.sender,
            conversation: turn.conversation,
            version: turn.version,
            says: vec![say],
            withdraw: Vec::new(),
            forget: Vec::new(),
            misses: Vec::new(),
            passages: Vec::new(),
            park: Vec::new(),
            opens: None,
            takes_over: None,
            duty: Vec::new(),
            identities: Vec::new(),
            tells: Vec::new(),
            amends: Vec::new(),
            take_up: Vec::new(),
            opinions: Vec::new(),
            wakes: Vec::new(),
            let_sleep: Vec::new(),
            spend: Vec::new(),
            now: NOW,
        };
        if store.commit(commit).await? == Committed::Done {
            done.fetch_add(1, Ordering::Relaxed);
        }
    }
    Ok(())
}
