//! A case from its first question to its last word, with the real program, for each pair of networks: a question, a screening, what is
//! handed over with a line left out, words both ways with an edit, a deletion and a file, a transfer, the end, and on from the other
//! network with the phrase. Nothing that the bot said to either side names the other.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::discord::stand_in::{Settings, StandIn};
use crate::support::nio::{Peer, text};
use crate::support::program::Program;
use crate::support::synapse::{self, Synapse};

const WITHIN: Duration = Duration::from_secs(60);
const QUESTION: &str = "can I upload controlled code to GitHub?";
const PLAN: &str = "Our partner would like access to the measurements before they are published.";
/// A screening is over long before.
const QUESTIONS_MAX: usize = 40;
/// With it Discord's client shows `/desk`.
const MANAGE_THREADS: u64 = 1 << 34;
const FILE: &str = "Article 1. Whoever measures publishes.";

/// Somebody, and where they write and read.
enum Seat {
    Matrix { peer: Peer, room: String, thread: Option<String> },
    Discord { user: u64, channel: u64 },
}

/// A message of the bot's as somebody sees it.
#[derive(Clone, Debug)]
struct Heard {
    id: String,
    words: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum On {
    Matrix,
    Discord,
}

struct World {
    discord: StandIn,
    program: Program,
    guild: u64,
}

impl World {
    async fn heard(&self, seat: &Seat) -> Vec<Heard> {
        match seat {
            Seat::Matrix { peer, room, .. } => {
                let said = peer.messages(room, &self.program.user_id, 0, 1).await;
                let heard = said.iter().map(|event| Heard {
                    id: text(event, "event_id"),
                    words: event["content"]["body"].as_str().unwrap_or_default().to_owned(),
                });
                heard.collect()
            }
            Seat::Discord { user, channel } => {
                let said = self.discord.said_by_bot(*user, *channel).into_iter();
                let heard = said.map(|seen| {
                    let more = seen.embeds.iter().filter_map(|embed| embed["description"].as_str());
                    let files = seen.attachments.iter().filter_map(|file| file["filename"].as_str());
                    let words: Vec<_> = [seen.content.as_str()].into_iter().chain(more).chain(files).collect();
                    Heard { id: seen.id.to_string(), words: words.join("\n") }
                });
                heard.collect()
            }
        }
    }

