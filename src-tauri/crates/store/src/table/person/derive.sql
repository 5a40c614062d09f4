-- ?1 candidate
-- Beside max() SQLite gives the other columns of the row in which the greatest stands: no sorting.
WITH
    seen (flow_id, at) AS (
        SELECT flow_id, max(first_seen_at) FROM interview WHERE candidate_id = ?1
        UNION ALL
        SELECT flow_id, max(first_seen_at) FROM transition WHERE candidate_id = ?1
        UNION ALL
        SELECT flow_id, max(first_seen_at) FROM event WHERE candidate_id = ?1
    ),
    latest (flow_id, at) AS (SELECT flow_id, max(at) FROM seen),
    stands AS (
        SELECT
            count(*) AS flows,
            sum(interviews) AS interviews,
            max(has_gap) AS has_gap,
            max(has_video) AS has_video
        FROM standing WHERE candidate_id = ?1
    ),
    newest (average, scores, interviewed_at, at) AS (
        SELECT average, scores, coalesce(ended_at, started_at), max(happened_at)
        FROM interview WHERE candidate_id = ?1 AND status <> 'incomplete'
    )
SELECT
    candidate.name,
    candidate.email,
    latest.flow_id,
    coalesce(standing.column_key, 'none'),
    newest.average,
    stands.interviews,
    stands.flows,
    stands.has_gap,
    stands.has_video,
    candidate.first_seen_at,
    latest.at,
    coalesce(mark.starred, 0),
    mark.reviewed_at IS NOT NULL,
    newest.interviewed_at,
    newest.scores,
    (SELECT count(*) FROM interview WHERE candidate_id = ?1 AND gone_at IS NOT NULL)
FROM candidate
JOIN stands ON stands.flows > 0
JOIN latest ON latest.flow_id IS NOT NULL
JOIN newest
LEFT JOIN standing ON standing.flow_id = latest.flow_id AND standing.candidate_id = ?1
LEFT JOIN mark_person AS mark
    ON mark.person = coalesce(candidate.email, 'anonymous:' || candidate.anonymous_interview)
WHERE candidate.id = ?1
