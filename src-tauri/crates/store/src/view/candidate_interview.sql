SELECT
    interview.num,
    interview.interview_id,
    interview.candidate_id,
    interview.flow_id,
    nullif(flow.title, '') AS flow,
    interview.status,
    interview.average,
    interview.duration_ms,
    -- What is kept here can be played though Ribbon no longer has it.
    interview.audio_url IS NOT NULL OR EXISTS (
        SELECT 1 FROM media
        WHERE media.interview_num = interview.num AND media.kind = 'audio' AND media.complete = 1
    ) AS has_audio,
    interview.video_url IS NOT NULL OR EXISTS (
        SELECT 1 FROM media
        WHERE media.interview_num = interview.num AND media.kind = 'video' AND media.complete = 1
    ) AS has_video,
    interview.link IS NOT NULL AS has_link,
    interview.first_seen_at,
    interview.started_at,
    interview.ended_at,
    interview.gone_at,
    interview.recordings_gone_at,
    interview.seen_by
FROM interview
LEFT JOIN flow ON flow.flow_id = interview.flow_id
