SELECT
    person_row.candidate_id,
    candidate.name,
    candidate.email,
    person_row.flow_id,
    nullif(flow.title, ''),
    nullif(flow.language, ''),
    person_row.flows,
    person_row.column_key,
    person_row.status,
    person_row.average,
    person_row.interviews,
    person_row.has_gap,
    person_row.has_video,
    person_row.first_seen_at,
    person_row.last_seen_at,
    person_row.interviewed_at,
    person_row.gone,
    person_row.scores
FROM json_each(?) AS wanted
CROSS JOIN person_row ON person_row.candidate_id = wanted.value
CROSS JOIN candidate ON candidate.id = person_row.candidate_id
LEFT JOIN flow ON flow.flow_id = person_row.flow_id
ORDER BY wanted.key
