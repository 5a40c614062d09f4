//! Teams and their members.

use crate::{Connection, Error, Result, Tx};
use domain::{Team, TeamMember};
use rusqlite::params;

const PUT_MEMBER: &str = "INSERT INTO team_member (member_id, email, full_name) VALUES (?, ?, ?)
     ON CONFLICT (member_id) DO UPDATE SET email = excluded.email, full_name = excluded.full_name
     WHERE excluded.email IS NOT email OR excluded.full_name IS NOT full_name";

/// Stores what REST says of a team. Answers whether that is anything new.
pub fn put(tx: &Tx<'_>, team: &Team) -> Result<bool> {
    let changed = tx
        .prepare_cached(
            "INSERT INTO team (team_id, name, created_at) VALUES (?, ?, ?)
             ON CONFLICT (team_id) DO UPDATE SET name = excluded.name, created_at = excluded.created_at
             WHERE excluded.name IS NOT name OR excluded.created_at IS NOT created_at",
        )?
        .execute(params![team.id.as_str(), team.name, team.created_at])?;
    Ok(changed > 0)
}

/// Stores what REST says of one member. Answers whether that is anything new.
pub fn put_member(tx: &Tx<'_>, member: &TeamMember) -> Result<bool> {
    let changed = tx.prepare_cached(PUT_MEMBER)?.execute(params![
        member.id,
        member.email,
        member.full_name
    ])?;
    Ok(changed > 0)
}

/// Stores what REST says of all members: who is not among them any more has left. Answers whether
/// that is anything new.
pub fn put_members(tx: &Tx<'_>, members: &[TeamMember]) -> Result<bool> {
    let ids: Vec<&str> = members.iter().map(|member| member.id.as_str()).collect();
    let ids = serde_json::to_string(&ids)
        .map_err(|error| Error::Damaged(format!("a list of ids: {error}")))?;
    let mut changed = tx
        .prepare_cached(
            "DELETE FROM team_member WHERE member_id NOT IN (SELECT value FROM json_each(?))",
        )?
        .execute([ids])?;
    for member in members {
        changed += usize::from(put_member(tx, member)?);
    }
    Ok(changed > 0)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::Desk;

    fn of(id: &str, full_name: Option<&str>, email: Option<&str>) -> TeamMember {
        TeamMember {
            id: id.to_owned(),
            full_name: full_name.map(str::to_owned),
            email: email.map(str::to_owned),
        }
    }

    #[test]
    fn who_has_left_can_no_longer_be_chosen_and_what_is_known_already_is_no_news() {
        let desk = Desk::new();
        let put = |all: &[TeamMember]| desk.write(|tx| put_members(tx, all));
        let (ada, tom) = (
            of("m1", Some("Ada"), None),
            of("m2", None, Some("tom@x.co")),
        );
        assert!(put(&[tom.clone(), ada.clone()]), "both are new");
        assert!(!put(&[ada, tom]), "nothing is");
        let shown = desk.read(members);
        let shown: Vec<&str> = shown.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(shown, ["Ada", "tom@x.co"], "by name, else by address");
        assert!(
            put(&[of("m1", Some("Ada Byron"), None)]),
            "a name and a leave"
        );
        assert_eq!(
            desk.read(|it| member(it, "m1")).as_deref(),
            Some("Ada Byron")
        );
        assert_eq!(desk.read(|it| member(it, "m2")), None);
    }
}
