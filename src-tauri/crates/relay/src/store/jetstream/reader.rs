//! An ordered reader of the stream from a start.
//!
//! It is an ephemeral consumer owned by one read of one relay: it keeps nothing on the disk, is
//! deleted when it is dropped, and what it delivers is checked to be without a hole.

use std::time::Duration;

use async_nats::jetstream::{
    Message,
    consumer::{AckPolicy, Consumer, DeliverPolicy, pull},
    stream::Stream,
};
use futures_util::StreamExt as _;
use tokio::time::{Instant, sleep, timeout};

use crate::error::{Error, Result};

/// The longest wait for the next message of a batch, and for a consumer to be found.
const NEXT: Duration = Duration::from_secs(5);
/// Between two tries to find a consumer.
const PAUSE: Duration = Duration::from_millis(20);
/// A consumer that is not deleted, because its relay died, is forgotten by the server.
const FORGOTTEN: Duration = Duration::from_secs(10);

pub(super) struct Reader {
    log: Stream,
    consumer: Consumer<pull::Config>,
    delivered: u64,
}

/// What one fetch gave.
pub(super) struct Batch {
    pub(super) messages: Vec<Message>,
    /// Whether nothing more was there.
    pub(super) complete: bool,
}

impl Batch {
    /// The last message's place in the log.
    pub(super) fn last(&self) -> Result<Option<u64>> {
        self.messages
            .last()
            .map(|message| message.info().map(|info| info.stream_sequence))
            .transpose()
            .map_err(Error::nats)
    }
}

impl Reader {
    /// Reads the messages of these subjects that come after `start`.
    pub(super) async fn open(
        log: &Stream,
        subjects: String,
        start: u64,
        headers_only: bool,
    ) -> Result<Self> {
        let config = pull::Config {
            deliver_policy: DeliverPolicy::ByStartSequence {
                start_sequence: start.saturating_add(1),
            },
            ack_policy: AckPolicy::None,
            filter_subject: subjects,
            headers_only,
            inactive_threshold: FORGOTTEN,
            memory_storage: true,
            num_replicas: 1,
            ..pull::Config::default()
        };
        let consumer = log.create_consumer(config).await.map_err(Error::nats)?;
        Ok(Self {
            log: log.clone(),
            consumer,
            delivered: 0,
        })
    }

    /// How many messages there were when it was opened.
    pub(super) fn count(&self) -> u64 {
        self.consumer.cached_info().num_pending
    }

    /// Fetches what is there: at most so many messages, and so many bytes if that is bounded.
    /// Something that is there is never reported as nothing.
    pub(super) async fn fetch(&mut self, events: usize, bytes: Option<usize>) -> Result<Batch> {
        if self.count() == self.delivered {
            return Ok(Batch {
                messages: Vec::new(),
                complete: true,
            });
        }
        let began = Instant::now();
        loop {
            match self.try_fetch(events, bytes).await {
                Ok(batch) if !batch.messages.is_empty() => return Ok(batch),
                // In a cluster the server we talk to may not have heard yet of a consumer that
                // another has just made.
                Err(error) if began.elapsed() >= NEXT => return Err(error),
                Ok(_) if began.elapsed() >= NEXT => return Err(Error::Timeout),
                _ => sleep(PAUSE).await,
            }
        }
    }

    async fn try_fetch(&mut self, events: usize, bytes: Option<usize>) -> Result<Batch> {
        let mut fetch = self.consumer.fetch().max_messages(events);
        if let Some(bytes) = bytes {
            fetch = fetch.max_bytes(bytes);
        }
        let mut arriving = fetch.messages().await.map_err(Error::nats)?;
        let mut messages = Vec::new();
        while let Some(message) = timeout(NEXT, arriving.next())
            .await
            .map_err(|_| Error::Timeout)?
        {
            let message = match message {
                Ok(message) => message,
                // How the server says that the next one would be too many bytes.
                Err(_) if !messages.is_empty() => break,
                Err(error) => return Err(Error::nats(error)),
            };
            let info = message.info().map_err(Error::nats)?;
            let (number, pending) = (info.consumer_sequence, info.pending);
            if number != self.delivered + 1 {
                // One was lost on the way here: this batch ends before it, the next read finds it.
                break;
            }
            self.delivered = number;
            messages.push(message);
            if pending == 0 {
                return Ok(Batch {
                    messages,
                    complete: true,
                });
            }
        }
        Ok(Batch {
            messages,
            complete: false,
        })
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            return;
        };
        let (log, name) = (self.log.clone(), self.consumer.cached_info().name.clone());
        runtime.spawn(async move {
            if let Err(error) = log.delete_consumer(&name).await {
                tracing::debug!(%error, "a consumer is left to the server to forget");
            }
        });
    }
}
