//! The table's rows follow from the facts, whichever way those came.

use super::*;
use crate::table::event::{self, What};
use crate::table::transition::{self, Origin};
use crate::table::{candidate, pipeline};
use crate::test_support::{BACKEND, Desk, NURSE, by_email, held, invited, jane, nobody, zoe};
use domain::{DeliveryId, FlowId, Link, Road, Status, Trust, UnixMs};

fn row(desk: &Desk, who: CandidateId) -> PersonRow {
    desk.read(|connection| find(connection, who))
        .expect("there is a row")
}

/// Moves somebody, as a webhook does.
fn moved(desk: &Desk, email: &str, flow: &str, to: &str, at: i64) -> CandidateId {
    desk.write(|tx| {
        let who = candidate::ensure(tx, &by_email(email), None, UnixMs(at))?;
        let flow = FlowId::new(flow);
        let origin = Origin {
            candidate: who,
            flow: &flow,
            delivery: DeliveryId(at),
            road: Road::Relay,
            trust: Trust::Verified,
            at: UnixMs(at),
        };
        let link = Link {
            previous: None,
            new: Status::new(to),
        };
        let id = transition::insert(tx, &origin, &link, None)?;
        event::record(
            tx,
            &What::Status(id, DeliveryId(at)),
            who,
            &flow,
            UnixMs(at),
            false,
        )?;
        pipeline::refresh(tx, who, &flow)?;
        Ok(who)
    })
}

#[test]
fn a_row_says_where_a_candidate_was_seen_last_and_how_they_stand_there() {
    let desk = Desk::new();
    let (_, who) = desk.told(&held("i1", BACKEND, zoe(), "hello"), 10);
    let first = row(&desk, who);
    assert_eq!(
        first.name_key.as_deref(),
        Some("zoe angstrom"),
        "without accents"
    );
    assert_eq!(
        (first.flow_id.as_str(), first.column_key.as_str()),
        (BACKEND, "none")
    );
    assert_eq!(
        (first.average, first.interviews, first.flows),
        (Some(4.0), 1, 1)
    );
    desk.told(&invited("i2", NURSE, zoe()), 20);
    let second = row(&desk, who);
    assert_eq!(
        (second.flow_id.as_str(), second.column_key.as_str()),
        (NURSE, "invited")
    );
    assert_eq!(
        (second.average, second.interviews, second.flows),
        (Some(4.0), 2, 2)
    );
    assert_eq!((second.first_seen_at, second.last_seen_at), (10, 20));
    moved(&desk, "zoe@example.org", BACKEND, "shortlisted", 30);
    let third = row(&desk, who);
    assert_eq!(third.status(), Some("shortlisted"));
    assert_eq!((third.flow_id.as_str(), third.last_seen_at), (BACKEND, 30));
}

#[test]
fn whoever_was_only_moved_has_a_row_and_is_found_by_their_address() {
    let desk = Desk::new();
    let who = moved(&desk, "ann@example.com", BACKEND, "hired", 5);
    let row = row(&desk, who);
    assert_eq!(
        (row.name_key.as_deref(), row.interviews),
        (Some("ann@example.com"), 0)
    );
    let found = "SELECT rowid FROM search_candidate WHERE search_candidate MATCH '\"ann\"*'";
    assert_eq!(desk.number(found), who.0);
}

#[test]
fn every_row_is_the_same_when_all_are_derived_anew() {
    let desk = Desk::new();
    desk.told(&held("i1", BACKEND, jane(), "hello"), 10);
    desk.told(&held("i2", NURSE, jane(), "hello"), 11);
    desk.told(&held("i3", NURSE, nobody(), "hello"), 12);
    moved(&desk, "ann@example.com", BACKEND, "hired", 13);
    let all = |desk: &Desk| -> Vec<(i64, PersonRow)> {
        desk.read(|connection| {
            let mut statement =
                connection.prepare("SELECT candidate_id FROM person_row ORDER BY 1")?;
            let ids = statement.query_map([], |row| row.get::<_, i64>(0))?;
            let ids: Vec<i64> = ids.collect::<Result<_, _>>()?;
            let rows = ids
                .into_iter()
                .map(|id| Ok((id, find(connection, CandidateId(id))?.unwrap())));
            rows.collect()
        })
    };
    let counted = |desk: &Desk| desk.number("SELECT n FROM person_sum");
    let before = all(&desk);
    assert_eq!(before.len(), 3, "Jane, nobody and Ann");
    assert_eq!(counted(&desk), 3, "they are counted");
    desk.write(|tx| Ok(tx.execute_batch("DELETE FROM person_row; DELETE FROM search_candidate")?));
    assert_eq!(counted(&desk), 0, "who goes is counted no more");
    desk.write(|tx| refresh_all(tx));
    assert_eq!(all(&desk), before);
    assert_eq!(counted(&desk), 3);
}

#[test]
fn a_new_name_is_found_and_the_old_one_is_not() {
    let desk = Desk::new();
    let (_, who) = desk.told(&held("i1", BACKEND, jane(), "hello"), 10);
    let renamed = crate::test_support::person("Joan", "Roe", Some("jane.doe@example.com"));
    desk.told(&held("i1", BACKEND, renamed, "hello"), 11);
    assert_eq!(row(&desk, who).name_key.as_deref(), Some("joan roe"));
    let hits = |word: &str| {
        desk.number(&format!(
            "SELECT count(*) FROM search_candidate WHERE search_candidate MATCH '\"{word}\"*'"
        ))
    };
    assert_eq!(
        (hits("joan"), hits("doe")),
        (1, 1),
        "the address still says doe"
    );
    assert_eq!((hits("roe"), hits("jane")), (1, 1));
    assert_eq!(
        desk.number("SELECT count(*) FROM search_candidate WHERE search_candidate MATCH 'zoe'"),
        0
    );
}
