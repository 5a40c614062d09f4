//! What else there is to say of flows: whether their webhooks reach us.

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
    /// The last webhook that told of it.
    pub heard: Option<Heard>,
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
            is_fetched: row.get(6)?,
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

/// How many flows Ribbon has described, and how many of them have no webhook address of their own.
pub fn count_webhooks(connection: &Connection) -> Result<(u32, u32)> {
    Ok(connection.query_row(
        "SELECT count(*), count(*) FILTER (WHERE coalesce(webhook_url, '') = '')
         FROM flow WHERE fetched = 1",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?)
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
    use crate::table::delivery::{self, NewDelivery, Outcome as Delivered};
    use crate::table::flow;
    use crate::test_support::{BACKEND, Desk, NURSE, a_flow};
    use domain::{FlowId, Road, Trust};

    fn deliver(desk: &Desk, at: i64) {
        desk.write(|tx| {
            let new = NewDelivery {
                source: "relay",
                road: Road::Relay,
                event_id: None,
                cursor: None,
                received_at: UnixMs(at),
                headers: &[],
                body: b"{}",
                trust: Trust::Unverified,
                event_type: Some("video_processed"),
                outcome: Delivered::Applied,
            };
            let id = delivery::insert(tx, &new)?;
            flow::heard(tx, &FlowId::new(BACKEND), id)?;
            delivery::verified(tx, id)
        });
    }

    fn of(desk: &Desk, id: &str) -> FlowWays {
        desk.read(ways).remove(id).expect("the flow is known")
    }

    #[test]
    fn the_last_webhook_that_told_of_a_flow_is_known_as_it_stands_now() {
        let desk = Desk::new();
        desk.flow(BACKEND, "Backend Engineer");
        desk.flow(NURSE, "Nurse");
        deliver(&desk, 7);
        deliver(&desk, 9);
        let heard = of(&desk, BACKEND).heard.expect("two came");
        assert_eq!(heard.at, UnixMs(9), "the last");
        assert_eq!(heard.event_type.as_deref(), Some("video_processed"));
        assert_eq!(heard.trust, "verified", "as it was found later");
        assert_eq!(of(&desk, NURSE).heard, None, "none of this flow came");
    }

    #[test]
    fn addresses_of_webhooks_and_their_signing_are_known() {
        let desk = Desk::new();
        let mut told = a_flow(BACKEND, "Backend Engineer");
        told.webhook_url = Some("https://relay.example/in/x/y".into());
        told.webhook_secret_key = Some("s".into());
        desk.write(|tx| flow::put(tx, &told, UnixMs(1)));
        desk.flow(NURSE, "Nurse");
        let backend = of(&desk, BACKEND);
        assert!(backend.is_signed, "{backend:?}");
        assert_eq!(desk.read(webhook_urls), ["https://relay.example/in/x/y"]);
        assert_eq!(desk.read(count_webhooks), (2, 1));
    }
}
