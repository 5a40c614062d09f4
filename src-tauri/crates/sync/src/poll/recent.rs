//! Asks for the interviews that ended lately, where Ribbon's API has that filter.

use super::pages::Pages;
use super::{Findings, Recent};
use crate::Error;
use domain::UnixMs;
use ribbon_api::{InterviewQuery, Transcript};

/// Interviews asked for at a time once the filter is known to work. A server that does not know it
/// answers with as many whole interviews.
const PAGE: u32 = 20;

impl Pages<'_> {
    /// Reads what ended at or after `recent.since`. Answers whether Ribbon knows the filter; what it
    /// answered otherwise is taken in all the same.
    ///
    /// The description of April 2026 has no such filter, and a server of that time ignores it: then
    /// the answer holds an interview that ended earlier, or does not say when it ended. An empty
    /// answer is one of a server that filters, since something was held.
    pub(super) async fn recent(&self, recent: Recent) -> Result<bool, Error> {
        let mut query = InterviewQuery {
            ended_after: Some(recent.since),
            transcript: Transcript::None,
            ..self.query(0, if recent.is_supported { PAGE } else { 1 })
        };
        let mut served_at: Option<UnixMs> = None;
        loop {
            let answer = self.look_at(query.clone()).await;
            let (looked, proof) = match answer {
                // A strict server that refuses what it does not know.
                Err(Error::Ribbon(error)) if error.may_be_too_much() => {
                    self.supported(false, None).await?;
                    return Ok(false);
                }
                answer => answer?,
            };
            if !proof.is_filtered {
                self.supported(false, None).await?;
                return Ok(false);
            }
            served_at = served_at.or(proof.served_at);
            if looked.items < looked.asked {
                self.supported(true, served_at).await?;
                return Ok(true);
            }
            query.offset = query.offset.saturating_add(looked.items);
            query.limit = PAGE;
        }
    }

    async fn supported(&self, is: bool, served_at: Option<UnixMs>) -> Result<(), Error> {
        let findings = Findings::Filters { is, served_at };
        self.poll.report(findings).await.map(drop)
    }
}
