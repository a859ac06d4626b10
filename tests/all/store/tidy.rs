//! What is kept in plain, with the reason for each; and that every crash point and planted bug is known.

use std::collections::BTreeSet;
use std::path::Path;

use sqlx::Row;

use super::given::*;
use crate::support::home::{Home, on_both, rows};

/// Columns of text or bytes that hold no words of people's and no words of the desk's.
const PLAIN: &[(&str, &str)] = &[
    ("budgets.scope", "names who a limit is for, made of ids"),
    ("conversations.id", "an id: the program routes by it"),
    ("conversations.network", "an id: the program routes by it"),
    ("conversations.person", "an id: a timer wakes the conversation in this person's name"),
    ("conversations.privacy", "one of two fixed words"),
    ("conversations.room", "an id: the program routes by it"),
    ("conversations.thread", "an id: the program routes by it"),
    ("cursors.event", "an id: the sweep reads back to it"),
    ("cursors.network", "an id: the program routes by it"),
    ("cursors.room", "an id: the program routes by it"),
    ("inbox.conversation", "an id: the program routes by it"),
    ("inbox.event", "an id: an event counts once by it"),
    ("inbox.kind", "one of a few fixed words"),
    ("inbox.network", "an id: the program routes by it"),
    ("inbox.once", "an id of a ciphertext: a replay counts once by it"),
    ("inbox.privacy", "one of two fixed words"),
    ("inbox.room", "an id: the program routes by it"),
    ("inbox.sender", "an id: an edit is taken from the same person alone"),
    ("inbox.state", "one of a few fixed words"),
    ("inbox.target", "an id: an edit and a withdrawal find their event by it"),
    ("inbox.thread", "an id: the program routes by it"),
    ("keys.id", "random; names a key in what it sealed"),
    ("keys.name", "an id or a month: the key is found by it"),
    ("misses.id", "random"),
    ("misses.kind", "one of three fixed words"),
    ("misses.language", "one of four codes"),
    ("misses.month", "names the key; misses are for editors and have no finer time than the day"),
    (
        "misses.origin",
        "a mark of the event that asked: the miss is deleted by it, and without the operator's key it tells nothing",
    ),
    ("opinions.entry", "an id of an entry, with counts of a month"),
    ("opinions.month", "no finer time than the month"),
    ("operator_check.name", "one fixed word"),
    ("outbox.amends", "an id: the event whose reply is changed"),
    ("outbox.audience", "one of three fixed words"),
    ("outbox.conversation", "an id: the lane"),
    ("outbox.deed", "one of a few fixed words"),
    ("outbox.key", "an id: the same for every try"),
    ("outbox.message_id", "an id: a reaction finds its message by it"),
    ("outbox.network", "an id: the program routes by it"),
    ("outbox.reply_to", "an id: the event that is answered"),
    ("outbox.room", "an id: the program routes by it"),
    ("outbox.source", "an id: a withdrawal finds its replies by it"),
    ("outbox.state", "one of a few fixed words"),
    ("outbox.thread", "an id: the program routes by it"),
    ("outbox.withdraws", "an id: the message that is taken back"),
    ("passages.heading", "of a published page"),
    ("passages.language", "one of four codes"),
    ("passages.receipt", "names a published page"),
    ("passages.words", "of a published page"),
    ("paused.mark", "what a code comes to; the code stands nowhere"),
    ("duty.network", "an id: the program routes by it"),
    ("duty.room", "an id: the program routes by it"),
    ("duty.person", "an adviser's id: whom the network is asked to call"),
    ("identities.identity", "a public key of an adviser's account"),
    ("identities.network", "an id: the program routes by it"),
    ("identities.person", "an adviser's id: whose identity it is"),
    ("threads.conversation", "an id: the program routes by it"),
    ("threads.network", "an id: the program routes by it"),
    ("threads.room", "an id: the program routes by it"),
    ("threads.thread", "an id: the program routes by it"),
    ("tickets.advisers", "an id: the conversation of one side"),
    ("tickets.id", "random"),
    ("tickets.number", "random: people speak of a ticket by it, and it opens nothing"),
    ("tickets.phrase_hash", "Argon2id of 125 random bits"),
    ("tickets.person", "an id: the conversation of the other side"),
    ("timers.conversation", "an id: the program routes by it"),
    ("timers.key", "an id that the core made"),
];

