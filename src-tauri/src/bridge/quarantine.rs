//! Webhooks in quarantine, and what came of applying them again.

use contract::quarantine::{Obstacle, Quarantine, Quarantined, RetriedQuarantine};
use ribbon_api::webhook::{self, Webhook};
use store::table::delivery;
use sync::quarantine::Retried;

/// So many are listed; nobody looks through more.
const LISTED: usize = 200;

/// What waits, of all that waits, oldest first.
pub(crate) fn quarantine(all: Vec<delivery::Quarantined>) -> Quarantine {
    Quarantine {
        total: u32::try_from(all.len()).unwrap_or(u32::MAX),
        newest: all.into_iter().rev().take(LISTED).map(one).collect(),
    }
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
            Ok(_) if kept.reason.starts_with("not verified") => Obstacle::Denied,
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

    #[test]
    fn the_newest_come_first_and_all_are_counted() {
        let many = (1..=i64::try_from(LISTED).unwrap() + 1).map(|id| kept(id, "{", ""));
        let shown = quarantine(many.collect());
        assert_eq!(shown.total, 201);
        assert_eq!(shown.newest.len(), LISTED, "not more than are listed");
        assert_eq!(shown.newest[0].id, 201, "the newest");
    }
}
