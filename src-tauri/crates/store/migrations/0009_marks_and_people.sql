-- What the recruiter adds to people, and the table of everyone.
--
-- Marks name a person by what outlives the facts: the normalised address, or `anonymous:` and the
-- interview's id while nobody has said who it is. They may be here before the person is: taken in from
-- a file, or left of an older cache. `*set_at` says when the recruiter decided so last, in
-- milliseconds since 1970: of two decisions the later one holds.

CREATE TABLE mark_person (
  person          TEXT PRIMARY KEY,
  starred         INTEGER NOT NULL DEFAULT 0,
  starred_set_at  INTEGER NOT NULL DEFAULT 0,
  reviewed_at     INTEGER,             -- NULL: not reviewed
  reviewed_set_at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- How each tag is written. `tag` is what it is compared by: without regard to case.
CREATE TABLE mark_tag (
  tag  TEXT PRIMARY KEY,
  name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Whoever has a row here has one in `mark_person`.
CREATE TABLE mark_person_tag (
  person TEXT NOT NULL,
  tag    TEXT NOT NULL,
  given  INTEGER NOT NULL,             -- 0: it was taken away again
  set_at INTEGER NOT NULL,
  PRIMARY KEY (person, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX mark_person_by_tag ON mark_person_tag (tag, given);

CREATE TABLE mark_note (
  note_id      TEXT PRIMARY KEY,
  person       TEXT NOT NULL,
  interview_id TEXT,                   -- the one it is pinned to
  at_ms        INTEGER,                -- the moment of its recording
  text         TEXT NOT NULL,          -- empty once it was removed
  created_at   INTEGER NOT NULL,
  edited_at    INTEGER,
  removed_at   INTEGER,                -- so that a file of before does not bring it back
  set_at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX mark_note_by_person ON mark_note (person);

CREATE TABLE mark_view (
  view_id    TEXT PRIMARY KEY,
  name       TEXT NOT NULL,
  filter     TEXT NOT NULL,            -- JSON, in the words of the contract with the window
  columns    TEXT NOT NULL,            -- JSON: a list of names
  created_at INTEGER NOT NULL,
  removed_at INTEGER,
  set_at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- In which order the user wants a flow's columns; those that are not named follow.
CREATE TABLE mark_column (
  flow_id TEXT PRIMARY KEY,
  keys    TEXT NOT NULL,               -- JSON: a list of column keys; empty for the order of discovery
  set_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE mark_event ADD COLUMN snoozed_until INTEGER; -- NULL or 0: it is not put off
ALTER TABLE mark_event ADD COLUMN set_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX mark_event_snoozed ON mark_event (snoozed_until) WHERE snoozed_until > 0;

-- By what name a candidate's marks go.
CREATE VIEW candidate_person (candidate_id, person) AS
  SELECT id, coalesce(email, 'anonymous:' || anonymous_interview) FROM candidate;

-- The table of everyone, a row a candidate: derived from the facts and the marks by the program, since
-- the key that names are sorted by cannot be had in SQL. An index for each order.
CREATE TABLE person_row (
  candidate_id  INTEGER PRIMARY KEY,
  name_key      TEXT,                  -- without case and accents; NULL: nothing is known
  flow_id       TEXT NOT NULL,         -- in which something of theirs was seen last
  column_key    TEXT NOT NULL,         -- where they stand in it
  status        TEXT,                  -- the same, where it is a status
  average       REAL,                  -- of their newest held interview
  interviews    INTEGER NOT NULL,
  flows         INTEGER NOT NULL,
  has_gap       INTEGER NOT NULL,
  has_video     INTEGER NOT NULL,
  first_seen_at INTEGER NOT NULL,
  last_seen_at  INTEGER NOT NULL,
  starred       INTEGER NOT NULL,
  reviewed      INTEGER NOT NULL
) STRICT;
CREATE INDEX person_by_last_seen ON person_row (last_seen_at);
CREATE INDEX person_by_first_seen ON person_row (first_seen_at);
CREATE INDEX person_by_name ON person_row (name_key);
CREATE INDEX person_by_average ON person_row (average);
CREATE INDEX person_by_interviews ON person_row (interviews);
CREATE INDEX person_by_status ON person_row (status COLLATE NOCASE);
CREATE INDEX person_starred ON person_row (candidate_id) WHERE starred = 1;
CREATE INDEX person_reviewed ON person_row (candidate_id) WHERE reviewed = 1;

-- Who has which tag: `mark_person_tag` by number, for those who are here.
CREATE TABLE person_tag (
  tag          TEXT NOT NULL,
  candidate_id INTEGER NOT NULL,
  PRIMARY KEY (tag, candidate_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_tag_by_candidate ON person_tag (candidate_id);

-- Which words a candidate's name and address are made of. By candidates, where `search_person` is by
-- interviews: whoever was only moved is found too, and nobody twice.
CREATE VIRTUAL TABLE search_candidate USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3', tokenize = 'ascii'
);
INSERT INTO search_candidate (search_candidate, rank) VALUES ('pgsz', 3900);

-- What came in since a moment is looked up by it.
CREATE INDEX event_by_time ON event (first_seen_at) WHERE backlog = 0;

-- The inbox with what is put off and what is starred. It is derived, so it is made anew.
DROP TRIGGER inbox_entry_of_event;
DROP TRIGGER inbox_entry_of_mark;
DROP TRIGGER inbox_entry_of_changed_mark;
DROP TABLE inbox_entry;
DROP TABLE inbox_sum;
DROP VIEW inbox_state;

CREATE VIEW inbox_state (event_id, event_key, flow_id, kind, unread, done, snoozed, starred) AS
  SELECT event.id, event.key, event.flow_id, event.kind,
    -- What came with the first synchronisation counts as read until it is marked unread (time 0).
    CASE
      WHEN event.backlog THEN mark_event.read_at IS 0
      ELSE coalesce(mark_event.read_at, 0) = 0
    END,
    coalesce(mark_event.done_at, 0) > 0,
    coalesce(mark_event.snoozed_until, 0) > 0,
    coalesce(mark_event.starred_at, 0) > 0
  FROM event LEFT JOIN mark_event ON mark_event.event_key = event.key;

CREATE TABLE inbox_entry (
  event_id INTEGER PRIMARY KEY,
  flow_id  TEXT NOT NULL,
  kind     TEXT NOT NULL,
  unread   INTEGER NOT NULL,
  done     INTEGER NOT NULL,
  snoozed  INTEGER NOT NULL,
  starred  INTEGER NOT NULL
) STRICT;
CREATE INDEX inbox_by_flow ON inbox_entry (flow_id, event_id, kind, unread, done, snoozed, starred);
CREATE INDEX inbox_by_kind ON inbox_entry (kind, event_id, flow_id, unread, done, snoozed, starred);
CREATE INDEX inbox_unread ON inbox_entry (event_id, flow_id, kind, done, snoozed, starred) WHERE unread = 1;
CREATE INDEX inbox_open ON inbox_entry (event_id, flow_id, kind, unread, starred) WHERE done = 0 AND snoozed = 0;
CREATE INDEX inbox_snoozed ON inbox_entry (event_id, flow_id, kind, unread, done, starred) WHERE snoozed = 1;
CREATE INDEX inbox_starred ON inbox_entry (event_id, flow_id, kind, unread, done, snoozed) WHERE starred = 1;

CREATE TABLE inbox_sum (
  flow_id TEXT NOT NULL,
  kind    TEXT NOT NULL,
  unread  INTEGER NOT NULL,
  done    INTEGER NOT NULL,
  snoozed INTEGER NOT NULL,
  starred INTEGER NOT NULL,
  n       INTEGER NOT NULL,
  PRIMARY KEY (flow_id, kind, unread, done, snoozed, starred)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER inbox_sum_added AFTER INSERT ON inbox_entry BEGIN
  INSERT INTO inbox_sum (flow_id, kind, unread, done, snoozed, starred, n)
  VALUES (NEW.flow_id, NEW.kind, NEW.unread, NEW.done, NEW.snoozed, NEW.starred, 1)
  ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER inbox_sum_changed AFTER UPDATE OF unread, done, snoozed, starred ON inbox_entry BEGIN
  UPDATE inbox_sum SET n = n - 1
  WHERE flow_id = OLD.flow_id AND kind = OLD.kind AND unread = OLD.unread AND done = OLD.done
      AND snoozed = OLD.snoozed AND starred = OLD.starred;
  INSERT INTO inbox_sum (flow_id, kind, unread, done, snoozed, starred, n)
  VALUES (NEW.flow_id, NEW.kind, NEW.unread, NEW.done, NEW.snoozed, NEW.starred, 1)
  ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER inbox_entry_of_event AFTER INSERT ON event BEGIN
  INSERT INTO inbox_entry (event_id, flow_id, kind, unread, done, snoozed, starred)
  SELECT event_id, flow_id, kind, unread, done, snoozed, starred FROM inbox_state WHERE event_id = NEW.id;
END;
CREATE TRIGGER inbox_entry_of_mark AFTER INSERT ON mark_event BEGIN
  UPDATE inbox_entry SET unread = state.unread, done = state.done, snoozed = state.snoozed,
    starred = state.starred
  FROM inbox_state AS state
  WHERE state.event_key = NEW.event_key AND inbox_entry.event_id = state.event_id;
END;
CREATE TRIGGER inbox_entry_of_changed_mark AFTER UPDATE ON mark_event BEGIN
  UPDATE inbox_entry SET unread = state.unread, done = state.done, snoozed = state.snoozed,
    starred = state.starred
  FROM inbox_state AS state
  WHERE state.event_key = NEW.event_key AND inbox_entry.event_id = state.event_id;
END;
INSERT INTO inbox_entry (event_id, flow_id, kind, unread, done, snoozed, starred)
SELECT event_id, flow_id, kind, unread, done, snoozed, starred FROM inbox_state;
