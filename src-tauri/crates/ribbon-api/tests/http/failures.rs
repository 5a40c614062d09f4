//! What each failure is called, whether trying again helps, and that the key stays where it belongs.

use crate::support::{KEY, Ribbon, silent_after};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{FlowId, InterviewId, Interviewee};
use ribbon_api::Transcript;
use ribbon_api::{ApiKey, Client, Error, NewInterview, Timeouts};
use serde_json::json;
use std::time::Duration;
use url::Url;

fn refusal(status: u16) -> Response {
    let body = json!({"code": status, "status": "Some Name", "message": "because"});
    (StatusCode::from_u16(status).unwrap(), axum::Json(body)).into_response()
}

async fn ping_answered_with(status: u16) -> Error {
    let ribbon = Ribbon::answering(move |_| refusal(status)).await;
    ribbon.client().ping().await.unwrap_err()
}

#[tokio::test]
async fn each_status_has_its_meaning() {
    let message = || "because".to_owned();
    let server = |status| Error::Server {
        status,
        retry_after: None,
        message: message(),
    };
    let cases = [
        (
            400,
            Error::Refused {
                status: 400,
                message: message(),
            },
            true,
        ),
        (401, Error::WrongKey, true),
        (403, Error::Forbidden { message: message() }, true),
        (404, Error::NotFound { message: message() }, true),
        (408, Error::Timeout, false),
        (
            422,
            Error::Refused {
                status: 422,
                message: message(),
            },
            true,
        ),
        (429, Error::RateLimited { retry_after: None }, false),
        (500, server(500), false),
        (503, server(503), false),
    ];
    for (status, expected, permanent) in cases {
        let error = ping_answered_with(status).await;
        assert_eq!(error, expected, "status {status}");
        assert_eq!(error.is_permanent(), permanent, "status {status}");
    }
}

#[tokio::test]
async fn asking_for_an_id_that_is_not_there_is_told_from_a_refusal() {
    let ribbon = Ribbon::answering(|_| refusal(422)).await;
    let client = ribbon.client();
    let absent = Err(Error::NotFound {
        message: "because".into(),
    });
    assert_eq!(
        client
            .interview(&InterviewId::new("i"), Transcript::Full)
            .await
            .map(drop),
        absent
    );
    assert_eq!(client.flow(&FlowId::new("f")).await.map(drop), absent);
    assert_eq!(
        client.revoke_recordings(&InterviewId::new("i")).await,
        absent
    );
    let new = NewInterview {
        flow_id: FlowId::new("f"),
        interviewee: Interviewee::default(),
        assigned_recruiter_id: None,
    };
    let refused = Err(Error::Refused {
        status: 422,
        message: "because".into(),
    });
    assert_eq!(
        client.create_interview(&new).await.map(drop),
        refused,
        "POST was refused"
    );
}

#[tokio::test]
async fn a_refusal_without_the_documented_body_still_has_words() {
    let ribbon = Ribbon::answering(|_| (StatusCode::BAD_GATEWAY, "<html>").into_response()).await;
    let error = ribbon.client().ping().await.unwrap_err();
    let expected = Error::Server {
        status: 502,
        retry_after: None,
        message: "Bad Gateway".into(),
    };
    assert_eq!(error, expected, "the status's own name");
}

#[tokio::test]
async fn retry_after_is_read_as_seconds_and_as_a_date() {
    for (value, status) in [("7", 429), ("Fri, 15 May 2015 15:34:28 GMT", 503)] {
        let ribbon = Ribbon::answering(move |_| {
            let date = ("date", "Fri, 15 May 2015 15:34:21 GMT");
            ([("retry-after", value), date], refusal(status)).into_response()
        })
        .await;
        let error = ribbon.client().ping().await.unwrap_err();
        assert_eq!(
            error.retry_after(),
            Some(Duration::from_secs(7)),
            "{value}: {error:?}"
        );
    }
}

#[tokio::test]
async fn a_server_that_says_nothing_times_out() {
    let ribbon = Ribbon::answering(|_| silent_after("")).await;
    let error = ribbon.impatient_client().ping().await.unwrap_err();
    assert_eq!(error, Error::Timeout, "headers came, the body never did");

    // Connections wait in the listener's queue, where nobody takes them.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut deaf = Ribbon::answering(|_| silent_after("")).await;
    deaf.url = format!("http://{}/", listener.local_addr().unwrap())
        .parse()
        .unwrap();
    let error = deaf.impatient_client().ping().await.unwrap_err();
    assert_eq!(error, Error::Timeout, "not even headers came");
}

