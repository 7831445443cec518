-- The span that made the change, as a W3C traceparent: its event goes on from there.
ALTER TABLE change ADD COLUMN trace TEXT;
