//! What every source that keeps a connection does alike: it connects again and again, more and more
//! patiently, tells how it is doing, and listens to whoever wants it to stop.

use crate::backoff::Backoff;
use crate::{Error, Sink, SourceState};
use domain::{Clock, UnixMs};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tokio_util::sync::{CancellationToken, DropGuard};

/// Whom a source works for, and who may tell it what.
#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) source: String,
    pub(crate) sink: Arc<dyn Sink>,
    pub(crate) clock: Arc<dyn Clock>,
    stop: CancellationToken,
    nudge: Arc<Notify>,
    hurry: Arc<Notify>,
}

impl Context {
    pub(crate) fn new(source: String, clock: Arc<dyn Clock>, sink: Arc<dyn Sink>) -> Self {
        Self {
            source,
            sink,
            clock,
            stop: CancellationToken::new(),
            nudge: Arc::default(),
            hurry: Arc::default(),
        }
    }

    fn report(&self, state: SourceState) {
        self.sink.report(&self.source, state);
    }
}

/// A source that is at work. It stops when this is dropped.
pub struct Running {
    context: Context,
    stop: DropGuard,
    task: JoinHandle<()>,
}

impl Running {
    /// Sets a source to work. Should it break down, that is reported.
    pub(crate) fn begin(context: Context, work: impl Future<Output = ()> + Send + 'static) -> Self {
        let stop = context.stop.clone().drop_guard();
        let work = tokio::spawn(work);
        let told = context.clone();
        let task = tokio::spawn(async move {
            if let Err(error) = work.await {
                told.report(SourceState::Offline {
                    since: told.clock.now(),
                    error: Error::Stopped(error.to_string()),
                });
            }
        });
        Self {
            context,
            stop,
            task,
        }
    }

    /// Connects anew at once: to be called when the computer wakes up or its network changes, where
    /// a connection may be dead without knowing it.
    pub fn reconnect(&self) {
        self.context.nudge.notify_one();
    }

    /// Tries at once what waits for its next attempt, unless the other end asked for the pause. A
    /// connection that stands is left alone: what a channel is sent meanwhile would be lost.
    pub fn hurry(&self) {
        self.context.hurry.notify_waiters();
    }

    /// Finishes the commit under way, if any, reports [`SourceState::Stopped`] and returns.
    pub async fn stop(self) {
        drop(self.stop);
        if let Err(error) = self.task.await {
            tracing::error!(%error, "a source did not end well");
        }
        self.context.report(SourceState::Stopped);
    }

    /// Returns when the source has ended by itself, which only a relay's does: when it needs pairing.
    pub async fn ended(&mut self) {
        if let Err(error) = (&mut self.task).await {
            tracing::error!(%error, "a source did not end well");
        }
    }
}

/// Why a connection ended.
pub(crate) enum End {
    Stopped,
    Nudged,
    /// The other end closed it, as it does when it restarts.
    Closed,
    Failed(Error),
}

impl From<Error> for End {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// Something that connects and reads.
pub(crate) trait Connect: Send {
    /// Its link.
    fn link(&mut self) -> &mut Link;

    /// Makes one connection and reads until its end.
    fn read(&mut self) -> impl Future<Output = End> + Send;

    /// Learns that it is now on another network, perhaps.
    fn nudged(&mut self) {}
}

/// How patiently to connect.
#[derive(Clone, Copy)]
pub(crate) struct Patience {
    /// The bound of the first wait after a failure; it doubles with each further one.
    pub(crate) first_wait: Duration,
    /// The bound that is not exceeded.
    pub(crate) longest_wait: Duration,
    /// A connection that held for so long was a success: waits begin anew.
    pub(crate) settled: Duration,
}

impl Patience {
    pub(crate) fn backoff(self) -> Backoff {
        Backoff::new(self.first_wait, self.longest_wait)
    }
}

/// Connects until it is stopped or needs pairing.
pub(crate) async fn keep(mut connection: impl Connect, patience: Patience) {
    let mut backoff = patience.backoff();
    connection.link().report(SourceState::Connecting);
    loop {
        let began = Instant::now();
        let end = connection.read().await;
        if matches!(end, End::Nudged) || began.elapsed() >= patience.settled {
            backoff.reset();
        }
        let wait = backoff.next(rand::random_range(0.0..=1.0));
        let link = connection.link();
        let (wait, asked) = match end {
            End::Stopped => return,
            End::Nudged => {
                connection.nudged();
                (Duration::ZERO, None)
            }
            End::Closed => {
                link.report(SourceState::Connecting);
                (wait, None)
            }
            End::Failed(Error::NeedsPairing) => return link.report(SourceState::NeedsPairing),
            End::Failed(error) => {
                let asked = error.retry_after();
                link.report_offline(error);
                (wait, asked)
            }
        };
        match connection.link().pause(wait, asked).await {
            Ok(true) => backoff.reset(),
            Ok(false) => {}
            Err(End::Stopped) => return,
            Err(_) => {
                backoff.reset();
                connection.nudged();
            }
        }
    }
}

/// A source's line to those it works for.
pub(crate) struct Link {
    context: Context,
    state: Option<SourceState>,
    offline_since: Option<UnixMs>,
}

impl Link {
    pub(crate) fn new(context: Context) -> Self {
        Self {
            context,
            state: None,
            offline_since: None,
        }
    }

    pub(crate) fn source(&self) -> &str {
        &self.context.source
    }

    pub(crate) fn sink(&self) -> &dyn Sink {
        self.context.sink.as_ref()
    }

    pub(crate) fn now(&self) -> UnixMs {
        self.context.clock.now()
    }

    /// Waits for something that may be given up at any moment.
    pub(crate) async fn unless_told<T>(&self, wait: impl Future<Output = T>) -> Result<T, End> {
        tokio::select! {
            biased;
            () = self.context.stop.cancelled() => Err(End::Stopped),
            () = self.context.nudge.notified() => Err(End::Nudged),
            done = wait => Ok(done),
        }
    }

    /// Waits before the next attempt: for as long as the other end `asked`, or until somebody is in
    /// a hurry, which it answers.
    async fn pause(&self, wait: Duration, asked: Option<Duration>) -> Result<bool, End> {
        let wait = tokio::time::sleep(asked.map_or(wait, |asked| asked.max(wait)));
        self.unless_told(async {
            tokio::select! {
                () = wait => false,
                () = self.context.hurry.notified(), if asked.is_none() => true,
            }
        })
        .await
    }

    pub(crate) fn report_offline(&mut self, error: Error) {
        let since = self.offline_since.unwrap_or_else(|| self.now());
        self.offline_since = Some(since);
        self.report(SourceState::Offline { since, error });
    }

    /// Says how the source is doing, if that is news.
    pub(crate) fn report(&mut self, state: SourceState) {
        if !matches!(state, SourceState::Offline { .. }) {
            self.offline_since = None;
        }
        if self.state.as_ref() != Some(&state) {
            self.state = Some(state.clone());
            self.context.report(state);
        }
    }
}
