//! The network: people and advisers who write at times of their own, and who take each message at once.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use domain::ids::{EventId, MessageId, NetworkName, PersonId, RoomId, ThreadId};
use domain::message::{Abilities, Destination, Incoming, Place, Privacy, Size, What};
use fairway::authority::Profile;
use fairway::chat::{Arrived, Connector, Cursor, Deed, Intake, Is, ListenError, Outgoing, SendError, Sent, Verify};
use fairway::clock::Clock;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::figures::{self, Kind, Offered};

/// Those who are in the desk before anything is measured; of them the first have a ticket, and the next are in a screening.
const PEOPLE: usize = 10_000;
const TICKETS: usize = 2_000;
const SCREENINGS: usize = 1_000;
const ADVISERS: usize = 20;
const NETWORK: &str = "load";
const DESK: &str = "advisers";
/// The room of the advisers, as the setting names it.
pub const ADVISERS_ROOM: &str = "load:advisers";

/// Messages under way at once while the desk is filled.
const AT_ONCE: u32 = 32;
const FILLED_WITHIN: Duration = Duration::from_secs(900);
/// What has not come so long after the last message was due counts as lost.
const CAME_WITHIN: Duration = Duration::from_secs(60);

/// Before the number of a message in words that are carried: on the other side nothing else tells which message they were.
const ITEM: &str = "item ";
/// To and fro in a screening: forward by three questions, why the fourth is asked, and back again.
const STEPS: [&str; 7] = ["1", "2", "0", "why", "back", "back", "back"];

/// Everybody on the network.
pub struct Crowd {
    questions: Vec<String>,
    lasts: Duration,
    a_second: f64,
    book: Mutex<Book>,
    /// One for each message that may be under way while the desk is filled.
    free: Semaphore,
}

#[derive(Default)]
struct Book {
    /// By number; an event's id tells its number.
    offered: Vec<Offered>,
    /// Of each ticket, once its head stands.
    threads: Vec<Option<ThreadId>>,
    /// The number of the message that became the head of the first ticket; the others follow it.
    heads_from: usize,
    /// Edits by the question that they change, since that is what the reply names.
    edits: HashMap<usize, usize>,
}

/// Where the conversations stand that the measured messages go on with.
struct Filled {
    /// The number of the first person's question, and of the first words in a ticket.
    asked: usize,
    words: usize,
    /// How far each screening is, in [`STEPS`].
    steps: Vec<usize>,
    edits: usize,
}

