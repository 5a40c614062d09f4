//! What else there is to say of flows: whether their webhooks reach us, whether they were archived.

use crate::{Connection, Result};
use domain::UnixMs;
use rusqlite::OptionalExtension;
use std::collections::HashMap;

/// What else there is to say of a flow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlowWays {
    /// Where Ribbon posts its webhooks.
    pub webhook_url: Option<String>,
    /// Whether it has a secret to sign them with.
    pub is_signed: bool,
    /// The last webhook that was understood.
    pub heard: Option<Heard>,
    /// Whether it was archived from here.
    pub is_archived: bool,
    /// Whether REST has described it; else nothing is known of its webhooks.
    pub is_fetched: bool,
}

/// A webhook that reached us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// What it told.
    pub event_type: Option<String>,
    /// When it was received.
    pub at: UnixMs,
    /// `verified`, `unverified` or `absent`.
    pub trust: String,
}

/// What else there is to say of each flow, by its id.
pub fn ways(connection: &Connection) -> Result<HashMap<String, FlowWays>> {
    let mut statement = connection.prepare_cached(include_str!("flow.sql"))?;
    let rows = statement.query_map([], |row| {
        let at: Option<i64> = row.get(4)?;
        let heard = match at {
            Some(at) => Some(Heard {
                event_type: row.get(3)?,
                at: UnixMs(at),
                trust: row.get(5)?,
            }),
            None => None,
        };
        let ways = FlowWays {
            webhook_url: row.get(1)?,
            is_signed: row.get(2)?,
            heard,
            is_archived: row.get(6)?,
            is_fetched: row.get(7)?,
        };
        Ok((row.get(0)?, ways))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The addresses to which flows post, each once.
pub fn webhook_urls(connection: &Connection) -> Result<Vec<String>> {
    let mut statement = connection
        .prepare_cached("SELECT DISTINCT webhook_url FROM flow WHERE webhook_url <> ''")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The organisation's name in the flow that became known last.
pub fn newest_org_name(connection: &Connection) -> Result<Option<String>> {
    Ok(connection
        .prepare_cached(
            "SELECT org_name FROM flow WHERE org_name <> '' ORDER BY rowid DESC LIMIT 1",
        )?
        .query_row([], |row| row.get(0))
        .optional()?)
}

/// All teams by name: id, name.
pub fn teams(connection: &Connection) -> Result<Vec<(String, String)>> {
    let mut statement =
        connection.prepare_cached("SELECT team_id, name FROM team ORDER BY name COLLATE NOCASE")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::deed::{self, Kind, Outcome};
    use crate::table::delivery::{self, NewDelivery, Outcome as Delivered};
    use crate::table::flow;
    use crate::test_support::{BACKEND, Desk, NURSE, a_flow};
    use domain::{Road, Trust};

    fn deliver(desk: &Desk, body: &[u8], at: i64, outcome: Delivered) {
        desk.write(|tx| {
            let new = NewDelivery {
                source: "relay",
                road: Road::Relay,
                event_id: None,
                cursor: None,
                received_at: UnixMs(at),
                headers: &[],
                body,
                trust: Trust::Verified,
            };
            let id = delivery::insert(tx, &new)?;
            delivery::settle(tx, id, Some("interview_processed"), outcome, None)
        });
    }

    fn of(desk: &Desk, id: &str) -> FlowWays {
        desk.read(ways).remove(id).expect("the flow is known")
    }

    #[test]
    fn the_last_webhook_of_a_flow_that_was_understood_is_told() {
        let desk = Desk::new();
        desk.flow(BACKEND, "Backend Engineer");
        desk.flow(NURSE, "Nurse");
        let body = format!(r#"{{"interview_flow_id":"{BACKEND}"}}"#);
        deliver(&desk, body.as_bytes(), 7, Delivered::Applied);
        deliver(&desk, body.as_bytes(), 5, Delivered::Applied);
        deliver(&desk, body.as_bytes(), 9, Delivered::Quarantined);
        deliver(&desk, b"\xff{", 10, Delivered::Applied);
        let heard = of(&desk, BACKEND).heard.expect("one came");
        assert_eq!(heard.at, UnixMs(7), "the newest, in whichever order");
        assert_eq!(heard.event_type.as_deref(), Some("interview_processed"));
        assert_eq!(heard.trust, "verified");
        assert_eq!(of(&desk, NURSE).heard, None, "none of this flow came");
    }

    #[test]
    fn where_webhooks_go_and_what_was_archived_is_told() {
        let desk = Desk::new();
        let mut told = a_flow(BACKEND, "Backend Engineer");
        told.webhook_url = Some("https://relay.example/in/x/y".into());
        told.webhook_secret_key = Some("s".into());
        desk.write(|tx| flow::put(tx, &told, UnixMs(1)));
        desk.flow(NURSE, "Nurse");
        let deed = desk.write(|tx| deed::ask(tx, Kind::ArchiveFlow, NURSE, None, UnixMs(2)));
        assert!(!of(&desk, NURSE).is_archived, "only asked for");
        desk.write(|tx| deed::settle(tx, deed, Outcome::Done, None, UnixMs(3)));
        assert!(of(&desk, NURSE).is_archived, "done");
        let backend = of(&desk, BACKEND);
        assert!(backend.is_signed && !backend.is_archived, "{backend:?}");
        assert_eq!(desk.read(webhook_urls), ["https://relay.example/in/x/y"]);
    }
}
