//! Posting one event to one target.

use std::{
    error::Error as _,
    fmt,
    sync::Arc,
    time::{Duration, SystemTime},
};

use relay_protocol::Event;
use reqwest::{
    Response, StatusCode,
    header::{HeaderMap, HeaderName, HeaderValue, RETRY_AFTER, USER_AGENT},
    redirect, retry,
};
use time::OffsetDateTime;
use tokio::time::timeout;

use super::{
    address::{Allowed, NotAllowed, Resolver},
    backoff, sign,
};
use crate::{
    error::{Error, Result},
    secret::SigningSecret,
    store::{Target, TargetUrl},
};

/// Says which event a request carries, the same in every repeat.
const EVENT: HeaderName = HeaderName::from_static("x-ribbon-relay-event");
/// Those of Standard Webhooks.
const ID: HeaderName = HeaderName::from_static("webhook-id");
const TIMESTAMP: HeaderName = HeaderName::from_static("webhook-timestamp");
const SIGNATURE: HeaderName = HeaderName::from_static("webhook-signature");

const CONNECT: Duration = Duration::from_secs(10);
/// The answer's body is read as far as this so that the connection can be used again.
const READ: (usize, Duration) = (64 << 10, Duration::from_secs(1));

/// Posts to one target.
pub(super) struct Client {
    http: reqwest::Client,
    url: TargetUrl,
    allowed: Allowed,
    secret: Option<SigningSecret>,
}

/// Why a target did not take an event.
#[derive(Debug)]
pub(super) enum Failure {
    /// It answered with another status than 2xx.
    Status(StatusCode, Option<Duration>),
    /// It did not answer in time.
    Slow,
    /// It could not be connected to.
    Unreachable,
    /// It is at an address that is not allowed.
    NotAllowed,
    /// The connection broke.
    Broken,
    /// The request could not be made.
    Unsendable,
}

impl Failure {
    /// How long the target asks to be left alone.
    pub(super) fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status(_, wait) => *wait,
            _ => None,
        }
    }

    fn of(error: &reqwest::Error) -> Self {
        let mut cause = error.source();
        while let Some(inner) = cause {
            if inner.is::<NotAllowed>() {
                return Self::NotAllowed;
            }
            cause = inner.source();
        }
        if error.is_timeout() {
            Self::Slow
        } else if error.is_connect() {
            Self::Unreachable
        } else {
            Self::Broken
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status, _) => write!(f, "HTTP {}", status.as_u16()),
            Self::Slow => f.write_str("no answer in time"),
            Self::Unreachable => f.write_str("cannot connect"),
            Self::NotAllowed => f.write_str("the address is not allowed"),
            Self::Broken => f.write_str("the connection broke"),
            Self::Unsendable => f.write_str("the request cannot be made"),
        }
    }
}

impl Client {
    pub(super) fn new(target: &Target, answer: Duration) -> Result<Self> {
        // Only one of the TLS libraries that may be linked in is meant.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let allowed = Allowed::of(target.url.expose(), target.allow_private);
        let http = reqwest::Client::builder()
            .dns_resolver(Arc::new(Resolver(allowed)))
            // A proxy would connect to whatever it likes.
            .no_proxy()
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .no_gzip()
            .referer(false)
            .https_only(allowed != Allowed::Private)
            .connect_timeout(CONNECT)
            .timeout(answer)
            .build()
            .map_err(|error| Error::Tls(error.without_url().to_string()))?;
        Ok(Self {
            http,
            url: target.url.clone(),
            allowed,
            secret: target.secret.clone(),
        })
    }

    /// Posts an event and returns when the target has answered with 2xx.
    pub(super) async fn send(&self, event: &Event, now: OffsetDateTime) -> Result<(), Failure> {
        let url = self.url.expose();
        if !self.allowed.has_host_of(url) {
            return Err(Failure::NotAllowed);
        }
        let headers = self.headers(event, now).map_err(|_| Failure::Unsendable)?;
        let request = self.http.post(url.clone()).headers(headers);
        let response = request
            .body(event.body.clone())
            .send()
            .await
            .map_err(|error| Failure::of(&error))?;
        let status = response.status();
        let wait = wanted_pause(&response);
        finish(response).await;
        if status.is_success() {
            Ok(())
        } else {
            Err(Failure::Status(status, wait))
        }
    }

    /// The kept headers and ours. A header of ours replaces what an earlier relay or the sender
    /// wrote under the same name.
    fn headers(&self, event: &Event, now: OffsetDateTime) -> Result<HeaderMap> {
        let unusable = |_| Error::Corrupt("a kept header".to_owned());
        let mut headers = HeaderMap::new();
        for (name, value) in &event.headers {
            let name = HeaderName::try_from(name.as_str())
                .map_err(|_| Error::Corrupt("a kept header".to_owned()))?;
            let value = HeaderValue::from_bytes(value.as_bytes()).map_err(unusable)?;
            headers.append(name, value);
        }
        if !headers.contains_key(USER_AGENT) {
            let name = concat!("ribbon-relay/", env!("CARGO_PKG_VERSION"));
            headers.insert(USER_AGENT, HeaderValue::from_static(name));
        }
        let id = HeaderValue::from_str(event.id.as_str()).map_err(unusable)?;
        headers.insert(EVENT, id.clone());
        if let Some(secret) = &self.secret {
            let timestamp = now.unix_timestamp();
            let signature = sign::sign(secret, event.id.as_str(), timestamp, &event.body)?;
            headers.insert(ID, id);
            headers.insert(TIMESTAMP, timestamp.into());
            let signature = HeaderValue::from_str(&signature).map_err(unusable)?;
            headers.insert(SIGNATURE, signature);
        }
        Ok(headers)
    }
}

fn wanted_pause(response: &Response) -> Option<Duration> {
    let value = response.headers().get(RETRY_AFTER)?.to_str().ok()?;
    backoff::retry_after(value, SystemTime::now())
}

/// Reads what is left of the answer. The status has decided; nothing here can change that.
async fn finish(mut response: Response) {
    let (most, patience) = READ;
    let mut read = 0;
    let reading = async {
        while let Ok(Some(chunk)) = response.chunk().await {
            read += chunk.len();
            if read > most {
                break;
            }
        }
    };
    if timeout(patience, reading).await.is_err() {
        tracing::debug!("a target is slow to end its answer");
    }
}
