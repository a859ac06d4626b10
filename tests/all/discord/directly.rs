//! What is for one person alone, and files, as the connector brings them to Discord.

use std::sync::Arc;
use std::time::Duration;

use domain::ids::{DeliveryKey, EventId, NetworkName, PersonId, ReplyToken, RoomId, Timestamp};
use domain::language::Language;
use domain::message::{Audience, Destination, File, Message, ReplyHandle};
use fairway::chat::discord::{DiscordConnector, DiscordSettings};
use fairway::chat::{Connector, Deed, LookUp, Outgoing, Phrase, Secret, SendError, Sent};
use reqwest::Method;
use serde_json::{Value, json};

use super::stand_in::{Asked, Fault, Id, Seen, Settings, StandIn, Times};

struct NoWords;

impl LookUp for NoWords {
    fn titles(&self, _: &str, _: Option<Language>, _: usize) -> Vec<String> {
        Vec::new()
    }

    fn words(&self, _: Phrase, _: Option<Language>) -> String {
        String::new()
    }
}

/// A server with anna in it, and the connector, which hears nothing here and speaks.
struct Stage {
    discord: StandIn,
    connector: DiscordConnector,
    anna: Id,
    channel: Id,
}

impl Stage {
    fn open(settings: Settings) -> Option<Self> {
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let discord = StandIn::start_with(Settings { mentions_barred: true, message_limit: None, ..settings })?;
        let anna = discord.user("anna");
        let guild = discord.guild("Institute", anna);
        let channel = discord.channel(guild, "general");
        let settings = DiscordSettings {
            token: Secret::new(discord.token()),
            state_dir: discord.folder().join("discord"),
            state_key: [7; 32],
            channels: Vec::new(),
            advisers: None,
            plain_talk: Vec::new(),
            root_certificates: Some(discord.root_certificate()),
            connect_to: Some(discord.tls_address()),
        };
        let connector = DiscordConnector::connect(settings, Arc::new(NoWords)).expect("it can be made");
        Some(Self { discord, connector, anna, channel })
    }

    fn outgoing(&self, key: &str, audience: Audience, message: Message) -> Outgoing {
        let to = Destination {
            network: NetworkName::new("discord"),
            room: RoomId::new(self.channel.to_string()),
            thread: None,
            audience,
            person: PersonId::new(self.anna.to_string()),
            reply_to: Some(EventId::new("1")),
            handle: None,
        };
        let first_tried_at = Some(Timestamp(std::time::UNIX_EPOCH.elapsed().unwrap().as_millis() as i64));
        Outgoing { key: DeliveryKey::new(key), part: 0, to, what: Deed::Say(message), first_tried_at }
    }

    /// Sends until it is sent, as delivery does.
    async fn send(&self, outgoing: &Outgoing) -> (Sent, usize) {
        for tries in 1..10 {
            match self.connector.send(outgoing).await {
                Ok(sent) => return (sent, tries),
                Err(SendError::NotSent { .. } | SendError::Ambiguous { .. }) => {
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
                Err(error) => panic!("{error}"),
            }
        }
        panic!("it is not sent");
    }

    fn in_direct_chat(&self) -> Vec<Seen> {
        self.discord.said_by_bot(self.anna, self.discord.dm(self.anna))
    }

    fn is_clean(&self) {
        assert_eq!(self.discord.violations(), Vec::<String>::new());
        assert!(self.discord.seen(self.anna, self.channel).iter().all(|seen| seen.ephemeral), "others see nothing");
    }
}

fn words(markdown: &str) -> Message {
    Message { markdown: markdown.to_owned(), ..Message::default() }
}

fn with_files(markdown: &str) -> Message {
    let file = |name: &str, media_type: &str, text: &str| File::of_text(name, media_type, text);
    let files =
        vec![file("screening.html", "text/html", "<p>é</p>"), file("answers.csv", "text/csv", "a,b\r\n1,2\r\n")];
    Message { files, ..words(markdown) }
}

/// Name, kind and content of each file.
fn files(discord: &StandIn, seen: &Seen) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let file = |it: &Value| (text(&it["filename"]), text(&it["content_type"]), discord.contents(it));
    seen.attachments.iter().map(file).collect()
}

fn both_files() -> Vec<(String, String, String)> {
    let file = |name: &str, kind: &str, text: &str| (name.to_owned(), kind.to_owned(), text.to_owned());
    vec![file("screening.html", "text/html", "<p>é</p>"), file("answers.csv", "text/csv", "a,b\r\n1,2\r\n")]
}

