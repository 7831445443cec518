-- Why there is the revision: 1 the page was fetched, 2 another extractor read the same capture again.
ALTER TABLE revision ADD COLUMN cause BIGINT NOT NULL DEFAULT 1;
