-- How many are in the table of everyone, so that nobody is counted when a page of it is read.
CREATE TABLE person_sum (n INTEGER NOT NULL) STRICT;
INSERT INTO person_sum SELECT count(*) FROM person_row;
CREATE TRIGGER person_sum_added AFTER INSERT ON person_row BEGIN
  UPDATE person_sum SET n = n + 1;
END;
CREATE TRIGGER person_sum_removed AFTER DELETE ON person_row BEGIN
  UPDATE person_sum SET n = n - 1;
END;
