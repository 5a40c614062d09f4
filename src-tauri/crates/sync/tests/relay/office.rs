//! A relay at work, and a cache that new laptops begin with.

use crate::events::{SECRET, Webhook};
use feed::relay::{DeviceToken, InboxId};
use ribbon_relay::secret::SigningSecret;
use ribbon_relay::{Pace, StoreConfig};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;
use store::{DbKey, Store};
use tempfile::TempDir;

/// Often enough for a laptop to take its absence for the end of a connection soon.
const HEARTBEAT: Duration = Duration::from_millis(150);

/// A relay, and what is made once for all laptops that read from it.
pub(crate) struct Office {
    relay: ribbon_relay::Running,
    http: reqwest::Client,
    new_cache: PathBuf,
    folder: TempDir,
}

impl Office {
    pub(crate) async fn open() -> Self {
        let folder = folder();
        let store = StoreConfig::Sqlite {
            folder: folder.path().join("relay"),
        };
        let config = ribbon_relay::Config {
            pace: Pace {
                heartbeat: HEARTBEAT,
                ..Pace::default()
            },
            ..ribbon_relay::Config::new(store)
        };
        let relay = ribbon_relay::serve(config).await.unwrap();
        let new_cache = folder.path().join("new.db");
        // Opened once: to make a cache takes longer than all that is done with it here.
        drop(Store::open(&new_cache, key()).unwrap());
        Self {
            relay,
            http: testkit::http::client().unwrap(),
            new_cache,
            folder,
        }
    }

    /// Where the relay listens.
    pub(crate) fn addr(&self) -> SocketAddr {
        self.relay.addr
    }

    /// An empty cache at `path`.
    pub(crate) fn cache(&self, path: &Path) -> Store {
        std::fs::copy(&self.new_cache, path).unwrap();
        Store::open(path, key()).unwrap()
    }

    /// A folder for one laptop.
    pub(crate) fn desk(&self) -> TempDir {
        tempfile::tempdir_in(self.folder.path()).unwrap()
    }

    /// A new inbox with one device, whose token all its laptops use.
    pub(crate) async fn inbox(&self) -> Inbox<'_> {
        let admin = self.relay.admin();
        let secrets = vec![SigningSecret::new(SECRET)];
        let ingest = admin.create_inbox("Acme", secrets, false).await.unwrap();
        let device = admin.create_device(&ingest.inbox, "Ada's").await.unwrap();
        Inbox {
            office: self,
            address: format!("http://{}{}", self.addr(), ingest.ingest_path),
            id: ingest.inbox,
            token: device.token,
        }
    }
}

/// One organisation's log.
pub(crate) struct Inbox<'a> {
    office: &'a Office,
    address: String,
    pub(crate) id: InboxId,
    pub(crate) token: DeviceToken,
}

impl Inbox<'_> {
    /// Posts one after the other; answers the cursor after the last.
    pub(crate) async fn post(&self, webhooks: Vec<Webhook>) -> String {
        for Webhook { body, signature } in webhooks {
            let mut request = self.office.http.post(&self.address).body(body);
            if let Some(signature) = signature {
                request = request.header("X-Ribbon-Signature", signature);
            }
            let answer = request.send().await.unwrap();
            assert!(answer.status().is_success(), "the relay has stored it");
        }
        let inbox = self.office.relay.admin().inbox(&self.id).await.unwrap();
        inbox.head.to_string()
    }
}

fn key() -> DbKey {
    DbKey::from_hex(&"5a".repeat(32)).unwrap()
}

/// In memory where there is such a place: a cut of the power is not what is tested here.
fn folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap()
}
