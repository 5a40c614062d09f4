//! `kill -9` of NATS servers, and of relays beside each other.

use rand::RngExt as _;
use ribbon_relay::{NatsConfig, StoreConfig};

use super::{Office, plan};
use crate::support::{Nats, Program};

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_was_answered_is_lost_when_a_nats_server_is_killed() {
    let (rounds, mut random) = plan(3);
    let mut nats = Nats::cluster();
    let mut office = Office::open(&store(&nats, 3)).await;
    let relay = Program::serve_nats(&nats.urls(0).join(","));
    for round in 0..rounds {
        let load = office.load(&[&relay]);
        let killed = random.random_range(0..3);
        load.answers(random.random_range(1..80)).await;
        nats.kill(killed);
        load.answers(random.random_range(1..80)).await;
        nats.revive(killed);
        office.polls.poll(&relay, 50).await;
        let told = load.stop().await;
        office.check(&relay, &told, &format!("round {round}")).await;
    }
    office.check_again(&relay).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_was_answered_is_lost_when_one_of_two_relays_is_killed() {
    let (rounds, mut random) = plan(3);
    let nats = Nats::single();
    let mut office = Office::open(&store(&nats, 1)).await;
    let urls = nats.urls(0).join(",");
    let mut stays = Program::serve_nats(&urls);
    let mut goes = Program::serve_nats(&urls);
    for round in 0..rounds {
        let load = office.load(&[&stays, &goes]);
        let (first, then) = (random.random_range(1..200), random.random_range(1..50));
        // Which of the two was read from before must not matter either.
        office
            .kill_after(goes, async |office, goes| {
                load.answers(first).await;
                office.polls.poll(goes, 50).await;
            })
            .await;
        load.answers(then).await;
        let told = load.stop().await;
        office.check(&stays, &told, &format!("round {round}")).await;
        goes = Program::serve_nats(&urls);
        if random.random() {
            std::mem::swap(&mut stays, &mut goes);
        }
    }
    office.check_again(&stays).await;
}

pub(super) fn store(nats: &Nats, replicas: usize) -> StoreConfig {
    StoreConfig::Nats(NatsConfig {
        urls: nats.urls(0),
        creds: None,
        replicas: Some(replicas),
        allow_old: false,
    })
}
