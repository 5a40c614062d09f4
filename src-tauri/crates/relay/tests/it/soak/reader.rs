//! A laptop that keeps its place, whichever relay it reads from.

use std::{collections::HashMap, time::Duration};

use relay_protocol::{DeviceToken, InboxId, Page};
use tokio::time::timeout;

use super::load::Answered;
use crate::support::{Program, client};

/// Servers that lost one of their number may take their time to agree on a leader.
const PATIENCE: Duration = Duration::from_secs(120);

/// Reads on from where it is.
pub(super) struct Reader {
    client: reqwest::Client,
    path: String,
    token: DeviceToken,
    next: Option<String>,
    /// Every event that was read: its id and its body.
    pub(super) read: HashMap<String, String>,
}

impl Reader {
    pub(super) fn new(inbox: &InboxId, token: DeviceToken) -> Self {
        Self {
            client: client(),
            path: format!("/v1/inboxes/{inbox}/events?limit=500"),
            token,
            next: None,
            read: HashMap::new(),
        }
    }

    /// Reads one page; answers whether that was the end of the log. A store without a leader says so
    /// with 503, and nothing was read.
    pub(super) async fn step(&mut self, relay: &Program) -> bool {
        let after = self
            .next
            .as_ref()
            .map_or(String::new(), |next| format!("&after={next}"));
        let response = self
            .client
            .get(relay.url(&format!("{}{after}", self.path)))
            .bearer_auth(self.token.expose())
            .send()
            .await
            .unwrap();
        if response.status() == 503 {
            return false;
        }
        assert_eq!(response.status(), 200, "no gap, and no stranger: {after}");
        let page: Page = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
        for event in page.events {
            let body = String::from_utf8(event.body).unwrap();
            let known = self.read.insert(event.id.to_string(), body);
            assert_eq!(known, None, "{} is stored and given once", event.id);
        }
        self.next = Some(page.next.to_string());
        page.next == page.head
    }

    pub(super) async fn catch_up(&mut self, relay: &Program) {
        timeout(PATIENCE, async { while !self.step(relay).await {} })
            .await
            .expect("the log has an end");
    }

    pub(super) fn assert_has(&self, answered: &Answered, when: &str) {
        assert!(!answered.is_empty(), "{when}: there was something to lose");
        for (id, body) in answered {
            assert_eq!(
                self.read.get(id),
                Some(body),
                "{when}: {id} was answered with 200"
            );
        }
    }
}
