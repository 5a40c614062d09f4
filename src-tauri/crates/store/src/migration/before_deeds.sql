-- Webhooks as format 4 held them: understood, repeated, not understood, not even JSON.
INSERT INTO delivery (source, road, received_at, headers, body, trust, event_type, outcome)
VALUES
    ('relay', 'relay', 1, '[]', CAST('{"interview_flow_id":"7b896044"}' AS BLOB), 'absent',
        'interview_processed', 'applied'),
    ('relay', 'relay', 3, '[]', CAST('{"interview_flow_id":"7b896044"}' AS BLOB), 'verified',
        'candidate_status_updated', 'repeat'),
    ('relay', 'relay', 4, '[]', CAST('{"interview_flow_id":"7b896044"}' AS BLOB), 'verified',
        'tomorrow', 'quarantined'),
    ('relay', 'relay', 5, '[]', x'ff00', 'absent', NULL, 'quarantined');
