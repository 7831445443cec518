-- Times are Unix microseconds. Ids are the names of the API without their collection.

CREATE TABLE article (
  id TEXT PRIMARY KEY,
  -- The position of its first change: the order of creation, visible in that order.
  ordinal BIGINT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  -- The page whose content is the article's; a PageRef as protobuf beside its name.
  owner_page TEXT NOT NULL,
  owner BYTEA NOT NULL,
  -- Whether the owner's own address is the canonical one.
  owner_canonical BIGINT NOT NULL,
  -- The page that owned the article before; until the owner's next fetch it may have to be settled again.
  displaced BYTEA,
  title TEXT NOT NULL,
  -- In lower case, for "contains".
  title_folded TEXT NOT NULL,
  language TEXT NOT NULL,
  kind BIGINT NOT NULL,
  source TEXT NOT NULL,
  published BIGINT,
  content_hash TEXT NOT NULL,
  fetch_time BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  revisions BIGINT NOT NULL,
  -- Empty for an original.
  copy_of TEXT NOT NULL,
  story TEXT NOT NULL,
  min_hash BYTEA NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  withdrawn BIGINT
) WITH (fillfactor = 85); -- Room for a fetch that changed nothing to be noted without touching an index.
CREATE INDEX article_by_story ON article (story, ordinal);
CREATE INDEX article_by_source ON article (source, ordinal);

CREATE TABLE revision (
  article TEXT NOT NULL,
  number BIGINT NOT NULL,
  content_hash TEXT NOT NULL,
  fetch_time BIGINT NOT NULL,
  created BIGINT NOT NULL,
  -- One byte that says how the rest is packed, then the Article as protobuf.
  record BYTEA NOT NULL,
  PRIMARY KEY (article, number)
);
CREATE INDEX revision_by_hash ON revision (article, content_hash);
-- Records come compressed.
ALTER TABLE revision ALTER COLUMN record SET STORAGE EXTERNAL;

CREATE TABLE article_url (
  article TEXT NOT NULL,
  -- Half of the address's SHA-256: an index takes no key of more than 2,700 bytes, the web knows longer addresses.
  url_key BYTEA NOT NULL,
  url TEXT NOT NULL,
  page TEXT NOT NULL,
  seen BIGINT NOT NULL,
  PRIMARY KEY (article, url_key)
);
CREATE INDEX article_url_by_key ON article_url (url_key);

-- Keys of text signatures: texts that share one may be copies.
CREATE TABLE band (
  key BIGINT NOT NULL,
  time BIGINT NOT NULL,
  article TEXT NOT NULL,
  PRIMARY KEY (key, time, article)
);

CREATE TABLE article_search (
  article TEXT PRIMARY KEY,
  words TSVECTOR NOT NULL
);
-- Compressing words costs more than the space is worth.
ALTER TABLE article_search ALTER COLUMN words SET STORAGE EXTERNAL;
-- New entries wait in a list and are merged many articles at a time. Four times the usual list makes writing markedly
-- cheaper; a search reads through it, which takes milliseconds.
CREATE INDEX article_search_words ON article_search USING gin (words) WITH (gin_pending_list_limit = 16384);

CREATE TABLE change (
  position BIGINT PRIMARY KEY,
  kind BIGINT NOT NULL,
  article TEXT NOT NULL,
  revision BIGINT NOT NULL,
  time BIGINT NOT NULL,
  reason TEXT NOT NULL
);

CREATE TABLE change_head (last BIGINT NOT NULL);
INSERT INTO change_head (last) VALUES (0);

CREATE TABLE relay (position BIGINT NOT NULL);
INSERT INTO relay (position) VALUES (0);

CREATE TABLE lease (
  name TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  until BIGINT NOT NULL,
  -- Grows with each change of owner, so that a former one notices.
  fence BIGINT NOT NULL
);
INSERT INTO lease (name, owner, until, fence) VALUES ('relay', '', 0, 0);
