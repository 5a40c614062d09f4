//! Listens to a channel's stream.

use super::event::{self, Said, Webhook};
use super::stream_id::StreamId;
use super::{Kind, Timing, address};
use crate::backoff::Backoff;
use crate::http::next_piece;
use crate::link::{Connect, End, Link};
use crate::sse::{Frame, Parser};
use crate::{Error, Gap, GapReason, Received, SinkError, SourceState};
use domain::Road;
use reqwest::Client;
use std::collections::VecDeque;
use std::convert::Infallible;
use url::Url;

/// An event longer than this is passed over: bodies of Ribbon's are well under a kilobyte.
const LONGEST_EVENT: usize = 1024 * 1024;

/// What a reader is made of.
pub(super) struct Parts {
    pub(super) link: Link,
    pub(super) client: Client,
    pub(super) url: Url,
    pub(super) kind: Kind,
    pub(super) after: Option<StreamId>,
    pub(super) timing: Timing,
}

/// The reader's own state.
pub(super) struct Reader {
    parts: Parts,
    /// What has arrived and is not committed yet, in its order; what one piece of the stream brought.
    arrived: VecDeque<Arrived>,
}

/// Something to hand over, and our place once that is done.
struct Arrived {
    what: What,
    then: Option<StreamId>,
}

enum What {
    Webhook(Received),
    Gap(Gap),
}

impl Connect for Reader {
    fn link(&mut self) -> &mut Link {
        &mut self.parts.link
    }

    async fn read(&mut self) -> End {
        match self.listen().await {
            Ok(never) => match never {},
            Err(end) => end,
        }
    }
}

impl Reader {
    pub(super) fn new(parts: Parts) -> Self {
        Self {
            parts,
            arrived: VecDeque::new(),
        }
    }

    async fn listen(&mut self) -> Result<Infallible, End> {
        let Timing {
            greeting, silence, ..
        } = self.parts.timing;
        let Parts {
            link, client, url, ..
        } = &self.parts;
        let opening = address::open(client, url, self.parts.after, greeting);
        let mut answer = link.unless_told(opening).await??;
        let mut parser = Parser::new(LONGEST_EVENT);
        let mut patience = greeting;
        loop {
            let piece = next_piece(&mut answer, patience);
            let piece = self.parts.link.unless_told(piece).await??;
            let piece = piece.ok_or(End::Closed)?;
            patience = silence;
            self.parts.link.report(SourceState::Live);
            for frame in parser.push(&piece) {
                self.sort(&frame);
            }
            self.hand_over().await?;
        }
    }

    /// Adds what an event says to what has arrived.
    fn sort(&mut self, frame: &Frame) {
        let place = self
            .arrived
            .back()
            .map_or(self.parts.after, |last| last.then);
        let id = match self.parts.kind {
            // Smee counts anew with each connection: its ids name nothing.
            Kind::Smee => None,
            Kind::Gosmee => frame.id.as_deref().and_then(|id| id.parse().ok()),
        };
        if frame.is_too_long {
            tracing::warn!("an event of a channel was too long and is passed over");
            return self.lose(place, id.or(place), GapReason::TooLong);
        }
        match event::read(frame) {
            Said::Nothing => {}
            Said::Webhook(webhook) => {
                let what = What::Webhook(self.received(webhook, id));
                let then = id.or(place);
                self.arrived.push_back(Arrived { what, then });
            }
            Said::Missed { oldest } => {
                let resume = oldest.map_or(StreamId::START, StreamId::before);
                // We have noted it already, and were cut off before the oldest event came.
                if place != Some(resume) {
                    self.lose(place, Some(resume), GapReason::Expired);
                }
            }
        }
    }

    fn lose(&mut self, place: Option<StreamId>, then: Option<StreamId>, reason: GapReason) {
        let name = |id: Option<StreamId>| id.map(|id| id.to_string()).unwrap_or_default();
        let what = What::Gap(Gap {
            requested: name(place),
            resume: name(then),
            reason,
        });
        self.arrived.push_back(Arrived { what, then });
    }

    fn received(&self, webhook: Webhook, id: Option<StreamId>) -> Received {
        let link = &self.parts.link;
        let name = id.map(|id| id.to_string());
        Received {
            source: link.source().to_owned(),
            road: Road::Channel,
            event_id: name.clone(),
            cursor: name,
            received_at: webhook.received_at(link.now()),
            headers: webhook.headers,
            body: webhook.body,
            trust: webhook.trust,
        }
    }

    /// Hands over what has arrived, however often it must be tried: most channels say nothing twice.
    /// Nothing more is read meanwhile, so no more than a piece of the stream is ever held.
    async fn hand_over(&mut self) -> Result<(), End> {
        let Timing {
            first_wait,
            longest_wait,
            ..
        } = self.parts.timing;
        let mut backoff = Backoff::new(first_wait, longest_wait);
        let mut is_nudged = false;
        while let Some(first) = self.arrived.front() {
            match self.commit(first).await {
                Ok(()) => {
                    self.parts.after = first.then;
                    self.arrived.pop_front();
                    self.parts.link.report(SourceState::Live);
                    backoff.reset();
                }
                Err(error) => {
                    self.parts.link.report_offline(Error::Sink(error));
                    let wait = backoff.next(rand::random_range(0.0..=1.0));
                    let waited = tokio::time::sleep(wait);
                    match self.parts.link.unless_told(waited).await {
                        Err(End::Stopped) => {
                            let count = self.arrived.len();
                            tracing::warn!(count, "stopped with webhooks that could not be stored");
                            return Err(End::Stopped);
                        }
                        // The connection may be dead; what it brought is here all the same.
                        Err(_) => is_nudged = true,
                        Ok(()) => {}
                    }
                }
            }
        }
        if is_nudged { Err(End::Nudged) } else { Ok(()) }
    }

    async fn commit(&self, arrived: &Arrived) -> Result<(), SinkError> {
        let link = &self.parts.link;
        match &arrived.what {
            What::Webhook(received) => link.sink().deliver(received.clone()).await,
            What::Gap(gap) => link.sink().lost(link.source(), gap.clone()).await,
        }
    }
}
