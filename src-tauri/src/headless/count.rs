//! What one run has changed, told apart from what was there before.

use super::changes::{Came, Changes};
use domain::UnixMs;
use domain::notification::policy::{LocalTime, Policy};
use domain::notification::{Notice, plan};
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use store::table::change::Topic;
use store::table::{interview, note, notice_policy, outbox};
use store::view::totals;
use store::{Connection, Result, Store};
use sync::{Shell, State, Target};

/// How the cache stood before the run.
#[derive(Clone, Copy)]
pub(super) struct Before {
    interviews: u32,
    newest_interview: i64,
    newest_notice: i64,
    first_sync_done: bool,
}

impl Before {
    /// Reads it.
    pub(super) fn read(connection: &Connection) -> Result<Self> {
        Ok(Self {
            interviews: totals::interviews(connection)?,
            newest_interview: interview::newest(connection)?,
            newest_notice: outbox::newest(connection)?,
            first_sync_done: note::get(connection, note::FIRST_SYNC)?.is_some(),
        })
    }

    /// Interviews that were not known before.
    pub(super) fn new_interviews(&self, connection: &Connection) -> Result<u32> {
        Ok(totals::interviews(connection)?.saturating_sub(self.interviews))
    }

    /// How many of these interviews were known before.
    pub(super) fn known_of(&self, connection: &Connection, ids: &HashSet<String>) -> Result<usize> {
        let mut known = 0;
        for id in ids {
            let row = interview::find(connection, &domain::InterviewId::new(id.as_str()))?;
            known += usize::from(row.is_some_and(|row| row.num <= self.newest_interview));
        }
        Ok(known)
    }

    /// How many notices the window would have shown of what this run has queued. They stay in the
    /// cache for it; but what came with the first synchronisation is told by nobody.
    pub(super) fn settle_notices(&self, store: &Store, now: UnixMs) -> Result<usize> {
        let (mine, policy) = store.read(|connection| {
            let mut waiting = outbox::due(connection, UnixMs(i64::MAX))?;
            waiting.retain(|pending| pending.id > self.newest_notice);
            Ok((waiting, notice_policy::get(connection)?))
        })?;
        if !self.first_sync_done {
            let ids: Vec<i64> = mine.iter().map(|pending| pending.id).collect();
            store.write(|tx| outbox::shown(tx, &ids, now, true))?;
            return Ok(0);
        }
        // Whether or not they wait for the end of quiet hours.
        let policy = Policy {
            quiet_hours: None,
            paused_until: None,
            ..policy
        };
        let time = LocalTime {
            now,
            offset_minutes: 0,
        };
        Ok(plan(&mine, &[], time, &policy).show.len())
    }
}

/// Shows nothing and remembers which interviews changed.
pub(super) struct Counting(Mutex<Counted>);

struct Counted {
    changes: Changes,
    interviews: HashSet<String>,
}

impl Counting {
    /// Counts from now on.
    pub(super) fn from_now(store: Arc<Store>) -> Result<Self> {
        Ok(Self(Mutex::new(Counted {
            changes: Changes::from_now(store)?,
            interviews: HashSet::new(),
        })))
    }

    /// The interviews that changed since.
    pub(super) fn interviews(&self) -> HashSet<String> {
        self.take_in();
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut counted.interviews)
    }

    fn take_in(&self) {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match counted.changes.read() {
            Ok(Came::These(changes)) => {
                let interviews = changes
                    .into_iter()
                    .filter(|it| it.topic == Topic::Interview);
                counted
                    .interviews
                    .extend(interviews.map(|change| change.id));
            }
            Ok(Came::TooMany(_)) => tracing::warn!("too many changes at once to count them"),
            Err(error) => tracing::warn!(%error, "changes cannot be counted"),
        }
    }
}

impl Shell for Counting {
    fn shows_notices(&self) -> bool {
        false
    }

    fn notify(&self, _: &Notice, _: &Target) {}

    /// Reads a few rows, after every input: a poll of many thousand interviews is never too many.
    fn changed(&self, _: i64) {
        self.take_in();
    }

    fn state(&self, _: &State) {}
}
