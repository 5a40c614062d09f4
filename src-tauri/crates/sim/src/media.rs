//! Recordings over HTTP, with ranges. Their addresses need no key: like signed addresses they are
//! unguessable, and perish when the recording is revoked.

use std::ops::Range;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{
    ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, IF_RANGE, RANGE,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::stream;

use crate::api::Refusal;
use crate::faults::FaultKind;
use crate::ids::InterviewId;
use crate::recording::{Recording, Video, Wav};
use crate::shared::App;
use crate::world::Interview;

/// How much of a recording is computed at once.
const CHUNK: usize = 64 * 1024;

/// A recording's address; `host` is how the client reached us.
pub(crate) fn address(host: &str, token: &str, file: &str) -> String {
    format!("{host}/media/{token}/{file}")
}

/// `GET /media/{token}/{interview_id}.wav` or `.webm`.
pub(crate) async fn serve(
    State(app): State<App>,
    Path((token, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    if app.faults().strikes(FaultKind::Media403) {
        return refuse(StatusCode::FORBIDDEN, "This address has expired.");
    }
    let recording = if token == app.media_token {
        find(&app, &file)
    } else {
        None
    };
    match recording {
        Some(recording) => send(recording, &headers, &file),
        None => refuse(StatusCode::NOT_FOUND, "There is no such recording."),
    }
}

fn refuse(status: StatusCode, message: &str) -> Response {
    Refusal::new(status, message).into_response()
}

fn find(app: &App, file: &str) -> Option<Arc<dyn Recording>> {
    let (id, ending) = file.split_once('.')?;
    let interview = app.world().interview(InterviewId::parse(id)?)?.clone();
    match ending {
        "wav" if interview.has_audio() => Some(Arc::new(audio(app.config.seed, &interview))),
        "webm" if interview.has_video() => Some(Arc::new(video(app.config.seed, &interview))),
        _ => None,
    }
}

/// The sound of an interview.
pub(crate) fn audio(seed: u64, interview: &Interview) -> Wav {
    Wav::new(&interview.conversation(seed), interview.hertz())
}

/// The picture and sound of an interview.
fn video(seed: u64, interview: &Interview) -> Video {
    Video::new(&interview.conversation(seed), interview.hertz())
}

fn send(recording: Arc<dyn Recording>, headers: &HeaderMap, file: &str) -> Response {
    let whole = recording.len();
    let tag = format!("\"{file}-{whole}\"");
    let asked = headers.get(RANGE).and_then(|value| value.to_str().ok());
    // Another version's range would not fit this one: then the whole is sent.
    let same = headers
        .get(IF_RANGE)
        .is_none_or(|value| value.as_bytes() == tag.as_bytes());
    let (status, range) = match asked.filter(|_| same).map(|text| read_range(text, whole)) {
        None | Some(Asked::Whole) => (StatusCode::OK, 0..whole),
        Some(Asked::Part(range)) => (StatusCode::PARTIAL_CONTENT, range),
        Some(Asked::Outside) => {
            let mut answer = refuse(StatusCode::RANGE_NOT_SATISFIABLE, "The range is outside.");
            put(&mut answer, CONTENT_RANGE, &format!("bytes */{whole}"));
            return answer;
        }
    };
    let mime = recording.mime();
    let mut answer = Response::new(body(recording, range.clone()));
    *answer.status_mut() = status;
    put(&mut answer, CONTENT_TYPE, mime);
    put(&mut answer, ACCEPT_RANGES, "bytes");
    put(&mut answer, ETAG, &tag);
    put(
        &mut answer,
        CONTENT_LENGTH,
        &(range.end - range.start).to_string(),
    );
    if status == StatusCode::PARTIAL_CONTENT {
        let last = range.end.saturating_sub(1);
        put(
            &mut answer,
            CONTENT_RANGE,
            &format!("bytes {}-{last}/{whole}", range.start),
        );
    }
    answer
}

fn put(answer: &mut Response, name: axum::http::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        answer.headers_mut().insert(name, value);
    }
}

fn body(recording: Arc<dyn Recording>, range: Range<u64>) -> Body {
    let Range { start, end } = range;
    let chunks = (start..end).step_by(CHUNK).map(move |at| {
        Ok::<_, std::convert::Infallible>(recording.bytes(at, end.min(at + CHUNK as u64)))
    });
    Body::from_stream(stream::iter(chunks))
}

/// What a `Range` header means for a file of this length.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    /// Not understood, or several ranges: the whole may be sent instead.
    Whole,
    Part(Range<u64>),
    Outside,
}

fn read_range(text: &str, whole: u64) -> Asked {
    let Some((first, last)) = text
        .strip_prefix("bytes=")
        .and_then(|spec| spec.split_once('-'))
    else {
        return Asked::Whole;
    };
    let range = match (first.trim().parse::<u64>(), last.trim().parse::<u64>()) {
        (Ok(first), Ok(last)) if first <= last => first..whole.min(last.saturating_add(1)),
        (Ok(first), Err(_)) if last.trim().is_empty() => first..whole,
        (Err(_), Ok(count)) if first.trim().is_empty() => whole.saturating_sub(count)..whole,
        _ => return Asked::Whole,
    };
    if range.start >= range.end {
        Asked::Outside
    } else {
        Asked::Part(range)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_http_defines_them() {
        assert_eq!(
            read_range("bytes=0-9", 100),
            Asked::Part(0..10),
            "both ends are included"
        );
        assert_eq!(
            read_range("bytes=90-", 100),
            Asked::Part(90..100),
            "an open end goes to the end"
        );
        assert_eq!(
            read_range("bytes=-10", 100),
            Asked::Part(90..100),
            "a suffix counts from the end"
        );
        assert_eq!(
            read_range("bytes=90-500", 100),
            Asked::Part(90..100),
            "more than there is, is cut"
        );
        assert_eq!(
            read_range("bytes=100-", 100),
            Asked::Outside,
            "past the end is outside"
        );
        assert_eq!(
            read_range("bytes=-0", 100),
            Asked::Outside,
            "nothing cannot be sent"
        );
        assert_eq!(
            read_range("bytes=5-2", 100),
            Asked::Whole,
            "backwards is no range"
        );
        assert_eq!(
            read_range("bytes=0-1,4-5", 100),
            Asked::Whole,
            "several ranges get the whole"
        );
        assert_eq!(
            read_range("lines=1-2", 100),
            Asked::Whole,
            "another unit gets the whole"
        );
    }
}
