//! `POST /v1/pair`: a one-time code for a token.

use std::sync::Arc;

use axum::{Extension, body::Body, extract::State, http::HeaderMap, response::Response};
use relay_protocol::{PairAnswer, PairRequest};

use super::{App, Peer, answer, auth, inbox::read_json, problem::Refusal};
use crate::{admin, secret::Code, store::NewDevice};

pub(super) async fn pair(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let asked: PairRequest = read_json(&app, body).await?;
    let name = admin::check_name(&asked.device_name)
        .map_err(|error| Refusal::bad_request(format!("`device_name`: {error}")))?;
    let code = Code::parse(asked.code.expose());
    let (id, token, hash) = admin::new_device_token()?;
    let device = NewDevice {
        id: id.clone(),
        name,
        token: hash,
        now: app.clock.now(),
    };
    let Some(inbox) = app.store.redeem(&code.selector, &code.hash, device).await? else {
        let refusal = Refusal::unauthorized().detail("the code is wrong, used up or too old");
        return Err(auth::refuse(&app, peer, &headers, refusal).await);
    };
    app.metrics.paired.add(1);
    tracing::info!(%inbox, device = %id, "a device is paired");
    Ok(answer(PairAnswer {
        inbox,
        device: id,
        token,
    }))
}
