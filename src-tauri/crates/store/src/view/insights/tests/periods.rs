//! What belongs to a period, a team, and to what Ribbon still has.

use super::*;

fn all_time(desk: &Desk, days: &[i64]) -> Figures {
    let query = Query {
        before: UnixMs(1_000),
        days: days.iter().copied().map(UnixMs).collect(),
        ..Query::default()
    };
    desk.read(|it| read(it, &query))
}

#[test]
fn a_first_synchronisation_is_spread_over_the_days_on_which_interviews_took_place() {
    let desk = Desk::new();
    for (name, ended) in [("a", 12), ("b", 25), ("c", 26)] {
        let told = dated(name, BACKEND, Some(ended), Scores::default());
        desk.happened(&told, 900, true);
    }
    let told = figures(&desk, None, 10, 950, &[10, 20, 30]);
    let days: Vec<u32> = told.daily.iter().map(|day| day.held).collect();
    assert_eq!(days, [1, 2, 0], "and none on the day they were first seen");
    assert_eq!((told.held, told.undated), (3, 0));
}

#[test]
fn an_interview_without_a_date_counts_on_the_day_it_was_received_live_and_else_on_none() {
    let desk = Desk::new();
    for name in ["a", "b"] {
        desk.happened(&of(name, BACKEND, true), 15, true);
    }
    // Held, and no event tells so.
    desk.told(&of("c", BACKEND, true), 15);
    seen(&desk, &of("d", BACKEND, true), 15);
    seen(&desk, &of("e", BACKEND, false), 15);
    let told = figures(&desk, None, 10, 20, &[10]);
    assert_eq!(told.daily[0].held, 1, "the one that was received live");
    assert_eq!((told.held, told.waiting, told.undated), (1, 1, 3));
    assert_eq!(funnel(&told), [("invited", 2, 1), ("none", 1, 1)]);
    let all = all_time(&desk, &[0]);
    assert_eq!(all.daily[0].held, 1, "nor are they on a day of all time");
    assert_eq!((all.held, all.waiting, all.undated), (4, 1, 3));
    assert_eq!(all.scores.iter().sum::<u32>(), 4, "but they count in it");
    assert_eq!(funnel(&all), [("invited", 5, 1), ("none", 4, 4)]);
    let other = figures(&desk, Some(NURSE), 10, 20, &[10]);
    assert_eq!(other.undated, 0, "none in that flow");
}

#[test]
fn behind_the_bars_are_those_without_a_date_only_where_they_are_counted() {
    let desk = Desk::new();
    desk.flow(BACKEND, "Backend Engineer");
    desk.happened(&of("a", BACKEND, true), 15, true);
    seen(&desk, &of("b", BACKEND, true), 15);
    let dated = dated("c", BACKEND, Some(12), Scores::default());
    desk.happened(&dated, 900, true);
    let behind = |filter: &people::Filter| {
        let count = desk.read(|it| people::count(it, filter));
        assert_eq!(
            desk.read(|it| people::ids(it, filter)).len(),
            count as usize
        );
        count
    };
    for from in [None, Some(UnixMs(0)), Some(UnixMs(10)), Some(UnixMs(14))] {
        let query = Query {
            from,
            before: UnixMs(1_000),
            ..Query::default()
        };
        let told = desk.read(|it| read(it, &query));
        let held = people::Filter {
            held: Some(people::Held {
                from,
                before: Some(UnixMs(1_000)),
                ..people::Held::default()
            }),
            ..people::Filter::default()
        };
        assert_eq!(behind(&held), told.held, "{from:?}");
        let ever = people::Filter {
            ever: Some("none".to_owned()),
            ever_from: from,
            ever_before: Some(UnixMs(1_000)),
            ..people::Filter::default()
        };
        assert_eq!(behind(&ever), told.funnel[1].reached, "{from:?}");
    }
}

#[test]
fn only_the_flows_of_the_team_that_is_asked_for_count() {
    let desk = Desk::new();
    for (flow, team) in [(BACKEND, Some("t1")), (NURSE, Some("t2")), ("none", None)] {
        let flow = domain::Flow {
            team_id: team.map(TeamId::new),
            ..crate::test_support::a_flow(flow, flow)
        };
        desk.write(|tx| crate::table::flow::put(tx, &flow, UnixMs(1)));
        let id = flow.id.as_str();
        seen(&desk, &of("a", id, true), 5);
        moved(&desk, "a", id, None, id, 6, false);
    }
    let query = Query {
        team_id: Some("t1".to_owned()),
        before: UnixMs(9),
        ..Query::default()
    };
    let told = desk.read(|it| read(it, &query));
    assert_eq!((told.held, told.changes), (1, 1));
    let backend = format!("status:{BACKEND}");
    assert_eq!(
        funnel(&told),
        [("invited", 1, 0), ("none", 1, 0), (backend.as_str(), 1, 1)]
    );
    assert_eq!(told.stays.len(), 1, "in that flow's status");
    let other = Query {
        flow_id: Some(NURSE.to_owned()),
        ..query
    };
    assert_eq!(desk.read(|it| read(it, &other)).held, 0, "not of the team");
}

#[test]
fn interviews_that_ribbon_no_longer_has_are_counted_as_such() {
    let desk = Desk::new();
    for (name, flow, at) in [("a", BACKEND, 12), ("b", BACKEND, 13), ("c", NURSE, 14)] {
        seen(&desk, &of(name, flow, true), at);
    }
    desk.happened(&of("d", BACKEND, true), 15, true);
    for id in ["a-7b896044", "c-d1a104e7", "d-7b896044"] {
        let id = domain::InterviewId::new(id);
        desk.write(|tx| crate::table::interview::mark_gone(tx, &id, UnixMs(99)))
            .expect("it is known");
    }
    let gone = |flow, from, before| {
        let told = figures(&desk, flow, from, before, &[from]);
        (told.held, told.gone)
    };
    assert_eq!(gone(None, 10, 20), (3, 2));
    assert_eq!(gone(Some(BACKEND), 10, 20), (2, 1));
    assert_eq!(gone(None, 13, 14), (1, 0));
    let all = all_time(&desk, &[0]);
    assert_eq!((all.held, all.gone), (4, 3), "with the one without a date");
}
