SELECT
    flow.flow_id,
    nullif(flow.title, ''),
    flow.org_name,
    flow.language,
    flow.is_video_enabled,
    (
        SELECT coalesce(sum(candidates), 0) FROM standing_sum AS stand WHERE stand.flow_id = flow.flow_id
    ),
    coalesce((
        SELECT n FROM interview_sum AS told
        WHERE told.flow_id = flow.flow_id AND kind = 'interviews' AND status = 'completed'
    ), 0),
    coalesce((
        SELECT n FROM interview_sum AS told
        WHERE told.flow_id = flow.flow_id AND kind = 'interviews' AND status = 'incomplete'
    ), 0),
    (
        SELECT total / 420.0 / nullif(n, 0) FROM interview_sum AS told
        WHERE told.flow_id = flow.flow_id AND kind = 'average' AND status = 'completed'
    )
FROM flow
WHERE ?1 IS NULL OR flow.flow_id = ?1
ORDER BY flow.title COLLATE NOCASE, flow.flow_id
