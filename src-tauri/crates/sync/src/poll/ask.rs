//! Asks for one thing: in its turn, again when the answer broke off, in smaller pages when Ribbon
//! refuses larger ones.

use crate::backoff;
use crate::turns::{Pace, Turns};
use domain::{FieldProblem, Interview, InterviewId, ProblemReason, UnixMs};
use ribbon_api::{Client, Error, InterviewQuery, Item, Transcript, UnreadableItem};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// Interviews asked for at a time: Ribbon's own default. A page is about 2 MB.
const PAGE: u32 = 20;
/// The same without their transcripts, which are nearly all of an interview.
const LIGHT_PAGE: u32 = 100;

/// What makes an interview large.
const TRANSCRIPT: &str = "interview_data.transcript_with_timestamp";

/// Access to Ribbon as all of the engine's requests share it.
#[derive(Clone)]
pub(crate) struct Asker {
    client: Client,
    turns: Turns,
    /// The largest pages that Ribbon has not refused: with transcripts, without.
    page: Arc<[AtomicU32; 2]>,
}

/// One page as it came.
pub(super) struct Page {
    /// Where it was asked for.
    pub offset: u32,
    /// How many items were asked for at most.
    pub asked: u32,
    /// The items, readable or not.
    pub items: Vec<Item<Interview>>,
    /// When Ribbon answered, by its own clock.
    pub served_at: Option<UnixMs>,
}

impl Page {
    /// The page of one item that cannot be had.
    fn lost(query: &InterviewQuery, reason: ProblemReason) -> Self {
        tracing::warn!(
            offset = query.offset,
            ?reason,
            "an interview is passed over"
        );
        Self {
            offset: query.offset,
            asked: 1,
            items: vec![Item::Unreadable(UnreadableItem::at(query.offset, reason))],
            served_at: None,
        }
    }

    /// How many items are on the page.
    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.items.len()).unwrap_or(u32::MAX)
    }

    /// Where the next page begins.
    pub(super) fn end(&self) -> u32 {
        self.offset.saturating_add(self.len())
    }

    /// The interviews that could be read.
    pub(super) fn interviews(&self) -> impl DoubleEndedIterator<Item = &Interview> {
        self.items.iter().filter_map(|item| match item {
            Item::Read(reading) => Some(&reading.item),
            Item::Unreadable(_) => None,
        })
    }

    /// Whether every item could be read.
    pub(super) fn is_all_readable(&self) -> bool {
        self.interviews().count() == self.items.len()
    }

    /// Whether every item could be read and `id` is none of them.
    pub(super) fn surely_lacks(&self, id: &InterviewId) -> bool {
        self.is_all_readable() && self.interviews().all(|one| one.id != *id)
    }
}

impl Asker {
    pub(crate) fn new(client: Client) -> Self {
        Self {
            client,
            turns: Turns::default(),
            page: Arc::new([AtomicU32::new(PAGE), AtomicU32::new(LIGHT_PAGE)]),
        }
    }

    /// How many interviews to ask for at a time.
    pub(super) fn page_size(&self, transcript: Transcript) -> u32 {
        self.largest(transcript).load(Ordering::Relaxed)
    }

    fn largest(&self, transcript: Transcript) -> &AtomicU32 {
        let [full, light] = &*self.page;
        match transcript {
            Transcript::None => light,
            Transcript::Full | Transcript::Text => full,
        }
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
    pub(crate) async fn interview(
        &self,
        id: &InterviewId,
        transcript: Transcript,
        pace: Pace,
    ) -> Result<Item<Interview>, Error> {
        let _turn = self.turns.take(pace).await;
        self.client.interview(id, transcript).await
    }

    /// Asks for a page; `query.limit` is halved as often as Ribbon refuses it. An item that cannot be
    /// had however it is asked for keeps no other away: it stands on a page of its own, unreadable.
    pub(super) async fn page(&self, mut query: InterviewQuery, pace: Pace) -> Result<Page, Error> {
        let limit = query.limit;
        let page_size = self.largest(query.transcript);
        let largest = page_size.load(Ordering::Relaxed);
        loop {
            query.limit = limit.min(page_size.load(Ordering::Relaxed));
            match self.read(&query, pace).await {
                Err(error) if query.limit > 1 && error.may_be_too_much() => {
                    let smaller = query.limit / 2;
                    tracing::info!(%error, smaller, "such a page is refused");
                    page_size.fetch_min(smaller, Ordering::Relaxed);
                    if !error.is_too_large() {
                        // It was for their number, whatever is in them.
                        for size in &*self.page {
                            size.fetch_min(smaller, Ordering::Relaxed);
                        }
                    }
                }
                Err(error) if error.is_too_large() => {
                    page_size.store(largest, Ordering::Relaxed);
                    return self.lighter(query, pace).await;
                }
                Err(error) if limit > 1 && error.may_be_too_much() => {
                    // Not even one: it was not for their number that the others were refused.
                    page_size.store(largest, Ordering::Relaxed);
                    return Err(error);
                }
                Err(error @ (Error::Unreadable { .. } | Error::Truncated { .. })) => {
                    return self.around(query, pace, error).await;
                }
                answer => return answer,
            }
        }
    }

    /// One interview that is too large to be sent as it was asked for: with less of what was said.
    async fn lighter(&self, mut query: InterviewQuery, pace: Pace) -> Result<Page, Error> {
        let lighter = match query.transcript {
            Transcript::Full => &[Transcript::Text, Transcript::None][..],
            Transcript::Text => &[Transcript::None],
            Transcript::None => &[],
        };
        for transcript in lighter {
            query.transcript = *transcript;
            match self.read(&query, pace).await {
                Err(error) if error.is_too_large() => {}
                Err(error) => return Err(error),
                Ok(mut page) => {
                    for item in &mut page.items {
                        if let Item::Read(reading) = item {
                            let problem = FieldProblem::new(TRANSCRIPT, ProblemReason::TooLarge);
                            reading.problems.push(problem);
                        }
                    }
                    return Ok(page);
                }
            }
        }
        Ok(Page::lost(&query, ProblemReason::TooLarge))
    }

    /// As much of a page as can be read from its beginning, where one item breaks all of it. That one
    /// is passed over once it stands alone, if what is behind it can be read.
    async fn around(
        &self,
        mut query: InterviewQuery,
        pace: Pace,
        error: Error,
    ) -> Result<Page, Error> {
        while query.limit > 1 {
            query.limit /= 2;
            match self.read(&query, pace).await {
                Err(Error::Unreadable { .. } | Error::Truncated { .. }) => {}
                answer => return answer,
            }
        }
        let behind = InterviewQuery {
            offset: query.offset.saturating_add(1),
            ..query.clone()
        };
        match self.read(&behind, pace).await {
            Ok(_) => Ok(Page::lost(&query, ProblemReason::NotJson)),
            // Nothing can be read now, whatever is asked for.
            Err(_) => Err(error),
        }
    }

    async fn read(&self, query: &InterviewQuery, pace: Pace) -> Result<Page, Error> {
        self.request(pace, || read(&self.client, query)).await
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
    let mut items = Vec::new();
    let each = |index: usize, item: Item<Interview>| {
        if let Item::Unreadable(unreadable) = &item {
            let (offset, problems) = (query.offset, &unreadable.problems);
            tracing::warn!(offset, index, ?problems, "an interview cannot be read");
        }
        items.push(item);
        ControlFlow::Continue(())
    };
    let read = client.each_interview(query, each).await?;
    Ok(Page {
        offset: query.offset,
        asked: query.limit,
        items,
        served_at: read.served_at,
    })
}
