//! Relays on NATS under load while servers and relays are killed: whatever was answered with 200 is
//! read afterwards, once, by a reader whose place stays good over all of it.
//!
//! `RIBBON_SOAK_ROUNDS` sets the number of rounds, `RIBBON_SOAK_SEED` repeats a run's choices.

mod load;
mod reader;

use std::time::Duration;

use rand::{RngExt as _, SeedableRng as _, rngs::SmallRng};
use ribbon_relay::{Clock, NatsConfig, StoreConfig, admin::Admin};
use tokio::time::timeout;

use self::{load::Load, reader::Reader};
use crate::support::{Nats, Program};

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_was_answered_is_lost_when_a_nats_server_is_killed() {
    let (rounds, mut random) = plan();
    let mut nats = Nats::cluster();
    let mut office = Office::open(&nats, 3).await;
    let relay = Program::serve_nats(&nats.urls(0).join(","));
    let load = Load::start(&[relay.url(&office.ingest_path)]);
    for _ in 0..rounds {
        let killed = random.random_range(0..3);
        load.answers(random.random_range(1..80)).await;
        nats.kill(killed);
        load.answers(random.random_range(1..80)).await;
        nats.revive(killed);
        office.reader.step(&relay).await;
    }
    let answered = load.stop().await;
    office.reader.catch_up(&relay).await;
    office.reader.assert_has(&answered, "at the end");
    println!(
        "{} answered, {} read",
        answered.len(),
        office.reader.read.len()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_was_answered_is_lost_when_one_of_two_relays_is_killed() {
    let (rounds, mut random) = plan();
    let nats = Nats::single();
    let mut office = Office::open(&nats, 1).await;
    let urls = nats.urls(0).join(",");
    let mut stays = Program::serve_nats(&urls);
    let mut goes = Program::serve_nats(&urls);
    let mut total = 0;
    for round in 0..rounds {
        let posts = [&stays, &goes].map(|relay| relay.url(&office.ingest_path));
        let load = Load::start(&posts);
        load.answers(random.random_range(1..200)).await;
        // Which of the two was read from before must not matter either.
        office.reader.step(&goes).await;
        goes.kill();
        load.answers(random.random_range(1..50)).await;
        let answered = load.stop().await;
        office.reader.catch_up(&stays).await;
        office
            .reader
            .assert_has(&answered, &format!("after round {round}"));
        total += answered.len();
        goes = Program::serve_nats(&urls);
        if random.random() {
            std::mem::swap(&mut stays, &mut goes);
        }
    }
    println!("{total} answered, {} read", office.reader.read.len());
}

/// How many rounds, and the choices in them.
fn plan() -> (u64, SmallRng) {
    let number = |name: &str| {
        std::env::var(name)
            .ok()
            .map(|text| text.parse().expect(name))
    };
    let rounds = number("RIBBON_SOAK_ROUNDS").unwrap_or(3);
    let seed = number("RIBBON_SOAK_SEED").unwrap_or_else(rand::random);
    println!("RIBBON_SOAK_SEED={seed} RIBBON_SOAK_ROUNDS={rounds}");
    (rounds, SmallRng::seed_from_u64(seed))
}

/// One inbox and its reader.
struct Office {
    ingest_path: String,
    reader: Reader,
}

impl Office {
    /// Makes the store with so many copies, as soon as the servers have found each other.
    async fn open(nats: &Nats, replicas: usize) -> Self {
        let store = StoreConfig::Nats(NatsConfig {
            urls: nats.urls(0),
            creds: None,
            replicas: Some(replicas),
            allow_old: false,
        });
        let opening = async {
            loop {
                match Admin::open(&store, Clock::system()).await {
                    Ok(admin) => return admin,
                    Err(error) => assert!(!error.is_permanent(), "{error}"),
                }
            }
        };
        let admin = timeout(Duration::from_secs(60), opening)
            .await
            .expect("the servers find each other");
        let made = admin.create_inbox("Acme", Vec::new(), false).await.unwrap();
        let device = admin.create_device(&made.inbox, "Ada").await.unwrap();
        Self {
            ingest_path: made.ingest_path,
            reader: Reader::new(&made.inbox, device.token),
        }
    }
}
