//! Plays recordings to the window from the loopback interface, out of the encrypted cache where
//! they are in it, else from Ribbon while they are being put there.
//!
//! On Linux the web view plays media from `http://127.0.0.1` but not from a custom scheme. The path
//! begins with random bits that change at each start, so that no other program on this computer can
//! guess it; nothing else on this address is answered.

mod answer;
mod fetch;
mod range;
pub(crate) mod waveform;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use contract::interview::MediaKind;
use domain::InterviewId;
use fetch::Fetcher;
use rand::distr::{Alphanumeric, SampleString};
use ribbon_api::Client;
use std::sync::{Arc, PoisonError, RwLock};
use store::Store;
use store::table::media;
use tokio::net::TcpListener;

/// Where recordings are played from.
pub(crate) struct Server {
    base: String,
    shared: Arc<Shared>,
}

/// What the server plays from.
#[derive(Default)]
struct Shared {
    source: RwLock<Option<Source>>,
    fetcher: Fetcher,
}

/// The open cache and, unless it is sample data, access to Ribbon.
#[derive(Clone)]
struct Source {
    store: Arc<Store>,
    client: Option<Client>,
}

impl Server {
    /// Begins to listen; plays nothing until [`Server::serve`].
    pub(crate) async fn start() -> anyhow::Result<Self> {
        let secret = Alphanumeric.sample_string(&mut rand::rng(), 43);
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let base = format!("http://{}/{secret}", listener.local_addr()?);
        let shared = Arc::new(Shared::default());
        let router = Router::new()
            .route(&format!("/{secret}/{{interview}}/{{kind}}"), get(play))
            .with_state(Arc::clone(&shared));
        tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                tracing::error!(%error, "recordings can no longer be played");
            }
        });
        Ok(Self { base, shared })
    }

    /// Plays from this cache from now on.
    pub(crate) fn serve(&self, store: Arc<Store>, client: Option<Client>) {
        let mut source = self
            .shared
            .source
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *source = Some(Source { store, client });
    }

    /// The address of a recording.
    pub(crate) fn url(&self, interview: &InterviewId, kind: MediaKind) -> String {
        format!("{}/{interview}/{}", self.base, kind_name(kind))
    }
}

/// The name of a kind in addresses and in the cache.
pub(crate) fn kind_name(kind: MediaKind) -> &'static str {
    match kind {
        MediaKind::Audio => "audio",
        MediaKind::Video => "video",
    }
}

async fn play(
    State(shared): State<Arc<Shared>>,
    Path((interview, kind)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let source = shared
        .source
        .read()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    let Some(source) = source.filter(|_| kind == "audio" || kind == "video") else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let wanted = fetch::Wanted {
        interview: InterviewId::new(interview),
        kind,
    };
    let found = source
        .store
        .read(|c| media::find(c, &wanted.interview, &wanted.kind));
    match found {
        Ok(Some(recording)) => answer::from_cache(source.store, &recording, &headers),
        Ok(None) => shared.fetcher.play(source, wanted, &headers).await,
        Err(error) => {
            tracing::error!(%error, "a recording cannot be read");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

#[cfg(test)]
mod tests;
