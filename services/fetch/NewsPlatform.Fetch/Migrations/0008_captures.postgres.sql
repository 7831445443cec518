-- Captures say what they are, so that a payload that is kept already is referred to instead of kept again.
-- kind: 1 response, 2 revisit with an identical payload, 3 revisit of a page that was not modified, 4 handed in.
-- digest: of the payload, as WARC-Payload-Digest; empty for captures of earlier versions.
-- refers_to: the capture that has the payload; empty for one that has its own.
-- used: when a capture last came to refer to this one.
ALTER TABLE capture ADD COLUMN kind BIGINT NOT NULL DEFAULT 1;
ALTER TABLE capture ADD COLUMN digest TEXT NOT NULL DEFAULT '';
ALTER TABLE capture ADD COLUMN refers_to TEXT NOT NULL DEFAULT '';
ALTER TABLE capture ADD COLUMN used BIGINT NOT NULL DEFAULT 0;
CREATE INDEX capture_original ON capture (digest) WHERE refers_to = '' AND digest <> '';
CREATE INDEX capture_refers_to ON capture (refers_to) WHERE refers_to <> '';
CREATE INDEX capture_fetched ON capture (fetched, id);
CREATE INDEX capture_page ON capture (page, fetched);
