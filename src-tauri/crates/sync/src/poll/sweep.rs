//! Reads a whole list again, although it was read before: what the ends and the length of a list
//! cannot show is found by this alone.

use super::pages::Pages;
use super::shown::Shown;
use super::{Findings, Swept};
use crate::Error;
use domain::InterviewStatus;

impl Pages<'_> {
    /// Reads the list from end to end, a page at a time, and notes where it ends and what it lacks.
    pub(super) async fn sweep_whole(&self) -> Result<(), Error> {
        if *self.status == InterviewStatus::Incomplete {
            return self.invited().await.map(drop);
        }
        let known_until = self.poll.newest().await?;
        let mut ids = Vec::new();
        let mut shown = Shown::default();
        let mut end = 0_u32;
        loop {
            let size = self.page_size();
            // One item twice: one that leaves the list meanwhile moves the rest up by one.
            let from = end.saturating_sub(u32::from(size > 1));
            let looked = self.look(from, size).await?;
            ids.extend(looked.ids.iter().cloned());
            if looked.items <= end.saturating_sub(from) {
                break;
            }
            shown.take(looked.ids)?;
            end = from.saturating_add(looked.items);
        }
        let findings = Findings::Swept(Swept {
            status: self.status.clone(),
            ids,
            known_until,
            end,
        });
        self.poll.report(findings).await.map(drop)
    }
}
