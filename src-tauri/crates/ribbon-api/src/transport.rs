//! One request, one answer: addresses, headers, time-outs, and what each status means.

use crate::body::Body;
use crate::usage::Counters;
use crate::wire::fields::without_bom;
use crate::wire::repair::readable;
use crate::{ApiKey, Error, http, retry_after};
use domain::{Clock, SystemClock};
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_TYPE, DATE, HeaderValue, RETRY_AFTER,
};
use reqwest::redirect::{Attempt, Policy};
use reqwest::{Method, Request, Response, StatusCode};
use serde::Deserialize;
use serde_json::Value;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// The longest error message that is read.
const LONGEST_REFUSAL: usize = 64 * 1024;

/// At most so many details of a refusal are told.
const MOST_DETAILS: usize = 10;

/// Of a refusal's message, so many characters are told.
const LONGEST_MESSAGE: usize = 500;

/// How long to wait for the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// For a connection to stand, TLS included.
    pub connect: Duration,
    /// For the next byte once it stands. A long answer that keeps arriving is never cut off.
    pub read: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            read: Duration::from_secs(30),
        }
    }
}

/// Carries requests to Ribbon and brings the answers: the network, or what stands in its place where
/// a program has to run without one.
pub trait Exchange: Send + Sync {
    /// Sends a request and brings the answer whose headers have arrived, whatever its status.
    fn exchange(&self, request: Request) -> Answer<'_>;
}

/// An answer on its way.
pub type Answer<'a> = Pin<Box<dyn Future<Output = Result<Response, Error>> + Send + 'a>>;

impl Exchange for reqwest::Client {
    fn exchange(&self, request: Request) -> Answer<'_> {
        let answer = self.execute(request);
        Box::pin(async { answer.await.map_err(|error| Error::sending(&error)) })
    }
}

/// Everything needed to send a request.
pub(crate) struct Transport {
    exchange: Arc<dyn Exchange>,
    base: Url,
    authorization: HeaderValue,
    pub(crate) counters: Arc<Counters>,
}

/// A request before it has an address.
pub(crate) struct Call<'a> {
    pub(crate) method: Method,
    /// The path below the base address; each part is escaped.
    pub(crate) path: &'a [&'a str],
    pub(crate) query: Vec<(&'static str, String)>,
    pub(crate) json: Option<Vec<u8>>,
}

impl Transport {
    pub(crate) fn new(base: &Url, key: ApiKey, timeouts: Timeouts) -> Result<Self, Error> {
        let base = checked_base(base)?;
        let mut builder = http::builder(timeouts.connect)
            .read_timeout(timeouts.read)
            .no_gzip()
            .redirect(Policy::custom(same_origin_only));
        if is_loopback(&base) {
            builder = builder.no_proxy();
        }
        // What can fail is finding the system's root certificates.
        let http = builder.build().map_err(|error| Error::no_network(&error))?;
        Self::over(&base, key, Arc::new(http))
    }

    pub(crate) fn over(
        base: &Url,
        key: ApiKey,
        exchange: Arc<dyn Exchange>,
    ) -> Result<Self, Error> {
        Ok(Self {
            exchange,
            base: checked_base(base)?,
            authorization: key.into_header()?,
            counters: Arc::default(),
        })
    }

