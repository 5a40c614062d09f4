SELECT
    outbox.id,
    event.kind,
    coalesce(candidate.name, candidate.email),
    nullif(flow.title, ''),
    interview.average,
    transition.previous,
    transition.new,
    event.flow_id,
    outbox.due_at,
    inbox_entry.unread = 0
-- Without the hint SQLite prefers to read all that was ever told, since it is in order.
FROM outbox INDEXED BY outbox_waiting
JOIN event ON event.id = outbox.event_id
JOIN candidate ON candidate.id = event.candidate_id
LEFT JOIN flow ON flow.flow_id = event.flow_id
LEFT JOIN interview ON interview.num = event.interview_num
LEFT JOIN inbox_entry ON inbox_entry.event_id = outbox.event_id
LEFT JOIN transition ON transition.id = event.transition_id
WHERE outbox.shown_at IS NULL AND outbox.due_at <= ?
ORDER BY outbox.id
