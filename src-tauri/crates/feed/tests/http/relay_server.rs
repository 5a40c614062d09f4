//! A relay that speaks the protocol on a real socket and misbehaves when told to.

use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use domain::UnixMs;
use relay_protocol::{
    Ack, Acked, After, Cursor, Event, Gap, GapReason, Page, PairAnswer, PairRequest, Signature, sse,
};
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use time::OffsetDateTime;
use tokio::sync::{mpsc, watch};
use url::Url;

pub(crate) const INBOX: &str = "abcdefghij12";
pub(crate) const TOKEN: &str = "device-token";
pub(crate) const CODE: &str = "AB12-CDE34";
/// When the event with sequence number 0 would have been received.
pub(crate) const BEGAN: UnixMs = UnixMs(1_800_000_000_000);

/// What the relay does with streams.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Streams {
    /// As documented, with many heartbeats.
    Flow,
    /// Something in between keeps what is sent until the end, which does not come.
    HeldBack,
    /// After its greeting and what was there, nothing comes any more, as after a lost network.
    FallSilent,
}

struct Log {
    epoch: String,
    events: Vec<Event>,
    /// Events up to here are no longer kept.
    oldest: u64,
    streams: Streams,
    /// Answers given instead of reading, first come first served.
    instead: VecDeque<(u16, Option<u32>)>,
    acked: Vec<String>,
    /// Each read: `stream` or `page`, and the place asked for.
    reads: Vec<(&'static str, String)>,
}

#[derive(Clone)]
pub(crate) struct FakeRelay {
    pub(crate) url: Url,
    log: Arc<Mutex<Log>>,
    /// Counts what happens; readers wait for it.
    changed: watch::Sender<u64>,
    /// Counts the hang-ups; streams end at each.
    hang_ups: watch::Sender<u64>,
}

impl FakeRelay {
    pub(crate) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/base/", listener.local_addr().unwrap())
            .parse()
            .unwrap();
        let log = Log {
            epoch: "k3v9".into(),
            events: Vec::new(),
            oldest: 0,
            streams: Streams::Flow,
            instead: VecDeque::new(),
            acked: Vec::new(),
            reads: Vec::new(),
        };
        let relay = Self {
            url,
            log: Arc::new(Mutex::new(log)),
            changed: watch::Sender::default(),
            hang_ups: watch::Sender::default(),
        };
        let router = Router::new()
            .route("/base/v1/inboxes/{inbox}/events", get(events))
            .route("/base/v1/inboxes/{inbox}/ack", post(ack))
            .route("/base/v1/pair", post(pair))
            .with_state(relay.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        relay
    }

    fn change<T>(&self, change: impl FnOnce(&mut Log) -> T) -> T {
        let result = change(&mut self.log.lock().unwrap());
        self.changed.send_modify(|count| *count += 1);
        result
    }

    /// Receives a webhook with this body.
    pub(crate) fn receive(&self, body: &str, signature: Signature) {
        self.change(|log| {
            let seq = log.events.len() as u64 + 1;
            let nanos = (i128::from(BEGAN.0) + i128::from(seq)) * 1_000_000;
            log.events.push(Event {
                cursor: cursor(&log.epoch, seq),
                id: format!("01JDCR4W3NQ8Z6V5T2X1Y{seq:05}").parse().unwrap(),
                received_at: OffsetDateTime::from_unix_timestamp_nanos(nanos).unwrap(),
                headers: vec![("content-type".into(), "application/json".into())],
                body: body.into(),
                signature,
            });
        });
    }

    pub(crate) fn set_streams(&self, streams: Streams) {
        self.change(|log| log.streams = streams);
    }

    /// Answers the next read with this status, perhaps with `Retry-After`.
    pub(crate) fn answer_instead(&self, status: u16, retry_after: Option<u32>) {
        self.change(|log| log.instead.push_back((status, retry_after)));
    }

    /// Ends all streams.
    pub(crate) fn hang_up(&self) {
        self.hang_ups.send_modify(|count| *count += 1);
    }

    /// Forgets events up to `seq`.
    pub(crate) fn expire(&self, seq: u64) {
        self.change(|log| log.oldest = seq);
    }

    /// Comes back from a backup: the same events, under new cursors.
    pub(crate) fn restore(&self, epoch: &str) {
        self.change(|log| {
            log.epoch = epoch.into();
            for event in &mut log.events {
                event.cursor = cursor(epoch, event.cursor.seq);
            }
        });
    }

    pub(crate) fn reads(&self) -> Vec<(&'static str, String)> {
        self.log.lock().unwrap().reads.clone()
    }

    /// Waits until the device has acknowledged this place.
    pub(crate) async fn acked(&self, cursor: &str) {
        let mut changed = self.changed.subscribe();
        let is_acked = |_: &u64| {
            self.log
                .lock()
                .unwrap()
                .acked
                .iter()
                .any(|acked| acked == cursor)
        };
        let waited = tokio::time::timeout(Duration::from_secs(30), changed.wait_for(is_acked));
        waited.await.expect("acknowledged in time").unwrap();
    }
}

impl Log {
    fn head(&self) -> Cursor {
        cursor(&self.epoch, self.events.len() as u64)
    }

    /// The place to read from, or the gap that is there.
    fn place(&self, after: &str) -> Result<u64, Gap> {
        match after.parse().unwrap() {
            After::Oldest => Ok(self.oldest),
            After::Head => Ok(self.head().seq),
            After::Cursor(requested) => {
                let oldest = cursor(&self.epoch, self.oldest);
                if requested.epoch != oldest.epoch {
                    Err(Gap {
                        requested,
                        oldest,
                        reason: GapReason::Epoch,
                        refused: None,
                    })
                } else if requested.seq < oldest.seq {
                    Err(Gap {
                        requested,
                        oldest,
                        reason: GapReason::Expired,
                        refused: None,
                    })
                } else {
                    Ok(requested.seq)
                }
            }
        }
    }

