-- A ticket is a conversation of its own on the advisers' side, and its words are in that. Here stands only what finds one side from
-- the other, and the thread of an advisers' room from where it is.
CREATE TABLE tickets (
    id TEXT NOT NULL PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    person TEXT NOT NULL,
    advisers TEXT NOT NULL UNIQUE,
    opened_at BIGINT NOT NULL
);
CREATE TABLE threads (
    conversation TEXT NOT NULL PRIMARY KEY,
    network TEXT NOT NULL,
    room TEXT NOT NULL,
    thread TEXT NOT NULL,
    UNIQUE (network, room, thread)
);
-- Whose words these replace, by the event that those answered; whether the conversation is told that they have arrived; and which
-- adviser must still be one when they are sent.
ALTER TABLE outbox ADD COLUMN amends TEXT;
ALTER TABLE outbox ADD COLUMN reported BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN permit_sealed BLOB;
