//! Reads one list of interviews, page by page.

use super::ask::Page;
use super::shown::Shown;
use super::{Findings, Place, Poll, Progress};
use crate::Error;
use crate::turns::{AT_ONCE, Pace};
use domain::{Interview, InterviewId, InterviewStatus, UnixMs};
use futures_util::{FutureExt, StreamExt, stream};
use ribbon_api::{InterviewQuery, Item, Transcript};
use tokio_util::task::AbortOnDropHandle;

/// So often in a row a list is read again because it shifted; one that never stands still is read on.
const SHIFTS: u32 = 3;
/// Pages that are asked for, or have come and wait to be committed, at most: what was asked for beyond
/// the end of a list is asked for in vain.
const AHEAD: usize = AT_ONCE as usize;

/// One list of interviews.
pub(super) struct Pages<'a> {
    pub poll: &'a Poll,
    pub status: &'a InterviewStatus,
    /// Where something new was found last.
    pub grows: Option<Place>,
    /// Whether Ribbon leaves transcripts out when it is asked to.
    pub is_light: bool,
}

/// What a page held that is in the cache now.
pub(super) struct Looked {
    /// Items on the page.
    pub items: u32,
    /// How many were asked for.
    pub asked: u32,
    /// Those of them that were not known before.
    pub new: usize,
    /// Their ids.
    pub ids: Vec<InterviewId>,
}

impl Looked {
    /// An empty page.
    pub(super) fn nothing(asked: u32) -> Self {
        Self {
            items: 0,
            asked,
            new: 0,
            ids: Vec::new(),
        }
    }
}

/// What a page says of Ribbon's filters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Proof {
    /// When Ribbon answered, by its own clock.
    pub served_at: Option<UnixMs>,
    /// Whether nothing on the page should have been filtered out.
    pub is_filtered: bool,
}

impl Proof {
    fn of(page: &Page, query: &InterviewQuery) -> Self {
        let is_within = |one: &Interview| match (query.ended_after, one.ended_at) {
            (Some(after), Some(at)) => at >= after,
            (Some(_), None) => false,
            (None, _) => true,
        };
        Self {
            served_at: page.served_at,
            is_filtered: page.interviews().all(is_within),
        }
    }
}

/// How far the reading of a whole list has come.
struct Reading {
    /// Where the next page begins.
    offset: u32,
    /// The item before that, which the next page shows once more: if it does not, the list has
    /// shifted and something may have slipped through.
    last: Option<InterviewId>,
    shifts: u32,
    /// Up to where anything was shown, and up to where there was something new.
    furthest: u32,
    sure: u32,
    shown: Shown,
    /// Pages that are asked for before the one before them has come.
    ahead: usize,
}

/// Pages that are committed together.
#[derive(Default)]
struct Batch {
    items: Vec<Item<Interview>>,
    /// Items that cannot be read.
    unreadable: u32,
    pages: usize,
}

impl Batch {
    /// Adds a page that was asked for in pages of `size`; answers how to go on.
    ///
    /// # Errors
    /// When the list shows the same items everywhere.
    fn take(&mut self, reading: &mut Reading, page: Page, size: u32) -> Result<Next, Error> {
        reading.check(&page)?;
        let (next, unreadable) = reading.take(&page, size);
        self.items.extend(page.items);
        self.unreadable = self.unreadable.saturating_add(unreadable);
        self.pages += 1;
        Ok(next)
    }
}

/// What follows from a page.
enum Next {
    /// The next page follows where it was asked for.
    GoOn,
    /// Those under way were asked for at the wrong places.
    AskAnew,
    /// It was the last.
    End,
}

