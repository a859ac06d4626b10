-- Each passage as it was served, once: what a receipt can be held to when the page has changed. Words of published pages,
-- the same for everybody; who was served them, and when, stands nowhere.
CREATE TABLE passages (
    receipt TEXT NOT NULL PRIMARY KEY,
    language TEXT NOT NULL,
    heading TEXT NOT NULL,
    words TEXT NOT NULL
);
