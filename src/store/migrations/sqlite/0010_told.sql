-- Words that are taken back are looked for where they were heard, by the event under which the other side was told of them.
CREATE INDEX inbox_told ON inbox (event) WHERE kind = 'told';
