//! A real listener that keeps the webhooks sent to it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use serde_json::Value;
use tokio::sync::Notify;

/// A webhook as it arrived.
#[derive(Debug, Clone)]
pub struct Received {
    pub body: Bytes,
    pub signature: Option<String>,
    pub content_type: Option<String>,
}

impl Received {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("a webhook is JSON")
    }

    pub fn kind(&self) -> String {
        self.json()["event_type"]
            .as_str()
            .expect("an event has a type")
            .to_owned()
    }
}

/// Listens for webhooks and answers each with the same status.
pub struct Receiver {
    pub url: String,
    received: Arc<Mutex<Vec<Received>>>,
    news: Arc<Notify>,
}

impl Receiver {
    pub async fn answering(status: u16) -> Self {
        let received = Arc::new(Mutex::new(Vec::new()));
        let status = StatusCode::from_u16(status).expect("a status");
        let news = Arc::new(Notify::new());
        let state = (Arc::clone(&received), Arc::clone(&news), status);
        let router = Router::new().route("/hook", post(keep)).with_state(state);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        let url = format!("http://{}/hook", listener.local_addr().expect("an address"));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self {
            url,
            received,
            news,
        }
    }

    /// Waits until an event of each of these kinds has arrived; false if that takes more than a minute.
    pub async fn hears_of(&self, kinds: &[&str]) -> bool {
        let heard = async {
            loop {
                let arrived: Vec<String> = self.received().iter().map(Received::kind).collect();
                if kinds
                    .iter()
                    .all(|kind| arrived.iter().any(|other| other == kind))
                {
                    return;
                }
                self.news.notified().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), heard)
            .await
            .is_ok()
    }

    /// What has arrived so far.
    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }
}

type Kept = (Arc<Mutex<Vec<Received>>>, Arc<Notify>, StatusCode);

async fn keep(
    State((kept, news, status)): State<Kept>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let header = |name| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned)
    };
    let signature = header("x-ribbon-signature");
    let content_type = header("content-type");
    kept.lock().unwrap().push(Received {
        body,
        signature,
        content_type,
    });
    news.notify_one();
    status
}
