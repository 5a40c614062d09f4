-- Transcripts that take less room.

-- What the texts of this organisation have in common. Transcripts are packed by it, so a row is never
-- changed and never removed. It holds pieces of what was said.
CREATE TABLE dictionary (
  id    INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL           -- zstd's; empty when there is nothing in common
) STRICT;

ALTER TABLE transcript RENAME TO whole_transcript;

-- In pieces: a transcript is a little less than a page of the file, and whole ones would leave a
-- quarter of each page empty.
CREATE TABLE transcript (
  place INTEGER PRIMARY KEY,    -- the interview's num << 20 | the piece's number from 0
  bytes BLOB NOT NULL           -- 400 of them, the last piece fewer; together see coding/
) STRICT;

INSERT INTO transcript (place, bytes)
WITH RECURSIVE piece (num, number) AS (
  SELECT interview_num, 0 FROM whole_transcript
  UNION ALL
  SELECT piece.num, piece.number + 1
  FROM piece JOIN whole_transcript ON whole_transcript.interview_num = piece.num
  WHERE (piece.number + 1) * 400 < length(whole_transcript.body)
)
SELECT piece.num << 20 | piece.number, substr(whole_transcript.body, piece.number * 400 + 1, 400)
FROM piece JOIN whole_transcript ON whole_transcript.interview_num = piece.num
ORDER BY 1;

DROP TABLE whole_transcript;

CREATE TRIGGER transcript_of_removed_interview AFTER DELETE ON interview BEGIN
  DELETE FROM transcript WHERE place BETWEEN OLD.num << 20 AND OLD.num << 20 | 0xfffff;
END;
