-- rhythm: when the source publishes, as the scheduler has learnt it; it replaces the count of recent pages.
ALTER TABLE source ADD COLUMN rhythm BYTEA;
ALTER TABLE source DROP COLUMN recent;
