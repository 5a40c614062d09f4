//! Every call as Ribbon sees it.

use crate::support::{KEY, Ribbon, page};
use axum::response::IntoResponse;
use domain::{FlowId, InterviewField, InterviewId, InterviewStatus, Interviewee, TeamId, UnixMs};
use ribbon_api::{
    ArchivedFlow, CreatedInterview, Error, InterviewQuery, Item, NewFlow, NewInterview, Transcript,
};
use serde_json::{Value, json};

fn team() -> TeamId {
    TeamId::new("team 1")
}

#[tokio::test]
async fn each_reading_call_asks_what_is_documented() {
    let ribbon = Ribbon::saying(json!({"message": "pong", "teams": [], "team_members": [],
        "interview_flows": [], "interviews": [], "interview_flow_id": "f", "interview_id": "i"}))
    .await;
    let client = ribbon.client();
    client.ping().await.unwrap();
    client.teams().await.unwrap();
    client.team_members(None).await.unwrap();
    client.team_members(Some(&team())).await.unwrap();
    client.all_flows().await.unwrap();
    client.flow(&FlowId::new("f")).await.unwrap();
    client
        .interviews(&InterviewQuery::new(InterviewStatus::Incomplete))
        .await
        .unwrap();
    let one_team = InterviewQuery {
        limit: 1,
        offset: 3,
        team_id: Some(team()),
        ..InterviewQuery::new(InterviewStatus::Completed)
    };
    client.interviews(&one_team).await.unwrap();
    let recent = InterviewQuery {
        flow_id: Some(FlowId::new("f")),
        ended_after: Some(UnixMs(1_790_164_800_000)),
        transcript: Transcript::None,
        ..InterviewQuery::new(InterviewStatus::Completed)
    };
    client.interviews(&recent).await.unwrap();
    let id = InterviewId::new("i");
    for transcript in [Transcript::Full, Transcript::Text, Transcript::None] {
        client.interview(&id, transcript).await.unwrap();
    }

    let lines: Vec<String> = ribbon.seen().into_iter().map(|seen| seen.line).collect();
    let expected = [
        "GET /be-api/v1/ping",
        "GET /be-api/v1/teams?limit=1000&offset=0",
        "GET /be-api/v1/team-members?limit=1000&offset=0",
        "GET /be-api/v1/team-members?limit=1000&offset=0&team_id=team+1",
        "GET /be-api/v1/interview-flows?limit=100&offset=0",
        "GET /be-api/v1/interview-flows/f",
        "GET /be-api/v1/interviews?limit=20&offset=0&status=incomplete",
        "GET /be-api/v1/interviews?limit=1&offset=3&status=completed&team_id=team+1",
        "GET /be-api/v1/interviews?limit=20&offset=0&status=completed&interview_flow_id=f\
         &ended_after=2026-09-23T12%3A00%3A00Z&transcript=none",
        "GET /be-api/v1/interviews/i",
        "GET /be-api/v1/interviews/i?transcript=text",
        "GET /be-api/v1/interviews/i?transcript=none",
    ];
    assert_eq!(lines, expected, "method, path and query");
    assert_eq!(client.usage().requests, 12, "each was counted");
    for seen in ribbon.seen() {
        let bearer = format!("Bearer {KEY}");
        assert_eq!(
            seen.headers["authorization"],
            bearer.as_str(),
            "{}",
            seen.line
        );
        assert_eq!(seen.headers["accept-encoding"], "gzip", "{}", seen.line);
    }
}

