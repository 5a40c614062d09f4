//! A target that fails at random, of relays that are killed: it gets every event, in order, and what
//! it gets twice has the same id.

use std::time::Duration;

use rand::{RngExt as _, SeedableRng as _, rngs::SmallRng};
use ribbon_relay::{StoreConfig, admin::NewTarget};
use tokio::time::timeout;

use super::{Office, PATIENCE, plan};
use crate::support::{Answer, Program, Receiver};

/// A target and what it got.
struct Target {
    receiver: Receiver,
    /// Id and body of each request, in the order in which they came.
    got: Vec<(String, String)>,
    /// The last event that it took.
    taken: Option<String>,
}

impl Target {
    async fn of(office: &Office, random: &mut SmallRng) -> Self {
        let receiver = Receiver::start().await;
        let mut dice = SmallRng::seed_from_u64(random.random());
        receiver.answer_by(move |_| match dice.random_range(0..100) {
            0..5 => Answer::Status(500),
            5..8 => Answer::Cut,
            8..11 => Answer::Slow(Duration::from_millis(100)),
            11..13 => Answer::With(429, "retry-after", "1"),
            _ => Answer::Status(200),
        });
        let new = NewTarget {
            allow_private: true,
            ..NewTarget::new(receiver.url("/hook").parse().unwrap())
        };
        office
            .admin
            .create_target(&office.inbox, new)
            .await
            .unwrap();
        Self {
            receiver,
            got: Vec::new(),
            taken: None,
        }
    }

    /// Waits for so many more requests.
    async fn get(&mut self, count: usize) {
        for _ in 0..count {
            let received = self.receiver.next_within(PATIENCE).await;
            let event = received.event().to_owned();
            if received.taken {
                self.taken = Some(event.clone());
            }
            self.got.push((event, received.text().to_owned()));
        }
    }

    /// Waits until it has everything that a laptop has read, and checks it.
    async fn check(&mut self, office: &Office) {
        let log = office.polls.read();
        let last = log.last().map(|(id, _)| id);
        let getting = async {
            while self.taken.as_ref() != last {
                self.get(1).await;
            }
        };
        timeout(PATIENCE, getting)
            .await
            .expect("the target gets everything");
        let attempts = self.got.len();
        self.got.dedup();
        assert_eq!(self.got.len(), log.len(), "nothing is lost or goes back");
        assert!(self.got == log, "in order, whole, each with its own id");
        println!("{} events forwarded with {attempts} requests", log.len());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn target_gets_everything_in_order_when_the_relay_is_killed() {
    let (rounds, mut random) = plan(5);
    let data = tempfile::tempdir().unwrap();
    let store = StoreConfig::Sqlite {
        folder: data.path().to_owned(),
    };
    let mut office = Office::open(&store).await;
    let mut target = Target::of(&office, &mut random).await;
    let mut relay = Program::serve(data.path(), &[]);
    for round in 0..rounds {
        let (stored, got) = (random.random_range(1..40), random.random_range(0..40));
        // Once while webhooks come in, and once while only the target gets them.
        let load = office.load(&[&relay]);
        load.answers(stored).await;
        relay.kill();
        let sent = load.stop().await;
        relay = Program::serve(data.path(), &[]);
        target.get(got.min(stored)).await;
        relay.kill();
        relay = Program::serve(data.path(), &[]);
        office.check(&relay, &sent, &format!("round {round}")).await;
    }
    target.check(&office).await;
}

#[cfg(feature = "nats-tests")]
#[tokio::test(flavor = "multi_thread")]
async fn target_gets_everything_in_order_when_one_of_two_relays_is_killed() {
    let (rounds, mut random) = plan(2);
    let nats = crate::support::Nats::single();
    let mut office = Office::open(&super::nats::store(&nats, 1)).await;
    let mut target = Target::of(&office, &mut random).await;
    let urls = nats.urls(0).join(",");
    let mut stays = Program::serve_nats(&urls);
    let mut goes = Program::serve_nats(&urls);
    for round in 0..rounds {
        let (stored, got) = (random.random_range(1..40), random.random_range(0..40));
        let load = office.load(&[&stays, &goes]);
        load.answers(stored).await;
        goes.kill();
        let sent = load.stop().await;
        office.check(&stays, &sent, &format!("round {round}")).await;
        target.get(got.min(stored)).await;
        goes = Program::serve_nats(&urls);
        // So that each is sometimes the one that delivers.
        if random.random() {
            std::mem::swap(&mut stays, &mut goes);
        }
    }
    target.check(&office).await;
}
