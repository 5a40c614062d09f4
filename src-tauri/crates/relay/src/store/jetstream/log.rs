//! The events as messages of one stream.

use std::time::Duration;

use async_nats::jetstream::{
    Context, Message,
    context::PublishErrorKind,
    stream::{LastRawMessageErrorKind, Stream},
};
use relay_protocol::{After, InboxId, Page};
use tokio::time::{Instant, sleep};

use super::{
    bucket::Bucket,
    message, meta,
    reader::{Batch, Reader},
    registry,
};
use crate::{
    error::{Error, Result},
    store::{Amount, Entry, Latest, NewEvent, Read, Span, up_to_refusal},
};

/// Between two tries to publish while the servers choose a leader.
const PAUSE: Duration = Duration::from_millis(250);
/// How long a copy may take to get to what is known to be stored.
const CATCH_UP: Duration = Duration::from_secs(2);
const PAUSE_TO_CATCH_UP: Duration = Duration::from_millis(10);

/// What a relay knows beside what it is asked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Knowledge {
    /// The largest message of the server, in bytes.
    pub(super) max_payload: usize,
    /// The inbox's newest event that this relay has heard of.
    pub(super) known: u64,
}

/// Publishes until it is acknowledged. Trying again is harmless, for the server knows the event by
/// its name; the caller sets the time limit.
pub(super) async fn append(context: &Context, event: NewEvent) -> Result<u64> {
    let (subject, headers) = (message::subject(&event.inbox), message::headers(&event)?);
    loop {
        let sent = context
            .publish_with_headers(subject.clone(), headers.clone(), event.body.clone())
            .await;
        let outcome = match sent {
            Ok(acknowledged) => acknowledged.await,
            Err(error) => Err(error),
        };
        match outcome {
            Ok(ack) => return Ok(ack.sequence),
            Err(error) if can_heal(error.kind()) => {
                tracing::warn!(%error, "publishing again");
                sleep(PAUSE).await;
            }
            Err(error) => return Err(Error::nats(error)),
        }
    }
}

fn can_heal(kind: PublishErrorKind) -> bool {
    matches!(
        kind,
        PublishErrorKind::TimedOut
            | PublishErrorKind::BrokenPipe
            | PublishErrorKind::StreamNotFound
    )
}

/// Reads a page.
///
/// Retention may drop events between the look at the ends and the look at the events. It notes what
/// it drops before it does, so looking at the note again afterwards is enough to be certain.
///
/// The copy that happens to be read may be behind the one that was written, and its page then ends
/// too early. `known` is the newest event of the inbox that this relay has heard of; the copy is given
/// a moment to get there, for nobody would wake the reader a second time.
pub(super) async fn read(
    log: &Stream,
    bucket: &Bucket,
    inbox: &InboxId,
    after: &After,
    amount: Amount,
    Knowledge { max_payload, known }: Knowledge,
) -> Result<Read> {
    let patience = Instant::now() + CATCH_UP;
    loop {
        let span = quick_span(log, bucket, inbox, after).await?;
        let start = match span.resolve(after) {
            Ok(start) => start,
            Err(gap) => return Ok(Read::Gap(gap)),
        };
        let batch = batch(log, inbox, start, amount, max_payload).await?;
        let oldest = registry::oldest(bucket, inbox).await?;
        let last = batch.last()?.unwrap_or_else(|| start.max(oldest));
        let behind = batch.complete && last < known;
        if behind && Instant::now() < patience {
            sleep(PAUSE_TO_CATCH_UP).await;
            continue;
        }
        if start < oldest {
            // From the top: it is a gap now, or, for a reader from the oldest, another oldest.
            continue;
        }
        let entries = batch
            .messages
            .into_iter()
            .map(|message| to_entry(message, &span))
            .collect::<Result<Vec<_>>>()?;
        let count = entries.len();
        let events = match up_to_refusal(&span.cursor(start), entries) {
            Ok(events) => events,
            Err(gap) => return Ok(Read::Gap(gap)),
        };
        let next = events.last().map_or(start, |event| event.cursor.seq);
        let head = if batch.complete && !behind && events.len() == count {
            next
        } else {
            head(log, inbox, next).await?
        };
        return Ok(Read::Page(Page {
            events,
            next: span.cursor(next),
            head: span.cursor(head),
            oldest: span.cursor(oldest),
        }));
    }
}

