//! A short dialogue as people see it on their screens. Where the environment names a folder, what they see is written there
//! as JSON, from which `scripts/discord-pictures` draws the pictures of the documentation: so they show what the program
//! sent, and nothing else.

use std::path::PathBuf;

use serde_json::{Map, Value, json};

use super::desk::{ANSWER, Desk, QUESTION};
use super::stand_in::{Id, Seen, Settings, StandIn};

/// The folder for what is seen.
const FOLDER: &str = "FAIRWAY_PICTURES";
/// Several pages are about it, and none more than the others.
const UNCLEAR: &str = "can I take my laptop to Iran?";
const TYPED: &str = "laptop";

/// Messages on a screen, and what leads up to each.
pub(super) fn screen(discord: &StandIn, messages: &[Seen]) -> Value {
    let drawn = |message: &Seen| {
        let mut interactions = discord.interactions().into_iter();
        let asked = interactions.find(|it| it.original == Some(message.id) && it.kind == 2);
        json!({
            "message": message.json,
            "ephemeral": message.ephemeral,
            "command": asked.map(|it| it.data),
            // Discord shows a press of a button as a reply to the message with the button, if the reader sees that one.
            "pressed_on": message.json["interaction_metadata"]["interacted_message_id"],
        })
    };
    let people: Map<String, Value> =
        discord.read(|world| world.users.values().map(|user| (user.id.to_string(), json!(user.name))).collect());
    json!({ "people": people, "messages": messages.iter().map(drawn).collect::<Vec<_>>() })
}

pub(super) fn write(name: &str, picture: &Value) {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).expect("the folder for pictures");
    let text = serde_json::to_string_pretty(picture).expect("JSON");
    std::fs::write(folder.join(format!("discord-{name}.json")), text).expect("a picture's file");
}

fn command(discord: &StandIn, name: &str) -> Value {
    discord.read(|world| {
        let mut all = world.commands.get(&None).into_iter().flatten();
        all.find(|command| command["name"] == name).cloned().expect("the command is registered")
    })
}

