//! Named places where the kill tests end the process, and bugs planted to prove that the tests bite.
//!
//! Without the feature `faults` both functions are empty and vanish. The feature is never in a release.

/// Every place where a kill test may end the process, in the order of a message's way through the program.
pub const POINTS: &[&str] = &[
    "store.migrate.before_commit",
    "store.migrate.after_commit",
    "store.keys.before_commit",
    "store.keys.made",
    "store.batch.begun",
    "store.take_in.inserted",
    "store.commit.state_written",
    "store.commit.outbox_written",
    "store.commit.taken_over",
    "store.commit.ticket_opened",
    "store.commit.told",
    "store.timers.fired",
    "store.claim.leased",
    "store.mark_sent.marked",
    "store.give_up.reported",
    "store.batch.before_commit",
    "store.batch.after_commit",
    "store.erase.key_destroyed",
    "store.restore.copied",
    "engine.before_take_in",
    "engine.after_take_in",
    "engine.after_begin_turn",
    "engine.after_decide",
    "engine.after_commit",
    "engine.after_recover",
    "engine.after_fire_timers",
    "delivery.after_claim",
    "delivery.before_send",
    "delivery.after_send_before_mark",
    "delivery.after_mark",
    "delivery.after_give_up",
    "matrix.login.device_chosen",
    "matrix.login.logged_in",
    "matrix.session.before_rename",
    "matrix.identity.signed",
    "matrix.sync.received",
    "matrix.hear.before_hand_in",
    "matrix.hear.handed_in",
    "matrix.sync.handed_in",
    "matrix.sweep.page_read",
    "matrix.sweep.part_handed_in",
    "matrix.late_key.read",
    "matrix.invite.before_join",
    "matrix.invite.joined",
    "matrix.direct.before_create",
    "matrix.direct.opened",
    "matrix.send.before",
    "matrix.send.after",
    "matrix.seed.sent",
    "matrix.redact.before",
    "matrix.redact.after",
    "discord.heard",
    "discord.interaction",
    "discord.taken_in",
    "discord.acknowledged",
    "discord.acknowledged_first",
    "discord.before_sweep",
    "discord.swept_page",
    "discord.before_reply",
    "discord.before_send",
];

/// Every planted bug. Each is caught by at least one test when it is switched on.
pub const BUGS: &[&str] = &[
    "store.no-dedupe",
    "store.ack-before-commit",
    "store.lane-order",
    "store.skip-version",
    "store.half-a-turn",
    "engine.forgets-inbox",
    "engine.says-twice",
    "delivery.marks-before-send",
    "delivery.new-key-per-try",
    "delivery.assumes-sent",
    "matrix.new-txn-per-try",
    "matrix.no-sweep",
    "matrix.trust-sdk-token",
    "matrix.answer-notices",
    "discord.no-sweep",
    "discord.forget-session",
    "ticket.advisers-heard-again",
    "ticket.any-phrase-opens",
    "ticket.arrived-before-sent",
    "ticket.arrived-untold",
    "ticket.edit-forgotten",
    "ticket.edit-says",
    "ticket.edited-by-anyone",
    "ticket.end-half-heard",
    "ticket.end-untold",
    "ticket.files-outlive-words",
    "ticket.held-back-untold",
    "ticket.linked-to-newest",
    "ticket.lost-is-arrived",
    "ticket.moved-still-hear",
    "ticket.moved-untold",
    "ticket.names-the-adviser",
    "ticket.names-the-person",
    "ticket.newest-first",
    "ticket.news-of-the-newest",
    "ticket.news-twice",
    "ticket.no-answer-is-yes",
    "ticket.notes-carried",
    "ticket.open-beside-another",
    "ticket.other-side-sleeps",
    "ticket.permit-lost",
    "ticket.permit-unchecked",
    "ticket.phrase-kept",
    "ticket.phrase-opens-twice",
    "ticket.removed-keep-it",
    "ticket.rights-remembered",
    "ticket.second-claim-wins",
    "ticket.stale-is-done",
    "ticket.struck-lines-sent",
    "ticket.thread-by-its-room",
    "ticket.told-by-another-id",
    "ticket.withdrawal-forgotten",
    "ticket.words-twice",
    "ticket.words-with-files-lost",
];

/// Ends this process by SIGKILL when `FAIRWAY_CRASH_AT=name:n` and this is the n-th passage (counted from 1).
#[cfg(feature = "faults")]
pub fn point(name: &str) {
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU64, Ordering};

    static WANTED: OnceLock<Option<(String, u64)>> = OnceLock::new();
    static PASSED: AtomicU64 = AtomicU64::new(0);
    let wanted = WANTED.get_or_init(|| {
        let text = std::env::var("FAIRWAY_CRASH_AT").ok()?;
        let (name, count) = text.rsplit_once(':')?;
        Some((name.to_owned(), count.parse().ok()?))
    });
    let Some((wanted_name, wanted_count)) = wanted else { return };
    if wanted_name == name && PASSED.fetch_add(1, Ordering::SeqCst) + 1 == *wanted_count {
        // A panic or exit() would unwind or flush, and so hide what a power cut shows. `kill` is a program of its own
        // because raising a signal in-process needs `unsafe`, which the project forbids.
        let _ = std::process::Command::new("kill").args(["-9", &std::process::id().to_string()]).status();
        loop {
            std::thread::park();
        }
    }
}

#[cfg(not(feature = "faults"))]
#[inline]
pub fn point(_name: &str) {}

/// A time in ms that a test shortens with `FAIRWAY_MS=name:ms`; else as it is.
#[cfg(feature = "faults")]
pub fn ms(name: &str, real: i64) -> i64 {
    let wanted = std::env::var("FAIRWAY_MS").ok();
    let ms = wanted.as_deref().and_then(|wanted| wanted.strip_prefix(name)?.strip_prefix(':')?.parse().ok());
    ms.unwrap_or(real)
}

#[cfg(not(feature = "faults"))]
#[inline]
pub fn ms(_name: &str, real: i64) -> i64 {
    real
}

/// Whether the planted bug of this name is switched on (`FAIRWAY_BUG=name`).
#[cfg(feature = "faults")]
pub fn bug(name: &str) -> bool {
    std::env::var("FAIRWAY_BUG").is_ok_and(|wanted| wanted == name)
}

#[cfg(not(feature = "faults"))]
#[inline]
pub fn bug(_name: &str) -> bool {
    false
}

/// A message that no handling survives: with `FAIRWAY_POISON` set to a text, words that contain it end the process.
#[cfg(feature = "faults")]
pub fn poison(what: &domain::message::What) {
    let domain::message::What::Said { text, .. } = what else { return };
    match std::env::var("FAIRWAY_POISON") {
        Ok(poison) if text.contains(&poison) => std::process::abort(),
        _ => {}
    }
}

#[cfg(not(feature = "faults"))]
#[inline]
pub fn poison(_what: &domain::message::What) {}
