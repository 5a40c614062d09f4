//! The relay's client: reads an inbox's log from our own place in it, for as long as it runs.
//!
//! After each (re)connection it first reads page by page what has come in meanwhile, which commits a
//! long backlog in large transactions, and then listens to a stream. Where something in between holds
//! streams back it asks again and again instead, and tries a stream from time to time. It moves on
//! only past what the sink has committed, so a crash, a full disk or a lost network repeats or loses
//! nothing.

mod http;
mod reader;

pub use crate::link::Running;
pub use http::pair;
pub use relay_protocol::{Cursor, DeviceToken, InboxId, PairAnswer};

use crate::backoff::Backoff;
use crate::link::{self, Context, Link, Patience};
use crate::{Error, Sink};
use domain::Clock;
use http::Http;
use reader::Reader;
use relay_protocol::After;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use url::Url;

/// Which log to read, and from where.
#[derive(Clone, Debug)]
pub struct Config {
    /// The name under which deliveries and states are reported.
    pub source: String,
    /// The relay's address, as it was given for pairing.
    pub relay: Url,
    /// The inbox.
    pub inbox: InboxId,
    /// This device's own token.
    pub token: DeviceToken,
    /// The last cursor that was committed; `None` reads from the oldest event that is kept.
    pub after: Option<String>,
    /// How patient to be.
    pub timing: Timing,
}

/// How patient to be. The default is what is meant for use; tests are in more of a hurry.
#[derive(Clone, Copy, Debug)]
pub struct Timing {
    /// The bound of the first wait after a failure; it doubles with each further one.
    pub first_wait: Duration,
    /// The bound that is not exceeded.
    pub longest_wait: Duration,
    /// A connection that held for so long was a success: waits begin anew. Two streams in a row that
    /// did not are given up for polling.
    pub settled: Duration,
    /// Silence for so long, when the relay should speak, is the end of a connection: two heartbeats.
    pub silence: Duration,
    /// A stream that has said nothing at all for so long is being held back. A relay greets at once.
    pub greeting: Duration,
    /// For how long the relay may hold an empty page back; whole seconds, at most 30.
    pub poll_wait: Duration,
    /// How long to poll before trying a stream again.
    pub retry_stream: Duration,
    /// The pause between two acknowledgements.
    pub ack_pause: Duration,
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            first_wait: Duration::from_secs(1),
            longest_wait: Duration::from_secs(60),
            settled: Duration::from_secs(10),
            silence: Duration::from_secs(2 * relay_protocol::sse::HEARTBEAT_SECONDS),
            greeting: Duration::from_secs(10),
            poll_wait: Duration::from_secs(25),
            retry_stream: Duration::from_secs(15 * 60),
            ack_pause: Duration::from_secs(1),
        }
    }
}

/// Starts readers.
#[derive(Clone, Copy, Debug)]
pub struct Relay;

impl Relay {
    /// Begins to read. Must be called within a Tokio runtime.
    ///
    /// # Errors
    /// [`Error::BadUrl`] or [`Error::Malformed`] when the configuration cannot work. Whatever happens
    /// later is reported to the sink.
    pub fn start(
        config: Config,
        clock: Arc<dyn Clock>,
        sink: Arc<dyn Sink>,
    ) -> Result<Running, Error> {
        let timing = config.timing;
        let context = Context::new(config.source.clone(), clock, sink);
        let (reader, http, to_ack) = prepare(config, context.clone())?;
        let patience = Patience {
            first_wait: timing.first_wait,
            longest_wait: timing.longest_wait,
            settled: timing.settled,
        };
        Ok(Running::begin(context, async move {
            tokio::select! {
                () = link::keep(reader, patience) => {}
                () = acknowledge(http, to_ack, timing.ack_pause) => {}
            }
        }))
    }
}

/// Reads the log once, from our own place in it to its head, and hands everything over. What fails
/// in passing is tried again `attempts` times in all.
///
/// # Errors
/// As [`Relay::start`], and whatever keeps the log from being read. What was handed over before
/// is committed.
pub async fn read_to_head(
    config: Config,
    clock: Arc<dyn Clock>,
    sink: Arc<dyn Sink>,
    attempts: u32,
) -> Result<(), Error> {
    let timing = config.timing;
    let context = Context::new(config.source.clone(), clock, sink);
    let (mut reader, http, to_ack) = prepare(config, context)?;
    let mut backoff = Backoff::new(timing.first_wait, timing.longest_wait);
    let mut attempt = 1;
    loop {
        match reader.read_to_head().await {
            Ok(()) => break,
            Err(error) if error.is_permanent() || attempt >= attempts => return Err(error),
            Err(error) => {
                let asked = error.retry_after().unwrap_or_default();
                if asked > timing.silence {
                    return Err(error);
                }
                let wait = backoff.next(rand::random_range(0.0..=1.0)).max(asked);
                tracing::warn!(%error, ?wait, "the relay, once more");
                tokio::time::sleep(wait).await;
                attempt += 1;
            }
        }
    }
    let committed = to_ack.borrow().clone();
    if let Some(cursor) = committed
        && let Err(error) = http.ack(cursor).await
    {
        tracing::debug!(%error, "the relay did not take the acknowledgement");
    }
    Ok(())
}

/// Asks whether the relay lets this device read. Hands nothing over.
///
/// # Errors
/// As [`Relay::start`], and whatever keeps the log from being read.
pub async fn try_once(config: &Config) -> Result<(), Error> {
    let Config {
        relay,
        inbox,
        token,
        timing,
        ..
    } = config;
    let http = Http::new(relay, inbox, token, timing.silence)?;
    http.page(&After::Head, 1, Duration::ZERO).await.map(drop)
}

/// A reader at its place in the log, and what acknowledges for it.
fn prepare(
    config: Config,
    context: Context,
) -> Result<(Reader, Http, watch::Receiver<Option<Cursor>>), Error> {
    let Config {
        relay,
        inbox,
        token,
        after,
        timing,
        ..
    } = config;
    let after = match after {
        Some(text) => After::Cursor(
            text.parse()
                .map_err(|_| Error::Malformed { what: "cursor" })?,
        ),
        None => After::Oldest,
    };
    let http = Http::new(&relay, &inbox, &token, timing.silence)?;
    let (committed, to_ack) = watch::channel(None);
    let link = Link::new(context);
    let reader = Reader::new(link, http.clone(), timing, after, committed);
    Ok((reader, http, to_ack))
}

/// Tells the relay how far we have committed. Only the newest place matters, and nothing depends on
/// its arrival: the relay shows the lag, while our own cursor is the truth.
async fn acknowledge(http: Http, mut committed: watch::Receiver<Option<Cursor>>, pause: Duration) {
    while committed.changed().await.is_ok() {
        let Some(cursor) = committed.borrow_and_update().clone() else {
            continue;
        };
        if let Err(error) = http.ack(cursor).await {
            tracing::debug!(%error, "the relay did not take the acknowledgement");
        }
        tokio::time::sleep(pause).await;
    }
    // The reader has ended, and the task with it.
    std::future::pending::<()>().await;
}
