//! What the chains of status changes tell: how many there were, and how long stays were.

use super::{Cohort, Figures, Query, Stays};
use crate::{Connection, Result};
use domain::UnixMs;
use std::collections::BTreeMap;

/// The chains of a flow, one after the other; the index alone answers this.
pub(in crate::view) const CHAINS: &str =
    "SELECT candidate_id, first_seen_at, new, gap_after IS NOT NULL
     FROM transition INDEXED BY transition_by_flow WHERE flow_id = ?
     ORDER BY candidate_id, delivery_id, id";

/// Stays that ended, by status.
#[derive(Default)]
pub(super) struct Chains {
    ended: BTreeMap<String, Vec<i64>>,
}

/// Where a chain stands while it is read.
struct Stay {
    candidate: i64,
    status: String,
    since: UnixMs,
    /// A gap came before it.
    is_unsure: bool,
}

impl Chains {
    /// Reads the chains of a flow.
    pub(super) fn read(
        &mut self,
        connection: &Connection,
        query: &Query,
        flow: &str,
        figures: &mut Figures,
        cohort: &mut Cohort,
    ) -> Result<()> {
        let mut statement = connection.prepare_cached(CHAINS)?;
        let mut rows = statement.query([flow])?;
        let mut stay: Option<Stay> = None;
        while let Some(row) = rows.next()? {
            let next = Stay {
                candidate: row.get(0)?,
                since: UnixMs(row.get(1)?),
                status: row.get(2)?,
                is_unsure: row.get(3)?,
            };
            if query.is_within(next.since) {
                figures.changes += 1;
                figures.gaps += u32::from(next.is_unsure);
                cohort.seen.insert(next.candidate);
                let day = query.day(next.since);
                if let Some(day) = day.and_then(|day| figures.daily.get_mut(day)) {
                    day.changes += 1;
                }
                if let Some(stay) = stay.filter(|stay| stay.is_ended_by(&next)) {
                    let lasted = next.since.since(stay.since).as_millis();
                    let lasted = i64::try_from(lasted).unwrap_or(i64::MAX);
                    self.ended.entry(stay.status).or_default().push(lasted);
                }
            }
            stay = Some(next);
        }
        Ok(())
    }

    /// The stays in each status that anybody was in, in the order of the names.
    pub(super) fn stays(mut self, connection: &Connection, query: &Query) -> Result<Vec<Stays>> {
        let mut statement = connection.prepare_cached(
            "SELECT substr(column_key, 8), sum(candidates) FROM standing_sum
             WHERE column_key LIKE 'status:%' AND (?1 IS NULL OR flow_id = ?1)
                 AND (?2 IS NULL OR flow_id IN (SELECT flow_id FROM flow WHERE team_id = ?2))
             GROUP BY 1",
        )?;
        let rows = statement.query_map([&query.flow_id, &query.team_id], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, u32>(1)?))
        })?;
        let mut now = BTreeMap::new();
        for row in rows {
            let (status, count) = row?;
            self.ended.entry(status.clone()).or_default();
            now.insert(status, count);
        }
        let stays = self.ended.into_iter().map(|(status, mut ended)| {
            ended.sort_unstable();
            Stays {
                now: now.get(&status).copied().unwrap_or(0),
                status,
                ended,
            }
        });
        Ok(stays
            .filter(|stays| stays.now > 0 || !stays.ended.is_empty())
            .collect())
    }
}

impl Stay {
    fn is_ended_by(&self, next: &Stay) -> bool {
        self.candidate == next.candidate && !self.is_unsure && !next.is_unsure
    }
}
