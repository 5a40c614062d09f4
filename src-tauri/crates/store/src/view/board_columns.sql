WITH known (key, place) AS (
    VALUES ('invited', -2), ('none', -1)
    UNION ALL
    SELECT 'status:' || status, position FROM pipeline_column WHERE flow_id = ?1
)
SELECT
    known.key,
    coalesce(stand.candidates, 0),
    stand.total / 420.0 / nullif(stand.averages, 0)
FROM known
LEFT JOIN standing_sum AS stand ON stand.flow_id = ?1 AND stand.column_key = known.key
ORDER BY known.place
