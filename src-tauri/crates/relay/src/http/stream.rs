//! The event stream.
//!
//! The stream holds a place in the log and at most one chunk of text. The next chunk is made only
//! when the connection has taken the last, so a slow reader slows itself and nobody else.

use std::{convert::Infallible, fmt::Write as _, sync::Arc};

use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::stream;
use relay_protocol::{After, Event, Gap, InboxId, sse};
use tokio::{sync::watch, time::Instant};

use super::{App, auth};
use crate::{
    error::{Error, Result},
    store::{Amount, Device, Read, Store},
};

/// One chunk's share of the log.
const CHUNK: Amount = Amount {
    events: 100,
    bytes: 512 << 10,
};

/// Answers with a stream that begins after this place.
pub(super) async fn open(
    app: Arc<App>,
    device: Device,
    after: After,
    knows_refused: bool,
) -> Result<Response> {
    const HEADERS: [(HeaderName, HeaderValue); 3] = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static(sse::CONTENT_TYPE),
        ),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("no-cache, no-transform"),
        ),
        (
            HeaderName::from_static("x-accel-buffering"),
            HeaderValue::from_static("no"),
        ),
    ];
    let after = from_here(&*app.store, &device.inbox, after).await?;
    let tail = Tail::new(app, device, after, knows_refused);
    let chunks = stream::unfold(tail, async |mut tail| {
        let chunk = tail.next().await?;
        Some((Ok::<_, Infallible>(Bytes::from(chunk)), tail))
    });
    Ok((HEADERS, Body::from_stream(chunks)).into_response())
}

/// "From now on" means from the answer, not from the stream's first look at the log: whoever has heard
/// the greeting is told of everything that is stored from then on.
async fn from_here(store: &dyn Store, inbox: &InboxId, after: After) -> Result<After> {
    if after != After::Head {
        return Ok(after);
    }
    let span = store.span(inbox).await?;
    Ok(After::Cursor(span.cursor(span.head)))
}

/// A reader's place, followed as the log grows.
struct Tail {
    app: Arc<App>,
    device: Device,
    after: After,
    /// Whether the reader knows gaps for refused webhooks.
    knows_refused: bool,
    mark: watch::Receiver<()>,
    greeted: bool,
    /// Whether there may be something to read.
    stale: bool,
    /// Whether the device may have been revoked.
    suspect: bool,
    checked: Instant,
    spoke: Instant,
}

impl Tail {
    fn new(app: Arc<App>, device: Device, after: After, knows_refused: bool) -> Self {
        app.metrics.stream_opened();
        let mark = app.store.changes().subscribe(&device.inbox);
        let now = Instant::now();
        Self {
            app,
            device,
            after,
            knows_refused,
            mark,
            greeted: false,
            stale: true,
            suspect: false,
            checked: now,
            spoke: now,
        }
    }

    /// The next piece of the stream, or nothing when it is to end.
    async fn next(&mut self) -> Option<String> {
        if !self.greeted {
            self.greeted = true;
            return Some(self.greeting());
        }
        match self.chunk().await {
            Ok(chunk) => {
                self.spoke = Instant::now();
                chunk
            }
            Err(error) => {
                // The reader comes back by itself, to the same place.
                if !matches!(error, Error::NoSuchInbox(_)) {
                    tracing::error!(%error, inbox = %self.device.inbox, "a stream could not go on");
                }
                None
            }
        }
    }

    /// With the place from which the stream reads, so that a client that loses the connection before
    /// the first event comes back to it.
    fn greeting(&self) -> String {
        let retry = sse::RETRY_MILLISECONDS;
        match &self.after {
            After::Cursor(cursor) => format!("retry: {retry}\nid: {cursor}\n\n"),
            After::Oldest | After::Head => format!("retry: {retry}\n\n"),
        }
    }

