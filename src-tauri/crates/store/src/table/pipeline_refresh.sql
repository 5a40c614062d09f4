-- ?1 candidate, ?2 flow
WITH
    held AS (
        SELECT new, first_seen_at FROM transition
        WHERE candidate_id = ?1 AND flow_id = ?2 ORDER BY +delivery_id DESC, id DESC LIMIT 1
    ),
    told AS (
        SELECT
            count(*) AS interviews,
            max(status <> 'incomplete') AS any_held,
            max(video_url IS NOT NULL) AS any_video,
            min(CASE WHEN status <> 'incomplete' THEN first_seen_at END) AS held_at,
            min(first_seen_at) AS seen_at
        FROM interview WHERE candidate_id = ?1 AND flow_id = ?2
    ),
    newest AS (
        SELECT average FROM interview
        WHERE candidate_id = ?1 AND flow_id = ?2 AND status <> 'incomplete'
        ORDER BY happened_at DESC, num DESC LIMIT 1
    )
INSERT INTO standing
    (flow_id, candidate_id, column_key, since, interviews, average, has_gap, has_video)
SELECT
    ?2,
    ?1,
    coalesce(
        (SELECT 'status:' || new FROM held),
        CASE WHEN told.interviews > 0 AND NOT told.any_held THEN 'invited' ELSE 'none' END
    ),
    coalesce((SELECT first_seen_at FROM held), told.held_at, told.seen_at, 0),
    told.interviews,
    (SELECT average FROM newest),
    EXISTS (
        SELECT 1 FROM transition
        WHERE candidate_id = ?1 AND flow_id = ?2 AND gap_after IS NOT NULL
    ),
    coalesce(told.any_video, 0)
FROM told
-- Whoever was anonymous may have been found to be somebody known, and be gone.
WHERE EXISTS (SELECT 1 FROM candidate WHERE id = ?1)
ON CONFLICT (flow_id, candidate_id) DO UPDATE SET
    column_key = excluded.column_key,
    since = excluded.since,
    interviews = excluded.interviews,
    average = excluded.average,
    has_gap = excluded.has_gap,
    has_video = excluded.has_video
