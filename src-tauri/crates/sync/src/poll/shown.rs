//! Notices a list that shows the same items again and again, whichever place is asked for. It has no
//! end, and what stands behind those items cannot be read.

use domain::InterviewId;
use ribbon_api::Error;
use std::collections::HashSet;

/// So many pages in a row without anything new are no list that shifts while it is read.
const MOST: u32 = 10;

/// What one reading of a list has shown so far.
#[derive(Default)]
pub(super) struct Shown {
    ids: HashSet<InterviewId>,
    /// Pages in a row that showed nothing new.
    repeats: u32,
}

impl Shown {
    /// Takes what a page shows beyond the place up to which all was read. Answers whether any of it
    /// may be new.
    ///
    /// # Errors
    /// When nothing was new for too many pages.
    pub(super) fn take(
        &mut self,
        ids: impl IntoIterator<Item = InterviewId>,
    ) -> Result<bool, Error> {
        let mut ids = ids.into_iter().peekable();
        if ids.peek().is_none() {
            return Ok(true);
        }
        let before = self.ids.len();
        self.ids.extend(ids);
        let is_new = self.ids.len() > before;
        self.repeats = match is_new {
            true => 0,
            false => self.repeats + 1,
        };
        match self.repeats < MOST {
            true => Ok(is_new),
            false => Err(Error::Unreadable {
                what: "the list shows the same interviews at every place".into(),
            }),
        }
    }
}
