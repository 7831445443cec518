-- Captures that were ready together lie in one blob: kept_in is its key, kept_at the bytes before the capture's records there, and
-- kept_length theirs. Empty: the capture has a blob of its own, named by its id, as all of earlier versions have.
ALTER TABLE capture ADD COLUMN kept_in TEXT NOT NULL DEFAULT '';
ALTER TABLE capture ADD COLUMN kept_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE capture ADD COLUMN kept_length BIGINT NOT NULL DEFAULT 0;
CREATE INDEX capture_kept_in ON capture (kept_in) WHERE kept_in <> '';
