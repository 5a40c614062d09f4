//! How much there is, for the status line and the reports.

use crate::table::{candidate, delivery, interview, outbox, transition};
use crate::{Connection, Result};

/// How much there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Interviews of any status.
    pub interviews: u32,
    /// Of these, such as Ribbon no longer has.
    pub gone: u32,
    /// Flows.
    pub flows: u32,
    /// Candidates.
    pub candidates: u32,
    /// What became of the webhooks.
    pub deliveries: delivery::Counts,
    /// Gaps in status chains.
    pub gaps: u32,
    /// Notices shown, groups counting once.
    pub notifications: u32,
}

/// How many interviews there are, of any status.
pub fn interviews(connection: &Connection) -> Result<u32> {
    Ok(connection
        .prepare_cached("SELECT coalesce(sum(n), 0) FROM interview_sum WHERE kind = 'interviews'")?
        .query_row([], |row| row.get(0))?)
}

/// Counts everything.
pub fn read(connection: &Connection) -> Result<Totals> {
    Ok(Totals {
        interviews: interviews(connection)?,
        gone: interview::count_gone(connection)?,
        flows: connection.query_row("SELECT count(*) FROM flow", [], |row| row.get(0))?,
        candidates: candidate::count(connection)?,
        deliveries: delivery::counts(connection)?,
        gaps: transition::gaps(connection)?,
        notifications: outbox::count_shown(connection)?,
    })
}
