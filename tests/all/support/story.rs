//! Lively stories of tickets, told by chance from a seed over the real engine, store and delivery: persons with two accounts each,
//! advisers who come and go, words both ways with edits, deletions, files and notes, phrases, a network that is away or loses answers, and
//! a desk that is stopped in between. What must become of each act is said here from the rules, a second time; the ledger judges it.

mod acts;
mod hearing;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::handbook::Handbook;
use domain::ids::{EventId, NetworkName};
use domain::message::{Attachment, Privacy, What};
use sqlx::{AnyConnection, Connection, Row};

use super::desk::{Desk, Seat, advisers, fixture_handbook};
use super::ledger::{Chat, Fact, Goes, Ledger, Saw, Side, Step};
use super::test_network::{Mood, News, Sent, TestNetwork};

/// What happens in each story, in an order that chance gives.
const ACTS: [Act; 26] = [
    Act::Burst,
    Act::Burst,
    Act::Burst,
    Act::Burst,
    Act::Burst,
    Act::Burst,
    Act::Change,
    Act::Change,
    Act::Meddle,
    Act::Open,
    Act::Claim,
    Act::Claim,
    Act::Order,
    Act::Order,
    Act::Close,
    Act::Close,
    Act::Reopen,
    Act::Reopen,
    Act::Bring,
    Act::Bring,
    Act::Bring,
    Act::ComeAndGo,
    Act::Storm(Mood::Down),
    Act::Storm(Mood::StandsStill),
    Act::Storm(Mood::LosesAnswers),
    Act::Restart,
];
const PERSONS: usize = 3;
const ADVISERS: [&str; 3] = ["cara-of-the-desk", "dora-of-the-desk", "finn-of-the-desk"];
/// Writes in threads and is no adviser.
const STRANGER: &str = "eve-from-outside";
/// Longer than any pause between tries, in ms.
const LATER_MS: i64 = 130_000;
const HOUR_MS: i64 = 3_600_000;
/// A desk that has not come to rest by then never will; one with a bug is not waited for as long.
const REST_WITHIN: Duration = Duration::from_secs(30);
const REST_WITHIN_WITH_BUG: Duration = Duration::from_secs(3);

/// Chance from a seed (SplitMix64): the same story each time.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap()
    }

    fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    fn of<T: Clone>(&mut self, all: &[T]) -> Option<T> {
        (!all.is_empty()).then(|| all[self.below(all.len())].clone())
    }
}

#[derive(Clone, Copy)]
enum Act {
    Burst,
    Change,
    Meddle,
    Open,
    Claim,
    Order,
    Close,
    Reopen,
    Bring,
    ComeAndGo,
    Storm(Mood),
    Restart,
}

/// A ticket as the story believes it to stand.
struct Case {
    number: String,
    thread: Option<String>,
    /// The account that the person goes on with.
    home: usize,
    owner: Option<String>,
    is_over: bool,
    phrase: String,
    old_phrases: Vec<String>,
}

/// Words that can still be changed or deleted.
#[derive(Clone)]
struct Said {
    id: EventId,
    seat: Seat,
    case: usize,
    side: Side,
    goes: Goes,
    /// Where the person was when they were written.
    home: usize,
    /// What stands before them as they are typed.
    order: &'static str,
}

struct Account {
    seat: Seat,
    /// The ticket that was opened or taken up in its chat last.
    case: Option<usize>,
}

pub struct Story {
    desk: Desk,
    chance: Chance,
    ledger: Ledger,
    cases: Vec<Case>,
    accounts: Vec<Account>,
    advisers: BTreeSet<String>,
    said: Vec<Said>,
    /// All that happened, for a network that says it again.
    happened: Vec<(Seat, EventId, What)>,
    tokens: usize,
    /// The card that a person sees.
    card: Vec<String>,
    look: AnyConnection,
    is_stuck: bool,
}

/// The desk's content for all stories, read once.
pub fn handbook() -> Arc<Handbook> {
    let mut handbook = fixture_handbook();
    handbook.desk.advisers = Some(advisers());
    Arc::new(handbook)
}

/// Tells the story of a seed to its end; answers what is wrong with it, and all that happened.
pub async fn tell(seed: u64, handbook: Arc<Handbook>) -> (Vec<String>, Vec<Fact>) {
    let mut story = Story::begin(seed, handbook).await;
    let mut acts = ACTS.to_vec();
    while !acts.is_empty() && !story.is_stuck && !story.ledger.is_violated() {
        let act = acts.swap_remove(story.chance.below(acts.len()));
        story.take(act).await;
    }
    story.end().await
}

