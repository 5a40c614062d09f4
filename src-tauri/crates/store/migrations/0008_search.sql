-- Search without the columns of words: less than half the size. Whoever is called so is found in an
-- index of their own. What stood in the old one is put in again from the transcripts by the program,
-- since the index holds no text.
DROP TABLE search;

-- Which words stand in which interview: its person's name and address, what was said, the summary.
-- The text itself is in `transcript`, so this keeps only the index, without the words' places (detail)
-- and with their beginnings (prefix), so that a single letter typed is found as fast as a word.
-- Marks are part of words, as in Hindi or Thai.
CREATE VIRTUAL TABLE search USING fts5 (
  words,
  content = '', contentless_delete = 1, detail = none, prefix = '1 2 3',
  tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
);

-- The same for the person's name and address alone.
CREATE VIRTUAL TABLE search_person USING fts5 (
  words,
  content = '', contentless_delete = 1, detail = none, prefix = '1 2 3',
  tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
);

-- A piece of the index fits on a page of the file, which SQLCipher makes shorter than SQLite's; the
-- usual size would spill a little of each onto a second page.
INSERT INTO search (search, rank) VALUES ('pgsz', 3900);
INSERT INTO search_person (search_person, rank) VALUES ('pgsz', 3900);
