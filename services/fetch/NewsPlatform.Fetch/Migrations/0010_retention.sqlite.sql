-- A capture that a rule clears away has used = -1 from then on, and claimed_by says which rule.
ALTER TABLE capture ADD COLUMN claimed_by TEXT NOT NULL DEFAULT '';
CREATE INDEX capture_claimed ON capture (page) WHERE used < 0;
