//! What can be said of a request to make something that brought no answer: was it done or not?

use crate::support::{KEY, Ribbon, silent_after};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::{FlowId, Interviewee};
use ribbon_api::{ApiKey, Client, Error, NewInterview};
use serde_json::json;

fn anybody() -> NewInterview {
    NewInterview {
        flow_id: FlowId::new("f"),
        interviewee: Interviewee::default(),
        assigned_recruiter_id: None,
    }
}

async fn error_of(client: &Client) -> Error {
    client.create_interview(&anybody()).await.unwrap_err()
}

#[tokio::test]
async fn a_clear_no_is_no_deed_and_a_failing_server_may_have_done_it() {
    for (status, may_be_done) in [
        (400, false),
        (401, false),
        (403, false),
        (404, false),
        (422, false),
        (429, false),
        (408, true),
        (500, true),
        (503, true),
        (504, true),
    ] {
        let status = StatusCode::from_u16(status).unwrap();
        let ribbon = Ribbon::answering(move |_| (status, "because").into_response()).await;
        let error = error_of(&ribbon.client()).await;
        assert_eq!(error.may_be_done(), may_be_done, "{status}: {error:?}");
    }
}

#[tokio::test]
async fn a_request_that_found_nobody_was_never_made() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);
    let client = Client::new(&url.parse().unwrap(), ApiKey::new(KEY)).unwrap();
    let error = error_of(&client).await;
    assert!(!error.may_be_done(), "there was no connection: {error:?}");
}

#[tokio::test]
async fn a_connection_that_breaks_after_the_request_leaves_it_open() {
    let ribbon = Ribbon::writing(Vec::new()).await;
    let error = error_of(&ribbon.client()).await;
    let is_lost = matches!(
        error,
        Error::NoNetwork {
            may_have_arrived: true,
            ..
        }
    );
    assert!(is_lost, "the request had arrived: {error:?}");
    assert!(error.may_be_done(), "so it may have been done");
}

#[tokio::test]
async fn silence_half_an_answer_and_an_answer_without_a_link_leave_it_open() {
    let silent = Ribbon::answering(|_| silent_after("")).await;
    let half = Ribbon::writing(
        b"HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n{\"interview_id\":\"i\"".to_vec(),
    )
    .await;
    let linkless = Ribbon::saying(json!({"interview_id": "i"})).await;
    for client in [silent.impatient_client(), half.client(), linkless.client()] {
        let error = error_of(&client).await;
        assert!(error.may_be_done(), "{error:?}");
    }
}

#[tokio::test]
async fn a_redirect_to_another_host_is_not_followed_so_nothing_was_done_there() {
    let elsewhere = Ribbon::saying(json!({"interview_id": "i", "interview_link": "x"})).await;
    let target = elsewhere.url.join("v1/interviews").unwrap().to_string();
    let ribbon = Ribbon::answering(move |_| Redirect::temporary(&target).into_response()).await;
    let error = error_of(&ribbon.client()).await;
    assert!(!error.may_be_done(), "{error:?}");
    assert!(elsewhere.seen().is_empty(), "nothing was sent there");
}

#[tokio::test]
async fn a_flow_that_ribbon_says_it_did_not_archive_is_a_refusal() {
    let answer = json!({"success": false, "interview_flow_id": "f", "status": "active"});
    let ribbon = Ribbon::saying(answer).await;
    let error = ribbon.client().archive_flow(&FlowId::new("f")).await;
    let refused = error.unwrap_err();
    assert!(matches!(refused, Error::Refused { .. }), "{refused:?}");
    assert!(!refused.may_be_done(), "Ribbon said so itself");
}
