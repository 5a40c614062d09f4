//! Recordings that are not in the cache yet: played from Ribbon and put into the cache meanwhile.

use super::Source;
use super::answer;
use crate::desk::sample;
use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{Clock, Interview, InterviewField, InterviewId, SystemClock};
use futures_util::StreamExt;
use ribbon_api::{Item, Transcript};
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::table::{interview, media, pipeline};
use store::{Store, Tx};

const CONNECT: Duration = Duration::from_secs(10);
/// Headers of Ribbon's answer that the player needs.
const PASSED_ON: [header::HeaderName; 4] = [
    header::CONTENT_TYPE,
    header::CONTENT_LENGTH,
    header::CONTENT_RANGE,
    header::ACCEPT_RANGES,
];

/// Which recording.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Wanted {
    pub(super) interview: InterviewId,
    pub(super) kind: String,
}

/// Fetches recordings, each once at a time.
pub(super) struct Fetcher {
    http: reqwest::Client,
    under_way: Arc<Mutex<HashSet<Wanted>>>,
}

impl Default for Fetcher {
    fn default() -> Self {
        Self {
            http: ribbon_api::plain_http(CONNECT),
            under_way: Arc::default(),
        }
    }
}

impl Fetcher {
    /// Plays a recording from where it can be had, and keeps it for the next time.
    pub(super) async fn play(
        &self,
        source: Source,
        wanted: Wanted,
        headers: &HeaderMap,
    ) -> Response {
        let Some(url) = address(&source.store, &wanted) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        if url == sample::RECORDING {
            return play_sample(source.store, wanted, headers).await;
        }
        let mut answer = self.request(&url, headers).await;
        if matches!(&answer, Ok(answer) if is_perished(answer.status()))
            && let Some(renewed) = renew(&source, &wanted).await
        {
            answer = self.request(&renewed, headers).await;
        }
        match answer {
            Ok(answer) if answer.status().is_success() => {
                self.keep(source, wanted);
                pass_on(answer)
            }
            Ok(answer) => {
                tracing::warn!(status = %answer.status(), "a recording cannot be had");
                StatusCode::BAD_GATEWAY.into_response()
            }
            Err(error) => {
                tracing::warn!(error = %error.without_url(), "a recording cannot be fetched");
                StatusCode::GATEWAY_TIMEOUT.into_response()
            }
        }
    }

    async fn request(&self, url: &str, headers: &HeaderMap) -> reqwest::Result<reqwest::Response> {
        let mut request = self.http.get(url);
        if let Some(range) = headers.get(header::RANGE) {
            request = request.header(header::RANGE, range);
        }
        request.send().await
    }

