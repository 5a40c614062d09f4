-- Sums, so that no screen counts a hundred thousand rows to show one number. Triggers keep them in
-- the transaction of the change itself: whoever writes the tables they are of, they cannot drift.
-- What stands in an older file already is counted at the end of each part.

-- One row for each number of an interview that some screen shows a sum or a mean of.
CREATE VIEW interview_number (num, flow_id, status, kind, value) AS
  SELECT num, flow_id, status, 'interviews', 1 FROM interview
  UNION ALL
  -- In 420ths: an average is over at most seven scores and 420 is a multiple of one to seven, so
  -- this is a whole number, and sums of it neither round nor drift.
  SELECT num, flow_id, status, 'average', CAST(round(average * 420) AS INTEGER)
  FROM interview WHERE average IS NOT NULL
  UNION ALL
  SELECT num, flow_id, status, 'communication', communication
  FROM interview WHERE communication IS NOT NULL
  UNION ALL
  SELECT num, flow_id, status, 'motivation', motivation
  FROM interview WHERE motivation IS NOT NULL
  UNION ALL
  SELECT num, flow_id, status, 'skills', skills
  FROM interview WHERE skills IS NOT NULL
  UNION ALL
  SELECT num, flow_id, status, 'language_vocabulary_and_expression', language_vocabulary_and_expression
  FROM interview WHERE language_vocabulary_and_expression IS NOT NULL
  UNION ALL
  SELECT num, flow_id, status, 'language_grammar_and_structure', language_grammar_and_structure
  FROM interview WHERE language_grammar_and_structure IS NOT NULL
  UNION ALL
  SELECT num, flow_id, status, 'language_fluency_and_pace', language_fluency_and_pace
  FROM interview WHERE language_fluency_and_pace IS NOT NULL
  UNION ALL
  SELECT num, flow_id, status, 'language_comprehension', language_comprehension
  FROM interview WHERE language_comprehension IS NOT NULL;

