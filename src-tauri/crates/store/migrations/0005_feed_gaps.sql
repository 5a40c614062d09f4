-- What the feeds lost: webhooks that never reached us and that no feed can bring any more.

CREATE TABLE feed_gap (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  source       TEXT NOT NULL,
  reason       TEXT NOT NULL,   -- expired, epoch or too_long
  from_at      INTEGER,         -- when the feed brought something last before it; NULL: never
  told_at      INTEGER NOT NULL,
  dismissed_at INTEGER          -- when the user had read of it
) STRICT;

-- Until now only the last gap of each feed was noted, by its time.
INSERT INTO feed_gap (source, reason, told_at)
  SELECT substr(key, 6), 'expired', CAST(value AS INTEGER)
  FROM engine_note WHERE substr(key, 1, 5) = 'lost:';
DELETE FROM engine_note WHERE substr(key, 1, 5) = 'lost:';
