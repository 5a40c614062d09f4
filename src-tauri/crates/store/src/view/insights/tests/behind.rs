//! The lists behind the bars are as long as the bars say.

use super::*;
use crate::table::flow;
use crate::test_support::a_flow;

/// Which flows the figures are of: a flow, all flows of a team, or both.
type Scope = (Option<&'static str>, Option<&'static str>);

const CARE: &str = "team-care";

const SCOPES: [Scope; 6] = [
    (Some(BACKEND), None),
    (Some(NURSE), None),
    (None, None),
    (None, Some(CARE)),
    (Some(NURSE), Some(CARE)),
    (Some(BACKEND), Some(CARE)),
];

fn figures_of(desk: &Desk, (flow, team): Scope, from: i64, before: i64, days: &[i64]) -> Figures {
    let query = Query {
        flow_id: flow.map(str::to_owned),
        team_id: team.map(str::to_owned),
        from: Some(UnixMs(from)),
        before: UnixMs(before),
        days: days.iter().copied().map(UnixMs).collect(),
    };
    desk.read(|it| read(it, &query))
}

/// The people of a scope, not narrowed any further.
fn people_of((flow, team): Scope) -> people::Filter {
    people::Filter {
        flow_id: flow.map(str::to_owned),
        team_id: team.map(str::to_owned),
        ..people::Filter::default()
    }
}

/// How many the list has, which is also what it counts.
fn length(desk: &Desk, filter: &people::Filter) -> u32 {
    let list = desk.read(|it| people::ids(it, filter));
    let count = desk.read(|it| people::count(it, filter));
    assert_eq!(
        list.len(),
        count as usize,
        "the count of the list: {filter:?}"
    );
    count
}

/// Everybody is in a different situation, some in two flows.
fn a_company() -> Desk {
    let desk = Desk::new();
    for (name, flow, is_held, at) in [
        ("a", BACKEND, true, 1),
        ("b", BACKEND, true, 11),
        ("c", BACKEND, false, 12),
        ("d", NURSE, true, 13),
        ("a", NURSE, true, 14),
        ("e", NURSE, false, 2),
        ("f", BACKEND, true, 30),
    ] {
        desk.flow(flow, flow);
        seen(&desk, &of(name, flow, is_held), at);
    }
    for (name, flow, previous, new, at, gap) in [
        ("a", BACKEND, None, "review", 3, false),
        ("a", BACKEND, Some("review"), "hired", 15, false),
        ("a", NURSE, None, "review", 16, false),
        ("b", BACKEND, Some("phone"), "review", 16, false),
        ("d", NURSE, Some("review"), "hired", 31, true),
        ("g", BACKEND, None, "review", 17, false),
        ("g", BACKEND, Some("review"), "rejected", 18, false),
        ("h", NURSE, Some("invited"), "review", 4, false),
    ] {
        moved(&desk, name, flow, previous, new, at, gap);
    }
    let nurse = domain::Flow {
        team_id: Some(CARE.into()),
        ..a_flow(NURSE, "Nurse")
    };
    desk.write(|tx| flow::put(tx, &nurse, UnixMs(50)));
    desk
}

#[test]
fn the_number_of_each_bar_is_that_of_the_list_behind_it() {
    let desk = a_company();
    let mut bars = 0;
    for scope in SCOPES {
        for (from, before) in [(0, 99), (10, 20), (16, 17), (31, 99), (40, 50)] {
            for step in figures_of(&desk, scope, from, before, &[0]).funnel {
                let mut behind = people::Filter {
                    ever: Some(step.column.clone()),
                    ever_from: Some(UnixMs(from)),
                    ever_before: Some(UnixMs(before)),
                    ..people_of(scope)
                };
                let reached = length(&desk, &behind);
                assert_eq!(reached, step.reached, "{behind:?}");
                bars += reached;
                behind.column = Some(step.column);
                assert_eq!(length(&desk, &behind), step.now, "still there: {behind:?}");
            }
        }
    }
    assert!(bars > 30, "there are bars to compare: {bars}");
}

#[test]
fn behind_a_bar_of_interviews_are_those_who_held_them() {
    let desk = a_company();
    let behind = |scope: Scope, held: people::Held| {
        let filter = people::Filter {
            held: Some(held),
            ..people_of(scope)
        };
        length(&desk, &filter)
    };
    let mut bars = 0;
    for scope in SCOPES {
        let days = [0, 10, 13, 14, 20];
        let told = figures_of(&desk, scope, 0, 99, &days);
        for (n, day) in told.daily.iter().enumerate() {
            let held = people::Held {
                from: Some(day.begins),
                before: days.get(n + 1).map(|next| UnixMs(*next)),
                ..people::Held::default()
            };
            // Nobody held two on one day here.
            assert_eq!(behind(scope, held), day.held, "{scope:?} {day:?}");
            bars += day.held;
        }
        let people = behind(scope, people::Held::default());
        let mut by_score = 0;
        for (n, interviews) in (0_u32..).zip(told.scores) {
            let held = people::Held {
                min_average: Some(f64::from(n) / 2.0),
                max_average: Some(f64::from(n + 1) / 2.0),
                ..people::Held::default()
            };
            let found = behind(scope, held);
            assert!(found <= interviews, "{scope:?}, step {n}");
            assert_eq!(found == 0, interviews == 0, "{scope:?}, step {n}");
            by_score += found;
        }
        assert!(by_score >= people, "everyone who was scored: {scope:?}");
    }
    assert!(bars > 8, "there are bars to compare: {bars}");
}

#[test]
fn the_highest_average_belongs_to_the_last_step() {
    let desk = Desk::new();
    desk.flow(BACKEND, "Backend Engineer");
    let mut told = of("a", BACKEND, true);
    if let Some(data) = &mut told.data {
        data.scores = crate::test_support::scored(&[("communication", 5.0), ("skills", 5.0)]);
    }
    seen(&desk, &told, 1);
    let found = |min, max| {
        let held = people::Held {
            min_average: Some(min),
            max_average: Some(max),
            ..people::Held::default()
        };
        let filter = people::Filter {
            held: Some(held),
            ..people::Filter::default()
        };
        desk.read(|it| people::count(it, &filter))
    };
    assert_eq!((found(4.5, 5.0), found(4.0, 4.5)), (1, 0));
}

#[test]
fn who_left_a_status_or_was_in_it_in_two_flows_counts_once_for_it() {
    let desk = a_company();
    let all = figures_of(&desk, (None, None), 0, 99, &[0]);
    let reached = |told: &Figures, column: &str| {
        let step = told.funnel.iter().find(|step| step.column == column);
        step.map(|step| (step.reached, step.now))
    };
    let review = reached(&all, "status:review");
    assert_eq!(review, Some((5, 3)), "a, b, d, g, h; now a, b, h");
    let nurse = figures_of(&desk, (Some(NURSE), None), 0, 99, &[0]);
    assert_eq!(reached(&nurse, "status:review"), Some((3, 2)), "a, d, h");
    assert_eq!(reached(&all, "status:lost"), Some((1, 0)), "before the gap");
}
