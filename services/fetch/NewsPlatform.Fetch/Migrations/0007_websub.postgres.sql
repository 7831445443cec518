-- Subscriptions to sources at their WebSub hubs. Asking a hub is work of the hub's host, leased as polls and pages are.
-- token: the unguessable part of the address that the hub calls back at.
-- ask: the address to ask now: the hub's, or where it redirects to; host: of that. hops: such redirects in a row.
-- mode: 1 subscribe, 2 unsubscribe. pending: 1 the hub was asked for that and has not called back.
-- wanted: 1 the last whole document of the source named the hub. due: when the hub is asked next.
-- lease_until, denied: 0 for neither. forged: pushes that were not signed as agreed.
-- missed: polls that found news, in a row, without a push of it since. newest: when the latest page that was pushed was first
-- heard of, before any push when the hub first granted the subscription. updated: when the row was last written.
CREATE TABLE subscription (
  token TEXT PRIMARY KEY,
  source TEXT NOT NULL,
  topic TEXT NOT NULL,
  hub TEXT NOT NULL,
  ask TEXT NOT NULL,
  host TEXT NOT NULL,
  secret TEXT NOT NULL,
  mode BIGINT NOT NULL,
  pending BIGINT NOT NULL,
  wanted BIGINT NOT NULL,
  due BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  hops BIGINT NOT NULL,
  lease_until BIGINT NOT NULL,
  denied BIGINT NOT NULL,
  last_result TEXT NOT NULL,
  last_push BIGINT NOT NULL,
  pushes BIGINT NOT NULL,
  forged BIGINT NOT NULL,
  missed BIGINT NOT NULL,
  newest BIGINT NOT NULL,
  updated BIGINT NOT NULL
);
CREATE UNIQUE INDEX subscription_source ON subscription (source) WHERE mode = 1;
CREATE INDEX subscription_due ON subscription (host, due);

-- pushed: 1 the source's hub pushed it, it was no poll.
ALTER TABLE poll ADD COLUMN pushed BIGINT NOT NULL DEFAULT 0;
