//! Conversations as text: every `tests/scenarios/*.chat` is played through engine, store, delivery and the test network,
//! and must come out as it stands. `UPDATE=1` writes what really happens.
//!
//! ```text
//! anna in a direct chat             who speaks from here on, and where ("in room lab", "in room lab, thread t1")
//! anna: may I travel?               words; in a room "@bot" in front addresses the bot
//! anna edits 1: …                   changes her first line; `deletes 1`, `reacts 2️⃣` (to what the bot said last, or `to bot 4`), `invites`, `repeats 1`
//! anna attaches a | b: …            files that hold these words; `gone` is not there any more, `large` is too large
//! anna sends something unreadable   and later `anna's 3 can be read: …`
//! 45 s later                        the clock moves
//! to anna alone: …                  a turn says this to her directly; `to anna alone, with a.html: …` with a file
//! network down | up | stands still | opens nothing | loses answers | refuses | takes nothing directly
//! restart                           the program ends and starts again over the same data
//! in FILE, OLD becomes NEW          an editor changes a line of the content below knowledge-base/ …
//! the content is read again         … and the desk goes by it
//! cara is an adviser                 the network says so from here on; `cara is no adviser`
//! cara has a new device              which nobody has verified; `cara has verified it`
//! cara has a new identity            her account was reset; `cara orders reply …` is a command in the network's own form
//! cara in the ticket's thread       the thread that the bot opened last, in the room `advisers`; `in the first ticket's thread`
//! ```
//! Lines that begin with `bot` or `  |` are what the bot does; `bot 2 to anna alone` stands in her direct chat, and
//! `[file a.html, 12 KiB]` is a file.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use domain::command::Command;
use domain::handbook::{Advisers, ContentFile, Readers, Route, ShownAs};
use domain::ids::{EventId, MessageId, NetworkName};
use domain::message::{Attachment, Audience, File, Message, Privacy, What};
use domain::ticket::Order;

use crate::support::desk::{
    Desk, Seat, advisers, fixture_files, fixture_handbook, read, shipped_files, shipped_handbook,
};
use crate::support::root;
use crate::support::test_network::{Mood, News, Sent, TestNetwork};

/// A scenario that has this line has advisers who take tickets.
const ADVISERS: &str = "# With advisers";
/// In one that has this line, too, what they write without a command stays among them.
const NOTES: &str = "# Plain words are notes";
/// In one that has this line, what is about travel goes to advisers of its own.
const ROUTE: &str = "# Travel goes to the export control office";
/// In one that has this line, too, people learn what their adviser is called; in one with the other, what they are.
const NAMES: &str = "# Advisers are shown by name";
const ROLES: &str = "# Advisers are shown as Knowledge security officer";
/// A scenario that begins so is played over the content that ships; each other over a handful of entries made for tests.
const SHIPPED: &str = "# Over the content that ships";

