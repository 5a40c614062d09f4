-- What Ribbon said. All of it can be made again from Ribbon and from the raw deliveries.
-- Times are milliseconds since 1970 (UTC), taken from this computer's clock: Ribbon sends none.

CREATE TABLE delivery (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  source      TEXT NOT NULL,    -- which feed brought it
  road        TEXT NOT NULL,    -- receiver | relay | channel
  event_id    TEXT,             -- the feed's own name for it: the same name again is the same delivery
  cursor      TEXT,             -- its place in that feed, where the feed has places
  received_at INTEGER NOT NULL,
  headers     TEXT NOT NULL,    -- JSON: pairs of name and value
  body        BLOB NOT NULL,    -- the bytes as received
  trust       TEXT NOT NULL,    -- verified | unverified | absent
  event_type  TEXT,             -- as far as it could be read
  outcome     TEXT NOT NULL,    -- applied | repeat | quarantined
  reason      TEXT              -- why it is in quarantine
) STRICT;
CREATE INDEX delivery_unverified ON delivery (id) WHERE trust = 'unverified';
CREATE UNIQUE INDEX delivery_by_event ON delivery (source, event_id) WHERE event_id IS NOT NULL;
CREATE INDEX delivery_quarantined ON delivery (id) WHERE outcome = 'quarantined';