impl Crowd {
    pub fn new(questions: Vec<String>, lasts: Duration, a_second: f64) -> Self {
        let book = Book { threads: vec![None; TICKETS], ..Book::default() };
        Self { questions, lasts, a_second, book: Mutex::new(book), free: Semaphore::new(AT_ONCE as usize) }
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands a message in, whatever is under way; `say` is given its number.
    fn offer(&self, intake: &Arc<dyn Intake>, kind: Kind, due: Instant, say: impl FnOnce(usize) -> Incoming) {
        let number = {
            let mut book = self.book();
            book.offered.push(Offered::new(kind, due));
            book.offered.len() - 1
        };
        let (intake, incoming) = (intake.clone(), say(number));
        let (room, event) = (incoming.place.room.clone(), incoming.event.clone());
        let cursor = Cursor { network: NetworkName::new(NETWORK), room, event };
        tokio::spawn(async move {
            let events = vec![Arrived { incoming, once: None }];
            // As any connector does: what was not taken in is handed in again.
            while intake.take_in(events.clone(), Some(cursor.clone())).await.is_err() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        });
    }

    /// Each of them says something, and has the reply when this ends. Answers the number of the first message.
    async fn each(&self, intake: &Arc<dyn Intake>, who: Range<usize>, say: impl Fn(usize, usize) -> Incoming) -> usize {
        let first = self.book().offered.len();
        for one in who {
            // Given back when the reply comes.
            if let Ok(free) = self.free.acquire().await {
                free.forget();
            }
            self.offer(intake, Kind::Filling, Instant::now(), |number| say(one, number));
        }
        drop(self.free.acquire_many(AT_ONCE).await);
        first
    }

    async fn fill(&self, intake: &Arc<dyn Intake>) -> Filled {
        let (began, tickets) = (Instant::now(), 0..TICKETS);
        let asked = self.each(intake, 0..PEOPLE, |person, number| said(person, number, self.question(person))).await;
        println!("{PEOPLE} people have asked: {:.1} s", began.elapsed().as_secs_f64());
        let began = Instant::now();
        self.each(intake, tickets.clone(), |person, number| said(person, number, "!ticket")).await;
        let plan = |number| format!("We plan a visit to a partner's laboratory, what may we bring? {ITEM}{number}");
        let heads_from = self.each(intake, tickets.clone(), |person, number| said(person, number, plan(number))).await;
        self.book().heads_from = heads_from;
        let hashing = Instant::now();
        self.each(intake, tickets.clone(), |person, number| said(person, number, "1")).await;
        let sent = hashing.elapsed().as_secs_f64();
        while self.book().threads.iter().any(Option::is_none) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        self.each(intake, tickets.clone(), |ticket, number| self.at_desk(ticket, number, "!claim")).await;
        let words = |number| format!("We leave in three weeks, {ITEM}{number}.");
        let words = self.each(intake, tickets, |person, number| said(person, number, words(number))).await;
        let all = began.elapsed().as_secs_f64();
        println!(
            "{TICKETS} tickets are open: {all:.1} s, {sent:.1} s of them for the step that hashes a phrase for each"
        );
        let began = Instant::now();
        // Agreed; a country, whichever that is in the person's language; nothing is pressing.
        for step in ["screen", "1", "9", "1"] {
            self.each(intake, TICKETS..TICKETS + SCREENINGS, |person, number| said(person, number, step)).await;
        }
        println!("{SCREENINGS} people are in a screening: {:.1} s", began.elapsed().as_secs_f64());
        Filled { asked, words, steps: vec![0; SCREENINGS], edits: 0 }
    }

    /// One more message of the mix.
    fn offer_one(&self, intake: &Arc<dyn Intake>, due: Instant, chance: &mut Chance, filled: &mut Filled) {
        let ticket = chance.below(TICKETS);
        let asker = TICKETS + SCREENINGS + chance.below(PEOPLE - TICKETS - SCREENINGS);
        let question = self.question(chance.below(self.questions.len()));
        match chance.below(20) {
            0..8 => self.offer(intake, Kind::Question, due, |number| said(asker, number, question)),
            8..12 => self.offer(intake, Kind::Words, due, |number| {
                said(ticket, number, format!("They would like to see what is not published yet, {ITEM}{number}."))
            }),
            12..16 => self.offer(intake, Kind::Reply, due, |number| {
                self.at_desk(ticket, number, format!("Who pays, and is a **contract** signed already? {ITEM}{number}"))
            }),
            16..18 => {
                let one = chance.below(SCREENINGS);
                let step = STEPS[filled.steps[one] % STEPS.len()];
                filled.steps[one] += 1;
                self.offer(intake, Kind::Step, due, |number| said(TICKETS + one, number, step));
            }
            // One after the other, so that the reply to an edit is known by the question that it names.
            18 => {
                let asker = TICKETS + SCREENINGS + filled.edits % (PEOPLE - TICKETS - SCREENINGS);
                filled.edits += 1;
                let asked = filled.asked + asker;
                self.offer(intake, Kind::Reworded, due, |number| {
                    self.book().edits.insert(asked, number);
                    edited(asker, number, asked, question)
                });
            }
            _ => {
                let words = filled.words + ticket;
                self.offer(intake, Kind::Amended, due, |number| {
                    edited(ticket, number, words, format!("We leave in two weeks, {ITEM}{number}."))
                });
            }
        }
    }

    async fn measure(&self, intake: &Arc<dyn Intake>) {
        let mut filled = self.fill(intake).await;
        let filling = self.book().offered.len();
        let (rest, peak) = (figures::memory_mb("VmRSS"), figures::memory_mb("VmHWM"));
        println!("memory when that is done: {rest:.1} MB, at most {peak:.1} MB meanwhile");
        let is_anew = figures::forget_peak();
        let (mut chance, processor) = (Chance(1), figures::processor_s());
        let began = Instant::now();
        let mut due = began;
        loop {
            due += chance.pause(self.a_second);
            if due >= began + self.lasts {
                break;
            }
            tokio::time::sleep_until(due.into()).await;
            self.offer_one(intake, due, &mut chance, &mut filled);
        }
        let last = Instant::now();
        let is_whole = || self.book().offered[filling..].iter().all(Offered::is_whole);
        while !is_whole() && last.elapsed() < CAME_WITHIN {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let (whole, processor) = (began.elapsed().as_secs_f64(), figures::processor_s() - processor);
        // Something that comes twice would have come by then.
        tokio::time::sleep(Duration::from_secs(2)).await;
        let (rest, peak) = (figures::memory_mb("VmRSS"), figures::memory_mb("VmHWM"));
        let offered = self.book().offered.clone();
        let measured = &offered[filling..];
        let count = measured.len() as f64;
        println!("\n{}\n", figures::table(measured));
        let rate = count / self.lasts.as_secs_f64();
        println!("offered {rate:.1} a second for {} s; all was done after {whole:.2} s", self.lasts.as_secs());
        for (name, some) in [("while the desk was filled", &offered[..filling]), ("of those measured", measured)] {
            let (lost, double) = figures::losses(some);
            println!("{name}: {} messages, lost {lost}, double {double}", some.len());
        }
        let since = if is_anew { "" } else { ", filling included" };
        println!("memory at the end: {rest:.1} MB, at most {peak:.1} MB{since}");
        println!("processor: {:.2} cores, {:.2} ms a message", processor / whole, processor * 1_000.0 / count);
    }

    fn question(&self, at: usize) -> String {
        self.questions[at % self.questions.len()].clone()
    }

    /// An adviser writes in a ticket's thread.
    fn at_desk(&self, ticket: usize, number: usize, text: impl Into<String>) -> Incoming {
        let thread = self.book().threads[ticket].clone();
        let what = What::Said { text: text.into(), addressed: false };
        let place =
            Place { network: NetworkName::new(NETWORK), room: RoomId::new(DESK), thread, privacy: Privacy::Shared };
        incoming(format!("adviser-{}", ticket % ADVISERS), place, number, what)
    }
}

impl Book {
    /// Notes a message of the desk's. True when one that fills the desk has its reply with it.
    fn note(&mut self, outgoing: &Outgoing, id: &MessageId, now: Instant) -> bool {
        let (Deed::Say(message) | Deed::Open(message) | Deed::Amend { message, .. }) = &outgoing.what else {
            return false;
        };
        let named = item_in(&message.markdown);
        if matches!(outgoing.what, Deed::Open(_)) {
            let ticket = named.and_then(|number| number.checked_sub(self.heads_from));
            if let Some(thread) = ticket.and_then(|ticket| self.threads.get_mut(ticket)) {
                *thread = Some(ThreadId::new(id.as_str()));
            }
            return false;
        }
        // The other parts of a long message belong to the first.
        if outgoing.part > 0 {
            return false;
        }
        let answers = outgoing.to.reply_to.as_ref().and_then(|event| event.as_str().strip_prefix('e')?.parse().ok());
        let number = answers.map(|answered| self.edits.get(&answered).copied().unwrap_or(answered)).or(named);
        let Some(offered) = number.and_then(|number| self.offered.get_mut(number)) else { return false };
        offered.note(answers.is_some(), now) && offered.kind == Kind::Filling
    }
}

#[async_trait]
impl Verify for Crowd {
    async fn who_is(&self, _: &RoomId, person: &PersonId, _: Option<&EventId>) -> Option<Is> {
        Some(if person.as_str().starts_with("adviser-") { Is::Adviser(Profile::default()) } else { Is::NoAdviser })
    }
}

#[async_trait]
impl Connector for Crowd {
    fn network(&self) -> NetworkName {
        NetworkName::new(NETWORK)
    }

    fn abilities(&self) -> Abilities {
        Abilities::text_only(Size::Bytes(16_000))
    }

    fn key_lifetime_ms(&self) -> i64 {
        i64::MAX
    }

    /// Fills the desk, measures, tells, and ends; with it the program does.
    async fn listen(&self, intake: Arc<dyn Intake>, stop: CancellationToken) -> Result<(), ListenError> {
        let within = FILLED_WITHIN + self.lasts + CAME_WITHIN;
        tokio::select! {
            () = stop.cancelled() => Ok(()),
            done = tokio::time::timeout(within, self.measure(&intake)) => {
                done.map_err(|_| ListenError("a message that should fill the desk has no reply".to_owned()))
            }
        }
    }

    async fn send(&self, outgoing: &Outgoing) -> Result<Sent, SendError> {
        let now = Instant::now();
        let id = MessageId::new(format!("m-{}", outgoing.key));
        if self.book().note(outgoing, &id, now) {
            self.free.add_permits(1);
        }
        Ok(id.into())
    }

    async fn find(&self, _: &Outgoing) -> Result<Option<Sent>, SendError> {
        Ok(None)
    }

    async fn show_typing(&self, _: &Destination, _: bool) {}

    fn is_connected(&self) -> bool {
        true
    }
}

fn incoming(sender: String, place: Place, number: usize, what: What) -> Incoming {
    let (event, at) = (EventId::new(format!("e{number}")), Clock::System.now());
    Incoming { event, place, sender: PersonId::new(sender), at, what, handle: None }
}

/// In the person's direct chat.
fn direct(person: usize, number: usize, what: What) -> Incoming {
    let room = RoomId::new(format!("direct-{person}"));
    let place = Place { network: NetworkName::new(NETWORK), room, thread: None, privacy: Privacy::Direct };
    incoming(format!("person-{person}"), place, number, what)
}

fn said(person: usize, number: usize, text: impl Into<String>) -> Incoming {
    direct(person, number, What::Said { text: text.into(), addressed: true })
}

fn edited(person: usize, number: usize, target: usize, text: String) -> Incoming {
    direct(person, number, What::Edited { target: EventId::new(format!("e{target}")), text })
}

/// The number behind [`ITEM`].
fn item_in(words: &str) -> Option<usize> {
    let (_, behind) = words.split_once(ITEM)?;
    let digits = behind.split(|letter: char| !letter.is_ascii_digit()).next()?;
    digits.parse().ok()
}

/// Chance that is the same in every run.
struct Chance(u64);

impl Chance {
    /// SplitMix64.
    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.draw() % end as u64) as usize
    }

    /// Until the next message of so many a second, where nobody waits for anybody.
    fn pause(&mut self, a_second: f64) -> Duration {
        let share = ((self.draw() >> 11) + 1) as f64 / (1_u64 << 53) as f64;
        Duration::from_secs_f64(-share.ln() / a_second)
    }
}
