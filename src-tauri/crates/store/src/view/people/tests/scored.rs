//! The table by criteria, by when interviews took place, by team, and by what Ribbon no longer has.

use super::*;
use crate::table::{interview, team};
use crate::view::people::scored::Half;
use domain::{CriterionKey, InterviewId, Scores, ScoringSystem, Team};
use proptest::prelude::*;

fn key(text: &str) -> CriterionKey {
    CriterionKey::from_text(text)
}

fn range(criterion: &str, min: Option<f64>, max: Option<f64>) -> ScoreRange {
    ScoreRange {
        criterion: key(criterion),
        min,
        max,
    }
}

/// An interview with scores for a number, a percentage and a yes or no.
fn given(id: &str, flow: &str, scores: [Option<f64>; 3]) -> Interview {
    let systems = ["out_of_5", "percentage", "binary"].map(ScoringSystem::parse);
    let names = ["Customer empathy", "Culture fit", "Licence"].map(str::to_owned);
    let list = names.into_iter().zip(systems).zip(scores);
    let who = person(id, "Doe", Some(&format!("{id}@example.com")));
    let mut told = held(id, flow, who, "hello");
    if let Some(data) = &mut told.data {
        data.scores = Scores::new(list.map(|((name, system), value)| (name, system, value)));
    }
    told
}

const EMPATHY: &str = "customer_empathy";
const FIT: &str = "culture_fit:percentage";
const LICENCE: &str = "licence:binary";

/// Everyone as a row, newest first.
fn all(desk: &Desk) -> Vec<Person> {
    desk.read(|it| page(it, &Filter::default(), 0, 1_000))
}

/// Plain: with a value by it and then by number, in the direction; then the rest, newest first.
fn sorted(desk: &Desk, by: &CriterionKey, reverse: bool) -> Vec<i64> {
    let (mut with, without): (Vec<_>, Vec<_>) = all(desk)
        .into_iter()
        .partition(|row| row.scores.contains_key(by));
    with.sort_by(|a, b| {
        let place = |row: &Person| (row.scores[by], row.candidate_id);
        place(b).partial_cmp(&place(a)).expect("finite")
    });
    if reverse {
        with.reverse();
    }
    let rows = with.into_iter().chain(without);
    rows.map(|row| row.candidate_id).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn page_by_criterion_equals_a_plain_sort(
        scores in prop::collection::vec(
            [0_u8..8, 0..8, 0..8].prop_map(|all| all.map(|it| (it < 6).then(|| f64::from(it) * 0.9))),
            1..30,
        ),
        reverse in any::<bool>(),
        limit in 1_u32..7,
    ) {
        let desk = Desk::new();
        desk.flow(BACKEND, "Backend Engineer");
        for (each, at) in scores.iter().zip(10_i64..) {
            desk.told(&given(&format!("i{at}"), BACKEND, *each), at);
        }
        for criterion in [EMPATHY, FIT, LICENCE, "unknown"] {
            let by = key(criterion);
            let filter = Filter { order: Order::Criterion(by.clone()), reverse, ..Filter::default() };
            let expected = sorted(&desk, &by, reverse);
            let mut shown = Vec::new();
            for offset in (0..u32::try_from(expected.len()).unwrap()).step_by(limit as usize) {
                let page = desk.read(|it| page(it, &filter, offset, limit));
                shown.extend(page.into_iter().map(|row| row.candidate_id));
            }
            prop_assert_eq!(&shown, &expected, "page by page, by {}", criterion);
            prop_assert_eq!(desk.read(|it| ids(it, &filter)), expected.clone());
            // The same where few are gathered, and where more are walked under a condition.
            let named = Filter { name: some("doe"), ..filter.clone() };
            prop_assert_eq!(desk.read(|it| ids(it, &named)), expected.clone(), "gathered");
            let open = Filter { reviewed: Some(false), ..filter.clone() };
            prop_assert_eq!(desk.read(|it| ids(it, &open)), expected, "walked");
        }
    }

    #[test]
    fn filter_by_criteria_equals_looking_at_each_row(
        scores in prop::collection::vec([0_u8..8, 0..8, 0..8], 1..25),
        min in prop::option::of(0_u8..6),
        max in prop::option::of(0_u8..6),
    ) {
        let desk = Desk::new();
        desk.flow(BACKEND, "Backend Engineer");
        for (each, at) in scores.iter().zip(10_i64..) {
            let each = each.map(|it| (it < 6).then(|| f64::from(it)));
            desk.told(&given(&format!("i{at}"), BACKEND, each), at);
        }
        let (min, max) = (min.map(f64::from), max.map(f64::from));
        let ranges = vec![range(EMPATHY, min, max), range(FIT, Some(2.0), None)];
        let filter = Filter { scores: ranges.clone(), ..Filter::default() };
        let fits = |row: &Person| ranges.iter().all(|one| {
            row.scores.get(&one.criterion).is_some_and(|value| {
                one.min.is_none_or(|min| *value >= min)
                    && one.max.is_none_or(|max| *value < max || max >= 5.0)
            })
        });
        let rows = all(&desk).into_iter().filter(fits);
        let expected: Vec<i64> = rows.map(|row| row.candidate_id).collect();
        prop_assert_eq!(&desk.read(|it| ids(it, &filter)), &expected);
        prop_assert_eq!(desk.read(|it| count(it, &filter)) as usize, expected.len());
    }
}

