//! Sends webhooks, one attempt each, and remembers what became of every one.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::CONTENT_TYPE;
use serde::Serialize;

use super::{Event, signature::sign};

/// A webhook ready to be sent.
#[derive(Debug, Clone)]
pub(crate) struct Letter {
    event_type: &'static str,
    url: String,
    body: Bytes,
    signature: Option<String>,
}

impl Letter {
    /// The letter for an event of a flow with this address and secret; nothing without an address.
    pub(crate) fn new(event: &Event, url: Option<&str>, secret: Option<&str>) -> Option<Self> {
        let body = serde_json::to_vec(event).ok()?;
        Some(Self {
            event_type: event.name(),
            url: url?.to_owned(),
            signature: secret.and_then(|secret| sign(secret, &body)),
            body: body.into(),
        })
    }
}

/// What became of a webhook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The receiver answered with this HTTP status.
    Status(u16),
    /// No answer came.
    Error(String),
    /// The `drop` fault swallowed it.
    Dropped,
    /// The `reorder` fault holds it back until the next one has been sent.
    Held,
}

/// A webhook as it was sent, in the order of sending.
#[derive(Debug, Clone, Serialize)]
pub struct Sent {
    /// Counts from 0.
    pub sequence: usize,
    /// The event's type.
    pub event_type: String,
    /// Where it went.
    pub url: String,
    /// The very text that was signed.
    pub body: String,
    /// The signature sent along.
    pub signature: Option<String>,
    /// How it was answered.
    pub outcome: Outcome,
}

/// What the faults do to one webhook.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Mishap {
    pub(crate) dropped: bool,
    pub(crate) held: bool,
    pub(crate) doubled: bool,
}

/// The way out.
#[derive(Debug)]
pub(crate) struct Postbox {
    client: reqwest::Client,
    sent: Mutex<Vec<Sent>>,
    held: Mutex<Option<Letter>>,
}

impl Postbox {
    pub(crate) fn new(timeout: Duration) -> Result<Self, reqwest::Error> {
        // A provider another part of the process has installed is as good as ours.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // Receivers are mostly on this machine, where a proxy from the environment would not find them.
        let client = reqwest::Client::builder()
            .no_proxy()
            .timeout(timeout)
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        Ok(Self {
            client,
            sent: Mutex::default(),
            held: Mutex::default(),
        })
    }

    /// Sends one letter, as its mishap has it, and then whatever had been held back.
    pub(crate) async fn post(&self, letter: Letter, mishap: Mishap) -> Outcome {
        if mishap.dropped {
            self.note(&letter, Outcome::Dropped);
            return Outcome::Dropped;
        }
        if mishap.held && self.hold_back(&letter) {
            return Outcome::Held;
        }
        let outcome = self.send(&letter).await;
        if mishap.doubled {
            self.send(&letter).await;
        }
        self.release().await;
        outcome
    }

    /// Sends what was held back.
    pub(crate) async fn release(&self) {
        let held = self
            .held
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(letter) = held {
            self.send(&letter).await;
        }
    }

    /// Keeps a letter until the next one is out. Only one at a time: the next one must overtake it.
    fn hold_back(&self, letter: &Letter) -> bool {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if held.is_some() {
            return false;
        }
        *held = Some(letter.clone());
        true
    }

    /// Every webhook so far, in the order of sending.
    pub(crate) fn sent(&self) -> Vec<Sent> {
        self.sent
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    async fn send(&self, letter: &Letter) -> Outcome {
        let mut request = self
            .client
            .post(&letter.url)
            .header(CONTENT_TYPE, "application/json")
            .body(letter.body.clone());
        if let Some(signature) = &letter.signature {
            request = request.header("X-Ribbon-Signature", signature);
        }
        let outcome = match request.send().await {
            Ok(answer) => Outcome::Status(answer.status().as_u16()),
            Err(error) => Outcome::Error(error.without_url().to_string()),
        };
        tracing::debug!(event = letter.event_type, ?outcome, "webhook sent");
        self.note(letter, outcome.clone());
        outcome
    }

    fn note(&self, letter: &Letter, outcome: Outcome) {
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        let sequence = sent.len();
        sent.push(Sent {
            sequence,
            event_type: letter.event_type.to_owned(),
            url: letter.url.clone(),
            body: String::from_utf8_lossy(&letter.body).into_owned(),
            signature: letter.signature.clone(),
            outcome,
        });
    }
}