#[tokio::test]
async fn making_a_flow_sends_only_what_was_chosen() {
    let ribbon = Ribbon::saying(json!({"interview_flow_id": "f9"})).await;
    let new = NewFlow {
        org_name: "Acme".into(),
        title: "Backend".into(),
        questions: vec!["Who?".into()],
        is_video_enabled: Some(true),
        webhook_url: Some("https://relay.example/in/a/b".into()),
        webhook_secret_key: Some("k".into()),
        ..NewFlow::default()
    };
    let id = ribbon.client().create_flow(&new).await;
    assert_eq!(id, Ok(FlowId::new("f9")), "the new flow's id");
    let seen = ribbon.seen().remove(0);
    assert_eq!(seen.line, "POST /be-api/v1/interview-flows");
    assert_eq!(
        seen.headers["content-type"], "application/json",
        "as documented"
    );
    let body: Value = serde_json::from_str(&seen.body).unwrap();
    let expected = json!({"org_name": "Acme", "title": "Backend", "questions": ["Who?"],
        "is_video_enabled": true, "webhook_url": "https://relay.example/in/a/b",
        "webhook_secret_key": "k"});
    assert_eq!(body, expected, "Ribbon's own defaults hold for the rest");
}

#[tokio::test]
async fn making_an_interview_gives_its_single_use_link() {
    let ribbon =
        Ribbon::saying(json!({"interview_id": "i9", "interview_link": "https://r/x"})).await;
    let new = NewInterview {
        flow_id: FlowId::new("f"),
        interviewee: Interviewee {
            email: Some("jane@example.com".into()),
            first_name: Some("Jane".into()),
            last_name: None,
        },
        assigned_recruiter_id: Some("m1".into()),
    };
    let created = CreatedInterview {
        interview_id: InterviewId::new("i9"),
        interview_link: "https://r/x".into(),
        hint: None,
    };
    assert_eq!(ribbon.client().create_interview(&new).await, Ok(created));
    let seen = ribbon.seen().remove(0);
    assert_eq!(seen.line, "POST /be-api/v1/interviews");
    let body: Value = serde_json::from_str(&seen.body).unwrap();
    let expected = json!({"interview_flow_id": "f", "assigned_recruiter_id": "m1",
        "interviewee_email_address": "jane@example.com", "interviewee_first_name": "Jane"});
    assert_eq!(body, expected, "what is not known is left out");
}

#[tokio::test]
async fn a_flow_is_archived_and_recordings_are_revoked() {
    let ribbon = Ribbon::answering(|seen| {
        let done = !seen.line.ends_with("i-stubborn");
        axum::Json(json!({"success": done, "interview_flow_id": "f", "status": "archived"}))
            .into_response()
    })
    .await;
    let client = ribbon.client();
    let archived = ArchivedFlow {
        flow_id: FlowId::new("f"),
        status: "archived".into(),
        success: true,
    };
    assert_eq!(client.archive_flow(&FlowId::new("f")).await, Ok(archived));
    assert_eq!(
        client.revoke_recordings(&InterviewId::new("i")).await,
        Ok(()),
        "revoked"
    );
    let refused = client
        .revoke_recordings(&InterviewId::new("i-stubborn"))
        .await;
    assert!(
        matches!(refused, Err(Error::Refused { .. })),
        "`success: false`: {refused:?}"
    );
    let lines: Vec<String> = ribbon.seen().into_iter().map(|seen| seen.line).collect();
    let expected = [
        "DELETE /be-api/v1/interview-flows/f",
        "DELETE /be-api/v1/interviews/i",
        "DELETE /be-api/v1/interviews/i-stubborn",
    ];
    assert_eq!(lines, expected, "method and path");
}

#[tokio::test]
async fn an_id_is_escaped_and_one_that_would_mean_a_whole_list_is_never_sent() {
    let ribbon = Ribbon::saying(page(&[])).await;
    let client = ribbon.client();
    let _unreadable = client
        .interview(&InterviewId::new("a/../b?c#d e"), Transcript::Full)
        .await;
    assert_eq!(
        ribbon.seen()[0].line,
        "GET /be-api/v1/interviews/a%2F..%2Fb%3Fc%23d%20e"
    );
    for id in ["", ".", ".."] {
        let refused = client.revoke_recordings(&InterviewId::new(id)).await;
        assert!(
            matches!(refused, Err(Error::BadUrl { .. })),
            "{id:?}: {refused:?}"
        );
    }
    assert_eq!(ribbon.seen().len(), 1, "nothing else was sent");
}