#[test]
fn half_of_a_criterion_s_order_is_the_same_from_either_end() {
    let desk = Desk::new();
    desk.flow(BACKEND, "Backend Engineer");
    for at in 0..12_u8 {
        let score = (at % 3 > 0).then(|| f64::from(at % 5));
        let told = given(&format!("i{at}"), BACKEND, [score, None, None]);
        desk.told(&told, i64::from(at));
    }
    for (half, reverse) in [
        (Half::Scored, false),
        (Half::Scored, true),
        (Half::Unscored, false),
    ] {
        let filter = Filter {
            order: Order::Criterion(key(EMPATHY)),
            reverse,
            ..Filter::default()
        };
        let part = |side, offset, limit| {
            let slice = Slice {
                side,
                offset,
                limit,
            };
            desk.read(|it| {
                let picked = Picked::of(it, &filter)?.expect("a filter without words");
                picked.half(it, &filter, half, slice)
            })
        };
        let all = part(Side::Front, 0, 100);
        assert!(!all.is_empty(), "{half:?} has people");
        assert_eq!(part(Side::Back, 0, 100), all, "{half:?}");
        let count = u32::try_from(all.len()).unwrap();
        assert_eq!(part(Side::Back, count - 2, 1), all[1..2], "{half:?}");
    }
}

#[test]
fn unknown_criterion_is_nobody_s() {
    let it = people();
    let filter = only(|f| f.scores = vec![range("no_such", None, None)]);
    assert_eq!(shown(&it, &filter), [0; 0]);
    let too_many = only(|f| f.scores = vec![range("skills", None, None); MOST_SCORES + 1]);
    assert_eq!(shown(&it, &too_many), [0; 0], "more than can be at once");
}

#[test]
fn newest_held_interview_decides_the_date_and_unknown_ones_come_last() {
    let it = people();
    let date = |id: &str, who, at: i64| {
        let mut told = held(id, BACKEND, who, "hello");
        told.ended_at = Some(UnixMs(at));
        it.desk.told(&told, 100);
    };
    date("i6", jane(), 5_000);
    date("i7", zoe(), 9_000);
    let by_date = by(Order::Interviewed);
    let dated = [it.zoe, it.jane];
    assert_eq!(shown(&it, &by_date)[..2], dated, "the newest first");
    let turned = Filter {
        reverse: true,
        ..by_date
    };
    assert_eq!(shown(&it, &turned)[..2], [it.jane, it.zoe], "undated last");
    let within =
        |from, before| only(|f| (f.interviewed_from, f.interviewed_before) = (from, before));
    for (filter, expected) in [
        (
            within(Some(UnixMs(5_000)), Some(UnixMs(9_000))),
            vec![it.jane],
        ),
        (within(Some(UnixMs(5_001)), None), vec![it.zoe]),
        (within(None, Some(UnixMs(20_000))), vec![it.jane, it.zoe]),
    ] {
        let mut found = shown(&it, &filter);
        found.sort_unstable();
        assert_eq!(found, expected, "{filter:?}");
    }
    let row = &it.desk.read(|connection| rows(connection, &[it.zoe]))[0];
    assert_eq!(row.interviewed_at, Some(UnixMs(9_000)));
}

#[test]
fn team_shows_who_was_seen_in_its_flows() {
    let it = people();
    let sales = Team {
        id: "team-sales".into(),
        name: "Sales".into(),
        created_at: "2026-01-01".into(),
    };
    it.desk.write(|tx| team::put(tx, &sales));
    let nurse = domain::Flow {
        team_id: Some("team-sales".into()),
        ..a_flow(NURSE, "Nurse")
    };
    it.desk.write(|tx| flow::put(tx, &nurse, UnixMs(60)));
    let of_team = only(|f| f.team_id = some("team-sales"));
    assert_eq!(shown(&it, &of_team), [it.ada, it.anonymous, it.zoe]);
    // Who was seen in another flow since is still somebody of this team.
    it.desk.told(&held("i8", BACKEND, zoe(), "again"), 70);
    assert_eq!(shown(&it, &of_team), [it.zoe, it.ada, it.anonymous]);
    let facets = it.desk.read(facets);
    assert_eq!(facets.teams, [("team-sales".into(), "Sales".into())]);
    assert_eq!(facets.criteria.len(), 7, "what interviews were scored by");
}

#[test]
fn interviews_that_ribbon_no_longer_has_are_counted_and_filtered() {
    let it = people();
    it.desk.write(|tx| {
        let marked = interview::mark_gone(tx, &InterviewId::new("i2"), UnixMs(90))?;
        let (who, flow) = marked.expect("it was there");
        pipeline::refresh(tx, who, &flow)
    });
    let gone = |is| only(|f| f.gone = Some(is));
    assert_eq!(shown(&it, &gone(true)), [it.zoe]);
    assert_eq!(shown(&it, &gone(false)), [it.jane, it.ada, it.anonymous]);
    let row = &it.desk.read(|connection| rows(connection, &[it.zoe]))[0];
    assert_eq!((row.gone, row.scores.get(&key("skills"))), (1, Some(&5.0)));
}
