//! Status changes: the links of each candidate's chain in each flow.

use crate::{Connection, Result, Tx};
use domain::{CandidateId, DeliveryId, FlowId, Link, Road, Status, TransitionId, Trust, UnixMs};
use rusqlite::{OptionalExtension, params};

/// One link as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transition {
    /// Which.
    pub id: TransitionId,
    /// In which flow.
    pub flow: FlowId,
    /// What it links.
    pub link: Link,
    /// The stage that we held, when this change did not fit it.
    pub gap_after: Option<String>,
    /// When it was first seen here.
    pub first_seen_at: UnixMs,
    /// By which road.
    pub seen_by: String,
    /// `verified`, `unverified` or `absent`.
    pub trust: String,
}

/// Where a new link belongs and how it came.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// Whose chain.
    pub candidate: CandidateId,
    /// In which flow.
    pub flow: &'a FlowId,
    /// The delivery that brought it.
    pub delivery: DeliveryId,
    /// By which road.
    pub road: Road,
    /// How far it can be believed.
    pub trust: Trust,
    /// When it arrived.
    pub at: UnixMs,
}

/// Adds a link to the chain; `gap_after` as [`Transition::gap_after`].
pub fn insert(
    tx: &Tx<'_>,
    origin: &Origin<'_>,
    link: &Link,
    gap_after: Option<&Status>,
) -> Result<TransitionId> {
    tx.prepare_cached(
        "INSERT INTO transition (candidate_id, flow_id, previous, new, gap_after, first_seen_at,
             seen_by, trust, delivery_id)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        origin.candidate.0,
        origin.flow.as_str(),
        link.previous.as_ref().map(Status::as_str),
        link.new.as_str(),
        gap_after.map(Status::as_str),
        origin.at.0,
        origin.road.as_str(),
        origin.trust.as_str(),
        origin.delivery.0,
    ])?;
    Ok(TransitionId(tx.last_insert_rowid()))
}

/// Takes the mark off the link that a delivery brought; answers whose chain it is in.
pub fn verified(tx: &Tx<'_>, delivery: DeliveryId) -> Result<Option<CandidateId>> {
    Ok(tx
        .prepare_cached(
            "UPDATE transition SET trust = 'verified' WHERE delivery_id = ? RETURNING candidate_id",
        )?
        .query_row([delivery.0], |row| row.get(0).map(CandidateId))
        .optional()?)
}

/// Counts that the newest link of a chain came again.
pub fn count_repeat(tx: &Tx<'_>, id: TransitionId) -> Result<()> {
    tx.prepare_cached("UPDATE transition SET repeats = repeats + 1 WHERE id = ?")?
        .execute([id.0])?;
    Ok(())
}

/// The link of a chain that came last before a delivery. A chain's order is that in which its
/// deliveries arrived, whenever they could be understood. (The plus signs keep SQLite from reading all
/// chains in that order instead of the few links of this one.)
pub fn before(
    connection: &Connection,
    candidate: CandidateId,
    flow: &FlowId,
    delivery: DeliveryId,
) -> Result<Option<(TransitionId, Link)>> {
    let sql = "SELECT id, previous, new FROM transition
         WHERE candidate_id = ? AND flow_id = ? AND +delivery_id < ?
         ORDER BY +delivery_id DESC LIMIT 1";
    neighbour(connection, sql, candidate, flow, delivery)
}

/// The link of a chain that came first after a delivery.
pub fn after(
    connection: &Connection,
    candidate: CandidateId,
    flow: &FlowId,
    delivery: DeliveryId,
) -> Result<Option<(TransitionId, Link)>> {
    let sql = "SELECT id, previous, new FROM transition
         WHERE candidate_id = ? AND flow_id = ? AND +delivery_id > ?
         ORDER BY +delivery_id LIMIT 1";
    neighbour(connection, sql, candidate, flow, delivery)
}

fn neighbour(
    connection: &Connection,
    sql: &str,
    candidate: CandidateId,
    flow: &FlowId,
    delivery: DeliveryId,
) -> Result<Option<(TransitionId, Link)>> {
    Ok(connection
        .prepare_cached(sql)?
        .query_row(params![candidate.0, flow.as_str(), delivery.0], |row| {
            Ok((TransitionId(row.get(0)?), link(row, 1)?))
        })
        .optional()?)
}

/// Says anew whether a link stands after a gap.
pub fn set_gap(tx: &Tx<'_>, id: TransitionId, gap_after: Option<&Status>) -> Result<()> {
    tx.prepare_cached("UPDATE transition SET gap_after = ? WHERE id = ?")?
        .execute(params![gap_after.map(Status::as_str), id.0])?;
    Ok(())
}

/// All chains of a candidate, each oldest first.
pub fn chains(connection: &Connection, candidate: CandidateId) -> Result<Vec<Transition>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, flow_id, previous, new, gap_after, first_seen_at, seen_by, trust
         FROM transition WHERE candidate_id = ? ORDER BY +delivery_id, id",
    )?;
    let rows = statement.query_map([candidate.0], |row| {
        Ok(Transition {
            id: TransitionId(row.get(0)?),
            flow: FlowId::new(row.get::<_, String>(1)?),
            link: link(row, 2)?,
            gap_after: row.get(4)?,
            first_seen_at: UnixMs(row.get(5)?),
            seen_by: row.get(6)?,
            trust: row.get(7)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many gaps the record has.
pub fn gaps(connection: &Connection) -> Result<u32> {
    Ok(connection
        .prepare_cached("SELECT count(*) FROM transition WHERE gap_after IS NOT NULL")?
        .query_row([], |row| row.get(0))?)
}

fn link(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Link> {
    Ok(Link {
        previous: row
            .get::<_, Option<String>>(at)?
            .map(|text| Status::new(&text)),
        new: Status::new(&row.get::<_, String>(at + 1)?),
    })
}
