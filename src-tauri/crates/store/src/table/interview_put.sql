INSERT INTO interview (
    interview_id, flow_id, team_id, candidate_id, status, email, first_name, last_name,
    audio_url, video_url, duration_ms, average, scores, started_at, ended_at, fingerprint, said_print,
    detailed, first_seen_at, seen_by, happened_at
)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, 1, ?18, ?19,
    coalesce(?15, ?14, ?18))
ON CONFLICT (interview_id) DO UPDATE SET
    flow_id = excluded.flow_id,
    team_id = excluded.team_id,
    candidate_id = excluded.candidate_id,
    status = excluded.status,
    -- A webhook may know who it was before REST does: never forget a person.
    email = coalesce(nullif(trim(excluded.email), ''), email),
    first_name = coalesce(nullif(trim(excluded.first_name), ''), first_name),
    last_name = coalesce(nullif(trim(excluded.last_name), ''), last_name),
    recordings_gone_at = CASE
        WHEN coalesce(excluded.audio_url, excluded.video_url) IS NOT NULL THEN NULL
        WHEN coalesce(audio_url, video_url) IS NOT NULL THEN ?18
        ELSE recordings_gone_at
    END,
    audio_url = excluded.audio_url,
    video_url = excluded.video_url,
    duration_ms = excluded.duration_ms,
    average = excluded.average,
    scores = excluded.scores,
    started_at = excluded.started_at,
    ended_at = excluded.ended_at,
    happened_at = coalesce(excluded.ended_at, excluded.started_at, first_seen_at),
    fingerprint = excluded.fingerprint,
    said_print = excluded.said_print,
    missed = 0,
    gone_at = NULL,
    detailed = 1
RETURNING num
