//! Answers from the cache, a chunk at a time.

use super::range::{self, Asked};
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, TryStreamExt, stream};
use std::io;
use std::sync::Arc;
use store::Store;
use store::table::media::{self, CHUNK, Recording};

/// The answer to a request for a recording that is wholly in the cache.
pub(super) fn from_cache(
    store: Arc<Store>,
    recording: &Recording,
    headers: &HeaderMap,
) -> Response {
    let total = recording.total_bytes;
    let (status, first, last) = match range::asked(headers, total) {
        Asked::All if total == 0 => return StatusCode::NO_CONTENT.into_response(),
        Asked::All => (StatusCode::OK, 0, total - 1),
        Asked::Part(first, last) => (StatusCode::PARTIAL_CONTENT, first, last),
        Asked::Impossible => {
            let range = [(header::CONTENT_RANGE, format!("bytes */{total}"))];
            return (StatusCode::RANGE_NOT_SATISFIABLE, range).into_response();
        }
    };
    let mut answer = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, &recording.content_type)
        .header(header::CONTENT_LENGTH, last - first + 1)
        .header(header::ACCEPT_RANGES, "bytes")
        .header(header::CACHE_CONTROL, "no-store");
    if status == StatusCode::PARTIAL_CONTENT {
        answer = answer.header(
            header::CONTENT_RANGE,
            format!("bytes {first}-{last}/{total}"),
        );
    }
    answer
        .body(body(store, recording.id, first, last))
        .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// The bytes from `first` to `last`, read one chunk ahead of the player.
fn body(store: Arc<Store>, id: i64, first: u64, last: u64) -> Body {
    let size = CHUNK as u64;
    let chunks = stream::iter(first / size..=last / size).then(move |idx| {
        let store = Arc::clone(&store);
        async move {
            let read = move || store.read(|connection| media::chunk(connection, id, idx));
            let bytes = tokio::task::spawn_blocking(read)
                .await
                .map_err(io::Error::other)?
                .map_err(io::Error::other)?
                .ok_or_else(|| io::Error::other("a chunk is missing"))?;
            let begin = idx * size;
            let from = usize::try_from(first.saturating_sub(begin)).unwrap_or(0);
            let to = usize::try_from(last + 1 - begin)
                .unwrap_or(usize::MAX)
                .min(bytes.len());
            Ok::<_, io::Error>(Bytes::from(bytes).slice(from.min(to)..to))
        }
    });
    Body::from_stream(chunks.inspect_err(|error| tracing::error!(%error, "a recording breaks off")))
}
