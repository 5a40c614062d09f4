//! Reads the log: pages until its end, then a stream, or polls where no stream gets through.

use super::Timing;
use super::http::{Http, Read};
use crate::http::next_piece;
use crate::link::{Connect, End, Link};
use crate::sse::{Frame, Parser};
use crate::{Error, Gap, GapReason, Received, SourceState};
use domain::{Road, Trust, UnixMs};
use relay_protocol::{After, Cursor, Event, MAX_LIMIT, Page, Signature, sse};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::Instant;

/// So many streams in a row that soon ended mean that something in between does not like them.
const SHORT_STREAMS: u32 = 2;
/// An event longer than this is not the relay's: bodies are capped at a quarter of a megabyte unless
/// its operator says otherwise.
const LONGEST_EVENT: usize = 64 * 1024 * 1024;

/// The reader's own state.
pub(super) struct Reader {
    link: Link,
    http: Http,
    timing: Timing,
    after: After,
    committed: watch::Sender<Option<Cursor>>,
    /// Streams in a row that soon ended.
    short_streams: u32,
    /// Until when to poll instead of streaming.
    polling_until: Option<Instant>,
}

impl Connect for Reader {
    fn link(&mut self) -> &mut Link {
        &mut self.link
    }

    /// From what has come in meanwhile to the connection's end.
    async fn read(&mut self) -> End {
        let ended = async {
            loop {
                self.catch_up().await?;
                match self.polling_until {
                    Some(until) => self.poll(until).await?,
                    None => self.stream().await?,
                }
            }
        };
        let ended: Result<std::convert::Infallible, End> = ended.await;
        match ended {
            Err(end) => end,
        }
    }

    fn nudged(&mut self) {
        // On another network streams may get through.
        self.polling_until = None;
    }
}

impl Reader {
    pub(super) fn new(
        link: Link,
        http: Http,
        timing: Timing,
        after: After,
        committed: watch::Sender<Option<Cursor>>,
    ) -> Self {
        Self {
            link,
            http,
            timing,
            after,
            committed,
            short_streams: 0,
            polling_until: None,
        }
    }

    /// Reads page by page to the log's end.
    async fn catch_up(&mut self) -> Result<(), End> {
        while !self.page(Duration::ZERO).await?.is_end {}
        Ok(())
    }

    /// Reads page by page to the log's end, and says why where that fails.
    pub(super) async fn read_to_head(&mut self) -> Result<(), Error> {
        self.catch_up().await.map_err(|end| match end {
            End::Failed(error) => error,
            End::Closed => Error::protocol("the relay closed the connection"),
            End::Stopped | End::Nudged => Error::Stopped("it was interrupted".to_owned()),
        })
    }

    /// Reads pages that wait for something to happen, at least one.
    async fn poll(&mut self, until: Instant) -> Result<(), End> {
        let Timing {
            poll_wait,
            first_wait,
            ..
        } = self.timing;
        self.link.report(SourceState::Polling);
        loop {
            let asked = Instant::now();
            let page = self.page(poll_wait).await?;
            if Instant::now() >= until {
                self.polling_until = None;
                return Ok(());
            }
            // Something in between that does not let the relay wait must not make us spin.
            if page.is_empty && asked.elapsed() < poll_wait / 2 {
                self.link
                    .unless_told(tokio::time::sleep(first_wait))
                    .await?;
            }
        }
    }

    async fn page(&mut self, wait: Duration) -> Result<PageTaken, End> {
        let page = self.http.page(&self.after, MAX_LIMIT, wait);
        match self.link.unless_told(page).await?? {
            Read::Got(Page {
                events, next, head, ..
            }) => {
                let is_empty = events.is_empty();
                self.take(events).await?;
                if is_empty && self.after == After::Oldest {
                    // From now on we would notice if something were lost.
                    self.after = After::Cursor(next.clone());
                }
                Ok(PageTaken {
                    is_end: is_empty || next == head,
                    is_empty,
                })
            }
            Read::Gap(gap) => {
                self.lose(gap).await?;
                Ok(PageTaken {
                    is_end: false,
                    is_empty: false,
                })
            }
        }
    }