    async fn chunk(&mut self) -> Result<Option<String>> {
        loop {
            if self.app.stop.is_cancelled() {
                return Ok(None);
            }
            if self.suspect || self.checked.elapsed() >= self.app.pace.recheck {
                if !auth::still_allowed(&self.app, &self.device).await? {
                    return Ok(None);
                }
                (self.suspect, self.checked) = (false, Instant::now());
                self.app.saw(&self.device.id);
            }
            if self.stale
                && let Some(chunk) = self.read().await?
            {
                return Ok(Some(chunk));
            }
            if self.spoke.elapsed() >= self.app.pace.heartbeat {
                // A look at the log with every heartbeat: should a wake-up ever get lost on its way
                // from another relay, the event is late but not stuck.
                self.stale = true;
                return Ok(Some(format!(":{}\n\n", sse::HEARTBEAT)));
            }
            self.wait().await;
        }
    }

    async fn read(&mut self) -> Result<Option<String>> {
        self.mark.borrow_and_update();
        match self
            .app
            .read(&self.device.inbox, &self.after, CHUNK)
            .await?
        {
            Read::Gap(gap) => {
                self.app.metrics.gaps.add(1);
                self.after = After::Cursor(gap.oldest.clone());
                let gap = if self.knows_refused {
                    gap
                } else {
                    gap.without_refusal()
                };
                Ok(Some(gap_frame(&gap)?))
            }
            Read::Page(page) => {
                // Also when empty, so that "head" means the head of the first look.
                self.after = After::Cursor(page.next.clone());
                self.stale = page.next != page.head;
                self.app.metrics.streamed.add(page.events.len() as u64);
                let mut frames = String::new();
                for event in &page.events {
                    write_event(&mut frames, event)?;
                }
                Ok((!frames.is_empty()).then_some(frames))
            }
        }
    }

    /// Until something may be new, or a look at the device or a heartbeat is due.
    async fn wait(&mut self) {
        let pace = &self.app.pace;
        let due = (self.checked + pace.recheck).min(self.spoke + pace.heartbeat);
        tokio::select! {
            // A revocation wakes us the same way as an event does.
            Ok(()) = self.mark.changed() => (self.stale, self.suspect) = (true, true),
            () = tokio::time::sleep_until(due) => {}
            () = self.app.stop.cancelled() => {}
        }
    }
}

impl Drop for Tail {
    fn drop(&mut self) {
        self.app.metrics.stream_closed();
    }
}

fn write_event(frames: &mut String, event: &Event) -> Result<()> {
    // JSON text holds no line break, so one `data:` line carries it whole.
    let data = serde_json::to_string(event).map_err(unprintable)?;
    let _ = write!(
        frames,
        "id: {}\nevent: {}\ndata: {data}\n\n",
        event.cursor,
        sse::WEBHOOK
    );
    Ok(())
}

fn gap_frame(gap: &Gap) -> Result<String> {
    let data = serde_json::to_string(&gap.as_problem()).map_err(unprintable)?;
    Ok(format!("event: {}\ndata: {data}\n\n", sse::GAP))
}

fn unprintable(error: impl std::fmt::Display) -> Error {
    Error::Corrupt(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{
        sqlite::SqliteStore,
        suite::{event, new_inbox},
    };

    #[tokio::test]
    async fn a_reader_from_now_on_is_told_what_comes_before_its_first_look() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(folder.path()).unwrap();
        let inbox = new_inbox(&store, "team").await;
        store.append(event(&inbox, 1)).await.unwrap();
        let here = from_here(&store, &inbox, After::Head).await.unwrap();
        store.append(event(&inbox, 2)).await.unwrap();
        let Read::Page(page) = store.read(&inbox, &here, CHUNK).await.unwrap() else {
            panic!("a page");
        };
        let bodies: Vec<_> = page.events.iter().map(|event| &event.body[..]).collect();
        assert_eq!(bodies, [b"event 2"], "and not what was there before");
    }
}
