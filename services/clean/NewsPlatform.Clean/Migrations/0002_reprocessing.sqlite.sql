-- Runs of the present extractor over captures that are kept. Times are Unix microseconds.
-- request, selection, counts, difference: protobuf, as the API has them. state: as Reprocessing.State.
-- page_token: where Fetch's list of captures goes on. position: when the last capture that was dealt with was fetched.
-- token: grows with each taking of the lease, so that a former owner notices.
CREATE TABLE reprocessing (
  id TEXT PRIMARY KEY,
  request_id TEXT NOT NULL,
  request BLOB NOT NULL,
  selection BLOB NOT NULL,
  dry_run INTEGER NOT NULL,
  confirms TEXT NOT NULL,
  version TEXT NOT NULL,
  state INTEGER NOT NULL,
  reason TEXT NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  ended INTEGER,
  page_token TEXT NOT NULL,
  position INTEGER,
  counts BLOB NOT NULL,
  lease_until INTEGER NOT NULL,
  token INTEGER NOT NULL
);
CREATE UNIQUE INDEX reprocessing_request ON reprocessing (request_id) WHERE request_id <> '';
CREATE INDEX reprocessing_created ON reprocessing (created, id);
CREATE INDEX reprocessing_running ON reprocessing (created) WHERE state = 1;

-- distance: the sum over changed pages.
CREATE TABLE reprocessing_site (
  reprocessing TEXT NOT NULL,
  site TEXT NOT NULL,
  compared INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  now_rejected INTEGER NOT NULL,
  now_accepted INTEGER NOT NULL,
  body_changed INTEGER NOT NULL,
  distance REAL NOT NULL,
  PRIMARY KEY (reprocessing, site)
);

-- The pages that differ most, a bounded number of each kind. weight: how much.
CREATE TABLE reprocessing_page (
  reprocessing TEXT NOT NULL,
  capture TEXT NOT NULL,
  kind INTEGER NOT NULL,
  weight REAL NOT NULL,
  difference BLOB NOT NULL,
  PRIMARY KEY (reprocessing, capture)
);
CREATE INDEX reprocessing_page_weight ON reprocessing_page (reprocessing, kind, weight);
