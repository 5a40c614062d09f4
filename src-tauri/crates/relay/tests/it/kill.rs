//! `kill -9` under load: whatever was answered with 200 is there afterwards.
//!
//! `RIBBON_SOAK_ROUNDS` sets the number of rounds, `RIBBON_SOAK_SEED` repeats a run.

use std::{
    collections::HashMap,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use rand::{RngExt as _, SeedableRng as _, rngs::SmallRng};
use relay_protocol::{Page, Receipt};
use serde_json::Value;
use tokio::time::timeout;

use crate::support::{PATIENCE, Program, admin, client};

const WRITERS: usize = 8;

/// What was answered with 200: the event's id, and the body that was sent.
type Answered = Arc<Mutex<HashMap<String, String>>>;

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_was_answered_is_lost_when_the_relay_is_killed() {
    let number = |name: &str| {
        std::env::var(name)
            .ok()
            .map(|text| text.parse().expect(name))
    };
    let rounds = number("RIBBON_SOAK_ROUNDS").unwrap_or(5);
    let seed = number("RIBBON_SOAK_SEED").unwrap_or_else(rand::random);
    println!("RIBBON_SOAK_SEED={seed} RIBBON_SOAK_ROUNDS={rounds}");
    let mut random = SmallRng::seed_from_u64(seed);
    let data = tempfile::tempdir().unwrap();
    let made = admin(data.path(), &["inbox", "create", "Acme"]);
    let inbox = made["inbox"].as_str().unwrap();
    let device = admin(data.path(), &["device", "create", inbox, "Ada"]);
    let answered = Answered::default();
    let mut epoch = None;
    let mut reader = Reader::new(inbox, &device);
    for round in 0..rounds {
        let enough = random.random_range(1..120);
        let line = load_and_kill(data.path(), &made, &answered, enough, &mut reader).await;
        let now = line["epoch"].clone();
        assert_eq!(
            *epoch.get_or_insert_with(|| now.clone()),
            now,
            "a crash is not a restore"
        );
        let relay = Program::serve(data.path(), &[]);
        reader.catch_up(&relay).await;
        for (id, body) in &*answered.lock().unwrap() {
            assert_eq!(
                reader.read.get(id),
                Some(body),
                "round {round}: {id} was answered with 200"
            );
        }
    }
    assert!(
        !answered.lock().unwrap().is_empty(),
        "there was something to lose"
    );
}

/// Posts until so many were answered, then kills the relay amid the next.
async fn load_and_kill(
    data: &Path,
    made: &Value,
    answered: &Answered,
    enough: usize,
    reader: &mut Reader,
) -> Value {
    let relay = Program::serve(data, &[]);
    let line = relay.line.clone();
    let url = relay.url(made["ingest_path"].as_str().unwrap());
    let count = Arc::new(AtomicUsize::new(0));
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            tokio::spawn(write(
                url.clone(),
                writer,
                Arc::clone(answered),
                Arc::clone(&count),
            ))
        })
        .collect();
    timeout(PATIENCE, async {
        while count.load(Ordering::Relaxed) < enough {
            // A reader in the middle of it all, whose place must stay good over the crash.
            reader.step(&relay, 7).await;
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    })
    .await
    .expect("the relay takes webhooks");
    relay.kill();
    for writer in writers {
        writer.await.unwrap();
    }
    line
}

/// Posts until the relay is gone.
async fn write(url: String, writer: usize, answered: Answered, count: Arc<AtomicUsize>) {
    let client = client();
    for number in 0.. {
        let nonce: u64 = rand::random();
        let body = format!("{writer}/{number}/{nonce}/{}", "x".repeat(number % 5000));
        let Ok(response) = client.post(&url).body(body.clone()).send().await else {
            return;
        };
        let status = response.status();
        let Ok(bytes) = response.bytes().await else {
            return;
        };
        assert_eq!(status, 200, "a healthy relay stores");
        let receipt: Receipt = serde_json::from_slice(&bytes).unwrap();
        answered
            .lock()
            .unwrap()
            .insert(receipt.id.to_string(), body);
        count.fetch_add(1, Ordering::Relaxed);
    }
}

/// A laptop that keeps its place over the crashes.
struct Reader {
    client: reqwest::Client,
    path: String,
    token: String,
    next: Option<String>,
    read: HashMap<String, String>,
}

impl Reader {
    fn new(inbox: &str, device: &Value) -> Self {
        Self {
            client: client(),
            path: format!("/v1/inboxes/{inbox}/events"),
            token: device["token"].as_str().unwrap().to_owned(),
            next: None,
            read: HashMap::new(),
        }
    }

    async fn step(&mut self, relay: &Program, limit: u32) -> bool {
        let after = self
            .next
            .as_ref()
            .map_or(String::new(), |next| format!("&after={next}"));
        let url = relay.url(&format!("{}?limit={limit}{after}", self.path));
        let response = self
            .client
            .get(url)
            .bearer_auth(&self.token)
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 200, "no gap: {after}");
        let page: Page = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
        for event in page.events {
            let body = String::from_utf8(event.body).unwrap();
            let known = self.read.insert(event.id.to_string(), body);
            assert_eq!(
                known, None,
                "no cursor leads back to an event that was read"
            );
        }
        self.next = Some(page.next.to_string());
        page.next == page.head
    }

    async fn catch_up(&mut self, relay: &Program) {
        while !self.step(relay, 500).await {}
    }
}
