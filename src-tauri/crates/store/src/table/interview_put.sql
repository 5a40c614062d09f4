INSERT INTO interview (
    interview_id, flow_id, team_id, candidate_id, status, email, first_name, last_name,
    audio_url, video_url, duration_ms, average, communication, motivation, skills,
    language_vocabulary_and_expression, language_grammar_and_structure,
    language_fluency_and_pace, language_comprehension, fingerprint, detailed, first_seen_at, seen_by
)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)
ON CONFLICT (interview_id) DO UPDATE SET
    flow_id = excluded.flow_id,
    team_id = excluded.team_id,
    candidate_id = excluded.candidate_id,
    status = excluded.status,
    -- A webhook may know who it was before REST does: never forget a person.
    email = coalesce(nullif(trim(excluded.email), ''), email),
    first_name = coalesce(nullif(trim(excluded.first_name), ''), first_name),
    last_name = coalesce(nullif(trim(excluded.last_name), ''), last_name),
    audio_url = excluded.audio_url,
    video_url = excluded.video_url,
    duration_ms = excluded.duration_ms,
    average = excluded.average,
    communication = excluded.communication,
    motivation = excluded.motivation,
    skills = excluded.skills,
    language_vocabulary_and_expression = excluded.language_vocabulary_and_expression,
    language_grammar_and_structure = excluded.language_grammar_and_structure,
    language_fluency_and_pace = excluded.language_fluency_and_pace,
    language_comprehension = excluded.language_comprehension,
    fingerprint = excluded.fingerprint,
    detailed = 1
RETURNING num
