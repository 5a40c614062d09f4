//! Retention, and clocks that are wrong.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use ribbon_relay::Clock;
use rusqlite::Connection;
use time::OffsetDateTime;
use tokio::time::timeout;

use crate::support::{PATIENCE, Program, Relay, admin, bodies, client};

const DAY: i64 = 24 * 60 * 60;

/// A machine's clocks, in seconds since the test began.
#[derive(Clone, Default)]
struct Machine {
    wall: Arc<AtomicI64>,
    steady: Arc<AtomicI64>,
}

impl Machine {
    fn clock(&self) -> Clock {
        let (began, wall, steady) = (
            OffsetDateTime::now_utc(),
            self.wall.clone(),
            self.steady.clone(),
        );
        Clock::new(move || began + time::Duration::seconds(wall.load(Ordering::Relaxed)))
            .passing(move || Duration::from_secs(steady.load(Ordering::Relaxed).cast_unsigned()))
    }

    fn set(&self, wall: i64) {
        self.wall.store(wall, Ordering::Relaxed);
    }

    fn pass(&self, seconds: i64) {
        self.wall.fetch_add(seconds, Ordering::Relaxed);
        self.steady.fetch_add(seconds, Ordering::Relaxed);
    }
}

/// Waits until retention has looked at the log from begin to end since this call.
async fn looked(relay: &Relay) {
    let runs = async || {
        let metrics = relay.metrics().await;
        let line = metrics.lines().find_map(|line| {
            line.strip_prefix("ribbon_relay_retention_runs_total ")?
                .parse()
                .ok()
        });
        line.unwrap_or(0_u64)
    };
    let before = runs().await;
    timeout(PATIENCE, async { while runs().await < before + 2 {} })
        .await
        .expect("retention looks again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_clock_drops_nothing_and_passing_time_does() {
    let machine = Machine::default();
    let relay = Relay::with(|config| {
        config.clock = machine.clock();
        config.pace.retention = Duration::from_millis(5);
    })
    .await;
    relay.counts("clock_suspect 0").await;
    // Stamped 400 days ahead: it must not hold back the one behind it.
    machine.set(400 * DAY);
    relay.stored(&["early"]).await;
    machine.set(0);
    relay.stored(&["now"]).await;
    looked(&relay).await;
    for wall in [40 * DAY, -56 * 365 * DAY, 0] {
        machine.set(wall);
        looked(&relay).await;
        relay.counts("clock_suspect 1").await;
        let events = relay.page("").await.events;
        assert_eq!(bodies(&events), ["early", "now"], "{wall} s off");
    }
    machine.pass(DAY);
    looked(&relay).await;
    machine.pass(28 * DAY);
    looked(&relay).await;
    relay.stored(&["later"]).await;
    looked(&relay).await;
    machine.pass(2 * DAY);
    looked(&relay).await;
    let events = relay.page("").await.events;
    assert_eq!(bodies(&events), ["later"], "thirty days are thirty days");
    relay.counts("clock_suspect 0").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_40_days_ahead_at_the_next_start_drops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let made = admin(data, &["inbox", "create", "Acme"]);
    let inbox = made["inbox"].as_str().unwrap();
    let device = admin(data, &["device", "create", inbox, "Ada"]);
    let relay = Program::serve(data, &[]);
    let path = made["ingest_path"].as_str().unwrap();
    let posted = client().post(relay.url(path)).body("x").send().await;
    assert_eq!(posted.unwrap().status(), 200, "stored");
    let database = Connection::open(data.join("relay.db")).unwrap();
    let wall = || -> Option<i64> {
        database
            .query_row("SELECT wall_time FROM meta", [], |row| row.get(0))
            .unwrap()
    };
    let noted = async |before: Option<i64>| while wall() == before {};
    timeout(PATIENCE, noted(None)).await.expect("noted");
    relay.kill();
    // For the next run it is as if its clock were 40 days ahead of the last one's.
    database
        .execute_batch(
            "INSERT INTO milestone (seq, at) SELECT newest, relay_time FROM meta;
             UPDATE meta SET wall_time = wall_time - 40 * 24 * 3600 * 1000;",
        )
        .unwrap();
    let before = wall();
    let relay = Program::serve(data, &[]);
    timeout(PATIENCE, noted(before)).await.expect("noted");
    let events = relay.url(&format!("/v1/inboxes/{inbox}/events"));
    let token = device["token"].as_str().unwrap();
    let request = client().get(events).bearer_auth(token);
    let page: relay_protocol::Page = crate::support::json(request.send().await.unwrap()).await;
    assert_eq!(page.events.len(), 1, "it is kept");
    let (status, _, log) = relay.terminate();
    assert!(status.success(), "{status}");
    assert!(log.contains("a step that is not believed"), "{log}");
}
