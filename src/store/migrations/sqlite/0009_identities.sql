-- Under which cryptographic identity an adviser first acted: a public key of their account. Another one counts only when a colleague has
-- confirmed it.
CREATE TABLE identities (
    network TEXT NOT NULL,
    person TEXT NOT NULL,
    identity TEXT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (network, person)
);
