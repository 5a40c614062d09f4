//! Reads one list of interviews, page by page.

use super::{Findings, Poll, Progress};
use crate::{Error, backoff};
use domain::{Interview, InterviewId, InterviewStatus};
use futures_util::{StreamExt, stream};
use ribbon_api::{Client, InterviewQuery};
use std::ops::ControlFlow;
use tokio_util::task::AbortOnDropHandle;

/// Interviews asked for at a time: Ribbon's own default. A page is about 2 MB.
pub(super) const PAGE: u32 = 20;
/// Requests under way at once while catching up.
const AT_ONCE: usize = 4;

/// One list of interviews.
pub(super) struct Pages<'a> {
    pub poll: &'a Poll,
    pub status: &'a InterviewStatus,
}

/// One page as it came.
struct Page {
    interviews: Vec<Interview>,
    /// Items on the page, those that could not be read included.
    items: u32,
    unreadable: u32,
}

/// What a page held that is in the cache now.
pub(super) struct Looked {
    /// Items on the page.
    pub items: u32,
    /// Those of them that were not known before.
    pub new: usize,
    /// Their ids.
    pub ids: Vec<InterviewId>,
}

impl Pages<'_> {
    /// Reads everything from `offset` on: the first synchronisation. Each page is committed while
    /// the next ones are under way.
    pub(super) async fn whole(&self, mut offset: u32) -> Result<(), Error> {
        let mut at_once = AT_ONCE;
        loop {
            let from = offset;
            let offsets = (0_u32..).map(|n| from.saturating_add(n.saturating_mul(PAGE)));
            let requests = stream::iter(offsets).map(|offset| self.page_beside(offset));
            let mut pages = std::pin::pin!(requests.buffered(at_once));
            while let Some(page) = pages.next().await {
                let page = page?;
                offset = offset.saturating_add(page.items);
                let done = page.items == 0;
                let progress = Progress {
                    status: self.status.clone(),
                    offset,
                    unreadable: page.unreadable,
                    done,
                };
                let findings = Findings::Interviews(page.interviews, Some(progress));
                self.poll.report(findings).await?;
                if done {
                    return Ok(());
                }
                if page.items < PAGE {
                    // Shorter than asked for: the end, or a server that gives less. The pages under
                    // way were asked for at the wrong places.
                    at_once = 1;
                    break;
                }
            }
        }
    }

    /// Reads one page and hands it to the engine.
    pub(super) async fn look(&self, offset: u32, limit: u32) -> Result<Looked, Error> {
        let page = self.page(offset, limit).await?;
        let ids = page.interviews.iter().map(|one| one.id.clone()).collect();
        let new = match page.interviews.is_empty() {
            true => 0,
            false => {
                let findings = Findings::Interviews(page.interviews, None);
                self.poll.report(findings).await?
            }
        };
        Ok(Looked {
            items: page.items,
            new,
            ids,
        })
    }

    async fn page(&self, offset: u32, limit: u32) -> Result<Page, Error> {
        read(&self.poll.client, &self.query(offset, limit)).await
    }

    /// Reads a page in a task of its own, so that it goes on while another one is committed.
    async fn page_beside(&self, offset: u32) -> Result<Page, Error> {
        let (client, query) = (self.poll.client.clone(), self.query(offset, PAGE));
        let task = tokio::spawn(async move { read(&client, &query).await });
        match AbortOnDropHandle::new(task).await {
            Ok(page) => page,
            Err(error) => match error.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => Err(Error::Stopped),
            },
        }
    }

    fn query(&self, offset: u32, limit: u32) -> InterviewQuery {
        InterviewQuery {
            limit,
            offset,
            ..InterviewQuery::new(self.status.clone())
        }
    }
}

async fn read(client: &Client, query: &InterviewQuery) -> Result<Page, Error> {
    let request = || async {
        let mut interviews = Vec::new();
        let each = |interview| {
            interviews.push(interview);
            ControlFlow::Continue(())
        };
        let read = client.each_interview(query, each).await?;
        Ok((interviews, read))
    };
    let (interviews, read) = backoff::patiently(request).await?;
    for item in &read.unreadable {
        let (offset, index) = (query.offset, item.index);
        tracing::warn!(offset, index, error = %item.error, "an interview cannot be read");
    }
    Ok(Page {
        interviews,
        items: u32::try_from(read.items).unwrap_or(u32::MAX),
        unreadable: u32::try_from(read.unreadable.len()).unwrap_or(u32::MAX),
    })
}