struct Play {
    desk: Desk,
    seat: Option<Seat>,
    events: Vec<EventId>,
    last_said: Option<MessageId>,
    content: Vec<ContentFile>,
    /// Of messages, by their place in the network's history.
    numbers: BTreeMap<usize, usize>,
    played: String,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_scenario_plays_as_written() {
    let folder = root().join("tests/scenarios");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut differ = Vec::new();
    for file in &files {
        if let Some(difference) = play_file(file).await {
            differ.push(difference);
        }
    }
    assert!(files.len() >= 8, "scenarios are missing: {files:?}");
    assert!(differ.is_empty(), "{}\n(UPDATE=1 writes what really happens)", differ.join("\n"));
}

async fn play_file(file: &Path) -> Option<String> {
    let written = std::fs::read_to_string(file).unwrap();
    let mut play = Play::of(&written, TestNetwork::default()).await;
    play.desk.stop().await;
    if play.played == written {
        return None;
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(file, &play.played).unwrap();
        return None;
    }
    let difference = similar(&written, &play.played);
    Some(format!("{}:\n{difference}", file.display()))
}

fn similar(written: &str, played: &str) -> String {
    let first = written.lines().zip(played.lines()).position(|(a, b)| a != b).unwrap_or(0);
    let near = |text: &str| text.lines().skip(first.saturating_sub(2)).take(8).collect::<Vec<_>>().join("\n    ");
    format!("  line {}, written:\n    {}\n  played:\n    {}", first + 1, near(written), near(played))
}

/// Each scenario on a network like Matrix and on one like Discord: the same is said to the same, from the same passages, each
/// renderer shows all of it, and what the desk keeps in the end is the same.
#[cfg(all(feature = "matrix", feature = "discord"))]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_scenario_ends_alike_on_both_networks() {
    use domain::message::Abilities;
    use fairway::chat::{discord, matrix};
    let on = |abilities| TestNetwork { abilities: Some(abilities), ..TestNetwork::default() };
    for file in std::fs::read_dir(root().join("tests/scenarios")).unwrap() {
        let path = file.unwrap().path();
        let written = std::fs::read_to_string(&path).unwrap();
        // What is said aloud first where the network can read along is no part of these dialogues.
        let reads_along = discord::abilities().reads_along && !has_advisers(&written);
        let buttons = Abilities { reads_along, ..discord::abilities() };
        let mut plays = [Play::of(&written, on(matrix::abilities())).await, Play::of(&written, on(buttons)).await];
        let mut ends = Vec::new();
        for play in &plays {
            let mut kept = Vec::new();
            for conversation in &play.desk.conversations {
                // What was said in a ticket's thread is kept with the ticket.
                kept.extend(play.desk.store().conversation_kept(conversation).await.unwrap());
            }
            let world = play.desk.network.world.lock().unwrap();
            // One network has files beside words, another as messages of their own.
            let words = world.sent.iter().filter(|sent| !sent.message.markdown.is_empty());
            let sent = words.map(|sent| {
                (sent.to.room.clone(), sent.to.reply_to.clone(), sent.message.sources.clone(), sent.withdrawn)
            });
            let mut sent: Vec<_> = sent.collect();
            // Rooms are told side by side; each in its own order.
            sent.sort_by(|(a, ..), (b, ..)| a.cmp(b));
            ends.push((kept, sent));
        }
        assert_eq!(ends[0], ends[1], "{}", path.display());
        for play in &plays {
            let sent = play.desk.network.world.lock().unwrap().sent.clone();
            for message in sent.iter().map(|sent| &sent.message) {
                let shown = discord::rendered(message);
                let text = format!("{}{}", shown["content"], shown["embeds"][0]["description"]);
                let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
                let (plain, _) = matrix::rendered(message);
                // Who is named has an address there, and none on Discord.
                let plain = plain.replace("https://matrix.to/#/", "");
                // Discord's text has the addresses of links beside the words, as the plain body of Matrix has.
                assert!(letters(&text) + 20 >= letters(&plain), "{}:\n{plain}\n{text}", path.display());
            }
        }
        for play in &mut plays {
            play.desk.stop().await;
        }
    }
}

impl Play {
    /// Plays a scenario to its end; the desk still runs.
    async fn of(written: &str, network: TestNetwork) -> Self {
        let is_shipped = written.starts_with(SHIPPED);
        let mut handbook = if is_shipped { shipped_handbook() } else { Arc::new(fixture_handbook()) };
        if has_advisers(written) {
            let advisers = Advisers {
                routes: routes_of(written),
                plain_words_go: !written.contains(NOTES),
                shown_as: shown_as(written),
                ..advisers()
            };
            Arc::make_mut(&mut handbook).desk.advisers = Some(advisers);
        }
        let content = if is_shipped { shipped_files() } else { fixture_files() };
        let desk = Desk::over(handbook, network, Vec::new()).await;
        let mut play = Play {
            desk,
            seat: None,
            events: Vec::new(),
            last_said: None,
            content,
            numbers: BTreeMap::new(),
            played: String::new(),
        };
        for line in written.lines().filter(|line| !line.starts_with("bot") && !line.starts_with("  |")) {
            play.line(line).await;
        }
        play
    }

