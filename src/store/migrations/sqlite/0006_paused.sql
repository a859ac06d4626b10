-- A paused screening waits here for its code; the mark is what the code comes to, and the code itself stands nowhere.
CREATE TABLE paused (
    mark TEXT NOT NULL PRIMARY KEY,
    until BIGINT NOT NULL,
    screening_sealed BLOB NOT NULL
);
