//! The `/sim` calls that make things happen. They need no key and answer this machine only. Each answers
//! after its webhook was delivered or failed, so that tests need not wait.

use std::net::SocketAddr;

use axum::body::Bytes;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::api::Refusal;
use crate::damage::Damage;
use crate::driver;
use crate::error::Error;
use crate::faults::Fault;
use crate::happenings::{self, Complete, Completed, Move, MoveMade};
use crate::ids::InterviewId;
use crate::interventions;
use crate::shared::App;
use crate::truth::{self, Truth};
use crate::wire::FlowStatus;
use crate::world::Webhook;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/complete", post(complete))
        .route("/video", post(video))
        .route("/status", post(status))
        .route("/faults", post(faults))
        .route("/webhook", post(webhook))
        .route("/org-webhook", post(org_webhook))
        .route("/delete", post(delete))
        .route("/rescore", post(rescore))
        .route("/flow-status", post(flow_status))
        .route("/damage", post(damage))
        .route("/truth", get(truth))
        .layer(middleware::from_fn(this_machine_only))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct InterviewWish {
    interview_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FaultsWish {
    faults: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WebhookWish {
    /// One flow by id or title; every flow without it.
    flow: Option<String>,
    url: Option<String>,
    secret: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OrgWebhookWish {
    url: Option<String>,
    secret: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FlowStatusWish {
    flow: String,
    status: FlowStatus,
}

impl InterviewWish {
    fn id(&self) -> Result<InterviewId, Error> {
        InterviewId::parse(&self.interview_id)
            .ok_or_else(|| Error::UnknownInterview(self.interview_id.clone()))
    }
}

async fn complete(State(app): State<App>, body: Bytes) -> Result<Json<Completed>, Refusal> {
    Ok(Json(
        driver::complete(&app, read::<Complete>(&body)?).await?,
    ))
}

async fn video(State(app): State<App>, body: Bytes) -> Result<Json<Value>, Refusal> {
    let id = read::<InterviewWish>(&body)?.id()?;
    let webhook = happenings::process_video(&app, id).await?;
    Ok(Json(json!({ "interview_id": id, "webhook": webhook })))
}

async fn status(State(app): State<App>, body: Bytes) -> Result<Json<MoveMade>, Refusal> {
    Ok(Json(
        happenings::move_candidate(&app, read::<Move>(&body)?).await?,
    ))
}

async fn faults(State(app): State<App>, body: Bytes) -> Result<Json<Value>, Refusal> {
    let wish: FaultsWish = read(&body)?;
    let faults: Result<Vec<Fault>, Error> = wish.faults.iter().map(|text| text.parse()).collect();
    change_faults(&app, faults?).await;
    let active: Vec<String> = app
        .faults()
        .active()
        .iter()
        .map(|fault| format!("{}={}", fault.kind.name(), fault.share))
        .collect();
    Ok(Json(json!({ "faults": active })))
}

/// Puts other faults in force; what `reorder` held back goes out.
pub(crate) async fn change_faults(app: &App, faults: Vec<Fault>) {
    app.faults().replace(faults);
    app.postbox.release().await;
}

async fn webhook(State(app): State<App>, body: Bytes) -> Result<Json<Value>, Refusal> {
    let wish: WebhookWish = read(&body)?;
    let webhook = Webhook {
        url: wish.url,
        secret: wish.secret,
    };
    interventions::change_webhook(&app, wish.flow.as_deref(), &webhook)?;
    Ok(Json(json!({ "url": webhook.url })))
}

async fn org_webhook(State(app): State<App>, body: Bytes) -> Result<Json<Value>, Refusal> {
    let OrgWebhookWish { url, secret } = read(&body)?;
    let answer = json!({ "url": &url });
    app.world().org_webhook = Webhook { url, secret };
    Ok(Json(answer))
}

async fn delete(State(app): State<App>, body: Bytes) -> Result<Json<Value>, Refusal> {
    let id = read::<InterviewWish>(&body)?.id()?;
    interventions::delete(&app, id)?;
    Ok(Json(json!({ "interview_id": id })))
}

async fn rescore(State(app): State<App>, body: Bytes) -> Result<Json<Value>, Refusal> {
    let id = read::<InterviewWish>(&body)?.id()?;
    let scores = interventions::rescore(&app, id)?;
    Ok(Json(json!({ "interview_id": id, "scores": scores })))
}

async fn flow_status(State(app): State<App>, body: Bytes) -> Result<Json<Value>, Refusal> {
    let FlowStatusWish { flow, status } = read(&body)?;
    let id = interventions::change_flow_status(&app, &flow, status)?;
    Ok(Json(json!({ "interview_flow_id": id, "status": status })))
}

async fn damage(State(app): State<App>, body: Bytes) -> Result<Json<Value>, Refusal> {
    let wish: Damage = read(&body)?;
    let answer = json!({ "field": &wish.field, "raw": &wish.raw });
    interventions::damage(&app, wish)?;
    Ok(Json(answer))
}

async fn truth(State(app): State<App>) -> Json<Truth> {
    Json(truth::tell(&app))
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|error| Error::BadControl(error.to_string()).into())
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::unprocessable(error.to_string())
    }
}

async fn this_machine_only(
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    if peer.ip().to_canonical().is_loopback() {
        next.run(request).await
    } else {
        let message = "Control calls are answered on this machine only.";
        Refusal::new(StatusCode::FORBIDDEN, message).into_response()
    }
}
