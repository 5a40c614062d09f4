WITH listed (flow_id) AS (SELECT value FROM json_each(?1))
UPDATE flow SET missed = iif(flow_id IN listed, 0, missed + 1)
WHERE fetched = 1 AND iif(flow_id IN listed, missed > 0, missed < 2)
RETURNING flow_id, missed
