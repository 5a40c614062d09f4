//! The figures of each criterion.

use super::*;

fn score(name: &str, system: &str, value: Option<f64>) -> (String, ScoringSystem, Option<f64>) {
    (name.to_owned(), ScoringSystem::parse(system), value)
}

#[test]
fn each_criterion_has_its_mean_and_its_spread() {
    let desk = Desk::new();
    desk.flow(BACKEND, "Backend Engineer");
    let list = [
        ("a", 12, Some(4.0), Some(2.5), Some(5.0)),
        ("b", 13, Some(1.0), Some(5.0), Some(0.0)),
        ("c", 14, Some(1.0), None, Some(5.0)),
        ("late", 30, Some(5.0), Some(5.0), Some(5.0)),
    ];
    for (name, ended, empathy, fit, licence) in list {
        let scores = Scores::new([
            score("Empathy", "out_of_5", empathy),
            score("Fit", "percentage", fit),
            score("Has a licence", "binary", licence),
            score("Never scored", "out_of_5", None),
        ]);
        desk.happened(&dated(name, BACKEND, Some(ended), scores), 900, true);
    }
    let told = figures(&desk, Some(BACKEND), 10, 20, &[10]);
    let criteria: Vec<_> = told
        .criteria
        .iter()
        .map(|it| (it.criterion.key.as_str(), it.mean, it.steps))
        .collect();
    assert_eq!(
        criteria,
        [
            ("empathy", 2.0, [0, 0, 2, 0, 0, 0, 0, 0, 1, 0]),
            ("fit:percentage", 3.75, [0, 0, 0, 0, 0, 1, 0, 0, 0, 1]),
            (
                "has_a_licence:binary",
                10.0 / 3.0,
                [1, 0, 0, 0, 0, 0, 0, 0, 0, 2]
            ),
        ],
        "of the interviews of the period, in the flow's order"
    );
}

#[test]
fn the_criteria_of_several_flows_begin_with_those_of_every_flow() {
    let desk = Desk::new();
    let own = Scores::new([
        score("Aura", "out_of_5", Some(1.0)),
        score("Skills", "out_of_5", Some(2.0)),
    ]);
    let other = Scores::new([score("Skills", "out_of_5", Some(4.0))]);
    desk.happened(&dated("a", BACKEND, Some(12), own), 900, true);
    desk.happened(&dated("b", NURSE, Some(12), other), 900, true);
    let told = figures(&desk, None, 10, 20, &[10]);
    let criteria = told.criteria.iter();
    let criteria: Vec<_> = criteria
        .map(|it| (it.criterion.key.as_str(), it.mean))
        .collect();
    assert_eq!(
        criteria,
        [("skills", 3.0), ("aura", 1.0)],
        "over both flows"
    );
}

#[test]
fn behind_each_step_of_a_criterion_are_those_who_were_scored_so() {
    let desk = Desk::new();
    desk.flow(BACKEND, "Backend Engineer");
    let given = [0.0, 0.4, 0.5, 2.0, 2.49, 2.5, 4.9, 5.0];
    for (name, value) in ["a", "b", "c", "d", "e", "f", "g", "h"].iter().zip(given) {
        let scores = Scores::new([
            score("Empathy", "out_of_5", Some(value)),
            score("Skills", "out_of_5", Some(5.0 - value)),
        ]);
        desk.happened(&dated(name, BACKEND, Some(12), scores), 900, true);
    }
    let told = figures(&desk, None, 10, 20, &[10]);
    let mut bars = 0;
    for scored in &told.criteria {
        for (n, interviews) in (0_u32..).zip(scored.steps) {
            let held = people::Held {
                from: Some(UnixMs(10)),
                before: Some(UnixMs(20)),
                criterion: Some(scored.criterion.key.clone()),
                min_average: Some(f64::from(n) / 2.0),
                max_average: Some(f64::from(n + 1) / 2.0),
            };
            let filter = people::Filter {
                held: Some(held),
                ..people::Filter::default()
            };
            let found = desk.read(|it| people::ids(it, &filter)).len();
            assert_eq!(
                found, interviews as usize,
                "{:?}, step {n}",
                scored.criterion
            );
            assert_eq!(desk.read(|it| people::count(it, &filter)), interviews);
            bars += interviews;
        }
    }
    assert_eq!(bars, 16, "everyone by both criteria");
}

#[test]
fn damaged_scores_are_an_error_of_the_figures() {
    let desk = Desk::new();
    seen(&desk, &of("a", BACKEND, true), 5);
    desk.write(|tx| {
        tx.execute_batch("DROP TRIGGER score_count_before; DROP TRIGGER score_count_after")?;
        Ok(tx.execute("UPDATE interview SET scores = '[[99,1]]'", [])?)
    });
    let query = Query {
        before: UnixMs(9),
        ..Query::default()
    };
    let told = desk.store.read(|it| read(it, &query));
    assert!(matches!(told, Err(crate::Error::Damaged(_))), "{told:?}");
}
