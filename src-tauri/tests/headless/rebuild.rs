//! `rebuild`: the facts made again end equal to what was there, and the marks are not touched.

use crate::stage::{Desk, FLOW, moves, ribbon};
use domain::UnixMs;
use serde_json::Value;
use store::table::mark::{self, EventMark};
use store::view::inbox::{self, Item, Query};

/// Everything that somebody can see of a cache.
#[derive(Debug, PartialEq)]
struct Seen {
    exports: Vec<(&'static str, Vec<Value>)>,
    inbox: Vec<Item>,
    columns: Vec<String>,
}

async fn seen(desk: &Desk) -> Seen {
    let mut exports = Vec::new();
    for what in ["interviews", "candidates", "transitions", "deliveries"] {
        exports.push((what, desk.rows(what).await));
    }
    let store = desk.store();
    let query = Query {
        include_done: true,
        limit: 1_000,
        ..Query::default()
    };
    let columns = |connection: &store::Connection| {
        let mut statement = connection
            .prepare("SELECT flow_id || status || position FROM pipeline_column ORDER BY 1")?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    Seen {
        exports,
        inbox: store
            .read(|connection| inbox::list(connection, &query))
            .unwrap(),
        columns: store.read(columns).unwrap(),
    }
}

/// A cache with something of everything: both roads, a gap, a repeat, a quarantine, marks.
async fn lived_in() -> (ribbon_sim::Running, Desk, testkit::processes::Process) {
    let ribbon = ribbon(25).await;
    let (desk, relay, _inbox) = Desk::new(&ribbon).with_relay(&ribbon).await;
    desk.sync().await;
    ribbon
        .complete(FLOW, Some("jane@example.com"))
        .await
        .unwrap();
    moves(&ribbon, "jane@example.com", &["A", "B", "A", "B"]).await;
    let lost = ribbon_sim::Move {
        flow: FLOW.to_owned(),
        email: "jane@example.com".to_owned(),
        new_status: "C".to_owned(),
        webhook: Some(false),
        ..ribbon_sim::Move::default()
    };
    ribbon.status_with(lost).await.unwrap();
    moves(&ribbon, "jane@example.com", &["D", "D"]).await;
    desk.sync().await;
    let store = desk.store();
    let items = store
        .read(|it| {
            inbox::list(
                it,
                &Query {
                    limit: 100,
                    ..Query::default()
                },
            )
        })
        .unwrap();
    store
        .write::<_, store::Error>(|tx| {
            let read = EventMark {
                read: Some(true),
                ..EventMark::default()
            };
            let star = EventMark {
                starred: Some(true),
                ..EventMark::default()
            };
            let done = EventMark {
                done: Some(true),
                ..EventMark::default()
            };
            for (item, mark) in items.iter().zip([read, star, done].into_iter().cycle()) {
                mark::set_event(tx, item.id, mark, UnixMs(7))?;
            }
            Ok(())
        })
        .unwrap();
    (ribbon, desk, relay)
}

#[tokio::test]
async fn facts_and_marks_are_the_same_after_it() {
    let (_ribbon, desk, _relay) = lived_in().await;
    let before = seen(&desk).await;
    assert!(
        before.inbox.iter().any(|item| item.starred),
        "there are marks"
    );
    assert!(
        before.inbox.iter().any(|item| item.after_gap),
        "there is a gap"
    );
    let report = desk.run(&["rebuild", "--json"]).await.json();
    assert_eq!(report["interviews"], 26, "{report}");
    let after = seen(&desk).await;
    for ((what, before), (_, after)) in before.exports.iter().zip(&after.exports) {
        for (before, after) in before.iter().zip(after) {
            assert_eq!(before, after, "{what}");
        }
        assert_eq!(before.len(), after.len(), "{what}");
    }
    for (before, after) in before.inbox.iter().zip(&after.inbox) {
        assert_eq!(before, after, "the inbox and its marks");
    }
    assert_eq!(before.inbox.len(), after.inbox.len(), "no more and no less");
    assert_eq!(before.columns, after.columns, "the order of the columns");
    let next = desk.sync().await;
    assert_eq!(
        next["interviews"]["new"], 0,
        "and nothing is read twice: {next}"
    );
    assert_eq!(next["notifications"], 0, "nor told twice");
    assert!(
        desk.files("rebuilt").is_empty(),
        "nothing is left lying about"
    );
}

#[tokio::test]
async fn killed_at_any_moment_it_leaves_the_old_or_the_new() {
    let (ribbon, desk, _relay) = lived_in().await;
    let before = seen(&desk).await;
    for requests in [1, 2, 3, 5, 8] {
        let asked = ribbon.request_count();
        let mut child = desk.command(&["rebuild"]).spawn().unwrap();
        while ribbon.request_count() < asked + requests && child.try_wait().unwrap().is_none() {
            tokio::task::yield_now().await;
        }
        child.kill().await.unwrap();
        assert_eq!(
            before,
            seen(&desk).await,
            "killed after {requests} requests"
        );
    }
    assert!(
        desk.run(&["rebuild"]).await.success,
        "and can be begun again"
    );
    assert_eq!(before, seen(&desk).await, "whole");
}

#[tokio::test]
async fn without_ribbon_nothing_is_changed() {
    let (ribbon, desk, _relay) = lived_in().await;
    let before = seen(&desk).await;
    ribbon.shutdown().await;
    let said = desk.run(&["rebuild"]).await;
    assert!(
        said.failure().contains("nothing was changed"),
        "{}",
        said.err
    );
    assert_eq!(before, seen(&desk).await, "as it was");
}
