-- The flow and the status are those that the candidate came to last.
SELECT
    candidate.email AS interviewee_email_address,
    candidate.name AS interviewee_name,
    newest.flow_id AS interview_flow_id,
    nullif(flow.title, '') AS interview_flow_name,
    CASE
        WHEN newest.column_key LIKE 'status:%' THEN substr(newest.column_key, 8)
        WHEN newest.column_key = 'invited' THEN 'invited'
    END AS status,
    (SELECT count(*) FROM standing WHERE standing.candidate_id = candidate.id) AS flows,
    (SELECT count(*) FROM interview WHERE interview.candidate_id = candidate.id) AS interviews,
    (SELECT count(*) FROM interview
     WHERE interview.candidate_id = candidate.id AND interview.gone_at IS NOT NULL) AS no_longer_at_ribbon,
    (SELECT strftime('%FT%H:%M:%fZ', max(coalesce(ended_at, started_at)) / 1000.0, 'unixepoch')
     FROM interview WHERE interview.candidate_id = candidate.id) AS interviewed_at,
    newest.average AS average_score,
    strftime('%FT%H:%M:%fZ', candidate.first_seen_at / 1000.0, 'unixepoch') AS first_seen_at,
    coalesce(
        (SELECT seen_by FROM interview WHERE interview.candidate_id = candidate.id ORDER BY num LIMIT 1),
        (SELECT seen_by FROM transition
         WHERE transition.candidate_id = candidate.id ORDER BY id LIMIT 1)
    ) AS seen_by,
    EXISTS (
        SELECT 1 FROM transition
        WHERE transition.candidate_id = candidate.id AND transition.gap_after IS NOT NULL
    ) AS gap
FROM candidate
LEFT JOIN standing AS newest
    ON newest.candidate_id = candidate.id AND newest.flow_id = (
        SELECT flow_id FROM standing WHERE standing.candidate_id = candidate.id
        ORDER BY since DESC, flow_id LIMIT 1)
LEFT JOIN flow ON flow.flow_id = newest.flow_id
ORDER BY candidate.id
