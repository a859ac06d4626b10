//! How far is read back, and in which order rooms are.

use serde_json::json;

use super::*;

const ME: &str = "@fairway:x";
const DAY_AGO: i64 = 1_000;

fn said(id: &str, at: i64) -> Raw<AnyTimelineEvent> {
    let event = json!({ "event_id": id, "type": "m.room.message", "sender": "@ada:x", "origin_server_ts": at });
    Raw::new(&event).unwrap().cast_unchecked()
}

fn member(id: &str, membership: &str, before: &str, at: i64) -> Raw<AnyTimelineEvent> {
    let event = json!({
        "event_id": id, "type": "m.room.member", "state_key": ME, "sender": ME, "origin_server_ts": at,
        "content": { "membership": membership }, "unsigned": { "prev_content": { "membership": before } },
    });
    Raw::new(&event).unwrap().cast_unchecked()
}

/// History, newest first, and what of it is handed in, oldest first.
#[track_caller]
fn check(cursor: Option<&str>, history: Vec<Raw<AnyTimelineEvent>>, expect: &[&str]) {
    let mut back = Back { me: ME, cursor, day_ago: DAY_AGO, overlap: None, events: Vec::new() };
    let _ = history.into_iter().any(|raw| back.take(raw));
    let ids: Vec<_> = back.oldest_first().iter().filter_map(|raw| field(raw, "event_id")).collect();
    assert_eq!(ids, expect);
}

#[test]
fn a_room_is_read_back_to_its_cursor_and_a_little_further() {
    let history = || vec![said("$5", 2_005), said("$4", 2_004), said("$3", 2_003), said("$2", 2_002), said("$1", 900)];
    check(Some("$3"), history(), &["$2", "$3", "$4", "$5"]);
    check(Some("$5"), history(), &["$2", "$3", "$4", "$5"]);
    let long: Vec<_> = (0..50).rev().map(|n| said(&format!("${n}"), 2_000 + n)).collect();
    let expect: Vec<_> = (49 - 20..50).map(|n| format!("${n}")).collect();
    check(Some("$49"), long, &expect.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn after_the_cursor_age_does_not_matter() {
    check(Some("$1"), vec![said("$3", 2_000), said("$2", 5), said("$1", 4), said("$0", 3)], &["$1", "$2", "$3"]);
}

#[test]
fn a_room_without_a_cursor_is_read_for_a_day_and_back_to_the_bot_s_coming() {
    check(None, vec![said("$3", 2_000), said("$2", 999), said("$1", 998)], &["$3"]);
    let came = vec![said("$3", 2_003), member("$2", "join", "invite", 2_002), said("$1", 2_001)];
    check(None, came, &["$2", "$3"]);
    let renamed = vec![said("$3", 2_003), member("$2", "join", "join", 2_002), said("$1", 2_001)];
    check(None, renamed, &["$1", "$2", "$3"]);
}

#[test]
fn what_was_said_while_the_bot_was_out_is_dropped() {
    let history = vec![
        said("$6", 2_006),
        member("$5", "join", "invite", 2_005),
        said("$4", 2_004),
        member("$3", "leave", "join", 2_003),
        said("$2", 2_002),
        said("$1", 2_001),
    ];
    check(Some("$1"), history, &["$1", "$2", "$3", "$5", "$6"]);
}

#[test]
fn a_room_that_is_held_while_it_is_being_read_is_read_again() {
    let sweeper = Sweeper::default();
    let room = matrix_sdk::ruma::room_id!("!a:x");
    sweeper.check(room);
    sweeper.check(room);
    let reading = sweeper.begin().unwrap();
    assert_eq!(sweeper.begin(), None, "never twice at a time");
    assert!(!sweeper.is_held(room));
    sweeper.hold(room);
    assert_eq!(sweeper.ended(&reading, Ok(())), Some(Duration::ZERO), "the hole may be younger than the reading");
    assert!(sweeper.is_held(room));
    sweeper.check(room);
    let reading = sweeper.begin().unwrap();
    assert_eq!(sweeper.ended(&reading, Ok(())), None);
    assert!(!sweeper.is_held(room));
}

#[test]
fn a_room_that_cannot_be_read_now_stays_held_and_one_that_is_closed_does_not() {
    let sweeper = Sweeper::default();
    let room = matrix_sdk::ruma::room_id!("!a:x");
    sweeper.hold(room);
    let reading = sweeper.begin().unwrap();
    let asked = Failure::Later { after: Some(Duration::from_secs(7)), why: "limits".to_owned() };
    assert_eq!(sweeper.ended(&reading, Err(NotHeard::Network(asked))), Some(Duration::from_secs(7)));
    assert!(sweeper.is_held(room));
    sweeper.check(room);
    let reading = sweeper.begin().unwrap();
    let closed = Failure::Never { status: 403, why: "out".to_owned() };
    assert_eq!(sweeper.ended(&reading, Err(NotHeard::Network(closed))), None);
    assert!(!sweeper.is_held(room));
}
