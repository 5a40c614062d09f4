//! The relay as a test or the demonstration plays it: the real program with one inbox.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, ensure};
use relay_protocol::{Event, InboxId, MAX_LIMIT, Page};
use reqwest::Client;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tokio::process::Command;

use crate::processes::Process;
use crate::{http, programs};

const START: Duration = Duration::from_secs(30);

/// One organisation's log at a running `ribbon-relay`.
#[derive(Debug)]
pub struct Inbox {
    id: InboxId,
    relay: SocketAddr,
    data: PathBuf,
    ingest_path: String,
    http: Client,
    /// Reads the log beside the laptops.
    token: String,
}

#[derive(Debug, Deserialize)]
struct Serving {
    listening: SocketAddr,
}

#[derive(Debug, Deserialize)]
struct Made {
    inbox: InboxId,
    ingest_path: String,
}

#[derive(Debug, Deserialize)]
struct Device {
    token: String,
}

/// Starts a relay on a free port whose data and log lie in `folder`. What is posted into its one
/// inbox must be signed with `secret`.
///
/// # Errors
/// When it is not built or does not get ready.
pub async fn start(folder: &Path, secret: &str) -> anyhow::Result<(Process, Inbox)> {
    let data = folder.join("relay");
    let mut command = Command::new(programs::built("ribbon-relay")?);
    command.args(["serve", "--listen", "127.0.0.1:0", "--data"]);
    command.arg(&data);
    let log = folder.join("ribbon-relay.log");
    let (process, line) =
        Process::start_and_read_line("ribbon-relay", command, &log, START).await?;
    let serving: Serving = serde_json::from_str(&line)
        .with_context(|| format!("ribbon-relay said {line:?} instead of where it listens"))?;

    let secret_file = folder.join("webhook-secret");
    std::fs::write(&secret_file, secret).context("writing the webhooks' secret")?;
    let secret_file = secret_file.to_string_lossy();
    let create = ["inbox", "create", "Demo", "--require-signature"];
    let made: Made = admin(
        &data,
        &[&create[..], &["--secret-file", &secret_file]].concat(),
    )
    .await?;
    let mut inbox = Inbox {
        id: made.inbox,
        relay: serving.listening,
        data,
        ingest_path: made.ingest_path,
        http: http::client()?,
        token: String::new(),
    };
    inbox.token = inbox.add_device("who compares").await?;
    Ok((process, inbox))
}

impl Inbox {
    /// Its name.
    #[must_use]
    pub fn id(&self) -> &InboxId {
        &self.id
    }

    /// Where its relay listens.
    #[must_use]
    pub fn relay(&self) -> SocketAddr {
        self.relay
    }

    /// The path to post webhooks to.
    #[must_use]
    pub fn ingest_path(&self) -> &str {
        &self.ingest_path
    }

    /// Where webhooks are posted.
    #[must_use]
    pub fn ingest_url(&self) -> String {
        format!("http://{}{}", self.relay, self.ingest_path)
    }

    /// Where a laptop reads it that reaches its relay at `relay`.
    #[must_use]
    pub fn url_by(&self, relay: SocketAddr) -> String {
        format!("http://{relay}/v1/inboxes/{}", self.id)
    }

    /// Lets another laptop in; gives its token.
    ///
    /// # Errors
    /// When the relay's command line refuses.
    pub async fn add_device(&self, name: &str) -> anyhow::Result<String> {
        let create = ["device", "create", self.id.as_str(), name];
        let device: Device = admin(&self.data, &create).await?;
        Ok(device.token)
    }

    /// Everything that it has accepted, oldest first.
    ///
    /// # Errors
    /// When the relay does not answer.
    pub async fn log(&self) -> anyhow::Result<Vec<Event>> {
        let mut events = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let page = self.page(after.as_deref()).await?;
            let is_end = page.next == page.head;
            events.extend(page.events);
            if is_end {
                return Ok(events);
            }
            after = Some(page.next.to_string());
        }
    }

    async fn page(&self, after: Option<&str>) -> anyhow::Result<Page> {
        let url = format!("http://{}/v1/inboxes/{}/events", self.relay, self.id);
        let request = self
            .http
            .get(url)
            .bearer_auth(&self.token)
            .query(&[("limit", MAX_LIMIT)])
            .query(&after.map(|after| [("after", after)]));
        let answer = http::json(request).await;
        let answer = answer.context("the relay does not hand out its log")?;
        serde_json::from_value(answer).context("the relay's log is unreadable")
    }
}

/// Runs a command of the relay's operator beside the running relay.
async fn admin<T: DeserializeOwned>(data: &Path, arguments: &[&str]) -> anyhow::Result<T> {
    let mut command = Command::new(programs::built("ribbon-relay")?);
    command.args(arguments).arg("--data").arg(data);
    let output = command
        .output()
        .await
        .context("cannot start ribbon-relay")?;
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(
        output.status.success(),
        "ribbon-relay {arguments:?}: {errors}"
    );
    serde_json::from_slice(&output.stdout)
        .with_context(|| format!("ribbon-relay {arguments:?} printed something else"))
}
