//! A bare matrix-sdk echo bot: what Fairway's cost per reply is measured beside. Not a part of the product.
//!
//! `echo HOMESERVER USER PASSWORD FOLDER` joins every invitation and repeats every message in encrypted rooms too, with
//! the same kind of store as the connector: SQLite under a raw key.

#![recursion_limit = "256"]

use std::time::Duration;

use matrix_sdk::config::SyncSettings;
use matrix_sdk::ruma::events::room::member::StrippedRoomMemberEvent;
use matrix_sdk::ruma::events::room::message::{MessageType, OriginalSyncRoomMessageEvent, RoomMessageEventContent};
use matrix_sdk::{Client, Room, SqliteStoreConfig};

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [homeserver, user, password, folder] = arguments.as_slice() else {
        return Err("echo HOMESERVER USER PASSWORD FOLDER".into());
    };
    let store = SqliteStoreConfig::new(folder).key(Some(&[7; 32]));
    let client = Client::builder()
        .homeserver_url(homeserver)
        .sqlite_store_with_config_and_cache_path(store, None::<&str>)
        .build()
        .await?;
    client.matrix_auth().login_username(user, password).device_id("ECHO").send().await?;
    client.sync_once(SyncSettings::default()).await?;
    client.add_event_handler(|event: StrippedRoomMemberEvent, client: Client, room: Room| async move {
        if client.user_id() == Some(event.state_key.as_ref()) {
            let _ = room.join().await;
        }
    });
    client.add_event_handler(|event: OriginalSyncRoomMessageEvent, client: Client, room: Room| async move {
        let MessageType::Text(text) = event.content.msgtype else { return };
        if client.user_id() != Some(event.sender.as_ref()) {
            let _ = room.send(RoomMessageEventContent::notice_plain(text.body)).await;
        }
    });
    println!("ready");
    loop {
        if client.sync_once(SyncSettings::default().timeout(Duration::from_secs(30))).await.is_err() {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }
}
