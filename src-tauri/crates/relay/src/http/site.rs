//! What answers the requests of a connection.

use std::{convert::Infallible, sync::Arc};

use axum::{
    Router,
    http::Method,
    response::{IntoResponse as _, Response},
};
use hyper::{Request, body::Incoming, service::Service as _};
use hyper_util::service::TowerToHyperService;

use super::{App, Peer, ingest, metrics, public};

/// What answers the requests of a connection.
///
/// Webhooks come first and go straight to their handler: finding a route, and handing over what
/// stands in it, takes a router longer than all else that is done for a webhook here.
#[derive(Clone)]
pub(crate) struct Site {
    webhooks: Option<Arc<App>>,
    others: TowerToHyperService<Router>,
}

impl Site {
    /// Everything that the world may call.
    pub(crate) fn public(app: Arc<App>) -> Self {
        Self {
            webhooks: Some(Arc::clone(&app)),
            others: TowerToHyperService::new(public(app)),
        }
    }

    /// What only the operator may call.
    pub(crate) fn metrics(app: Arc<App>) -> Self {
        Self {
            webhooks: None,
            others: TowerToHyperService::new(metrics(app)),
        }
    }

    /// Counts a connection that ended with a request of which not even the address could be read.
    pub(crate) fn count_unreadable(&self, error: &hyper::Error) {
        let Some(app) = &self.webhooks else { return };
        if error.is_parse_too_large() {
            app.metrics.head_too_large.add(1);
            tracing::warn!("a request is refused for its long head");
        } else if error.is_parse() {
            app.metrics.malformed.add(1);
        }
    }

    /// Answers one request.
    pub(crate) async fn answer(
        self,
        peer: Peer,
        mut request: Request<Incoming>,
    ) -> Result<Response, Infallible> {
        match &self.webhooks {
            Some(app) if is_webhook(request.uri().path()) => Ok(webhook(app, peer, request).await),
            _ => {
                request.extensions_mut().insert(peer);
                self.others.call(request).await
            }
        }
    }
}

fn is_webhook(path: &str) -> bool {
    ingest::address(&ingest::plain(path)).is_some()
}

async fn webhook(app: &App, peer: Peer, request: Request<Incoming>) -> Response {
    match *request.method() {
        Method::POST => ingest::ingest(app, peer, request).await.into_response(),
        Method::GET | Method::HEAD => {
            let (head, _) = request.into_parts();
            ingest::probe(app, peer, &head).await.into_response()
        }
        _ => {
            let (head, _) = request.into_parts();
            ingest::wrong_method(app, peer, &head).await
        }
    }
}
