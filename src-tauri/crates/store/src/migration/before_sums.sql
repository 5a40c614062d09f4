-- A little of everything that the sums of format 4 count, as format 3 held it.
INSERT INTO candidate (id, email, first_seen_at) VALUES (1001, 'jane.doe@example.com', 1);
INSERT INTO interview (num, interview_id, flow_id, candidate_id, status, average, skills, detailed,
    first_seen_at, seen_by)
VALUES (2001, 'i1', '7b896044', 1001, 'completed', 4.0, 4, 1, 1, 'rest');
INSERT INTO standing (flow_id, candidate_id, column_key, since, interviews, average, has_gap, has_video)
VALUES ('7b896044', 1001, 'none', 1, 1, 4.0, 0, 0);
INSERT INTO event (id, key, kind, candidate_id, flow_id, interview_num, first_seen_at, backlog)
VALUES
    (3001, 'processed:i1', 'processed', 1001, '7b896044', 2001, 1, 1),
    (3002, 'video:i1', 'video', 1001, '7b896044', 2001, 1, 0);
INSERT INTO mark_event (event_key, done_at) VALUES ('processed:i1', 5);
INSERT INTO delivery (source, road, received_at, headers, body, trust, outcome)
VALUES
    ('relay', 'relay', 1, '[]', x'7b7d', 'verified', 'applied'),
    ('relay', 'relay', 2, '[]', x'7b7d', 'verified', 'applied');
