//! A bare serenity echo bot: what Fairway's cost per reply on Discord is measured beside. Not a part of the product.
//!
//! `echo_discord TOKEN ROOT_CERTIFICATES ADDRESS` repeats every direct message, over the same kind of connection as the connector.

use serenity::all::{Context, EventHandler, GatewayIntents, HttpBuilder, Message};
use serenity::async_trait;

struct Echo;

#[async_trait]
impl EventHandler for Echo {
    async fn message(&self, context: Context, message: Message) {
        if !message.author.bot {
            let _ = message.channel_id.say(&context, &message.content).await;
        }
    }
}

#[tokio::main(flavor = "multi_thread", worker_threads = 1)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [token, roots, address] = arguments.as_slice() else {
        return Err("echo_discord TOKEN ROOT_CERTIFICATES ADDRESS".into());
    };
    let client = reqwest::Client::builder()
        .add_root_certificate(reqwest::Certificate::from_pem(&std::fs::read(roots)?)?)
        .resolve("discord.com", address.parse()?)
        .build()?;
    let http = HttpBuilder::new(token).client(client).build();
    let intents = GatewayIntents::GUILDS | GatewayIntents::DIRECT_MESSAGES;
    serenity::client::ClientBuilder::new_with_http(http, intents).event_handler(Echo).await?.start().await?;
    Ok(())
}
