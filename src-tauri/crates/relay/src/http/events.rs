//! `GET /v1/inboxes/{inbox}/events`: how a laptop reads, by long poll or as a stream.

use std::{sync::Arc, time::Duration};

use axum::{
    Extension,
    extract::{
        Path, Query, State,
        rejection::{PathRejection, QueryRejection},
    },
    http::{HeaderMap, header},
    response::Response,
};
use relay_protocol::{After, DEFAULT_LIMIT, GAPS_REFUSED, MAX_LIMIT, MAX_WAIT_SECONDS, sse};
use serde::Deserialize;
use tokio::time::Instant;

use super::{App, Peer, answer, auth, problem::Refusal, stream};
use crate::store::{Amount, Device, Read};

/// A page's bodies hold this much at most, so that many slow readers stay affordable.
const PAGE_BYTES: u64 = 4 << 20;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    after: Option<String>,
    limit: Option<u32>,
    wait: Option<u32>,
    gaps: Option<String>,
}

impl Asked {
    fn knows_refused(&self) -> bool {
        let gaps = self.gaps.as_deref().unwrap_or_default();
        gaps.split(',').any(|reason| reason == GAPS_REFUSED)
    }
}

pub(super) async fn events(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    path: Result<Path<String>, PathRejection>,
    query: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let inbox = path.map(|Path(inbox)| inbox).unwrap_or_default();
    let device = auth::reader(&app, peer, &headers, &inbox).await?;
    let Query(asked) = query.map_err(|_| {
        Refusal::bad_request("`limit` and `wait` are whole numbers, each parameter is given once")
    })?;
    let knows_refused = asked.knows_refused();
    if wants_stream(&headers) {
        let after = start(last_event_id(&headers).or(asked.after))?;
        return Ok(stream::open(app, device, after, knows_refused).await?);
    }
    let limit = asked.limit.unwrap_or(DEFAULT_LIMIT);
    if !(1..=MAX_LIMIT).contains(&limit) {
        return Err(Refusal::bad_request(format!("`limit` is 1 to {MAX_LIMIT}")));
    }
    let wait = asked.wait.unwrap_or(0);
    if wait > MAX_WAIT_SECONDS {
        return Err(Refusal::bad_request(format!(
            "`wait` is 0 to {MAX_WAIT_SECONDS} seconds"
        )));
    }
    let amount = Amount {
        events: limit,
        bytes: PAGE_BYTES,
    };
    let wait = Duration::from_secs(wait.into());
    let page = match poll(&app, &device, start(asked.after)?, amount, wait).await? {
        Read::Page(page) => page,
        Read::Gap(gap) if knows_refused => return Err(gap.into()),
        Read::Gap(gap) => return Err(gap.without_refusal().into()),
    };
    app.metrics.polled.add(page.events.len() as u64);
    Ok(answer(page))
}

/// Reads until there is something or the time is up.
async fn poll(
    app: &App,
    device: &Device,
    mut after: After,
    amount: Amount,
    wait: Duration,
) -> Result<Read, Refusal> {
    let end = Instant::now() + wait;
    let mut mark = app.store.changes().subscribe(&device.inbox);
    loop {
        mark.borrow_and_update();
        let page = match app.read(&device.inbox, &after, amount).await? {
            Read::Page(page) => page,
            Read::Gap(gap) => {
                app.metrics.gaps.add(1);
                return Ok(Read::Gap(gap));
            }
        };
        if !page.events.is_empty() || Instant::now() >= end || app.stop.is_cancelled() {
            return Ok(Read::Page(page));
        }
        // "From now on" means from the first look, not from the last.
        after = After::Cursor(page.next);
        let held = app.metrics.hold_poll();
        tokio::select! {
            Ok(()) = mark.changed() => {}
            () = tokio::time::sleep_until(end.min(Instant::now() + app.pace.recheck)) => {}
            () = app.stop.cancelled() => {}
        }
        drop(held);
        if !auth::still_allowed(app, device).await? {
            return Err(Refusal::unauthorized());
        }
    }
}

fn start(after: Option<String>) -> Result<After, Refusal> {
    after.map_or(Ok(After::Oldest), |text| {
        text.parse()
            .map_err(|_| Refusal::bad_request("`after` is a cursor or `head`"))
    })
}

fn wants_stream(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|range| range.split(';').next())
        .any(|kind| kind.trim().eq_ignore_ascii_case(sse::CONTENT_TYPE))
}

fn last_event_id(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(sse::LAST_EVENT_ID)?.to_str().ok()?;
    (!id.is_empty()).then(|| id.to_owned())
}
