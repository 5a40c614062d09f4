//! Asks for the interviews that ended lately, where Ribbon's API has that filter.

use super::pages::{Looked, Pages};
use super::shown::Shown;
use super::{Findings, Recent, RecentFound};
use crate::Error;
use domain::UnixMs;
use ribbon_api::{InterviewQuery, Transcript};

/// Interviews asked for at a time once the filter is known to work. A server that does not know it
/// answers with as many whole interviews.
const PAGE: u32 = 50;

impl Pages<'_> {
    /// Asks whether anything ended at or after `recent.since` that is not known, and reads all of that
    /// time if so. Answers whether Ribbon knows the filter; what it answered otherwise is taken in all
    /// the same.
    ///
    /// The description of April 2026 has no such filter, and a server of that time ignores it: then
    /// the answer holds an interview that ended earlier, or does not say when it ended.
    pub(super) async fn recent(&self, recent: Recent) -> Result<bool, Error> {
        let mut found = RecentFound {
            since: recent.since,
            is_supported: true,
            served_at: None,
            listed: None,
        };
        if !(recent.is_supported && recent.is_whole) {
            // As with whole lists: one beyond those that are known is, or hides, something new.
            let beyond = self.recent_page(&mut found, recent.known, 1).await?;
            if beyond.items == 0 || !found.is_supported {
                return self.recent_is(found).await;
            }
        }
        let mut listed = 0_u32;
        let mut shown = Shown::default();
        loop {
            let looked = self.recent_page(&mut found, listed, PAGE).await?;
            listed = listed.saturating_add(looked.items);
            if looked.items < looked.asked || !found.is_supported {
                break;
            }
            shown.take(looked.ids)?;
        }
        found.listed = Some(listed);
        self.recent_is(found).await
    }

    /// Reads a page. Whichever status an interview has, it is listed once it has ended: so one with a
    /// status that is not known here is found too.
    async fn recent_page(
        &self,
        found: &mut RecentFound,
        offset: u32,
        limit: u32,
    ) -> Result<Looked, Error> {
        let query = InterviewQuery {
            status: None,
            ended_after: Some(found.since),
            transcript: Transcript::None,
            ..self.query(offset, limit)
        };
        match self.look_at(query).await {
            // A strict server refuses what it does not know.
            Err(Error::Ribbon(error)) if error.may_be_too_much() => {
                found.is_supported = false;
                Ok(Looked::nothing(limit))
            }
            Err(error) => Err(error),
            Ok((looked, proof)) => {
                found.is_supported &= proof.is_filtered;
                found.served_at = earliest(found.served_at, proof.served_at);
                Ok(looked)
            }
        }
    }

    async fn recent_is(&self, found: RecentFound) -> Result<bool, Error> {
        self.poll.report(Findings::Recent(found)).await?;
        Ok(found.is_supported)
    }
}

fn earliest(one: Option<UnixMs>, other: Option<UnixMs>) -> Option<UnixMs> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
