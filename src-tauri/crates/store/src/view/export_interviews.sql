SELECT
    interview.interview_id,
    interview.flow_id AS interview_flow_id,
    nullif(flow.title, '') AS interview_flow_name,
    interview.team_id,
    interview.status,
    strftime('%FT%H:%M:%fZ', interview.started_at / 1000.0, 'unixepoch') AS started_at,
    strftime('%FT%H:%M:%fZ', interview.ended_at / 1000.0, 'unixepoch') AS ended_at,
    coalesce(interview.email, candidate.email) AS interviewee_email_address,
    interview.first_name AS interviewee_first_name,
    interview.last_name AS interviewee_last_name,
    interview.link AS interview_link,
    interview.audio_url,
    interview.video_url,
    interview.scores AS scores,
    interview.average AS average_score,
    interview.duration_ms / 1000.0 AS duration_seconds,
    strftime('%FT%H:%M:%fZ', interview.first_seen_at / 1000.0, 'unixepoch') AS first_seen_at,
    interview.seen_by,
    coalesce(standing.has_gap, 0) AS gap,
    strftime('%FT%H:%M:%fZ', interview.gone_at / 1000.0, 'unixepoch') AS no_longer_at_ribbon_since,
    strftime('%FT%H:%M:%fZ', interview.recordings_gone_at / 1000.0, 'unixepoch') AS recordings_gone_since,
    interview.num AS said
FROM interview
JOIN candidate ON candidate.id = interview.candidate_id
LEFT JOIN flow ON flow.flow_id = interview.flow_id
LEFT JOIN standing
    ON standing.flow_id = interview.flow_id AND standing.candidate_id = interview.candidate_id
ORDER BY interview.num
