//! Interview flows (specification: `InterviewFlow`), both descriptions.

use super::fields::{Fields, Read, Source, without_bom};
use super::repair::readable;
use crate::item::{Item, Reading};
use domain::{Flow, FlowField, FlowId, FlowStatus, TeamId};
use std::collections::BTreeSet;

/// Reads one flow as either description of the API writes it, or what was kept of one: see
/// [`Flow::extra`]. A field that cannot be read costs that field alone.
pub fn parse_flow(bytes: &[u8]) -> Item<Flow> {
    let repaired = readable(without_bom(bytes));
    let source = Source::new(&repaired);
    let Some(mut fields) = source.object() else {
        return Item::not_json(bytes);
    };
    let Some(id) = fields.needed_id("interview_flow_id") else {
        drop(fields);
        return Item::unreadable(bytes, None, source.into_problems());
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

/// Reads a list of texts. In the place of one that is none an empty one stands: the numbers of the
/// others stay. One without any text is no such list.
fn questions<'a>(source: &'a Source<'a>, field: &str, raw: &'a str) -> Read<Vec<String>> {
    source.list(field, raw).and_then(|list| {
        let texts: Vec<Read<String>> = list
            .into_iter()
            .enumerate()
            .map(|(nth, raw)| source.text(&format!("{field}[{nth}]"), raw))
            .collect();
        if !texts.is_empty() && texts.iter().all(|text| *text == Read::Wrong) {
            return Read::Wrong;
        }
        let texts = texts.into_iter();
        Read::Value(texts.map(|text| text.value().unwrap_or_default()).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flow_keeps_every_field_that_it_came_with() {
        let text = include_bytes!("../../tests/fixtures/interview_flow.json");
        let Item::Read(Reading {
            item: flow,
            problems,
        }) = parse_flow(text)
        else {
            panic!("it is a flow")
        };
        assert_eq!(problems, [], "no flaw");
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
        assert_eq!(flow.voice_id.as_deref(), Some("11labs-Kate"));
        assert_eq!(flow.intro.as_deref(), Some("Hello"));
        assert_eq!((flow.outro, flow.is_doc_upload_enabled), (None, false));
        let missing = [FlowField::Status].into();
        assert_eq!(
            flow.missing, missing,
            "the description of April 2026 has none"
        );
        let extra: serde_json::Value = serde_json::from_str(&flow.extra).unwrap();
        let expected = serde_json::json!({
            "interview_flow_id": "7b896044", "a_field_of_tomorrow": {"x": [1]}
        });
        assert_eq!(extra, expected, "what nobody knows");
    }

    #[test]
    fn one_damaged_field_leaves_the_rest_of_a_flow_readable() {
        let text = r#"{"interview_flow_id":"f","title":"Nurse \ud83d","status":"closed",
            "questions":["Why?",7],"is_video_enabled":"yes","webhook_secret_key":{}}"#;
        let Item::Read(reading) = parse_flow(text.as_bytes()) else {
            panic!("it has an id")
        };
        let flow = reading.item;
        assert_eq!(flow.title, "Nurse \u{fffd}", "replaced");
        assert_eq!(flow.status, Some(FlowStatus::Closed));
        assert_eq!(flow.questions, ["Why?", ""], "the numbers stay");
        let fields: Vec<_> = reading
            .problems
            .iter()
            .map(|it| it.field.as_str())
            .collect();
        let expected = [
            "title",
            "webhook_secret_key",
            "is_video_enabled",
            "questions[1]",
        ];
        assert_eq!(fields, expected, "each is named");
        assert!(
            flow.missing.contains(&FlowField::WebhookSecret),
            "the stored one stays"
        );
        let again = parse_flow(flow.extra.as_bytes());
        assert_eq!(
            again.problems(),
            reading.problems,
            "what is kept says so again"
        );
    }

    #[test]
    fn a_list_without_any_question_is_missing() {
        let missing = |questions| {
            let text = format!(r#"{{"interview_flow_id":"f","questions":{questions}}}"#);
            let flow = parse_flow(text.as_bytes()).read().unwrap();
            flow.missing.contains(&FlowField::Questions)
        };
        assert!(missing("[{},7]"), "what is stored stays");
        assert!(
            !missing("[]") && !missing("[7,\"Why?\"]"),
            "there are some, or none"
        );
    }

    #[test]
    fn a_flow_without_an_id_is_kept_whole() {
        for text in ["{}", r#"{"interview_flow_id":5}"#, "[]"] {
            let item = parse_flow(text.as_bytes());
            assert!(matches!(item, Item::Unreadable(_)), "{text}: {item:?}");
        }
        let nulls = r#"{"interview_flow_id":"f","questions":null,"is_video_enabled":null}"#;
        let Item::Read(reading) = parse_flow(nulls.as_bytes()) else {
            panic!("nulls are gaps")
        };
        assert_eq!(reading.item.questions, Vec::<String>::new(), "no questions");
        assert_eq!(reading.item.extra, "", "nothing unknown");
    }
}
