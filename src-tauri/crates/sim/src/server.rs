//! Starts the stand-in and hands out the means to steer it.

use std::net::SocketAddr;
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, HeaderValue, TRANSFER_ENCODING};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::get;
use axum::{Router, http::HeaderMap};
use futures_util::TryStreamExt;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::config::Config;
use crate::damage::Damage;
use crate::error::Error;
use crate::faults::Fault;
use crate::happenings::{self, Complete, Completed, Delivery, Move, MoveMade};
use crate::ids::InterviewId;
use crate::interventions;
use crate::score::Score;
use crate::shared::{App, Shared};
use crate::truth::{self, Truth};
use crate::wire::FlowStatus;
use crate::world::Webhook;
use crate::{api, control, driver, media};

/// How long open connections have to end after `shutdown`.
const PATIENCE: Duration = Duration::from_secs(2);

/// The stand-in, not yet running.
#[derive(Debug)]
pub struct Sim;

/// A running stand-in; it ends when this is dropped.
#[derive(Debug)]
pub struct Running {
    /// Where it answers, such as `http://127.0.0.1:9797`; the API is under `/v1` and `/be-api/v1`.
    pub base_url: String,
    /// The key clients must present.
    pub api_key: String,
    /// The address it listens on.
    pub address: SocketAddr,
    app: App,
    serving: JoinHandle<()>,
}

impl Sim {
    /// Binds the address and serves on the current tokio runtime.
    ///
    /// # Errors
    /// The address cannot be bound, or no client for webhooks can be made.
    pub async fn start(config: Config) -> Result<Running, Error> {
        let address = config.listen;
        let listen = |source| Error::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        let base_url = format!("http://{address}");
        let app = App::new(Shared::new(config, base_url.clone())?);
        driver::start(&app);
        let service = router(&app).into_make_service_with_connect_info::<SocketAddr>();
        let stop = app.stop.clone();
        let serving = tokio::spawn(async move {
            let served = axum::serve(listener, service)
                .with_graceful_shutdown(async move { stop.cancelled().await })
                .await;
            if let Err(error) = served {
                tracing::error!(%error, "the stand-in stopped serving");
            }
        });
        Ok(Running {
            base_url,
            api_key: app.api_key.clone(),
            address,
            app,
            serving,
        })
    }
}

impl Running {
    /// Completes an interview in the flow with this id or title. See [`Complete::email`].
    ///
    /// # Errors
    /// The flow is unknown.
    pub async fn complete(&self, flow: &str, email: Option<&str>) -> Result<Completed, Error> {
        let email = email.map(str::to_owned);
        self.complete_with(Complete {
            flow: flow.to_owned(),
            email,
            ..Complete::default()
        })
        .await
    }

    /// Completes an interview with all that can be said about it.
    ///
    /// # Errors
    /// The flow is unknown.
    pub async fn complete_with(&self, wish: Complete) -> Result<Completed, Error> {
        driver::complete(&self.app, wish).await
    }

    /// Processes an interview's video and answers how its webhook fared, if one was sent.
    ///
    /// # Errors
    /// The interview is unknown, incomplete, or its flow records no video.
    pub async fn video(&self, id: InterviewId) -> Result<Option<Delivery>, Error> {
        happenings::process_video(&self.app, id).await
    }

    /// Moves a candidate of the flow with this id or title to another status.
    ///
    /// # Errors
    /// The flow is unknown.
    pub async fn status(
        &self,
        flow: &str,
        email: &str,
        new_status: &str,
    ) -> Result<MoveMade, Error> {
        self.status_with(Move {
            flow: flow.to_owned(),
            email: email.to_owned(),
            new_status: new_status.to_owned(),
            ..Move::default()
        })
        .await
    }

    /// Moves a candidate with all that can be said about it.
    ///
    /// # Errors
    /// The flow is unknown.
    pub async fn status_with(&self, wish: Move) -> Result<MoveMade, Error> {
        happenings::move_candidate(&self.app, wish).await
    }

