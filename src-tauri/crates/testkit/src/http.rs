//! HTTP to the programs that a test started itself: plain, on this machine, never through a proxy.

use std::time::Duration;

use anyhow::{Context, bail};
use reqwest::{Client, RequestBuilder};
use serde_json::Value;

/// Longer than any of those programs takes for an answer, shorter than a test's limit.
const PATIENCE: Duration = Duration::from_secs(60);

/// A client for calls on this machine.
///
/// # Errors
/// When the TLS library, which is not used but must be there, cannot be set up.
pub fn client() -> anyhow::Result<Client> {
    // Fails when somebody installed one before, which is just as well.
    rustls::crypto::ring::default_provider()
        .install_default()
        .ok();
    Client::builder()
        .no_proxy()
        .timeout(PATIENCE)
        .build()
        .context("setting up the HTTP client")
}

/// Sends the request and reads the JSON answer; an empty answer reads as `null`.
///
/// # Errors
/// When there is no answer, it is not a success, or it is not JSON. The message quotes it.
pub async fn json(request: RequestBuilder) -> anyhow::Result<Value> {
    let response = request.send().await.context("no answer")?;
    let status = response.status();
    let text = response.text().await.context("the answer broke off")?;
    if !status.is_success() {
        bail!("{status}: {text}");
    }
    if text.is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_str(&text).with_context(|| format!("not JSON: {text}"))
}
