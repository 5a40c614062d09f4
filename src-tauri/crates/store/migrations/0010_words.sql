-- Search in any script. The program parts texts into words and folds them before they come here (see
-- docs/decisions/0016-words-of-any-script.md), so the index only parts at spaces. What stood in the old
-- one is put in again from the transcripts by the program, since the index holds no text.
DROP TABLE search;
DROP TABLE search_person;

-- Which words stand in which interview: its person's name and address, what was said, the summary, and
-- a word for its flow. The text itself is in `transcript`, so this keeps only the index, without the
-- words' places (detail) and with their beginnings (prefix), so that a single letter typed is found as
-- fast as a word.
CREATE VIRTUAL TABLE search USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3', tokenize = 'ascii'
);

-- The same for the person's name and address alone.
CREATE VIRTUAL TABLE search_person USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3', tokenize = 'ascii'
);

-- The same for the recruiter's notes, by the numbers of `search_note_number`.
CREATE VIRTUAL TABLE search_note USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3', tokenize = 'ascii'
);
CREATE TABLE search_note_number (
  number  INTEGER PRIMARY KEY,
  note_id TEXT NOT NULL UNIQUE
) STRICT;

-- A piece of the index fits on a page of the file, which SQLCipher makes shorter than SQLite's; the
-- usual size would spill a little of each onto a second page.
INSERT INTO search (search, rank) VALUES ('pgsz', 3900);
INSERT INTO search_person (search_person, rank) VALUES ('pgsz', 3900);

-- How loud recordings are along their length, worked out once: a cache, made again where it is missing.
CREATE TABLE waveform (
  media_id    INTEGER PRIMARY KEY REFERENCES media (id) ON DELETE CASCADE,
  peaks       BLOB NOT NULL,        -- a byte each, in equal steps; empty: it cannot be decoded
  duration_ms INTEGER NOT NULL
) STRICT;

-- All that comparisons and insights ask of interviews, so that they read an index alone.
DROP INDEX interview_by_flow;
CREATE INDEX interview_by_flow ON interview (
  flow_id, status, first_seen_at, candidate_id, average, communication, motivation, skills,
  language_vocabulary_and_expression, language_grammar_and_structure, language_fluency_and_pace,
  language_comprehension
);
-- The chains of a flow, each in its order.
CREATE INDEX transition_by_flow ON transition (
  flow_id, candidate_id, delivery_id, id, first_seen_at, previous, new, gap_after
);
