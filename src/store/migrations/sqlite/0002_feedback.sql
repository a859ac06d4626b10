-- What is said of answers. A miss says why it was kept. `origin` is a mark of the event that asked, made with the operator's
-- key: when the event is deleted the miss is found by it, and from it nobody finds the event. Who asked, also as a mark,
-- and what was served stand in `about_sealed`, under the key of the month, so that without the keys not even two questions
-- of one person can be put together. What was kept before has neither.
ALTER TABLE misses ADD COLUMN kind TEXT NOT NULL DEFAULT 'unknown';
ALTER TABLE misses ADD COLUMN origin TEXT;
ALTER TABLE misses ADD COLUMN about_sealed BLOB;
CREATE INDEX misses_origin ON misses (origin);

-- How often answers from an entry helped, or were not what was asked, in a month. Not by day: in a small desk a day's count
-- beside a day's events would tell what somebody read.
CREATE TABLE opinions (
    month TEXT NOT NULL,
    entry TEXT NOT NULL,
    helped BIGINT NOT NULL,
    missed BIGINT NOT NULL,
    PRIMARY KEY (month, entry)
);
