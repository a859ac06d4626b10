//! One connection to the gateway: hello, identify or resume, heartbeats, and events until it ends.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use flate2::{Compress, Compression, FlushCompress};
use serde_json::{Value, json};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio_util::sync::CancellationToken;

use super::Shared;
use super::gateway::{GUILD_MEMBERS, GUILDS, Out, PRIVILEGED, Session};
use super::world::{Id, World, id};

/// All intents that there are.
const KNOWN_INTENTS: u64 = 0x1_ffff | 1 << 20 | 1 << 21 | 1 << 24 | 1 << 25;

/// How a connection packs what it sends.
enum Packing {
    Plain,
    /// Each payload by itself, as IDENTIFY asks for it.
    Each,
    /// One stream for the whole connection, as its address asks for it.
    Stream(Box<Compress>),
}

struct Connection {
    shared: Arc<Shared>,
    outlet: UnboundedSender<Out>,
    session: Option<String>,
    packing: Packing,
}

/// Speaks with a bot until one of both ends it.
pub async fn converse(shared: Arc<Shared>, mut socket: WebSocket, stream: bool, stop: CancellationToken) {
    let (outlet, mut inlet) = mpsc::unbounded_channel();
    let packing =
        if stream { Packing::Stream(Box::new(Compress::new(Compression::fast(), true))) } else { Packing::Plain };
    let mut connection = Connection { shared, outlet, session: None, packing };
    let heartbeat = connection.shared.read(|world| world.settings.heartbeat);
    connection
        .put(json!({ "op": 10, "s": null, "t": null, "d": { "heartbeat_interval": heartbeat.as_millis() as u64 } }));
    tokio::select! {
        () = connection.until_end(&mut socket, &mut inlet, heartbeat * 2) => {}
        () = stop.cancelled() => {}
    }
    connection.leave(None);
}

impl Connection {
    async fn until_end(&mut self, socket: &mut WebSocket, inlet: &mut UnboundedReceiver<Out>, patience: Duration) {
        let mut silent_at = tokio::time::Instant::now() + patience;
        loop {
            let out = tokio::select! {
                heard = socket.recv() => match heard {
                    Some(Ok(text @ (Message::Text(_) | Message::Binary(_)))) => {
                        silent_at = tokio::time::Instant::now() + patience;
                        self.hear(&text.into_data());
                        continue;
                    }
                    Some(Ok(Message::Close(frame))) => return self.leave(frame.map(|frame| frame.code)),
                    Some(Ok(_)) => continue,
                    Some(Err(_)) | None => return,
                },
                Some(out) = inlet.recv() => out,
                () = tokio::time::sleep_until(silent_at) => Out::Close(4009, "Session timed out."),
            };
            match out {
                Out::Payload(payload) => {
                    let packed = self.pack(&payload);
                    if socket.send(packed).await.is_err() {
                        return;
                    }
                }
                Out::Close(code, reason) => {
                    let _ = socket.send(Message::Close(Some(CloseFrame { code, reason: reason.into() }))).await;
                    // The other side's own close ends the connection in order.
                    let _ = tokio::time::timeout(Duration::from_secs(1), async {
                        while let Some(Ok(_)) = socket.recv().await {}
                    })
                    .await;
                    return;
                }
                Out::Drop => return,
            }
        }
    }

    fn put(&self, payload: Value) {
        let _ = self.outlet.send(Out::Payload(payload));
    }

    fn close(&self, code: u16, reason: &'static str) {
        let _ = self.outlet.send(Out::Close(code, reason));
    }

    fn pack(&mut self, payload: &Value) -> Message {
        let text = payload.to_string();
        match &mut self.packing {
            Packing::Plain => Message::Text(text.into()),
            Packing::Each => Message::Binary(
                deflate(&mut Compress::new(Compression::fast(), true), &text, FlushCompress::Finish).into(),
            ),
            Packing::Stream(stream) => Message::Binary(deflate(stream, &text, FlushCompress::Sync).into()),
        }
    }

    /// The session loses its connection. One that the bot closed as done is over.
    fn leave(&mut self, code: Option<u16>) {
        let Some(session) = self.session.take() else { return };
        let outlet = &self.outlet;
        self.shared.change(|world| {
            for it in world.gateway.sessions.iter_mut().filter(|it| it.id == session) {
                if it.outlet.as_ref().is_some_and(|it| it.same_channel(outlet)) {
                    it.outlet = None;
                }
            }
            if matches!(code, Some(1000 | 1001)) {
                world.gateway.sessions.retain(|it| it.id != session);
            }
        });
    }

    fn hear(&mut self, text: &[u8]) {
        let Ok(payload) = serde_json::from_slice::<Value>(text) else {
            return self.close(4002, "Error while decoding payload.");
        };
        let data = &payload["d"];
        let shared = self.shared.clone();
        match payload["op"].as_u64() {
            Some(1) if shared.read(|world| world.gateway.deaf) => {}
            Some(1) => self.put(json!({ "op": 11, "s": null, "t": null, "d": null })),
            Some(2) => shared.change(|world| self.identify(world, data)),
            Some(6) => shared.change(|world| self.resume(world, data)),
            Some(3 | 4 | 8) if self.session.is_none() => self.close(4003, "Not authenticated."),
            // Presence and voice: nobody looks.
            Some(3 | 4) => {}
            Some(8) => shared.change(|world| self.members(world, data)),
            _ => self.close(4001, "Unknown opcode."),
        }
    }

