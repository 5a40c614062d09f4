//! A relay in this process, and small hands to call it with.

#[cfg(feature = "nats-tests")]
mod nats;
mod program;
mod receiver;
mod sse;

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use relay_protocol::{DeviceToken, Event, Gap, InboxId, Page};
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use ribbon_relay::{Config, Running, StoreConfig, secret::SigningSecret};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

#[cfg(feature = "nats-tests")]
pub(crate) use self::nats::Nats;
#[cfg(target_os = "linux")]
pub(crate) use self::program::admin_by;
pub(crate) use self::{
    program::{Program, admin, admin_line, refused},
    receiver::{Answer, Received, Receiver},
    sse::{Frame, Stream},
};

/// Long enough for any machine; nothing waits this long unless it is broken.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// A relay with one inbox and one device.
pub(crate) struct Relay {
    pub(crate) running: Running,
    pub(crate) client: Client,
    pub(crate) inbox: InboxId,
    pub(crate) token: DeviceToken,
    pub(crate) ingest_path: String,
    folder: Option<tempfile::TempDir>,
}

impl Relay {
    pub(crate) async fn start() -> Self {
        Self::with(|_| {}).await
    }

    /// A relay with settings of its own.
    pub(crate) async fn with(set: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = StoreConfig::Sqlite {
            folder: folder.path().to_owned(),
        };
        let mut config = Config::new(store);
        set(&mut config);
        Self::run(config, Some(folder)).await
    }

    /// The same on a NATS server.
    #[cfg(feature = "nats-tests")]
    pub(crate) async fn on_nats(nats: &Nats) -> Self {
        let store = StoreConfig::Nats(ribbon_relay::NatsConfig {
            urls: nats.urls(0),
            creds: None,
            replicas: Some(1),
            allow_old: false,
        });
        Self::run(Config::new(store), None).await
    }

    async fn run(mut config: Config, folder: Option<tempfile::TempDir>) -> Self {
        config
            .metrics_listen
            .get_or_insert(SocketAddr::from(([127, 0, 0, 1], 0)));
        let running = ribbon_relay::serve(config).await.unwrap();
        let admin = running.admin();
        let ingest = admin.create_inbox("Acme", Vec::new(), false).await.unwrap();
        let device = admin.create_device(&ingest.inbox, "laptop").await.unwrap();
        Self {
            client: client(),
            inbox: ingest.inbox,
            token: device.token,
            ingest_path: ingest.ingest_path,
            running,
            folder,
        }
    }

