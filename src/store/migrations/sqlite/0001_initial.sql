-- What the desk keeps. An event of a network becomes a row of the inbox before anything else is done with it; one turn
-- then changes the conversation, ends the inbox row and writes what is to be said into the outbox, all in one
-- transaction; delivery empties the outbox, lane by lane. Timers wait here and in no memory. Every column whose name ends
-- in `_sealed` holds what people or the desk said, sealed under the key of the conversation (or of the month, for
-- misses) that the separate key store holds; it is NULL once the words are erased. All times are milliseconds since 1970
-- in UTC. Ids of rooms, people and events are plain, because the program routes by them.

CREATE TABLE inbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    network TEXT NOT NULL,
    room TEXT NOT NULL,
    thread TEXT,
    privacy TEXT NOT NULL,
    event TEXT NOT NULL,
    kind TEXT NOT NULL,
    once TEXT,
    conversation TEXT NOT NULL,
    sender TEXT NOT NULL,
    target TEXT,
    state TEXT NOT NULL,
    revision BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    happened_at BIGINT NOT NULL,
    taken_in_at BIGINT NOT NULL,
    done_at BIGINT,
    what_sealed BLOB,
    UNIQUE (network, room, event, kind),
    UNIQUE (network, room, once)
);
CREATE INDEX inbox_new ON inbox (seq) WHERE state = 'new';
CREATE INDEX inbox_dead ON inbox (seq) WHERE state = 'dead';
CREATE INDEX inbox_unreadable ON inbox (network, taken_in_at) WHERE kind = 'unreadable';
CREATE INDEX inbox_conversation ON inbox (conversation);

CREATE TABLE cursors (
    network TEXT NOT NULL,
    room TEXT NOT NULL,
    event TEXT NOT NULL,
    moved_at BIGINT NOT NULL,
    PRIMARY KEY (network, room)
);

CREATE TABLE conversations (
    id TEXT NOT NULL PRIMARY KEY,
    network TEXT NOT NULL,
    room TEXT NOT NULL,
    thread TEXT,
    privacy TEXT NOT NULL,
    person TEXT NOT NULL,
    version BIGINT NOT NULL,
    touched_at BIGINT NOT NULL,
    state_sealed BLOB
);
CREATE INDEX conversations_touched ON conversations (touched_at);

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    part BIGINT NOT NULL,
    source TEXT NOT NULL,
    network TEXT NOT NULL,
    room TEXT NOT NULL,
    thread TEXT,
    audience TEXT NOT NULL,
    reply_to TEXT,
    deed TEXT NOT NULL,
    withdraws TEXT,
    message_sealed BLOB,
    state TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    ambiguous BIGINT NOT NULL,
    withdraw_asked BIGINT NOT NULL,
    forget_asked BIGINT NOT NULL,
    first_tried_at BIGINT,
    lease_until BIGINT NOT NULL,
    fence BIGINT NOT NULL,
    message_id TEXT,
    created_at BIGINT NOT NULL,
    done_at BIGINT
);
CREATE INDEX outbox_lane ON outbox (conversation, id) WHERE done_at IS NULL;
CREATE INDEX outbox_open ON outbox (network, id) WHERE done_at IS NULL;
CREATE INDEX outbox_source ON outbox (conversation, source);
CREATE INDEX outbox_message ON outbox (network, room, message_id);

CREATE TABLE timers (
    conversation TEXT NOT NULL,
    key TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (conversation, key)
);
CREATE INDEX timers_at ON timers (at);

-- A miss has no name, no place and no hour: only the day.
CREATE TABLE misses (
    id TEXT NOT NULL PRIMARY KEY,
    month TEXT NOT NULL,
    day_at BIGINT NOT NULL,
    language TEXT NOT NULL,
    question_sealed BLOB
);
CREATE INDEX misses_day ON misses (day_at);

CREATE TABLE budgets (
    scope TEXT NOT NULL,
    window_ms BIGINT NOT NULL,
    window_start BIGINT NOT NULL,
    used BIGINT NOT NULL,
    told BIGINT NOT NULL,
    PRIMARY KEY (scope, window_ms, window_start)
);
