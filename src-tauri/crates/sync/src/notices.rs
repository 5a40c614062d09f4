//! Shows the notices that are due.

use crate::shell::{Shell, Target};
use domain::UnixMs;
use domain::notification::policy::LocalTime;
use domain::notification::{BURST, Notice, Plan, plan};
use store::table::{notice_policy, outbox};
use store::{Connection, Result, Store};

/// Shows what is due, each notice once.
#[derive(Default)]
pub(crate) struct Notices {
    /// Shown, but not recorded yet because the cache could not be written.
    unrecorded: Vec<Shown>,
}

/// Notices that were shown together, or that nobody wanted.
struct Shown {
    ids: Vec<i64>,
    at: UnixMs,
    is_told: bool,
}

impl Notices {
    /// Shows what is due and records it. Answers when to look again.
    ///
    /// A notice is recorded after it was shown: a crash in between shows it once more, and never
    /// loses it. A cache that cannot be written shows nothing twice: what was shown is recorded
    /// before anything else is.
    pub(crate) fn flush(
        &mut self,
        store: &Store,
        shell: &dyn Shell,
        time: LocalTime,
    ) -> Result<Option<UnixMs>> {
        let now = time.now;
        self.record(store)?;
        let Some(plan) = store.read(|connection| prepare(connection, time))? else {
            return next_due(store, now);
        };
        if !plan.leave.is_empty() {
            self.unrecorded.push(Shown {
                ids: plan.leave,
                at: now,
                is_told: false,
            });
            self.record(store)?;
        }
        for notice in plan.show {
            let target = store.read(|connection| target(connection, &notice))?;
            shell.notify(&notice, &target);
            self.unrecorded.push(Shown {
                ids: notice.covers,
                at: now,
                is_told: true,
            });
            self.record(store)?;
        }
        match plan.again_at {
            Some(again) => Ok(Some(again)),
            None => next_due(store, now),
        }
    }

    fn record(&mut self, store: &Store) -> Result<()> {
        if self.unrecorded.is_empty() {
            return Ok(());
        }
        store.write(|tx| {
            self.unrecorded
                .iter()
                .try_for_each(|shown| outbox::shown(tx, &shown.ids, shown.at, !shown.is_told))
        })?;
        self.unrecorded.clear();
        Ok(())
    }
}

/// When the next notice is due. One that was due and could not be shown must not keep the loop spinning.
fn next_due(store: &Store, now: UnixMs) -> Result<Option<UnixMs>> {
    Ok(store.read(outbox::next_due)?.filter(|due| *due > now))
}

/// What to show; `None` when nothing is due.
fn prepare(connection: &Connection, time: LocalTime) -> Result<Option<Plan>> {
    if outbox::next_due(connection)?.is_none_or(|due| due > time.now) {
        return Ok(None);
    }
    let policy = notice_policy::get(connection)?;
    // What waits may be much, and is not read again and again until its time has come.
    if let Some(until) = policy.quiet_until(time) {
        return Ok(Some(Plan {
            again_at: Some(until),
            ..Plan::default()
        }));
    }
    let ready = outbox::due(connection, time.now)?;
    let recent = outbox::shown_since(connection, time.now.minus(BURST))?;
    Ok(Some(plan(&ready, &recent, time, &policy)))
}

/// One fact leads to its candidate, a group to the inbox.
fn target(connection: &Connection, notice: &Notice) -> Result<Target> {
    let [only] = notice.covers.as_slice() else {
        return Ok(Target::Inbox);
    };
    Ok(
        outbox::target(connection, *only)?.map_or(Target::Inbox, |(candidate_id, interview_id)| {
            Target::Candidate {
                candidate_id,
                interview_id,
            }
        }),
    )
}
