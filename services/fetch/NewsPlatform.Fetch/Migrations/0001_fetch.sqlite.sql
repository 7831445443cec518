-- Sources lead to pages; a page has one row for ever, which is also the outbox of the pipeline; hosts are leased.
-- Times are Unix microseconds.

-- kind: what its owner wishes it to be read as, 0: find out; detected_kind: what it last was, 0: not known yet.
-- recent: new pages of the last day or so, older ones counting for less and less.
CREATE TABLE source (
  id TEXT PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,
  host TEXT NOT NULL,
  kind INTEGER NOT NULL,
  detected_kind INTEGER NOT NULL,
  display_name TEXT NOT NULL,
  interval_us INTEGER,
  paused INTEGER NOT NULL,
  lane INTEGER NOT NULL,
  request_id TEXT NOT NULL,
  created INTEGER NOT NULL,
  last_poll INTEGER,
  last_success INTEGER,
  next_poll INTEGER NOT NULL,
  last_result TEXT NOT NULL,
  failures INTEGER NOT NULL,
  pages INTEGER NOT NULL,
  recent REAL NOT NULL,
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
  lane INTEGER NOT NULL,
  state INTEGER NOT NULL,
  due INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  announcements INTEGER NOT NULL,
  fetch_no INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  reason TEXT NOT NULL,
  reason_code TEXT NOT NULL,
  article TEXT NOT NULL,
  capture TEXT NOT NULL,
  quarantined INTEGER NOT NULL,
  discovered INTEGER NOT NULL,
  fetched INTEGER NOT NULL,
  settled INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  etag TEXT,
  last_modified TEXT,
  final_url TEXT NOT NULL,
  content_type TEXT NOT NULL,
  status INTEGER NOT NULL,
  size INTEGER NOT NULL,
  hint BLOB,
  hint_updated INTEGER NOT NULL
);
CREATE INDEX page_due ON page (host, lane, due) WHERE state = 1;
CREATE INDEX page_unsettled ON page (due) WHERE state = 2;
CREATE INDEX page_outcome ON page (outcome, id);
CREATE INDEX page_quarantined ON page (id) WHERE quarantined = 1;

CREATE TABLE page_step (
  id INTEGER PRIMARY KEY,
  page TEXT NOT NULL,
  time INTEGER NOT NULL,
  step TEXT NOT NULL,
  detail TEXT NOT NULL
);
CREATE INDEX page_step_page ON page_step (page, time);

-- A host is leased as a whole, so that politeness holds over all replicas. token fences off an owner whose lease ran out.
-- rest_reason: why it is left alone until not_before, '' for the usual pause.
CREATE TABLE host (
  host TEXT PRIMARY KEY,
  due INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  rest_reason TEXT NOT NULL,
  lease_until INTEGER NOT NULL,
  token INTEGER NOT NULL,
  failures INTEGER NOT NULL
);
CREATE INDEX host_due ON host (due);

CREATE TABLE capture (
  id TEXT PRIMARY KEY,
  page TEXT NOT NULL,
  url TEXT NOT NULL,
  content_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  fetched INTEGER NOT NULL
);

-- Request ids of the last day make repeated calls harmless.
CREATE TABLE request (
  id TEXT PRIMARY KEY,
  created INTEGER NOT NULL
);
CREATE INDEX request_created ON request (created);
