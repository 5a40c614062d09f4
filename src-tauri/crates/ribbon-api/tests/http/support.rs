//! A stand-in for Ribbon on a real socket, which answers what a test wants and remembers what it
//! was asked.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use reqwest::header::HeaderMap;
use ribbon_api::{ApiKey, Client, Timeouts};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use url::Url;

pub(crate) const KEY: &str = "123e4567-e89b-12d3-a456-426614174000";

/// One request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// Method, path and query.
    pub(crate) line: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

type Answer = Arc<dyn Fn(&Seen) -> Response + Send + Sync>;

#[derive(Clone)]
struct Shared {
    answer: Answer,
    seen: Arc<Mutex<Vec<Seen>>>,
}

pub(crate) struct Ribbon {
    pub(crate) url: Url,
    seen: Arc<Mutex<Vec<Seen>>>,
    server: tokio::task::JoinHandle<()>,
}

impl Ribbon {
    /// Starts a server that answers every request with `answer`.
    pub(crate) async fn answering(
        answer: impl Fn(&Seen) -> Response + Send + Sync + 'static,
    ) -> Self {
        let seen = Arc::default();
        let shared = Shared {
            answer: Arc::new(answer),
            seen: Arc::clone(&seen),
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/be-api/", listener.local_addr().unwrap())
            .parse()
            .unwrap();
        let router = Router::new()
            .fallback(remember_and_answer)
            .with_state(shared);
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, seen, server }
    }

    /// Starts a server that answers with this JSON.
    pub(crate) async fn saying(json: serde_json::Value) -> Self {
        Self::answering(move |_| axum::Json(json.clone()).into_response()).await
    }

    /// Starts a server that writes these bytes to whoever asks and hangs up: for answers that no
    /// HTTP library would send.
    pub(crate) async fn writing(answer: Vec<u8>) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap())
            .parse()
            .unwrap();
        let server = tokio::spawn(async move {
            loop {
                let (mut socket, _) = listener.accept().await.unwrap();
                let mut request = Vec::new();
                // A body may follow in the same breath; nothing here reads one.
                while !request.windows(4).any(|four| four == b"\r\n\r\n") {
                    assert!(
                        socket.read_buf(&mut request).await.unwrap() > 0,
                        "a whole request"
                    );
                }
                socket.write_all(&answer).await.unwrap();
            }
        });
        Self {
            url,
            seen: Arc::default(),
            server,
        }
    }

    /// A client with patience enough for any machine.
    pub(crate) fn client(&self) -> Client {
        Client::new(&self.url, ApiKey::new(KEY)).unwrap()
    }

    /// A client that waits a moment only, for servers that never speak.
    pub(crate) fn impatient_client(&self) -> Client {
        self.client_that_waits(Duration::from_millis(100))
    }

    /// A client that gives up after so long a silence.
    pub(crate) fn client_that_waits(&self, read: Duration) -> Client {
        let timeouts = Timeouts {
            connect: Duration::from_secs(10),
            read,
        };
        Client::with_timeouts(&self.url, ApiKey::new(KEY), timeouts).unwrap()
    }

    /// The requests so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }
}

impl Drop for Ribbon {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn remember_and_answer(State(shared): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let seen = Seen {
        line: format!("{} {}", parts.method, parts.uri),
        headers: parts.headers,
        body: String::from_utf8(body.to_vec()).unwrap(),
    };
    shared.seen.lock().unwrap().push(seen.clone());
    (shared.answer)(&seen)
}

/// An answer that falls silent after `start`.
pub(crate) fn silent_after(start: &'static str) -> Response {
    use futures_util::StreamExt;
    let start = futures_util::stream::iter([Ok::<_, std::io::Error>(start)]);
    Response::new(Body::from_stream(
        start.chain(futures_util::stream::pending()),
    ))
}

/// A page with interviews of these ids.
pub(crate) fn page(ids: &[&str]) -> serde_json::Value {
    let item = |id: &&str| {
        serde_json::json!({"interview_id": id, "interview_flow_id": "f", "team_id": "t",
            "status": "completed", "interview_data": {"transcript": "x".repeat(500)}})
    };
    serde_json::json!({"interviews": ids.iter().map(item).collect::<Vec<_>>()})
}
