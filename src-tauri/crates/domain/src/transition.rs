//! The rule for a status change: it is a link in a chain.
//!
//! Ribbon's webhook carries neither an id nor a time, and a candidate who goes A → B → A → B
//! produces byte-identical, legitimate events. So a repeat is told by the chain, never by the body.

use crate::Status;

/// One link: from a stage to the next.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Link {
    /// `previous_status`; absent when Ribbon names none.
    pub previous: Option<Status>,
    /// `new_status`.
    pub new: Status,
}

impl Link {
    /// Whether both links lead from the same stage to the same stage.
    pub fn is_same(&self, other: &Self) -> bool {
        let previous = match (&self.previous, &other.previous) {
            (Some(own), Some(others)) => own.is_same(others),
            (own, others) => own == others,
        };
        previous && self.new.is_same(&other.new)
    }
}

/// What becomes of a status change that has arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It continues the chain (or begins one).
    Applied,
    /// It is applied, but its `previous_status` is not the stage that we hold: at least one change
    /// never reached us, and no API can tell us which.
    AppliedAfterGap {
        /// The stage that we held.
        held: Status,
    },
    /// The very transition that we applied last: counted, not applied.
    Repeat,
}

/// Decides what becomes of `next`, given the `last` link of this candidate's chain in this flow.
///
/// A repeat is only an immediate one: the same link again with nothing in between, which can never
/// be legitimate, as its `previous` is no longer the stage that is held. (A link whose two ends are
/// equal changes nothing and counts as a repeat as well once that stage is held.)
pub fn judge(last: Option<&Link>, next: &Link) -> Verdict {
    let Some(last) = last else {
        return Verdict::Applied;
    };
    if last.is_same(next) {
        return Verdict::Repeat;
    }
    match &next.previous {
        Some(previous) if !previous.is_same(&last.new) => Verdict::AppliedAfterGap {
            held: last.new.clone(),
        },
        _ if next.new.is_same(&last.new) => Verdict::Repeat,
        _ => Verdict::Applied,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(previous: &str, new: &str) -> Link {
        Link {
            previous: Some(Status::new(previous)),
            new: Status::new(new),
        }
    }

    /// Judges each link against the last applied one, as the store does.
    fn run(links: &[Link]) -> Vec<Verdict> {
        let mut last: Option<Link> = None;
        links
            .iter()
            .map(|next| {
                let verdict = judge(last.as_ref(), next);
                if verdict != Verdict::Repeat {
                    last = Some(next.clone());
                }
                verdict
            })
            .collect()
    }

    #[test]
    fn going_back_and_forth_is_applied_every_time() {
        let there = link("shortlisted", "rejected");
        let back = link("rejected", "shortlisted");
        let verdicts = run(&[there.clone(), back.clone(), there, back]);
        assert_eq!(
            verdicts,
            vec![Verdict::Applied; 4],
            "A→B→A→B is four legitimate changes"
        );
    }

    #[test]
    fn the_same_change_again_with_nothing_between_is_a_repeat() {
        let change = link("Interviewed", "shortlisted");
        assert_eq!(
            run(&[change.clone(), change]),
            vec![Verdict::Applied, Verdict::Repeat]
        );
    }

    #[test]
    fn a_previous_status_that_we_do_not_hold_reveals_a_gap() {
        let verdicts = run(&[
            link("Interviewed", "shortlisted"),
            link("final round", "accepted"),
        ]);
        let gap = Verdict::AppliedAfterGap {
            held: Status::new("shortlisted"),
        };
        assert_eq!(
            verdicts,
            vec![Verdict::Applied, gap],
            "one change was missed in between"
        );
    }

    #[test]
    fn a_status_in_other_letters_is_the_same_stage() {
        let verdicts = run(&[
            link("Interviewed", "Shortlisted"),
            link("shortlisted", "Rejected"),
            link("SHORTLISTED", "rejected"),
            link("rejected", "ÜBERPRÜFT"),
            link("überprüft", "hired"),
        ]);
        let applied = Verdict::Applied;
        assert_eq!(
            verdicts,
            [
                applied.clone(),
                applied.clone(),
                Verdict::Repeat,
                applied.clone(),
                applied
            ],
            "no change was missed"
        );
    }

    #[test]
    fn the_first_change_that_reaches_us_begins_the_chain() {
        assert_eq!(
            run(&[link("accepted", "hired")]),
            vec![Verdict::Applied],
            "nothing to compare"
        );
    }

    #[test]
    fn a_lost_return_shows_as_a_repeat_only_when_it_is_indistinguishable() {
        // A→B, (B→A lost), A→B: the two bodies are equal and nothing stands between them.
        let change = link("A", "B");
        assert_eq!(
            run(&[change.clone(), change]).last(),
            Some(&Verdict::Repeat)
        );
    }
}
