-- What is known of sites. All of site_profile can be deleted at any time: it is learnt again from the next pages.
-- version: grows whenever what counts as the site's chrome changes; never goes back, also when the site is learnt anew.
-- pages: articles counted since it is learnt. state: the counts (SiteMemory).
CREATE TABLE site_profile (
  site TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  pages BIGINT NOT NULL,
  state BYTEA NOT NULL,
  updated BIGINT NOT NULL
);
CREATE INDEX site_profile_updated ON site_profile (updated);

-- Rules that people gave; site is a host, or *. and a domain. content: the file as it was given; empty: deleted.
-- etag: of the content. updated: microseconds since 1970.
CREATE TABLE site_rules (
  site TEXT PRIMARY KEY,
  etag TEXT NOT NULL,
  content TEXT NOT NULL,
  updated BIGINT NOT NULL
);
