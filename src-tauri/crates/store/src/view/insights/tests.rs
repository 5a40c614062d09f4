//! Each figure counts what its definition says, and nothing else.

use super::*;
use crate::table::delivery::{self, NewDelivery, Outcome};
use crate::table::pipeline;
use crate::test_support::{BACKEND, Desk, NURSE, by_email, held, invited, person};
use crate::view::people;
use domain::{
    CandidateId, FlowId, Interview, InterviewStatus, Link, Road, Scores, ScoringSystem, Status,
    TeamId, Trust,
};

/// An interview of somebody with this name.
fn of(name: &str, flow: &str, is_held: bool) -> Interview {
    let email = format!("{name}@example.com");
    let who = person(name, "Doe", Some(&email));
    let id = format!("{name}-{flow}");
    match is_held {
        true => held(&id, flow, who, "hello"),
        false => invited(&id, flow, who),
    }
}

/// Takes an interview in that came after the first synchronisation.
fn seen(desk: &Desk, interview: &Interview, at: i64) {
    match interview.status {
        InterviewStatus::Completed => {
            desk.happened(interview, at, false);
        }
        _ => {
            desk.told(interview, at);
        }
    }
}

/// An interview of somebody with this name, with a date and these scores.
fn dated(name: &str, flow: &str, ended: Option<i64>, scores: Scores) -> Interview {
    let mut told = of(name, flow, true);
    told.ended_at = ended.map(UnixMs);
    if let Some(data) = &mut told.data {
        data.scores = scores;
    }
    told
}

/// Moves somebody, as seen at this moment.
fn moved(
    desk: &Desk,
    name: &str,
    flow: &str,
    previous: Option<&str>,
    new: &str,
    at: i64,
    gap: bool,
) {
    desk.write(|tx| {
        let who = by_email(&format!("{name}@example.com"));
        let candidate = crate::table::candidate::ensure(tx, &who, None, UnixMs(at))?;
        let flow = FlowId::new(flow);
        let delivery = delivery::insert(tx, &a_delivery(at))?;
        let link = Link {
            previous: previous.map(status),
            new: status(new),
        };
        insert(tx, candidate, &flow, &link, gap, at, delivery.0)?;
        pipeline::discover(tx, &flow, &link.new)?;
        pipeline::refresh(tx, candidate, &flow)
    });
}

fn status(text: &str) -> Status {
    Status::new(text)
}

fn insert(
    tx: &crate::Tx<'_>,
    candidate: CandidateId,
    flow: &FlowId,
    link: &Link,
    gap: bool,
    at: i64,
    delivery: i64,
) -> Result<()> {
    tx.execute(
        "INSERT INTO transition (candidate_id, flow_id, previous, new, gap_after, first_seen_at,
             seen_by, trust, delivery_id) VALUES (?, ?, ?, ?, ?, ?, 'relay', 'verified', ?)",
        params![
            candidate.0,
            flow.as_str(),
            link.previous.as_ref().map(ToString::to_string),
            link.new.to_string(),
            gap.then_some("lost"),
            at,
            delivery
        ],
    )?;
    Ok(())
}

fn a_delivery(at: i64) -> NewDelivery<'static> {
    NewDelivery {
        source: "relay",
        road: Road::Relay,
        event_id: None,
        cursor: None,
        received_at: UnixMs(at),
        headers: &[],
        body: b"{}",
        trust: Trust::Verified,
        event_type: Some("candidate_status_updated"),
        outcome: Outcome::Applied,
    }
}

fn figures(desk: &Desk, flow: Option<&str>, from: i64, before: i64, days: &[i64]) -> Figures {
    let query = Query {
        flow_id: flow.map(str::to_owned),
        from: Some(UnixMs(from)),
        before: UnixMs(before),
        days: days.iter().copied().map(UnixMs).collect(),
        ..Query::default()
    };
    desk.read(|it| read(it, &query))
}

fn funnel(figures: &Figures) -> Vec<(&str, u32, u32)> {
    let steps = figures.funnel.iter();
    steps
        .map(|step| (step.column.as_str(), step.reached, step.now))
        .collect()
}

#[test]
fn interviews_without_a_date_are_counted_on_the_day_they_were_received() {
    let desk = Desk::new();
    for (name, is_held, at) in [
        ("a", true, 5),
        ("b", true, 10),
        ("c", false, 19),
        ("d", true, 20),
    ] {
        seen(&desk, &of(name, BACKEND, is_held), at);
    }
    let told = figures(&desk, None, 6, 20, &[0, 10]);
    let days: Vec<u32> = told.daily.iter().map(|day| day.held).collect();
    assert_eq!(
        days,
        [0, 1],
        "the first was before the period, the last after it"
    );
    assert_eq!((told.held, told.waiting), (1, 1));
    assert_eq!(told.average, Some(4.0));
    let mut scores = [0; STEPS];
    scores[8] = 1;
    assert_eq!(told.scores, scores, "four is the ninth step");
}

