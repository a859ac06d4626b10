//! A person with a Matrix client: drives `tests/peers/nio_peer.py`.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::oneshot;

use super::python;
use super::synapse::Synapse;

/// Longer than anything a peer is asked to wait for.
const ANSWER_WITHIN: Duration = Duration::from_secs(180);

type Pending = Arc<Mutex<HashMap<u64, oneshot::Sender<Value>>>>;

/// A logged-in person. The client ends when this is dropped.
pub struct Peer {
    child: Child,
    stdin: Mutex<ChildStdin>,
    pending: Pending,
    count: AtomicU64,
    pub user_id: String,
    _store: TempDir,
}

impl Peer {
    /// Registers an account and logs in.
    pub async fn start(synapse: &Synapse, name: &str) -> Self {
        synapse.register(name);
        let python = python().expect("the homeserver runs, so Python is there");
        let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/peers/nio_peer.py");
        let store = tempfile::tempdir().expect("a folder for keys");
        let mut child = Command::new(python)
            .arg(script)
            .arg(store.path())
            .arg(synapse.url())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the peer starts");
        let stdin = Mutex::new(child.stdin.take().expect("its input"));
        let stdout = BufReader::new(child.stdout.take().expect("its output"));
        let pending = Pending::default();
        let answers = pending.clone();
        std::thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                let Ok(answer) = serde_json::from_str::<Value>(&line) else { continue };
                let number = answer.get("id").and_then(Value::as_u64).unwrap_or_default();
                if let Some(asked) = answers.lock().unwrap_or_else(PoisonError::into_inner).remove(&number) {
                    let _ = asked.send(answer);
                }
            }
            answers.lock().unwrap_or_else(PoisonError::into_inner).clear();
        });
        let user_id = Synapse::user_id(name);
        let peer = Self { child, stdin, pending, count: AtomicU64::new(0), user_id, _store: store };
        peer.ask("login", json!({ "user": peer.user_id, "password": name })).await;
        peer
    }

    /// Asks the client to do something and waits until it is done; panics when it cannot.
    pub async fn ask(&self, what: &str, arguments: Value) -> Value {
        self.try_ask(what, arguments).await.unwrap_or_else(|error| panic!("{what}: {error}"))
    }

    pub async fn try_ask(&self, what: &str, mut request: Value) -> Result<Value, String> {
        let number = self.count.fetch_add(1, Ordering::SeqCst);
        request["id"] = json!(number);
        request["do"] = json!(what);
        let (tell, told) = oneshot::channel();
        self.pending.lock().unwrap_or_else(PoisonError::into_inner).insert(number, tell);
        {
            let mut stdin = self.stdin.lock().unwrap_or_else(PoisonError::into_inner);
            writeln!(stdin, "{request}").and_then(|()| stdin.flush()).map_err(|error| error.to_string())?;
        }
        let answer = tokio::time::timeout(ANSWER_WITHIN, told).await;
        let mut answer = answer.map_err(|_| "no answer".to_owned())?.map_err(|_| "the peer ended".to_owned())?;
        match answer.get("error").and_then(Value::as_str) {
            Some(error) => Err(error.to_owned()),
            None => Ok(answer["ok"].take()),
        }
    }

    /// Makes a room, invites the others, and waits until each has joined.
    pub async fn room_with(&self, others: &[&str], encrypted: bool, direct: bool) -> String {
        let made = self.ask("create_room", json!({ "invite": others, "encrypted": encrypted, "direct": direct })).await;
        let room = text(&made, "room");
        for other in others {
            self.ask("wait_for_member", json!({ "room": room, "user": other, "timeout_s": 60 })).await;
        }
        room
    }

    /// Says something in so many words; returns the event's id.
    pub async fn say(&self, room: &str, body: &str) -> String {
        self.send(room, json!({ "msgtype": "m.text", "body": body })).await
    }

    pub async fn send(&self, room: &str, content: Value) -> String {
        text(&self.ask("send", json!({ "room": room, "content": content })).await, "event_id")
    }

    pub async fn react(&self, room: &str, to: &str, symbol: &str) -> String {
        let content = json!({ "m.relates_to": { "rel_type": "m.annotation", "event_id": to, "key": symbol } });
        text(&self.ask("send", json!({ "room": room, "content": content, "type": "m.reaction" })).await, "event_id")
    }

    /// Changes the words of an earlier message.
    pub async fn edit(&self, room: &str, target: &str, body: &str) -> String {
        let new = json!({ "msgtype": "m.text", "body": body });
        let content = json!({
            "msgtype": "m.text", "body": format!("* {body}"), "m.new_content": new,
            "m.relates_to": { "rel_type": "m.replace", "event_id": target },
        });
        self.send(room, content).await
    }

    /// The messages of `sender` in the room, once there are `count` of them.
    pub async fn messages(&self, room: &str, sender: &str, count: usize, timeout_s: u64) -> Vec<Value> {
        let request = json!({ "room": room, "sender": sender, "count": count, "timeout_s": timeout_s });
        match self.ask("wait", request).await {
            Value::Array(events) => events,
            other => panic!("no list of events: {other}"),
        }
    }

    /// What stands of the messages of `sender` in the room: with the new words of edits, without what was taken back.
    pub async fn standing(&self, room: &str, sender: &str) -> Vec<Value> {
        match self.ask("standing", json!({ "room": room, "sender": sender })).await {
            Value::Array(events) => events,
            other => panic!("no list of events: {other}"),
        }
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A field of an answer that must be there.
pub fn text(value: &Value, field: &str) -> String {
    value.get(field).and_then(Value::as_str).unwrap_or_else(|| panic!("no {field} in {value}")).to_owned()
}
