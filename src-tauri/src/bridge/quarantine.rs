//! Webhooks in quarantine, and what came of applying them again.

use contract::quarantine::{Obstacle, Quarantine, Quarantined, RetriedQuarantine};
use ribbon_api::webhook::{self, Webhook};
use store::table::delivery;
use store::{Connection, Result};
use sync::quarantine::{DENIED, Retried};

/// So many are listed; nobody looks through more.
const LISTED: u32 = 200;

/// What waits.
pub(crate) fn quarantine(connection: &Connection) -> Result<Quarantine> {
    let newest = delivery::quarantined(connection, LISTED)?;
    Ok(Quarantine {
        total: delivery::count_quarantined(connection)?,
        newest: newest.into_iter().map(one).collect(),
    })
}

/// What came of it.
pub(crate) fn retried(done: Retried) -> RetriedQuarantine {
    let Retried {
        tried,
        applied,
        repeats,
        kept,
    } = done;
    RetriedQuarantine {
        tried,
        applied,
        repeats,
        kept,
    }
}

fn one(kept: delivery::Quarantined) -> Quarantined {
    let parsed = webhook::parse(&kept.body);
    Quarantined {
        id: kept.id.0,
        received_at: kept.received_at.0,
        obstacle: match &parsed {
            Err(_) => Obstacle::Unreadable,
            Ok(Webhook::Unknown { .. }) => Obstacle::UnknownEvent,
            Ok(_) if kept.reason.starts_with(DENIED) => Obstacle::Denied,
            Ok(Webhook::CandidateStatusUpdated(event)) if event.email.is_none() => Obstacle::Nobody,
            Ok(_) => Obstacle::NotApplied,
        },
        event_type: parsed.ok().map(|event| event.event_type().to_owned()),
        reason: kept.reason,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{DeliveryId, UnixMs};

    fn kept(id: i64, body: &str, reason: &str) -> delivery::Quarantined {
        delivery::Quarantined {
            id: DeliveryId(id),
            received_at: UnixMs(1_000 + id),
            reason: reason.to_owned(),
            body: body.as_bytes().to_vec(),
        }
    }

    #[test]
    fn each_says_why_it_waits_as_far_as_it_can_be_read() {
        let interview =
            r#"{"event_type":"interview_processed","interview_id":"i","interview_flow_id":"f"}"#;
        let status =
            r#"{"event_type":"candidate_status_updated","interview_flow_id":"f","new_status":"B"}"#;
        for (body, reason, obstacle, event) in [
            ("{", "not JSON", Obstacle::Unreadable, None),
            (
                r#"{"event_type":"offer_signed"}"#,
                "this version does not know it",
                Obstacle::UnknownEvent,
                Some("offer_signed"),
            ),
            (
                status,
                "it does not say whose status changed",
                Obstacle::Nobody,
                Some("candidate_status_updated"),
            ),
            (
                interview,
                "not verified, and Ribbon does not confirm it: 404",
                Obstacle::Denied,
                Some("interview_processed"),
            ),
            (
                interview,
                "it could not be applied: too long",
                Obstacle::NotApplied,
                Some("interview_processed"),
            ),
        ] {
            let shown = one(kept(1, body, reason));
            assert_eq!(shown.obstacle, obstacle, "{body}");
            assert_eq!(shown.event_type.as_deref(), event, "{body}");
            assert_eq!(shown.reason, reason, "in full");
        }
    }
}
