//! The library that the bot is made with, on the path that it uses in production: TLS, Discord's own names, its rate
//! limiter on. Everything that the stand-in tells must be what it can read.

use std::time::Duration;

use serde_json::json;
use serenity::all::{
    Command, Context, CreateCommand, CreateInteractionResponse, CreateInteractionResponseMessage, EventHandler,
    GatewayIntents, HttpBuilder, Interaction, Message, RawEventHandler, Ready,
};
use serenity::async_trait;
use serenity::model::event::Event;
use tokio::sync::mpsc;

use super::furnished;
use crate::discord::stand_in::StandIn;

struct Bot(mpsc::UnboundedSender<String>);

#[async_trait]
impl EventHandler for Bot {
    async fn ready(&self, context: Context, _: Ready) {
        Command::set_global_commands(&context, vec![CreateCommand::new("ask").description("Ask")]).await.unwrap();
    }

    async fn message(&self, context: Context, message: Message) {
        if !message.author.bot {
            message.channel_id.say(&context, format!("heard {}", message.content)).await.unwrap();
        }
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        let Interaction::Command(command) = interaction else { return };
        let says = CreateInteractionResponseMessage::new().content("because").ephemeral(true);
        command.create_response(&context, CreateInteractionResponse::Message(says)).await.unwrap();
    }
}

#[async_trait]
impl RawEventHandler for Bot {
    async fn raw_event(&self, _: Context, event: Event) {
        let name = event.name().unwrap_or_else(|| format!("{event:?}"));
        let unread = matches!(event, Event::Unknown(_));
        let _ = self.0.send(if unread { format!("unread {name}") } else { name });
    }
}

#[tokio::test]
async fn serenity_reads_everything_over_tls() {
    let Some(stand_in) = StandIn::start() else { return };
    let (anna, guild, channel) = furnished(&stand_in);
    stand_in.thread(anna, channel, "a thread");
    let root = std::fs::read(stand_in.root_certificate()).unwrap();
    let http = reqwest::Client::builder()
        .add_root_certificate(reqwest::Certificate::from_pem(&root).unwrap())
        .resolve("discord.com", stand_in.tls_address())
        .build()
        .unwrap();
    let http = HttpBuilder::new(stand_in.token()).client(http).build();
    let intents = GatewayIntents::non_privileged();
    let (tell, mut told) = mpsc::unbounded_channel();
    let mut client = serenity::client::ClientBuilder::new_with_http(http, intents)
        .event_handler(Bot(tell.clone()))
        .raw_event_handler(Bot(tell))
        .await
        .unwrap();
    let shards = client.shard_manager.clone();
    let running = tokio::spawn(async move { client.start().await });
    stand_in.until_command("ask").await;
    stand_in.say_dm(anna, "hello");
    let dm = stand_in.dm(anna);
    assert_eq!(stand_in.until_said(anna, dm, 1).await[0].content, "heard hello");
    let asked = stand_in.slash(anna, channel, "ask", &[]);
    let first = asked.acknowledged().await;
    assert!(first.kind == 4 && first.after < Duration::from_secs(1), "{first:?}");
    assert!(asked.answer().await.ephemeral);
    stand_in.type_in(anna, channel);
    let said = stand_in.say(anna, channel, "and here");
    stand_in.react(anna, channel, said, "👍");
    stand_in.edit(channel, said, "and there");
    stand_in.delete(channel, said);
    stand_in.send_event("NOBODY_KNOWS_THIS", json!({ "a": 1 }));
    stand_in.remove_bot(guild);
    let mut names = Vec::new();
    while let Ok(Some(name)) = tokio::time::timeout(Duration::from_secs(5), told.recv()).await {
        names.push(name);
        if names.last().is_some_and(|name| name == "GUILD_DELETE") {
            break;
        }
    }
    for name in
        ["READY", "GUILD_CREATE", "MESSAGE_CREATE", "INTERACTION_CREATE", "TYPING_START", "MESSAGE_REACTION_ADD"]
    {
        assert!(names.iter().any(|it| it == name), "no {name} in {names:?}");
    }
    let unread: Vec<_> = names.iter().filter(|name| name.starts_with("unread")).collect();
    assert_eq!(unread.len(), 1, "only the one that nobody knows: {unread:?}");
    shards.shutdown_all().await;
    running.abort();
    assert_eq!(stand_in.violations(), Vec::<String>::new());
}