    /// Everything the stand-in knows.
    pub async fn truth(&self) -> Truth {
        truth::tell(&self.app)
    }

    /// Puts other faults in force; an empty list ends them, and what was held back goes out.
    pub async fn set_faults(&self, faults: Vec<Fault>) {
        control::change_faults(&self.app, faults).await;
    }

    /// Gives all flows this webhook of their own, signed if there is a secret.
    pub async fn set_webhook(&self, url: Option<&str>, secret: Option<&str>) {
        self.app.world().change_webhooks(&webhook(url, secret));
    }

    /// Gives the flow with this id or title a webhook of its own, or takes it away.
    ///
    /// # Errors
    /// The flow is unknown.
    pub async fn set_flow_webhook(
        &self,
        flow: &str,
        url: Option<&str>,
        secret: Option<&str>,
    ) -> Result<(), Error> {
        interventions::change_webhook(&self.app, Some(flow), &webhook(url, secret))
    }

    /// Sends the webhooks of flows without a URL of their own to this address from now on.
    pub async fn set_org_webhook(&self, url: Option<&str>, secret: Option<&str>) {
        self.app.world().org_webhook = webhook(url, secret);
    }

    /// Removes an interview as if it had never been.
    ///
    /// # Errors
    /// The interview is unknown.
    pub async fn delete(&self, id: InterviewId) -> Result<(), Error> {
        interventions::delete(&self.app, id)
    }

    /// Scores an interview again, with another outcome and without a webhook.
    ///
    /// # Errors
    /// The interview is unknown or incomplete.
    pub async fn rescore(&self, id: InterviewId) -> Result<Vec<Score>, Error> {
        interventions::rescore(&self.app, id)
    }

    /// Opens, closes or archives the flow with this id or title.
    ///
    /// # Errors
    /// The flow is unknown.
    pub async fn set_flow_status(&self, flow: &str, status: FlowStatus) -> Result<(), Error> {
        interventions::change_flow_status(&self.app, flow, status).map(drop)
    }

    /// Replaces a field's value by any text in every answer that holds the item, or ends that.
    ///
    /// # Errors
    /// The item or its field is unknown.
    pub async fn damage(&self, damage: Damage) -> Result<(), Error> {
        interventions::damage(&self.app, damage)
    }

    /// How many API calls have come, failing ones included.
    pub fn request_count(&self) -> u64 {
        self.app.requests()
    }

    /// How many bytes of answers, recordings included, have gone out.
    pub fn bytes_served(&self) -> u64 {
        self.app.bytes()
    }

    /// Stops listening, lets open calls end for a moment and then ends them.
    pub async fn shutdown(mut self) {
        self.app.stop.cancel();
        if tokio::time::timeout(PATIENCE, &mut self.serving)
            .await
            .is_err()
        {
            self.serving.abort();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.app.stop.cancel();
    }
}

fn webhook(url: Option<&str>, secret: Option<&str>) -> Webhook {
    Webhook {
        url: url.map(str::to_owned),
        secret: secret.map(str::to_owned),
    }
}

fn router(app: &App) -> Router {
    Router::new()
        .nest("/v1", api::routes(app))
        .nest("/be-api/v1", api::routes(app))
        .nest("/sim", control::routes())
        .route("/media/{token}/{file}", get(media::serve))
        .layer(middleware::from_fn_with_state(app.clone(), count))
        .with_state(app.clone())
}

/// Counts what goes out.
async fn count(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = next.run(request).await.into_parts();
    keep_length(&mut parts.headers, &body);
    let counted = body
        .into_data_stream()
        .inspect_ok(move |chunk| app.count_bytes(chunk.len() as u64));
    Response::from_parts(parts, Body::from_stream(counted))
}

/// A counted body no longer knows its length, so the header must say it.
fn keep_length(headers: &mut HeaderMap, body: &Body) {
    if let Some(length) = body.size_hint().exact()
        && !headers.contains_key(TRANSFER_ENCODING)
    {
        headers
            .entry(CONTENT_LENGTH)
            .or_insert(HeaderValue::from(length));
    }
}