    fn after(&self, seq: u64) -> Vec<Event> {
        let start = usize::try_from(seq.max(self.oldest)).unwrap();
        self.events.get(start..).unwrap_or_default().to_vec()
    }
}

fn cursor(epoch: &str, seq: u64) -> Cursor {
    Cursor {
        epoch: epoch.parse().unwrap(),
        seq,
    }
}

async fn events(
    State(relay): State<FakeRelay>,
    Path(inbox): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    if headers
        .get("authorization")
        .is_none_or(|token| *token != *format!("Bearer {TOKEN}"))
    {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let instead = relay.log.lock().unwrap().instead.pop_front();
    if let Some((status, retry_after)) = instead {
        let status = StatusCode::from_u16(status).unwrap();
        let retry_after = retry_after.map(|seconds| [("retry-after", seconds.to_string())]);
        return (status, retry_after.unwrap_or([("x-none", String::new())])).into_response();
    }
    if inbox != INBOX {
        let problem = r#"{"title":"Not Found","status":404,"error":"not_found"}"#;
        return (StatusCode::NOT_FOUND, problem).into_response();
    }
    let after = query.get("after").cloned().unwrap_or_default();
    if headers
        .get("accept")
        .is_some_and(|accept| accept == sse::CONTENT_TYPE)
    {
        relay.change(|log| log.reads.push(("stream", after.clone())));
        return stream(relay, after);
    }
    relay.change(|log| log.reads.push(("page", after.clone())));
    page(&relay, &after, &query).await
}

async fn page(relay: &FakeRelay, after: &str, query: &HashMap<String, String>) -> Response {
    let limit: usize = query["limit"].parse().unwrap();
    let wait = Duration::from_secs(query["wait"].parse().unwrap());
    let mut changed = relay.changed.subscribe();
    let has_some = |_: &u64| {
        let log = relay.log.lock().unwrap();
        log.place(after)
            .map_or(true, |seq| !log.after(seq).is_empty())
    };
    let _waited_in_vain = tokio::time::timeout(wait, changed.wait_for(has_some)).await;
    let log = relay.log.lock().unwrap();
    match log.place(after) {
        Err(gap) => (StatusCode::GONE, Json(serde_json::to_value(gap).unwrap())).into_response(),
        Ok(seq) => {
            let mut events = log.after(seq);
            events.truncate(limit.min(3));
            let next = events
                .last()
                .map_or(cursor(&log.epoch, seq), |last| last.cursor.clone());
            let oldest = cursor(&log.epoch, log.oldest);
            Json(Page {
                events,
                next,
                head: log.head(),
                oldest,
            })
            .into_response()
        }
    }
}

fn stream(relay: FakeRelay, after: String) -> Response {
    let (to_reader, from_relay) = mpsc::channel::<String>(1);
    let mut hung_up = relay.hang_ups.subscribe();
    tokio::spawn(async move {
        tokio::select! {
            _ = hung_up.changed() => {}
            () = speak(relay, after, to_reader) => {}
        }
    });
    let pieces = futures_util::stream::unfold(from_relay, |mut from_relay| async {
        let piece = from_relay.recv().await?;
        Some((Ok::<_, std::io::Error>(Bytes::from(piece)), from_relay))
    });
    (
        [("content-type", "text/event-stream")],
        Body::from_stream(pieces),
    )
        .into_response()
}

/// Writes a stream until nobody reads it.
async fn speak(relay: FakeRelay, after: String, to_reader: mpsc::Sender<String>) {
    let mut changed = relay.changed.subscribe();
    let mut after = after;
    let mut greeting = Some("retry: 3000\n\n".to_owned());
    loop {
        let (mut text, streams) = {
            let log = relay.log.lock().unwrap();
            let mut text = greeting.take().unwrap_or_default();
            let seq = log.place(&after).unwrap_or_else(|gap| {
                let data = serde_json::to_string(&gap).unwrap();
                text += &format!("event: gap\ndata: {data}\n\n");
                gap.oldest.seq
            });
            after = cursor(&log.epoch, seq).to_string();
            for event in log.after(seq) {
                after = event.cursor.to_string();
                let data = serde_json::to_string(&event).unwrap();
                text += &format!("id: {after}\nevent: webhook\ndata: {data}\n\n");
            }
            (text, log.streams)
        };
        if streams == Streams::HeldBack {
            return to_reader.closed().await;
        }
        if text.is_empty() {
            text = ": hb\n\n".into();
        }
        if to_reader.send(text).await.is_err() {
            return;
        }
        if streams == Streams::FallSilent {
            return to_reader.closed().await;
        }
        let heartbeat = Duration::from_millis(20);
        let _or_heartbeat = tokio::time::timeout(heartbeat, changed.changed()).await;
    }
}

async fn ack(State(relay): State<FakeRelay>, Json(Ack { cursor }): Json<Ack>) -> Json<Acked> {
    relay.change(|log| log.acked.push(cursor.to_string()));
    Json(Acked { acked: cursor })
}

async fn pair(Json(request): Json<PairRequest>) -> Response {
    if request.code.expose() != CODE {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    Json(PairAnswer {
        inbox: INBOX.parse().unwrap(),
        device: "d1".parse().unwrap(),
        token: relay_protocol::DeviceToken::new(TOKEN),
    })
    .into_response()
}
