//! The simulated Ribbon as a test plays it: what happens there, and what goes wrong.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use anyhow::Context;
use reqwest::Client;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::process::Command;

use crate::processes::Process;
use crate::{http, programs};

const START: Duration = Duration::from_secs(30);

/// A running `ribbon-sim`.
#[derive(Debug)]
pub struct Simulator {
    process: Process,
    http: Client,
    ready: Ready,
}

#[derive(Debug, Deserialize)]
struct Ready {
    listening: String,
    api_key: String,
}

impl Simulator {
    /// Starts the simulator on a free port with the given further arguments of its `serve`; its
    /// log lies in `folder`.
    ///
    /// # Errors
    /// When it is not built or does not get ready.
    pub async fn start(folder: &Path, arguments: &[&str]) -> anyhow::Result<Self> {
        let mut command = Command::new(programs::built("ribbon-sim")?);
        command
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments);
        let log = folder.join("ribbon-sim.log");
        let (process, line) =
            Process::start_and_read_line("ribbon-sim", command, &log, START).await?;
        let ready = serde_json::from_str(&line)
            .with_context(|| format!("ribbon-sim said {line:?} instead of where it listens"))?;
        Ok(Self {
            process,
            http: http::client()?,
            ready,
        })
    }

    /// The base URL of its API.
    #[must_use]
    pub fn url(&self) -> String {
        let address = self.ready.listening.trim_start_matches("http://");
        format!("http://{address}")
    }

    /// Where its API listens.
    ///
    /// # Errors
    /// When it said so in a way that is not understood.
    pub fn addr(&self) -> anyhow::Result<SocketAddr> {
        let address = self.ready.listening.trim_start_matches("http://");
        let addr = address.trim_end_matches('/').parse();
        addr.with_context(|| format!("{address} is no address"))
    }

    /// The key that its API takes.
    #[must_use]
    pub fn api_key(&self) -> &str {
        &self.ready.api_key
    }

    /// Sends all webhooks from here on to `url`, signed with `secret`.
    ///
    /// # Errors
    /// When the simulator refuses.
    pub async fn send_webhooks_to(&self, url: &str, secret: &str) -> anyhow::Result<()> {
        let target = json!({"url": url, "secret": secret});
        self.control("webhook", &target).await.map(|_| ())
    }

    /// Sends no webhooks from here on.
    ///
    /// # Errors
    /// When the simulator refuses.
    pub async fn send_no_webhooks(&self) -> anyhow::Result<()> {
        self.control("webhook", &json!({})).await.map(|_| ())
    }

    /// Makes a control call: `complete`, `video`, `status`, `faults` and their like.
    ///
    /// # Errors
    /// When the simulator refuses; its answer is quoted.
    pub async fn control(&self, call: &str, body: &Value) -> anyhow::Result<Value> {
        let url = format!("{}/sim/{call}", self.url());
        http::json(self.http.post(url).json(body))
            .await
            .with_context(|| format!("ribbon-sim's {call} with {body}"))
    }

    /// Asks its API, as documented by Ribbon, such as `v1/interviews?limit=100`.
    ///
    /// # Errors
    /// When it refuses.
    pub async fn api(&self, call: &str) -> anyhow::Result<Value> {
        let request = self.http.get(format!("{}/{call}", self.url()));
        http::json(request.bearer_auth(self.api_key()))
            .await
            .with_context(|| format!("ribbon-sim's {call}"))
    }

    /// Everything there is in the simulated Ribbon.
    ///
    /// # Errors
    /// When the simulator does not answer.
    pub async fn truth(&self) -> anyhow::Result<Value> {
        let url = format!("{}/sim/truth", self.url());
        http::json(self.http.get(url))
            .await
            .context("ribbon-sim's truth")
    }

    /// Takes Ribbon off the net: its address answers nothing from here on.
    ///
    /// # Errors
    /// When the process cannot be ended.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        self.process.kill().await
    }
}
