-- What Ribbon's newest API tells: a flow's own criteria, when interviews took place, which flows are
-- open. What could not be read, and what Ribbon no longer has.

-- What interviews are scored by. See `CriterionKey` in the domain.
CREATE TABLE criterion (
  id     INTEGER PRIMARY KEY,
  key    TEXT NOT NULL UNIQUE,
  name   TEXT NOT NULL,              -- as Ribbon wrote it last
  system TEXT NOT NULL               -- out_of_5 | percentage | binary | a word not in the specification
) STRICT;
INSERT INTO criterion (id, key, name, system)
SELECT column1, column2, column3, 'out_of_5' FROM (VALUES
  (1, 'communication', 'Communication'),
  (2, 'motivation', 'Motivation'),
  (3, 'skills', 'Skills'),
  (4, 'language_vocabulary_and_expression', 'Language: vocabulary and expression'),
  (5, 'language_grammar_and_structure', 'Language: grammar and structure'),
  (6, 'language_fluency_and_pace', 'Language: fluency and pace'),
  (7, 'language_comprehension', 'Language: comprehension')
) WHERE EXISTS (SELECT 1 FROM interview WHERE average IS NOT NULL);

-- Which criteria the interviews of a flow list, in which order.
CREATE TABLE flow_criterion (
  flow_id      TEXT NOT NULL,
  criterion_id INTEGER NOT NULL REFERENCES criterion (id),
  position     INTEGER NOT NULL,
  PRIMARY KEY (flow_id, criterion_id)
) STRICT, WITHOUT ROWID;
INSERT INTO flow_criterion (flow_id, criterion_id, position)
SELECT flow_id, id, id - 1 FROM (SELECT DISTINCT flow_id FROM interview WHERE average IS NOT NULL), criterion;

DROP TRIGGER interview_sum_added;
DROP TRIGGER interview_sum_before;
DROP TRIGGER interview_sum_after;
DROP VIEW interview_number;
DROP INDEX interview_by_flow;

-- JSON, in Ribbon's order: `[criterion, value]`, or `[criterion]` where it was not scored.
ALTER TABLE interview ADD COLUMN scores TEXT;
ALTER TABLE interview ADD COLUMN started_at INTEGER;
ALTER TABLE interview ADD COLUMN ended_at INTEGER;
-- Of what was said, as `fingerprint` is of all: an answer without it can be compared all the same.
ALTER TABLE interview ADD COLUMN said_print INTEGER NOT NULL DEFAULT 0;
-- How many sweeps in a row have lacked it; counted to where that says enough.
ALTER TABLE interview ADD COLUMN missed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE interview ADD COLUMN gone_at INTEGER;            -- since when Ribbon no longer has it
ALTER TABLE interview ADD COLUMN recordings_gone_at INTEGER; -- since when it no longer has the recordings
-- When it took place as far as Ribbon tells, and else `first_seen_at`: the time to sort it by.
ALTER TABLE interview ADD COLUMN happened_at INTEGER NOT NULL DEFAULT 0;
UPDATE interview SET happened_at = first_seen_at;

UPDATE interview SET scores = (
  SELECT json_group_array(CASE WHEN value IS NULL THEN json_array(id) ELSE json_array(id, value) END)
  FROM (
    SELECT 1 AS id, communication AS value UNION ALL SELECT 2, motivation UNION ALL SELECT 3, skills
    UNION ALL SELECT 4, language_vocabulary_and_expression
    UNION ALL SELECT 5, language_grammar_and_structure
    UNION ALL SELECT 6, language_fluency_and_pace
    UNION ALL SELECT 7, language_comprehension
  )
) WHERE average IS NOT NULL;
ALTER TABLE interview DROP COLUMN communication;
ALTER TABLE interview DROP COLUMN motivation;
ALTER TABLE interview DROP COLUMN skills;
ALTER TABLE interview DROP COLUMN language_vocabulary_and_expression;
ALTER TABLE interview DROP COLUMN language_grammar_and_structure;
ALTER TABLE interview DROP COLUMN language_fluency_and_pace;
ALTER TABLE interview DROP COLUMN language_comprehension;

-- All that insights ask of interviews, so that they read an index alone.
CREATE INDEX interview_by_flow ON interview (
  flow_id, status, happened_at, candidate_id, average, started_at, ended_at, scores
);
-- Interviews that came in after the first synchronisation: where Ribbon does not tell when one took
-- place, the day on which it was received is the day to count it on.
CREATE INDEX event_processed_live ON event (interview_num) WHERE kind = 'processed' AND backlog = 0;
CREATE INDEX interview_gone ON interview (num) WHERE gone_at IS NOT NULL;

-- One row for each number of an interview that some screen shows a sum or a mean of. Averages are in
-- 420ths, rounded, so that sums of them neither round nor drift.
CREATE VIEW interview_number (num, flow_id, status, kind, value) AS
  SELECT num, flow_id, status, 'interviews', 1 FROM interview
  UNION ALL
  SELECT num, flow_id, status, 'gone', 1 FROM interview WHERE gone_at IS NOT NULL
  UNION ALL
  SELECT num, flow_id, status, 'average', CAST(round(average * 420) AS INTEGER)
  FROM interview WHERE average IS NOT NULL;