CREATE TABLE source_cursor (
  source     TEXT PRIMARY KEY,
  cursor     TEXT NOT NULL,     -- everything up to here is committed
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE team (
  team_id    TEXT PRIMARY KEY,
  name       TEXT NOT NULL,
  created_at TEXT NOT NULL      -- as Ribbon wrote it
) STRICT;

CREATE TABLE team_member (
  member_id TEXT PRIMARY KEY,
  email     TEXT,
  full_name TEXT
) STRICT;

CREATE TABLE flow (
  flow_id            TEXT PRIMARY KEY,
  team_id            TEXT,
  org_name           TEXT NOT NULL,
  title              TEXT NOT NULL,
  questions          TEXT NOT NULL, -- JSON: a list of texts
  language           TEXT,
  interview_type     TEXT,
  is_video_enabled   INTEGER NOT NULL,
  webhook_url        TEXT,
  webhook_secret_key TEXT,
  extra              TEXT NOT NULL, -- JSON: fields we do not know; empty when none
  fetched            INTEGER NOT NULL, -- 0: known only from a webhook's flow name
  first_seen_at      INTEGER NOT NULL
) STRICT;

CREATE TABLE candidate (
  id                  INTEGER PRIMARY KEY AUTOINCREMENT,
  email               TEXT UNIQUE,   -- normalised: the identity
  anonymous_interview TEXT UNIQUE,   -- the identity where there is no address
  name                TEXT,          -- the newest that Ribbon told
  first_seen_at       INTEGER NOT NULL,
  CHECK ((email IS NULL) <> (anonymous_interview IS NULL))
) STRICT;

CREATE TABLE candidate_name (
  candidate_id  INTEGER NOT NULL REFERENCES candidate (id) ON DELETE CASCADE,
  name          TEXT NOT NULL,
  first_seen_at INTEGER NOT NULL,
  PRIMARY KEY (candidate_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE interview (
  num              INTEGER PRIMARY KEY AUTOINCREMENT,
  interview_id     TEXT NOT NULL UNIQUE,
  flow_id          TEXT NOT NULL,
  team_id          TEXT,
  candidate_id     INTEGER NOT NULL REFERENCES candidate (id),
  status           TEXT NOT NULL,    -- completed | incomplete | a word not in the specification
  email            TEXT,             -- as Ribbon wrote it
  first_name       TEXT,
  last_name        TEXT,
  link             TEXT,             -- the link kept from a webhook; never built
  audio_url        TEXT,             -- perishable
  video_url        TEXT,             -- perishable
  duration_ms      INTEGER NOT NULL DEFAULT 0, -- as far as the words tell
  average          REAL,             -- mean of the scores that were given, out of five
  communication    INTEGER,
  motivation       INTEGER,
  skills           INTEGER,
  language_vocabulary_and_expression INTEGER,
  language_grammar_and_structure     INTEGER,
  language_fluency_and_pace          INTEGER,
  language_comprehension             INTEGER,
  detailed         INTEGER NOT NULL, -- 0: known only from a webhook, not fetched yet
  fingerprint      INTEGER NOT NULL DEFAULT 0, -- of what REST last said: an unchanged answer writes nothing
  first_seen_at    INTEGER NOT NULL,
  seen_by          TEXT NOT NULL     -- the road that was first
) STRICT;
CREATE INDEX interview_by_candidate ON interview (candidate_id, flow_id);
CREATE INDEX interview_by_flow ON interview (flow_id, status);
CREATE INDEX interview_not_fetched ON interview (num) WHERE detailed = 0;

CREATE TABLE transcript (
  interview_num INTEGER PRIMARY KEY REFERENCES interview (num) ON DELETE CASCADE,
  body          BLOB NOT NULL        -- transcript, words, times, questions, summary: see coding/
) STRICT;

CREATE TABLE transition (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  candidate_id  INTEGER NOT NULL REFERENCES candidate (id),
  flow_id       TEXT NOT NULL,
  previous      TEXT,
  new           TEXT NOT NULL,
  gap_after     TEXT,                -- the stage we held when this change did not fit
  first_seen_at INTEGER NOT NULL,
  seen_by       TEXT NOT NULL,
  trust         TEXT NOT NULL,
  delivery_id   INTEGER NOT NULL,
  repeats       INTEGER NOT NULL DEFAULT 0 -- how often the same change came again at once
) STRICT;
CREATE INDEX transition_by_delivery ON transition (delivery_id);
CREATE INDEX transition_by_chain ON transition (candidate_id, flow_id, id);
CREATE INDEX transition_after_gap ON transition (candidate_id, flow_id) WHERE gap_after IS NOT NULL;

-- Where each candidate stands in each flow: derived from the two tables above in the same
-- transaction, so that a board of thousands is one index scan.
CREATE TABLE standing (
  flow_id      TEXT NOT NULL,
  candidate_id INTEGER NOT NULL REFERENCES candidate (id),
  column_key   TEXT NOT NULL,        -- invited | none | status:<status>
  since        INTEGER NOT NULL,
  interviews   INTEGER NOT NULL,
  average      REAL,
  has_gap      INTEGER NOT NULL,
  has_video    INTEGER NOT NULL,
  PRIMARY KEY (flow_id, candidate_id)
) STRICT, WITHOUT ROWID;
-- Everything that a card shows of it, so that a long column is scrolled in the index alone.
CREATE INDEX standing_by_column ON standing (
  flow_id, column_key, since DESC, candidate_id, average, interviews, has_gap, has_video
);
CREATE INDEX standing_by_candidate ON standing (candidate_id);

-- The order in which a flow's statuses were discovered.
CREATE TABLE pipeline_column (
  flow_id  TEXT NOT NULL,
  status   TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (flow_id, status)
) STRICT, WITHOUT ROWID;

-- Everything that happened, for the inbox.
CREATE TABLE event (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  key           TEXT NOT NULL UNIQUE, -- processed:<interview> | video:<interview> | status:<delivery>
  kind          TEXT NOT NULL,        -- processed | video | status
  candidate_id  INTEGER NOT NULL REFERENCES candidate (id),
  flow_id       TEXT NOT NULL,
  interview_num INTEGER REFERENCES interview (num),
  transition_id INTEGER REFERENCES transition (id),
  first_seen_at INTEGER NOT NULL,
  backlog       INTEGER NOT NULL      -- 1: came with the first synchronisation, never unread
) STRICT;
CREATE INDEX event_by_interview ON event (interview_num);
CREATE INDEX event_by_candidate ON event (candidate_id);

-- Which words stand in which interview, for search. The text itself is in `transcript`, so this
-- keeps only the index. Without the words' places (detail) and with the words' beginnings (prefix)
-- it is smaller than with the places alone, and a single letter typed is found as fast as a word.
-- Marks are part of words, as in Hindi or Thai.
CREATE VIRTUAL TABLE search USING fts5 (
  name, email, said, summary,
  content = '', contentless_delete = 1, detail = column, prefix = '1 2 3',
  tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
);

CREATE TABLE media (
  id            INTEGER PRIMARY KEY,
  interview_num INTEGER NOT NULL REFERENCES interview (num) ON DELETE CASCADE,
  kind          TEXT NOT NULL,        -- audio | video
  content_type  TEXT NOT NULL,
  total_bytes   INTEGER NOT NULL,
  complete      INTEGER NOT NULL,     -- 1: all chunks are here
  UNIQUE (interview_num, kind)
) STRICT;

CREATE TABLE media_chunk (
  media_id INTEGER NOT NULL REFERENCES media (id) ON DELETE CASCADE,
  idx      INTEGER NOT NULL,          -- chunks of 256 KiB; the last may be shorter
  bytes    BLOB NOT NULL,
  PRIMARY KEY (media_id, idx)
) STRICT;
