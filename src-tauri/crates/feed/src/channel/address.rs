//! Where a channel's events are, and whose channel it is.

use super::stream_id::StreamId;
use super::{Kind, event};
use crate::sse::Parser;
use crate::{Error, http};
use relay_protocol::sse;
use reqwest::header::{ACCEPT, ACCEPT_ENCODING};
use reqwest::{Client, Response};
use sha2::{Digest, Sha256};
use std::time::Duration;
use url::Url;

/// How long a server may take to show itself.
const PATIENCE: Duration = Duration::from_secs(15);
/// The folder of gosmee's streams.
const EVENTS: &str = "events";
/// No greeting is longer.
const LONGEST_GREETING: usize = 4 * 1024;
/// What is kept of a hash: too many to meet twice, too few to guess an address by.
const HASH_BYTES: usize = 8;

/// Finds out whose channel this is. Smee streams a channel's events where they are posted, gosmee in
/// a folder beside that. What answers there is asked, whatever the address looks like: a server
/// shows itself by the words with which it greets.
///
/// # Errors
/// [`Error::BadUrl`], [`Error::Protocol`] when it is neither, or whatever keeps the server from
/// answering: one that is in trouble may have a channel all the same.
pub async fn detect(url: &Url) -> Result<Kind, Error> {
    let client = http::client(url)?;
    let here = stream(url, Kind::Smee)?;
    let beside = stream(url, Kind::Gosmee)?;
    let is_only_here = here == beside;
    for place in [here].into_iter().chain((!is_only_here).then_some(beside)) {
        match greeted(&client, &place).await {
            Ok(kind) if stream(url, kind)? == place => return Ok(kind),
            Ok(_) => {}
            Err(error) if is_elsewhere(&error) => {}
            Err(error) => return Err(error),
        }
    }
    Err(Error::protocol("neither a smee nor a gosmee channel"))
}

/// Whose greeting a stream begins with.
async fn greeted(client: &Client, place: &Url) -> Result<Kind, Error> {
    let mut answer = open(client, place, None, PATIENCE).await?;
    let mut parser = Parser::new(LONGEST_GREETING);
    let first = async {
        while let Some(piece) = http::next_piece(&mut answer, PATIENCE).await? {
            if let Some(frame) = parser.push(&piece).into_iter().next() {
                return Ok::<_, Error>(event::greeting(&frame));
            }
        }
        Ok(None)
    };
    // Signs of life without a word do not prolong it.
    let kind = tokio::time::timeout(PATIENCE, first)
        .await
        .map_err(|_| Error::Silent)??;
    kind.ok_or_else(|| Error::protocol("an event stream, but not that of a channel"))
}

/// The name of a channel as a source: its address must not stand where the name does, for whoever
/// knows the address can read along. It is the same for every way to write the address.
///
/// # Errors
/// [`Error::BadUrl`] when the address names no channel.
pub fn source(url: &Url, kind: Kind) -> Result<String, Error> {
    let place = stream(url, kind)?;
    let hash = hex::encode(Sha256::digest(place.as_str()));
    let hash: String = hash.chars().take(2 * HASH_BYTES).collect();
    Ok(format!("{}:{hash}", kind.as_str()))
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
    fn a_source_is_named_without_its_address_and_alike_however_that_is_written() {
        let name = |url: &str, kind| source(&url.parse().unwrap(), kind).unwrap();
        let smee = name("https://smee.io/AbCdEf123456", Kind::Smee);
        assert_eq!(smee, name("https://smee.io/AbCdEf123456/#x", Kind::Smee));
        assert_ne!(smee, name("https://smee.io/AbCdEf123457", Kind::Smee));
        let hash = smee.strip_prefix("smee:").unwrap();
        assert_eq!(hash.len(), 16, "the kind and a hash: {smee}");
        assert!(hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{smee}");
        let posted_to = name("https://g.example/abc", Kind::Gosmee);
        let read_from = name("https://g.example/events/abc", Kind::Gosmee);
        assert_eq!(posted_to, read_from, "one channel");
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
