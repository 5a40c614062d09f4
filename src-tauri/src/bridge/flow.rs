//! Flows in full, and how their webhooks reach us.

use super::pipeline;
use contract::flow::{
    FlowDetail, FlowDraft, FlowHeard, FlowsPage, NamedId, UnclearFlow, WebhookWay,
};
use domain::Trust;
use rand::distr::{Alphanumeric, SampleString};
use store::table::{deed, setting};
use store::view::{board, flow as view};
use store::{Connection, Result};
use url::Url;

/// Signs of a secret: about 256 bits of chance.
const SECRET_SIGNS: usize = 43;

/// The voices that Ribbon documents.
pub(crate) const VOICES: [&str; 17] = [
    "11labs-Kate",
    "11labs-Anna",
    "11labs-Anthony",
    "11labs-Amy",
    "11labs-Rahul",
    "Kore",
    "openai-Onyx",
    "openai-Shimmer",
    "IPgYtHTNLjC7Bq7IPHrm",
    "UOIqAnmS11Reiei1Ytkc",
    "vUmLiNBm6MDcy1NUHaVr",
    "bhJUNIXWQQ94l8eI2VUf",
    "b3jcIbyC3BSnaRu8avEk",
    "xF681s0UeE04gsf0mVsJ",
    "uNsWM1StCcpydKYOjKyu",
    "BGEU6wFi2uNm6Kje1Yhk",
    "4kCDY3HJwvO7Zp3con83",
];

/// The languages that Ribbon documents, and their names.
pub(crate) const LANGUAGES: [(&str, &str); 13] = [
    ("en-US", "English (United States)"),
    ("ar-AE", "Arabic (Emirates)"),
    ("zh-CN", "Chinese (Simplified)"),
    ("fr-FR", "French"),
    ("de-DE", "German"),
    ("hi-IN", "Hindi"),
    ("ja-JP", "Japanese"),
    ("ko-KR", "Korean"),
    ("no-NO", "Norwegian"),
    ("pt-BR", "Portuguese (Brazil)"),
    ("es-419", "Spanish (Latin America)"),
    ("th-TH", "Thai"),
    ("vi-VN", "Vietnamese"),
];

/// The Flows screen; `relay` is what the paired relay's webhook addresses begin with.
pub(crate) fn page(connection: &Connection, relay: Option<&str>) -> Result<FlowsPage> {
    let mut ways = view::ways(connection)?;
    let mut flows: Vec<FlowDetail> = board::flows(connection, None)?
        .into_iter()
        .map(|flow| {
            let ways = ways.remove(&flow.flow_id).unwrap_or_default();
            detail(flow, ways, relay)
        })
        .collect();
    flows.sort_by_key(|flow| flow.is_archived);
    let unclear = deed::unclear_flows(connection)?;
    let unclear = unclear.into_iter().map(|flow| UnclearFlow {
        id: flow.id,
        title: flow.title,
        asked_at: flow.asked_at.0,
    });
    Ok(FlowsPage {
        flows,
        unclear: unclear.collect(),
    })
}

fn detail(flow: board::FlowTotals, ways: view::FlowWays, relay: Option<&str>) -> FlowDetail {
    let url = ways.webhook_url.filter(|url| !url.is_empty());
    let way = match &url {
        _ if !ways.is_fetched => WebhookWay::Unknown,
        None => WebhookWay::None,
        Some(url) if relay.is_some_and(|relay| url.starts_with(relay)) => WebhookWay::Relay,
        Some(_) => WebhookWay::Elsewhere,
    };
    let host = url
        .filter(|_| way == WebhookWay::Elsewhere)
        .and_then(|url| Url::parse(&url).ok()?.host_str().map(str::to_owned));
    FlowDetail {
        flow: pipeline::flow(flow),
        way,
        host,
        is_signed: ways.is_signed,
        heard: ways.heard.map(|heard| FlowHeard {
            event_type: heard.event_type,
            at: heard.at.0,
            verified: heard.trust == Trust::Verified.as_str(),
        }),
        is_archived: ways.is_archived,
    }
}

/// What a new flow begins with. The webhook address is the one that was used last or, since a paired
/// device is not told it, the one that some other flow posts to the same inbox with.
pub(crate) fn draft(connection: &Connection, relay: Option<String>) -> Result<FlowDraft> {
    let mut known: Vec<String> = setting::get(connection, setting::INGEST_URL)?
        .into_iter()
        .collect();
    known.extend(view::webhook_urls(connection)?);
    let leads_there = |url: &String| {
        relay
            .as_deref()
            .is_some_and(|relay| url.starts_with(relay) && url.len() > relay.len())
    };
    let named = |id: &str, name: &str| NamedId {
        id: id.to_owned(),
        name: name.to_owned(),
    };
    Ok(FlowDraft {
        org_name: view::newest_org_name(connection)?.unwrap_or_default(),
        webhook_url: known.into_iter().find(leads_there),
        relay,
        webhook_secret_key: Alphanumeric.sample_string(&mut rand::rng(), SECRET_SIGNS),
        teams: view::teams(connection)?
            .into_iter()
            .map(|(id, name)| NamedId { id, name })
            .collect(),
        voices: VOICES
            .iter()
            .map(|id| named(id, id.strip_prefix("11labs-").unwrap_or(id)))
            .collect(),
        languages: LANGUAGES.iter().map(|(id, name)| named(id, name)).collect(),
    })
}
