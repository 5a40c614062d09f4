-- How the cache is kept: numbers of changes for the window, notices to be shown, the engine's notes.

CREATE TABLE change (
  seq   INTEGER PRIMARY KEY AUTOINCREMENT,
  topic TEXT NOT NULL,
  id    TEXT NOT NULL
) STRICT;

CREATE TABLE outbox (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  event_id INTEGER NOT NULL UNIQUE,   -- once per fact, whichever road brought it
  due_at   INTEGER NOT NULL,
  shown_at INTEGER,
  notice   INTEGER                    -- the outbox id of the notice that told it; groups share one
) STRICT;
CREATE INDEX outbox_waiting ON outbox (due_at) WHERE shown_at IS NULL;
CREATE INDEX outbox_told ON outbox (shown_at, notice) WHERE notice IS NOT NULL;

-- Interviews to be fetched from REST: news told by a webhook, a video that is still missing.
CREATE TABLE fetch_queue (
  interview_id TEXT PRIMARY KEY,
  road         TEXT NOT NULL,         -- who told us
  link         TEXT,                  -- the link that came with an unverified webhook
  delivery_id  INTEGER,               -- the unverified webhook that REST has to confirm
  wants_video  INTEGER NOT NULL,      -- ask again until there is one: 0 no | 1 hoped for | 2 announced
  attempts     INTEGER NOT NULL,
  not_before   INTEGER NOT NULL
) STRICT;
CREATE INDEX fetch_queue_by_time ON fetch_queue (not_before);

CREATE TABLE engine_note (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
