-- The rest of the engine's notes is about Ribbon's lists, which are read anew.
INSERT INTO main.engine_note (key, value)
SELECT key, value FROM old.engine_note WHERE key LIKE 'lost:%';

-- No number is given twice, though its row may be gone. Links of chains are all made anew.
UPDATE main.sqlite_sequence SET seq = max(seq, (
    SELECT was.seq FROM old.sqlite_sequence AS was WHERE was.name = sqlite_sequence.name))
WHERE name <> 'transition' AND name IN (SELECT name FROM old.sqlite_sequence);