    async fn line(&mut self, line: &str) {
        self.played.push_str(line);
        self.played.push('\n');
        if line.is_empty() || line.starts_with('#') {
            return;
        }
        self.act(line).await;
        self.desk.settle().await;
        self.write_news();
    }

    async fn act(&mut self, line: &str) {
        if let Some(mood) = line.strip_prefix("network ") {
            return self.desk.network.set(mood_of(mood));
        }
        if line == "restart" {
            self.desk.stop().await;
            return self.desk.start().await;
        }
        if let Some(seconds) = line.strip_suffix(" s later") {
            self.desk.advance_clock(seconds.parse::<i64>().unwrap() * 1_000);
            // Timers and retries wait by the wall clock: starting again makes them look at the moved one.
            self.desk.stop().await;
            return self.desk.start().await;
        }
        if let Some(person) = line.strip_suffix(" is an adviser") {
            self.desk.network.world.lock().unwrap().advisers.insert(person.to_owned());
            return;
        }
        if let Some(person) = line.strip_suffix(" has a new device") {
            self.desk.network.world.lock().unwrap().unverified.insert(person.to_owned());
            return;
        }
        if let Some(person) = line.strip_suffix(" has a new identity") {
            self.desk.network.world.lock().unwrap().renewed.insert(person.to_owned());
            return;
        }
        if let Some(person) = line.strip_suffix(" has verified it") {
            self.desk.network.world.lock().unwrap().unverified.remove(person);
            return;
        }
        if let Some(person) = line.strip_suffix(" is no adviser") {
            self.desk.network.world.lock().unwrap().advisers.remove(person);
            return;
        }
        let first = line.strip_suffix(" in the first ticket's thread");
        if let Some(person) = first.or(line.strip_suffix(" in the ticket's thread")) {
            let world = self.desk.network.world.lock().unwrap();
            let is_head = |sent: &&Sent| {
                let is_in_thread = sent.to.thread.is_some();
                ["advisers", "export"].contains(&sent.to.room.as_str())
                    && !sent.message.choices.is_empty()
                    && !is_in_thread
            };
            let mut heads = world.sent.iter().filter(is_head);
            let head = if first.is_some() { heads.next() } else { heads.next_back() }.expect("a thread was opened");
            self.seat = Some(seat(person, &format!("room {}, thread {}", head.to.room, head.id)));
            return;
        }
        if let Some((file, change)) = line.strip_prefix("in ").and_then(|rest| rest.split_once(", ")) {
            let (old, new) = change.split_once(" becomes ").expect("OLD becomes NEW");
            let mut files = self.content.iter_mut();
            let found = files.find(|of| of.path.strip_prefix("knowledge-base/") == Some(file)).expect(file);
            assert_eq!(found.text.matches(old).count(), 1, "{line}");
            found.text = found.text.replace(old, new);
            return;
        }
        if line == "the content is read again" {
            return self.desk.goes_by(Arc::new(read(&self.content)));
        }
        if let Some((person, place)) = line.split_once(" in ").filter(|(person, _)| !person.contains([':', ' '])) {
            self.seat = Some(seat(person, place));
            return;
        }
        self.speak(line).await;
    }