#[tokio::test]
async fn all_flows_come_once_although_the_server_grants_small_pages() {
    let ribbon = Ribbon::answering(|seen| {
        let offset: usize = seen
            .line
            .split(&['=', '&'][..])
            .nth(3)
            .unwrap()
            .parse()
            .unwrap();
        // Two a page, whatever was asked for; after the first, a flow appears at the head.
        let all: &[&str] = if offset == 0 {
            &["a", "b", "c"]
        } else {
            &["e", "a", "b", "c"]
        };
        let page = all.iter().skip(offset).take(2);
        let flows: Vec<Value> = page.map(|id| json!({"interview_flow_id": id})).collect();
        axum::Json(json!({"interview_flows": flows})).into_response()
    })
    .await;
    let flows = ribbon.client().all_flows().await.unwrap();
    let flows: Vec<_> = flows.into_iter().filter_map(Item::read).collect();
    let ids: Vec<&str> = flows.iter().map(|flow| flow.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "c"], "each once, in the order they came");
    assert_eq!(ribbon.seen().len(), 3, "read until a page is empty");
}

#[tokio::test]
async fn one_item_that_cannot_be_read_costs_no_other_of_a_list() {
    let ribbon = Ribbon::answering(|seen| {
        let is_first = seen.line.contains("offset=0");
        let body = match is_first {
            true => {
                "\u{feff}{\"interview_flows\":[{\"interview_flow_id\":7},{\"interview_flow_id\":\"f\",\
                 \"title\":\"A \\ud83d\"}],\"teams\":[{},{\"id\":\"t\"}],\
                 \"team_members\":[null,{\"id\":\"m\",\"email\":5}]}"
            }
            false => r#"{"interview_flows":[],"teams":[],"team_members":[]}"#,
        };
        body.into_response()
    })
    .await;
    let client = ribbon.client();
    let flows = client.all_flows().await.unwrap();
    assert!(matches!(flows[0], Item::Unreadable(_)), "{flows:?}");
    let title = flows[1].clone().read().unwrap().title;
    assert_eq!(title, "A \u{fffd}", "replaced");
    let teams = client.teams().await.unwrap();
    assert_eq!(teams.len(), 2, "{teams:?}");
    let members = client.team_members(None).await.unwrap();
    assert_eq!(members[1].problems()[0].field, "email", "{members:?}");
}

#[tokio::test]
async fn a_refusal_without_a_message_tells_its_details() {
    let ribbon = Ribbon::answering(|_| {
        let body = json!({"code": 422, "status": "Unprocessable Entity",
            "errors": {"json": {"limit": ["Must be at most 1000."]}}});
        (
            axum::http::StatusCode::UNPROCESSABLE_ENTITY,
            axum::Json(body),
        )
            .into_response()
    })
    .await;
    let error = ribbon.client().ping().await.unwrap_err();
    let expected = "Ribbon refuses (422): json.limit: Must be at most 1000.";
    assert_eq!(error.to_string(), expected);
}

#[tokio::test]
async fn what_was_not_asked_for_is_not_taken_for_empty() {
    let ribbon = Ribbon::saying(json!({"interview_id": "i", "interview_flow_id": "f",
        "interview_data": {"transcript": "", "transcript_with_timestamp": [],
            "questions_to_transcript_mapping": [], "summary": null}}))
    .await;
    let id = InterviewId::new("i");
    let client = ribbon.client();
    let missing = async |transcript| {
        let item = client.interview(&id, transcript).await.unwrap();
        item.read().unwrap().missing
    };
    let said = [InterviewField::Transcript, InterviewField::Segments];
    let none = missing(Transcript::None).await;
    assert!(said.iter().all(|field| none.contains(field)), "{none:?}");
    let full = missing(Transcript::Full).await;
    assert!(!said.iter().any(|field| full.contains(field)), "{full:?}");
}
