-- Young articles are fetched again for corrections. All of it matters in state 3 (ended) only.
-- first_fetched: 0 until the first fetch.
-- revisit: when to fetch again, 0: not planned. revisit_age: the age that this is for, in microseconds; 0: between ages.
-- revisit_reason: why then, by name. revisit_pace: microseconds between revisits of a page that goes on changing, 0: it does not.
-- revisits: how many were made. revisiting: 1 the last fetch was one and is not judged yet, 2 it is judged, 0 it was none.
-- gone: since when the web has answered 404 or 410, 0: it does not.
ALTER TABLE page ADD COLUMN first_fetched INTEGER NOT NULL DEFAULT 0;
ALTER TABLE page ADD COLUMN revisit INTEGER NOT NULL DEFAULT 0;
ALTER TABLE page ADD COLUMN revisit_age INTEGER NOT NULL DEFAULT 0;
ALTER TABLE page ADD COLUMN revisit_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE page ADD COLUMN revisit_pace INTEGER NOT NULL DEFAULT 0;
ALTER TABLE page ADD COLUMN revisits INTEGER NOT NULL DEFAULT 0;
ALTER TABLE page ADD COLUMN revisiting INTEGER NOT NULL DEFAULT 0;
ALTER TABLE page ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
CREATE INDEX page_revisit ON page (due_host, revisit) WHERE state = 3 AND revisit > 0;

-- renew: 1 its source has said that it changed while it was in state 2; it is due again when it ends.
ALTER TABLE page ADD COLUMN renew INTEGER NOT NULL DEFAULT 0;

-- What revisits have found by source (sources/...), or by host for pages without one, and by age.
CREATE TABLE revisit_record (
  subject TEXT NOT NULL,
  age INTEGER NOT NULL,
  visits INTEGER NOT NULL,
  changes INTEGER NOT NULL,
  PRIMARY KEY (subject, age)
);

-- revisit_after: before it, no page of the host is revisited, for revisits get a share of its turns only.
ALTER TABLE host ADD COLUMN revisit_after INTEGER NOT NULL DEFAULT 0;
