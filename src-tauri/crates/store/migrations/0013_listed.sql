-- How many times in a row Ribbon's list of flows lacked this one; counted to where that says enough.
ALTER TABLE flow ADD COLUMN missed INTEGER NOT NULL DEFAULT 0;
