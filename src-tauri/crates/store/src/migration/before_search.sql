-- Two interviews as format 4 held them; the transcript of the first is put in by the test.
INSERT INTO candidate (id, email, name, first_seen_at)
VALUES (1001, 'jane.doe@example.com', 'Jane Doe', 1);
INSERT INTO interview (num, interview_id, flow_id, candidate_id, status, email, first_name, last_name,
    detailed, first_seen_at, seen_by)
VALUES
    (1, 'i2', '7b896044', 1001, 'incomplete', 'jane.doe@example.com', 'Jane', 'Doe', 1, 1, 'rest'),
    (2, 'i1', '7b896044', 1001, 'completed', 'jane.doe@example.com', 'Jane', 'Doe', 1, 1, 'rest');
INSERT INTO search (rowid, name, email, said, summary)
VALUES (2, 'Jane Doe', 'jane.doe@example.com', 'I moved the payments', 'Knows regions.');
