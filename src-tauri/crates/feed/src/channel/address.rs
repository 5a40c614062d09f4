//! Where a channel's events are, and whose channel it is.

use super::Kind;
use super::stream_id::StreamId;
use crate::{Error, http};
use relay_protocol::sse;
use reqwest::header::{ACCEPT, ACCEPT_ENCODING};
use reqwest::{Client, Response};
use std::time::Duration;
use url::Url;

/// How long a server may take to show itself.
const PATIENCE: Duration = Duration::from_secs(15);
/// The folder of gosmee's streams.
const EVENTS: &str = "events";

/// Finds out whose channel this is. Smee streams a channel's events where they are posted, gosmee in
/// a folder beside that.
///
/// # Errors
/// [`Error::BadUrl`], [`Error::Protocol`] when it is neither, or whatever keeps the server from
/// answering: one that is in trouble may have a channel all the same.
pub async fn detect(url: &Url) -> Result<Kind, Error> {
    let client = http::client(url)?;
    let kinds: &[Kind] = if is_in_events(url) {
        &[Kind::Gosmee]
    } else {
        &[Kind::Smee, Kind::Gosmee]
    };
    for kind in kinds {
        match open(&client, &stream(url, *kind)?, None, PATIENCE).await {
            Ok(_) => return Ok(*kind),
            Err(error) if is_elsewhere(&error) => {}
            Err(error) => return Err(error),
        }
    }
    Err(Error::protocol("neither a smee nor a gosmee channel"))
}

/// Whether the answer says that no such channel is here, rather than that it cannot be had now.
fn is_elsewhere(error: &Error) -> bool {
    match error {
        Error::Protocol { .. } => true,
        Error::Status { status, .. } => !matches!(status, 401 | 403 | 408 | 429 | 500..),
        _ => false,
    }
}

/// Where a channel's events are streamed: the same for every way to write its address.
///
/// # Errors
/// [`Error::BadUrl`] when the address names no channel.
pub fn stream(url: &Url, kind: Kind) -> Result<Url, Error> {
    let mut url = url.clone();
    url.set_fragment(None);
    let mut segments = url
        .path_segments_mut()
        .map_err(|()| Error::bad_url("it has no path"))?;
    segments.pop_if_empty();
    drop(segments);
    let channel = match url.path_segments().and_then(|mut path| path.next_back()) {
        Some(channel) if !channel.is_empty() => channel.to_owned(),
        _ => return Err(Error::bad_url("it names no channel")),
    };
    if kind == Kind::Gosmee && !is_in_events(&url) {
        url.path_segments_mut()
            .map_err(|()| Error::bad_url("it has no path"))?
            .pop()
            .push(EVENTS)
            .push(&channel);
    }
    Ok(url)
}

/// Opens the stream, just after an event where the server remembers any.
pub(super) async fn open(
    client: &Client,
    url: &Url,
    after: Option<StreamId>,
    patience: Duration,
) -> Result<Response, Error> {
    // Smee compares `Accept` as a whole. Compression is declined, as it may hold events back.
    let mut request = client
        .get(url.clone())
        .header(ACCEPT, sse::CONTENT_TYPE)
        .header(ACCEPT_ENCODING, "identity");
    if let Some(after) = after {
        request = request.header("last-event-id", after.to_string());
    }
    let answer = http::answer(request, patience).await?;
    if answer.status().is_success() {
        http::event_stream(answer)
    } else {
        Err(http::refused(&answer))
    }
}

fn is_in_events(url: &Url) -> bool {
    let mut path = url.path_segments().into_iter().flatten();
    path.next_back().is_some_and(|channel| !channel.is_empty()) && path.next_back() == Some(EVENTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream_of(url: &str, kind: Kind) -> Result<String, Error> {
        stream(&url.parse().unwrap(), kind).map(String::from)
    }

    #[test]
    fn smee_streams_where_it_is_posted_to_and_gosmee_in_a_folder_beside() {
        let cases = [
            ("https://smee.io/abc", Kind::Smee, "https://smee.io/abc"),
            (
                "https://smee.io/abc/#top",
                Kind::Smee,
                "https://smee.io/abc",
            ),
            (
                "https://g.example/abc",
                Kind::Gosmee,
                "https://g.example/events/abc",
            ),
            (
                "https://g.example/in/abc/",
                Kind::Gosmee,
                "https://g.example/in/events/abc",
            ),
            (
                "https://g.example/events/abc",
                Kind::Gosmee,
                "https://g.example/events/abc",
            ),
            (
                "https://g.example/events",
                Kind::Gosmee,
                "https://g.example/events/events",
            ),
            (
                "https://g.example/abc?k=v",
                Kind::Gosmee,
                "https://g.example/events/abc?k=v",
            ),
        ];
        for (url, kind, expected) in cases {
            assert_eq!(stream_of(url, kind).as_deref(), Ok(expected), "{url}");
        }
    }

    #[test]
    fn an_address_without_a_channel_is_refused() {
        for url in [
            "https://smee.io",
            "https://smee.io/",
            "https://smee.io//",
            "data:x",
        ] {
            for kind in [Kind::Smee, Kind::Gosmee] {
                let refused = stream_of(url, kind);
                assert!(
                    matches!(refused, Err(Error::BadUrl { .. })),
                    "{url}: {refused:?}"
                );
            }
        }
    }
}
