-- What the recruiter added. It cannot be fetched again from anywhere, so it refers to facts by
-- names that survive a rebuild of the cache, never by row numbers.

CREATE TABLE mark_event (
  event_key  TEXT PRIMARY KEY,
  read_at    INTEGER,
  starred_at INTEGER,
  done_at    INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