    async fn until(&self, seat: &Seat, words: &str) -> Heard {
        let end = Instant::now() + WITHIN;
        loop {
            let heard = self.heard(seat).await;
            if let Some(found) = heard.iter().rfind(|heard| heard.words.contains(words)) {
                return found.clone();
            }
            assert!(Instant::now() < end, "{words:?} was never said: {heard:#?}\n{}", self.program.log());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    async fn say(&self, seat: &Seat, words: &str) -> String {
        match seat {
            Seat::Matrix { peer, room, thread: None } => peer.say(room, words).await,
            Seat::Matrix { peer, room, thread: Some(thread) } => {
                let content = json!({
                    "msgtype": "m.text", "body": words,
                    "m.relates_to": { "rel_type": "m.thread", "event_id": thread, "is_falling_back": true, "m.in_reply_to": { "event_id": thread } },
                });
                peer.send(room, content).await
            }
            Seat::Discord { user, channel } => self.discord.say(*user, *channel, words).to_string(),
        }
    }

    /// Says something and waits for what the bot says next.
    async fn ask(&self, seat: &Seat, words: &str) -> String {
        let before = self.heard(seat).await.len();
        self.say(seat, words).await;
        let end = Instant::now() + WITHIN;
        loop {
            let heard = self.heard(seat).await;
            if heard.len() > before {
                return heard.last().expect("one more").words.clone();
            }
            assert!(Instant::now() < end, "no answer to {words:?}: {heard:#?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    async fn edit(&self, seat: &Seat, said: &str, words: &str) {
        match seat {
            Seat::Matrix { peer, room, .. } => drop(peer.edit(room, said, words).await),
            Seat::Discord { channel, .. } => self.discord.edit(*channel, said.parse().expect("an id"), words),
        }
    }

    async fn delete(&self, seat: &Seat, said: &str) {
        match seat {
            Seat::Matrix { peer, room, .. } => {
                drop(peer.ask("redact", json!({ "room": room, "event_id": said })).await);
            }
            Seat::Discord { channel, .. } => self.discord.delete(*channel, said.parse().expect("an id")),
        }
    }

    async fn attach(&self, seat: &Seat, name: &str) {
        match seat {
            Seat::Matrix { peer, room, thread } => {
                let file = json!({ "room": room, "name": name, "text": FILE, "caption": "A draft:", "thread": thread });
                peer.ask("attach", file).await;
            }
            Seat::Discord { user, channel } => {
                self.discord.send_file(*user, *channel, "A draft:", name, FILE.as_bytes());
            }
        }
    }

    async fn is_gone(&self, seat: &Seat, heard: &Heard) {
        let end = Instant::now() + WITHIN;
        loop {
            let gone = match seat {
                Seat::Matrix { peer, room, .. } => {
                    let raw = peer.ask("raw_event", json!({ "room": room, "event_id": heard.id })).await;
                    raw["unsigned"]["redacted_because"].is_object()
                }
                Seat::Discord { .. } => !self.heard(seat).await.iter().any(|other| other.id == heard.id),
            };
            if gone {
                return;
            }
            assert!(Instant::now() < end, "it was not taken back: {heard:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// All that the bot sent there, as the network brought it.
    async fn traffic(&self, seat: &Seat) -> Vec<String> {
        match seat {
            Seat::Matrix { peer, room, .. } => {
                let said = peer.messages(room, &self.program.user_id, 0, 1).await;
                said.iter().map(ToString::to_string).collect()
            }
            Seat::Discord { user, channel } => {
                self.discord.said_by_bot(*user, *channel).iter().map(|seen| seen.json.to_string()).collect()
            }
        }
    }

    async fn names_nobody(&self, reader: &Seat, others: &[&Seat]) {
        let secrets: Vec<String> = others.iter().flat_map(|seat| seat.identifiers()).collect();
        for sent in self.traffic(reader).await {
            for secret in &secrets {
                assert!(!sent.contains(secret), "{secret} is in {sent}");
            }
        }
    }

    /// A person in a chat with the bot alone.
    async fn person(&self, synapse: &Synapse, on: On, name: &str) -> Seat {
        match on {
            On::Matrix => {
                let peer = Peer::start(synapse, name).await;
                let room = peer.room_with(&[&self.program.user_id], true, true).await;
                let seat = Seat::Matrix { peer, room, thread: None };
                self.until(&seat, "I am a machine").await;
                seat
            }
            On::Discord => {
                let user = self.discord.user(name);
                self.discord.join(self.guild, user);
                Seat::Discord { user, channel: self.discord.dm(user) }
            }
        }
    }
}

impl Seat {
    /// Whatever would tell who this is, or where.
    fn identifiers(&self) -> Vec<String> {
        match self {
            Seat::Matrix { peer, room, thread } => {
                [Some(peer.user_id.clone()), Some(room.clone()), thread.clone()].into_iter().flatten().collect()
            }
            Seat::Discord { user, channel } => vec![user.to_string(), channel.to_string()],
        }
    }

    /// Now that the ticket's thread is there.
    fn into_thread(self, thread: &str) -> Self {
        match self {
            Seat::Matrix { peer, room, .. } => Seat::Matrix { peer, room, thread: Some(thread.to_owned()) },
            Seat::Discord { user, .. } => Seat::Discord { user, channel: thread.parse().expect("an id") },
        }
    }
}

/// A program on both networks, with advisers on one of them: who they are.
async fn open(synapse: &Synapse, name: &str, advisers: On) -> Option<(World, Seat, Seat)> {
    let settings = Settings { privileged_intents: 1 << 15, message_limit: None, ..Settings::default() };
    let discord = StandIn::start_with(settings)?;
    let mut program = Program::install(synapse, &format!("bot-{name}"));
    let founder = discord.user("founder");
    let guild = discord.guild("Institute", founder);
    discord.channel(guild, "general");
    program.also_on(&discord);
    let seats = match advisers {
        On::Matrix => {
            let (cara, dora) = (
                Peer::start(synapse, &format!("cara-{name}")).await,
                Peer::start(synapse, &format!("dora-{name}")).await,
            );
            for peer in [&cara, &dora] {
                peer.ask("cross_sign", json!({})).await;
            }
            // The room that the program makes for them.
            assert_eq!(program.call(&["matrix", "login"]).0, Some(0));
            let (code, said) = program.call(&["matrix", "make-room", &cara.user_id, &dora.user_id]);
            assert_eq!(code, Some(0), "{said}");
            let room = said.split('"').find_map(|part| part.strip_prefix("matrix:")).expect("a room").to_owned();
            for peer in [&cara, &dora] {
                peer.ask("wait_for_invite", json!({ "sender": program.user_id })).await;
                peer.ask("join", json!({ "room": room })).await;
            }
            program.set("ADVISERS__ROOM", format!("matrix:{room}"));
            let seat = |peer| Seat::Matrix { peer, room: room.clone(), thread: None };
            (seat(cara), seat(dora))
        }
        On::Discord => {
            let (cara, dora) = (discord.user("cara"), discord.user("dora"));
            let (forum, role) = (discord.forum(guild, "tickets"), discord.role(guild, "adviser"));
            for user in [cara, dora] {
                discord.join(guild, user);
                discord.set_role(guild, user, role, true);
                discord.let_member(guild, user, MANAGE_THREADS);
            }
            program.set("ADVISERS__ROOM", format!("discord:{forum}"));
            program.set("ADVISERS__ROLES", role.to_string());
            (Seat::Discord { user: cara, channel: forum }, Seat::Discord { user: dora, channel: forum })
        }
    };
    let (code, said) = program.call(&["discord", "commands", "sync"]);
    assert_eq!(code, Some(0), "{said}");
    program.start(&[]);
    program.wait_ready();
    Some((World { discord, program, guild }, seats.0, seats.1))
}

async fn journey(name: &str, person_on: On, advisers_on: On) {
    let Some(synapse) = synapse::shared() else { return };
    let Some((mut world, cara, dora)) = open(synapse, name, advisers_on).await else { return };
    let anna = world.person(synapse, person_on, &format!("anna-{name}")).await;

    assert!(world.ask(&anna, QUESTION).await.contains("not without a check first"));

    // Words do for every answer, whatever the network shows beside them.
    for words in ["screen", "I name nobody; let us begin", "Netherlands", "No, nothing", "Guest or visit to us"] {
        world.ask(&anna, words).await;
    }
    let mut said = world.ask(&anna, "I don't know").await;
    for _ in 0..QUESTIONS_MAX {
        let answer = if said.contains("Anything else?") { "That is all" } else { "I don't know" };
        if said.contains("advice, not a decision") {
            break;
        }
        said = world.ask(&anna, answer).await;
    }
    assert!(said.contains("advice, not a decision"), "{said}");

    // What would be sent, with a line left out.
    let mut said = world.ask(&anna, "Talk to a person").await;
    if person_on == On::Discord {
        assert!(said.contains("not encrypted from end to end"), "{said}");
        said = world.ask(&anna, "Nothing confidential: go on here").await;
    }
    assert!(said.contains("What are you planning"), "{said}");
    let plan = world.say(&anna, PLAN).await;
    let card = world.until(&anna, "word for word").await.words;
    let line = |letter: &str| {
        let lines = card.lines().map(|line| line.trim_start_matches('*').replace("** ", " "));
        let found = lines.filter_map(|line| line.strip_prefix(letter)?.strip_prefix(' ').map(ToOwned::to_owned)).next();
        found.unwrap_or_else(|| panic!("no line {letter} in {card}"))
    };
    let (screened, struck) = (line("B"), line("C"));
    assert!(screened.starts_with("Screening: "), "{card}");
    let card = world.ask(&anna, "leave out c").await;
    assert!(card.contains("left out"), "{card}");
    let receipt = world.ask(&anna, "Send exactly this").await;
    assert!(receipt.contains("Your ticket is"), "{receipt}");
    let phrase = receipt.split(|letter: char| !letter.is_alphanumeric() && letter != '-').find(|word| word.len() == 38);
    let phrase = phrase.unwrap_or_else(|| panic!("no phrase in {receipt}")).to_owned();

    // The ticket has that and no more.
    let thread = match &cara {
        Seat::Matrix { .. } => world.until(&cara, PLAN).await.id,
        Seat::Discord { channel: forum, .. } => {
            let end = Instant::now() + WITHIN;
            loop {
                if let [(thread, _)] = world.discord.threads(*forum).as_slice() {
                    break thread.to_string();
                }
                assert!(Instant::now() < end, "no post\n{}", world.program.log());
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    };
    let (cara, dora) = (cara.into_thread(&thread), dora.into_thread(&thread));
    let head = world.until(&cara, PLAN).await;
    let plain = |text: &str| text.replace(['\\', '*', '\u{2060}'], "");
    assert!(plain(&head.words).contains(&plain(&screened)), "{screened} is not in {head:?}");
    assert!(!plain(&head.words).contains(&plain(&struck)), "{struck} was left out: {head:?}");
    match &cara {
        Seat::Matrix { peer, room, .. } => drop(peer.react(room, &thread, "✋").await),
        Seat::Discord { user, channel } => {
            let taken = world.discord.slash(*user, *channel, "desk claim", &[]).answer().await;
            assert!(taken.content.contains("has this ticket") && !taken.ephemeral, "{taken:#?}");
        }
    }
    world.until(&anna, "An adviser has taken").await;

    // What was handed over, as well.
    world.edit(&anna, &plan, &format!("{PLAN} It would be in May.")).await;
    let changed = world.until(&cara, "It would be in May.").await;
    assert!(advisers_on == On::Matrix || changed.id == head.id, "the head itself: {changed:?}");

    // Words both ways: changed, taken back, and with a file.
    let asked = world.say(&cara, "Which measurements are these?").await;
    world.until(&anna, "Which measurements are these?").await;
    world.until(&cara, "Delivered").await;
    world.edit(&cara, &asked, "Which measurements, please?").await;
    world.until(&anna, "Which measurements, please?").await;
    let told = world.say(&anna, "They are of sea ice.").await;
    world.until(&cara, "They are of sea ice.").await;
    world.edit(&anna, &told, "They are of sea ice and clouds.").await;
    let heard = world.until(&cara, "sea ice and clouds").await;
    let regretted = world.say(&cara, "Send all of it to me.").await;
    let regrets = world.until(&anna, "Send all of it to me.").await;
    world.delete(&cara, &regretted).await;
    world.is_gone(&anna, &regrets).await;
    let regretted = world.say(&anna, "Somebody told me a secret.").await;
    let regrets = world.until(&cara, "Somebody told me a secret.").await;
    world.delete(&anna, &regretted).await;
    world.is_gone(&cara, &regrets).await;
    assert!(world.heard(&cara).await.iter().any(|other| other.words.contains("sea ice and clouds")), "{heard:?}");
    world.attach(&anna, &format!("draft of anna-{name}.txt")).await;
    world.until(&cara, "attachment.txt").await;
    world.attach(&cara, &format!("model of cara-{name}.txt")).await;
    world.until(&anna, "attachment.txt").await;

    // To a colleague, and to its end.
    let named = if advisers_on == On::Matrix { format!("dora-{name}") } else { "dora".to_owned() };
    world.say(&cara, &format!("!transfer {named}")).await;
    world.until(&anna, "Another adviser has your ticket").await;
    world.say(&dora, "I have read all of it.").await;
    world.until(&anna, "I have read all of it.").await;
    world.say(&dora, "!close Publish first.").await;
    world.until(&anna, "Publish first.").await;
    world.until(&anna, "is closed").await;

    // On from the other network, with the phrase alone.
    let elsewhere = if person_on == On::Matrix { On::Discord } else { On::Matrix };
    let there = world.person(synapse, elsewhere, &format!("bea-{name}")).await;
    assert!(world.ask(&there, &format!("resume {phrase}")).await.contains("goes on here"));
    world.until(&anna, "goes on in another chat").await;
    world.say(&there, "reopen").await;
    world.until(&dora, "open again").await;
    world.say(&there, "It is May.").await;
    world.until(&dora, "It is May.").await;
    world.say(&dora, "Welcome back.").await;
    world.until(&there, "Welcome back.").await;
    assert!(!world.heard(&anna).await.iter().any(|heard| heard.words.contains("Welcome back")), "they have gone on");

    for person in [&anna, &there] {
        world.names_nobody(person, &[&cara, &dora]).await;
    }
    world.names_nobody(&anna, &[&there]).await;
    for adviser in [&cara, &dora] {
        world.names_nobody(adviser, &[&anna, &there]).await;
    }
    let log = world.program.log();
    assert!(!log.contains("advisers' room"), "a room of its own making is as it should be: {log}");
    let words = [PLAN, "sea ice", "Publish first", "Welcome back", phrase.as_str(), "Article 1"];
    assert!(words.iter().all(|words| !log.contains(words)), "no words in a log");
    assert_eq!(world.discord.violations(), [""; 0]);
    assert_eq!(world.program.terminate(), Some(0), "{}", world.program.log());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_matrix_to_matrix() {
    journey("m-to-m", On::Matrix, On::Matrix).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_matrix_to_discord() {
    journey("m-to-d", On::Matrix, On::Discord).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_discord_to_matrix() {
    journey("d-to-m", On::Discord, On::Matrix).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_discord_to_discord() {
    journey("d-to-d", On::Discord, On::Discord).await;
}
