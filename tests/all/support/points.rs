//! Where a kill test ends the program on its way, whatever the network.

/// Points that every round of a kill test passes, with the passage at which the kill comes.
pub const ON_EVERY_WAY: &[(&str, u32)] = &[
    ("store.batch.begun", 9),
    ("store.take_in.inserted", 2),
    ("store.batch.before_commit", 7),
    ("store.batch.after_commit", 8),
    ("store.commit.state_written", 5),
    ("store.commit.outbox_written", 6),
    ("store.claim.leased", 4),
    ("store.mark_sent.marked", 5),
    ("store.keys.before_commit", 1),
    ("store.keys.made", 1),
    ("engine.before_take_in", 3),
    ("engine.after_take_in", 2),
    ("engine.after_begin_turn", 6),
    ("engine.after_decide", 7),
    ("engine.after_commit", 8),
    ("engine.after_recover", 1),
    ("engine.after_fire_timers", 1),
    ("delivery.after_claim", 3),
    ("delivery.before_send", 4),
    ("delivery.after_send_before_mark", 5),
    ("delivery.after_mark", 6),
];
