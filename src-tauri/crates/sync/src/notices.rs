//! Shows the notices that are due.

use crate::shell::{Shell, Target};
use domain::UnixMs;
use domain::notification::{BURST, Notice, Plan, plan};
use store::table::{outbox, setting};
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
    silent: bool,
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
        now: UnixMs,
    ) -> Result<Option<UnixMs>> {
        self.record(store)?;
        let Some((plan, wanted)) = store.read(|connection| prepare(connection, now))? else {
            return next_due(store, now);
        };
        for notice in plan.show {
            if wanted {
                let target = store.read(|connection| target(connection, &notice))?;
                shell.notify(&notice, &target);
            }
            self.unrecorded.push(Shown {
                ids: notice.covers,
                at: now,
                silent: !wanted,
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
                .try_for_each(|shown| outbox::shown(tx, &shown.ids, shown.at, shown.silent))
        })?;
        self.unrecorded.clear();
        Ok(())
    }
}

/// When the next notice is due. One that was due and could not be shown must not keep the loop spinning.
fn next_due(store: &Store, now: UnixMs) -> Result<Option<UnixMs>> {
    Ok(store.read(outbox::next_due)?.filter(|due| *due > now))
}

/// What to show, and whether the user wants to be shown anything.
fn prepare(connection: &Connection, now: UnixMs) -> Result<Option<(Plan, bool)>> {
    let ready = outbox::due(connection, now)?;
    if ready.is_empty() {
        return Ok(None);
    }
    let wanted = setting::get(connection, setting::NOTIFICATIONS)?.as_deref() != Some("no");
    let hide_content = setting::get(connection, setting::HIDE_CONTENT)?.as_deref() == Some("yes");
    let recent = outbox::shown_since(connection, now.minus(BURST))?;
    Ok(Some((plan(&ready, &recent, now, hide_content), wanted)))
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
