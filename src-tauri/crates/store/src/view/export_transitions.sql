-- The webhook names the address interviewee_email; the other exports are joined by the longer name.
SELECT
    transition.flow_id AS interview_flow_id,
    nullif(flow.title, '') AS interview_flow_name,
    candidate.email AS interviewee_email,
    candidate.email AS interviewee_email_address,
    transition.previous AS previous_status,
    transition.new AS new_status,
    transition.trust AS signature,
    transition.repeats,
    strftime('%FT%H:%M:%fZ', transition.first_seen_at / 1000.0, 'unixepoch') AS first_seen_at,
    transition.seen_by,
    transition.gap_after IS NOT NULL AS gap,
    transition.gap_after AS status_before_gap,
    transition.delivery_id AS delivery
FROM transition
JOIN candidate ON candidate.id = transition.candidate_id
LEFT JOIN flow ON flow.flow_id = transition.flow_id
ORDER BY transition.id