/// The ends as far as they are needed to find the start: the head of the inbox only if it was asked
/// for, else the place before all that is kept.
async fn quick_span(log: &Stream, bucket: &Bucket, inbox: &InboxId, after: &After) -> Result<Span> {
    let mut span = known_span(log, bucket, inbox).await?;
    if *after == After::Head {
        span.head = head(log, inbox, span.oldest).await?;
    }
    Ok(span)
}

pub(super) async fn span(log: &Stream, bucket: &Bucket, inbox: &InboxId) -> Result<Span> {
    quick_span(log, bucket, inbox, &After::Head).await
}

/// All ends but the head.
async fn known_span(log: &Stream, bucket: &Bucket, inbox: &InboxId) -> Result<Span> {
    let (oldest, epoch, info, ()) = tokio::try_join!(
        registry::oldest(bucket, inbox),
        meta::epoch(bucket),
        async { log.get_info().await.map_err(Error::nats) },
        registry::require_inbox(bucket, inbox),
    )?;
    Ok(Span {
        epoch,
        oldest,
        head: oldest,
        newest: info.state.last_sequence.max(oldest),
    })
}

/// The sequence number of the inbox's newest event, at least `floor`.
async fn head(log: &Stream, inbox: &InboxId, floor: u64) -> Result<u64> {
    match log
        .get_last_raw_message_by_subject(&message::subject(inbox))
        .await
    {
        Ok(message) => Ok(message.sequence.max(floor)),
        Err(error) if error.kind() == LastRawMessageErrorKind::NoMessageFound => Ok(floor),
        Err(error) => Err(Error::nats(error)),
    }
}

/// The newest of an inbox. Only its last message is looked at; what was before a refusal was noted
/// with it.
pub(super) async fn latest(log: &Stream, bucket: &Bucket, inbox: &InboxId) -> Result<Latest> {
    let noted = registry::latest(bucket, inbox).await?;
    let subject = message::subject(inbox);
    let last = match log.get_last_raw_message_by_subject(&subject).await {
        Ok(last) => message::about(Some(&last.headers))?,
        Err(error) if error.kind() == LastRawMessageErrorKind::NoMessageFound => {
            return Ok(Latest::default());
        }
        Err(error) => return Err(Error::nats(error)),
    };
    Ok(match last.refusal() {
        None => Latest {
            received: Some(last.received_at),
            ..noted
        },
        refused => Latest { refused, ..noted },
    })
}

async fn batch(
    log: &Stream,
    inbox: &InboxId,
    start: u64,
    amount: Amount,
    max_payload: usize,
) -> Result<Batch> {
    let mut reader = Reader::open(log, message::subject(inbox), start, false).await?;
    // The server's bound counts what surrounds a body too, and must let the largest through alone.
    let bytes = usize::try_from(amount.bytes)
        .unwrap_or(usize::MAX)
        .min(64 << 20);
    let bytes = bytes.max(max_payload.saturating_mul(2));
    let events = usize::try_from(amount.events).unwrap_or(1);
    let Batch {
        mut messages,
        mut complete,
    } = reader.fetch(events, Some(bytes)).await?;
    let mut total = 0;
    let fits = messages
        .iter()
        .take_while(|message| {
            total += message.payload.len() as u64;
            total <= amount.bytes
        })
        .count()
        .max(1);
    if fits < messages.len() {
        messages.truncate(fits);
        complete = false;
    }
    Ok(Batch { messages, complete })
}

fn to_entry(message: Message, span: &Span) -> Result<Entry> {
    let seq = message.info().map_err(Error::nats)?.stream_sequence;
    let about = message::about(message.headers.as_ref())?;
    let body = message.message.payload.into();
    Ok(message::entry(about, body, span.epoch.clone(), seq))
}

pub(super) async fn count_after(log: &Stream, inbox: &InboxId, seq: u64) -> Result<u64> {
    let reader = Reader::open(log, message::subject(inbox), seq, true).await?;
    Ok(reader.count())
}

pub(super) async fn delete_inbox(log: &Stream, inbox: &InboxId) -> Result<()> {
    log.purge()
        .filter(message::subject(inbox))
        .await
        .map_err(Error::nats)?;
    Ok(())
}
