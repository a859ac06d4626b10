//! A short dialogue as people see it on their screens. Where the environment names a folder, what they see is written there
//! as JSON, from which `scripts/discord-pictures` draws the pictures of the documentation: so they show what the program
//! sent, and nothing else.

use std::path::PathBuf;

use serde_json::{Map, Value, json};

use super::desk::{ANSWER, Desk, QUESTION};
use super::stand_in::{Id, Seen, StandIn};

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
