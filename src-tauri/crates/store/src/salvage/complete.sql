-- `main` is the cache that was made anew, `old` the one before.

-- Interviews that Ribbon no longer tells of are kept as they were.
UPDATE main.interview SET
    team_id = was.team_id, status = was.status, audio_url = was.audio_url, video_url = was.video_url,
    duration_ms = was.duration_ms, average = was.average, scores = was.scores,
    started_at = was.started_at, ended_at = was.ended_at, happened_at = was.happened_at, fingerprint = was.fingerprint,
    said_print = was.said_print, missed = was.missed, gone_at = was.gone_at,
    recordings_gone_at = was.recordings_gone_at, detailed = 1
FROM old.interview AS was
WHERE was.interview_id = interview.interview_id AND interview.detailed = 0 AND was.detailed = 1;

WITH untold (place) AS MATERIALIZED (
    SELECT num << 20 FROM main.interview
    WHERE NOT EXISTS (SELECT 1 FROM main.transcript WHERE transcript.place = interview.num << 20)
)
INSERT INTO main.transcript (place, bytes)
SELECT was.place, was.bytes FROM untold
JOIN old.transcript AS was ON was.place BETWEEN untold.place AND untold.place | 0xfffff;

-- Who it was and the link may have come with a webhook that is no longer kept.
UPDATE main.interview SET
    email = coalesce(interview.email, was.email),
    first_name = coalesce(interview.first_name, was.first_name),
    last_name = coalesce(interview.last_name, was.last_name),
    link = coalesce(interview.link, was.link)
FROM old.interview AS was
WHERE was.interview_id = interview.interview_id AND (
    interview.email IS NULL OR interview.first_name IS NULL OR interview.last_name IS NULL
    OR interview.link IS NULL);

-- Flows that were archived since, and when each was first seen.
INSERT INTO main.flow (flow_id, team_id, org_name, title, questions, language, interview_type,
    is_video_enabled, webhook_url, webhook_secret_key, status, voice_id, is_doc_upload_enabled,
    redirect_url, intro, outro, additional_info, additional_instructions, company_logo_url,
    missed, fetched, first_seen_at)
SELECT flow_id, team_id, org_name, title, questions, language, interview_type,
    is_video_enabled, webhook_url, webhook_secret_key, status, voice_id, is_doc_upload_enabled,
    redirect_url, intro, outro, additional_info, additional_instructions, company_logo_url,
    missed, fetched, first_seen_at
FROM old.flow
WHERE true
ON CONFLICT (flow_id) DO UPDATE SET
    team_id = iif(fetched, team_id, excluded.team_id),
    org_name = iif(fetched, org_name, excluded.org_name),
    title = iif(fetched, title, excluded.title),
    questions = iif(fetched, questions, excluded.questions),
    language = iif(fetched, language, excluded.language),
    interview_type = iif(fetched, interview_type, excluded.interview_type),
    is_video_enabled = iif(fetched, is_video_enabled, excluded.is_video_enabled),
    webhook_url = iif(fetched, webhook_url, excluded.webhook_url),
    webhook_secret_key = iif(fetched, webhook_secret_key, excluded.webhook_secret_key),
    status = iif(fetched, status, excluded.status),
    voice_id = iif(fetched, voice_id, excluded.voice_id),
    is_doc_upload_enabled = iif(fetched, is_doc_upload_enabled, excluded.is_doc_upload_enabled),
    redirect_url = iif(fetched, redirect_url, excluded.redirect_url),
    intro = iif(fetched, intro, excluded.intro),
    outro = iif(fetched, outro, excluded.outro),
    additional_info = iif(fetched, additional_info, excluded.additional_info),
    additional_instructions = iif(fetched, additional_instructions, excluded.additional_instructions),
    company_logo_url = iif(fetched, company_logo_url, excluded.company_logo_url),
    missed = iif(fetched, missed, excluded.missed),
    fetched = max(fetched, excluded.fetched),
    first_seen_at = min(first_seen_at, excluded.first_seen_at);

-- Ribbon does not date what it tells: which of a person's names is the newest, the old cache knows,
-- unless one was told just now for the first time.
UPDATE main.candidate SET name = was.name
FROM old.candidate AS was
WHERE was.id = candidate.id AND was.name IS NOT NULL AND EXISTS (
    SELECT 1 FROM old.candidate_name AS known
    WHERE known.candidate_id = candidate.id AND known.name = candidate.name);

-- A status change of the inbox leads to its link in the chain again.
UPDATE main.event SET transition_id = (
    SELECT id FROM main.transition WHERE event.key = 'status:' || transition.delivery_id)
WHERE kind = 'status';

-- What came in since the old cache heard from Ribbon last is news and no backlog.
INSERT INTO main.outbox (event_id, due_at)
SELECT event.id, event.first_seen_at FROM main.event
WHERE event.backlog = 1 AND event.key NOT IN (SELECT key FROM old.event)
    AND EXISTS (SELECT 1 FROM old.engine_note WHERE key = 'first_sync')
ON CONFLICT DO NOTHING;
UPDATE main.event SET backlog = 0
WHERE backlog = 1 AND key NOT IN (SELECT key FROM old.event)
    AND EXISTS (SELECT 1 FROM old.engine_note WHERE key = 'first_sync');
UPDATE main.inbox_entry SET unread = state.unread, done = state.done
FROM main.inbox_state AS state
WHERE state.event_id = inbox_entry.event_id
    AND (inbox_entry.unread <> state.unread OR inbox_entry.done <> state.done);
