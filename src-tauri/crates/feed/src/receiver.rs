//! A receiver on this computer: for tunnels that end here, and for trying webhooks out.
//!
//! It listens on the loopback interface only. Whoever knows the secret part of its address may post;
//! to everybody else it looks as if nothing were there. It keeps no log: what is posted while it is
//! not running is refused by the system, and lost if the sender does not try again.

use crate::{Error, Received, Sink, SourceState};
use axum::Router;
use axum::body::{Body, BodyDataStream};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::{Clock, Road, UnixMs};
use futures_util::StreamExt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use subtle::ConstantTimeEq;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::{CancellationToken, DropGuard};
use url::Url;

/// The name under which the receiver's deliveries and states are reported.
pub const SOURCE: &str = "receiver";
/// Ribbon's own bodies are well under a kilobyte.
pub const DEFAULT_MAX_BODY: usize = 256 * 1024;

/// As many characters as 128 random bits fill.
const SHORTEST_SECRET: usize = 22;
/// A sender that needs longer than this for a body is let go.
const BODY_TIMEOUT: Duration = Duration::from_secs(30);
/// How long requests under way may take to finish when the receiver is stopped.
const STOP_TIMEOUT: Duration = Duration::from_secs(5);
/// When a sender should try again after we could not store what it sent.
const RETRY_AFTER_SECONDS: &str = "5";

/// How to listen.
#[derive(Clone)]
pub struct Config {
    /// A loopback address. Port 0 takes a free one, so the address then changes at each start.
    pub listen: SocketAddr,
    /// The secret part of the address; `None` makes a new one.
    pub secret: Option<String>,
    /// The longest body that is accepted, in bytes.
    pub max_body: usize,
}

impl Default for Config {
    fn default() -> Self {
        let listen = SocketAddr::from(([127, 0, 0, 1], 0));
        Self {
            listen,
            secret: None,
            max_body: DEFAULT_MAX_BODY,
        }
    }
}

/// Starts receivers.
#[derive(Clone, Copy, Debug)]
pub struct Receiver;

/// An address that is taken, at which nothing is answered yet.
pub struct Bound {
    /// Where to post. Its last part is the secret: keep it, to have the same address next time.
    pub url: Url,
    /// The secret part of the address.
    pub secret: String,
    listener: TcpListener,
    max_body: usize,
}

/// A receiver that is listening. It stops when this is dropped.
pub struct Running {
    /// Where to post. Its last part is the secret: keep it, to have the same address next time.
    pub url: Url,
    /// The secret part of the address.
    pub secret: String,
    stop: DropGuard,
    server: JoinHandle<()>,
}

impl Receiver {
    /// Begins to listen.
    ///
    /// # Errors
    /// As [`Self::bind`].
    pub async fn start(
        config: Config,
        clock: Arc<dyn Clock>,
        sink: Arc<dyn Sink>,
    ) -> Result<Running, Error> {
        Ok(Self::bind(config).await?.serve(clock, sink))
    }

    /// Takes the address.
    ///
    /// # Errors
    /// [`Error::NotLoopback`], [`Error::WeakSecret`], or [`Error::Listen`] when the address is taken.
    pub async fn bind(config: Config) -> Result<Bound, Error> {
        let Config {
            listen,
            secret,
            max_body,
        } = config;
        if !listen.ip().is_loopback() {
            return Err(Error::NotLoopback(listen));
        }
        let secret = secret.unwrap_or_else(new_secret);
        if !is_strong(&secret) {
            return Err(Error::WeakSecret);
        }
        let failed = |error: std::io::Error| Error::Listen {
            address: listen,
            what: error.to_string(),
        };
        let listener = TcpListener::bind(listen).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let url = Url::parse(&format!("http://{address}/in/{secret}")).map_err(|error| {
            Error::Listen {
                address,
                what: error.to_string(),
            }
        })?;
        Ok(Bound {
            url,
            secret,
            listener,
            max_body,
        })
    }
}

impl Bound {
    /// Begins to answer.
    pub fn serve(self, clock: Arc<dyn Clock>, sink: Arc<dyn Sink>) -> Running {
        let stop = CancellationToken::new();
        let desk = Desk {
            secret: self.secret.clone().into(),
            max_body: self.max_body,
            clock,
            sink,
        };
        // The address is taken: from now on posts wait to be answered.
        desk.sink.report(SOURCE, SourceState::Live);
        let router = Router::new().fallback(answer).with_state(desk.clone());
        let server = tokio::spawn(serve(self.listener, router, stop.clone(), desk));
        Running {
            url: self.url,
            secret: self.secret,
            stop: stop.drop_guard(),
            server,
        }
    }
}

