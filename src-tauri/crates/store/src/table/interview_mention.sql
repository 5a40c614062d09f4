INSERT INTO interview (
    interview_id, flow_id, candidate_id, status, email, first_name, last_name, link, detailed,
    first_seen_at, seen_by, happened_at
)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, ?9, ?10, ?9)
ON CONFLICT (interview_id) DO UPDATE SET
    link = coalesce(nullif(excluded.link, ''), link),
    -- Once held, always held: a webhook may be older than what is known.
    status = iif(status = 'completed', status, excluded.status),
    candidate_id = excluded.candidate_id,
    -- REST's word on who it was stands; a webhook fills in what nobody has told.
    email = coalesce(nullif(trim(email), ''), excluded.email),
    first_name = coalesce(nullif(trim(first_name), ''), excluded.first_name),
    last_name = coalesce(nullif(trim(last_name), ''), excluded.last_name),
    -- What it tells beyond REST's last answer makes that answer an old one, to be asked for again.
    detailed = detailed AND candidate_id = excluded.candidate_id
        AND (status = 'completed' OR status = excluded.status)
-- What tells nothing new writes nothing.
WHERE candidate_id <> excluded.candidate_id
    OR (status <> 'completed' AND status <> excluded.status)
    OR link IS NOT coalesce(nullif(excluded.link, ''), link)
    OR email IS NOT coalesce(nullif(trim(email), ''), excluded.email)
    OR first_name IS NOT coalesce(nullif(trim(first_name), ''), excluded.first_name)
    OR last_name IS NOT coalesce(nullif(trim(last_name), ''), excluded.last_name)
RETURNING num
