SELECT
    event.id,
    event.kind,
    event.candidate_id,
    coalesce(candidate.name, candidate.email) AS candidate,
    event.flow_id,
    nullif(flow.title, '') AS flow,
    interview.interview_id,
    interview.average,
    coalesce(interview.ended_at, interview.started_at) AS interviewed_at,
    interview.gone_at,
    transition.previous,
    transition.new,
    transition.gap_after IS NOT NULL AS after_gap,
    event.first_seen_at,
    page.unread,
    page.starred,
    page.done,
    nullif(mark_event.snoozed_until, 0) AS snoozed_until
FROM page
CROSS JOIN event ON event.id = page.event_id
JOIN candidate ON candidate.id = event.candidate_id
LEFT JOIN flow ON flow.flow_id = event.flow_id
LEFT JOIN interview ON interview.num = event.interview_num
LEFT JOIN transition ON transition.id = event.transition_id
LEFT JOIN mark_event ON mark_event.event_key = event.key
ORDER BY page.event_id DESC