    /// Sends the request. Every status but 2xx is an error.
    pub(crate) async fn send(&self, call: Call<'_>) -> Result<Body, Error> {
        let url = self.address(call.path, &call.query)?;
        tracing::debug!(method = %call.method, path = url.path(), "asking Ribbon");
        let mut request = Request::new(call.method, url);
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, self.authorization.clone());
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        if let Some(json) = call.json {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            *request.body_mut() = Some(json.into());
        }
        self.counters.asked();
        let response = self.exchange.exchange(request).await?;
        if response.status().is_success() {
            return Body::new(response, Arc::clone(&self.counters));
        }
        Err(self.refusal(response).await)
    }

    fn address(&self, path: &[&str], query: &[(&'static str, String)]) -> Result<Url, Error> {
        let mut url = self.base.clone();
        {
            let mut parts = url.path_segments_mut().map_err(|()| Error::BadUrl {
                why: "it has no path".into(),
            })?;
            parts.pop_if_empty();
            for part in path {
                // These would be dropped silently and the request would mean the whole list.
                if matches!(*part, "" | "." | "..") {
                    return Err(Error::BadUrl {
                        why: format!("{part:?} is not an id"),
                    });
                }
                parts.push(part);
            }
        }
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        Ok(url)
    }

    /// Reads why Ribbon said no.
    async fn refusal(&self, response: Response) -> Error {
        let status = response.status();
        let text = |name| {
            response
                .headers()
                .get(name)
                .and_then(|v: &HeaderValue| v.to_str().ok())
        };
        let retry_after = text(RETRY_AFTER)
            .and_then(|value| retry_after::parse(value, text(DATE), SystemClock.now()));
        if status.is_redirection() {
            return Error::Redirected {
                to: target_host(&response),
            };
        }
        let message = self.message(response).await.unwrap_or_else(|| {
            status
                .canonical_reason()
                .unwrap_or("no reason given")
                .to_owned()
        });
        match status {
            StatusCode::UNAUTHORIZED => Error::WrongKey,
            StatusCode::FORBIDDEN => Error::Forbidden { message },
            StatusCode::NOT_FOUND => Error::NotFound { message },
            StatusCode::TOO_MANY_REQUESTS => Error::RateLimited { retry_after },
            StatusCode::REQUEST_TIMEOUT => Error::Timeout,
            status if status.is_client_error() => Error::Refused {
                status: status.as_u16(),
                message,
            },
            status => Error::Server {
                status: status.as_u16(),
                retry_after,
                message,
            },
        }
    }

    /// What the documented error object says: `message`, or the details in `errors` of a 422.
    async fn message(&self, response: Response) -> Option<String> {
        let body = Body::new(response, Arc::clone(&self.counters)).ok()?;
        let bytes = body.all(LONGEST_REFUSAL).await.ok()?;
        refusal_message(&bytes)
    }
}

/// The message of an error's body: `{code, status, message}`, or `{code, status, errors}` with an
/// object of details.
fn refusal_message(bytes: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct Refusal {
        message: Option<Value>,
        errors: Option<Value>,
    }
    let repaired = readable(without_bom(bytes));
    let refusal: Refusal = serde_json::from_str(&repaired.text).ok()?;
    let message = refusal.message.as_ref().and_then(Value::as_str);
    if let Some(message) = message.filter(|message| !message.trim().is_empty()) {
        return Some(shortened(message.trim()));
    }
    let mut details = Vec::new();
    flatten(&refusal.errors?, "", &mut details);
    details.truncate(MOST_DETAILS);
    (!details.is_empty()).then(|| shortened(&details.join("; ")))
}

fn shortened(message: &str) -> String {
    match message.char_indices().nth(LONGEST_MESSAGE) {
        Some((end, _)) => format!("{}…", message.get(..end).unwrap_or(message)),
        None => message.to_owned(),
    }
}

/// Lists each text in `value` behind the names that lead to it.
fn flatten(value: &Value, name: &str, details: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (member, value) in members {
                let name = match name {
                    "" => member.clone(),
                    name => format!("{name}.{member}"),
                };
                flatten(value, &name, details);
            }
        }
        Value::Array(values) => values
            .iter()
            .for_each(|value| flatten(value, name, details)),
        Value::Null => {}
        other => {
            let text = other
                .as_str()
                .map_or_else(|| other.to_string(), str::to_owned);
            details.push(match name {
                "" => text,
                name => format!("{name}: {text}"),
            });
        }
    }
}

/// The key goes over the network only under TLS; plain HTTP is for a stand-in on this computer.
fn checked_base(base: &Url) -> Result<Url, Error> {
    let why = match base.scheme() {
        _ if base.host().is_none() || base.cannot_be_a_base() => "it names no host",
        _ if !base.username().is_empty() || base.password().is_some() => "it holds a password",
        "https" => return Ok(bare(base)),
        "http" if is_loopback(base) => return Ok(bare(base)),
        "http" => "plain http is for this computer only; use https",
        _ => "it is neither https nor http",
    };
    Err(Error::BadUrl { why: why.into() })
}

fn bare(base: &Url) -> Url {
    let mut base = base.clone();
    base.set_query(None);
    base.set_fragment(None);
    base
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Follows a few redirects within one origin; the answer to any other is the redirect itself.
fn same_origin_only(attempt: Attempt<'_>) -> reqwest::redirect::Action {
    let same = attempt
        .previous()
        .first()
        .is_some_and(|first| first.origin() == attempt.url().origin());
    if same && attempt.previous().len() <= 3 {
        attempt.follow()
    } else {
        attempt.stop()
    }
}

fn target_host(response: &Response) -> String {
    response
        .headers()
        .get("location")
        .and_then(|value| value.to_str().ok())
        .and_then(|target| response.url().join(target).ok())
        .and_then(|target| target.host_str().map(str::to_owned))
        .unwrap_or_else(|| "nowhere".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_of_a_refusal_become_one_short_message() {
        for (body, expected) in [
            (
                r#"{"errors":{"query":{"limit":["Too large.","Not odd."]},"title":"Needed."}}"#,
                Some("query.limit: Too large.; query.limit: Not odd.; title: Needed."),
            ),
            (
                r#"{"message":" ","errors":{"json":["Bad."]}}"#,
                Some("json: Bad."),
            ),
            ("\u{feff}{\"message\":\"No \\ud83d\"}", Some("No \u{fffd}")),
            (r#"{"message":null,"errors":{}}"#, None),
            (r#"{"code":422}"#, None),
            ("<html>", None),
        ] {
            let message = refusal_message(body.as_bytes());
            assert_eq!(message.as_deref(), expected, "{body}");
        }
        let details: Vec<String> = (0..50).map(|nth| format!("\"d{nth}\"")).collect();
        let many = format!(r#"{{"errors":[{}]}}"#, details.join(","));
        let message = refusal_message(many.as_bytes()).unwrap();
        assert!(message.ends_with("; d9"), "ten are told: {message}");
        let long = format!(r#"{{"message":"{}"}}"#, "ä".repeat(2_000));
        let message = refusal_message(long.as_bytes()).unwrap();
        assert_eq!(message.chars().count(), 501, "and an ellipsis");
    }
}
