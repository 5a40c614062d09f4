//! Interview flows (specification: `InterviewFlow`).

use super::{extra_text, or_default};
use crate::Error;
use domain::{Flow, FlowId, TeamId};
use serde::Deserialize;
use serde_json::{Map, Value};

/// Reads one flow as the API writes it. Fields that are not documented are kept in [`Flow::extra`].
///
/// # Errors
/// [`Error::Truncated`] when the JSON ends early; [`Error::Unreadable`] when it is not JSON, not of
/// the documented shape, or has no id.
pub fn parse_flow(bytes: &[u8]) -> Result<Flow, Error> {
    let wire = serde_json::from_slice::<WireFlow>(bytes);
    wire.map(Into::into)
        .map_err(|error| Error::unreadable(&error))
}

/// The answer to `GET /v1/interview-flows`.
#[derive(Deserialize)]
pub(crate) struct Flows {
    interview_flows: Vec<WireFlow>,
}

/// One flow.
#[derive(Deserialize)]
pub(crate) struct WireFlow {
    interview_flow_id: FlowId,
    team_id: Option<TeamId>,
    #[serde(default, deserialize_with = "or_default")]
    org_name: String,
    #[serde(default, deserialize_with = "or_default")]
    title: String,
    #[serde(default, deserialize_with = "or_default")]
    questions: Vec<String>,
    language: Option<String>,
    interview_type: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    is_video_enabled: bool,
    webhook_url: Option<String>,
    webhook_secret_key: Option<String>,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

impl From<WireFlow> for Flow {
    fn from(wire: WireFlow) -> Self {
        Self {
            id: wire.interview_flow_id,
            team_id: wire.team_id,
            org_name: wire.org_name,
            title: wire.title,
            questions: wire.questions,
            language: wire.language,
            interview_type: wire.interview_type,
            is_video_enabled: wire.is_video_enabled,
            webhook_url: wire.webhook_url,
            webhook_secret_key: wire.webhook_secret_key,
            extra: extra_text(wire.extra),
        }
    }
}

impl From<Flows> for Vec<Flow> {
    fn from(answer: Flows) -> Self {
        answer.interview_flows.into_iter().map(Into::into).collect()
    }
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
