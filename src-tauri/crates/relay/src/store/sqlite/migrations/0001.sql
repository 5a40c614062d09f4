CREATE TABLE meta (
    one        INTEGER PRIMARY KEY CHECK (one = 1),
    -- The name of this life of the store; see place.rs for when a new one begins.
    epoch      TEXT NOT NULL,
    -- What the file looked like from outside when the epoch was made.
    place      TEXT NOT NULL,
    -- The address under which the last `serve` that was told one is reached, to print webhook URLs.
    public_url TEXT,
    -- Written by the readiness check, for no other purpose.
    probe      INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE inbox (
    id                TEXT PRIMARY KEY,
    name              TEXT NOT NULL,
    -- SHA-256 of the token in the webhook URL.
    token             BLOB NOT NULL,
    -- JSON list of signing keys, in clear: a signature is checked with the key itself.
    secrets           TEXT NOT NULL,
    require_signature INTEGER NOT NULL,
    created_at        INTEGER NOT NULL,
    -- The place just before the oldest kept event: the newest event that was dropped, or 0.
    oldest            INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE event (
    -- AUTOINCREMENT: a number is never given out twice, even after the newest event was deleted.
    seq         INTEGER PRIMARY KEY AUTOINCREMENT,
    inbox       TEXT NOT NULL REFERENCES inbox (id),
    id          TEXT NOT NULL,
    -- Milliseconds since 1970. Not always in the order of seq: the clock is read before the commit.
    received_at INTEGER NOT NULL,
    -- What it counts for in the retention by bytes.
    size        INTEGER NOT NULL,
    signature   TEXT NOT NULL,
    -- JSON list of pairs.
    headers     TEXT NOT NULL,
    -- The last column, so that reading the others never walks the pages of a long body.
    body        BLOB NOT NULL
) STRICT;

CREATE INDEX event_by_inbox ON event (inbox, seq);
-- Covers the sum of all sizes.
CREATE INDEX event_by_size ON event (size);

CREATE TABLE device (
    id          TEXT PRIMARY KEY,
    inbox       TEXT NOT NULL REFERENCES inbox (id),
    name        TEXT NOT NULL,
    -- SHA-256 of the bearer token.
    token       BLOB NOT NULL,
    created_at  INTEGER NOT NULL,
    last_seen   INTEGER,
    -- The furthest cursor it acknowledged, as printed.
    acked       TEXT
) STRICT;

CREATE INDEX device_by_inbox ON device (inbox);

CREATE TABLE pairing (
    selector   TEXT PRIMARY KEY,
    inbox      TEXT NOT NULL REFERENCES inbox (id),
    -- SHA-256 of the whole code.
    code       BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    tries_left INTEGER NOT NULL
) STRICT;
