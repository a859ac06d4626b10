//! The five ways to ask on Discord, and what can be done with an answer.

use serde_json::json;

use super::desk::{ANSWER, Desk, QUESTION};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_is_answered_whichever_way_it_is_asked() {
    let Some(desk) = Desk::open().await else { return };
    let (discord, anna, channel) = (&desk.discord, desk.anna, desk.channel);

    // A direct message: plain, with a word of introduction before the first answer.
    discord.say_dm(anna, QUESTION);
    let dm = discord.dm(anna);
    let direct = discord.until_said(anna, dm, 1).await.pop().unwrap();
    assert!(direct.content.contains("I am a machine") && !direct.ephemeral, "{direct:#?}");
    assert!(direct.json.to_string().contains("No, not without a check first."), "{direct:#?}");

    // A command in a server: only the asker sees the reply.
    let asked = discord.slash(anna, channel, "ask", &[("question", json!(QUESTION))]);
    let slash = asked.answer().await;
    assert!(slash.ephemeral, "{slash:#?}");
    let bert = discord.user("bert");
    discord.join(desk.guild, bert);
    assert!(discord.seen(bert, channel).is_empty());

    // The same command in a direct chat.
    let asked = discord.slash(anna, dm, "ask", &[("question", json!(QUESTION))]);
    let in_dm = asked.answer().await;
    assert!(!in_dm.ephemeral && in_dm.content.contains(ANSWER), "{in_dm:#?}");

    // From the menu of a message, whoever wrote it.
    let said = discord.say(bert, channel, QUESTION);
    let menu = discord.context_menu(anna, channel, said, "Ask the desk about this").answer().await;
    assert!(menu.ephemeral && menu.content.contains(ANSWER), "{menu:#?}");

    // By a mention, where the operator named the channel: in the open, as it was asked.
    let mention = discord.say(bert, channel, &format!("{} {QUESTION}", discord.mention()));
    let open = discord.until_said(bert, channel, 1).await.pop().unwrap();
    assert_eq!((open.reply_to, open.ephemeral), (Some(mention), false), "{open:#?}");
    assert!(open.json.to_string().contains("No, not without a check first."), "{open:#?}");

    // What is not meant for the bot is none of its business.
    discord.say(bert, channel, QUESTION);
    let other = discord.channel(desk.guild, "other");
    discord.say(bert, other, &format!("{} {QUESTION}", discord.mention()));
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert_eq!((discord.said_by_bot(bert, channel).len(), discord.said_by_bot(bert, other).len()), (1, 0));
    desk.is_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_is_private_until_it_is_shared() {
    let Some(desk) = Desk::open().await else { return };
    let (discord, anna, channel) = (&desk.discord, desk.anna, desk.channel);
    let bert = discord.user("bert");
    discord.join(desk.guild, bert);
    let answer = discord.slash(anna, channel, "ask", &[("question", json!(QUESTION))]).answer().await;
    assert_eq!(answer.buttons(), ["That helped", "Not what I asked", "Share with everyone"]);
    let shared = discord.click(anna, channel, answer.id, "Share with everyone").answer().await;
    assert!(!shared.ephemeral && shared.content.contains(ANSWER), "{shared:#?}");
    assert!(shared.content.starts_with("Somebody here asked me about this"), "{shared:#?}");
    assert!(!shared.content.contains(QUESTION) && !shared.content.contains("I am a machine"), "{shared:#?}");
    assert!(shared.buttons().is_empty());
    assert_eq!(discord.said_by_bot(bert, channel).len(), 1);

    let thanks = discord.click(anna, channel, answer.id, "That helped").answer().await;
    assert!(thanks.ephemeral && thanks.content.contains("Good to know"), "{thanks:#?}");
    let sorry = discord.click(anna, channel, answer.id, "Not what I asked").answer().await;
    assert!(sorry.ephemeral && sorry.content.contains("this was not the right page"), "{sorry:#?}");
    desk.is_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn choices_are_buttons_and_work_for_ever() {
    let Some(mut desk) = Desk::open().await else { return };
    let (anna, channel) = (desk.anna, desk.channel);
    let offer = desk.discord.slash(anna, channel, "language", &[]).answer().await;
    assert_eq!(offer.buttons(), ["English", "Nederlands", "Deutsch", "Français"]);
    let set = desk.discord.click(anna, channel, offer.id, "Deutsch").answer().await;
    assert!(set.content.contains("Deutsch mit Ihnen"), "{set:#?}");
    let help = desk.discord.slash(anna, channel, "help", &[]).answer().await;
    assert!(help.content.contains("Ich beantworte Fragen") && help.content.contains("`/`"), "{help:#?}");

    let privacy = desk.discord.slash(anna, channel, "privacy", &[]).answer().await;
    assert!(privacy.content.starts_with("**Das Netz liest mit.**"), "{privacy:#?}");

    // Days later, after a restart: all that the button means stands in it.
    desk.program.kill();
    desk.start(&[]);
    let set = desk.discord.click(anna, channel, offer.id, "Nederlands").answer().await;
    assert!(set.content.contains("Vanaf nu spreek ik hier Nederlands"), "{set:#?}");
    desk.is_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_somebody_types_titles_are_offered() {
    let Some(desk) = Desk::open().await else { return };
    let (discord, anna, channel) = (&desk.discord, desk.anna, desk.channel);
    let offered = discord.autocomplete(anna, channel, "ask", &[("question", json!("lapt"))]).choices().await;
    let titles: Vec<_> = offered.iter().map(|choice| choice["name"].as_str().unwrap_or_default()).collect();
    assert!(titles[0].contains("laptop") && titles.len() <= 25, "{titles:?}");
    let answer = discord.slash(anna, channel, "ask", &[("question", json!(titles[0]))]).answer().await;
    assert!(answer.content.contains(titles[0]), "the title leads to its page: {answer:#?}");
    // Nothing is kept of what was only typed.
    let none = discord.autocomplete(anna, channel, "ask", &[("question", json!(""))]).choices().await;
    assert_eq!(none.len(), 25);
    desk.is_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_edit_and_a_deletion_are_heard() {
    let Some(desk) = Desk::open().await else { return };
    let (discord, anna) = (&desk.discord, desk.anna);
    let said = discord.say_dm(anna, QUESTION);
    let dm = discord.dm(anna);
    let answer = discord.until_said(anna, dm, 1).await.pop().unwrap();
    discord.edit(dm, said, "thank you");
    let offer = discord.until_said(anna, dm, 2).await.pop().unwrap();
    assert!(offer.content.contains("Shall I answer the new wording?"), "{offer:#?}");
    let done = discord.click(anna, dm, offer.id, "Yes, answer the new wording").answer().await;
    assert!(done.content.contains("You are welcome"), "{done:#?}");
    discord.delete(dm, said);
    discord.until("the reply is taken back", |world| world.message(dm, answer.id).is_err().then_some(())).await;
    desk.is_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_channel_that_may_not_be_read_leads_to_the_command() {
    let Some(mut desk) = Desk::prepare(super::stand_in::Settings::default()) else { return };
    desk.program.set("DISCORD__PLAIN_TALK", desk.channel.to_string());
    desk.program.start(&[]);
    desk.program.until_ended().await;
    assert!(desk.program.log().contains("Message Content Intent"), "{}", desk.program.log());
    const MESSAGE_CONTENT: u64 = 1 << 15;
    desk.discord.set(|settings| settings.privileged_intents = MESSAGE_CONTENT);
    desk.start(&[]);
    desk.discord.say(desk.anna, desk.channel, QUESTION);
    let answer = desk.discord.until_said(desk.anna, desk.channel, 1).await.pop().unwrap();
    assert!(answer.json.to_string().contains("No, not without a check first."), "{answer:#?}");
    desk.is_clean();
}

/// A reply to the bot that mentions nobody comes without its words.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_that_may_not_be_read_lead_to_the_command() {
    let Some(desk) = Desk::open().await else { return };
    let (discord, anna, channel) = (&desk.discord, desk.anna, desk.channel);
    discord.say(anna, channel, &format!("{} {QUESTION}", discord.mention()));
    let answer = discord.until_said(anna, channel, 1).await.pop().unwrap();
    let reply = json!({
        "content": "and in Germany?", "message_reference": { "message_id": answer.id.to_string() },
        "allowed_mentions": { "parse": [], "replied_user": false },
    });
    discord.send(anna, channel, &reply);
    let told = discord.until_said(anna, channel, 2).await.pop().unwrap();
    assert!(told.content.contains("I cannot read messages here. Please ask with `/ask`"), "{told:#?}");
    desk.is_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_much_power_is_refused_by_name() {
    let Some(mut desk) = Desk::prepare(super::stand_in::Settings::default()) else { return };
    for (power, name) in [(1 << 3, "Administrator"), (1 << 17, "Mention @everyone")] {
        desk.discord.let_bot(desk.guild, power);
        desk.program.start(&[]);
        desk.program.until_ended().await;
        let log = desk.program.log();
        assert!(log.contains(name) && log.contains("Institute"), "{log}");
    }
}

#[test]
fn commands_are_brought_to_discord_and_only_when_they_differ() {
    let Some(desk) = Desk::prepare(super::stand_in::Settings::default()) else { return };
    let puts = || desk.discord.requests().iter().filter(|request| request.method == "PUT").count();
    let all = ["ask", "help", "language", "privacy", "resume", "screen", "ticket", "verify", "Ask the desk about this"];
    assert_eq!(desk.discord.commands(), all);
    assert_eq!(puts(), 1);
    let dutch = desk.discord.read(|world| {
        let ask = world.commands[&None].iter().find(|command| command["name"] == "ask").unwrap().clone();
        [ask["name_localizations"]["nl"].clone(), ask["options"][0]["name_localizations"]["de"].clone()]
    });
    assert_eq!(dutch, [json!("vraag"), json!("frage")]);
    let (code, said) = desk.program.call(&["discord", "commands", "sync"]);
    assert!(code == Some(0) && said.contains("nothing was changed"), "{said}");
    assert_eq!(puts(), 1);
    desk.discord.forget_command("help");
    let (code, said) = desk.program.call(&["discord", "commands", "sync", "--dry-run"]);
    assert!(code == Some(0) && said.contains("+ help") && said.contains("This would change"), "{said}");
    assert_eq!((puts(), desk.discord.commands().len()), (1, all.len() - 1));
    let (code, said) = desk.program.call(&["discord", "commands", "sync"]);
    assert!(code == Some(0) && said.contains("+ help"), "{said}");
    assert_eq!((puts(), desk.discord.commands().len()), (2, all.len()));
    desk.is_clean();
}

#[test]
fn the_invitation_in_the_readme_asks_for_what_the_bot_is_tested_with() {
    let readme = include_str!("../../../README.md");
    let link = format!("&permissions={}\n", super::stand_in::permissions::BOT);
    assert!(readme.contains(&link), "what the bot may in these tests is not what the README asks for: {link}");
}
