SELECT
    interview.num,
    interview.interview_id,
    interview.candidate_id,
    interview.flow_id,
    nullif(flow.title, '') AS flow,
    interview.status,
    interview.average,
    interview.duration_ms,
    interview.audio_url IS NOT NULL AS has_audio,
    interview.video_url IS NOT NULL AS has_video,
    interview.link IS NOT NULL AS has_link,
    interview.first_seen_at,
    interview.started_at,
    interview.ended_at,
    interview.gone_at,
    interview.recordings_gone_at,
    interview.seen_by
FROM interview
LEFT JOIN flow ON flow.flow_id = interview.flow_id
