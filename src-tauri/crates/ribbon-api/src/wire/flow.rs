//! Interview flows (specification: `InterviewFlow`), both descriptions.

use super::fields::{Fields, Read, Source, readable, without_bom};
use crate::item::{Item, Reading};
use domain::{FieldProblem, Flow, FlowField, FlowId, FlowStatus, ProblemReason, TeamId};
use std::collections::BTreeSet;

/// Reads one flow as either description of the API writes it, or what was kept of one: see
/// [`Flow::extra`]. A field that cannot be read costs that field alone.
pub fn parse_flow(bytes: &[u8]) -> Item<Flow> {
    let repaired = readable(without_bom(bytes));
    let source = Source::new(&repaired);
    let Some(mut fields) = source.object() else {
        return Item::not_json(bytes);
    };
    let id = match fields.id("interview_flow_id") {
        Ok(Some(id)) => id,
        found => {
            let reason = found.err().unwrap_or(ProblemReason::Missing);
            let problem = FieldProblem::new("interview_flow_id", reason);
            return Item::unreadable(bytes, None, problem);
        }
    };
    let mut missing = BTreeSet::new();
    let item = read(&mut fields, &id, &mut missing);
    let extra = fields.rest(&[("interview_flow_id", &id)]);
    let item = Flow {
        missing,
        extra: extra.unwrap_or_default(),
        ..item
    };
    Item::Read(Reading {
        item,
        problems: source.into_problems(),
    })
}

fn read(fields: &mut Fields<'_>, id: &str, missing: &mut BTreeSet<FlowField>) -> Flow {
    let mut note = |field: FlowField, is_missing: bool| {
        if is_missing {
            missing.insert(field);
        }
    };
    let mut text = |field: FlowField, name: &str| {
        let read = fields.text(name);
        note(field, read.is_missing());
        read.value()
    };
    let team_id = text(FlowField::Team, "team_id").map(TeamId::new);
    let org_name = text(FlowField::OrgName, "org_name").unwrap_or_default();
    let title = text(FlowField::Title, "title").unwrap_or_default();
    let language = text(FlowField::Language, "language");
    let interview_type = text(FlowField::InterviewType, "interview_type");
    let webhook_url = text(FlowField::WebhookUrl, "webhook_url");
    let webhook_secret_key = text(FlowField::WebhookSecret, "webhook_secret_key");
    let status = text(FlowField::Status, "status").map(|word| FlowStatus::parse(&word));
    let voice_id = text(FlowField::Voice, "voice_id");
    let redirect_url = text(FlowField::RedirectUrl, "redirect_url");
    let intro = text(FlowField::Intro, "intro");
    let outro = text(FlowField::Outro, "outro");
    let additional_info = text(FlowField::AdditionalInfo, "additional_info");
    let additional_instructions =
        text(FlowField::AdditionalInstructions, "additional_instructions");
    let company_logo_url = text(FlowField::Logo, "company_logo_url");
    let mut flag = |field: FlowField, name: &str| {
        let read = fields.flag(name);
        note(field, read.is_missing());
        read.value().unwrap_or_default()
    };
    let is_video_enabled = flag(FlowField::Video, "is_video_enabled");
    let is_doc_upload_enabled = flag(FlowField::DocUpload, "is_doc_upload_enabled");
    let questions = fields.take("questions", questions);
    note(FlowField::Questions, questions.is_missing());
    Flow {
        id: FlowId::new(id),
        team_id,
        org_name,
        title,
        questions: questions.value().unwrap_or_default(),
        language,
        interview_type,
        is_video_enabled,
        webhook_url,
        webhook_secret_key,
        status,
        voice_id,
        is_doc_upload_enabled,
        redirect_url,
        intro,
        outro,
        additional_info,
        additional_instructions,
        company_logo_url,
        missing: BTreeSet::new(),
        extra: String::new(),
    }
}

fn questions<'a>(source: &'a Source<'a>, field: &str, raw: &'a str) -> Read<Vec<String>> {
    source.list(field, raw).and_then(|list| {
        let texts = list.into_iter().enumerate();
        // In the place of one that cannot be read an empty one stands: the numbers of the others stay.
        let texts = texts.map(|(nth, raw)| source.text(&format!("{field}[{nth}]"), raw));
        Read::Value(texts.map(|text| text.value().unwrap_or_default()).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flow_keeps_every_field_that_it_came_with() {
        let text = include_bytes!("../../tests/fixtures/interview_flow.json");
        let flow = parse_flow(text).unwrap();
        assert_eq!(flow.id, FlowId::new("7b896044"));
        assert_eq!(flow.team_id, Some(TeamId::new("team-1")));
        assert_eq!(
            (flow.org_name.as_str(), flow.title.as_str()),
            ("Acme", "Backend Engineer")
        );
        assert_eq!(flow.questions, ["Who are you?", "Why us?"]);
        assert_eq!(flow.language.as_deref(), Some("en-US"));
        assert_eq!(flow.interview_type.as_deref(), Some("recruitment"));
        assert!(flow.is_video_enabled, "video is on");
        assert_eq!(
            flow.webhook_url.as_deref(),
            Some("https://relay.example/in/a/b")
        );
        assert_eq!(flow.webhook_secret_key.as_deref(), Some("k"));
        let extra: Value = serde_json::from_str(&flow.extra).unwrap();
        let expected = serde_json::json!({
            "voice_id": "11labs-Kate", "is_doc_upload_enabled": false, "redirect_url": null,
            "intro": "Hello", "outro": null, "company_logo_url": null, "additional_info": null,
            "additional_instructions": null, "a_field_of_tomorrow": {"x": [1]}
        });
        assert_eq!(extra, expected, "documented or not, nothing is lost");
    }

    #[test]
    fn nulls_and_missing_fields_leave_a_flow_readable() {
        let text = r#"{"interview_flow_id":"f","questions":null,"is_video_enabled":null}"#;
        let flow: Flow = serde_json::from_str::<WireFlow>(text).unwrap().into();
        assert_eq!(flow.questions, Vec::<String>::new(), "no questions");
        assert_eq!(flow.extra, "", "nothing unknown");
        assert!(
            serde_json::from_str::<WireFlow>("{}").is_err(),
            "without an id it is no flow"
        );
    }
}