/// A command of anna's, acknowledged so that she alone will see the reply, and the place that is held open for it.
async fn ask(stage: &Stage) -> (Asked, ReplyHandle) {
    let discord = &stage.discord;
    let plain = |method, path: String, body: Value| {
        let url = format!("http://{}/api/v10{path}", discord.plain_address());
        let request = reqwest::Client::new().request(method, url).body(body.to_string());
        request.header("content-type", "application/json").header("authorization", discord.token()).send()
    };
    let commands = json!([{ "name": "help", "description": "Help" }]);
    let path = format!("/applications/{}/commands", discord.bot());
    assert!(plain(Method::PUT, path, commands).await.unwrap().status().is_success());
    let asked = discord.slash(stage.anna, stage.channel, "help", &[]);
    let token = asked.state().token;
    let path = format!("/interactions/{}/{token}/callback", asked.id);
    let deferred = json!({ "type": 5, "data": { "flags": 64 } });
    assert!(plain(Method::POST, path, deferred).await.unwrap().status().is_success());
    let token = ReplyToken::new(format!("{}:{}:0:{token}", asked.id, stage.anna));
    let handle = ReplyHandle { token, expires_at: Timestamp(i64::MAX), audience: Audience::AskerAlone, language: None };
    (asked, handle)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_for_one_person_goes_into_their_direct_chat_once() {
    let Some(stage) = Stage::open(Settings::default()) else { return };
    let outgoing = stage.outgoing("k1", Audience::Directly, words("For you alone."));
    for fault in [Fault::DoneThenFails(500), Fault::DoneThenDropped, Fault::Fails(502)] {
        stage.discord.lay("POST /messages", fault, Times::Next(1));
        stage.discord.lay("POST /users/@me/channels", Fault::DoneThenFails(500), Times::Next(1));
        let (sent, tries) = stage.send(&outgoing).await;
        let said = stage.in_direct_chat();
        assert_eq!((said.len(), said[0].content.as_str(), said[0].reply_to), (1, "For you alone.", None));
        let dm = RoomId::new(stage.discord.dm(stage.anna).to_string());
        assert_eq!((sent.id.as_str(), &sent.elsewhere), (said[0].id.to_string().as_str(), &Some(dm)));
        assert_eq!(tries, 3, "both faults were met");
    }
    // Taken back from where it stands, as the store then says.
    let sent = stage.connector.find(&outgoing).await.unwrap().expect("it is found again");
    let mut withdraw = Outgoing { what: Deed::Withdraw(sent.id), ..outgoing };
    withdraw.to.room = sent.elsewhere.expect("it stands elsewhere");
    stage.connector.send(&withdraw).await.unwrap();
    assert!(stage.in_direct_chat().is_empty());
    stage.is_clean();
}

/// When Discord has forgotten the nonce, the direct chat is looked through.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_found_in_the_direct_chat() {
    let Some(stage) = Stage::open(Settings { nonce_window: Duration::ZERO, ..Settings::default() }) else { return };
    let outgoing = stage.outgoing("k1", Audience::Directly, with_files("For you alone."));
    assert_eq!(stage.connector.find(&outgoing).await.unwrap(), None);
    stage.discord.lay("POST /messages", Fault::DoneThenFails(500), Times::Next(1));
    stage.connector.send(&outgoing).await.expect_err("the answer is lost");
    let found = stage.connector.find(&outgoing).await.unwrap().expect("it is there");
    assert_eq!(found.id.as_str(), stage.in_direct_chat()[0].id.to_string());
    assert!(found.elsewhere.is_some());
    stage.is_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_takes_no_direct_messages_is_out_of_reach() {
    let Some(stage) = Stage::open(Settings::default()) else { return };
    stage.discord.close_dms(stage.anna, true);
    let outgoing = stage.outgoing("k1", Audience::Directly, with_files("For you alone."));
    assert_eq!(stage.connector.send(&outgoing).await, Err(SendError::Unreachable));
    // Also where a place is held open: it is for the word that says so.
    let (asked, handle) = ask(&stage).await;
    let mut outgoing = outgoing;
    outgoing.to.handle = Some(handle.clone());
    assert_eq!(stage.connector.send(&outgoing).await, Err(SendError::Unreachable));
    let mut told = stage.outgoing("k2", Audience::AskerAlone, words("I may not write to you."));
    told.to.handle = Some(handle);
    stage.send(&told).await;
    let seen = asked.answer().await;
    assert!(seen.ephemeral && seen.content == "I may not write to you.", "{seen:#?}");
    stage.is_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_come_with_a_direct_message_once() {
    let Some(stage) = Stage::open(Settings::default()) else { return };
    for (index, fault) in [Fault::DoneThenDropped, Fault::DoneThenFails(500), Fault::Fails(503)].into_iter().enumerate()
    {
        stage.discord.lay("POST /messages", fault, Times::Next(1));
        let outgoing = stage.outgoing(&format!("k{index}"), Audience::Directly, with_files("Here it is."));
        assert_eq!(stage.send(&outgoing).await.1, 2);
        let said = stage.in_direct_chat();
        assert_eq!(said.len(), index + 1);
        let last = said.last().unwrap();
        assert_eq!((last.content.as_str(), files(&stage.discord, last)), ("Here it is.", both_files()));
    }
    stage.is_clean();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_come_with_a_reply_that_one_person_sees() {
    let Some(stage) = Stage::open(Settings::default()) else { return };
    for fault in [None, Some(Fault::DoneThenFails(500)), Some(Fault::DoneThenDropped)] {
        let (asked, handle) = ask(&stage).await;
        if let Some(fault) = fault {
            stage.discord.lay("PATCH /webhooks", fault, Times::Next(1));
        }
        let mut outgoing = stage.outgoing("k1", Audience::AskerAlone, with_files("Here it is."));
        outgoing.to.handle = Some(handle.clone());
        assert_eq!(stage.send(&outgoing).await.0.elsewhere, None);
        let seen = asked.answer().await;
        assert!(seen.ephemeral && seen.content == "Here it is.", "{seen:#?}");
        assert_eq!(files(&stage.discord, &seen), both_files());
        // A second part is a message of its own.
        let mut second = stage.outgoing("k2", Audience::AskerAlone, with_files("And this."));
        (second.part, second.to.handle) = (1, Some(handle));
        stage.send(&second).await;
        let seen = asked.follow_ups(1).await.remove(0);
        assert!(seen.ephemeral && files(&stage.discord, &seen) == both_files(), "{seen:#?}");
    }
    stage.is_clean();
}
