-- What may be wrong with the current revision, each flag between commas: ',garbled,short,'. Unknown of what was stored before.
ALTER TABLE article ADD COLUMN flags TEXT NOT NULL DEFAULT '';
