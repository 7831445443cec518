-- Captures of one source by time, without a look at each capture's page. source: as in page, which never changes it.
ALTER TABLE capture ADD COLUMN source TEXT NOT NULL DEFAULT '';
UPDATE capture SET source = page.source FROM page WHERE page.id = capture.page AND page.source <> '';
CREATE INDEX capture_source ON capture (source, fetched, id) WHERE source <> '';
