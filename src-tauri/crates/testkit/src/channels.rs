//! A server of channels that streams as smee or gosmee does, and misbehaves when told to.

use anyhow::Context;
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
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::watch;
use url::Url;

/// The name of the only channel there is.
pub const CHANNEL: &str = "AbCdEf123456";
/// When the server receives whatever is posted, in milliseconds.
pub const RECEIVED: i64 = 1_800_000_000_123;

/// Far more than a listener needs to come.
const PATIENCE: Duration = Duration::from_secs(30);

/// Whose program it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Smee's.
    Smee,
    /// Gosmee's.
    Gosmee,
    /// Gosmee's with Redis: it remembers.
    GosmeeWithRedis,
}

/// A server of channels. It listens for as long as there is the runtime in which it was started.
#[derive(Clone)]
pub struct FakeChannels {
    /// The channel's address: where to post.
    pub url: Url,
    channels: Arc<Mutex<Channels>>,
}

impl FakeChannels {
    /// Listens on a free port of this machine.
    ///
    /// # Errors
    /// When no port can be listened on.
    pub async fn start(style: Style) -> anyhow::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let server = Self {
            url: format!("http://{address}/{CHANNEL}").parse()?,
            channels: Arc::new(Mutex::new(Channels::new(style))),
        };
        let page = get(|| async { Html("<p>This is for people.") });
        let router = match style {
            Style::Smee => Router::new().route("/{channel}", get(stream_of).post(receive)),
            Style::Gosmee | Style::GosmeeWithRedis => Router::new()
                .route("/{channel}", page.merge(post(receive)))
                .route("/events/{channel}", get(stream_of)),
        };
        let router = router.with_state(server.clone());
        tokio::spawn(axum::serve(listener, router).into_future());
        Ok(server)
    }

    /// Sends all listeners this, as it is.
    pub fn say(&self, text: &str) {
        self.lock().say(text);
    }

    /// What either server sends every 30 seconds.
    pub fn ping(&self) {
        let mut channels = self.lock();
        match channels.style {
            Style::Smee => channels.say("id: 1\nevent: ping\ndata: {}\n\n"),
            Style::Gosmee | Style::GosmeeWithRedis => channels.say(": keepalive\n\n"),
        }
    }

    /// Ends all streams.
    pub fn hang_up(&self) {
        self.lock().listeners.clear();
    }

    /// Answers the next listener with this status.
    pub fn answer_instead(&self, status: StatusCode) {
        self.lock().instead.push_back(status);
    }

    /// Forgets events up to this number.
    pub fn expire(&self, number: u64) {
        self.lock().kept.retain(|(kept, _)| *kept > number);
    }

    /// Each listener's `Last-Event-ID`, once there were so many listeners.
    ///
    /// # Errors
    /// When they do not come.
    pub async fn asked(&self, count: usize) -> anyhow::Result<Vec<Option<String>>> {
        let mut asked = self.lock().asked.subscribe();
        let waited = asked.wait_for(|asked| asked.len() >= count);
        let waited = tokio::time::timeout(PATIENCE, waited).await;
        let asked = waited.with_context(|| format!("there were no {count} listeners"))??;
        Ok(asked.clone())
    }

    fn lock(&self) -> MutexGuard<'_, Channels> {
        self.channels.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The name that Redis gives to an event, of which there are two in a millisecond.
#[must_use]
pub fn id(number: u64) -> String {
    format!("{}-{}", 1_800_000_000_000 + number / 2, number % 2)
}

struct Channels {
    style: Style,
    /// What Redis keeps: number and data.
    kept: Vec<(u64, String)>,
    /// The number of the newest event.
    newest: u64,
    listeners: Vec<UnboundedSender<String>>,
    /// Answers given instead of a stream, first come first served.
    instead: VecDeque<StatusCode>,
    /// Each listener's `Last-Event-ID`.
    asked: watch::Sender<Vec<Option<String>>>,
}

impl Channels {
    fn new(style: Style) -> Self {
        Self {
            style,
            kept: Vec::new(),
            newest: 0,
            listeners: Vec::new(),
            instead: VecDeque::new(),
            asked: watch::Sender::default(),
        }
    }

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
        let oldest = id(*oldest);
        if place(after) < place(&oldest) {
            let gap =
                json!({"error": "missed_history", "requested_id": after, "oldest_id": oldest});
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

/// The two numbers of a name that Redis gives; one that it does not give is before all.
fn place(id: &str) -> Option<(u64, u64)> {
    let (millis, sequence) = id.split_once('-')?;
    Some((millis.parse().ok()?, sequence.parse().ok()?))
}

async fn stream_of(
    State(server): State<FakeChannels>,
    Path(channel): Path<String>,
    headers: HeaderMap,
) -> Response {
    let mut channels = server.lock();
    if let Some(status) = channels.instead.pop_front() {
        return status.into_response();
    }
    if channel != CHANNEL {
        return StatusCode::NOT_FOUND.into_response();
    }
    let said = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if said("accept") != Some("text/event-stream") {
        return Html("<p>This is for people.").into_response();
    }
    let after = said("last-event-id").map(str::to_owned);
    let (listener, told) = unbounded_channel();
    // The other end of it is in our hands.
    let _ = listener.send(channels.greeting(after.as_deref()));
    channels.listeners.push(listener);
    channels.asked.send_modify(|asked| asked.push(after));
    let pieces = stream::unfold(told, |mut told: UnboundedReceiver<String>| async move {
        let text = told.recv().await?;
        Some((Ok::<_, std::io::Error>(Bytes::from(text)), told))
    });
    let kind = [(header::CONTENT_TYPE, "text/event-stream")];
    (kind, Body::from_stream(pieces.boxed())).into_response()
}

async fn receive(
    State(server): State<FakeChannels>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let Ok(parsed) = serde_json::from_slice::<Value>(&body) else {
        return StatusCode::BAD_REQUEST;
    };
    let text = |value: &header::HeaderValue| Value::from(value.to_str().unwrap_or_default());
    let mut told: Map<String, Value> = headers
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), text(value)))
        .collect();
    let mut channels = server.lock();
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