DELETE FROM interview_sum;
INSERT INTO interview_sum (flow_id, kind, status, n, total)
SELECT flow_id, kind, status, count(*), sum(value) FROM interview_number GROUP BY 1, 2, 3;

CREATE TRIGGER interview_sum_added AFTER INSERT ON interview BEGIN
  INSERT INTO interview_sum (flow_id, kind, status, n, total)
  SELECT flow_id, kind, status, 1, value FROM interview_number WHERE num = NEW.num
  ON CONFLICT DO UPDATE SET n = n + 1, total = total + excluded.total;
END;
CREATE TRIGGER interview_sum_before BEFORE UPDATE OF flow_id, status, average, gone_at ON interview BEGIN
  UPDATE interview_sum SET n = interview_sum.n - 1, total = interview_sum.total - told.value
  FROM interview_number AS told
  WHERE told.num = OLD.num AND interview_sum.flow_id = told.flow_id
      AND interview_sum.kind = told.kind AND interview_sum.status = told.status;
END;
CREATE TRIGGER interview_sum_after AFTER UPDATE OF flow_id, status, average, gone_at ON interview BEGIN
  INSERT INTO interview_sum (flow_id, kind, status, n, total)
  SELECT flow_id, kind, status, 1, value FROM interview_number WHERE num = NEW.num
  ON CONFLICT DO UPDATE SET n = n + 1, total = total + excluded.total;
END;
CREATE TRIGGER interview_sum_removed BEFORE DELETE ON interview BEGIN
  UPDATE interview_sum SET n = interview_sum.n - 1, total = interview_sum.total - told.value
  FROM interview_number AS told
  WHERE told.num = OLD.num AND interview_sum.flow_id = told.flow_id
      AND interview_sum.kind = told.kind AND interview_sum.status = told.status;
END;

-- How often each value was given in a flow's held interviews, by criterion, in 420ths; criterion 0 is
-- the average. Means, medians and spreads are read from here.
CREATE TABLE score_count (
  flow_id      TEXT NOT NULL,
  criterion_id INTEGER NOT NULL,
  value        INTEGER NOT NULL,
  n            INTEGER NOT NULL,
  PRIMARY KEY (flow_id, criterion_id, value)
) STRICT, WITHOUT ROWID;
CREATE VIEW interview_score (num, flow_id, criterion_id, value) AS
  SELECT num, flow_id, 0, CAST(round(average * 420) AS INTEGER)
  FROM interview WHERE average IS NOT NULL AND status <> 'incomplete'
  UNION ALL
  SELECT interview.num, interview.flow_id, one.value ->> 0, CAST(round((one.value ->> 1) * 420) AS INTEGER)
  FROM interview, json_each(interview.scores) AS one
  WHERE interview.status <> 'incomplete' AND one.value ->> 1 IS NOT NULL;
INSERT INTO score_count (flow_id, criterion_id, value, n)
SELECT flow_id, criterion_id, value, count(*) FROM interview_score GROUP BY 1, 2, 3;
CREATE TRIGGER score_count_added AFTER INSERT ON interview WHEN NEW.scores IS NOT NULL BEGIN
  INSERT INTO score_count (flow_id, criterion_id, value, n)
  SELECT flow_id, criterion_id, value, 1 FROM interview_score WHERE num = NEW.num
  ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER score_count_before BEFORE UPDATE OF flow_id, status, average, scores ON interview
WHEN OLD.scores IS NOT NULL BEGIN
  UPDATE score_count SET n = score_count.n - 1 FROM interview_score AS told
  WHERE told.num = OLD.num AND score_count.flow_id = told.flow_id
      AND score_count.criterion_id = told.criterion_id AND score_count.value = told.value;
END;
CREATE TRIGGER score_count_after AFTER UPDATE OF flow_id, status, average, scores ON interview
WHEN NEW.scores IS NOT NULL BEGIN
  INSERT INTO score_count (flow_id, criterion_id, value, n)
  SELECT flow_id, criterion_id, value, 1 FROM interview_score WHERE num = NEW.num
  ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER score_count_removed BEFORE DELETE ON interview WHEN OLD.scores IS NOT NULL BEGIN
  UPDATE score_count SET n = score_count.n - 1 FROM interview_score AS told
  WHERE told.num = OLD.num AND score_count.flow_id = told.flow_id
      AND score_count.criterion_id = told.criterion_id AND score_count.value = told.value;
END;

