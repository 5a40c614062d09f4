SELECT
    flow.flow_id,
    flow.webhook_url,
    coalesce(flow.webhook_secret_key, '') <> '',
    heard.event_type,
    heard.received_at,
    heard.trust,
    flow.fetched
FROM flow
LEFT JOIN flow_heard ON flow_heard.flow_id = flow.flow_id
LEFT JOIN delivery AS heard ON heard.id = flow_heard.delivery_id
