-- A place that a network holds open for the reply to one event, sealed like words; erased when nothing waits for it any more.
ALTER TABLE inbox ADD COLUMN handle_sealed BLOB;
ALTER TABLE outbox ADD COLUMN handle_sealed BLOB;