CREATE TABLE interview_sum (
  flow_id TEXT NOT NULL,
  kind    TEXT NOT NULL,             -- see interview_number
  status  TEXT NOT NULL,
  n       INTEGER NOT NULL,
  total   INTEGER NOT NULL,
  PRIMARY KEY (flow_id, kind, status)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER interview_sum_added AFTER INSERT ON interview BEGIN
  INSERT INTO interview_sum (flow_id, kind, status, n, total)
  SELECT flow_id, kind, status, 1, value FROM interview_number WHERE num = NEW.num
  ON CONFLICT DO UPDATE SET n = n + 1, total = total + excluded.total;
END;
CREATE TRIGGER interview_sum_before BEFORE UPDATE OF
  flow_id, status, average, communication, motivation, skills, language_vocabulary_and_expression,
  language_grammar_and_structure, language_fluency_and_pace, language_comprehension ON interview
BEGIN
  UPDATE interview_sum SET n = interview_sum.n - 1, total = interview_sum.total - told.value
  FROM interview_number AS told
  WHERE told.num = OLD.num AND interview_sum.flow_id = told.flow_id
      AND interview_sum.kind = told.kind AND interview_sum.status = told.status;
END;
CREATE TRIGGER interview_sum_after AFTER UPDATE OF
  flow_id, status, average, communication, motivation, skills, language_vocabulary_and_expression,
  language_grammar_and_structure, language_fluency_and_pace, language_comprehension ON interview
BEGIN
  INSERT INTO interview_sum (flow_id, kind, status, n, total)
  SELECT flow_id, kind, status, 1, value FROM interview_number WHERE num = NEW.num
  ON CONFLICT DO UPDATE SET n = n + 1, total = total + excluded.total;
END;
INSERT INTO interview_sum (flow_id, kind, status, n, total)
SELECT flow_id, kind, status, count(*), sum(value) FROM interview_number GROUP BY 1, 2, 3;

CREATE TABLE standing_sum (
  flow_id    TEXT NOT NULL,
  column_key TEXT NOT NULL,
  candidates INTEGER NOT NULL,
  averages   INTEGER NOT NULL,       -- how many of them have an average
  total      INTEGER NOT NULL,       -- of these, in 420ths
  PRIMARY KEY (flow_id, column_key)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER standing_sum_added AFTER INSERT ON standing BEGIN
  INSERT INTO standing_sum (flow_id, column_key, candidates, averages, total)
  VALUES (NEW.flow_id, NEW.column_key, 1, NEW.average IS NOT NULL,
    coalesce(CAST(round(NEW.average * 420) AS INTEGER), 0))
  ON CONFLICT DO UPDATE SET candidates = candidates + 1, averages = averages + excluded.averages,
    total = total + excluded.total;
END;
CREATE TRIGGER standing_sum_removed AFTER DELETE ON standing BEGIN
  UPDATE standing_sum SET candidates = candidates - 1,
    averages = averages - (OLD.average IS NOT NULL),
    total = total - coalesce(CAST(round(OLD.average * 420) AS INTEGER), 0)
  WHERE flow_id = OLD.flow_id AND column_key = OLD.column_key;
END;
CREATE TRIGGER standing_sum_changed AFTER UPDATE OF column_key, average ON standing BEGIN
  UPDATE standing_sum SET candidates = candidates - 1,
    averages = averages - (OLD.average IS NOT NULL),
    total = total - coalesce(CAST(round(OLD.average * 420) AS INTEGER), 0)
  WHERE flow_id = OLD.flow_id AND column_key = OLD.column_key;
  INSERT INTO standing_sum (flow_id, column_key, candidates, averages, total)
  VALUES (NEW.flow_id, NEW.column_key, 1, NEW.average IS NOT NULL,
    coalesce(CAST(round(NEW.average * 420) AS INTEGER), 0))
  ON CONFLICT DO UPDATE SET candidates = candidates + 1, averages = averages + excluded.averages,
    total = total + excluded.total;
END;
INSERT INTO standing_sum (flow_id, column_key, candidates, averages, total)
SELECT flow_id, column_key, count(*), count(average),
  coalesce(sum(CAST(round(average * 420) AS INTEGER)), 0)
FROM standing GROUP BY 1, 2;

CREATE TABLE delivery_sum (
  outcome TEXT NOT NULL,
  trust   TEXT NOT NULL,
  n       INTEGER NOT NULL,
  PRIMARY KEY (outcome, trust)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER delivery_sum_added AFTER INSERT ON delivery BEGIN
  INSERT INTO delivery_sum (outcome, trust, n) VALUES (NEW.outcome, NEW.trust, 1)
  ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER delivery_sum_changed AFTER UPDATE OF outcome, trust ON delivery
WHEN NEW.outcome <> OLD.outcome OR NEW.trust <> OLD.trust BEGIN
  UPDATE delivery_sum SET n = n - 1 WHERE outcome = OLD.outcome AND trust = OLD.trust;
  INSERT INTO delivery_sum (outcome, trust, n) VALUES (NEW.outcome, NEW.trust, 1)
  ON CONFLICT DO UPDATE SET n = n + 1;
END;
INSERT INTO delivery_sum (outcome, trust, n)
SELECT outcome, trust, count(*) FROM delivery GROUP BY 1, 2;

-- The inbox: facts and marks brought together, so that filtering reads an index and never a mark.
-- Derived: facts stay in `event`, the recruiter's marks in `mark_event`, and either may come first.
CREATE VIEW inbox_state (event_id, event_key, flow_id, kind, unread, done) AS
  SELECT event.id, event.key, event.flow_id, event.kind,
    -- What came with the first synchronisation counts as read until it is marked unread (time 0).
    CASE
      WHEN event.backlog THEN mark_event.read_at IS 0
      ELSE coalesce(mark_event.read_at, 0) = 0
    END,
    coalesce(mark_event.done_at, 0) > 0
  FROM event LEFT JOIN mark_event ON mark_event.event_key = event.key;

CREATE TABLE inbox_entry (
  event_id INTEGER PRIMARY KEY,
  flow_id  TEXT NOT NULL,
  kind     TEXT NOT NULL,
  unread   INTEGER NOT NULL,
  done     INTEGER NOT NULL
) STRICT;
CREATE INDEX inbox_by_flow ON inbox_entry (flow_id, event_id, kind, unread, done);
CREATE INDEX inbox_by_kind ON inbox_entry (kind, event_id, flow_id, unread, done);
CREATE INDEX inbox_unread ON inbox_entry (event_id, flow_id, kind, done) WHERE unread = 1;
CREATE INDEX inbox_open ON inbox_entry (event_id, flow_id, kind, unread) WHERE done = 0;

CREATE TABLE inbox_sum (
  flow_id TEXT NOT NULL,
  kind    TEXT NOT NULL,
  unread  INTEGER NOT NULL,
  done    INTEGER NOT NULL,
  n       INTEGER NOT NULL,
  PRIMARY KEY (flow_id, kind, unread, done)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER inbox_sum_added AFTER INSERT ON inbox_entry BEGIN
  INSERT INTO inbox_sum (flow_id, kind, unread, done, n)
  VALUES (NEW.flow_id, NEW.kind, NEW.unread, NEW.done, 1)
  ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER inbox_sum_changed AFTER UPDATE OF unread, done ON inbox_entry BEGIN
  UPDATE inbox_sum SET n = n - 1
  WHERE flow_id = OLD.flow_id AND kind = OLD.kind AND unread = OLD.unread AND done = OLD.done;
  INSERT INTO inbox_sum (flow_id, kind, unread, done, n)
  VALUES (NEW.flow_id, NEW.kind, NEW.unread, NEW.done, 1)
  ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER inbox_entry_of_event AFTER INSERT ON event BEGIN
  INSERT INTO inbox_entry (event_id, flow_id, kind, unread, done)
  SELECT event_id, flow_id, kind, unread, done FROM inbox_state WHERE event_id = NEW.id;
END;
CREATE TRIGGER inbox_entry_of_mark AFTER INSERT ON mark_event BEGIN
  UPDATE inbox_entry SET unread = state.unread, done = state.done FROM inbox_state AS state
  WHERE state.event_key = NEW.event_key AND inbox_entry.event_id = state.event_id;
END;
CREATE TRIGGER inbox_entry_of_changed_mark AFTER UPDATE ON mark_event BEGIN
  UPDATE inbox_entry SET unread = state.unread, done = state.done FROM inbox_state AS state
  WHERE state.event_key = NEW.event_key AND inbox_entry.event_id = state.event_id;
END;
INSERT INTO inbox_entry (event_id, flow_id, kind, unread, done)
SELECT event_id, flow_id, kind, unread, done FROM inbox_state;
