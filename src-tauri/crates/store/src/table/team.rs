//! Teams and their members.

use crate::{Connection, Result, Tx};
use domain::{Team, TeamMember};
use rusqlite::params;

/// Stores what REST says of a team.
pub fn put(tx: &Tx<'_>, team: &Team) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO team (team_id, name, created_at) VALUES (?, ?, ?)
         ON CONFLICT (team_id) DO UPDATE SET name = excluded.name, created_at = excluded.created_at",
    )?
    .execute(params![team.id.as_str(), team.name, team.created_at])?;
    Ok(())
}

/// Stores what REST says of a member.
pub fn put_member(tx: &Tx<'_>, member: &TeamMember) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO team_member (member_id, email, full_name) VALUES (?, ?, ?)
         ON CONFLICT (member_id) DO UPDATE SET email = excluded.email, full_name = excluded.full_name",
    )?
    .execute(params![member.id, member.email, member.full_name])?;
    Ok(())
}

/// How many teams and members are known.
pub fn counts(connection: &Connection) -> Result<(u32, u32)> {
    Ok(connection.query_row(
        "SELECT (SELECT count(*) FROM team), (SELECT count(*) FROM team_member)",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?)
}