    fn identify(&mut self, world: &mut World, data: &Value) {
        // One whose session was declared invalid may begin again.
        if world.gateway.sessions.iter().any(|it| Some(&it.id) == self.session.as_ref()) {
            return self.close(4005, "Already authenticated.");
        }
        let token = data["token"].as_str().unwrap_or_default().trim_start_matches("Bot ");
        let intents = data["intents"].as_u64().unwrap_or_default();
        if token != world.settings.token {
            return self.close(4004, "Authentication failed.");
        }
        if intents & !KNOWN_INTENTS != 0 || !data["intents"].is_u64() {
            return self.close(4013, "Invalid intent(s).");
        }
        if intents & PRIVILEGED & !world.settings.privileged_intents != 0 {
            return self.close(4014, "Disallowed intent(s).");
        }
        world.gateway.identifies += 1;
        world.settings.session_starts_left = world.settings.session_starts_left.saturating_sub(1);
        if data["compress"] == true && matches!(self.packing, Packing::Plain) {
            self.packing = Packing::Each;
        }
        let name = format!("session{}", world.new_id());
        self.session = Some(name.clone());
        let guilds: Vec<Id> = world.guilds.values().filter(|guild| guild.joined).map(|guild| guild.id).collect();
        let unavailable: Vec<Value> =
            guilds.iter().map(|guild| json!({ "id": id(*guild), "unavailable": true })).collect();
        let application = world.application_json();
        let ready = json!({
            "v": 10, "user": world.me_json(), "guilds": unavailable, "session_id": name, "session_type": "normal",
            "resume_gateway_url": format!("ws://{}", world.plain), "private_channels": [], "relationships": [],
            "presences": [], "user_settings": {}, "geo_ordered_rtc_regions": [], "guild_join_requests": [],
            "shard": data.get("shard").cloned().unwrap_or_else(|| json!([0, 1])),
            "application": { "id": application["id"], "flags": application["flags"] },
        });
        let mut session =
            Session { id: name, intents, sequence: 0, sent: Default::default(), outlet: Some(self.outlet.clone()) };
        let keep = world.settings.replay;
        let first = session.send("READY", ready, keep);
        session.put(first);
        for guild in guilds.into_iter().filter(|_| intents & GUILDS != 0) {
            let payload = session.send("GUILD_CREATE", world.guild_create_json(guild), keep);
            session.put(payload);
        }
        world.gateway.sessions.push(session);
    }

    fn resume(&mut self, world: &mut World, data: &Value) {
        let token = data["token"].as_str().unwrap_or_default().trim_start_matches("Bot ");
        if token != world.settings.token {
            return self.close(4004, "Authentication failed.");
        }
        let keep = world.settings.replay;
        let Some(session) = world.gateway.sessions.iter_mut().find(|it| data["session_id"] == it.id) else {
            return self.put(json!({ "op": 9, "s": null, "t": null, "d": false }));
        };
        let sequence = data["seq"].as_u64().unwrap_or_default();
        if sequence > session.sequence {
            return self.close(4007, "Invalid seq.");
        }
        let Some(missed) = session.after(sequence) else {
            return self.put(json!({ "op": 9, "s": null, "t": null, "d": false }));
        };
        world.gateway.resumes += 1;
        self.session = Some(session.id.clone());
        session.outlet = Some(self.outlet.clone());
        missed.into_iter().for_each(|payload| session.put(payload));
        let resumed = session.send("RESUMED", json!({ "_trace": [] }), keep);
        session.put(resumed);
    }

    /// Members on request: all of a guild for those with the intent, else those that are asked for by id.
    fn members(&mut self, world: &mut World, data: &Value) {
        let guild = data["guild_id"].as_str().and_then(|id| id.parse::<Id>().ok());
        let Some(guild) = guild.filter(|guild| world.guilds.contains_key(guild)) else { return };
        let keep = world.settings.replay;
        let wanted = data["user_ids"].as_array();
        let members: Vec<Value> = world.guilds[&guild]
            .members
            .keys()
            .filter(|user| wanted.is_none_or(|wanted| wanted.contains(&id(**user))))
            .map(|user| world.member_json(guild, *user, true))
            .collect();
        let chunk = json!({
            "guild_id": id(guild), "members": members, "chunk_index": 0, "chunk_count": 1, "not_found": [],
            "nonce": data.get("nonce").cloned().unwrap_or_default(),
        });
        let own = self.session.clone();
        let Some(session) = world.gateway.sessions.iter_mut().find(|it| Some(&it.id) == own.as_ref()) else { return };
        if wanted.is_none() && session.intents & GUILD_MEMBERS == 0 {
            return self.close(4014, "Disallowed intent(s).");
        }
        let payload = session.send("GUILD_MEMBERS_CHUNK", chunk, keep);
        session.put(payload);
    }
}

/// Packs a text so that all of it can be read at once.
fn deflate(with: &mut Compress, text: &str, flush: FlushCompress) -> Vec<u8> {
    let mut packed = Vec::with_capacity(text.len() / 2 + 64);
    let begin = with.total_in();
    loop {
        let taken = (with.total_in() - begin) as usize;
        with.compress_vec(&text.as_bytes()[taken..], &mut packed, flush).expect("text can be packed");
        let all_in = (with.total_in() - begin) as usize == text.len();
        // Room that is left over says that nothing waits inside.
        if all_in && packed.len() < packed.capacity() {
            return packed;
        }
        packed.reserve(packed.capacity());
    }
}
