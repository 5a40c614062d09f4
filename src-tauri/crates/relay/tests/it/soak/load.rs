//! Writers that never rest, and what they were told.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use relay_protocol::Receipt;
use tokio::{sync::watch, task::JoinSet, time::timeout};
use tokio_util::sync::CancellationToken;

use crate::support::client;

/// Writers to each relay.
const WRITERS: usize = 8;
/// Servers that lost one of their number may take their time to agree on a leader.
const PATIENCE: Duration = Duration::from_secs(120);

/// What was answered with 200: the event's id, and the body that was sent.
pub(super) type Answered = HashMap<String, String>;

/// Posts until it is told to stop.
pub(super) struct Load {
    shared: Arc<Shared>,
    writers: JoinSet<()>,
}

#[derive(Default)]
struct Shared {
    answered: Mutex<Answered>,
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
    pub(super) async fn stop(self) -> Answered {
        self.shared.stop.cancel();
        self.writers.join_all().await;
        let mut answered = self.shared.answered.lock().unwrap();
        std::mem::take(&mut *answered)
    }
}

/// Posts until it is told to stop, or the relay is gone.
async fn write(url: &str, shared: &Shared) {
    let client = client();
    while !shared.stop.is_cancelled() {
        let nonce: u64 = rand::random();
        let body = format!("{nonce}/{}", "x".repeat(nonce as usize % 2000));
        let Ok(response) = client.post(url).body(body.clone()).send().await else {
            return;
        };
        let status = response.status();
        let Ok(bytes) = response.bytes().await else {
            return;
        };
        if status == 503 {
            // Said, not stored: the sender knows.
            continue;
        }
        assert_eq!(status, 200, "{}", String::from_utf8_lossy(&bytes));
        let receipt: Receipt = serde_json::from_slice(&bytes).unwrap();
        let known = shared
            .answered
            .lock()
            .unwrap()
            .insert(receipt.id.to_string(), body);
        assert_eq!(known, None, "every webhook gets a name of its own");
        shared.count.send_modify(|count| *count += 1);
    }
}
