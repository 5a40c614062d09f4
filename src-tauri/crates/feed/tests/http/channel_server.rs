//! A server of channels that streams as smee or gosmee does, and misbehaves when told to.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::{StreamExt, stream};
use serde_json::{Map, Value, json};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::watch;
use url::Url;

pub(crate) const CHANNEL: &str = "AbCdEf123456";
/// When the server receives whatever is posted.
pub(crate) const RECEIVED: i64 = 1_800_000_000_123;

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Style {
    Smee,
    Gosmee,
    /// It remembers.
    GosmeeWithRedis,
}

struct Channels {
    style: Style,
    /// What Redis keeps: id and data.
    kept: Vec<(u64, String)>,
    /// The number of the newest event.
    newest: u64,
    listeners: Vec<UnboundedSender<String>>,
    /// Answers given instead of a stream, first come first served.
    instead: VecDeque<u16>,
    /// Each listener's `Last-Event-ID`.
    asked: watch::Sender<Vec<Option<String>>>,
}

#[derive(Clone)]
pub(crate) struct FakeChannels {
    /// Where to post.
    pub(crate) url: Url,
    channels: Arc<Mutex<Channels>>,
}

impl FakeChannels {
    pub(crate) async fn start(style: Style) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let channels = Channels {
            style,
            kept: Vec::new(),
            newest: 0,
            listeners: Vec::new(),
            instead: VecDeque::new(),
            asked: watch::Sender::default(),
        };
        let server = Self {
            url: format!("http://{address}/{CHANNEL}").parse().unwrap(),
            channels: Arc::new(Mutex::new(channels)),
        };
        let page = get(|| async { Html("<p>This is for people.") });
        let router = match style {
            Style::Smee => Router::new().route("/{channel}", get(stream_of).post(receive)),
            Style::Gosmee | Style::GosmeeWithRedis => Router::new()
                .route("/{channel}", page.merge(post(receive)))
                .route("/events/{channel}", get(stream_of)),
        };
        let router = router.with_state(server.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        server
    }

    /// Sends all listeners this, as it is.
    pub(crate) fn say(&self, text: &str) {
        self.channels.lock().unwrap().say(text);
    }

    /// What either server sends every 30 seconds.
    pub(crate) fn ping(&self) {
        let mut channels = self.channels.lock().unwrap();
        match channels.style {
            Style::Smee => channels.say("id: 1\nevent: ping\ndata: {}\n\n"),
            Style::Gosmee | Style::GosmeeWithRedis => channels.say(": keepalive\n\n"),
        }
    }

    /// Ends all streams.
    pub(crate) fn hang_up(&self) {
        self.channels.lock().unwrap().listeners.clear();
    }

    /// Answers the next listener with this status.
    pub(crate) fn answer_instead(&self, status: u16) {
        self.channels.lock().unwrap().instead.push_back(status);
    }

    /// Forgets events up to this number.
    pub(crate) fn expire(&self, number: u64) {
        let mut channels = self.channels.lock().unwrap();
        channels.kept.retain(|(kept, _)| *kept > number);
    }

    /// Each listener's `Last-Event-ID`, once there were so many.
    pub(crate) async fn asked(&self, count: usize) -> Vec<Option<String>> {
        let mut asked = self.channels.lock().unwrap().asked.subscribe();
        let waited = asked.wait_for(|asked| asked.len() >= count);
        let waited = tokio::time::timeout(Duration::from_secs(30), waited).await;
        waited.expect("asked in time").unwrap().clone()
    }
}

/// The name that Redis gives to an event, of which there are two in a millisecond.
pub(crate) fn id(number: u64) -> String {
    format!("{}-{}", 1_800_000_000_000 + number / 2, number % 2)
}

impl Channels {
    fn say(&mut self, text: &str) {
        self.listeners
            .retain(|listener| listener.send(text.to_owned()).is_ok());
    }

