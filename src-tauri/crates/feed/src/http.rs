//! What every source that calls a server does alike.

use crate::Error;
use bytes::Bytes;
use relay_protocol::sse;
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response};
use std::time::Duration;
use url::Url;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// No longer wait than this is believed.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(60 * 60);

/// A client for one server. Only one on this computer may be called without TLS: a token and
/// candidates' names would cross the network in the clear.
pub(crate) fn client(server: &Url) -> Result<Client, Error> {
    let is_local = match server.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => return Err(Error::bad_url("it names no host")),
    };
    if !(server.scheme() == "https" || server.scheme() == "http" && is_local) {
        return Err(Error::bad_url("it must begin with https://"));
    }
    // An error says that a provider is installed already, which is all that is wanted.
    let _already = rustls::crypto::ring::default_provider().install_default();
    let mut builder = Client::builder()
        .user_agent(concat!("ribbon-desk/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(CONNECT_TIMEOUT)
        .redirect(Policy::none());
    if is_local {
        builder = builder.no_proxy();
    }
    builder.build().map_err(|error| Error::network(&error))
}

/// Sends a request and waits for the head of its answer.
pub(crate) async fn answer(request: RequestBuilder, patience: Duration) -> Result<Response, Error> {
    match tokio::time::timeout(patience, request.send()).await {
        Ok(answer) => answer.map_err(|error| Error::network(&error)),
        Err(_) => Err(Error::Silent),
    }
}

/// What an answer whose status is not a success comes to.
pub(crate) fn refused(answer: &Response) -> Error {
    Error::Status {
        status: answer.status().as_u16(),
        retry_after: retry_after(answer),
    }
}

/// The answer, if it is an event stream.
pub(crate) fn event_stream(answer: Response) -> Result<Response, Error> {
    let kind = answer
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    if kind.is_some_and(|kind| kind.starts_with(sse::CONTENT_TYPE)) {
        return Ok(answer);
    }
    Err(Error::protocol("not an event stream"))
}

/// The next piece of a body, or `None` after the last; silence for longer than `patience` is an error.
pub(crate) async fn next_piece(
    answer: &mut Response,
    patience: Duration,
) -> Result<Option<Bytes>, Error> {
    match tokio::time::timeout(patience, answer.chunk()).await {
        Ok(piece) => piece.map_err(|error| Error::network(&error)),
        Err(_) => Err(Error::Silent),
    }
}

fn retry_after(answer: &Response) -> Option<Duration> {
    let seconds = answer
        .headers()
        .get(RETRY_AFTER)?
        .to_str()
        .ok()?
        .trim()
        .parse()
        .ok()?;
    Some(Duration::from_secs(seconds).min(LONGEST_RETRY_AFTER))
}