-- The table of candidates: when the newest held interview took place, how it was scored (as in
-- `interview.scores`), how many interviews Ribbon no longer has. The program derives it.
ALTER TABLE person_row ADD COLUMN interviewed_at INTEGER;
ALTER TABLE person_row ADD COLUMN scores TEXT;
ALTER TABLE person_row ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
CREATE INDEX person_by_interviewed ON person_row (interviewed_at);
CREATE INDEX person_with_gone ON person_row (candidate_id) WHERE gone > 0;
-- `person_row.scores` a row a value, in 420ths, so that the table can be sorted by each criterion.
CREATE TABLE person_score (
  criterion_id INTEGER NOT NULL,
  value        INTEGER NOT NULL,
  candidate_id INTEGER NOT NULL,
  PRIMARY KEY (criterion_id, value, candidate_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_score_by_candidate ON person_score (criterion_id, candidate_id);
CREATE TRIGGER person_score_added AFTER INSERT ON person_row WHEN NEW.scores IS NOT NULL BEGIN
  INSERT INTO person_score (criterion_id, value, candidate_id)
  SELECT one.value ->> 0, CAST(round((one.value ->> 1) * 420) AS INTEGER), NEW.candidate_id
  FROM json_each(NEW.scores) AS one WHERE one.value ->> 1 IS NOT NULL;
END;
CREATE TRIGGER person_score_changed AFTER UPDATE OF scores ON person_row BEGIN
  DELETE FROM person_score WHERE candidate_id = OLD.candidate_id AND (criterion_id, value) IN (
    SELECT one.value ->> 0, CAST(round((one.value ->> 1) * 420) AS INTEGER)
    FROM json_each(OLD.scores) AS one WHERE one.value ->> 1 IS NOT NULL);
  INSERT INTO person_score (criterion_id, value, candidate_id)
  SELECT one.value ->> 0, CAST(round((one.value ->> 1) * 420) AS INTEGER), NEW.candidate_id
  FROM json_each(NEW.scores) AS one WHERE one.value ->> 1 IS NOT NULL;
END;
CREATE TRIGGER person_score_removed AFTER DELETE ON person_row WHEN OLD.scores IS NOT NULL BEGIN
  DELETE FROM person_score WHERE candidate_id = OLD.candidate_id AND (criterion_id, value) IN (
    SELECT one.value ->> 0, CAST(round((one.value ->> 1) * 420) AS INTEGER)
    FROM json_each(OLD.scores) AS one WHERE one.value ->> 1 IS NOT NULL);
END;
UPDATE person_row SET scores = (
  SELECT interview.scores FROM interview
  WHERE interview.candidate_id = person_row.candidate_id AND interview.status <> 'incomplete'
  ORDER BY interview.num DESC LIMIT 1
);

ALTER TABLE flow ADD COLUMN status TEXT;  -- open | closed | archived | another word; NULL: Ribbon does not say
ALTER TABLE flow ADD COLUMN voice_id TEXT;
ALTER TABLE flow ADD COLUMN is_doc_upload_enabled INTEGER NOT NULL DEFAULT 0;
ALTER TABLE flow ADD COLUMN redirect_url TEXT;
ALTER TABLE flow ADD COLUMN intro TEXT;
ALTER TABLE flow ADD COLUMN outro TEXT;
ALTER TABLE flow ADD COLUMN additional_info TEXT;
ALTER TABLE flow ADD COLUMN additional_instructions TEXT;
ALTER TABLE flow ADD COLUMN company_logo_url TEXT;
-- Of what a flow holds that the program does not understand, `kept_item` is the place; the next list
-- of flows fills it.
ALTER TABLE flow DROP COLUMN extra;

-- Which flows take interviews: Ribbon's own word, unless the flow was archived from here since or is
-- missing from its list. See `table::flow::listed` and `table::deed::supersede`.
CREATE VIEW flow_state (flow_id, status) AS
  SELECT flow_id, iif(
    missed >= 2 OR EXISTS (
      SELECT 1 FROM deed WHERE target = flow.flow_id AND kind = 'archive_flow' AND outcome = 'done'
    ),
    'archived',
    coalesce(status, 'open')
  )
  FROM flow;

-- What Ribbon sent and the program does not understand, for a newer version to read.
CREATE TABLE kept_item (
  kind          TEXT NOT NULL,       -- interview | flow | team | team_member
  id            TEXT NOT NULL,       -- Ribbon's; of an item without one, `sha256:` and a hash of it
  body          BLOB NOT NULL,       -- JSON under zstd: the fields that were not understood, or the whole item
  problems      TEXT NOT NULL,       -- JSON, see `FieldProblem`; `[]`: unknown fields only, which is no loss
  is_whole      INTEGER NOT NULL,    -- 1: nothing of it could be read, it stands nowhere else
  tried_by      TEXT NOT NULL,       -- the version of the program that tried last
  first_seen_at INTEGER NOT NULL,
  seen_at       INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_item_unreadable ON kept_item (kind, id) WHERE problems <> '[]';

-- Interviews that the user erased: a webhook that comes again must not bring them back.
CREATE TABLE erased_interview (
  interview_id TEXT PRIMARY KEY,
  erased_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER inbox_sum_removed AFTER DELETE ON inbox_entry BEGIN
  UPDATE inbox_sum SET n = n - 1
  WHERE flow_id = OLD.flow_id AND kind = OLD.kind AND unread = OLD.unread AND done = OLD.done
      AND snoozed = OLD.snoozed AND starred = OLD.starred;
END;
