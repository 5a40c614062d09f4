-- Two people as format 8 held them: Jane was hired and her interview starred, Zoë is news.
INSERT INTO candidate (id, email, name, first_seen_at)
VALUES (1, 'jane.doe@example.com', 'Jane Doe', 10), (2, 'zoe@example.org', 'Zoë', 20);
INSERT INTO interview (num, interview_id, flow_id, candidate_id, status, average, detailed, first_seen_at, seen_by)
VALUES (1, 'i1', 'f1', 1, 'completed', 4.0, 1, 10, 'rest'), (2, 'i2', 'f1', 2, 'completed', 3.0, 1, 20, 'relay');
INSERT INTO transition (id, candidate_id, flow_id, new, first_seen_at, seen_by, trust, delivery_id)
VALUES (1, 1, 'f1', 'hired', 15, 'relay', 'verified', 1);
INSERT INTO standing (flow_id, candidate_id, column_key, since, interviews, average, has_gap, has_video)
VALUES ('f1', 1, 'status:hired', 15, 1, 4.0, 0, 0), ('f1', 2, 'none', 20, 1, 3.0, 0, 0);
INSERT INTO event (id, key, kind, candidate_id, flow_id, interview_num, first_seen_at, backlog)
VALUES (1, 'processed:i1', 'processed', 1, 'f1', 1, 10, 1), (2, 'processed:i2', 'processed', 2, 'f1', 2, 20, 0);
INSERT INTO mark_event (event_key, starred_at) VALUES ('processed:i1', 12);
