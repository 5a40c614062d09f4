-- ?1 candidate
WITH
    seen AS (
        SELECT flow_id, first_seen_at FROM interview WHERE candidate_id = ?1
        UNION ALL
        SELECT flow_id, first_seen_at FROM transition WHERE candidate_id = ?1
        UNION ALL
        SELECT flow_id, first_seen_at FROM event WHERE candidate_id = ?1
    ),
    -- An interview that is told of and a status of the same moment are in one flow as a rule.
    latest AS (SELECT flow_id, first_seen_at FROM seen ORDER BY first_seen_at DESC, flow_id LIMIT 1),
    stands AS (
        SELECT
            count(*) AS flows,
            sum(interviews) AS interviews,
            max(has_gap) AS has_gap,
            max(has_video) AS has_video
        FROM standing WHERE candidate_id = ?1
    )
SELECT
    candidate.name,
    candidate.email,
    latest.flow_id,
    coalesce(standing.column_key, 'none'),
    (
        SELECT average FROM interview
        WHERE candidate_id = ?1 AND status <> 'incomplete' ORDER BY num DESC LIMIT 1
    ),
    stands.interviews,
    stands.flows,
    stands.has_gap,
    stands.has_video,
    candidate.first_seen_at,
    latest.first_seen_at,
    coalesce(mark.starred, 0),
    mark.reviewed_at IS NOT NULL
FROM candidate
JOIN stands ON stands.flows > 0
JOIN latest
LEFT JOIN standing ON standing.flow_id = latest.flow_id AND standing.candidate_id = ?1
LEFT JOIN candidate_person AS named ON named.candidate_id = candidate.id
LEFT JOIN mark_person AS mark ON mark.person = named.person
WHERE candidate.id = ?1