    async fn speak(&mut self, line: &str) {
        let seat = self.seat.clone().expect("say first who speaks, and where");
        if let Some(rest) = line.strip_prefix(&format!("to {} alone", seat.person)) {
            let (with, words) = rest.split_once(": ").expect("words after a colon");
            let asked = self.events.last().expect("something to reply to").clone();
            return self.desk.say_directly(&seat, &asked, alone(with, words)).await;
        }
        let rest = line.strip_prefix(seat.person.as_str()).unwrap_or_else(|| panic!("not understood: {line}"));
        if let Some(text) = rest.strip_prefix(": ") {
            let (text, addressed) = match text.strip_prefix("@bot ") {
                Some(text) => (text, true),
                None => (text, seat.privacy == Privacy::Direct || text.starts_with('!')),
            };
            return self.happen(&seat, What::Said { text: text.to_owned(), addressed }).await;
        }
        if let Some((files, text)) = rest.strip_prefix(" attaches ").and_then(|rest| rest.split_once(":")) {
            let size = |words: &str| if words == "large" { 9_000_000 } else { words.len() as u64 };
            let attachment = |words: &str| Attachment {
                network: NetworkName::new("test"),
                handle: words.to_owned(),
                size: size(words),
            };
            let attachments = files.split(" | ").map(attachment).collect();
            let (text, addressed) = (text.trim().to_owned(), seat.privacy == Privacy::Direct);
            return self.happen(&seat, What::Attached { text, attachments, addressed }).await;
        }
        if let Some((number, text)) = rest.strip_prefix(" edits ").and_then(|rest| rest.split_once(": ")) {
            return self.happen(&seat, What::Edited { target: self.event(number), text: text.to_owned() }).await;
        }
        if let Some((number, text)) = rest.strip_prefix("'s ").and_then(|rest| rest.split_once(" can be read: ")) {
            let what = What::Said { text: text.to_owned(), addressed: true };
            return self.desk.happen_as(&seat, self.event(number), what).await;
        }
        if let Some((number, text)) = rest.strip_prefix(" repeats ").and_then(|rest| rest.split_once(": ")) {
            let what = What::Said { text: text.to_owned(), addressed: true };
            return self.desk.happen_as(&seat, self.event(number), what).await;
        }
        let what = match rest.split_once(' ').map(|(_, rest)| rest.split_once(' ').unwrap_or((rest, ""))) {
            Some(("deletes", number)) => What::Withdrew { target: self.event(number) },
            Some(("reacts", rest)) => {
                let (symbol, on) = match rest.split_once(" to bot ") {
                    Some((symbol, number)) => (symbol, self.said_as(number)),
                    None => (rest, self.last_said.clone().expect("nothing to react to")),
                };
                What::Reacted { symbol: symbol.to_owned(), on }
            }
            Some(("orders", order)) => What::Invoked { command: Command::Desk { order: Order::read(order) } },
            Some(("invites", _)) => What::Joined,
            Some(("sends", "something unreadable")) => What::Unreadable,
            _ => panic!("not understood: {line}"),
        };
        self.happen(&seat, what).await;
    }

    async fn happen(&mut self, seat: &Seat, what: What) {
        let event = self.desk.happen(seat, what).await;
        self.events.push(event);
    }

    fn event(&self, number: &str) -> EventId {
        self.events[number.parse::<usize>().unwrap() - 1].clone()
    }

    fn said_as(&self, number: &str) -> MessageId {
        let number: usize = number.parse().unwrap();
        let index = self.numbers.iter().find(|(_, known)| **known == number).expect("the bot said so much").0;
        self.desk.network.world.lock().unwrap().sent[*index].id.clone()
    }

    fn write_news(&mut self) {
        let mut world = self.desk.network.world.lock().unwrap();
        let mut news = std::mem::take(&mut world.news);
        // The two sides of a ticket hear at the same time; here one after the other.
        news.sort_by_key(|one| {
            let room = world.sent[one.index()].to.room.as_str();
            (room == "advisers", room.to_owned())
        });
        for one in news {
            let known = self.numbers.len() + 1;
            let number = *self.numbers.entry(one.index()).or_insert(known);
            match one {
                News::Said(index) => {
                    let sent = &world.sent[index];
                    self.last_said = Some(sent.id.clone());
                    for (line, text) in lines(sent).iter().enumerate() {
                        let lead = if line == 0 { lead(number, sent) } else { "  | ".to_owned() };
                        self.played.push_str(format!("{lead}{text}").trim_end());
                        self.played.push('\n');
                    }
                }
                News::Withdrawn(_) => self.played.push_str(&format!("bot withdraws {number}\n")),
                News::Changed(index) => {
                    for (line, text) in lines(&world.sent[index]).iter().enumerate() {
                        let lead = if line == 0 { format!("bot changes {number}: ") } else { "  | ".to_owned() };
                        self.played.push_str(format!("{lead}{text}").trim_end());
                        self.played.push('\n');
                    }
                }
            }
        }
    }
}

