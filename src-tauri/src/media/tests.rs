//! A recording's address that has perished is renewed by asking Ribbon for the interview again.

use super::*;
use axum::Json;
use domain::{FlowId, Interview, InterviewData, InterviewStatus, UnixMs};
use ribbon_api::ApiKey;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::time::Duration;
use store::DbKey;

const RECORDING: &str = "what the camera saw";

/// A Ribbon whose first addresses answer `perished`, and which gives out `renewed` ones.
async fn ribbon(perished: StatusCode, renewed: Option<&'static str>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let interview = move || async move { Json(told(address, renewed)) };
    let router = Router::new()
        .route("/media/old", get(move || async move { perished }))
        .route("/media/new", get(|| async { RECORDING }))
        .route("/v1/interviews/i1", get(interview));
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

fn told(address: SocketAddr, video: Option<&str>) -> Value {
    json!({
        "interview_id": "i1", "interview_flow_id": "f1", "team_id": "t1", "status": "completed",
        "interview_data": {"transcript": "", "video_url": video.map(|name| media(address, name))},
    })
}

fn media(address: SocketAddr, name: &str) -> String {
    format!("http://{address}/media/{name}")
}

/// Plays the interview's video, whose address the cache holds from before; answers the status, what
/// was played, and which address the cache holds then.
async fn play_from(ribbon: SocketAddr) -> (StatusCode, String, Option<String>) {
    let folder = tempfile::tempdir().unwrap();
    let key = DbKey::from_hex(&"5a".repeat(32)).unwrap();
    let store = Arc::new(Store::open(&folder.path().join("cache.db"), key).unwrap());
    let known = Interview {
        status: InterviewStatus::Completed,
        data: Some(InterviewData {
            video_url: Some(media(ribbon, "old")),
            ..InterviewData::default()
        }),
        ..Interview::new(InterviewId::new("i1"), FlowId::new("f1"))
    };
    sync::backlog::interviews(&store, std::slice::from_ref(&known), UnixMs(1)).unwrap();
    let url = format!("http://{ribbon}/").parse().unwrap();
    let server = Server::start().await.unwrap();
    let client = Client::new(&url, ApiKey::new("key")).unwrap();
    server.serve(Arc::clone(&store), Some(client));

    let http = ribbon_api::plain_http(Duration::from_secs(10));
    let answer = http.get(server.url(&known.id, MediaKind::Video)).send();
    let answer = answer.await.unwrap();
    let (status, played) = (answer.status(), answer.text().await.unwrap());
    let held = store.read(|c| store::table::interview::urls(c, &known.id));
    let [_, video, _] = held.unwrap().unwrap();
    (status, played, video)
}

#[tokio::test]
async fn a_perished_address_is_renewed_and_the_recording_is_played() {
    for perished in [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND] {
        let ribbon = ribbon(perished, Some("new")).await;
        let (status, played, held) = play_from(ribbon).await;
        assert_eq!(
            (status, played.as_str()),
            (StatusCode::OK, RECORDING),
            "{perished}"
        );
        assert_eq!(held, Some(media(ribbon, "new")), "the new address is kept");
    }
}

#[tokio::test]
async fn a_recording_that_ribbon_no_longer_has_is_said_to_be_missing() {
    for renewed in [None, Some("old")] {
        let ribbon = ribbon(StatusCode::FORBIDDEN, renewed).await;
        let (status, ..) = play_from(ribbon).await;
        assert_eq!(
            status,
            StatusCode::BAD_GATEWAY,
            "renewed as {renewed:?}, and then given up"
        );
    }
}
