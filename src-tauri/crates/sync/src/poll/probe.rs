//! Finds out with few bytes whether a list holds something that is not known, and where.
//!
//! Where to look is told by arithmetic: what is known of a list, and the surplus by which its
//! length differed from that when it was last understood (items that cannot be read, interviews
//! that are gone), say where it should end. An item beyond that end is, or hides, something new.

use super::pages::Pages;
use super::shown::Shown;
use super::{Findings, Place, Shape};
use crate::Error;
use domain::InterviewStatus;

/// By how much a look is wider than the last one, as long as there is more to find.
const WIDER: u32 = 4;

impl Pages<'_> {
    /// Asks whether the list has grown, and if so, finds by what. With `checkup` its ends are looked
    /// at in any case.
    pub(super) async fn probe(&self, checkup: bool, sweep: Option<u32>) -> Result<(), Error> {
        let end = self.poll.expect(self.status).await?;
        let beyond = self.look(end, 1).await?;
        if beyond.items > 0 {
            return self.find(end, beyond.new > 0, sweep).await;
        }
        if sweep.is_some() {
            self.shape(None, None).await?;
        }
        let is_invited = *self.status == InterviewStatus::Incomplete;
        // Where the filter by an interview's end is known, that finds who has been interviewed.
        let is_due = checkup || (is_invited && !self.is_light);
        if is_due && self.has_shrunk(end).await? {
            if is_invited {
                // Who was invited and is no longer has been interviewed, as a rule.
                self.invited().await?;
            } else if self.is_light {
                // Which is gone is found out by reading all, since that costs little.
                self.sweep_whole().await?;
            } else {
                self.head().await?;
                let end = self.bisect(end).await?;
                self.shape(Some(end), None).await?;
            }
        } else if checkup {
            self.head().await?;
        }
        Ok(())
    }

    /// The list goes on beyond `end`: finds what is new at the end, at the head, among those that
    /// were invited, just before the ends, and at last anywhere, a page a poll. What experience says
    /// to be in vain is left out.
    async fn find(&self, end: u32, at_end: bool, sweep: Option<u32>) -> Result<(), Error> {
        if at_end {
            self.grown(Place::End).await?;
            if self.follow(end.saturating_add(1), WIDER).await? {
                return Ok(());
            }
        }
        if self.head().await? {
            return Ok(());
        }
        let invited = Pages {
            poll: self.poll,
            status: &InterviewStatus::Incomplete,
            grows: None,
            is_light: self.is_light,
        };
        if invited.invited().await? > 0 || self.is_understood().await? {
            return Ok(());
        }
        if sweep.is_none() && self.near_the_ends(end).await? {
            return Ok(());
        }
        self.sweep(sweep.unwrap_or(0)).await
    }

    /// Something that is known by its webhook may stand outside of what is not.
    async fn near_the_ends(&self, end: u32) -> Result<bool, Error> {
        let size = self.page_size();
        let (head, tail) = (0, end.saturating_sub(size - 1));
        let places = match self.grows {
            Some(Place::Anywhere) => return Ok(false),
            Some(Place::End) => [tail, head],
            Some(Place::Head) | None => [head, tail],
        };
        for from in places {
            if self.follow(from, size).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the list ends where it should by what is known now. If it does not, the item that
    /// stands there is taken in as well.
    async fn is_understood(&self) -> Result<bool, Error> {
        let end = self.poll.expect(self.status).await?;
        Ok(self.look(end, 1).await?.items == 0)
    }

    /// Reads on in strides that widen from `stride`, as long as there is something new; answers
    /// whether all is understood then.
    async fn follow(&self, mut from: u32, mut stride: u32) -> Result<bool, Error> {
        loop {
            let looked = self.look(from, stride).await?;
            from = from.saturating_add(looked.items);
            stride = stride.saturating_mul(WIDER).min(self.page_size());
            if looked.items == 0 && self.poll.expect(self.status).await? == from {
                // What was looked for is found: the list ends where it should.
                return Ok(true);
            }
            if looked.new == 0 {
                return self.is_understood().await;
            }
            // A page of nothing but news is followed by more, as a rule; with one that is short or
            // also holds what is known it is cheaper to ask than to read on.
            let may_be_all = looked.new < looked.ids.len() || looked.items < looked.asked;
            if may_be_all && self.is_understood().await? {
                return Ok(true);
            }
        }
    }

    /// Looks at the head and, where it is new, at what follows; answers whether that explains how long
    /// the list is.
    async fn head(&self) -> Result<bool, Error> {
        if self.look(0, 1).await?.new == 0 {
            return Ok(false);
        }
        self.grown(Place::Head).await?;
        Ok(self.is_understood().await? || self.follow(1, WIDER).await?)
    }

    /// One page of a slow walk through the whole list. At its end, what is still not understood is
    /// taken for granted.
    async fn sweep(&self, from: u32) -> Result<(), Error> {
        let looked = self.look(from, self.page_size()).await?;
        let reached = from.saturating_add(looked.items);
        if looked.new > 0 {
            self.grown(Place::Anywhere).await?;
        }
        if looked.items == 0 {
            self.shape(Some(reached), None).await
        } else if self.is_understood().await? {
            self.shape(None, None).await
        } else {
            self.shape(None, Some(reached)).await
        }
    }

    /// One page of a walk without an end through all that is known: no probe sees that one interview
    /// went and another came, or that something of one has changed.
    pub(super) async fn patrol(&self, from: u32) -> Result<(), Error> {
        let before = self.poll.asker.bytes();
        let end = self.poll.expect(self.status).await?;
        let looked = self.look(from, self.page_size()).await?;
        if looked.new > 0 && self.look(end, 1).await?.items == 0 {
            // It is here in the place of one that went: the list is no longer than it was.
            self.shape(Some(end), None).await?;
        }
        // The last one is shown once more, for the list may shift until then.
        let reached = match looked.items {
            0 => 0,
            items => from.saturating_add(items.saturating_sub(1).max(1)),
        };
        let cost = self.poll.asker.bytes().saturating_sub(before);
        let findings = Findings::Patrolled(reached, cost);
        self.poll.report(findings).await.map(drop)
    }

    async fn grown(&self, place: Place) -> Result<(), Error> {
        if self.grows == Some(place) {
            return Ok(());
        }
        let findings = Findings::Grown(self.status.clone(), place);
        self.poll.report(findings).await.map(drop)
    }

    async fn has_shrunk(&self, end: u32) -> Result<bool, Error> {
        match end.checked_sub(1) {
            None => Ok(false),
            Some(last) => Ok(self.look(last, 1).await?.items == 0),
        }
    }

    /// Where the list ends, somewhere before `above`.
    async fn bisect(&self, above: u32) -> Result<u32, Error> {
        let (mut low, mut high) = (0, above);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.look(middle, 1).await?.items == 0 {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Ok(low)
    }

    /// Reads all that are invited, which costs little as nothing was said there yet. Answers how
    /// many of those we knew have left that list.
    pub(super) async fn invited(&self) -> Result<usize, Error> {
        let mut ids = Vec::new();
        let mut shown = Shown::default();
        let mut end = 0_u32;
        loop {
            let looked = self.look(end, self.page_size()).await?;
            end = end.saturating_add(looked.items);
            shown.take(looked.ids.iter().cloned())?;
            ids.extend(looked.ids);
            if looked.items == 0 {
                break;
            }
        }
        self.shape(Some(end), None).await?;
        self.poll.report(Findings::Invited(ids)).await
    }

    pub(super) async fn shape(&self, end: Option<u32>, sweep: Option<u32>) -> Result<(), Error> {
        let shape = Shape {
            status: self.status.clone(),
            end,
            sweep,
        };
        self.poll.report(Findings::Shape(shape)).await.map(drop)
    }
}
