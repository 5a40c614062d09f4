//! Where every candidate stands in every flow, and how they came there. Ribbon's API cannot tell this; its
//! webhooks only say each step.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::chance::Chance;
use crate::ids::FlowId;

/// Where everybody begins.
pub(crate) const FIRST: &str = "Interviewed";

/// One step of a candidate. `announced` is false for a step whose webhook was withheld on purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The status left.
    pub previous_status: String,
    /// The status reached.
    pub new_status: String,
    /// Whether a webhook was meant to go out.
    pub announced: bool,
}

/// A step just taken.
#[derive(Debug, Clone)]
pub(crate) struct Moved {
    pub(crate) previous_status: String,
    pub(crate) new_status: String,
}

/// All chains by flow and lower-case e-mail address.
#[derive(Debug, Default)]
pub(crate) struct Chains(BTreeMap<(String, String), Vec<Step>>);

impl Chains {
    pub(crate) fn current(&self, flow: &FlowId, email: &str) -> &str {
        self.0
            .get(&key(flow, email))
            .and_then(|steps| steps.last())
            .map_or(FIRST, |step| step.new_status.as_str())
    }

    /// Takes a step. `claimed` replaces the previous status the webhook will name.
    pub(crate) fn advance(
        &mut self,
        flow: &FlowId,
        email: &str,
        new_status: &str,
        claimed: Option<&str>,
        announced: bool,
    ) -> Moved {
        let previous_status = claimed
            .unwrap_or_else(|| self.current(flow, email))
            .to_owned();
        let new_status = new_status.to_owned();
        self.0.entry(key(flow, email)).or_default().push(Step {
            previous_status: previous_status.clone(),
            new_status: new_status.clone(),
            announced,
        });
        Moved {
            previous_status,
            new_status,
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str, &[Step])> {
        self.0
            .iter()
            .map(|((flow, email), steps)| (flow.as_str(), email.as_str(), steps.as_slice()))
    }
}

/// Where a candidate with this status usually goes next.
pub(crate) fn next_status(chance: &mut Chance, current: &str) -> &'static str {
    chance.phrase(match current {
        "Interviewed" => &["Needs review", "shortlisted", "shortlisted", "rejected"],
        "Needs review" => &["shortlisted", "rejected"],
        "shortlisted" => &["Final round", "Final round", "accepted", "rejected"],
        "Final round" => &["accepted", "rejected"],
        "accepted" => &["shortlisted"],
        "rejected" => &["shortlisted", "Needs review"],
        _ => &["Needs review", "rejected"],
    })
}

fn key(flow: &FlowId, email: &str) -> (String, String) {
    (flow.0.clone(), email.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_begins_where_the_last_one_ended_unless_another_start_is_claimed() {
        let flow = FlowId("7b896044".to_owned());
        let mut chains = Chains::default();
        let first = chains.advance(&flow, "A@example.com", "shortlisted", None, true);
        assert_eq!(
            first.previous_status, "Interviewed",
            "everybody begins as interviewed"
        );
        let second = chains.advance(&flow, "a@example.com", "accepted", None, true);
        assert_eq!(
            second.previous_status, "shortlisted",
            "the case of an address is no matter"
        );
        let third = chains.advance(&flow, "a@example.com", "rejected", Some("Offer"), true);
        assert_eq!(
            third.previous_status, "Offer",
            "a claim replaces what is known"
        );
        assert_eq!(
            chains.current(&flow, "a@example.com"),
            "rejected",
            "the last step counts"
        );
    }
}
