-- What the texts of this organisation have in common. Transcripts are packed by it, so a row is never
-- changed and never removed. It holds pieces of what was said.
CREATE TABLE dictionary (
  id    INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL           -- zstd's; empty when there is nothing in common
) STRICT;