async fn columns(home: &Home, url: &str) -> Vec<(String, String)> {
    let sql = if home.is_sqlite() {
        "SELECT m.name || '.' || c.name AS column_name, lower(c.type) AS kind FROM sqlite_master m
         JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
    } else {
        "SELECT table_name || '.' || column_name AS column_name, data_type::text AS kind
         FROM information_schema.columns WHERE table_schema = 'public'"
    };
    let found = rows(url, sql).await;
    found.iter().map(|row| (row.get::<String, _>("column_name"), row.get::<String, _>("kind"))).collect()
}

on_both! {
    async fn tidy_every_column_is_plain_for_a_reason_or_sealed(home) {
        home.open().await.close().await.unwrap();
        let mut all = columns(&home, &home.url).await;
        all.extend(columns(&home, &home.keys_url).await);
        let mut plain = BTreeSet::new();
        let mut sealed = 0;
        for (column, kind) in all {
            match kind.as_str() {
                "bigint" | "integer" => {}
                "text" | "blob" | "bytea" if column.ends_with("_sealed") => {
                    assert_ne!(kind, "text", "{column}");
                    sealed += 1;
                }
                "text" => {
                    plain.insert(column);
                }
                other => panic!("{column} is {other}: write BIGINT, TEXT or a sealed BLOB/BYTEA"),
            }
        }
        let listed: BTreeSet<String> = PLAIN.iter().map(|(column, _)| (*column).to_owned()).collect();
        assert_eq!(plain, listed, "left: in the database, right: in the list of this test, each with its reason");
        assert_eq!(sealed, 12);
        assert!(PLAIN.iter().all(|(_, reason)| !reason.is_empty()));
    }

    /// Both databases tell of the same tables: one set of SQL serves them.
    async fn tidy_sealed_columns_are_sealed(home) {
        let store = home.open().await;
        answer(&store, "ada", "$1", "k1", "x").await;
        for (table, column) in [("inbox", "what_sealed"), ("outbox", "message_sealed"), ("conversations", "state_sealed")] {
            let found = home.look(&format!("SELECT {column} FROM {table}")).await;
            let bytes: Vec<u8> = found[0].get(0);
            assert_eq!(bytes[0], 1, "{table}.{column} begins with the form of its seal");
            assert!(bytes.len() >= 1 + 8 + 24 + 16);
        }
        store.close().await.unwrap();
    }
}

fn sources(folder: &Path, texts: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, texts);
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("faults.rs") {
            texts.push(std::fs::read_to_string(path).unwrap());
        }
    }
}

fn texts_of(folder: &str) -> Vec<String> {
    let mut texts = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut texts);
    texts
}

fn named_in_code(call: &str) -> BTreeSet<String> {
    let texts = texts_of("src");
    let names = texts.iter().flat_map(|text| text.split(call).skip(1).filter_map(|rest| rest.split('"').next()));
    names.map(str::to_owned).collect()
}

#[test]
fn tidy_every_crash_point_and_planted_bug_is_listed_and_used() {
    for (call, listed) in [("faults::point(\"", fairway::faults::POINTS), ("faults::bug(\"", fairway::faults::BUGS)] {
        let listed: BTreeSet<String> = listed.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(named_in_code(call), listed, "left: in the code, right: in faults.rs");
    }
    assert!(fairway::faults::POINTS.len() >= 60);
}

/// Where a kill test says at which point, it says so in its name: with the passage, or beside it in a list.
#[test]
fn tidy_every_crash_point_is_killed_at() {
    let texts = texts_of("tests");
    let is_named = |point: &str| {
        texts.iter().any(|text| text.contains(&format!("\"{point}\"")) || text.contains(&format!("\"{point}:")))
    };
    // The store's own kills go through all of them.
    let missing: Vec<_> =
        fairway::faults::POINTS.iter().filter(|point| !point.starts_with("store.") && !is_named(point)).collect();
    assert!(missing.is_empty(), "no test ends the program at {missing:?}");
}
