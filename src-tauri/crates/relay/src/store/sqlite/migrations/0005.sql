-- Forwarding: URLs that get an inbox's webhooks as well.

CREATE TABLE target (
    num           INTEGER PRIMARY KEY,
    id            TEXT NOT NULL UNIQUE,
    inbox         TEXT NOT NULL REFERENCES inbox (id),
    -- May hold a token in its path or query.
    url           TEXT NOT NULL,
    -- The key that deliveries are signed with, in clear.
    secret        TEXT,
    allow_private INTEGER NOT NULL,
    -- Seconds.
    give_up_after INTEGER NOT NULL,
    paused        INTEGER NOT NULL,
    -- Counts the operator's changes.
    revision      INTEGER NOT NULL,
    created_at    INTEGER NOT NULL,
    -- JSON: the cursor, what fails, what is to be delivered again.
    progress      TEXT NOT NULL,
    -- Counts the changes of `progress`: it is only replaced by who has read the last one.
    version       INTEGER NOT NULL
) STRICT;

CREATE INDEX target_by_inbox ON target (inbox);

CREATE TABLE dead_letter (
    target      INTEGER NOT NULL REFERENCES target (num) ON DELETE CASCADE,
    seq         INTEGER NOT NULL,
    event       TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    given_up_at INTEGER NOT NULL,
    attempts    INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    PRIMARY KEY (target, seq)
) STRICT, WITHOUT ROWID;
