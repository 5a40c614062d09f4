-- Events age by the relay's own clock, not by the time of day at which they came: that clock may have
-- been wrong.

-- The relay's own time and the time of day at that moment, in milliseconds; noted now and then.
ALTER TABLE meta ADD COLUMN relay_time INTEGER;
ALTER TABLE meta ADD COLUMN wall_time INTEGER;

-- What was stored by when. Events that were there before this table was made age from the first row on.
CREATE TABLE milestone (
    -- The newest sequence number given out ...
    seq INTEGER PRIMARY KEY,
    -- ... by this moment of the relay's own clock, in milliseconds.
    at  INTEGER NOT NULL
) STRICT;