    fn publish(&mut self, data: String) {
        self.newest += 1;
        let event = self.event(self.newest, &data);
        if self.style == Style::GosmeeWithRedis {
            self.kept.push((self.newest, data));
        }
        self.say(&event);
    }

    fn event(&self, number: u64, data: &str) -> String {
        match self.style {
            Style::Smee => format!("id: {number}\ndata: {data}\n\n"),
            Style::Gosmee => format!("data: {data}\n\n"),
            Style::GosmeeWithRedis => format!("id: {}\ndata: {data}\n\n", id(number)),
        }
    }

    /// What a new listener is told first.
    fn greeting(&self, after: Option<&str>) -> String {
        if self.style == Style::Smee {
            return "id: 0\nevent: ready\ndata: {}\n\n".to_owned();
        }
        let mut text =
            "data: {\"message\":\"connected\"}\n\ndata: {\"message\":\"ready\"}\n\n".to_owned();
        let (Some(after), Some((oldest, _))) = (after, self.kept.first()) else {
            return text;
        };
        let place = |id: &str| -> (u64, u64) {
            let (millis, sequence) = id.split_once('-').unwrap();
            (millis.parse().unwrap(), sequence.parse().unwrap())
        };
        if place(after) < place(&id(*oldest)) {
            let gap =
                json!({"error": "missed_history", "requested_id": after, "oldest_id": id(*oldest)});
            text += &format!("event: gosmee-gap\ndata: {gap}\n\n");
        }
        for (number, data) in &self.kept {
            if place(&id(*number)) > place(after) {
                text += &self.event(*number, data);
            }
        }
        text
    }
}

async fn stream_of(
    State(server): State<FakeChannels>,
    Path(channel): Path<String>,
    headers: HeaderMap,
) -> Response {
    let mut channels = server.channels.lock().unwrap();
    if let Some(status) = channels.instead.pop_front() {
        return StatusCode::from_u16(status).unwrap().into_response();
    }
    if channel != CHANNEL {
        return StatusCode::NOT_FOUND.into_response();
    }
    let accept = headers
        .get(header::ACCEPT)
        .map(|value| value.to_str().unwrap());
    if accept != Some("text/event-stream") {
        return Html("<p>This is for people.").into_response();
    }
    let after = headers
        .get("last-event-id")
        .map(|value| value.to_str().unwrap().to_owned());
    let (listener, told) = unbounded_channel();
    listener.send(channels.greeting(after.as_deref())).unwrap();
    channels.listeners.push(listener);
    channels.asked.send_modify(|asked| asked.push(after));
    let pieces = stream::unfold(told, |mut told: UnboundedReceiver<String>| async move {
        told.recv()
            .await
            .map(|text| (Ok::<_, std::io::Error>(Bytes::from(text)), told))
    });
    let kind = [(header::CONTENT_TYPE, "text/event-stream")];
    (kind, Body::from_stream(pieces.boxed())).into_response()
}

async fn receive(
    State(server): State<FakeChannels>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let mut channels = server.channels.lock().unwrap();
    let Ok(parsed) = serde_json::from_slice::<Value>(&body) else {
        return StatusCode::BAD_REQUEST;
    };
    let text = |value: &header::HeaderValue| Value::from(value.to_str().unwrap());
    let mut told: Map<String, Value> = headers
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), text(value)))
        .collect();
    if channels.style == Style::Smee {
        told.insert("body".into(), parsed);
        told.insert("query".into(), json!({}));
        told.insert("timestamp".into(), RECEIVED.into());
    } else {
        told.insert("bodyB".into(), STANDARD.encode(&body).into());
        told.insert("timestamp".into(), RECEIVED.to_string().into());
    }
    channels.publish(Value::from(told).to_string());
    match channels.style {
        Style::Smee => StatusCode::OK,
        Style::Gosmee | Style::GosmeeWithRedis => StatusCode::ACCEPTED,
    }
}