    /// Listens to a stream. `Ok` when streams turn out not to get through.
    async fn stream(&mut self) -> Result<(), End> {
        let began = Instant::now();
        let mut has_spoken = false;
        let end = match self.listen(&mut has_spoken).await {
            Ok(never) => match never {},
            Err(end) => end,
        };
        self.short_streams = match end {
            End::Failed(Error::NeedsPairing | Error::Sink(_)) | End::Stopped | End::Nudged => 0,
            // It is held back, or it is no stream: another one would be no better.
            End::Failed(Error::Silent | Error::Protocol { .. }) if !has_spoken => SHORT_STREAMS,
            _ if began.elapsed() >= self.timing.settled => 0,
            End::Failed(_) | End::Closed => self.short_streams + 1,
        };
        if self.short_streams < SHORT_STREAMS {
            return Err(end);
        }
        tracing::info!("streams do not get through from the relay; polling instead");
        self.short_streams = 0;
        self.polling_until = Some(Instant::now() + self.timing.retry_stream);
        Ok(())
    }

    async fn listen(&mut self, has_spoken: &mut bool) -> Result<std::convert::Infallible, End> {
        let Timing {
            greeting, silence, ..
        } = self.timing;
        let opening = self.http.stream(&self.after, greeting);
        let mut answer = self.link.unless_told(opening).await??;
        let mut parser = Parser::new(LONGEST_EVENT);
        loop {
            let patience = if *has_spoken { silence } else { greeting };
            let piece = next_piece(&mut answer, patience);
            let piece = self.link.unless_told(piece).await??.ok_or(End::Closed)?;
            if !std::mem::replace(has_spoken, true) {
                self.link.report(SourceState::Live);
            }
            self.take_frames(parser.push(&piece)).await?;
        }
    }

    /// Takes what one piece of the stream has completed, in as few commits as possible.
    async fn take_frames(&mut self, frames: Vec<Frame>) -> Result<(), Error> {
        let mut events = Vec::new();
        for frame in frames {
            if frame.is_too_long {
                return Err(Error::protocol("an event is too long"));
            }
            match frame.event.as_str() {
                sse::WEBHOOK => events.push(parse(&frame, "an event")?),
                sse::GAP => {
                    self.take(std::mem::take(&mut events)).await?;
                    self.lose(parse(&frame, "a gap")?).await?;
                }
                _ => {}
            }
        }
        self.take(events).await
    }

    /// Hands events over and moves on past them. Never interrupted: a commit whose outcome we do not
    /// learn would leave us at the wrong place.
    async fn take(&mut self, events: Vec<Event>) -> Result<(), Error> {
        let Some(last) = events.last().map(|event| event.cursor.clone()) else {
            return Ok(());
        };
        let source = self.link.source();
        let batch = events
            .into_iter()
            .map(|event| received(source, event))
            .collect();
        self.link.sink().deliver_all(batch).await?;
        self.after = After::Cursor(last.clone());
        self.committed.send_replace(Some(last));
        Ok(())
    }

    /// Has a gap noted and goes on after it.
    async fn lose(&mut self, gap: relay_protocol::Gap) -> Result<(), Error> {
        let resume = gap.oldest.clone();
        if self.after == After::Cursor(resume.clone()) {
            return Err(Error::protocol("a gap that leads nowhere"));
        }
        let gap = Gap {
            requested: gap.requested.to_string(),
            resume: resume.to_string(),
            reason: match gap.reason {
                relay_protocol::GapReason::Expired => GapReason::Expired,
                relay_protocol::GapReason::Epoch => GapReason::Epoch,
                relay_protocol::GapReason::Refused => GapReason::Refused,
                relay_protocol::GapReason::Unknown => GapReason::Expired,
            },
        };
        self.link.sink().lost(self.link.source(), gap).await?;
        self.after = After::Cursor(resume.clone());
        // What was refused counts as read, or the relay would show us to be behind.
        self.committed.send_replace(Some(resume));
        Ok(())
    }
}

/// What a page was like.
struct PageTaken {
    is_end: bool,
    is_empty: bool,
}

fn parse<T: serde::de::DeserializeOwned>(frame: &Frame, what: &str) -> Result<T, Error> {
    serde_json::from_slice(&frame.data)
        .map_err(|_| Error::protocol(format!("{what} is unreadable")))
}

fn received(source: &str, event: Event) -> Received {
    let millis = event.received_at.unix_timestamp_nanos() / 1_000_000;
    Received {
        source: source.to_owned(),
        road: Road::Relay,
        event_id: Some(event.id.to_string()),
        cursor: Some(event.cursor.to_string()),
        received_at: UnixMs(i64::try_from(millis).unwrap_or_default()),
        headers: event.headers,
        body: event.body,
        trust: match event.signature {
            Signature::Verified => Some(Trust::Verified),
            Signature::Absent => Some(Trust::Absent),
            // The relay may know fewer secrets than we do.
            Signature::Unverified => None,
        },
    }
}
