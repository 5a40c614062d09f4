//! When the user is told, and in which words.
//!
//! Three rules: nothing for the backlog of the first synchronisation (such facts are never queued),
//! once per fact whichever road brought it (the queue's key), and grouped above three.

use crate::UnixMs;
use std::collections::BTreeSet;
use std::time::Duration;

/// More notices than this at a time become one.
pub const GROUP_ABOVE: usize = 3;
/// What counts as "at a time".
pub const BURST: Duration = Duration::from_secs(5);
/// How long a notice waits for the interview's details at most.
pub const DETAILS_WITHIN: Duration = Duration::from_secs(2);

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoticeKind {
    /// An interview was held and analysed.
    Processed,
    /// A video is ready.
    Video,
    /// A pipeline status changed.
    Status,
}

/// One fact that waits to be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Pending {
    /// Its place in the queue.
    pub id: i64,
    /// What happened.
    pub kind: NoticeKind,
    /// The candidate's name as it is to be shown; `None` when nobody knows it.
    pub candidate: Option<String>,
    /// The flow's title; `None` while unknown.
    pub flow: Option<String>,
    /// The interview's average score out of five.
    pub average: Option<f64>,
    /// The stages before and after, for status changes.
    pub statuses: (Option<String>, Option<String>),
}

/// A notice ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The first line.
    pub title: String,
    /// The second line.
    pub body: String,
    /// The facts it tells; more than one for a group.
    pub covers: Vec<i64>,
}

/// What to do now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Show these.
    pub show: Vec<Notice>,
    /// Look again at this time, since something had to wait.
    pub again_at: Option<UnixMs>,
}

/// Decides what to show of `ready`, when notices were shown at the times `recent` before.
pub fn plan(ready: &[Pending], recent: &[UnixMs], now: UnixMs, hide_content: bool) -> Plan {
    if ready.is_empty() {
        return Plan::default();
    }
    if ready.len() > GROUP_ABOVE {
        return Plan {
            show: vec![group(ready)],
            again_at: None,
        };
    }
    let burst: Vec<UnixMs> = recent
        .iter()
        .copied()
        .filter(|at| *at <= now && now.since(*at) < BURST)
        .collect();
    match burst.iter().min() {
        Some(first) if burst.len() + ready.len() > GROUP_ABOVE => Plan {
            show: Vec::new(),
            again_at: Some(first.plus(BURST)),
        },
        _ => {
            let show = ready
                .iter()
                .map(|pending| single(pending, hide_content))
                .collect();
            Plan {
                show,
                again_at: None,
            }
        }
    }
}

fn single(pending: &Pending, hide_content: bool) -> Notice {
    let (title, hidden) = match pending.kind {
        NoticeKind::Processed => ("Interview processed", "An interview was processed"),
        NoticeKind::Video => ("Video ready", "A video is ready"),
        NoticeKind::Status => ("Status changed", "A candidate's status changed"),
    };
    let body = if hide_content {
        hidden.to_owned()
    } else {
        sentence(pending)
    };
    Notice {
        title: title.to_owned(),
        body,
        covers: vec![pending.id],
    }
}

fn sentence(pending: &Pending) -> String {
    let who = pending
        .candidate
        .as_deref()
        .unwrap_or("An anonymous candidate");
    let flow = pending.flow.as_deref().unwrap_or("an interview");
    match pending.kind {
        NoticeKind::Processed => match pending.average {
            Some(average) => format!("{who} finished {flow} — {average:.1} average"),
            None => format!("{who} finished {flow}"),
        },
        NoticeKind::Video => format!("{who}'s video for {flow} is ready"),
        NoticeKind::Status => {
            let new = pending.statuses.1.as_deref().unwrap_or("another status");
            match pending.statuses.0.as_deref() {
                Some(previous) => format!("{who}: {previous} → {new} in {flow}"),
                None => format!("{who}: {new} in {flow}"),
            }
        }
    }
}

