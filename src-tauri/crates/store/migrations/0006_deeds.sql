-- What the recruiter asks Ribbon to do. A row is written before the request goes out and settled
-- after its answer, so that a crash in between leaves a question and never a second invitation. It
-- cannot be fetched again (a link is told once), so a rebuild of the facts leaves it alone.

CREATE TABLE invite_batch (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  flow_id   TEXT NOT NULL,
  file_name TEXT NOT NULL,      -- empty for a single invitation
  columns   TEXT NOT NULL,      -- JSON: the file's column names, for writing the results
  made_at   INTEGER NOT NULL,
  state     TEXT NOT NULL,      -- running | stopped | done
  why       TEXT                -- why it stopped by itself
) STRICT;

CREATE TABLE invitation (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  batch_id     INTEGER NOT NULL REFERENCES invite_batch (id),
  line         INTEGER NOT NULL,  -- of the file; 0 for a single invitation
  cells        TEXT NOT NULL,     -- JSON: the line as it was read
  email        TEXT,
  first_name   TEXT,
  last_name    TEXT,
  outcome      TEXT NOT NULL,     -- waiting | asked | made | refused | unknown | found | left | bad
  message      TEXT,              -- why it is refused, unknown or bad; a remark of Ribbon's
  attempts     INTEGER NOT NULL,  -- requests that went out
  asked_at     INTEGER,           -- when the last of them did
  settled_at   INTEGER,
  interview_id TEXT,              -- made, or found in Ribbon's list
  link         TEXT               -- works once, told once
) STRICT;
CREATE INDEX invitation_by_batch ON invitation (batch_id, outcome);
CREATE INDEX invitation_asked ON invitation (id) WHERE outcome = 'asked';
CREATE INDEX invitation_of_interview ON invitation (interview_id) WHERE interview_id IS NOT NULL;
CREATE INDEX invitation_of_address ON invitation (lower(email)) WHERE email IS NOT NULL;

CREATE TABLE deed (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  kind       TEXT NOT NULL,       -- make_flow | archive_flow | revoke_recordings
  target     TEXT NOT NULL,       -- the flow, the interview; a new flow's title
  secret     TEXT,                -- a new flow's webhook secret, by which Ribbon's list shows it
  outcome    TEXT NOT NULL,       -- asked | done | refused | unknown
  message    TEXT,
  asked_at   INTEGER NOT NULL,
  settled_at INTEGER
) STRICT;
CREATE INDEX deed_by_target ON deed (target, kind);
CREATE INDEX deed_asked ON deed (id) WHERE outcome = 'asked';
CREATE INDEX deed_unclear ON deed (id) WHERE outcome = 'unknown';

-- The last webhook of each flow that was understood: whether webhooks reach us.
CREATE TABLE flow_heard (
  flow_id     TEXT PRIMARY KEY,
  delivery_id INTEGER NOT NULL REFERENCES delivery (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO flow_heard (flow_id, delivery_id)
SELECT flow_id, max(id) FROM (
  SELECT CAST(body AS TEXT) ->> '$.interview_flow_id' AS flow_id, id
  FROM delivery WHERE outcome <> 'quarantined' AND json_valid(CAST(body AS TEXT))
) WHERE flow_id IS NOT NULL GROUP BY flow_id;