impl Pages<'_> {
    /// Reads everything from `offset` on: the first synchronisation. What has come in is committed
    /// while the next pages are under way.
    pub(super) async fn whole(&self, offset: u32) -> Result<(), Error> {
        let mut reading = Reading {
            offset,
            last: None,
            shifts: 0,
            furthest: offset,
            sure: offset,
            shown: Shown::default(),
            ahead: AHEAD,
        };
        loop {
            let size = self.poll.asker.page_size(Transcript::Full);
            let overlap = u32::from(size > 1);
            let from = reading.begin(overlap);
            let step = (size - overlap).max(1);
            let offsets = (0_u32..).map(|n| from.saturating_add(n.saturating_mul(step)));
            let requests = stream::iter(offsets).map(|offset| self.page_beside(offset, size));
            let mut pages = std::pin::pin!(requests.buffered(reading.ahead));
            while let Some(page) = pages.next().await {
                let mut batch = Batch::default();
                let mut next = batch.take(&mut reading, page?, size)?;
                let mut failed = None;
                // To commit several pages costs little more than to commit one.
                while let (Next::GoOn, None) = (&next, &failed)
                    && batch.pages < AHEAD
                    && let Some(Some(page)) = pages.next().now_or_never()
                {
                    match page.and_then(|page| batch.take(&mut reading, page, size)) {
                        Ok(follows) => next = follows,
                        Err(error) => failed = Some(error),
                    }
                }
                self.commit(batch, &reading, matches!(next, Next::End))
                    .await?;
                match (failed, next) {
                    (Some(error), _) => return Err(error),
                    (None, Next::GoOn) => {}
                    (None, Next::AskAnew) => break,
                    (None, Next::End) => return Ok(()),
                }
            }
        }
    }

    async fn commit(&self, batch: Batch, reading: &Reading, done: bool) -> Result<(), Error> {
        let progress = Progress {
            status: self.status.clone(),
            offset: reading.offset.min(reading.sure),
            unreadable: batch.unreadable,
            done,
        };
        let findings = Findings::Interviews(batch.items, Some(progress));
        self.poll.report(findings).await.map(drop)
    }

    /// How many interviews to ask for at a time.
    pub(super) fn page_size(&self) -> u32 {
        self.poll.asker.page_size(self.transcript())
    }

    /// How much of each interview to ask for while looking for what is new.
    fn transcript(&self) -> Transcript {
        match self.is_light {
            true => Transcript::None,
            false => Transcript::Full,
        }
    }

    pub(super) fn query(&self, offset: u32, limit: u32) -> InterviewQuery {
        InterviewQuery {
            offset,
            limit,
            ..InterviewQuery::new(self.status.clone())
        }
    }

    /// Reads one page and hands it to the engine.
    pub(super) async fn look(&self, offset: u32, limit: u32) -> Result<Looked, Error> {
        let query = InterviewQuery {
            transcript: self.transcript(),
            ..self.query(offset, limit)
        };
        Ok(self.look_at(query).await?.0)
    }

    /// The same for any query; also gives the page's time by Ribbon's clock and whether it proves that
    /// Ribbon knows the filter by the time of an interview's end.
    pub(super) async fn look_at(&self, query: InterviewQuery) -> Result<(Looked, Proof), Error> {
        let page = self.poll.asker.page(query.clone(), Pace::Calm).await?;
        let proof = Proof::of(&page, &query);
        let mut looked = Looked {
            items: page.len(),
            asked: page.asked,
            new: 0,
            ids: page.interviews().map(|one| one.id.clone()).collect(),
        };
        if page.items.is_empty() {
            return Ok((looked, proof));
        }
        if query.transcript != Transcript::None {
            let findings = Findings::Interviews(page.items, None);
            looked.new = self.poll.report(findings).await?;
            return Ok((looked, proof));
        }
        // What is known is compared without its transcript; what is not is asked for again in full.
        if self.poll.report(Findings::Scanned(page.items)).await? > 0 {
            let (mut from, end) = (query.offset, page.offset.saturating_add(looked.items));
            while from < end {
                let full = InterviewQuery {
                    offset: from,
                    limit: (end - from).min(self.poll.asker.page_size(Transcript::Full)),
                    transcript: Transcript::Full,
                    ..query.clone()
                };
                let page = self.poll.asker.page(full, Pace::Calm).await?;
                if page.items.is_empty() {
                    break;
                }
                from = page.end();
                let findings = Findings::Interviews(page.items, None);
                looked.new += self.poll.report(findings).await?;
            }
        }
        Ok((looked, proof))
    }

    /// Reads a page in a task of its own, so that it goes on while another one is committed.
    async fn page_beside(&self, offset: u32, limit: u32) -> Result<Page, Error> {
        let (asker, query) = (self.poll.asker.clone(), self.query(offset, limit));
        let task = tokio::spawn(async move { asker.page(query, Pace::CatchingUp).await });
        match AbortOnDropHandle::new(task).await {
            Ok(page) => Ok(page?),
            Err(error) => match error.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => Err(Error::Stopped),
            },
        }
    }
}

impl Reading {
    /// Where to begin to ask.
    fn begin(&self, overlap: u32) -> u32 {
        match self.last {
            Some(_) => self.offset.saturating_sub(overlap),
            None => self.offset,
        }
    }

    /// Whether a page shows anything new beyond what was shown before.
    fn check(&mut self, page: &Page) -> Result<(), Error> {
        if page.end() <= self.furthest {
            return Ok(());
        }
        let known =
            usize::try_from(self.furthest.saturating_sub(page.offset)).unwrap_or(usize::MAX);
        self.furthest = page.end();
        let ids = page.items.iter().skip(known).filter_map(|item| match item {
            Item::Read(reading) => Some(reading.item.id.clone()),
            Item::Unreadable(item) => item.id.as_deref().map(InterviewId::new),
        });
        if self.shown.take(ids)? {
            self.sure = page.end();
        }
        Ok(())
    }

    /// Takes a page, asked for in pages of `size`. Answers how to go on, and how many of its items are
    /// beyond what was read before and cannot be read.
    fn take(&mut self, page: &Page, size: u32) -> (Next, u32) {
        let before = self.offset;
        if page.items.is_empty() && page.offset >= before {
            return (Next::End, 0);
        }
        if let Some(last) = &self.last
            && page.offset < before
            && page.surely_lacks(last)
            && self.shifts < SHIFTS
        {
            self.shifts += 1;
            self.offset = before.saturating_sub(size);
            self.last = None;
            return (Next::AskAnew, 0);
        }
        if page.end() <= before {
            // Nothing but what was shown before, or nothing at all: is there really no more?
            self.last = None;
            self.ahead = 1;
            return (Next::AskAnew, 0);
        }
        self.shifts = 0;
        self.offset = page.end();
        let known = usize::try_from(before.saturating_sub(page.offset)).unwrap_or(usize::MAX);
        let beyond = page.items.iter().skip(known);
        let unreadable = beyond
            .filter(|item| matches!(item, Item::Unreadable(_)))
            .count();
        let unreadable = u32::try_from(unreadable).unwrap_or(u32::MAX);
        if page.len() < page.asked {
            // Shorter than asked for: the end, or a server that gives less.
            self.last = None;
            self.ahead = 1;
        } else {
            let last = page
                .interviews()
                .next_back()
                .filter(|_| page.is_all_readable());
            self.last = last.map(|last| last.id.clone());
        }
        let is_as_planned = page.len() >= size;
        let next = if is_as_planned {
            Next::GoOn
        } else {
            Next::AskAnew
        };
        (next, unreadable)
    }
}
