-- Numbers and bytes are counted once for all that is committed together, instead of with each event by
-- AUTOINCREMENT's own table and by an index of sizes; and an event names its inbox by a number.

-- The newest sequence number given out. It only grows, also when the newest event is deleted, so that no
-- number is given out twice.
ALTER TABLE meta ADD COLUMN newest INTEGER NOT NULL DEFAULT 0;
-- The sum of all kept events' sizes.
ALTER TABLE meta ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
UPDATE meta SET
    newest = coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'event'), 0),
    bytes = (SELECT coalesce(sum(size), 0) FROM event);

CREATE TABLE new_inbox (
    -- Its name within this file, shorter than the id.
    num               INTEGER PRIMARY KEY,
    id                TEXT NOT NULL UNIQUE,
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

CREATE TABLE new_event (
    -- Given out by `meta.newest`.
    seq         INTEGER PRIMARY KEY,
    inbox       INTEGER NOT NULL REFERENCES new_inbox (num),
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

CREATE TABLE new_device (
    id          TEXT PRIMARY KEY,
    inbox       TEXT NOT NULL REFERENCES new_inbox (id),
    name        TEXT NOT NULL,
    -- SHA-256 of the bearer token.
    token       BLOB NOT NULL,
    created_at  INTEGER NOT NULL,
    last_seen   INTEGER,
    -- The furthest cursor it acknowledged, as printed.
    acked       TEXT
) STRICT;

CREATE TABLE new_pairing (
    selector   TEXT PRIMARY KEY,
    inbox      TEXT NOT NULL REFERENCES new_inbox (id),
    -- SHA-256 of the whole code.
    code       BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    tries_left INTEGER NOT NULL
) STRICT;

INSERT INTO new_inbox (id, name, token, secrets, require_signature, created_at, oldest)
SELECT id, name, token, secrets, require_signature, created_at, oldest
FROM inbox ORDER BY created_at, rowid;
INSERT INTO new_event (seq, inbox, id, received_at, size, signature, headers, body)
SELECT event.seq, new_inbox.num, event.id, event.received_at, event.size, event.signature,
    event.headers, event.body
FROM event JOIN new_inbox ON new_inbox.id = event.inbox ORDER BY event.seq;
INSERT INTO new_device (id, inbox, name, token, created_at, last_seen, acked)
SELECT id, inbox, name, token, created_at, last_seen, acked FROM device ORDER BY rowid;
INSERT INTO new_pairing (selector, inbox, code, expires_at, tries_left)
SELECT selector, inbox, code, expires_at, tries_left FROM pairing;

-- What names inboxes goes before them.
DROP TABLE event;
DROP TABLE device;
DROP TABLE pairing;
DROP TABLE inbox;
ALTER TABLE new_inbox RENAME TO inbox;
ALTER TABLE new_event RENAME TO event;
ALTER TABLE new_device RENAME TO device;
ALTER TABLE new_pairing RENAME TO pairing;

-- Every index ends with the row's number, which is `seq`.
CREATE INDEX event_by_inbox ON event (inbox);
CREATE INDEX device_by_inbox ON device (inbox);
