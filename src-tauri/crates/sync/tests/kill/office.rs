//! A simulated Ribbon and a relay that it posts to.

use crate::laptop::Laptop;
use feed::relay::{DeviceToken, InboxId};
use rand::RngExt as _;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;
use ribbon_relay::StoreConfig;
use ribbon_relay::secret::SigningSecret;
use ribbon_sim::{Config, Running, Sim};
use tempfile::TempDir;

const SECRET: &str = "the-flows-own-secret";
const STATUSES: [&str; 4] = ["shortlisted", "rejected", "accepted", "Final round"];

pub(crate) struct Office {
    pub(crate) sim: Running,
    relay: ribbon_relay::Running,
    pub(crate) inbox: InboxId,
    happened: usize,
    /// Interviews whose video may still come.
    waiting: Vec<ribbon_sim::InterviewId>,
    pub(crate) folder: TempDir,
}

impl Office {
    pub(crate) async fn open(seed: u64) -> Self {
        let folder = folder();
        let store = StoreConfig::Sqlite {
            folder: folder.path().join("relay"),
        };
        let relay = ribbon_relay::serve(ribbon_relay::Config::new(store))
            .await
            .unwrap();
        let secrets = vec![SigningSecret::new(SECRET)];
        let admin = relay.admin();
        let ingest = admin.create_inbox("Acme", secrets, false).await.unwrap();
        let sim = Sim::start(Config {
            seed,
            flows: 4,
            interviews: 30,
            webhook_url: Some(format!("http://{}{}", relay.addr, ingest.ingest_path)),
            webhook_secret: Some(SECRET.to_owned()),
            ..Config::default()
        })
        .await
        .unwrap();
        Self {
            sim,
            relay,
            inbox: ingest.inbox,
            happened: 0,
            waiting: Vec::new(),
            folder,
        }
    }

    pub(crate) fn relay_url(&self) -> String {
        format!("http://{}/", self.relay.addr)
    }

    /// A token for another device.
    pub(crate) async fn device(&self, name: &str) -> DeviceToken {
        let admin = self.relay.admin();
        admin.create_device(&self.inbox, name).await.unwrap().token
    }

    /// The cursor after the newest webhook; empty as long as there is none.
    pub(crate) async fn cursor(&self) -> String {
        let inbox = self.relay.admin().inbox(&self.inbox).await.unwrap();
        match self.happened {
            0 => String::new(),
            _ => inbox.head.to_string(),
        }
    }

    /// Somebody is interviewed, a video is ready, or somebody is moved; the relay has the webhook when
    /// this returns.
    pub(crate) async fn something_happens(&mut self, random: &mut StdRng, all: &[&Laptop]) {
        self.happened += 1;
        let truth = self.sim.truth().await;
        let flow = truth.flows.choose(random).unwrap();
        let person = format!("person-{}@example.com", random.random_range(0..6));
        match random.random_range(0..10) {
            0..4 => {
                let email = Some(person.as_str()).filter(|_| random.random_bool(0.8));
                let done = self.sim.complete(&flow.title, email).await.unwrap();
                if flow.is_video_enabled {
                    self.waiting.push(done.interview_id);
                }
            }
            // A video that REST tells in one with its interview is no news of its own, so both
            // laptops must know the interview first.
            4..6 => {
                let is_known = |id: &ribbon_sim::InterviewId| {
                    all.iter().all(|one| one.has_details(&id.to_string()))
                };
                if let Some(at) = self.waiting.iter().position(is_known) {
                    let id = self.waiting.remove(at);
                    self.sim.video(id).await.unwrap();
                }
            }
            _ => {
                let status = STATUSES.choose(random).unwrap();
                self.sim.status(&flow.title, &person, status).await.unwrap();
            }
        }
    }
}

/// In memory where there is such a place: what is killed is a program, not the machine.
fn folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap()
}