    /// Puts a recording into the cache beside what is being played.
    fn keep(&self, source: Source, wanted: Wanted) {
        let under_way = Arc::clone(&self.under_way);
        if !lock(&under_way).insert(wanted.clone()) {
            return;
        }
        let http = self.http.clone();
        tokio::spawn(async move {
            if let Err(error) = fetch_whole(&http, &source.store, &wanted).await {
                tracing::warn!(%error, "a recording could not be kept; it is tried again when played");
            }
            lock(&under_way).remove(&wanted);
        });
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What says that an address has expired; how it says so is not documented.
fn is_perished(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::FORBIDDEN | StatusCode::NOT_FOUND | StatusCode::GONE | StatusCode::UNAUTHORIZED
    )
}

fn address(store: &Store, wanted: &Wanted) -> Option<String> {
    let [audio, video, _] = store
        .read(|connection| interview::urls(connection, &wanted.interview))
        .ok()??;
    if wanted.kind == "video" { video } else { audio }
}

/// Asks Ribbon for the interview again, whose answer carries fresh addresses.
async fn renew(source: &Source, wanted: &Wanted) -> Option<String> {
    let client = source.client.as_ref()?;
    let answer = client.interview(&wanted.interview, Transcript::None).await;
    source
        .store
        .write(|tx: &Tx<'_>| take_in(tx, wanted, &answer))
        .map_err(|error: store::Error| tracing::error!(%error, "an address cannot be kept"))
        .ok()?;
    answer.ok()?;
    address(&source.store, wanted)
}

/// Keeps the addresses that Ribbon answered, or that it no longer has the interview.
fn take_in(
    tx: &Tx<'_>,
    wanted: &Wanted,
    answer: &Result<Item<Interview>, ribbon_api::Error>,
) -> store::Result<()> {
    let now = SystemClock.now();
    match answer {
        Err(ribbon_api::Error::NotFound { .. }) => {
            match interview::mark_gone(tx, &wanted.interview, now)? {
                Some((candidate, flow)) => pipeline::refresh(tx, candidate, &flow),
                None => Ok(()),
            }
        }
        Ok(Item::Read(reading)) => {
            let told = &reading.item;
            let known = interview::find(tx, &wanted.interview)?;
            let (Some(known), Some(data)) = (known, &told.data) else {
                return Ok(());
            };
            let [audio, video] = &known.urls;
            let audio = match told.missing.contains(&InterviewField::AudioUrl) {
                true => audio.as_ref(),
                false => data.audio_url.as_ref(),
            };
            let video = match told.missing.contains(&InterviewField::VideoUrl) {
                true => video.as_ref(),
                false => data.video_url.as_ref(),
            };
            interview::renew_urls(tx, known.num, audio, video, now)
        }
        // What cannot be read is found and counted by the next poll.
        Ok(Item::Unreadable(_)) | Err(_) => Ok(()),
    }
}

async fn fetch_whole(http: &reqwest::Client, store: &Store, wanted: &Wanted) -> anyhow::Result<()> {
    let url = address(store, wanted).ok_or_else(|| anyhow::anyhow!("it was revoked"))?;
    let answer = http.get(url).send().await?.error_for_status()?;
    let content_type = answer
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("application/octet-stream")
        .to_owned();
    let expected = answer.content_length();
    let mut keeper = Keeper::begin(store, wanted, &content_type)?;
    let mut body = answer.bytes_stream();
    while let Some(bytes) = body.next().await {
        keeper.push(&bytes?)?;
    }
    anyhow::ensure!(
        expected.is_none_or(|expected| expected == keeper.total),
        "it broke off"
    );
    keeper.finish()
}

/// Puts bytes into the cache chunk by chunk.
struct Keeper<'a> {
    store: &'a Store,
    id: i64,
    waiting: Vec<u8>,
    chunks: u64,
    total: u64,
}

impl<'a> Keeper<'a> {
    fn begin(store: &'a Store, wanted: &Wanted, content_type: &str) -> anyhow::Result<Self> {
        let id = store
            .write(|tx: &Tx<'_>| media::begin(tx, &wanted.interview, &wanted.kind, content_type))?
            .ok_or_else(|| anyhow::anyhow!("the interview is gone"))?;
        Ok(Self {
            store,
            id,
            waiting: Vec::with_capacity(media::CHUNK),
            chunks: 0,
            total: 0,
        })
    }

    fn push(&mut self, mut bytes: &[u8]) -> store::Result<()> {
        self.total += bytes.len() as u64;
        while !bytes.is_empty() {
            let room = media::CHUNK - self.waiting.len();
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.waiting.extend_from_slice(now);
            bytes = later;
            if self.waiting.len() == media::CHUNK {
                self.flush()?;
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> store::Result<()> {
        let (id, idx) = (self.id, self.chunks);
        self.store
            .write(|tx: &Tx<'_>| media::add_chunk(tx, id, idx, &self.waiting))?;
        self.chunks += 1;
        self.waiting.clear();
        Ok(())
    }

    fn finish(mut self) -> anyhow::Result<()> {
        if !self.waiting.is_empty() {
            self.flush()?;
        }
        Ok(self
            .store
            .write(|tx: &Tx<'_>| media::finish(tx, self.id, self.total))?)
    }
}

fn pass_on(answer: reqwest::Response) -> Response {
    let mut passed = Response::builder().status(answer.status());
    for name in PASSED_ON {
        if let Some(value) = answer.headers().get(&name) {
            passed = passed.header(name, value);
        }
    }
    passed
        .header(header::CACHE_CONTROL, "no-store")
        .body(Body::from_stream(answer.bytes_stream()))
        .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// Makes a sample interview's recording and puts it into the cache.
pub(super) fn keep_sample(store: &Store, id: &InterviewId, kind: &str) -> anyhow::Result<()> {
    let bytes =
        sample::recording(id).ok_or_else(|| anyhow::anyhow!("there is no such recording"))?;
    let wanted = Wanted {
        interview: id.clone(),
        kind: kind.to_owned(),
    };
    let mut keeper = Keeper::begin(store, &wanted, "audio/wav")?;
    keeper.push(&bytes)?;
    keeper.finish()
}

/// A sample interview's recording is made when it is first played.
async fn play_sample(store: Arc<Store>, wanted: Wanted, headers: &HeaderMap) -> Response {
    let kept = Arc::clone(&store);
    let recording = tokio::task::spawn_blocking(move || -> anyhow::Result<_> {
        keep_sample(&kept, &wanted.interview, &wanted.kind)?;
        Ok(kept.read(|connection| media::find(connection, &wanted.interview, &wanted.kind))?)
    });
    match recording.await {
        Ok(Ok(Some(recording))) => answer::from_cache(store, &recording, headers),
        Ok(Err(error)) => {
            tracing::warn!(%error, "a sample recording");
            StatusCode::NOT_FOUND.into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}
