//! What a supervisor and a monitor ask.

use std::sync::Arc;

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use relay_protocol::InboxInfo;
use serde_json::json;

use super::{App, answer, problem::Refusal};
use crate::{admin, error::Result, forward, metrics::Text};

/// The process is up.
pub(super) async fn alive() -> Response {
    answer(json!({"status": "ok"}))
}

/// The store can be written, and the relay is not about to stop.
pub(super) async fn ready(State(app): State<Arc<App>>) -> Result<Response, Refusal> {
    if app.stop.is_cancelled() {
        return Err(Refusal::unavailable("the relay is stopping"));
    }
    app.check().await?;
    Ok(answer(json!({"status": "ok"})))
}

pub(super) async fn metrics(State(app): State<Arc<App>>) -> Response {
    let mut text = Text(app.metrics.print());
    text.head("store_up", "gauge", "1 if the store can be written.");
    text.line("store_up", &[], u8::from(app.check().await.is_ok()));
    if let Err(error) = add_store(&app, &mut text).await {
        tracing::warn!(%error, "the metrics are without the store's");
    }
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], text.0).into_response()
}

async fn add_store(app: &App, text: &mut Text) -> Result<()> {
    let bytes = app.store.stored_bytes().await?;
    text.head("stored_bytes", "gauge", "Bytes of all kept events.");
    text.line("stored_bytes", &[], bytes);
    let mut inboxes = Vec::new();
    for inbox in app.store.inboxes().await? {
        inboxes.push(admin::describe(&*app.store, &inbox.id).await?);
    }
    text.head(
        "device_lag",
        "gauge",
        "Kept events a device has not acknowledged.",
    );
    for InboxInfo { inbox, devices, .. } in &inboxes {
        for device in devices {
            let labels = [
                ("inbox", inbox.as_str()),
                ("device", device.device.as_str()),
            ];
            text.line("device_lag", &labels, device.lag);
        }
    }
    forward::add_metrics(app, text).await
}
