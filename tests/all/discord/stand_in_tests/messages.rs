//! Nonces, history, permissions, limits and faults.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use super::{ask, furnished, get, post};
use crate::discord::stand_in::{Fault, StandIn, Times, permissions};

#[tokio::test]
async fn the_same_nonce_is_the_same_message_for_a_while() {
    let Some(stand_in) = StandIn::start() else { return };
    let (anna, _, channel) = furnished(&stand_in);
    let path = format!("/channels/{channel}/messages");
    let body = json!({ "content": "once", "nonce": "k1", "enforce_nonce": true });
    let first = post(&stand_in, &path, body.clone()).await;
    let second = post(&stand_in, &path, body.clone()).await;
    assert_eq!((first.status, first.id()), (second.status, second.id()));
    assert_eq!(post(&stand_in, &path, json!({ "content": "not enforced", "nonce": "k1" })).await.status, 200);
    stand_in.set(|settings| settings.nonce_window = Duration::ZERO);
    assert_ne!(post(&stand_in, &path, body).await.id(), first.id());
    assert_eq!(stand_in.seen(anna, channel).len(), 3);
    assert_eq!(stand_in.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn history_is_read_from_either_side_of_a_message() {
    let Some(stand_in) = StandIn::start() else { return };
    let (anna, _, channel) = furnished(&stand_in);
    let dm = stand_in.dm(anna);
    let old = stand_in.say_unheard(anna, dm, "old", Duration::from_secs(3600));
    let said: Vec<_> = (0..5).map(|n| stand_in.say(anna, dm, &format!("m{n}"))).collect();
    let ids = |answer: Value| -> Vec<String> {
        answer.as_array().unwrap().iter().map(|message| message["content"].as_str().unwrap().to_owned()).collect()
    };
    let after = get(&stand_in, &format!("/channels/{dm}/messages?after={old}&limit=2")).await;
    assert_eq!(ids(after.body), ["m1", "m0"]);
    let before = get(&stand_in, &format!("/channels/{dm}/messages?before={}", said[1])).await;
    assert_eq!(ids(before.body), ["m0", "old"]);
    // In a guild, without the intent for content, there is nothing to read.
    let hidden = stand_in.say(anna, channel, "nobody's business");
    let named = stand_in.say(anna, channel, &format!("{} hello", stand_in.mention()));
    assert_eq!(get(&stand_in, &format!("/channels/{channel}/messages/{hidden}")).await.body["content"], "");
    assert_ne!(get(&stand_in, &format!("/channels/{channel}/messages/{named}")).await.body["content"], "");
    assert_eq!(stand_in.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn what_may_not_be_is_refused_with_discords_codes() {
    let Some(stand_in) = StandIn::start() else { return };
    let (anna, guild, channel) = furnished(&stand_in);
    let says = json!({ "content": "hello" });
    let path = format!("/channels/{channel}/messages");
    assert_eq!(post(&stand_in, "/channels/1/messages", says.clone()).await.code(), 10003);
    assert_eq!(get(&stand_in, &format!("{path}/1")).await.code(), 10008);
    let hers = stand_in.say(anna, channel, "mine");
    assert_eq!(ask(&stand_in, Method::PATCH, &format!("{path}/{hers}"), says.clone()).await.code(), 50005);
    assert_eq!(ask(&stand_in, Method::DELETE, &format!("{path}/{hers}"), Value::Null).await.code(), 50013);
    stand_in.deny_bot(channel, permissions::SEND_MESSAGES);
    assert_eq!(post(&stand_in, &path, says.clone()).await.code(), 50013);
    stand_in.deny_bot(channel, permissions::VIEW_CHANNEL);
    assert_eq!(post(&stand_in, &path, says.clone()).await.code(), 50001);
    stand_in.remove_bot(guild);
    assert_eq!(get(&stand_in, &format!("/guilds/{guild}")).await.code(), 50001);
    stand_in.close_dms(anna, true);
    let dm = post(&stand_in, "/users/@me/channels", json!({ "recipient_id": anna.to_string() })).await.id();
    assert_eq!(post(&stand_in, &format!("/channels/{dm}/messages"), says).await.code(), 50007);
    assert_eq!(stand_in.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn a_bucket_says_what_is_left_and_when_there_is_more() {
    let Some(stand_in) = StandIn::start() else { return };
    let (_, _, channel) = furnished(&stand_in);
    stand_in.set(|settings| settings.message_limit = Some((2, Duration::from_secs(2))));
    let path = format!("/channels/{channel}/messages");
    let says = || post(&stand_in, &path, json!({ "content": "hello" }));
    let header = |answer: &super::Answered, name: &str| answer.headers[name].to_str().unwrap().to_owned();
    let first = says().await;
    assert_eq!(
        (header(&first, "x-ratelimit-limit"), header(&first, "x-ratelimit-remaining")),
        ("2".into(), "1".into())
    );
    assert_eq!(says().await.status, 200);
    let refused = says().await;
    assert_eq!((refused.status, header(&refused, "x-ratelimit-scope")), (429, "user".to_owned()));
    let retry_after = refused.body["retry_after"].as_f64().unwrap();
    assert!(retry_after > 0.0 && retry_after <= 2.0, "{retry_after}");
    tokio::time::sleep(Duration::from_secs_f64(retry_after)).await;
    assert_eq!(says().await.status, 200);
    assert_eq!(stand_in.requests().iter().filter(|request| request.status == Some(429)).count(), 1);
}

#[tokio::test]
async fn faults_are_met_as_often_as_they_were_laid() {
    let Some(stand_in) = StandIn::start() else { return };
    let (anna, _, channel) = furnished(&stand_in);
    let path = format!("/channels/{channel}/messages");
    let says = || post(&stand_in, &path, json!({ "content": "hello" }));
    stand_in.lay("POST /messages", Fault::Fails(502), Times::Next(1));
    stand_in.lay("POST /messages", Fault::DoneThenFails(500), Times::Next(1));
    stand_in.lay("GET", Fault::Fails(503), Times::UntilCleared);
    stand_in.lay("", Fault::CloudflareLimited { retry_after: Duration::from_secs(2) }, Times::Next(1));
    stand_in.lay("", Fault::GloballyLimited { retry_after: Duration::from_secs(2) }, Times::Next(1));
    assert_eq!(says().await.status, 502);
    assert_eq!(stand_in.seen(anna, channel).len(), 0);
    assert_eq!(says().await.status, 500);
    assert_eq!(stand_in.seen(anna, channel).len(), 1);
    let cloudflare = says().await;
    assert_eq!((cloudflare.status, &cloudflare.body), (429, &Value::Null));
    assert!(cloudflare.headers.get("x-ratelimit-limit").is_none());
    let global = says().await;
    assert_eq!((global.status, &global.body["global"]), (429, &json!(true)));
    assert_eq!(says().await.status, 200);
    stand_in.lay("POST /messages", Fault::DoneThenDropped, Times::Next(1));
    let url = format!("http://{}/api/v10{path}", stand_in.plain_address());
    let request = reqwest::Client::new().post(url).header("authorization", format!("Bot {}", stand_in.token()));
    request.body(r#"{"content":"lost"}"#).send().await.expect_err("no answer");
    assert_eq!(stand_in.seen(anna, channel).len(), 3);
    assert_eq!(stand_in.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn an_outage_ends_on_the_same_port_with_the_same_world() {
    let Some(stand_in) = StandIn::start() else { return };
    let (anna, _, channel) = furnished(&stand_in);
    stand_in.say(anna, channel, "before");
    stand_in.stop();
    let url = format!("http://{}/api/v10/gateway", stand_in.plain_address());
    // The listener ends in its own time.
    while reqwest::get(&url).await.is_ok() {}
    stand_in.go_on().await;
    assert_eq!(reqwest::get(&url).await.expect("an answer").status(), 200);
    assert_eq!(get(&stand_in, &format!("/channels/{channel}/messages")).await.body.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn threads_files_and_reactions_are_as_described() {
    let Some(stand_in) = StandIn::start() else { return };
    let (anna, guild, channel) = furnished(&stand_in);
    let more = permissions::ADD_REACTIONS | permissions::CREATE_PUBLIC_THREADS | permissions::CREATE_PRIVATE_THREADS;
    stand_in.let_bot(guild, permissions::BOT | more);
    stand_in.set(|settings| settings.message_limit = None);
    let hers = stand_in.say(anna, channel, "a question");
    let path = format!("/channels/{channel}/messages/{hers}");
    let thread = post(&stand_in, &format!("{path}/threads"), json!({ "name": "an answer" })).await;
    assert_eq!((thread.status, thread.id()), (201, hers));
    assert_eq!(post(&stand_in, &format!("{path}/threads"), json!({ "name": "again" })).await.code(), 160_004);
    let said = post(&stand_in, &format!("/channels/{hers}/messages"), json!({ "content": "here" })).await;
    assert_eq!(said.status, 200);
    let alone = post(&stand_in, &format!("/channels/{channel}/threads"), json!({ "name": "alone", "type": 11 })).await;
    assert_eq!(alone.status, 201);
    let forum = stand_in.forum(guild, "questions");
    let entry = json!({ "name": "an entry", "message": { "content": "first" } });
    assert_eq!(post(&stand_in, &format!("/channels/{forum}/threads"), entry).await.status, 201);
    let active = get(&stand_in, &format!("/guilds/{guild}/threads/active")).await;
    assert_eq!(active.body["threads"].as_array().unwrap().len(), 3);
    let put = ask(&stand_in, Method::PUT, &format!("{path}/reactions/%F0%9F%91%8D/@me"), Value::Null).await;
    assert_eq!(put.status, 204);
    stand_in.react(anna, channel, hers, "👍");
    assert_eq!(get(&stand_in, &path).await.body["reactions"][0]["count"], 2);
    for (method, below) in [
        (Method::GET, format!("/channels/{hers}")),
        (Method::GET, format!("/channels/{hers}/thread-members")),
        (Method::GET, format!("/channels/{channel}/threads/archived/public")),
        (Method::GET, format!("/channels/{channel}/messages/pins")),
        (Method::GET, format!("/guilds/{guild}?with_counts=true")),
        (Method::GET, format!("/guilds/{guild}/channels")),
        (Method::GET, format!("/guilds/{guild}/roles")),
        (Method::GET, format!("/guilds/{guild}/members/{anna}")),
        (Method::GET, "/users/@me".to_owned()),
        (Method::GET, "/users/@me/guilds".to_owned()),
        (Method::GET, "/applications/@me".to_owned()),
        (Method::GET, "/gateway/bot".to_owned()),
    ] {
        assert_eq!(ask(&stand_in, method, &below, Value::Null).await.status, 200, "{below}");
    }
    let archived = ask(&stand_in, Method::PATCH, &format!("/channels/{hers}"), json!({ "archived": true })).await;
    assert_eq!(archived.body["thread_metadata"]["archived"], true);
    let form = "--xyz\r\nContent-Disposition: form-data; name=\"payload_json\"\r\nContent-Type: application/json\r\n\r\n\
        {\"content\":\"a file\",\"attachments\":[{\"id\":0,\"filename\":\"a.txt\"}]}\r\n--xyz\r\n\
        Content-Disposition: form-data; name=\"files[0]\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\n\
        words\r\n--xyz--\r\n";
    let sent = reqwest::Client::new()
        .post(format!("http://{}/api/v10/channels/{channel}/messages", stand_in.plain_address()))
        .header("authorization", format!("Bot {}", stand_in.token()))
        .header("content-type", "multipart/form-data; boundary=xyz")
        .body(form)
        .send();
    assert_eq!(sent.await.unwrap().status(), 200);
    let seen = stand_in.seen(anna, channel).pop().unwrap();
    let address = seen.attachments[0]["url"].as_str().unwrap().replace("https://cdn.discordapp.com", "");
    let file = reqwest::get(format!("http://{}{address}", stand_in.plain_address())).await.unwrap();
    assert_eq!(file.text().await.unwrap(), "words");
    assert_eq!(stand_in.violations(), Vec::<String>::new());
}
