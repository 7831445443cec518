-- A backfill reads its inputs one after another into pages of the backfill lane. Where it stands is kept with what it has
-- taken, in one transaction.
-- state: as Backfill.State in the contract. served: when it last had its turn; token fences off an owner whose lease ran out.
-- problems: the first records that were refused, one a line.
CREATE TABLE backfill (
  id TEXT PRIMARY KEY,
  request_id TEXT NOT NULL,
  kind BIGINT NOT NULL,
  display_name TEXT NOT NULL,
  since BIGINT,
  until BIGINT,
  refetch BIGINT NOT NULL,
  state BIGINT NOT NULL,
  reason TEXT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  ended BIGINT,
  total BIGINT NOT NULL,
  refused BIGINT NOT NULL,
  skipped BIGINT NOT NULL,
  problems TEXT NOT NULL,
  served BIGINT NOT NULL,
  lease_until BIGINT NOT NULL,
  token BIGINT NOT NULL
);
CREATE UNIQUE INDEX backfill_request ON backfill (request_id) WHERE request_id <> '';
CREATE INDEX backfill_created ON backfill (created, id);
CREATE INDEX backfill_open ON backfill (served) WHERE state <= 3;

-- stage: 1 its bytes are not all there, 2 a sitemap that is due at its host, 3 to be read, 4 read, 5 cannot be read.
-- The bytes are blobs, size in parts; depth: 0 for what was asked for, more for sitemaps that an index leads to.
-- records: how many of it were read; fault: why it cannot be read. due, due_host, route, attempts: of a sitemap, as of a page.
CREATE TABLE backfill_input (
  backfill TEXT NOT NULL,
  number BIGINT NOT NULL,
  label TEXT NOT NULL,
  fault TEXT NOT NULL DEFAULT '',
  depth BIGINT NOT NULL,
  stage BIGINT NOT NULL,
  size BIGINT NOT NULL,
  parts BIGINT NOT NULL,
  records BIGINT NOT NULL,
  due BIGINT NOT NULL,
  due_host TEXT NOT NULL,
  route TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  PRIMARY KEY (backfill, number)
);
CREATE INDEX backfill_input_label ON backfill_input (backfill, label);
CREATE INDEX backfill_input_due ON backfill_input (due_host, due) WHERE stage = 2;
CREATE INDEX backfill_input_stage ON backfill_input (backfill, stage, number);
CREATE INDEX backfill_input_leftover ON backfill_input (backfill) WHERE stage >= 4 AND parts > 0;

-- outcome: 0 while the page has none.
CREATE TABLE backfill_page (
  backfill TEXT NOT NULL,
  page TEXT NOT NULL,
  outcome BIGINT NOT NULL,
  PRIMARY KEY (backfill, page)
);
CREATE INDEX backfill_page_open ON backfill_page (backfill, page) WHERE outcome = 0;
CREATE INDEX backfill_page_page ON backfill_page (page) WHERE outcome = 0;

CREATE TABLE backfill_outcome (
  backfill TEXT NOT NULL,
  outcome BIGINT NOT NULL,
  pages BIGINT NOT NULL,
  PRIMARY KEY (backfill, outcome)
);

-- What of the backfill lane waits for its turn, and what of it has no outcome.
CREATE INDEX page_backfill_due ON page (due) WHERE state = 1 AND lane = 2;
CREATE INDEX page_backfill_unsettled ON page (id) WHERE state = 2 AND lane = 2;
