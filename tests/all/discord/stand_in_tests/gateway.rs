//! What holds of the gateway: who may connect, which events come, what a resume brings.

use std::time::Duration;

use flate2::{Decompress, FlushDecompress};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use super::{Socket, furnished};
use crate::discord::stand_in::gateway::{DIRECT_MESSAGES, GUILD_MEMBERS, GUILDS, MESSAGE_CONTENT, MESSAGES};
use crate::discord::stand_in::{StandIn, permissions};

#[tokio::test]
async fn events_come_by_the_intents_that_were_asked_for() {
    let Some(stand_in) = StandIn::start() else { return };
    let (anna, _, channel) = furnished(&stand_in);
    stand_in.set(|settings| settings.announces_dms = true);
    let (mut direct, _) = Socket::identify(&stand_in, DIRECT_MESSAGES).await;
    let (mut guilds, _) = Socket::identify(&stand_in, GUILDS | MESSAGES.0).await;
    assert_eq!(guilds.event("GUILD_CREATE").await["nsfw_level"], 0);
    stand_in.say(anna, channel, "not for the bot");
    stand_in.say(anna, channel, &format!("{} for the bot", stand_in.mention()));
    stand_in.say_dm(anna, "between us");
    let hidden = guilds.event("MESSAGE_CREATE").await;
    assert_eq!((&hidden["content"], hidden["guild_id"].is_string()), (&json!(""), true));
    let mentioned = guilds.event("MESSAGE_CREATE").await;
    assert!(mentioned["content"].as_str().unwrap().ends_with("for the bot"));
    assert_eq!(direct.event("CHANNEL_CREATE").await["type"], 1);
    let between = direct.event("MESSAGE_CREATE").await;
    assert_eq!((&between["content"], &between["channel_type"]), (&json!("between us"), &json!(1)));
    assert_eq!(stand_in.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn whoever_may_not_connect_is_told_why() {
    let Some(stand_in) = StandIn::start() else { return };
    let identify =
        |token: String, intents: u64| json!({ "op": 2, "d": { "token": token, "intents": intents, "properties": {} } });
    let resume = json!({ "op": 6, "d": { "token": stand_in.token(), "session_id": "none", "seq": 1 } });
    for (payload, code) in [
        (json!({ "op": 3, "d": {} }), 4003),
        (json!({ "op": 99 }), 4001),
        (identify("wrong".to_owned(), 0), 4004),
        (identify(stand_in.token(), 1 << 30), 4013),
        (identify(stand_in.token(), MESSAGE_CONTENT), 4014),
    ] {
        let mut socket = Socket::open(&stand_in).await;
        socket.next().await;
        socket.put(payload).await;
        assert_eq!(socket.next().await["closed"], code);
    }
    let mut socket = Socket::open(&stand_in).await;
    socket.next().await;
    socket.put(resume).await;
    assert_eq!(socket.next().await, json!({ "op": 9, "s": null, "t": null, "d": false }));
    stand_in.set(|settings| settings.privileged_intents = MESSAGE_CONTENT);
    Socket::identify(&stand_in, MESSAGE_CONTENT).await;
}

#[tokio::test]
async fn a_resume_brings_what_was_missed() {
    let Some(stand_in) = StandIn::start() else { return };
    let anna = stand_in.user("anna");
    stand_in.dm(anna);
    let (mut socket, ready) = Socket::identify(&stand_in, DIRECT_MESSAGES).await;
    stand_in.say_dm(anna, "heard");
    socket.event("MESSAGE_CREATE").await;
    stand_in.drop_connections();
    assert!(socket.next().await.get("closed").is_some());
    stand_in.say_dm(anna, "missed");
    let resume = |sequence: u64| json!({ "op": 6, "d": { "token": stand_in.token(), "session_id": ready["d"]["session_id"], "seq": sequence } });
    let mut socket = Socket::open(&stand_in).await;
    socket.next().await;
    socket.put(resume(99)).await;
    assert_eq!(socket.next().await["closed"], 4007);
    let mut socket = Socket::open(&stand_in).await;
    socket.next().await;
    socket.put(resume(2)).await;
    assert_eq!(socket.event("MESSAGE_CREATE").await["content"], "missed");
    socket.event("RESUMED").await;
    assert_eq!((stand_in.identifies(), stand_in.resumes()), (1, 1));

    stand_in.send_backwards(2);
    stand_in.say_dm(anna, "first");
    stand_in.say_dm(anna, "second");
    assert_eq!(socket.event("MESSAGE_CREATE").await["content"], "second");
    assert_eq!(socket.event("MESSAGE_CREATE").await["content"], "first");
    stand_in.send_twice(1);
    stand_in.say_dm(anna, "twice");
    let (one, other) = (socket.next().await, socket.next().await);
    assert_eq!(one, other);
    stand_in.close_connections(4000);
    assert_eq!(socket.next().await["closed"], 4000);
}

#[tokio::test]
async fn heartbeats_are_answered_and_awaited() {
    let Some(stand_in) = StandIn::start() else { return };
    stand_in.set(|settings| settings.heartbeat = Duration::from_millis(500));
    let (mut socket, _) = Socket::identify(&stand_in, 0).await;
    socket.put(json!({ "op": 1, "d": 1 })).await;
    assert_eq!(socket.next().await["op"], 11);
    stand_in.ignore_heartbeats(true);
    socket.put(json!({ "op": 1, "d": 1 })).await;
    assert_eq!(socket.next().await["closed"], 4009);
}

#[tokio::test]
async fn a_session_ends_when_discord_says_so() {
    let Some(stand_in) = StandIn::start() else { return };
    let anna = stand_in.user("anna");
    let (mut socket, ready) = Socket::identify(&stand_in, DIRECT_MESSAGES).await;
    stand_in.ask_to_reconnect();
    assert_eq!(socket.next().await["op"], 7);
    stand_in.invalidate(false);
    assert_eq!(socket.next().await, json!({ "op": 9, "s": null, "t": null, "d": false }));
    let properties = json!({ "os": "linux", "browser": "test", "device": "test" });
    let identify = json!({ "token": stand_in.token(), "intents": DIRECT_MESSAGES, "properties": properties });
    socket.put(json!({ "op": 2, "d": identify })).await;
    let again = socket.event("READY").await;
    assert_ne!(again["session_id"], ready["d"]["session_id"]);
    socket.put(json!({ "op": 2, "d": identify })).await;
    assert_eq!(socket.next().await["closed"], 4005);

    // What was said while nobody could listen is in the history, and in no event.
    stand_in.stop();
    stand_in.forget_sessions();
    stand_in.say_dm(anna, "in the dark");
    stand_in.go_on().await;
    let (mut socket, _) = Socket::identify(&stand_in, DIRECT_MESSAGES).await;
    stand_in.say_dm(anna, "in the light");
    assert_eq!(socket.event("MESSAGE_CREATE").await["content"], "in the light");
    assert_eq!(stand_in.seen(anna, stand_in.dm(anna)).len(), 2);
    stand_in.refuse_connections(true);
    let url = format!("ws://{}/", stand_in.plain_address());
    assert!(tokio_tungstenite::connect_async(&url).await.is_err());
    stand_in.refuse_connections(false);
    Socket::open(&stand_in).await;
    assert_eq!(stand_in.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn what_the_bot_may_not_see_is_not_told() {
    let Some(stand_in) = StandIn::start() else { return };
    let (anna, _, channel) = furnished(&stand_in);
    let (mut socket, _) = Socket::identify(&stand_in, GUILDS | MESSAGES.0).await;
    stand_in.deny_bot(channel, permissions::VIEW_CHANNEL);
    stand_in.say(anna, channel, "among people");
    stand_in.deny_bot(channel, 0);
    let heard = stand_in.say(anna, channel, "among all");
    assert_eq!(socket.event("MESSAGE_CREATE").await["id"], heard.to_string());
}

#[tokio::test]
async fn members_files_and_what_moderators_do_are_told() {
    let Some(stand_in) = StandIn::start() else { return };
    let (anna, guild, channel) = furnished(&stand_in);
    stand_in.set(|settings| settings.privileged_intents = GUILD_MEMBERS | MESSAGE_CONTENT);
    let intents = GUILDS | GUILD_MEMBERS | MESSAGE_CONTENT | MESSAGES.0;
    let (mut socket, _) = Socket::identify(&stand_in, intents).await;
    let bela = stand_in.user("bela");
    stand_in.join(guild, bela);
    assert_eq!(socket.event("GUILD_MEMBER_ADD").await["user"]["username"], "bela");
    stand_in.notice(bela, channel, 7);
    assert_eq!(socket.event("MESSAGE_CREATE").await["type"], 7);
    stand_in.let_member(guild, bela, permissions::MANAGE_MESSAGES);
    assert_eq!(socket.event("GUILD_MEMBER_UPDATE").await["roles"].as_array().unwrap().len(), 1);
    let file = stand_in.send_file(anna, channel, "see", "plan.txt", b"words");
    assert_eq!(socket.event("MESSAGE_CREATE").await["attachments"][0]["size"], 5);
    let spam = stand_in.say(stand_in.other_bot("spammer"), channel, "buy");
    stand_in.delete_many(channel, &[file, spam]);
    assert_eq!(socket.event("MESSAGE_DELETE_BULK").await["ids"], json!([file.to_string(), spam.to_string()]));
    let thread = stand_in.thread(anna, channel, "aside");
    stand_in.archive(thread, true);
    assert_eq!(socket.event("THREAD_UPDATE").await["thread_metadata"]["locked"], true);
    let refused = super::post(&stand_in, &format!("/channels/{thread}/messages"), json!({ "content": "x" })).await;
    assert_eq!(refused.code(), 50083);
    socket.put(json!({ "op": 8, "d": { "guild_id": guild.to_string(), "query": "", "limit": 0 } })).await;
    assert_eq!(socket.event("GUILD_MEMBERS_CHUNK").await["members"].as_array().unwrap().len(), 3);
    stand_in.leave(guild, bela);
    socket.event("GUILD_MEMBER_REMOVE").await;
    assert_eq!(stand_in.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn a_connection_can_be_one_stream_of_zlib() {
    let Some(stand_in) = StandIn::start() else { return };
    let (anna, _, channel) = furnished(&stand_in);
    let url = format!("ws://{}/?v=10&encoding=json&compress=zlib-stream", stand_in.plain_address());
    let (mut socket, _) = tokio_tungstenite::connect_async(url).await.unwrap();
    let data =
        json!({ "token": stand_in.token(), "intents": GUILDS | MESSAGES.0, "properties": {}, "compress": false });
    socket.send(Message::text(json!({ "op": 2, "d": data }).to_string())).await.unwrap();
    let mut inflate = Decompress::new(true);
    let mut seen = Vec::new();
    while seen.len() < 4 {
        let Some(Ok(Message::Binary(packed))) = socket.next().await else { panic!("not binary after {seen:?}") };
        assert!(packed.ends_with(&[0, 0, 0xff, 0xff]), "every message ends where zlib was flushed");
        let mut text = Vec::with_capacity(1 << 16);
        inflate.decompress_vec(&packed, &mut text, FlushDecompress::Sync).unwrap();
        let payload: Value = serde_json::from_slice(&text).unwrap();
        seen.push(payload["t"].as_str().unwrap_or("HELLO").to_owned());
        if seen.len() == 3 {
            stand_in.say(anna, channel, &"long ".repeat(300));
        }
    }
    assert_eq!(seen, ["HELLO", "READY", "GUILD_CREATE", "MESSAGE_CREATE"]);
}
