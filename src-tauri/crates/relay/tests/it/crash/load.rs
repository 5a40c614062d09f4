//! Writers that never rest, and what they were told.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use relay_protocol::Receipt;
use reqwest::StatusCode;
use tokio::{sync::watch, task::JoinSet, time::timeout};
use tokio_util::sync::CancellationToken;

use super::PATIENCE;
use crate::support::client;

/// Writers to each relay.
const WRITERS: usize = 8;

/// What the writers were told.
#[derive(Default)]
pub(super) struct Told {
    /// What was answered with 200: the event's id, and what was sent.
    pub(super) stored: HashMap<String, Sent>,
    /// How many were answered with 503: not stored, as far as the sender may believe.
    pub(super) refused: usize,
}

/// One webhook of a writer: each posts one after the other and numbers them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sent {
    pub(super) writer: u64,
    pub(super) number: usize,
    pub(super) body: String,
}

/// Posts until it is told to stop.
pub(super) struct Load {
    shared: Arc<Shared>,
    writers: JoinSet<()>,
}

#[derive(Default)]
struct Shared {
    told: Mutex<Told>,
    count: watch::Sender<usize>,
    stop: CancellationToken,
}

impl Load {
    /// Starts to post to all of these addresses.
    pub(super) fn start(urls: &[String]) -> Self {
        let shared = Arc::<Shared>::default();
        let writers = urls.iter().flat_map(|url| {
            (0..WRITERS).map(|_| {
                let (url, shared) = (url.clone(), Arc::clone(&shared));
                async move { write(&url, &shared).await }
            })
        });
        let writers = writers.collect();
        Self { shared, writers }
    }

    /// Waits until so many more were answered with 200.
    pub(super) async fn answers(&self, more: usize) {
        let mut count = self.shared.count.subscribe();
        let enough = *count.borrow() + more;
        timeout(PATIENCE, count.wait_for(|count| *count >= enough))
            .await
            .expect("webhooks are taken again")
            .unwrap();
    }

    /// Lets every writer hear its last answer.
    pub(super) async fn stop(self) -> Told {
        self.shared.stop.cancel();
        self.writers.join_all().await;
        std::mem::take(&mut *self.shared.told.lock().unwrap())
    }
}

/// Posts until it is told to stop, or the relay is gone.
async fn write(url: &str, shared: &Shared) {
    let client = client();
    let writer: u64 = rand::random();
    for number in 0.. {
        if shared.stop.is_cancelled() {
            return;
        }
        let padding = rand::random::<u64>() as usize % 2000;
        let body = format!("{writer}/{number}/{}", "x".repeat(padding));
        let Ok(response) = client.post(url).body(body.clone()).send().await else {
            return;
        };
        let status = response.status();
        let Ok(bytes) = response.bytes().await else {
            return;
        };
        if status == StatusCode::SERVICE_UNAVAILABLE {
            shared.told.lock().unwrap().refused += 1;
            continue;
        }
        assert_eq!(status, 200, "{}", String::from_utf8_lossy(&bytes));
        let receipt: Receipt = serde_json::from_slice(&bytes).unwrap();
        let sent = Sent {
            writer,
            number,
            body,
        };
        let mut told = shared.told.lock().unwrap();
        let known = told.stored.insert(receipt.id.to_string(), sent);
        assert_eq!(known, None, "every webhook gets a name of its own");
        shared.count.send_modify(|count| *count += 1);
    }
}
