-- A redirect that leads to another host is followed in that host's own turn.
-- route: the redirects on the way, each "status address", then the address to ask; empty when it is the thing's own.
-- due_host: the host of the address to ask.

ALTER TABLE page ADD COLUMN route TEXT NOT NULL DEFAULT '';
ALTER TABLE page ADD COLUMN due_host TEXT NOT NULL DEFAULT '';
UPDATE page SET due_host = host;
DROP INDEX page_due;
CREATE INDEX page_due ON page (due_host, lane, due) WHERE state = 1;

ALTER TABLE source ADD COLUMN route TEXT NOT NULL DEFAULT '';
ALTER TABLE source ADD COLUMN due_host TEXT NOT NULL DEFAULT '';
UPDATE source SET due_host = host;
DROP INDEX source_due;
CREATE INDEX source_due ON source (due_host, next_poll);

-- kind is what a source's owner wishes it to be read as, 0: find out; detected_kind what it last was, 0: not known yet.
ALTER TABLE source ADD COLUMN detected_kind INTEGER NOT NULL DEFAULT 0;

-- rest_reason: why a host is left alone until not_before; empty for the usual pause.
ALTER TABLE host ADD COLUMN rest_reason TEXT NOT NULL DEFAULT '';

-- recent: new pages of the last day or so, older ones counting for less and less.
ALTER TABLE source ADD COLUMN recent REAL NOT NULL DEFAULT 0;