impl Story {
    async fn begin(seed: u64, handbook: Arc<Handbook>) -> Self {
        let desk = Desk::over(handbook, TestNetwork::default(), Vec::new()).await;
        let file = desk.folder().join("fairway.sqlite");
        let look = AnyConnection::connect(&format!("sqlite:{}?mode=ro", file.display())).await.unwrap();
        let account = |number: usize| {
            let person = format!("person-{}-at-{}", number / 2, ["home", "work"][number % 2]);
            let seat = Seat { room: format!("chat-{number}-alone"), person, thread: None, privacy: Privacy::Direct };
            Account { seat, case: None }
        };
        let accounts: Vec<Account> = (0..2 * PERSONS).map(account).collect();
        let mut ledger = Ledger::default();
        for Account { seat, .. } in &accounts {
            let of = Some(seat.person.clone());
            ledger.names.extend([(of.clone(), seat.person.clone()), (of, seat.room.clone())]);
        }
        ledger.names.extend(ADVISERS.iter().chain([&STRANGER]).map(|name| (None, (*name).to_owned())));
        let mut story = Self {
            desk,
            chance: Chance(seed),
            ledger,
            cases: Vec::new(),
            accounts,
            advisers: BTreeSet::new(),
            said: Vec::new(),
            happened: Vec::new(),
            tokens: 0,
            card: Vec::new(),
            look,
            is_stuck: false,
        };
        ADVISERS.iter().for_each(|who| story.admit(who));
        for account in [0, 2] {
            story.open(account).await;
            story.claim().await;
        }
        story
    }

    async fn end(mut self) -> (Vec<String>, Vec<Fact>) {
        if !self.is_stuck && !self.ledger.is_violated() {
            self.mood(Mood::Well);
            self.restart().await;
            self.later().await;
            self.later().await;
        }
        self.desk.stop().await;
        let mut violations = self.ledger.violations();
        if self.is_stuck {
            violations.push("never done: something waits that nobody works on".to_owned());
        }
        (violations, self.ledger.facts)
    }

    async fn take(&mut self, act: Act) {
        match act {
            Act::Burst => self.burst().await,
            Act::Change => self.change().await,
            Act::Meddle => self.meddle().await,
            Act::Open => {
                let account = self.chance.below(self.accounts.len());
                self.open(account).await;
            }
            Act::Claim => self.claim().await,
            Act::Order => self.order().await,
            Act::Close => self.close().await,
            Act::Reopen => self.reopen().await,
            Act::Bring => self.bring().await,
            Act::ComeAndGo => self.come_and_go().await,
            Act::Storm(mood) => self.storm(mood).await,
            Act::Restart => self.restart().await,
        }
    }

    // What the network is, and what time does.

    fn mood(&self, mood: Mood) {
        self.desk.network.set(mood);
    }

    fn is_down(&self) -> bool {
        self.desk.network.world.lock().unwrap().mood == Mood::Down
    }

    fn admit(&mut self, who: &str) {
        self.advisers.insert(who.to_owned());
        self.desk.network.world.lock().unwrap().advisers.insert(who.to_owned());
        self.ledger.facts.push(Fact::IsAdviser { who: who.to_owned() });
    }

    fn remove(&mut self, who: &str) {
        self.advisers.remove(who);
        self.desk.network.world.lock().unwrap().advisers.remove(who);
        self.ledger.facts.push(Fact::IsNone { who: who.to_owned() });
    }

    async fn restart(&mut self) {
        self.desk.stop().await;
        self.desk.start().await;
        self.rest().await;
    }

    /// So much later that all that waits for another try is tried.
    async fn later(&mut self) {
        self.desk.advance_clock(LATER_MS);
        self.desk.engine().recover().await.unwrap();
        self.rest().await;
    }

    async fn is_at_rest(&mut self) -> bool {
        if !self.desk.engine().is_idle() {
            return false;
        }
        let now = self.desk.clock.load(std::sync::atomic::Ordering::SeqCst);
        let row = sqlx::query(
            "SELECT (SELECT COUNT(*) FROM inbox WHERE state = 'new') + (SELECT COUNT(*) FROM outbox o WHERE o.done_at IS NULL
               AND (o.state = 'sending' OR o.due_at <= $1 AND NOT EXISTS (SELECT 1 FROM outbox e
                 WHERE e.conversation = o.conversation AND e.done_at IS NULL AND e.id < o.id))) AS n",
        )
        .bind(now)
        .fetch_one(&mut self.look)
        .await
        .unwrap();
        row.get::<i64, _>("n") == 0
    }

    /// Waits until nothing moves any more, and hears what was said meanwhile.
    async fn rest(&mut self) {
        let is_sound = std::env::var("FAIRWAY_BUG").is_ok_and(|bug| bug == "none");
        let within = if is_sound { REST_WITHIN } else { REST_WITHIN_WITH_BUG };
        let began = Instant::now();
        while !self.is_stuck && !self.is_at_rest().await {
            self.is_stuck = began.elapsed() > within;
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        self.hear();
    }
}
