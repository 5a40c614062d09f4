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
        WHERE told.flow_id = flow.flow_id AND kind = 'interviews' AND told.status = 'completed'
    ), 0),
    coalesce((
        SELECT n FROM interview_sum AS told
        WHERE told.flow_id = flow.flow_id AND kind = 'interviews' AND told.status = 'incomplete'
    ), 0),
    (
        SELECT total / 420.0 / nullif(n, 0) FROM interview_sum AS told
        WHERE told.flow_id = flow.flow_id AND kind = 'average' AND told.status = 'completed'
    ),
    flow_state.status,
    flow.team_id,
    nullif(team.name, '')
FROM flow
JOIN flow_state ON flow_state.flow_id = flow.flow_id
LEFT JOIN team ON team.team_id = flow.team_id
WHERE ?1 IS NULL OR flow.flow_id = ?1
ORDER BY
    CASE flow_state.status WHEN 'closed' THEN 1 WHEN 'archived' THEN 2 ELSE 0 END,
    flow.title COLLATE NOCASE, flow.flow_id
