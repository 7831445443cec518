-- The latest polls of each source, for people; next: when it was to be polled after it, and why.
CREATE TABLE poll (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  time INTEGER NOT NULL,
  ok INTEGER NOT NULL,
  result TEXT NOT NULL,
  new_pages INTEGER NOT NULL,
  next INTEGER NOT NULL,
  next_reason TEXT NOT NULL
);
CREATE INDEX poll_source ON poll (source, id);
CREATE INDEX page_source ON page (source, discovered) WHERE source <> '';
