-- What continues a ticket elsewhere, as its Argon2id hash; none for tickets that were opened before. Whether the ticket is over, so that
-- the open ones are found. And which advisers want to be called when something new comes.
ALTER TABLE tickets ADD COLUMN phrase_hash TEXT;
ALTER TABLE tickets ADD COLUMN is_over BIGINT NOT NULL DEFAULT 0;
CREATE TABLE duty (
    network TEXT NOT NULL,
    room TEXT NOT NULL,
    person TEXT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (network, room, person)
);
