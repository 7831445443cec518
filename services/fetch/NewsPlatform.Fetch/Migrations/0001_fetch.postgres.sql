-- Sources lead to pages; a page has one row for ever, which is also the outbox of the pipeline; hosts are leased.
-- Times are Unix microseconds.

-- kind: what its owner wishes it to be read as, 0: find out; detected_kind: what it last was, 0: not known yet.
-- recent: new pages of the last day or so, older ones counting for less and less.
CREATE TABLE source (
  id TEXT PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,
  host TEXT NOT NULL,
  kind BIGINT NOT NULL,
  detected_kind BIGINT NOT NULL,
  display_name TEXT NOT NULL,
  interval_us BIGINT,
  paused BIGINT NOT NULL,
  lane BIGINT NOT NULL,
  request_id TEXT NOT NULL,
  created BIGINT NOT NULL,
  last_poll BIGINT,
  last_success BIGINT,
  next_poll BIGINT NOT NULL,
  last_result TEXT NOT NULL,
  failures BIGINT NOT NULL,
  pages BIGINT NOT NULL,
  recent DOUBLE PRECISION NOT NULL,
  etag TEXT,
  last_modified TEXT
);
CREATE INDEX source_due ON source (host, next_poll);

-- state: 1 due for fetching, 2 fetched and announced but without an outcome, 3 ended.
-- due: when to fetch (state 1) or to announce again (state 2).
CREATE TABLE page (
  id TEXT PRIMARY KEY,
  url TEXT NOT NULL,
  host TEXT NOT NULL,
  source TEXT NOT NULL,
  lane BIGINT NOT NULL,
  state BIGINT NOT NULL,
  due BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  announcements BIGINT NOT NULL,
  fetch_no BIGINT NOT NULL,
  outcome BIGINT NOT NULL,
  reason TEXT NOT NULL,
  reason_code TEXT NOT NULL,
  article TEXT NOT NULL,
  capture TEXT NOT NULL,
  quarantined BIGINT NOT NULL,
  discovered BIGINT NOT NULL,
  fetched BIGINT NOT NULL,
  settled BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  etag TEXT,
  last_modified TEXT,
  final_url TEXT NOT NULL,
  content_type TEXT NOT NULL,
  status BIGINT NOT NULL,
  size BIGINT NOT NULL,
  hint BYTEA,
  hint_updated BIGINT NOT NULL
);
CREATE INDEX page_due ON page (host, lane, due) WHERE state = 1;
CREATE INDEX page_unsettled ON page (due) WHERE state = 2;
CREATE INDEX page_outcome ON page (outcome, id);
CREATE INDEX page_quarantined ON page (id) WHERE quarantined = 1;

CREATE TABLE page_step (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  page TEXT NOT NULL,
  time BIGINT NOT NULL,
  step TEXT NOT NULL,
  detail TEXT NOT NULL
);
CREATE INDEX page_step_page ON page_step (page, time);

-- A host is leased as a whole, so that politeness holds over all replicas. token fences off an owner whose lease ran out.
-- rest_reason: why it is left alone until not_before, '' for the usual pause.
CREATE TABLE host (
  host TEXT PRIMARY KEY,
  due BIGINT NOT NULL,
  not_before BIGINT NOT NULL,
  rest_reason TEXT NOT NULL,
  lease_until BIGINT NOT NULL,
  token BIGINT NOT NULL,
  failures BIGINT NOT NULL
);
CREATE INDEX host_due ON host (due);

CREATE TABLE capture (
  id TEXT PRIMARY KEY,
  page TEXT NOT NULL,
  url TEXT NOT NULL,
  content_type TEXT NOT NULL,
  size BIGINT NOT NULL,
  fetched BIGINT NOT NULL
);

-- Request ids of the last day make repeated calls harmless.
CREATE TABLE request (
  id TEXT PRIMARY KEY,
  created BIGINT NOT NULL
);
CREATE INDEX request_created ON request (created);
