//! Whether the stand-in behaves as Discord does, where a bot can tell the difference.

mod gateway;
mod interactions;
mod messages;
mod serenity_client;
mod strictness;

use futures_util::{SinkExt, StreamExt};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::stand_in::{Id, StandIn};

/// An answer: status, body and headers.
struct Answered {
    status: u16,
    body: Value,
    headers: reqwest::header::HeaderMap,
}

impl Answered {
    fn code(&self) -> u64 {
        self.body["code"].as_u64().unwrap_or_default()
    }

    fn id(&self) -> Id {
        self.body["id"].as_str().and_then(|id| id.parse().ok()).unwrap_or_else(|| panic!("no id in {}", self.body))
    }
}

/// Asks as a bot would, with nothing between.
async fn ask(stand_in: &StandIn, method: Method, path: &str, body: Value) -> Answered {
    let request = reqwest::Client::new()
        .request(method, format!("http://{}/api/v10{path}", stand_in.plain_address()))
        .header("authorization", format!("Bot {}", stand_in.token()));
    let request = if body.is_null() {
        request
    } else {
        request.header("content-type", "application/json").body(body.to_string())
    };
    let response = request.send().await.expect("an answer");
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let text = response.text().await.expect("a body");
    Answered { status, body: serde_json::from_str(&text).unwrap_or_default(), headers }
}

async fn post(stand_in: &StandIn, path: &str, body: Value) -> Answered {
    ask(stand_in, Method::POST, path, body).await
}

async fn get(stand_in: &StandIn, path: &str) -> Answered {
    ask(stand_in, Method::GET, path, Value::Null).await
}

/// A guild with a channel and someone in it.
fn furnished(stand_in: &StandIn) -> (Id, Id, Id) {
    let anna = stand_in.user("anna");
    let guild = stand_in.guild("Institute", anna);
    (anna, guild, stand_in.channel(guild, "general"))
}

/// A connection to the gateway, by hand.
struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    async fn open(stand_in: &StandIn) -> Self {
        let (socket, _) =
            connect_async(format!("ws://{}/?v=10&encoding=json", stand_in.plain_address())).await.expect("it opens");
        Self(socket)
    }

    async fn identify(stand_in: &StandIn, intents: u64) -> (Self, Value) {
        let mut socket = Self::open(stand_in).await;
        assert_eq!(socket.next().await["op"], 10, "hello comes first");
        let properties = json!({ "os": "linux", "browser": "test", "device": "test" });
        let data = json!({ "token": stand_in.token(), "intents": intents, "properties": properties });
        socket.put(json!({ "op": 2, "d": data })).await;
        let ready = socket.next().await;
        assert_eq!(ready["t"], "READY", "{ready}");
        (socket, ready)
    }

    async fn put(&mut self, payload: Value) {
        self.0.send(Message::text(payload.to_string())).await.expect("it is open");
    }

    /// The next payload, or `{"closed": code}`.
    async fn next(&mut self) -> Value {
        let next = tokio::time::timeout(std::time::Duration::from_secs(10), self.0.next());
        match next.await.expect("something comes") {
            Some(Ok(Message::Text(text))) => serde_json::from_str(&text).expect("JSON"),
            Some(Ok(Message::Close(Some(frame)))) => json!({ "closed": u16::from(frame.code) }),
            other => json!({ "closed": format!("{other:?}") }),
        }
    }

    /// The next event of a kind.
    async fn event(&mut self, name: &str) -> Value {
        loop {
            let next = self.next().await;
            assert!(next.get("closed").is_none(), "closed while waiting for {name}: {next}");
            if next["t"] == name {
                return next["d"].clone();
            }
        }
    }
}
