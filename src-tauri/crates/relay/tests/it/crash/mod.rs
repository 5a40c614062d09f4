//! Relays and servers that are killed without warning under load: whatever was answered with 200 is
//! there afterwards, whole, in order and once, for two laptops whose places stay good over all of it;
//! one of them polls, the other streams.
//!
//! `RIBBON_SOAK_ROUNDS` sets the number of rounds, `RIBBON_SOAK_SEED` repeats a run's choices.

mod device;
mod forward;
mod load;
#[cfg(feature = "nats-tests")]
mod nats;
mod sqlite;

use std::time::Duration;

use rand::{SeedableRng as _, rngs::SmallRng};
use relay_protocol::InboxId;
use ribbon_relay::{Clock, StoreConfig, admin::Admin};
use tokio::time::timeout;

use self::{
    device::Device,
    load::{Load, Told},
};
use crate::support::Program;

/// Servers that lost one of their number may take their time to agree on a leader.
const PATIENCE: Duration = Duration::from_secs(120);

/// How many rounds, and the choices in them.
fn plan(fewest: u64) -> (u64, SmallRng) {
    let number = |name: &str| {
        std::env::var(name)
            .ok()
            .map(|text| text.parse().expect(name))
    };
    let rounds = number("RIBBON_SOAK_ROUNDS").unwrap_or(fewest);
    let seed = number("RIBBON_SOAK_SEED").unwrap_or_else(rand::random);
    println!("RIBBON_SOAK_SEED={seed} RIBBON_SOAK_ROUNDS={rounds}");
    (rounds, SmallRng::seed_from_u64(seed))
}

/// One inbox and the laptops that read it.
struct Office {
    admin: Admin,
    inbox: InboxId,
    ingest_path: String,
    polls: Device,
    listens: Device,
    events: usize,
}

impl Office {
    /// Makes the inbox as soon as the store can be had.
    async fn open(store: &StoreConfig) -> Self {
        let opening = async {
            loop {
                match Admin::open(store, Clock::system()).await {
                    Ok(admin) => return admin,
                    Err(error) => assert!(!error.is_permanent(), "{error}"),
                }
            }
        };
        let admin = timeout(PATIENCE, opening)
            .await
            .expect("the servers find each other");
        let made = admin.create_inbox("Acme", Vec::new(), false).await.unwrap();
        let ada = admin.create_device(&made.inbox, "Ada").await.unwrap();
        let ben = admin.create_device(&made.inbox, "Ben").await.unwrap();
        Self {
            admin,
            inbox: made.inbox.clone(),
            polls: Device::new(&made.inbox, ada.token),
            listens: Device::new(&made.inbox, ben.token),
            ingest_path: made.ingest_path,
            events: 0,
        }
    }

    /// Starts to post to these relays.
    fn load(&self, relays: &[&Program]) -> Load {
        let urls: Vec<_> = relays
            .iter()
            .map(|relay| relay.url(&self.ingest_path))
            .collect();
        Load::start(&urls)
    }

    /// Has one laptop read the stream of a relay, and kills the relay after that.
    async fn kill_after(&mut self, relay: Program, work: impl AsyncFnOnce(&mut Self, &Program)) {
        let request = self.listens.listening(&relay);
        let listening = tokio::spawn(self.listens.clone().listen(request));
        work(self, &relay).await;
        relay.kill();
        self.listens = timeout(PATIENCE, listening)
            .await
            .expect("a dead relay's stream ends")
            .unwrap();
    }

    /// Has both read to the end of the log, and checks that nothing is missing.
    async fn check(&mut self, relay: &Program, told: &Told, when: &str) {
        assert!(
            !told.stored.is_empty(),
            "{when}: there was something to lose"
        );
        self.events += told.stored.len();
        self.polls.poll_to_the_end(relay).await;
        self.listens.listen_up_to(relay, self.polls.place()).await;
        self.polls.assert_has(told, when);
        self.listens.assert_equals(&self.polls, when);
    }
    /// Reads everything once more from its beginning: what was read is still there.
    async fn check_again(&self, relay: &Program) {
        let mut again = self.polls.at_the_beginning();
        again.poll_to_the_end(relay).await;
        again.assert_equals(&self.polls, "from the beginning");
        println!("{} answered with 200, all of them read", self.events);
    }
}
