//! Asks for one thing: in its turn, again when the answer broke off, in smaller pages when Ribbon
//! refuses larger ones.

use crate::backoff;
use crate::turns::{Pace, Turns};
use domain::{Interview, InterviewId, InterviewStatus};
use ribbon_api::{Client, Error, InterviewQuery};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// Interviews asked for at a time: Ribbon's own default. A page is about 2 MB.
const PAGE: u32 = 20;

/// Access to Ribbon as all of the engine's requests share it.
#[derive(Clone)]
pub(crate) struct Asker {
    client: Client,
    turns: Turns,
    /// The largest page that Ribbon has not refused.
    page: Arc<AtomicU32>,
}

/// One page as it came.
pub(super) struct Page {
    /// Where it was asked for.
    pub offset: u32,
    /// How many items were asked for at most.
    pub asked: u32,
    pub interviews: Vec<Interview>,
    /// Items on the page, those that could not be read included.
    pub items: u32,
    /// Where on the page items are that could not be read.
    pub unreadable: Vec<usize>,
}

impl Page {
    /// Where the next page begins.
    pub(super) fn end(&self) -> u32 {
        self.offset.saturating_add(self.items)
    }

    /// Whether every item could be read and `id` is none of them.
    pub(super) fn surely_lacks(&self, id: &InterviewId) -> bool {
        self.unreadable.is_empty() && self.interviews.iter().all(|one| one.id != *id)
    }
}

impl Asker {
    pub(crate) fn new(client: Client) -> Self {
        Self {
            client,
            turns: Turns::default(),
            page: Arc::new(AtomicU32::new(PAGE)),
        }
    }

    /// How many interviews to ask for at a time.
    pub(super) fn page_size(&self) -> u32 {
        self.page.load(Ordering::Relaxed)
    }

    /// Bytes that all answers so far have cost.
    pub(super) fn bytes(&self) -> u64 {
        self.client.usage().bytes
    }

    /// Makes a request when nothing else is under way.
    pub(super) async fn one<'a, T, F>(
        &'a self,
        request: impl Fn(&'a Client) -> F,
    ) -> Result<T, Error>
    where
        F: Future<Output = Result<T, Error>> + 'a,
    {
        self.request(Pace::Calm, || request(&self.client)).await
    }

    /// Asks for one interview.
    pub(crate) async fn interview(&self, id: &InterviewId, pace: Pace) -> Result<Interview, Error> {
        let _turn = self.turns.take(pace).await;
        self.client.interview(id).await
    }

    /// Asks for a page of at most `limit` interviews.
    pub(super) async fn page(
        &self,
        status: InterviewStatus,
        offset: u32,
        limit: u32,
        pace: Pace,
    ) -> Result<Page, Error> {
        let mut query = InterviewQuery {
            offset,
            ..InterviewQuery::new(status)
        };
        let largest = self.page_size();
        loop {
            query.limit = limit.min(self.page_size());
            let answer = self.request(pace, || read(&self.client, &query)).await;
            match answer {
                Err(error) if query.limit > 1 && error.may_be_too_much() => {
                    let smaller = query.limit / 2;
                    tracing::info!(%error, smaller, "such a page is refused");
                    self.page.fetch_min(smaller, Ordering::Relaxed);
                }
                Err(error) if limit > 1 && error.may_be_too_much() => {
                    // Not even one: it was not for their number that the others were refused.
                    self.page.store(largest, Ordering::Relaxed);
                    return Err(error);
                }
                answer => return answer,
            }
        }
    }

    async fn request<T, F>(&self, pace: Pace, request: impl Fn() -> F) -> Result<T, Error>
    where
        F: Future<Output = Result<T, Error>>,
    {
        let _turn = self.turns.take(pace).await;
        backoff::patiently(request).await
    }
}

async fn read(client: &Client, query: &InterviewQuery) -> Result<Page, Error> {
    let mut interviews = Vec::new();
    let each = |interview| {
        interviews.push(interview);
        ControlFlow::Continue(())
    };
    let read = client.each_interview(query, each).await?;
    for item in &read.unreadable {
        let (offset, index) = (query.offset, item.index);
        tracing::warn!(offset, index, error = %item.error, "an interview cannot be read");
    }
    Ok(Page {
        offset: query.offset,
        asked: query.limit,
        interviews,
        items: u32::try_from(read.items).unwrap_or(u32::MAX),
        unreadable: read.unreadable.iter().map(|item| item.index).collect(),
    })
}
