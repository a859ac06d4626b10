-- Files of a message, sealed like its words; erased as soon as it is sent, because the person has them then.
ALTER TABLE outbox ADD COLUMN files_sealed BYTEA;