fn group(ready: &[Pending]) -> Notice {
    let count = |kind| ready.iter().filter(|pending| pending.kind == kind).count();
    let flows = ready
        .iter()
        .map(|pending| &pending.flow)
        .collect::<BTreeSet<_>>()
        .len();
    let parts: Vec<String> = [
        (
            count(NoticeKind::Processed),
            "interview processed",
            "interviews processed",
        ),
        (count(NoticeKind::Video), "video ready", "videos ready"),
        (count(NoticeKind::Status), "status change", "status changes"),
    ]
    .into_iter()
    .filter(|(n, ..)| *n > 0)
    .map(|(n, one, many)| plural(n, one, many))
    .collect();
    Notice {
        title: "New from Ribbon".to_owned(),
        body: format!("{} in {}", parts.join(", "), plural(flows, "flow", "flows")),
        covers: ready.iter().map(|pending| pending.id).collect(),
    }
}

fn plural(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn processed(id: i64, flow: &str) -> Pending {
        Pending {
            id,
            kind: NoticeKind::Processed,
            candidate: Some("Jane Doe".into()),
            flow: Some(flow.into()),
            average: Some(4.333),
            statuses: (None, None),
        }
    }

    fn bodies(plan: &Plan) -> Vec<&str> {
        plan.show
            .iter()
            .map(|notice| notice.body.as_str())
            .collect()
    }

    #[test]
    fn one_processed_interview_is_one_notice_in_these_words() {
        let plan = plan(&[processed(1, "Backend Engineer")], &[], UnixMs(0), false);
        assert_eq!(
            bodies(&plan),
            ["Jane Doe finished Backend Engineer — 4.3 average"]
        );
    }

    #[test]
    fn a_status_change_names_both_stages() {
        let moved = Pending {
            kind: NoticeKind::Status,
            statuses: (Some("shortlisted".into()), Some("accepted".into())),
            ..processed(1, "Backend Engineer")
        };
        let plan = plan(&[moved], &[], UnixMs(0), false);
        assert_eq!(
            bodies(&plan),
            ["Jane Doe: shortlisted → accepted in Backend Engineer"]
        );
    }

    #[test]
    fn hidden_content_shows_neither_name_nor_score() {
        let plan = plan(&[processed(1, "Backend Engineer")], &[], UnixMs(0), true);
        assert_eq!(bodies(&plan), ["An interview was processed"]);
    }

    #[test]
    fn more_than_three_at_a_time_become_one_that_covers_all() {
        let ready: Vec<Pending> = (0..7)
            .map(|id| processed(id, ["A", "B", "C"][id as usize % 3]))
            .collect();
        let plan = plan(&ready, &[], UnixMs(0), false);
        assert_eq!(bodies(&plan), ["7 interviews processed in 3 flows"]);
        assert_eq!(
            plan.show[0].covers,
            (0..7).collect::<Vec<_>>(),
            "none is left to be told"
        );
    }

    #[test]
    fn a_fourth_within_the_burst_waits_and_the_first_is_told_at_once() {
        let now = UnixMs(10_000);
        let recent = [UnixMs(7_000), UnixMs(8_000), UnixMs(9_000)];
        let held = plan(&[processed(4, "A")], &recent, now, false);
        assert!(held.show.is_empty(), "three were shown within five seconds");
        assert_eq!(
            held.again_at,
            Some(UnixMs(12_000)),
            "when the first of them leaves the burst"
        );
        let later = plan(&[processed(4, "A")], &recent, UnixMs(12_000), false);
        assert_eq!(later.show.len(), 1, "then it is told");
    }

    #[test]
    fn a_clock_that_was_set_back_holds_nothing_for_long() {
        let plan = plan(
            &[processed(1, "A")],
            &[UnixMs(90_000); 3],
            UnixMs(10_000),
            false,
        );
        assert_eq!(plan.show.len(), 1, "notices from the future do not count");
    }
}