    /// Stops the relay in time and gives its folder.
    pub(crate) async fn stop(self) -> Option<tempfile::TempDir> {
        assert!(self.running.shutdown().await, "it stops in time");
        self.folder
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.running.addr)
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.folder.as_ref().unwrap().path().join("relay.db")
    }

    /// Posts a webhook to the relay's own inbox.
    pub(crate) fn post(&self, body: impl Into<reqwest::Body>) -> RequestBuilder {
        self.client.post(self.url(&self.ingest_path)).body(body)
    }

    /// Posts webhooks that are certain to be stored.
    pub(crate) async fn stored(&self, bodies: &[&'static str]) {
        for body in bodies {
            let response = self.post(*body).send().await.unwrap();
            assert_eq!(response.status(), StatusCode::OK, "{body} is stored");
        }
    }

    /// A webhook whose body the relay has begun to wait for.
    pub(crate) async fn begin_webhook(&self, length: usize) -> TcpStream {
        const GO_ON: &[u8] = b"HTTP/1.1 100 Continue\r\n\r\n";
        let mut webhook = TcpStream::connect(self.running.addr).await.unwrap();
        let head = format!(
            "POST {} HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: {length}\r\n\r\n",
            self.ingest_path
        );
        webhook.write_all(head.as_bytes()).await.unwrap();
        let mut told = [0; GO_ON.len()];
        webhook.read_exact(&mut told).await.unwrap();
        assert_eq!(told, GO_ON, "the relay has begun to take it");
        webhook
    }

    /// A request of the relay's own device under its own inbox.
    pub(crate) fn get(&self, rest: &str) -> RequestBuilder {
        let path = format!("/v1/inboxes/{}{rest}", self.inbox);
        self.client
            .get(self.url(&path))
            .bearer_auth(self.token.expose())
    }

    /// Everything that the relay counts.
    pub(crate) async fn metrics(&self) -> String {
        let url = format!("http://{}/metrics", self.running.metrics_addr.unwrap());
        let response = self.client.get(url).send().await.unwrap();
        response.text().await.unwrap()
    }

    /// Waits until the relay has counted this.
    pub(crate) async fn counts(&self, line: &str) {
        let line = format!("ribbon_relay_{line}");
        let counted = async {
            while !self.metrics().await.lines().any(|each| each == line) {
                tokio::task::yield_now().await;
            }
        };
        let outcome = timeout(PATIENCE, counted).await;
        assert!(outcome.is_ok(), "{line} in\n{}", self.metrics().await);
    }

    pub(crate) fn ack(&self, cursor: &str) -> RequestBuilder {
        let path = format!("/v1/inboxes/{}/ack", self.inbox);
        self.client
            .post(self.url(&path))
            .bearer_auth(self.token.expose())
            .body(format!(r#"{{"cursor":"{cursor}"}}"#))
    }

    pub(crate) async fn page(&self, query: &str) -> Page {
        let response = self.get(&format!("/events{query}")).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "events{query}");
        json(response).await
    }

    /// All that is kept, by a reader that knows every reason of a gap.
    pub(crate) async fn all(&self) -> (Vec<Event>, Vec<Gap>) {
        let (mut events, mut gaps) = (Vec::new(), Vec::new());
        let mut after = String::new();
        loop {
            let query = format!("/events?gaps=refused&after={after}");
            let response = self.get(&query).send().await.unwrap();
            if response.status() == StatusCode::GONE {
                let gap: Gap = json(response).await;
                after = gap.oldest.to_string();
                gaps.push(gap);
                continue;
            }
            assert_eq!(response.status(), StatusCode::OK, "{query}");
            let page: Page = json(response).await;
            after = page.next.to_string();
            events.extend(page.events);
            if page.next == page.head {
                return (events, gaps);
            }
        }
    }

    /// Waits until so many gaps are there, and gives all that is kept.
    pub(crate) async fn all_with_gaps(&self, count: usize) -> (Vec<Event>, Vec<Gap>) {
        let reading = async {
            loop {
                let (events, gaps) = self.all().await;
                if gaps.len() >= count {
                    return (events, gaps);
                }
            }
        };
        timeout(PATIENCE, reading)
            .await
            .expect("the gaps are there")
    }

    pub(crate) async fn stream(&self, query: &str) -> Stream {
        Stream::open(self.get(&format!("/events{query}"))).await
    }

    /// Makes the inbox check signatures with this key.
    pub(crate) async fn signed_with(&self, keys: &[&str], required: bool) {
        let keys = keys.iter().map(|key| SigningSecret::new(*key)).collect();
        self.running
            .admin()
            .set_secrets(&self.inbox, keys, Some(required))
            .await
            .unwrap();
    }
}

pub(crate) fn client() -> Client {
    // Another test of this process may have been first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .no_proxy()
        .timeout(PATIENCE)
        .build()
        .unwrap()
}

pub(crate) async fn json<T: serde::de::DeserializeOwned>(response: Response) -> T {
    let bytes = response.bytes().await.unwrap();
    serde_json::from_slice(&bytes)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&bytes)))
}

/// Checks that an answer is a problem document of this status.
pub(crate) async fn assert_problem(response: Response, status: u16, why: &str) {
    assert_eq!(response.status().as_u16(), status, "{why}");
    assert_eq!(
        response.headers()["content-type"],
        "application/problem+json",
        "{why}: an error is a problem document"
    );
    let problem: serde_json::Value = json(response).await;
    assert_eq!(problem["status"], status, "{why}: {problem}");
    assert!(problem["error"].is_string(), "{why}: {problem}");
}

pub(crate) fn bodies(events: &[Event]) -> Vec<String> {
    events
        .iter()
        .map(|event| String::from_utf8(event.body.clone()).unwrap())
        .collect()
}
