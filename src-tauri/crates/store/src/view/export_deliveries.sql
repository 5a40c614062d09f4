SELECT
    delivery.id AS delivery,
    delivery.event_type,
    delivery.outcome,
    delivery.reason,
    delivery.trust AS signature,
    delivery.source,
    delivery.event_id,
    strftime('%FT%H:%M:%fZ', delivery.received_at / 1000.0, 'unixepoch') AS first_seen_at,
    delivery.road AS seen_by,
    EXISTS (
        SELECT 1 FROM transition
        WHERE transition.delivery_id = delivery.id AND transition.gap_after IS NOT NULL
    ) AS gap,
    delivery.headers,
    delivery.body
FROM delivery
ORDER BY delivery.id
