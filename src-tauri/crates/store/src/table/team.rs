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

/// All members by name, else by address: id, what to call them.
pub fn members(connection: &Connection) -> Result<Vec<(String, String)>> {
    let mut statement = connection.prepare_cached(
        "SELECT member_id, coalesce(nullif(full_name, ''), nullif(email, ''), member_id) AS shown
         FROM team_member ORDER BY shown COLLATE NOCASE, member_id",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What a member is called.
pub fn member(connection: &Connection, id: &str) -> Result<Option<String>> {
    Ok(members(connection)?
        .into_iter()
        .find_map(|(known, name)| (known == id).then_some(name)))
}

/// How many teams and members are known.
pub fn counts(connection: &Connection) -> Result<(u32, u32)> {
    Ok(connection.query_row(
        "SELECT (SELECT count(*) FROM team), (SELECT count(*) FROM team_member)",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?)
}