fn routes_of(written: &str) -> Vec<Route> {
    let readers = Readers { name: Some("Export control office".into()), network: "Matrix".into(), is_encrypted: true };
    let route = Route { readers, topics: vec!["travel-devices".into()], jurisdictions: vec![], outcomes: vec![] };
    if written.contains(ROUTE) { vec![route] } else { Vec::new() }
}

fn shown_as(written: &str) -> ShownAs {
    match (written.contains(NAMES), written.contains(ROLES)) {
        (true, _) => ShownAs::Name,
        (_, true) => ShownAs::Role("Knowledge security officer".into()),
        _ => ShownAs::Adviser,
    }
}

fn has_advisers(written: &str) -> bool {
    written.lines().any(|line| line.starts_with(ADVISERS))
}

/// What a message shows, files at its end; those of plain text with what is in them.
fn lines(sent: &Sent) -> Vec<String> {
    let mut lines: Vec<String> = sent.message.markdown.lines().map(ToOwned::to_owned).collect();
    if !sent.message.calls.is_empty() {
        let called: Vec<&str> = sent.message.calls.iter().map(domain::ids::PersonId::as_str).collect();
        lines.push(format!("[calls {}]", called.join(", ")));
    }
    for file in &sent.message.files {
        lines.push(format!("[file {}, {}]", file.name, file.size()));
        if file.media_type == "text/plain" {
            lines.extend(String::from_utf8_lossy(&file.content).lines().map(ToOwned::to_owned));
        }
    }
    lines
}

fn lead(number: usize, sent: &Sent) -> String {
    match sent.to.audience {
        Audience::Directly => format!("bot {number} to {} alone: ", sent.to.person),
        Audience::Everyone | Audience::AskerAlone if sent.to.room.as_str() == "advisers" => {
            format!("bot {number} to the advisers: ")
        }
        Audience::Everyone | Audience::AskerAlone if sent.to.room.as_str() == "export" => {
            format!("bot {number} to the export control office: ")
        }
        Audience::Everyone | Audience::AskerAlone => format!("bot {number}: "),
    }
}

/// A message for one person alone; `with` is empty or names a file of some size.
fn alone(with: &str, words: &str) -> Message {
    let file = |name: &str| File::of_text(name, "text/html", "<p>".repeat(4_000));
    let files = with.strip_prefix(", with ").map(file).into_iter().collect();
    Message { markdown: words.to_owned(), files, ..Message::default() }
}

fn seat(person: &str, place: &str) -> Seat {
    let person = person.to_owned();
    if place == "a direct chat" {
        return Seat { room: format!("direct-{person}"), person, thread: None, privacy: Privacy::Direct };
    }
    let place = place.strip_prefix("room ").expect("a direct chat, or room …");
    let (room, thread) =
        place.split_once(", thread ").map_or((place, None), |(room, thread)| (room, Some(thread.to_owned())));
    Seat { person, room: room.to_owned(), thread, privacy: Privacy::Shared }
}

fn mood_of(word: &str) -> Mood {
    match word {
        "up" => Mood::Well,
        "down" => Mood::Down,
        "stands still" => Mood::StandsStill,
        "opens nothing" => Mood::OpensNothing,
        "loses answers" => Mood::LosesAnswers,
        "refuses" => Mood::Refuses,
        "takes nothing directly" => Mood::TakesNothingDirectly,
        _ => panic!("network {word}?"),
    }
}