#[tokio::test]
async fn a_server_that_is_not_there_is_no_network() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap())
        .parse()
        .unwrap();
    drop(listener);
    let client = Client::new(&url, ApiKey::new(KEY)).unwrap();
    let error = client.ping().await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::NoNetwork {
                is_timeout: false,
                ..
            }
        ),
        "{error:?}"
    );
    assert!(!error.is_permanent(), "the network comes back");
}

#[tokio::test]
async fn an_encrypted_connection_that_does_not_come_about_is_no_network() {
    let https = |url: &Url, connect| {
        let url = url.as_str().replace("http:", "https:").parse().unwrap();
        let timeouts = Timeouts {
            connect,
            ..Timeouts::default()
        };
        Client::with_timeouts(&url, ApiKey::new(KEY), timeouts).unwrap()
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let deaf = format!("http://{}/", listener.local_addr().unwrap())
        .parse()
        .unwrap();
    let error = https(&deaf, Duration::from_millis(100))
        .ping()
        .await
        .unwrap_err();
    assert!(
        matches!(
            error,
            Error::NoNetwork {
                is_timeout: true,
                ..
            }
        ),
        "no greeting: {error:?}"
    );

    let plain = Ribbon::saying(json!({})).await;
    let error = https(&plain.url, Duration::from_secs(10))
        .ping()
        .await
        .unwrap_err();
    assert!(
        matches!(
            error,
            Error::NoNetwork {
                is_timeout: false,
                ..
            }
        ),
        "no TLS: {error:?}"
    );
}

#[tokio::test]
async fn the_key_does_not_follow_a_redirect_to_another_host() {
    let elsewhere = Ribbon::saying(json!({"message": "pong"})).await;
    let target = elsewhere.url.join("v1/ping").unwrap().to_string();
    let ribbon = Ribbon::answering(move |_| Redirect::temporary(&target).into_response()).await;
    let error = ribbon.client().ping().await.unwrap_err();
    assert_eq!(
        error,
        Error::Redirected {
            to: "127.0.0.1".into()
        },
        "another port is elsewhere"
    );
    assert!(elsewhere.seen().is_empty(), "nothing was sent there");
}

#[tokio::test]
async fn a_redirect_within_the_host_is_followed_and_a_circle_is_not() {
    let ribbon = Ribbon::answering(|seen| {
        if seen.line.ends_with("/here") {
            axum::Json(json!({"message": "pong"})).into_response()
        } else {
            Redirect::permanent("/be-api/here").into_response()
        }
    })
    .await;
    assert_eq!(
        ribbon.client().ping().await,
        Ok(()),
        "same scheme, host and port"
    );

    let circle = Ribbon::answering(|_| Redirect::permanent("/x").into_response()).await;
    let error = circle.client().ping().await.unwrap_err();
    assert!(matches!(error, Error::Redirected { .. }), "{error:?}");
    assert!(circle.seen().len() < 6, "and soon given up");
}

#[tokio::test]
async fn no_error_holds_the_key() {
    for status in [400, 401, 403, 404, 422, 429, 500] {
        let error = ping_answered_with(status).await;
        let text = format!("{error} {error:?}");
        assert!(!text.contains(KEY), "{text}");
    }
}

#[test]
fn the_key_goes_unencrypted_to_this_computer_only() {
    for good in [
        "https://app.ribbon.ai/be-api/",
        "http://127.0.0.1:1/",
        "http://[::1]/",
        "http://localhost",
    ] {
        assert!(
            Client::new(&good.parse().unwrap(), ApiKey::new(KEY)).is_ok(),
            "{good}"
        );
    }
    for bad in [
        "http://app.ribbon.ai/be-api/",
        "ftp://app.ribbon.ai/",
        "https://user:pass@app.ribbon.ai/",
        "data:text/plain,x",
        "http://localhost.evil.example/",
    ] {
        let refused = Client::new(&bad.parse().unwrap(), ApiKey::new(KEY)).map(drop);
        assert!(
            matches!(refused, Err(Error::BadUrl { .. })),
            "{bad}: {refused:?}"
        );
    }
}

#[tokio::test]
async fn a_recording_is_fetched_from_anywhere_without_the_key() {
    let store = Ribbon::saying(json!({})).await;
    let target = store.url.join("a.mp3").unwrap().to_string();
    let media = Ribbon::answering(move |_| Redirect::temporary(&target).into_response()).await;
    let http = ribbon_api::plain_http(Duration::from_secs(10));
    let answer = http.get(media.url.clone()).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "redirects are followed");
    assert!(
        !store.seen()[0].headers.contains_key("authorization"),
        "no key is sent"
    );
}