async fn ask(desk: &Desk, who: Id, question: &str) -> Seen {
    desk.discord.slash(who, desk.channel, "ask", &[("question", json!(question))]).answer().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dialogue_looks_as_it_does_in_the_documentation() {
    let Some(desk) = Desk::open().await else { return };
    let (discord, anna, channel) = (&desk.discord, desk.anna, desk.channel);
    let bert = discord.user("bert");
    discord.join(desk.guild, bert);

    // A question, while it is typed.
    let offered = discord.autocomplete(anna, channel, "ask", &[("question", json!(TYPED))]).choices().await;
    let titles: Vec<_> = offered.iter().filter_map(|choice| choice["name"].as_str()).collect();
    assert!(titles.len() > 1 && titles[0].contains(TYPED), "{titles:?}");
    write("question", &json!({ "command": command(discord, "ask"), "typed": TYPED, "choices": offered }));

    // A question that several pages could answer: a button for each, and one for none of them.
    let choice = ask(&desk, anna, UNCLEAR).await;
    assert!(choice.ephemeral && choice.content.contains("I am not sure which of these you mean"), "{choice:#?}");
    let buttons = choice.buttons();
    assert!(buttons.len() > 2 && buttons.last().is_some_and(|last| last == "None of these"), "{buttons:?}");
    assert!(buttons[0].contains(TYPED), "{buttons:?}");
    write("choice", &screen(discord, &[choice]));

    // One that a page answers, to the person alone. The first reply told what the bot is; this one need not.
    let answer = ask(&desk, anna, QUESTION).await;
    assert!(answer.ephemeral && answer.content.contains(ANSWER), "{answer:#?}");
    assert!(!answer.content.contains("I am a machine"), "{answer:#?}");
    assert_eq!(answer.buttons(), ["That helped", "Not what I asked", "Share with everyone"]);
    write("answer", &screen(discord, std::slice::from_ref(&answer)));

    // Shared because somebody else asks, who sees that message alone.
    discord.say(bert, channel, "Does anybody know whether our code may go on GitHub?");
    discord.click(anna, channel, answer.id, "Share with everyone").answer().await;
    let seen = discord.seen(bert, channel);
    let [asked, shared] = &seen[..] else { panic!("two messages: {seen:#?}") };
    assert_eq!((asked.author, shared.author, shared.ephemeral), (bert, discord.bot(), false));
    assert!(shared.content.contains(ANSWER) && shared.buttons().is_empty(), "{shared:#?}");
    write("shared", &screen(discord, &seen));
    desk.is_clean();
}

/// A case from the card that somebody agrees to, to an adviser's reply, as both see it; and the whole way without any other network.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ticket_looks_as_it_does_in_the_documentation() {
    let settings = Settings { privileged_intents: 1 << 15, ..Settings::default() };
    let Some(mut desk) = Desk::prepare(settings) else { return };
    // Whoever has a ticket or is on duty is called, and nobody else can be.
    desk.discord.set(|settings| settings.mentions_barred = false);
    let (cara, dora) = (desk.discord.user("cara"), desk.discord.user("dora"));
    let forum = desk.discord.forum(desk.guild, "tickets");
    let role = desk.discord.role(desk.guild, "adviser");
    for user in [cara, dora] {
        desk.discord.join(desk.guild, user);
        desk.discord.set_role(desk.guild, user, role, true);
    }
    desk.program.set("ADVISERS__ROOM", format!("discord:{forum}"));
    desk.program.set("ADVISERS__ROLES", role.to_string());
    desk.program.set("ADVISERS__OTHER_WAY", "@desk:example.org on Matrix");
    desk.start(&[]);
    let (discord, anna) = (&desk.discord, desk.anna);
    let dm = discord.dm(anna);
    let heard = async |channel: Id, words: &str| {
        let look = |world: &super::stand_in::world::World| {
            let seen = world.channels[&channel].messages.values().map(|message| Seen::of(world, message));
            seen.into_iter().rfind(|seen| seen.content.contains(words))
        };
        discord.until(words, look).await
    };
    discord.say(anna, dm, "may I take my laptop to a conference abroad?");
    heard(dm, "loan").await;
    discord.say(anna, dm, "I need to speak to a person");
    let offer = heard(dm, "A person is the right help").await;
    let aloud = discord.click(anna, dm, offer.id, "Hand it to an adviser").answer().await;
    assert!(aloud.content.contains("@desk:example.org on Matrix"), "{aloud:#?}");
    discord.click(anna, dm, aloud.id, "Nothing confidential: go on here").answer().await;
    discord.say(
        anna,
        dm,
        "We plan a visit to a partner's lab, and they ask us to bring our measurements. What should we settle before?",
    );
    let card = heard(dm, "This is what I would send").await;
    let card = discord.click(anna, dm, card.id, "Leave out B").answer().await;
    assert!(card.content.contains("left out"), "{card:#?}");
    write("ticket-card", &screen(discord, std::slice::from_ref(&card)));
    let sent = discord.click(anna, dm, card.id, "Send exactly this").answer().await;
    assert!(sent.content.contains("Your ticket is"), "{sent:#?}");
    let (post, _) = {
        let look = |world: &super::stand_in::world::World| {
            world
                .channels
                .values()
                .find(|there| there.parent == Some(forum))
                .map(|there| (there.id, there.name.clone()))
        };
        discord.until("a post", look).await
    };
    let head = heard(post, "Ticket ").await;
    // At once: the desk may not know yet that the post stands.
    let taken = discord.click(cara, post, head.id, "I take it").answer().await;
    assert!(taken.content.contains("has this ticket"), "{taken:#?}");
    discord.say(cara, post, "Good that you ask first. Have the measurements been published, in part at least?");
    heard(post, "Delivered").await;
    heard(dm, "Good that you ask first").await;
    discord.say(anna, dm, "The first year has, the second not yet.");
    heard(post, "The first year has").await;
    discord.say(cara, post, "!transfer dora");
    heard(post, &format!("<@{dora}>")).await;
    let ticket: Vec<Seen> = discord.said_by_bot(cara, post);
    write("ticket-post", &screen(discord, &ticket));
    let person: Vec<Seen> = discord.said_by_bot(anna, dm).into_iter().rev().take(3).rev().collect();
    write("ticket-person", &screen(discord, &person));
    desk.is_clean();
}
