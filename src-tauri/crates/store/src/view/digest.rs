//! What came in since a moment: what the user missed while they were away.

use crate::table::event::kind_name;
use crate::{Connection, Result};
use domain::UnixMs;
use domain::notification::NoticeKind;

/// So many of the statuses are named to which candidates were moved.
const NAMED: u32 = 5;

/// What came in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Digest {
    /// Interviews that were processed.
    pub processed: u32,
    /// Videos that became ready.
    pub videos: u32,
    /// Status changes.
    pub changes: u32,
    /// To which statuses candidates were moved, and how many: the most frequent first.
    pub moved: Vec<(String, u32)>,
}

/// What came in since `since`. The first synchronisation brings nothing that counts as news.
pub fn read(connection: &Connection, since: UnixMs) -> Result<Digest> {
    let mut digest = Digest::default();
    let mut statement = connection.prepare_cached(COUNTS)?;
    let rows = statement.query_map([since.0], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, u32>(1)?))
    })?;
    for row in rows {
        let (kind, count) = row?;
        match kind.as_str() {
            kind if kind == kind_name(NoticeKind::Processed) => digest.processed = count,
            kind if kind == kind_name(NoticeKind::Video) => digest.videos = count,
            _ => digest.changes = count,
        }
    }
    let mut statement = connection.prepare_cached(MOVED)?;
    let rows = statement.query_map((since.0, NAMED), |row| Ok((row.get(0)?, row.get(1)?)))?;
    digest.moved = rows.collect::<Result<_, _>>()?;
    Ok(digest)
}

pub(super) const COUNTS: &str = "SELECT kind, count(*) FROM event INDEXED BY event_by_time
     WHERE backlog = 0 AND first_seen_at >= ? GROUP BY kind";
/// Whoever was moved on at once counts where they are now.
pub(super) const MOVED: &str = "WITH latest AS (
         SELECT max(event.id), transition.new
         FROM event INDEXED BY event_by_time
         JOIN transition ON transition.id = event.transition_id
         WHERE event.backlog = 0 AND event.first_seen_at >= ?1
         GROUP BY event.candidate_id, event.flow_id
     )
     SELECT new, count(*) FROM latest GROUP BY new ORDER BY count(*) DESC, new LIMIT ?2";

#[cfg(test)]
mod tests;
