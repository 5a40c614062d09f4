//! Finds out with few bytes whether a list holds something that is not known, and where.
//!
//! Where to look is told by arithmetic: what is known of a list, and the surplus by which its
//! length differed from that when it was last understood (items that cannot be read, interviews
//! that are gone), say where it should end. An item beyond that end is, or hides, something new.

use super::pages::{PAGE, Pages};
use super::{Findings, Shape};
use crate::Error;
use domain::InterviewStatus;

impl Pages<'_> {
    /// Asks whether the list has grown, and if so, finds by what. With `checkup` both ends are
    /// looked at in any case.
    pub(super) async fn probe(&self, checkup: bool, sweep: Option<u32>) -> Result<(), Error> {
        let end = self.poll.expect(self.status).await?;
        let beyond = self.look(end, 1).await?;
        if beyond.items > 0 {
            return self.find(end, beyond.new > 0, sweep).await;
        }
        if sweep.is_some() {
            self.shape(None, None).await?;
        }
        let is_light = *self.status == InterviewStatus::Incomplete;
        if (checkup || is_light) && self.has_shrunk(end).await? {
            if is_light {
                // Who was invited and is no longer has been interviewed, as a rule.
                self.invited().await?;
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
    /// were invited, just before the ends, and at last anywhere, a page a poll.
    async fn find(&self, end: u32, at_end: bool, sweep: Option<u32>) -> Result<(), Error> {
        if at_end && (self.is_understood().await? || self.follow(end.saturating_add(1)).await?) {
            return Ok(());
        }
        let at_head = self.look(0, 1).await?.new > 0;
        if at_head && (self.is_understood().await? || self.follow(1).await?) {
            return Ok(());
        }
        let invited = Pages {
            poll: self.poll,
            status: &InterviewStatus::Incomplete,
        };
        if invited.invited().await? > 0 || self.is_understood().await? {
            return Ok(());
        }
        if sweep.is_none() {
            // Something that is known by its webhook may stand outside of what is not.
            let before = end.saturating_sub(PAGE - 1);
            if self.follow(0).await? || self.follow(before).await? {
                return Ok(());
            }
        }
        self.sweep(sweep.unwrap_or(0)).await
    }

    /// Whether the list ends where it should by what is known now. If it does not, the item that
    /// stands there is taken in as well.
    async fn is_understood(&self) -> Result<bool, Error> {
        let end = self.poll.expect(self.status).await?;
        Ok(self.look(end, 1).await?.items == 0)
    }

    /// Reads on as long as there is something new; answers whether all is understood then.
    async fn follow(&self, mut from: u32) -> Result<bool, Error> {
        loop {
            let looked = self.look(from, PAGE).await?;
            from = from.saturating_add(looked.items);
            if looked.new == 0 {
                return self.is_understood().await;
            }
            // A page of nothing but news is followed by more, as a rule; with one that also holds
            // what is known it is cheaper to ask than to read on.
            if looked.new < looked.ids.len() && self.is_understood().await? {
                return Ok(true);
            }
        }
    }

    async fn head(&self) -> Result<(), Error> {
        if self.look(0, 1).await?.new > 0 {
            self.follow(1).await?;
        }
        Ok(())
    }

    /// One page of a slow walk through the whole list. At its end, what is still not understood is
    /// taken for granted.
    async fn sweep(&self, from: u32) -> Result<(), Error> {
        let items = self.look(from, PAGE).await?.items;
        let reached = from.saturating_add(items);
        if items == 0 {
            self.shape(Some(reached), None).await
        } else if self.is_understood().await? {
            self.shape(None, None).await
        } else {
            self.shape(None, Some(reached)).await
        }
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
    async fn invited(&self) -> Result<usize, Error> {
        let mut ids = Vec::new();
        let mut end = 0_u32;
        loop {
            let looked = self.look(end, PAGE).await?;
            end = end.saturating_add(looked.items);
            ids.extend(looked.ids);
            if looked.items == 0 {
                break;
            }
        }
        self.shape(Some(end), None).await?;
        self.poll.report(Findings::Invited(ids)).await
    }

    async fn shape(&self, end: Option<u32>, sweep: Option<u32>) -> Result<(), Error> {
        let shape = Shape {
            status: self.status.clone(),
            end,
            sweep,
        };
        self.poll.report(Findings::Shape(shape)).await.map(drop)
    }
}
