-- The key store: one row per key, wrapped by the operator's key. It is a database of its own, with backups of its own that
-- are kept for days and not for months, because erasing is deleting a row here: what the key sealed is noise from then
-- on, in the database and in every copy of it. secure_delete zeroes the bytes of a deleted row.

CREATE TABLE keys (
    name TEXT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL,
    wrapped_sealed BLOB NOT NULL
);

-- One known word under the operator's key, by which a wrong key is noticed at start.
CREATE TABLE operator_check (
    name TEXT NOT NULL PRIMARY KEY,
    word_sealed BLOB NOT NULL
);
