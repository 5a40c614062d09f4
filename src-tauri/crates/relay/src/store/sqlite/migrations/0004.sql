-- A webhook that was not taken is noted in the log, so that readers learn of it at its place.

-- Why it was not taken; such a row has no body. NULL in all others, which costs them nothing.
ALTER TABLE event ADD COLUMN refused TEXT;

CREATE INDEX event_refused ON event (inbox, seq) WHERE refused IS NOT NULL;
