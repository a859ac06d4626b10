//! A ticket from end to end, with the real program: a person on one network, advisers in an encrypted room on Matrix, and neither side
//! learns who or where the other is.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::nio::{Peer, text};
use crate::support::program::Program;
use crate::support::synapse::{self, Synapse};

const WITHIN: Duration = Duration::from_secs(60);
/// What the person says and what the adviser says, as nothing else is said.
const PLAN: &str = "Our partner would like access to the measurements before they are published.";
const REPLY: &str = "Which measurements are these, and who paid for them?";

const LONG_REPLY: &str =
    "We would first like to know who else has seen these measurements, and what they were told of them.";

fn body(event: &Value) -> &str {
    event["content"]["body"].as_str().unwrap_or_default()
}

/// The message of the bot in a room that holds these words; whatever else it says meanwhile.
async fn until(peer: &Peer, room: &str, bot: &str, words: &str) -> Value {
    let end = Instant::now() + WITHIN;
    loop {
        let said = peer.messages(room, bot, 0, 1).await;
        if let Some(found) = said.iter().find(|event| body(event).contains(words)) {
            return found.clone();
        }
        assert!(Instant::now() < end, "{words:?} was never said: {said:#?}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// A room of advisers, with the bot in it, made before the program knows that it is theirs.
async fn advisers(synapse: &Synapse, program: &mut Program, name: &str) -> (Peer, String) {
    room_of_advisers(synapse, program, name, true).await
}

async fn room_of_advisers(synapse: &Synapse, program: &mut Program, name: &str, encrypted: bool) -> (Peer, String) {
    let cara = Peer::start(synapse, &format!("cara-{name}")).await;
    cara.ask("cross_sign", json!({})).await;
    program.start(&[]);
    program.wait_ready();
    let room = cara.room_with(&[&program.user_id], encrypted, false).await;
    until(&cara, &room, &program.user_id, "").await;
    program.terminate();
    program.set("ADVISERS__ROOM", format!("matrix:{room}"));
    program.start(&[]);
    program.wait_ready();
    (cara, room)
}

async fn say_in(peer: &Peer, room: &str, thread: &str, words: &str) -> String {
    let content = json!({
        "msgtype": "m.text", "body": words,
        "m.relates_to": { "rel_type": "m.thread", "event_id": thread, "is_falling_back": true, "m.in_reply_to": { "event_id": thread } },
    });
    peer.send(room, content).await
}

async fn is_redacted(peer: &Peer, room: &str, event: &Value) {
    let end = Instant::now() + WITHIN;
    loop {
        let found = peer.ask("raw_event", json!({ "room": room, "event_id": text(event, "event_id") })).await;
        if found["unsigned"]["redacted_because"].is_object() {
            return;
        }
        assert!(Instant::now() < end, "it was not taken back: {found}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Everything that the bot sent into a room, as its members read it, holds none of these.
async fn nothing_names(peer: &Peer, room: &str, bot: &str, secrets: &[&str]) {
    for event in peer.messages(room, bot, 0, 1).await {
        let all = event.to_string();
        for secret in secrets {
            assert!(!all.contains(secret), "{secret} is in {event:#}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_matrix_to_matrix_and_back() {
    let Some(synapse) = synapse::shared() else { return };
    let mut program = Program::install(synapse, "bot-ticket");
    let (cara, desk) = advisers(synapse, &mut program, "ticket").await;
    let bot = program.user_id.clone();
    let anna = Peer::start(synapse, "anna-ticket").await;
    let room = anna.room_with(&[&bot], true, true).await;
    until(&anna, &room, &bot, "I am a machine").await;

    // What is sent is what was shown and agreed to.
    anna.say(&room, "!ticket").await;
    until(&anna, &room, &bot, "What are you planning").await;
    anna.say(&room, PLAN).await;
    until(&anna, &room, &bot, PLAN).await;
    anna.say(&room, "1").await;
    until(&anna, &room, &bot, "Your ticket is").await;
    let card = until(&cara, &desk, &bot, PLAN).await;
    assert!(card["decrypted"].as_bool().unwrap_or_default(), "it came encrypted: {card:#}");
    let thread = text(&card, "event_id");

    // Claimed by a reaction; then words both ways.
    cara.react(&desk, &thread, "1️⃣").await;
    until(&cara, &desk, &bot, "has this ticket").await;
    until(&anna, &room, &bot, "An adviser has taken").await;
    let asked = say_in(&cara, &desk, &thread, REPLY).await;
    let heard = until(&anna, &room, &bot, REPLY).await;
    let delivered = until(&cara, &desk, &bot, "Delivered").await;
    let relation = &delivered["content"]["m.relates_to"];
    assert_eq!((&relation["event_id"], &relation["m.in_reply_to"]["event_id"]), (&json!(thread), &json!(asked)));
    let said = anna.say(&room, "They are of sea ice.").await;
    let carried = until(&cara, &desk, &bot, "They are of sea ice.").await;
    assert_eq!(carried["content"]["m.relates_to"]["event_id"], thread.as_str(), "in the ticket's thread: {carried:#}");

    // Edits as edits, deletions as deletions.
    anna.edit(&room, &said, "They are of sea ice and clouds.").await;
    let changed = until(&cara, &desk, &bot, "sea ice and clouds").await;
    let relation = &changed["content"]["m.relates_to"];
    assert_eq!((&relation["rel_type"], &relation["event_id"]), (&json!("m.replace"), &carried["event_id"]));
    anna.ask("redact", json!({ "room": room, "event_id": said })).await;
    is_redacted(&cara, &desk, &carried).await;
    cara.ask("redact", json!({ "room": desk, "event_id": asked })).await;
    is_redacted(&anna, &room, &heard).await;

    // Somebody else in the room of the advisers would be one; somebody who is shown out is none any more.
    cara.ask("redact", json!({ "room": desk, "event_id": delivered["event_id"] })).await;
    say_in(&cara, &desk, &thread, "!close Publish first.").await;
    until(&anna, &room, &bot, "Publish first.").await;

    nothing_names(&anna, &room, &bot, &[&cara.user_id, "cara-ticket", &desk, &thread, &asked]).await;
    nothing_names(&cara, &desk, &bot, &[&anna.user_id, "anna-ticket", &room, &said]).await;
    let words = [PLAN, REPLY, "sea ice", "Publish first"];
    assert!(words.iter().all(|words| !program.log().contains(words)), "no words in a log");
    assert_eq!(program.terminate(), Some(0), "{}", program.log());
}

/// Whoever is not in the advisers' room any more is no adviser: nothing is done for them, from one moment to the next.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_shown_out_is_no_adviser() {
    let Some(synapse) = synapse::shared() else { return };
    let mut program = Program::install(synapse, "bot-shown-out");
    let (cara, desk) = advisers(synapse, &mut program, "shown-out").await;
    let bot = program.user_id.clone();
    let dora = Peer::start(synapse, "dora-shown-out").await;
    cara.ask("invite", json!({ "room": desk, "user": dora.user_id })).await;
    dora.ask("join", json!({ "room": desk })).await;
    dora.ask("cross_sign", json!({})).await;
    let anna = Peer::start(synapse, "anna-shown-out").await;
    let room = anna.room_with(&[&bot], true, true).await;
    until(&anna, &room, &bot, "I am a machine").await;
    for words in ["!ticket", PLAN, "1"] {
        anna.say(&room, words).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    let thread = text(&until(&dora, &desk, &bot, PLAN).await, "event_id");
    say_in(&dora, &desk, &thread, "!claim").await;
    until(&anna, &room, &bot, "An adviser has taken").await;
    cara.ask("kick", json!({ "room": desk, "user": dora.user_id })).await;
    // The ticket is free at once for whoever is still there.
    say_in(&cara, &desk, &thread, "!claim").await;
    until(&cara, &desk, &bot, &format!("{} has this ticket", cara.user_id)).await;
    say_in(&cara, &desk, &thread, REPLY).await;
    until(&anna, &room, &bot, REPLY).await;
}

/// Somebody who got hold of an adviser's account, and signs in with it, is no adviser before the device was confirmed from another one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_device_that_nobody_has_confirmed_does_nothing() {
    let Some(synapse) = synapse::shared() else { return };
    let mut program = Program::install(synapse, "bot-device");
    let (cara, desk) = advisers(synapse, &mut program, "device").await;
    let bot = program.user_id.clone();
    let dora = Peer::start(synapse, "dora-device").await;
    cara.ask("invite", json!({ "room": desk, "user": dora.user_id })).await;
    dora.ask("join", json!({ "room": desk })).await;
    let anna = Peer::start(synapse, "anna-device").await;
    let room = anna.room_with(&[&bot], true, true).await;
    until(&anna, &room, &bot, "I am a machine").await;
    for (words, answer) in [("!ticket", "What are you planning"), (PLAN, PLAN), ("1", "Your ticket is")] {
        anna.say(&room, words).await;
        until(&anna, &room, &bot, answer).await;
    }
    let thread = text(&until(&dora, &desk, &bot, PLAN).await, "event_id");
    say_in(&dora, &desk, &thread, "!claim").await;
    until(&dora, &desk, &bot, "is not verified").await;
    // A reaction is never encrypted, so it tells of no device: it takes the ticket, and no word of theirs leaves.
    dora.react(&desk, &thread, "1️⃣").await;
    until(&anna, &room, &bot, "An adviser has taken").await;
    say_in(&dora, &desk, &thread, REPLY).await;
    let end = Instant::now() + WITHIN;
    while dora.messages(&desk, &bot, 0, 1).await.iter().filter(|event| body(event).contains("is not verified")).count()
        < 2
    {
        assert!(Instant::now() < end, "the second one is not refused");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    dora.ask("cross_sign", json!({})).await;
    // Called by the name that is shown, as a pill writes it.
    say_in(&dora, &desk, &thread, "!transfer cara-device").await;
    until(&anna, &room, &bot, "Another adviser has your ticket").await;
    let called = until(&cara, &desk, &bot, &format!("{} has this ticket", cara.user_id)).await;
    assert_eq!(called["content"]["m.mentions"], json!({ "user_ids": [cara.user_id] }));
    nothing_names(&anna, &room, &bot, &[REPLY]).await;
    let own = say_in(&cara, &desk, &thread, "!duty on").await;
    say_in(&cara, &desk, &thread, "!transcript").await;
    until(&cara, &desk, &bot, "ticket-").await;
    // As clients write it: below the last message of the thread, whosever it is, and longer than what is said by the way.
    let content = json!({
        "msgtype": "m.text", "body": LONG_REPLY,
        "m.relates_to": { "rel_type": "m.thread", "event_id": thread, "is_falling_back": true, "m.in_reply_to": { "event_id": own } },
    });
    cara.send(&desk, content).await;
    until(&anna, &room, &bot, LONG_REPLY).await;
    cara.say(&desk, "!list").await;
    let list = until(&cara, &desk, &bot, "Open tickets: 1").await;
    let address = format!("https://matrix.to/#/{desk}/{thread}");
    assert!(list.to_string().contains(&address), "{address} is not in {list:#}");
}

/// Somebody at a terminal and advisers on Matrix.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_a_terminal_to_matrix_and_back() {
    let Some(synapse) = synapse::shared() else { return };
    let mut program = Program::install(synapse, "bot-terminal");
    let (cara, desk) = advisers(synapse, &mut program, "terminal").await;
    let bot = program.user_id.clone();
    program.terminate();
    let mut terminal = program.chat();
    for (words, answer) in [("!ticket", "What are you planning"), (PLAN, PLAN), ("1", "Your ticket is")] {
        terminal.types(words);
        terminal.until(answer).await;
    }
    let head = until(&cara, &desk, &bot, PLAN).await;
    let thread = text(&head, "event_id").to_owned();
    say_in(&cara, &desk, &thread, "!claim").await;
    terminal.until("has taken your ticket").await;
    let reply = say_in(&cara, &desk, &thread, REPLY).await;
    let wrote = Instant::now();
    terminal.until(&format!("│ {REPLY}")).await;
    until(&cara, &desk, &bot, "Delivered ").await;
    println!("the adviser knew after {:.1} s", wrote.elapsed().as_secs_f64());
    terminal.types("The university did, and nobody has.");
    let answer = until(&cara, &desk, &bot, "The university did, and nobody has.").await;
    assert!(body(&answer).starts_with("The person who asked:"), "{answer}");
    // New words are printed below the old ones; what was printed stays, and a deletion stops nothing.
    let content = json!({
        "msgtype": "m.text", "body": "* Who paid?", "m.new_content": { "msgtype": "m.text", "body": "Who paid for them?" },
        "m.relates_to": { "rel_type": "m.replace", "event_id": reply },
    });
    cara.send(&desk, content).await;
    terminal.until("│ Who paid for them?").await;
    cara.ask("redact", json!({ "room": desk, "event_id": reply })).await;
    say_in(&cara, &desk, &thread, "!close A loan laptop.").await;
    terminal.until("│ A loan laptop.").await;
    terminal.until("is closed").await;
    let printed = terminal.seen();
    for secret in ["cara", "synapse", &desk, &thread] {
        assert!(!printed.contains(secret), "{secret} is printed:\n{printed}");
    }
    nothing_names(&cara, &desk, &bot, &["console"]).await;
    assert!(terminal.ends(), "it ends with its input");
}

/// An account that was taken over can be given new keys, with which it confirms any device: so another identity than before does
/// nothing until a colleague says that it is right.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_with_new_keys_waits_for_a_colleague() {
    let Some(synapse) = synapse::shared() else { return };
    let mut program = Program::install(synapse, "bot-identity");
    let (cara, desk) = advisers(synapse, &mut program, "identity").await;
    let bot = program.user_id.clone();
    let dora = Peer::start(synapse, "dora-identity").await;
    cara.ask("invite", json!({ "room": desk, "user": dora.user_id })).await;
    dora.ask("join", json!({ "room": desk })).await;
    dora.ask("cross_sign", json!({})).await;
    let anna = Peer::start(synapse, "anna-identity").await;
    let room = anna.room_with(&[&bot], true, true).await;
    until(&anna, &room, &bot, "I am a machine").await;
    for (words, answer) in [("!ticket", "What are you planning"), (PLAN, PLAN), ("1", "Your ticket is")] {
        anna.say(&room, words).await;
        until(&anna, &room, &bot, answer).await;
    }
    let thread = text(&until(&cara, &desk, &bot, PLAN).await, "event_id");
    cara.react(&desk, &thread, "✋").await;
    until(&anna, &room, &bot, "An adviser has taken").await;
    say_in(&cara, &desk, &thread, REPLY).await;
    until(&anna, &room, &bot, REPLY).await;

    cara.ask("cross_sign", json!({})).await;
    say_in(&cara, &desk, &thread, LONG_REPLY).await;
    until(&cara, &desk, &bot, "has a new identity").await;
    // Nor by what is never encrypted, nor after a restart.
    assert_eq!(program.terminate(), Some(0), "{}", program.log());
    program.start(&[]);
    program.wait_ready();
    cara.react(&desk, &thread, "🔒").await;
    say_in(&dora, &desk, &thread, "!confirm dora-identity").await;
    until(&dora, &desk, &bot, "There is nothing to confirm").await;
    nothing_names(&anna, &room, &bot, &[LONG_REPLY, "Did it help"]).await;
    say_in(&dora, &desk, &thread, "!confirm cara-identity").await;
    until(&dora, &desk, &bot, "whose new identity counts").await;
    say_in(&cara, &desk, &thread, "It is me.").await;
    until(&anna, &room, &bot, "It is me.").await;

    // Where nobody else is there, the operator does it.
    cara.ask("cross_sign", json!({})).await;
    say_in(&cara, &desk, &thread, LONG_REPLY).await;
    assert_eq!(program.terminate(), Some(0), "{}", program.log());
    let (code, said) = program.call(&["matrix", "confirm", &cara.user_id]);
    assert!(code == Some(0) && said.contains("counts from then on"), "{said}");
    let (code, said) = program.call(&["matrix", "confirm", &cara.user_id]);
    assert!(code == Some(0) && said.contains("nothing to confirm"), "{said}");
    program.start(&[]);
    program.wait_ready();
    say_in(&cara, &desk, &thread, "It is me again.").await;
    until(&anna, &room, &bot, "It is me again.").await;
    // A room that people made as clients make them: the operator is told what is amiss.
    let log = program.log();
    assert!(log.contains("can invite others") || log.contains("sees which tickets there were before"), "{log}");
}

/// The room that the program makes: encrypted, history for members since they joined, and nobody acts who was let in by mistake.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_room_of_the_program_s_making_lets_in_only_whom_its_owner_names() {
    let Some(synapse) = synapse::shared() else { return };
    let program = Program::install(synapse, "bot-room-made");
    let (code, said) = program.call(&["matrix", "make-room", "@nobody:elsewhere"]);
    assert!(code == Some(69) && said.contains("fairway matrix login"), "{code:?} {said}");
    assert_eq!(program.call(&["matrix", "login"]).0, Some(0));
    let (code, said) = program.call(&["matrix", "make-room", "somebody"]);
    assert!(code == Some(1) && said.contains("write @name:example.org"), "{said}");
    let (cara, dora) = (Peer::start(synapse, "cara-room-made").await, Peer::start(synapse, "dora-room-made").await);
    let arguments = ["matrix", "make-room", &cara.user_id, &dora.user_id, "--name", "Cases", "--only-this-server"];
    let (code, said) = program.call(&arguments);
    assert_eq!(code, Some(0), "{said}");
    let room = said.split('"').find_map(|part| part.strip_prefix("matrix:")).expect("a room").to_owned();
    for peer in [&cara, &dora] {
        peer.ask("wait_for_invite", json!({ "sender": program.user_id })).await;
        peer.ask("join", json!({ "room": room })).await;
    }
    let state = async |kind: &str| cara.ask("state", json!({ "room": room, "type": kind })).await;
    assert_eq!(state("m.room.encryption").await["algorithm"], "m.megolm.v1.aes-sha2");
    assert_eq!(state("m.room.history_visibility").await["history_visibility"], "joined");
    assert_eq!(state("m.room.guest_access").await["guest_access"], "forbidden");
    assert_eq!(state("m.room.join_rules").await["join_rule"], "invite");
    assert_eq!(state("m.room.create").await["m.federate"], false);
    let levels = state("m.room.power_levels").await;
    assert_eq!((&levels["events_default"], &levels["invite"]), (&json!(50), &json!(100)));
    assert_eq!(levels["notifications"]["room"], 100);
    assert_eq!((&levels["users"][&cara.user_id], &levels["users"][&dora.user_id]), (&json!(100), &json!(50)));
    // Only the owner lets in, and who was let in says nothing yet.
    let eve = Peer::start(synapse, "eve-room-made").await;
    assert!(dora.try_ask("invite", json!({ "room": room, "user": eve.user_id })).await.is_err());
    cara.ask("invite", json!({ "room": room, "user": eve.user_id })).await;
    eve.ask("join", json!({ "room": room })).await;
    let content = json!({ "msgtype": "m.text", "body": "!list" });
    assert!(eve.try_ask("send", json!({ "room": room, "content": content })).await.is_err());
}

/// Into a room that others could read nothing of a case goes, neither what was agreed to nor what is written after it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_room_that_is_not_encrypted_takes_no_ticket() {
    let Some(synapse) = synapse::shared() else { return };
    let mut program = Program::install(synapse, "bot-open-room");
    let (cara, desk) = room_of_advisers(synapse, &mut program, "open-room", false).await;
    let bot = program.user_id.clone();
    let anna = Peer::start(synapse, "anna-open-room").await;
    let room = anna.room_with(&[&bot], true, true).await;
    until(&anna, &room, &bot, "I am a machine").await;
    anna.say(&room, "!ticket").await;
    until(&anna, &room, &bot, "What are you planning").await;
    anna.say(&room, PLAN).await;
    until(&anna, &room, &bot, PLAN).await;
    anna.say(&room, "1").await;
    anna.say(&room, "They are of sea ice.").await;
    until(&anna, &room, &bot, "did not reach the advisers").await;
    // Whichever came first: words that are on their way then have nowhere to stand.
    tokio::time::sleep(Duration::from_secs(3)).await;
    nothing_names(&cara, &desk, &bot, &[PLAN, "sea ice", "Ticket"]).await;
}

/// A person on Discord and an adviser on Matrix share a case.
#[cfg(feature = "stand-in")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_discord_to_matrix_and_back() {
    use crate::discord::stand_in::StandIn;
    let Some(synapse) = synapse::shared() else { return };
    let Some(discord) = StandIn::start() else { return };
    let mut program = Program::install(synapse, "bot-both");
    program.also_on(&discord);
    let anna = discord.user("anna");
    let guild = discord.guild("Institute", anna);
    discord.channel(guild, "general");
    let (cara, desk) = advisers(synapse, &mut program, "both").await;
    let bot = program.user_id.clone();
    let dm = discord.dm(anna);
    let said = async |words: &str, expect: &str| {
        discord.say(anna, dm, words);
        let end = Instant::now() + WITHIN;
        loop {
            if let Some(seen) = discord.said_by_bot(anna, dm).into_iter().rfind(|seen| seen.content.contains(expect)) {
                return seen;
            }
            assert!(Instant::now() < end, "{expect:?} was never said: {:#?}", discord.said_by_bot(anna, dm));
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    // What the network can read is said before anything confidential.
    let aloud = said("ticket", "not encrypted from end to end").await;
    discord.click(anna, dm, aloud.id, "Nothing confidential: go on here").answer().await;
    let card = said(PLAN, PLAN).await;
    let receipt = discord.click(anna, dm, card.id, "Send exactly this").answer().await;
    assert!(receipt.content.contains("Your ticket is"), "{receipt:#?}");
    let thread = text(&until(&cara, &desk, &bot, PLAN).await, "event_id");
    say_in(&cara, &desk, &thread, "!claim").await;
    say_in(&cara, &desk, &thread, &format!("{REPLY} @everyone")).await;
    until(&cara, &desk, &bot, "Delivered").await;
    let heard = said("They are of sea ice. <@1> [x](https://evil.example)", REPLY).await;
    assert!(!heard.content.contains("@everyone"), "{heard:#?}");
    let carried = until(&cara, &desk, &bot, "They are of sea ice.").await;
    assert!(body(&carried).contains("[x](https://evil.example)"), "words stay words: {carried:#}");
    // They close their direct messages: the adviser learns it.
    discord.close_dms(anna, true);
    say_in(&cara, &desk, &thread, "Are you there?").await;
    until(&cara, &desk, &bot, "Not delivered").await;

    nothing_names(&cara, &desk, &bot, &[&anna.to_string(), &dm.to_string(), "anna", "discord"]).await;
    for seen in discord.said_by_bot(anna, dm) {
        let all = seen.json.to_string();
        assert!(![cara.user_id.as_str(), "cara", &desk, &thread].iter().any(|secret| all.contains(secret)), "{all}");
    }
    assert_eq!(discord.violations(), [""; 0]);
}

/// A forum of advisers on Discord, with what it takes to work in it, and the program's settings for it.
#[cfg(feature = "stand-in")]
struct Forum {
    discord: crate::discord::stand_in::StandIn,
    guild: u64,
    general: u64,
    forum: u64,
    role: u64,
    cara: u64,
    dora: u64,
}

#[cfg(feature = "stand-in")]
impl Forum {
    fn with(program: &mut Program) -> Option<Self> {
        use crate::discord::stand_in::{Settings, StandIn};
        const MESSAGE_CONTENT: u64 = 1 << 15;
        const MANAGE_THREADS: u64 = 1 << 34;
        let discord = StandIn::start_with(Settings { privileged_intents: MESSAGE_CONTENT, ..Settings::default() })?;
        let (cara, dora) = (discord.user("cara"), discord.user("dora"));
        let guild = discord.guild("Advisers", cara);
        discord.join(guild, dora);
        let general = discord.channel(guild, "general");
        let forum = discord.forum(guild, "tickets");
        let role = discord.role(guild, "adviser");
        for name in ["new", "open", "waiting for the person", "answered", "closed"] {
            discord.tag(forum, name);
        }
        for user in [cara, dora] {
            discord.set_role(guild, user, role, true);
            // Discord's client shows `/desk` to those who have it.
            discord.let_member(guild, user, MANAGE_THREADS);
        }
        program.also_on(&discord);
        program.set("ADVISERS__ROOM", format!("discord:{forum}"));
        program.set("ADVISERS__ROLES", role.to_string());
        let (code, said) = program.call(&["discord", "commands", "sync"]);
        assert!(code == Some(0) && said.contains("+ desk"), "{said}");
        Some(Self { discord, guild, general, forum, role, cara, dora })
    }

    /// The post of the only ticket, once it is there.
    async fn post(&self) -> u64 {
        let end = Instant::now() + WITHIN;
        loop {
            if let [(thread, name)] = self.discord.threads(self.forum).as_slice() {
                assert!(name.starts_with("Ticket "), "{name}");
                return *thread;
            }
            let refused: Vec<_> =
                self.discord.requests().into_iter().filter(|request| request.refused.is_some()).collect();
            assert!(Instant::now() < end, "no post: {:?} {refused:#?}", self.discord.threads(self.forum));
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The bot's message in a channel that holds these words.
    async fn until(&self, user: u64, channel: u64, words: &str) -> crate::discord::stand_in::Seen {
        let end = Instant::now() + WITHIN;
        loop {
            let said = self.discord.said_by_bot(user, channel);
            if let Some(seen) = said.iter().rfind(|seen| seen.content.contains(words)) {
                return seen.clone();
            }
            assert!(Instant::now() < end, "{words:?} was never said: {said:#?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    async fn is_tagged(&self, post: u64, tag: &str) {
        let end = Instant::now() + WITHIN;
        while self.discord.tags_of(post) != [tag] {
            assert!(Instant::now() < end, "{tag} is not shown: {:?}", self.discord.tags_of(post));
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

/// A person on Matrix and advisers on Discord; then a person on Discord as well, who goes on from there on Matrix.
#[cfg(feature = "stand-in")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_matrix_to_a_forum_on_discord_and_back() {
    let Some(synapse) = synapse::shared() else { return };
    let mut program = Program::install(synapse, "bot-forum");
    let Some(desk) = Forum::with(&mut program) else { return };
    program.start(&[]);
    program.wait_ready();
    let bot = program.user_id.clone();
    let anna = Peer::start(synapse, "anna-forum").await;
    let room = anna.room_with(&[&bot], true, true).await;
    until(&anna, &room, &bot, "I am a machine").await;
    anna.say(&room, "!ticket").await;
    until(&anna, &room, &bot, "What are you planning").await;
    anna.say(&room, PLAN).await;
    until(&anna, &room, &bot, "on Discord, which can read along").await;
    anna.say(&room, "1").await;
    until(&anna, &room, &bot, "Your ticket is").await;

    // A post with its tag; claimed by its button, and only by who has the role.
    let post = desk.post().await;
    let head = desk.until(desk.cara, post, PLAN).await;
    desk.is_tagged(post, "new").await;
    desk.discord.set_role(desk.guild, desk.dora, desk.role, false);
    desk.discord.say(desk.dora, post, "!claim");
    desk.until(desk.dora, post, "does not confirm that you are an adviser").await;
    let taken = desk.discord.click(desk.cara, post, head.id, "I take it").answer().await;
    assert!(
        taken.content.contains("has this ticket"),
        "{taken:#?} {:#?}",
        desk.discord.requests().iter().rev().take(8).collect::<Vec<_>>()
    );
    until(&anna, &room, &bot, "An adviser has taken").await;
    desk.is_tagged(post, "open").await;
    let asked = desk.discord.say(desk.cara, post, &format!("{REPLY} @everyone"));
    let heard = until(&anna, &room, &bot, REPLY).await;
    desk.until(desk.cara, post, "Delivered").await;
    let said = anna.say(&room, "They are of sea ice. <@1> @everyone [x](https://evil.example)").await;
    let carried = desk.until(desk.cara, post, "They are of sea ice.").await;
    assert!(!carried.content.contains("@everyone") && carried.content.contains("\\<@1>"), "{carried:#?}");

    // Commands of Discord's own: what concerns the ticket stands in its post for all, what only looks something up does not.
    let slash = async |user: u64, channel: u64, order: &str, options: &[(&str, Value)]| {
        desk.discord.slash(user, channel, &format!("desk {order}"), options).answer().await
    };
    let note = slash(desk.cara, post, "note", &[("words", json!("They seem careful."))]).await;
    assert!(!note.ephemeral && note.content.contains("They seem careful."), "{note:#?}");
    let mine = slash(desk.cara, post, "mine", &[]).await;
    assert!(mine.ephemeral && mine.content.contains("Your tickets: 1"), "{mine:#?}");
    let urgent = slash(desk.cara, post, "priority", &[("priority", json!("high"))]).await;
    assert_eq!(urgent.content, "Priority: high.");
    let waiting = desk.discord.click(desk.cara, post, taken.id, "I wait for them").answer().await;
    assert!(waiting.content.contains("waiting for the person"), "{waiting:#?}");
    desk.is_tagged(post, "waiting for the person").await;
    let sent = slash(desk.cara, post, "reply", &[("words", json!("There is no hurry."))]).await;
    assert!(!sent.ephemeral && sent.content.contains("There is no hurry."), "{sent:#?}");
    until(&anna, &room, &bot, "There is no hurry.").await;
    let refused = slash(desk.dora, post, "claim", &[]).await;
    assert!(refused.content.contains("does not confirm that you are an adviser"), "{refused:#?}");
    let elsewhere = slash(desk.cara, desk.general, "list", &[]).await;
    assert!(elsewhere.ephemeral && elsewhere.content.contains("That is for advisers"), "{elsewhere:#?}");

    // Edits as edits, deletions as deletions, in both directions.
    desk.discord.edit(post, asked, "Which measurements, please?");
    until(&anna, &room, &bot, "Which measurements, please?").await;
    anna.edit(&room, &said, "They are of sea ice and clouds.").await;
    let changed = desk.until(desk.cara, post, "sea ice and clouds").await;
    assert_eq!(changed.id, carried.id);
    desk.discord.delete(post, asked);
    is_redacted(&anna, &room, &heard).await;
    anna.ask("redact", json!({ "room": room, "event_id": said })).await;
    let end = Instant::now() + WITHIN;
    while desk.discord.said_by_bot(desk.cara, post).iter().any(|seen| seen.id == carried.id) {
        assert!(Instant::now() < end, "it was not taken back");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }

    // Files as what they are, under no name that somebody gave them.
    let attach =
        json!({ "room": room, "name": "anna-forum's draft.svg", "text": "Article 1", "caption": "The draft:" });
    anna.ask("attach", attach).await;
    desk.until(desk.cara, post, "The draft:").await;
    let end = Instant::now() + WITHIN;
    let attached = loop {
        let said = desk.discord.said_by_bot(desk.cara, post);
        if let Some(attached) = said.iter().find_map(|seen| seen.attachments.first().cloned()) {
            break attached;
        }
        assert!(Instant::now() < end, "no file: {said:#?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    assert_eq!(
        (&attached["filename"], desk.discord.contents(&attached)),
        (&json!("attachment.txt"), "Article 1".into())
    );
    desk.discord.send_file(desk.cara, post, "Ours:", "cara's model.txt", b"Article 2");
    let file = until(&anna, &room, &bot, "attachment.txt").await;
    assert_eq!(anna.ask("file", json!({ "content": file["content"] })).await["text"], "Article 2");

    // To a colleague by name; what is written while the bot is away is for the ticket all the same.
    desk.discord.set_role(desk.guild, desk.dora, desk.role, true);
    desk.discord.say(desk.cara, post, "!transfer dora");
    until(&anna, &room, &bot, "Another adviser has your ticket").await;
    let called = desk.until(desk.dora, post, &format!("<@{}>", desk.dora)).await;
    assert!(called.content.contains("has this ticket"), "{called:#?}");
    assert_eq!(program.terminate(), Some(0), "{}", program.log());
    desk.discord.say(desk.dora, post, "Publish the first part before.");
    program.start(&[]);
    program.wait_ready();
    until(&anna, &room, &bot, "Publish the first part before.").await;
    desk.discord.say(desk.dora, post, "!list");
    let list = desk.until(desk.dora, post, "Open tickets: 1").await;
    assert!(list.content.contains(&format!("https://discord.com/channels/{}/{post}", desk.guild)), "{list:#?}");
    desk.discord.say(desk.dora, post, "!close Publish first.");
    until(&anna, &room, &bot, "Publish first.").await;
    desk.is_tagged(post, "closed").await;

    let advisers = [
        desk.cara.to_string(),
        desk.dora.to_string(),
        "cara".into(),
        "dora".into(),
        post.to_string(),
        desk.forum.to_string(),
    ];
    nothing_names(&anna, &room, &bot, &advisers.iter().map(String::as_str).collect::<Vec<_>>()).await;
    for seen in desk.discord.said_by_bot(desk.cara, post) {
        let all = seen.json.to_string();
        assert!(![anna.user_id.as_str(), "anna-forum", &room].iter().any(|secret| all.contains(secret)), "{all}");
    }
    assert_eq!(desk.discord.violations(), [""; 0]);
    assert_eq!(program.terminate(), Some(0), "{}", program.log());
}

/// Both sides on Discord; then the person goes on from Matrix, with the phrase alone, after it was closed.
#[cfg(feature = "stand-in")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn within_discord_and_on_from_matrix() {
    let Some(synapse) = synapse::shared() else { return };
    let mut program = Program::install(synapse, "bot-discord-both");
    let Some(desk) = Forum::with(&mut program) else { return };
    program.start(&[]);
    program.wait_ready();
    let bot = program.user_id.clone();
    let anna = desk.discord.user("anna");
    desk.discord.join(desk.guild, anna);
    let dm = desk.discord.dm(anna);
    desk.discord.say(anna, dm, "ticket");
    let aloud = desk.until(anna, dm, "not encrypted from end to end").await;
    desk.discord.click(anna, dm, aloud.id, "Nothing confidential: go on here").answer().await;
    desk.discord.say(anna, dm, PLAN);
    let card = desk.until(anna, dm, PLAN).await;
    let receipt = desk.discord.click(anna, dm, card.id, "Send exactly this").answer().await;
    let phrase = receipt.content.split('`').find(|part| part.len() == 38).expect("a phrase is shown").to_owned();
    let post = desk.post().await;
    desk.until(desk.cara, post, PLAN).await;
    // Somebody who is no adviser, and writes in the post, is nobody's adviser.
    desk.discord.say(anna, post, "!claim");
    desk.until(anna, post, "does not confirm that you are an adviser").await;
    desk.discord.say(desk.cara, post, "!claim");
    desk.until(anna, dm, "An adviser has taken").await;
    desk.discord.say(desk.cara, post, REPLY);
    desk.until(anna, dm, REPLY).await;
    desk.discord.say(desk.cara, post, "!close Ask again in May.");
    desk.until(anna, dm, "Ask again in May.").await;

    let bea = Peer::start(synapse, "bea-discord-both").await;
    let room = bea.room_with(&[&bot], true, true).await;
    until(&bea, &room, &bot, "I am a machine").await;
    bea.say(&room, &format!("resume {phrase}")).await;
    until(&bea, &room, &bot, "goes on here").await;
    desk.until(anna, dm, "goes on in another chat").await;
    bea.say(&room, "reopen").await;
    desk.until(desk.cara, post, "open again").await;
    bea.say(&room, "It is May.").await;
    desk.until(desk.cara, post, "It is May.").await;
    desk.is_tagged(post, "open").await;
    desk.discord.say(desk.cara, post, "Welcome back.");
    until(&bea, &room, &bot, "Welcome back.").await;
    assert!(!program.log().contains(&phrase));
    assert_eq!(desk.discord.violations(), [""; 0]);
    assert_eq!(program.terminate(), Some(0), "{}", program.log());
}
