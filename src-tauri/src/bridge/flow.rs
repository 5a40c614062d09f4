//! Flows in full, and how their webhooks reach us.

use super::{pipeline, voice};
use contract::flow::{
    FlowContent, FlowDetail, FlowDraft, FlowHeard, FlowPage, FlowsPage, NamedId, UnclearFlow,
    WebhookWay,
};
use domain::{FlowId, Trust};
use rand::distr::{Alphanumeric, SampleString};
use store::table::{deed, flow as table, setting};
use store::view::{board, flow as view};
use store::{Connection, Result};
use url::Url;

/// Signs of a secret: about 256 bits of chance.
const SECRET_SIGNS: usize = 43;

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
    let has_secret = has_organisation_secret(connection)?;
    let flows = board::flows(connection, None)?
        .into_iter()
        .map(|flow| {
            let ways = ways.remove(&flow.flow_id).unwrap_or_default();
            detail(flow, ways, relay, has_secret)
        })
        .collect();
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

fn detail(
    flow: board::FlowTotals,
    ways: view::FlowWays,
    relay: Option<&str>,
    has_organisation_secret: bool,
) -> FlowDetail {
    let url = ways.webhook_url.filter(|url| !url.is_empty());
    let way = match &url {
        _ if !ways.is_fetched => WebhookWay::Unknown,
        None => WebhookWay::Organisation,
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
        // Without an address of its own a flow signs nothing with a secret of its own.
        is_signed: match way {
            WebhookWay::Organisation => has_organisation_secret,
            _ => ways.is_signed,
        },
        heard: ways.heard.map(|heard| FlowHeard {
            event_type: heard.event_type,
            at: heard.at.0,
            verified: heard.trust == Trust::Verified.as_str(),
        }),
    }
}

/// One flow's page.
pub(crate) fn one(
    connection: &Connection,
    id: &FlowId,
    relay: Option<&str>,
) -> Result<Option<FlowPage>> {
    let Some(flow) = board::flows(connection, Some(id.as_str()))?.pop() else {
        return Ok(None);
    };
    let ways = view::ways(connection)?.remove(id.as_str());
    let ways = ways.unwrap_or_default();
    let has_secret = has_organisation_secret(connection)?;
    Ok(Some(FlowPage {
        detail: detail(flow, ways, relay, has_secret),
        content: table::find(connection, id)?.map(content),
    }))
}

fn content(flow: domain::Flow) -> FlowContent {
    let voice_id = flow.voice_id.filter(|id| !id.is_empty());
    let text = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    FlowContent {
        questions: flow.questions,
        interview_type: text(flow.interview_type),
        is_default_voice: voice_id.as_deref().is_none_or(|id| id == voice::DEFAULT),
        voice: voice_id.as_deref().map(voice::named),
        is_doc_upload_enabled: flow.is_doc_upload_enabled,
        intro: text(flow.intro),
        outro: text(flow.outro),
        redirect_url: text(flow.redirect_url),
        additional_info: text(flow.additional_info),
        additional_instructions: text(flow.additional_instructions),
        company_logo_url: text(flow.company_logo_url),
    }
}

/// Whether the secret of the organisation's default webhook was entered.
pub(crate) fn has_organisation_secret(connection: &Connection) -> Result<bool> {
    Ok(setting::get(connection, setting::ORGANISATION_SECRET)?.is_some())
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
        voices: voice::all(),
        languages: LANGUAGES.iter().map(|(id, name)| named(id, name)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bridge::invite::closed;
    use contract::Said;
    use domain::{Flow, FlowStatus, UnixMs};
    use store::{DbKey, Store};

    fn with_flow(status: Option<FlowStatus>) -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let key = DbKey::from_hex(&"5a".repeat(32)).unwrap();
        let store = Store::open(&folder.path().join("cache.db"), key).unwrap();
        let told = Flow {
            title: "Nurse".into(),
            voice_id: Some("Kore".into()),
            intro: Some(" ".into()),
            outro: Some("Goodbye.".into()),
            webhook_secret_key: Some("signs nothing".into()),
            status,
            ..Flow::new(FlowId::new("f1"))
        };
        store
            .write::<_, store::Error>(|tx| table::put(tx, &told, UnixMs(1)))
            .unwrap();
        (folder, store)
    }

    #[test]
    fn nobody_is_invited_into_a_closed_or_archived_flow() {
        for (status, expected) in [
            (None, None),
            (Some(FlowStatus::Open), None),
            (Some(FlowStatus::Other("paused".into())), None),
            (Some(FlowStatus::Closed), Some(Said::FlowClosed)),
            (Some(FlowStatus::Archived), Some(Said::FlowArchived)),
        ] {
            let (_folder, store) = with_flow(status);
            let refusal = store.read(|it| closed(it, &FlowId::new("f1"))).unwrap();
            assert_eq!(
                refusal.and_then(|error| error.said).map(|said| *said),
                expected
            );
        }
    }

    #[test]
    fn flow_without_an_address_goes_by_the_organisation_s_default() {
        let (_folder, store) = with_flow(None);
        let page = || {
            let page = store.read(|it| one(it, &FlowId::new("f1"), None)).unwrap();
            page.expect("the flow is known")
        };
        let before = page();
        assert_eq!(before.detail.way, WebhookWay::Organisation);
        assert!(!before.detail.is_signed, "its own secret signs nothing");
        let content = before.content.unwrap();
        assert_eq!(
            content.voice.unwrap().id,
            "Kore",
            "kept although undocumented"
        );
        assert!(!content.is_default_voice);
        assert_eq!(
            (content.intro, content.outro.as_deref()),
            (None, Some("Goodbye."))
        );
        store
            .write::<_, store::Error>(|tx| setting::set(tx, setting::ORGANISATION_SECRET, "s"))
            .unwrap();
        assert!(page().detail.is_signed, "its secret was entered");
        let unknown = store.read(|it| one(it, &FlowId::new("f2"), None));
        assert_eq!(unknown.unwrap(), None);
    }
}
