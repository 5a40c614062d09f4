INSERT INTO flow (
    flow_id, team_id, org_name, title, questions, language, interview_type, is_video_enabled,
    webhook_url, webhook_secret_key, status, voice_id, is_doc_upload_enabled, redirect_url,
    intro, outro, additional_info, additional_instructions, company_logo_url, fetched,
    first_seen_at
)
VALUES (
    :flow_id, :team_id, :org_name, :title, :questions, :language, :interview_type,
    :is_video_enabled, :webhook_url, :webhook_secret_key, :status, :voice_id,
    :is_doc_upload_enabled, :redirect_url, :intro, :outro, :additional_info,
    :additional_instructions, :company_logo_url, 1, :now
)
ON CONFLICT (flow_id) DO UPDATE SET
    team_id = excluded.team_id,
    org_name = excluded.org_name,
    title = excluded.title,
    questions = excluded.questions,
    language = excluded.language,
    interview_type = excluded.interview_type,
    is_video_enabled = excluded.is_video_enabled,
    webhook_url = excluded.webhook_url,
    webhook_secret_key = excluded.webhook_secret_key,
    status = excluded.status,
    voice_id = excluded.voice_id,
    is_doc_upload_enabled = excluded.is_doc_upload_enabled,
    redirect_url = excluded.redirect_url,
    intro = excluded.intro,
    outro = excluded.outro,
    additional_info = excluded.additional_info,
    additional_instructions = excluded.additional_instructions,
    company_logo_url = excluded.company_logo_url,
    fetched = 1
