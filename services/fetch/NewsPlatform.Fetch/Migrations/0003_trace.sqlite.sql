-- The span that made the page due, or that fetched it, as a W3C traceparent: fetching and announcing go on from there.
ALTER TABLE page ADD COLUMN trace TEXT;