#[test]
fn five_points_are_in_the_last_step() {
    let mut scores = [0; STEPS];
    for average in [0, 209, 210, 420 * 5] {
        count_score(&mut scores, average);
    }
    assert_eq!(scores, [2, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
}

#[test]
fn only_the_flow_that_is_asked_for_counts() {
    let desk = Desk::new();
    seen(&desk, &of("a", BACKEND, true), 5);
    seen(&desk, &of("b", NURSE, true), 5);
    moved(&desk, "b", NURSE, None, "X", 6, false);
    let backend = figures(&desk, Some(BACKEND), 0, 9, &[0]);
    assert_eq!((backend.held, backend.changes), (1, 0));
    let all = figures(&desk, None, 0, 9, &[0]);
    assert_eq!((all.held, all.changes), (2, 1), "both");
    assert_eq!(all.daily[0].changes, 1);
}

#[test]
fn the_funnel_counts_who_ever_stood_there_and_who_stands_there_now() {
    let desk = Desk::new();
    for (name, is_held) in [("a", false), ("b", true), ("c", true), ("d", true)] {
        seen(&desk, &of(name, BACKEND, is_held), 5);
    }
    seen(&desk, &of("before", BACKEND, true), 1);
    moved(&desk, "c", BACKEND, None, "Screened", 6, false);
    moved(&desk, "d", BACKEND, Some("Screened"), "Offer", 6, false);
    let told = figures(&desk, None, 2, 9, &[]);
    let expected = [
        ("invited", 4, 1),
        ("none", 3, 1),
        ("status:Screened", 2, 1),
        ("status:Offer", 1, 1),
    ];
    assert_eq!(
        funnel(&told),
        expected,
        "of those who were seen in the period"
    );
}

#[test]
fn a_stay_lasts_from_one_change_to_the_next() {
    let desk = Desk::new();
    moved(&desk, "a", BACKEND, None, "X", 10, false);
    moved(&desk, "a", BACKEND, Some("X"), "Y", 40, false);
    moved(&desk, "b", BACKEND, None, "X", 20, false);
    moved(&desk, "b", BACKEND, Some("X"), "Y", 25, false);
    moved(&desk, "c", BACKEND, None, "X", 30, false);
    let told = figures(&desk, None, 0, 99, &[]);
    let stays: Vec<_> = told
        .stays
        .iter()
        .map(|stay| (&*stay.status, stay.ended.clone(), stay.now))
        .collect();
    assert_eq!(
        stays,
        [("X", vec![5, 30], 1), ("Y", vec![], 2)],
        "the shortest first"
    );
    let late = figures(&desk, None, 30, 99, &[]);
    assert_eq!(
        late.stays[0].ended,
        [30],
        "the one that ended in the period"
    );
}

#[test]
fn a_stay_that_a_gap_ends_or_begins_is_not_counted() {
    let desk = Desk::new();
    moved(&desk, "a", BACKEND, None, "X", 10, false);
    moved(&desk, "a", BACKEND, Some("Q"), "Y", 40, true);
    moved(&desk, "a", BACKEND, Some("Y"), "Z", 50, false);
    moved(&desk, "a", BACKEND, Some("Z"), "X", 70, false);
    let told = figures(&desk, None, 0, 99, &[]);
    let ended: Vec<_> = told
        .stays
        .iter()
        .map(|stay| (&*stay.status, stay.ended.clone()))
        .collect();
    assert_eq!(
        ended,
        [("X", vec![]), ("Z", vec![20])],
        "Y began and X ended nobody knows when"
    );
    assert_eq!((told.changes, told.gaps), (4, 1));
    let names: Vec<&str> = told.funnel.iter().map(|step| &*step.column).collect();
    assert!(
        names.contains(&"status:lost") && names.contains(&"status:Q"),
        "named all the same: {names:?}"
    );
}

#[test]
fn nothing_at_all_gives_empty_figures() {
    let told = figures(&Desk::new(), None, 0, 9, &[0, 5]);
    assert_eq!((told.held, told.average, told.daily.len()), (0, None, 2));
    assert_eq!(funnel(&told), [("invited", 0, 0), ("none", 0, 0)]);
}

mod behind;
mod criteria;
mod periods;
