//! Reads one list of interviews, page by page.

use super::ask::Page;
use super::{Findings, Place, Poll, Progress};
use crate::Error;
use crate::turns::{AT_ONCE, Pace};
use domain::{Interview, InterviewId, InterviewStatus};
use futures_util::{FutureExt, StreamExt, stream};
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

/// How far the reading of a whole list has come.
struct Reading {
    /// Where the next page begins.
    offset: u32,
    /// The item before that, which the next page shows once more: if it does not, the list has
    /// shifted and something may have slipped through.
    last: Option<InterviewId>,
    shifts: u32,
    /// Pages that are asked for before the one before them has come.
    ahead: usize,
}

/// Pages that are committed together.
#[derive(Default)]
struct Batch {
    interviews: Vec<Interview>,
    /// Items that cannot be read.
    unreadable: u32,
    pages: usize,
}

impl Batch {
    /// Adds a page that was asked for in pages of `size`; answers how to go on.
    fn take(&mut self, reading: &mut Reading, page: Page, size: u32) -> Next {
        let (next, unreadable) = reading.take(&page, size);
        self.interviews.extend(page.interviews);
        self.unreadable = self.unreadable.saturating_add(unreadable);
        self.pages += 1;
        next
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
            ahead: AHEAD,
        };
        loop {
            let size = self.poll.asker.page_size();
            let overlap = u32::from(size > 1);
            let from = reading.begin(overlap);
            let step = (size - overlap).max(1);
            let offsets = (0_u32..).map(|n| from.saturating_add(n.saturating_mul(step)));
            let requests = stream::iter(offsets).map(|offset| self.page_beside(offset, size));
            let mut pages = std::pin::pin!(requests.buffered(reading.ahead));
            while let Some(page) = pages.next().await {
                let mut batch = Batch::default();
                let mut next = batch.take(&mut reading, page?, size);
                let mut failed = None;
                // To commit several pages costs little more than to commit one.
                while let (Next::GoOn, None) = (&next, &failed)
                    && batch.pages < AHEAD
                    && let Some(Some(page)) = pages.next().now_or_never()
                {
                    match page {
                        Ok(page) => next = batch.take(&mut reading, page, size),
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
            offset: reading.offset,
            unreadable: batch.unreadable,
            done,
        };
        let findings = Findings::Interviews(batch.interviews, Some(progress));
        self.poll.report(findings).await.map(drop)
    }

    /// Reads one page and hands it to the engine.
    pub(super) async fn look(&self, offset: u32, limit: u32) -> Result<Looked, Error> {
        let asker = &self.poll.asker;
        let page = asker
            .page(self.status.clone(), offset, limit, Pace::Calm)
            .await?;
        let (items, asked) = (page.items, page.asked);
        let ids = page.interviews.iter().map(|one| one.id.clone()).collect();
        let new = match page.interviews.is_empty() {
            true => 0,
            false => {
                let findings = Findings::Interviews(page.interviews, None);
                self.poll.report(findings).await?
            }
        };
        Ok(Looked {
            items,
            asked,
            new,
            ids,
        })
    }

    /// Reads a page in a task of its own, so that it goes on while another one is committed.
    async fn page_beside(&self, offset: u32, limit: u32) -> Result<Page, Error> {
        let (asker, status) = (self.poll.asker.clone(), self.status.clone());
        let task =
            tokio::spawn(async move { asker.page(status, offset, limit, Pace::CatchingUp).await });
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

    /// Takes a page, asked for in pages of `size`. Answers how to go on, and how many of its items are
    /// beyond what was read before and cannot be read.
    fn take(&mut self, page: &Page, size: u32) -> (Next, u32) {
        let before = self.offset;
        if page.items == 0 && page.offset >= before {
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
        let unreadable = page.unreadable.iter().filter(|at| **at >= known).count();
        let unreadable = u32::try_from(unreadable).unwrap_or(u32::MAX);
        if page.items < page.asked {
            // Shorter than asked for: the end, or a server that gives less.
            self.last = None;
            self.ahead = 1;
        } else {
            let last = page
                .interviews
                .last()
                .filter(|_| page.unreadable.is_empty());
            self.last = last.map(|last| last.id.clone());
        }
        let is_as_planned = page.items >= size;
        let next = if is_as_planned {
            Next::GoOn
        } else {
            Next::AskAnew
        };
        (next, unreadable)
    }
}
