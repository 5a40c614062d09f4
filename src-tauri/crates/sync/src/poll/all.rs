//! Looks for interviews whose status is not among those that are documented: they stand in no list
//! that is asked for by status.

use super::pages::Pages;
use super::shown::Shown;
use super::{Findings, Poll};
use crate::Error;
use crate::turns::Pace;
use domain::{Interview, InterviewStatus};
use ribbon_api::{InterviewQuery, Transcript};

impl Poll {
    /// Asks whether there is one beyond all that are known, and reads all of them if so, without their
    /// transcripts.
    pub(super) async fn all(&self) -> Result<(), Error> {
        let pages = Pages {
            poll: self,
            status: &InterviewStatus::Completed,
            grows: None,
            is_light: true,
        };
        let query = |offset, limit| InterviewQuery {
            status: None,
            transcript: Transcript::None,
            ..pages.query(offset, limit)
        };
        let end = self.expect_all().await?;
        let beyond = self.asker.page(query(end, 1), Pace::Calm).await?;
        // The API of April 2026 lists what was held, with transcripts: there nothing is lacking.
        let is_whole = |one: &Interview| {
            let data = one.data.as_ref();
            data.is_some_and(|data| !data.transcript.is_empty() || !data.segments.is_empty())
        };
        if beyond.items.is_empty() || beyond.interviews().any(is_whole) {
            return Ok(());
        }
        let mut end = 0_u32;
        let mut shown = Shown::default();
        loop {
            let (looked, _) = pages.look_at(query(end, pages.page_size())).await?;
            if looked.items == 0 {
                break;
            }
            end = end.saturating_add(looked.items);
            shown.take(looked.ids)?;
        }
        self.report(Findings::All(end)).await.map(drop)
    }
}