impl Running {
    /// Accepts no more, lets what is under way finish, and returns when the address is free.
    pub async fn stop(self) {
        drop(self.stop);
        if let Err(error) = self.server.await {
            tracing::error!(%error, "the receiver did not end well");
        }
    }
}

/// What the handlers need.
#[derive(Clone)]
struct Desk {
    secret: Arc<str>,
    max_body: usize,
    clock: Arc<dyn Clock>,
    sink: Arc<dyn Sink>,
}

async fn serve(listener: TcpListener, router: Router, stop: CancellationToken, desk: Desk) {
    let server =
        axum::serve(listener, router).with_graceful_shutdown(stop.clone().cancelled_owned());
    let too_long = async {
        stop.cancelled().await;
        tokio::time::sleep(STOP_TIMEOUT).await;
    };
    let ended = tokio::select! {
        ended = server.into_future() => ended,
        () = too_long => Ok(()),
    };
    if !stop.is_cancelled() {
        let what = ended
            .err()
            .map_or_else(|| "no reason given".into(), |error| error.to_string());
        let state = SourceState::Offline {
            since: desk.clock.now(),
            error: Error::Stopped(what),
        };
        desk.sink.report(SOURCE, state);
    }
}

/// Answers any request. A wrong secret, another path and another method get one and the same answer.
async fn answer(State(desk): State<Desk>, request: Request<Body>) -> Response {
    let given = request
        .uri()
        .path()
        .strip_prefix("/in/")
        .unwrap_or_default();
    if !bool::from(given.as_bytes().ct_eq(desk.secret.as_bytes())) {
        return StatusCode::NOT_FOUND.into_response();
    }
    match *request.method() {
        Method::POST => accept(&desk, request).await,
        Method::GET => {
            "Ribbon Desk listens here for webhooks. They are sent by POST.\n".into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn accept(desk: &Desk, request: Request<Body>) -> Response {
    let received_at = desk.clock.now();
    let (parts, body) = request.into_parts();
    let read = read_body(body.into_data_stream(), desk.max_body);
    let body = match tokio::time::timeout(BODY_TIMEOUT, read).await {
        Ok(Ok(body)) => body,
        Ok(Err(status)) => return status.into_response(),
        Err(_) => return StatusCode::REQUEST_TIMEOUT.into_response(),
    };
    match desk
        .sink
        .deliver(received(received_at, &parts.headers, body))
        .await
    {
        Ok(()) => ([(header::CONTENT_TYPE, "application/json")], "{}").into_response(),
        Err(error) => {
            tracing::warn!(%error, "a webhook was refused");
            let retry = [(header::RETRY_AFTER, RETRY_AFTER_SECONDS)];
            (StatusCode::SERVICE_UNAVAILABLE, retry).into_response()
        }
    }
}

/// Reads the body; one that is too long is dropped as soon as that shows, never cut.
async fn read_body(mut pieces: BodyDataStream, most: usize) -> Result<Vec<u8>, StatusCode> {
    let mut body = Vec::new();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| StatusCode::BAD_REQUEST)?;
        if body.len() + piece.len() > most {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        body.extend_from_slice(&piece);
    }
    Ok(body)
}

fn received(received_at: UnixMs, headers: &HeaderMap, body: Vec<u8>) -> Received {
    let kept = headers
        .iter()
        .filter(|(name, _)| relay_protocol::forwards_header(name.as_str()))
        .map(|(name, value)| {
            (
                name.as_str().to_owned(),
                String::from_utf8_lossy(value.as_bytes()).into_owned(),
            )
        });
    Received {
        source: SOURCE.to_owned(),
        road: Road::Receiver,
        event_id: None,
        cursor: None,
        received_at,
        headers: kept.collect(),
        body,
        trust: None,
    }
}

/// 192 random bits, from the operating system's generator by way of the thread's.
fn new_secret() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 24]>())
}

fn is_strong(secret: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    secret.len() >= SHORTEST_SECRET && secret.bytes().all(fits)
}
